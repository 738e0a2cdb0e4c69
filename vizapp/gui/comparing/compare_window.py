"""The window in which looks are compared: with one another, and with what is on show now."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from vizapp.gui.comparing.compare_board import CompareBoard, CompareMode
from vizapp.gui.comparing.compare_curves import CompareCurves
from vizapp.gui.comparing.look_rows import LookRows, RowTexts
from vizapp.gui.comparing.look_view import CanvasSide
from vizapp.gui.comparing.look_words import differing_settings, look_name, look_titles
from vizapp.gui.comparing.looks import NOW, Looks, SeenLook
from vizapp.gui.comparing.step_choice import StepChoice
from vizapp.gui.figures.dialog_parts import push_button
from vizapp.gui.gestures import Gestures
from vizapp.gui.held_key import HeldKey
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.settings import Settings
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import ChoiceField
from vizapp.gui.widgets.key_splitter import KeySplitter
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Hairline, muted_label, tabular
from vizapp.gui.widgets.segmented import Segmented
from vizapp.session.state import State

_MOST_DIFFERENCES = 6
_PACE_MS = 120
"""Shortest time between two updates, in milliseconds, so that the main window stays responsive."""


class CompareWindow(QDialog):
    """Shows what is on show now beside the kept looks; stays open while the main window is worked with.

    It belongs to the main window and is closed with it, but does not lie over it: either can be in front.

    Attributes:
        board: the pictures.
        rows: the list of looks.
        curves: their curves.
    """

    keep_wanted = Signal()
    """The person wants to keep what is on show now."""

    def __init__(
        self,
        session: Gestures,
        looks: Looks,
        labs: Mapping[str, LabUi],
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compareWindow")
        self.setWindowTitle(self.tr("Compare – vizapp"))
        self.setWindowFlags(Qt.WindowType.Window)
        self._looks = looks
        self._labs = labs
        self._state = session.state
        self._later = QTimer(self, singleShot=True, interval=_PACE_MS)
        self._later.timeout.connect(self._show)
        self.board = CompareBoard(labs, settings, self)
        self.rows = LookRows(self)
        self.curves = CompareCurves(self)
        self.mode: Segmented[CompareMode] = Segmented(
            "compareMode",
            (
                (
                    "side",
                    self.tr("Side by side"),
                    self.tr("All looks that are checked, each on its own canvas."),
                ),
                ("wipe", self.tr("Wipe"), self.tr("Two looks at the same place, with a line between them to drag.")),
                ("difference", self.tr("Difference"), self.tr("Two looks, and between them one less the other.")),
            ),
            self,
        )
        self.mode.show_value("side")
        self.side: Segmented[CanvasSide] = Segmented(
            "compareSide",
            (
                ("input", self.tr("Input"), self.tr("What is read, with what lies over it.")),
                ("output", self.tr("Output"), self.tr("What comes out.")),
            ),
            self,
        )
        self.side.show_value("input")
        self.left = self._look_choice("compareLeft", self.tr("Look to the left"))
        self.right = self._look_choice("compareRight", self.tr("Look to the right"))
        self.pair = QWidget(self)
        self.keep = push_button(
            "compareKeep",
            self.tr("Keep what is on show"),
            self.tr("Keep what the main window shows now as another look."),
            self.keep_wanted.emit,
            self,
        )
        self.step = StepChoice(session, looks, self)
        self.remark = muted_label("", self)
        self.remark.setObjectName("compareRemark")
        self.remark.setFont(tabular(self.remark.font()))
        self.remark.setWordWrap(True)
        self.status = QLabel(self)
        self.status.setObjectName("compareStatus")
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.status.setProperty("role", "caution")
        self.status.hide()
        self._arrange()
        self.mode.chosen.connect(lambda _: self._show())
        self.side.chosen.connect(lambda _: self._show())
        for field in (self.left, self.right):
            field.currentIndexChanged.connect(lambda _: self._show())
        self.rows.toggled.connect(self._show)
        self.rows.removed.connect(looks.remove)
        self.curves.metric_chosen.connect(self._show)
        self.board.measured.connect(self._remark)
        self.step.refused.connect(self.say)
        self.step.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self._take_looks)
        HeldKey(self, Qt.Key.Key_B, self.board.show_left_whole)
        QShortcut(QKeySequence(Qt.Key.Key_F), self, self.board.fit)
        self.resize(1180, 820)
        self._take_looks()

    def show_state(self, state: State) -> None:
        """Note a new state of the main window; it is drawn a little later, and only while this window is visible."""
        self._state = state
        if self.isVisible() and not self._later.isActive():
            self._later.start()

    def catch_up(self) -> None:
        """Draw the noted state at once."""
        self._later.stop()
        self._show()
        self.board.finish()

    def say(self, sentence: str) -> None:
        """Show why something was not done; "" clears the line."""
        self.status.setText(sentence)
        self.status.setVisible(bool(sentence))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WinIdChange and self.windowHandle() is not None:
            self.windowHandle().setTransientParent(None)  # type: ignore[arg-type]  # Qt takes none, the stubs do not
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.say("")
        self._show()

    # Building -------------------------------------------------------------------------------------------------

    def _look_choice(self, name: str, accessible_name: str) -> ChoiceField:
        field = ChoiceField(name, self)
        field.setAccessibleName(accessible_name)
        field.setToolTip(plain_tooltip(accessible_name))
        return field

    def _arrange(self) -> None:
        pair = QHBoxLayout(self.pair)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(SPACING)
        pair.addWidget(self.left)
        pair.addWidget(muted_label(self.tr("and"), self.pair))
        pair.addWidget(self.right)
        top = QHBoxLayout()
        top.setContentsMargins(3 * SPACING, 2 * SPACING, 3 * SPACING, 2 * SPACING)
        top.setSpacing(3 * SPACING)
        for part in (self.mode, self.side, self.pair):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.keep)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.remark)
        said.addWidget(self.status)
        notes = QHBoxLayout()
        notes.setContentsMargins(3 * SPACING, 0, 3 * SPACING, SPACING)
        notes.setSpacing(3 * SPACING)
        notes.addLayout(said, 1)
        notes.addWidget(self.step)
        line = self.tr("Line between the list of looks and the curves")
        low = KeySplitter("compareLow", line, Qt.Orientation.Horizontal, self)
        low.addWidget(self.rows)
        low.addWidget(self.curves)
        low.setSizes([500, 500])
        line = self.tr("Line between the pictures and what is below them")
        whole = KeySplitter("compareWhole", line, Qt.Orientation.Vertical, self)
        whole.addWidget(self.board)
        whole.addWidget(low)
        whole.setSizes([560, 230])
        whole.setStretchFactor(0, 1)
        whole.setStretchFactor(1, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(notes)
        column.addWidget(Hairline(self))
        column.addWidget(whole, 1)

    # What is shown --------------------------------------------------------------------------------------------

    def _take_looks(self) -> None:
        """Offer the looks that are kept now, and drop the views of those that are not."""
        keys = (*(look.key for look in self._looks.kept), NOW)
        for key in [key for key in self.board.views if key not in keys]:
            self.board.forget(key)
        for field, first in ((self.left, keys[-2] if len(keys) > 1 else NOW), (self.right, NOW)):
            chosen = field.currentData()
            field.blockSignals(True)
            field.clear()
            for key in keys:
                field.addItem(look_name(key), key)
            # By default the look that was kept last.
            is_there = chosen in keys and not (field is self.left and chosen == NOW)
            field.setCurrentIndex(keys.index(chosen if is_there else first))
            field.blockSignals(False)
        self.say("")
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        mode = self.mode.value or "side"
        states = {**{look.key: look.state for look in self._looks.kept}, NOW: self._state}
        self.pair.setVisible(mode != "side")
        self.curves.show_looks(self._state, self._looks.kept)
        titles = look_titles(states, self._labs)
        rows = [self._row(key, state, titles[key]) for key, state in states.items()]
        self.rows.show_rows(rows, can_choose=mode == "side")
        keys = self.rows.checked if mode == "side" else (self.left.currentData(), self.right.currentData())
        if mode != "side" and keys[0] == keys[1]:
            keys = keys[:1]
        seen = [SeenLook(key, states[key], titles[key]) for key in keys if key in states]
        self.board.arrange(mode, self.side.value or "input", seen)
        self.step.show_state(self._state)
        self._explain(mode, len(keys))

    def _row(self, key: str, state: State, title: str) -> RowTexts:
        differs = [] if key == NOW else differing_settings(state.experiment, self._state.experiment, self._labs)
        shown = "; ".join(differs[:_MOST_DIFFERENCES]) + ("; …" if len(differs) > _MOST_DIFFERENCES else "")
        text = self.tr("Since then: {changes}").format(changes=shown) if differs else ""
        return RowTexts(key, title, self.curves.value_of(state), text)

    def _explain(self, mode: CompareMode, count: int) -> None:
        """Show how to use the window where there is no other message."""
        if not self._looks.kept:
            self._remark(self.tr("Keep what is on show, go on or change something, and see both here."))
        elif mode != "side" and count < 2:
            self._remark(self.tr("Choose two different looks."))
        elif mode == "wipe":
            self._remark(self.tr("Drag the line; while B is held, the left one is seen whole."))
        elif mode == "side":
            self._remark("" if count else self.tr("Check a look to see it."))

    def _remark(self, text: str) -> None:
        if text != self.remark.text():
            self.remark.setText(text)
