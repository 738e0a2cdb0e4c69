"""What teaching has moved at all other units: its tint over the input, and the key of its colours."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt

from vizapp.document.deformable import DeformableSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.deformable.field_colours import scale_for
from vizapp.gui.deformable.field_key import FieldKey
from vizapp.gui.deformable.field_layers import PlacedField, TintLayer
from vizapp.gui.deformable.requests import selected_point, shows_placed_points
from vizapp.gui.deformable.teaching_words import shown_report
from vizapp.gui.widgets.numbers import plain
from vizapp.protocol.offset_answers import Field
from vizapp.protocol.requests import FieldRequest, Request
from vizapp.session.state import State

TAUGHT = "deformable.taught"
"""The key of the overlay, and the name of what is asked for."""


def taught_requests(state: State) -> dict[str, Request]:
    """Return the request for what has moved; none where nothing was taught since the last training step."""
    report, tap = shown_report(state), selected_point(state)
    if report is None or not shows_placed_points(state):
        return {}
    if tap is None and len(report.taps) == 1:
        tap = report.taps[0]
    return {TAUGHT: FieldRequest("taught", tap, state.view.region)}


def taught_field(state: State) -> Field | None:
    """Return the field that is shown of what teaching has moved, or None."""
    if TAUGHT not in state.view.shown or not taught_requests(state):
        return None
    field = state.answer(TAUGHT, Field)
    return field if field is not None and field.kind == "taught" else None


class TaughtOverlay:
    """Lays the colours of the change over the input; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair) -> None:
        self._layer = TintLayer()
        pair.input.add_layer(self._layer)
        self.key = FieldKey("taughtKey", pair.input)
        pair.input.corners.keep(self.key, Qt.Corner.BottomLeftCorner)
        self._shown: tuple[Field | None, object] | None = None

    def show_state(self, old: State | None, new: State) -> None:
        field = taught_field(new)
        spec = new.experiment.spec_of(DeformableSpec)
        shown = (field, spec.shown_geometry)
        if old is not None and self._shown is not None and self._shown[0] is field and self._shown[1] == shown[1]:
            return
        self._shown = shown
        self._layer.show(None if field is None else PlacedField(field, spec.shown_geometry))
        self.key.show_lines("wheel", *(() if field is None else _key_lines(field, new)))

    def set_shown(self, shown: bool) -> None:
        self._layer.set_visible(shown)
        if not shown:
            self._shown = None
            self._layer.show(None)
            self.key.show_lines("wheel")


def _key_lines(field: Field, state: State) -> tuple[str, str]:
    spec = state.experiment.spec_of(DeformableSpec)
    rim = _tr("moved by Teach, rim = {length} px").format(length=plain(scale_for(field.reach), 1))
    if field.tap is None or field.tap >= spec.points:
        report = shown_report(state)
        count = 0 if report is None else len(report.taps)
        return rim, _tr("the taught tap") if count == 1 else _tr("mean of {count} taught taps").format(count=count)
    group, k = divmod(field.tap, spec.taps)
    text = _tr("tap {tap}") if spec.operator.offset_groups == 1 else _tr("group {group}, tap {tap}")
    return rim, text.format(group=group, tap=spec.geometry.tap_name(k))


def _tr(text: str) -> str:
    return QCoreApplication.translate("TaughtOverlay", text)
