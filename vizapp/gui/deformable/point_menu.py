"""What can be done with a sampling point, and at a place of the deformable lab's pictures."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.document.edits import give_back_point
from vizapp.document.placed import PlacedPoint, Unit
from vizapp.gui.canvas.menu_entries import MenuEntry
from vizapp.gui.deformable.readers_overlay import READERS, can_ask
from vizapp.gui.deformable.requests import LAB
from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.gestures import Gestures
from vizapp.gui.widgets.numbers import plain
from vizapp.session.pins import pinned_units
from vizapp.session.view import Scope, Side
from vizapp.wording import labels


def point_menu(session: Gestures, marks: SamplingMarks, tap: int) -> list[MenuEntry]:
    """Return what can be done with the point of a tap."""
    name = marks.geometry.tap_name(tap)
    y, x = marks.point_yx[tap].tolist()
    entries = [
        MenuEntry("selectPoint", _tr("Select tap {name}").format(name=name), lambda: session.select_tap(tap)),
    ]
    if marks.movable and marks.known:
        here = _tr("Hold it here, at this unit")
        entries.append(MenuEntry("placePoint", here, lambda: _place(session, marks, tap, "unit")))
        everywhere = _tr("Hold this offset at every unit")
        entries.append(MenuEntry("placeEverywhere", everywhere, lambda: _place(session, marks, tap, "everywhere")))
        free = _tr("Let it follow the training again")
        entries.append(MenuEntry("freePoint", free, lambda: _free(session, marks, tap), bool(marks.placed[tap])))
    text = f"{plain(y, 3)}, {plain(x, 3)}".replace("\N{MINUS SIGN}", "-")
    entries.append(MenuEntry("copyPoint", _tr("Copy its position (y, x)"), lambda: _copy(text)))
    return entries


def place_menu(session: Gestures, side: Side, y: int, x: int) -> list[MenuEntry]:
    """Return what can be done with the pixel (y, x) of the input, or with the unit (y, x) of the output."""
    state = session.state
    if state.configured is None:
        return []
    if side == "left":
        asks = functools.partial(_ask, session, y, x)
        return [MenuEntry("askReaders", _tr("Show which units read this pixel"), asks, can_ask(state))]
    pins = {unit for _, unit in pinned_units(state.view.pins, LAB)}
    pin = _tr("Let go of this pinned unit") if (y, x) in pins else _tr("Pin this unit")
    entries = [
        MenuEntry("pickUnit", _tr("Pick this unit"), lambda: session.pick((y, x)), state.pick != (y, x)),
        MenuEntry("pinUnit", pin, lambda: session.pin((y, x))),
    ]
    own = [
        point
        for point in state.experiment.spec_of(DeformableSpec).placed_points
        if isinstance(point.where, Unit) and point.where.yx == (y, x)
    ]
    if own:
        free = _tr("Let go of the points held at this unit")
        entries.append(MenuEntry("freeUnit", free, functools.partial(_lift, session, own)))
    return entries


def _place(session: Gestures, marks: SamplingMarks, tap: int, scope: Scope) -> None:
    session.select_tap(tap)
    y, x = marks.offset_yx[tap].tolist()
    session.place_point(marks.tap(tap), (round(y, 5), round(x, 5)), scope=scope)
    session.end_gesture()


def _free(session: Gestures, marks: SamplingMarks, tap: int) -> None:
    experiment = give_back_point(session.state.experiment, marks.tap(tap), marks.unit_yx)
    session.update(experiment, labels.TAKE_BACK_POINT)


def _lift(session: Gestures, points: Sequence[PlacedPoint]) -> None:
    spec = session.state.experiment.spec_of(DeformableSpec)
    kept = tuple(point for point in spec.placed_points if point not in points)
    session.update(session.state.experiment.with_spec(replace(spec, placed_points=kept)), labels.TAKE_BACK_POINT)


def _ask(session: Gestures, y: int, x: int) -> None:
    session.show_overlay(READERS, True)
    session.ask_readers((y, x))


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PointMenu", text)
