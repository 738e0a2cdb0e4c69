"""Where the marks of the probe's sampling points belong: plain numbers from the state, without Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vizapp.document.deformable import DeformableSpec
from vizapp.document.values import Position
from vizapp.geometry import ConvGeometry, is_outside
from vizapp.gui.deformable.requests import PROBE, shows_placed_points
from vizapp.protocol.answers import UnitReadings
from vizapp.session.state import State


@dataclass(frozen=True, slots=True, eq=False)
class SamplingMarks:
    """The K taps of one unit; positions are float64 (K, 2), absolute (y, x) in input pixels.

    ``known`` is False while the engine has sent no reading of the present operator: then only points placed by hand
    differ from the rigid grid in ``point_yx``. ``outside`` tells which points read zero, ``placed`` which were placed
    by hand. ``trail_yx`` is float (n, K, 2), oldest first. ``movable`` is False where points cannot be placed: on the
    unseen picture, and in a run that is compared with the main one.
    """

    unit_yx: Position
    geometry: ConvGeometry
    rigid_yx: NDArray[np.float64]
    point_yx: NDArray[np.float64]
    truth_yx: NDArray[np.float64] | None
    placed: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    trail_yx: NDArray[np.float32] | None
    known: bool
    movable: bool = True

    @property
    def offset_yx(self) -> NDArray[np.float64]:
        """How far each point is from its place in the rigid grid."""
        return self.point_yx - self.rigid_yx


def sampling_marks(state: State) -> SamplingMarks | None:
    """Return the marks of the probe, or None where no unit is picked.

    Points placed by hand are where the document says, whether or not the engine has answered yet; all others are
    where the newest reading has them. A reading of the unit picked before is shown, at its own unit, until the
    one asked for comes.
    """
    spec = state.experiment.spec_of(DeformableSpec)
    answer = state.answer(PROBE, UnitReadings)
    reading = answer.readings[0] if answer is not None and answer.readings else None
    if reading is not None and len(reading.point_yx) != spec.taps:
        reading = None
    unit = state.pick if reading is None else reading.unit_yx
    if unit is None:
        return None
    geometry = spec.geometry
    rigid = geometry.rigid_points(unit)
    points = rigid.copy() if reading is None else reading.point_yx.astype(np.float64)
    placed = np.zeros(spec.taps, bool)
    movable = shows_placed_points(state)
    for tap in range(spec.taps) if movable else ():
        point = spec.placed_at(tap, unit)
        if point is not None:
            points[tap] = rigid[tap] + point.offset_yx
            placed[tap] = True
    truth = None if reading is None or reading.truth_yx is None else reading.truth_yx.astype(np.float64)
    trail = state.trail
    if reading is None or trail is None or trail.shape[1] != spec.taps:
        trail = None
    outside = np.zeros(spec.taps, bool)
    if state.configured is not None:
        outside = is_outside(points, *state.configured.input_shape[1:])
    known = reading is not None
    return SamplingMarks(unit, geometry, rigid, points, truth, placed, outside, trail, known, movable)
