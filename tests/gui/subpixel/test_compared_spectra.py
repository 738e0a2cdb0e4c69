"""The spectra of several upsamplers side by side, and of two with a line between them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from compared_runs import RUNS, SHADES, Show, answered, asked, begin
from fakes import snapshot
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication
from rig import CanvasSession, Hand, colour_at, near, rgb

from vizapp.frequencies import Frequency
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.runs import run_title
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.pictures import (
    SPECTRUM,
    WIPE,
    cell_name,
)
from vizapp.gui.subpixel.requests import OUTPUT_SPECTRUM
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.subpixel.spectrum_marks import RING_COLOUR
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.requests import SpectrumRequest
from vizapp.session.state import State


@pytest.fixture
def cells(subpixel: Show, pair: CanvasPair) -> tuple[SubpixelScene, CanvasSession]:
    return begin(subpixel, pair)


DEVIATIONS = {"subpixel": 0.25, "transposed-k3": 3.5, "bicubic": 0.128}


def spectra(state: State) -> dict[str, Any]:
    """Return a snapshot with an even spectrum for each that is asked for, as strong as its run's shade."""
    found = {}
    for name, request in SUBPIXEL.requests(state).items():
        if isinstance(request, SpectrumRequest):
            run = request.run or RUNS[0]
            values = np.full((1, 15, 25), -100 * SHADES[run], np.float32)
            pixels = np.full((15, 25, 1), round(255 * SHADES[run]), np.uint8)
            found[name] = Spectrum(Picture((0, 0, 15, 25), pixels, values, -100.0, -20.0), DEVIATIONS[run])
    return {"snapshot": snapshot(found)}


def test_every_run_has_its_spectrum_on_its_own_canvas_with_its_marks_and_measure(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    scene, session = cells
    session.pick((1, 1))
    session.show_overlay(SPECTRUM, True)
    assert asked(session.state) == {}, "a spectrum takes the place of its picture"
    assert runs_of_spectra(session) == {
        OUTPUT_SPECTRUM: None,
        cell_name("transposed-k3"): "transposed-k3",
        cell_name("bicubic"): "bicubic",
    }
    assert pair.cells[1].value_at(4, 4) == pytest.approx((SHADES["transposed-k3"],)), "until the next snapshot"
    session.show(**spectra(session.state))
    assert len(pair.cells) == 3
    assert {canvas.size_in_pixels for canvas in pair.cells} == {(15, 25)}
    for canvas, run in zip(pair.cells, RUNS, strict=True):
        assert canvas.value_at(4, 4) == pytest.approx((-100 * SHADES[run],))
        assert canvas.title.whole_text == f"{run_title(run)} · phases differ by {DEVIATIONS[run]:.2f} grey levels"
        assert scene.place_at(canvas, 7, 12) == Frequency(0, 0)
        ring = canvas.projection.to_screen(7 + 14 / 3, 12)
        QApplication.processEvents()
        assert near(colour_at(canvas, ring + QPointF(9, 0)), rgb(RING_COLOUR), 60)
    Hand(pair.cells[2]).click(pair.cells[2].projection.to_screen(7, 13))
    assert session.state.pick == (1, 1), "a spectrum has no pixels to pick"
    assert scene.cells.legend.isVisible()
    assert scene.cells.legend.parent() is pair.input, "one for all, and over none of them"
    assert scene.cells.legend.texts[:2] == ("multiples of 1/3: of the upsampling", "axes: cycles per pixel")
    assert pair.output.note.text() == ""
    assert scene.shuffle.right.spectrum_marks.legend_area(QRectF(0, 0, 400, 300)).isEmpty()
    session.show_overlay(SPECTRUM, False)
    session.show(**answered(session.state))
    assert {canvas.size_in_pixels for canvas in pair.cells} == {(15, 24)}
    assert "differ" not in pair.cells[1].title.whole_text
    assert not scene.cells.legend.isVisible()
    assert pair.cells[1].value_at(4, 4) == pytest.approx((SHADES["transposed-k3"],))


def test_while_the_target_is_held_its_spectrum_is_not_called_a_runs(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = cells
    session.show_overlay(SPECTRUM, True)
    session.show_target(True)
    session.show(**spectra(session.state))
    differ = f"phases differ by {DEVIATIONS[RUNS[0]]:.2f} grey levels"
    for canvas, run in zip(pair.cells, RUNS, strict=True):
        assert canvas.title.whole_text == f"{run_title(run)} · target · {differ}"
    assert texts_of_title(pair)[:6] == [
        "transposed k3 · target · phases differ by 0.25 grey levels",
        "k3 · target · phases differ by 0.25 grey levels",
        "k3 · target · phases differ by 0.25",
        "k3 · target · phases 0.25",
        "k3 · target · 0.25",
        "k3 · target",
    ]
    session.show_target(False)
    session.show(**spectra(session.state))
    differ = f"phases differ by {DEVIATIONS['transposed-k3']:.2f} grey levels"
    assert pair.cells[1].title.whole_text == f"transposed k3 · {differ}"


def test_with_little_room_the_measure_stays_beside_the_name(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = cells
    session.show_overlay(SPECTRUM, True)
    session.show(**spectra(session.state))
    assert [text for text in texts_of_title(pair) if "3.50" in text] == [
        "transposed k3 · phases differ by 3.50 grey levels",
        "k3 · phases differ by 3.50 grey levels",
        "k3 · phases differ by 3.50",
        "k3 · phases 3.50",
        "k3 · 3.50",
    ]


def texts_of_title(pair: CanvasPair) -> list[str]:
    """Return what the second canvas is called, from where there is room for all to where there is for little."""
    pair.leave_room_for_labels(False)  # which gives badges their widths
    title, texts = pair.cells[1].title, []
    for room in range(600, 60, -1):
        title.limit_width(room)
        if title.text() not in texts:
            texts.append(title.text())
    title.limit_width(600)
    return texts


def runs_of_spectra(session: CanvasSession) -> dict[str, str | None]:
    requests = SUBPIXEL.requests(session.state).items()
    return {name: request.run for name, request in requests if isinstance(request, SpectrumRequest)}


def test_two_spectra_are_wiped_as_two_pictures_are(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = cells
    session.show_overlay(WIPE, True)
    session.show_overlay(SPECTRUM, True)
    session.show_picture("beside", "run:transposed-k3")
    session.show_picture("right", "run:bicubic")
    assert runs_of_spectra(session) == {OUTPUT_SPECTRUM: "bicubic", WIPE: "transposed-k3"}
    session.show(**spectra(session.state))
    assert len(pair.cells) == 1
    assert pair.output.split_x() is not None
    assert [pair.output.value_at(7, x) for x in (2, 22)] == [pytest.approx((-50.0,)), pytest.approx((-70.0,))]
    assert "differ by 3.50 and 0.13" in pair.output.note.text()
    found = session.state.answer(WIPE, Spectrum)
    assert found is not None
    larger = replace(found, picture=Picture((0, 0, 31, 51), np.zeros((31, 51, 1), np.uint8), None, -100.0, -20.0))
    answers = {WIPE: larger, OUTPUT_SPECTRUM: session.state.answer(OUTPUT_SPECTRUM, Spectrum)}
    session.show(snapshot=snapshot(answers))
    QApplication.processEvents()
    assert near(colour_at(pair.output, pair.output.projection.to_screen(12, 2)), (0, 0, 0), 12), "over the same part"
    session.show_overlay(SPECTRUM, False)
    session.show(**answered(session.state))
    assert pair.output.size_in_pixels == (15, 24)
    assert [pair.output.value_at(7, x) for x in (2, 22)] == [pytest.approx((0.5,)), pytest.approx((0.7,))]
