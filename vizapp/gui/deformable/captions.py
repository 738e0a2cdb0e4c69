"""What the deformable lab says below its canvases: where a unit reads, and what the picture on the right is."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec, RectifySpec, ScaledShapesSpec
from vizapp.gui.canvas.output_picture import why_nothing
from vizapp.gui.caption_text import Captions, reached_by, reached_text
from vizapp.gui.deformable.field_overlay import TRUTH, key_lines
from vizapp.gui.deformable.input_caption import input_caption
from vizapp.gui.deformable.requests import (
    DISTANCE,
    LAB,
    OUTPUT,
    right_picture,
    scene_requests,
    shown_run,
)
from vizapp.gui.runs import run_title
from vizapp.gui.widgets.numbers import grouped, plain, three_digits
from vizapp.protocol.offset_answers import Field
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import FieldRequest, PictureRequest
from vizapp.session.state import State

_NO_OFFSET = 0.005
"""Pixels: a mean offset below this is written as 0.00."""
_OFFSETS = ("field", "true_field")
"""The pictures that are drawn from offsets."""


def deformable_captions(state: State) -> Captions:
    """Return the sentences below the two canvases."""
    request = scene_requests(state)[OUTPUT]
    if isinstance(request, PictureRequest | FieldRequest):
        request = replace(request, region=None)
    return Captions(input_caption(state), _output(state), (LAB, request, state.shows_unseen))


# What comes out -------------------------------------------------------------------------------------------------


def _output(state: State) -> tuple[str, ...]:
    if state.shown_source is None:
        return ()
    if state.refusal is not None:
        return (_tr("Nothing is computed with these settings; the canvas says why."),)
    answer = state.answer(OUTPUT, Field) or state.answer(OUTPUT, Picture)
    name = right_picture(state)
    if answer is None or isinstance(answer, Field) != (name in _OFFSETS):
        waits = state.engine.ready and state.configured is not None
        return (_tr("The next picture is on its way.") if waits else why_nothing(state),)
    if isinstance(answer, Field):
        sentences = [_field_words(state, answer), _distance_words(state)]
    else:
        sentences = _picture_words(state, name, answer)
    outdated = _tr("It is from the engine that ended.") if state.is_outdated else ""
    return tuple(filter(None, (*sentences, outdated)))


def _picture_words(state: State, name: str, picture: Picture) -> list[str]:
    black_and_white = _tr("Black is 0, white {high}.").format(high=three_digits(picture.high))
    match name:
        case "target":
            return [_target_words(state)]
        case "error":
            return [_error_words(state), black_and_white, _loss_words(state)]
        case "plain_difference":
            text = _tr("How far the output is from that of the [plain convolution](deformable-convolution).")
            return [text, black_and_white, _tr("With zero [offsets](offset) both are the same.")]
        case "off_truth":
            text = _tr("How far the points of each [unit](unit) are from the [hidden ones](hidden-rule).")
            high = _tr("Black is 0, white {high} px.").format(high=plain(picture.high, 2))
            return [text, high, _distance_words(state)]
        case "untrained":
            return [_tr("What the layer gave before training, at step 0.")]
        case _:
            return [_output_words(state), _loss_words(state), _target_beside(state), _branch_words(state)]


def _channels_words(state: State) -> str:
    """Return which of the output's channels are drawn."""
    configured = state.configured
    if configured is None:  # what is on show is of an engine that has ended, which told how many there are
        return _tr("The channels on show")
    count = configured.output_shape[0]
    chosen = state.view.output_channel
    if chosen is not None and chosen < count:
        return _tr("Channel {channel} of 0 to {last}").format(channel=chosen, last=count - 1)
    if count == 1:
        return _tr("The only channel")
    if count < 3:
        return _tr("Channel 0 of 0 to {last}").format(last=count - 1)
    if count == 3:
        return _tr("All 3 channels")
    return _tr("3 of {count} channels").format(count=count)


def _when(state: State) -> str:
    """Return after how many steps that on show was computed; "" where nothing is trained."""
    spec, snapshot = state.experiment.spec_of(DeformableSpec), state.snapshot
    if snapshot is None or not spec.task.trains:
        return ""
    if snapshot.step == 0:
        return _tr("before training")
    if snapshot.step == 1:
        return _tr("after 1 step")
    return _tr("after {steps} steps").format(steps=grouped(snapshot.step))


def _output_words(state: State) -> str:
    spec = state.experiment.spec_of(DeformableSpec)
    channels, when = _channels_words(state), _when(state)
    if state.view.rigid:
        text = _tr("{channels} of the plain convolution: the same [kernel](kernel), without [offsets](offset).")
        return text.format(channels=channels)
    if isinstance(spec.task, ScaledShapesSpec):
        text = _tr(
            "{channels} that convolution {layer} gives, {when}: each value sums what {taps} [taps](kernel) read."
        )
    elif isinstance(spec.task, RectifySpec):
        text = _tr("The rectified picture, {when}: each value is read at one [sampling point](sampling-point).")
    elif spec.operator.layers > 1:
        text = _tr(
            "{channels} of the last of {layers} layers, {when}: each value is a weighted sum of {taps} "
            "[readings](kernel)."
        )
        if not when:
            text = _tr(
                "{channels} of the last of {layers} layers: each value is a weighted sum of {taps} "
                "[readings](kernel)."
            )
    elif spec.taps == 1:
        text = _tr("{channels}, {when}: each value weighs what one [tap](kernel) reads.")
        if not when:
            text = _tr("{channels}: each value weighs what one [tap](kernel) reads.")
    else:
        text = _tr("{channels}, {when}: each value is a weighted sum of {taps} [readings](kernel).")
        if not when:
            text = _tr("{channels}: each value is a weighted sum of {taps} [readings](kernel).")
    layer = spec.task.layer if isinstance(spec.task, ScaledShapesSpec) else 0
    return text.format(channels=channels, when=when, taps=spec.taps, layers=spec.operator.layers, layer=layer)


def _target_words(state: State) -> str:
    """Return what the picture of the target is."""
    spec = state.experiment.spec_of(DeformableSpec)
    channels = _channels_words(state)
    if isinstance(spec.task, ScaledShapesSpec):
        text = _tr("{channels} that convolution {layer} of the classifier gives without any [offsets](offset).")
        return text.format(channels=channels, layer=spec.task.layer)
    if isinstance(spec.task, RectifySpec):
        return _tr("The [target](hidden-rule): the middle of the picture, as it was before the warp.")
    if spec.task.hides_points:
        text = _tr("{channels} of the [target](hidden-rule): the kernel read at the hidden places, the dashed rings.")
        if spec.operator.layers > 1:
            text = _tr("{channels} of the [target](hidden-rule): one kernel, read at the places that a rule hides.")
        return text.format(channels=channels)
    if isinstance(spec.task, BroughtSpec) and spec.task.has("output"):
        return _tr("{channels} of the output that was brought.").format(channels=channels)
    text = _tr("{channels} of the plain convolution: the same [kernel](kernel), without [offsets](offset).")
    return text.format(channels=channels)


def _target_beside(state: State) -> str:
    """Return what the output is to become; "" where nothing is trained, and of what no training has computed."""
    spec = state.experiment.spec_of(DeformableSpec)
    if state.view.rigid or not spec.task.trains:
        return ""
    if isinstance(spec.task, ScaledShapesSpec):
        return ""
    if isinstance(spec.task, RectifySpec):
        return _tr("[Target](hidden-rule): the picture before the warp.")
    if spec.task.hides_points and spec.operator.layers == 1:
        if TRUTH not in state.view.shown:
            return _tr("[Target](hidden-rule): the same, read at hidden places.")
        return _tr("[Target](hidden-rule): the same, read at the rings.")
    return ""


def _error_words(state: State) -> str:
    configured, chosen = state.configured, state.view.output_channel
    count = 1 if configured is None else configured.output_shape[0]
    if count > 1 and (chosen is None or chosen >= count) and not _is_of_shapes(state):
        text = _tr("How far the output is from the [target](hidden-rule), mean of {count} channels, {when}.")
        if not _when(state):
            text = _tr("How far the output is from the [target](hidden-rule), mean of {count} channels.")
    else:
        text = _tr("How far the output is from the [target](hidden-rule), {when}.")
        if not _when(state):
            text = _tr("How far the output is from the [target](hidden-rule).")
    if _trains_nothing(state):
        text = _tr("How far the output is from that of the [plain convolution](deformable-convolution).")
        if _has_brought_output(state):
            text = _tr("How far the output is from the one that was brought.")
    return text.format(count=count, when=_when(state))


def _is_of_shapes(state: State) -> bool:
    return isinstance(state.experiment.spec_of(DeformableSpec).task, ScaledShapesSpec)


def _trains_nothing(state: State) -> bool:
    return isinstance(state.experiment.spec_of(DeformableSpec).task, HandSetSpec | BroughtSpec)


def _has_brought_output(state: State) -> bool:
    task = state.experiment.spec_of(DeformableSpec).task
    return isinstance(task, BroughtSpec) and task.has("output")


def _field_words(state: State, field: Field) -> str:
    rim, of = key_lines(field, state)
    text = _tr("The [offset map](offset-map), {of}, {when}: hue is the direction, {rim}.")
    if field.kind == "truth" or not _when(state):
        text = _tr("The [offset map](offset-map), {of}: hue is the direction, {rim}.")
    if state.view.rigid and field.kind == "offsets":
        text = _tr("The plain convolution has no [offsets](offset): nothing is coloured.")
    return text.format(of=of, rim=rim, when=_when(state))


def _loss_words(state: State) -> str:
    """Return the loss of the run on show, with when it was measured if that is not now; "" where there is none.

    Of the shapes, which are learned by their classes, it is the accuracy.
    """
    if state.view.rigid:
        return ""
    if _is_of_shapes(state):
        return _reached_words(
            state,
            "accuracy",
            _tr("[Accuracy](accuracy) on shapes of other sizes {value}."),
            _tr("[Accuracy](accuracy) on shapes of other sizes {value}, {origin}."),
        )
    return _reached_words(state, "loss", _tr("[Loss](loss) {value}."), _tr("[Loss](loss) {value}, {origin}."))


def _distance_words(state: State) -> str:
    """Return how far all points are from the hidden ones; "" where that is not known."""
    if state.view.rigid:
        return ""
    return _reached_words(
        state,
        DISTANCE,
        _tr("[Mean distance](distance) to where they should be {value}."),
        _tr("[Mean distance](distance) to where they should be {value}, {origin}."),
    )


def _reached_words(state: State, name: str, text: str, text_of_then: str) -> str:
    reached = reached_by(state, name, shown_run(state) or "")
    if reached is None or not np.isfinite(reached.value or np.nan):
        return ""
    running = state.snapshot is not None and state.snapshot.running and reached.metric.every == 1
    if reached.is_shown or running:
        return text.format(value=reached_text(reached))
    return text_of_then.format(value=reached_text(reached), origin=reached.origin)


def _branch_words(state: State) -> str:
    """Return what gives the offsets."""
    spec = state.experiment.spec_of(DeformableSpec)
    if state.view.rigid or spec.task.own_branch or not spec.task.trains:
        return ""
    kind = shown_run(state) or spec.offset_branch.kind
    if kind == "none":
        return _tr("No [branch](offset-branch): this run keeps the rigid grid.")
    return _tr("[Offset branch](offset-branch): {branch}.").format(branch=run_title(kind))


def _tr(text: str) -> str:
    return QCoreApplication.translate("DeformableCaptions", text)
