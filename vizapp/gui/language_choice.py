"""The choice of the language: English, Chinese, or the system's."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QActionGroup

from vizapp.gui.actions import Actions
from vizapp.gui.settings import Settings
from vizapp.gui.translators import system_language, translators_of
from vizapp.wording.language import LANGUAGES, Language, language


class LanguageChoice(QObject):
    """Connects the language actions to the translators and to the settings."""

    switched = Signal()
    """Texts are in another language from now on; those of widgets that exist already are as they were."""

    def __init__(self, actions: Actions, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        group = QActionGroup(self)
        names: tuple[Language | None, ...] = (None, *LANGUAGES)
        self._actions = {name: actions[f"{name or 'system'}LanguageAction"] for name in names}
        for name, action in self._actions.items():
            group.addAction(action)
            action.triggered.connect(lambda _=False, name=name: self.choose(name))
        self._actions[settings.language].setChecked(True)

    def choose(self, name: Language | None) -> None:
        """Use the language ``name`` from now on; None follows the system."""
        self._settings.language = name
        self._actions[name].setChecked(True)
        app, wanted = QCoreApplication.instance(), name or system_language()
        if app is not None and wanted != language():
            translators_of(app).use(wanted)
            self.switched.emit()
