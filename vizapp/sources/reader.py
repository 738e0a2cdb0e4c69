"""Reading of any source in the calling process. Imports no Qt, and PyTorch only for .pt files."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

from vizapp.problem import Problem
from vizapp.sources.formats import FORMATS, HEAD_BYTES, FileFormat, OpenedFile, format_of
from vizapp.sources.images import decode_image, image_of_pixels
from vizapp.sources.limits import MAX_BYTES, too_many_pixels
from vizapp.sources.loaded import AxisOrder, LoadedSource, SourceError, refusal, shortened
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.regular_files import display_name, open_regular_file
from vizapp.wording.source_notes import note


def read_source(path: Path, array: str | None = None, axes: AxisOrder | None = None) -> LoadedSource:
    """Read an image or a feature map, as its content decides, regardless of its name.

    Args:
        path: the file.
        array: the name of the array, for a file that names its arrays.
        axes: the axis order of an array of three axes; None guesses.

    Raises:
        ArrayChoiceNeeded: the file holds several arrays and ``array`` is None.
        SourceError: the file cannot be opened, and why.
    """
    name = display_name(path)
    try:
        with open_regular_file(path) as file:
            return read_stream(OpenedFile(file, name, os.fstat(file.fileno()).st_size, array, axes))
    except MemoryError as error:
        raise SourceError("source.out-of-memory", name=name) from error
    except EOFError as error:
        raise SourceError("source.shrank", name=name) from error
    except OSError as error:
        raise SourceError("source.not-read-to-end", name=name, why=error.strerror or str(error)) from error


def read_stream(opened: OpenedFile) -> LoadedSource:
    """Read a file as :func:`read_source` does that is open, or that lies in memory."""
    found = format_of(opened.stream.read(HEAD_BYTES), opened.name)
    opened.stream.seek(0)
    source = found.read(opened)
    return replace(source, noted=(*source.noted, *_unused(source, found, opened.array, opened.axes)))


def _unused(source: LoadedSource, found: FileFormat, array: str | None, axes: AxisOrder | None) -> list[Problem]:
    """Return notes about what was asked for and has no meaning for this source."""
    notes = []
    if found.image is not None and array is not None:
        notes.append(note("note.array-unused", array=shortened(array)))
    if axes is not None and source.axes is None:
        notes.append(note("note.axes-unused", axes=axes))
    return notes


def decode_image_bytes(data: bytes | bytearray | memoryview, name: str) -> LoadedSource:
    """Read an image that was pasted or dropped as data.

    Raises:
        SourceError: the data are not an image that can be opened.
    """
    if not data:
        raise SourceError("source.pasted-empty", name=name)
    if len(data) > MAX_BYTES:
        raise SourceError("source.pasted-too-large", name=name, limit=MAX_BYTES)
    head = bytes(data[:HEAD_BYTES])
    image = next((each.image for each in FORMATS if each.image is not None and each.recognises(head)), None)
    if image is None:
        raise SourceError("source.pasted-no-image", name=name)
    return decode_image(io.BytesIO(data), name, image)


def take_pixels(pixels: RawPixels, name: str) -> LoadedSource:
    """Load a picture that was pasted or dropped as pixels.

    Raises:
        SourceError: over 64 megapixels.
    """
    if problem := too_many_pixels(pixels.height, pixels.width):
        raise refusal(name, problem)
    try:
        return image_of_pixels(pixels, name)
    except MemoryError as error:
        raise SourceError("source.out-of-memory", name=name) from error
