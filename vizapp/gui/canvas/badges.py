"""Small plates on a canvas: dark and translucent in both themes, because what lies under them is a picture."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from vizapp.gui.text_size import keep_sheet, sized, text_scale
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.resource_files import resource_path

PLATE = QColor(16, 18, 23, 228)
PLATE_TEXT = QColor(0xF2, 0xF4, 0xF8)
PLATE_MUTED = QColor(0xB4, 0xBC, 0xCA)
PLATE_RADIUS = 6.0
BADGE_MARGIN = 10
BADGE_HEIGHT = 24
SEPARATOR = " \N{MIDDLE DOT} "
"""Between the parts of a text, of which the last goes first where there is no room, or where a line may end."""

_LIST = QColor(PLATE.red(), PLATE.green(), PLATE.blue())
_CHOSEN = QColor(PLATE.red() + 26, PLATE.green() + 28, PLATE.blue() + 32)
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_BETWEEN_WORDS = re.compile(r"(?<!×) (?!×)")
"""A space, but for those within a size such as 96 × 64."""
_PADDING = 10
_LINE = 15
"""Pixels that a further line of a badge takes."""
_LINE_END = 8
"""Pixels that Qt adds to the width of a text for the ends of its lines, at most."""
_RING, _RING_EDGE = 1.5, 1.5
"""The ring around what has the keys, and how much of the plate is seen around it."""
_DOT = 10
_BESIDE_DOT = _PADDING + _DOT + 6
_LABEL_STYLE = f"background: transparent; color: {PLATE_TEXT.name()}; padding: 0 {_PADDING}px; font-size: 12px;"
_LABEL_RULE = "Badge {{ {style} }}"
"""For the badge alone: a style sheet without a rule would be its tool tip's, too."""
_COMBO_STYLE = f"""
QComboBox {{
    background: rgba({PLATE.red()}, {PLATE.green()}, {PLATE.blue()}, {PLATE.alpha()});
    color: {PLATE_TEXT.name()}; border: 1px solid transparent; border-radius: {PLATE_RADIUS:.0f}px;
    min-height: {BADGE_HEIGHT - 2}px; max-height: {BADGE_HEIGHT - 2}px; padding: 0 9px; font-size: 12px;
}}
QComboBox::down-arrow {{ image: url("@arrow"); width: 12px; height: 12px; }}
QComboBox:hover {{ background: {_CHOSEN.name()}; }}
QComboBox QAbstractItemView {{
    background: {_LIST.name()}; color: {PLATE_TEXT.name()}; border: 1px solid {_CHOSEN.name()};
    selection-background-color: {_CHOSEN.name()}; selection-color: {PLATE_TEXT.name()};
}}
QComboBox QAbstractItemView::item {{ color: {PLATE_TEXT.name()}; }}
QComboBox QAbstractItemView::item:selected {{ background: {_CHOSEN.name()}; color: {PLATE_TEXT.name()}; }}
"""


def paint_plate(painter: QPainter, rect: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(rect, PLATE_RADIUS, PLATE_RADIUS)


def paint_plate_ring(painter: QPainter, rect: QRectF) -> None:
    """Draw the ring of a plate that has the keys: within it, since the ground around may be as light as the ring."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(PLATE_TEXT, _RING))
    inside = _RING_EDGE + _RING / 2
    painter.drawRoundedRect(rect.adjusted(inside, inside, -inside, -inside), PLATE_RADIUS - 2, PLATE_RADIUS - 2)


class Badge(QLabel):
    """Text on a plate, of which there is as much as there is room for; hidden while it has none.

    Nothing is cut inside a size, a number or a word: whole parts go, the last first, and the tool tip then has all
    of them. A text that wraps has several lines instead. The mouse goes through to the canvas, unless a click does
    something.
    """

    clicked = Signal()
    """A click, while :meth:`offer_click` says what one does."""
    texts_changed = Signal()
    """It has other texts, which may need another width, even where it shows the same one for now."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        keep_sheet(self, _LABEL_RULE.format(style=_LABEL_STYLE))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(sized(BADGE_HEIGHT))
        self._texts: tuple[str, ...] = ()
        self._wraps = False
        self._click_words = ""
        self._widest = 0
        self._colour: QColor | None = None
        self._scale = text_scale()
        self.hide()

    @property
    def whole_text(self) -> str:
        """What is shown where there is room."""
        return self._texts[0] if self._texts else ""

    @property
    def least_width(self) -> int:
        """How wide it is with the shortest of its texts; 0 where it has none."""
        return self._width_of(self._texts[-1]) if self._texts else 0

    @property
    def least_width_in_parts(self) -> int:
        """How wide it is with the shortest of its texts that has several parts, if any has; 0 where it has none."""
        in_parts = [text for text in self._texts if SEPARATOR in text]
        return self._width_of(in_parts[-1]) if in_parts else self.least_width

    def _width_of(self, text: str) -> int:
        shown = self.text()
        self.setText(text)
        width = self.sizeHint().width()
        self.setText(shown)
        return width

    def set_colour(self, colour: QColor | None) -> None:
        """Show a dot in this colour before the text, or none; a ring lets a dark one be seen on the plate."""
        if colour != self._colour:
            self._colour = colour
            style = _LABEL_STYLE if colour is None else f"{_LABEL_STYLE} padding-left: {_BESIDE_DOT}px;"
            keep_sheet(self, _LABEL_RULE.format(style=style))
            self._show()

    def offer_click(self, tooltip: str) -> None:
        """Take clicks from now on, and say what one does; "" lets the mouse through again."""
        if tooltip == self._click_words:
            return
        self._click_words = tooltip
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not tooltip)
        self.setAccessibleDescription(tooltip)
        if tooltip:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self._explain()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # not passed on to the canvas

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._scale != text_scale():
            self._scale = text_scale()
            self._show()
            self.texts_changed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def set_text(self, text: str, *, wraps: bool = False) -> None:
        """Show ``text``, or as many of its parts, which " · " joins, as there is room for; the first stays.

        A text that ``wraps`` has all of its parts, in as many lines as it takes.
        """
        parts = text.split(SEPARATOR)
        counts = range(len(parts), len(parts) - 1 if wraps else 0, -1)
        self._take(tuple(SEPARATOR.join(parts[:count]) for count in counts), wraps)

    def set_texts(self, *texts: str) -> None:
        """Show the first of ``texts`` that there is room for, or the last; nothing where there are none.

        The first says all, and the others leave something out.
        """
        self._take(texts, wraps=False)

    def _take(self, texts: tuple[str, ...], wraps: bool) -> None:
        if (texts, wraps) != (self._texts, self._wraps):
            self._texts, self._wraps = texts, wraps
            self._show()
            self.texts_changed.emit()

    def limit_width(self, widest: int) -> None:
        """Be at most ``widest`` pixels wide."""
        if widest != self._widest:
            self._widest = widest
            self._show()

    def _show(self) -> None:
        self.ensurePolished()
        text = self._fitting()
        self.setText(text)
        self._explain()
        self.setFixedHeight(sized(BADGE_HEIGHT) + sized(_LINE) * text.count("\n"))
        self.adjustSize()
        self.setVisible(bool(self.whole_text))

    def _fitting(self) -> str:
        """Return what there is room for: one of the texts, or the first words of the last."""
        words = _BETWEEN_WORDS.split(self._texts[-1]) if self._texts else [""]
        cut = (" ".join((*words[:count], _ELLIPSIS)) for count in range(len(words) - 1, 0, -1))
        for text in (*self._texts, *cut):
            # Measured with the label, because some characters may come from a fallback font.
            self.setText(text)
            if not self._widest or self.sizeHint().width() <= self._widest:
                return text
            if self._wraps:
                return self._in_lines()
        return words[0] if len(words) == 1 else _ELLIPSIS

    def _in_lines(self) -> str:
        """Return the whole text in lines that there is room for."""
        room = self._widest - _PADDING - (_PADDING if self._colour is None else _BESIDE_DOT) - _LINE_END
        metrics = self.fontMetrics()
        lines = _filled(self.whole_text, max(0, room), metrics)
        return "\n".join(line if metrics.horizontalAdvance(line) <= room else _ELLIPSIS for line in lines)

    def _explain(self) -> None:
        """Have tool tip and screen readers say what there is no room for."""
        is_whole = self.text() == self.whole_text or (self._wraps and _ELLIPSIS not in self.text())
        missing = "" if is_whole else self.whole_text
        self.setToolTip(plain_tooltip("\n".join(filter(None, (missing, self._click_words)))))
        self.setAccessibleName(self.whole_text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_plate(painter, QRectF(self.rect()))
        if self._click_words and self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(PLATE_TEXT, 1.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PLATE_RADIUS, PLATE_RADIUS)
        if self._colour is not None:
            painter.setBrush(self._colour)
            painter.setPen(QPen(PLATE_TEXT, 1.2))
            painter.drawEllipse(QRectF(_PADDING, (self.height() - _DOT) / 2, _DOT, _DOT))
        painter.end()
        super().paintEvent(event)


def _filled(text: str, room: int, metrics: QFontMetrics) -> list[str]:
    """Return the parts of a text in lines of at most ``room`` pixels; one that is wider than that goes on below."""
    lines: list[str] = []
    for part in text.split(SEPARATOR):
        if lines and metrics.horizontalAdvance(f"{lines[-1]}{SEPARATOR}{part}") <= room:
            lines[-1] += SEPARATOR + part
            continue
        words = [part] if metrics.horizontalAdvance(part) <= room else _BETWEEN_WORDS.split(part)
        lines.append(words[0])
        for word in words[1:]:
            fits = metrics.horizontalAdvance(f"{lines[-1]} {word}") <= room
            lines[-1:] = [f"{lines[-1]} {word}"] if fits else [lines[-1], word]
    return lines


class ChoiceBadge(QComboBox):
    """A choice on a plate, such as which picture a canvas shows; hidden while there is nothing to choose."""

    chosen = Signal(str)
    """The key of the entry that the person has chosen."""

    def __init__(self, name: str, accessible_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        keep_sheet(
            self, _COMBO_STYLE.replace("@arrow", resource_path("style", "dark", "chevron-down.svg").as_posix())
        )
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._entries: tuple[tuple[str, str], ...] = ()
        self.activated.connect(self._announce)
        self.hide()

    @property
    def least_width(self) -> int:
        """How wide it is with room for the entry that is chosen, but not for wider ones."""
        measure = self.fontMetrics().horizontalAdvance
        widest = max((measure(text) for _, text in self._entries), default=0)
        return self.sizeHint().width() - widest + measure(self.currentText())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            paint_plate_ring(painter, QRectF(self.rect()))
            painter.end()

    def showPopup(self) -> None:
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * view.frameWidth())
        super().showPopup()

    def limit_width(self, widest: int) -> None:
        """Be at most ``widest`` pixels wide."""
        if widest != self.maximumWidth():
            self.setMaximumWidth(max(0, widest))
            self.adjustSize()

    def set_entries(self, entries: tuple[tuple[str, str], ...], current: str) -> None:
        """Offer ``entries``, each a key and its text, and show ``current``, without announcing a choice."""
        if entries != self._entries:
            self._entries = entries
            self.clear()
            for key, text in entries:
                self.addItem(text, key)
            self.adjustSize()
            self.setVisible(bool(entries))
        index = self.findData(current)
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.adjustSize()

    def showEvent(self, event: QShowEvent) -> None:
        # The entries may have been measured before the window had its style and its font.
        super().showEvent(event)
        self.adjustSize()

    def _announce(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))
