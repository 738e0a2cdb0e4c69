"""How every form of ``vizapp run`` begins and ends: signals, the folder, and what is said when it cannot go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vizapp.run.announcing import ended_unbegun, say
from vizapp.run.bad_input import BadInputError, unusable_folder
from vizapp.run.carrying_out import BAD_INPUT, INTERRUPTED
from vizapp.run.results_folder import FolderInUseError, ResultsFolder, UnusableFolderError
from vizapp.run.stop_flag import stop_flag
from vizapp.whole_files import remove_unfinished
from vizapp.wording.translation import translate


class EndedAtOnce(KeyboardInterrupt):
    """A second signal has ended a run; the text says what is in its folder."""


def ended(run: Callable[[Callable[[], bool]], int]) -> int:
    """Return the exit status of ``run``, which is called with what says whether to stop; say why it could not run."""
    try:
        with stop_flag() as stop:
            try:
                return run(stop)
            except BadInputError:
                # Ctrl-C in a terminal also ends the process that reads a file, which is no fault of the file's.
                if not stop():
                    raise
                say(ended_unbegun(None))
                return INTERRUPTED
    except BadInputError as error:
        print(f"vizapp run: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt as interrupt:
        text = translate("CommandLine", "ended at once")
        if isinstance(interrupt, EndedAtOnce):
            joined = translate("CommandLine", "{what}; {standing}")
            text = joined.format(what=text, standing=interrupt)
        print(f"\nvizapp run: {text}", file=sys.stderr)
        return INTERRUPTED


@contextmanager
def opened_folder(path: Path, *, resume: bool) -> Iterator[ResultsFolder]:
    """Return the folder of ``--out``, ready to be written to; with ``resume`` it has a checkpoint.

    Raises:
        BadInputError: it cannot be used, or there is nothing to go on with.
        EndedAtOnce: a second signal has come meanwhile.
    """
    folder = ResultsFolder(path)
    if resume and not folder.checkpoint.is_file():
        raise BadInputError(_nothing_to_resume(folder))
    try:
        with folder.ready():
            try:
                yield folder
            except KeyboardInterrupt:
                remove_unfinished()
                raise EndedAtOnce(folder.standing()) from None
    except FolderInUseError as error:
        raise BadInputError(str(error)) from error
    except UnusableFolderError as error:
        raise BadInputError(unusable_folder(path, error.error)) from error


def _nothing_to_resume(folder: ResultsFolder) -> str:
    if folder.has_results:
        text = translate(
            "CommandLine",
            "{path} holds the results of a run and no checkpoint; there is nothing that --resume could go on with.",
        )
    else:
        text = translate("CommandLine", "{path} holds no checkpoint that --resume could go on with.")
    return text.format(path=folder.path)
