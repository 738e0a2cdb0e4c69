"""The context menus of pictures and curves: what can be done there, by the right button or the menu key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from vizapp.gui.actions import Actions
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import pixel_at
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.menu_entries import MenuEntry
from vizapp.gui.caption_text import spans_of
from vizapp.gui.cards.card_desk import CardDesk
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.plots.curve_plot import CurvePlot
from vizapp.gui.plots.progress_panel import ProgressPanel
from vizapp.gui.widgets.numbers import grouped
from vizapp.session.view import Side

if TYPE_CHECKING:  # at run time only when something is exported
    from vizapp.gui.figures.figure_actions import FigureActions

_ZOOM = 2.0
_VALUE_DIGITS = 6


class ContextMenus(QObject):
    """Builds each menu when it is wanted, from what lies at the place."""

    def __init__(
        self,
        window: QWidget,
        session: Gestures,
        actions: Actions,
        labs: Mapping[str, LabUi],
        canvases: CanvasPair,
        desk: CardDesk,
        figures: Callable[[], FigureActions],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._actions = actions
        self._labs = labs
        self._canvases = canvases
        self._desk = desk
        self._figures = figures
        self.menu: QMenu | None = None
        for canvas in (canvases.input, canvases.output):
            self._follow(canvas)
        canvases.cell_added.connect(self._follow)

    def follow_curves(self, panel: ProgressPanel) -> None:
        """Offer menus on the curves of a panel."""
        panel.menu_wanted.connect(self._show_curve_menu)

    def _follow(self, canvas: ImageCanvas) -> None:
        canvas.menu_wanted.connect(partial(self._show_canvas_menu, canvas))

    # Pictures -------------------------------------------------------------------------------------------------

    def _show_canvas_menu(self, canvas: ImageCanvas, place: QPointF) -> None:
        where = canvas.viewport().mapToGlobal(place.toPoint())
        menu = self._made()
        self._add(menu, canvas.menu_at(place))
        y, x = canvas.projection.to_position(place)
        row, column = pixel_at(y, x)
        height, width = canvas.size_in_pixels
        if 0 <= row < height and 0 <= column < width:
            ui = self._labs[self._session.state.experiment.lab]
            side: Side = "left" if canvas is self._canvases.input else "right"
            if ui.menu is not None:
                self._add(menu, ui.menu(self._session, side, row, column, partial(canvas.clicked.emit, y, x)))
            self._add(menu, self._copies(canvas, y, x))
        for name in ("clearPointsAction", "teachAction", "resetPhasesAction"):
            if name in self._labs[self._session.state.experiment.lab].actions:
                menu.addAction(self._actions[name])
        menu.addSeparator()
        self._add(menu, [MenuEntry("zoomHere", self.tr("Zoom in here"), lambda: canvas.zoom_by(_ZOOM, place))])
        for name in ("fitAction", "zoomProbeAction", "magnifierAction"):
            if name != "magnifierAction" or name in self._labs[self._session.state.experiment.lab].actions:
                menu.addAction(self._actions[name])
        menu.addSeparator()
        figures = [
            MenuEntry("exportFigure", self.tr("Export figure…"), lambda: self._figures().export_canvas(canvas)),
            MenuEntry("copyPicture", self.tr("Copy picture"), lambda: self._figures().copy_canvas(canvas)),
        ]
        self._add(menu, figures)
        captions = self._labs[self._session.state.experiment.lab].captions(self._session.state)
        sentences = captions.input if canvas is self._canvases.input else captions.output
        names = dict.fromkeys(span.card for sentence in sentences for span in spans_of(sentence) if span.card)
        self._add_cards(menu, list(names), where)
        self._pop_up(menu, where)

    def _copies(self, canvas: ImageCanvas, y: float, x: float) -> list[MenuEntry]:
        """Return that the value and the position of a pixel can be copied."""
        row, column = pixel_at(y, x)
        position, values = f"{row}, {column}", canvas.value_at(y, x)
        entries = []
        if values is not None:
            text = ", ".join(f"{value:.{_VALUE_DIGITS}g}" for value in values)
            entries.append(
                MenuEntry("copyValue", self.tr("Copy value {value}").format(value=text), partial(_copy, text))
            )
        copy = self.tr("Copy position ({position})").format(position=position)
        return [*entries, MenuEntry("copyPosition", copy, partial(_copy, position))]

    # Curves ---------------------------------------------------------------------------------------------------

    def _show_curve_menu(self, plot: CurvePlot | None, where: QPoint) -> None:
        menu, timeline = self._made(), self._session.state.timeline
        step = None if plot is None else plot.step_at(where)
        if step is not None and timeline.branch is not None and 0 <= step <= timeline.head:
            text = self.tr("Go to step {step}").format(step=grouped(step))
            self._add(menu, [MenuEntry("goToStep", text, partial(self._session.go_to, timeline.present, step))])
        menu.addAction(self._actions["exportCurvesAction"])
        self._add_cards(menu, [plot.card] if plot is not None and plot.card else [], where)
        self._pop_up(menu, where)

    # Menus ----------------------------------------------------------------------------------------------------

    def _made(self) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName("contextMenu")
        menu.setAccessibleName(self.tr("What can be done here"))
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add(self, menu: QMenu, entries: Sequence[MenuEntry]) -> None:
        for entry in entries:
            action = menu.addAction(entry.text)
            action.setObjectName(entry.name)
            action.setEnabled(entry.enabled)
            action.triggered.connect(partial(_run, entry))
        if entries:
            menu.addSeparator()

    def _add_cards(self, menu: QMenu, names: Sequence[str], where: QPoint) -> None:
        """Offer the cards that explain what is seen."""
        if not names:
            return
        # Imported when they are wanted: until the window is shown, every module counts.
        from vizapp.cards.shelf import cards

        menu.addSeparator()
        explain = menu.addMenu(self.tr("What is this?"))
        explain.setObjectName("explainMenu")
        for name in names:
            action = explain.addAction(str(cards()[name].title))
            action.setObjectName(f"card-{name}")
            action.triggered.connect(partial(self._show_card, name, where))

    def _show_card(self, name: str, where: QPoint, checked: bool = False) -> None:
        del checked
        self._desk.show_card(name, QRect(where, QSize(1, 1)))

    def _pop_up(self, menu: QMenu, where: QPoint) -> None:
        self.menu = menu
        menu.destroyed.connect(self._forget)
        menu.popup(where)

    def _forget(self) -> None:
        self.menu = None


def _run(entry: MenuEntry, checked: bool = False) -> None:
    del checked
    entry.run()


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
