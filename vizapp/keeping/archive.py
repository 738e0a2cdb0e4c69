"""The zip archive of a file of an experiment: what it holds is checked before anything of it is unpacked."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from vizapp.bounded_reads import BoundedReads
from vizapp.keeping.members import FILE_VERSION, MANIFEST, MAX_FILE_BYTES, MEMBERS, Member
from vizapp.wording.problems import ProblemError

_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
    OverflowError,
    NotImplementedError,
    struct.error,
)
"""What zipfile raises on damaged or unsupported archives."""
_LOCAL_HEADER_BYTES = 30
_MOST_MEMBERS = 64
_PIECE_BYTES = _MAX_READ = 1 << 20


class KeptFileError(ProblemError):
    """A file is no experiment that can be opened; its sentence says why."""


class KeptArchive:
    """The members of one file.

    Attributes:
        name: of the file, for display.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Read and check the archive's directory.

        Raises:
            KeptFileError: it is damaged, or the archive is none of an experiment.
        """
        self.name = name
        try:
            self._archive = zipfile.ZipFile(BoundedReads(stream, _MAX_READ))
        except _ERRORS as error:
            raise KeptFileError("kept.damaged", name=name) from error
        infos = self._archive.infolist()
        self._infos = {info.filename: info for info in infos}
        if MANIFEST.name not in self._infos:
            raise KeptFileError("kept.no-experiment", name=name)
        if len(self._infos) != len(infos) or len(infos) > _MOST_MEMBERS:
            raise KeptFileError("kept.damaged", name=name)
        self._require_apart(infos)

    def check_members(self) -> None:
        """Check that the archive has what an experiment of this version has, and nothing else.

        Raises:
            KeptFileError: says what is missing, unknown or too large.
        """
        for part, info in self._infos.items():
            member = MEMBERS.get(part)
            if member is None:
                raise KeptFileError("kept.part-unknown", name=self.name, part=part[:200], known=FILE_VERSION)
            self._require_fit(member, info)
        for member in MEMBERS.values():
            if member.required and member.name not in self._infos:
                raise KeptFileError("kept.part-missing", name=self.name, part=member.name)

    def has(self, member: Member) -> bool:
        """Return whether there is a member."""
        return member.name in self._infos

    def size_of(self, member: Member) -> int:
        """Return how many bytes a member has when it is unpacked."""
        return self._infos[member.name].file_size

    def read(self, member: Member) -> NDArray[np.uint8]:
        """Return the bytes of a member.

        Raises:
            KeptFileError: it is missing or damaged.
        """
        if member.name not in self._infos:
            raise KeptFileError("kept.part-missing", name=self.name, part=member.name)
        info = self._infos[member.name]
        self._require_fit(member, info)
        values = np.empty(info.file_size, np.uint8)
        filled = 0
        for piece in self.pieces(member):
            values[filled : filled + len(piece)] = np.frombuffer(piece, np.uint8)
            filled += len(piece)
        return values

    def pieces(self, member: Member) -> Iterator[bytes]:
        """Return an iterator of a member's bytes in pieces of at most 1 MiB, as many as there are said to be.

        Raises:
            KeptFileError: it is damaged, now or while it is read.
        """
        return _Pieces(self._archive, self._infos[member.name], self.name)

    def _require_fit(self, member: Member, info: zipfile.ZipInfo) -> None:
        allowed = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} if member.packed else {zipfile.ZIP_STORED}
        if info.file_size > member.limit:
            size = min(info.file_size, 2**62)
            raise KeptFileError(
                "kept.part-too-large", name=self.name, part=member.name, size=size, limit=member.limit
            )
        is_odd = info.compress_type == zipfile.ZIP_STORED and info.compress_size != info.file_size
        if info.flag_bits & 0x1 or info.compress_type not in allowed or is_odd:
            raise KeptFileError("kept.part-damaged", name=self.name, part=member.name)

    def _require_apart(self, infos: list[zipfile.ZipInfo]) -> None:
        """Check that no two members share bytes: a small archive could otherwise unpack to a large one."""
        end = 0
        for info in sorted(infos, key=lambda each: each.header_offset):
            if info.header_offset < end or info.compress_size > MAX_FILE_BYTES:
                raise KeptFileError("kept.damaged", name=self.name)
            end = info.header_offset + _LOCAL_HEADER_BYTES + len(info.filename.encode()) + info.compress_size
        if end > self._archive.start_dir:
            raise KeptFileError("kept.damaged", name=self.name)


class _Pieces(Iterator[bytes]):
    """The bytes of one member, piece by piece."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
        self._left = info.file_size
        self._damaged = KeptFileError("kept.part-damaged", name=name, part=info.filename[:200])
        try:
            self._stream = archive.open(info)
        except _ERRORS as error:
            raise self._damaged from error

    def __iter__(self) -> _Pieces:
        return self

    def __next__(self) -> bytes:
        if self._left == 0:
            # The sum of all bytes is compared at the end only.
            if self._read(1):
                raise self._damaged
            raise StopIteration
        piece = self._read(min(_PIECE_BYTES, self._left))
        if not piece:
            raise self._damaged
        self._left -= len(piece)
        return piece

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except _ERRORS as error:
            raise self._damaged from error
