"""The pictures of an experiment as its file keeps them: with their bytes, or by the place where their files lie.

A bundled sample needs neither.
"""

from __future__ import annotations

import re
from math import prod
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from vizapp.keeping.members import JUDGED, MAX_FILE_BYTES, SOURCE, SUFFIX, UNSEEN, Member

PictureRole: TypeAlias = Literal["source", "unseen", "judged"]
PICTURE_MEMBERS: dict[PictureRole, Member] = {"source": SOURCE, "unseen": UNSEEN, "judged": JUDGED}
_Side = Annotated[int, Meta(ge=1, le=MAX_FILE_BYTES)]
_ROLE = "vizapp:"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LINES = re.compile(r"[\x00-\x1f\x7f]")


class Inside(Struct, frozen=True, tag="inside", forbid_unknown_fields=True):
    """The file of a picture is in this one, byte for byte.

    Attributes:
        name: of the file, for display; its suffix may say how it is read.
    """

    name: Annotated[str, Meta(min_length=1, max_length=255)]

    def __post_init__(self) -> None:
        if _LINES.search(self.name):
            raise ValueError("the name of a file has characters that are not written")


class Pixels(Struct, frozen=True, tag="pixels", forbid_unknown_fields=True):
    """The pixels of a picture that was pasted are in this file.

    Attributes:
        name: for display.
        dtype: of the values.
        shape: (H, W, C).
    """

    name: Annotated[str, Meta(min_length=1, max_length=255)]
    dtype: Literal["|u1", "<u2"]
    shape: tuple[_Side, _Side, Annotated[int, Meta(ge=1, le=4)]]

    def __post_init__(self) -> None:
        if _LINES.search(self.name):
            raise ValueError("the name of a picture has characters that are not written")
        if (self.dtype, self.shape[2]) not in {("|u1", 1), ("|u1", 3), ("|u1", 4), ("<u2", 1)}:
            raise ValueError("a picture has channels that no picture has")
        if self.nbytes > MAX_FILE_BYTES:
            raise ValueError("a picture is larger than can be kept")

    @property
    def nbytes(self) -> int:
        return prod(self.shape) * (2 if self.dtype == "<u2" else 1)


class Beside(Struct, frozen=True, tag="beside", forbid_unknown_fields=True):
    """The file of a picture lies somewhere else.

    Attributes:
        location: as in the document.
        relative: from the folder of the experiment's file, "" where there is no such way; it is tried if there is no
            file at the location.
        size: in bytes, when the experiment was saved.
        digest: SHA-256 of its bytes then, in hexadecimal digits.
    """

    location: Annotated[str, Meta(min_length=1, max_length=1 << 16)]
    relative: Annotated[str, Meta(max_length=1 << 16)]
    size: Annotated[int, Meta(ge=0, le=MAX_FILE_BYTES)]
    digest: str

    def __post_init__(self) -> None:
        if not _DIGEST.fullmatch(self.digest):
            raise ValueError("a digest is none")
        if Path(self.relative).is_absolute():
            raise ValueError("a relative path is absolute")


KeptPicture: TypeAlias = Inside | Pixels | Beside
KeptPictures: TypeAlias = dict[PictureRole, KeptPicture]


def read_pictures(text: bytes | memoryview) -> KeptPictures:
    """Return the pictures that JSON text describes.

    Raises:
        ValueError: says what is wrong.
    """
    try:
        return msgspec.json.decode(text, type=KeptPictures)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def is_kept_location(location: str) -> bool:
    """Return whether a location, as in the document, is that of an experiment's file: a picture that lies in it."""
    return location.lower().endswith(SUFFIX)


def array_of(role: PictureRole) -> str | None:
    """Return what the document calls a picture in an experiment's file, in place of an array; None is its source."""
    return None if role == "source" else _ROLE + role


def role_of(array: str | None) -> PictureRole:
    """Return which picture of an experiment's file a name in the document means; any but :func:`array_of` is an array
    of the file of its source."""
    return next((role for role in PICTURE_MEMBERS if array is not None and array == array_of(role)), "source")
