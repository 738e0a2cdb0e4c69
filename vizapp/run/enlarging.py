"""``vizapp run --enlarge``: the full source, enlarged by the network that was trained, in a PNG file."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from vizapp.run.bad_input import BadInputError, not_of_task
from vizapp.run.files import is_of_results
from vizapp.wording.problems import sentence
from vizapp.wording.quantities import bytes_words, size_words
from vizapp.wording.system_errors import reason
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.labs.base import Lab
    from vizapp.labs.capabilities import Enlarges


def check_target(path: Path, source: Path | None, folder: Path) -> None:
    """Refuse a file that cannot be written, before anything is trained.

    Args:
        path: of the file.
        source: the file of the source, or None.
        folder: of the results, which is there.

    Raises:
        BadInputError: the name is none of a PNG file, or the file would replace the source or a result, or its folder
            takes no file.
    """
    if path.suffix.lower() != ".png":
        text = translate("CommandLine", "--enlarge {path} is not the name of a PNG file; give one that ends in .png.")
        raise BadInputError(text.format(path=path))
    if path.is_dir():
        text = translate("CommandLine", "--enlarge {path} is a folder; name a file in it.")
        raise BadInputError(text.format(path=path))
    if source is not None and _is_same(path, source):
        text = translate("CommandLine", "--enlarge {path} is the source itself; choose another name.")
        raise BadInputError(text.format(path=path))
    if is_of_results(path, folder):
        text = translate("CommandLine", "--enlarge {path} is the name of a result; choose another one.")
        raise BadInputError(text.format(path=path))
    try:
        with tempfile.NamedTemporaryFile(dir=path.absolute().parent, prefix=".vizapp-"):
            pass
    except OSError as error:
        text = translate("CommandLine", "--enlarge {path} cannot be written: {why}; choose another folder.")
        raise BadInputError(text.format(path=path, why=reason(error))) from error


def require_enlarging(lab: Lab, task: str) -> Enlarges:
    """Return ``lab`` as one whose network enlarges.

    Raises:
        BadInputError: it has none.
    """
    from vizapp.labs.capabilities import Enlarges

    if not isinstance(lab, Enlarges):
        raise BadInputError(not_of_task("--enlarge", task))
    return lab


def write_enlarged(path: Path, lab: Enlarges, stop: Callable[[], bool]) -> str:
    """Write the enlarged source to ``path``, whole or not at all; say on standard error how far it is, in tenths.

    Args:
        path: of the file.
        lab: the lab that was trained.
        stop: called after every piece of work; if it returns True, no file is written.

    Returns:
        Why there is no file, as a sentence; "" if there is.
    """
    from vizapp.engine.enlarging import why_not_written, written_tiles

    picture = lab.enlargement(None)
    tenths = 0
    try:
        with closing(written_tiles(picture, path)) as pieces:
            for done in pieces:
                if stop():
                    text = translate("CommandLine", "{path} was not written: it was ended early.")
                    return text.format(path=path)
                if 10 * done // picture.tiles > tenths:
                    tenths = 10 * done // picture.tiles
                    text = translate("CommandLine", "enlarged: {share} %")
                    print(text.format(share=10 * tenths), file=sys.stderr, flush=True)
        size = path.stat().st_size
    except (OSError, ValueError, RuntimeError, MemoryError) as error:
        return sentence(why_not_written(error, path))
    text = translate("CommandLine", "{path}: {size} pixels, {data}")
    print(text.format(path=path, size=size_words(*picture.size), data=bytes_words(size)), file=sys.stderr)
    return ""


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
