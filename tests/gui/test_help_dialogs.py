"""The list of keys says what the keys do."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGridLayout, QLabel
from pytestqt.qtbot import QtBot

from vizapp.gui.actions import Actions
from vizapp.gui.help_dialogs import KeysPage


def _meanings(dialog: KeysPage) -> dict[str, list[str]]:
    """Return the sentences of the list by the key that stands before them, on their line or above."""
    page = dialog.widget()
    grid = page.layout()
    assert isinstance(grid, QGridLayout)
    meanings: dict[str, list[str]] = {}
    key = ""
    for row in range(grid.rowCount()):
        cells = [grid.itemAtPosition(row, column) for column in (0, 1)]
        labels = [cell.widget() if cell is not None else None for cell in cells]
        if all(isinstance(label, QLabel) for label in labels):
            key = labels[0].text() or key
            meanings.setdefault(key, []).append(labels[1].text())
    return meanings


def test_the_arrow_keys_are_told_for_points_chips_and_the_probe(qtbot: QtBot) -> None:
    owner = QObject()
    dialog = KeysPage(Actions(owner))
    qtbot.addWidget(dialog)
    meanings = _meanings(dialog)
    assert meanings["S"] == ["Step"]
    point, chip, handle, otherwise = meanings["Arrow keys"]
    assert "selected point" in point
    assert "selected chip" in chip
    assert "Turn all points" in handle
    assert "probe" in otherwise
    assert "picked pixel" in otherwise


def test_keys_that_are_held_and_those_of_the_wipe_are_told(qtbot: QtBot) -> None:
    owner = QObject()
    dialog = KeysPage(Actions(owner))
    qtbot.addWidget(dialog)
    meanings = _meanings(dialog)
    assert "target" in meanings["O"][0]
    assert "line" in meanings[", and ."][0]
    assert meanings["V"] == ["Wipe"]
