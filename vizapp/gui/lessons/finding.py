"""Where in the window that is which a step of a lesson speaks of: a control, or a place on a canvas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.docks import PanelDock
from vizapp.gui.lessons.place_frame import FRAME_ROOM
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.subpixel.tile_overlay import Tile
from vizapp.gui.widgets.action_button import ActionButton
from vizapp.lessons.lesson import Place
from vizapp.lessons.places import PLOTS
from vizapp.lessons.unit_aims import reading_of

if TYPE_CHECKING:
    from vizapp.gui.main_window import MainWindow

_ENOUGH = 60
"""So many pixels of a tall control have to be seen."""
_POINT = 9
"""Half the side of what is framed around a point, in pixels."""


def rect_of(window: MainWindow, place: Place | None) -> QRect | None:
    """Return where a place is in the window's own pixels; None where it is not to be seen now."""
    if place is None:
        return None
    if place.kind in ("action", "object"):
        widget = widget_of(window, place)
        if widget is None or not widget.isVisible():
            return None
        seen = _seen(widget)
        return None if seen.isEmpty() else seen.translated(widget.mapTo(window, QPoint()))
    canvas = window.canvases.input if place.kind in _ON_INPUT else window.canvases.output
    found = _on_canvas(window, canvas, place)
    if found is None or not canvas.isVisible():
        return None
    viewport = canvas.viewport()
    inside = found.intersected(viewport.rect().adjusted(FRAME_ROOM, FRAME_ROOM, -FRAME_ROOM, -FRAME_ROOM))
    return None if inside.isEmpty() else inside.translated(viewport.mapTo(window, QPoint()))


_ON_INPUT = ("loupe", "points", "tap", "ring", "input", "tile")


def widget_of(window: MainWindow, place: Place) -> QWidget | None:
    """Return the control of a place, or None; of an action the button that triggers it, or the menu that has it."""
    if place.kind not in ("action", "object"):
        return None
    if place.kind == "object":
        found = window.findChildren(QWidget, place.name)
        if not found and place.name in PLOTS:
            return window.findChild(QWidget, "progressPanel")  # a plot is not made before the panel is unfolded
        return next((widget for widget in found if widget.isVisible()), found[0] if found else None)
    action = window.actions_table[place.name]
    buttons = [button for button in window.findChildren(QAbstractButton) if _triggers(button, action)]
    shown = next((button for button in buttons if button.isVisible()), None)
    return shown or window.top_bar.more_button


def is_revealed(window: MainWindow, place: Place | None) -> bool:
    """Return whether the whole of a control is to be seen, or as much of it as has room; or it is no control."""
    if place is None or place.kind not in ("action", "object"):
        return True
    widget = widget_of(window, place)
    if widget is None or not widget.isVisible():
        return False
    return _seen(widget).height() >= min(widget.height(), _ENOUGH)


def reveal(window: MainWindow, place: Place | None) -> list[PanelDock]:
    """Show the panel that a control stands in, unfold it, and scroll to the control; return what was unfolded."""
    unfolded: list[PanelDock] = []
    if place is None or place.kind not in ("action", "object"):
        return unfolded
    widget = widget_of(window, place)
    if widget is None:
        return unfolded
    parent = widget.parentWidget()
    scroller: QScrollArea | None = None
    while parent is not None and parent is not window:
        if isinstance(parent, PanelDock):
            if parent.isHidden():
                parent.show()
            if parent.folded:
                parent.fold_wanted.emit(False)
                unfolded.append(parent)
        elif scroller is None and isinstance(parent, QScrollArea):
            scroller = parent
        parent = parent.parentWidget()
    if scroller is not None:
        scroller.ensureWidgetVisible(widget, 0, 24)
    return unfolded


def _triggers(button: QAbstractButton, action: QAction) -> bool:
    return isinstance(button, ActionButton) and button.action_shown is action


def _seen(widget: QWidget) -> QRect:
    """Return the part of a widget that no scroll area hides.

    Not its visible region: that leaves out what children paint over, which is most of a plot.
    """
    seen, child = widget.rect(), widget
    parent = widget.parentWidget()
    while parent is not None and not child.isWindow():
        seen = seen.intersected(parent.rect().translated(-widget.mapTo(parent, QPoint())))
        child, parent = parent, parent.parentWidget()
    return seen


def _on_canvas(window: MainWindow, canvas: ImageCanvas, place: Place) -> QRect | None:
    viewport = canvas.viewport()
    match place.kind:
        case "input" | "output":
            return viewport.rect().adjusted(8, 8, -8, -8)
        case "probe":
            unit = window.session.state.pick
            return None if unit is None else _around([_spot(canvas, *unit)], _POINT)
        case "points" | "tap" | "ring":
            return _of_points(window, canvas, place)
        case "loupe":
            scene = window.scene
            lens = scene.loupe.lens if isinstance(scene, DeformableScene) else None
            return None if lens is None else lens.inset.toAlignedRect()
        case "chip" | "chips":
            return _of_chips(window, place)
        case "tile":
            scene = window.scene
            if not isinstance(scene, SubpixelScene) or scene.tile_layout is None:
                return None
            return scene.shuffle.left.tiles.tile_rect(Tile(0, place.numbers[0])).toAlignedRect()
    return None


def _of_points(window: MainWindow, canvas: ImageCanvas, place: Place) -> QRect | None:
    reading = reading_of(window.session.state)
    if reading is None:
        return None
    points = reading.truth_yx if place.kind == "ring" else reading.point_yx
    if points is None:
        return None
    if place.kind != "points":
        if place.numbers[0] >= len(points):
            return None
        points = points[place.numbers[0]][None]
    places = np.asarray(points, float)
    return _around([_spot(canvas, float(y), float(x)) for y, x in places if np.isfinite((y, x)).all()], _POINT)


def _of_chips(window: MainWindow, place: Place) -> QRect | None:
    scene = window.scene
    if not isinstance(scene, SubpixelScene):
        return None
    chips = scene.shuffle.right.picked.chips
    r = round(len(_phases(window)) ** 0.5)
    if place.kind == "chip":
        i, j = place.numbers
        wanted = [i * r + j] if i < r and j < r else []
    else:
        wanted = list(range(r * r))
    geometry = chips.geometry()
    if geometry is None or not wanted:
        return None
    rect = QRectF()
    for phase in wanted:
        rect = rect.united(geometry.cell(phase))
    return rect.toAlignedRect()


def _phases(window: MainWindow) -> Sequence[int]:
    return window.session.state.experiment.spec_of(SubpixelSpec).phases


def _spot(canvas: ImageCanvas, y: float, x: float) -> QPointF:
    return canvas.map_to_viewport(canvas_point(y, x))


def _around(spots: Sequence[QPointF], half: int) -> QRect | None:
    if not spots:
        return None
    xs, ys = [spot.x() for spot in spots], [spot.y() for spot in spots]
    left, top = round(min(xs)) - half, round(min(ys)) - half
    return QRect(left, top, round(max(xs)) + half - left, round(max(ys)) + half - top)
