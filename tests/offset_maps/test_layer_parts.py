"""Arrays put together: the right layout by a given output, without torch, and in one sentence what does not fit."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
import torch
from made_offsets import smooth_field, written_out
from torchvision.ops import deform_conv2d

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.kernels import KernelGuess
from vizapp.offset_maps.known_layer import KnownLayer
from vizapp.offset_maps.layer_parts import FeatureSize, LayerParts, Wishes, put_together
from vizapp.offset_maps.roles import Role
from vizapp.offset_maps.sampled_agreement import sampled_agreement
from vizapp.wording.problems import sentence

GEOMETRY = ConvGeometry((3, 3), (2, 2), (1, 1), (1, 1))
SIZE, UNITS = (14, 20), (7, 10)


def layer(layout: str, groups: int = 1, *, masked: bool = False) -> dict[Role, Any]:
    """Return the arrays of a layer, its output computed by torchvision; tap by tap nothing tells the layout."""
    random = torch.Generator().manual_seed(groups)
    field = smooth_field(groups, groups, (3, 3), UNITS).astype(np.float32)
    feature = torch.randn(1, 4, *SIZE, generator=random)
    weight = torch.randn(6, 2, 3, 3, generator=random)
    bias = torch.randn(6, generator=random)
    mask = torch.rand(1, 9 * groups, *UNITS, generator=random) if masked else None
    offset = torch.from_numpy(written_out(field, "torchvision"))[None]
    output = deform_conv2d(feature, offset, weight, bias, 2, 1, 1, mask)
    parts: dict[Role, Any] = {
        "offsets": written_out(field, layout),
        "feature map": feature[0].numpy(),
        "weight": weight.numpy(),
        "output": output[0].numpy(),
    }
    return parts if mask is None else {**parts, "mask": mask[0].numpy()}


def together(parts: dict[Role, Any], wishes: Wishes = Wishes(), **feature: Any) -> LayerParts:  # noqa: B008
    given = parts.get("feature map")
    size = FeatureSize(**feature) if feature else FeatureSize(len(given), given.shape[1:], scales=False)
    return put_together(parts, size, wishes, ["float32"])


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("layout", ["torchvision", "xy", "split"])
def test_the_right_layout_is_named_by_the_output_that_it_gives(layout: str, groups: int) -> None:
    found = together(layer(layout, groups, masked=groups == 2))
    assert found.problem is None
    assert found.ranking is not None
    assert (found.ranking.verdict, found.ranking.best.layout) == ("known", layout)
    assert found.geometries[0] == GEOMETRY
    assert found.kernels[0] == KernelGuess((3, 3), groups)
    assert (found.outputs, found.groups, found.input_size, found.scaled) == (6, 2, SIZE, False)
    agreed = found.ranking.best.evidence.agreement
    assert agreed is not None
    assert agreed.to_rounding
    assert agreed.bias_fitted


def test_agreement_leaves_out_what_is_not_finite() -> None:
    parts = layer("torchvision")
    offsets = parts["offsets"].reshape(1, 9, 2, *UNITS).copy()
    offsets[0, 3, 0, 2, 2] = np.nan
    known = KnownLayer(parts["feature map"], parts["weight"], parts["output"])
    agreed = sampled_agreement(known, offsets, GEOMETRY)
    assert agreed.to_rounding
    assert agreed.compared == 6 * (70 - 1)
    offsets[:] = np.inf
    assert sampled_agreement(known, offsets, GEOMETRY).compared == 0


def test_a_picture_of_another_size_is_scaled_and_compared_with_nothing() -> None:
    parts = layer("torchvision")
    parts["feature map"] = np.zeros((4, 300, 200), np.float32)
    found = together(parts, channels=4, size=(300, 200), scales=True)
    assert found.scaled
    assert found.input_size == UNITS
    assert found.geometries[0] == ConvGeometry.aligned(3)
    assert found.ranking is not None
    assert found.ranking.best.evidence.agreement is None
    wished = together(parts, Wishes(None, found.geometries[4]), channels=4, size=(300, 200), scales=True)
    assert wished.geometries[0] == found.geometries[4]
    assert wished.input_size == tuple(side * wished.geometries[0].stride[0] for side in UNITS)


def test_a_wish_goes_before_the_guess() -> None:
    parts = {"offsets": written_out(smooth_field(0, 2, (3, 3), UNITS), "torchvision")}
    picture = {"channels": 3, "size": (64, 64), "scales": True}
    assert together(parts, **picture).kernels[0] == KernelGuess((3, 3), 2)
    wish = KernelGuess((1, 1), 18)
    assert together(parts, Wishes(wish), **picture).kernels[0] == wish


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"offsets": np.zeros((10, *UNITS))}, "10 channels are not 2·9·G"),
        ({"offsets": np.zeros((10, *UNITS)), "weight": None}, "10 channels are read"),
        ({"offsets": np.zeros((17, *UNITS)), "weight": None}, "17 channels are not 2·kh·kw·G"),
        ({"mask": np.zeros((9, 7, 9))}, "The array of the mask has the shape (9, 7, 9), and (9, 7, 10) was expected"),
        ({"output": np.zeros((5, *UNITS))}, "The array of the output has the shape (5, 7, 10), and (6, 7, 10)"),
        ({"feature map": np.zeros((4, 3, 3))}, "leads from the feature map's 3 × 3 to the 10 × 7 units"),
        ({"feature map": np.zeros((3, *SIZE))}, "The weight reads 2 channels, which do not divide the 3"),
        ({"weight": np.zeros((6, 2, 4, 4))}, "has a kernel of 4 × 4, and only sides of"),
        ({"weight": np.zeros((5, 2, 3, 3)), "output": None}, "The weight has 5 outputs, which 2 groups"),
    ],
)
def test_what_does_not_fit_is_one_sentence(changes: dict[Role, Any], words: str) -> None:
    parts = {role: array for role, array in (layer("torchvision") | changes).items() if array is not None}
    found = together(parts)
    if "are read" in words:  # five taps in a row are a kernel
        assert found.kernels[0] in (KernelGuess((1, 5), 1), KernelGuess((5, 1), 1))
        return
    assert found.problem is not None
    assert words in sentence(found.problem)
    assert found.ranking is None


def test_none_of_it_needs_torch() -> None:
    modules = {name: module for name, module in sys.modules.items() if name.startswith("vizapp.offset_maps")}
    assert not [name for name, module in modules.items() if hasattr(module, "torch")]
