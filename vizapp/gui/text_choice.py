"""The choice of the text's size: by Ctrl + and −, kept in the settings; presenting enlarges it further."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from vizapp.gui.actions import Actions
from vizapp.gui.settings import Settings
from vizapp.gui.text_size import PERCENTS, PRESENTING, USUAL
from vizapp.gui.theme import set_text_scale


class TextChoice(QObject):
    """Connects the actions for the text's size to it and to the settings."""

    def __init__(self, actions: Actions, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._larger, self._smaller = actions["largerTextAction"], actions["smallerTextAction"]
        self._usual = actions["usualTextAction"]
        self._presents = False
        self._larger.triggered.connect(lambda: self._step(1))
        self._smaller.triggered.connect(lambda: self._step(-1))
        self._usual.triggered.connect(lambda: self._choose(USUAL))
        self._apply()

    def set_presenting(self, presents: bool) -> None:
        """Enlarge all text by what presenting enlarges it, or no longer."""
        self._presents = presents
        self._apply()

    def _step(self, step: int) -> None:
        chosen = PERCENTS.index(self._settings.text_percent) + step
        if 0 <= chosen < len(PERCENTS):
            self._choose(PERCENTS[chosen])

    def _choose(self, percent: int) -> None:
        self._settings.text_percent = percent
        self._apply()

    def _apply(self) -> None:
        percent = self._settings.text_percent
        self._larger.setEnabled(percent < PERCENTS[-1])
        self._smaller.setEnabled(percent > PERCENTS[0])
        self._usual.setEnabled(percent != USUAL)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            set_text_scale(app, percent / 100 * (PRESENTING if self._presents else 1.0))
