"""Files that are named on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from vizapp.sources.locations import other_computer, path_of
from vizapp.wording.translation import translate


def file_argument(text: str) -> Path:
    """Return the path of a file, which may be given as a URL, as file managers copy it.

    Raises:
        argparse.ArgumentTypeError: it is on another computer.
    """
    if (host := other_computer(text)) is not None:
        words = translate("CommandLine", "{text} is on the computer {host}; copy the file to this computer first")
        raise argparse.ArgumentTypeError(words.format(text=text, host=host))
    return path_of(text)
