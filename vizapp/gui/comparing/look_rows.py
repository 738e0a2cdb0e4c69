"""The list of looks: the value each has reached, which settings differ from now, and which looks are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from vizapp.gui.comparing.look_view import LookDot
from vizapp.gui.comparing.look_words import look_name
from vizapp.gui.comparing.looks import NOW
from vizapp.gui.theme import SPACING, bind_icon
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label, tabular


@dataclass(frozen=True, slots=True)
class RowTexts:
    """What a row says: what the look is, the value of the metric, and the settings that differ from those of now."""

    key: str
    title: str
    value: str
    differs: str


class _Row(QFrame):
    """One look."""

    def __init__(self, key: str, toggled: Callable[[], None], remove: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"lookRow-{key}")
        name = look_name(key)
        self.box = QCheckBox(name, self)
        self.box.setObjectName(f"lookShown-{key}")
        self.box.setChecked(True)
        self.box.setAccessibleName(self.tr("Show {name}").format(name=name))
        self.box.setToolTip(plain_tooltip(self.tr("Show it beside the others.")))
        self.box.toggled.connect(lambda _: toggled())
        self.title = QLabel(self)
        self.value = QLabel(self)
        self.differs = muted_label("", self)
        for label in (self.title, self.value, self.differs):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(tabular(label.font()))
            label.setWordWrap(label is not self.value)
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACING, SPACING // 2, SPACING, SPACING // 2)
        grid.setHorizontalSpacing(2 * SPACING)
        grid.setVerticalSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(LookDot(key, self), 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.box, 0, 1)
        grid.addWidget(self.title, 0, 2)
        grid.addWidget(self.value, 0, 3, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.differs, 1, 2, 1, 2, top)
        grid.setColumnStretch(2, 1)
        self.gone = QToolButton(self)
        self.gone.setObjectName(f"lookGone-{key}")
        self.gone.setAccessibleName(self.tr("Put {name} away").format(name=name))
        self.gone.setToolTip(plain_tooltip(self.tr("Keep it no longer.")))
        bind_icon(self.gone, "close")
        self.gone.clicked.connect(lambda: remove(key))
        policy = self.gone.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that the values stand in a column
        self.gone.setSizePolicy(policy)
        self.gone.setVisible(key != NOW)
        grid.addWidget(self.gone, 0, 4, 2, 1, top)

    def show_texts(self, texts: RowTexts) -> None:
        for label, text in ((self.title, texts.title), (self.value, texts.value), (self.differs, texts.differs)):
            if label.text() != text:
                label.setText(text)
        self.differs.setVisible(bool(texts.differs))


class LookRows(QScrollArea):
    """One row for what is on show now, and one for each kept look."""

    toggled = Signal()
    """The person has changed which looks are shown."""
    removed = Signal(str)
    """The person wants to remove the look with this key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lookRows")
        self.setAccessibleName(self.tr("Looks"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keys, and is scrolled to
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(self._holder)
        self._rows: dict[str, _Row] = {}

    @property
    def checked(self) -> tuple[str, ...]:
        """The keys of the looks that are to be shown, in their order."""
        return tuple(key for key, row in self._rows.items() if row.box.isChecked())

    def show_rows(self, rows: Sequence[RowTexts], *, can_choose: bool) -> None:
        """Show these rows; the boxes that choose the looks are enabled only while looks stand side by side."""
        wanted = {row.key for row in rows}
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.deleteLater()
        for index, texts in enumerate(rows):
            if texts.key not in self._rows:
                row = self._rows[texts.key] = _Row(texts.key, self.toggled.emit, self.removed.emit, self._holder)
                self._column.insertWidget(index, row)
            self._rows[texts.key].show_texts(texts)
            self._rows[texts.key].box.setEnabled(can_choose)
        self._rows = {texts.key: self._rows[texts.key] for texts in rows}

    def check(self, key: str, on: bool) -> None:
        """Check the box of a look without a signal."""
        with QSignalBlocker(self._rows[key].box):
            self._rows[key].box.setChecked(on)
