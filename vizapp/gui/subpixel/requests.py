"""What the sub-pixel lab's views ask of the engine, and how its pixels are counted. No Qt in here."""

from __future__ import annotations

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.protocol.messages import Configured
from vizapp.protocol.requests import PictureRequest, Request, SubpixelsRequest, TilesRequest
from vizapp.session.picks import Grid
from vizapp.session.state import State, View

LAB = SubpixelSpec.tag()
OUTPUT, TILES, LOW_RESOLUTION, PICKED = "output", "tiles", "low resolution", "picked"
"""The names of what is asked for."""


def shows_tiles(view: View) -> bool:
    """Tell whether the left canvas shows the channels as tiles, and not the low-resolution input."""
    return view.picture(LAB, "left", "channels") == "channels"


def right_picture(view: View) -> str:
    """Return which picture the right canvas shows."""
    return view.picture(LAB, "right", "output")


def scene_requests(state: State) -> dict[str, Request]:
    """Return the pictures on both canvases, and the picked pixel."""
    view = state.view
    wanted: dict[str, Request] = {OUTPUT: PictureRequest(right_picture(view), view.output_channel, view.region)}
    if shows_tiles(view):
        wanted[TILES] = TilesRequest(view.output_channel)
    else:
        wanted[LOW_RESOLUTION] = PictureRequest("input", view.input_channel)
    if state.pick is not None:
        wanted[PICKED] = SubpixelsRequest(state.pick, view.output_channel)
    return wanted


def pixel_grid(experiment: Experiment, configured: Configured) -> Grid:
    """Return the pixels that are enlarged; they lie side by side over what the input covers of the source."""
    del experiment
    _, height, width = configured.input_shape
    step = configured.covered[0] / height, configured.covered[1] / width
    return Grid(size=(height, width), first=(step[0] / 2, step[1] / 2), step=step)
