"""Checks of the events; each raises a ``ReplyError``."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import assert_never

import numpy as np

from vizapp.protocol.events import (
    Configured,
    DeviceInfo,
    Enlarged,
    Event,
    Exported,
    Failed,
    InputPicture,
    NetworkRead,
    NetworkRunning,
    Progress,
    Ready,
    Recalled,
    Refused,
    RunningChanged,
    Taught,
    Writing,
)
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved
from vizapp.protocol.metric import LOSS, Metric
from vizapp.protocol.picture_checks import check_picture
from vizapp.protocol.reply_limits import (
    MAX_CHANNELS,
    MAX_COUNT,
    MAX_EDGE,
    MAX_MAP,
    MAX_MAP_SIDE,
    MAX_NUMBER,
    MAX_POINTS,
    MAX_SERIES_STEPS,
    MIN_COVERED,
)
from vizapp.protocol.teaching import Moved, TeachReport
from vizapp.protocol.timeline import Arrived, BranchesChanged, BranchInfo
from vizapp.protocol.value_checks import (
    check_array,
    check_counts,
    check_problem,
    check_texts,
    require,
    require_different,
    sentence_of,
)
from vizapp.wording.lab_notes import lab_notes_text

_DEVICE_NAME = re.compile(r"cpu|mps|cuda:[0-9]{1,2}")


def check_event(event: Event) -> None:
    """Require an event that fits what the protocol says of its kind."""
    match event:
        case InputPicture():
            _check_input_picture(event)
        case Progress():
            _check_progress(event)
        case Configured():
            _check_configured(event)
        case Ready():
            require_different([device.name for device in event.devices], "a device")
            for device in event.devices:
                _check_device(device)
            check_texts(event.torch_version)
        case Failed():
            check_problem(event.problem)
        case RunningChanged():
            check_counts(step=event.step)
            require(event.why is None or not event.running, "there is a reason to stop, but training goes on")
            if event.why is not None:
                check_problem(event.why)
        case Taught():
            require((event.report is None) != (event.problem is None), "a teaching has ended in two ways, or in none")
            if event.report is not None:
                check_report(event.report)
            if event.problem is not None:
                check_problem(event.problem)
        case Recalled():
            check_texts(event.lab)
            check_counts(step=event.step)
        case BranchesChanged():
            _check_branches(event)
        case Arrived():
            check_texts(event.lab)
            check_counts(step=event.step, branch=event.branch)
            require(event.spec.lab == event.lab, "the settings are of another lab")
        case Refused():
            check_problem(event.problem)
        case Exported():
            check_counts(points=event.points)
            if event.problem is not None:
                check_problem(event.problem)
        case Writing():
            check_counts(done=event.done, total=event.total)
            require(event.done <= event.total, "more is written than there is")
        case Enlarged():
            _check_enlarged(event)
        case CurvesWanted():
            check_texts(*event.labs)
        case ExperimentSaved():
            check_counts(file_bytes=event.file_bytes)
            if event.problem is not None:
                check_problem(event.problem)
        case NetworkRead():
            _check_network(event)
        case NetworkRunning():
            check_counts(done=event.done, total=event.total)
            require(event.done <= event.total, "more layers are done than there are")
        case _:
            assert_never(event)


def _check_branches(event: BranchesChanged) -> None:
    check_texts(event.lab)
    known: dict[int, BranchInfo] = {}
    for branch in event.branches:
        check_counts(number=branch.number, begins=branch.begins, head=branch.head, spacing=branch.spacing)
        require(branch.begins <= branch.head, "a branch ends before it begins")
        require(branch.number > max(known, default=0), "the branches are in disorder")
        require(branch.parent is None or branch.parent in known, "a branch leaves one that there is not")
        require(branch.parent is not None or branch.begins == 0, "a branch begins in the middle of nothing")
        if branch.parent is not None:
            require(branch.begins <= known[branch.parent].head, "a branch leaves another one beyond its end")
        known[branch.number] = branch
    require(event.present in known, "the present branch is none of them")


def _check_enlarged(reply: Enlarged) -> None:
    require((reply.size is None) != (reply.problem is None), "a picture was saved and was not, or neither")
    check_counts(file_bytes=reply.file_bytes, step=reply.step)
    if reply.size is not None:
        require(all(1 <= side <= MAX_MAP_SIDE for side in reply.size), f"{reply.size} is no size of a picture")
    if reply.problem is not None:
        check_problem(reply.problem)


def _check_network(reply: NetworkRead) -> None:
    require(bool(reply.layers) == (reply.problem is None), "a network has layers and a problem, or neither")
    check_texts(reply.architecture, *(layer.name for layer in reply.layers))
    require_different([layer.name for layer in reply.layers], "a layer")
    if reply.problem is not None:
        check_problem(reply.problem)


def check_report(report: TeachReport) -> None:
    """Check what a teaching has done."""
    check_counts(step=report.step, points=report.points)
    require(report.points >= 1, "nothing was taught")
    require_different(report.taps, "a tap")
    require(0 <= min(report.taps) <= max(report.taps) < MAX_POINTS, "there is no such tap")
    require((report.elsewhere is None) == (report.share is None), "there are units elsewhere, or there are none")
    require(report.share is None or 0 <= report.share <= 1, "a share is no share")
    require(0 <= report.landed <= MAX_NUMBER, "a distance is no distance")
    for moved in (report.elsewhere, report.others):
        require(moved is None or _is_moved(moved), "a way is no way")


def _is_moved(moved: Moved) -> bool:
    return 0 <= moved.mean <= MAX_NUMBER and 0 <= moved.largest <= MAX_NUMBER


def _check_input_picture(reply: InputPicture) -> None:
    check_picture(reply.picture)
    require(len(reply.channels) in (1, 3), f"{len(reply.channels)} channels are no picture")
    require(min(reply.channels) >= 0, "a channel is negative")
    values = reply.picture.values
    require(values is None or len(values) == len(reply.channels), "values are not those of the channels")


def _check_progress(progress: Progress) -> None:
    require(1 <= progress.first_step <= MAX_COUNT, f"step {progress.first_step} does not exist")
    lengths = {len(values) if values.ndim else -1 for values in progress.series.values()}
    require(len(lengths) == 1, "series have different lengths")
    for name, values in progress.series.items():
        check_texts(name)
        check_array(name, values, np.float64, (None,))
        require(1 <= len(values) <= MAX_SERIES_STEPS, f"a series has {len(values)} steps")
        size = np.abs(values)
        require(not ((size > MAX_NUMBER) & (size < np.inf)).any(), "a measured value is too large")


def _check_configured(configured: Configured) -> None:
    check_counts(step=configured.step, parameters=configured.parameters)
    require_different(configured.set_aside, "a training")
    require(configured.training != "new" or configured.step == 0, "a training begins in its middle")
    shapes = [configured.input_shape, configured.output_shape]
    if configured.unseen is not None:
        unseen = (configured.unseen.input, configured.unseen.output)
        same = all(shape[0] == other[0] for shape, other in zip(unseen, shapes, strict=True))
        require(same, "the unseen picture has other channels")
        shapes += unseen
    for shape in shapes:
        require(all(1 <= side <= MAX_MAP_SIDE for side in shape), f"{shape} is no map")
        require(shape[0] <= MAX_CHANNELS and math.prod(shape) <= MAX_MAP, f"a map of {shape} is too large")
    require(min(configured.covered) >= MIN_COVERED, "next to nothing of the source is covered")
    held_out = configured.held_out_from
    require(max(map(abs, configured.edge_yx)) < MAX_EDGE, "more was cut off or added than fits an operator")
    require(held_out is None or held_out <= configured.output_shape[2], "nothing is held out there")
    _check_metrics(configured.metrics)
    require(bool(configured.metrics) == configured.trainable, "what is trained is measured, and nothing else")
    _check_device(configured.device)
    for note in configured.notes:
        check_texts(sentence_of(note, lambda note: lab_notes_text((note,))))


def _check_metrics(metrics: Sequence[Metric]) -> None:
    require_different([metric.name for metric in metrics], "a metric")
    require(not metrics or metrics[0].name == LOSS.name, "the loss does not come first")
    plots = {metric.name for metric in metrics if not (metric.beside or metric.drawn_with)}
    for metric in metrics:
        require(not metric.beside or metric.beside in plots, f"{metric.name} stands beside a plot that is not there")
        drawn = not metric.drawn_with or metric.drawn_with in plots
        require(drawn, f"{metric.name} is drawn in a plot that is not there")
        check_texts(metric.name, metric.title, metric.unit, metric.explanation, metric.run, *metric.references)
        references = metric.references.values()
        require(all(abs(each) <= MAX_NUMBER for each in references), f"a reference of {metric.name} is no number")


def _check_device(device: DeviceInfo) -> None:
    require(_DEVICE_NAME.fullmatch(device.name) is not None, f"there is no device {device.name[:20]!r}")
    check_texts(device.label)
    check_counts(memory=device.memory_bytes)
