"""What the sub-pixel lab's views ask of the engine, and how its pixels are counted. No Qt in here."""

from __future__ import annotations

from vizapp.document.channel_grid import ChannelGrid
from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, ShuffleSpec
from vizapp.gui.request_names import JUDGEMENT, NETWORK
from vizapp.gui.subpixel.pictures import LAB as LAB
from vizapp.gui.subpixel.pictures import (
    cell_requests,
    right_picture,
    shown_request,
    shown_run,
    shown_upsampler,
    shows_spectrum,
    super_resolves,
)
from vizapp.gui.subpixel.points_requests import POINTS, points_requests, points_run
from vizapp.protocol.events import Configured
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.requests import (
    ArrangementRequest,
    ChannelMapsRequest,
    DisplacedRequest,
    JudgementRequest,
    KernelsRequest,
    NetworkRequest,
    PictureRequest,
    Request,
    SubpixelsRequest,
    TilesRequest,
)
from vizapp.session.picks import Grid
from vizapp.session.state import State

KERNELS = "subpixel.kernels"
"""The key of the window with the trained kernels, and the name of what it asks for."""
OUTPUT, TILES, LOW_RESOLUTION, PICKED, ARRANGEMENT = "output", "tiles", "low resolution", "picked", "arrangement"
CHANNEL_MAPS, DISPLACED_COUNT, PICTURE = "channel maps", "displaced count", "picture"
PICKED_OUTPUT = "picked output"
OUTPUT_SPECTRUM = "spectrum"
"""The names of what is asked for."""
ALL_CHANNELS = "all channels"
"""The right canvas shows all channels of a shuffled map side by side."""


def left_picture(state: State) -> str:
    """Return what the left canvas shows: "channels" as tiles, or the low-resolution "input".

    Until one of them is chosen, the input of an upsampler that computes where it reads that.
    """
    shown = shown_upsampler(state)
    moves = shown is not None and shown.moves_points
    return state.view.picture(LAB, "left", "input" if moves else "channels")


def shows_tiles(state: State) -> bool:
    """Tell whether the left canvas shows the channels as tiles, and not the low-resolution input."""
    return left_picture(state) == "channels"


def has_points_on_input(state: State) -> bool:
    """Tell whether the left canvas shows the low-resolution input with the sampling points on it."""
    return POINTS in state.view.shown and points_run(state) is not None and not shows_tiles(state)


def shuffles(state: State) -> bool:
    """Tell whether the task rearranges channels into sub-pixels, and nothing else."""
    spec = state.experiment.spec_of(SubpixelSpec)
    return isinstance(spec.task, ShuffleSpec) and not spec.is_inverse


def wants_all_channels(state: State) -> bool:
    """Tell whether all channels of a shuffled map are to be shown side by side."""
    return shuffles(state) and state.view.picture(LAB, "right", "output") == ALL_CHANNELS


def shown_grid(state: State) -> ChannelGrid | None:
    """Return how the output canvas shows all channels side by side, or None where it does not."""
    configured = state.configured
    if configured is None or configured.lab != LAB or not wants_all_channels(state) or shows_spectrum(state):
        return None
    return ChannelGrid.of(configured.output_shape) if configured.output_shape[0] > 1 else None


def shown_spectrum(state: State) -> Spectrum | None:
    """Return the spectrum that stands in place of the right picture; None while the engine has sent another."""
    if shown_grid(state) is not None or state.answer(OUTPUT, Picture) is not None:
        return None
    return state.answer(OUTPUT_SPECTRUM, Spectrum)


def shows_whole_map(state: State) -> bool:
    """Tell whether the right canvas shows a map in one piece: no channels side by side, and no spectrum."""
    return shown_grid(state) is None and shown_spectrum(state) is None


def tiles_request(state: State) -> dict[str, Request]:
    """Return what the channel tiles are asked for with."""
    if counts_overlap(state.experiment):
        return {}
    return {TILES: TilesRequest(state.view.output_channel, run=shown_run(state))}


def counts_overlap(experiment: Experiment) -> bool:
    """Tell whether the task is the overlap count, which has nothing to shuffle."""
    return isinstance(experiment.spec_of(SubpixelSpec).task, OverlapSpec)


def scene_requests(state: State) -> dict[str, Request]:
    """Return the pictures on all canvases, the picked pixel and its points, what a shuffle has displaced and changed.

    A spectrum takes the place of its picture.
    """
    view, spec = state.view, state.experiment.spec_of(SubpixelSpec)
    if counts_overlap(state.experiment):
        return {OUTPUT: PictureRequest("output"), LOW_RESOLUTION: PictureRequest("input")}
    if spec.is_inverse:
        return _inverse_requests(state)
    picture = shown_request(state, right_picture(state))
    wanted: dict[str, Request] = {OUTPUT_SPECTRUM if shows_spectrum(state) else OUTPUT: picture}
    if shown_grid(state) is not None:
        wanted = {CHANNEL_MAPS: ChannelMapsRequest(view.region)}
    if isinstance(spec.task, ShuffleSpec):
        wanted[DISPLACED_COUNT] = DisplacedRequest()
        wanted[ARRANGEMENT] = ArrangementRequest()
    if spec.uses_network:
        wanted[NETWORK] = NetworkRequest()
    if shows_tiles(state):
        wanted |= tiles_request(state)
    else:
        wanted[LOW_RESOLUTION] = PictureRequest("input", view.input_channel)
    wanted |= cell_requests(state) | points_requests(state)
    if KERNELS in view.shown and state.experiment.spec.trains:
        wanted[KERNELS] = KernelsRequest(picture.run or shown_run(state))
    if state.pick is not None:
        wanted[PICKED] = SubpixelsRequest(state.pick, view.output_channel, shown_run(state))
        wanted |= _picked_output_request(state)
    if state.judges:
        wanted[JUDGEMENT] = JudgementRequest()
    return wanted


def sends_output(state: State) -> bool:
    """Tell whether the output of every pixel in view is sent, or bicubic, from which it follows."""
    return right_picture(state) in ("output", "bicubic") and not shows_spectrum(state)


def _picked_output_request(state: State) -> dict[str, Request]:
    """Return the request for the output at the picked pixel, where the right canvas has neither that nor bicubic."""
    if sends_output(state) or state.pick is None or not super_resolves(state):
        return {}
    r, (y, x) = state.experiment.spec_of(SubpixelSpec).upscale_factor, state.pick
    part = (y * r, x * r, r, r)
    return {PICKED_OUTPUT: PictureRequest("output", state.view.output_channel, part, run=shown_run(state))}


def _inverse_requests(state: State) -> dict[str, Request]:
    """Return the picture that is taken apart, the channels that it becomes, and the picked pixel of these."""
    channel = state.view.output_channel
    wanted: dict[str, Request] = {PICTURE: PictureRequest(PICTURE, channel), TILES: TilesRequest(channel)}
    if state.pick is not None:
        wanted[PICKED] = SubpixelsRequest(state.pick, channel)
    return wanted


def pixel_grid(experiment: Experiment, configured: Configured) -> Grid | None:
    """Return the pixels that have sub-pixels, side by side over what of the source is in them; None for ones."""
    if counts_overlap(experiment):
        return None
    spec = experiment.spec_of(SubpixelSpec)
    shapes = configured.input_shape, configured.output_shape
    (_, height, width), (_, *enlarged) = reversed(shapes) if spec.is_inverse else shapes
    # Of a padded source they cover more than all.
    covered = [
        share * side / (side - max(edge, 0))
        for share, side, edge in zip(configured.covered, enlarged, configured.edge_yx, strict=True)
    ]
    step = covered[0] / height, covered[1] / width
    return Grid(size=(height, width), first=(step[0] / 2, step[1] / 2), step=step)
