"""Persistent settings of the window: geometry, layout, theme, language and recent files.

Stored by QSettings, one key each. The key of the layout contains a version, so that a layout saved for an older set
of docks is ignored. ``VIZAPP_SETTINGS`` names another file, see :mod:`vizapp.settings_folder`.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize

from vizapp.gui.text_size import PERCENTS, USUAL
from vizapp.gui.tokens import ThemeName
from vizapp.session.state import MAX_RECENT
from vizapp.settings_folder import SETTINGS_VARIABLE
from vizapp.wording.language import LANGUAGES, Language

LAYOUT_VERSION = 1

_GEOMETRY = "window/geometry"
_LAYOUT = f"window/layout-{LAYOUT_VERSION}"
_LAID_OUT = f"window/laid-out-{LAYOUT_VERSION}"
_THEME = "window/theme"
_LANGUAGE = "window/language"
_RECENT = "files/recent"
_FOLDER = "files/folder"
_LEGEND = "canvas/legend"
_LINKED = "canvas/linked"
_FOLDS = "window/folds"
_TEXT = "window/text"
_LOUPE = "canvas/loupe"
_RESTORES = "window/restores"
_MOTION = "window/motion"
_TOUR = "lessons/tour"
_DONE = "lessons/done"
_OF_A_WINDOW = frozenset({_GEOMETRY, _LAYOUT, _LAID_OUT, _FOLDS, _RECENT, _FOLDER, _LEGEND, _LINKED})
"""What another window leaves alone that stands in for the person's own one."""


_ATTEMPT_BYTES = 4096
"""A page of a disk: an empty file could be made on a full one."""
_DIGITS = 6
"""No side of a window is a million pixels long."""


class Settings:
    """The persistent settings as properties. An unreadable value counts as not set."""

    def __init__(self) -> None:
        self._store: QSettings | _Apart = _stored()

    def apart(self) -> Settings:
        """Return settings that begin as these, whose window and files are remembered no longer than they last."""
        settings = Settings()
        settings._store = _Apart(_stored())
        return settings

    @property
    def offers_tour(self) -> bool:
        """Whether the short tour is to be offered: at the first start, until it is answered."""
        value = self._store.value(_TOUR)
        return value == "open" or (value is None and not self.path.exists())

    def keep_tour(self, answered: bool) -> None:
        """Remember that the short tour was offered, or that this was answered."""
        self._store.setValue(_TOUR, "answered" if answered else "open")
        self._store.sync()

    @property
    def lessons_done(self) -> frozenset[str]:
        """The ids of the lessons of which every step was done."""
        value = self._store.value(_DONE)
        return frozenset(value.split() if isinstance(value, str) else ())

    def keep_lesson_done(self, name: str) -> None:
        """Remember that every step of a lesson was done; those that another window has noted since stay."""
        self._store.sync()
        self._store.setValue(_DONE, " ".join(sorted(self.lessons_done | {name})))
        self._store.sync()

    @property
    def path(self) -> Path:
        """The path of the settings file, which need not exist yet."""
        return Path(self._store.fileName())

    @property
    def geometry(self) -> QByteArray | None:
        return self._bytes(_GEOMETRY)

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue(_GEOMETRY, value)

    @property
    def layout(self) -> QByteArray | None:
        """The layout of docks and tool bars, as QMainWindow.saveState returns it."""
        return self._bytes(_LAYOUT)

    @layout.setter
    def layout(self, value: QByteArray) -> None:
        self._store.setValue(_LAYOUT, value)

    @property
    def laid_out(self) -> tuple[QSize, frozenset[str]] | None:
        """The size of the window that the layout is of, and the names of the panels that were folded in it."""
        value = self._store.value(_LAID_OUT)
        match value.split() if isinstance(value, str) else []:
            case [width, height, *folded] if _is_length(width) and _is_length(height):
                return QSize(int(width), int(height)), frozenset(folded)
        return None

    @laid_out.setter
    def laid_out(self, value: tuple[QSize, Iterable[str]]) -> None:
        size, folded = value
        self._store.setValue(_LAID_OUT, " ".join((str(size.width()), str(size.height()), *folded)))

    @property
    def theme(self) -> ThemeName | None:
        """The chosen theme; None follows the system."""
        value = self._store.value(_THEME)
        return value if value in ("dark", "light") else None

    @theme.setter
    def theme(self, value: ThemeName | None) -> None:
        self._store.setValue(_THEME, value or "system")

    @property
    def language(self) -> Language | None:
        """The chosen language; None follows the system."""
        value = self._store.value(_LANGUAGE)
        return next((name for name in LANGUAGES if name == value), None)

    @language.setter
    def language(self, value: Language | None) -> None:
        self._store.setValue(_LANGUAGE, value or "system")

    @property
    def reduces_motion(self) -> bool:
        """Whether nothing moves by itself whatever the system says; False, which follows the system, by default."""
        return self._store.value(_MOTION) == "reduced"

    @reduces_motion.setter
    def reduces_motion(self, value: bool) -> None:
        self._store.setValue(_MOTION, "reduced" if value else "system")

    @property
    def text_percent(self) -> int:
        """How large text is, in percent of its usual size: one of those that can be chosen."""
        value = self._store.value(_TEXT)
        return next((percent for percent in PERCENTS if str(percent) == str(value)), USUAL)

    @text_percent.setter
    def text_percent(self, value: int) -> None:
        self._store.setValue(_TEXT, value)

    @property
    def recent(self) -> tuple[str, ...]:
        """Absolute paths of recently opened files, newest first."""
        value = self._store.value(_RECENT)
        if isinstance(value, str):  # an INI file stores a list of one as a plain value
            value = [value]
        if not isinstance(value, list):
            return ()
        return tuple(path for path in value if isinstance(path, str) and path)[:MAX_RECENT]

    @recent.setter
    def recent(self, value: Iterable[str]) -> None:
        """Add these files in front; files that another window has added since are kept after them.

        An empty value clears the list.
        """
        newest, *others = list(value) or [""]
        if not newest:
            self._store.setValue(_RECENT, [])
            return
        self._store.sync()
        merged = dict.fromkeys((newest, *self.recent, *others))
        self._store.setValue(_RECENT, list(merged)[:MAX_RECENT])
        self._store.sync()

    @property
    def folder(self) -> str:
        """The initial folder of the open dialog: that of the last opened file, or the home folder."""
        value = self._store.value(_FOLDER)
        return value if isinstance(value, str) and Path(value).is_dir() else str(Path.home())

    @folder.setter
    def folder(self, value: str) -> None:
        self._store.setValue(_FOLDER, value)

    @property
    def legend_folded(self) -> bool | None:
        """Whether the user has folded (True) or unfolded the legend; None decides by the available room."""
        value = self._store.value(_LEGEND)
        return value == "folded" if value in ("folded", "unfolded") else None

    @legend_folded.setter
    def legend_folded(self, value: bool | None) -> None:
        self._store.setValue(_LEGEND, "" if value is None else "folded" if value else "unfolded")

    @property
    def loupe(self) -> str:
        """What was chosen about the loupe, in words of :mod:`vizapp.gui.canvas.loupe_choice`; "" for nothing."""
        value = self._store.value(_LOUPE)
        return value if isinstance(value, str) else ""

    @loupe.setter
    def loupe(self, value: str) -> None:
        self._store.setValue(_LOUPE, value)

    @property
    def folds(self) -> Mapping[str, bool]:
        """Whether a panel was folded (True) or unfolded by hand, by its name and how much room there was for it."""
        value = self._store.value(_FOLDS)
        entries = value.split() if isinstance(value, str) else []
        found = (entry.rpartition("=") for entry in entries)
        return {name: how == "folded" for name, _, how in found if name and how in ("folded", "unfolded")}

    @folds.setter
    def folds(self, value: Mapping[str, bool]) -> None:
        entries = (f"{name}={'folded' if folded else 'unfolded'}" for name, folded in value.items())
        self._store.setValue(_FOLDS, " ".join(entries))

    @property
    def views_linked(self) -> bool:
        """Whether both pictures zoom and move together; True by default."""
        return self._store.value(_LINKED) != "no"

    @views_linked.setter
    def views_linked(self, value: bool) -> None:
        self._store.setValue(_LINKED, "yes" if value else "no")

    @property
    def restores_session(self) -> bool:
        """Whether the next window goes on where this one is when it is closed; True by default."""
        return self._store.value(_RESTORES) != "no"

    @restores_session.setter
    def restores_session(self, value: bool) -> None:
        self._store.setValue(_RESTORES, "yes" if value else "no")

    def save(self) -> None:
        """Write the settings to the file now."""
        self._store.sync()

    @property
    def failed(self) -> bool:
        """Whether they could not be written at some time; what was set is tried again when something else is set."""
        return self._store.status() == QSettings.Status.AccessError

    def why_not_written(self) -> OSError | None:
        """Return why the file cannot be written, or None if it can, after an attempt to write beside it.

        The file itself is not changed.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.path.parent) as beside:
                beside.write(bytes(_ATTEMPT_BYTES))
            if self.path.exists():
                self.path.open("r+b").close()
        except OSError as error:
            return error
        return None

    def _bytes(self, key: str) -> QByteArray | None:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None


def _is_length(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= _DIGITS


def _stored() -> QSettings:
    path = os.environ.get(SETTINGS_VARIABLE)
    if path:
        return QSettings(path, QSettings.Format.IniFormat)
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "vizapp", "vizapp")


class _Apart:
    """A store that keeps what belongs to one window to itself, and passes on the rest."""

    def __init__(self, store: QSettings) -> None:
        self._store = store
        self._own: dict[str, object] = {}

    def value(self, key: str) -> object:
        return self._own[key] if key in self._own else self._store.value(key)

    def setValue(self, key: str, value: object) -> None:
        if key in _OF_A_WINDOW:
            self._own[key] = value
        else:
            self._store.setValue(key, value)

    def sync(self) -> None:
        self._store.sync()

    def fileName(self) -> str:
        return self._store.fileName()

    def status(self) -> QSettings.Status:
        return self._store.status()
