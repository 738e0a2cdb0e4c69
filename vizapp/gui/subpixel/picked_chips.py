"""The picked pixel on an enlarged map in one piece: its sub-pixels as chips, and an arrow where it is out of view."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QRectF

from vizapp.document.tile_layout import TileLayout, channel_of
from vizapp.gui.canvas.edge_arrows import EdgeArrows, Target
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.colours import WHITE
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.chip_overlay import ChipOverlay
from vizapp.gui.subpixel.layouts import shown_channels, shown_spec, why_in_order
from vizapp.gui.subpixel.phase_origins import phase_origins
from vizapp.gui.subpixel.pictures import runs_side_by_side, shows_judged, shows_network
from vizapp.gui.subpixel.requests import PICKED, shows_whole_map
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.session.state import State


class PickedChips(QObject):
    """Shows what the picked pixel became, where there is room for it."""

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas)
        self.chips = ChipOverlay(canvas, session)
        self.lost_pixel = EdgeArrows(canvas)
        self._corners = canvas.corners
        canvas.projection_changed.connect(self._note_covered)

    @property
    def covered_part(self) -> float:
        """The part of a pixel of the map, from its lower edge up, that a chip covers."""
        geometry = self.chips.geometry()
        return 0.0 if geometry is None or geometry.callout else geometry.side / 2

    @property
    def covered_area(self) -> QRectF:
        """What the chips cover of the viewport; empty where there are none."""
        geometry = self.chips.geometry()
        return QRectF() if geometry is None or not self.chips.isVisible() else geometry.plate

    def set_visible(self, visible: bool) -> None:
        for overlay in (self.chips, self.lost_pixel):
            overlay.setVisible(visible)
        self._note_covered()

    def clear(self) -> None:
        """Show no pixel."""
        self.chips.hide_chips()
        self.lost_pixel.show_targets(())
        self._note_covered()

    def _note_covered(self) -> None:
        """Let others stay clear of the chips."""
        area = self.covered_area
        self._corners.note_drawn("pickedChips", None if area.isEmpty() else area)

    def show_state(self, state: State, layout: TileLayout | None) -> None:
        """Show the picked pixel of a state.

        Where channels are side by side, every one of them has it: it is marked there, without chips. A spectrum has
        no place for a pixel, among several pictures there is no room for chips, and somebody's result has others, as
        has what a network gives.
        """
        picked = state.pick
        has_place = shows_whole_map(state) and not shows_judged(state)
        if picked is None or layout is None or state.snapshot is None or not has_place:
            self.clear()
            return
        spec, channels = shown_spec(state), layout.channels
        r, group = spec.upscale_factor, shown_channels(state, channels)[0]
        y, x = (place * r + (r - 1) / 2 for place in picked)
        self.lost_pixel.show_targets(
            (Target(y, x, WHITE, _tr("The picked pixel is out of view: click to go there")),)
        )
        answer, origin = state.answer(PICKED, Subpixels), phase_origins(state)
        self.chips.show_chips(
            None if runs_side_by_side(state) or shows_network(state) else picked,
            spec,
            lambda phase: origin(phase, channel_of(group, phase, channels, r, spec.order)).brief,
            answer.values if answer is not None and answer.pixel_yx == picked else None,
            why_in_order(state),
        )
        self._note_covered()


def _tr(text: str) -> str:
    return QCoreApplication.translate("SubpixelScene", text)
