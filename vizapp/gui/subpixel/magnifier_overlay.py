"""The magnifier over the sub-pixel lab's pictures."""

from __future__ import annotations

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.magnifier import Magnifier
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.pictures import MAGNIFIER as MAGNIFIER
from vizapp.session.state import State


class MagnifierOverlay:
    """Shows and hides the magnifier, which follows the cursor by itself."""

    def __init__(self, pair: CanvasPair, session: Gestures) -> None:
        del session
        self.magnifier = Magnifier(pair)

    def set_shown(self, shown: bool) -> None:
        self.magnifier.set_shown(shown)

    def show_state(self, old: State | None, new: State) -> None:
        """Do nothing: the lenses draw what the canvases show."""
