"""Opening of sources: the file dialog, the clipboard, drops, and the dialog for choosing an array."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.array_dialog import ArrayDialog
from vizapp.gui.deformable.offsets_dialog import OffsetsDialog
from vizapp.gui.drop_highlight import DropHighlight
from vizapp.gui.dropping import DropTarget, Files, content_of, open_content, open_paths
from vizapp.gui.open_dialog import OpenDialog
from vizapp.gui.panels.setup_judged import JudgedSection
from vizapp.gui.panels.setup_network import NetworkSection
from vizapp.gui.panels.setup_unseen import UnseenSection
from vizapp.gui.settings import Settings
from vizapp.gui.shown import Shown
from vizapp.lessons.lesson import LESSON_SUFFIX
from vizapp.problem import Problem
from vizapp.session.session import Session
from vizapp.session.source_state import ArrayChoice, OffsetOffer
from vizapp.session.state import State
from vizapp.sources.formats import WEIGHT_SUFFIXES
from vizapp.sources.locations import path_of


class OpenActions(QObject):
    """Opens sources for one window, with non-blocking dialogs."""

    lesson_wanted = Signal(str)
    """The file of a lesson was opened, dropped or pasted."""

    def __init__(self, window: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._array_dialog: ArrayDialog | None = None
        self._choice = Shown(lambda state: state.choice, self._ask)
        self._offsets_dialog: OffsetsDialog | None = None
        self._offer = Shown(lambda state: state.offer, self._ask_about_offsets)
        self._remembered = session.state.recent
        self._highlight = DropHighlight(window)
        self._target = DropTarget(window, self._take_dropped)
        self._target.hovering.connect(self._highlight.show_over)
        self._places: dict[QWidget, str] = {}
        self._target.over_place.connect(self._show_place)

    def accept_drops_on(self, widget: QWidget) -> None:
        """Accept drops on a part that can float as a separate window."""
        self._target.watch(widget)

    def offer_unseen(self, section: UnseenSection) -> None:
        """Let ``section`` choose the unseen picture by a dialog, and take what is dropped on it."""
        section.browse_wanted.connect(self.choose_unseen)
        self._add_place(section, section.take_dropped, self.tr("Drop it to try it there"))

    def offer_judged(self, section: JudgedSection) -> None:
        """Let ``section`` choose what somebody's network has made by a dialog, and take what is dropped on it."""
        section.browse_wanted.connect(self.choose_judged)
        self._add_place(section, section.take_dropped, self.tr("Drop it to measure it"))

    def offer_network(self, section: NetworkSection) -> None:
        """Let ``section`` choose the weights of a network by a dialog, and take what is dropped on it."""
        section.browse_wanted.connect(self.choose_network)
        self._add_place(section, section.take_dropped, self.tr("Drop it to look into the network"))

    def _add_place(self, place: QWidget, take: Callable[[QMimeData], None], words: str) -> None:
        self._places[place] = words
        self._target.add_place(place, take)

    def _show_place(self, place: QWidget | None) -> None:
        self._highlight.show_place(place, "" if place is None else self._places[place])

    def choose_file(self) -> None:
        """Open the file dialog, in which several files of arrays that belong together can be chosen."""
        title = self.tr("Open an image, a feature map, offsets or an experiment")
        dialog = self._file_dialog("openDialog", title, experiments=True)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._open_paths)
        dialog.open()

    def choose_unseen(self) -> None:
        """Open the file dialog for the picture that nothing is trained on."""
        self._ask_for_file(
            "openUnseenDialog", self.tr("Open a picture that nothing is trained on"), self._session.open_unseen_path
        )

    def choose_judged(self) -> None:
        """Open the file dialog for what somebody's network has made of the source."""
        title = self.tr("Open a picture that another network has made of the source")
        self._ask_for_file("openJudgedDialog", title, self._session.open_judged_path)

    def choose_network(self) -> None:
        """Open the file dialog for the weights of a network."""
        dialog = self._file_dialog("openNetworkDialog", self.tr("Open the weights of a network"))
        patterns = " ".join(f"*{suffix}" for suffix in WEIGHT_SUFFIXES)
        dialog.setNameFilters([self.tr("Weights ({suffixes})").format(suffixes=patterns), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._session.open_network_path)
        dialog.open()

    def open_path(self, path: str) -> None:
        """Open a file, and ask what it is if it may hold offsets."""
        self._open_paths([path])

    def choose_lesson(self) -> None:
        """Open the file dialog for a lesson."""
        dialog = self._file_dialog("openLessonDialog", self.tr("Open a lesson"))
        dialog.setNameFilters([self.tr("Lessons ({suffixes})").format(suffixes=f"*{LESSON_SUFFIX}")])
        dialog.fileSelected.connect(self.lesson_wanted)
        dialog.open()

    def _open_paths(self, paths: Sequence[str]) -> None:
        if not self._is_lesson(paths):
            open_paths(paths, self._session)

    def _is_lesson(self, paths: Sequence[str]) -> bool:
        """Return whether the first of several files is a lesson, which is then opened."""
        if not paths[0].lower().endswith(LESSON_SUFFIX):
            return False
        self.lesson_wanted.emit(paths[0])
        return True

    def _open_content(self, mime: QMimeData, title: str) -> bool:
        content = content_of(mime)
        if isinstance(content, Files) and self._is_lesson(content.paths):
            return True
        return open_content(mime, self._session, title)

    def _ask_for_file(self, name: str, title: str, take: Callable[[str], None]) -> None:
        dialog = self._file_dialog(name, title)
        dialog.fileSelected.connect(take)
        dialog.open()

    def _file_dialog(self, name: str, title: str, *, experiments: bool = False) -> OpenDialog:
        return OpenDialog(name, title, self._settings.folder, self._window, experiments=experiments)

    def paste(self) -> None:
        """Open the content of the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if not self._open_content(mime, self.tr("pasted image")):
            self._session.notify(Problem("clipboard.nothing"), "info", about_opening=True)

    def copy_as_text(self) -> None:
        """Put the experiment on the clipboard as text."""
        text = self._session.shared_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def show_state(self, state: State) -> None:
        """Open the array dialog if a choice is pending, and save the list of recent files."""
        self._choice.follow(state)
        self._offer.follow(state)
        if state.recent != self._remembered:
            self._remembered = self._settings.recent = state.recent
            if state.recent:
                self._settings.folder = str(path_of(state.recent[0]).parent)

    def _ask(self, choice: ArrayChoice | None) -> None:
        if self._array_dialog is not None:
            dialog, self._array_dialog = self._array_dialog, None
            dialog.close()
        if choice is None:
            return
        dialog = ArrayDialog(choice, self._window)
        dialog.chosen.connect(self._session.choose_array)
        dialog.network_wanted.connect(self._session.open_choice_as_network)
        dialog.rejected.connect(self._give_up)
        self._array_dialog = dialog
        dialog.open()

    def _give_up(self) -> None:
        # Not if the dialog is closed because the choice is no longer pending.
        if self._array_dialog is not None:
            self._session.cancel_choice()

    def _ask_about_offsets(self, offer: OffsetOffer | None) -> None:
        if offer is None:
            dialog, self._offsets_dialog = self._offsets_dialog, None
            if dialog is not None:
                dialog.close()
        elif self._offsets_dialog is not None:
            self._offsets_dialog.show_offer(offer)
        else:
            # Where maps are rearranged, an array alone is one, though it may have as many channels as offsets.
            shuffles = self._session.state.experiment.lab == SubpixelSpec.tag()
            map_first = shuffles and len(offer.examination.arrays) == 1
            dialog = self._offsets_dialog = OffsetsDialog(offer, self._window, map_first=map_first)
            dialog.chosen.connect(self._session.examine_offsets)
            dialog.accepted_as.connect(self._session.accept_offsets)
            dialog.declined.connect(self._session.decline_offsets)
            dialog.rejected.connect(self._give_up_offsets)
            dialog.open()

    def _give_up_offsets(self) -> None:
        # Not if the dialog is closed because the question has been answered.
        if self._offsets_dialog is not None:
            self._session.cancel_offsets()

    def _take_dropped(self, mime: QMimeData) -> None:
        self._open_content(mime, self.tr("dropped image"))
        self._window.activateWindow()
