"""Every text that the window shows or says: in widgets, menus, tables and tool tips, and painted on pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QMenu, QWidget

_OF_WIDGETS = (
    "text",
    "toolTip",
    "accessibleName",
    "accessibleDescription",
    "windowTitle",
    "placeholderText",
    "title",
    "suffix",
    "prefix",
    "specialValueText",
)
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_MOST_ROWS = 30


class ShownTexts:
    """Collects texts, and where each was seen first."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def hear_painters(self) -> None:
        """Collect from now on what is painted; until the process ends."""
        for kind, name in ((QPainter, "drawText"), (QPainterPath, "addText")):
            setattr(kind, name, self._heard(getattr(kind, name)))

    def _heard(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: object) -> Any:
            for each in arguments:
                self._add(each, "painted")
            return method(*arguments)

        return called

    def look(self, window: QWidget) -> None:
        """Collect what the widgets of the application, and the actions and menus of ``window``, say now."""
        for widget in QApplication.allWidgets():
            where = f"{type(widget).__name__} {widget.objectName()}"
            for name in _OF_WIDGETS:
                method = getattr(widget, name, None)
                if callable(method):
                    try:
                        self._add(method(), f"{where} {name}")
                    except TypeError:  # a method of another meaning, which wants arguments
                        continue
            if isinstance(widget, QComboBox | QAbstractItemView):
                self._add_model(widget.model(), where)
        for menu in window.findChildren(QMenu):
            menu.aboutToShow.emit()
        for action in (*window.actions(), *(each for menu in window.findChildren(QMenu) for each in menu.actions())):
            self._add(action.text(), f"action {action.objectName()}")
            self._add(action.toolTip(), f"action {action.objectName()} toolTip")

    def _add_model(self, model: QAbstractItemModel | None, where: str) -> None:
        if model is None:
            return
        for column in range(model.columnCount()):
            self._add(model.headerData(column, Qt.Orientation.Horizontal), where)
            for row in range(min(model.rowCount(), _MOST_ROWS)):
                for role in _ROLES:
                    self._add(model.data(model.index(row, column), role), where)

    def _add(self, text: object, where: str) -> None:
        if isinstance(text, str) and text:
            self.found.setdefault(text, where)


_WORD = re.compile(r"[A-Za-z]{2,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TAG = re.compile(r"<[^>]*>")
_FORMULA = re.compile(r"[\[\]=·]")
"""What stands in formulas, whose names are those of the code."""
_NAMES = frozenset(
    word
    for line in (
        "PSNR SSIM ICNR CRD DCR DySample PyTorch TensorFlow Lanczos px dB nat NaN BT ITU RMS CC NASA conv ch fy fx",
        "sigmoid softmax Ctrl Shift Esc Tab Alt Home End Page Up Down Delete Space MiB GiB KiB CPU GPU CUDA MPS",
        "vizapp numpy torch torchvision spandrel astronaut coffee camera brick arange one to sixteen",
        "png npy npz pt pth safetensors csv json SVG PDF PNG GIF APNG WebP CSV JSON Markdown English",
        "Lav Varshney Rachel Michetti Textures",
    )
    for word in line.split()
)

_IN_ENGLISH_ON_PURPOSE = frozenset(["Show all texts in English"])


def english_left(texts: dict[str, str]) -> list[str]:
    """Return the texts that are English in a Chinese window, with where they were seen.

    These are those with words that are no names and without a Chinese character, or with three or more such words.
    """
    left = []
    for text, where in texts.items():
        if text in _IN_ENGLISH_ON_PURPOSE:
            continue
        words = [word for word in _WORD.findall(_TAG.sub("", text)) if word not in _NAMES]
        is_formula = bool(_FORMULA.search(text)) and not _CHINESE.search(text)
        if words and not is_formula and (len(words) >= 3 or not _CHINESE.search(text)):
            left.append(f"{where}: {text!r}")
    return left
