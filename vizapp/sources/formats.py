"""The register of the file formats that can be opened: how a file is recognised, what its name says, how it is read.

A new format is a file of its own that reads it, and an entry here. Readers are imported only when they are used,
because the window's process needs nothing but the names and suffixes.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from vizapp.keeping.members import MANIFEST
from vizapp.sources.image_formats import ImageFormat, begins_with, is_avif, is_bmp, is_heic, is_webp
from vizapp.sources.limits import MAX_ARRAY_NAME, MAX_SAFETENSORS_HEADER
from vizapp.sources.loaded import AxisOrder, LoadedSource, SourceError

if TYPE_CHECKING:
    from vizapp.sources.feature_maps import Finish, StoredArray

T = TypeVar("T")

WEIGHT_SUFFIXES = (".safetensors", ".pth", ".pt")
"""Of files in which weights of networks are kept."""
HEAD_BYTES = 4096
"""How many of a file's first bytes the format is recognised from."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that is being read.

    Attributes:
        stream: seekable, at its beginning.
        name: for display; its suffix is the file's.
        size: in bytes.
        array: the name of the array to read, for a file that names its arrays, or None.
        axes: the axis order of an array of three axes; None guesses.
    """

    stream: BinaryIO
    name: str
    size: int
    array: str | None = None
    axes: AxisOrder | None = None


class ArraysOf(Protocol):
    """Gives the arrays of an opened file to a function while it is open, and returns what that returns."""

    def __call__(self, opened: OpenedFile, finish: Finish[T], /) -> T: ...


@dataclass(frozen=True, slots=True)
class Suffix:
    """A suffix of file names, in lower case with its dot.

    Attributes:
        expected: what a file so named should be, for a refusal: "a PNG image", one of the
            :data:`vizapp.wording.file_kinds.FILE_KINDS`.
    """

    text: str
    expected: str


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A file format that can be opened.

    Attributes:
        suffixes: the usual ones, as the dialog offers them; the content decides, not the suffix.
        recognises: whether the first ``HEAD_BYTES`` of a file are of this format.
        read: reads an opened file, or raises SourceError.
        image: the image format, or None for arrays.
        is_read_unrecognised: whether a file with one of the suffixes whose content is of no known format is read all
            the same, for the reader's more precise refusal.
        arrays: opens a file of arrays and gives them to a function while it is open; None for images.
    """

    suffixes: tuple[Suffix, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[OpenedFile], LoadedSource]
    image: ImageFormat | None = None
    is_read_unrecognised: bool = False
    arrays: ArraysOf | None = None


def _read_image(image: ImageFormat, opened: OpenedFile) -> LoadedSource:
    from vizapp.sources.images import decode_image

    return decode_image(opened.stream, opened.name, image)


def _read_kept_picture(opened: OpenedFile) -> LoadedSource:
    from vizapp.sources.kept_files import read_picture

    return read_picture(opened)


def _npy_arrays(opened: OpenedFile, finish: Finish[T]) -> T:
    from vizapp.sources.numpy_files import read_npy

    return read_npy(opened.stream, opened.size, opened.name, finish)


def _safetensors_arrays(opened: OpenedFile, finish: Finish[T]) -> T:
    from vizapp.sources.safetensors_files import read_safetensors

    return read_safetensors(opened.stream, opened.size, opened.name, finish)


def _archive_arrays(opened: OpenedFile, finish: Finish[T]) -> T:
    """Read a zip file: PyTorch's format or NumPy's."""
    from vizapp.sources.archives import is_torch_archive, open_archive, program_in

    with open_archive(opened.stream, opened.name) as archive:
        if obstacle := program_in(archive):
            raise SourceError(obstacle, name=opened.name)
        if is_torch_archive(archive):
            from vizapp.sources.torch_files import read_torch_archive

            return read_torch_archive(archive, opened.name, finish)
        if Path(opened.name).suffix.lower() == ".npz" or any(entry.endswith(".npy") for entry in archive.namelist()):
            from vizapp.sources.numpy_files import read_npz

            return read_npz(archive, opened.name, finish)
    raise SourceError("source.zip-without-arrays", name=opened.name)


def _legacy_torch_arrays(opened: OpenedFile, finish: Finish[T]) -> T:
    from vizapp.sources.torch_files import read_legacy_torch

    return read_legacy_torch(opened.stream, opened.name, finish)


def _read_one(arrays: ArraysOf, opened: OpenedFile) -> LoadedSource:
    """Read the array that is asked for, or the only one."""
    from vizapp.sources.feature_maps import finish

    return arrays(opened, partial(finish, wanted=opened.array, axes=opened.axes))


def _arrays(
    arrays: ArraysOf,
    recognises: Callable[[bytes], bool],
    *suffixes: Suffix,
    is_read_unrecognised: bool = False,
) -> FileFormat:
    checked = partial(_with_short_names, arrays)
    return FileFormat(
        suffixes,
        recognises,
        partial(_read_one, checked),
        is_read_unrecognised=is_read_unrecognised,
        arrays=checked,
    )


def _with_short_names(arrays: ArraysOf, opened: OpenedFile, finish: Finish[T]) -> T:
    """Refuse a file with an array whose name is so long that nothing could show it."""

    def checked(name: str, file_format: str, stored: Sequence[StoredArray]) -> T:
        longest = max((len(each.entry.name) for each in stored), default=0)
        if longest > MAX_ARRAY_NAME:
            raise SourceError("source.long-array-name", name=name, length=longest, limit=MAX_ARRAY_NAME)
        return finish(name, file_format, stored)

    return arrays(opened, checked)


def _is_legacy_torch(head: bytes) -> bool:
    """Return whether a file begins with the pickled number that torch.save wrote first, in any protocol."""
    if len(head) < 2 or head[0] != 0x80 or not 2 <= head[1] <= 5:
        return False
    content = head[11:] if head[2:3] == _FRAME else head[2:]
    return content.startswith(_LEGACY_TORCH_MAGIC)


def _is_experiment(head: bytes) -> bool:
    """Return whether a file is a zip archive whose first member is that with which an experiment begins."""
    return head.startswith(b"PK\x03\x04") and head[30:].startswith(MANIFEST.name.encode())


def _is_safetensors(head: bytes) -> bool:
    return head[8:9] == b"{" and struct.unpack_from("<Q", head)[0] <= MAX_SAFETENSORS_HEADER


def _image(image: ImageFormat, expected: str, recognises: Callable[[bytes], bool], *suffixes: str) -> FileFormat:
    described = tuple(Suffix(suffix, expected) for suffix in suffixes)
    return FileFormat(described, recognises, partial(_read_image, image), image)


_TORCH_SUFFIXES = tuple(Suffix(suffix, "a PyTorch file") for suffix in (".pt", ".pth"))
_LEGACY_TORCH_MAGIC = b"\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e"
_FRAME = b"\x95"
"""What stands before a pickle's content from protocol 4 on, followed by eight bytes of its length."""
_TIFF_MAGICS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")

FORMATS: tuple[FileFormat, ...] = (
    _image(ImageFormat.PNG, "a PNG image", begins_with(b"\x89PNG\r\n\x1a\n"), ".png"),
    _image(ImageFormat.JPEG, "a JPEG image", begins_with(b"\xff\xd8\xff"), ".jpg", ".jpeg"),
    _image(ImageFormat.WEBP, "a WebP image", is_webp, ".webp"),
    _image(ImageFormat.AVIF, "an AVIF image", is_avif, ".avif"),
    _image(ImageFormat.BMP, "a BMP image", is_bmp, ".bmp"),
    _image(ImageFormat.GIF, "a GIF image", begins_with(b"GIF87a", b"GIF89a"), ".gif"),
    _image(ImageFormat.TIFF, "a TIFF image", begins_with(*_TIFF_MAGICS), ".tif", ".tiff"),
    FileFormat((Suffix(".vizapp", "an experiment of vizapp"),), _is_experiment, _read_kept_picture),
    _arrays(_npy_arrays, begins_with(b"\x93NUMPY"), Suffix(".npy", "a NumPy array")),
    _arrays(
        _archive_arrays,
        begins_with(b"PK\x03\x04", b"PK\x05\x06"),
        Suffix(".npz", "a NumPy archive"),
        *_TORCH_SUFFIXES,
    ),
    _arrays(_legacy_torch_arrays, _is_legacy_torch, *_TORCH_SUFFIXES),
    _arrays(
        _safetensors_arrays,
        _is_safetensors,
        Suffix(".safetensors", "a safetensors file"),
        is_read_unrecognised=True,
    ),
)
"""In the order in which they are tried and offered."""


def format_of(head: bytes, name: str) -> FileFormat:
    """Return the format that the first bytes of a file indicate.

    Args:
        head: at most ``HEAD_BYTES``.
        name: of the file, for the refusal.

    Raises:
        SourceError: no format that can be opened, and what it is instead.
    """
    for each in FORMATS:
        if each.recognises(head):
            return each
    if is_heic(head):
        raise SourceError("source.heic", name=name)
    if len(head) > 2 and head[0] == 0x80 and 2 <= head[1] <= 5:
        raise SourceError("source.pickle", name=name)
    suffix = Path(name).suffix.lower()
    named = next((each for each in FORMATS if suffix in _texts(each.suffixes)), None)
    expected = next((each.expected for each in named.suffixes if each.text == suffix), None) if named else None
    if _is_text(head):
        if expected:
            raise SourceError("source.text-named", name=name, expected=expected)
        raise SourceError("source.text", name=name)
    if named is not None and named.is_read_unrecognised:
        return named
    if expected:
        raise SourceError("source.not-as-named", name=name, expected=expected)
    raise SourceError("source.unknown-format", name=name)


def suffixes_of(formats: Iterable[FileFormat]) -> tuple[str, ...]:
    """Return the suffixes of ``formats``, each once, in their order."""
    return tuple(dict.fromkeys(text for each in formats for text in _texts(each.suffixes)))


def may_hold_arrays(suffix: str) -> bool:
    """Return whether a file with this suffix is usually one of arrays."""
    return suffix.lower() in suffixes_of(each for each in FORMATS if each.arrays is not None)


def _texts(suffixes: Iterable[Suffix]) -> list[str]:
    return [suffix.text for suffix in suffixes]


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        # Incremental, because the head may end inside a character.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
