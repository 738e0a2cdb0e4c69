"""Construction of the program: application, session, engine, reader and window."""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from vizapp.allocator import return_large_blocks
from vizapp.crash_logs import window_log
from vizapp.gui.guard import install_guard
from vizapp.gui.settings import Settings
from vizapp.gui.settings_notice import SettingsNotice
from vizapp.gui.text_size import take_scale
from vizapp.gui.theme import apply_theme
from vizapp.gui.translators import system_language, translators_of
from vizapp.lessons.lesson import LESSON_SUFFIX
from vizapp.problem import Problem
from vizapp.resource_files import resource_path
from vizapp.terminal import ends_with_terminal, leave_terminal

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment
    from vizapp.gui.main_window import MainWindow


def create_application() -> QApplication:
    """Return the application with its name, language, theme and high-DPI settings; an existing one is reused."""
    install_guard()
    return_large_blocks()
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("vizapp")
    app.setApplicationDisplayName("vizapp")
    app.setDesktopFileName("vizapp")
    app.setWindowIcon(QIcon(str(resource_path("icons", "vizapp.svg"))))
    settings = Settings()
    translators_of(app).use(settings.language or system_language())
    take_scale(settings.text_percent / 100)  # nothing is laid out yet that would have to follow
    apply_theme(app, settings.theme)
    return app


class OpenWindow(QObject):
    """The window that is open, whichever it is: another takes its place when the language is switched."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window = window
        self._follow()

    def _follow(self) -> None:
        # Queued: what the old window is in the middle of, such as a menu that closes, is done by then.
        self.window.language_switched.connect(self._renew, Qt.ConnectionType.QueuedConnection)

    def _renew(self) -> None:
        from vizapp.gui.window_renewal import renewed

        self.window = renewed(self.window)
        self._follow()

    def close(self) -> None:
        """Close the window, which ends the session."""
        self.window.close()


def create_window(
    experiment: Experiment | None = None, path: str | None = None, network: str | None = None
) -> MainWindow:
    """Return a hidden window with its own engine, which starts when the event loop runs.

    Args:
        experiment: the initial document; by default the deformable lab with the bundled photograph.
        path: a file to open instead of the experiment's source, or a lesson to begin with.
        network: a file of the weights of a network to look into.
    """
    with _no_garbage_collection():
        from vizapp.engine.child import ChildEngine
        from vizapp.gui.dropping import open_paths
        from vizapp.gui.labs import LAB_UIS
        from vizapp.gui.main_window import MainWindow
        from vizapp.session.session import Session
        from vizapp.sources.client import SourceReader

        settings = Settings()
        session = Session(ChildEngine(), SourceReader(), LAB_UIS, experiment, settings.recent, start=False)
        window = MainWindow(session, settings)
        # Modules, and the window with all its parts, stay until the process ends. Each full collection would look
        # through them again, which takes some 50 ms in one turn of Qt's loop.
        gc.freeze()
    if path is not None and path.lower().endswith(LESSON_SUFFIX):
        # When the window is shown, whose place the lesson takes.
        QTimer.singleShot(0, window, lambda: window.lessons.open_file(path))
    elif path is not None:
        open_paths([path], session)
    if network is not None:
        session.open_network_path(network)
    return window


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Collect no garbage meanwhile: what modules and window make stays, and looking through it takes 50 ms."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def run_app(path: str | None = None, network: str | None = None, *, new: bool = False) -> int:
    """Open the window, with the file at ``path`` and a network if given; return the exit status when it is closed.

    Where nothing is given, the last session comes back, unless a ``new`` one is wanted.
    """
    _keep_trace_of_crash()
    app = create_application()
    window = create_window(path=path, network=network)
    is_lesson = path is not None and path.lower().endswith(LESSON_SUFFIX)
    begins = (path is None or is_lesson) and network is None and not new
    if begins and path is None:
        window.way_to_lessons.offer_tour()
    window.keep_session(bring_back=begins)
    opened = OpenWindow(window)
    _close_on_signals(opened)
    notice = SettingsNotice(window.session, window.settings)
    if window.session_keeper is not None:
        window.session_keeper.failed.connect(notice.tell_of_session)
    _tell_of_mistakes(opened)
    window.show()
    status = app.exec()
    notice.deleteLater()
    return status


def _close_on_signals(opened: OpenWindow) -> None:
    """Close the window at Ctrl-C, SIGTERM, or the end of the terminal, unless ``nohup`` has it outlast that."""

    def close(number: int, _: FrameType | None) -> None:
        if number not in (signal.SIGINT, signal.SIGTERM):
            leave_terminal()
        # Python runs its signal handlers when the window's timer next enters Python code.
        QTimer.singleShot(0, opened.close)

    heard = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32" and ends_with_terminal():
        heard.append(signal.SIGHUP)
    for number in heard:
        signal.signal(number, close)


def _keep_trace_of_crash() -> None:
    """Write Python's stack to a log beside the settings if C code crashes the process."""
    path = window_log()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A raw descriptor stays open until the process ends. Appending keeps the traces of earlier crashes.
        faulthandler.enable(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    except OSError:
        if sys.stderr is not None:
            faulthandler.enable()


def _tell_of_mistakes(opened: OpenWindow) -> None:
    """Show uncaught exceptions in the window, because Qt continues after one and the terminal may not be visible."""
    telling = False

    def tell(what: str) -> None:
        nonlocal telling
        telling = True
        try:
            shown = opened.window.lessons.window or opened.window
            shown.session.notify(Problem("window.mistake", values={"what": what[:500]}))
        except Exception as error:  # showing the message failed, so only the terminal reports it
            sys.__excepthook__(type(error), error, error.__traceback__)
        finally:
            telling = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if not telling:
            what = "".join(traceback.format_exception_only(error)).strip()
            # Deferred, because the window may be in the middle of painting or layout.
            QTimer.singleShot(0, opened, lambda: tell(what))

    sys.excepthook = hook
