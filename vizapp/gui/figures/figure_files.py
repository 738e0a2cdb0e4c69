"""Figures as files: PNG at any scale, SVG and PDF with shapes as shapes, text as text and pictures as images."""

from __future__ import annotations

import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from vizapp.gui.figures.figure import Figure, Pause, go_on

PIXELS_PER_INCH = 96
"""Logical pixels, as style sheets count them."""
_POINTS_PER_INCH = 72
_PDF_RESOLUTION = 1200
_METRES_PER_INCH = 0.0254
_STRIP_PIXELS = 200_000
_CRISP = b'image-rendering="optimizeSpeed"'
_FAMILY = re.compile(rb'font-family="([^"]*)"')


def raster(figure: Figure, scale: float, pause: Pause = go_on) -> QImage:
    """Return the figure as an opaque image, with ``scale`` pixels for each of its logical pixels.

    ``pause`` is called after each of its strips, of some milliseconds of work.
    """
    size = pixels_of(figure, scale)
    image = QImage(size, QImage.Format.Format_RGB32)
    pixels, line = image.bits(), image.bytesPerLine()
    rows = max(1, _STRIP_PIXELS // size.width())
    for top in range(0, size.height(), rows):
        height = min(rows, size.height() - top)
        # A separate image, because clip regions within the figure would replace one that is set here.
        strip = QImage(pixels[top * line : (top + height) * line], size.width(), height, line, image.format())
        painter = QPainter(strip)
        try:
            painter.translate(0, -top)
            painter.scale(size.width() / figure.size.width(), size.height() / figure.size.height())
            figure.paint(painter, scale)
        finally:
            painter.end()
        pause()
    per_metre = round(PIXELS_PER_INCH * scale / _METRES_PER_INCH)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    return image


def pixels_of(figure: Figure, scale: float) -> QSize:
    """Return how many pixels :func:`raster` gives, at least one on either side."""
    return (figure.size * scale).toSize().expandedTo(QSize(1, 1))


def png_bytes(figure: Figure, scale: float, pause: Pause = go_on) -> bytes:
    """Return the figure as a PNG file; ``pause`` is called now and then.

    Raises:
        MemoryError: there is no room for so many pixels.
    """
    image = raster(figure, scale, pause)
    buffer = _buffer()
    if image.isNull() or not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise MemoryError
    return bytes(buffer.data().data())


def svg_bytes(figure: Figure, title: str) -> bytes:
    """Return the figure as an SVG file with a ``title``."""
    buffer = _buffer()
    size = figure.size
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # SVG Tiny, the default, has no clipping
    generator.setOutputDevice(buffer)
    generator.setResolution(PIXELS_PER_INCH)
    generator.setSize(size.toSize())
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    painter = QPainter(generator)
    try:
        figure.paint(painter, 1.0)
    finally:
        painter.end()
    content = bytes(buffer.data().data())
    # Browsers smooth enlarged images unless this property tells them not to.
    content = content.replace(_CRISP, _CRISP + b' style="image-rendering:pixelated"')
    # Where the font is not installed, use one without serifs.
    return _FAMILY.sub(rb'font-family="\1, sans-serif"', content)


def pdf_bytes(figure: Figure, title: str) -> bytes:
    """Return the figure as a PDF file of one page of its size, with a ``title``; fonts are embedded."""
    buffer = _buffer()
    size = figure.size
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("vizapp")
    writer.setResolution(_PDF_RESOLUTION)
    page = QPageSize(
        size * (_POINTS_PER_INCH / PIXELS_PER_INCH), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        painter.scale(writer.width() / size.width(), writer.height() / size.height())
        figure.paint(painter, 1.0)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    """Return a place in the memory to write to."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def fitting_scale(figure: Figure, room: QSize, ratio: float) -> float:
    """Return how many pixels a logical pixel has where the whole figure fits into ``room``, at most ``ratio``."""
    size: QSizeF = figure.size
    return max(min(room.width() / size.width(), room.height() / size.height(), 1.0), 0.01) * ratio
