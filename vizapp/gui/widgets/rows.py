"""Small widgets that the panels share: titled sections, label-and-control rows, elided text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, TypeAlias

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vizapp.gui.shown import Shown, fields
from vizapp.gui.text_size import LEAST_PIXELS, keep_width, text_scale
from vizapp.gui.theme import SPACING, current_theme, theme_signal
from vizapp.gui.widgets.fields import DecimalField, IntegerField, SizeField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.session.state import State

PANEL_MARGIN = 3 * SPACING
CONTROL_WIDTH = 104
"""Of every control next to a label, so that they stand in a column."""
EntryField: TypeAlias = IntegerField | DecimalField | SizeField


def tabular(font: QFont, scale: float = 1.0, bold: bool = False) -> QFont:
    """Return a copy of ``font`` whose digits all have one width, scaled, so that changing numbers do not jump."""
    result = QFont(font)
    result.setFeature(QFont.Tag.fromString("tnum"), 1)
    if result.pixelSize() > 0:
        result.setPixelSize(max(LEAST_PIXELS, round(result.pixelSize() * scale)))
    else:
        result.setPointSizeF(max(6.0, result.pointSizeF() * scale))
    result.setBold(bold)
    return result


def heads_style(font: QFont, padding: str) -> str:
    """Return the style sheet of a table whose heads are written in the size of ``font``.

    A size that is set on the header alone is lost where the application's style sheet is applied to it later, and
    what is painted then has another size than the widths that were measured.
    """
    size = f"font-size: {QFontInfo(font).pixelSize()}px;"
    return f"QHeaderView {{ {size} }} QHeaderView::section {{ {size} padding: {padding}; }}"


def set_role(widget: QWidget, role: str) -> None:
    """Give ``widget`` another role in the style sheet, and restyle it if that is a change."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def title_label(text: str, parent: QWidget | None = None) -> QLabel:
    """Return a small muted section title; the style sheet knows it by its role."""
    label = QLabel(text.upper(), parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "section-title")
    return label


def muted_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a label in the muted tone."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "muted")
    return label


class ShyLabel(QLabel):
    """A muted word beside a control, which goes where there is too little room for all of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "muted")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class Hairline(QFrame):
    """A line between sections, in the theme's colour."""

    def __init__(
        self, parent: QWidget | None = None, orientation: Qt.Orientation = Qt.Orientation.Horizontal
    ) -> None:
        super().__init__(parent)
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)
        theme_signal().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().hairline)


class HintLabel(QLabel):
    """One sentence in the caution colour, hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "caution")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def say(self, text: str) -> None:
        """Show ``text``, or hide the label if it is empty."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
        self.setVisible(bool(text))


class ElidedLabel(QLabel):
    """One line of text, shortened where there is no room: in the middle, as suits names of files, or at its end.

    The whole text is its tool tip.
    """

    def __init__(self, parent: QWidget | None = None, *, at_end: bool = False) -> None:
        super().__init__(parent)
        self._whole = ""
        self._shortened = Qt.TextElideMode.ElideRight if at_end else Qt.TextElideMode.ElideMiddle
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str, tooltip: str = "") -> None:
        """Show ``text``; ``tooltip`` says more, by default the text itself."""
        self._whole = text
        self.setToolTip(plain_tooltip(tooltip or text))
        self.setAccessibleName(text)
        self._elide()

    @property
    def whole_text(self) -> str:
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._elide()

    def _elide(self) -> None:
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self._whole, self._shortened, self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class Section(QWidget):
    """A titled group of rows with room for a sentence about what is wrong in it, and one about a typed value.

    Attributes:
        fields: the settings that belong to it, named as problems name them.
    """

    fields: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACING)
        self.title = title_label("", self)
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._layout.addLayout(self._head)
        self._layout.addSpacing(SPACING // 2)
        self.hint = HintLabel(self)
        self.hint.setObjectName(f"{name}Hint")
        self._layout.addWidget(self.hint)
        self.typed = HintLabel(self)
        self.typed.setObjectName(f"{name}Typed")
        self._layout.addWidget(self.typed)
        self._document = Shown(fields("experiment"), lambda _: self._forget_typed())

    def set_title(self, title: str) -> None:
        """Name the section, on screen and for screen readers."""
        self.title.setText(title.upper())
        self.setAccessibleName(title)

    def show_state(self, state: State) -> None:
        """Show what of ``state`` belongs to this section; never emits a gesture."""
        self._document.follow(state)
        for part in self.parts():
            part.follow(state)

    def parts(self) -> Sequence[Shown[Any]]:
        """Return what this section shows, part by part; the same objects every time."""
        raise NotImplementedError

    def add_beside_title(self, label: QLabel) -> None:
        """Put ``label``, muted, at the right end of the title's line: a fact that follows from the rows below."""
        set_role(label, "muted")
        self._head.addWidget(label)

    def add(self, widget: QWidget) -> None:
        """Append ``widget`` over the whole width, above the hint."""
        self._layout.insertWidget(self._layout.indexOf(self.hint), widget)

    def add_below_hint(self, widget: QWidget) -> None:
        """Put ``widget`` under the hint: the ways out of what it says."""
        self._layout.insertWidget(self._layout.indexOf(self.hint) + 1, widget)

    def put_hint_below(self, widget: QWidget) -> None:
        """Move the hint to below ``widget``, a part of this section; what is added later stands above the hint."""
        self._layout.removeWidget(self.hint)
        self._layout.insertWidget(self._layout.indexOf(widget) + 1, self.hint)

    def say_refusal(self, sentence: str) -> None:
        """Show why the document cannot be computed, where a setting of this section is the reason; "" clears it."""
        self.hint.say(sentence)

    def explain_refusals(self, field: EntryField) -> None:
        """Say below the row of ``field`` what was wrong with a value typed into it.

        The sentence goes when something else is typed or chosen there, and with every change of the document.
        """
        field.refused.connect(partial(self._say_typed, field))
        line = field.lineEdit()
        assert line is not None  # every field of these can be typed into
        line.textEdited.connect(self._forget_typed)
        changed = field.picked if isinstance(field, SizeField) else field.valueChanged
        changed.connect(self._forget_typed)

    def _say_typed(self, field: EntryField, sentence: str) -> None:
        """Show ``sentence`` below the row that holds ``field``; in a panel that scrolls it is brought into view."""
        row: QWidget = field
        while (parent := row.parentWidget()) is not None and parent is not self:
            row = parent
        self._layout.removeWidget(self.typed)
        self._layout.insertWidget(self._layout.indexOf(row) + 1, self.typed)
        self.typed.say(sentence)
        bring_into_view(self.typed)

    def _forget_typed(self) -> None:
        self.typed.say("")

    def row(self, label: str, control: QWidget, tooltip: str) -> Row:
        """Append a row of a label and its control, both with the same one-sentence explanation."""
        row = Row(label, control, tooltip, self)
        self.add(row)
        return row


def bring_into_view(widget: QWidget) -> None:
    """Scroll the area that ``widget`` lies in, if any, as far as it takes to show the whole of it."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea) and area.isVisible():
        # What was just shown or grew has its place only once the layouts around it have taken it in.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        area.ensureWidgetVisible(widget, 0, SPACING)


class Row(QWidget):
    """A muted label on the left, its control on the right."""

    def __init__(self, label: str, control: QWidget, tooltip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACING)
        self.label = muted_label(label, self)
        self.label.setBuddy(control)
        self.control = control
        layout.addWidget(self.label)
        layout.addStretch(1)
        layout.addWidget(control)
        if not isinstance(control, ValueLabel):
            keep_width(control, max(CONTROL_WIDTH, control.minimumWidth() / text_scale()))
        self.setToolTip(plain_tooltip(tooltip))
        control.setToolTip(plain_tooltip(tooltip))
        if not control.accessibleName():
            control.setAccessibleName(label)
        control.setAccessibleDescription(tooltip)


class ValueLabel(QLabel):
    """A number or word that cannot be edited, right-aligned with tabular digits."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "value")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def say(self, text: str) -> None:
        """Show ``text``; does nothing if it already does."""
        if text != self.text():
            self.setText(text)
