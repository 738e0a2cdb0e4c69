"""Qt's translators: of vizapp's own texts, and of Qt's dialogs and buttons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from vizapp.resource_files import resource_path
from vizapp.wording.catalogue import FILES, NO_CONTEXT
from vizapp.wording.language import Language, language_of, set_language
from vizapp.wording.translation import install_translator

_MOVED = {"QAbstractFileIconProvider": "QFileDialog"}
"""The classes in which Qt's texts stand now, and those in which they are translated."""
_QT_LOCALES: dict[Language, QLocale] = {"zh": QLocale("zh_CN")}


class _OwnTexts(QTranslator):
    """Translates a text within its context, or else as one that stands in a table, which has none."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        for where in (context, NO_CONTEXT):
            if found := super().translate(where, text, disambiguation, n):
                return found
        return None  # as opposed to "", lets Qt ask the next translator


class _QtTexts(QTranslator):
    """Translates Qt's texts, also those that Qt has written otherwise since they were translated.

    Some have an access key now that they had not, and some stand in another class.
    """

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        for where, words in ((context, text), (context, text.replace("&", "")), (_MOVED.get(context, ""), text)):
            if where and (found := super().translate(where, words, disambiguation, n)):
                return found
        return None


class Translators(QObject):
    """The translators that are installed in the application; they belong to it.

    Widgets that exist already keep their texts.
    """

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.setObjectName("translators")
        self._installed: list[QTranslator] = []
        install_translator(QCoreApplication.translate)

    def use(self, name: Language) -> None:
        """Translate into the language ``name`` from now on."""
        for old in self._installed:
            QCoreApplication.removeTranslator(old)
            old.deleteLater()
        self._installed = []
        if name in FILES:
            # The translator that is installed last is asked first.
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            qt = _QtTexts(self)
            qt.load(_QT_LOCALES[name], "qtbase", "_", folder)
            own = _OwnTexts(self)
            own.load(str(resource_path("translations", f"{FILES[name]}.qm")))
            self._installed = [qt, own]
            for each in self._installed:
                QCoreApplication.installTranslator(each)
        set_language(name)


def system_language() -> Language:
    """Return the language that the system shows its windows in, as far as it is one of vizapp's."""
    return language_of(next(iter(QLocale.system().uiLanguages()), ""))


def translators_of(app: QCoreApplication) -> Translators:
    """Return the translators of the application, which are made when they are first wanted."""
    found = app.findChild(Translators, "translators")
    return Translators(app) if found is None else found
