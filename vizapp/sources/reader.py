"""Reading of any source in the calling process. Imports no Qt, and PyTorch only for .pt files."""

from __future__ import annotations

import io
import os
from pathlib import Path

from vizapp.sources.formats import FORMATS, HEAD_BYTES, OpenedFile, format_of
from vizapp.sources.images import decode_image, image_of_pixels
from vizapp.sources.limits import MAX_BYTES, too_many_pixels
from vizapp.sources.loaded import AxisOrder, LoadedSource, SourceError, refusal
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.regular_files import display_name, open_regular_file


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
            found = format_of(file.read(HEAD_BYTES), name)
            file.seek(0)
            return found.read(OpenedFile(file, path, os.fstat(file.fileno()).st_size, name, array, axes))
    except MemoryError as error:
        raise SourceError("source.out-of-memory", name=name) from error
    except EOFError as error:
        raise SourceError("source.shrank", name=name) from error
    except OSError as error:
        raise SourceError("source.not-read-to-end", name=name, why=error.strerror or str(error)) from error


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
