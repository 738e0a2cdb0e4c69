"""What the reader says of files that hold offsets: which array is what, how the offsets may be read, and the arrays.

The structs travel from the reading process to the window, which checks them because that process has handled
untrusted files.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, TypeAlias

import numpy as np
from msgspec import Meta, Struct
from numpy.typing import NDArray

from vizapp.document.brought import BroughtRole
from vizapp.document.lab_spec import SourceKind
from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.evidence import Evidence
from vizapp.offset_maps.kernels import KernelGuess
from vizapp.offset_maps.layouts import Layout
from vizapp.offset_maps.non_finite import NonFinite
from vizapp.offset_maps.roles import Role
from vizapp.problem import Problem

MAX_FILES = 16
MAX_LISTED = 64
"""Arrays in one list; of a file that holds more, those that may belong to offsets come first."""
FIELD_SIDE = 48
"""The longest side of a small picture of a field, in units."""
MAX_TAPS = 49
_Text: TypeAlias = Annotated[str, Meta(max_length=2000)]


class ArrayRole(Struct, frozen=True, forbid_unknown_fields=True):
    """The role that a person has given to an array, by its label."""

    label: _Text
    role: Role


class OffsetChoices(Struct, frozen=True, forbid_unknown_fields=True):
    """What was chosen instead of the best guess; an empty one leaves everything to the guess."""

    roles: Annotated[tuple[ArrayRole, ...], Meta(max_length=MAX_LISTED)] = ()
    kernel: KernelGuess | None = None
    geometry: ConvGeometry | None = None


class SourceFacts(Struct, frozen=True, forbid_unknown_fields=True):
    """The present source, which the layer reads where no feature map was brought."""

    kind: SourceKind
    channels: int
    size: tuple[int, int]


class FoundArray(Struct, frozen=True, forbid_unknown_fields=True):
    """An array of one of the files.

    Attributes:
        label: its name for display, with the file's where several are open.
        file: the number of the file.
        array: its name in the file; None in a file of one unnamed array, and for a picture.
        shape, dtype: as stored; of a picture (C, H, W).
        role: the present one.
        possible: every role that its shape allows, the likeliest first.
        sure: whether nothing else is as likely.
        picture: whether it is an image file.
    """

    label: _Text
    file: Annotated[int, Meta(ge=0, lt=MAX_FILES)]
    array: _Text | None
    shape: Annotated[tuple[int, ...], Meta(max_length=8)]
    dtype: Annotated[str, Meta(max_length=100)]
    role: Role
    possible: Annotated[tuple[Role, ...], Meta(max_length=16)]
    sure: bool
    picture: bool = False


class FoundReading(Struct, frozen=True, forbid_unknown_fields=True):
    """The offsets read in one layout.

    Attributes:
        layout: which.
        evidence: what speaks for it.
        size: (h, w) of the small field.
        field: float32 (h, w, 2) as bytes, the offset averaged over the taps of the first group, (dy, dx) in input
            pixels, at units spread over the map; 0 where none is finite.
        constellation: float32 (K, 2) as bytes, the offset of each tap of the first group averaged over all units.
    """

    layout: Layout
    evidence: Evidence
    size: tuple[int, int]
    field: Annotated[bytes, Meta(max_length=8 * FIELD_SIDE**2)]
    constellation: Annotated[bytes, Meta(max_length=8 * MAX_TAPS)]

    @property
    def field_yx(self) -> NDArray[np.float32]:
        """(h, w, 2), (dy, dx) in input pixels."""
        return np.frombuffer(self.field, np.float32).reshape(*self.size, 2)

    @property
    def constellation_yx(self) -> NDArray[np.float32]:
        """(K, 2), (dy, dx) in input pixels."""
        return np.frombuffer(self.constellation, np.float32).reshape(-1, 2)


class Examination(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """What files that hold offsets are together.

    Attributes:
        files: the names of the files for display.
        arrays: of all files.
        units: (oh, ow).
        kernels: the kernels and offset groups that fit, the chosen one first.
        geometries: the strides, paddings and dilations that fit, the chosen one first.
        input_size: (H, W) that the layer reads.
        scaled: whether the picture that it reads is scaled to that size.
        outputs, groups: O and the convolution's own groups.
        verdict: what decides between the readings, as in :class:`vizapp.offset_maps.readings.Ranking`; "" if there
            are none.
        readings: the best first; empty where there is a problem.
        nan, infinite, broken_units: how many numbers of the offsets are NaN or infinite, at how many units. To
            which points they belong depends on the layout.
        items: how many items the offsets' batch has; the first is read.
        problem: what does not fit, or None.
        refused: of arrays that could not be read, their labels and why.
    """

    files: Annotated[tuple[_Text, ...], Meta(max_length=MAX_FILES)]
    arrays: Annotated[tuple[FoundArray, ...], Meta(max_length=MAX_LISTED)]
    units: tuple[int, int] = (0, 0)
    kernels: Annotated[tuple[KernelGuess, ...], Meta(max_length=64)] = ()
    geometries: Annotated[tuple[ConvGeometry, ...], Meta(max_length=64)] = ()
    input_size: tuple[int, int] = (1, 1)
    scaled: bool = False
    outputs: int = 1
    groups: int = 1
    verdict: Annotated[str, Meta(max_length=20)] = ""
    readings: Annotated[tuple[FoundReading, ...], Meta(max_length=6)] = ()
    nan: int = 0
    infinite: int = 0
    broken_units: int = 0
    items: int = 1
    problem: Problem | None = None
    refused: Annotated[tuple[tuple[_Text, Problem], ...], Meta(max_length=MAX_LISTED)] = ()

    def with_role(self, role: Role) -> FoundArray | None:
        """Return the array of a role, or None."""
        return next((array for array in self.arrays if array.role == role), None)


class NothingRecognised(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """No array of the files looks like offsets."""


@dataclass(frozen=True, eq=False)
class LoadedBrought:
    """The arrays of a layer with brought offsets; all float32, C-contiguous and read-only.

    Attributes:
        arrays: by role: "offsets" (2·G·K, oh, ow) as stored, "mask" (G·K, oh, ow), "weight" (O, C/groups, kh, kw),
            "bias" (O,), "output" (O, oh, ow); those that the document names.
        non_finite: which points are NaN or infinite, read in the document's layout.
        broken: bool (oh, ow), the units with a point that is not finite.
    """

    arrays: dict[BroughtRole, NDArray[np.float32]]
    non_finite: NonFinite
    broken: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for array in (*self.arrays.values(), self.broken):
            array.flags.writeable = False

    @property
    def nbytes(self) -> int:
        return sum(array.nbytes for array in self.arrays.values())


def examination_fault(found: Examination) -> str:
    """Return what is wrong with an examination that came from the reading process, or ""."""
    if not found.arrays or not found.files:
        return "nothing was examined"
    if any(array.file >= len(found.files) for array in found.arrays):
        return "an array of no file"
    for reading in found.readings:
        height, width = reading.size
        if not (1 <= height <= FIELD_SIDE and 1 <= width <= FIELD_SIDE):
            return f"a field of {reading.size}"
        if len(reading.field) != 8 * height * width or len(reading.constellation) % 8:
            return "a field of another size"
        if not found.kernels or len(reading.constellation) != 8 * found.kernels[0].taps:
            return "a constellation of another kernel"
        if not (np.isfinite(reading.field_yx).all() and np.isfinite(reading.constellation_yx).all()):
            return "a field that is not finite"
    if bool(found.readings) != bool(found.geometries and found.problem is None):
        return "readings without a geometry, or the reverse"
    sides = [side for guess in found.kernels for side in (*guess.kernel_size, guess.groups)]
    sides += [*found.input_size, found.outputs, found.groups, found.items]
    if (
        any(not 1 <= side < 1 << 30 for side in sides)
        or max((each.taps for each in found.kernels), default=1) > MAX_TAPS
    ):
        return "a number that no layer has"
    for geometry in found.geometries:
        steps = (*geometry.kernel_size, *geometry.stride, *geometry.dilation)
        if any(not 1 <= step <= 1 << 12 for step in steps) or any(
            not 0 <= each <= 1 << 12 for each in geometry.padding
        ):
            return "a geometry that no layer has"
    counts = (found.nan, found.infinite, found.broken_units)
    return "a negative count" if any(count < 0 or count > math.inf for count in counts) else ""
