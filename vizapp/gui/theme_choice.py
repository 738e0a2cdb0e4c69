"""The choice of the theme: light, dark, or the system's."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication

from vizapp.gui.actions import Actions
from vizapp.gui.settings import Settings
from vizapp.gui.theme import ThemeName, apply_theme, current_theme


class ThemeChoice(QObject):
    """Connects the theme actions to the theme and to the settings."""

    def __init__(self, actions: Actions, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        group = QActionGroup(self)
        names: tuple[ThemeName | None, ...] = (None, *get_args(ThemeName))
        self._actions = {name: actions[f"{name or 'system'}ThemeAction"] for name in names}
        for name, action in self._actions.items():
            group.addAction(action)
            action.triggered.connect(lambda _=False, name=name: self.choose(name))
        actions["themeAction"].triggered.connect(self._toggle)
        self._actions[settings.theme].setChecked(True)

    def choose(self, name: ThemeName | None) -> None:
        """Use the theme ``name`` from now on; None follows the system."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, name)
        self._settings.theme = name
        self._actions[name].setChecked(True)

    def _toggle(self) -> None:
        self.choose("light" if current_theme().name == "dark" else "dark")
