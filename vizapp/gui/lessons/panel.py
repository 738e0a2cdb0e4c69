"""The panel of a lesson: one step at a time, with its text, what is to be done, and the way on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import PANEL_MARGIN

_WIDTH = 300


@dataclass(frozen=True)
class StepShown:
    """What the panel shows of a step, in the present language.

    Attributes:
        title: of the lesson.
        claim: the number of the chapter's claim; 0 for none.
        number, count: which step it is of how many.
        text: the argument.
        task: what is to be done; "" where there is only something to read.
        reached: what is then to be seen; it is shown once the step is done with.
        is_reached: whether the step is done with.
        has_next: whether another step or another lesson follows.
        problem: why the experiment cannot be shown, or "".
        is_waiting: whether nothing can be done yet, because the engine starts.
    """

    title: str
    claim: int
    number: int
    count: int
    text: str
    task: str
    reached: str = ""
    is_reached: bool = False
    has_next: bool = True
    problem: str = ""
    is_waiting: bool = False

    @property
    def is_last(self) -> bool:
        return self.number == self.count


class LessonPanel(QWidget):
    """Shows a :class:`StepShown`, and says which way the person wants to go. It never takes the focus by itself."""

    back_wanted = Signal()
    next_wanted = Signal()
    end_wanted = Signal()
    language_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessonPanel")
        self._shown: StepShown | None = None
        self.title = self._label("lessonTitle", "lesson-title")
        self.place = self._label("lessonPlace", "muted")
        self.text = self._label("lessonText", "lesson")
        self.task = self._label("lessonTask", "lesson-task")
        self.tick = QLabel(self)
        self.tick.setObjectName("lessonTick")
        self.tick.setTextFormat(Qt.TextFormat.PlainText)
        self.reached = self._label("lessonReached", "lesson")
        self._aim = QFrame(self)
        self._aim.setProperty("role", "card")
        aim = QHBoxLayout(self._aim)
        aim.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        aim.setSpacing(2 * SPACING)
        aim.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        aim.addWidget(self.task, 1)
        scroller = QScrollArea(self)
        scroller.setObjectName("lessonScroller")
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller = scroller
        body = QWidget(scroller)
        scroller.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(PANEL_MARGIN, 2 * SPACING, PANEL_MARGIN, 2 * SPACING)
        column.setSpacing(3 * SPACING)
        for widget in (self.title, self.place, self.text, self._aim, self.reached):
            column.addWidget(widget)
        column.setSpacing(2 * SPACING)
        column.addStretch(1)
        self._column = column
        self.back = self._button("lessonBack", self.back_wanted)
        self.skip = self._button("lessonSkip", self.next_wanted)
        self.next = self._button("lessonNext", self.next_wanted)
        self.next.setProperty("role", "primary")
        self.end = self._button("lessonEnd", self.end_wanted)
        ways = QHBoxLayout()
        ways.setSpacing(SPACING)
        for button in (self.back, self.skip, self.next):
            ways.addWidget(button, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(PANEL_MARGIN, SPACING, PANEL_MARGIN, 2 * SPACING)
        foot.setSpacing(SPACING)
        foot.addLayout(ways)
        foot.addWidget(self.end)
        self._foot = foot
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroller, 1)
        whole.addLayout(foot)
        self._name_parts()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 520)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 220)

    def height_of_words(self) -> int:
        """Return the height at which nothing of the step is scrolled to, what is reached in the end included."""
        width = self.width()
        words = self._column.heightForWidth(width)
        if self.reached.isHidden() and self.reached.text():
            room = width - 2 * PANEL_MARGIN
            words += self._column.spacing() + self.reached.heightForWidth(room)
        return words + self._foot.sizeHint().height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_parts()
            self.language_changed.emit()

    def show_step(self, shown: StepShown) -> None:
        """Show a step, or what has changed of it, and announce it to a screen reader."""
        before, self._shown = self._shown, shown
        if shown == before:
            return
        self.title.setText(shown.title)
        self.place.setText(self._place_of(shown))
        self.text.setText(shown.text)
        self.task.setText(shown.task)
        self._aim.setVisible(bool(shown.task))
        self.tick.setText("✓" if shown.is_reached else "○")
        self._set_role(self.tick, "good" if shown.is_reached else "muted")
        self.tick.setAccessibleName(self.tr("Reached") if shown.is_reached else self.tr("Not reached yet"))
        self._show_outcome(shown)
        self.back.setEnabled(shown.number > 1)
        self.skip.setVisible(not shown.is_reached)
        self.next.setVisible(shown.is_reached)
        self._name_ways(shown)
        if before is None or (before.title, before.number) != (shown.title, shown.number):
            self._scroller.verticalScrollBar().setValue(0)
            self._announce(f"{self.place.text()}. {shown.text} {shown.task}")
        elif shown.is_reached and not before.is_reached:
            self._announce(f"{self.tr('Reached')}. {shown.reached}")
            # What it comes to may be below the edge of a low panel; there is room for it once the words are laid out.
            QTimer.singleShot(0, self, lambda: self._scroller.ensureWidgetVisible(self.reached, 0, 0))

    def _show_outcome(self, shown: StepShown) -> None:
        """Show what is wrong, what is waited for, or what is reached; where none of them is, keep that ready."""
        waiting = self.tr("The engine is starting; you can begin in a moment.") if shown.is_waiting else ""
        self.reached.setText(shown.problem or waiting or shown.reached)
        self._set_role(self.reached, "danger" if shown.problem else "muted" if waiting else "lesson")
        self.reached.setVisible(bool(shown.problem or waiting or (shown.is_reached and shown.reached)))

    def _place_of(self, shown: StepShown) -> str:
        step = self.tr("Step {number} of {count}").format(number=shown.number, count=shown.count)
        return self.tr("Claim {claim} · {step}").format(claim=shown.claim, step=step) if shown.claim else step

    def _name_parts(self) -> None:
        self.setAccessibleName(self.tr("Lesson"))
        self.back.setText(self.tr("Back"))
        self.back.setToolTip(plain_tooltip(self.tr("Go to the step before")))
        self.skip.setText(self.tr("Skip"))
        self.skip.setToolTip(plain_tooltip(self.tr("Go on without having reached the aim")))
        self.end.setText(self.tr("End the lesson"))
        self.end.setToolTip(plain_tooltip(self.tr("Go back to your own experiment, which is as you left it")))
        for button in (self.back, self.skip, self.end):
            button.setAccessibleName(button.text())
        if self._shown is not None:
            self._name_ways(self._shown)

    def _name_ways(self, shown: StepShown) -> None:
        words = self.tr("Next")
        if shown.is_last:
            words = self.tr("Next lesson") if shown.has_next else self.tr("Done")
        self.next.setText(words)
        self.next.setAccessibleName(words)

    def _label(self, name: str, role: str = "value") -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _button(self, name: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    def _set_role(self, label: QLabel, role: str) -> None:
        if label.property("role") != role:
            label.setProperty("role", role)
            label.style().unpolish(label)
            label.style().polish(label)

    def _announce(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
