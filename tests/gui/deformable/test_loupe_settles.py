"""The loupe and what stands beside it come to rest, however little room there is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from rig import deformable_state

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.text_size import take_scale
from vizapp.gui.theme import apply_theme


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[None]:
    take_scale(2.0)
    apply_theme(qapp, "dark")
    yield
    take_scale(1.0)
    apply_theme(qapp, "dark")


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("size", [(900, 500), (1000, 600)])
def test_legend_and_loupe_do_not_make_way_for_one_another_for_ever(
    deformable: Callable[..., Any], pair: CanvasPair, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    mistakes: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: mistakes.append(error))
    pair.hide()
    pair.resize(*size)
    deformable(deformable_state())
    pair.show()  # with all that lies on the pictures at once, as in a window that takes another one's place
    QApplication.processEvents()
    assert mistakes == []
