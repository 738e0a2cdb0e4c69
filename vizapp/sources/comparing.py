"""Comparison of the pictures beside an experiment with what they were when it was saved.

Which files these are says a file of a stranger. Whoever compares them reads none of it, and tells nothing of them but
whether they are the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from vizapp.keeping.pictures import PictureRole
from vizapp.sources.kept import Compared, PictureToCompare
from vizapp.sources.loaded import SourceError
from vizapp.sources.regular_files import open_regular_file

_PIECE_BYTES = 1 << 20


def compare(pictures: Iterable[PictureToCompare]) -> dict[PictureRole, Compared]:
    """Return what became of each picture, by its role. What is no regular file is opened in no case."""
    return {picture.role: _compared(picture) for picture in pictures}


def _compared(picture: PictureToCompare) -> Compared:
    try:
        with open_regular_file(Path(os.fsdecode(picture.path))) as file:
            if os.fstat(file.fileno()).st_size != picture.size:
                return "changed"
            digest, rest = hashlib.sha256(), picture.size
            while rest > 0 and (piece := file.read(min(rest, _PIECE_BYTES))):
                digest.update(piece)
                rest -= len(piece)
    except SourceError as error:
        return "missing" if error.problem.code == "source.missing" else "changed"
    except OSError:
        return "changed"
    return "there" if rest == 0 and digest.hexdigest() == picture.digest else "changed"
