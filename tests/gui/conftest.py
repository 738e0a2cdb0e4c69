"""Views are tested without a screen where there is none, and never with the settings of whoever runs the tests."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "settings.ini"))


@pytest.fixture
def no_leaks(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail when the test leaves a window, a running timer, a thread or a child process behind."""
    before = _remains(qapp)
    yield
    request.node.funcargs.clear()  # pytest holds the test's own window longer than this fixture
    settle()
    after = _remains(qapp)
    left = {kind: sorted(after[kind] - before[kind]) for kind in after if after[kind] - before[kind]}
    assert not left, f"left behind: {left}"


def settle() -> None:
    """Let everything that is to be deleted be deleted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
        gc.collect()


def _remains(app: QApplication) -> dict[str, set[str]]:
    widgets: list[QWidget] = app.topLevelWidgets()
    timers = [timer for widget in widgets for timer in widget.findChildren(QTimer) if timer.isActive()]
    return {
        "windows": {f"{type(widget).__name__} {widget.objectName()} {id(widget):x}" for widget in widgets},
        "timers": {f"{timer.interval()} ms {id(timer):x}" for timer in timers},
        "threads": {f"{thread.name} {thread.ident}" for thread in threading.enumerate()},
        "processes": _children(),
    }


def _children() -> set[str]:
    """Return the process ids of this process's children, where the system tells."""
    children: set[str] = set()
    for listing in Path("/proc/self/task").glob("*/children"):
        children.update(listing.read_text().split())
    return children
