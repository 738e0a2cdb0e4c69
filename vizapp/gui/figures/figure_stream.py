"""Canvas figures as bytes, for a process that draws them: shapes as recorded, images as raw pixels."""

from __future__ import annotations

from typing import TypeAlias, cast

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPicture

from vizapp.gui.canvas.picture_layer import Patch
from vizapp.gui.figures.canvas_figure import CanvasFigure

_Pair: TypeAlias = tuple[float, float]
_Rect: TypeAlias = tuple[float, float, float, float]


class _Image(msgspec.Struct, array_like=True):
    """The pixels of an image, as they lie in the memory: Qt's own way is PNG, and takes long."""

    width: int
    height: int
    bytes_per_line: int
    kind: int
    pixels: bytes


class _Patch(msgspec.Struct, array_like=True):
    image: _Image
    source: _Rect
    target: _Rect
    opacity: float
    part: _Rect


class _Figure(msgspec.Struct, array_like=True):
    """A :class:`CanvasFigure`, its recorded drawings as Qt has recorded them."""

    size: _Pair
    ground: int
    area: _Rect
    place: _Pair
    patches: list[_Patch]
    marks: bytes | None
    plates: list[tuple[bytes, _Pair]]


def figure_bytes(figure: CanvasFigure) -> bytes:
    """Return a figure as bytes; see :func:`figure_of`."""
    written = _Figure(
        (figure.size.width(), figure.size.height()),
        figure.ground.rgba(),
        _numbers(figure.area),
        figure.place.toTuple(),
        [
            _Patch(_image(patch.image), _numbers(patch.source), _numbers(patch.target), patch.opacity, _numbers(part))
            for patch, part in figure.patches
        ],
        None if figure.marks is None else _recorded(figure.marks),
        [(_recorded(drawing), place.toTuple()) for drawing, place in figure.plates],
    )
    return msgspec.msgpack.encode(written)


def figure_of(data: bytes) -> CanvasFigure:
    """Return the figure that :func:`figure_bytes` has written."""
    read = msgspec.msgpack.decode(data, type=_Figure)
    return CanvasFigure(
        QSizeF(*read.size),
        QColor.fromRgba(read.ground),
        QRectF(*read.area),
        QPointF(*read.place),
        tuple(
            (
                Patch(_image_of(each.image), QRectF(*each.source), QRectF(*each.target), each.opacity),
                QRectF(*each.part),
            )
            for each in read.patches
        ),
        None if read.marks is None else _drawing(read.marks),
        tuple((_drawing(drawing), QPointF(*place)) for drawing, place in read.plates),
    )


def _numbers(rect: QRectF) -> _Rect:
    return rect.x(), rect.y(), rect.width(), rect.height()


def _recorded(drawing: QPicture) -> bytes:
    return bytes(cast(memoryview, drawing.data()))


def _drawing(data: bytes) -> QPicture:
    drawing = QPicture()
    drawing.setData(data)
    return drawing


def _image(image: QImage) -> _Image:
    pixels = bytes(image.constBits())
    return _Image(image.width(), image.height(), image.bytesPerLine(), image.format().value, pixels)


def _image_of(read: _Image) -> QImage:
    kind = QImage.Format(read.kind)
    return QImage(read.pixels, read.width, read.height, read.bytes_per_line, kind).copy()  # owns its pixels
