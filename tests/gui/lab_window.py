"""A real window with an engine in the same process, which tests wait for and train."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot
from reader_in_process import ReaderInProcess

from vizapp.document.experiment import Experiment
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.session.session import Session


class LabWindow:
    """A window whose lab can be trained, and its engine."""

    def __init__(self, qtbot: QtBot, size: int | None = 48) -> None:
        self.engine = InProcessEngine()
        experiment = Experiment(device="cpu", working_size=size)
        self.session = Session(self.engine, ReaderInProcess(), LAB_UIS, experiment, start=False)
        self.window = MainWindow(self.session, Settings())
        self.qtbot = qtbot
        with qtbot.waitActive(self.window):
            self.window.resize(1440, 900)
            self.window.show()
            self.window.activateWindow()
        self.wait(lambda: self.session.state.can_step and self.session.shows_everything)

    def wait(self, condition: Callable[[], bool], seconds: float = 60) -> None:
        self.qtbot.waitUntil(condition, timeout=round(1000 * seconds))

    def train(self, steps: int) -> None:
        until = self.step + steps
        self.session.step(steps)
        self.wait(lambda: self.step == until and self.session.shows_everything)

    @property
    def step(self) -> int:
        return self.session.state.transport.step
