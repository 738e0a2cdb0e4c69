"""What was read beside the source and is kept for undo: the newest, as much as there is room for."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from vizapp.session import beside_loading
from vizapp.session.beside_loading import Kept
from vizapp.session.source_state import Beside


@dataclass(frozen=True)
class Weights:
    nbytes: int


def test_the_oldest_go_where_all_are_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside_loading, "MAX_KEPT_BYTES", 10)
    kept: Kept[str, Weights] = Kept()
    for name, size in (("a", 4), ("b", 6), ("c", 100)):
        kept.put(name, Weights(size))
    assert kept.get("c") == Weights(100), "beside the newest, however large, there is room for ten bytes"
    assert kept.get("b") == Weights(6), "what is asked for is the newest"
    assert kept.get("c") is None, "which is too large beside it"
    assert kept.get("a") is None, "the oldest had to go before"
    kept.put("d", Weights(5))
    assert kept.get("b") == Weights(6)


def test_it_is_being_read_as_long_as_there_is_the_name_of_a_file_and_nothing_else() -> None:
    assert Beside("key", name="weights.pt").is_reading
    assert not Beside("key", loaded=Weights(1), name="weights.pt").is_reading
    assert not Beside[str, Weights]().is_reading
    assert not Beside[str, Weights]("key").is_reading
