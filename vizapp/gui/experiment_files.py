"""Saving the experiment to a file, and the questions that opening one may raise."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from vizapp.gui.experiment_dialog import ExperimentDialog
from vizapp.gui.open_dialog import OpenDialog
from vizapp.gui.settings import Settings
from vizapp.gui.shown import Shown
from vizapp.session.experiment_state import ExperimentQuestion, Kept, Replacing
from vizapp.session.session import Session
from vizapp.session.state import State
from vizapp.sources.locations import path_of
from vizapp.sources.regular_files import display_folder, display_name
from vizapp.wording.problems import sentence

_PREVIEW = QSize(640, 320)
"""The most pixels of the preview in a file."""


@dataclass(slots=True)
class _AfterSaving:
    """What is opened once the experiment is saved.

    Attributes:
        path: of the file to open.
        kept: the file that the experiment was in before.
        has_begun: whether it is being written.
    """

    path: str
    kept: Kept | None
    has_begun: bool = False


class ExperimentFiles(QObject):
    """Saves the experiment of one window, with non-blocking dialogs."""

    def __init__(self, window: QWidget, session: Session, settings: Settings, pictures: QWidget) -> None:
        """``pictures`` is the part of the window that a file's preview shows."""
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._pictures = pictures
        self._then: _AfterSaving | None = None
        self._asked: QMessageBox | None = None
        self._question = Shown(lambda state: state.question, self._ask_for_source)
        self._replacing = Shown(lambda state: state.replacing, self._ask_about_changes)

    def save(self) -> None:
        """Save to the file that the experiment was saved to or opened from last; ask for one if there is none."""
        kept = self._session.state.kept
        if kept is None:
            self.save_as()
        else:
            self._save(kept.path, kept.inside)

    def save_as(self) -> None:
        """Ask for a file, and save to it."""
        dialog = ExperimentDialog(self._session.state, self._settings.folder, self._window)
        dialog.chosen.connect(self._save)
        dialog.rejected.connect(self._forget_what_follows)
        dialog.open()

    def show_state(self, state: State) -> None:
        """Ask what there is to ask, and do what waits for the file once that is there."""
        self._question.follow(state)
        self._replacing.follow(state)
        if self._then is not None:
            self._go_on_after(self._then, state)

    def _save(self, path: str, inside: bool) -> None:
        self._settings.folder = str(path_of(path).absolute().parent)
        self._session.save_experiment(path, inside=inside, preview=self._preview())
        if self._session.state.saving is None:  # refused; the session shows the reason
            self._forget_what_follows()

    def _preview(self) -> bytes:
        """Return a small PNG picture of what is on show."""
        picture = self._pictures.grab().toImage()
        picture = picture.scaled(
            _PREVIEW.boundedTo(picture.size()),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know bytes only, Qt both
        return bytes(buffer.data().data())

    def _go_on_after(self, then: _AfterSaving, state: State) -> None:
        if state.kept is not then.kept:  # the file was written since the question
            self._then = None
            self._session.open_experiment(then.path, discard=True)
        elif then.has_begun and state.saving is None:  # writing has failed
            self._then = None
        else:
            then.has_begun = state.saving is not None

    def _forget_what_follows(self) -> None:
        self._then = None

    # Questions ------------------------------------------------------------------------------------------------

    def _ask_about_changes(self, replacing: Replacing | None) -> None:
        self._put_away()
        if replacing is None:
            return
        path = replacing.path
        box = self._box("unsavedDialog", self.tr("Save the changes to this experiment first?"))
        box.setInformativeText(
            self.tr("{name} takes its place, with its own training. What was not saved is gone then.").format(
                name=display_name(path)
            )
        )
        save = box.addButton(self.tr("Save first"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(self.tr("Do not save"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        box.finished.connect(lambda: self._answer_about_changes(box, path, save, discard))
        self._show(box)

    def _answer_about_changes(self, box: QMessageBox, path: str, save: object, discard: object) -> None:
        if box is not self._asked:
            return
        self._asked = None
        clicked = box.clickedButton()
        self._session.keep_changes()
        if clicked is discard:
            self._session.open_experiment(path, discard=True)
        elif clicked is save:
            self._session.pause()  # steps done while it is written would not be in the file
            self._then = _AfterSaving(path, self._session.state.kept)
            self.save()

    def _ask_for_source(self, question: ExperimentQuestion | None) -> None:
        self._put_away()
        if question is None:
            return
        names = {"name": display_name(question.location), "folder": display_folder(question.location)}
        is_missing = question.whereabouts == "missing"
        if is_missing:
            text = self.tr("The picture of this experiment, {name}, is not in {folder} any more.")
        else:
            text = self.tr("The picture of this experiment, {name} in {folder}, was changed since it was saved.")
        box = self._box("sourceQuestionDialog", text.format(**names))
        if is_missing:
            what_to_do = self.tr("Choose where it is now, or another picture in its place.")
        else:
            what_to_do = self.tr("With another picture, what was trained gives other results.")
        if question.problem is not None:  # of the file that was chosen last
            what_to_do = f"{sentence(question.problem)}\n\n{what_to_do}"
        box.setInformativeText(what_to_do)
        choose = box.addButton(self.tr("Choose…"), QMessageBox.ButtonRole.AcceptRole)
        use = None if is_missing else box.addButton(self.tr("Use it as it is"), QMessageBox.ButtonRole.ActionRole)
        cancel = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(choose if use is None else use)
        box.setEscapeButton(cancel)
        box.finished.connect(lambda: self._answer_for_source(box, choose, use))
        self._show(box)

    def _answer_for_source(self, box: QMessageBox, choose: object, use: object) -> None:
        if box is not self._asked:
            return
        self._asked = None
        clicked = box.clickedButton()
        if clicked is choose:
            self._choose_source()
        elif use is not None and clicked is use:
            self._session.use_source_as_it_is()
        else:
            self._session.cancel_experiment()

    def _choose_source(self) -> None:
        title = self.tr("Where is the picture now?")
        dialog = OpenDialog("locateSourceDialog", title, self._settings.folder, self._window)
        dialog.fileSelected.connect(self._session.locate_source)
        dialog.rejected.connect(self._session.cancel_experiment)
        dialog.open()

    def _box(self, name: str, text: str) -> QMessageBox:
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("vizapp"), text, parent=self._window)
        box.setObjectName(name)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return box

    def _show(self, box: QMessageBox) -> None:
        self._asked = box
        box.open()

    def _put_away(self) -> None:
        """Close a question that is answered in another way."""
        if self._asked is not None:
            box, self._asked = self._asked, None
            box.close()
