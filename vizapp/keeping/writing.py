"""Writing of a file of an experiment, piece by piece, so that something else can be done in between."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from os import fsync
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np

from vizapp import __version__
from vizapp.document.experiment import Experiment
from vizapp.document.text import to_text
from vizapp.keeping.curves import KeptCurves
from vizapp.keeping.members import (
    CURVES,
    DOCUMENT,
    FILE_VERSION,
    FORMAT,
    MANIFEST,
    PICTURES,
    PREVIEW,
    RUN,
    SERIES,
    STATES,
    TRAINING,
    VERSION_WITHOUT_RUN,
    VIEW,
    Member,
)
from vizapp.keeping.pictures import PICTURE_MEMBERS, Beside, KeptPicture, KeptPictures, PictureRole
from vizapp.keeping.reading import Manifest
from vizapp.keeping.run import KeptRun
from vizapp.keeping.tensors import TensorPart, table_of
from vizapp.keeping.training import Training
from vizapp.sources.regular_files import display_name
from vizapp.whole_files import WholeFile
from vizapp.wording.problems import ProblemError

PIECE_BYTES = 1 << 20
_TEXT_PIECE_BYTES = 1 << 18
"""How much text is compressed at a time, in bytes: some milliseconds of work."""
_ORDINARY_FILE = 0o100644 << 16

Pieces = Iterator[bytes | memoryview]


@dataclass(frozen=True, slots=True)
class PictureToKeep:
    """A picture that is to be kept.

    Attributes:
        size: how many bytes are read.
        begin: returns what stands in the list of pictures; of a picture beside, its bytes are read for that, and None
            is yielded after every piece. Of one inside, its bytes are in ``pieces``.
        pieces: returns the bytes that are written; None where none are.
    """

    size: int
    begin: Callable[[], Generator[None, None, KeptPicture]]
    pieces: Callable[[], Pieces] | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """All that a file is to hold.

    Attributes:
        experiment: the document.
        training: of all labs.
        states: what the tensors of the states are.
        state_pieces: returns their bytes one after another.
        curves: that belong to the training.
        view: the JSON text of an object that says what the window shows.
        preview: a PNG picture, or nothing.
        pictures: by what they are to the experiment.
        run: the run that the file is a checkpoint of, or None.
    """

    experiment: Experiment
    training: Training = field(default_factory=Training)
    states: tuple[TensorPart, ...] = ()
    state_pieces: Callable[[], Pieces] = lambda: iter(())
    curves: KeptCurves = field(default_factory=KeptCurves)
    view: bytes = b"{}"
    preview: bytes = b""
    pictures: Mapping[PictureRole, PictureToKeep] = field(default_factory=dict)
    run: KeptRun | None = None


def written(content: Content, path: Path) -> Generator[float, None, None]:
    """Write a file whole or not at all, and yield after each piece of work which share of it is done.

    A file that is given up, by closing the iterator, is not there, and an older one of the same name stays. One that
    is there survives the end of the machine, too.

    Raises:
        OSError: it cannot be written.
        ProblemError: it would hold more than can be read again, or a picture cannot be read.
    """
    with WholeFile(path, durable=True) as file:
        yield from _Writing(file.stream, content, display_name(path)).shares()
        yield from _stored(file.stream)


class _Writing:
    """One file on its way."""

    def __init__(self, stream: BinaryIO, content: Content, name: str) -> None:
        self._stream = stream
        self._content = content
        self._name = name
        self._done = 0
        self._total = (
            sum(part.nbytes for part in content.states)
            + content.curves.values.nbytes
            + sum(picture.size for picture in content.pictures.values())
        )

    def shares(self) -> Iterator[float]:
        content = self._content
        version = VERSION_WITHOUT_RUN if content.run is None else FILE_VERSION
        manifest = Manifest(FORMAT, version, __version__)
        with zipfile.ZipFile(self._stream, "w") as archive:
            self._archive = archive
            yield from self._text(MANIFEST, msgspec.json.encode(manifest))
            yield from self._text(DOCUMENT, to_text(content.experiment).encode())
            if content.preview:
                yield from self._put(PREVIEW, iter((content.preview,)))
            yield from self._text(VIEW, content.view)
            if content.run is not None:
                yield from self._text(RUN, msgspec.json.encode(content.run))
            yield from self._text(TRAINING, msgspec.json.encode(content.training))
            yield from self._tensors(STATES, content.states, content.state_pieces())
            yield from self._text(CURVES, msgspec.json.encode(content.curves.table))
            yield from self._tensors(SERIES, content.curves.parts(), _pieces_of(content.curves.values))
            yield from self._pictures()

    def _pictures(self) -> Iterator[float]:
        kept: KeptPictures = {}
        for role, picture in self._content.pictures.items():
            begin = picture.begin()
            while True:
                try:
                    next(begin)
                except StopIteration as end:
                    kept[role] = end.value
                    break
                self._done += PIECE_BYTES
                yield self._share
            if picture.pieces is not None:
                assert not isinstance(kept[role], Beside)
                yield from self._put(PICTURE_MEMBERS[role], picture.pieces())
        yield from self._text(PICTURES, msgspec.json.encode(kept))

    def _tensors(self, member: Member, parts: Iterable[TensorPart], pieces: Pieces) -> Iterator[float]:
        listed = list(parts)
        if listed:
            yield from self._put(member, _after(self._checked(member, lambda: table_of(listed)), pieces))

    def _text(self, member: Member, text: bytes) -> Iterator[float]:
        if len(text) > member.limit:
            raise ProblemError("keep.too-large", name=self._name, part=member.name, limit=member.limit)
        yield from self._put(member, _cut(text, _TEXT_PIECE_BYTES))

    def _checked(self, member: Member, make: Callable[[], bytes]) -> bytes:
        try:
            return make()
        except ValueError:
            raise ProblemError("keep.too-large", name=self._name, part=member.name, limit=member.limit) from None

    def _put(self, member: Member, pieces: Iterator[bytes | memoryview]) -> Iterator[float]:
        info = zipfile.ZipInfo(member.name)
        info.compress_type = zipfile.ZIP_DEFLATED if member.packed else zipfile.ZIP_STORED
        info.external_attr = _ORDINARY_FILE
        size = 0
        with self._archive.open(info, "w") as stream:
            for piece in pieces:
                size += len(piece)
                if size > member.limit:
                    raise ProblemError("keep.too-large", name=self._name, part=member.name, limit=member.limit)
                stream.write(piece)
                self._done += 0 if member.packed else len(piece)
                yield self._share

    @property
    def _share(self) -> float:
        return min(1.0, self._done / max(1, self._total))


def _stored(stream: BinaryIO) -> Iterator[float]:
    """Wait until the disk has all that was written, without keeping the caller from anything else."""
    stream.flush()

    def wait() -> None:
        with suppress(OSError):  # what is wrong is said when the file gets its name
            fsync(stream.fileno())

    waiting = threading.Thread(target=wait, name="fsync", daemon=True)
    waiting.start()
    while waiting.is_alive():
        waiting.join(0.001)
        yield 1.0


def _pieces_of(values: np.ndarray) -> Pieces:
    return _cut(np.ascontiguousarray(values).reshape(-1).view(np.uint8).data, PIECE_BYTES)


def _cut(data: bytes | memoryview, size: int) -> Pieces:
    view = memoryview(data)
    for begin in range(0, len(view), size):
        yield view[begin : begin + size]


def _after(first: bytes, others: Pieces) -> Pieces:
    yield first
    yield from others
