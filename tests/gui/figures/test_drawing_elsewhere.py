"""A figure that another process draws is the same file, and nothing waits for it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from rig import deformable_state

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.figures import drawing_elsewhere as module
from vizapp.gui.figures.canvas_figure import CanvasFigure, CanvasRecord
from vizapp.gui.figures.drawing_elsewhere import drawn_elsewhere
from vizapp.gui.figures.figure import Choice, go_on
from vizapp.gui.figures.figure_files import pdf_bytes, png_bytes, svg_bytes
from vizapp.gui.figures.figure_stream import figure_bytes, figure_of


@pytest.fixture
def figure(deformable: Callable, pair: CanvasPair) -> CanvasFigure:
    """Points with their loupe, labels and the legend."""
    scene, _ = deformable(deformable_state())
    scene.legend.setChecked(False)
    pair.input.title.set_text("Input · 风景 & <山>.png")
    return CanvasRecord(pair.input).figure(Choice())


def test_it_comes_through_a_stream_as_it_is(figure: CanvasFigure):
    again = figure_of(figure_bytes(figure))
    assert again.ground == QColor(figure.ground)
    assert png_bytes(again, 2) == png_bytes(figure, 2)
    assert svg_bytes(again, "x") == svg_bytes(figure, "x")


@pytest.mark.slow
@pytest.mark.timeout(300)  # two processes start, each with Qt and the program's fonts, beside those of other tests
def test_another_process_draws_the_same(figure: CanvasFigure, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "_drawn_here", lambda *_: pytest.fail("it was drawn here: see what the process says"))
    monkeypatch.setattr(subprocess, "DEVNULL", None)  # what it says is captured with all else
    assert drawn_elsewhere(figure, "svg", "标题", go_on) == svg_bytes(figure, "标题")
    pdf = drawn_elsewhere(figure, "pdf", "标题", go_on)
    assert undated(pdf) == undated(pdf_bytes(figure, "标题"))


def undated(pdf: bytes) -> bytes:
    """Return a PDF file without what it says of the time when it was made, and without its number."""
    pdf = re.sub(rb"D:\d+[^)]*\)|<xmp:\w+Date>[^<]*|\d{4}-\d\d-\d\dT[^<]*", b"", pdf)
    return re.sub(rb"uuid:[-0-9a-f]+|/ID \[[^]]*\]", b"", pdf)


def test_where_there_is_no_other_process_it_is_drawn_here(figure: CanvasFigure, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/missing/python")
    assert drawn_elsewhere(figure, "svg", "x", go_on) == svg_bytes(figure, "x")


def test_it_can_be_given_up(figure: CanvasFigure):
    def enough() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        drawn_elsewhere(figure, "pdf", "x", enough)
