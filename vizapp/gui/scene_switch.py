"""Which lab's scene has the canvases, and whether that is another picture than before."""

from __future__ import annotations

from collections.abc import Mapping

from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.paint_hold import PaintHold
from vizapp.session.state import State


class SceneSwitch:
    """Passes the state to the scene of the lab on show; the others rest, because scenes share the canvases."""

    def __init__(self, scenes: Mapping[str, LabScene], paint_hold: PaintHold) -> None:
        """Leave all of ``scenes``, by lab, as they are; ``paint_hold`` bridges the change from one to another."""
        self._scenes = scenes
        self._paint_hold = paint_hold

    def show_state(self, old: State | None, new: State) -> None:
        """Show ``new``; the scene of another lab than that of ``old`` takes over, and draws everything."""
        lab = new.experiment.lab
        if old is None or old.experiment.lab != lab:
            self._paint_hold.hold()
            for name, scene in self._scenes.items():
                if name != lab:  # deactivated first
                    scene.set_active(False)
            self._scenes[lab].set_active(True)
            old = None
        self._scenes[lab].show_state(old, new)


def is_other_picture(old: State, new: State) -> bool:
    """Return whether the picture on show is another one, or is looked at in another lab."""
    return old.shown_source is not new.shown_source or old.experiment.lab != new.experiment.lab
