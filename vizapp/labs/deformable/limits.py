"""What a source must not exceed for a deformable layer to be trained on it."""

from __future__ import annotations

from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.problem import Problem, ProblemError

_MAX_STEP_BYTES = 4 * 2**30
_VALUE_BYTES = 4
_TRAINABLE_SIZES = (1e-15, 1e15)
"""Of the largest value: the square of a larger or smaller one is no ordinary number in single precision."""


def step_bytes(channels: int, size: tuple[int, int], spec: DeformableSpec) -> int:
    """Return about how many bytes a training step takes: within a factor of 2 of what was measured on a CPU.

    For each unit, what is read and its gradient, five maps of the outputs, and offsets, points and what is made of
    them on the way. Measured 0.26 … 0.96 GiB for 3 … 256 channels, 9 and 25 taps, 9 … 64 outputs, 256² … 1024² units.
    """
    rows, columns = spec.geometry.output_size(*size)
    outputs = spec.task.kernel_outputs(spec.taps)
    a_unit = 2 * spec.taps * channels + 5 * outputs + 12 * spec.taps
    return _VALUE_BYTES * a_unit * rows * columns


def require_memory(channels: int, size: tuple[int, int], spec: DeformableSpec) -> None:
    """Refuse a working copy of ``size`` (H, W) whose training steps would take too much memory.

    Raises:
        ProblemError: belongs to the working size, and says which one would do.
    """
    needed = step_bytes(channels, size, spec)
    if needed > _MAX_STEP_BYTES:
        fitting = int(max(size) * (_MAX_STEP_BYTES / needed) ** 0.5)
        raise ProblemError(
            "deformable.too-large",
            "working_size",
            (Problem("remedy.working-size-at-most", "working_size", {"size": fitting}),),
            size=size,
            channels=channels,
            taps=spec.taps,
            needed=needed / 2**30,
        )


def require_range(values: Tensor) -> None:
    """Refuse values that training in single precision cannot compute with; 0 everywhere is another matter.

    Raises:
        ProblemError: belongs to the source.
    """
    largest = float(values.abs().max())
    low, high = _TRAINABLE_SIZES
    if largest > high or 0 < largest < low:
        raise ProblemError("deformable.value-range", "source", largest=largest, low=low, high=high)
