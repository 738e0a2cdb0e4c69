"""The UNSEEN PICTURE section: the picture that nothing is trained on, and where another one is dropped or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from vizapp.gui.dropping import open_content
from vizapp.gui.gestures import Gestures
from vizapp.gui.panels.opening_as import OpensAs
from vizapp.gui.panels.picture_head import PictureHead
from vizapp.gui.shown import Shown
from vizapp.gui.widgets.rows import HintLabel, Section
from vizapp.session.state import State
from vizapp.wording.problems import sentence
from vizapp.wording.quantities import size_words


@dataclass(frozen=True, slots=True)
class _Words:
    name: str
    size: str = ""
    hint: str = ""
    is_own: bool = False


class UnseenSection(Section):
    """Thumbnail, name and size, a button that opens another picture, and one that goes back to the bundled one."""

    fields = frozenset({"unseen"})
    browse_wanted = Signal()
    """The user wants to choose a file."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupUnseen", parent)
        self.set_title(self.tr("Unseen picture"))
        self._session = session
        tip = self.tr("What has been learned is tried on this picture. Nothing is ever trained on it.")
        self.head = PictureHead("unseen", tip, self)
        self.browse = QPushButton(self.tr("Browse…"), self.head)
        self.browse.setObjectName("browseUnseen")
        self.browse.setAccessibleName(self.tr("Choose another unseen picture"))
        self.browse.setToolTip(self.tr("Choose another picture that nothing is trained on; or drop one here."))
        self.head.line.addWidget(self.browse)
        self.add(self.head)
        self.bundled = QPushButton(self.tr("Back to the bundled picture"), self)
        self.bundled.setObjectName("bundledUnseen")
        self.bundled.setProperty("role", "flat")
        self.bundled.setAccessibleName(self.bundled.text())
        self.bundled.setToolTip(self.tr("Use a bundled photograph, another one than the source."))
        self.add(self.bundled)
        self.problem = HintLabel(self)
        self.problem.setObjectName("unseenProblem")
        self.add(self.problem)
        self.setAccessibleDescription(tip)
        self.browse.clicked.connect(self.browse_wanted)
        self.bundled.clicked.connect(session.use_bundled_unseen)
        self._parts: tuple[Shown[Any], ...] = (
            Shown(lambda state: state.unseen.loaded, self.head.thumbnail.show_source),
            Shown(self._resolve, self._show),
        )

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def take_dropped(self, mime: QMimeData) -> None:
        """Make what was dropped on this section the unseen picture."""
        session = self._session
        opens = OpensAs(session, session.open_unseen_path, session.open_unseen_bytes, session.open_unseen_pixels)
        open_content(mime, opens, self.tr("dropped image"))

    def _resolve(self, state: State) -> _Words:
        unseen, is_own = state.unseen, state.experiment.unseen is not None
        if unseen.problem is not None:
            hint = self.tr("Nothing is tried on it. {why}").format(why=sentence(unseen.problem))
            return _Words(self.tr("not there"), hint=hint, is_own=is_own)
        if unseen.loaded is None:
            name = self.tr("Reading {name}…").format(name=unseen.name) if unseen.name else ""
            return _Words(name, is_own=is_own)
        loaded = unseen.loaded
        fits = state.reported is None or state.reported.unseen is not None
        hint = "" if fits or not is_own else self.tr("It does not fit: it must have as many channels as the source.")
        return _Words(loaded.name, size_words(loaded.height, loaded.width), hint, is_own)

    def _show(self, words: _Words) -> None:
        self.head.show_words(words.name, words.size)
        self.bundled.setVisible(words.is_own)
        self.problem.say(words.hint)
