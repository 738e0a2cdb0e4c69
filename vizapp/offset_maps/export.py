"""Offsets, points, masks and field as .npz and .csv."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vizapp.geometry import ConvGeometry, is_outside
from vizapp.offset_maps.evidence import points_of

CSV_COLUMNS = (
    "group", "tap", "i", "j", "unit_y", "unit_x", "dy", "dx", "point_y", "point_x", "outside", "mask",
)  # fmt: skip


def npz_bytes(offsets: NDArray[Any], geometry: ConvGeometry, layout: str, mask: NDArray[Any] | None = None) -> bytes:
    """Return a compressed .npz archive.

    It holds ``offsets`` (G, K, 2, oh, ow), (dy, dx); ``offset_channels`` (2·G·K, oh, ow) in torchvision's order;
    ``points`` (G, K, 2, oh, ow), (y, x) in input pixels; ``field`` (2, oh, ow), the offset averaged over groups and
    taps, and ``field_length`` (oh, ow); ``mask`` (G, K, oh, ow) where there is one; and ``kernel_size``, ``stride``,
    ``padding``, ``dilation`` and ``layout``, the layout that the file was read in.

    Args:
        offsets: (G, K, 2, oh, ow), (dy, dx) in input pixels; NaN and infinity are kept.
        geometry: of the convolution.
        layout: a name of :data:`vizapp.offset_maps.layouts.Layout`.
        mask: (G, K, oh, ow), or None.
    """
    with np.errstate(invalid="ignore", over="ignore"):  # infinity minus infinity
        field = offsets.mean(axis=(0, 1), dtype=np.float64)
        length = np.hypot(field[0], field[1])
    arrays: dict[str, Any] = {
        "offsets": np.ascontiguousarray(offsets),
        "offset_channels": np.ascontiguousarray(offsets).reshape(-1, *offsets.shape[-2:]),
        "points": points_of(offsets, geometry),
        "field": field,
        "field_length": length,
        "kernel_size": np.array(geometry.kernel_size),
        "stride": np.array(geometry.stride),
        "padding": np.array(geometry.padding),
        "dilation": np.array(geometry.dilation),
        "layout": np.array(layout),
    }
    if mask is not None:
        arrays["mask"] = np.ascontiguousarray(mask)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def csv_pieces(
    offsets: NDArray[Any],
    geometry: ConvGeometry,
    input_size: tuple[int, int],
    mask: NDArray[Any] | None = None,
) -> Iterator[bytes]:
    """Yield a table of all sampling points as .csv, first its head, then one tap of one group at a time.

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
    rows, columns = offsets.shape[-2:]
    y, x = (place.reshape(-1).tolist() for place in np.indices((rows, columns)))
    for group in range(len(offsets)):
        of_group = points_of(offsets[group : group + 1], geometry)[0]
        for tap in range(geometry.taps):
            i, j = geometry.tap_place(tap)
            moved = offsets[group, tap].reshape(2, -1)
            points = of_group[tap].reshape(2, -1)
            outside = is_outside(points.T, *input_size).astype(int).tolist()
            factors = [""] * (rows * columns) if mask is None else mask[group, tap].reshape(-1).tolist()
            lines = zip(y, x, *moved.tolist(), *points.tolist(), outside, factors, strict=True)
            yield "".join(
                f"{group},{tap},{i},{j},{uy},{ux},{dy!r},{dx!r},{py!r},{px!r},{out},{factor}\n"
                for uy, ux, dy, dx, py, px, out, factor in lines
            ).encode()
