"""The state of the actions: enabled or not, their present text, and why they are disabled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from vizapp.gui.actions import Actions
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.shown import Shown
from vizapp.gui.theme import bind_icon
from vizapp.session.state import State
from vizapp.wording import labels
from vizapp.wording.problems import sentence

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class _Transport:
    """Whether the training's actions do something; ``obstacle`` says why they do not, or is ""."""

    obstacle: str
    running: bool


@dataclass(frozen=True, slots=True)
class _UndoRedo:
    """What can be undone and done again, by the label of the change in English."""

    can_undo: bool
    undo_label: str
    can_redo: bool
    redo_label: str


class _LabAction(NamedTuple):
    """An action that belongs to a lab: whether it does something and is checked, and why it does nothing if not."""

    name: str
    does_something: bool
    checked: bool | None = None
    obstacle: str | None = None


class ActionState:
    """Updates every action of the table for the state."""

    def __init__(self, actions: Actions, labs: Mapping[str, LabUi] = LAB_UIS) -> None:
        self._actions = actions
        self._labs = labs
        self._parts: tuple[Shown[Any], ...] = (
            Shown(lambda state: _Transport(why_no_step(state), state.transport.running), self._show_transport),
            Shown(
                lambda state: _UndoRedo(state.can_undo, state.undo_label, state.can_redo, state.redo_label),
                self._show_undo,
            ),
            Shown(self._resolve_lab_actions, self._show_lab_actions),
            Shown(self._why_no_export, lambda reason: self._show_able("exportOffsetsAction", reason)),
            Shown(self._why_nothing_judged, lambda reason: self._show_able("openJudgedAction", reason)),
            Shown(why_no_saving, lambda reason: self._show_able("saveExperimentAction", reason)),
            Shown(why_no_saving, lambda reason: self._show_able("saveExperimentAsAction", reason)),
            Shown(why_no_script, lambda reason: self._show_able("copyScriptAction", reason)),
            Shown(why_no_script, lambda reason: self._show_able("saveScriptAction", reason)),
            Shown(why_no_unit, lambda reason: self._show_able("copyUnitAction", reason)),
            Shown(why_no_step, lambda reason: self._show_able("exportAnimationAction", reason)),
            Shown(self._why_no_enlargement, lambda reason: self._show_able("saveEnlargedAction", reason)),
        )

    def show_state(self, state: State) -> None:
        """Update every action for ``state``."""
        for part in self._parts:
            part.follow(state)

    def _resolve_lab_actions(self, state: State) -> tuple[_LabAction, ...]:
        active = state.experiment.lab
        found = []
        for lab, ui in self._labs.items():
            for name, action in ui.actions.items():
                obstacle = None if action.why_not is None else action.why_not(state) if lab == active else ""
                found.append(
                    _LabAction(
                        name,
                        lab == active and not obstacle and (action.enabled is None or action.enabled(state)),
                        None if action.checked is None else lab == active and action.checked(state),
                        obstacle,
                    )
                )
        return (*found, _LabAction("linkViewsAction", self._labs[active].links_canvases))

    def _show_lab_actions(self, actions: tuple[_LabAction, ...]) -> None:
        for each in actions:
            action = self._actions[each.name]
            action.setEnabled(each.does_something)
            if each.checked is not None:
                action.setChecked(each.checked)
            if each.obstacle is not None:
                self._actions.explain(each.name, "" if each.does_something else each.obstacle)

    def _why_no_export(self, state: State) -> str:
        """Return one sentence why there are no offsets to export now, or "" if there are."""
        if not self._labs[state.experiment.lab].exports_offsets:
            return translate("Actions", "Only the deformable lab has offsets")
        if state.saving is not None:
            return translate("Actions", "A file is being saved")
        if state.configured is not None and state.refusal is None and state.engine.ready:
            return ""
        return why_no_step(state)

    def _why_no_enlargement(self, state: State) -> str:
        """Return one sentence why no enlarged picture can be saved now, or "" if one can."""
        if not self._labs[state.experiment.lab].enlarges(state):
            return translate("Actions", "Only super-resolve, in the sub-pixel lab, has a network that enlarges")
        if state.saving is not None:
            return translate("Actions", "A file is being saved")
        return why_no_step(state)

    def _why_nothing_judged(self, state: State) -> str:
        """Return one sentence why no result of another network can be looked at now, or "" if one can."""
        if not state.experiment.spec.judges:
            return translate("Actions", "Only super-resolve, in the sub-pixel lab, measures what networks have made")
        return "" if state.source is not None else translate("Actions", "There is no picture yet")

    def _show_able(self, name: str, reason: str) -> None:
        self._actions[name].setEnabled(not reason)
        self._actions.explain(name, reason)

    def _show_transport(self, shown: _Transport) -> None:
        actions, reason, running = self._actions, shown.obstacle, shown.running
        step, run, reset = actions["stepAction"], actions["runAction"], actions["resetAction"]
        step.setEnabled(not reason)
        reset.setEnabled(not reason)
        run.setEnabled(running or not reason)
        run.setChecked(running)
        run.setText(run_words()[running])
        bind_icon(run, "pause" if running else "run", on_accent=True)
        actions.explain("stepAction", reason)
        actions.explain("resetAction", reason)
        paused = translate("Actions", "Stop after the step that is being done") if running else reason
        actions.explain("runAction", paused)

    def _show_undo(self, shown: _UndoRedo) -> None:
        for name, can, plain, named, what, nothing in (
            (
                "undoAction",
                shown.can_undo,
                translate("Actions", "Undo"),
                translate("Actions", "Undo: {change}"),
                shown.undo_label,
                translate("Actions", "There is nothing to take back"),
            ),
            (
                "redoAction",
                shown.can_redo,
                translate("Actions", "Redo"),
                translate("Actions", "Redo: {change}"),
                shown.redo_label,
                translate("Actions", "There is nothing to do again"),
            ),
        ):
            text = named.format(change=labels.shown(what)) if can and what else plain
            self._actions[name].setEnabled(can)
            self._actions[name].setText(text)
            self._actions[name].setIconText(plain)
            self._actions.explain(name, text if can else nothing)


def run_words() -> tuple[str, str]:
    """Return the texts of the run action while training is paused and while it runs."""
    return translate("Actions", "Run"), translate("Actions", "Pause")


def why_no_saving(state: State) -> str:
    """Return one sentence why the experiment cannot be saved now, or "" if it can."""
    if state.source is None:
        return translate("Actions", "There is no picture yet")
    if state.saving is not None:
        return translate("Actions", "A file is being saved")
    return "" if state.engine.ready else translate("Actions", "The engine is starting")


def why_no_script(state: State) -> str:
    """Return one sentence why the experiment cannot be written as a script now, or "" if it may be."""
    if state.source is None:
        return translate("Actions", "There is no picture yet")
    return state.refusal_text


def why_no_unit(state: State) -> str:
    """Return one sentence why there is no arithmetic to copy, or "" if there is something that is picked."""
    if state.pick is None:
        return translate("Actions", "Nothing is picked: click on the output first")
    return "" if state.configured is not None else why_no_step(state)


def why_no_step(state: State) -> str:
    """Return one sentence why no training step is possible now, or "" if one is."""
    if state.can_step:
        return ""
    if state.engine.phase == "starting":
        return translate("Actions", "The engine is still starting")
    if not state.engine.ready:
        problem = state.engine.problem
        return translate("Actions", "The engine does not run") if problem is None else sentence(problem)
    if state.refusal is not None:
        return state.refusal_text
    if state.configured is not None:
        return translate("Actions", "There is nothing to train in this task")
    if state.source is None:
        return translate("Actions", "There is no picture yet")
    return translate("Actions", "The lab is being set up")
