"""What a canvas shows at several steps, as figures of one size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF
from PySide6.QtGui import QImage

from vizapp.animations.encoder import Encoder
from vizapp.animations.film import Film
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.figures.canvas_figure import CanvasFigure, CanvasRecord, Plate, text_plate
from vizapp.gui.figures.figure import Choice, Pause
from vizapp.gui.figures.figure_files import raster
from vizapp.gui.widgets.numbers import grouped
from vizapp.gui.widgets.rows import tabular

_STAMP_PIXELS = 12
"""Of the font of the step's number."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What belongs into every frame of an animation; ``stamp`` says whether the number of its step does."""

    choice: Choice
    stamp: bool


class AnimationRecord:
    """The frames of an animation of one canvas; any thread may use it once all of them are recorded."""

    def __init__(self, canvas: ImageCanvas, cut: Cut) -> None:
        self._canvas = canvas
        self._cut = cut
        self._font = tabular(canvas.font())
        self._font.setPixelSize(_STAMP_PIXELS)
        self._frames: list[tuple[int, CanvasRecord]] = []

    def add(self, step: int) -> None:
        """Record what the canvas shows now as the frame of ``step``."""
        self._frames.append((step, CanvasRecord(self._canvas, light=self._cut.choice.light)))

    def figures(self) -> list[CanvasFigure]:
        """Return the frames, all of them of the same part of the canvas and of the same size."""
        choice, area = self._cut.choice, QRectF()
        for _, record in self._frames:
            area = area.united(record.area(choice))
        stamps = self._stamps() if self._cut.stamp else [None] * len(self._frames)
        figures = [
            record.figure(choice, area, stamp) for (_, record), stamp in zip(self._frames, stamps, strict=True)
        ]
        size = QSizeF()
        for figure in figures:
            size = size.expandedTo(figure.size)
        return [replace(figure, size=size) for figure in figures]

    def _stamps(self) -> list[Plate]:
        """Return a plate with the step for each frame, all of one width, so that they stay where they are."""
        words = QCoreApplication.translate("Figure", "Step {step}")
        texts = [words.format(step=grouped(step)) for step, _ in self._frames]
        widest = text_plate(max(texts, key=len), self._font).area.width()
        return [text_plate(text, self._font, least=widest) for text in texts]


def film_size(figure: CanvasFigure, width: int) -> tuple[int, int]:
    """Return the width and the height in pixels of an animation that is to be ``width`` pixels wide."""
    return width, max(1, round(figure.size.height() * width / figure.size.width()))


def animation_bytes(figures: list[CanvasFigure], film: Film, told: Callable[[], None], pause: Pause) -> bytes:
    """Return the file of an animation; its pixels are drawn here, and encoded in a process of its own.

    ``told`` is called twice for each frame: when it is drawn, and when it is encoded.

    Raises:
        EncoderError: the process has ended before it was done.
        OSError: it cannot be started.
    """

    def drawn() -> None:
        told()
        pause()

    left = film.count

    def piece_came() -> None:
        nonlocal left
        # The file has a head and an end, too; what is told of is a frame.
        if left:
            left -= 1
            told()
        pause()

    with Encoder(film) as encoder:
        for figure in figures:
            encoder.add(frame_pixels(figure, film, pause))
            drawn()
        return encoder.finish(piece_came)


def frame_pixels(figure: CanvasFigure, film: Film, pause: Pause) -> bytes:
    """Return the pixels of a frame as RGB, row by row."""
    image = raster(figure, film.width / figure.size.width(), pause)
    if (image.width(), image.height()) != (film.width, film.height):  # rounding can add a pixel
        image = image.copy(0, 0, film.width, film.height)
    image.convertTo(QImage.Format.Format_RGB888)
    data, line = image.constBits(), image.bytesPerLine()
    if line == 3 * film.width:
        return bytes(data)
    return b"".join(bytes(data[row * line : row * line + 3 * film.width]) for row in range(film.height))
