"""Decoding of images by Pillow, with the header checked first."""

from __future__ import annotations

import errno
import io
import struct
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO

import numpy as np
from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from vizapp.packages import TIFFFILE, broken_reader_package
from vizapp.problem import Problem
from vizapp.sources.colour_profiles import from_gamma, stated_gamma, to_srgb
from vizapp.sources.image_formats import ImageFormat
from vizapp.sources.image_sources import bands, eight_bits, range_of_most, source_of_picture, source_of_wide_grey
from vizapp.sources.jpeg_kinds import MOST_SCANS, markers_of
from vizapp.sources.limits import MAX_PIXELS, too_long_side, too_many_pixels
from vizapp.sources.loaded import LoadedSource, SourceError, refusal
from vizapp.sources.png_chunks import EssentialPng
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.tiff_survey import survey
from vizapp.wording.source_notes import note

_TRANSPOSE_OF_ORIENTATION = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIXTEEN_BIT_MODES = ("I;16", "I;16L", "I;16B", "I;16N")
_LOW_BYTES = {"RGB;16B": "RGB;16L", "RGBA;16B": "RGBA;16L"}
"""The raw mode that reads the low bytes of colours of 16 bits, by the one that reads the high bytes."""
_MODE_OF_ORDER = {"L": "L", "RGBA": "RGBA", "BGRA": "RGBA", "RGBa": "RGBA", "BGRa": "RGBA"}
"""The Pillow mode of pixels with alpha or without colour; all others are RGB."""


def decode_image(file: BinaryIO, name: str, found: ImageFormat) -> LoadedSource:
    """Decode the first frame of an image.

    Args:
        file: seekable, at its beginning.
        name: for display.
        found: the format that the content indicates; no other decoder is tried.

    Raises:
        SourceError: over 64 megapixels, damaged, cut off, or of a kind that cannot be shown.
    """
    if found is ImageFormat.TIFF:
        try:
            return _tiff_reader()(file, name)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            # The place of something is one that no file has.
            raise SourceError("source.image-damaged", name=name, format=found.value) from error
    return decode_by_pillow(file, name, found)


def _tiff_reader() -> Callable[[BinaryIO, str], LoadedSource]:
    # Imported here, so that all other formats can be read without it.
    try:
        from vizapp.sources.tiff_files import read_tiff
    except Exception as error:
        # A broken package can raise anything.
        if problem := broken_reader_package(TIFFFILE):
            raise SourceError.of(problem) from error
        raise
    return read_tiff


def decode_by_pillow(
    file: BinaryIO, name: str, found: ImageFormat, noted: tuple[Problem, ...] = (), frame: int = 0
) -> LoadedSource:
    """Decode one frame of an image of a kind that Pillow reads; ``noted`` are notes to put first.

    Raises:
        SourceError: as `decode_image`.
    """
    _check_webp_canvas(file, name, found)
    _check_jpeg_markers(file, name, found)
    try:
        return _decode(file, name, found, noted, frame=frame)
    except SourceError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise SourceError("source.image-too-large", name=name, most=MAX_PIXELS // 1_000_000) from error
    except MemoryError as error:
        raise SourceError("source.image-out-of-memory", name=name) from error
    except Exception as error:
        # A damaged file makes Pillow raise nearly anything (SyntaxError, struct.error, KeyError, zlib.error, …); all
        # are reported as damage.
        if found is ImageFormat.PNG and (source := _without_unused_parts(file, name, noted)) is not None:
            return source
        raise _what_is_wrong(file, name, found, error) from error


def _check_webp_canvas(file: BinaryIO, name: str, found: ImageFormat) -> None:
    """Refuse an oversized WebP before Pillow opens it, because its decoder allocates the canvas on opening."""
    if found is not ImageFormat.WEBP:
        return
    head = file.read(30)
    file.seek(0)
    if len(head) < 30:
        raise SourceError("source.image-header-cut-off", name=name, format="WEBP")
    match head[12:16]:
        case b"VP8X":
            width, height = (1 + int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
        case b"VP8L":
            packed = int.from_bytes(head[21:25], "little")
            width, height = 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
        case _:
            width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", head, 26))
    if problem := too_many_pixels(height, width):
        raise refusal(name, problem)


def _check_jpeg_markers(file: BinaryIO, name: str, found: ImageFormat) -> None:
    """Refuse a JPEG that would be decoded for minutes."""
    if found is not ImageFormat.JPEG:
        return
    markers = markers_of(file)
    if markers.is_endless:
        raise SourceError("source.image-damaged", name=name, format=found.value)
    if markers.scans > MOST_SCANS:
        raise SourceError("source.jpeg-scans", name=name, most=MOST_SCANS)


def _without_unused_parts(file: BinaryIO, name: str, noted: tuple[Problem, ...]) -> LoadedSource | None:
    """Decode a PNG again without the chunks that do not affect its pixels; None if the pixels are damaged."""
    essential = EssentialPng(file)
    try:
        return _decode(essential, name, ImageFormat.PNG, noted, essential.profile)
    except SourceError:
        raise
    except Exception:
        # The error of the first attempt is reported instead.
        return None


def _what_is_wrong(file: BinaryIO, name: str, found: ImageFormat, error: Exception) -> SourceError:
    """Return the refusal of an image that Pillow could not decode: damaged, truncated, or of an unsupported kind."""
    if found is ImageFormat.JPEG and (stored := markers_of(file).unread):
        reason = Problem("reason.kind-not-read", "source", {"format": found.value, "stored": stored})
        return refusal(name, reason)
    said = str(error)
    if "truncated" in said.lower():  # Pillow has no separate exception for this or for the next case
        return SourceError("source.image-cut-off", name=name, format=found.value)
    if "unsupported" in said.lower() and not isinstance(error, UnidentifiedImageError):
        values = {"format": found.value, "detail": said[:80]}
        return refusal(name, Problem("reason.kind-not-decoded", "source", {**values}))
    return SourceError("source.image-damaged", name=name, format=found.value)


def _decode(
    file: BinaryIO | io.BufferedIOBase,
    name: str,
    found: ImageFormat,
    noted: tuple[Problem, ...],
    profile: bytes | None = None,
    frame: int = 0,
) -> LoadedSource:
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # warnings about metadata, which do not affect the picture
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(file, formats=[found.value]) as image:  # type: ignore[arg-type]  # whatever reads and seeks
            if frame:
                image.seek(frame)
            if problem := too_many_pixels(image.height, image.width) or too_long_side(image.height, image.width):
                raise refusal(name, problem)
            return _source_of(file, image, name, found, noted, profile or image.info.get("icc_profile"))


def _source_of(
    file: BinaryIO | io.BufferedIOBase,
    image: Image.Image,
    name: str,
    found: ImageFormat,
    noted: tuple[Problem, ...],
    profile: bytes | None,
) -> LoadedSource:
    frame_is_first = image.tell() == 0
    # Read before loading, which discards both.
    reduced_depth = image.mode not in _SIXTEEN_BIT_MODES and _sixteen_bit_samples(image)
    has_low_bytes = found is ImageFormat.PNG and _raw_mode(image) in _LOW_BYTES
    turned_while_loading = found is ImageFormat.TIFF and _orientation(image) in _TRANSPOSE_OF_ORIENTATION
    gamma = None if profile or "srgb" in image.info else stated_gamma(image.info.get("gamma"))
    image.load()

    notes = list(noted)
    stored = image
    if has_low_bytes and "transparency" not in image.info and _is_narrow(image):
        reduced, how = eight_bits(_sixteen_bits(file, image), 3)
        stored = Image.fromarray(reduced)
        notes.append(how)
    elif reduced_depth:
        notes.append(note("note.reduced-depth"))
    upright = stored
    method = _TRANSPOSE_OF_ORIENTATION.get(_orientation(image))
    if method is not None:  # the first method has the value 0
        upright = stored.transpose(method)
    if method is not None or turned_while_loading:
        notes.append(note("note.orientation"))

    if upright.mode in _SIXTEEN_BIT_MODES:
        notes.append(note("note.grey-16"))
        if profile:
            notes.append(note("note.profile-unused"))
        if upright.has_transparency_data:
            notes.append(note("note.no-transparency"))
        if gamma is not None:
            notes.append(note("note.gamma-unused", gamma=gamma))
        wide: np.ndarray[Any, Any] = np.asarray(upright).astype(np.uint16)
        source = source_of_wide_grey(wide, name, found.value, ())
    else:
        shown = _plain(upright, name, notes, profile)
        if stored is image:
            shown, told = from_gamma(shown, gamma)
            notes.extend(told)
        elif gamma is not None:
            notes.append(note("note.gamma-unused", gamma=gamma))
        source = source_of_picture(shown, name, found.value, ())
    notes.extend(source.noted)
    # Done last, because seeking through the frames replaces the decoded pixels.
    if frame_is_first and (frames := _frame_count(file, image, found)) > 1:
        notes.append(note("note.first-frame", frames=frames))
    return replace(source, noted=tuple(notes))


def image_of_pixels(pixels: RawPixels, name: str) -> LoadedSource:
    """Return an image with ``pixels``, at most 64 million, as grey, RGB or RGBA."""
    mode = _MODE_OF_ORDER.get(pixels.order, "RGB")
    size = pixels.width, pixels.height
    # Not frombuffer, which treats RGBX as a separate mode.
    shown = Image.frombytes(mode, size, pixels.rows, "raw", pixels.order, pixels.bytes_per_line, 1)
    return source_of_picture(shown, name, "pixels", ())


def _sixteen_bit_samples(image: Image.Image) -> bool:
    return isinstance(image, ImageFile.ImageFile) and any(";16" in str(tile.args) for tile in image.tile)


def _raw_mode(image: Image.Image) -> str:
    """Return how the samples of a PNG that has not been loaded are stored, in Pillow's notation."""
    tiles = image.tile if isinstance(image, ImageFile.ImageFile) else []
    return str(tiles[0].args) if tiles else ""


def _is_narrow(image: Image.Image) -> bool:
    """Return whether the high bytes of most 16-bit colours use less than half their range."""
    low, high = range_of_most(np.asarray(image)[:, :, :3])
    return high - low < 128


def _sixteen_bits(file: BinaryIO | io.BufferedIOBase, high: Image.Image) -> np.ndarray[Any, np.dtype[np.uint16]]:
    """Return the 16-bit colours (H, W, C) of a PNG of which Pillow has loaded the high bytes.

    Pillow has no mode for them; a second pass with the byte order exchanged gives the low bytes.
    """
    file.seek(0)
    with Image.open(file, formats=["PNG"]) as low:  # type: ignore[arg-type]  # as above
        assert isinstance(low, ImageFile.ImageFile)
        low.tile = [tile._replace(args=_LOW_BYTES[str(tile.args)]) for tile in low.tile]
        low.load()
        wide = np.empty((high.height, high.width, len(high.getbands())), np.uint16)
        for rows in bands(*wide.shape):
            part = 0, rows.start, high.width, rows.stop
            np.left_shift(np.asarray(high.crop(part)), 8, out=wide[rows], dtype=np.uint16)
            wide[rows] |= np.asarray(low.crop(part))
        return wide


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        # EXIF is often damaged by other programs; the picture is usable without it.
        return 1


def _frame_count(file: BinaryIO | io.BufferedIOBase, image: Image.Image, found: ImageFormat) -> int:
    if found is ImageFormat.TIFF:  # of a file with very many pages Pillow would count for minutes
        return survey(file).pages
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception:
        # A file that is damaged after its first frame still has that frame, the only one that is used.
        return 1


def _plain(image: Image.Image, name: str, notes: list[Problem], profile: bytes | None) -> Image.Image:
    """Return the picture in mode L, RGB or RGBA, its colours in sRGB."""
    if image.mode == "LAB":
        raise refusal(name, Problem("reason.cielab", "source"))
    if image.mode in ("I", "F"):
        values = {"format": image.format or "", "detail": f"mode {image.mode}"}
        raise refusal(name, Problem("reason.kind-not-decoded", "source", {**values}))
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or image.has_transparency_data:
        # Pillow converts La to RGBA only via LA.
        plain = (image.convert("LA") if image.mode == "La" else image).convert("RGBA")
    elif image.mode in ("1", "L"):
        plain = image.convert("L")
    elif image.mode == "CMYK":
        plain = image
    else:
        plain = image.convert("RGB")
    converted, told = to_srgb(plain, profile, grey=image.mode in ("1", "L", "LA", "La"))
    notes.extend(told)
    if converted.mode == "CMYK":
        notes.append(note("note.cmyk"))
        return converted.convert("RGB")
    return converted
