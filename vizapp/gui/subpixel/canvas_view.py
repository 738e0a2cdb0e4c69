"""What one task of the sub-pixel lab shows on the two canvases, and how it takes and leaves them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF

from vizapp.document.tile_layout import TileLayout
from vizapp.document.values import Position
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_rect
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.lab_scene import NamedPlace
from vizapp.gui.theme import Theme
from vizapp.session.state import State

PICKED_BLOCKS = 9
"""How many low-resolution pixels :func:`area_of_pick` has across."""


class CanvasArea(NamedTuple):
    """A rectangle of a canvas, in its own coordinates: x to the right and y down, 1 per pixel of its map."""

    canvas: ImageCanvas
    area: QRectF


class CanvasView(QObject):
    """Draws on both canvases while it is active; of a lab's views at most one is active.

    A subclass puts its layers and overlays on the canvases once, hidden, and shows them in :meth:`activated`.
    """

    def __init__(self, pair: CanvasPair) -> None:
        super().__init__(pair)
        self._pair = pair
        self._active = False
        self._fitted_for: object = None

    @property
    def active(self) -> bool:
        """Whether the canvases are this view's."""
        return self._active

    def set_active(self, active: bool) -> None:
        """Take the canvases, or leave them to another view; what to show follows with :meth:`show_state`."""
        if active == self._active:
            return
        self._active = active
        self._fitted_for = None
        self.activated(active)
        if not active:
            for canvas in (self._pair.input, self._pair.output):
                canvas.keep_numbers_off(None)

    def fit_once(self, shown: object) -> bool:
        """Show both maps whole if ``shown``, which stands for their sizes, is another than before.

        Returns:
            Whether it was another.
        """
        if shown == self._fitted_for:
            return False
        self._fitted_for = shown
        self._pair.fit()
        return True

    # What a subclass gives ------------------------------------------------------------------------------------

    def activated(self, active: bool) -> None:
        """Show or hide what the view has put on the canvases."""

    def show_state(self, state: State, layout: TileLayout | None) -> None:
        """Draw a state; ``layout`` is how its channel tiles stand, None where there are none."""

    def place_at(self, canvas: ImageCanvas, y: float, x: float) -> NamedPlace | None:
        """Return what a position (y, x) of a map on a canvas is called; None where it has no name."""
        del canvas
        return y, x

    def picked_area(self) -> CanvasArea | None:
        """Return where the picked pixel is seen with its neighbours; None where none is to be seen."""
        return None

    def take_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""


def area_of_pick(
    pixel_yx: Position, upscale_factor: int, origin_yx: Position = (0, 0), blocks: int = PICKED_BLOCKS
) -> QRectF:
    """Return the canvas rectangle of a low-resolution pixel's sub-pixels with those of its neighbours.

    ``origin_yx`` is where the enlarged map begins on its canvas, ``blocks`` how many pixels there are on a side.
    """
    r, (y, x) = upscale_factor, pixel_yx
    around = blocks // 2 * r
    return canvas_rect(origin_yx[0] + y * r, origin_yx[1] + x * r, r, r).adjusted(-around, -around, around, around)
