"""Which bytes of an experiment's pictures go into its file, and what of those that stay outside."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from vizapp.keeping.archive import KeptArchive, KeptFileError
from vizapp.keeping.pictures import PICTURE_MEMBERS, Beside, Inside, KeptPicture, PictureRole, Pixels
from vizapp.keeping.reading import check_manifest, pictures_in
from vizapp.keeping.writing import PIECE_BYTES, PictureToKeep, Pieces
from vizapp.sources.loaded import SourceError
from vizapp.sources.locations import path_of
from vizapp.sources.regular_files import display_name, open_regular_file
from vizapp.wording.problems import ProblemError

_ZIP = b"PK\x03\x04"


class Digests:
    """The digests of files that were read before: a file that has not changed since is not read again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, int, int], str] = {}

    def of(self, path: Path) -> Generator[None, None, tuple[int, str]]:
        """Return the size and the digest of a file, and yield after each piece that is read of it.

        Raises:
            SourceError: it cannot be opened.
            OSError: it cannot be read.
        """
        with open_regular_file(path) as file:
            status = os.fstat(file.fileno())
            key = (os.fspath(path), status.st_size, status.st_mtime_ns, status.st_ino)
            found = self._known.get(key)
            if found is None:
                digest = hashlib.sha256()
                while piece := file.read(PIECE_BYTES):
                    digest.update(piece)
                    yield
                self._known.clear()  # the pictures of one experiment are few, and are the same again and again
                self._known[key] = found = digest.hexdigest()
            return status.st_size, found


def file_beside(location: str, kept_path: Path, digests: Digests) -> PictureToKeep:
    """Return what is kept of a picture whose file stays where it is.

    Args:
        location: as in the document.
        kept_path: the path of the experiment's file.
        digests: of files that were read before.

    Raises:
        SourceError: the file cannot be opened.
    """
    path = path_of(location)
    with open_regular_file(path) as file:
        size = os.fstat(file.fileno()).st_size

    def begin() -> Generator[None, None, KeptPicture]:
        size, digest = yield from digests.of(path)
        return Beside(location, _relative(path, kept_path.parent), size, digest)

    return PictureToKeep(size, begin)


def file_inside(location: str, role: PictureRole) -> PictureToKeep:
    """Return what is kept of a picture whose file is copied; of one that is in an experiment's file already, that.

    Raises:
        SourceError: the file cannot be opened.
        KeptFileError: it is the file of an experiment without such a picture.
    """
    path = path_of(location)
    with open_regular_file(path) as file:
        if is_experiment(file):
            return _kept_before(path, file, role)
        size = os.fstat(file.fileno()).st_size
    kept = Inside(display_name(path))
    return PictureToKeep(size, lambda: _known(kept), lambda: _bytes_of(path, size))


def pasted(values: NDArray[Any], name: str) -> PictureToKeep:
    """Return what is kept of a picture, (H, W, C), uint8 or uint16, that is in no file."""
    dtype = values.dtype.newbyteorder("<").str
    kept = Pixels(name, "<u2" if dtype == "<u2" else "|u1", (values.shape[0], values.shape[1], values.shape[2]))

    def pieces() -> Pieces:
        rows = max(1, PIECE_BYTES // max(1, values[:1].nbytes))
        for first in range(0, len(values), rows):
            part = np.ascontiguousarray(values[first : first + rows], kept.dtype)
            yield part.reshape(-1).view(np.uint8).data

    return PictureToKeep(kept.nbytes, lambda: _known(kept), pieces)


def is_experiment(file: BinaryIO) -> bool:
    """Return whether an open file, at its beginning, is that of an experiment; it is at its beginning afterwards."""
    is_archive = file.read(len(_ZIP)) == _ZIP
    file.seek(0)
    if not is_archive:
        return False
    try:
        KeptArchive(file, "")
    except ProblemError:
        return False
    finally:
        file.seek(0)
    return True


def _kept_before(path: Path, file: BinaryIO, role: PictureRole) -> PictureToKeep:
    """Return what is kept of a picture in the file of an experiment, which may be written anew meanwhile."""
    member, name = PICTURE_MEMBERS[role], display_name(path)
    archive = _checked(file, name)
    kept = pictures_in(archive).get(role)
    if kept is None or isinstance(kept, Beside):
        raise KeptFileError("kept.no-picture", name=name)
    found = kept

    def pieces() -> Pieces:
        with open_regular_file(path) as file:
            yield from _checked(file, name).pieces(member)

    return PictureToKeep(archive.size_of(member), lambda: _known(found), pieces)


def _checked(file: BinaryIO, name: str) -> KeptArchive:
    archive = KeptArchive(file, name)
    check_manifest(archive)
    archive.check_members()
    return archive


def _known(kept: KeptPicture) -> Generator[None, None, KeptPicture]:
    """Return a description that needs no reading."""
    yield from ()
    return kept


def _bytes_of(path: Path, size: int) -> Pieces:
    """Yield as many bytes of a file as it had when it was looked at."""
    with open_regular_file(path) as file:
        left = size
        while left:
            piece = file.read(min(PIECE_BYTES, left))
            if not piece:
                raise SourceError("source.shrank", name=display_name(path))
            left -= len(piece)
            yield piece


def _relative(path: Path, folder: Path) -> str:
    """Return the way from a folder to a file; "" where there is none, or where it cannot be written."""
    try:
        relative = os.path.relpath(path, folder)
        relative.encode()
    except (ValueError, UnicodeEncodeError):
        return ""
    return relative
