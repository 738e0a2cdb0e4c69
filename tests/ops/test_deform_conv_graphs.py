"""Deformable convolution in graphs: exported, compiled, and as operators of torch's dispatcher."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch
from torch import Tensor, nn

from vizapp.geometry import ConvGeometry
from vizapp.ops import deform_conv2d
from vizapp.ops.registered import sample_taps_operator

GEOMETRY = ConvGeometry((3, 2), (1, 2), (1, 0), (1, 1))
pytestmark = pytest.mark.timeout(300)  # the compiler is slow to import


class Layer(nn.Module):
    def forward(self, input: Tensor, offset: Tensor, weight: Tensor, mask: Tensor) -> Tensor:
        return deform_conv2d(input, offset, weight, stride=GEOMETRY.stride, padding=GEOMETRY.padding, mask=mask)


def arguments(batch: int = 2) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    random = torch.Generator().manual_seed(0)
    oh, ow = GEOMETRY.output_size(5, 6)

    def uniform(*shape: int) -> Tensor:
        return torch.rand(shape, generator=random, dtype=torch.float64)

    return uniform(batch, 4, 5, 6), uniform(batch, 24, oh, ow), uniform(3, 4, 3, 2), uniform(batch, 12, oh, ow)


def with_gradients(function: nn.Module) -> list[Tensor]:
    leaves = [argument.requires_grad_() for argument in arguments()]
    output = function(*leaves)
    return [output.detach(), *torch.autograd.grad(output.sin().sum(), leaves)]


@pytest.mark.slow
def test_an_exported_layer_computes_checks_and_learns() -> None:
    batch = torch.export.Dim("batch", min=2)
    by_batch = {0: batch}
    exported = torch.export.export(
        Layer(), arguments(), dynamic_shapes=(by_batch, by_batch, None, by_batch), strict=False
    ).module()
    for count in (2, 5):
        torch.testing.assert_close(exported(*arguments(count)), Layer()(*arguments(count)))
    for ours, theirs in zip(with_gradients(Layer()), with_gradients(exported), strict=True):
        torch.testing.assert_close(theirs, ours)
    for place, name in ((1, "offset"), (3, "mask")):
        broken = arguments()
        broken[place].view(-1)[5] = float("nan")
        with pytest.raises(ValueError, match=f"^{name} .* holds 1 non-finite value"):
            exported(*broken)


@pytest.mark.slow
def test_a_compiled_layer_is_one_graph_and_has_the_same_gradients() -> None:
    compiled = torch.compile(Layer(), backend="aot_eager", fullgraph=True)
    for ours, theirs in zip(with_gradients(Layer()), with_gradients(compiled), strict=True):
        torch.testing.assert_close(theirs, ours)


# opcheck itself looks at the gradient of a tensor that is not a leaf.
@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf:UserWarning")
@pytest.mark.parametrize("tap_major", [True, False])
@pytest.mark.slow
def test_the_operators_keep_to_the_dispatchers_rules(tap_major: bool) -> None:
    image, offset, *_ = arguments()
    numbers = (GEOMETRY.kernel_size, GEOMETRY.stride, GEOMETRY.padding, GEOMETRY.dilation, tap_major)
    image.requires_grad_()
    offset.requires_grad_()
    torch.library.opcheck(sample_taps_operator, (image, offset, *numbers))
    values, padded, points = sample_taps_operator(image, offset, *numbers)
    slope = torch.rand_like(values).requires_grad_()
    for needed in ((True, True), (True, False), (False, True)):
        torch.library.opcheck(
            torch.ops.vizapp.sample_taps_backward.default,
            (slope, image, offset, padded, points, *numbers, *needed),
        )
    torch.library.opcheck(torch.ops.vizapp.finite_zero.default, (offset.detach(), "offset"))


@pytest.mark.slow
def test_neither_import_nor_a_training_step_imports_the_compiler() -> None:
    code = (
        "import sys, torch, vizapp.ops as ops\n"
        "offset = torch.rand(1, 2, 4, 4, requires_grad=True)\n"
        "ops.deform_conv2d(torch.rand(1, 1, 4, 4), offset, torch.rand(1, 1, 1, 1)).sum().backward()\n"
        "sys.exit('torch._dynamo' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
