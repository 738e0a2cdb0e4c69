"""A map of many channels: the numbers are those of the plain operators, and what it takes stays small."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import torch
from lab_sources import CPU, deformable
from torch.nn import functional

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenTapsSpec
from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.geometry import ConvGeometry
from vizapp.labs.create import create_lab
from vizapp.labs.deformable import offset_convolution
from vizapp.labs.deformable.offset_convolution import OffsetConvolution
from vizapp.labs.subpixel.shuffle import ShuffleLab
from vizapp.models import branch_input
from vizapp.models.branch_input import BranchInput
from vizapp.ops import deform_conv2d
from vizapp.protocol.requests import PictureRequest

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of the memory anew")

PEAK = """
import numpy as np, torch
from pathlib import Path
from vizapp.document.experiment import Experiment
from vizapp.allocator import keep_freed_memory
from vizapp.labs.create import LabBuilder

def megabytes(what):
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what))
    return int(line.split()[1]) / 1000

torch.set_num_threads(1)
keep_freed_memory()
build, random = LabBuilder(), np.random.default_rng(0)
small = random.random((40, 24, 24), np.float32)
build({experiment}, "feature_map", small, torch.device("cpu")).answer({{}}, exact=True)
values = random.random((512, 256, 256), np.float32)
before = megabytes("VmRSS")
Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
lab = build({experiment}, "feature_map", values, torch.device("cpu"))
if lab.trainer is not None:
    lab.trainer.step()
    lab.trainer.step()
lab.answer({{}}, exact=True)
print((megabytes("VmHWM") - before) / (values.nbytes / 1e6))
"""


def _random(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize(("kernel_size", "stride", "dilation"), [(3, 1, 1), (3, 2, 1), (5, 1, 2), (5, 2, 3)])
def test_channels_summed_first_give_the_same_output_and_gradient(
    kernel_size: int, stride: int, dilation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    geometry = ConvGeometry.aligned(kernel_size, stride, dilation)
    image, kernel = _random(1, 60, 13, 18), _random(4, 60, kernel_size, kernel_size, seed=1) / 60
    offset = _random(1, 2 * geometry.taps, *geometry.output_size(13, 18), seed=2) * 2
    direction = _random(1, 4, *offset.shape[2:], seed=3)

    def output_and_gradient(convolve: OffsetConvolution) -> tuple[torch.Tensor, torch.Tensor]:
        at = offset.clone().requires_grad_()
        output = convolve(at)
        (gradient,) = torch.autograd.grad((output * direction).sum(), at)
        return output, gradient

    summed = output_and_gradient(OffsetConvolution(image, kernel, geometry))
    monkeypatch.setattr(offset_convolution, "sums_channels_first", lambda *_: False)
    plain = output_and_gradient(OffsetConvolution(image, kernel, geometry))
    torch.testing.assert_close(summed, plain, rtol=1e-4, atol=1e-5)
    expected = deform_conv2d(image, offset, kernel, None, stride, geometry.padding, dilation)
    torch.testing.assert_close(plain[0], expected, rtol=0, atol=0)


def test_whole_positions_read_whole_pixels_and_minus_one_reads_nothing() -> None:
    geometry = ConvGeometry.aligned(3)
    image, kernel = _random(1, 60, 9, 11), _random(4, 60, 3, 3, seed=1) / 60
    offset = torch.zeros(1, 18, 9, 11)
    expected = functional.conv2d(image, kernel, padding=1)
    torch.testing.assert_close(OffsetConvolution(image, kernel, geometry)(offset), expected, rtol=1e-4, atol=1e-5)
    rows = torch.arange(9.0)[:, None].expand(9, 11)
    offset[0, ::2] = -1 - rows - torch.tensor([-1.0, 0, 1]).repeat_interleave(3)[:, None, None]
    assert not OffsetConvolution(image, kernel, geometry)(offset).any()


@pytest.mark.parametrize("stride", [1, 2])
def test_a_branch_that_reads_in_parts_gives_the_same_output_and_gradients(
    stride: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = _random(1, 70, 13, 18) * 3 + 5
    direction = _random(1, 18, -(-13 // stride), -(-18 // stride), seed=3)

    def output_and_gradients(source: BranchInput) -> tuple[torch.Tensor, ...]:
        weight = _random(18, 70, 3, 3, seed=1).requires_grad_()
        bias = _random(18, seed=2).requires_grad_()
        output = source.convolved(weight, bias, ConvGeometry.aligned(3, stride))
        return output, *torch.autograd.grad((output * direction).sum(), (weight, bias))

    nothing, ones = torch.zeros(18, 70, 3, 3, requires_grad=True), torch.ones(18)
    at_first = BranchInput(image).convolved(nothing, ones, ConvGeometry.aligned(3, stride))
    assert torch.equal(at_first, torch.ones_like(direction))
    (gradient,) = torch.autograd.grad((at_first * direction).sum(), nothing)
    assert gradient.any()
    assert len(list(BranchInput(image).parts())) == 3
    in_parts = output_and_gradients(BranchInput(image))
    monkeypatch.setattr(branch_input, "_CHANNELS_AT_ONCE", 70)
    torch.testing.assert_close(in_parts, output_and_gradients(BranchInput(image)), rtol=1e-4, atol=1e-5)


def test_training_goes_the_same_way_however_the_channels_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(0).standard_normal((40, 24, 24)).astype(np.float32).cumsum(1).cumsum(2)

    def losses() -> list[float]:
        lab, _ = deformable(values, "feature_map", task=HiddenTapsSpec())
        return [lab.trainer.step()["loss"] for _ in range(8)]

    summed = losses()
    monkeypatch.setattr(offset_convolution, "sums_channels_first", lambda *_: False)
    monkeypatch.setattr(branch_input, "_CHANNELS_AT_ONCE", 40)
    np.testing.assert_allclose(summed, losses(), rtol=1e-4)


def test_a_copy_of_the_size_of_a_map_is_the_map_itself_and_never_changed() -> None:
    values = np.random.default_rng(0).random((18, 20, 20), dtype=np.float32)
    before = values.copy()
    values.flags.writeable = False
    for spec in (DeformableSpec(), SubpixelSpec(upscale_factor=3, task=ShuffleSpec())):
        lab = create_lab(Experiment(lab=spec.tag(), labs=(spec,)), "feature_map", values, CPU)
        if lab.trainer is not None:
            lab.trainer.step()
        lab.answer({"output": PictureRequest("output")}, exact=True)
    assert isinstance(lab, ShuffleLab)
    assert lab.channels.data_ptr() == values.ctypes.data
    np.testing.assert_array_equal(values, before)


@needs_proc
@pytest.mark.parametrize(
    ("experiment", "limit"),
    [("Experiment()", 1.9), ("Experiment(lab='subpixel', labs=(SubpixelSpec(task=ShuffleSpec()),))", 0.7)],
    ids=["deformable", "shuffle"],
)
@pytest.mark.slow
def test_beside_the_source_a_lab_takes_less_than_two_of_them(experiment: str, limit: float) -> None:
    """The source itself is the first of the three that the engine may take."""
    imports = (
        "from vizapp.document.subpixel import SubpixelSpec\nfrom vizapp.document.subpixel_tasks import ShuffleSpec\n"
    )
    script = imports + PEAK.format(experiment=experiment)
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=100)
    print(f"{float(done.stdout):.2f} of the source")
    assert float(done.stdout) < limit
