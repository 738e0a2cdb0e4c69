"""The dialog of what can be exported: shows it as it will be, and writes it to a file or puts it on the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QFontDatabase, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vizapp.gui.figures.dialog_parts import choice_boxes, chosen_in, preview_of, push_button
from vizapp.gui.figures.exhibits import Exhibit
from vizapp.gui.figures.figure import Choice
from vizapp.gui.figures.figure_files import pixels_of, raster
from vizapp.gui.figures.file_work import FileWork
from vizapp.gui.figures.save_dialog import SaveDialog
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import ChoiceField, DecimalField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label, set_role, tabular
from vizapp.problem import Problem
from vizapp.wording.problems import sentence
from vizapp.wording.quantities import size_words

_SCALES = (0.5, 8.0)
_FIRST_SCALE = 2.0
_MOST_PIXELS = 100_000_000
"""Of an image, so that it fits into the memory several times."""


class FigureDialog(QDialog):
    """Shows one exhibit at a time, and stays open while several are written. Show it with ``open()``."""

    def __init__(
        self,
        exhibits: Sequence[Exhibit],
        first: str,
        folder: str,
        keep_folder: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``exhibits``, of which there is at least one, and show the one with the key ``first``.

        ``folder`` is where files are written to first; ``keep_folder`` hears where one was.
        """
        super().__init__(parent)
        self.setObjectName("figureDialog")
        self.setWindowTitle(self.tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._exhibits = {each.key: each for each in exhibits}
        self._folder, self._keep_folder = folder, keep_folder
        self._work: FileWork | None = None

        self.exhibit = ChoiceField("figureExhibit", self)
        self.exhibit.setAccessibleName(self.tr("What is exported"))
        self.exhibit.setToolTip(self.tr("What is exported, as it was when this window was opened."))
        for each in exhibits:
            self.exhibit.addItem(each.title, each.key)
        self.exhibit.setCurrentIndex(max(0, self.exhibit.findData(first)))
        self.picture = QLabel(self)
        self.picture.setObjectName("figurePreview")
        self.picture.setAccessibleName(self.tr("Preview"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("figureText")
        self.text.setAccessibleName(self.tr("Preview"))
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._preview = QStackedWidget(self)
        self._preview.addWidget(self.picture)
        self._preview.addWidget(self.text)
        self._preview.setMinimumSize(360, 260)
        self.boxes = choice_boxes(self)
        for box in self.boxes.values():
            box.toggled.connect(self._draw)
        self.scale = DecimalField("figureScale", *_SCALES, 2, self)
        self.scale.setSingleStep(0.5)
        self.scale.setValue(_FIRST_SCALE)
        self.scale.setAccessibleName(self.tr("Scale of an image"))
        self.scale.setToolTip(
            plain_tooltip(
                self.tr("How many pixels an image has, PNG or on the clipboard, for each pixel of the window.")
            )
        )
        self.scale.valueChanged.connect(self._say_size)
        self.scale.refused.connect(lambda why: self._say(why, "caution"))
        self.scale_label = muted_label(self.tr("Scale"), self)
        self.scale_label.setBuddy(self.scale)
        self.pixels = muted_label("", self)
        self.pixels.setObjectName("figurePixels")
        self.pixels.setFont(tabular(self.pixels.font()))
        self.status = QLabel(self)
        self.status.setObjectName("figureStatus")
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.progress = QProgressBar(self)
        self.progress.setObjectName("figureProgress")
        self.progress.setAccessibleName(self.tr("A file is being written"))
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.cancel = push_button(
            "figureCancel", self.tr("Cancel"), self.tr("Stop, and leave no file."), self._give_up, self
        )
        self.cancel.hide()
        self.copy = push_button("figureCopy", self.tr("Copy"), self.tr("Put it on the clipboard."), self._copy, self)
        self.save = push_button(
            "figureSave",
            self.tr("Save…"),
            self.tr("Write it to a file; the ending of its name says as what."),
            self._ask,
            self,
        )
        set_role(self.save, "primary")
        self.save.setDefault(True)
        self.close_button = push_button(
            "figureClose", self.tr("Close"), self.tr("Close this window."), self.close, self
        )
        self._arrange()
        self._redraw = QTimer(self, singleShot=True, interval=0)
        self._redraw.timeout.connect(self._draw)
        self.exhibit.currentIndexChanged.connect(self._show_exhibit)
        self.resize(860, 560)
        self._show_exhibit()

    @property
    def shown(self) -> Exhibit:
        """What is shown."""
        return self._exhibits[self.exhibit.currentData()]

    @property
    def choice(self) -> Choice:
        """What of it is chosen."""
        return chosen_in(self.boxes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._end_work()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have Return take a typed number over, and press a button only elsewhere."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() is self.scale:
            event.accept()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close, or while a file is being written give that up."""
        if self._work is not None:
            self._give_up()
            return
        super().reject()

    # Building -------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        scale = QHBoxLayout()
        scale.addWidget(self.scale_label)
        scale.addStretch(1)
        scale.addWidget(self.scale)
        side = QVBoxLayout()
        side.setSpacing(2 * SPACING)
        for part in (self.exhibit, *self.boxes.values()):
            side.addWidget(part)
        side.addLayout(scale)
        side.addWidget(self.pixels, 0, Qt.AlignmentFlag.AlignRight)
        side.addStretch(1)
        side.addWidget(self.status)
        side.addWidget(self.progress)
        side.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.copy, self.save, self.close_button):
            row.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(4 * SPACING, 4 * SPACING, 4 * SPACING, 4 * SPACING)
        grid.setSpacing(4 * SPACING)
        grid.addWidget(self._preview, 0, 0)
        grid.addLayout(side, 0, 1)
        grid.addLayout(row, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, 220)

    # What is shown --------------------------------------------------------------------------------------------

    def _show_exhibit(self) -> None:
        shown = self.shown
        for name, box in self.boxes.items():
            box.setVisible(name in shown.options)
        is_text = shown.figure(self.choice) is None
        for part in (self.scale, self.scale_label, self.pixels):
            part.setVisible(not is_text)
        self._preview.setCurrentWidget(self.text if is_text else self.picture)
        if is_text:
            self.text.setPlainText(shown.text())
        self._say("", "muted")
        self._draw()

    def _draw(self) -> None:
        self.boxes["legend"].setEnabled(self.boxes["marks"].isChecked())
        figure = self.shown.figure(self.choice)
        if figure is None or self._work is not None:
            return
        self.picture.setPixmap(preview_of(figure, self._preview.size(), self.devicePixelRatioF()))
        self._say_size()

    def _say_size(self) -> None:
        figure = self.shown.figure(self.choice)
        if figure is not None:
            size = pixels_of(figure, self._fitting(self.scale.value()))
            words = size_words(size.height(), size.width())
            self.pixels.setText(self.tr("{size} pixels").format(size=words))

    def _fitting(self, scale: float) -> float:
        """Return ``scale``, or the largest at which an image has no more pixels than it may."""
        figure = self.shown.figure(self.choice)
        if figure is None:
            return scale
        return min(scale, (_MOST_PIXELS / (figure.size.width() * figure.size.height())) ** 0.5)

    def _say(self, text: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(text)

    # What is done with it -------------------------------------------------------------------------------------

    def _copy(self) -> None:
        figure = self.shown.figure(self.choice)
        clipboard = QGuiApplication.clipboard()
        if figure is None:
            clipboard.setText(self.shown.text())
            self._say(sentence(Problem("export.text-copied")), "muted")
            return
        image = raster(figure, self._fitting(self.scale.value()))
        clipboard.setImage(image)
        size = (image.height(), image.width())
        self._say(sentence(Problem("export.copied", values={"size": size})), "muted")

    def _ask(self) -> None:
        dialog = SaveDialog(self.shown.title, self.shown.stem, self.shown.endings, self._folder, self)
        dialog.chosen.connect(self._write)
        dialog.open()

    def _write(self, path: str, ending: str) -> None:
        """Write what is shown to a file, beside the window's own work."""
        if self._work is not None:
            return
        self._folder = str(Path(path).parent)
        self._keep_folder(self._folder)
        make = self.shown.maker(ending, self.choice, self._fitting(self.scale.value()))
        work = self._work = FileWork(Path(path), make, self)
        work.written.connect(
            lambda count: self._end(Problem("export.written", values={"name": work.name, "data": count}))
        )
        work.failed.connect(
            lambda why: self._end(Problem("export.not-written", values={"name": work.name, "why": why}), "danger")
        )
        work.abandoned.connect(lambda: self._end(Problem("enlarge.cancelled", values={"name": work.name})))
        self._set_busy(True)
        self._say(self.tr("Writing {name}…").format(name=work.name), "muted")
        work.start()

    def _end(self, problem: Problem, role: str = "muted") -> None:
        self._work = None
        self._set_busy(False)
        self._say(sentence(problem), role)

    def _set_busy(self, busy: bool) -> None:
        for part in (self.exhibit, self.scale, self.copy, self.save, *self.boxes.values()):
            part.setEnabled(not busy)
        for part in (self.progress, self.cancel):
            part.setVisible(busy)
        self.cancel.setEnabled(busy)
        if not busy:
            self.save.setFocus()  # disabling the button took the focus from it
            self._draw()

    def _give_up(self) -> None:
        if self._work is not None:
            self._work.give_up()
            self.cancel.setEnabled(False)

    def _end_work(self) -> None:
        """Give up what is being written, because nobody is left to hear of it."""
        if self._work is not None:
            self._work.end()
            self._work = None
