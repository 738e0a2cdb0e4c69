"""What a hand does in the sub-pixel lab: tiles dragged, values turned with the wheel, phases swapped and found."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Callable

import msgspec
import numpy as np
import pytest
from fakes import FakeSession, picture, subpixel_snapshot
from PySide6.QtCore import QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot
from rig import CanvasSession, Hand, colour_at, near, press_key, rgb, screen, subpixel_spec, subpixel_state

from vizapp.document import edits
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import MAX_CHANGED_VALUES, ChangedValue, Puzzle
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.colours import phase_colour
from vizapp.gui.subpixel import puzzle
from vizapp.gui.subpixel.hands_section import HandsSection
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.requests import ARRANGEMENT, TILES
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.subpixel.subpixel_page import SubpixelPage
from vizapp.gui.subpixel.tile_layer import label_texts
from vizapp.gui.subpixel.tile_overlay import Tile
from vizapp.protocol.picture_answers import Tiles
from vizapp.protocol.subpixel_answers import Arrangement
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]
CYCLE = (4, 0, 1, 2, 3, 8, 5, 6, 7)


def middle(scene: SubpixelScene, group: int, phase: int) -> QPointF:
    return scene.shuffle.left.tiles.tile_rect(Tile(group, phase)).center()


def exchanged(phases: tuple[int, ...], first: int, second: int) -> tuple[int, ...]:
    """Return the order in which the channels of two phases have exchanged where they land."""
    names = {first: second, second: first}
    return tuple(names.get(phase, phase) for phase in phases)


# Tiles ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [(), CYCLE])
def test_a_tile_dragged_onto_another_exchanges_where_both_land(
    subpixel: Show, pair: CanvasPair, before: tuple[int, ...]
) -> None:
    scene, session = subpixel(subpixel_state(phase_order=before))
    original = subpixel_spec(session).phases
    hand = Hand(pair.input)
    hand.drag(middle(scene, 0, 0), middle(scene, 0, 1))
    assert subpixel_spec(session).phases == exchanged(original, 0, 1), "the map follows while it is held"
    for n in range(1, 6):
        hand.move(middle(scene, 0, 1) + (middle(scene, 0, 5) - middle(scene, 0, 1)) * (n / 5))
    assert subpixel_spec(session).phases == exchanged(original, 0, 5)
    assert not session.called("end_gesture")
    hand.release(middle(scene, 0, 5))
    assert len({gesture for _, _, gesture in session.called("update")}) == 1
    assert len(session.called("end_gesture")) == 1


def test_a_tile_goes_to_a_phase_whichever_output_channel_it_is_dropped_on(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state())
    hand = Hand(pair.input)
    hand.drag(middle(scene, 0, 2), middle(scene, 1, 6), steps=12)
    hand.release(middle(scene, 1, 6))
    assert subpixel_spec(session).phases == exchanged(tuple(range(9)), 2, 6)


def test_a_tile_let_go_beside_the_mosaic_or_escaped_changes_nothing(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state(phase_order=CYCLE))
    hand = Hand(pair.input)
    hand.drag(middle(scene, 0, 0), middle(scene, 0, 1))
    hand.move(QPointF(middle(scene, 0, 1).x(), 3))
    hand.release(QPointF(middle(scene, 0, 1).x(), 3))
    assert subpixel_spec(session).phases == CYCLE
    hand.drag(middle(scene, 0, 0), middle(scene, 0, 4))
    assert subpixel_spec(session).phases != CYCLE
    press_key(pair.input, Qt.Key.Key_Escape)
    hand.release(middle(scene, 0, 4))
    assert subpixel_spec(session).phases == CYCLE


def test_a_held_tile_is_seen_at_the_cursor_in_its_own_pixels(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state())
    shown = session.state.answer(TILES, Tiles)
    assert shown is not None
    pixels = np.full((*shown.picture.pixels.shape[:2], 1), 40, np.uint8)
    pixels[:5, :8] = 230  # the tile of phase 0
    bright = msgspec.structs.replace(shown.picture, pixels=pixels)
    session.show(snapshot=subpixel_snapshot(tiles=bright, groups=shown.groups))
    rect = scene.shuffle.left.tiles.tile_rect(Tile(0, 0))
    hand = Hand(pair.input)
    target = QPointF(rect.center().x() + 5, pair.input.height() - 120)
    hand.drag(rect.center(), target, steps=8)
    assert min(colour_at(pair.input, target)) > 150
    assert max(colour_at(pair.input, rect.center())) < 180, "where it was taken from is in shade"
    hand.release(target)


def test_zoomed_in_the_picture_moves_but_for_the_labels(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state())
    pair.input.zoom_to(QRectF(0, 0, 24, 15))
    screen(pair.input)  # the labels are where they were drawn
    before = pair.input.projection
    hand = Hand(pair.input)
    hand.drag(middle(scene, 0, 4), middle(scene, 0, 5))
    hand.release(middle(scene, 0, 5))
    assert subpixel_spec(session).phase_order == ()
    assert pair.input.projection != before
    pair.input.zoom_to(QRectF(0, 0, 24, 15))
    screen(pair.input)
    label = scene.shuffle.left.tiles.tile_rect(Tile(0, 4)).topLeft() + QPointF(9, 8)
    assert scene.shuffle.left.tiles.takes(label)
    hand.drag(label, middle(scene, 0, 5))
    hand.release(middle(scene, 0, 5))
    assert subpixel_spec(session).phases == exchanged(tuple(range(9)), 4, 5)


def test_keys_select_a_tile_and_move_where_it_lands(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state())
    press_key(pair.input, Qt.Key.Key_Tab)
    assert scene.shuffle.left.tiles.focused == Tile(0, 0)
    press_key(pair.input, Qt.Key.Key_Right)
    press_key(pair.input, Qt.Key.Key_Right)
    assert subpixel_spec(session).phases.index(0) == 2, "twice to the right, not there and back"
    press_key(pair.input, Qt.Key.Key_Right)
    press_key(pair.input, Qt.Key.Key_Down)
    assert subpixel_spec(session).phases.index(0) == 5
    for _ in range(9):
        press_key(pair.input, Qt.Key.Key_Tab)
    assert scene.shuffle.left.tiles.focused == Tile(1, 0)
    press_key(pair.input, Qt.Key.Key_Escape)
    assert scene.shuffle.left.tiles.focused is None


def test_a_label_says_where_a_tile_lands_once_that_is_elsewhere(subpixel: Show) -> None:
    scene, _ = subpixel(subpixel_state(phase_order=CYCLE))
    layout = scene.tile_layout
    assert layout is not None
    assert label_texts(layout, 4, 4) == ("1,1 → 0,0", "1,1 → 0,0  ·  4")
    own = dataclasses.replace(layout, phases=tuple(range(9)))
    assert label_texts(own, 4, 13) == ("1,1", "1,1  ·  13")
    assert label_texts(own, 4, None) == ("1,1", "1,1"), "a phase of what has no channels"


# Values -----------------------------------------------------------------------------------------------------------


def turn(pair: CanvasPair, row: int, column: int, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    hand = Hand(pair.input)
    hand.modifiers = modifiers
    hand.wheel(pair.input.projection.to_screen(row, column), notches)


CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def zoomed(subpixel: Show, pair: CanvasPair) -> tuple[SubpixelScene, CanvasSession]:
    """A mosaic of whole numbers 0 … 255, zoomed in on the tile of phase 5 of the second group."""
    state = subpixel_state()
    values = np.arange(15 * 48, dtype=np.float32).reshape(1, 15, 48) % 256
    assert state.snapshot is not None
    answers = dict(state.snapshot.answers)
    answers[TILES] = Tiles(picture(values), (0, 1))
    snapshot = msgspec.structs.replace(state.snapshot, answers=answers)
    scene, session = subpixel(dataclasses.replace(state, snapshot=snapshot))
    pair.input.zoom_to(QRectF(40, 5, 8, 5))
    return scene, session


def test_ctrl_and_wheel_change_the_value_under_the_cursor(
    zoomed: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    scene, session = zoomed
    row, column = 1 * 5 + 3, 24 + 2 * 8 + 6  # group 1, tile of phase 5 = (1, 2), pixel (3, 6)
    was = (row * 48 + column) % 256
    turn(pair, row, column, 2, CTRL)
    assert subpixel_spec(session).changed_values == (ChangedValue(14, (3, 6), was + 8),), "in steps of range/64"
    turn(pair, row, column, -1, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert subpixel_spec(session).changed_values == (ChangedValue(14, (3, 6), was + 8 - 32),), "from what it is now"
    assert len({gesture for _, _, gesture in session.called("update")}) == 1, "one entry to undo"
    turn(pair, row, column - 1, 1, CTRL)
    assert len({gesture for _, _, gesture in session.called("update")}) == 2, "and another for another pixel"
    assert scene.shuffle.left.values.pixels == ((row, column), (row, column - 1))
    scene.shuffle.left.values.end_gesture()
    assert len(session.called("end_gesture")) == 1


def test_the_wheel_alone_zooms_and_small_pixels_are_left_alone(
    zoomed: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = zoomed
    before = pair.input.projection.scale
    turn(pair, 8, 46, 1, Qt.KeyboardModifier.NoModifier)
    assert pair.input.projection.scale > before
    pair.input.fit()
    scale = pair.input.projection.scale
    turn(pair, 8, 46, 1, CTRL)
    assert pair.input.projection.scale == scale
    assert [problem.code for problem, *_ in session.called("notify")] == ["values.too-small"]
    assert subpixel_spec(session).changed_values == ()


def test_more_values_than_the_document_holds_are_refused_in_words(
    zoomed: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = zoomed
    full = tuple(ChangedValue(0, (n % 5, n // 5), 1.0) for n in range(MAX_CHANGED_VALUES))
    experiment = session.state.experiment
    session.show(experiment=experiment.with_spec(subpixel_spec(session).replaced(changed_values=full)))
    turn(pair, 8, 46, 1, CTRL)
    assert [problem.code for problem, *_ in session.called("notify")] == ["values.too-many"]


def test_page_keys_change_the_picked_pixel_in_the_selected_tile(
    zoomed: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    scene, session = zoomed
    pair.input.fit()
    session.pick((2, 3))
    press_key(pair.input, Qt.Key.Key_Tab)
    press_key(pair.input, Qt.Key.Key_Tab)
    press_key(pair.input, Qt.Key.Key_PageUp)
    press_key(pair.input, Qt.Key.Key_PageUp)
    press_key(pair.input, Qt.Key.Key_PageDown)
    (changed,) = subpixel_spec(session).changed_values
    assert (changed.channel, changed.pixel_yx) == (1, (2, 3))
    assert changed.value == (2 * 48 + 8 + 3) % 256 + 4
    scene.shuffle.left.values.end_gesture()


def test_changed_values_are_marked_where_they_are_and_where_they_land(
    zoomed: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    scene, session = zoomed
    spec = subpixel_spec(session).replaced(changed_values=(ChangedValue(5, (3, 6), 9.0),), phase_order=CYCLE)
    session.show(experiment=session.state.experiment.with_spec(spec))
    assert scene.shuffle.left.values.pixels == ((5 + 3, 2 * 8 + 6),)
    landing = CYCLE.index(5)
    corner = pair.output.projection.map_rect(QRectF(6 * 3 + landing % 3, 3 * 3 + landing // 3, 1, 1)).topRight()
    assert min(colour_at(pair.output, corner + QPointF(-2, 3))) > 200
    session.show_output_channel(1)
    assert min(colour_at(pair.output, corner + QPointF(-2, 3))) < 60, "it lands in the other output channel"


def test_values_of_a_network_are_not_changed_by_hand(
    zoomed: tuple[SubpixelScene, CanvasSession], pair: CanvasPair
) -> None:
    _, session = zoomed
    spec = subpixel_spec(session).replaced(task=SuperResolveSpec())
    session.show(experiment=session.state.experiment.with_spec(spec))
    scale = pair.input.projection.scale
    turn(pair, 8, 46, 1, CTRL)
    assert subpixel_spec(session).changed_values == ()
    assert pair.input.projection.scale > scale, "the wheel zooms there as ever"


# Swaps and the puzzle ---------------------------------------------------------------------------------------------


def test_a_random_swap_exchanges_two_phases(subpixel: Show) -> None:
    _, session = subpixel(subpixel_state())
    action = SUBPIXEL.actions["swapRandomlyAction"]
    assert action.why_not is not None
    assert action.why_not(session.state) == ""
    action.run(session)
    phases = subpixel_spec(session).phases
    assert sum(phase != place for place, phase in enumerate(phases)) == 2


@pytest.fixture
def two_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance swaps 0 with 1 and 3 with 8."""
    monkeypatch.setattr(random, "randint", lambda low, high: 2)
    monkeypatch.setattr(random, "sample", lambda population, k: [0, 1, 3, 8][:k])


HIDDEN = (1, 0, 2, 8, 4, 5, 6, 7, 3)


def test_the_puzzle_is_solved_with_tiles_and_chips(subpixel: Show, pair: CanvasPair, two_pairs: None) -> None:
    scene, session = subpixel(subpixel_state(pixel_yx=(2, 4)))
    SUBPIXEL.actions["puzzleAction"].run(session)
    assert subpixel_spec(session).phases == HIDDEN
    assert [problem.code for problem, *_ in session.called("notify")] == ["puzzle.begun"]
    hand = Hand(pair.input)
    hand.drag(middle(scene, 0, 0), middle(scene, 0, 2), steps=9)
    hand.release(middle(scene, 0, 2))
    assert subpixel_spec(session).puzzle == Puzzle(2, moves=1), "whatever the tile was dragged over is no move"
    session.undo()
    while subpixel_spec(session).puzzle != Puzzle(2):
        session.undo()
    assert subpixel_spec(session).phases == HIDDEN
    hand.drag(middle(scene, 0, 0), middle(scene, 0, 1))
    hand.release(middle(scene, 0, 1))
    assert subpixel_spec(session).puzzle == Puzzle(2, moves=1)
    start, end = scene.shuffle.right.picked.chips.centre_of(3), scene.shuffle.right.picked.chips.centre_of(8)
    assert start is not None
    assert end is not None
    chips = Hand(pair.output)
    chips.drag(start, end, steps=9)
    chips.release(end)
    assert subpixel_spec(session).phase_order == ()
    problem, kind, *_ = session.called("notify")[-1]
    assert (problem.code, problem.values, kind) == ("puzzle.solved", {"moves": 2, "pairs": 2}, "info")


def test_while_a_puzzle_is_open_nothing_gives_it_away(subpixel: Show, pair: CanvasPair, two_pairs: None) -> None:
    scene, session = subpixel(subpixel_state(pixel_yx=(2, 4)))
    page = SubpixelPage(session)
    assert page.obstacle(session.state) == ""
    plain = screen(pair.input)
    puzzle.begin_or_give_up(session)
    corners = [scene.shuffle.left.tiles.tile_rect(Tile(0, phase)).topLeft() + QPointF(5, 5) for phase in range(9)]
    hidden = {colour_at(pair.input, corner) for corner in corners}
    assert len(hidden) == 1, "neither frame nor label says which phase a tile is"
    assert not any(near(hidden.copy().pop(), rgb(phase_colour(phase, 3)), 20) for phase in range(9))
    Hand(pair.output).move(pair.output.projection.to_screen(4, 4))
    assert scene.shuffle.hover.place is None
    assert scene.shuffle.hover.left.highlights == ()
    assert "puzzle" in page.obstacle(session.state)
    geometry = scene.shuffle.right.picked.chips.geometry()
    assert geometry is not None
    colours = set()
    for landing in range(9):
        chip = geometry.chip(landing)
        colours.add(colour_at(pair.output, QPointF(chip.center().x(), chip.bottom() - 3)))
    assert len(colours) == 1
    assert not any(near(colours.copy().pop(), rgb(phase_colour(phase, 3)), 20) for phase in range(9))
    for name in ("explodeAction", "swapRandomlyAction"):
        why_not = SUBPIXEL.actions[name].why_not
        assert why_not is not None
        assert "puzzle" in why_not(session.state).lower()
    reset = SUBPIXEL.actions["resetPhasesAction"].enabled
    assert reset is not None
    assert not reset(session.state)
    puzzle.begin_or_give_up(session)
    assert subpixel_spec(session).puzzle is None
    assert subpixel_spec(session).phases == HIDDEN, "given up, the swapped phases stay and are named"
    assert not np.array_equal(screen(pair.input), plain)
    page.deleteLater()


# The section ------------------------------------------------------------------------------------------------------


@pytest.fixture
def section(qtbot: QtBot) -> tuple[HandsSection, FakeSession]:
    session = FakeSession(subpixel_state())
    section = HandsSection(session)
    qtbot.addWidget(section)
    section.resize(230, 300)
    section.show()
    session.subscribe(lambda old, new: section.show_state(new))
    return section, session


def answered(session: FakeSession, error: float, psnr: float | None) -> None:
    snapshot = session.state.snapshot
    assert snapshot is not None
    answers = {**snapshot.answers, ARRANGEMENT: Arrangement(error, psnr)}
    session.show(snapshot=msgspec.structs.replace(snapshot, answers=answers))


def test_the_section_says_how_far_from_intact_the_map_is(section: tuple[HandsSection, FakeSession]) -> None:
    shown, session = section
    assert (shown.psnr.text(), shown.peak.text()) == ("–", "–")
    answered(session, 0.0, None)
    assert (shown.psnr.text(), shown.peak.text(), shown.error.text()) == ("identical", "not needed", "0")
    answered(session, 0.0612, 20 * math.log10(1 / 0.0612))
    assert (shown.psnr.text(), shown.peak.text(), shown.error.text()) == ("24.26 dB", "1", "0.0612")
    answered(session, 6.3622, 20 * math.log10(104.86 / 6.3622))
    assert (shown.peak.text(), shown.error.text()) == ("104.86", "6.36")


def test_its_buttons_swap_and_begin_and_give_up(
    section: tuple[HandsSection, FakeSession], qtbot: QtBot, two_pairs: None
) -> None:
    shown, session = section
    qtbot.mouseClick(shown.swap, Qt.MouseButton.LeftButton)
    assert subpixel_spec(session).phases == (1, 0, *range(2, 9))
    qtbot.mouseClick(shown.puzzle, Qt.MouseButton.LeftButton)
    assert subpixel_spec(session).puzzle == Puzzle(2)
    assert shown.puzzle.text() == "Give up"
    assert not shown.swap.isEnabled()
    assert "Moves so far: 0." in shown.said.text()
    session.update(edits.swap_phases(session.state.experiment, 0, 1), "")
    assert "Moves so far: 1." in shown.said.text()
    session.update(edits.swap_phases(session.state.experiment, 3, 8), "")
    assert shown.said.text() == "Found in 2 moves: every phase is in its own place (2 pairs were swapped)."
    assert shown.puzzle.text() == "Puzzle"
    assert shown.swap.isEnabled()
    qtbot.mouseClick(shown.puzzle, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(shown.puzzle, Qt.MouseButton.LeftButton)
    assert subpixel_spec(session).puzzle is None
    assert not shown.said.isVisible()


def test_changed_values_are_counted_and_given_back(section: tuple[HandsSection, FakeSession], qtbot: QtBot) -> None:
    shown, session = section
    assert not shown.clear.isEnabled()
    session.update(edits.change_value(session.state.experiment, 0, (0, 0), 3.0), "")
    assert shown.count.text() == "1"
    qtbot.mouseClick(shown.clear, Qt.MouseButton.LeftButton)
    assert subpixel_spec(session).changed_values == ()


def test_the_section_is_that_of_the_shuffle_only() -> None:
    spec = SubpixelSpec(task=SuperResolveSpec())
    assert not any(map(spec.uses, HandsSection.fields))
