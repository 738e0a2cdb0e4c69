"""What a test can leave behind in the process: top-level widgets, running timers, threads and child processes."""

from __future__ import annotations

import gc
import threading

from processes import children_of
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

Remains = dict[str, set[str]]

_ROUNDS = 3


def remains(app: QApplication) -> Remains:
    """Return what there is now, by kind, each in words that tell one from another."""
    return {
        "windows": {
            f"{type(window).__name__} {window.objectName()} {id(window):x}" for window in app.topLevelWidgets()
        },
        "timers": {f"{timer.interval()} ms {timer.parent()} {id(timer):x}" for timer in _running_timers()},
        "threads": {f"{thread.name} {thread.ident}" for thread in threading.enumerate()},
        "processes": {str(pid) for pid in children_of()},
    }


def left_behind(app: QApplication, before: Remains) -> Remains:
    """Return what there is more than before, once everything that is to be deleted has been.

    Garbage is collected even where nothing else is left: what piles up over thousands of tests would make each look
    for running timers slower than the one before.
    """
    for _ in range(_ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        app.processEvents()
        gc.collect()
        after = remains(app)
        left = {kind: after[kind] - before[kind] for kind in after if after[kind] - before[kind]}
        if not left:
            break
    return left


def _running_timers() -> list[QTimer]:
    """Return the running timers that Python knows of, whatever they belong to."""
    known = Shiboken.getAllValidWrappers()
    return [timer for timer in known if isinstance(timer, QTimer) and timer.isActive()]
