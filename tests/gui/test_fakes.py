"""The session that tests of views use offers what the real one does, and nothing that it does not."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from fakes import FakeSession

from vizapp.gui.gestures import Gestures
from vizapp.session.session import Session

FOR_TESTS = {"show", "look", "called"}


def methods(kind: type) -> dict[str, Callable[..., Any]]:
    """Return the public methods that a class defines itself."""
    return {name: each for name, each in vars(kind).items() if not name.startswith("_") and callable(each)}


def all_methods(kind: type) -> dict[str, Callable[..., Any]]:
    """Return the public methods of a class, those of the classes too that it is made of."""
    return {name: each for part in reversed(kind.__mro__[:-1]) for name, each in methods(part).items()}


def parameters(method: Callable[..., Any]) -> list[tuple[str, Any, bool]]:
    """Return the name and kind of each parameter, and whether it may be left out."""
    found = inspect.signature(method).parameters.values()
    return [(each.name, each.kind, each.default is not each.empty) for each in found]


def test_it_has_the_methods_of_the_session_and_no_others() -> None:
    assert set(methods(FakeSession)) - FOR_TESTS == set(all_methods(Session))


@pytest.mark.parametrize("name", sorted(all_methods(Session)))
def test_a_method_takes_what_the_sessions_takes(name: str) -> None:
    assert parameters(methods(FakeSession)[name]) == parameters(all_methods(Session)[name])


@pytest.mark.parametrize("name", sorted(methods(Gestures)))
def test_the_session_offers_every_gesture(name: str) -> None:
    assert parameters(methods(Gestures)[name]) == parameters(all_methods(Session)[name])
