"""A file that is made and written beside the window's own work, and can be given up."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from vizapp.gui.figures.exhibits import Make
from vizapp.sources.regular_files import display_name
from vizapp.whole_files import WholeFile


class _GivenUpError(Exception):
    """The file is not wanted any more."""


class FileWork(QObject):
    """Makes and writes one file in a thread of its own."""

    written = Signal(int)
    """The file is there, of so many bytes."""
    failed = Signal(str)
    """There is no new file, for this reason, which is no sentence."""
    abandoned = Signal()
    """There is no new file, because it was given up."""
    _ended = Signal()

    def __init__(self, path: Path, make: Make, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._make = make
        self._given_up = threading.Event()
        self._bytes = 0
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._work, name="figure writer", daemon=True)
        self._ended.connect(self._tell)

    @property
    def name(self) -> str:
        """Of the file, as it is shown."""
        return display_name(self.path)

    def start(self) -> None:
        """Begin; when the program ends before that, the file is given up."""
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.end)
        self._thread.start()

    def give_up(self) -> None:
        """Write nothing: what is being made is thrown away when it is done."""
        self._given_up.set()

    def end(self) -> None:
        """Give it up, and wait until nothing is done for it any more."""
        self.give_up()
        self._thread.join()

    def _work(self) -> None:
        try:
            content = self._make(self._pause)
            with WholeFile(self.path) as file:
                file.stream.write(content)
                self._pause()
            self._bytes = len(content)
        except Exception as error:
            self._error = error
        with contextlib.suppress(RuntimeError):  # the receiver has been deleted
            self._ended.emit()

    def _pause(self) -> None:
        time.sleep(0)  # lets the window's thread run
        if self._given_up.is_set():
            raise _GivenUpError

    def _tell(self) -> None:
        self._thread.join()
        error = self._error
        if error is None:
            self.written.emit(self._bytes)
            return
        if isinstance(error, _GivenUpError):
            self.abandoned.emit()
            return
        self.failed.emit(reason_of(error))


def reason_of(error: Exception) -> str:
    """Return why a file is not there, for the middle of a sentence."""
    why = (error.strerror if isinstance(error, OSError) else "") or str(error).partition("\n")[0]
    return (why or type(error).__name__)[:500]
