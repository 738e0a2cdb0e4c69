"""Menus with headings between their entries; Qt's own section titles are not drawn under a style sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from vizapp.gui.theme import SPACING


def new_menu(name: str, parent: QWidget) -> QMenu:
    """Return an empty menu that shows the tooltips of its entries."""
    menu = QMenu(parent)
    menu.setObjectName(name)
    menu.setToolTipsVisible(True)
    return menu


def add_heading(menu: QMenu, text: str) -> None:
    """Append a small title that cannot be chosen, below a separator if the menu is not empty."""
    if not menu.isEmpty():
        menu.addSeparator()
    label = QLabel(text.upper(), menu)
    label.setProperty("role", "section-title")
    label.setContentsMargins(10, SPACING, 2 * SPACING, SPACING // 2)
    title = QWidgetAction(menu)
    title.setText(text)
    title.setDefaultWidget(label)
    title.setEnabled(False)
    menu.addAction(title)
