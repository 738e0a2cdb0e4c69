"""What screen readers are told of the window's own widgets: interfaces for Qt's accessibility, and announcements.

Qt asks for an interface only while an assistive technology is on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface

Build = Callable[[Any], QAccessibleInterface]
_builders: dict[type[QObject], Build] = {}
_is_installed = False


def note_interface(kind: type[QObject], build: Build) -> None:
    """Have ``build`` make the interface of each object of a class, and of its subclasses."""
    global _is_installed
    _builders[kind] = build
    if not _is_installed:
        _is_installed = True
        QAccessible.installFactory(_interface)


def announce(source: QObject, words: str) -> None:
    """Have screen readers say ``words``, which no control shows."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, words))


def _interface(key: str, thing: QObject) -> QAccessibleInterface | None:
    """Return the interface of an object, if its class is known here; Qt has its own for all others."""
    del key
    for kind in type(thing).__mro__:
        build = _builders.get(kind)
        if build is not None:
            return build(thing)
    return None
