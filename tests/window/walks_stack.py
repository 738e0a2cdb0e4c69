"""The walk through stacked layers, in the same way as those of walks.py: ``python walks_stack.py NAME SHOTS``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from PySide6.QtWidgets import QWidget
from walks import pause, placed_points, reading_of, ready, run_walk, tap_on_screen, walk

from vizapp.document.deformable import DeformableSpec
from vizapp.gui.deformable.receptive_field_overlay import RECEPTIVE_FIELD
from vizapp.gui.deformable.tree_marks import shown_tree
from vizapp.gui.deformable.tree_overlay import TREE
from vizapp.gui.widgets.number_grid import NumberGrid
from vizapp.protocol.unit_answers import Tree


def tree_of(driver: Driver) -> Tree:
    tree = shown_tree(driver.state)
    assert tree is not None
    return tree


@walk
def stack(driver: Driver, arguments: list[str]) -> None:
    """Set three layers, show the tree, run twenty steps, drag a point and see the tree follow, and undo both."""
    ready(driver)
    panel, canvases = driver.window.setup_panel, driver.window.canvases
    choice = panel.findChild(QWidget, "layers-3")
    assert choice is not None
    panel.scroller.ensureWidgetVisible(choice)
    driver.rest(0.2)
    driver.click(choice)
    driver.wait_until(lambda: driver.state.experiment.spec_of(DeformableSpec).layers == 3, "three layers")
    ready(driver)
    remarks = panel.findChild(QWidget, "operatorRemarks")
    assert remarks is not None
    panel.scroller.ensureWidgetVisible(remarks)
    driver.rest(0.3)
    assert remarks.isVisible()
    driver.screenshot("stack-1-three-layers")

    before = driver.picture(canvases.input.viewport()).astype(int)
    show_overlay(driver, TREE)
    driver.wait_until(lambda: shown_tree(driver.state) is not None, "the tree")
    driver.wait_until(lambda: driver.state.transport.step == 0, "step 0")
    driver.key("z")
    driver.rest(0.5)
    driver.screenshot("stack-2-at-rest")
    rest = tree_of(driver)
    assert (rest.all_samples, rest.all_places) == (729, 49)
    lines = driver.window.findChild(NumberGrid, "treeLines")
    assert lines is not None
    assert lines.isVisible()
    assert lines.lines[0].cells[0] == "729 samples at 49 places"
    assert (np.abs(driver.picture(canvases.input.viewport()).astype(int) - before).max(axis=2) > 40).sum() > 1000

    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step >= 20, "twenty steps")
    pause(driver)
    trained = tree_of(driver)
    assert trained.all_places > 49, "the points are between pixels now"
    assert trained.agreement > 0.999
    driver.screenshot("stack-3-trained")

    tap = 5
    start = tap_on_screen(driver, tap)
    driver.drag(canvases.input.viewport(), start, (start[0] + 60, start[1] - 70))
    (point,) = placed_points(driver.state)
    assert point.tap.k == tap
    driver.wait_until(
        lambda: not np.array_equal(via_of(tree_of(driver), tap), via_of(trained, tap)), "the tree to follow the drag"
    )
    driver.rest(0.3)
    driver.screenshot("stack-4-dragged")
    followed = tree_of(driver)
    # All ways through the tap start at the point that was dragged; those through others are where they were.
    assert np.allclose(via_of(followed, tap), via_of(followed, tap)[0])
    others = (last_points(followed).keys() & last_points(trained).keys()) - {tap}
    assert len(others) > 3
    assert all(last_points(followed)[other] == last_points(trained)[other] for other in others)
    driver.key("ctrl+z")
    driver.wait_until(lambda: np.array_equal(via_of(tree_of(driver), tap), via_of(trained, tap)), "the undo")

    first = driver.window.findChild(QWidget, "layerChoice-2")
    assert first is not None
    driver.click(first)
    driver.wait_until(lambda: (reading := reading_of(driver.state)) is not None and reading.below == 2, "layer 1")
    driver.rest(0.4)
    driver.screenshot("stack-4-first-layer")
    start = tap_on_screen(driver, tap)
    driver.drag(canvases.input.viewport(), start, (start[0] - 50, start[1] + 80))
    (point,) = placed_points(driver.state)
    assert (point.tap.k, point.tap.below) == (tap, 2)
    driver.wait_until(lambda: not np.array_equal(tree_of(driver).place_yx, trained.place_yx), "the tree to follow")
    before, after = last_points(trained), last_points(tree_of(driver))
    assert len(before.keys() & after.keys()) > 3
    # The last layer's branch reads a map that is hardly another one: its points stay nearly where they were.
    assert all(np.allclose(before[each], after[each], atol=0.5) for each in before.keys() & after.keys())
    driver.key("ctrl+z")
    driver.wait_until(lambda: np.array_equal(tree_of(driver).place_yx, trained.place_yx), "the undo")

    show_overlay(driver, RECEPTIVE_FIELD)
    driver.rest(0.5)
    driver.screenshot("stack-5-receptive-field")
    driver.key("ctrl+z")
    driver.wait_until(lambda: driver.state.experiment.spec_of(DeformableSpec).layers == 1, "one layer again")
    ready(driver)
    driver.wait_until(lambda: shown_tree(driver.state) is not None, "the tree of one layer")
    assert tree_of(driver).all_samples == 9
    driver.rest(0.3)
    driver.screenshot("stack-6-one-layer")


def via_of(tree: Tree, tap: int) -> np.ndarray:
    """Return the points (n, 2) of the last layer on the ways through one of its taps."""
    return tree.via_yx[tree.path[:, 0] == tap][:, 0]


def last_points(tree: Tree) -> dict[int, tuple[float, float]]:
    """Return the points of the last layer by their taps, as far as the strongest way to a place goes through them."""
    return {int(tap): (float(y), float(x)) for tap, (y, x) in zip(tree.path[:, 0], tree.via_yx[:, 0], strict=True)}


def show_overlay(driver: Driver, key: str) -> None:
    """Tick an overlay in the Show list."""
    box = driver.window.setup_panel.findChild(QWidget, key)
    assert box is not None
    driver.window.setup_panel.scroller.ensureWidgetVisible(box)
    driver.rest(0.2)
    driver.click(box, 8)


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
