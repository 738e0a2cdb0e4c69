"""The dialog for choosing an array of a file that holds several."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.network_weights import looks_like_weights
from vizapp.session.source_state import ArrayChoice
from vizapp.wording.quantities import shape_words

_SEARCHABLE_FROM = 10
_ROW_HEIGHT = 26


class ArrayDialog(QDialog):
    """Lists the arrays of a file; arrows and Return choose, Escape cancels. Show it with ``open()``."""

    chosen = Signal(str)
    network_wanted = Signal()
    """The file is to be opened as the weights of a network, and none of its arrays as a map."""

    def __init__(self, choice: ArrayChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("arrayDialog")
        self.setWindowTitle(self.tr("Choose an array"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.choice = choice
        file_name = choice.path.replace("\\", "/").rpartition("/")[2]
        asked = self.tr("{name} holds {count} arrays that can be opened. Which one should be?")
        is_network = looks_like_weights([(name, shape) for name, shape, _ in choice.entries])
        if is_network:
            asked = self.tr(
                "{name} seems to hold the weights of a network; {count} of its arrays can also be opened as a map. "
                "Open it as a network, or one of the arrays?"
            )
        question = QLabel(asked.format(name=file_name, count=len(choice.entries)), self)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWordWrap(True)
        self.network = QPushButton(self.tr("Open as a network"), self)
        self.network.setObjectName("openAsNetwork")
        self.network.setAccessibleName(self.tr("Open the file as the weights of a network"))
        self.network.setToolTip(
            plain_tooltip(
                self.tr(
                    "The arrays look like weights: the network reads the picture, and its pixel shuffles are shown."
                )
            )
        )
        self.network.setAutoDefault(False)
        self.search = QLineEdit(self)
        self.search.setObjectName("arraySearch")
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search among the arrays"))
        self.search.setClearButtonEnabled(True)
        self.search.setVisible(len(choice.entries) >= _SEARCHABLE_FROM)
        self.table = QTreeWidget(self)
        self.table.setObjectName("arrayList")
        self.table.setAccessibleName(self.tr("Arrays of the file"))
        self.table.setHeaderLabels([self.tr("Name"), self.tr("Shape"), self.tr("Type")])
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._items = [QTreeWidgetItem([name, shape_words(shape), dtype]) for name, shape, dtype in choice.entries]
        for item in self._items:
            item.setSizeHint(0, QSize(0, _ROW_HEIGHT))
        self.table.addTopLevelItems(self._items)
        header = self.table.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        self._open_button = self.buttons.button(QDialogButtonBox.StandardButton.Open)
        self._open_button.setProperty("role", "primary")
        self._open_button.style().polish(self._open_button)  # the button box has polished it before it had its role
        self._open_button.setDefault(True)
        self.buttons.addButton(self.network, QDialogButtonBox.ButtonRole.ActionRole)
        self.network.setVisible(is_network)  # after it was added, which shows it
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(4 * SPACING, 4 * SPACING, 4 * SPACING, 4 * SPACING)
        column_layout.setSpacing(3 * SPACING)
        for widget in (question, self.search, self.table, self.buttons):
            column_layout.addWidget(widget)
        self.resize(460, 360)

        self.table.setCurrentItem(self._items[0])
        self.search.textChanged.connect(self._filter)
        self.table.itemActivated.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(self._tell)
        self.network.clicked.connect(self.network_wanted)
        self.table.setFocus()

    def _filter(self, text: str) -> None:
        for item in self._items:
            item.setHidden(text.casefold() not in item.text(0).casefold())
        shown = [item for item in self._items if not item.isHidden()]
        self._open_button.setEnabled(bool(shown))
        if shown:
            self.table.setCurrentItem(shown[0])

    def _tell(self) -> None:
        item = self.table.currentItem()
        if item is not None and not item.isHidden():
            self.chosen.emit(item.text(0))
