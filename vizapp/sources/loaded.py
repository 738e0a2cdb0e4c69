"""The results of reading a file: a source, or the reason why it was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from vizapp.document.lab_spec import SourceKind
from vizapp.problem import Problem, Value
from vizapp.sources.limits import MAX_ANSWER_TEXT
from vizapp.value_picture import UNIT_RANGE, ValueRange
from vizapp.wording.problems import ProblemError
from vizapp.wording.quantities import quoted
from vizapp.wording.source_notes import note_text

_LONGEST_TEXT = 2000

AxisOrder = Literal["CHW", "HWC"]
"""The axis order of a stored array: channels before or after rows and columns."""


class ArrayEntry(msgspec.Struct, frozen=True):
    """One array of a file that can be opened as a feature map; shape and dtype as stored."""

    name: Annotated[str, msgspec.Meta(max_length=MAX_ANSWER_TEXT)]
    shape: Annotated[tuple[int, ...], msgspec.Meta(max_length=64)]
    dtype: Annotated[str, msgspec.Meta(max_length=100)]


class SourceError(ProblemError):
    """A file cannot be opened; as text, a sentence with the file, what is wrong and what would be right."""

    def __init__(self, code: str, field: str = "source", remedies: tuple[Problem, ...] = (), **values: Value) -> None:
        super().__init__(code, field, remedies, **{name: _sendable(value) for name, value in values.items()})


def _sendable(value: Value) -> Value:
    """Return a value that can be sent to another process: text becomes valid Unicode of limited length."""
    if not isinstance(value, str):
        return value
    return value[:_LONGEST_TEXT].encode("utf-8", "replace").decode()


class ArrayChoiceNeeded(SourceError):  # noqa: N818  (a question, not a failure)
    """A file holds several arrays and none was requested.

    It is a `SourceError`, so that a caller that cannot ask the user, such as the command line, has its sentence.
    """

    def __init__(self, name: str, entries: Sequence[ArrayEntry]) -> None:
        self.name = name
        self.entries = tuple(entries)
        super().__init__("source.array-choice", name=name, count=len(self.entries), there=listed(entries))


def shortened(text: str) -> str:
    """Return a name from inside a file, shortened to what a problem can hold."""
    return text if len(text) <= 200 else f"{text[:100]}{text[-99:]}"


def refusal(name: str, reason: Problem, array: str = "") -> SourceError:
    """Return the refusal of a file, or of an array in it; the text of ``reason`` completes the sentence."""
    values: dict[str, Value] = {**reason.values, "name": name, "cause": reason.code}
    if array:
        return SourceError.of(Problem("source.array-obstacle", "source", values | {"array": array}))
    return SourceError.of(Problem("source.obstacle", "source", values))


def listed(entries: Sequence[ArrayEntry], most: int = 8) -> str:
    """Return the names of the first few arrays as a phrase."""
    names = [quoted(entry.name) for entry in entries[:most]]
    rest = len(entries) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "")


@dataclass(frozen=True, eq=False)
class LoadedSource:
    """A loaded image or feature map; all arrays are read-only and C-contiguous.

    Attributes:
        kind: "image" or "feature_map", which determines the layout of ``values``.
        name: the file name for display.
        format: "PNG", "JPEG", "WEBP", "AVIF", "BMP", "GIF", "TIFF", "npy", "npz", "safetensors" or "pt";
            "pixels" for a picture that was pasted as such.
        values: for an image uint8 (H, W, C) with C = 1 (grey), 3 (RGB) or 4 (RGB and alpha, not premultiplied), or
            uint16 (H, W, 1); for a feature map float32 (C, H, W).
        overview: uint8 (h, w, 1 | 3 | 4), the whole source reduced with antialiasing to at most 1024 pixels a side.
            For a feature map it shows channel 0 between its 1st and 99th percentile, NaN in magenta; for an image of
            more than 8 bits, the values in ``drawn_range``.
        thumbnail: uint8 (h, w, 3), at most 96 pixels a side, alpha composited over a checkerboard.
        nan_count: the number of NaN among the values of a feature map, in all channels.
        non_finite_count: the number of NaN and infinities among them.
        noted: coded notes about the conversions during reading.
        array: the name of the array, for a file that names its arrays.
        arrays: all readable arrays of that file.
        drawn_range: the values of an image drawn as black and white, in the network's scale, so that (0, 1) is the
            whole range; display only, values are not changed.
        axes: the axis order that a stored array was read in; None if there was no choice.
        other_axes: the alternative order if the choice was ambiguous.
    """

    kind: SourceKind
    name: str
    format: str
    values: NDArray[Any]
    overview: NDArray[np.uint8]
    thumbnail: NDArray[np.uint8]
    nan_count: int = 0
    non_finite_count: int = 0
    noted: tuple[Problem, ...] = ()
    array: str | None = None
    arrays: tuple[ArrayEntry, ...] = ()
    drawn_range: ValueRange = UNIT_RANGE
    axes: AxisOrder | None = None
    other_axes: AxisOrder | None = None

    def __post_init__(self) -> None:
        for array in (self.values, self.overview, self.thumbnail):
            array.flags.writeable = False

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes about the conversions during reading, one phrase each."""
        return tuple(note_text(note) for note in self.noted)

    @property
    def height(self) -> int:
        """The number of rows of the full source."""
        return self.values.shape[0 if self.kind == "image" else 1]

    @property
    def width(self) -> int:
        """The number of columns of the full source."""
        return self.values.shape[1 if self.kind == "image" else 2]

    @property
    def channels(self) -> int:
        """The number of stored channels, alpha included."""
        return self.values.shape[2 if self.kind == "image" else 0]


def network_values(kind: SourceKind, values: NDArray[Any]) -> NDArray[np.float32]:
    """Return the values of a source as a network reads them: float32 (C, H, W).

    An image is scaled to [0, 1] and its alpha composited over white, so C is 1 or 3; a feature map is returned
    unchanged, NaN included.
    """
    if kind == "feature_map":
        return values
    scale = np.float32(1 / np.iinfo(values.dtype).max)
    planes = values.transpose(2, 0, 1)
    colour = np.multiply(planes[:3], scale, dtype=np.float32)
    if len(planes) == 4:
        alpha = np.multiply(planes[3], scale, dtype=np.float32)
        colour *= alpha
        colour += np.subtract(1, alpha, out=alpha)  # colour·a + 1·(1 − a): where a is 1, exactly the colour
    return np.ascontiguousarray(colour)
