"""The folder of a run's results: they are all of one run, or there are none, whenever the run is killed.

Results are written into a folder inside it, and one rename makes them valid; only then do they take their public
names. Before the first of them is replaced, metrics.json is removed, and it is the last to come. A folder without it
holds no run's results; a move that was cut short is finished when the folder is opened the next time.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from vizapp.run.files import CHECKPOINT_FILE, METRICS_FILE, result_files
from vizapp.whole_files import store_names
from vizapp.wording.translation import translate

if sys.platform != "win32":
    import fcntl

_COMPLETE = ".vizapp-results"
"""Where results are that are complete, until they have their public names."""
_UNFINISHED = ".vizapp-results.new"
_LIST = "names"
"""Beside complete results: their names, one in each line."""
_SIGNALS = [number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None]


class FolderInUseError(Exception):
    """Another run writes into the folder; the text is a sentence."""


class UnusableFolderError(Exception):
    """A folder cannot be made or written to.

    Attributes:
        error: what the system says.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class ResultsFolder:
    """A folder that one run at a time writes its results into.

    Attributes:
        path: of the folder.
        is_published: whether this run's results are in it.
    """

    def __init__(self, path: Path) -> None:
        """Use ``path``; :meth:`ready` prepares it."""
        self.path = path
        self.is_published = False

    @contextmanager
    def ready(self) -> Iterator[None]:
        """Make the folder if it is missing, keep other runs out of it, and tidy up what a killed run has left.

        A folder that was made and in which nothing was written is gone afterwards.

        Raises:
            UnusableFolderError: it cannot be made or written to.
            FolderInUseError: another run uses it.
        """
        was_there = self.path.exists()
        with ExitStack() as stack:
            try:
                self.path.mkdir(parents=True, exist_ok=True)
                stack.enter_context(_locked(self.path))
                with tempfile.NamedTemporaryFile(dir=self.path, prefix=".vizapp-"):
                    pass
                self._tidy()
            except OSError as error:
                raise UnusableFolderError(error) from error
            try:
                yield
            finally:
                if not was_there:
                    with suppress(OSError):  # something was written
                        self.path.rmdir()

    @property
    def checkpoint(self) -> Path:
        """Where the checkpoint of a run is that has not come to its end."""
        return self.path / CHECKPOINT_FILE

    @property
    def has_results(self) -> bool:
        """Whether there are results, which are whole then."""
        return (self.path / METRICS_FILE).is_file()

    @contextmanager
    def staged(self) -> Iterator[StagedResults]:
        """Return new results that are not valid yet; unless they are published, they are gone afterwards.

        Raises:
            OSError: they cannot be written.
        """
        staged = StagedResults(self)
        try:
            staged.folder.mkdir()
            yield staged
        finally:
            shutil.rmtree(staged.folder, ignore_errors=True)

    def standing(self) -> str:
        """Return what the folder holds now, as a part of a sentence."""
        if (self.path / _COMPLETE).exists():
            text = translate(
                "CommandLine",
                "the results are complete, and the next vizapp run into {path} puts them in their places",
            )
        elif self.is_published:
            text = translate("CommandLine", "the results are in {path}")
        elif self.has_results:
            text = translate("CommandLine", "the results of an earlier run are still in {path}")
        else:
            text = translate("CommandLine", "there are no results in {path}")
        text = text.format(path=self.path)
        if self.checkpoint.is_file():
            words = translate(
                "CommandLine", "{standing}; vizapp run --resume --out {path} goes on from its checkpoint"
            )
            text = words.format(standing=text, path=self.path)
        return text

    def _tidy(self) -> None:
        shutil.rmtree(self.path / _UNFINISHED, ignore_errors=True)
        if (self.path / _COMPLETE).is_dir():
            with _undisturbed():
                self.finish_moving()

    def finish_moving(self) -> None:
        """Give complete results their public names, and remove those of an earlier run.

        It can be begun again wherever it was cut short.

        Raises:
            OSError: a file cannot be moved; there are no valid results then, and it is tried again the next time.
        """
        complete, known = self.path / _COMPLETE, result_files()
        # Nothing but known names is touched, whoever has made the folder.
        if (complete / METRICS_FILE).is_file():
            names = known & set((complete / _LIST).read_text("utf-8").split())
            (self.path / METRICS_FILE).unlink(missing_ok=True)
            store_names(self.path)
            for stale in known - names:
                (self.path / stale).unlink(missing_ok=True)
            for name in sorted(names - {METRICS_FILE}):
                if (complete / name).exists():  # otherwise it was moved before
                    (complete / name).replace(self.path / name)
            store_names(self.path)
            (complete / METRICS_FILE).replace(self.path / METRICS_FILE)
            store_names(self.path)
        shutil.rmtree(complete)


class StagedResults:
    """Results on their way.

    Attributes:
        folder: where they are written.
    """

    def __init__(self, owner: ResultsFolder) -> None:
        self._owner = owner
        self.folder = owner.path / _UNFINISHED

    def write(self, name: str, content: bytes) -> None:
        """Write one of the results.

        Raises:
            OSError: it cannot be written.
        """
        (self.folder / name).write_bytes(content)

    def digests(self) -> dict[str, str]:
        """Return SHA-256 of each of the results, by its name, in hexadecimal digits."""
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(self.folder.iterdir())}

    def drop(self, names: Iterable[str]) -> None:
        """Remove some of the results again."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def publish(self) -> None:
        """Make these the results of the folder, all at once, in place of those that are there.

        Raises:
            UnfinishedMoveError: they are complete, and not all of them have their public names.
            OSError: they cannot be written to the disk; the earlier results stay.
        """
        names = sorted(result_files() & {each.name for each in self.folder.iterdir()})
        for name in names:
            if (self._owner.path / name).is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
        (self.folder / _LIST).write_text("\n".join(names), "utf-8")
        for name in (*names, _LIST):
            _store(self.folder / name)
        store_names(self.folder)
        with _undisturbed():
            self.folder.rename(self._owner.path / _COMPLETE)
            store_names(self._owner.path)
            try:
                self._owner.finish_moving()
            except OSError as error:
                raise UnfinishedMoveError(error.errno, error.strerror) from error
            self._owner.is_published = True


class UnfinishedMoveError(OSError):
    """Results are complete, and some of them could not take their public names yet."""


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep other runs out of a folder, where the system can lock one."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            text = translate(
                "CommandLine", "another vizapp run writes into {path}; choose another --out, or wait for it."
            )
            raise FolderInUseError(text.format(path=path)) from None
        except OSError:
            pass  # a file system without locks
        yield
    finally:
        os.close(handle)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals that would end the run wait for the end of some renames."""
    came: list[int] = []
    before = {number: signal.signal(number, lambda number, frame: came.append(number)) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in dict.fromkeys(came):
            signal.raise_signal(number)


def _store(path: Path) -> None:
    """Have the disk take the content of a file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
