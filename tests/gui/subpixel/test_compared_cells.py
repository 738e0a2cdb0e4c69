"""Several upsamplers side by side: what is asked for, and what is shown on the canvas of each."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from compared_runs import RUNS, SHADES, Show, answered, asked, begin, compared, experiment, shades
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from rig import CanvasSession, Hand, press_key, subpixel_state

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.runs import run_colour, run_title
from vizapp.gui.subpixel.compared_cells import gain_words
from vizapp.gui.subpixel.pick_mark import PickMark
from vizapp.gui.subpixel.pictures import (
    LAB,
    MAGNIFIER,
    WIPE,
    cell_name,
    offered_beside,
    offered_right_of_line,
)
from vizapp.gui.subpixel.requests import OUTPUT
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.theme import apply_theme, current_theme
from vizapp.protocol.requests import MAX_PICTURE_PIXELS, PictureRequest
from vizapp.session.curves import Curves


@pytest.fixture
def cells(subpixel: Show, pair: CanvasPair) -> tuple[SubpixelScene, CanvasSession]:
    return begin(subpixel, pair)


def test_each_run_is_asked_for_and_has_a_canvas(cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair) -> None:
    _, session = cells
    wanted = asked(session.state)
    assert {name: request.run for name, request in wanted.items()} == {
        OUTPUT: None,
        cell_name("transposed-k3"): "transposed-k3",
        cell_name("bicubic"): "bicubic",
    }
    assert shades(pair) == pytest.approx([SHADES[run] for run in RUNS], abs=0.02)
    assert [canvas.title.text().split(" · ")[0] for canvas in pair.cells] == [run_title(run) for run in RUNS]
    for run, canvas in zip(RUNS[1:], pair.cells[1:], strict=True):
        assert run_title(run) in canvas.accessibleName()
    assert pair.cells[2].value_at(4, 4) == pytest.approx((0.7,))


def test_all_canvases_together_get_as_many_pixels_as_one(cells: tuple[SubpixelScene, CanvasSession]) -> None:
    _, session = cells
    assert {request.max_pixels for request in asked(session.state).values()} == {MAX_PICTURE_PIXELS // 3}
    session.show_overlay(MAGNIFIER, True)
    assert {request.max_pixels for request in asked(session.state).values()} == {MAX_PICTURE_PIXELS}
    session.look(region=(1, 2, 3, 4))
    assert {request.region for request in asked(session.state).values()} == {(1, 2, 3, 4)}


def test_the_picture_that_is_chosen_is_shown_of_every_run(cells: tuple[SubpixelScene, CanvasSession]) -> None:
    _, session = cells
    session.show_picture("right", "difference")
    assert {request.name for request in asked(session.state).values()} == {"difference"}
    assert len(asked(session.state)) == 3


@pytest.mark.parametrize("name", ["target", "bicubic", "shuffled"])
def test_what_is_the_same_for_all_has_one_canvas(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair, name: str
) -> None:
    _, session = cells
    session.show_picture("right", name)
    assert list(asked(session.state)) == [OUTPUT]
    assert len(pair.cells) == 1
    assert pair.output.title.text() == ""
    session.show_picture("right", "output")
    assert len(pair.cells) == 3


def test_the_target_is_held_on_all_at_once(cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair) -> None:
    _, session = cells
    session.show_target(True)
    assert list(asked(session.state)) == [OUTPUT], "it is asked for once"
    assert len(pair.cells) == 3
    session.show(**answered(session.state))
    assert shades(pair) == pytest.approx([SHADES["target"]] * 3, abs=0.02)
    session.show_target(False)
    assert shades(pair) == pytest.approx([SHADES["target"]] * 3, abs=0.02), "until the next snapshot"
    session.show(**answered(session.state))
    assert shades(pair) == pytest.approx([SHADES[run] for run in RUNS], abs=0.02)


def test_a_wipe_is_between_any_two(cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair) -> None:
    _, session = cells
    session.show_overlay(WIPE, True)
    assert len(pair.cells) == 1
    names = ["output", "run:transposed-k3", "run:bicubic", "target", "bicubic", "nearest"]
    assert [name for name, _ in offered_beside(session.state)] == names
    assert dict(offered_beside(session.state))["output"] == run_title("subpixel")
    assert set(names) < {name for name, _ in offered_right_of_line(session.state)}
    session.show_picture("beside", "run:bicubic")
    session.show_picture("right", "run:transposed-k3")
    wanted = asked(session.state)
    assert (wanted[WIPE].name, wanted[WIPE].run) == ("output", "bicubic")
    assert (wanted[OUTPUT].name, wanted[OUTPUT].run) == ("output", "transposed-k3")
    session.show_overlay(WIPE, False)
    assert asked(session.state)[OUTPUT].run is None
    assert len(pair.cells) == 3
    session.show(experiment=experiment("subpixel"))
    session.show_overlay(WIPE, True)
    assert {request.run for request in asked(session.state).values()} == {None}, "they are compared no longer"


def test_a_canvas_never_shows_the_picture_of_another_run(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = cells
    session.show(experiment=experiment("subpixel", "bicubic", "transposed-k3"))
    assert all(
        canvas.value_at(4, 4) == pytest.approx((SHADES[run],))
        for canvas, run in zip(pair.cells, ("subpixel", "bicubic", "transposed-k3"), strict=True)
    )
    session.show_overlay(WIPE, True)
    session.show(**answered(session.state))
    session.show_overlay(WIPE, False)
    assert [canvas.value_at(4, 4) for canvas in pair.cells[1:]] == [None, None], "until the next snapshot"


def test_with_one_upsampler_the_window_is_what_it_was(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(compared("subpixel"))
    assert asked(session.state) == {OUTPUT: PictureRequest("output", 0, None)}
    assert pair.cells == (pair.output,)
    assert pair.output.title.text() == ""


def test_the_other_lab_and_a_shuffle_find_two_canvases(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    scene, session = cells
    session.show(**{name: getattr(subpixel_state(), name) for name in ("experiment", "configured", "snapshot")})
    assert len(pair.cells) == 1
    session.show(experiment=experiment(*RUNS))
    assert len(pair.cells) == 3
    scene.set_active(False)
    assert len(pair.cells) == 1
    assert pair.output.title.text() == ""


def test_a_run_has_the_colour_of_its_curve_in_either_theme(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair, qapp: QApplication
) -> None:
    def dot() -> QColor:
        badge = pair.cells[1].title
        return badge.grab().toImage().pixelColor(15, badge.height() // 2)

    for theme in ("light", "dark"):
        apply_theme(qapp, theme)
        assert dot() == run_colour("transposed-k3", current_theme())


def test_a_click_on_any_picks_the_pixel(cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair) -> None:
    _, session = cells
    Hand(pair.cells[2]).click(pair.cells[2].projection.to_screen(7, 13))
    assert session.state.pick == (2, 4)


def test_the_picked_pixel_is_framed_on_all_and_moved_by_keys(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    scene, session = cells
    session.pick((2, 4))
    marks = [
        overlay for canvas in pair.cells for overlay in canvas.frame.childItems() if isinstance(overlay, PickMark)
    ]
    assert [mark.canvas for mark in marks] == list(pair.cells)
    assert all(mark.highlights[0].rect == QRectF(12, 6, 3, 3) for mark in marks)
    assert scene.shuffle.right.picked.chips.geometry() is None
    press_key(pair.cells[1], Qt.Key.Key_Up)
    press_key(pair.cells[2], Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert session.state.pick == (1, 7)
    session.show_picture("right", "target")
    assert not any(mark.highlights for mark in marks)
    assert scene.shuffle.right.picked.chips.geometry() is not None


def test_the_gain_is_that_of_the_picture_on_show_or_said_to_be_about(
    cells: tuple[SubpixelScene, CanvasSession],
) -> None:
    _, session = cells
    state = session.state
    assert gain_words(state, "subpixel", True) == "", "nothing was measured yet"
    shown = dataclasses.replace(state, **answered(state, measures={"psnr": 28.5, "bicubic_psnr": 27.0}))
    assert gain_words(shown, "subpixel", True) == " · +1.50 dB"
    assert gain_words(shown, "bicubic", False).endswith("0.00 dB")
    series = {"transposed-k3_psnr": np.array([26.0, *[np.nan] * 9, 26.5, np.nan])}
    running = dataclasses.replace(state, curves={LAB: Curves(series)})
    assert gain_words(running, "transposed-k3", False) == " · ≈ −0.50 dB"


def test_a_run_without_room_takes_its_short_name_and_then_gives_up_its_gain(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = cells
    session.show(**answered(session.state, measures={"psnr": 28.5, "transposed-k3_psnr": 26.5}))
    pair.leave_room_for_labels(False)  # which gives badges their widths
    badge = pair.cells[1].title
    badge.limit_width(0)
    assert badge.text() == "transposed k3 · −0.50 dB"
    seen = []
    for width in range(badge.width() + 8, 56, -2):
        badge.limit_width(width)
        seen.append(badge.text())
    assert list(dict.fromkeys(seen)) == [badge.whole_text, "k3 · −0.50 dB", "k3"]
    assert badge.toolTip().startswith(badge.whole_text)
