"""What the deformable lab's views ask of the engine, and how its units are counted. No Qt in here."""

from __future__ import annotations

from dataclasses import replace

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec
from vizapp.protocol.messages import Configured
from vizapp.protocol.requests import OffsetReportRequest, PictureRequest, Request, UnitsRequest
from vizapp.session.picks import Grid
from vizapp.session.state import State, View

LAB = DeformableSpec.tag()
OUTPUT, PROBE, REPORT = "output", "probe", "report"
"""The names of what is asked for."""


def scene_requests(state: State) -> dict[str, Request]:
    """Return the picture on the right, the report on the offsets, and the picked unit."""
    view = state.view
    wanted: dict[str, Request] = {
        OUTPUT: PictureRequest(view.picture(LAB, "right", "output"), view.output_channel, view.region),
        REPORT: OffsetReportRequest(),
    }
    if state.pick is not None:
        wanted[PROBE] = UnitsRequest((state.pick,), view.output_channel, listed_channel(state))
    return wanted


def listed_channel(state: State) -> int | None:
    """Return the input channel whose values are asked for; None for those that are shown as colour.

    The chosen one if it belongs to the chosen offset group, otherwise the group's first.
    """
    groups, chosen = state.experiment.spec_of(DeformableSpec).offset_groups, state.view.input_channel
    if groups == 1 or state.configured is None or (chosen is None and state.configured.input_shape[0] == 3):
        return chosen
    channels = group_channels(state)
    return chosen if chosen is not None and chosen in channels else channels.start


def group_channels(state: State) -> range:
    """Return the input channels of the chosen offset group; all of them while there is no working copy yet."""
    groups = state.experiment.spec_of(DeformableSpec).offset_groups
    if state.configured is None:
        return range(1)
    in_one = max(1, state.configured.input_shape[0] // groups)
    first = shown_group(state) * in_one
    return range(first, first + in_one)


def shown_group(state: State) -> int:
    """Return the chosen offset group, or the first where the layer does not have it."""
    group = state.view.offset_group
    return group if group < state.experiment.spec_of(DeformableSpec).offset_groups else 0


def unit_grid(experiment: Experiment, configured: Configured) -> Grid | None:
    """Return the units: each lies where the middle of its kernel does."""
    geometry = experiment.spec_of(DeformableSpec).geometry
    _, height, width = configured.input_shape
    if not geometry.fits(height, width):
        return None  # the engine will refuse it
    (y, x), (stride_y, stride_x) = geometry.centre_shift, geometry.stride
    return Grid(
        size=geometry.output_size(height, width),
        first=((y + 0.5) / height, (x + 0.5) / width),
        step=(stride_y / height, stride_x / width),
    )


def follow_selection(view: View, before: LabSpec, after: LabSpec) -> View:
    """Select the tap that stands as far from the middle of the other kernel, and the first of other groups."""
    assert isinstance(before, DeformableSpec)
    assert isinstance(after, DeformableSpec)
    if before.offset_groups != after.offset_groups:
        view = replace(view, offset_group=0)
    if view.selected_tap is None or before.kernel_size == after.kernel_size:
        return view
    return replace(view, selected_tap=before.geometry.same_tap(view.selected_tap, after.geometry))
