"""Which pictures the sub-pixel lab's canvases for what comes out show."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from vizapp.document.judging import JUDGED, JUDGED_DIFFERENCE, factor_between
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, SuperResolveSpec
from vizapp.document.upsamplers import UpsamplerSpec
from vizapp.gui.request_names import NETWORK
from vizapp.protocol.requests import MAX_PICTURE_PIXELS, PictureRequest, Request, SpectrumRequest
from vizapp.protocol.subpixel_answers import NetworkReport
from vizapp.session.state import State
from vizapp.wording.run_names import run_title
from vizapp.wording.translation import marked, translate

LAB = SubpixelSpec.tag()
SPECTRUM = "subpixel.spectrum"
"""The key of what shows the spectrum of the right picture in its place."""
WIPE = "subpixel.wipe"
"""The key of the overlay that lays another picture beside that of the right canvas, and of what it asks for."""
MAGNIFIER = "subpixel.magnifier"
"""The key of the overlay that enlarges a spot of every picture."""
_TITLES: Mapping[str, str] = {
    "output": marked("Output"),
    "target": marked("Target"),
    "error": marked("Error"),
    "difference": marked("Output − target"),
    "shuffled": marked("Shuffled channels"),
    "bicubic": marked("Bicubic"),
    "nearest": marked("Input, nearest"),
}
_JUDGED_TITLES: Mapping[str, str] = {
    JUDGED: marked("Somebody's result"),
    JUDGED_DIFFERENCE: marked("Somebody's result − source"),
}
_BESIDE = ("output", "target", "bicubic", "nearest", JUDGED)
"""The pictures of the same thing, which can be laid beside one another."""
_OF_EACH_RUN = ("output", "error", "difference")
"""The pictures that every upsampler has of its own, and a canvas for."""
_OF_A_RUN = (*_OF_EACH_RUN, "shuffled")
"""The pictures that are of one upsampler."""
_RUN = "run:"
"""Before the name of a run that is compared with the main one: its output."""


def super_resolves(state: State) -> bool:
    """Tell whether the task has a target, and pictures beside the enlarged map."""
    return isinstance(state.experiment.spec_of(SubpixelSpec).task, SuperResolveSpec)


def offered_pictures(state: State) -> tuple[tuple[str, str], ...]:
    """Return the pictures that the right canvas can show, by name and title."""
    if not super_resolves(state):
        enlarged = ("output", translate("SubpixelPictures", marked("Enlarged map")))
        given = (NETWORK, translate("SubpixelPictures", marked("Network's output")))
        return (enlarged, given) if _has_network_output(state) else (enlarged,)
    titles = dict(_TITLES)
    if state.judges:
        titles |= {name: _JUDGED_TITLES[name] for name in _judged_pictures(state)}
    return tuple((name, translate("SubpixelPictures", title)) for name, title in titles.items())


def _judged_pictures(state: State) -> tuple[str, ...]:
    """Return the pictures of somebody's result that there are: a difference needs two that are equally large."""
    source, judged = state.source, state.judged.loaded
    if source is None or judged is None:
        return ()
    factor = factor_between((judged.height, judged.width), (source.height, source.width))
    return (JUDGED, JUDGED_DIFFERENCE) if factor == 1 else (JUDGED,)


def shows_network(state: State) -> bool:
    """Tell whether the right canvas shows what a network gives, and not the map that is shuffled."""
    return right_picture(state) == NETWORK


def spectrum_period(state: State) -> int:
    """Return every how many pixels of the right picture that repeats which its upsampling adds."""
    report = state.answer(NETWORK, NetworkReport)
    if report is not None and shows_network(state):
        return report.period
    return state.experiment.spec_of(SubpixelSpec).upscale_factor


def _has_network_output(state: State) -> bool:
    """Tell whether what a network gives can be shown in place of the map: it has as many pixels."""
    report, configured = state.answer(NETWORK, NetworkReport), state.configured
    if report is None or configured is None or not state.experiment.spec_of(SubpixelSpec).uses_network:
        return False
    return report.output_shape[1:] == configured.output_shape[1:]


def right_picture(state: State) -> str:
    """Return the name of the picture on the right canvas: the chosen one, if it is offered, or the held target."""
    return "target" if shows_target(state) else _chosen_picture(state)


def _chosen_picture(state: State) -> str:
    chosen = state.view.picture(LAB, "right", "output")
    offered = offered_right_of_line(state) if wipes(state) else offered_pictures(state)
    return chosen if chosen in dict(offered) else "output"


def upsampler_runs(state: State) -> tuple[str, ...]:
    """Return the names of the upsamplers, the main one first; none where nothing is super-resolved."""
    task = state.experiment.spec_of(SubpixelSpec).task
    return tuple(each.name for each in task.upsamplers) if isinstance(task, SuperResolveSpec) else ()


def shown_run(state: State) -> str | None:
    """Return which of the upsamplers that are compared is on show instead of the main one; None for that."""
    task = state.experiment.spec_of(SubpixelSpec).task
    return task.compared_run(state.view.run) if isinstance(task, SuperResolveSpec) else None


def shown_upsampler(state: State) -> UpsamplerSpec | None:
    """Return the upsampler on show; None where nothing is super-resolved."""
    task, shown = state.experiment.spec_of(SubpixelSpec).task, shown_run(state)
    if not isinstance(task, SuperResolveSpec):
        return None
    return next((each for each in task.upsamplers if each.name == shown), task.upsampler)


def has_channels(state: State) -> bool:
    """Tell whether r² channels become the sub-pixels; other upsamplers' maps are taken apart to be seen so."""
    upsampler = shown_upsampler(state)
    return upsampler is None or upsampler.has_channels


def runs_in_place(state: State) -> tuple[str, ...]:
    """Return the names of the upsamplers, the one on show first; the main one takes its place."""
    runs, shown = upsampler_runs(state), shown_run(state)
    if shown is None:
        return runs
    return (shown, *(runs[0] if run == shown else run for run in runs[1:]))


def runs_side_by_side(state: State) -> tuple[str, ...]:
    """Return the runs that have a canvas each, the one on show first; none where there is one canvas for all.

    That is so where they have no picture of their own, and while two pictures are wiped.
    """
    runs = runs_in_place(state)
    return runs if runs[1:] and not wipes(state) and _chosen_picture(state) in _OF_EACH_RUN else ()


def cell_name(run: str) -> str:
    """Return the name of what is asked for, for the canvas of a run that is compared with the one on show."""
    return f"cell {run}"


def cell_requests(state: State) -> dict[str, Request]:
    """Return the requests for the further canvases; none while the target is held, which is the same for all."""
    if shows_target(state):
        return {}
    shown = shown_request(state, right_picture(state))
    return {cell_name(run): replace(shown, run=run) for run in runs_side_by_side(state)[1:]}


def picture_pixels(state: State) -> int:
    """Return the most pixels that are sent of a picture: all canvases together show no more than one does.

    The magnifier shows more of each than its canvas does.
    """
    magnified = MAGNIFIER in state.view.shown
    return MAX_PICTURE_PIXELS // (1 if magnified else max(1, len(runs_side_by_side(state))))


def largest_whole(state: State) -> int:
    """Return how many pixels of the map a picture may have to be sent whole.

    Somebody's result has more pixels of its own for each of the map's.
    """
    most, configured, judged = picture_pixels(state), state.configured, state.judged.loaded
    shown = {right_picture(state), *([beside_picture(state)] if wipes(state) else [])}
    if configured is None or judged is None or not shown & set(_JUDGED_TITLES):
        return most
    _, height, width = configured.output_shape
    down, across = configured.covered
    finer = (judged.height * down / height) * (judged.width * across / width)
    return max(1, int(most / max(finer, 1.0)))


def shows_judged(state: State) -> bool:
    """Tell whether the right canvas shows somebody's result, or its difference to the source."""
    return right_picture(state) in _JUDGED_TITLES


def wipes(state: State) -> bool:
    """Tell whether another picture is laid beside that of the right canvas, or another spectrum beside its own."""
    return WIPE in state.view.shown and super_resolves(state)


def shows_spectrum(state: State) -> bool:
    """Tell whether the spectrum of the right picture is wanted in its place."""
    return SPECTRUM in state.view.shown and makes_a_map(state)


def makes_a_map(state: State) -> bool:
    """Tell whether the right canvas shows an enlarged map, which has a spectrum, and no channels and no counts."""
    spec = state.experiment.spec_of(SubpixelSpec)
    return not spec.is_inverse and not isinstance(spec.task, OverlapSpec)


def offered_beside(state: State) -> tuple[tuple[str, str], ...]:
    """Return the pictures that can be laid beside that of the right canvas, by name and title."""
    runs = runs_in_place(state)
    outputs = {f"{_RUN}{run}": run_title(run) for run in runs[1:]}
    if outputs:
        outputs = {"output": run_title(runs[0]), **outputs}
    others = {name: title for name, title in offered_pictures(state) if name in _BESIDE}
    return tuple((outputs | {name: title for name, title in others.items() if name not in outputs}).items())


def offered_right_of_line(state: State) -> tuple[tuple[str, str], ...]:
    """Return what the right canvas can show while another picture is beside it: those, and what has no like."""
    beside = dict(offered_beside(state))
    return tuple((beside | {name: title for name, title in offered_pictures(state) if name not in beside}).items())


def beside_picture(state: State) -> str:
    """Return the name of the picture beside that of the right canvas; while the target is held, that is on both."""
    if shows_target(state):
        return "target"
    chosen = state.view.picture(LAB, "beside", "bicubic")
    return chosen if chosen in dict(offered_beside(state)) else "bicubic"


def picture_request(state: State, name: str) -> PictureRequest:
    """Return the request for a picture of the output's size: the channel on show, where it is on screen."""
    kind, run = name, shown_run(state) if name in _OF_A_RUN else None
    if name.startswith(_RUN):
        kind, run = "output", name.removeprefix(_RUN)
    # The channels are those of the map; what a network gives is a picture in its colours.
    channel = None if name == NETWORK else state.view.output_channel
    return PictureRequest(kind, channel, state.view.region, picture_pixels(state), run=run)


def shown_request(state: State, name: str) -> PictureRequest | SpectrumRequest:
    """Return the request for a picture, or for its spectrum while that is shown in its place."""
    picture = picture_request(state, name)
    return SpectrumRequest(picture.name, picture.channel, picture.run) if shows_spectrum(state) else picture


def shows_target(state: State) -> bool:
    """Tell whether the target is held in place of what comes out."""
    return state.view.target and super_resolves(state)
