"""The tree of a unit and its receptive field as an answer of bounded size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from vizapp.document.values import Position
from vizapp.labs.deformable.receptive_field import agreement, receptive_field
from vizapp.labs.deformable.tree import TreeLayer, grow_tree
from vizapp.protocol.unit_answers import MAX_PLACES, MAX_TREE_PIXELS, Tree


def make_tree(layers: Sequence[TreeLayer], input: Tensor, unit_yx: Position, output_channel: int) -> Tree:
    """Return where a unit reads, the strongest places if there are very many, beside the gradient of its output.

    Args:
        layers: from the one that reads the input to the one whose unit it is.
        input: (1, C, H, W).
        unit_yx: (y, x) on the map of the last layer.
        output_channel: of the last layer.
    """
    tree = grow_tree(layers, unit_yx, output_channel)
    field = receptive_field(layers, input, unit_yx, output_channel)
    strength = field.strength
    rows, columns = np.nonzero(strength)
    ranked = np.argsort(-strength[rows, columns], kind="stable")[:MAX_TREE_PIXELS]
    rows, columns = rows[ranked], columns[ranked]
    sent = slice(MAX_PLACES)
    whole = tree.strength.sum()
    kept = float(tree.strength[sent].sum() / whole) if whole > 0 else 1.0
    return Tree(
        unit_yx=unit_yx,
        output_channel=output_channel,
        place_yx=_array(tree.place_yx[sent], np.float32),
        strength=_array(tree.strength[sent], np.float32),
        samples=_array(tree.samples[sent], np.int32),
        path=_array(tree.path[sent], np.int32),
        via_yx=_array(tree.via_yx[sent], np.float32),
        pixel_yx=_array(np.stack([rows + field.top, columns + field.left], axis=1), np.int32),
        gradient=_array(strength[rows, columns], np.float32),
        all_samples=int(tree.samples.sum()),
        all_places=len(tree.place_yx),
        left_out=min(1.0, max(0.0, 1 - (1 - tree.left_out) * kept)),
        agreement=agreement(tree, field),
    )


def _array(values: NDArray[Any], dtype: type[np.generic]) -> NDArray[Any]:
    """Return values with memory of their own, C-contiguous."""
    return np.array(values, dtype=dtype, order="C")
