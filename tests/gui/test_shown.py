"""A part of a view is drawn when what it shows has changed, and only then."""

from __future__ import annotations

import dataclasses

from vizapp.gui.shown import Shown
from vizapp.session.engine_state import Transport
from vizapp.session.state import State


def test_is_drawn_at_first_and_with_every_change_of_what_it_shows() -> None:
    drawn: list[int] = []
    shown = Shown(lambda state: state.transport.step, drawn.append)
    state = State(transport=Transport(step=3))
    shown.follow(state)
    shown.follow(dataclasses.replace(state, can_undo=True))
    shown.follow(dataclasses.replace(state, transport=Transport(step=3, running=True)))
    assert drawn == [3]
    shown.follow(dataclasses.replace(state, transport=Transport(step=4)))
    shown.follow(state)
    assert drawn == [3, 4, 3]


def test_nothing_is_something_to_show() -> None:
    drawn: list[str | None] = []
    shown = Shown(lambda state: state.reading, drawn.append)
    shown.follow(State())
    shown.follow(State(reading="a.png"))
    shown.follow(State())
    assert drawn == [None, "a.png", None]
