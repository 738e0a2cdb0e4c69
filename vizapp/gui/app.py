"""Puts the program together: application, session, engine, reader and window."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from vizapp.document.experiment import Experiment
from vizapp.engine.child import ChildEngine
from vizapp.gui.guard import install_guard
from vizapp.gui.settings import Settings
from vizapp.gui.theme import apply_theme
from vizapp.problem import Problem
from vizapp.resource_files import resource_path
from vizapp.session.session import Session
from vizapp.sources.client import SourceReader
from vizapp.wording.translation import install_translator

if TYPE_CHECKING:
    from vizapp.gui.main_window import MainWindow


def create_application() -> QApplication:
    """Return the application, named, dressed and sharp at any scale; the one that there is, if there is one."""
    install_guard()
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("vizapp")
    app.setApplicationDisplayName("vizapp")
    app.setDesktopFileName("vizapp")
    app.setWindowIcon(QIcon(str(resource_path("icons", "vizapp.svg"))))
    install_translator(QCoreApplication.translate)
    apply_theme(app, Settings().theme)
    return app


def create_window(experiment: Experiment | None = None, path: str | None = None) -> MainWindow:
    """Return a window, not yet shown, with an engine of its own that starts as soon as the event loop runs.

    Args:
        experiment: what to open with; the default is the deformable lab on the bundled photograph.
        path: a file to open instead of the experiment's source.
    """
    from vizapp.gui.labs import LAB_UIS
    from vizapp.gui.main_window import MainWindow

    settings = Settings()
    session = Session(ChildEngine(), SourceReader(), LAB_UIS, experiment, settings.recent, start=False)
    window = MainWindow(session, settings)
    if path is not None:
        session.open_path(path)
    return window


def run_app(path: str | None = None) -> int:
    """Open the window, with the file at ``path`` if there is one, and return the exit status when it is closed."""
    _keep_trace_of_crash()
    app = create_application()
    window = create_window(path=path)
    for number in (signal.SIGINT, signal.SIGTERM):
        # Python gets to its handlers between two ticks of the window's clock.
        signal.signal(number, lambda *_: QTimer.singleShot(0, window.close))
    _tell_of_mistakes(window)
    window.show()
    return app.exec()


def _keep_trace_of_crash() -> None:
    """Have it written down where Python was when C code ends the process: in crash.log, beside the settings."""
    path = Settings().path.with_name("crash.log")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A bare descriptor, which stays open to the very end. What was written at an earlier crash stays too.
        faulthandler.enable(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    except OSError:
        if sys.stderr is not None:
            faulthandler.enable()


def _tell_of_mistakes(window: MainWindow) -> None:
    """Say in the window what has gone wrong in it: Qt goes on after an exception, and few look at the terminal."""
    telling = False

    def tell(what: str) -> None:
        nonlocal telling
        telling = True
        try:
            window.session.notify(Problem("window.mistake", values={"what": what[:500]}))
        except Exception as error:  # told of in the terminal alone: telling goes wrong
            sys.__excepthook__(type(error), error, error.__traceback__)
        finally:
            telling = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if not telling:
            what = "".join(traceback.format_exception_only(error)).strip()
            # Not at once: the window may be in the middle of a drawing or of its layout.
            QTimer.singleShot(0, window, lambda: tell(what))

    sys.excepthook = hook
