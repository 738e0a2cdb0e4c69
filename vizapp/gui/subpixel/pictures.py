"""Which pictures the sub-pixel lab's right canvas can show, and which it shows. No Qt in here."""

from __future__ import annotations

from collections.abc import Mapping

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.protocol.requests import PictureRequest
from vizapp.session.state import State
from vizapp.wording.translation import marked, translate

LAB = SubpixelSpec.tag()
WIPE = "subpixel.wipe"
"""The key of the overlay that lays another picture beside that of the right canvas, and of what it asks for."""
_TITLES: Mapping[str, str] = {
    "output": marked("Output"),
    "target": marked("Target"),
    "error": marked("Error"),
    "difference": marked("Output − target"),
    "shuffled": marked("Shuffled channels"),
    "bicubic": marked("Bicubic"),
    "nearest": marked("Input, nearest"),
}
_BESIDE = ("output", "target", "bicubic", "nearest")
"""The pictures of the same thing, which can be laid beside one another."""


def super_resolves(state: State) -> bool:
    """Tell whether the task has a target, and pictures beside the enlarged map."""
    return isinstance(state.experiment.spec_of(SubpixelSpec).task, SuperResolveSpec)


def offered_pictures(state: State) -> tuple[tuple[str, str], ...]:
    """Return the pictures that the right canvas can show, by name and title."""
    if not super_resolves(state):
        return (("output", translate("SubpixelPictures", marked("Enlarged map"))),)
    return tuple((name, translate("SubpixelPictures", title)) for name, title in _TITLES.items())


def right_picture(state: State) -> str:
    """Return the name of the picture on the right canvas: the chosen one, if it is offered, or the held target."""
    if _shows_target(state):
        return "target"
    chosen = state.view.picture(LAB, "right", "output")
    return chosen if chosen in dict(offered_pictures(state)) else "output"


def wipes(state: State) -> bool:
    """Tell whether another picture is laid beside that of the right canvas."""
    return WIPE in state.view.shown and super_resolves(state)


def offered_beside(state: State) -> tuple[tuple[str, str], ...]:
    """Return the pictures that can be laid beside that of the right canvas, by name and title."""
    return tuple((name, title) for name, title in offered_pictures(state) if name in _BESIDE)


def beside_picture(state: State) -> str:
    """Return the name of the picture beside that of the right canvas; while the target is held, that is on both."""
    return "target" if _shows_target(state) else state.view.picture(LAB, "beside", "bicubic")


def picture_request(state: State, name: str) -> PictureRequest:
    """Return the request for a picture of the output's size: the channel on show, where it is on screen."""
    return PictureRequest(name, state.view.output_channel, state.view.region)


def _shows_target(state: State) -> bool:
    return state.view.target and super_resolves(state)
