"""The messages between the window and the reading child process.

A `ReadBytes` is followed by its bytes, a `ReadPixels` by its rows, a `Loaded` by the bytes of its arrays in order.
What the types say is checked while a message is decoded, the rest in :mod:`vizapp.sources.message_checks`.
"""

from __future__ import annotations

import os
from math import prod
from typing import Annotated, Literal

import msgspec
import numpy as np

from vizapp.document.brought import BroughtRole
from vizapp.keeping.curves import CurveTable
from vizapp.keeping.pictures import PICTURE_MEMBERS, PictureRole
from vizapp.network_weights import MAX_TENSORS, WeightPart
from vizapp.offset_maps.layouts import Layout
from vizapp.offset_maps.non_finite import NonFinite
from vizapp.problem import Problem
from vizapp.sources.brought import (
    MAX_FILES,
    MAX_TAPS,
    Examination,
    LoadedBrought,
    NothingRecognised,
    OffsetChoices,
    SourceFacts,
)
from vizapp.sources.kept import Compared, ExperimentAlone, PictureToCompare, Whereabouts
from vizapp.sources.limits import MAX_ANSWER_TEXT, MAX_ARRAYS, MAX_BYTES
from vizapp.sources.loaded import ArrayEntry, AxisOrder, LoadedSource
from vizapp.sources.raw_pixels import BYTES_PER_PIXEL, PixelOrder
from vizapp.sources.regular_files import display_name
from vizapp.sources.weights import LoadedNetwork
from vizapp.sources.whole import ArrayFile

Count = Annotated[int, msgspec.Meta(ge=0)]
Length = Annotated[int, msgspec.Meta(ge=1, le=MAX_BYTES)]
LongText = Annotated[str, msgspec.Meta(max_length=MAX_ANSWER_TEXT)]
Notes = Annotated[tuple[Problem, ...], msgspec.Meta(max_length=64)]
PicturesToCompare = Annotated[tuple[PictureToCompare, ...], msgspec.Meta(max_length=len(PICTURE_MEMBERS))]
Entries = Annotated[tuple[ArrayEntry, ...], msgspec.Meta(max_length=MAX_ARRAYS)]

BlockDtype = Literal["|u1", "<u2", "<f4"]
WholeDtype = Literal["|b1", "|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f2", "<f4", "<f8"]


class ProtocolError(Exception):
    """The other side has sent an invalid message."""


class ReadFile(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request a file by its path, as the bytes that the file system uses."""

    path: bytes
    array: str | None = None
    axes: AxisOrder | None = None


class ReadBytes(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request the decoding of an image of ``size`` bytes, which follow."""

    name: LongText
    size: Annotated[int, msgspec.Meta(ge=0, le=MAX_BYTES)]


class ReadPixels(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request the loading of a picture of ``height`` rows of ``bytes_per_line`` bytes, which follow."""

    name: LongText
    height: Length
    width: Length
    bytes_per_line: Length
    order: PixelOrder

    def __post_init__(self) -> None:
        if self.size > MAX_BYTES or self.width * BYTES_PER_PIXEL[self.order] > self.bytes_per_line:
            raise ValueError(f"rows that no picture has: {self}")

    @property
    def size(self) -> int:
        return self.height * self.bytes_per_line


class ExamineOffsets(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request an examination of files that may hold offsets; the paths are as in :class:`ReadFile`."""

    paths: Annotated[tuple[bytes, ...], msgspec.Meta(min_length=1, max_length=MAX_FILES)]
    choices: OffsetChoices
    source: SourceFacts


class BroughtPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An array of a layer with brought offsets: its role, its file, and its name there."""

    role: BroughtRole
    path: bytes
    array: str | None = None


class ReadBrought(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request the arrays of a layer with brought offsets."""

    parts: Annotated[tuple[BroughtPart, ...], msgspec.Meta(min_length=1, max_length=5)]
    layout: Layout
    taps: Annotated[int, msgspec.Meta(ge=1, le=MAX_TAPS)]
    groups: Annotated[int, msgspec.Meta(ge=1)]


class ArrayBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The description of a float32 array of a role that follows."""

    role: BroughtRole
    shape: Annotated[tuple[Length, ...], msgspec.Meta(min_length=1, max_length=4)]

    @property
    def nbytes(self) -> int:
        return prod(self.shape) * 4


class BroughtLoaded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """The arrays of a layer; they follow, and then the units with an offset that is not finite, one byte each."""

    blocks: Annotated[tuple[ArrayBlock, ...], msgspec.Meta(min_length=1, max_length=5)]
    non_finite: NonFinite


class ReadWeights(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request the weights of a network; the path is as in :class:`ReadFile`."""

    path: bytes


class WeightsLoaded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """The weights of a network; their bytes follow."""

    name: LongText
    parts: Annotated[tuple[WeightPart, ...], msgspec.Meta(min_length=1, max_length=MAX_TENSORS)]


class ReadArrays(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request all arrays of a file, or the one that is named; the path is as in :class:`ReadFile`."""

    path: bytes
    only: str | None = None


class WholeBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The description of an array that follows, in little-endian bytes.

    Attributes:
        name: in the file.
        stored: the name of the type as stored.
    """

    name: LongText
    shape: Annotated[tuple[Length, ...], msgspec.Meta(min_length=1, max_length=4)]
    dtype: WholeDtype
    stored: Annotated[str, msgspec.Meta(max_length=100)]

    @property
    def nbytes(self) -> int:
        return prod(self.shape) * np.dtype(self.dtype).itemsize


class ArraysLoaded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """The arrays of a file, which follow, and why others were not read, by their names."""

    name: LongText
    blocks: Annotated[tuple[WholeBlock, ...], msgspec.Meta(max_length=MAX_ARRAYS)]
    refused: Annotated[tuple[tuple[LongText, Problem], ...], msgspec.Meta(max_length=MAX_ARRAYS)]


class ReadExperiment(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request an experiment; the path is as in :class:`ReadFile`."""

    path: bytes


class ExperimentLoaded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """An experiment; as many bytes as ``sizes`` says follow.

    They are those of the document as it is now, of the one in the file, of the training, the view, the run (nothing
    where there is none), the states and the values of the curves. The pictures of ``to_compare`` are left to
    :class:`ComparePictures`, because whoever reads an experiment may read no other file.
    """

    name: LongText
    sizes: Annotated[
        tuple[Annotated[int, msgspec.Meta(ge=0, le=MAX_BYTES)], ...], msgspec.Meta(min_length=7, max_length=7)
    ]
    curves: CurveTable
    pictures: Annotated[dict[PictureRole, Whereabouts], msgspec.Meta(max_length=len(PICTURE_MEMBERS))]
    to_compare: PicturesToCompare


class ComparePictures(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request a comparison of the pictures beside an experiment with what they were when it was saved."""

    pictures: PicturesToCompare


class PicturesCompared(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """What became of compared pictures; nothing of what is in them."""

    found: Annotated[dict[PictureRole, Compared], msgspec.Meta(max_length=len(PICTURE_MEMBERS))]


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The description of an array that follows."""

    shape: Annotated[tuple[Count, ...], msgspec.Meta(min_length=3, max_length=3)]
    dtype: BlockDtype

    @property
    def nbytes(self) -> int:
        return prod(self.shape) * np.dtype(self.dtype).itemsize


class Loaded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """A loaded source; values, overview and thumbnail follow."""

    kind: Literal["image", "feature_map"]
    name: LongText
    format: LongText
    blocks: tuple[Block, Block, Block]
    nan_count: Count
    non_finite_count: Count
    noted: Notes
    array: LongText | None
    arrays: Entries
    drawn_range: tuple[float, float]
    axes: AxisOrder | None
    other_axes: AxisOrder | None


class ChoiceNeeded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """The file holds several arrays, and none was requested."""

    entries: Entries


class NotLoaded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """The file cannot be opened; ``trace`` is Python's, where that is a mistake of the program."""

    problem: Problem
    trace: LongText = ""


ReadRequest = (
    ReadFile
    | ReadBytes
    | ReadPixels
    | ExamineOffsets
    | ReadBrought
    | ReadWeights
    | ReadArrays
    | ReadExperiment
    | ComparePictures
)
ReadAnswer = (
    Loaded
    | ArraysLoaded
    | ChoiceNeeded
    | NotLoaded
    | Examination
    | NothingRecognised
    | BroughtLoaded
    | WeightsLoaded
    | ExperimentLoaded
    | PicturesCompared
)
Received = (
    LoadedSource
    | ArrayFile
    | ChoiceNeeded
    | NotLoaded
    | Examination
    | NothingRecognised
    | LoadedBrought
    | LoadedNetwork
    | ExperimentAlone
    | PicturesCompared
)


def name_of(request: ReadRequest) -> str:
    """Return the name of what is requested, for display: of several files that of the first."""
    if isinstance(request, ReadBytes | ReadPixels):
        return request.name
    if isinstance(request, ExamineOffsets):
        return display_name(os.fsdecode(request.paths[0]))
    if isinstance(request, ReadBrought):
        return display_name(os.fsdecode(request.parts[0].path))
    if isinstance(request, ComparePictures):
        return display_name(os.fsdecode(request.pictures[0].path)) if request.pictures else ""
    return display_name(os.fsdecode(request.path))
