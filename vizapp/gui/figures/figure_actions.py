"""What the actions of the export menu do: gather what can be exported, ask what is wanted of it, or copy it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.figures.animation_dialog import AnimationDialog
from vizapp.gui.figures.canvas_figure import CanvasRecord
from vizapp.gui.figures.curve_contents import curves_csv, plots_of
from vizapp.gui.figures.exhibits import CanvasExhibit, CurvesExhibit, Exhibit, TablesExhibit
from vizapp.gui.figures.figure import Choice
from vizapp.gui.figures.figure_dialog import FigureDialog
from vizapp.gui.figures.figure_files import raster
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.settings import Settings
from vizapp.problem import Problem
from vizapp.session.curves import Curves
from vizapp.session.state import State

CURVES, TABLES = "curves", "tables"
"""The keys of the exhibits of all curves and of the inspector; that of a canvas is its object name."""
_COPY_SCALE = 2.0


class FigureActions(QObject):
    """Exports what one window shows."""

    def __init__(
        self,
        window: QWidget,
        session: Gestures,
        settings: Settings,
        canvases: CanvasPair,
        labs: Mapping[str, LabUi],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._canvases = canvases
        self._labs = labs

    def export_canvas(self, canvas: ImageCanvas | None = None) -> None:
        """Offer what can be exported, ``canvas`` or else the one in question first."""
        self._open((canvas or self._canvas_in_question()).objectName())

    def export_curves(self) -> None:
        """Offer what can be exported, the curves first; say so if there are none."""
        self._open(CURVES, Problem("export.no-curves"))

    def export_tables(self) -> None:
        """Offer what can be exported, the inspector first; say so if it holds nothing."""
        self._open(TABLES, Problem("export.nothing-picked"))

    def animate_canvas(self) -> None:
        """Offer an animation of the training, of the canvas in question first; say so if nothing was trained yet."""
        if not self._session.state.timeline.head:
            self._session.notify(Problem("animation.no-steps"), "info")
            return
        AnimationDialog(
            self._session,
            self._shown_canvases(),
            self._canvas_in_question(),
            self._stem(),
            self._settings.folder,
            self._keep_folder,
            self._window,
        ).open()

    def copy_canvas(self, canvas: ImageCanvas | None = None) -> None:
        """Put ``canvas``, or else the one in question, on the clipboard as an image, with all that lies over it."""
        record = CanvasRecord(canvas or self._canvas_in_question())
        image = raster(record.figure(Choice()), _COPY_SCALE)
        QGuiApplication.clipboard().setImage(image)
        size = (image.height(), image.width())
        self._session.notify(Problem("export.copied", values={"size": size}), "info")

    def _open(self, key: str, missing: Problem | None = None) -> None:
        exhibits = list(self._exhibits())
        if missing is not None and key not in {each.key for each in exhibits}:
            self._session.notify(missing, "info")
            return
        FigureDialog(exhibits, key, self._settings.folder, self._keep_folder, self._window).open()

    def _keep_folder(self, folder: str) -> None:
        self._settings.folder = folder

    def _shown_canvases(self) -> tuple[ImageCanvas, ...]:
        return (self._canvases.input, *self._canvases.cells)

    def _canvas_in_question(self) -> ImageCanvas:
        """Return the canvas under the cursor, else the one with the focus, else the input."""
        shown, focused = self._shown_canvases(), QApplication.focusWidget()
        under_cursor = (canvas for canvas in shown if canvas.underMouse())
        in_focus = (canvas for canvas in shown if focused is not None and canvas.isAncestorOf(focused))
        return [*under_cursor, *in_focus, self._canvases.input][0]

    def _exhibits(self) -> Iterator[Exhibit]:
        state = self._session.state
        ui = self._labs[state.experiment.lab]
        stem = self._stem()
        for canvas in self._shown_canvases():
            name = canvas.accessibleName()
            yield CanvasExhibit(canvas, f"{stem}-{_plain(name)}")
        plots = plots_of(state, ui)
        if plots:
            arrays = _curve_arrays(state)
            yield CurvesExhibit(
                CURVES, self.tr("Curves"), f"{stem}-curves", plots, lambda: curves_csv(state), arrays, self._font()
            )
            if len(plots) > 1:
                for plot in plots:
                    title = self.tr("Curve: {title}").format(title=plot.title)
                    yield CurvesExhibit(
                        f"{CURVES}-{plot.name}",
                        title,
                        f"{stem}-{plot.name}",
                        (plot,),
                        lambda: curves_csv(state),
                        arrays,
                        self._font(),
                    )
        tables = ui.tables(state)
        if tables:
            yield TablesExhibit(TABLES, self.tr("Inspector"), f"{stem}-inspector", tables)

    def _stem(self) -> str:
        """Return how the name of a file begins."""
        source = self._session.state.shown_source
        return "vizapp" if source is None else Path(source.name).stem

    def _font(self) -> QFont:
        return QFont(self._window.font())


def _curve_arrays(state: State) -> dict[str, NDArray[Any]]:
    """Return the curves of every metric, by name, and as ``step`` how many steps were done at each entry."""
    curves = state.curves.get(state.experiment.lab, Curves())
    return {"step": np.arange(curves.steps), **curves.series}


def _plain(name: str) -> str:
    """Return a name as a part of a file's."""
    return "-".join(name.lower().split())
