"""What of the picked unit is on show: its reading, and what its channels are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.gui.deformable.requests import LAB, PROBE, shown_below
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.state import State


def shows_error(state: State) -> bool:
    """Return whether the right canvas shows the error."""
    return state.view.picture(LAB, "right", "output") == "error"


def channel_names(state: State, channels: int) -> tuple[str, ...]:
    """Return what the input channels are called: R, G, B of a colour image, ch 0, ch 1, … otherwise."""
    if channels == 3 and state.shown_source is not None and state.shown_source.kind == "image":
        return ("R", "G", "B")
    text = QCoreApplication.translate("UnitPage", "ch {channel}")
    return tuple(text.format(channel=channel) for channel in range(channels))


def shown_reading(state: State) -> UnitReading | None:
    """Return the reading of the probe, or the nearest that there is while the engine has not answered yet.

    One of another layer, or of one with another number of points, does not count.
    """
    answer = state.answer(PROBE, UnitReadings)
    if state.pick is None or state.configured is None or answer is None:
        return None
    wanted = state.experiment.spec_of(DeformableSpec).points, shown_below(state)
    units = [reading for reading in answer.readings if (len(reading.products), reading.below) == wanted]
    for reading in units:
        if reading.unit_yx == state.pick:
            return reading
    return units[0] if units else None
