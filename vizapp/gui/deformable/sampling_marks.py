"""Where the marks of the probe's sampling points belong: plain numbers from the state, without Qt's widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from vizapp.document.deformable import DeformableSpec
from vizapp.document.offset_branch import Modulation
from vizapp.document.placed import Tap
from vizapp.document.values import Position
from vizapp.geometry import ConvGeometry, is_outside
from vizapp.gui.colours import tap_colour
from vizapp.gui.deformable.requests import PROBE, shown_below, shown_geometry, shown_group, shows_placed_points
from vizapp.gui.points.point_marks import PointMarks
from vizapp.gui.shown import Fields
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.picks import Pick
from vizapp.session.state import State

SMALLEST_POINT, LARGEST_POINT = 0.4, 1.5
_BASIS = ("snapshot", "trail", "view", "experiment", "configured", "trained", "unseen", "picks")
_NO_PICKS: Mapping[str, Pick] = {}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SamplingMarks(PointMarks):
    """The K taps of one offset group of a unit; positions are float64 (K, 2), absolute (y, x) in input pixels.

    ``known`` is False while the engine has sent no reading of the present operator: then only points placed by hand
    differ from the rigid grid in ``point_yx``. ``others_yx`` are the points of the other offset groups.

    Attributes:
        unit_yx: the output position (y, x).
        geometry: says where each tap is in the kernel.
        movable: False where points cannot be placed: on the unseen picture, in a run that is compared with the main
            one, and while the plain convolution is shown.
        group: the offset group.
        below: the layer: so many below the last.
    """

    unit_yx: Position
    geometry: ConvGeometry
    movable: bool = True
    group: int = 0
    below: int = 0

    @property
    def colours(self) -> list[QColor]:
        return [tap_colour(tap, self.geometry) for tap in range(len(self.rigid_yx))]

    def tap(self, k: int) -> Tap:
        """Return the address of tap ``k``."""
        return Tap(self.group, k, self.below)


def sampling_marks(state: State) -> SamplingMarks | None:
    """Return the marks of the probe, or None where no unit is picked.

    Points placed by hand are where the document says, whether or not the engine has answered yet; all others are
    where the newest reading has them. While the plain convolution is shown, all are on the rigid grid.
    A reading of the unit picked before is shown, at its own unit, until the
    one asked for comes.
    """
    spec = state.experiment.spec_of(DeformableSpec)
    reading, below = shown_reading(state), shown_below(state)
    unit = state.pick if reading is None else reading.unit_yx
    if unit is None:
        return None
    geometry, group = shown_geometry(state), shown_group(state)
    own = slice(group * spec.taps, (group + 1) * spec.taps)
    rigid = geometry.rigid_points(unit)
    every = np.tile(rigid, (spec.operator.offset_groups, 1))
    if reading is not None and not state.view.rigid:
        every = reading.point_yx.astype(np.float64)
    by_hand = np.zeros(spec.points, bool)
    movable = shows_placed_points(state)
    for tap, point in (spec.placed_at(unit) if movable else {}).items():
        if tap.group < spec.operator.offset_groups and tap.k < spec.taps and tap.below == below:
            number = tap.group * spec.taps + tap.k
            every[number] = rigid[tap.k] + point.offset_yx
            by_hand[number] = True
    points, placed = every[own], by_hand[own]
    truth = None if reading is None or reading.truth_yx is None else reading.truth_yx[own].astype(np.float64)
    trail = state.trail
    if reading is None or trail is None or trail.shape[1] != spec.points:
        trail = None
    push = None if reading is None else reading.push_yx
    first = None if reading is None or reading.untrained_yx is None else reading.untrained_yx[own].astype(np.float64)
    outside = np.zeros(spec.taps, bool)
    if state.configured is not None:
        outside = is_outside(points, *state.configured.input_shape[1:])
    mask = None if reading is None or reading.mask is None or state.view.rigid else reading.mask[own]
    broken = None if reading is None or reading.broken is None else reading.broken[own] & ~placed
    return SamplingMarks(
        unit_yx=unit,
        geometry=geometry,
        rigid_yx=rigid,
        point_yx=points,
        truth_yx=truth,
        placed=placed,
        outside=outside,
        trail_yx=None if trail is None else trail[:, own],
        known=reading is not None,
        movable=movable,
        push_yx=None if push is None else push[own],
        group=group,
        below=below,
        mask=mask,
        sizes=None if mask is None else mask_sizes(mask, spec.operator.modulation),
        others_yx=None if reading is None else np.delete(every, own, axis=0),
        spacing=1 if reading is None else reading.spacing,
        origin_yx=(0, 0) if reading is None else _origin(reading),
        broken=broken,
        untrained_yx=first,
    )


def marks_basis(state: State) -> Fields:
    """Return all that :func:`sampling_marks` and what is drawn of it follow from.

    Another pick changes nothing as long as the reading of the unit before it is shown, and a trail of one place is
    not seen: the picture and its loupe are not painted again for either.
    """
    values = {name: getattr(state, name) for name in _BASIS}
    if shown_reading(state) is not None:
        values["picks"] = _NO_PICKS
    if state.trail is not None and len(state.trail) < 2:
        values["trail"] = None
    return Fields(_BASIS, tuple(values.values()))


def shown_reading(state: State) -> UnitReading | None:
    """Return the newest reading of the probe, or None where it is not of the present operator and layer."""
    answer = state.answer(PROBE, UnitReadings)
    reading = answer.readings[0] if answer is not None and answer.readings else None
    if reading is None:
        return None
    points = state.experiment.spec_of(DeformableSpec).points
    return reading if (len(reading.point_yx), reading.below) == (points, shown_below(state)) else None


def _origin(reading: UnitReading) -> tuple[int, int]:
    y, x = (reading.neighbours_yx[0, 0].astype(np.int64) % reading.spacing).tolist()
    return y, x


def mask_sizes(mask: NDArray[np.float32], modulation: Modulation) -> NDArray[np.float64]:
    """Return how large points are drawn, as a factor of the radius: the area follows the mask's size.

    A point has its usual size at a mask of 1; where softmax makes the masks of K taps add up to 1, at 1/K. Factors
    stay between ``SMALLEST_POINT`` and ``LARGEST_POINT``, so that every point can be seen and taken.
    """
    usual = 1 / len(mask) if modulation == "softmax" else 1.0
    return np.clip(np.sqrt(np.abs(mask.astype(np.float64)) / usual), SMALLEST_POINT, LARGEST_POINT)
