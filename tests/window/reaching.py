"""How a walk comes to what is not in view."""

from __future__ import annotations

from driver import Driver
from PySide6.QtWidgets import QWidget


def reach(driver: Driver, widget: QWidget) -> QWidget:
    """Scroll the setup to a control, and return it."""
    driver.window.setup_panel.scroller.ensureWidgetVisible(widget)
    driver.rest(0.2)
    return widget
