"""What the tests of the canvases share: a hand, a session whose document follows it, and states to look at."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import numpy as np
from fakes import (
    SHOWN,
    FakeSession,
    configured,
    deformable_snapshot,
    map_source,
    picked,
    picture,
    ready_state,
    subpixel_snapshot,
    unit_reading,
)
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from vizapp.document import edits
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import Everywhere, PlacedPoint, Tap, Unit, Where
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.values import Position
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.subpixel.requests import LAB as SUBPIXEL
from vizapp.protocol.events import InputPicture
from vizapp.protocol.unit_answers import UnitReading
from vizapp.session.state import State
from vizapp.session.view import Scope, View

LEFT = Qt.MouseButton.LeftButton


class CanvasSession(FakeSession):
    """Applies placed points to the document, as the real session does."""

    def place_point(
        self, tap: Tap, offset_yx: tuple[float, float], gesture: str | None = None, scope: Scope | None = None
    ) -> None:
        self._record("place_point", tap, offset_yx, gesture, scope)
        self._place({tap: offset_yx}, scope)

    def place_points(
        self,
        offsets: Mapping[Tap, tuple[float, float]],
        label: str,
        gesture: str | None = None,
        scope: Scope | None = None,
    ) -> None:
        self._record("place_points", offsets, label, gesture, scope)
        self._place(offsets, scope)

    def _place(self, offsets: Mapping[Tap, tuple[float, float]], scope: Scope | None) -> None:
        state, where = self.state, scope or self.state.view.scope
        whom: Where = Everywhere()
        if where != "everywhere" and state.pick is not None:
            whom = Unit(state.pick) if where == "unit" else edits.around(state.pick, state.view.brush)
        self.show(experiment=edits.place_points(state.experiment, offsets, whom, state.pick))


class Hand:
    """A mouse over one canvas, in the viewport's own pixels; every event goes the way a real one goes."""

    def __init__(self, canvas: ImageCanvas) -> None:
        self._viewport: QWidget = canvas.viewport()
        self._held = Qt.MouseButton.NoButton
        self.modifiers = Qt.KeyboardModifier.NoModifier

    def _send(self, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton) -> None:
        globally = QPointF(self._viewport.mapToGlobal(QPoint(0, 0))) + place
        event = QMouseEvent(kind, place, globally, button, self._held, self.modifiers)
        QApplication.sendEvent(self._viewport, event)

    def move(self, place: QPointF) -> None:
        self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton)

    def press(self, place: QPointF, button: Qt.MouseButton = LEFT) -> None:
        self.move(place)
        self._held = button
        self._send(QEvent.Type.MouseButtonPress, place, button)

    def release(self, place: QPointF) -> None:
        button, self._held = self._held, Qt.MouseButton.NoButton
        self._send(QEvent.Type.MouseButtonRelease, place, button)

    def click(self, place: QPointF) -> None:
        self.press(place)
        self.release(place)

    def double_click(self, place: QPointF) -> None:
        self.click(place)
        self._held = LEFT
        self._send(QEvent.Type.MouseButtonDblClick, place, LEFT)
        self.release(place)

    def drag(self, start: QPointF, end: QPointF, steps: int = 5, button: Qt.MouseButton = LEFT) -> None:
        """Press at ``start`` and move to ``end``; the button stays down."""
        self.press(start, button)
        for n in range(1, steps + 1):
            self.move(start + (end - start) * (n / steps))

    def wheel(self, place: QPointF, notches: int) -> None:
        globally = QPointF(self._viewport.mapToGlobal(QPoint(0, 0))) + place
        event = QWheelEvent(
            place,
            globally,
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            self.modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self._viewport, event)


def press_key(
    canvas: ImageCanvas, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    surface = canvas.focusProxy()
    assert surface is not None
    QTest.keyClick(surface, key, modifiers)


def screen(canvas: ImageCanvas) -> NDArray[np.uint8]:
    """Return what the canvas shows, badges left out: uint8 (h, w, 3) in device pixels."""
    image = canvas.viewport().grab().toImage()
    image.convertTo(image.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def colour_at(canvas: ImageCanvas, place: QPointF) -> tuple[int, int, int]:
    """Return the colour shown at a place of the viewport."""
    ratio = canvas.devicePixelRatioF()
    red, green, blue = screen(canvas)[int(place.y() * ratio), int(place.x() * ratio)].tolist()
    return red, green, blue


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def near(a: tuple[int, int, int], b: tuple[int, int, int], tolerance: int = 12) -> bool:
    return max(abs(x - y) for x, y in zip(a, b, strict=True)) <= tolerance


def reading_at(unit_yx: tuple[int, int], offset_yx: Any, truth_yx: Any = None, **more: Any) -> UnitReading:
    """Return a reading of a 3×3 unit with these offsets (9, 2), and these positions of the truth."""
    reading = unit_reading(unit_yx=unit_yx, offset_yx=np.asarray(offset_yx, np.float32), **more)
    truth = None if truth_yx is None else np.asarray(truth_yx, np.float32)
    return msgspec.structs.replace(reading, truth_yx=truth)


def deformable_state(
    unit_yx: Position = (12, 20),
    offset_yx: Any = None,
    size: tuple[int, int] = (48, 64),
    truth_yx: Any = None,
    hidden: Iterable[str] = (),
    **view: Any,
) -> State:
    """Return a state with a probe, its reading, a uniform grey input and a random output of the same size.

    ``hidden`` are the overlays that are not drawn; ``view`` changes other fields of the view.
    """
    offsets = np.zeros((9, 2)) if offset_yx is None else offset_yx
    height, width = size
    grey = np.full((3, height, width), 0.5, np.float32)
    shown = msgspec.structs.replace(picture(grey), pixels=np.full((height, width, 3), 128, np.uint8))
    state = ready_state(
        configured=configured(input_shape=(3, height, width), output_shape=(9, height, width)),
        input_picture=InputPicture(1, (0, 1, 2), shown),
        snapshot=deformable_snapshot(
            reading_at(unit_yx, offsets, truth_yx, input_size=size),
            picture=picture(np.random.default_rng(0).random((1, height, width), np.float32)),
        ),
        picks=picked(unit_yx),
    )
    changed: dict[str, Any] = {"selected_tap": None, "shown": SHOWN - set(hidden)} | view
    return dataclasses.replace(state, view=dataclasses.replace(state.view, **changed))


def with_spec(state: State, **changes: Any) -> State:
    return dataclasses.replace(state, experiment=Experiment(labs=(DeformableSpec(**changes),)))


def placed_points(session: FakeSession) -> tuple[PlacedPoint, ...]:
    """Return the points that the document holds."""
    return session.state.experiment.spec_of(DeformableSpec).placed_points


def subpixel_spec(session: FakeSession) -> SubpixelSpec:
    return session.state.experiment.spec_of(SubpixelSpec)


def subpixel_state(
    upscale_factor: int = 3,
    size: tuple[int, int] = (5, 8),
    channels: int = 2,
    order: Any = "CRD",
    phase_order: tuple[int, ...] = (),
    left: str = "channels",
    pixel_yx: Position | None = None,
    **view: Any,
) -> State:
    """Return a state of the shuffle of a lopsided map whose values count up; picture (5, 8) times the factor.

    ``left`` is what the left canvas shows, ``pixel_yx`` is picked; ``view`` changes other fields of the view.
    """
    r, (height, width) = upscale_factor, size
    values = np.arange(channels * r * r * height * width, dtype=np.float32).reshape(channels * r * r, height, width)
    spec = SubpixelSpec(task=ShuffleSpec(), upscale_factor=r, stored_as=order, read_as=order, phase_order=phase_order)
    columns = int(np.ceil(np.sqrt(channels)))
    rows = -(-channels // columns)
    mosaic = np.zeros((1, rows * r * height, columns * r * width), np.float32)
    shows_tiles = left == "channels"
    changed: dict[str, Any] = {"output_channel": 0, "shown": SHOWN, "pictures": {(SUBPIXEL, "left"): left}} | view
    return State(
        source=map_source(values),
        experiment=Experiment(lab=SUBPIXEL, labs=(spec,)),
        engine=ready_state().engine,
        configured=configured(
            lab=SUBPIXEL,
            input_shape=(channels * r * r, height, width),
            output_shape=(channels, height * r, width * r),
            trainable=False,
        ),
        snapshot=subpixel_snapshot(
            tiles=picture(mosaic) if shows_tiles else None,
            low_resolution=None if shows_tiles else picture(np.zeros((1, height, width), np.float32)),
            picture=picture(np.zeros((1, height * r, width * r), np.float32)),
            groups=tuple(range(channels)),
        ),
        picks=picked(pixel_yx, SUBPIXEL),
        view=View(**changed),
    )
