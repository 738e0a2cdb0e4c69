"""The dialog that makes an animation of the training: what a canvas shows at the steps that are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vizapp.animations.film import ENDINGS
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.figures.animation_record import AnimationRecord, Cut, film_size
from vizapp.gui.figures.animation_work import AnimationWork, Pace, every_at_first, spread_steps
from vizapp.gui.figures.dialog_parts import check_box, choice_boxes, chosen_in, preview_of, push_button
from vizapp.gui.figures.save_dialog import SaveDialog
from vizapp.gui.gestures import Gestures
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import ChoiceField, DecimalField, IntegerField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import CONTROL_WIDTH, muted_label, set_role, tabular
from vizapp.problem import Problem
from vizapp.wording.problems import sentence
from vizapp.wording.quantities import size_words

_WIDTHS = (64, 1920)
_FIRST_WIDTH = 640
_RATES = (0.5, 50.0)
_FIRST_RATE = 12.0
_LONGEST_HOLD = 30.0
_FIRST_HOLD = 1.5
_MOST_FRAMES = 1000
_MOST_PIXELS = 250_000_000
"""Of all frames together, so that they fit into the memory."""


class AnimationDialog(QDialog):
    """Makes animations of one canvas after the other, and stays open. Show it with ``open()``."""

    def __init__(
        self,
        session: Gestures,
        canvases: Sequence[ImageCanvas],
        first: ImageCanvas,
        stem: str,
        folder: str,
        keep_folder: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``canvases``, beginning with ``first``.

        Args:
            session: has done a step at least.
            canvases: what can be animated.
            first: one of them.
            stem: of the name of a file, before what names the canvas.
            folder: where files are written to first.
            keep_folder: hears where one was written to.
            parent: as usual.
        """
        super().__init__(parent)
        self.setObjectName("animationDialog")
        self.setWindowTitle(self.tr("Export animation"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._canvases = {canvas.objectName(): canvas for canvas in canvases}
        self._stem = stem
        self._folder, self._keep_folder = folder, keep_folder
        self._work: AnimationWork | None = None
        self._closes = False
        self._refusal = ""
        head = session.state.timeline.head

        self.canvas = ChoiceField("animationCanvas", self)
        self.canvas.setAccessibleName(self.tr("What is animated"))
        self.canvas.setToolTip(self.tr("Whose picture is animated; zoom and overlays are those of now."))
        for canvas in canvases:
            self.canvas.addItem(canvas.accessibleName(), canvas.objectName())
        self.canvas.setCurrentIndex(max(0, self.canvas.findData(first.objectName())))
        self.picture = QLabel(self)
        self.picture.setObjectName("animationPreview")
        self.picture.setAccessibleName(self.tr("Preview"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.picture.setMinimumSize(360, 260)
        self.boxes = choice_boxes(self)
        self.stamp = check_box(
            "animationStamp", self.tr("Step"), self.tr("The number of its step in each frame."), self
        )
        self.stamp.setChecked(True)
        self.from_step = self._number("animationFrom", 0, head, 0)
        self.to_step = self._number("animationTo", 0, head, head)
        self.every = self._number("animationEvery", 1, max(1, head), every_at_first(head))
        self.width_field = self._number("animationWidth", *_WIDTHS, _FIRST_WIDTH)
        self.width_field.setSuffix(self.tr(" px"))
        self.rate = self._decimal("animationRate", *_RATES, _FIRST_RATE)
        self.hold = self._decimal("animationHold", 0.0, _LONGEST_HOLD, _FIRST_HOLD)
        self.hold.setSuffix(self.tr(" s"))
        self._rows = (
            (self.from_step, self.tr("From step"), self.tr("The step of the first frame.")),
            (self.to_step, self.tr("To step"), self.tr("The step of the last frame.")),
            (self.every, self.tr("Every"), self.tr("Every so many steps there is a frame.")),
            (self.width_field, self.tr("Width"), self.tr("Of the animation in pixels; its height follows from it.")),
            (self.rate, self.tr("Frames a second"), self.tr("How fast the frames follow one another.")),
            (
                self.hold,
                self.tr("Last stays"),
                self.tr("For how long the last frame is shown, before it begins again."),
            ),
        )
        self.extent = muted_label("", self)
        self.extent.setObjectName("animationExtent")
        self.extent.setFont(tabular(self.extent.font()))
        self.extent.setWordWrap(True)
        self.status = QLabel(self)
        self.status.setObjectName("animationStatus")
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.progress = QProgressBar(self)
        self.progress.setObjectName("animationProgress")
        self.progress.setAccessibleName(self.tr("How far the animation is"))
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.cancel = push_button(
            "animationCancel",
            self.tr("Cancel"),
            self.tr("Stop, leave no file, and go back to where the training was."),
            self._give_up,
            self,
        )
        self.cancel.hide()
        self.save = push_button(
            "animationSave",
            self.tr("Save…"),
            self.tr("Make it, and write it to a file; the ending of its name says as what."),
            self._ask,
            self,
        )
        set_role(self.save, "primary")
        self.save.setDefault(True)
        self.close_button = push_button(
            "animationClose", self.tr("Close"), self.tr("Close this window."), self.close, self
        )
        self._arrange()
        self._redraw = QTimer(self, singleShot=True, interval=0)
        self._redraw.timeout.connect(self._draw)
        for box in (*self.boxes.values(), self.stamp):
            box.toggled.connect(self._redraw.start)
        self.canvas.currentIndexChanged.connect(self._redraw.start)
        for field, *_ in self._rows:
            field.valueChanged.connect(self._redraw.start)
            field.refused.connect(lambda why: self._say(why, "caution"))
        self.resize(860, 600)
        self._draw()

    @property
    def cut(self) -> Cut:
        """What belongs into each frame."""
        return Cut(chosen_in(self.boxes), self.stamp.isChecked())

    @property
    def steps(self) -> list[int]:
        """Those of the frames, the first and the last always among them; none where the last is before the first."""
        return spread_steps(self.from_step.value(), self.to_step.value(), self.every.value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close; while an animation is made, give it up first, and close when the training is back."""
        if self._work is not None:
            self._closes = True
            self._give_up()
            event.ignore()
            return
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have Return take a typed number over, and press a button only elsewhere."""
        fields = [field for field, *_ in self._rows]
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() in fields:
            event.accept()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close, or while an animation is made give that up."""
        if self._work is not None:
            self._give_up()
            return
        super().reject()

    # Building -------------------------------------------------------------------------------------------------

    def _number(self, name: str, lowest: int, highest: int, value: int) -> IntegerField:
        field = IntegerField(name, lowest, highest, self)
        field.setValue(value)
        return field

    def _decimal(self, name: str, lowest: float, highest: float, value: float) -> DecimalField:
        field = DecimalField(name, lowest, highest, 1, self)
        field.setValue(value)
        return field

    def _arrange(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(2 * SPACING)
        side.addWidget(self.canvas)
        boxes = QGridLayout()
        for number, box in enumerate((*self.boxes.values(), self.stamp)):
            boxes.addWidget(box, number // 2, number % 2)
        side.addLayout(boxes)
        for field, text, tooltip in self._rows:
            label = muted_label(text, self)
            label.setBuddy(field)
            field.setAccessibleName(text)
            field.setToolTip(plain_tooltip(tooltip))
            keep_width(field, CONTROL_WIDTH)
            row = QHBoxLayout()
            row.addWidget(label)
            row.addStretch(1)
            row.addWidget(field)
            side.addLayout(row)
        side.addWidget(self.extent)
        side.addStretch(1)
        side.addWidget(self.status)
        side.addWidget(self.progress)
        side.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.save, self.close_button):
            buttons.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(4 * SPACING, 4 * SPACING, 4 * SPACING, 4 * SPACING)
        grid.setSpacing(4 * SPACING)
        grid.addWidget(self.picture, 0, 0)
        grid.addLayout(side, 0, 1)
        grid.addLayout(buttons, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, 240)

    # What is shown --------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Show the frame of the present step, and what the animation will be."""
        if self._work is not None:
            return
        self.boxes["legend"].setEnabled(self.boxes["marks"].isChecked())
        record = AnimationRecord(self._canvases[self.canvas.currentData()], self.cut)
        record.add(self._session.state.transport.step)
        (figure,) = record.figures()
        self.picture.setPixmap(preview_of(figure, self.picture.size(), self.devicePixelRatioF()))
        width, height = film_size(figure, self.width_field.value())
        count = len(self.steps)
        seconds = max(0, count - 1) / self.rate.value() + max(self.hold.value(), 1 / self.rate.value())
        words = self.tr("{count} frames, {seconds:.1f} s, {size} pixels or so")
        self.extent.setText(words.format(count=count, seconds=seconds, size=size_words(height, width)))
        self._check(count, count * width * height)

    def _check(self, count: int, pixels: int) -> None:
        """Say so where it cannot be made like that."""
        refusal = ""
        if not count:
            refusal = self.tr("The last step is before the first; choose a later one.")
        elif count > _MOST_FRAMES or pixels > _MOST_PIXELS:
            refusal = self.tr("That are too many frames of this size; choose fewer steps, or a smaller width.")
        self.save.setEnabled(not refusal)
        if refusal or self._refusal:
            self._say(refusal, "caution")
        self._refusal = refusal

    def _say(self, text: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(text)

    # What is done with it -------------------------------------------------------------------------------------

    def _ask(self) -> None:
        name = "-".join(self.canvas.currentText().lower().split())
        title = self.tr("animation of {what}").format(what=self.canvas.currentText())
        dialog = SaveDialog(title, f"{self._stem}-{name}", ENDINGS, self._folder, self)
        dialog.chosen.connect(self._make)
        dialog.open()

    def _make(self, path: str, ending: str) -> None:
        """Make the animation that is chosen."""
        if self._work is not None or not self.steps:
            return
        self._folder = str(Path(path).parent)
        self._keep_folder(self._folder)
        record = AnimationRecord(self._canvases[self.canvas.currentData()], self.cut)
        pace = Pace(self.rate.value(), self.hold.value())
        known = next(each for each in ENDINGS if each == ending)
        work = self._work = AnimationWork(
            self._session, record, self.steps, Path(path), known, self.width_field.value(), pace, self
        )
        name = work.name
        work.progressed.connect(self._show_progress)
        work.written.connect(lambda count: self._end(Problem("export.written", values={"name": name, "data": count})))
        work.failed.connect(
            lambda why: self._end(Problem("export.not-written", values={"name": name, "why": why}), "danger")
        )
        work.abandoned.connect(lambda: self._end(Problem("enlarge.cancelled", values={"name": name})))
        self._set_busy(True)
        self._say(self.tr("Making {name}…").format(name=name), "muted")
        work.start()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _end(self, problem: Problem, role: str = "muted") -> None:
        work, self._work = self._work, None
        if work is not None:
            work.deleteLater()
        self._set_busy(False)
        self._say(sentence(problem), role)
        if self._closes:
            self.close()

    def _set_busy(self, busy: bool) -> None:
        fields = [field for field, *_ in self._rows]
        for part in (self.canvas, *self.boxes.values(), self.stamp, *fields, self.save):
            part.setEnabled(not busy)
        self.progress.setVisible(busy)
        self.progress.setRange(0, 0)
        self.cancel.setVisible(busy)
        self.cancel.setEnabled(busy)
        (self.cancel if busy else self.save).setFocus()  # the focused button has been disabled or hidden
        if not busy:
            self._draw()

    def _give_up(self) -> None:
        if self._work is not None:
            self._work.give_up()
            self.cancel.setEnabled(False)
