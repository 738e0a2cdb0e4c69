"""The state of the actions: enabled or not, their present text, and why they are disabled."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from vizapp.gui.actions import Actions
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.theme import bind_icon
from vizapp.session.state import State
from vizapp.wording import labels
from vizapp.wording.problems import sentence

translate = QCoreApplication.translate


def show_actions(actions: Actions, old: State | None, new: State, labs: Mapping[str, LabUi] = LAB_UIS) -> None:
    """Update every action for the state ``new``."""
    if old is None or _transport(old) != _transport(new):
        _show_transport(actions, new)
    if old is None or _undo(old) != _undo(new):
        _show_undo(actions, new)
    if old is None or old.experiment is not new.experiment:
        active = new.experiment.lab
        for lab, ui in labs.items():
            for name, action in ui.actions.items():
                actions[name].setEnabled(lab == active and action.enabled(new))
        actions["linkViewsAction"].setEnabled(labs[active].links_canvases)


def run_words() -> tuple[str, str]:
    """Return the texts of the run action while training is paused and while it runs."""
    return translate("Actions", "Run"), translate("Actions", "Pause")


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
        return translate("Actions", "There is nothing to train here: a shuffle only puts values into other places")
    if state.source is None:
        return translate("Actions", "There is no picture yet")
    return translate("Actions", "The lab is being set up")


def _transport(state: State) -> tuple[object, ...]:
    return state.can_step, state.transport.running, state.engine, state.refusal, state.configured is None


def _show_transport(actions: Actions, state: State) -> None:
    reason = why_no_step(state)
    running = state.transport.running
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


def _undo(state: State) -> tuple[object, ...]:
    return state.can_undo, state.undo_label, state.can_redo, state.redo_label


def _show_undo(actions: Actions, state: State) -> None:
    for name, can, plain, named, what, nothing in (
        (
            "undoAction",
            state.can_undo,
            translate("Actions", "Undo"),
            translate("Actions", "Undo: {change}"),
            state.undo_label,
            translate("Actions", "There is nothing to take back"),
        ),
        (
            "redoAction",
            state.can_redo,
            translate("Actions", "Redo"),
            translate("Actions", "Redo: {change}"),
            state.redo_label,
            translate("Actions", "There is nothing to do again"),
        ),
    ):
        text = named.format(change=labels.shown(what)) if can and what else plain
        actions[name].setEnabled(can)
        actions[name].setText(text)
        actions[name].setIconText(plain)
        actions.explain(name, text if can else nothing)
