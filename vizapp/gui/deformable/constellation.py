"""Turning and scaling all sampling points of a unit about the middle of its kernel. No Qt in here.

About that middle, and not about the mean of the points: they are then turned about what their unit stands for, as
the kernel itself would be, also where all of them have moved away.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import Tap
from vizapp.gui.deformable.requests import PROBE, shows_placed_points
from vizapp.gui.deformable.sampling_marks import SamplingMarks, sampling_marks
from vizapp.gui.gestures import Gestures
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.session.state import State
from vizapp.wording import labels

KEY_TURN = 15.0
"""Degrees that a key turns the points by."""
KEY_FACTOR = 2**0.25
"""What a key scales the points by: pressed four times, it doubles them."""
_DECIMALS = 6
"""Of an offset: without rounding, a turn by 90° would leave 1e−16 where there is nothing."""


def centre_of(marks: SamplingMarks) -> NDArray[np.float64]:
    """Return what the points are turned and scaled about: float64 (2,), (y, x) in input pixels."""
    return np.array(marks.geometry.centre_of(marks.unit_yx), np.float64)


def turned_and_scaled(
    marks: SamplingMarks, point_yx: NDArray[np.float64], degrees: float, factor: float
) -> dict[Tap, tuple[float, float]]:
    """Return the offsets that all taps of a unit have after a turn and a scaling.

    Args:
        marks: the unit, with its rigid grid.
        point_yx: (K, 2), where its points are now, (y, x) in input pixels.
        degrees: of the turn, clockwise on the screen.
        factor: how many times as far from the middle of the kernel the points are afterwards.

    Returns:
        the offset (dy, dx) in input pixels of every tap of the group on show.
    """
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    # Of (y, x), with y pointing down: what lay to the right of the middle comes to lie below it.
    turn = np.array([[cosine, sine], [-sine, cosine]])
    middle = centre_of(marks)
    points = middle + factor * (point_yx - middle) @ turn.T
    offsets = np.round(points - marks.rigid_yx, _DECIMALS) + 0.0
    return {marks.tap(k): (dy, dx) for k, (dy, dx) in enumerate(offsets.tolist())}


def can_be_turned(state: State) -> bool:
    """Return whether the probe has several points on show, and they can be placed."""
    spec = state.experiment.spec_of(DeformableSpec)
    is_read = state.pick is not None and state.answer(PROBE, UnitReadings) is not None
    return is_read and spec.task.takes_points and spec.taps > 1 and shows_placed_points(state)


def turn_probe(session: Gestures, degrees: float, gesture: str | None = None) -> bool:
    """Turn the probe's points by ``degrees``, clockwise on the screen, for the units of the chosen scope.

    Turns of the same ``gesture`` are one entry to undo. Returns whether the points could be turned.
    """
    return _change(session, degrees, 1.0, labels.TURN_POINTS, gesture)


def scale_probe(session: Gestures, factor: float, gesture: str | None = None) -> bool:
    """Scale the probe's points by ``factor``, for the units of the chosen scope.

    Changes of the same ``gesture`` are one entry to undo. Returns whether the points could be scaled.
    """
    return _change(session, 0.0, factor, labels.SCALE_POINTS, gesture)


def _change(session: Gestures, degrees: float, factor: float, label: str, gesture: str | None) -> bool:
    marks = sampling_marks(session.state)
    if marks is None or not marks.known or marks.unit_yx != session.state.pick or not can_be_turned(session.state):
        return False
    session.place_points(turned_and_scaled(marks, marks.point_yx, degrees, factor), label, gesture)
    return True
