"""The offset field over the input: its tint, its arrows, and their key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QPainter

from vizapp.document.deformable import DeformableSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.deformable.field_colours import scale_for
from vizapp.gui.deformable.field_key import FieldKey, draw_wheel
from vizapp.gui.deformable.field_layers import ArrowLayer, PlacedField, TintLayer, draw_field_arrow
from vizapp.gui.deformable.requests import field_request, shown_below
from vizapp.gui.deformable.teach_overlay import taught_field
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabOverlay
from vizapp.gui.widgets.numbers import plain
from vizapp.protocol.offset_answers import Field
from vizapp.protocol.requests import FieldKind, Request
from vizapp.session.state import State

TINT, ARROWS, TRUTH = "deformable.field", "deformable.fieldArrows", "deformable.truth"
"""The keys of the overlays here, and of the one that shows the truth."""
FIELD, TRUE_FIELD = "field", "field.truth"
"""The names of what is asked for."""


def tint_requests(state: State) -> dict[str, Request]:
    """Return the request for the field."""
    return {FIELD: field_request(state, "offsets", shown_below(state))}


def arrow_requests(state: State) -> dict[str, Request]:
    """Return the requests for the field, and for the true one where the truth is shown."""
    wanted = tint_requests(state)
    if TRUTH in state.view.shown:
        wanted[TRUE_FIELD] = field_request(state, "truth")
    return wanted


class TintOverlay:
    """Lays the field's colours over the input; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair) -> None:
        self._layer = TintLayer()
        pair.input.add_layer(self._layer)
        self.key = FieldKey("fieldKey", pair.input)
        pair.input.corners.keep(self.key, Qt.Corner.BottomLeftCorner)

    def show_state(self, old: State | None, new: State) -> None:
        if old is not None and not _changed(old, new, TINT):
            return
        # Two tints over one another would show directions that nothing has.
        placed = placed_field(new, FIELD, TINT) if taught_field(new) is None else None
        self._layer.show(placed)
        self.key.show_lines("wheel", *(() if placed is None else key_lines(placed.field, new)))

    def set_shown(self, shown: bool) -> None:
        self._layer.set_visible(shown)
        if not shown:
            self._layer.show(None)
            self.key.show_lines("wheel")


class FieldArrows:
    """Draws arrows of the field on the input; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair) -> None:
        self._canvas: ImageCanvas = pair.input
        self._layer = ArrowLayer()
        self._shown = False
        pair.input.add_layer(self._layer, above_numbers=True)
        self.key = FieldKey("fieldArrowsKey", pair.input)
        pair.input.corners.keep(self.key, Qt.Corner.TopRightCorner)
        pair.input.projection_changed.connect(self._say_magnification)

    def show_state(self, old: State | None, new: State) -> None:
        if old is not None and not _changed(old, new, ARROWS, TRUTH):
            return
        truth = placed_field(new, TRUE_FIELD, TRUTH)
        self._layer.show(placed_field(new, FIELD, ARROWS), truth)
        self._say_magnification()

    def set_shown(self, shown: bool) -> None:
        self._shown = shown
        self._layer.set_visible(shown)
        if not shown:
            self._layer.show(None, None)
            self._say_magnification()

    def _say_magnification(self) -> None:
        factor = self._layer.magnification(self._canvas.projection) if self._shown else 1
        words = _tr("field arrows {factor}× as long").format(factor=factor)
        self.key.show_lines("wheel", *((words,) if factor > 1 else ()))


def has_field(state: State) -> bool:
    """Tell whether the field is known."""
    return state.answer(FIELD, Field) is not None


def placed_field(state: State, name: str, key: str) -> PlacedField | None:
    """Return the field that was answered to the request ``name``; None while the overlay ``key`` is hidden."""
    field = state.answer(name, Field)
    if field is None or key not in state.view.shown:
        return None
    spec = state.experiment.spec_of(DeformableSpec)
    layers = spec.operator.layers
    if field.below >= layers:
        return None
    return PlacedField(field, spec.geometry.stacked(layers - field.below) if layers > 1 else spec.geometry)


def key_lines(field: Field, state: State) -> tuple[str, str]:
    """Return what the rim of the wheel stands for, and of which tap the field is."""
    spec = state.experiment.spec_of(DeformableSpec)
    rim = _tr("rim = {length} px").format(length=plain(scale_for(field.reach), 1))
    if field.tap is not None and field.tap < spec.points:
        group, k = divmod(field.tap, spec.taps)
        text = _tr("tap {tap}") if spec.operator.offset_groups == 1 else _tr("group {group}, tap {tap}")
        of = text.format(group=group, tap=spec.geometry.tap_name(k))
    else:
        of = _tr("mean of {count} taps").format(count=spec.points) if spec.points > 1 else _tr("the only tap")
    kinds: dict[FieldKind, str] = {
        "offsets": of,
        "truth": _tr("truth, {of}").format(of=of),
        "taught": _tr("moved by Teach, {of}").format(of=of),
    }
    return rim, kinds[field.kind]


def wheel_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the field's mark in the legend."""
    draw_wheel(painter, place, 15.0)


def field_arrow_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the field's arrows in the legend."""
    start, end = QPointF(place.x() - 8, place.y() + 4), QPointF(place.x() + 7, place.y() - 4)
    draw_field_arrow(painter, start, end)


def build_with(make: Callable[[CanvasPair], LabOverlay]) -> Callable[[CanvasPair, Gestures], LabOverlay]:
    """Return the builder of an overlay that takes no gestures."""
    return lambda pair, session: make(pair)


def _changed(old: State, new: State, *keys: str) -> bool:
    if old.snapshot is not new.snapshot or old.experiment is not new.experiment:
        return True
    return any((key in old.view.shown) != (key in new.view.shown) for key in keys)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FieldOverlay", text)
