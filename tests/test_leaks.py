"""The check that every test of the window goes through in the end finds each kind of thing that can be left."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from leaks import left_behind, remains
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


def test_a_widget_and_its_timer(qapp: QApplication) -> None:
    before = remains(qapp)
    widget = QWidget()
    widget.setObjectName("forgotten")
    QTimer(widget, interval=1000).start()
    left = left_behind(qapp, before)
    assert left.keys() == {"windows", "timers"}
    assert "QWidget forgotten" in left["windows"].pop()
    widget.deleteLater()
    assert not left_behind(qapp, before)


def test_a_timer_that_belongs_to_no_widget(qapp: QApplication) -> None:
    before = remains(qapp)
    owner = QObject()
    timer = QTimer(owner, interval=1234)
    timer.start()
    left = left_behind(qapp, before)
    assert left.keys() == {"timers"}
    assert left["timers"].pop().startswith("1234 ms")
    timer.stop()
    assert not left_behind(qapp, before)


def test_a_thread(qapp: QApplication) -> None:
    before = remains(qapp)
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    left = left_behind(qapp, before)
    end.set()
    thread.join()
    assert left.keys() == {"threads"}
    assert left["threads"].pop().startswith("forgotten")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="children are counted through /proc")
def test_a_child_process(qapp: QApplication) -> None:
    before = remains(qapp)
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert left_behind(qapp, before) == {"processes": {str(child.pid)}}
        child.kill()


def test_what_only_garbage_holds_is_not_left(qapp: QApplication) -> None:
    before = remains(qapp)
    widget = QWidget()
    widget.itself = widget  # type: ignore[attr-defined]  # a cycle
    del widget
    assert not left_behind(qapp, before)
