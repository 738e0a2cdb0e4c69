"""Where the marks of a unit's tree belong: plain numbers from the state, without Qt's widgets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.geometry import ConvGeometry, is_outside
from vizapp.gui.colours import direction_colour
from vizapp.gui.deformable.requests import shown_below, shown_group, shown_run
from vizapp.protocol.requests import Request, TreeRequest
from vizapp.protocol.unit_answers import Tree
from vizapp.session.state import State

ASKED = "tree"
"""The name of what is asked for, by the tree, the receptive field and the inspector together."""
SMALLEST_RADIUS, LARGEST_RADIUS = 1.5, 5.5
"""Screen pixels; the area follows the strength."""
_SAME_LINE = 1e-3
"""Input pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class TreeMarks:
    """The P places of a tree and the lines that lead to them; positions are float64, (y, x) in input pixels.

    ``place_yx`` (P, 2), the strongest first; ``radius`` (P,), in screen pixels; ``rgb`` uint32 (P,), the colour of
    the direction that each path of taps has at rest; ``outside`` bool (P,), which read only zeros; ``way_yx``
    (P, n + 1, 2), from the unit's middle over the points of the layers above the first to each place; ``chosen`` bool
    (P,), those that belong to the selected tap of the layer on show.
    """

    place_yx: NDArray[np.float64]
    radius: NDArray[np.float64]
    rgb: NDArray[np.uint32]
    outside: NDArray[np.bool_]
    way_yx: NDArray[np.float64]
    chosen: NDArray[np.bool_]

    def lines(self, of: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        """Return the different lines (L, 4) of all ways, or of some, as (y, x) of the start and of the end."""
        ways = self.way_yx if of is None else self.way_yx[of]
        lines = np.concatenate([ways[:, :-1], ways[:, 1:]], axis=2).reshape(-1, 4)
        _, first = np.unique(np.rint(lines / _SAME_LINE), axis=0, return_index=True)
        return lines[first]


def tree_requests(state: State) -> dict[str, Request]:
    """Return the request for the tree of the picked unit; none where nothing is picked."""
    if state.pick is None:
        return {}
    return {ASKED: TreeRequest(state.pick, state.view.output_channel, state.view.rigid, shown_run(state))}


def shown_tree(state: State) -> Tree | None:
    """Return the tree that was answered, of as many layers as there are; None while there is none."""
    tree = state.answer(ASKED, Tree)
    spec = state.experiment.spec_of(DeformableSpec)
    if tree is None or state.configured is None or tree.path.shape[1] != spec.operator.layers:
        return None
    return tree if not len(tree.path) or tree.path.max() < spec.points else None


def has_tree(state: State) -> bool:
    """Tell whether there is a tree to show."""
    return shown_tree(state) is not None


def why_nothing(state: State, tree: Tree) -> str:
    """Return why a tree of :func:`shown_tree` counts for nothing in the output; "" where some of it counts."""
    if tree.strength.any() or tree.gradient.any():
        return ""
    assert state.configured is not None
    if is_outside(tree.place_yx.astype(np.float64), *state.configured.input_shape[1:]).all():
        return QCoreApplication.translate("TreeMarks", "all outside: nothing is read")
    return QCoreApplication.translate("TreeMarks", "nothing read counts: all weights are 0")


def samples_at_rest(state: State, tree: Tree) -> int:
    """Return how many samples a tree of :func:`shown_tree` has where every point lies on a unit of the map below.

    The last layer's kernel reads, for one output channel, the channels of one group of the convolution; those below
    it read channel by channel.
    """
    spec = state.experiment.spec_of(DeformableSpec)
    assert state.configured is not None
    channels, outputs = state.configured.input_shape[0], state.configured.output_shape[0]
    operator = spec.operator
    # Settings that the engine has not taken over yet may have groups that do not fit these maps.
    of_group, given, of_offsets = (
        max(1, count // groups)
        for count, groups in (
            (channels, operator.groups),
            (outputs, operator.groups),
            (channels, operator.offset_groups),
        )
    )
    first = tree.output_channel // given * of_group
    read_with = (first + of_group - 1) // of_offsets - first // of_offsets + 1
    return int(read_with * spec.taps**operator.layers)


def tree_marks(state: State, tree: Tree) -> TreeMarks:
    """Return the marks of a tree of :func:`shown_tree`."""
    spec = state.experiment.spec_of(DeformableSpec)
    assert state.configured is not None
    places = tree.place_yx.astype(np.float64)
    strength = tree.strength.astype(np.float64)
    largest = strength.max(initial=0.0) or 1.0
    radius = np.maximum(SMALLEST_RADIUS, LARGEST_RADIUS * np.sqrt(strength / largest))
    middle = np.tile(np.array(spec.shown_geometry.centre_of(tree.unit_yx), np.float64), (len(places), 1, 1))
    chosen = np.zeros(len(places), bool)
    if state.view.selected_tap is not None:
        chosen = tree.path[:, shown_below(state)] == shown_group(state) * spec.taps + state.view.selected_tap
    return TreeMarks(
        places,
        radius,
        path_colours(tree.path % spec.taps, spec.geometry),
        is_outside(places, *state.configured.input_shape[1:]),
        np.concatenate([middle, tree.via_yx.astype(np.float64), places[:, None]], axis=1),
        chosen,
    )


def path_colours(taps: NDArray[np.integer], geometry: ConvGeometry) -> NDArray[np.uint32]:
    """Return the colour 0xAARRGGBB of each path of ``taps`` (P, n): its direction at rest, and white for none."""
    directions = np.array([geometry.tap_direction(tap) for tap in range(geometry.taps)])
    ways, of_way = np.unique(directions[taps].sum(1), axis=0, return_inverse=True)
    colours = [direction_colour(dy, dx).rgb() for dy, dx in ways.tolist()]
    return np.array(colours, np.uint32)[of_way.reshape(-1)]
