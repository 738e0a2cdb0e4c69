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
        wanted[PROBE] = UnitsRequest((state.pick,), view.output_channel, view.input_channel)
    return wanted


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
    if view.selected_tap is None or before.geometry == after.geometry:
        return view
    return replace(view, selected_tap=before.geometry.same_tap(view.selected_tap, after.geometry))
