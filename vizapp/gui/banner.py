"""The banner above the pictures: a message, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vizapp.gui.theme import SPACING, bind_icon
from vizapp.session.banner import Banner, BannerAction

_DETAIL_HEIGHT = 120
_MOST_ACTIONS = 2
_LEAST_SENTENCE = 360
"""Pixels that the sentence has, with sign and cross, where buttons stand beside it."""


class BannerBar(QFrame):
    """Shows a :class:`Banner` until it is dismissed. It never takes the focus, and is announced to screen readers."""

    dismissed = Signal()
    acted = Signal(str)
    """Emitted with one of ``Banner.actions`` when its button is pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("role", "banner")
        self._actions: tuple[BannerAction, ...] = ()
        self._icon = QToolButton(self)
        self._icon.setProperty("role", "sign")
        self._icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.sentence = QLabel(self)
        self.sentence.setObjectName("bannerText")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sentence.setContentsMargins(0, SPACING, 0, SPACING)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.ways_out = [QPushButton(self) for _ in range(_MOST_ACTIONS)]
        for number, button in enumerate(self.ways_out):
            button.setObjectName("bannerAction" if number == 0 else f"bannerAction{number + 1}")
        self.details = QPushButton(self.tr("Details"), self)
        self.details.setObjectName("bannerDetails")
        self.details.setProperty("role", "flat")
        self.details.setCheckable(True)
        self.close_button = QToolButton(self)
        self.close_button.setObjectName("bannerClose")
        self.close_button.setProperty("role", "small")
        self.close_button.setAccessibleName(self.tr("Dismiss"))
        self.close_button.setToolTip(self.tr("Dismiss"))
        bind_icon(self.close_button, "close")
        self.detail_text = QPlainTextEdit(self)
        self.detail_text.setObjectName("bannerDetailText")
        self.detail_text.setAccessibleName(self.tr("Details"))
        self.detail_text.setReadOnly(True)
        self.detail_text.setFixedHeight(_DETAIL_HEIGHT)
        self.detail_text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)

        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(2 * SPACING)
        for button in (self.details, *self.ways_out):
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons.addStretch(1)
        self._words_and_buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words_and_buttons.setSpacing(2 * SPACING)
        self._words_and_buttons.addWidget(self.sentence, 1)
        self._words_and_buttons.addLayout(self._buttons)
        line = QHBoxLayout()
        line.setSpacing(2 * SPACING)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._words_and_buttons, 1)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, SPACING, 3 * SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addLayout(line)
        column.addWidget(self.detail_text)

        self.details.toggled.connect(self.detail_text.setVisible)
        self.close_button.clicked.connect(self.dismissed)
        for number, button in enumerate(self.ways_out):
            button.clicked.connect(lambda _=False, number=number: self.acted.emit(self._actions[number]))
        self.hide()

    @property
    def way_out(self) -> QPushButton:
        """The button of the first action."""
        return self.ways_out[0]

    def show_banner(self, banner: Banner | None) -> None:
        """Show ``banner``, or nothing."""
        if banner is None:
            self.hide()
            return
        self.setProperty("kind", banner.kind)
        self.style().unpolish(self)
        self.style().polish(self)
        bind_icon(self._icon, "info" if banner.kind == "info" else "warning")
        self.sentence.setText(banner.text)
        self.sentence.setAccessibleName(banner.text)
        self.setAccessibleName(banner.text)
        self._actions = banner.actions
        words: dict[BannerAction, str] = {
            "wait": self.tr("Wait"),
            "restart-engine": self.tr("Restart the engine"),
            "smaller-size": self.tr("Use the smaller size"),
            "lower-rate": self.tr("Lower the learning rate"),
            "reset": self.tr("Reset"),
            "try-again": self.tr("Try again"),
        }
        for number, button in enumerate(self.ways_out):
            button.setVisible(number < len(banner.actions))
            if number < len(banner.actions):
                button.setText(words[banner.actions[number]])
        self.details.setVisible(bool(banner.detail))
        self.details.setChecked(False)
        self.detail_text.setPlainText(banner.detail)
        self.detail_text.hide()
        self._arrange()
        self.show()
        self._announce(banner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the buttons beside the sentence where that leaves it enough of the bar, and below it otherwise.

        In the narrowest bar they stand one below the other.
        """
        shown = [each for each in (self.details, *self.ways_out) if not each.isHidden()]
        beside = sum(each.sizeHint().width() + 2 * SPACING for each in shown)
        frame = self._icon.sizeHint().width() + self.close_button.sizeHint().width() + 10 * SPACING
        for layout, is_wide in (
            (self._words_and_buttons, not shown or self.width() - beside >= _LEAST_SENTENCE),
            (self._buttons, self.width() - beside >= frame),
        ):
            way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
            if layout.direction() != way:
                layout.setDirection(way)

    def _announce(self, banner: Banner) -> None:
        if not QAccessible.isActive():
            return
        event = QAccessibleAnnouncementEvent(self, banner.text)
        urgent = banner.kind == "error"
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)
