"""Drives the real window on a real X display with xdotool's mouse and keys, from inside the window's own process.

The driver never touches the window's code paths itself: it moves the pointer, presses buttons and keys, lets Qt's
loop run, and reads what the window shows.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from vizapp.gui.main_window import MainWindow
from vizapp.session.session import Session
from vizapp.session.state import State


class Driver:
    def __init__(self, window: MainWindow, shots: Path) -> None:
        self.window = window
        self.session: Session = window.session
        self.shots = shots
        # One of each for all rests: every QTimer.singleShot to a method of Python leaves some bytes behind. They
        # belong to the application, because another window may take the place of this one while a rest lasts.
        app = QCoreApplication.instance()
        self._loop = QEventLoop(app)
        self._rest = QTimer(app, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._rest.timeout.connect(self._loop.quit)

    @property
    def state(self) -> State:
        return self.session.state

    # Time ----------------------------------------------------------------------------------------------------

    def rest(self, seconds: float) -> None:
        """Let the window live for a while."""
        self._rest.start(round(seconds * 1000))
        self._loop.exec()

    def wait_until(self, condition: Callable[[], bool], what: str, timeout: float = 30.0) -> float:
        """Let the window live until ``condition`` holds; return how long that took, in seconds."""
        start = time.monotonic()
        while not condition():
            if time.monotonic() - start > timeout:
                self.screenshot("timed-out")
                raise AssertionError(f"waited {timeout} s in vain for: {what}; the state is {self._summary()}")
            self.rest(0.01)
        return time.monotonic() - start

    def _summary(self) -> str:
        state = self.state
        return (
            f"lab {state.experiment.lab}, engine {state.engine.phase}, step {state.transport.step}, "
            f"running {state.transport.running}, refusal {state.refusal_text!r}, banner {state.banner}"
        )

    # Mouse and keys ------------------------------------------------------------------------------------------

    def xdotool(self, *words: str | int) -> None:
        """Run xdotool while the window lives on, as with a person's hand."""
        process = subprocess.Popen(["xdotool", *map(str, words)])
        while process.poll() is None:
            self.rest(0.002)
        if process.returncode != 0:
            raise AssertionError(f"xdotool {words} failed with status {process.returncode}")
        self.rest(0.02)

    def move_to(self, widget: QWidget, x: float, y: float) -> None:
        """Move the pointer to a place inside ``widget``, in its own logical pixels."""
        ratio = self.window.devicePixelRatioF()
        place = widget.mapToGlobal(QPoint(round(x), round(y)))
        self.xdotool("mousemove", round(place.x() * ratio), round(place.y() * ratio))

    def click(self, widget: QWidget, x: float | None = None, y: float | None = None) -> None:
        self.move_to(widget, widget.width() / 2 if x is None else x, widget.height() / 2 if y is None else y)
        self.xdotool("click", 1)

    def drag(self, widget: QWidget, start: tuple[float, float], end: tuple[float, float], steps: int = 12) -> None:
        """Press at ``start``, move to ``end`` in small steps, and release."""
        self.move_to(widget, *start)
        self.xdotool("mousedown", 1)
        for n in range(1, steps + 1):
            part = n / steps
            self.move_to(widget, start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
        self.xdotool("mouseup", 1)

    def key(self, name: str) -> None:
        self.xdotool("key", name)

    def drop_files(self, files: list[Path], onto: QWidget) -> None:
        """Drag files out of another program's window and let go of them over ``onto``."""
        screen = self.window.screen().geometry()
        x, y = screen.right() - 90, screen.bottom() - 90
        source = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("drag_source.py")), str(x), str(y), *map(str, files)],
            stdin=subprocess.PIPE,
        )
        try:
            self.rest(1.5)
            self.xdotool("mousemove", x + 40, y + 40)
            self.xdotool("mousedown", 1)
            self.xdotool("mousemove", x + 20, y + 20)
            self.rest(0.2)
            for part in (0.3, 0.6, 0.9, 1.0):
                target = onto.mapToGlobal(QPoint(onto.width() // 2, onto.height() // 2))
                self.xdotool(
                    "mousemove",
                    round(x + 20 + part * (target.x() - x - 20)),
                    round(y + 20 + part * (target.y() - y - 20)),
                )
                self.rest(0.15)
            self.xdotool("mouseup", 1)
            self.rest(0.3)
        finally:
            assert source.stdin is not None
            source.stdin.close()
            source.wait(10)

    # Looking -------------------------------------------------------------------------------------------------

    def picture(self, widget: QWidget) -> np.ndarray:
        """Return what is on the screen where ``widget`` is: uint8 (h, w, 3)."""
        corner = widget.mapToGlobal(QPoint(0, 0))
        pixmap = self.window.screen().grabWindow(0, corner.x(), corner.y(), widget.width(), widget.height())
        image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()

    def screenshot(self, name: str) -> Path:
        """Save the whole screen as NAME.png among the shots."""
        path = self.shots / f"{name}.png"
        self.window.screen().grabWindow(0).save(str(path))
        return path
