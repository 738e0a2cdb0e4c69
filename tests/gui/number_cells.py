"""Where numbers stand in a table of groups of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from vizapp.gui.widgets.number_groups import NumberGroups, Place


def where(table: NumberGroups, place: Place) -> QPoint:
    """Return the middle of a number's cell."""
    index = table.numbers.index_of(place)
    assert table.numbers.place_at(index) == place
    return table.visualRect(index).center()
