"""How often a transposed convolution writes to each output: its kernel laid over itself at every stride.

Along one axis, input i of n writes to the outputs i·s … i·s + k − 1 of the kernel's k places; without padding there
are (n − 1)·s + k outputs. In two dimensions the counts of both axes multiply. Imports neither torch nor Qt.
"""

from __future__ import annotations

_SHOWN = 16
"""About how many outputs along an axis are shown."""


def input_side(kernel: int, stride: int) -> int:
    """Return how many inputs along an axis show the pattern: at least two periods of its inside."""
    return max(-(-kernel // stride) + 2, round(_SHOWN / stride))


def output_side(inputs: int, kernel: int, stride: int) -> int:
    """Return how many outputs there are along an axis."""
    return (inputs - 1) * stride + kernel


def writers(output: int, inputs: int, kernel: int, stride: int) -> range:
    """Return the inputs along an axis that write to an output."""
    return range(max(0, -(-(output - kernel + 1) // stride)), min(inputs - 1, output // stride) + 1)


def inside(inputs: int, kernel: int, stride: int) -> range:
    """Return the outputs along an axis to which no input beyond the border would write, as in an endless map."""
    return range(max(kernel - stride, 0), inputs * stride - max(stride - kernel, 0))


def leading_cut(kernel: int, stride: int) -> int:
    """Return how many outputs are cut off where an axis begins, so that n inputs make n·s outputs.

    Of an overhang that is odd one more goes there than where the axis ends.
    """
    return (max(kernel - stride, 0) + 1) // 2


def taps_of_phase(phase: int, kernel: int, stride: int) -> range:
    """Return which of the kernel's places along an axis write to the outputs phase, phase + s, phase + 2·s …

    Outputs are counted after :func:`leading_cut`; ``phase`` is 0 … s − 1.
    """
    return range((phase + leading_cut(kernel, stride)) % stride, kernel, stride)


def interior_counts(kernel: int, stride: int) -> tuple[int, ...]:
    """Return the distinct counts inside a two-dimensional map, ascending.

    One alone where the stride divides the kernel; 0 among them where the stride is larger than the kernel.
    """
    inputs = input_side(kernel, stride)
    along = {len(writers(y, inputs, kernel, stride)) for y in inside(inputs, kernel, stride)}
    return tuple(sorted({down * across for down in along for across in along}))
