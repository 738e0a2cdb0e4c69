"""Tells screen readers what lies on a canvas, and what becomes of it.

Each :class:`vizapp.gui.canvas.things.Thing` of the overlays is an accessible child of the canvas' view. While no
assistive technology is on, nothing of this is made or computed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleValueChangeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget

from vizapp.gui.canvas.things import Thing
from vizapp.gui.screen_reader import announce, note_interface

INTERVAL_MS = 200
"""Things that move are told of at most once in so many milliseconds."""
_Event, _Text = QAccessible.Event, QAccessible.Text


class ThingObject(QObject):
    """Stands for a thing as long as it is there; its interface is what screen readers ask."""

    def __init__(self, thing: Thing, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self.view = view
        self.thing = thing


class CanvasVoice(QObject):
    """Keeps an object for each thing on a canvas, and tells of those that come, go, move, or get the keys."""

    def __init__(self, view: QAbstractScrollArea, things: Callable[[], Sequence[tuple[object, Thing]]]) -> None:
        """``things`` returns what lies on the canvas, each with what it belongs to."""
        super().__init__(view)
        self._view = view
        self._things = things
        self._objects: dict[tuple[object, str], ThingObject] = {}
        self._is_current = False
        self._by_key = False
        self._spoken = ""
        self._timer = QTimer(self, singleShot=True, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.tell)

    @property
    def objects(self) -> list[ThingObject]:
        """What lies on the canvas; looked up now if it has changed while nobody listened."""
        if not self._is_current:
            self.tell()
        return list(self._objects.values())

    @property
    def with_keys(self) -> ThingObject | None:
        """The thing that the arrow keys move."""
        return next((each for each in self.objects if each.thing.has_keys), None)

    def follow(self) -> None:
        """Take note that the canvas was drawn anew: what lies there may have changed."""
        if not QAccessible.isActive():
            self._is_current = False
        elif not self._timer.isActive():
            self._timer.start()

    def note_key(self) -> None:
        """Take note that a key has done something: what it did is said."""
        if QAccessible.isActive():
            self._by_key = True
            self.follow()

    def tell(self) -> None:
        """Compare what lies on the canvas now with what was told of it, and tell what differs."""
        self._is_current = True
        before, now = self._objects, {}
        appeared, events = [], []
        for owner, thing in self._things():
            key = (owner, thing.key)
            known = before.get(key)
            if known is None:
                known = ThingObject(thing, self._view)
                appeared.append(known)
            else:
                events += _changes(known, thing)
                known.thing = thing
            now[key] = known
        gone = [each for key, each in before.items() if key not in now]
        for each in gone:
            QAccessible.updateAccessibility(QAccessibleEvent(each, _Event.ObjectDestroyed))
        self._objects = now
        for each in appeared:
            events.append(QAccessibleEvent(each, _Event.ObjectCreated))
            if each.thing.has_keys:
                events.append(QAccessibleEvent(each, _Event.Focus))
        for event in events:
            if event.type() != _Event.Focus or self._view.hasFocus():
                QAccessible.updateAccessibility(event)
        for each in gone:
            each.deleteLater()
        self._say()

    def _say(self) -> None:
        """Say what a key has done."""
        thing = next((each.thing for each in self._objects.values() if each.thing.has_keys), None)
        words = "" if thing is None else f"{thing.name}: {thing.value}"
        if words and words != self._spoken and self._by_key:
            announce(self._view, words)
        self._spoken, self._by_key = words, False


def _changes(known: ThingObject, thing: Thing) -> list[QAccessibleEvent]:
    """Return what is to be told where ``known`` becomes ``thing``."""
    was = known.thing
    events: list[QAccessibleEvent] = []
    if thing.name != was.name:
        events.append(QAccessibleEvent(known, _Event.NameChanged))
    if thing.value != was.value:
        events.append(QAccessibleValueChangeEvent(known, thing.value))
        events.append(QAccessibleEvent(known, _Event.DescriptionChanged))
    if thing.rect != was.rect:
        events.append(QAccessibleEvent(known, _Event.LocationChanged))
    if thing.has_keys and not was.has_keys:
        events.append(QAccessibleEvent(known, _Event.Focus))
    return events


class ThingInterface(QAccessibleObject):
    """Answers for a thing."""

    def _known(self) -> ThingObject | None:
        found = self.object()
        return found if isinstance(found, ThingObject) else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        known = self._known()
        return None if known is None else QAccessible.queryAccessibleInterface(known.view)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        del index
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        del arg__1
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Graphic

    def state(self) -> QAccessible.State:
        state, known = QAccessible.State(), self._known()
        if known is None:
            return state
        state.focusable = True
        state.focused = known.thing.has_keys and known.view.hasFocus()
        state.selected = known.thing.has_keys
        seen = known.view.viewport().rect()
        state.offscreen = not known.thing.rect.toRect().intersects(seen)
        return state

    def rect(self) -> QRect:
        known = self._known()
        if known is None:
            return QRect()
        rect = known.thing.rect.toRect()
        return QRect(known.view.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def text(self, t: QAccessible.Text) -> str:
        known = self._known()
        if known is None:
            return ""
        if t == _Text.Name:
            return known.thing.name
        # A value that is no number reaches screen readers on Linux by the description alone.
        return known.thing.value if t in (_Text.Value, _Text.Description) else ""


class CanvasInterface(QAccessibleWidget):
    """Answers for the view of a canvas: what lies on it are its children."""

    def __init__(self, view: QAbstractScrollArea, voice: CanvasVoice) -> None:
        super().__init__(view, QAccessible.Role.Canvas)
        self._voice = voice

    def childCount(self) -> int:
        return len(self._voice.objects)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        objects = self._voice.objects
        return QAccessible.queryAccessibleInterface(objects[index]) if 0 <= index < len(objects) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        found = child.object()
        objects = self._voice.objects
        return objects.index(found) if isinstance(found, ThingObject) and found in objects else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        for each in self._voice.objects:
            found = QAccessible.queryAccessibleInterface(each)
            if found is not None and found.rect().contains(x, y):
                return found
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        known = self._voice.with_keys
        if known is None or not cast(QAbstractScrollArea, self.widget()).hasFocus():
            return None
        return QAccessible.queryAccessibleInterface(known)

    def text(self, t: QAccessible.Text) -> str:
        known = self._voice.with_keys if t == _Text.Value else None
        return super().text(t) if known is None else f"{known.thing.name}: {known.thing.value}"


note_interface(ThingObject, ThingInterface)
