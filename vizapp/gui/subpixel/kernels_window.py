"""Opens and closes the window with the trained kernels, as the view says, and keeps it up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.requests import KERNELS
from vizapp.protocol.subpixel_answers import Kernels
from vizapp.session.state import State

if TYPE_CHECKING:
    from vizapp.gui.subpixel.kernels_dialog import KernelsDialog


class KernelsWindow(QObject):
    """The window over the main one; closing it says so to the session, so that nothing more is computed for it."""

    def __init__(self, pair: CanvasPair, session: Gestures) -> None:
        super().__init__(pair)
        self._pair = pair
        self._session = session
        self.dialog: KernelsDialog | None = None

    def show(self, state: State) -> None:
        """Open, update or close the window for a state of the lab that is active."""
        spec = state.experiment.spec_of(SubpixelSpec)
        if KERNELS not in state.view.shown or not spec.trains:
            self.hide()
            return
        if self.dialog is None:
            # Imported when it is wanted: until the window is shown, every module counts.
            from vizapp.gui.subpixel.kernels_dialog import KernelsDialog

            self.dialog = KernelsDialog(self._pair.window())
            self.dialog.finished.connect(self._closed)
        self.dialog.show_kernels(state.answer(KERNELS, Kernels), spec.phases)
        if not self.dialog.isVisible():
            self.dialog.show()

    def hide(self) -> None:
        """Put the window away; the view still says whether it is open."""
        if self.dialog is not None:
            self.dialog.hide()

    def _closed(self) -> None:
        self._session.show_overlay(KERNELS, False)
