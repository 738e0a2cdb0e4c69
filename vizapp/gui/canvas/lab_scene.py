"""What a lab shows on the two canvases while it is the active one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from vizapp.document.tile_layout import InputPlace, PhasePlace
from vizapp.frequencies import Frequency
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.region_watch import RegionWatch
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabOverlay, OverlaySpec
from vizapp.gui.shown import Shown
from vizapp.session.state import State
from vizapp.session.view import Side

NamedPlace = tuple[float, float] | InputPlace | PhasePlace | Frequency
"""What the status bar calls a place on a canvas: a position (y, x), a channel or phase and its pixel, a frequency."""


class LabScene(QObject):
    """Takes the canvases and leaves them, and keeps the overlays of the lab's table that draw by themselves.

    A subclass draws by its :attr:`parts`, each of which is drawn when what it shows has changed, and only while the
    lab is active.

    Attributes:
        parts: what the scene shows, in the order in which it is drawn.
        overlays: those that draw by themselves, by their keys.
    """

    def __init__(self, pair: CanvasPair, session: Gestures, overlays: Sequence[OverlaySpec] = ()) -> None:
        super().__init__(pair)
        self._pair = pair
        self._session = session
        self._active = False
        self._region = RegionWatch(pair.output, session)
        self.parts: tuple[Shown[Any], ...] = ()
        self.overlays: dict[str, LabOverlay] = {
            spec.key: spec.build(pair, session) for spec in overlays if spec.build is not None
        }
        for overlay in self.overlays.values():
            overlay.set_shown(False)
        pair.input.choice.chosen.connect(lambda name: self._choose("left", name))
        pair.output.choice.chosen.connect(lambda name: self._choose("right", name))

    @property
    def active(self) -> bool:
        return self._active

    def set_active(self, active: bool) -> None:
        """Take or leave the canvases; the state to show follows with :meth:`show_state`."""
        if active == self._active:
            return
        self._active = active
        self._region.set_active(active)
        self.activated(active)
        if not active:
            for overlay in self.overlays.values():
                overlay.set_shown(False)

    def show_state(self, old: State | None, new: State) -> None:
        """Draw what differs between two states; ``old`` None draws everything."""
        if not self._active:
            return
        for part in self.parts:
            if old is None:
                part.forget()
            part.follow(new)
        for key, overlay in self.overlays.items():
            overlay.set_shown(key in new.view.shown)
            overlay.show_state(old, new)

    def fit(self) -> None:
        """Show both maps whole."""
        self._pair.fit()

    # What a subclass gives ------------------------------------------------------------------------------------

    def activated(self, active: bool) -> None:
        """Show or hide what the scene has put on the canvases."""

    def only_look(self) -> None:
        """Leave out what explains the marks and what is pressed: the scene stands beside others and is looked at."""

    def toggle_loupe(self) -> None:
        """Put the loupe away, or bring it back."""

    def zoom_to_pick(self) -> None:
        """Show what is picked as large as is comfortable."""

    def place_at(self, canvas: ImageCanvas, y: float, x: float) -> NamedPlace | None:
        """Return what a position (y, x) of a map on a canvas is called in the status bar; None where it has none."""
        del canvas
        return y, x

    def _choose(self, side: Side, name: str) -> None:
        if self._active:
            self._session.show_picture(side, name)
