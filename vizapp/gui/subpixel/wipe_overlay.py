"""The wipe: another picture to the left of a line on the output canvas, both chosen from lists."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt

from vizapp.gui.canvas.badges import ChoiceBadge
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.wipe import WipeLine
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.pictures import (
    WIPE,
    beside_picture,
    offered_beside,
    offered_right_of_line,
    right_picture,
    shown_request,
    wipes,
)
from vizapp.gui.subpixel.requests import shown_spectrum
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.requests import Request
from vizapp.session.state import State


def wipe_requests(state: State) -> dict[str, Request]:
    """Return the request for the picture to the left of the line, or for its spectrum."""
    return {WIPE: shown_request(state, beside_picture(state))} if wipes(state) else {}


def left_of_line(state: State) -> Picture | None:
    """Return what is shown to the left of the line: a picture beside a picture, a spectrum beside a spectrum.

    Of a picture of another size, as somebody's result may be, the spectrum reaches as far in cycles per pixel and is
    laid over the same part of the canvas; its numbers are not those of the other's frequencies.
    """
    right, left = shown_spectrum(state), state.answer(WIPE, Spectrum)
    if right is None:
        return state.answer(WIPE, Picture)
    if left is None:
        return None
    region = right.picture.region
    return left.picture if left.picture.region == region else replace(left.picture, region=region, values=None)


class WipeOverlay:
    """Shows two pictures on the output canvas, with a line between them, instead of one."""

    def __init__(self, pair: CanvasPair, session: Gestures) -> None:
        self._canvas = pair.output
        self._shown = False
        self.line = WipeLine(pair.output)
        self.left = ChoiceBadge("wipeLeft", _tr("Picture to the left of the line"), pair.output)
        self.right = ChoiceBadge("wipeRight", _tr("Picture to the right of the line"), pair.output)
        pair.output.corners.keep(self.left, Qt.Corner.TopLeftCorner)
        # Beside the other list, before the note.
        pair.output.corners.keep(self.right, Qt.Corner.TopRightCorner, first=True)
        self.left.chosen.connect(lambda name: session.show_picture("beside", name))
        self.right.chosen.connect(lambda name: session.show_picture("right", name))

    def set_shown(self, shown: bool) -> None:
        self._shown = shown
        if not shown:
            self._put_away()

    def show_state(self, old: State | None, new: State) -> None:
        del old
        if not self._shown or not wipes(new):
            self._put_away()
            return
        picture = left_of_line(new)
        self.left.set_entries(offered_beside(new), beside_picture(new))
        self.right.set_entries(offered_right_of_line(new), right_picture(new))
        self._canvas.show_left(picture)
        if self.line.isVisible() != (picture is not None):
            self.line.set_shown(picture is not None)

    def _put_away(self) -> None:
        self._canvas.show_left(None)
        if self.line.isVisible():
            self.line.set_shown(False)
        for badge in (self.left, self.right):
            badge.set_entries((), "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Wipe", text)
