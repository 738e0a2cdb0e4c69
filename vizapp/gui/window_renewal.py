"""Another window in the place of one whose language was switched.

All texts are made with their widgets. A new window has every one of them in the new language, which no list of texts
to change could promise; the session, its engine and what was kept for comparison go on in it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QTimer

from vizapp.gui.comparing.sight import show_sight, sight_of
from vizapp.gui.kept_layout import layout_of, restore_layout
from vizapp.gui.main_window import MainWindow


def renewed(old: MainWindow) -> MainWindow:
    """Return a window that goes on with the session of ``old``, laid out and zoomed as it; ``old`` is deleted."""
    gc.unfreeze()  # the old window need not stay until the process ends
    layout = layout_of(old, old.folding)
    sights = sight_of(old.canvases.input), sight_of(old.canvases.output)
    was_shown = old.isVisible()
    new = MainWindow(old.session, old.settings, old.labs, follows=True, desk=old.way_to_lessons.desk_of_lesson)
    new.setWindowState(old.windowState())
    restore_layout(new, new.folding, layout, geometry=True)
    for canvas, sight in zip((new.canvases.input, new.canvases.output), sights, strict=True):
        show_sight(canvas, sight)
    new.comparing.take_over(old.comparing.looks)
    if old.session_keeper is not None:
        new.session_keeper = old.session_keeper
        new.session_keeper.move_to(new, new.folding, new.presenter.layout)
        old.session_keeper = None
    old.way_to_lessons.hand_to(new.way_to_lessons)
    if was_shown:
        new.show()
    old.leave()
    old.deleteLater()
    # Once the old window is deleted: what is frozen before would stay until the process ends.
    QTimer.singleShot(0, new, _freeze)
    return new


def _freeze() -> None:
    """Collect what is left of the old window, and look through the new one no more."""
    gc.collect()
    gc.freeze()
