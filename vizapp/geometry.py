"""The geometry of a convolution: the rigid grid, the output's size, the names of the taps, and what is outside.

Operators, labs and drawing all use this arithmetic. Positions are (y, x) in input pixels; integers are pixel centres.
numpy is imported only by the one method that makes an array, and torch is not imported: the command line reads the
document, which uses this module, before it loads either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar, overload

from vizapp.integers import check_int_pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class _Numbers(Protocol):
    """The arithmetic that tensors have, without naming torch."""

    def __mul__(self, other: int, /) -> Self: ...
    def __sub__(self, other: int, /) -> Self: ...


A = TypeVar("A", bound=_Numbers)
Integers = TypeVar("Integers", bound="np.integer[Any]")


@dataclass(frozen=True, slots=True)
class ConvGeometry:
    """The geometry of a convolution; every pair is (vertical, horizontal), in input pixels.

    Tap k = i·kw + j belongs to row i and column j of the kernel. Kernels may be odd or even, square or not.
    """

    kernel_size: tuple[int, int]
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int] = (0, 0)
    dilation: tuple[int, int] = (1, 1)

    @classmethod
    def checked(cls, kernel_size: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> ConvGeometry:
        """Make a geometry from ints or pairs.

        Raises:
            ValueError: if an argument is neither an int nor a pair of ints, if the padding is negative, or if
                another one is below 1.
        """
        return cls(
            check_int_pair("kernel_size", kernel_size, 1),
            check_int_pair("stride", stride, 1),
            check_int_pair("padding", padding, 0),
            check_int_pair("dilation", dilation, 1),
        )

    @classmethod
    def aligned(cls, kernel_size: Any, stride: Any = 1, dilation: Any = 1) -> ConvGeometry:
        """Make the geometry whose padding is dilation·(k // 2), from ints or pairs.

        The middle of an odd kernel then reads pixel (oy·stride, ox·stride) for unit (oy, ox). An even kernel has no
        middle tap; its middle lies half a dilation above and to the left of that pixel.

        Raises:
            ValueError: as `checked` does.
        """
        unpadded = cls.checked(kernel_size, stride, 0, dilation)
        (kh, kw), (dy, dx) = unpadded.kernel_size, unpadded.dilation
        return cls(unpadded.kernel_size, unpadded.stride, (dy * (kh // 2), dx * (kw // 2)), unpadded.dilation)

    def map_place(self, count: int) -> tuple[tuple[int, int], tuple[float, float]]:
        """Return (step, shift) of the map that ``count`` stacked convolutions of this geometry give.

        Its pixel (y, x) stands at (y, x)·step + shift of the first one's input, in pixels: where the middle of its
        kernel does, layer by layer.
        """
        steps, shifts = [], []
        for stride, shift in zip(self.stride, self.centre_shift, strict=True):
            steps.append(stride**count)
            shifts.append(shift * sum(stride**layer for layer in range(count)))
        return (steps[0], steps[1]), (shifts[0], shifts[1])

    def stacked(self, count: int, below: int = 0) -> ConvGeometry:
        """Return where the taps of the last of ``count`` stacked convolutions like this lie in the first's input.

        With ``below`` those of the convolution so many below the last: for each unit of the last, of its own unit
        that stands in the same place. The units are as many as :meth:`stacked_sizes` says, which may differ from
        :meth:`output_size` of the result.
        A padding may be negative.

        Raises:
            ValueError: a side of the kernel is even, so that a unit stands between pixels.
        """
        if count == 1:
            return self
        if self.centre_tap is None:
            raise ValueError(f"a kernel of {self.kernel_size[0]}×{self.kernel_size[1]} has no middle to stack by")
        (step_y, step_x), _ = self.map_place(count - 1 - below)
        stride, (shift_y, shift_x) = self.map_place(count)
        dilation = self.dilation[0] * step_y, self.dilation[1] * step_x
        half_y, half_x = (apart * (side // 2) for apart, side in zip(dilation, self.kernel_size, strict=True))
        return ConvGeometry(self.kernel_size, stride, (half_y - int(shift_y), half_x - int(shift_x)), dilation)

    def stacked_sizes(self, height: int, width: int, count: int) -> tuple[tuple[int, int], ...]:
        """Return (H, W) of the input of ``height`` × ``width`` and of what each of ``count`` stacked layers gives.

        Raises:
            ValueError: as :meth:`output_size`, for one of the layers.
        """
        sizes = [(height, width)]
        for _ in range(count):
            sizes.append(self.output_size(*sizes[-1]))
        return tuple(sizes)

    # Taps -----------------------------------------------------------------------------------------------------

    @property
    def taps(self) -> int:
        """K, the number of taps: kh·kw."""
        return self.kernel_size[0] * self.kernel_size[1]

    def tap_place(self, tap: int) -> tuple[int, int]:
        """Return the row and column (i, j) of a tap in the kernel."""
        return divmod(tap, self.kernel_size[1])

    def tap_at(self, i: int, j: int) -> int:
        """Return the tap in row i and column j of the kernel."""
        return i * self.kernel_size[1] + j

    def tap_name(self, tap: int) -> str:
        """Return the name of a tap: its row and column, such as "0,2"."""
        i, j = self.tap_place(tap)
        return f"{i},{j}"

    def tap_direction(self, tap: int) -> tuple[float, float]:
        """Return the direction (dy, dx) of a tap from the kernel's middle, in taps; half-integers for even sizes."""
        i, j = self.tap_place(tap)
        return i - (self.kernel_size[0] - 1) / 2, j - (self.kernel_size[1] - 1) / 2

    @property
    def centre_tap(self) -> int | None:
        """The tap in the kernel's middle; None if a side of the kernel is even."""
        kh, kw = self.kernel_size
        return self.tap_at(kh // 2, kw // 2) if kh % 2 and kw % 2 else None

    def same_tap(self, tap: int, other: ConvGeometry) -> int | None:
        """Return the tap of `other` with the same offset from the middle as `tap` has here, or None."""
        place = []
        for at, size, other_size in zip(self.tap_place(tap), self.kernel_size, other.kernel_size, strict=True):
            moved, rest = divmod(other_size - size, 2)
            if rest or not 0 <= at + moved < other_size:
                return None
            place.append(at + moved)
        return other.tap_at(*place)

    # Positions ------------------------------------------------------------------------------------------------

    def fits(self, height: int, width: int) -> bool:
        """Return whether an input of ``height`` × ``width``, padded, is at least as large as the dilated kernel."""
        sides = zip((height, width), self.kernel_size, self.padding, self.dilation, strict=True)
        return all(n >= 1 and n + 2 * p > d * (k - 1) for n, k, p, d in sides)

    @property
    def is_aligned(self) -> bool:
        """Whether units and pixels match one to one: the middle of unit (y, x) lies at pixel (y, x), at stride 1."""
        return self.stride == (1, 1) and self.centre_shift == (0, 0)

    def output_size(self, height: int, width: int) -> tuple[int, int]:
        """Return (oh, ow) for an input of `height` × `width`.

        Raises:
            ValueError: if the padded input is smaller than the dilated kernel.
        """
        sizes = (height, width)
        reach = [d * (k - 1) + 1 for k, d in zip(self.kernel_size, self.dilation, strict=True)]
        padded = [n + 2 * p for n, p in zip(sizes, self.padding, strict=True)]
        if height < 1 or width < 1:
            raise ValueError(f"the input is {height}×{width} pixels, but at least 1×1 was expected")
        if padded[0] < reach[0] or padded[1] < reach[1]:
            raise ValueError(
                f"the output would be empty: the padded input is {padded[0]}×{padded[1]} pixels, but a kernel of "
                f"{self.kernel_size[0]}×{self.kernel_size[1]} with dilation {self.dilation} needs at least "
                f"{reach[0]}×{reach[1]}"
            )
        oh, ow = ((n - r) // s + 1 for n, r, s in zip(padded, reach, self.stride, strict=True))
        return oh, ow

    @overload
    def position(self, axis: int, unit: int, tap: int) -> int: ...
    @overload
    def position(self, axis: int, unit: float, tap: float) -> float: ...
    @overload
    def position(self, axis: int, unit: NDArray[Integers], tap: NDArray[Integers]) -> NDArray[Integers]: ...
    @overload
    def position(self, axis: int, unit: A, tap: int) -> A: ...
    @overload
    def position(self, axis: int, unit: A, tap: A) -> A: ...
    def position(self, axis: int, unit: Any, tap: Any) -> Any:
        """Return the input row (axis 0) or column (axis 1) that kernel row or column `tap` reads for `unit`.

        Both are numbers, or arrays or tensors that broadcast together; the result has the same type.
        """
        return unit * self.stride[axis] - self.padding[axis] + tap * self.dilation[axis]

    def rigid_points(self, unit_yx: tuple[int, int]) -> NDArray[np.float64]:
        """Return the positions (y, x) that the taps of a unit read without offsets: float64 (K, 2), input pixels."""
        import numpy as np  # imported here because the document must load without numpy

        i, j = np.indices(self.kernel_size).reshape(2, -1)
        y, x = np.array(unit_yx)[:, None]
        points = self.position(0, y, i), self.position(1, x, j)
        return np.stack(points, axis=-1).astype(np.float64)

    def centre_of(self, unit_yx: tuple[int, int]) -> tuple[float, float]:
        """Return the position (y, x) of the kernel's middle for a unit, in input pixels."""
        kh, kw = self.kernel_size
        return self.position(0, unit_yx[0], (kh - 1) / 2), self.position(1, unit_yx[1], (kw - 1) / 2)

    @property
    def centre_shift(self) -> tuple[float, float]:
        """The shift in `centre_of` = unit · stride + shift: dilation·(k − 1)/2 − padding, per axis."""
        return self.centre_of((0, 0))


def reading_bounds(height: int, width: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return (−1, −1) and (H, W): a point reads image pixels only if it lies strictly between them on both axes."""
    return (-1, -1), (height, width)


def is_outside(points_yx: NDArray[np.floating], height: int, width: int) -> NDArray[np.bool_]:
    """Return which points read only zeros: those at y ≤ −1, y ≥ H, x ≤ −1 or x ≥ W.

    Args:
        points_yx: (…, 2), (y, x) in input pixels; a NaN counts as inside.
        height, width: H and W of the image.

    Returns:
        bool (…).
    """
    (top, left), (bottom, right) = reading_bounds(height, width)
    y, x = points_yx[..., 0], points_yx[..., 1]
    return (y <= top) | (y >= bottom) | (x <= left) | (x >= right)
