"""An overlay of the deformable lab: a cross at the mean of the picked unit's points. All that it takes is here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.deformable.overlays import OVERLAYS
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabOverlay, LegendRow, OverlaySpec
from vizapp.protocol.requests import Request, UnitsRequest
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.session.state import State

KEY = "deformable.mean"


class MeanOverlay(Overlay):
    """Draws the cross; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas, z=9)
        self.mean_yx: tuple[float, float] | None = None
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_state(self, old: State | None, new: State) -> None:
        if old is None or old.snapshot is not new.snapshot:
            answer = new.answer(KEY, UnitReadings)
            readings = () if answer is None else answer.readings
            self.mean_yx = tuple(readings[0].point_yx.mean(axis=0).tolist()) if readings else None
            self.update()

    def set_shown(self, shown: bool) -> None:
        self.setVisible(shown)

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self.mean_yx is not None:
            draw_cross(painter, projection.to_screen(*self.mean_yx))


def draw_cross(painter: QPainter, place: QPointF) -> None:
    painter.setPen(Qt.GlobalColor.magenta)
    painter.drawLine(place - QPointF(5, 0), place + QPointF(5, 0))
    painter.drawLine(place - QPointF(0, 5), place + QPointF(0, 5))


def requests(state: State) -> dict[str, Request]:
    return {} if state.pick is None else {KEY: UnitsRequest((state.pick,))}


def build(pair: CanvasPair, session: Gestures) -> LabOverlay:
    del session
    return MeanOverlay(pair.input)


SPEC = OverlaySpec(
    KEY,
    "Mean point",
    "A cross at the mean of the points.",
    (LegendRow(draw_cross, "mean of the points"),),
    requests,
    build,
)


@contextmanager
def registered() -> Iterator[None]:
    """Have the overlay while the context lasts."""
    OVERLAYS.append(SPEC)
    try:
        yield
    finally:
        OVERLAYS.remove(SPEC)
