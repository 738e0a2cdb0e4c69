"""Which upsampler's sampling points are shown, and what they are asked for with. No Qt in here."""

from __future__ import annotations

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.gui.subpixel.pictures import runs_in_place
from vizapp.protocol.requests import PixelPointsRequest, Request
from vizapp.session.state import State

POINTS = "subpixel.points"
"""The key of the overlay that draws them, and the name of what is asked for."""


def points_run(state: State) -> str | None:
    """Return the upsampler whose points are shown: the one on show, or else the first that computes where it reads.

    None where none does.
    """
    task = state.experiment.spec_of(SubpixelSpec).task
    if not isinstance(task, SuperResolveSpec):
        return None
    moving = {each.name for each in task.upsamplers if each.moves_points}
    return next((run for run in runs_in_place(state) if run in moving), None)


def points_requests(state: State) -> dict[str, Request]:
    """Return the request for the points of the picked pixel."""
    run = points_run(state)
    return {} if run is None or state.pick is None else {POINTS: PixelPointsRequest(state.pick, run)}
