"""Overrides of every kind that raise, for a process of its own: ``guard_trials.py KIND`` prints what was reported.

Each kind is tried with each mistake twice. Without the guard, the process dies of most of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QCloseEvent, QMouseEvent, QPainter, QPainterPath, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDoubleSpinBox,
    QGraphicsObject,
    QGraphicsScene,
    QGraphicsView,
    QPushButton,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from vizapp.gui.guard import install_guard

MISTAKES: dict[str, Callable[[], object]] = {
    "IndexError": lambda: [][1],
    "ZeroDivisionError": lambda: 1 / 0,
    "ValueError": lambda: int("x"),
    "KeyError": lambda: {}["a"],
}
NONE = QModelIndex()
mistake: Callable[[], object] = lambda: None  # noqa: E731  replaced for each trial
KINDS: dict[str, Callable[[], object]] = {}


def kind(trial: Callable[[], object]) -> Callable[[], object]:
    KINDS[trial.__name__] = trial
    return trial


def send(target: QObject, event: QEvent | None = None) -> None:
    QCoreApplication.sendEvent(target, event or QEvent(QEvent.Type.User))


def shown(widget: QWidget) -> QWidget:
    widget.resize(120, 90)
    widget.show()
    widget.grab()
    widget.grab()
    QApplication.processEvents()
    return widget


def press() -> QMouseEvent:
    place, button = QPointF(1, 1), Qt.MouseButton.LeftButton
    return QMouseEvent(QEvent.Type.MouseButtonPress, place, place, button, button, Qt.KeyboardModifier.NoModifier)


# Widgets ------------------------------------------------------------------------------------------------------


class Widget(QWidget):
    """What is named in ``raises`` raises; the rest is Qt's."""

    __module__ = "vizapp.gui.trials"

    def __init__(self, raises: str) -> None:
        super().__init__()
        self._raises = raises

    def _try(self, name: str) -> None:
        if name == self._raises:
            mistake()

    def paintEvent(self, event: Any) -> None:
        painter = QPainter(self)
        painter.save()
        self._try("paintEvent")
        painter.restore()

    def mousePressEvent(self, event: Any) -> None:
        self._try("mousePressEvent")

    def resizeEvent(self, event: Any) -> None:
        self._try("resizeEvent")

    def showEvent(self, event: Any) -> None:
        self._try("showEvent")

    def closeEvent(self, event: Any) -> None:
        self._try("closeEvent")

    def changeEvent(self, event: Any) -> None:
        self._try("changeEvent")

    def sizeHint(self) -> QSize:
        self._try("sizeHint")
        return QSize(30, 30)

    def minimumSizeHint(self) -> QSize:
        self._try("minimumSizeHint")
        return QSize(20, 20)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self._try("event")
        return super().event(event)


@kind
def paintEvent() -> object:
    return shown(Widget("paintEvent"))


@kind
def mousePressEvent() -> object:
    widget = shown(Widget("mousePressEvent"))
    send(widget, press())
    send(widget, press())
    return widget


@kind
def resizeEvent() -> object:
    widget = shown(Widget("resizeEvent"))
    widget.resize(200, 200)
    return widget


@kind
def showEvent() -> object:
    widget = shown(Widget("showEvent"))
    widget.hide()
    widget.show()
    return widget


@kind
def closeEvent() -> object:
    widget = shown(Widget("closeEvent"))
    widget.close()
    send(widget, QCloseEvent())
    return widget


@kind
def changeEvent() -> object:
    widget = shown(Widget("changeEvent"))
    widget.setEnabled(False)
    widget.setEnabled(True)
    return widget


@kind
def sizeHint() -> object:
    return laid_out(Widget("sizeHint"))


@kind
def minimumSizeHint() -> object:
    return laid_out(Widget("minimumSizeHint"))


def laid_out(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(widget)
    shown(holder).adjustSize()
    column.invalidate()
    holder.adjustSize()
    return holder


@kind
def event() -> object:
    widget = shown(Widget("event"))
    send(widget)
    send(widget)
    return widget


class Filter(QObject):
    __module__ = "vizapp.gui.trials"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        mistake()
        return True


@kind
def eventFilter() -> object:
    watched, watcher = QObject(), Filter()
    watched.installEventFilter(watcher)
    send(watched)
    send(watched)
    return watched, watcher


class Dialog(QDialog):
    __module__ = "vizapp.gui.trials"

    def accept(self) -> None:
        mistake()


@kind
def slot_that_is_an_override() -> object:
    dialog, button = Dialog(), QPushButton()
    button.clicked.connect(dialog.accept)
    button.click()
    button.click()
    return dialog, button


@kind
def plain_slots() -> object:
    """These need no guard: PySide reports what they raise, each time."""
    button = QPushButton()
    button.clicked.connect(lambda: mistake())
    button.click()
    return button


# Scenes -------------------------------------------------------------------------------------------------------


class Item(QGraphicsObject):
    __module__ = "vizapp.gui.trials"

    def __init__(self, raises: str) -> None:
        super().__init__()
        self._raises = raises

    def _try(self, name: str) -> None:
        if name == self._raises:
            mistake()

    def boundingRect(self) -> QRectF:
        self._try("boundingRect")
        return QRectF(0, 0, 20, 20)

    def shape(self) -> QPainterPath:
        self._try("shape")
        path = QPainterPath()
        path.addRect(QRectF(0, 0, 20, 20))
        return path

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None = None) -> None:
        painter.save()
        self._try("paint")
        painter.restore()

    def sceneEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UngrabMouse:
            self._try("sceneEvent")
        return super().sceneEvent(event)

    def itemChange(self, change: Any, value: Any) -> Any:
        self._try("itemChange")
        return super().itemChange(change, value)


def in_a_scene(raises: str) -> tuple[QGraphicsScene, Item, QWidget]:
    scene, item = QGraphicsScene(), Item(raises)
    scene.addItem(item)
    view = shown(QGraphicsView(scene))
    for _ in range(2):
        scene.items(QPointF(1, 1))
        item.grabMouse()
        item.ungrabMouse()
        item.setZValue(item.zValue() + 1)
    return scene, item, view


@kind
def item_boundingRect() -> object:
    return in_a_scene("boundingRect")


@kind
def item_shape() -> object:
    return in_a_scene("shape")


@kind
def item_paint() -> object:
    return in_a_scene("paint")


@kind
def item_sceneEvent() -> object:
    return in_a_scene("sceneEvent")


@kind
def item_itemChange() -> object:
    return in_a_scene("itemChange")


class View(QGraphicsView):
    __module__ = "vizapp.gui.trials"

    def drawBackground(self, painter: QPainter, rect: Any) -> None:
        mistake()


@kind
def view_drawBackground() -> object:
    scene = QGraphicsScene(0, 0, 50, 50)
    return scene, shown(View(scene))


# Models and fields --------------------------------------------------------------------------------------------


class Model(QAbstractTableModel):
    __module__ = "vizapp.gui.trials"

    def __init__(self, raises: str) -> None:
        super().__init__()
        self._raises = raises

    def _try(self, name: str) -> None:
        if name == self._raises:
            mistake()

    def rowCount(self, parent: QModelIndex = NONE) -> int:
        self._try("rowCount")
        return 2

    def columnCount(self, parent: QModelIndex = NONE) -> int:
        self._try("columnCount")
        return 2

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        self._try("data")
        return "a"

    def headerData(self, section: int, orientation: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        self._try("headerData")
        return "h"


def in_a_table(raises: str) -> object:
    model, table = Model(raises), QTableView()
    table.setModel(model)
    return shown(table), model


@kind
def model_rowCount() -> object:
    return in_a_table("rowCount")


@kind
def model_columnCount() -> object:
    return in_a_table("columnCount")


@kind
def model_data() -> object:
    return in_a_table("data")


@kind
def model_headerData() -> object:
    return in_a_table("headerData")


class Delegate(QStyledItemDelegate):
    __module__ = "vizapp.gui.trials"

    def __init__(self, raises: str) -> None:
        super().__init__()
        self._raises = raises

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        painter.translate(3, 3)
        if self._raises == "paint":
            mistake()

    def sizeHint(self, option: Any, index: Any) -> QSize:
        if self._raises == "sizeHint":
            mistake()
        return QSize(20, 20)


def with_delegate(raises: str) -> object:
    model, table, delegate = QStandardItemModel(2, 2), QTableView(), Delegate(raises)
    table.setModel(model)
    table.setItemDelegate(delegate)
    shown(table)
    table.resizeRowsToContents()
    table.resizeRowsToContents()
    return table, model, delegate


@kind
def delegate_paint() -> object:
    return with_delegate("paint")


@kind
def delegate_sizeHint() -> object:
    return with_delegate("sizeHint")


class Field(QDoubleSpinBox):
    __module__ = "vizapp.gui.trials"

    def __init__(self, raises: str) -> None:
        self._raises = ""
        super().__init__()
        self._raises = raises

    def _try(self, name: str) -> None:
        if name == self._raises:
            mistake()

    def validate(self, text: str, position: int) -> Any:
        self._try("validate")
        return super().validate(text, position)

    def textFromValue(self, value: float) -> str:
        self._try("textFromValue")
        return super().textFromValue(value)

    def valueFromText(self, text: str) -> float:
        self._try("valueFromText")
        return super().valueFromText(text)

    def fixup(self, text: str) -> str:
        self._try("fixup")
        return super().fixup(text)

    def stepBy(self, steps: int) -> None:
        self._try("stepBy")


def typed_in(raises: str) -> object:
    field = Field(raises)
    shown(field)
    for value in (3, 4):
        field.setValue(value)
        field.lineEdit().insert("1")
        field.interpretText()
        field.lineEdit().setText("")
        field.interpretText()
        field.stepUp()
    return field


@kind
def field_validate() -> object:
    return typed_in("validate")


@kind
def field_textFromValue() -> object:
    return typed_in("textFromValue")


@kind
def field_valueFromText() -> object:
    return typed_in("valueFromText")


@kind
def field_fixup() -> object:
    return typed_in("fixup")


@kind
def field_stepBy() -> object:
    return typed_in("stepBy")


def main() -> None:
    global mistake
    install_guard()
    reported: list[str] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        assert trace is not None
        reported.append(kind.__name__)

    sys.excepthook = hook
    app = QApplication(sys.argv[:1])
    kept = []
    for name in MISTAKES:
        mistake = MISTAKES[name]
        kept.append(KINDS[sys.argv[1]]())
        mistake = lambda: None  # noqa: E731  what follows is not tried
    app.processEvents()
    print(json.dumps(reported))


if __name__ == "__main__":
    main()
