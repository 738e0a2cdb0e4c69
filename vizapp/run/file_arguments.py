"""Files that are named on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vizapp.sources.locations import other_computer, path_of
from vizapp.wording.translation import translate

GIVEN = "given"
"""Under this name the options hold how the files that are read were named."""


def file_argument(text: str) -> Path:
    """Return the path of a file, which may be given as a URL, as file managers copy it.

    Raises:
        argparse.ArgumentTypeError: it is on another computer.
    """
    if (host := other_computer(text)) is not None:
        words = translate("CommandLine", "{text} is on the computer {host}; copy the file to this computer first")
        raise argparse.ArgumentTypeError(words.format(text=text, host=host))
    return path_of(text)


class InputFile(argparse.Action):
    """An argument that names a file which is read: its path is stored, and the text that was given for it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        try:
            path = file_argument(str(values))
        except argparse.ArgumentTypeError as error:
            raise argparse.ArgumentError(self, str(error)) from None
        setattr(namespace, self.dest, path)
        setattr(namespace, GIVEN, given_files(namespace) | {self.dest: readable(str(values))})


def given_files(options: argparse.Namespace) -> dict[str, str]:
    """Return how the files that are read were named on the command line, by the names of their options."""
    return dict(getattr(options, GIVEN, {}))


def readable(text: str) -> str:
    """Return text without what is no character: the names of files need not be valid Unicode."""
    return text.encode("utf-8", "replace").decode()
