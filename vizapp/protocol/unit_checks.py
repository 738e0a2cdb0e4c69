"""Checks of the answers about single units of a deformable layer; each raises a ``ReplyError``."""

from __future__ import annotations

import math

import numpy as np

from vizapp.document.placed import MAX_LAYERS
from vizapp.protocol.reply_limits import MAX_FIELD_PIXELS, MAX_MAP, MAX_MAP_SIDE, MAX_POINTS
from vizapp.protocol.requests import MAX_READERS
from vizapp.protocol.unit_answers import MAX_PLACES, MAX_TREE_PIXELS, Readers, Tree, UnitReading, UnitReadings
from vizapp.protocol.value_checks import check_array, check_counts, require, require_different

_FAR = 2.0**22
"""From here on float32 does not tell apart where between two pixels a point lies."""


def check_readings(answer: UnitReadings) -> None:
    """Require different units, and for each arrays of as many rows as it has taps."""
    require_different([reading.unit_yx for reading in answer.readings], "a unit")
    for reading in answer.readings:
        _check_reading(reading)


def _check_reading(reading: UnitReading) -> None:
    taps, given = reading.products.shape[0] if reading.products.ndim else 0, len(reading.channels)
    require(1 <= taps <= MAX_POINTS, f"a unit has {taps} taps")
    require(min(reading.unit_yx) >= 0, "a unit has a negative place")
    require(reading.output_channel >= 0 and min(reading.channels) >= 0, "a channel is negative")
    require_different(reading.channels, "a channel")
    shapes: dict[str, tuple[int, ...]] = {
        "offset_yx": (taps, 2),
        "point_yx": (taps, 2),
        "neighbour_weights": (taps, 4),
        "neighbour_values": (taps, 4, given),
        "values": (taps, given),
        "kernel": (taps, given),
        "products": (taps,),
    }
    for name, shape in shapes.items():
        check_array(name, getattr(reading, name), np.float32, shape)
    check_array("placed", reading.placed, np.bool_, (taps,))
    if reading.broken is not None:
        check_array("broken", reading.broken, np.bool_, (taps,))
    check_array("neighbours_yx", reading.neighbours_yx, np.int32, (taps, 4, 2))
    if reading.mask is not None:
        check_array("mask", reading.mask, np.float32, (taps,))
        require(bool(np.isfinite(reading.mask).all()), "a mask is not finite")
    places = [reading.offset_yx, reading.point_yx]
    if reading.truth_yx is not None:
        check_array("truth_yx", reading.truth_yx, np.float32, (taps, 2))
        places.append(reading.truth_yx)
    if reading.push_yx is not None:
        check_array("push_yx", reading.push_yx, np.float32, (taps, 2))
        places.append(reading.push_yx)
    if reading.untrained_yx is not None:
        check_array("untrained_yx", reading.untrained_yx, np.float32, (taps, 2))
        places.append(reading.untrained_yx)
    require(all(bool(np.isfinite(place).all()) for place in places), "a place is not finite")
    weights = reading.neighbour_weights
    require(bool(((weights >= 0) & (weights <= 1)).all()), "a weight is not between 0 and 1")
    _check_neighbours(reading)


def _check_neighbours(reading: UnitReading) -> None:
    """Require the four pixels around each point, as far as float32 tells which they are."""
    points = reading.point_yx.astype(np.float64) / reading.spacing
    corners = np.floor(points)[:, None, :] + np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
    # A point that was rounded may have come to the next pixel.
    away = np.abs(reading.neighbours_yx / reading.spacing - corners).max(axis=(1, 2))
    near = np.abs(points).max(axis=1) < _FAR
    require(bool((away[near] <= 1).all()), "neighbours are not those of the point")


def check_readers(readers: Readers) -> None:
    """Require different units, the strongest first."""
    listed = min(readers.count, MAX_READERS)
    require(min(readers.pixel_yx) >= 0, "a pixel has a negative place")
    require(readers.count <= MAX_MAP, f"{readers.count} units are too many")
    require(readers.plain_count <= MAX_POINTS, f"{readers.plain_count} units cannot read one pixel")
    check_array("units_yx", readers.units_yx, np.int32, (listed, 2))
    check_array("strength", readers.strength, np.float32, (listed,))
    units, strength = readers.units_yx, readers.strength
    require(bool(((units >= 0) & (units <= MAX_MAP_SIDE)).all()), "a unit is nowhere on a map")
    require(len(np.unique(units, axis=0)) == listed, "a unit is there twice")
    require(bool((np.isfinite(strength) & (strength >= 0)).all()), "a strength is not finite or negative")
    require(bool((strength[:-1] >= strength[1:]).all()), "units are not in the order of their strength")
    farthest = readers.farthest_yx
    require((farthest is None) == (readers.count == 0), "the farthest unit is there without units, or is not")
    require(farthest is None or min(farthest) >= 0, "a unit has a negative place")
    if farthest is not None and listed == readers.count:
        require(bool((units == farthest).all(axis=1).any()), "the farthest unit is none of them")


def check_tree(tree: Tree) -> None:
    """Require places, paths and pixels of equal numbers that lie on maps."""
    places = len(tree.place_yx) if tree.place_yx.ndim else 0
    pixels = len(tree.pixel_yx) if tree.pixel_yx.ndim else 0
    layers = tree.path.shape[1] if tree.path.ndim == 2 else 0
    require(min(tree.unit_yx) >= 0 and tree.output_channel >= 0, "a unit has a negative place")
    require(places <= MAX_PLACES and pixels <= MAX_TREE_PIXELS, f"{places} places or {pixels} pixels are too many")
    require(1 <= layers <= MAX_LAYERS, f"{layers} layers are no stack")
    check_array("place_yx", tree.place_yx, np.float32, (places, 2))
    check_array("strength", tree.strength, np.float32, (places,))
    check_array("samples", tree.samples, np.int32, (places,))
    check_array("path", tree.path, np.int32, (places, layers))
    check_array("via_yx", tree.via_yx, np.float32, (places, layers - 1, 2))
    check_array("pixel_yx", tree.pixel_yx, np.int32, (pixels, 2))
    check_array("gradient", tree.gradient, np.float32, (pixels,))
    for values in (tree.place_yx, tree.via_yx):
        require(bool(np.isfinite(values).all()), "a place is not finite")
    for values in (tree.strength, tree.gradient):
        require(bool(((values >= 0) & (values < np.inf)).all()), "a strength is no strength")
    require(bool((tree.samples >= 1).all()), "nothing reads at a place")
    require(bool(((tree.path >= 0) & (tree.path < MAX_POINTS)).all()), "a path has a tap that does not exist")
    require(bool(((tree.pixel_yx >= 0) & (tree.pixel_yx < MAX_MAP_SIDE)).all()), "a pixel is on no map")
    spans = (np.ptp(tree.pixel_yx, axis=0) + 1).tolist() if pixels else [0, 0]
    require(math.prod(spans) <= MAX_FIELD_PIXELS, f"a receptive field cannot span {spans} pixels")
    check_counts(samples=tree.all_samples, places=tree.all_places)
    require(tree.all_places >= places and tree.all_samples >= tree.samples.sum(dtype=np.int64), "a tree is too small")
    require(0 <= tree.left_out <= 1 and 0 <= tree.agreement <= 1, "a share is no share")
