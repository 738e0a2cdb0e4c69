"""Which rows the legend of the points lists: those whose marks are on the canvas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.lab_ui import LegendRow, OverlaySpec
from vizapp.session.state import State

Rows: TypeAlias = tuple[LegendRow, ...]
IsDrawn: TypeAlias = Callable[[State, SamplingMarks | None], bool]


@dataclass(frozen=True)
class MarkRow(LegendRow):
    """A row that is listed only while its mark is on the canvas.

    Attributes:
        is_drawn: whether it is, by the state and the marks of the probe, None where no unit is picked.
    """

    is_drawn: IsDrawn


def rows_at_first(overlays: Sequence[OverlaySpec], fixed: Sequence[LegendRow]) -> tuple[Rows, Rows]:
    """Return the rows before anything is known: those of the start that do not depend on it."""
    rows = (row for overlay in overlays if overlay.shown_at_first for row in overlay.legend)
    return _constant(rows), _constant(fixed)


def listed_rows(
    state: State, marks: SamplingMarks | None, overlays: Sequence[OverlaySpec], fixed: Sequence[LegendRow]
) -> tuple[Rows, Rows] | None:
    """Return the rows of the ``overlays`` whose marks are on the canvas, and likewise the ``fixed`` ones.

    None while that is not known, because the lab is being set up or the engine has not answered yet.
    """
    if state.configured is None or (state.pick is not None and (marks is None or not marks.known)):
        return None

    def is_listed(row: LegendRow) -> bool:
        return not isinstance(row, MarkRow) or row.is_drawn(state, marks)

    of_overlays = (row for each in overlays if each.key in state.view.shown for row in each.legend)
    return tuple(filter(is_listed, of_overlays)), tuple(filter(is_listed, fixed))


def by_state(is_drawn: Callable[[State], bool]) -> IsDrawn:
    """Return what tells by the state alone whether a mark is drawn."""
    return lambda state, marks: is_drawn(state)


def by_marks(is_drawn: Callable[[SamplingMarks], bool]) -> IsDrawn:
    """Return what tells by the marks of the probe whether a mark is drawn; none is without a probe."""
    return lambda state, marks: marks is not None and is_drawn(marks)


def is_known(marks: SamplingMarks) -> bool:
    """Tell whether the points have been read."""
    return marks.known


def has_offsets(marks: SamplingMarks) -> bool:
    """Tell whether any point is away from the rigid grid."""
    return bool(np.any(marks.offset_yx != 0))


def has_trail(marks: SamplingMarks) -> bool:
    """Tell whether the points have come from somewhere else."""
    return marks.trail_yx is not None and len(marks.trail_yx) > 1 and bool(np.ptp(marks.trail_yx, axis=0).any())


def has_pushes(marks: SamplingMarks) -> bool:
    """Tell whether training pushes any of the points."""
    return marks.push_yx is not None and bool(np.any(marks.push_yx != 0))


def _constant(rows: Iterable[LegendRow]) -> Rows:
    """Return the rows that are listed whatever is on the canvas."""
    return tuple(row for row in rows if not isinstance(row, MarkRow))
