"""The offset map of a small layer written out, and the weights of its kernel, as numbers that can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vizapp.document import edits
from vizapp.document.deformable import FEW_PIXELS, DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.document.placed import MAX_PLACED_OFFSET, Tap, Unit
from vizapp.document.values import Position
from vizapp.gui.deformable.requests import shown_below
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.number_groups import NumberGroups, Place
from vizapp.gui.widgets.rows import muted_label, title_label
from vizapp.problem import Problem, Value
from vizapp.session.state import State
from vizapp.wording import labels
from vizapp.wording.problems import ProblemError

_OFFSET_GESTURE = "offset-map"
_WEIGHT_GESTURE = "kernel-weights"
_MOST_WEIGHT = 1e6
_NOT_A_NUMBER = "map.not-a-number"


@dataclass(frozen=True)
class _MapShown:
    """What is written out: the settings, how many units there are, and how many layers below the last one it is."""

    spec: DeformableSpec
    size: tuple[int, int]
    below: int


class OffsetMapView(QWidget):
    """Offsets and weights of a layer that is set by hand; hidden for any other, and for a map of many units."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offsetMap")
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(title_label(self.tr("Kernel"), self))
        self.weights = NumberGroups("kernelWeights", (-_MOST_WEIGHT, _MOST_WEIGHT), self)
        self.weights.setAccessibleName(self.tr("Weights of the kernel"))
        self.weights.setToolTip(self.tr("Type a weight, or drag a number up and down."))
        column.addWidget(self.weights)
        self.title = title_label("", self)
        self.title.setObjectName("offsetMapTitle")
        column.addWidget(self.title)
        hint = self.tr("For each tap, how far each unit's point is moved: dy pixels down, below it dx to the right.")
        self.hint = muted_label(hint, self)
        self.hint.setWordWrap(True)
        column.addWidget(self.hint)
        self.offsets = NumberGroups("offsetMapNumbers", (-MAX_PLACED_OFFSET, MAX_PLACED_OFFSET), self)
        self.offsets.setAccessibleName(self.tr("Offset map"))
        self.offsets.setToolTip(self.tr("Type an offset in pixels, or drag a number up and down."))
        column.addWidget(self.offsets)
        self._below = 0
        self._shown: Shown[_MapShown | None] = Shown(_resolve, self._show)
        self.weights.edited.connect(self._set_weight)
        self.offsets.edited.connect(self._set_offset)
        for table in (self.weights, self.offsets):
            table.finished.connect(session.end_gesture)
            table.finished.connect(self._forget_refusal)
            table.refused.connect(partial(self._refuse, table))
        self.hide()

    def parts(self) -> Sequence[Shown[Any]]:
        return (self._shown,)

    def show_state(self, state: State) -> None:
        """Show the map of ``state``, or hide."""
        self._shown.follow(state)

    def _show(self, shown: _MapShown | None) -> None:
        self.setVisible(shown is not None)
        if shown is None:
            return
        spec, geometry = shown.spec, shown.spec.geometry
        assert isinstance(spec.task, HandSetSpec)
        height, width = shown.size
        channels = 2 * spec.points
        self.title.setText(
            self.tr("Offset map (1, {channels}, {height}, {width})")
            .format(channels=channels, height=height, width=width)
            .upper()
        )
        weights = np.array(_weights(spec.task, geometry.taps)).reshape(1, 1, *geometry.kernel_size)
        self.weights.show_values(weights, (self.tr("the same for every input channel"),), ("",))
        self._below = shown.below
        taps = [self._title(number, spec) for number in range(spec.points)]
        self.offsets.show_values(offset_values(spec, shown.size, shown.below), taps, ("dy", "dx"))

    def _title(self, number: int, spec: DeformableSpec) -> str:
        tap = self._tap(number, spec)
        text = self.tr("tap {tap}") if spec.operator.offset_groups == 1 else self.tr("group {group}, tap {tap}")
        return text.format(tap=spec.geometry.tap_name(tap.k), group=tap.group)

    def _tap(self, number: int, spec: DeformableSpec) -> Tap:
        """Return the tap of a pair of channels, of the layer on show."""
        return Tap(*divmod(number, spec.taps), self._below)

    def _set_offset(self, place: Place, value: float) -> None:
        experiment = self._session.state.experiment
        spec = experiment.spec_of(DeformableSpec)
        tap, unit = self._tap(place.group, spec), (place.y, place.x)
        placed = spec.placed_at(unit).get(tap)
        offset = [0.0, 0.0] if placed is None else list(placed.offset_yx)
        offset[place.grid] = value
        try:
            changed = edits.place_point(experiment, tap, (offset[0], offset[1]), Unit(unit))
        except ProblemError as error:
            self._session.notify(error.problem, "warning")
            return
        self._session.update(changed, labels.PLACE_POINT, _OFFSET_GESTURE)

    def _set_weight(self, place: Place, value: float) -> None:
        experiment = self._session.state.experiment
        spec = experiment.spec_of(DeformableSpec)
        if not isinstance(spec.task, HandSetSpec):
            return
        weights = _weights(spec.task, spec.taps)
        weights[spec.geometry.tap_at(place.y, place.x)] = value
        changed = spec.replaced(task=spec.task.replaced(weights=tuple(weights)))
        self._session.update(experiment.with_spec(changed), labels.CHANGE_WEIGHT, _WEIGHT_GESTURE)

    def _refuse(self, table: NumberGroups, text: str) -> None:
        values: dict[str, Value] = {"text": text, "most": round(table.limits[1])}
        self._session.notify(Problem(_NOT_A_NUMBER, values=values), "warning")

    def _forget_refusal(self) -> None:
        """Take back the sentence about what was typed, since another number has been."""
        banner = self._session.state.banner
        if banner is not None and banner.problem.code == _NOT_A_NUMBER:
            self._session.dismiss_banner()


def _resolve(state: State) -> _MapShown | None:
    """Return what is to be written out; None where the layer is not set by hand, or has many units.

    On the unseen picture no point is placed, so that there is nothing to write out either.
    """
    spec, configured = state.experiment.spec, state.configured
    if not isinstance(spec, DeformableSpec) or not isinstance(spec.task, HandSetSpec):
        return None
    if configured is None or configured.lab != spec.lab or state.shows_unseen:
        return None
    size = (configured.output_shape[1], configured.output_shape[2])
    return _MapShown(spec, size, shown_below(state)) if size[0] * size[1] <= FEW_PIXELS else None


def offset_values(spec: DeformableSpec, size: tuple[int, int], below: int = 0) -> np.ndarray:
    """Return the offsets (G·K, 2, oh, ow) that were placed by hand, in input pixels; 0 where none was.

    They are those of the layer so many ``below`` the last, at the units of the last.
    """
    values = np.zeros((spec.points, 2, *size))
    units: list[Position] = [(y, x) for y in range(size[0]) for x in range(size[1])]
    for y, x in units:
        for tap, placed in spec.placed_at((y, x)).items():
            if tap.below == below:
                values[tap.group * spec.taps + tap.k, :, y, x] = placed.offset_yx
    return values


def _weights(task: HandSetSpec, taps: int) -> list[float]:
    """Return a weight for each tap; those that are missing are 1."""
    return [*task.weights, *[1.0] * taps][:taps]
