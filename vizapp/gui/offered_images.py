"""The image that a clipboard or a drag offers: encoded, for the reader's process to decode, or as pixels.

The window decodes nothing that another program offers. Qt would: on X11 and Wayland, `QMimeData.imageData` decodes
whatever is offered as ``image/…`` or ``application/x-qt-image``, by any of its plugins. So it is asked for pixels
only where they are there already: in what this program has copied itself, and in the clipboards of Windows and
macOS, whose systems convert images to pixels themselves.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from vizapp.sources.raw_pixels import PixelOrder, RawPixels

_KINDS = ("png", "tiff", "webp", "avif", "jpeg", "bmp", "gif")
"""The kinds of images that the reader decodes, best first."""
_SUFFIXES = {"jpeg": "jpg"}
_OTHER_NAMES = {
    "image/jpg": "jpeg",
    "image/tif": "tiff",
    "image/x-bmp": "bmp",
    "image/x-ms-bmp": "bmp",
    'application/x-qt-windows-mime;value="png"': "png",
    'application/x-qt-windows-mime;value="jfif"': "jpeg",
    'application/x-qt-windows-mime;value="gif"': "gif",
}
"""What else programs call them, in lower case; those of Windows by the names that Qt gives its clipboard formats."""
_QT_IMAGE = "application/x-qt-image"
_PLATFORMS_OF_PIXELS = ("windows", "cocoa")

_ORDERS: dict[QImage.Format, PixelOrder] = {
    QImage.Format.Format_Grayscale8: "L",
    QImage.Format.Format_RGB888: "RGB",
    QImage.Format.Format_BGR888: "BGR",
    QImage.Format.Format_RGBX8888: "RGBX",
    QImage.Format.Format_RGBA8888: "RGBA",
    QImage.Format.Format_RGBA8888_Premultiplied: "RGBa",
}
if sys.byteorder == "little":
    # 32-bit integers with blue in the lowest byte.
    _ORDERS |= {
        QImage.Format.Format_RGB32: "BGRX",
        QImage.Format.Format_ARGB32: "BGRA",
        QImage.Format.Format_ARGB32_Premultiplied: "BGRa",
    }


@dataclass(frozen=True, slots=True)
class EncodedImage:
    """An image in a file format.

    Attributes:
        format: the name by which its bytes are fetched.
        suffix: of such a file, with its dot; "" where the kind is none that the reader knows.
    """

    format: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Bitmap:
    """An image that is there as pixels only."""


def image_in(mime: QMimeData) -> EncodedImage | Bitmap | None:
    """Return the image that would be opened, without fetching it; None if none of a known kind is offered."""
    names = {_kind_of(name): name for name in reversed(mime.formats())}
    for kind in _KINDS:
        if kind in names:
            return EncodedImage(names[kind], f".{_SUFFIXES.get(kind, kind)}")
    return Bitmap() if mime.hasFormat(_QT_IMAGE) and _holds_pixels(mime) else None


def other_image_in(mime: QMimeData) -> EncodedImage | None:
    """Return an image of a kind that is not known, which the reader may recognise all the same, or say that it is
    none; None if nothing is called an image."""
    images = (name for name in mime.formats() if name.lower().startswith("image/") or name == _QT_IMAGE)
    return next((EncodedImage(name, "") for name in images), None)


def _kind_of(name: str) -> str:
    name = name.lower()
    return _OTHER_NAMES.get(name) or name.removeprefix("image/")


def _holds_pixels(mime: QMimeData) -> bool:
    """Return whether asking for its image decodes none. Data of another program are of a class of the platform's."""
    is_own = mime.metaObject().className() == QMimeData.__name__
    return is_own or QGuiApplication.platformName() in _PLATFORMS_OF_PIXELS


def pixels_of(image: QImage) -> RawPixels:
    """Return the pixels of an image without a copy; only rare formats are converted here, which is slow."""
    if image.format() not in _ORDERS and not image.isNull():
        image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    order = _ORDERS.get(image.format(), "RGBA")
    rows = memoryview(image.constBits() if not image.isNull() else b"")
    return RawPixels(image.height(), image.width(), image.bytesPerLine(), order, rows, owner=image)
