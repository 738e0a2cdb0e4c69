"""What the deformable lab's views ask of the engine, and how its units are counted. No Qt in here."""

from __future__ import annotations

from dataclasses import replace

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec
from vizapp.document.offset_branch import BranchKind
from vizapp.document.placed import PlacedPoint
from vizapp.geometry import ConvGeometry
from vizapp.protocol.events import Configured
from vizapp.protocol.requests import (
    MAX_LISTED,
    FieldKind,
    FieldRequest,
    OffsetReportRequest,
    PictureRequest,
    PlacedRequest,
    Request,
    UnitsRequest,
)
from vizapp.session.picks import Grid
from vizapp.session.state import State
from vizapp.session.view import View

LAB = DeformableSpec.tag()
DISTANCE = "distance"
"""The metric of the tasks that know where the points should be."""
OUTPUT, PROBE, REPORT, PLACED = "output", "probe", "report", "placed"
"""The names of what is asked for."""
PUSHES = "deformable.pushes"
"""The key of the overlay that shows where training pushes the probe's points, which come with them."""
KERNEL_DENSITY = "deformable.kernelDensity"
"""The key of the picture of how far the layer reaches, and the name of what is asked for."""
UNTRAINED = "deformable.untrained"
"""The key of the overlay that shows where the probe's points were at step 0, which come with them."""
MASK_SIZES = "deformable.mask"
"""The key of the overlay by which points are as large as their masks."""
HANDLES = "deformable.handles"
"""The key of the overlay by which all points can be turned and scaled."""
_FIELDS: dict[str, FieldKind] = {"field": "offsets", "true_field": "truth"}
"""The pictures of the right canvas that are drawn from a field, and of which offsets it is."""


def scene_requests(state: State) -> dict[str, Request]:
    """Return the picture on the right, the report on the offsets, and the picked unit."""
    report = OffsetReportRequest(shown_run(state), shown_below(state))
    wanted: dict[str, Request] = {OUTPUT: _right_request(state), REPORT: report}
    return wanted | probe_requests(state) | placed_requests(state)


def probe_requests(state: State) -> dict[str, Request]:
    """Return the request for the picked unit, with where training pushes its points, and where they were at step 0,
    while that is shown.
    """
    view = state.view
    if state.pick is None:
        return {}
    channel = listed_channel(state)
    return {
        PROBE: UnitsRequest(
            (state.pick,),
            view.output_channel,
            channel,
            view.rigid,
            pushes=PUSHES in view.shown,
            run=shown_run(state),
            below=shown_below(state),
            untrained=UNTRAINED in view.shown,
        )
    }


def listed_points(state: State) -> tuple[PlacedPoint, ...]:
    """Return the placed points that are listed: the last ones where there are too many."""
    return state.experiment.spec_of(DeformableSpec).placed_points[-MAX_LISTED:]


def placed_requests(state: State) -> dict[str, Request]:
    """Return the request for how far the branch's own points are from the placed ones; none without any."""
    asks = listed_points(state) and state.experiment.spec.uses("placed_points")
    return {PLACED: PlacedRequest()} if asks else {}


def shown_run(state: State) -> BranchKind | None:
    """Return the run on show; None is the main one."""
    return state.experiment.spec_of(DeformableSpec).compared_run(state.view.run)


def shown_below(state: State) -> int:
    """Return how many layers below the last one the layer on show is; the first where there are fewer."""
    return min(state.view.below, state.experiment.spec_of(DeformableSpec).operator.layers - 1)


def shown_geometry(state: State) -> ConvGeometry:
    """Return where the taps of the layer on show lie in the picture, at each unit of the last layer."""
    return state.experiment.spec_of(DeformableSpec).geometry_below(shown_below(state))


def shows_placed_points(state: State) -> bool:
    """Return whether placed points hold in what is on show: the main run, on the picture that it is trained on."""
    return not state.shows_unseen and shown_run(state) is None and not state.view.rigid


def offered_pictures(state: State) -> tuple[str, ...]:
    """Return the names of the pictures that the right canvas can show."""
    names: tuple[str, ...] = ("output", "target", "error", "field", "plain_difference")
    task = state.experiment.spec_of(DeformableSpec).task
    if task.trains and not task.own_pictures:
        names = (*names, "untrained")
    return (*names, "true_field", "off_truth") if knows_truth(state) else names


def right_picture(state: State) -> str:
    """Return the name of the picture on the right canvas: the chosen one, if it is still offered."""
    chosen = state.view.picture(LAB, "right", "output")
    return chosen if chosen in offered_pictures(state) else "output"


def field_request(state: State, kind: FieldKind, below: int = 0) -> FieldRequest:
    """Return the request for the field of the selected tap, or of the mean over all taps where none is selected.

    ``below`` says of which layer; the part of the output that is on screen is one of the last layer's units.
    """
    view = state.view
    region = None if below else view.region
    run = shown_run(state)
    return FieldRequest(kind, selected_point(state), region, rigid=view.rigid, run=run, below=below)


def selected_point(state: State) -> int | None:
    """Return the number g·K + k of the selected tap in the shown offset group; None where none is selected."""
    tap = state.view.selected_tap
    return None if tap is None else shown_group(state) * state.experiment.spec_of(DeformableSpec).taps + tap


def _right_request(state: State) -> Request:
    view, name = state.view, right_picture(state)
    if name in _FIELDS:
        return field_request(state, _FIELDS[name])
    point = selected_point(state) if name == "off_truth" else None
    run = shown_run(state)
    return PictureRequest(name, view.output_channel, view.region, tap=point, rigid=view.rigid, run=run)


def knows_truth(state: State) -> bool:
    """Tell whether the task knows where the points should be: then it measures the distance."""
    return state.configured is not None and any(metric.name == DISTANCE for metric in state.configured.metrics)


def listed_channel(state: State) -> int | None:
    """Return the input channel whose values are asked for; None for those that are shown as colour.

    The chosen one if it belongs to the chosen offset group, otherwise the group's first.
    """
    groups, chosen = state.experiment.spec_of(DeformableSpec).operator.offset_groups, state.view.input_channel
    if groups == 1 or state.configured is None or (chosen is None and state.configured.input_shape[0] == 3):
        return chosen
    channels = group_channels(state)
    return chosen if chosen is not None and chosen in channels else channels.start


def group_channels(state: State) -> range:
    """Return the input channels of the chosen offset group; all of them while there is no working copy yet."""
    groups = state.experiment.spec_of(DeformableSpec).operator.offset_groups
    if state.configured is None:
        return range(1)
    in_one = max(1, state.configured.input_shape[0] // groups)
    first = shown_group(state) * in_one
    return range(first, first + in_one)


def shown_group(state: State) -> int:
    """Return the chosen offset group, or the first where the layer does not have it."""
    group = state.view.offset_group
    return group if group < state.experiment.spec_of(DeformableSpec).operator.offset_groups else 0


def unit_grid(experiment: Experiment, configured: Configured) -> Grid | None:
    """Return the units, of several layers those of the last: each lies where the middle of its kernel does."""
    spec = experiment.spec_of(DeformableSpec)
    _, height, width = configured.input_shape
    try:
        size = spec.geometry.stacked_sizes(height, width, spec.operator.layers)[-1]
    except ValueError:
        return None  # the engine will refuse it
    (y, x), (stride_y, stride_x) = spec.shown_geometry.centre_shift, spec.shown_geometry.stride
    return Grid(
        size=size,
        first=((y + 0.5) / height, (x + 0.5) / width),
        step=(stride_y / height, stride_x / width),
    )


def follow_selection(view: View, before: LabSpec, after: LabSpec) -> View:
    """Select the tap that stands as far from the middle of the other kernel, the first group, and the last layer."""
    assert isinstance(before, DeformableSpec)
    assert isinstance(after, DeformableSpec)
    if before.operator.layers != after.operator.layers:
        view = replace(view, below=0)
    if before.operator.offset_groups != after.operator.offset_groups:
        view = replace(view, offset_group=0)
    if view.selected_tap is None or before.geometry.kernel_size == after.geometry.kernel_size:
        return view
    return replace(view, selected_tap=before.geometry.same_tap(view.selected_tap, after.geometry))
