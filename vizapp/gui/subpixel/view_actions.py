"""The actions that change how the sub-pixel lab's pictures are looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabAction
from vizapp.gui.subpixel.magnifier_overlay import MAGNIFIER
from vizapp.gui.subpixel.pictures import WIPE, shown_run, super_resolves, upsampler_runs
from vizapp.session.state import State


def why_one_picture(state: State) -> str:
    """Return why there is nothing to compare the enlarged map with, as a sentence; "" where there is."""
    if super_resolves(state):
        return ""
    return QCoreApplication.translate("SubpixelLooks", "A shuffle has no target and no other picture of the same.")


def _toggle(key: str, why_not: Callable[[State], str] | None = None) -> LabAction:
    """Return the action that shows an overlay, or hides it."""

    def run(session: Gestures) -> None:
        session.show_overlay(key, key not in session.state.view.shown)

    return LabAction(run, checked=lambda state: key in state.view.shown, why_not=why_not)


def show_next_run(session: Gestures) -> None:
    """Have the next of the upsamplers that are compared on show, and after the last the main one."""
    runs, shown = upsampler_runs(session.state), shown_run(session.state)
    following = runs[(0 if shown is None else runs.index(shown)) + 1 :]
    session.show_run(following[0] if following else None)


def why_no_next(state: State) -> str:
    """Return why there is no other upsampler to show, as a sentence; "" where there is."""
    if upsampler_runs(state)[1:]:
        return ""
    return QCoreApplication.translate(
        "SubpixelLooks", "Nothing is compared: choose upsamplers beside the main one, in the setup of super-resolve."
    )


VIEW_ACTIONS = {
    "nextUpsamplerAction": LabAction(show_next_run, why_not=why_no_next),
    "targetAction": LabAction(
        lambda session: session.show_target(not session.state.view.target),
        checked=lambda state: state.view.target,
        why_not=why_one_picture,
    ),
    "wipeAction": _toggle(WIPE, why_one_picture),
    "magnifierAction": _toggle(MAGNIFIER),
}
