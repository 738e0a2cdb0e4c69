"""Offsets, points, masks and field as .npz and .csv, in small pieces, so that other work can go on between."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy_format
from numpy.typing import NDArray

from vizapp.geometry import ConvGeometry, is_outside
from vizapp.offset_maps.evidence import points_of

CSV_COLUMNS = (
    "group", "tap", "i", "j", "unit_y", "unit_x", "dy", "dx", "point_y", "point_x", "outside", "mask",
)  # fmt: skip
_PIECE_BYTES = 1 << 20
_ROWS_AT_ONCE = 1 << 13


@dataclass(frozen=True)
class Origin:
    """Where offsets come from: the training step and its seed, and the name of the picture that they are of."""

    step: int
    seed: int
    source: str


@dataclass(frozen=True, eq=False)
class OffsetExport:
    """What is exported of a layer.

    Attributes:
        offsets: (G, K, 2, oh, ow), (dy, dx) in input pixels; NaN and infinity are kept.
        geometry: of the convolution.
        input_size: (H, W) of its input.
        mask: (G, K, oh, ow), or None.
        layout: the layout that the offsets were read in, a name of :data:`vizapp.offset_maps.layouts.Layout`.
        origin: where they come from; None where that is not known.
    """

    offsets: NDArray[Any]
    geometry: ConvGeometry
    input_size: tuple[int, int]
    mask: NDArray[Any] | None = None
    layout: str = "torchvision"
    origin: Origin | None = None

    @property
    def points(self) -> int:
        """The number of sampling points: G·K·oh·ow."""
        return self.offsets.size // 2


def npz_bytes(offsets: NDArray[Any], geometry: ConvGeometry, layout: str, mask: NDArray[Any] | None = None) -> bytes:
    """Return a compressed .npz archive, as :func:`write_npz` writes it.

    Args:
        offsets: (G, K, 2, oh, ow), (dy, dx) in input pixels; NaN and infinity are kept.
        geometry: of the convolution.
        layout: a name of :data:`vizapp.offset_maps.layouts.Layout`.
        mask: (G, K, oh, ow), or None.
    """
    buffer = io.BytesIO()
    for _ in write_npz(buffer, OffsetExport(offsets, geometry, (0, 0), mask, layout)):
        pass
    return buffer.getvalue()


def write_npz(stream: IO[bytes], export: OffsetExport) -> Iterator[float]:
    """Write a compressed .npz archive, and yield after every piece of it which share is written, between 0 and 1.

    It holds ``offsets`` (G, K, 2, oh, ow), (dy, dx); ``offset_channels`` (2·G·K, oh, ow) in torchvision's order;
    ``points`` (G, K, 2, oh, ow), (y, x) in input pixels; ``field`` (2, oh, ow), the offset averaged over groups and
    taps, and ``field_length`` (oh, ow); ``mask`` (G, K, oh, ow) where there is one; ``kernel_size``, ``stride``,
    ``padding``, ``dilation`` and ``layout``; and where they are known ``step``, ``seed`` and ``source``.

    Args:
        stream: seekable, at its beginning.
        export: what is written.
    """
    total, done = _largest_bytes(export), 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in _arrays(export):
            with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
                header = npy_format.header_data_from_array_1_0(array)
                npy_format.write_array_header_1_0(entry, header)
                flat = memoryview(array.reshape(-1).view(np.uint8)).cast("B")  # type: ignore[arg-type]  # an array is a buffer
                for begin in range(0, len(flat), _PIECE_BYTES):
                    done += entry.write(flat[begin : begin + _PIECE_BYTES])
                    yield min(done / total, 1.0)


def _largest_bytes(export: OffsetExport) -> int:
    """Return how many bytes the arrays have whose sizes grow with the map."""
    units = export.offsets.shape[-2] * export.offsets.shape[-1]
    number = np.dtype(np.float64).itemsize
    mask = 0 if export.mask is None else export.mask.nbytes
    return max(1, 2 * export.offsets.nbytes + export.offsets.size * number + 3 * units * number + mask)


def _arrays(export: OffsetExport) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield the arrays of the archive, C-contiguous, each made only when its turn comes."""
    offsets, geometry = np.ascontiguousarray(export.offsets), export.geometry
    with np.errstate(invalid="ignore", over="ignore"):  # infinity minus infinity
        field = offsets.mean(axis=(0, 1), dtype=np.float64)
        length = np.hypot(field[0], field[1])
    yield "offsets", offsets
    yield "offset_channels", offsets.reshape(-1, *offsets.shape[-2:])
    yield "points", points_of(offsets, geometry)
    yield "field", field
    yield "field_length", length
    for name in ("kernel_size", "stride", "padding", "dilation"):
        yield name, np.array(getattr(geometry, name))
    yield "layout", np.array(export.layout)
    if export.origin is not None:
        for name in ("step", "seed", "source"):
            yield name, np.array(getattr(export.origin, name))
    if export.mask is not None:
        yield "mask", np.ascontiguousarray(export.mask)


def write_csv(stream: IO[bytes], export: OffsetExport) -> Iterator[float]:
    """Write the table of :func:`csv_pieces`, and yield after every piece which share is written, between 0 and 1."""
    units = export.offsets.shape[-2] * export.offsets.shape[-1]
    groups = len(export.offsets)
    total = 1 + groups * export.geometry.taps * -(-units // _ROWS_AT_ONCE)
    for done, piece in enumerate(csv_pieces(export.offsets, export.geometry, export.input_size, export.mask), 1):
        stream.write(piece)
        yield min(done / total, 1.0)


def csv_pieces(
    offsets: NDArray[Any],
    geometry: ConvGeometry,
    input_size: tuple[int, int],
    mask: NDArray[Any] | None = None,
) -> Iterator[bytes]:
    """Yield a table of all sampling points as .csv, first its head, then some units of a tap of a group at a time.

    A row is a point: group, tap k and its row i and column j in the kernel, unit (y, x), offset, point, whether it
    reads only zeros (1 or 0), and the mask's factor (empty without a mask). Numbers keep all their digits; NaN and
    infinity are written as nan, inf and -inf.

    Args:
        offsets: (G, K, 2, oh, ow), (dy, dx) in input pixels.
        geometry: of the convolution.
        input_size: (H, W) of its input.
        mask: (G, K, oh, ow), or None.
    """
    yield (",".join(CSV_COLUMNS) + "\n").encode()
    units = offsets.shape[-2] * offsets.shape[-1]
    for group in range(len(offsets)):
        of_group = points_of(offsets[group : group + 1], geometry)[0]
        for tap in range(geometry.taps):
            moved, points = (each[tap].reshape(2, -1) for each in (offsets[group], of_group))
            factors = None if mask is None else mask[group, tap].reshape(-1)
            for begin in range(0, units, _ROWS_AT_ONCE):
                part = slice(begin, min(begin + _ROWS_AT_ONCE, units))
                rows = _rows(moved[:, part], points[:, part], input_size, None if factors is None else factors[part])
                y, x = (each.tolist() for each in np.divmod(np.arange(part.start, part.stop), offsets.shape[-1]))
                i, j = geometry.tap_place(tap)
                yield "".join(
                    f"{group},{tap},{i},{j},{uy},{ux},{row}" for uy, ux, row in zip(y, x, rows, strict=True)
                ).encode()


def _rows(
    moved: NDArray[Any], points: NDArray[Any], input_size: tuple[int, int], factors: NDArray[Any] | None
) -> Iterator[str]:
    """Yield the ends of rows: offset, point, outside and factor of units; ``moved`` and ``points`` are (2, U)."""
    outside = is_outside(points.T, *input_size).astype(int).tolist()
    weights = [""] * moved.shape[1] if factors is None else factors.tolist()
    for dy, dx, py, px, out, factor in zip(*moved.tolist(), *points.tolist(), outside, weights, strict=True):
        yield f"{dy!r},{dx!r},{py!r},{px!r},{out},{factor}\n"
