"""Where the marks of the picked pixel's sampling points belong, and which pixels each is read from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtGui import QColor

from vizapp.document.values import Position
from vizapp.geometry import ConvGeometry, is_outside
from vizapp.gui.colours import phase_colour, tap_colour
from vizapp.gui.points.point_marks import PointMarks
from vizapp.gui.subpixel.phase_labels import phase_text
from vizapp.gui.subpixel.points_requests import POINTS, points_run
from vizapp.protocol.subpixel_answers import PixelPoints
from vizapp.session.state import State


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PixelMarks(PointMarks):
    """The K points of one group of features for one low-resolution pixel.

    Attributes:
        pixel_yx: the pixel (y, x).
        of: whether the points are those of its sub-pixels, by phase, or of the taps of a kernel that all share.
        run: the name of the upsampler.
        group, groups: which group of features, of how many.
        channels: the features that are read there.
        repeats_edge: whether the pixels at the edge are repeated once around the map.
        size: (h, w) of the map.
    """

    pixel_yx: Position
    of: Literal["phases", "taps"]
    run: str
    group: int
    groups: int
    channels: range
    repeats_edge: bool
    size: tuple[int, int]

    @property
    def side(self) -> int:
        """Phases or taps along an axis."""
        return math.isqrt(len(self.rigid_yx))

    @property
    def colours(self) -> list[QColor]:
        count, side = len(self.rigid_yx), self.side
        if self.of == "phases":
            return [phase_colour(phase, side) for phase in range(count)]
        return [tap_colour(tap, ConvGeometry((side, side))) for tap in range(count)]

    def name(self, point: int) -> str:
        """Return phase or tap of a point as "i,j"."""
        return phase_text(point, self.side)


def pixel_marks(state: State) -> PixelMarks | None:
    """Return the marks of the picked pixel's points in the chosen group; None while nothing is known of them.

    The points of the pixel that was picked before are shown, at that pixel, until those asked for come.
    """
    answer, configured = state.answer(POINTS, PixelPoints), state.configured
    if answer is None or configured is None or state.pick is None or answer.run != points_run(state):
        return None
    groups, count, _ = answer.point_yx.shape
    chosen = state.view.offset_group
    group = chosen if chosen < groups else 0
    every = answer.point_yx.astype(np.float64)
    _, height, width = configured.input_shape
    frame = 1 if answer.repeats_edge else 0
    in_one = answer.features // groups
    return PixelMarks(
        rigid_yx=answer.rigid_yx.astype(np.float64),
        point_yx=every[group],
        outside=is_outside(every[group] + frame, height + 2 * frame, width + 2 * frame),
        placed=np.zeros(count, bool),
        known=True,
        others_yx=np.delete(every, group, axis=0).reshape(-1, 2),
        pixel_yx=answer.pixel_yx,
        of=answer.of,
        run=answer.run,
        group=group,
        groups=groups,
        channels=range(group * in_one, (group + 1) * in_one),
        repeats_edge=answer.repeats_edge,
        size=(height, width),
    )


def selected_point(state: State, marks: PixelMarks | None) -> int | None:
    """Return the selected point; None where none is, or no such one exists."""
    selected = state.view.selected_tap
    return None if marks is None or selected is None or selected >= len(marks.point_yx) else selected


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One of the four pixels that a point is read from.

    Attributes:
        pixel_yx: (y, x).
        share: what its value is multiplied by.
        stands_for: the pixel at the edge that is read instead of one beyond it; None for one that counts 0.
    """

    pixel_yx: Position
    share: float
    stands_for: Position | None

    @property
    def is_inside(self) -> bool:
        return self.stands_for == self.pixel_yx


def neighbours_of(marks: PixelMarks, point: int) -> tuple[Neighbour, ...]:
    """Return the four pixels around a point: upper left, upper right, lower left, lower right."""
    y, x = marks.point_yx[point].tolist()
    top, left = math.floor(y), math.floor(x)
    found = []
    for row, down in ((top, 1 - (y - top)), (top + 1, y - top)):
        for column, across in ((left, 1 - (x - left)), (left + 1, x - left)):
            found.append(Neighbour((row, column), down * across, _read_instead(marks, row, column)))
    return tuple(found)


def _read_instead(marks: PixelMarks, row: int, column: int) -> Position | None:
    """Return the pixel whose values a place of the map holds, with what stands around it; None for zeros."""
    height, width = marks.size
    frame = 1 if marks.repeats_edge else 0
    if not (-frame <= row < height + frame and -frame <= column < width + frame):
        return None
    return min(max(row, 0), height - 1), min(max(column, 0), width - 1)
