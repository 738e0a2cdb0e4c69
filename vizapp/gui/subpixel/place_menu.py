"""What can be done at a place of the sub-pixel lab's pictures, with a tile and with a chip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.gui.canvas.menu_entries import MenuEntry
from vizapp.session.state import State


def pick_menu(state: State, pick: Callable[[], None]) -> list[MenuEntry]:
    """Return that a pixel can be picked, where that is so."""
    spec = state.experiment.spec_of(SubpixelSpec)
    if state.configured is None or isinstance(spec.task, OverlapSpec):
        return []
    return [MenuEntry("pickPixel", QCoreApplication.translate("PlaceMenu", "Pick this pixel"), pick)]
