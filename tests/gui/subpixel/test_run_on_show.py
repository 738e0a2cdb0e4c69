"""The upsampler on show among several: chosen by its name or a key, and all that follows it."""

from __future__ import annotations

import pytest
from compared_runs import RUNS, SHADES, Show, answered, asked, begin, compared, experiment, shades
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig import CanvasSession, Hand, press_key

from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.runs import run_title
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.pictures import (
    LAB,
    WIPE,
    cell_name,
    offered_beside,
)
from vizapp.gui.subpixel.requests import KERNELS, OUTPUT, PICKED, TILES
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.subpixel.subpixel_page import SubpixelPage
from vizapp.gui.subpixel.tile_overlay import Tile


@pytest.fixture
def cells(subpixel: Show, pair: CanvasPair) -> tuple[SubpixelScene, CanvasSession]:
    return begin(subpixel, pair)


def runs_asked_for(session: CanvasSession) -> dict[str, str | None]:
    """Return the run of everything that is asked for of one."""
    return {
        name: request.run for name, request in SUBPIXEL.requests(session.state).items() if hasattr(request, "run")
    }


def test_a_click_on_a_name_has_that_upsampler_on_show(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = cells
    session.pick((1, 1))
    session.show_overlay(KERNELS, True)
    assert "channels" in pair.cells[1].title.toolTip()
    assert pair.output.title.toolTip() == "", "it is on show already"
    QTest.mouseClick(pair.cells[1].title, Qt.MouseButton.LeftButton)
    assert session.state.pick == (1, 1), "the canvas has no part in the click"
    assert runs_asked_for(session) == {
        OUTPUT: "transposed-k3",
        TILES: "transposed-k3",
        KERNELS: "transposed-k3",
        PICKED: "transposed-k3",
        cell_name("subpixel"): "subpixel",
        cell_name("bicubic"): "bicubic",
    }
    assert titles(pair) == [run_title(run) for run in ("transposed-k3", "subpixel", "bicubic")]
    assert pair.input.title.text() == run_title("transposed-k3")
    QTest.mouseClick(pair.cells[1].title, Qt.MouseButton.LeftButton)
    assert session.state.view.run is None
    assert titles(pair) == [run_title(run) for run in RUNS]


def titles(pair: CanvasPair) -> list[str]:
    return [canvas.title.text().split(" · ")[0] for canvas in pair.cells]


def test_a_name_that_can_be_clicked_lights_up_and_the_picture_is_still_clicked_beside_it(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = cells
    badge = pair.cells[1].title
    before = badge.grab().toImage()
    QApplication.sendEvent(badge, QEnterEvent(QPointF(3, 3), QPointF(3, 3), QPointF(3, 3)))
    badge.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    assert badge.grab().toImage() != before
    Hand(pair.cells[1]).click(pair.cells[1].projection.to_screen(7, 13))
    assert session.state.pick == (2, 4)
    session.show(experiment=experiment("subpixel"))
    assert badge.toolTip() == "" or not badge.isVisible()


def test_the_picture_of_the_one_before_is_greyed_until_there_is_one_of_the_other(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = cells
    assert pair.output.value_at(4, 4) == pytest.approx((SHADES["subpixel"],))
    session.show_run("bicubic")
    assert pair.output.value_at(4, 4) is None
    assert pair.cells[2].value_at(4, 4) is None
    assert shades(pair)[0] != pytest.approx(SHADES["subpixel"], abs=0.02)
    session.show(**answered(session.state))
    assert [canvas.value_at(4, 4) for canvas in pair.cells] == [
        pytest.approx((SHADES[run],)) for run in ("bicubic", "transposed-k3", "subpixel")
    ]


def test_the_key_goes_through_all_of_them_and_says_where_there_is_one(
    cells: tuple[SubpixelScene, CanvasSession],
) -> None:
    _, session = cells
    action = SUBPIXEL.actions["nextUpsamplerAction"]
    assert action.why_not is not None
    seen = []
    for _ in range(4):
        seen.append(session.state.view.run)
        action.run(session)
    assert seen == [None, "transposed-k3", "bicubic", None]
    assert action.why_not(session.state) == ""
    assert "compared" in action.why_not(compared("subpixel"))


def test_one_that_is_compared_no_longer_is_not_on_show(cells: tuple[SubpixelScene, CanvasSession]) -> None:
    _, session = cells
    session.show_run("bicubic")
    session.show(experiment=experiment("subpixel", "transposed-k3"))
    assert runs_asked_for(session)[OUTPUT] is None
    session.show(experiment=experiment("subpixel-icnr", "bicubic"))
    assert runs_asked_for(session)[OUTPUT] == "bicubic"


def test_the_phase_order_of_the_main_one_is_not_that_of_others(
    cells: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    scene, session = cells
    spec = session.state.experiment.spec_of(SubpixelSpec)
    order = (1, 0, *range(2, 9))
    session.show(experiment=session.state.experiment.with_spec(replace(spec, phase_order=order)))
    assert scene.tile_layout is not None
    assert scene.tile_layout.phases == order
    session.show_run("transposed-k3")
    session.show(**answered(session.state))
    assert scene.tile_layout.phases == tuple(range(9))
    swap = SUBPIXEL.actions["swapRandomlyAction"].why_not
    assert swap is not None
    assert "chosen in the setup" in swap(session.state)


def test_tiles_and_chips_of_others_stay_where_they_are_and_say_why(subpixel: Show, pair: CanvasPair) -> None:
    state = compared(pictures={(LAB, "right"): "shuffled"})
    scene, session = subpixel(state)
    tiles, chips = scene.shuffle.left.tiles, scene.shuffle.right.picked.chips
    place = tiles.tile_rect(Tile(0, 4)).center()
    assert tiles.takes(place)
    session.show_run("transposed-k3")
    assert state.snapshot is not None
    session.show(snapshot=replace(state.snapshot, step=2))
    session.pick((2, 3))
    assert not tiles.takes(place)
    Hand(pair.input).click(place)
    before = session.state.experiment
    assert session.state.pick == (2, 4), "a click on a tile still picks"
    for canvas in (pair.input, pair.output):
        press_key(canvas, Qt.Key.Key_Tab)
        press_key(canvas, Qt.Key.Key_Right)
    centre = chips.centre_of(0)
    assert centre is not None
    hand = Hand(pair.output)
    hand.drag(centre, chips.centre_of(4) or centre)
    hand.release(chips.centre_of(4) or centre)
    assert session.state.experiment is before
    said = [problem.code for problem, *_ in session.called("notify")]
    assert said == ["phases.of-main"] * 3
    assert "chosen in the setup" in chips.tooltip_at(centre)


def test_the_wipe_offers_all_whichever_is_on_show(cells: tuple[SubpixelScene, CanvasSession]) -> None:
    _, session = cells
    session.show_run("bicubic")
    session.show_overlay(WIPE, True)
    names = dict(offered_beside(session.state))
    assert names["output"] == run_title("bicubic")
    assert {"run:subpixel", "run:transposed-k3"} <= set(names)
    session.show_picture("beside", "run:subpixel")
    wanted = asked(session.state)
    assert (wanted[OUTPUT].run, wanted[WIPE].run) == ("bicubic", "subpixel")


def test_the_inspector_says_whose_channels_they_are(qtbot: QtBot) -> None:
    session = CanvasSession(compared("subpixel", "resize-conv"))
    page = SubpixelPage(session)
    qtbot.addWidget(page)
    page.show_state(session.state)
    assert page.run.text().endswith(run_title("subpixel"))
    assert page.shapes.text().count("→") == 2
    session.show_run("resize-conv")
    page.show_state(session.state)
    assert page.run.text().endswith(run_title("resize-conv"))
    assert page.shapes.text().count("→") == 1, "it has no channels of its own"
    page.show_state(compared("subpixel"))
    assert page.run.isHidden()


def test_what_has_no_channels_does_not_say_that_it_has(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(compared())
    assert pair.input.note.text() == "9 channels of 8 × 5"
    session.show_run("bicubic")
    assert pair.input.note.text() == "9 phases of 8 × 5"
