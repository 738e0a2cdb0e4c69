"""What a source must not exceed for a deformable layer to be trained on it."""

from __future__ import annotations

import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import MAX_OFFSET_GROUPS
from vizapp.document.working_size import SMALLEST_SIDE, working_shape
from vizapp.problem import Problem
from vizapp.wording.problems import ProblemError

_MAX_STEP_BYTES = 4 * 2**30
_TRAINABLE_SIZES = (1e-15, 1e15)
"""Of the largest value: the square of a larger or smaller one is no ordinary number in single precision."""


def require_memory(channels: int, size: tuple[int, int], spec: DeformableSpec) -> None:
    """Refuse a working copy of ``size`` (H, W) whose training steps would take too much memory.

    Raises:
        ProblemError: belongs to the working size, and says which one would do.
    """
    needed = spec.step_bytes(channels, size)
    if needed > _MAX_STEP_BYTES:
        fitting = int(max(size) * (_MAX_STEP_BYTES / needed) ** 0.5)
        while fitting > SMALLEST_SIDE and spec.step_bytes(channels, working_shape(*size, fitting)) > _MAX_STEP_BYTES:
            fitting -= 1  # a padding takes more of a smaller copy
        raise ProblemError(
            "deformable.too-large",
            "working_size",
            (Problem("remedy.working-size-at-most", "working_size", {"size": fitting}),),
            size=size,
            channels=channels,
            taps=spec.points,
            needed=needed / 2**30,
        )


def require_operator(channels: int, size: tuple[int, int], spec: DeformableSpec) -> None:
    """Refuse groups that do not divide the channels, and a kernel that is larger than the padded working copy.

    Raises:
        ProblemError: belongs to the setting that does not fit, and says which values would.
    """
    for field, code, count in (
        ("offset_groups", "deformable.offset_groups", spec.operator.offset_groups),
        ("groups", "deformable.groups", spec.operator.groups),
    ):
        if channels % count:
            fitting = [each for each in range(1, min(channels, MAX_OFFSET_GROUPS) + 1) if channels % each == 0]
            raise ProblemError(code, field, count=count, channels=channels, fitting=tuple(fitting))
    require_kernel(size, spec)
    require_passage(spec)


def require_passage(spec: DeformableSpec) -> None:
    """Refuse stacked layers whose masks all start at 0: no value passes them, and so no gradient, for ever.

    Raises:
        ProblemError: belongs to the modulation.
    """
    operator, branch = spec.operator, spec.offset_branch
    starts_at_zero = branch.kind != "none" and branch.start == "zero"
    if operator.layers > 1 and operator.modulation == "unbounded" and starts_at_zero:
        raise ProblemError("deformable.nothing-passes", "modulation", layers=operator.layers)


def require_kernel(size: tuple[int, int], spec: DeformableSpec) -> None:
    """Refuse a kernel that is larger than the padded working copy of ``size`` (H, W), or than a map between layers.

    Raises:
        ProblemError: belongs to the padding, or to the layers.
    """
    if not spec.fits(size):
        geometry, (size, layer) = spec.geometry, _too_small_map(size, spec)
        reach = tuple(d * (k - 1) + 1 for k, d in zip(geometry.kernel_size, geometry.dilation, strict=True))
        if layer > 1:
            raise ProblemError("deformable.stack-too-deep", "layers", layer=layer, size=size, reach=reach)
        raise ProblemError(
            "deformable.kernel-too-large", "padding", size=size, reach=reach, padding=geometry.padding[0]
        )


def _too_small_map(size: tuple[int, int], spec: DeformableSpec) -> tuple[tuple[int, int], int]:
    """Return (H, W) of the map that is too small for the layer that reads it, and which that is, counted from 1."""
    size, layer = spec.task.input_size(size), 1
    while spec.geometry.fits(*size):
        size, layer = spec.geometry.output_size(*size), layer + 1
    return size, layer


def require_range(values: Tensor) -> None:
    """Refuse values that training in single precision cannot compute with; 0 everywhere is another matter.

    Raises:
        ProblemError: belongs to the source.
    """
    largest = max(abs(float(bound)) for bound in torch.aminmax(values))
    low, high = _TRAINABLE_SIZES
    if largest > high or 0 < largest < low:
        raise ProblemError("deformable.value-range", "source", largest=largest, low=low, high=high)
