"""What can be exported from the window, each in the formats that it can have."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont

from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.figures.canvas_figure import CanvasFigure, CanvasRecord
from vizapp.gui.figures.curve_contents import PlotContents
from vizapp.gui.figures.curve_figure import curve_figure
from vizapp.gui.figures.drawing_elsewhere import drawn_elsewhere
from vizapp.gui.figures.figure import Choice, Figure, Pause
from vizapp.gui.figures.figure_files import pdf_bytes, png_bytes, svg_bytes
from vizapp.gui.figures.table_text import TextTable, csv_text, markdown

Make = Callable[[Pause], bytes]
"""Returns the content of a file; may be called in any thread."""


class Exhibit(Protocol):
    """Something that can be exported.

    Attributes:
        key: "inputCanvas", "curves", "loss" …, for choosing it.
        title: translated.
        stem: of the name of its file.
        options: which fields of a ``Choice`` make a difference.
        endings: of the files that it can be written to, without the dot, the most usual first.
    """

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def stem(self) -> str: ...
    @property
    def options(self) -> frozenset[str]: ...
    @property
    def endings(self) -> tuple[str, ...]: ...

    def figure(self, choice: Choice) -> Figure | None:
        """Return what is drawn; None for what is text."""
        ...

    def text(self) -> str:
        """Return what is written, for what is text; otherwise ""."""
        ...

    def maker(self, ending: str, choice: Choice, scale: float) -> Make:
        """Return what makes the content of a file with one of the endings, an image with so many pixels a pixel."""
        ...


class CanvasExhibit:
    """A canvas: a figure, or the arrays of the picture on it.

    It is recorded when it is first asked for its figure, and again when another ground is chosen.
    """

    options = frozenset({"marks", "labels", "legend", "crop", "light"})

    def __init__(self, canvas: ImageCanvas, stem: str) -> None:
        self.key, self.title, self.stem = canvas.objectName(), canvas.accessibleName(), stem
        self._canvas = canvas
        self._record: CanvasRecord | None = None

    @property
    def endings(self) -> tuple[str, ...]:
        return ("png", "svg", "pdf", *(("npz", "npy") if self._canvas.pictures.arrays() else ()))

    def figure(self, choice: Choice) -> Figure:
        return self._recorded(choice.light).figure(choice)

    def text(self) -> str:
        return ""

    def _recorded(self, light: bool) -> CanvasRecord:
        if self._record is None or self._record.light != light:
            self._record = CanvasRecord(self._canvas, light=light)
        return self._record

    def maker(self, ending: str, choice: Choice, scale: float) -> Make:
        arrays = self._recorded(choice.light).arrays
        if ending == "npz":
            return lambda pause: npz_bytes(arrays)
        if ending == "npy":
            return lambda pause: npy_bytes(arrays.get("values", arrays["pixels"]))
        return _drawn(self.figure(choice), ending, self.title, scale)


@dataclass(frozen=True, eq=False)
class CurvesExhibit:
    """Plots of curves: a figure, or a table or arrays of the curves of all metrics.

    ``csv`` and ``arrays`` have those of metrics that have no plot among these, too.
    """

    key: str
    title: str
    stem: str
    plots: tuple[PlotContents, ...]
    csv: Callable[[], str]
    arrays: Mapping[str, NDArray[Any]]
    font: QFont
    options = frozenset({"light"})
    endings = ("svg", "pdf", "png", "csv", "npz")

    def figure(self, choice: Choice) -> Figure:
        return curve_figure(self.plots, choice, self.font)

    def text(self) -> str:
        return ""

    def maker(self, ending: str, choice: Choice, scale: float) -> Make:
        if ending == "csv":
            return lambda pause: self.csv().encode()
        if ending == "npz":
            return lambda pause: npz_bytes(self.arrays)
        return _drawn(self.figure(choice), ending, self.title, scale)


@dataclass(frozen=True, eq=False)
class TablesExhibit:
    """Tables: all of them as Markdown, as they are printed, or the first one with all digits."""

    key: str
    title: str
    stem: str
    tables: Sequence[TextTable]
    options: frozenset[str] = frozenset()
    endings = ("md", "csv")

    def figure(self, choice: Choice) -> None:
        del choice

    def text(self) -> str:
        return markdown(self.tables)

    def maker(self, ending: str, choice: Choice, scale: float) -> Make:
        del choice, scale
        text = csv_text(self.tables[0]) if ending == "csv" else self.text()
        return lambda pause: text.encode()


def format_name(ending: str) -> str:
    """Return what a file with an ending is, for a list of formats."""
    translate = QCoreApplication.translate
    return {
        "png": translate("Exhibit", "PNG image"),
        "svg": translate("Exhibit", "SVG drawing, shapes and text stay such"),
        "pdf": translate("Exhibit", "PDF document, shapes and text stay such"),
        "npz": translate("Exhibit", "NumPy archive, its numbers as arrays"),
        "npy": translate("Exhibit", "NumPy array, its numbers"),
        "gif": translate("Exhibit", "GIF animation, 255 colours"),
        "apng": translate("Exhibit", "APNG animation, all colours"),
        "webp": translate("Exhibit", "WebP animation, all colours, the smallest"),
        "csv": translate("Exhibit", "Table with all digits"),
        "md": translate("Exhibit", "Markdown, as it is printed"),
    }[ending]


def npz_bytes(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return a compressed NumPy archive of these arrays, by name."""
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


def npy_bytes(array: NDArray[Any]) -> bytes:
    """Return a NumPy file of one array."""
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    return stream.getvalue()


def _drawn(figure: Figure, ending: str, title: str, scale: float) -> Make:
    if ending == "png":
        return lambda pause: png_bytes(figure, scale, pause)
    if isinstance(figure, CanvasFigure):
        return lambda pause: drawn_elsewhere(figure, ending, title, pause)
    write = svg_bytes if ending == "svg" else pdf_bytes
    return lambda pause: write(figure, title)
