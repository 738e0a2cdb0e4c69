"""The table of actions is complete, and no key means two things."""

from __future__ import annotations

from collections import Counter

import pytest
from fakes import GIVEN_UP, ready_state
from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.action_state import ActionState, why_no_step
from vizapp.gui.actions import Actions, action_table
from vizapp.problem import Problem
from vizapp.resource_files import resource_path
from vizapp.session.engine_state import EngineStatus, Transport
from vizapp.session.state import State

NONE_FITS = Problem("shuffle.channels-none-fits", "upscale_factor", {"factor": 5, "phases": 25, "channels": 12})
PROMISED = {"openAction", "stepAction", "runAction", "resetAction", "undoAction", "redoAction"}


@pytest.fixture
def actions(qapp: QApplication):
    owner = QObject()
    yield Actions(owner)
    owner.deleteLater()


def test_names_that_others_rely_on():
    assert {spec.name for spec in action_table()} >= PROMISED


@pytest.mark.parametrize("spec", action_table(), ids=lambda spec: spec.name)
def test_every_action_says_what_it_is(spec, actions: Actions):
    action = actions[spec.name]
    assert action.objectName() == spec.name
    assert spec.name.endswith("Action")
    assert action.text()
    assert " ".join(action.toolTip().split()).startswith(spec.tooltip), "over several lines where it is long"
    assert len(spec.tooltip) > len("Dark")
    assert not spec.tooltip.endswith(".")
    if spec.icon:
        assert resource_path("icons", f"{spec.icon}.svg").is_file()
        assert not action.icon().isNull()
    for keys in action.shortcuts():
        assert not keys.isEmpty()
    if action.shortcuts():
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert action.toolTip().endswith(f"({shown})")


def test_no_two_actions_share_a_name_or_a_key(actions: Actions):
    assert not [name for name, n in Counter(spec.name for spec in action_table()).items() if n > 1]
    keys = Counter(keys.toString() for action in actions for keys in action.shortcuts())
    assert not [key for key, n in keys.items() if n > 1]


def test_designed_keys(actions: Actions):
    for name, key in {
        "stepAction": "S",
        "runAction": "Space",
        "resetAction": "R",
        "fitAction": "F",
        "undoAction": "Ctrl+Z",
        "openAction": "Ctrl+O",
        "pasteAction": "Ctrl+V",
        "quitAction": "Ctrl+Q",
        "fullScreenAction": "F11",
        "cardsAction": "F1",
        "shortcutsAction": "?",
    }.items():
        assert QKeySequence(key) in actions[name].shortcuts()


def test_only_what_may_be_repeated_repeats(actions: Actions):
    assert actions["stepAction"].autoRepeat()
    assert not actions["runAction"].autoRepeat()
    assert not actions["resetAction"].autoRepeat()


def test_running_turns_run_into_pause(actions: Actions):
    state = ready_state()
    shown = ActionState(actions)
    shown.show_state(state)
    run = actions["runAction"]
    assert (run.text(), run.isChecked(), run.isEnabled()) == ("Run", False, True)
    icon_before = run.icon().cacheKey()
    running = ready_state(transport=Transport(running=True))
    shown.show_state(running)
    assert (run.text(), run.isChecked(), run.isEnabled()) == ("Pause", True, True)
    assert run.icon().cacheKey() != icon_before


def test_disabled_steps_say_why(actions: Actions):
    shown = ActionState(actions)
    shown.show_state(State())
    assert not actions["stepAction"].isEnabled()
    assert "starting" in actions["stepAction"].toolTip()
    assert "(S)" not in actions["stepAction"].toolTip(), "the key does nothing either"
    shown.show_state(ready_state())
    assert actions["stepAction"].toolTip().endswith("(S)")
    assert actions["stepAction"].isEnabled()
    assert "starting" not in actions["stepAction"].toolTip()


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"engine": EngineStatus("starting")}, "starting"),
        ({"engine": EngineStatus("failed", problem=GIVEN_UP)}, "3 times"),
        ({"refusal": NONE_FITS}, "25"),
        ({"configured": None}, "being set up"),
        ({"configured": None, "source": None}, "picture"),
    ],
)
def test_each_obstacle_has_its_reason(changes: dict, word: str):
    assert word in why_no_step(ready_state(**changes))


def test_no_reason_when_a_step_can_be_done():
    assert ready_state().can_step
    assert why_no_step(ready_state()) == ""


def test_undo_says_what_it_takes_back(actions: Actions):
    before = ready_state()
    shown = ActionState(actions)
    shown.show_state(before)
    assert not actions["undoAction"].isEnabled()
    shown.show_state(ready_state(can_undo=True, undo_label="Place point"))
    assert actions["undoAction"].isEnabled()
    assert actions["undoAction"].text() == "Undo: Place point"
    assert "Place point" in actions["undoAction"].toolTip()
    assert actions["undoAction"].iconText() == "Undo"
    assert not actions["redoAction"].isEnabled()
    assert actions["redoAction"].toolTip() == "There is nothing to do again"


PLACED = Experiment(labs=(DeformableSpec(placed_points=(PlacedPoint(Tap(0, 1), (0.0, 1.0)),)),))
REARRANGED = Experiment(lab="subpixel", labs=(SubpixelSpec(phase_order=(1, 0, 2, 3)),))


@pytest.mark.parametrize(
    ("name", "doing"),
    [("clearPointsAction", PLACED), ("resetPhasesAction", REARRANGED)],
)
def test_what_belongs_to_a_lab_does_something_only_there(actions: Actions, name: str, doing: Experiment):
    other = "subpixel" if doing.lab == "deformable" else "deformable"
    shown = ActionState(actions)
    for experiment, enabled in (
        (Experiment(lab=doing.lab), False),
        (doing, True),
        (replace(doing, lab=other), False),
        (doing, True),
        (Experiment(lab=doing.lab), False),
    ):
        shown.show_state(ready_state(experiment=experiment))
        assert actions[name].isEnabled() is enabled


def test_views_are_linked_where_their_places_belong_together(actions: Actions):
    shown = ActionState(actions)
    shown.show_state(ready_state())
    assert actions["linkViewsAction"].isEnabled()
    shown.show_state(ready_state(experiment=Experiment(lab="subpixel")))
    assert not actions["linkViewsAction"].isEnabled()
