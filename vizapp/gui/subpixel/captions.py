"""What the sub-pixel lab says below its canvases: which channels there are, and what they have become."""

from __future__ import annotations

import math

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from vizapp.document.judging import JUDGED, JUDGED_DIFFERENCE
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, SuperResolveSpec
from vizapp.gui.canvas.output_picture import why_nothing
from vizapp.gui.caption_text import Captions, reached_by, reached_text
from vizapp.gui.request_names import NETWORK
from vizapp.gui.runs import run_title
from vizapp.gui.subpixel.gain_numbers import gain_text
from vizapp.gui.subpixel.input_caption import input_caption, outdated_words
from vizapp.gui.subpixel.judged_words import judged_words
from vizapp.gui.subpixel.layouts import enlarged_shape, shown_channels
from vizapp.gui.subpixel.overlays import EXPLODE
from vizapp.gui.subpixel.pictures import (
    LAB,
    beside_picture,
    has_channels,
    offered_beside,
    right_picture,
    runs_side_by_side,
    shown_run,
    shows_spectrum,
    spectrum_period,
    upsampler_runs,
    wipes,
)
from vizapp.gui.subpixel.requests import (
    OUTPUT,
    TILES,
    left_picture,
    scene_requests,
    shown_grid,
    shown_spectrum,
)
from vizapp.gui.subpixel.scene_notes import greys_words
from vizapp.gui.subpixel.shuffle_status import shuffle_status
from vizapp.gui.widgets.numbers import grouped, plain
from vizapp.overlap import interior_counts
from vizapp.protocol.events import Configured
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import PictureRequest
from vizapp.session.state import State
from vizapp.wording.quantities import shape_words, size_words


def subpixel_captions(state: State) -> Captions:
    """Return the sentences below the canvases."""
    requests = scene_requests(state)
    wanted = requests.get(OUTPUT)
    if isinstance(wanted, PictureRequest):
        wanted = replace(wanted, region=None)
    shown = (LAB, wanted, TILES in requests, left_picture(state), wipes(state), shown_run(state))
    configured = state.configured
    if configured is not None and configured.lab != LAB:
        configured = None
    return Captions(input_caption(state, configured), _output(state, configured), shown)


def _spec(state: State) -> SubpixelSpec:
    return state.experiment.spec_of(SubpixelSpec)


# Right ----------------------------------------------------------------------------------------------------------


def _output(state: State, configured: Configured | None) -> tuple[str, ...]:
    spec = _spec(state)
    if state.source is None and not spec.task.own_pictures:
        return ()
    if state.refusal is not None:
        return (_tr("Nothing is computed with these settings; the canvas says why."),)
    if configured is None or state.snapshot is None:
        waits = state.engine.ready and configured is not None
        return (_tr("The next picture is on its way.") if waits else why_nothing(state),)
    if isinstance(spec.task, OverlapSpec):
        return _count_words(spec.task)
    if spec.is_inverse:
        sentences = _taken_apart_words(state, configured)
    elif shows_spectrum(state):
        sentences = _spectrum_words(state)
    elif isinstance(spec.task, SuperResolveSpec):
        sentences = _super_resolve_words(state, configured)
    else:
        sentences = _shuffle_words(state, configured)
    return (*filter(None, sentences), *outdated_words(state))


def _count_words(task: OverlapSpec) -> tuple[str, ...]:
    """Return how often the outputs inside are written to."""
    *others, last = interior_counts(task.kernel, task.stride)
    if not others:
        text = _tr(
            "How often each output is written to: inside {last} times everywhere, as {stride} divides {kernel}."
        )
        if last == 1:
            text = _tr("How often each output is written to: inside once everywhere, as {stride} divides {kernel}.")
    elif task.stride > task.kernel:
        text = _tr(
            "How often each output is written to: inside {others} or {last}, as the stride is larger than the kernel."
        )
    else:
        text = _tr(
            "How often each output is written to: inside {others} or {last} times, a [checkerboard](checkerboard), "
            "as {stride} does not divide {kernel}."
        )
    listed = ", ".join(map(str, others))
    return (text.format(others=listed, last=last, stride=task.stride, kernel=task.kernel),)


def _taken_apart_words(state: State, configured: Configured) -> list[str]:
    spec = _spec(state)
    text = _tr("Taken apart, {before} to {after}: each channel holds every {r}th pixel, down and across.")
    if spec.upscale_factor == 2:
        text = _tr("Taken apart, {before} to {after}: each channel holds every other pixel, down and across.")
    if spec.upscale_factor == 3:
        text = _tr("Taken apart, {before} to {after}: each channel holds every third pixel, down and across.")
    sentences = [
        text.format(
            before=shape_words(configured.input_shape),
            after=shape_words(configured.output_shape),
            r=spec.upscale_factor,
        ),
        _tr("Nothing is computed: [pixel shuffle](pixel-shuffle) puts it together again."),
    ]
    if configured.input_shape[0] > 1:
        sentences.append(_tr("Written in [{order} order](channel-order).").format(order=spec.order))
    return sentences


def _shuffle_words(state: State, configured: Configured) -> list[str]:
    spec = _spec(state)
    if right_picture(state) == NETWORK:
        return [_tr("What the network gives in the end, not the map of this layer alone.")]
    before, after = (shape_words(each) for each in (configured.input_shape, configured.output_shape))
    text = _tr("[Pixel shuffle](pixel-shuffle) {before} to {after}: values are only put elsewhere, none is computed.")
    sentences = [text.format(before=before, after=after)]
    if EXPLODE in state.view.shown and not spec.puzzle_is_open:
        sentences.insert(
            0, _tr("The slider takes each value from its channel's tile to its place in the map, and back.")
        )
    status = "" if spec.puzzle_is_open and not _is_image(state) else shuffle_status(state, is_brief=True)
    if status:
        sentences.append(_tr("Now: {status}.").format(status=status))
    sentences.append(_which_channel(state, configured))
    return sentences


def _is_image(state: State) -> bool:
    return state.source is not None and state.source.kind == "image"


def _which_channel(state: State, configured: Configured) -> str:
    count = enlarged_shape(_spec(state), configured)[0]
    if shown_grid(state) is not None:
        return _tr("All {count} channels stand side by side.").format(count=count)
    shown = shown_channels(state, count)
    if count == 1:
        return ""
    if len(shown) == 1:
        return _tr("Channel {channel} of 0 to {last}.").format(channel=shown[0], last=count - 1)
    return (
        _tr("3 of {count} channels as colour.").format(count=count) if count > 3 else _tr("All 3 channels as colour.")
    )


def _when(state: State) -> str:
    step = 0 if state.snapshot is None else state.snapshot.step
    if step == 0:
        return _tr("before training")
    return _tr("after 1 step") if step == 1 else _tr("after {steps} steps").format(steps=grouped(step))


def _super_resolve_words(state: State, configured: Configured) -> list[str]:
    name, r = right_picture(state), _spec(state).upscale_factor
    if wipes(state):
        left, right = _name_of(state, beside_picture(state)), _name_of(state, name)
        text = _tr("Left of the line {left}, right of it {right}; {when}.")
        return [text.format(left=left, right=right, when=_when(state)), _psnr_words(state)]
    runs = runs_side_by_side(state)
    if runs and name in ("output", "error", "difference"):
        text = {
            "output": _tr(
                "{count} [upsamplers](super-resolution) side by side, {when}: each enlarges the same copy {r} times."
            ),
            "error": _tr("How far each of {count} upsamplers is from the target, {when}."),
            "difference": _tr("What each of {count} upsamplers gives minus the target, {when}."),
        }[name]
        words = [text.format(count=len(runs), when=_when(state), r=r)]
        return [
            *words,
            _tr("Beside each name: its [PSNR](psnr) above that of [bicubic](bicubic)."),
            _greys(state, name),
        ]
    return _one_picture_words(state, configured, name)


def _one_picture_words(state: State, configured: Configured, name: str) -> list[str]:
    r = _spec(state).upscale_factor
    size = size_words(*configured.output_shape[1:])
    run = run_title(shown_run(state) or upsampler_runs(state)[0])
    match name:
        case "target":
            return [
                _tr("The target: the luma of the picture itself, {size} pixels, of which the copy was made.").format(
                    size=size
                )
            ]
        case "bicubic":
            text = _tr("The reduced copy enlarged {r} times by [bicubic interpolation](bicubic): nothing is learned.")
            return [text.format(r=r), _bicubic_words(state)]
        case "nearest":
            return [
                _tr("The reduced copy with each pixel repeated {r} × {r} times: what there is to begin with.").format(
                    r=r
                )
            ]
        case "shuffled":
            text = _tr(
                "What the [shuffle](pixel-shuffle) makes of the channels, {when}: it is added to [bicubic](bicubic)."
            )
            return [text.format(when=_when(state)), _greys(state, name)]
        case "error":
            text = _tr("How far {run} is from the target, {when}.")
            return [text.format(run=run, when=_when(state)), _greys(state, name), _psnr_words(state)]
        case "difference":
            text = _tr("What {run} gives minus the target, {when}.")
            return [text.format(run=run, when=_when(state)), _greys(state, name), _psnr_words(state)]
        case _ if name == JUDGED:
            words = judged_words(state)
            return [_tr("A picture that somebody's network has made of the source."), f"{words}." if words else ""]
        case _ if name == JUDGED_DIFFERENCE:
            words = judged_words(state)
            return [
                _tr("Somebody's result minus the source: grey where both are the same."),
                f"{words}." if words else "",
            ]
    text = _tr("The copy enlarged {r} times by {run} to {size}, {when}.")
    sentences = [text.format(r=r, run=run, size=size, when=_when(state)), _psnr_words(state)]
    if EXPLODE in state.view.shown:
        sentences.insert(
            0, _tr("The slider takes each value from its channel's tile to its place in the map, and back.")
        )
    if has_channels(state):
        sentences.append(_tr("The [shuffle](pixel-shuffle) comes last."))
    return sentences


def _name_of(state: State, name: str) -> str:
    """Return what a picture of the wipe is called, in the words of its list."""
    run = shown_run(state) or upsampler_runs(state)[0]
    if name == "output":
        return run_title(run)
    titles = dict(offered_beside(state))
    return titles.get(name, name)


def _greys(state: State, name: str) -> str:
    picture = state.answer(OUTPUT, Picture)
    if picture is None or name == "output":
        return ""
    words = greys_words(picture)
    return f"{words[:1].upper()}{words[1:]}."


def _psnr_words(state: State) -> str:
    """Return the PSNR of the upsampler on show, and how much more it is than that of bicubic interpolation."""
    if right_picture(state) in (JUDGED, JUDGED_DIFFERENCE, "target", "nearest"):
        return ""
    reached, bicubic = reached_by(state, "psnr", shown_run(state) or ""), _bicubic(state)
    if reached is None or reached.value is None or not math.isfinite(reached.value):
        return ""
    if bicubic is None:
        return _tr("[PSNR](psnr) {value}.").format(value=reached_text(reached))
    text = _tr("[PSNR](psnr) {value}, {gain} against [bicubic](bicubic).")
    if not reached.is_shown:
        text = _tr("[PSNR](psnr) {value}, {gain} against [bicubic](bicubic), {origin}.")
    return text.format(value=reached_text(reached), gain=gain_text(reached, bicubic), origin=reached.origin)


def _bicubic(state: State) -> float | None:
    metrics = () if state.configured is None else state.configured.metrics
    return next((each.references.get("bicubic") for each in metrics if each.name == "psnr"), None)


def _bicubic_words(state: State) -> str:
    value = _bicubic(state)
    return "" if value is None else _tr("[PSNR](psnr) {value} dB.").format(value=plain(value, 2))


def _spectrum_words(state: State) -> list[str]:
    found = shown_spectrum(state)
    if found is None:
        return [_tr("The next picture is on its way.")]
    runs = runs_side_by_side(state)
    period = spectrum_period(state)
    text = _tr("The [spectrum](spectrum): rings at multiples of 1/{r}, where what repeats every {r} pixels is seen.")
    if runs:
        text = _tr("The [spectra](spectrum) of {count} upsamplers: rings at multiples of 1/{r}, {when}.")
    sentences = [text.format(r=period, count=len(runs), when=_when(state) if runs else "")]
    if math.isfinite(found.checkerboard) and not runs and not wipes(state):
        text = _tr("The [phases](phase) differ by {value} grey levels ([checkerboard](checkerboard)).")
        sentences.append(text.format(value=plain(found.checkerboard, 2)))
    return sentences


def _tr(text: str) -> str:
    return QCoreApplication.translate("SubpixelCaptions", text)
