"""Whether a reading of an offset map gives the known output, computed at a sample of units. No torch.

Right at some hundred units is right: a wrong layout gives something else at almost every one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.evidence import Agreement, rounding_of
from vizapp.offset_maps.known_layer import KnownLayer

MOST_UNITS = 400
FEWEST_UNITS = 24
MOST_VALUES = 8_000_000
"""Of the input, that are read for all units together."""


def sampled_agreement(layer: KnownLayer, offsets: NDArray[Any], geometry: ConvGeometry) -> Agreement:
    """Return how far the output computed with ``offsets`` differs from the known one; in float64, at some units.

    Units with an offset or a mask that is not finite are left out, and so are values of either output that are not.

    Args:
        layer: what is known; its shapes fit the geometry and the offsets.
        offsets: (G, K, 2, oh, ow), (dy, dx) in input pixels.
        geometry: of the layer.
    """
    units = _sample(layer, offsets)
    if not len(units):
        return Agreement(float("nan"), float("nan"), False, 0, layer.bias is None)
    rows, columns = np.divmod(units, offsets.shape[-1])
    with np.errstate(invalid="ignore", over="ignore"):
        made = _outputs(layer, offsets, geometry, rows, columns)
        given = np.asarray(layer.output[:, rows, columns], np.float64)
        if layer.bias is not None:
            made = made + np.asarray(layer.bias, np.float64)[:, None]
        compared = np.isfinite(made) & np.isfinite(given)
        count = int(compared.sum())
        if not count:
            return Agreement(float("nan"), float("nan"), False, 0, layer.bias is None)
        if layer.bias is None:
            made = made + _mean(given - made, compared)[:, None]
        difference = np.where(compared, np.abs(made - given), 0)
        about_mean = np.where(compared, given - _mean(given, compared)[:, None], 0)
    scale = float(np.sqrt(np.square(about_mean).sum() / count))
    root = float(np.sqrt(np.square(difference).sum() / count))
    largest = float(difference.max())
    relative = root / scale if scale > 0 else (0.0 if root == 0 else float("inf"))
    allowed = rounding_of(layer.dtype) * _size_of_terms(layer)
    return Agreement(relative, largest, largest <= allowed, count, layer.bias is None)


def _sample(layer: KnownLayer, offsets: NDArray[Any]) -> NDArray[np.intp]:
    """Return the numbers of some units, spread evenly over those whose numbers are finite."""
    a_unit = 4 * len(layer.feature) * offsets.shape[1]
    most = max(FEWEST_UNITS, min(MOST_UNITS, MOST_VALUES // max(a_unit, 1)))
    total = offsets.shape[-2] * offsets.shape[-1]
    # Twice as many as are wanted, as some may be left out; never a whole large map.
    chosen = np.unique(np.linspace(0, total - 1, min(total, 2 * most)).astype(np.intp))
    rows, columns = np.divmod(chosen, offsets.shape[-1])
    usable = np.isfinite(offsets[..., rows, columns]).all(axis=(0, 1, 2))
    if layer.mask is not None:
        usable &= np.isfinite(layer.mask[:, rows, columns]).all(axis=0)
    found = chosen[usable]
    if len(found) <= most:
        return found
    return found[np.linspace(0, len(found) - 1, most).astype(np.intp)]


def _outputs(
    layer: KnownLayer,
    offsets: NDArray[Any],
    geometry: ConvGeometry,
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
) -> NDArray[np.float64]:
    """Return the outputs (O, U) without a bias."""
    groups, taps = offsets.shape[:2]
    i, j = np.indices(geometry.kernel_size).reshape(2, -1)
    moved = np.asarray(offsets[..., rows, columns], np.float64)  # (G, K, 2, U)
    y = geometry.position(0, rows[None, :], i[:, None]) + moved[:, :, 0]
    x = geometry.position(1, columns[None, :], j[:, None]) + moved[:, :, 1]
    channels = len(layer.feature) // groups
    values = np.concatenate([
        _read(layer.feature[group * channels : (group + 1) * channels], y[group], x[group]) for group in range(groups)
    ])  # fmt: skip
    if layer.mask is not None:
        factors = np.asarray(layer.mask[:, rows, columns], np.float64).reshape(groups, taps, -1)
        values = values * np.repeat(factors, channels, axis=0)
    weight = np.asarray(layer.weight, np.float64)
    own = len(values) // weight.shape[1]  # the convolution's own groups
    parts = values.reshape(own, weight.shape[1], taps, -1)
    kernels = weight.reshape(own, -1, weight.shape[1], taps)
    return np.einsum("gock,gcku->gou", kernels, parts, optimize=True).reshape(len(weight), -1)


def _read(feature: NDArray[Any], y: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values (C, K, U) between the pixels of ``feature`` (C, H, W); 0 outside."""
    height, width = feature.shape[1:]
    y, x = np.clip(y, -2, height + 1), np.clip(x, -2, width + 1)
    top, left = np.floor(y), np.floor(x)
    total = np.zeros((len(feature), *y.shape))
    for down in (0, 1):
        for right in (0, 1):
            rows, columns = (top + down).astype(np.intp), (left + right).astype(np.intp)
            share = (1 - np.abs(y - rows)) * (1 - np.abs(x - columns))
            inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
            read = feature[:, np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
            total += np.where(inside, share, 0) * np.where(inside, read, 0)
    return total


def _size_of_terms(layer: KnownLayer) -> float:
    """Return how large the absolute terms of an output are together where the input has its usual size."""
    feature = np.asarray(layer.feature[:, ::2, ::2], np.float64)
    usual = float(np.sqrt(np.mean(np.square(feature), where=np.isfinite(feature)))) if feature.size else 0.0
    most = float(np.abs(np.asarray(layer.weight, np.float64)).reshape(len(layer.weight), -1).sum(axis=1).max())
    factor = 1.0 if layer.mask is None else float(np.nanmax(np.abs(layer.mask)))
    return usual * most * factor


def _mean(values: NDArray[np.float64], compared: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the mean (O,) over the compared values of each channel."""
    return np.where(compared, values, 0).sum(axis=1) / np.maximum(compared.sum(axis=1), 1)
