"""Checks of replies against earlier ones; an inconsistent reply means that the engine is broken."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from vizapp.document.channel_grid import ChannelGrid
from vizapp.document.subpixel_tasks import MAX_SHUFFLE_FACTOR
from vizapp.document.tile_layout import TileLayout
from vizapp.document.values import Position
from vizapp.protocol.answers import Answer
from vizapp.protocol.events import Configured, InputPicture, MapShapes, Progress, Recalled
from vizapp.protocol.offset_answers import Field, KernelDensity, OffsetReport, Placed
from vizapp.protocol.picture_answers import ChannelMaps, Picture, Spectrum, Tiles
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import (
    Arrangement,
    Displaced,
    Judgement,
    Kernels,
    NetworkReport,
    PixelPoints,
    Subpixels,
)
from vizapp.protocol.timeline import Arrived
from vizapp.protocol.unit_answers import Readers, Tree, UnitReading, UnitReadings
from vizapp.protocol.wire import WireError
from vizapp.session.engine_state import Timeline
from vizapp.sources.loaded import LoadedSource


def check_configured(reply: Configured, source: LoadedSource | None, steps: int) -> None:
    """Require no more channels than ``source`` has values, and a step that is among the ``steps`` that are known.

    Raises:
        WireError: there are more, or it is not.
    """
    if source is not None and reply.reads_source and reply.input_shape[0] > _most_channels(source):
        raise WireError(f"an input of {reply.input_shape} cannot be made of a source of {source.values.shape}")
    if reply.step > steps:
        raise WireError(f"the lab stands at step {reply.step}, but only {steps} are known")


def _most_channels(source: LoadedSource) -> int:
    """Return how many channels an input made of ``source`` may have: no more than it has values, or hardly more."""
    if source.kind == "feature_map":
        return source.values.size + MAX_SHUFFLE_FACTOR**2 - 1  # padded to a multiple of r²
    return max(source.values.size, 3)  # grey read as colour


def check_recalled(reply: Recalled, most_steps: int) -> None:
    """Require a step that was reached before: no more than ``most_steps``.

    Raises:
        WireError: it was not.
    """
    if reply.known and reply.step > most_steps:
        raise WireError(f"the lab stands at step {reply.step}, but none was beyond {most_steps}")


def check_arrived(reply: Arrived, timeline: Timeline, steps: int) -> None:
    """Require the branch that the training was said to stand on, and a step that is known of it.

    Raises:
        WireError: it is another one, or was not measured.
    """
    if reply.branch != timeline.present:
        raise WireError(f"the lab stands on branch {reply.branch}, and was said to stand on {timeline.present}")
    if reply.step > steps:
        raise WireError(f"the lab stands at step {reply.step}, but only {steps} are known")


def check_snapshot(snapshot: Snapshot, configured: Configured | None) -> None:
    """Check that what a snapshot names exists in the maps and metrics of ``configured``.

    Raises:
        WireError: one does not, or the maps are unknown.
    """
    if configured is None:
        raise WireError("a snapshot came before the lab was configured")
    _check_measured(snapshot.measures or (), configured)
    maps = _maps(configured, snapshot.unseen)
    for answer in snapshot.answers.values():
        _check_answer(answer, maps)


def check_input_picture(reply: InputPicture, configured: Configured | None) -> None:
    """Check that the picture shows the whole working copy, and that its channels exist.

    Raises:
        WireError: it does not, or the maps are unknown.
    """
    if configured is None:
        raise WireError("a picture came before the lab was configured")
    channels, height, width = shape = _maps(configured, reply.unseen).input
    if max(reply.channels) >= channels or reply.picture.region != (0, 0, height, width):
        raise WireError(f"a picture does not show the input of shape {shape}")


def check_progress(reply: Progress, steps: int, configured: Configured | None) -> None:
    """Check that no step is missing between the ``steps`` known steps and those of ``reply``; none is ever lost.

    Where ``configured`` is of the same generation, nothing but its metrics may have been measured. What was said of
    another generation may have been dropped.

    Raises:
        WireError: some are missing, or something else was measured.
    """
    if reply.first_step > steps + 1:
        raise WireError(f"step {reply.first_step} came after step {steps}")
    if configured is not None and configured.generation == reply.generation:
        _check_measured(reply.series, configured)


def _check_measured(names: Iterable[str], configured: Configured) -> None:
    if not {metric.name for metric in configured.metrics}.issuperset(names):
        raise WireError("something was measured that is no metric")


def _maps(configured: Configured, unseen: bool) -> MapShapes:
    """Return the maps of the source, or those of the unseen picture.

    Raises:
        WireError: nothing was said of an unseen picture.
    """
    if not unseen:
        return MapShapes(configured.input_shape, configured.output_shape)
    if configured.unseen is None:
        raise WireError("something is about an unseen picture, and there is none")
    return configured.unseen


def _check_answer(answer: Answer, maps: MapShapes) -> None:
    match answer:
        case ChannelMaps():
            _check_channel_maps(answer, maps)
        case Displaced():
            if answer.places > math.prod(maps.output):
                raise WireError(f"{answer.places} values have moved of a map of {maps.output}")
        case UnitReadings():
            for reading in answer.readings:
                _check_reading(reading, maps)
        case Tiles():
            _check_tiles(answer, maps)
        case Picture():
            top, left, rows, columns = answer.region
            shapes = (maps.input, maps.output)
            if not any(top + rows <= height and left + columns <= width for _, height, width in shapes):
                raise WireError(f"a picture shows more than the maps of {shapes}")
        case Spectrum():
            _, _, rows, columns = answer.picture.region
            height, width = answer.of_size or maps.output[1:]
            # One more than was transformed, as 1/2 cycle per pixel is there twice.
            if rows > height + 1 or columns > width + 1:
                raise WireError(f"a spectrum has more frequencies than a map of {(height, width)}")
        case Field():
            top, left, rows, columns = answer.region
            # Of a layer below the last one: between what is read and what is given.
            sizes = (maps.input, maps.output) if answer.below else (maps.output,)
            height, width = (max(shape[axis] for shape in sizes) for axis in (1, 2))
            if top + rows > height or left + columns > width:
                raise WireError("a field lies outside the map")
        case Readers():
            _check_readers(answer, maps)
        case Tree():
            _check_tree(answer, maps)
        case Subpixels():
            _check_pixel(answer.pixel_yx, maps)
            if len(answer.values) != _upscale_factor(maps) ** 2:
                raise WireError(f"a pixel cannot hold {len(answer.values)} sub-pixels")
        case PixelPoints():
            _check_pixel(answer.pixel_yx, maps)
            if answer.of == "phases" and len(answer.rigid_yx) != _upscale_factor(maps) ** 2:
                raise WireError(f"{len(answer.rigid_yx)} points are not those of a pixel's sub-pixels")
        case KernelDensity():
            _, height, width = maps.output
            counted = answer.counts.sum(axis=(1, 2), dtype=np.int64)
            points = len(counted) * height * width
            if (counted > height * width).any() or int(counted.sum()) + answer.outside + answer.broken != points:
                raise WireError(
                    f"{answer.outside} points outside and those counted are not the {points} of all units"
                )
        case NetworkReport():
            if answer.layers[answer.chosen].input_shape != maps.input:
                raise WireError("what is shown of a network is not the layer that is chosen")
        case OffsetReport() | Placed() | Arrangement() | Judgement() | Kernels():
            pass


def _check_pixel(pixel_yx: Position, maps: MapShapes) -> None:
    _, height, width = _low_resolution(maps)
    if pixel_yx[0] >= height or pixel_yx[1] >= width:
        raise WireError("a pixel lies outside the map")


def _check_readers(readers: Readers, maps: MapShapes) -> None:
    (_, height, width), (_, rows, columns) = maps.input, maps.output
    if readers.pixel_yx[0] >= height or readers.pixel_yx[1] >= width:
        raise WireError("a pixel lies outside the map")
    last = readers.units_yx.max(axis=0, initial=0)
    farthest = readers.farthest_yx or (0, 0)
    if readers.count > rows * columns or max(last[0], farthest[0]) >= rows or max(last[1], farthest[1]) >= columns:
        raise WireError("a unit that reads a pixel lies outside the map")


def _check_reading(reading: UnitReading, maps: MapShapes) -> None:
    channels_out, height, width = maps.output
    if max(reading.channels) >= maps.input[0] or reading.output_channel >= channels_out:
        raise WireError("a unit has channels that do not exist")
    if reading.unit_yx[0] >= height or reading.unit_yx[1] >= width:
        raise WireError("a unit lies outside the map")


def _check_tree(tree: Tree, maps: MapShapes) -> None:
    channels, height, width = maps.output
    if tree.output_channel >= channels or tree.unit_yx[0] >= height or tree.unit_yx[1] >= width:
        raise WireError("a tree is of a unit that does not exist")
    if (tree.pixel_yx >= maps.input[1:]).any():
        raise WireError("a receptive field lies outside the input")


def _check_channel_maps(answer: ChannelMaps, maps: MapShapes) -> None:
    grid = ChannelGrid.of(maps.output)
    top, left, rows, columns = answer.picture.region
    height, width = grid.size
    if answer.count != grid.count or top + rows > height or left + columns > width:
        raise WireError(f"{answer.count} channels side by side are not those of a map of {maps.output}")


def _check_tiles(tiles: Tiles, maps: MapShapes) -> None:
    channels = _enlarged(maps)[0]
    if max(tiles.groups) >= channels:
        raise WireError("tiles belong to output channels that do not exist")
    _, height, width = _low_resolution(maps)
    # Neither the order of the channels nor that of the phases changes where tiles stand.
    layout = TileLayout(_upscale_factor(maps), height, width, channels, tiles.groups, "CRD", ())
    if tiles.picture.region != (0, 0, *layout.mosaic_size):
        raise WireError(f"tiles cover {tiles.picture.region} and not {layout.mosaic_size}")


def _upscale_factor(maps: MapShapes) -> int:
    """Return how many times as high the enlarged map is as the other one.

    Raises:
        WireError: neither map is an even enlargement of the other.
    """
    (_, height, width), (_, enlarged_height, enlarged_width) = _low_resolution(maps), _enlarged(maps)
    factor = enlarged_height // height
    if (enlarged_height, enlarged_width) != (height * factor, width * factor):
        raise WireError(f"sub-pixels were told of, but {_enlarged(maps)} is no enlarged map")
    return factor


def _low_resolution(maps: MapShapes) -> tuple[int, int, int]:
    """Return the map whose pixels have sub-pixels: the input, or what an unshuffle gives."""
    return maps.output if _is_unshuffle(maps) else maps.input


def _enlarged(maps: MapShapes) -> tuple[int, int, int]:
    """Return the map that the sub-pixels stand in: the output, or what an unshuffle reads."""
    return maps.input if _is_unshuffle(maps) else maps.output


def _is_unshuffle(maps: MapShapes) -> bool:
    """Tell whether the output's channels are what an unshuffle makes of the input."""
    (channels, height, width), (channels_out, rows, columns) = maps.input, maps.output
    factor = height // rows
    return factor > 1 and (channels_out, rows * factor, columns * factor) == (channels * factor**2, height, width)
