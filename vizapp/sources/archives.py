"""Zip archives (.npz and .pt files): opened within limits, and distinguished by their entries."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from vizapp.bounded_reads import BoundedReads
from vizapp.problem import Problem, Value
from vizapp.sources.limits import MAX_BYTES, MAX_ZIP_DIRECTORY, countable
from vizapp.sources.loaded import SourceError, shortened

ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
    OverflowError,
    struct.error,
)
"""What zipfile raises on damaged or unsupported archives."""


@contextmanager
def open_archive(file: BinaryIO, name: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive for reading.

    Raises:
        SourceError: its directory is damaged or too large.
    """
    try:
        archive = zipfile.ZipFile(BoundedReads(file, MAX_ZIP_DIRECTORY))
    except ARCHIVE_ERRORS as error:
        raise SourceError("source.zip-damaged", name=name) from error
    with archive:
        if (twice := _entry_twice(archive)) is not None:
            raise SourceError("source.zip-twice", name=name, entry=shortened(twice))
        yield archive


def _entry_twice(archive: zipfile.ZipFile) -> str | None:
    """Return the name of an entry that another one has, too: by name one is opened, and by its place the other."""
    seen: set[str] = set()
    for info in archive.infolist():
        if info.filename in seen:
            return info.filename
        seen.add(info.filename)
    return None


def is_torch_archive(archive: zipfile.ZipFile) -> bool:
    """Return whether torch.save wrote the archive."""
    return pickle_entry(archive) is not None


def program_in(archive: zipfile.ZipFile) -> str | None:
    """Return the code of the refusal if the archive holds a PyTorch program instead of tensors, or None."""
    names = [info.filename for info in archive.infolist()]
    if any(name.endswith("/constants.pkl") for name in names) and any("/code/" in name for name in names):
        return "source.torchscript"
    if any(
        name.rpartition("/")[2]
        in ("serialized_exported_program.json", "archive_format", "serialized_state_dict.json")
        for name in names
    ):
        return "source.torch-export"
    return None


def pickle_entry(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """Return the entry of a PyTorch archive that lists its tensors."""
    for info in archive.infolist():
        folder, _, last = info.filename.rpartition("/")
        if last == "data.pkl" and "/" not in folder:
            return info
    return None


def entry_obstacle(info: zipfile.ZipInfo) -> Problem | None:
    """Return why an entry must not be unpacked, or None if it may be.

    The compression ratio is not checked, because masks and label maps shrink to a thousandth. Instead the unpacked
    size is limited, and no more than the array needs is ever unpacked.
    """
    if info.flag_bits & 0x1:
        return Problem("reason.encrypted", "source")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Problem("reason.odd-packing", "source")
    if info.file_size > MAX_BYTES:
        values: dict[str, Value] = {"unpacked": countable(info.file_size), "limit": MAX_BYTES}
        return Problem("reason.too-large-unpacked", "source", values)
    return None
