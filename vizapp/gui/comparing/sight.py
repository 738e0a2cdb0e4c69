"""What part of a map a canvas shows, so that another one shows the same part of a map of another size."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF

from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.canvas.image_canvas import ImageCanvas


class Sight(NamedTuple):
    """What is in the middle, as shares of the map's height and width, and the map's height in screen pixels."""

    down: float
    across: float
    height: float


def sight_of(canvas: ImageCanvas) -> Sight | None:
    """Return what a canvas shows; None where that is the whole map."""
    if canvas.frame.fitted:
        return None
    seen, (height, width) = canvas.projection, canvas.size_in_pixels
    y, x = seen.to_position(QPointF(seen.width / 2, seen.height / 2))
    return Sight((y + 0.5) / height, (x + 0.5) / width, seen.scale * height)


def show_sight(canvas: ImageCanvas, sight: Sight | None) -> None:
    """Show on a canvas what was seen on another one."""
    if sight is None:
        canvas.frame.fit()
        return
    height, width = canvas.size_in_pixels
    canvas.frame.follow(canvas_point(sight.down * height - 0.5, sight.across * width - 0.5), sight.height / height)
