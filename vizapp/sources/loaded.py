"""What comes out of reading a file: an image or a feature map, or one sentence about what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

SourceKind = Literal["image", "feature_map"]


class ArrayEntry(msgspec.Struct, frozen=True):
    """One array of a file that can be opened as a feature map, as stored (before any conversion)."""

    name: str
    shape: tuple[int, ...]
    dtype: str


class SourceError(Exception):
    """A file cannot be opened: one sentence that names the file, what is wrong and what would be right."""


class ArrayChoiceNeeded(SourceError):  # noqa: N818  (a question, not a failure)
    """A file holds several arrays and none was asked for.

    It is a `SourceError` so that a caller who cannot ask a person, such as a command line, still has its sentence.
    """

    def __init__(self, name: str, entries: Sequence[ArrayEntry]) -> None:
        self.name = name
        self.entries = tuple(entries)
        super().__init__(f"{name} holds {len(self.entries)} arrays; choose one of {listed(entries)}.")


def quoted(text: str) -> str:
    """Return a name from inside a file in quotes, printable and shortened, for use in a sentence."""
    short = text if len(text) <= 60 else f"{text[:40]}\N{HORIZONTAL ELLIPSIS}{text[-19:]}"
    return "'" + "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in short) + "'"


def listed(entries: Sequence[ArrayEntry], most: int = 8) -> str:
    """Return the names of the first few arrays as a phrase."""
    names = [quoted(entry.name) for entry in entries[:most]]
    rest = len(entries) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "")


@dataclass(frozen=True, eq=False)
class LoadedSource:
    """An image or a feature map that has been read; all arrays are read-only and C-contiguous.

    Attributes:
        kind: decides the layout of ``values``.
        name: file name for display.
        format: "PNG", "JPEG", "WEBP", "AVIF", "BMP", "GIF", "TIFF", "npy", "npz", "safetensors" or "pt";
            "pixels" for a picture that was pasted as such.
        values: for an image uint8 (H, W, C) with C = 1 (grey), 3 (RGB) or 4 (RGB and alpha, not premultiplied), or
            uint16 (H, W, 1); for a feature map float32 (C, H, W).
        overview: uint8 (h, w, 1 | 3 | 4), the whole source reduced with antialiasing to at most 1024 pixels a side.
            Of a feature map it shows channel 0 between its 1st and 99th percentile, NaN in magenta.
        thumbnail: uint8 (h, w, 3), at most 96 pixels a side, alpha composited over a checkerboard.
        nan_count: NaN among the values of a feature map, all channels.
        non_finite_count: NaN and infinities among them.
        notes: short phrases about what was done to the content on the way.
        array: name of the array that was read from a file that names its arrays.
        arrays: all arrays of that file that could be opened instead.
    """

    kind: SourceKind
    name: str
    format: str
    values: NDArray[Any]
    overview: NDArray[np.uint8]
    thumbnail: NDArray[np.uint8]
    nan_count: int = 0
    non_finite_count: int = 0
    notes: tuple[str, ...] = ()
    array: str | None = None
    arrays: tuple[ArrayEntry, ...] = ()

    def __post_init__(self) -> None:
        for array in (self.values, self.overview, self.thumbnail):
            array.flags.writeable = False

    @property
    def height(self) -> int:
        """Rows of the full source."""
        return self.values.shape[0 if self.kind == "image" else 1]

    @property
    def width(self) -> int:
        """Columns of the full source."""
        return self.values.shape[1 if self.kind == "image" else 2]

    @property
    def channels(self) -> int:
        """Channels as stored, alpha included."""
        return self.values.shape[2 if self.kind == "image" else 0]


def network_values(kind: SourceKind, values: NDArray[Any]) -> NDArray[np.float32]:
    """Return what a network sees of a source's kind and values: float32 (C, H, W).

    An image is scaled to [0, 1] and its alpha composited over white, so that C is 1 or 3; a feature map is returned
    as it is, NaN included.
    """
    if kind == "feature_map":
        return values
    scale = np.float32(1 / np.iinfo(values.dtype).max)
    planes = values.transpose(2, 0, 1)
    colour = np.multiply(planes[:3], scale, dtype=np.float32)
    if len(planes) == 4:
        alpha = np.multiply(planes[3], scale, dtype=np.float32)
        colour -= 1  # colour·a + 1·(1 − a), arranged to need no further array of this size
        colour *= alpha
        colour += 1
    return np.ascontiguousarray(colour)
