"""Opens and closes the window with the trained kernels, as the view says, and keeps it up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.upsamplers import TransposedUpsampler, upsampler_named
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.gestures import Gestures
from vizapp.gui.runs import run_title
from vizapp.gui.subpixel.pictures import picture_request, right_picture, shown_run, upsampler_runs
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
        run = _run_of(state)
        phases = spec.phases if run == upsampler_runs(state)[0] else tuple(range(len(spec.phases)))
        several = len(upsampler_runs(state)) > 1
        upsampler = upsampler_named(run)
        writes = isinstance(upsampler, TransposedUpsampler)
        self.dialog.show_run(run_title(run) if several else "", trains=upsampler.trains, writes=writes)
        self.dialog.show_kernels(state.answer(KERNELS, Kernels), phases)
        if not self.dialog.isVisible():
            self.dialog.show()

    def hide(self) -> None:
        """Put the window away; the view still says whether it is open."""
        if self.dialog is not None:
            self.dialog.hide()

    def _closed(self) -> None:
        self._session.show_overlay(KERNELS, False)


def _run_of(state: State) -> str:
    """Return the name of the upsampler whose kernels are asked for: that of the right picture."""
    run = picture_request(state, right_picture(state)).run or shown_run(state)
    return run or upsampler_runs(state)[0]
