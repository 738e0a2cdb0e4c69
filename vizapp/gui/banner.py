"""The banner above the pictures: a message, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
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

        line = QHBoxLayout()
        line.setSpacing(2 * SPACING)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        for button in self.ways_out:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
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
            "restart-engine": self.tr("Restart the engine"),
            "smaller-size": self.tr("Use the smaller size"),
            "lower-rate": self.tr("Lower the learning rate"),
            "reset": self.tr("Reset"),
        }
        for number, button in enumerate(self.ways_out):
            button.setVisible(number < len(banner.actions))
            if number < len(banner.actions):
                button.setText(words[banner.actions[number]])
        self.details.setVisible(bool(banner.detail))
        self.details.setChecked(False)
        self.detail_text.setPlainText(banner.detail)
        self.detail_text.hide()
        self.show()
        self._announce(banner)

    def _announce(self, banner: Banner) -> None:
        if not QAccessible.isActive():
            return
        event = QAccessibleAnnouncementEvent(self, banner.text)
        urgent = banner.kind == "error"
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)
