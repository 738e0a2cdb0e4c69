"""Images: from encoded bytes to plain samples, through Pillow, with every claim of the header checked first."""

from __future__ import annotations

import struct
import warnings
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageFile

from vizapp.sources.file_kinds import FileFormat
from vizapp.sources.limits import too_many_pixels
from vizapp.sources.loaded import LoadedSource, SourceError
from vizapp.sources.pictures import as_array, overview_of_image, thumbnail_of
from vizapp.sources.raw_pixels import RawPixels

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
_MAX_16 = 65535
_MODE_OF_ORDER = {"L": "L", "RGBA": "RGBA", "BGRA": "RGBA", "RGBa": "RGBA", "BGRa": "RGBA"}
"""Of pixels with alpha or without colour; all others are RGB."""


def decode_image(file: BinaryIO, name: str, found: FileFormat) -> LoadedSource:
    """Decode the first frame of an image.

    Args:
        file: seekable, at its beginning.
        name: for display and for sentences.
        found: the format that the content announces; no other decoder is tried.

    Raises:
        SourceError: over 64 megapixels, damaged, cut off, or of a kind that cannot be shown.
    """
    _check_webp_canvas(file, name, found)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # oddities of metadata, which do not concern the picture
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=[found.value]) as image:
                if problem := too_many_pixels(image.height, image.width):
                    raise SourceError(f"{name} {problem}.")
                return _decode(image, name, found)
    except SourceError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise SourceError(f"{name} is larger than 64 megapixels; reduce or crop it first.") from error
    except MemoryError as error:
        raise SourceError(f"{name} needs more memory than there is to decode; reduce it first.") from error
    except Exception as error:
        # A damaged file makes Pillow raise nearly anything (SyntaxError, struct.error, KeyError, zlib.error, …), and
        # each means the same to a person.
        raise SourceError(_damage(name, found, error)) from error


def _check_webp_canvas(file: BinaryIO, name: str, found: FileFormat) -> None:
    """Refuse an oversized WebP before Pillow opens it, because its decoder allocates the canvas while opening."""
    if found is not FileFormat.WEBP:
        return
    head = file.read(30)
    file.seek(0)
    if len(head) < 30:
        raise SourceError(f"{name} is cut off: its WEBP header is incomplete; save or download it again.")
    match head[12:16]:
        case b"VP8X":
            width, height = (1 + int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
        case b"VP8L":
            packed = int.from_bytes(head[21:25], "little")
            width, height = 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
        case _:
            width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", head, 26))
    if problem := too_many_pixels(height, width):
        raise SourceError(f"{name} {problem}.")


def _damage(name: str, found: FileFormat, error: Exception) -> str:
    if "truncated" in str(error).lower():
        return f"{name} is cut off: the {found} data end too early; save or download it again."
    return f"{name} is not a valid {found} image or is damaged; save or download it again."


def _decode(image: Image.Image, name: str, found: FileFormat) -> LoadedSource:
    # Before loading, which forgets these two.
    reduced_depth = image.mode not in _SIXTEEN_BIT_MODES and _sixteen_bit_samples(image)
    turned_while_loading = found is FileFormat.TIFF and _orientation(image) in _TRANSPOSE_OF_ORIENTATION
    image.load()

    notes: list[str] = []
    if reduced_depth:
        notes.append("16 bits a channel reduced to 8")
    upright = image
    method = _TRANSPOSE_OF_ORIENTATION.get(_orientation(image))
    if method is not None:  # the first method has the value 0
        upright = image.transpose(method)
    if upright is not image or turned_while_loading:
        notes.append("EXIF orientation applied")

    if upright.mode in (*_SIXTEEN_BIT_MODES, "I", "F"):
        wide = _wide_grey(upright, notes)
        values: NDArray[Any] = wide[:, :, None]
        shown = Image.fromarray((wide >> 8).astype(np.uint8))
    else:
        shown = _plain(upright, name, notes)
        values = as_array(shown)
        notes.extend(_alpha_note(values))
    overview = overview_of_image(shown)
    # Last, because stepping through the frames replaces the decoded pixels.
    if (frames := _frame_count(image)) > 1:
        notes.append(f"first of {frames} frames")
    return LoadedSource(
        kind="image",
        name=name,
        format=found.value,
        values=values,
        overview=overview,
        thumbnail=thumbnail_of(overview),
        notes=tuple(notes),
    )


def image_of_pixels(pixels: RawPixels, name: str) -> LoadedSource:
    """Return an image that holds ``pixels``, which are at most 64 million, as grey, RGB, or RGB and alpha."""
    mode = _MODE_OF_ORDER.get(pixels.order, "RGB")
    size = pixels.width, pixels.height
    # Not frombuffer, which takes RGBX for a mode of its own.
    shown = Image.frombytes(mode, size, pixels.rows, "raw", pixels.order, pixels.bytes_per_line, 1)
    values = as_array(shown)
    overview = overview_of_image(shown)
    return LoadedSource(
        kind="image",
        name=name,
        format="pixels",
        values=values,
        overview=overview,
        thumbnail=thumbnail_of(overview),
        notes=_alpha_note(values),
    )


def _alpha_note(values: NDArray[Any]) -> tuple[str, ...]:
    if values.shape[2] == 4 and int(values[:, :, 3].min()) < 255:
        return ("alpha composited over white for training",)
    return ()


def _sixteen_bit_samples(image: Image.Image) -> bool:
    return isinstance(image, ImageFile.ImageFile) and any(";16" in str(tile.args) for tile in image.tile)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        # EXIF is a format of its own, often mangled by other programs; the picture is as good without it.
        return 1


def _frame_count(image: Image.Image) -> int:
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception:
        # A file that is damaged after its first frame still has that one, which is all that is used.
        return 1


def _plain(image: Image.Image, name: str, notes: list[str]) -> Image.Image:
    """Return the picture in mode L, RGB or RGBA."""
    if image.mode == "LAB":
        raise SourceError(f"{name} is stored in CIELAB colours, which cannot be opened; save it as RGB.")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or image.has_transparency_data:
        return _alpha_kept(image)
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode == "CMYK":
        notes.append("CMYK converted to RGB without a colour profile")
    return image.convert("RGB")


def _alpha_kept(image: Image.Image) -> Image.Image:
    # Pillow knows no way from La to RGBA but through LA.
    return (image.convert("LA") if image.mode == "La" else image).convert("RGBA")


def _wide_grey(image: Image.Image, notes: list[str]) -> NDArray[np.uint16]:
    """Return grey samples of 16 bits or more as uint16 (H, W), unchanged wherever they fit."""
    stored = np.asarray(image)
    if image.mode in _SIXTEEN_BIT_MODES:
        notes.append("16-bit grey")
        return stored.astype(np.uint16)
    finite = np.isfinite(stored)
    low, high = (float(stored[finite].min()), float(stored[finite].max())) if finite.any() else (0.0, 0.0)
    if image.mode == "I" and low >= 0 and high <= _MAX_16:
        notes.append("16-bit grey")
        return stored.astype(np.uint16)
    if image.mode == "F" and low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    what = "32-bit integers" if image.mode == "I" else "floating-point grey"
    notes.append(f"{what} from {low:g} to {high:g} mapped to 16-bit grey")
    if not finite.all():
        notes.append(f"{int((~finite).sum())} values that are not finite shown as black")
    scaled = (np.where(finite, stored, low).astype(np.float64) - low) * (_MAX_16 / (high - low or 1.0))
    return np.rint(scaled).astype(np.uint16)
