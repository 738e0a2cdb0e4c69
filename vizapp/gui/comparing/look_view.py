"""One look, as its lab draws it: on one of the two canvases, under its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from vizapp.gui.canvas.badges import ChoiceBadge
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.comparing.look_colours import look_colour
from vizapp.gui.comparing.look_words import look_name
from vizapp.gui.comparing.sight import show_sight, sight_of
from vizapp.gui.comparing.still_session import StillSession
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.settings import Settings
from vizapp.gui.theme import SPACING, current_theme, theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import tabular
from vizapp.session.state import State
from vizapp.session.view import View

CanvasSide: TypeAlias = Literal["input", "output"]
_DOT = 10


class LookDot(QWidget):
    """A dot in the colour of a look."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setFixedSize(QSize(_DOT, _DOT))
        theme_signal().changed.connect(self.update)

    def show_key(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look_colour(self._key, current_theme()))
        painter.drawEllipse(QRectF(self.rect()))
        painter.end()


class LookHead(QWidget):
    """The name of a look and what it is of, in one line that is cut where there is no room."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dot = LookDot(key, self)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setFont(tabular(self.label.font()))
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACING, SPACING, 2 * SPACING, SPACING)
        row.setSpacing(SPACING)
        row.addWidget(self.dot)
        row.addWidget(self.label, 1)
        self._row = row
        self._text = ""

    def stand_at(self, edge: Literal["left", "right"]) -> None:
        """Align the text to the left edge or to the right one."""
        is_left = edge == "left"
        self._row.setDirection(QHBoxLayout.Direction.LeftToRight if is_left else QHBoxLayout.Direction.RightToLeft)
        at = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
        self.label.setAlignment(at | Qt.AlignmentFlag.AlignVCenter)

    def show_look(self, key: str, title: str) -> None:
        self.dot.show_key(key)
        self._show(f"{look_name(key)}  {title}", title)

    def show_words(self, text: str) -> None:
        """Show a text that belongs to no look."""
        self.dot.hide()
        self._show(text, "")

    def _show(self, text: str, tooltip: str) -> None:
        if text == self._text:
            return
        self._text = text
        self.label.setToolTip(plain_tooltip(tooltip))
        self.label.setAccessibleName(self._text)
        self._elide()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._elide()
        return super().event(event)

    def _elide(self) -> None:
        metrics = self.label.fontMetrics()
        self.label.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.label.width()))


class LookView(QWidget):
    """Draws states with the scenes of their labs, to be looked at, zoomed and panned, but not to be touched.

    The scenes are built when they are first needed.
    """

    def __init__(
        self, key: str, labs: Mapping[str, LabUi], settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"look-{key}")
        self.setAccessibleName(look_name(key))
        self.setAutoFillBackground(True)  # opaque, because it may cover another view
        self.key = key
        self._labs = labs
        self._settings = settings
        self._session = StillSession()
        self._scenes: dict[str, LabScene] = {}
        self._lab = ""
        self._shown: State | None = None
        self._view: tuple[View, View] | None = None
        self._side: CanvasSide = "input"
        self.head = LookHead(key, self)
        self.pair = CanvasPair(self)
        self.pair.set_linked(False)
        self.pair.input.only_look()
        self.pair.output.only_look()
        self.pair.cell_added.connect(ImageCanvas.only_look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.pair, 1)
        self.pair.show_only(self._side)

    @property
    def canvas(self) -> ImageCanvas:
        """The canvas that is shown, the first one where there are several outputs."""
        return self.pair.input if self._side == "input" else self.pair.output

    def show_side(self, side: CanvasSide) -> None:
        """Show the canvas of one side, at the place that was seen on the other."""
        if side == self._side:
            return
        before = self.canvas
        self._side = side
        self.pair.show_only(side)
        if not self.pair.belong_together:
            show_sight(self.canvas, sight_of(before))
        elif side == "input":
            self.pair.link.bring_input()
        else:
            self.pair.link.bring_output()

    def show_state(self, state: State, title: str) -> None:
        """Draw a state under a title; only what differs from the last state is drawn again."""
        self.head.show_look(self.key, title)
        if state is self._shown:
            return
        self._shown = state
        lab = state.experiment.lab
        state = self._without_windows(state)
        before, self._session.state = self._session.state, state
        if lab != self._lab:
            for name, scene in self._scenes.items():
                scene.set_active(name == lab)
        if lab not in self._scenes:
            self._scenes[lab] = self._built(lab)
        scene = self._scenes[lab]
        scene.set_active(True)
        scene.show_state(before if lab == self._lab else None, state)
        self._lab = lab

    def _built(self, lab: str) -> LabScene:
        ui = self._labs[lab]
        scene = ui.build_scene(self.pair, self._session.gestures, self._settings, ui)
        scene.only_look()
        for badge in self.pair.findChildren(ChoiceBadge):
            badge.setEnabled(False)
        return scene

    def _without_windows(self, state: State) -> State:
        """Return ``state`` without what opens windows; of the same view always the same one, as views compare it."""
        if self._view is None or self._view[0] is not state.view:
            windows = self._labs[state.experiment.lab].windows
            shown = state.view.shown - windows
            view = state.view if shown == state.view.shown else replace(state.view, shown=shown)
            self._view = (state.view, view)
        return state if self._view[1] is state.view else replace(state, view=self._view[1])
