"""What the deformable lab's views ask of the engine, and how its units are counted. No Qt in here."""

from __future__ import annotations

from dataclasses import replace

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec
from vizapp.protocol.messages import Configured
from vizapp.protocol.requests import (
    FieldKind,
    FieldRequest,
    OffsetStatisticsRequest,
    PictureRequest,
    Request,
    UnitsRequest,
)
from vizapp.session.picks import Grid
from vizapp.session.state import State, View

LAB = DeformableSpec.tag()
DISTANCE = "distance"
"""The metric of the tasks that know where the points should be."""
OUTPUT, PROBE, STATISTICS = "output", "probe", "statistics"
"""The names of what is asked for."""
_FIELDS: dict[str, FieldKind] = {"field": "offsets", "true_field": "truth"}
"""The pictures of the right canvas that are drawn from a field, and of which offsets it is."""


def scene_requests(state: State) -> dict[str, Request]:
    """Return the picture on the right, the statistics, and the picked unit."""
    wanted: dict[str, Request] = {OUTPUT: _right_request(state), STATISTICS: OffsetStatisticsRequest()}
    return wanted | probe_requests(state)


def probe_requests(state: State, *, pushes: bool = False) -> dict[str, Request]:
    """Return the request for the picked unit, with or without where training pushes its points."""
    view = state.view
    if state.pick is None:
        return {}
    return {PROBE: UnitsRequest((state.pick,), view.output_channel, view.input_channel, view.rigid, pushes)}


def offered_pictures(state: State) -> tuple[str, ...]:
    """Return the names of the pictures that the right canvas can show."""
    names = ("output", "target", "error", "field", "plain_difference")
    return (*names, "true_field", "off_truth") if _knows_truth(state) else names


def right_picture(state: State) -> str:
    """Return the name of the picture on the right canvas: the chosen one, if it is still offered."""
    chosen = state.view.picture(LAB, "right", "output")
    return chosen if chosen in offered_pictures(state) else "output"


def field_request(state: State, kind: FieldKind) -> FieldRequest:
    """Return the request for the field of the selected tap, or of the mean over all taps where none is selected."""
    return FieldRequest(kind, state.view.selected_tap, state.view.region, rigid=state.view.rigid)


def _right_request(state: State) -> Request:
    view, name = state.view, right_picture(state)
    if name in _FIELDS:
        return field_request(state, _FIELDS[name])
    tap = view.selected_tap if name == "off_truth" else None
    return PictureRequest(name, view.output_channel, view.region, tap=tap, rigid=view.rigid)


def _knows_truth(state: State) -> bool:
    """Tell whether the task knows where the points should be: then it measures the distance."""
    return state.configured is not None and any(metric.name == DISTANCE for metric in state.configured.metrics)


def unit_grid(experiment: Experiment, configured: Configured) -> Grid:
    """Return the units: as the padding is aligned, the middle tap of unit (y, x) lies at pixel y·stride, x·stride."""
    geometry = experiment.spec_of(DeformableSpec).geometry
    _, height, width = configured.input_shape
    (y, x), (stride_y, stride_x) = geometry.centre_shift, geometry.stride
    return Grid(
        size=geometry.output_size(height, width),
        first=((y + 0.5) / height, (x + 0.5) / width),
        step=(stride_y / height, stride_x / width),
    )


def follow_selection(view: View, before: LabSpec, after: LabSpec) -> View:
    """Select the tap that stands as far from the middle of the other kernel."""
    assert isinstance(before, DeformableSpec)
    assert isinstance(after, DeformableSpec)
    if view.selected_tap is None or before.kernel_size == after.kernel_size:
        return view
    return replace(view, selected_tap=before.geometry.same_tap(view.selected_tap, after.geometry))
