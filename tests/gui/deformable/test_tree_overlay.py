"""The tree of the picked unit and its receptive field, over the input and in the inspector."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from rig import CanvasSession, colour_at, deformable_state, near, rgb, screen, with_spec

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec, HiddenRuleSpec
from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.colours import direction_colour
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.operator_remarks import remarks
from vizapp.gui.deformable.receptive_field_overlay import RECEPTIVE_FIELD
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.deformable.tree_card import TreeCard
from vizapp.gui.deformable.tree_marks import ASKED, path_colours, shown_tree, tree_marks
from vizapp.gui.deformable.tree_overlay import TREE, TreeOverlay
from vizapp.protocol.requests import TreeRequest
from vizapp.protocol.unit_answers import Tree
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
UNIT = (12, 20)
ONLY_TREE: dict[str, Any] = {"shown": frozenset({TREE})}


def rigid_tree(layers: int = 2, **changes: Any) -> Tree:
    """Return the tree of plain 3×3 layers of ones around the unit."""
    side = 2 * layers + 1
    away = np.stack(np.indices((side, side)), -1).reshape(-1, 2) - layers
    axis = np.ones(1, int)
    for _ in range(layers):
        axis = np.convolve(axis, [1, 1, 1])
    samples = np.outer(axis, axis).reshape(-1)
    # A way that leads there: as far as it goes in the first layers.
    steps, left = [], away.copy()
    for _ in range(layers):
        step = np.clip(left, -1, 1)
        steps.append(step)
        left = left - step
    path = np.stack([(dy + 1) * 3 + dx + 1 for dy, dx in (step.T for step in steps)], axis=1)
    via = np.cumsum(np.stack(steps, axis=1), axis=1)[:, :-1] + np.array(UNIT)
    order = np.argsort(-samples, kind="stable")
    tree = Tree(
        unit_yx=UNIT,
        output_channel=0,
        place_yx=(away + np.array(UNIT))[order].astype(np.float32),
        strength=samples[order].astype(np.float32),
        samples=samples[order].astype(np.int32),
        path=path[order].astype(np.int32),
        via_yx=np.ascontiguousarray(via[order], np.float32),
        pixel_yx=(away + np.array(UNIT))[order].astype(np.int32),
        gradient=samples[order].astype(np.float32),
        all_samples=int(samples.sum()),
        all_places=side**2,
        left_out=0.0,
        agreement=1.0,
    )
    return msgspec.structs.replace(tree, **changes)


def state_with(tree: Tree, layers: int = 2, **view: Any) -> State:
    state = with_spec(deformable_state(**view), layers=layers)
    assert state.snapshot is not None
    snapshot = msgspec.structs.replace(state.snapshot, answers=state.snapshot.answers | {ASKED: tree})
    return dataclasses.replace(state, snapshot=snapshot)


def test_both_ask_once_and_only_while_they_are_shown() -> None:
    assert ASKED not in DEFORMABLE.requests(deformable_state())
    for shown in ({TREE}, {RECEPTIVE_FIELD}, {TREE, RECEPTIVE_FIELD}):
        state = deformable_state(shown=frozenset(shown), output_channel=2, rigid=True, run="free")
        wanted = DEFORMABLE.requests(with_spec(state, compared=("free",)))
        assert wanted[ASKED] == TreeRequest(UNIT, 2, rigid=True, run="free")


def test_a_tree_of_another_stack_is_not_drawn() -> None:
    """Between a change of the number of layers and the engine's answer."""
    assert shown_tree(state_with(rigid_tree(2), layers=2)) is not None
    assert shown_tree(state_with(rigid_tree(2), layers=3)) is None
    assert shown_tree(with_spec(state_with(rigid_tree(2)), layers=2, kernel_size=(1, 3))) is None


def test_a_path_has_the_colour_of_its_direction_at_rest() -> None:
    taps = np.array([[4, 4, 4], [0, 0, 0], [0, 8, 4], [5, 5, 3], [2, 1, 5]])
    expected = [(0, 0), (-3, -3), (0, 0), (0, 1), (-2, 2)]
    assert path_colours(taps, ConvGeometry((3, 3))).tolist() == [direction_colour(*way).rgb() for way in expected]


def test_sizes_follow_the_strength() -> None:
    marks = tree_marks(state_with(rigid_tree(2)), rigid_tree(2))
    areas = marks.radius**2 / marks.radius[0] ** 2
    np.testing.assert_allclose(areas[:9], rigid_tree(2).strength[:9] / 9)
    assert marks.radius.min() > 1


def test_lines_lead_from_the_unit_over_the_layers() -> None:
    marks = tree_marks(state_with(rigid_tree(2), selected_tap=8), rigid_tree(2))
    every = marks.lines()
    from_unit = every[(every[:, :2] == UNIT).all(1)]
    assert sorted(map(tuple, from_unit[:, 2:].tolist())) == [(11 + i, 19 + j) for i in range(3) for j in range(3)]
    assert marks.chosen.sum() == 4  # down and to the right, by one or by two
    assert {tuple(line[:2]) for line in marks.lines(marks.chosen).tolist()} == {UNIT, (13, 21)}


def test_places_are_drawn_where_they_are_and_hidden_again(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(state_with(rigid_tree(2), **ONLY_TREE))
    pair.input.zoom_to(pair.input.projection.visible_canvas().adjusted(12, 4, -36, -28))
    corner = pair.input.projection.to_screen(10, 22)
    colour = rgb(direction_colour(-2, 2))
    assert near(colour_at(pair.input, corner), colour, 40)
    session.look(shown=frozenset())
    assert not near(colour_at(pair.input, corner), colour, 40)


def test_places_outside_are_hollow(deformable: Show, pair: CanvasPair) -> None:
    away = rigid_tree(1)
    away = msgspec.structs.replace(away, place_yx=away.place_yx - np.array([17, 0], np.float32))
    marks = tree_marks(state_with(away, 1), away)
    assert marks.outside.tolist() == [y <= -1 for y, _ in away.place_yx.tolist()]
    assert marks.outside.any()


def test_the_way_under_the_cursor_is_drawn_in_full(deformable: Show, pair: CanvasPair) -> None:
    scene, session = deformable(state_with(rigid_tree(2), **ONLY_TREE))
    overlay = scene.overlays[TREE]
    assert isinstance(overlay, TreeOverlay)
    projection = pair.input.projection

    def full() -> list[tuple[float, ...]]:
        ways, marks = overlay.ways.shown_ways(projection), overlay.layer.marks
        assert ways is not None
        assert marks is not None
        return [tuple(place) for place in marks.place_yx[ways].tolist()]

    assert full() == []
    pair.input.cursor_moved.emit(14.1, 21.9)
    assert full() == [(14, 22)]
    pair.input.cursor_moved.emit(30.0, 50.0)
    assert full() == []
    session.look(selected_tap=8, **ONLY_TREE)
    assert sorted(full()) == [(13, 21), (13, 22), (14, 21), (14, 22)]
    pair.input.cursor_moved.emit(14.0, 22.0)
    assert full() == [(14, 22)]
    pair.input.cursor_left.emit()
    assert len(full()) == 4
    session.look(shown=frozenset())
    assert overlay.ways.shown_ways(projection) is None


def test_the_receptive_field_is_brightest_where_the_gradient_is(deformable: Show, pair: CanvasPair) -> None:
    scene, session = deformable(state_with(rigid_tree(3), 3, shown=frozenset({RECEPTIVE_FIELD})))
    to_screen = pair.input.projection.to_screen
    # Beside the sampling points, which are drawn in any case: 21, 1 and 0 of 49.
    inner, edge, beside = (colour_at(pair.input, to_screen(y, x)) for y, x in ((12, 22), (9, 17), (8, 16)))
    assert sum(inner) > 1.2 * sum(edge)
    assert near(beside, (128, 128, 128)), "nothing is drawn where there is no gradient"
    assert not near(edge, (128, 128, 128))
    assert scene.overlays[RECEPTIVE_FIELD].key.lines == ("gradient 0 to 49.000",)
    session.look(shown=frozenset())
    assert near(colour_at(pair.input, to_screen(12, 22)), (128, 128, 128))
    assert not scene.overlays[RECEPTIVE_FIELD].key.isVisible()


def test_the_inspector_counts_samples_and_places(qtbot: QtBot) -> None:
    card = TreeCard()
    qtbot.addWidget(card)
    card.show_state(state_with(rigid_tree(3), 3, **ONLY_TREE))
    assert [line.cells for line in card.lines] == [
        ("729 samples at 49 places", "3 layers"),
        ("agreement with the gradient", "1.000"),
    ]
    cut = rigid_tree(3, all_samples=5_764_801, all_places=5329, left_out=0.125, agreement=0.875)
    card.show_state(state_with(cut, 3, shown=frozenset({RECEPTIVE_FIELD})))
    assert [line.cells for line in card.lines] == [
        ("5\u202f764\u202f801 samples at 5\u202f329 places", "3 layers"),
        ("a point between units reads four of them", ""),  # or there would be 9³
        ("agreement with the gradient", "0.875"),
        ("too many to show all: left out", "12.5 %"),
    ]
    card.show_state(state_with(rigid_tree(3), 3, shown=frozenset()))
    assert card.isHidden()
    idle = rigid_tree(3)
    idle = msgspec.structs.replace(idle, strength=0 * idle.strength, gradient=0 * idle.gradient)
    card.show_state(state_with(idle, 3, **ONLY_TREE))
    assert card.lines[1].cells == ("nothing read counts: all weights are 0", "")
    away = msgspec.structs.replace(idle, place_yx=idle.place_yx + 1000)
    card.show_state(state_with(away, 3, **ONLY_TREE))
    assert card.lines[1].cells == ("all outside: nothing is read", "")


@pytest.mark.parametrize(("groups", "at_rest"), [(1, 3 * 729), (3, 729)])
def test_samples_of_several_offset_groups_are_not_taken_for_points_between_units(
    qtbot: QtBot, groups: int, at_rest: int
) -> None:
    card = TreeCard()
    qtbot.addWidget(card)
    for more in (0, 1):
        tree = rigid_tree(3, all_samples=at_rest + more)
        state = with_spec(state_with(tree, 3, **ONLY_TREE), layers=3, offset_groups=3, groups=groups)
        card.show_state(state)
        said = "a point between units reads four of them" in (line.cells[0] for line in card.lines)
        assert said == bool(more)


def test_remarks_say_whose_points_and_whose_truth() -> None:
    assert not remarks(DeformableSpec())
    (hidden,) = remarks(DeformableSpec(layers=3, task=HiddenRuleSpec()))
    assert "The inspector chooses the layer" in hidden
    assert "no distance is told, only the loss" in hidden
    (by_hand,) = remarks(DeformableSpec(layers=2, task=HandSetSpec()))
    assert "distance" not in by_hand


def test_a_loupe_shows_both_where_the_picture_is_small(deformable: Show, pair: CanvasPair) -> None:
    def seen(*keys: str) -> np.ndarray:
        state = state_with(rigid_tree(), shown=frozenset(keys))
        scene, _ = deformable(state)
        assert scene.loupe.lens is not None
        corner, side = scene.loupe.lens.inset.topLeft().toPoint(), int(scene.loupe.lens.inset.width())
        image = screen(pair.input).astype(int)
        scene.set_active(False)
        return image[corner.y() : corner.y() + side, corner.x() : corner.x() + side]

    pair.resize(641, 360)
    bare = seen()
    for key in (TREE, RECEPTIVE_FIELD):
        differs = (np.abs(seen(key) - bare).max(axis=2) > 12).mean()
        assert differs > 0.02, key
