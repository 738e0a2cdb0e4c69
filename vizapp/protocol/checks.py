"""Whether a reply is what it claims to be, before anything is drawn from it.

Its types have been decoded by then. Here every array is held against what the protocol says of it: dtype, rank, shape
against its region and against the lengths of its neighbours, and whether its numbers are finite where they are places
on a picture. Texts and lists are bounded, and problems must fill their sentences. A drawing routine of Qt that is
given less, or more, than it was told ends the window's process.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import assert_never

import numpy as np

from vizapp.document.placed import MAX_LAYERS
from vizapp.document.subpixel_tasks import MAX_SHUFFLE_FACTOR
from vizapp.problem import Problem
from vizapp.protocol.answers import (
    KERNEL_BINS,
    MAX_OFFSET,
    MAX_PLACES,
    MAX_TILE_VALUES,
    MAX_TREE_PIXELS,
    MAX_VALUES,
    Answer,
    Arrangement,
    ChannelMaps,
    Displaced,
    Field,
    Judgement,
    KernelDensity,
    Kernels,
    OffsetReport,
    Picture,
    Placed,
    Readers,
    Spectrum,
    Subpixels,
    Tiles,
    Tree,
    UnitReading,
    UnitReadings,
)
from vizapp.protocol.messages import (
    LOSS,
    Configured,
    DeviceInfo,
    Enlarged,
    Enlarging,
    Exported,
    Failed,
    InputPicture,
    Metric,
    Progress,
    Ready,
    Recalled,
    Refused,
    Reply,
    RunningChanged,
    Snapshot,
    Taught,
)
from vizapp.protocol.requests import MAX_FIELD_UNITS, MAX_LISTED, MAX_READERS, Region
from vizapp.protocol.teaching import Moved, TeachReport
from vizapp.wording.lab_notes import lab_notes_text
from vizapp.wording.offset_findings import known_findings
from vizapp.wording.problems import sentence

MAX_MAP_SIDE = 2**24
"""Of a map, in pixels; far above what can be opened, and far below where positions overflow."""
MAX_MAP = 2**30
"""Numbers of a map: four times what the largest source that may be opened holds."""
MAX_CHANNELS = 2**22
"""Of a map: so many names can still be listed."""
MAX_COUNT = 2**53
"""Of steps, bytes and parameters: what a float64 tells apart."""
MAX_NUMBER = 1e100
"""Of a measured value or the end of a range: the distance between two can be computed, and drawn over an axis."""
MIN_COVERED = 1e-3
"""Share of the source that the input covers: what is cut off is less than what is left."""
MAX_EDGE = MAX_SHUFFLE_FACTOR
"""Of a side that was made a multiple of a factor: less than that is cut off or added."""
MAX_FIELD_PIXELS = 2**22
"""Of the rectangle around a receptive field: four times as many as the largest working copy has."""
MAX_SUBPIXELS = 1024
MAX_POINTS = 4096
"""Of a unit: the taps of all its offset groups."""
MAX_KERNEL_TAPS = 1024
MAX_GROUPS = 1024
MAX_DETAIL = 3
"""Input channels that a reading gives in detail: one, or those of a colour."""
MAX_SERIES_STEPS = 1_000_000
MAX_REPLY_TEXT = 200_000
MAX_SHORT_TEXT = 1000
MAX_DEVICES = 64

_DEVICE_NAME = re.compile(r"cpu|mps|cuda:[0-9]{1,2}")
_UNWRITTEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that change how a line is read, such as line breaks and marks of direction."""
_FAR = 2.0**22
"""From here on float32 does not tell apart where between two pixels a point lies."""


class ReplyError(ValueError):
    """A reply is not what it claims to be; the text says why."""


def check_reply(reply: Reply) -> None:
    """Check everything that the types do not.

    Raises:
        ReplyError: says what is wrong.
    """
    match reply:
        case Snapshot():
            _check_snapshot(reply)
        case InputPicture():
            _check_input_picture(reply)
        case Progress():
            _check_progress(reply)
        case Configured():
            _check_configured(reply)
        case Ready():
            _require(len(reply.devices) <= MAX_DEVICES, f"{len(reply.devices)} devices are too many")
            _require_different([device.name for device in reply.devices], "a device")
            for device in reply.devices:
                _check_device(device)
            _check_texts(reply.torch_version)
        case Failed():
            _check_problem(reply.problem)
            _require(len(reply.detail) <= MAX_REPLY_TEXT, "a text is too long")
        case RunningChanged():
            _check_counts(step=reply.step)
            _require(reply.why is None or not reply.running, "there is a reason to stop, but training goes on")
            if reply.why is not None:
                _check_problem(reply.why)
        case Taught():
            _require(
                (reply.report is None) != (reply.problem is None), "a teaching has ended in two ways, or in none"
            )
            if reply.report is not None:
                _check_report(reply.report)
            if reply.problem is not None:
                _check_problem(reply.problem)
        case Recalled():
            _check_texts(reply.lab)
            _check_counts(step=reply.step)
        case Refused():
            _check_problem(reply.problem)
        case Exported():
            _check_counts(points=reply.points)
            if reply.problem is not None:
                _check_problem(reply.problem)
        case Enlarging():
            _check_counts(done=reply.done, total=reply.total)
            _require(reply.done <= reply.total, "more tiles are done than there are")
        case Enlarged():
            _check_enlarged(reply)
        case _:
            assert_never(reply)


def _check_enlarged(reply: Enlarged) -> None:
    _require((reply.size is None) != (reply.problem is None), "a picture was saved and was not, or neither")
    _check_counts(file_bytes=reply.file_bytes, step=reply.step)
    if reply.size is not None:
        _require(all(1 <= side <= MAX_MAP_SIDE for side in reply.size), f"{reply.size} is no size of a picture")
    if reply.problem is not None:
        _check_problem(reply.problem)


def _check_report(report: TeachReport) -> None:
    _check_counts(step=report.step, points=report.points)
    _require(report.points >= 1, "nothing was taught")
    _require_different(report.taps, "a tap")
    _require(0 <= min(report.taps) <= max(report.taps) < MAX_POINTS, "there is no such tap")
    _require((report.elsewhere is None) == (report.share is None), "there are units elsewhere, or there are none")
    _require(report.share is None or 0 <= report.share <= 1, "a share is no share")
    _require(0 <= report.landed <= MAX_NUMBER, "a distance is no distance")
    for moved in (report.elsewhere, report.others):
        _require(moved is None or _is_moved(moved), "a way is no way")


def _is_moved(moved: Moved) -> bool:
    return 0 <= moved.mean <= MAX_NUMBER and 0 <= moved.largest <= MAX_NUMBER


def _check_snapshot(snapshot: Snapshot) -> None:
    _check_counts(step=snapshot.step, memory=snapshot.memory_bytes)
    _require(0 <= snapshot.steps_per_second <= MAX_NUMBER, "a speed is no speed")
    for value in (snapshot.measures or {}).values():
        _require(not MAX_NUMBER < abs(value) < math.inf, "a measure is too large")
    _check_texts(*snapshot.answers, *(snapshot.measures or ()))
    for answer in snapshot.answers.values():
        _check_answer(answer)


def _check_answer(answer: Answer) -> None:
    match answer:
        case Picture():
            _check_picture(answer)
        case Tiles():
            _check_picture(answer.picture, MAX_TILE_VALUES)
            _require(1 <= len(answer.groups) <= MAX_GROUPS, f"{len(answer.groups)} groups are no tiles")
            _require(min(answer.groups) >= 0, "a group is negative")
            _require_different(answer.groups, "a group")
        case ChannelMaps():
            _check_picture(answer.picture)
            _require(answer.picture.values is None or len(answer.picture.values) == 1, "channels are drawn in grey")
        case Displaced():
            _check_counts(places=answer.places, differing=answer.differing or 0)
            _require((answer.differing or 0) <= answer.places, "more values differ than have moved")
        case UnitReadings():
            _require_different([reading.unit_yx for reading in answer.readings], "a unit")
            for reading in answer.readings:
                _check_reading(reading)
        case OffsetReport():
            _require_different([finding.code for finding in answer.findings], "a finding")
            for finding in answer.findings:
                _require(finding.code in known_findings(), f"nothing is known of the finding {finding.code[:20]!r}")
                _require(finding.value >= 0, "a finding is no measure")
                _require(finding.limit is None or 0 <= finding.limit <= MAX_NUMBER, "a limit is no limit")
                _check_texts(finding.tap)
        case Field():
            _check_field(answer)
        case Readers():
            _check_readers(answer)
        case Tree():
            _check_tree(answer)
        case Placed():
            _check_array("away", answer.away, np.float32, (None,))
            _require(len(answer.away) <= MAX_LISTED, f"{len(answer.away)} placed points were not asked about")
            _require(not bool((answer.away < 0).any()), "a distance is negative")
        case KernelDensity():
            _check_kernel_density(answer)
        case Judgement():
            _check_judgement(answer)
        case Kernels():
            _check_kernels(answer)
        case Spectrum():
            _check_picture(answer.picture)
            _require(not answer.checkerboard < 0, "a deviation is negative")
            top, left, height, width = answer.picture.region
            _require(top == left == 0, "a spectrum is only a part of one")
            _require(min(height, width) >= 3 and height % 2 == width % 2 == 1, "a spectrum has no middle")
        case Subpixels():
            _check_array("values", answer.values, np.float32, (None,))
            _require(1 <= len(answer.values) <= MAX_SUBPIXELS, f"{len(answer.values)} sub-pixels are no pixel")
            _require(min(answer.pixel_yx) >= 0, "a pixel has a negative place")
        case Arrangement():
            _require(0 <= answer.error <= MAX_NUMBER, "an error is no distance")
            _require((answer.psnr is None) == (answer.error == 0), "an error and its ratio to the range disagree")
            _require(answer.psnr is None or abs(answer.psnr) <= MAX_NUMBER, "a ratio is not finite")
        case _:
            assert_never(answer)


def _check_picture(picture: Picture, most_values: int = MAX_VALUES) -> None:
    height, width = _check_region("a picture", picture.region)
    pixels = picture.pixels
    _check_array("pixels", pixels, np.uint8, (None, None, None))
    rows, columns, channels = pixels.shape
    _require(1 <= rows <= height and 1 <= columns <= width, f"{rows}×{columns} pixels do not show {height}×{width}")
    _require(channels in (1, 3), f"pixels have {channels} channels")
    if picture.values is not None:
        _check_array("values", picture.values, np.float32, (None, height, width))
        _require(len(picture.values) in (1, 3), f"values have {len(picture.values)} channels")
        _require(len(picture.values) <= channels, "colours are drawn in grey")
        _require((rows, columns) == (height, width), "a picture that was reduced has exact values")
        _require(picture.values.size <= most_values, f"{picture.values.size} exact values are too many")
    _require(-MAX_NUMBER <= picture.low < picture.high <= MAX_NUMBER, "a range is no range")


def _check_region(what: str, region: Region) -> tuple[int, int]:
    """Return the height and width of a region after requiring that a map can have it."""
    top, left, height, width = region
    _require(0 <= top <= MAX_MAP_SIDE and 0 <= left <= MAX_MAP_SIDE, f"{what} begins at ({top}, {left})")
    _require(1 <= height <= MAX_MAP_SIDE and 1 <= width <= MAX_MAP_SIDE, f"{what} covers {height}×{width} pixels")
    return height, width


def _check_field(field: Field) -> None:
    sides = _check_region("a field", field.region)
    _require(field.tap is None or 0 <= field.tap < MAX_POINTS, f"there is no tap {field.tap}")
    _require(all(1 <= step <= side for step, side in zip(field.step_yx, sides, strict=True)), "a step is no step")
    given = [len(range(step // 2, side, step)) for step, side in zip(field.step_yx, sides, strict=True)]
    _require(math.prod(given) <= MAX_FIELD_UNITS, f"a field of {math.prod(given)} units is too large")
    _check_array("offset_yx", field.offset_yx, np.float32, (*given, 2))
    _require(bool((np.abs(field.offset_yx) <= MAX_OFFSET).all()), "an offset is not finite or too large")
    _require(0 <= field.reach <= 2 * MAX_OFFSET, f"offsets cannot reach {field.reach} pixels far")


def _check_readers(readers: Readers) -> None:
    listed = min(readers.count, MAX_READERS)
    _require(min(readers.pixel_yx) >= 0, "a pixel has a negative place")
    _require(readers.count <= MAX_MAP, f"{readers.count} units are too many")
    _require(readers.plain_count <= MAX_POINTS, f"{readers.plain_count} units cannot read one pixel")
    _check_array("units_yx", readers.units_yx, np.int32, (listed, 2))
    _check_array("strength", readers.strength, np.float32, (listed,))
    units, strength = readers.units_yx, readers.strength
    _require(bool(((units >= 0) & (units <= MAX_MAP_SIDE)).all()), "a unit is nowhere on a map")
    _require(len(np.unique(units, axis=0)) == listed, "a unit is there twice")
    _require(bool((np.isfinite(strength) & (strength >= 0)).all()), "a strength is not finite or negative")
    _require(bool((strength[:-1] >= strength[1:]).all()), "units are not in the order of their strength")
    farthest = readers.farthest_yx
    _require((farthest is None) == (readers.count == 0), "the farthest unit is there without units, or is not")
    _require(farthest is None or min(farthest) >= 0, "a unit has a negative place")
    if farthest is not None and listed == readers.count:
        _require(bool((units == farthest).all(axis=1).any()), "the farthest unit is none of them")


def _check_tree(tree: Tree) -> None:
    places = len(tree.place_yx) if tree.place_yx.ndim else 0
    pixels = len(tree.pixel_yx) if tree.pixel_yx.ndim else 0
    layers = tree.path.shape[1] if tree.path.ndim == 2 else 0
    _require(min(tree.unit_yx) >= 0 and tree.output_channel >= 0, "a unit has a negative place")
    _require(places <= MAX_PLACES and pixels <= MAX_TREE_PIXELS, f"{places} places or {pixels} pixels are too many")
    _require(1 <= layers <= MAX_LAYERS, f"{layers} layers are no stack")
    _check_array("place_yx", tree.place_yx, np.float32, (places, 2))
    _check_array("strength", tree.strength, np.float32, (places,))
    _check_array("samples", tree.samples, np.int32, (places,))
    _check_array("path", tree.path, np.int32, (places, layers))
    _check_array("via_yx", tree.via_yx, np.float32, (places, layers - 1, 2))
    _check_array("pixel_yx", tree.pixel_yx, np.int32, (pixels, 2))
    _check_array("gradient", tree.gradient, np.float32, (pixels,))
    for values in (tree.place_yx, tree.via_yx):
        _require(bool(np.isfinite(values).all()), "a place is not finite")
    for values in (tree.strength, tree.gradient):
        _require(bool(((values >= 0) & (values < np.inf)).all()), "a strength is no strength")
    _require(bool((tree.samples >= 1).all()), "nothing reads at a place")
    _require(bool(((tree.path >= 0) & (tree.path < MAX_POINTS)).all()), "a path has a tap that does not exist")
    _require(bool(((tree.pixel_yx >= 0) & (tree.pixel_yx < MAX_MAP_SIDE)).all()), "a pixel is on no map")
    spans = (np.ptp(tree.pixel_yx, axis=0) + 1).tolist() if pixels else [0, 0]
    _require(math.prod(spans) <= MAX_FIELD_PIXELS, f"a receptive field cannot span {spans} pixels")
    _check_counts(samples=tree.all_samples, places=tree.all_places)
    _require(
        tree.all_places >= places and tree.all_samples >= tree.samples.sum(dtype=np.int64), "a tree is too small"
    )
    _require(0 <= tree.left_out <= 1 and 0 <= tree.agreement <= 1, "a share is no share")


def _check_kernel_density(density: KernelDensity) -> None:
    _require(0 <= density.group < MAX_POINTS, f"there is no offset group {density.group}")
    _require(0 < density.frame <= MAX_OFFSET, f"a frame of {density.frame} pixels is none")
    _check_array("counts", density.counts, np.int32, (None, KERNEL_BINS, KERNEL_BINS))
    _require(1 <= len(density.counts) <= MAX_KERNEL_TAPS, f"a kernel has {len(density.counts)} taps")
    _require(bool((density.counts >= 0).all()), "a count is negative")
    _check_counts(outside=density.outside)


def _check_map_size(size: tuple[int, int]) -> None:
    fits = all(1 <= side <= MAX_MAP_SIDE for side in size) and math.prod(size) <= MAX_MAP
    _require(fits, f"{size} is no size of a picture")


def _check_judgement(judgement: Judgement) -> None:
    _check_map_size(judgement.size)
    _check_region("a measure", judgement.measured)
    top, left, rows, columns = judgement.measured
    height, width = judgement.size
    _require(top + rows <= height and left + columns <= width, "more is measured than there is")
    _require(not math.isnan(judgement.psnr) and judgement.psnr > -MAX_NUMBER, "a PSNR is none")
    _require(judgement.psnr == math.inf or judgement.psnr < MAX_NUMBER, "a PSNR is none")
    _require_different([each.period for each in judgement.deviations], "a period")
    for each in judgement.deviations:
        for value in (each.picture, each.source):
            _require(0 <= value <= MAX_NUMBER, "a deviation is no deviation")


def _check_kernels(kernels: Kernels) -> None:
    for layer in kernels.layers:
        _check_array("layer", layer, np.float32, (None, None, None, None))
        _require(min(layer.shape) >= 1, "a layer has no kernels")
    arrays = [*kernels.layers, *([] if kernels.equal is None else [kernels.equal])]
    _require(sum(array.size for array in arrays) <= MAX_VALUES, "there are too many weights")
    _require(not kernels.difference < 0 and not kernels.largest < 0, "a size is negative")
    _require(kernels.padding <= MAX_MAP_SIDE, f"a padding of {kernels.padding} is none")
    if kernels.equal is None:
        return
    outputs, inputs, height, width = kernels.layers[-1].shape
    _check_array("equal", kernels.equal, np.float32, (inputs, None, None, None))
    channels, tall, wide = kernels.equal.shape[1:]
    r = tall // height
    _require(r >= 1 and (tall, wide) == (height * r, width * r), f"kernels of {tall}×{wide} are not equal to these")
    _require(channels >= 1 and channels * r * r == outputs, f"{outputs} outputs are not {channels} times {r}²")


def _check_input_picture(reply: InputPicture) -> None:
    _check_picture(reply.picture)
    _require(len(reply.channels) in (1, 3), f"{len(reply.channels)} channels are no picture")
    _require(min(reply.channels) >= 0, "a channel is negative")
    values = reply.picture.values
    _require(values is None or len(values) == len(reply.channels), "values are not those of the channels")


def _check_reading(reading: UnitReading) -> None:
    taps, given = reading.products.shape[0] if reading.products.ndim else 0, len(reading.channels)
    _require(1 <= taps <= MAX_POINTS, f"a unit has {taps} taps")
    _require(1 <= given <= MAX_DETAIL, f"{given} channels are no detail")
    _require(min(reading.unit_yx) >= 0, "a unit has a negative place")
    _require(reading.output_channel >= 0 and min(reading.channels) >= 0, "a channel is negative")
    _require_different(reading.channels, "a channel")
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
        _check_array(name, getattr(reading, name), np.float32, shape)
    _check_array("placed", reading.placed, np.bool_, (taps,))
    if reading.broken is not None:
        _check_array("broken", reading.broken, np.bool_, (taps,))
    _check_array("neighbours_yx", reading.neighbours_yx, np.int32, (taps, 4, 2))
    if reading.mask is not None:
        _check_array("mask", reading.mask, np.float32, (taps,))
        _require(bool(np.isfinite(reading.mask).all()), "a mask is not finite")
    places = [reading.offset_yx, reading.point_yx]
    if reading.truth_yx is not None:
        _check_array("truth_yx", reading.truth_yx, np.float32, (taps, 2))
        places.append(reading.truth_yx)
    if reading.push_yx is not None:
        _check_array("push_yx", reading.push_yx, np.float32, (taps, 2))
        places.append(reading.push_yx)
    if reading.untrained_yx is not None:
        _check_array("untrained_yx", reading.untrained_yx, np.float32, (taps, 2))
        places.append(reading.untrained_yx)
    _require(all(bool(np.isfinite(place).all()) for place in places), "a place is not finite")
    weights = reading.neighbour_weights
    _require(bool(((weights >= 0) & (weights <= 1)).all()), "a weight is not between 0 and 1")
    _check_neighbours(reading)


def _check_neighbours(reading: UnitReading) -> None:
    """Require the four pixels around each point, as far as float32 tells which they are."""
    points = reading.point_yx.astype(np.float64) / reading.spacing
    corners = np.floor(points)[:, None, :] + np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
    # A point that was rounded may have come to the next pixel.
    away = np.abs(reading.neighbours_yx / reading.spacing - corners).max(axis=(1, 2))
    near = np.abs(points).max(axis=1) < _FAR
    _require(bool((away[near] <= 1).all()), "neighbours are not those of the point")


def _check_progress(progress: Progress) -> None:
    _require(1 <= progress.first_step <= MAX_COUNT, f"step {progress.first_step} does not exist")
    _require(len(progress.series) >= 1, "nothing was measured")
    lengths = {len(values) if values.ndim else -1 for values in progress.series.values()}
    _require(len(lengths) == 1, "series have different lengths")
    for name, values in progress.series.items():
        _check_array(name, values, np.float64, (None,))
        _require(1 <= len(values) <= MAX_SERIES_STEPS, f"a series has {len(values)} steps")
        size = np.abs(values)
        _require(not ((size > MAX_NUMBER) & (size < np.inf)).any(), "a measured value is too large")


def _check_configured(configured: Configured) -> None:
    _check_counts(step=configured.step, parameters=configured.parameters)
    shapes = [configured.input_shape, configured.output_shape]
    if configured.unseen is not None:
        unseen = (configured.unseen.input, configured.unseen.output)
        same = all(shape[0] == other[0] for shape, other in zip(unseen, shapes, strict=True))
        _require(same, "the unseen picture has other channels")
        shapes += unseen
    for shape in shapes:
        _require(all(1 <= side <= MAX_MAP_SIDE for side in shape), f"{shape} is no map")
        _require(shape[0] <= MAX_CHANNELS and math.prod(shape) <= MAX_MAP, f"a map of {shape} is too large")
    _require(min(configured.covered) >= MIN_COVERED, "next to nothing of the source is covered")
    held_out = configured.held_out_from
    _require(max(map(abs, configured.edge_yx)) < MAX_EDGE, "more was cut off or added than fits an operator")
    _require(held_out is None or held_out <= configured.output_shape[2], "nothing is held out there")
    _check_metrics(configured.metrics)
    _require(bool(configured.metrics) == configured.trainable, "what is trained is measured, and nothing else")
    _check_device(configured.device)
    for note in configured.notes:
        _check_texts(_sentence_of(note, lambda note: lab_notes_text((note,))))


def _check_metrics(metrics: Sequence[Metric]) -> None:
    _require_different([metric.name for metric in metrics], "a metric")
    _require(not metrics or metrics[0].name == LOSS.name, "the loss does not come first")
    plots = {metric.name for metric in metrics if not (metric.beside or metric.drawn_with)}
    for metric in metrics:
        _require(not metric.beside or metric.beside in plots, f"{metric.name} stands beside a plot that is not there")
        drawn = not metric.drawn_with or metric.drawn_with in plots
        _require(drawn, f"{metric.name} is drawn in a plot that is not there")
        _check_texts(metric.name, metric.title, metric.unit, metric.explanation, metric.run, *metric.references)
        references = metric.references.values()
        _require(all(abs(each) <= MAX_NUMBER for each in references), f"a reference of {metric.name} is no number")


def _check_device(device: DeviceInfo) -> None:
    _require(_DEVICE_NAME.fullmatch(device.name) is not None, f"there is no device {device.name[:20]!r}")
    _require(len(device.label) >= 1, "a device has no label")
    _check_texts(device.label)
    _check_counts(memory=device.memory_bytes)


def _check_problem(problem: Problem) -> None:
    """Require a problem that can be told: its sentence may be asked for at any time."""
    _require(not any(remedy.remedies for remedy in problem.remedies), "a remedy has remedies")
    _sentence_of(problem, sentence)


def _sentence_of(problem: Problem, worded: Callable[[Problem], str]) -> str:
    try:
        return worded(problem)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise ReplyError(f"{problem.code} does not fill its sentence: {error!r}") from None


def _check_array(name: str, array: np.ndarray, dtype: type[np.generic], shape: tuple[int | None, ...]) -> None:
    """Require an array's dtype and shape; None stands for a side of any length."""
    _require(array.dtype == dtype, f"{name} is {array.dtype}")
    fits = array.ndim == len(shape) and all(
        wanted in (None, side) for wanted, side in zip(shape, array.shape, strict=True)
    )
    _require(fits, f"{name} has the shape {array.shape}")


def _check_counts(**counts: int) -> None:
    for name, count in counts.items():
        _require(0 <= count <= MAX_COUNT, f"{name} is {count}")


def _check_texts(*texts: str) -> None:
    """Require texts that stand in one line."""
    for text in texts:
        _require(len(text) <= MAX_SHORT_TEXT, "a text is too long")
        # Most texts are printable, which is quick to see; those with a narrow space, for one, are looked at closely.
        written = text.isprintable() or not any(unicodedata.category(letter) in _UNWRITTEN for letter in text)
        _require(written, f"a text has characters that are not written: {text[:40]!r}")


def _require_different(values: Iterable[object], what: str) -> None:
    listed = list(values)
    _require(len(set(listed)) == len(listed), f"{what} is there twice")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ReplyError(otherwise)
