"""What the deformable lab says below its input: at which points a unit reads, and what the picture is."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenTapsSpec, RectifySpec, ScaledShapesSpec
from vizapp.gui.caption_text import verbatim
from vizapp.gui.deformable.field_overlay import TRUTH
from vizapp.gui.deformable.requests import (
    LAB,
    PROBE,
    shown_below,
    shown_group,
)
from vizapp.gui.widgets.numbers import plain
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.state import State
from vizapp.wording.quantities import size_words
from vizapp.wording.sentences import joined_sentences

_NO_OFFSET = 0.005
"""Pixels: a mean offset below this is written as 0.00."""
_OFFSETS = ("field", "true_field")
"""The pictures that are drawn from offsets."""


def input_caption(state: State) -> tuple[str, ...]:
    """Return the sentences below the picture that is read."""
    if state.shown_source is None:
        return (_tr("No picture is open yet."),)
    answer = state.answer(PROBE, UnitReadings)
    reading = answer.readings[0] if answer is not None and answer.readings else None
    sentences: list[str] = []
    if reading is not None:
        sentences = [_where_it_reads(state, reading), _hidden_places(state, reading), _by_hand(state, reading)]
    elif state.pick is None and state.configured is not None:
        sentences = [_tr("Drag over the output to pick a [unit](unit) and see where it reads.")]
    if state.is_outdated:
        sentences.append(_tr("All of it is from the engine that ended."))
    return tuple(filter(None, (*sentences, _what_is_read(state))))


def _what_is_read(state: State) -> str:
    """Return what the picture on the left is, and how large the layer reads it."""
    source, configured = state.shown_source, state.configured
    task = state.experiment.spec_of(DeformableSpec).task
    assert source is not None
    name = verbatim(source.name)
    if configured is None or configured.lab != LAB:
        return _tr("{name}, {size} pixels.").format(name=name, size=size_words(source.height, source.width))
    channels, height, width = configured.input_shape
    size = size_words(height, width)
    if isinstance(task, ScaledShapesSpec):
        text = _tr("A drawn shape, {scale} times as large as those that the classifier has learned; {size} pixels.")
        return text.format(scale=plain(task.scale, 1), size=size)
    if isinstance(task, RectifySpec):
        text = {
            "rotation": _tr("The middle of {name}, turned by {strength}°; {size} pixels."),
            "swirl": _tr("The middle of {name}, swirled by {strength}°; {size} pixels."),
            "barrel": _tr("The middle of {name}, bent outwards by k = {strength}; {size} pixels."),
        }[task.warp]
        decimals = 2 if task.warp == "barrel" else 1
        text = text.format(name=name, strength=plain(task.strength, decimals), size=size)
    else:
        text = _tr("{name}: the layer reads {size} pixels in one channel.")
        if channels > 1:
            text = _tr("{name}: the layer reads {size} pixels in {channels} channels.")
        text = text.format(name=name, size=size, channels=channels)
    if state.shows_unseen:
        return _tr("An [unseen picture](unseen-picture), on which nothing is trained. {text}").format(text=text)
    return text


def _where_it_reads(state: State, reading: UnitReading) -> str:
    """Return at which points a unit reads, and how far from the rigid grid they are."""
    spec = state.experiment.spec_of(DeformableSpec)
    y, x = reading.unit_yx
    taps, lengths = spec.taps, _lengths(reading, reading.offset_yx, spec, state)
    if reading.rigid:
        text = _tr("Plain convolution: [unit](unit) ({y}, {x}) reads at its [rigid grid](rigid-grid).")
        if taps == 1:
            text = _tr("Plain convolution: [unit](unit) ({y}, {x}) reads at its own place.")
        return text.format(y=y, x=x)
    mean = float(np.mean(lengths)) if len(lengths) else 0.0
    if mean < _NO_OFFSET:
        text = _tr(
            "[Unit](unit) ({y}, {x}) reads at its [rigid grid](rigid-grid): all [offsets](offset) are 0.00 px."
        )
        if taps == 1:
            text = _tr("[Unit](unit) ({y}, {x}) reads at its own place: its [offset](offset) is 0.00 px.")
    elif taps == 1:
        text = _tr("[Unit](unit) ({y}, {x}) reads at one [sampling point](sampling-point), {mean} px from its place.")
    else:
        text = _tr(
            "[Unit](unit) ({y}, {x}) reads at {taps} [points](sampling-point), on average {mean} px off the "
            "[grid](rigid-grid)."
        )
    text = text.format(y=y, x=x, taps=taps, mean=plain(mean, 2))
    group = shown_group(state)
    if spec.operator.offset_groups > 1:
        groups = _tr("{text} [Offset group](offset-groups) {group} of 0 to {last}.")
        text = groups.format(text=text, group=group, last=spec.operator.offset_groups - 1)
    if spec.operator.layers > 1:
        layers = _tr("Layer {layer} of {layers}. {text}")
        text = layers.format(layer=spec.operator.layers - shown_below(state), layers=spec.operator.layers, text=text)
    if reading.mask is not None and reading.mask.size:
        mask = reading.mask[group * taps : (group + 1) * taps]
        low, high = plain(float(mask.min()), 2), plain(float(mask.max()), 2)
        masks = _tr("{text} Their [masks](modulation) are {low} to {high}.")
        if low == high:
            masks = _tr("{text} Their [masks](modulation) are {low}.")
        text = masks.format(text=text, low=low, high=high)
    return text


def _hidden_places(state: State, reading: UnitReading) -> str:
    """Return what the rings are, and how far from them the unit's points are; "" where there are none."""
    if reading.truth_yx is None or reading.rigid:
        return ""
    spec = state.experiment.spec_of(DeformableSpec)
    away = _lengths(reading, reading.point_yx - reading.truth_yx, spec, state)
    if not len(away):
        return ""
    if TRUTH not in state.view.shown:
        text = _tr("They are on average {away} px from the [hidden places](hidden-rule), which are not shown.")
        if spec.taps == 1:
            text = _tr("It is {away} px from where it should read, which is not shown.")
    elif isinstance(spec.task, RectifySpec):
        text = _tr("Ring: where the warp has brought its pixel, {away} px away.")
    elif isinstance(spec.task, HiddenTapsSpec):
        text = _tr("Rings: the [hidden shifts](hidden-rule), on average {away} px away.")
    else:
        text = _tr("Rings: the [hidden rule](hidden-rule), on average {away} px away.")
    return text.format(away=plain(float(np.mean(away)), 2))


def _by_hand(state: State, reading: UnitReading) -> str:
    """Return how many points were placed by hand, and how many have no place; "" where none is either."""
    spec = state.experiment.spec_of(DeformableSpec)
    placed = int(np.count_nonzero(reading.placed)) if not reading.rigid else 0
    broken = 0 if reading.broken is None else int(np.count_nonzero(reading.broken))
    words = []
    if placed:
        text = _tr("{count} of {points} points are placed by hand.")
        if placed == 1:
            text = _tr("{count} of {points} points is placed by hand.")
        words.append(text.format(count=placed, points=spec.points))
    if broken:
        text = _tr("{count} of {points} points have no finite [offset](offset) and read nothing.")
        if broken == 1:
            text = _tr("{count} of {points} points has no finite [offset](offset) and reads nothing.")
        words.append(text.format(count=broken, points=spec.points))
    return joined_sentences(words)


def _lengths(reading: UnitReading, way_yx: np.ndarray, spec: DeformableSpec, state: State) -> np.ndarray:
    """Return the lengths of (N, 2) for the points of the offset group on show that have a place."""
    first = shown_group(state) * spec.taps
    part = slice(first, first + spec.taps)
    lengths = np.hypot(*way_yx[part].astype(np.float64).T)
    return lengths if reading.broken is None else lengths[~reading.broken[part]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("DeformableCaptions", text)
