"""Every control of the setup makes the experiment that it says, and shows the one that is."""

from __future__ import annotations

import ast
import dataclasses
import gc
import weakref
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from fakes import (
    TOO_LARGE,
    FakeSession,
    configured,
    deformable_snapshot,
    entries,
    image_source,
    map_source,
    ready_state,
)
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import vizapp
from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenRuleSpec, HiddenTapsSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.networks import NetworkLayer
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.document.upsamplers import upsampler_named
from vizapp.document.watchpoint import Watchpoint
from vizapp.gui.deformable.operator_section import DeformableOperatorSection
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.panels.setup import SetupPanel
from vizapp.gui.subpixel.operator_section import SubpixelOperatorSection
from vizapp.gui.widgets.rows import Row, Section
from vizapp.problem import Problem
from vizapp.session.state import State
from vizapp.session.view import View
from vizapp.sources.loaded import LoadedSource
from vizapp.wording.problems import sentence

_SHUFFLE_SPEC = SubpixelSpec(task=ShuffleSpec(), phase_order=(1, 0, 2, 3))
_SHUFFLE = Experiment(lab="subpixel", labs=(_SHUFFLE_SPEC,))
_DYSAMPLE = Experiment(
    lab="subpixel", labs=(SubpixelSpec(task=SuperResolveSpec(upsampler=upsampler_named("dysample"))),)
)

OPERATORS = {"deformable": "setupDeformableOperator", "subpixel": "setupSubpixelOperator"}
SECTIONS = {
    "source": "setupSource",
    "task": "setupTask",
    "working_size": "setupTraining",
    "learning_rate": "setupTraining",
    "device": "setupTraining",
    "unseen": "setupUnseen",
    "judged": "setupJudged",
    "network": "setupNetwork",
}
"""Where a refusal is told by the setting that it belongs to; those of an operator, and none, are the operator's."""


class Rig:
    """A setup panel over a recording session."""

    def __init__(self, qtbot: QtBot, state: State) -> None:
        self.qtbot = qtbot
        self.session = FakeSession(state)
        self.panel = SetupPanel(self.session)
        qtbot.addWidget(self.panel)
        self.session.subscribe(lambda _, new: self.panel.show_state(new))
        self.panel.resize(250, 900)
        self.panel.show()

    def find(self, name: str) -> Any:
        """Return a control by its name: a field of numbers, a choice, a label, each with methods of its own."""
        found = self.panel.findChild(QWidget, name)
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        widget = self.find(name)
        assert isinstance(widget, QAbstractButton)
        assert widget.isVisibleTo(self.panel), name
        widget.click()

    def type(self, name: str, text: str) -> None:
        field = self.find(name)
        assert isinstance(field, QAbstractSpinBox | QComboBox)
        assert field.isVisibleTo(self.panel), name
        line = field.lineEdit()
        assert line is not None
        line.selectAll()
        self.qtbot.keyClicks(line, text)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)

    def choose(self, name: str, text: str) -> None:
        """Pick an entry of a drop-down."""
        field = self.find(name)
        assert isinstance(field, QComboBox)
        assert field.isVisibleTo(self.panel), name
        row = field.findText(text)
        assert row >= 0, text
        field.setCurrentIndex(row)
        field.activated.emit(row)

    def text(self, name: str) -> str:
        label = self.find(name)
        assert isinstance(label, QLabel)
        return label.text()

    @property
    def updates(self) -> list[Experiment]:
        return [experiment for experiment, _, _ in self.session.called("update")]


@cache
def fields_of_problems() -> list[str]:
    """Return every setting that a problem is said to belong to anywhere in the program's source."""
    found: set[str] = set()
    for path in Path(vizapp.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "Problem(" not in text and "ProblemError(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Problem", "ProblemError"):
                given = [*node.args[1:2], *(each.value for each in node.keywords if each.arg == "field")]
                found |= {each.value for each in given if isinstance(each, ast.Constant)}
    return sorted(found)


def ways_out(r: Rig) -> QWidget:
    section = r.panel.operators["subpixel"]
    assert isinstance(section, SubpixelOperatorSection)
    return section.ways_out


@pytest.fixture
def rig(qtbot: QtBot) -> Callable[..., Rig]:
    return lambda **changes: Rig(qtbot, ready_state(**changes))


def test_the_present_task_chosen_again_keeps_its_settings(rig: Callable[..., Rig]) -> None:
    task = HiddenTapsSpec(max_shift=1.5)
    r = rig(experiment=Experiment(labs=(DeformableSpec(task=task),)))
    r.choose("deformableTask", "hidden taps")
    assert r.updates == []
    r.choose("deformableTask", "hidden rule")
    assert type(r.updates[-1].spec_of(DeformableSpec).task) is HiddenRuleSpec


_DEFORMABLE = DeformableSpec()
_HIDDEN_TAPS = Experiment(labs=(DeformableSpec(task=HiddenTapsSpec()),))


@pytest.mark.parametrize(
    ("gesture", "expected"),
    [
        (lambda r: r.choose("kernelHeight", "5"), replace(_DEFORMABLE, kernel_size=(5, 3))),
        (lambda r: r.choose("kernelWidth", "1"), replace(_DEFORMABLE, kernel_size=(3, 1))),
        (lambda r: r.choose("padding", "0"), replace(_DEFORMABLE, padding=0)),
        (lambda r: r.choose("padding", "12"), replace(_DEFORMABLE, padding=12)),
        (lambda r: r.type("offsetGroups", "3"), replace(_DEFORMABLE, offset_groups=3)),
        (lambda r: r.type("groups", "3"), replace(_DEFORMABLE, groups=3)),
        (lambda r: r.choose("modulation", "2·sigmoid"), replace(_DEFORMABLE, modulation="2·sigmoid")),
        (lambda r: r.choose("modulation", "softmax (v3)"), replace(_DEFORMABLE, modulation="softmax")),
        (lambda r: r.click("layers-3"), replace(_DEFORMABLE, layers=3)),
        (lambda r: r.click("stride-4"), replace(_DEFORMABLE, stride=4)),
        (lambda r: r.click("stride-2"), replace(_DEFORMABLE, stride=2)),
        (lambda r: r.type("dilation", "3"), replace(_DEFORMABLE, dilation=3)),
        (lambda r: r.find("dilation").stepUp(), replace(_DEFORMABLE, dilation=2)),
        (lambda r: r.type("ruleStrength", "1.25"), replace(_DEFORMABLE, task=HiddenRuleSpec(strength=1.25))),
        (lambda r: r.type("learningRate", "2e-2"), replace(_DEFORMABLE, learning_rate=0.02)),
        (lambda r: r.find("learningRate").stepDown(), replace(_DEFORMABLE, learning_rate=0.02)),
    ],
)
def test_deformable_controls(
    rig: Callable[..., Rig], gesture: Callable[[Rig], None], expected: DeformableSpec
) -> None:
    r = rig()
    gesture(r)
    assert r.updates == [Experiment(labs=(expected,))]
    ((_, label, _),) = r.session.called("update")
    assert label


@pytest.mark.parametrize(
    ("gesture", "expected"),
    [
        (lambda r: r.type("upscaleFactor", "5"), SubpixelSpec(task=ShuffleSpec(), upscale_factor=5)),
        (lambda r: r.click("storedAs-DCR"), replace(_SHUFFLE_SPEC, stored_as="DCR")),
        (lambda r: r.click("readAs-DCR"), replace(_SHUFFLE_SPEC, read_as="DCR")),
        (lambda r: r.click("edgeFit-pad"), replace(_SHUFFLE_SPEC, task=ShuffleSpec(edge="pad"))),
        (
            lambda r: r.click("shuffleDirection-unshuffle"),
            replace(_SHUFFLE_SPEC, task=ShuffleSpec(direction="unshuffle")),
        ),
        (lambda r: r.click("resetPhaseOrder"), SubpixelSpec(task=ShuffleSpec())),
        (lambda r: r.choose("subpixelTask", "Super-resolve"), replace(_SHUFFLE_SPEC, task=SuperResolveSpec())),
    ],
)
def test_shuffle_controls(rig: Callable[..., Rig], gesture: Callable[[Rig], None], expected: SubpixelSpec) -> None:
    r = rig(experiment=_SHUFFLE)
    gesture(r)
    assert r.updates == [Experiment(lab="subpixel", labs=(expected,))]


def test_super_resolve_offers_three_factors_and_no_channel_order(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=Experiment(lab="subpixel"))
    assert not r.find("upscaleFactor").isVisibleTo(r.panel)
    for name in ("storedAs", "readAs", "edgeFit", "spareChannels", "shuffleStatus", "shuffleDirection"):
        assert not r.find(name).isVisibleTo(r.panel)
    r.click("upscaleFactorChoice-3")
    r.choose("subpixelTask", "Shuffle")
    assert r.updates[0].spec_of(SubpixelSpec).upscale_factor == 3
    assert r.updates[1].spec_of(SubpixelSpec).task == ShuffleSpec()
    assert r.find("upscaleFactor").isVisibleTo(r.panel)
    assert not r.find("learningRate").isVisibleTo(r.panel), "a shuffle trains nothing"


def test_a_setting_is_offered_only_where_it_changes_something(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=_SHUFFLE)
    fields = ("learningRate", "workingSize", "seed", "dice")

    def offered() -> list[str]:
        return [name for name in fields if r.find(name).isVisibleTo(r.panel)]

    assert offered() == ["workingSize"], "an image is reduced before it is taken apart"
    r.session.show(source=map_source(np.zeros((8, 3, 4))))
    assert offered() == []
    r.session.show(source=image_source())
    assert offered() == ["workingSize"]
    r.session.show(source=map_source(np.zeros((8, 3, 4))))
    r.session.show(experiment=Experiment())
    assert offered() == list(fields), "the deformable lab reduces a feature map too"
    r.session.show(experiment=Experiment(lab="subpixel"), source=image_source())
    assert offered() == list(fields)


@pytest.mark.parametrize(
    ("title", "point"),
    [
        ("mean length", Watchpoint("doctor.mean", "above", 50.0)),
        ("points outside", Watchpoint("doctor.outside", "above", 10.0)),
        ("spread over units", Watchpoint("doctor.spread", "below", 0.05)),
    ],
)
def test_what_the_doctor_finds_is_watched_from_its_limit_on(
    rig: Callable[..., Rig], title: str, point: Watchpoint
) -> None:
    r = rig(snapshot=deformable_snapshot())
    r.choose("watchMeasure", title)
    assert r.updates == [Experiment(labs=(replace(_DEFORMABLE, stop_when=point),))]
    r.session.show(snapshot=None)
    measure = r.find("watchMeasure")
    assert isinstance(measure, QComboBox)
    assert measure.currentText() == title, "what was known stays until the lab has answered"


def test_training_pauses_where_a_measure_passes_a_value(rig: Callable[..., Rig]) -> None:
    r = rig(snapshot=deformable_snapshot())
    measure = r.find("watchMeasure")
    assert isinstance(measure, QComboBox)
    names = [measure.itemData(row) for row in range(measure.count())]
    assert names[0] is None
    assert names[1:3] == ["loss", "distance"]
    assert not r.find("watchValue").isVisibleTo(r.panel)
    r.choose("watchMeasure", measure.itemText(2))
    assert measure.toolTip().startswith(f"{measure.itemText(2)}\n\nTraining pauses"), "whole, however narrow the list"
    r.type("watchValue", "2.5e-3")
    r.choose("watchSide", "above")
    r.choose("watchMeasure", measure.itemText(0))
    points = [experiment.spec_of(DeformableSpec).stop_when for experiment in r.updates]
    assert points[1:] == [Watchpoint("distance", "below", 0.0025), Watchpoint("distance", "above", 0.0025), None]
    assert not r.find("watchValue").isVisibleTo(r.panel)
    assert measure.toolTip().startswith("Training pauses")
    value = r.find("watchValue")
    assert isinstance(value, QAbstractSpinBox)
    assert value.text().endswith(" px")


def test_a_watchpoint_of_another_task_stays_and_says_that_it_is_not_measured(rig: Callable[..., Rig]) -> None:
    spec = DeformableSpec(stop_when=Watchpoint("accuracy", "above", 90.0))
    r = rig(experiment=Experiment(labs=(spec,)))
    measure = r.find("watchMeasure")
    assert isinstance(measure, QComboBox)
    assert measure.currentText() == "accuracy, not measured"
    r.session.show(experiment=_SHUFFLE)
    assert not measure.isVisibleTo(r.panel), "a shuffle trains nothing"
    r.session.show(experiment=Experiment(lab="subpixel"), configured=configured(lab="subpixel"), snapshot=None)
    assert measure.isVisibleTo(r.panel)


def test_the_shift_of_the_hidden_taps_is_theirs(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=_HIDDEN_TAPS)
    r.type("secretShift", "1.25")
    assert r.updates == [Experiment(labs=(DeformableSpec(task=HiddenTapsSpec(max_shift=1.25)),))]


def test_what_both_labs_share(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.type("workingSize", "100")
    r.type("seed", "7")
    r.click("dice")
    r.type("workingSize", "auto")
    assert [(e.working_size, e.seed) for e in r.updates[:2]] == [(100, 0), (100, 7)]
    assert r.updates[2].seed != 7
    assert r.updates[3].working_size is None


def test_continuous_changes_are_one_gesture_until_the_field_is_left(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=_HIDDEN_TAPS)
    for _ in range(3):
        r.find("secretShift").stepUp()
    gestures = {gesture for _, _, gesture in r.session.called("update")}
    assert len(r.updates) == 3
    assert len(gestures) == 1
    assert None not in gestures
    assert not r.session.called("end_gesture")
    r.find("secretShift").editingFinished.emit()
    assert r.session.called("end_gesture")


def test_undo_is_shown_without_being_taken_for_a_gesture(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.choose("kernelHeight", "5")
    r.type("dilation", "3")
    assert r.text("effectivePadding") == "padding 6 × 3"
    made = len(r.updates)
    r.session.undo()
    r.session.undo()
    assert len(r.updates) == made
    assert r.text("effectivePadding") == "padding 1"
    assert r.find("dilation").value() == 1
    assert r.find("kernelHeight").currentData() == 3


def test_everything_of_another_document_is_shown_without_a_gesture(rig: Callable[..., Rig]) -> None:
    r = rig()
    other = Experiment(
        labs=(
            DeformableSpec(
                kernel_size=(5, 7),
                stride=2,
                dilation=4,
                padding=3,
                offset_groups=2,
                groups=4,
                modulation="unbounded",
                task=HiddenTapsSpec(max_shift=0.75),
                learning_rate=0.3,
                placed_points=(PlacedPoint(Tap(0, 3), (1.0, 0.0)),),
            ),
        ),
        working_size=77,
        seed=123,
    )
    r.session.show(experiment=other)
    assert r.find("stride").value == 2
    chosen = {name: r.find(name).currentData() for name in ("kernelHeight", "kernelWidth", "padding", "modulation")}
    assert chosen == {"kernelHeight": 5, "kernelWidth": 7, "padding": 3, "modulation": "unbounded"}
    assert (r.find("offsetGroups").value(), r.find("groups").value()) == (2, 4)
    fields = {name: r.find(name).value() for name in ("dilation", "secretShift", "learningRate", "seed")}
    assert fields == {"dilation": 4, "secretShift": 0.75, "learningRate": 0.3, "seed": 123}
    assert r.find("workingSize").currentText() == "77 px"
    assert r.text("placedCount") == "1 everywhere"
    r.session.show(experiment=Experiment(lab="subpixel", labs=(SubpixelSpec(upscale_factor=4, learning_rate=0.1),)))
    assert r.find("upscaleFactorChoice").value == 4
    assert r.find("learningRate").value() == 0.1
    assert r.session.calls == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, ()),
        ({"kernel_size": (3, 7), "dilation": 4}, ()),
        ({"padding": 1}, ()),
        ({"stride": 2}, ("not match one to one", "output (1, 1)", "pixel (2, 2)")),
        ({"padding": 0}, ("not match one to one", "output (0, 0)", "pixel (1, 1)", "Aligned would be 1")),
        ({"kernel_size": (3, 5), "padding": 2}, ("output (0, 0)", "pixel (-1, 0)", "Aligned would be 1 × 2")),
        ({"modulation": "2·sigmoid"}, ()),
        ({"modulation": "sigmoid"}, ("start at 0.5", "half of the plain convolution")),
        ({"modulation": "softmax"}, ("9 taps add up to 1", "1/9 of the plain convolution")),
        ({"modulation": "unbounded"}, ("start at 0", "gives nothing")),
        ({"modulation": "sigmoid", "branch": OffsetBranchSpec(kind="none")}, ("nothing is modulated",)),
    ],
)
def test_what_follows_from_the_operator_is_said(
    rig: Callable[..., Rig], settings: dict[str, Any], words: tuple[str, ...]
) -> None:
    r = rig(experiment=Experiment(labs=(DeformableSpec(**settings),)))
    label = r.find("operatorRemarks")
    assert label.isVisibleTo(r.panel) == bool(words)
    for each in words:
        assert each in r.text("operatorRemarks"), r.text("operatorRemarks")


def test_a_refused_value_is_explained_until_the_next_change(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.type("dilation", "99")
    assert r.updates == []
    hint = r.find("setupDeformableOperatorTyped")
    assert hint.isVisibleTo(r.panel)
    assert "from 1 to 8" in r.text("setupDeformableOperatorTyped")
    r.type("dilation", "2")
    assert not hint.isVisibleTo(r.panel)


def test_a_refused_value_is_explained_where_it_can_be_seen(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.panel.resize(250, 460)
    QApplication.processEvents()
    field, hint = r.find("learningRate"), r.find("setupTrainingTyped")
    r.panel.scroller.ensureWidgetVisible(field)
    r.type("learningRate", "1000")
    assert r.updates == []
    assert "from 1e-7 to 10" in r.text("setupTrainingTyped")
    for widget in (field, hint):
        assert widget.visibleRegion().boundingRect() == widget.rect(), widget.objectName()


def test_a_size_that_fits_is_one_click_away_from_what_is_refused(rig: Callable[..., Rig]) -> None:
    remedy = Problem("remedy.working-size-at-most", "working_size", {"size": 401})
    values = {"size": (512, 512), "channels": 3, "taps": 49, "needed": 6.5}
    refusal = Problem("deformable.too-large", "working_size", values, (remedy,))
    r = rig()
    button, hint, row = r.find("workingSizeWayOut"), r.find("setupTrainingHint"), r.panel.training.size_row
    assert not button.isVisibleTo(r.panel)
    r.session.show(refusal=refusal)
    QApplication.processEvents()
    assert r.text("setupTrainingHint") == sentence(refusal)
    assert button.text() == "Use a working size of 401"
    assert row.geometry().bottom() < hint.geometry().top() < button.geometry().top()
    assert button.geometry().bottom() < r.panel.training.seed_row.geometry().top()
    r.click("workingSizeWayOut")
    assert r.session.called("use_offered_size") == [()]
    r.session.show(refusal=Problem("task.even-target", "source"))
    assert not button.isVisibleTo(r.panel)


def test_what_was_refused_is_said_right_below_its_field(rig: Callable[..., Rig]) -> None:
    r = rig(source=image_source(), experiment=_SHUFFLE)
    r.type("upscaleFactor", ",3")
    field, said = r.find("upscaleFactor"), r.find("setupSubpixelOperatorTyped")
    QApplication.processEvents()
    assert said.text() == "“,3” is not a whole number from 2 to 8; 2 stays."
    section = said.parentWidget()
    rows = [row for row in section.findChildren(Row) if row.isVisibleTo(r.panel)]
    assert rows[0].control is field
    assert rows[0].geometry().bottom() < said.geometry().top() < said.geometry().bottom() < rows[1].geometry().top()


@pytest.mark.parametrize("cause", ["document", "typing", "step", "same value"])
def test_what_was_refused_is_forgotten_with_whatever_comes_next(rig: Callable[..., Rig], cause: str) -> None:
    r = rig(source=image_source(), experiment=_SHUFFLE)
    r.type("upscaleFactor", "99")
    field, said = r.find("upscaleFactor"), r.find("setupSubpixelOperatorTyped")
    r.session.show(snapshot=deformable_snapshot())
    assert said.isVisibleTo(r.panel), "it does not go by itself"
    match cause:
        case "document":  # an example, an undo, another setting
            r.session.show(experiment=_SHUFFLE.with_spec(_SHUFFLE_SPEC.replaced(read_as="DCR")))
        case "typing":
            r.qtbot.keyClicks(field.lineEdit(), "3")
        case "step":
            field.stepUp()
        case "same value":
            r.type("upscaleFactor", "2")
    assert not said.isVisibleTo(r.panel)


def test_a_refusal_of_the_document_stays_beside_that_of_a_typed_value(rig: Callable[..., Rig]) -> None:
    values = {"factor": 2, "phases": 4, "channels": 54, "fitting": (3,)}
    refusal = Problem("shuffle.channels-one-fits", "upscale_factor", values)
    r = rig(source=map_source(np.zeros((54, 3, 3))), experiment=_SHUFFLE, refusal=refusal)
    r.type("upscaleFactor", "99")
    assert r.find("setupSubpixelOperatorTyped").isVisibleTo(r.panel)
    assert r.text("setupSubpixelOperatorHint") == sentence(refusal)


def test_a_brush_too_large_is_refused_with_a_sentence(rig: Callable[..., Rig]) -> None:
    r = rig(view=View(scope="brush"))
    hint = r.find("setupPlacedPointsTyped")
    r.type("brushSide", "9999")
    assert hint.isVisibleTo(r.panel)
    assert "whole number from" in hint.text()
    r.find("brushSide").stepUp()
    assert not hint.isVisibleTo(r.panel)


def test_a_map_that_cannot_be_shuffled_offers_the_factors_that_fit(rig: Callable[..., Rig]) -> None:
    values = {"factor": 2, "phases": 4, "channels": 54, "fitting": (3,)}
    refusal = Problem("shuffle.channels-one-fits", "upscale_factor", values)
    r = rig(source=map_source(np.zeros((54, 3, 3))), experiment=_SHUFFLE)
    assert not r.find("setupSubpixelOperatorHint").isVisibleTo(r.panel)
    r.session.show(refusal=refusal)
    assert r.text("setupSubpixelOperatorHint") == sentence(refusal)
    assert r.panel.findChild(QPushButton, "shuffleBy-2") is None
    r.click("shuffleBy-3")
    assert r.updates == [Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec(), upscale_factor=3),))]
    r.session.show(refusal=None)
    assert not r.find("setupSubpixelOperatorHint").isVisibleTo(r.panel)
    assert not ways_out(r).isVisibleTo(r.panel)


def test_a_map_that_cannot_be_super_resolved_can_be_shuffled(rig: Callable[..., Rig]) -> None:
    learned = Experiment(lab="subpixel", labs=(SubpixelSpec(upscale_factor=2),))
    refusal = Problem("super-resolve.not-an-image", "task", {"channels": 36, "size": (3, 3)})
    r = rig(source=map_source(np.zeros((36, 3, 3))), experiment=learned, refusal=refusal)
    assert [b.text() for b in ways_out(r).findChildren(QPushButton)] == [
        "Shuffle by 2",
        "Shuffle by 3",
        "Shuffle by 6",
    ]
    r.click("shuffleBy-6")
    assert r.updates == [Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec(), upscale_factor=6),))]


def test_a_network_that_needs_a_picture_is_put_away_and_no_map_shuffled(rig: Callable[..., Rig]) -> None:
    task = ShuffleSpec(network=NetworkLayer("/weights/x2.pt", "up", 12))
    experiment = Experiment(lab="subpixel", labs=(SubpixelSpec(task=task),))
    refusal = Problem("network.needs-picture", "network")
    r = rig(source=map_source(np.zeros((12, 3, 3))), experiment=experiment, refusal=refusal)
    assert not ways_out(r).findChildren(QPushButton)
    assert not ways_out(r).isVisibleTo(r.panel)


@pytest.mark.parametrize("source", [image_source(), map_source(np.zeros((5, 3, 3)))])
def test_where_no_factor_fits_none_is_offered(rig: Callable[..., Rig], source: LoadedSource) -> None:
    values = {"factor": 2, "phases": 4, "channels": 5}
    refusal = Problem("shuffle.channels-none-fits", "upscale_factor", values)
    r = rig(source=source, experiment=_SHUFFLE, refusal=refusal)
    assert not ways_out(r).isVisibleTo(r.panel)


@pytest.mark.parametrize("ui", LAB_UIS.values(), ids=LAB_UIS)
@pytest.mark.parametrize("field", ["", *fields_of_problems()])
def test_a_refusal_is_told_where_its_setting_is(rig: Callable[..., Rig], ui: LabUi, field: str) -> None:
    refusal = msgspec.structs.replace(TOO_LARGE, field=field)
    r = rig(experiment=Experiment(lab=ui.name), configured=None, refusal=refusal)
    hints = [label for label in r.panel.findChildren(QLabel) if label.objectName().endswith("Hint")]
    assert len(hints) == len(r.panel.findChildren(Section))
    said = {hint.objectName(): hint.text() for hint in hints if hint.isVisibleTo(r.panel)}
    section = SECTIONS.get(field, OPERATORS[ui.name])
    is_absent = {
        "unseen": not ui.spec.uses_unseen,
        "judged": ui.name != SubpixelSpec.tag(),
        "network": True,  # of the task that is not the first
    }
    if is_absent.get(field, False):
        section = OPERATORS[ui.name]
    assert said == {f"{section}Hint": sentence(refusal)}


def test_every_setting_that_a_problem_can_belong_to_is_known_here() -> None:
    own = {field for section in (DeformableOperatorSection, SubpixelOperatorSection) for field in section.fields}
    assert set(fields_of_problems()) - {""} <= set(SECTIONS) | own
    assert "device" in fields_of_problems()


@pytest.mark.parametrize(("lab", "key"), [(ui.name, each.key) for ui in LAB_UIS.values() for each in ui.overlays])
def test_what_is_drawn_over_the_pictures(rig: Callable[..., Rig], lab: str, key: str) -> None:
    for experiment in (Experiment(lab=lab), _SHUFFLE, _DYSAMPLE):  # one of them has something for it to show
        r = rig(experiment=experiment)
        box = r.find(key)
        assert isinstance(box, QCheckBox)
        if box.isEnabled():
            break
    at_first = key in LAB_UIS[lab].shown_at_first
    assert box.isChecked() == at_first
    r.click(key)
    assert r.session.called("show_overlay") == [(key, not at_first)]
    assert box.isChecked() != at_first
    r.session.look(shown=r.session.state.view.shown ^ {key})
    assert box.isChecked() == at_first
    for ui in LAB_UIS.values():
        for overlay in ui.overlays:
            assert r.find(overlay.key).isVisibleTo(r.panel) is (ui.name == lab)


def test_placed_points(rig: Callable[..., Rig]) -> None:
    r = rig()
    assert r.text("placedCount") == "none"
    assert not r.find("clearPoints").isEnabled()
    points = (
        PlacedPoint(Tap(0, 1), (0.0, 1.0)),
        PlacedPoint(Tap(0, 2), (0.5, 0.5), Unit((3, 4))),
        PlacedPoint(Tap(0, 3), (0, 0), Unit((3, 4))),
    )
    r.session.show(experiment=Experiment(labs=(DeformableSpec(placed_points=points),)))
    assert r.text("placedCount") == "2 + 1 everywhere"
    r.click("clearPoints")
    assert r.session.called("clear_points") == [()]
    r.click("scope-everywhere")
    assert r.session.called("set_scope") == [("everywhere",)]


@pytest.mark.parametrize("height", [180, 400, 900])
def test_whom_a_point_counts_for_is_always_seen(rig: Callable[..., Rig], height: int) -> None:
    r = rig()
    r.panel.resize(r.panel.minimumSizeHint().width(), height)
    QApplication.processEvents()
    for name in ("scope-unit", "scope-everywhere", "placedCount", "clearPoints"):
        widget = r.find(name)
        assert widget.visibleRegion().boundingRect() == widget.rect(), name
    for name in ("scope-unit", "scope-everywhere"):
        button = r.find(name)
        assert isinstance(button, QAbstractButton)
        font = button.font()
        font.setWeight(QFont.Weight.DemiBold)  # as it is once chosen
        assert QFontMetrics(font).horizontalAdvance(button.text()) <= button.width() - 10, name
    r.session.show(experiment=Experiment(lab="subpixel"))
    assert not r.find("scope").isVisibleTo(r.panel)


def test_an_array_is_read_the_other_way_at_one_click(rig: Callable[..., Rig]) -> None:
    source = map_source(np.zeros((4, 6, 8)), axes="CHW", other_axes="HWC")
    r = rig(source=source, experiment=Experiment(source=Source("file", "/m.npy")))
    button = r.find("sourceOtherAxes")
    assert isinstance(button, QAbstractButton)
    assert button.text() == "Read as (H, W, C)"
    r.panel.resize(r.panel.minimumSizeHint().width(), 640)
    QApplication.processEvents()
    assert button.visibleRegion().boundingRect().width() == button.width(), "it fits into the narrowest panel"
    r.click("sourceOtherAxes")
    experiment, label, _ = r.session.called("update")[-1]
    assert experiment.source == Source("file", "/m.npy", axes="HWC")
    assert label == "Choose axes"
    r.session.show(source=dataclasses.replace(source, axes="HWC", other_axes="CHW"))
    assert button.text() == "Read as (C, H, W)"
    r.session.show(source=map_source(np.zeros((4, 6, 8)), axes="CHW"))
    assert not button.isVisibleTo(r.panel)


def test_the_source_is_described(rig: Callable[..., Rig]) -> None:
    values = np.full((4, 6, 8), np.nan)
    source = map_source(
        values, name="m.npz", nan_count=192, non_finite_count=193, noted=(Problem("first of 2"),), array="a"
    )
    r = rig(
        source=source,
        experiment=Experiment(source=Source("file", "/somewhere/deep/m.npz")),
        configured=configured(input_shape=(4, 6, 8), notes=(Problem("reduced to 8 pixels"),)),
    )
    assert r.find("sourceName").whole_text == "m.npz"
    assert r.find("sourceName").toolTip() == "/somewhere/deep/m.npz"
    assert r.text("sourceSize") == "shape (4, 6, 8)"
    assert r.text("sourceWorkingSize") == "working (4, 6, 8)"
    notes = r.text("sourceNotes").split("\n")
    assert notes == ["first of 2", "NaN: 192 of 192 values", "infinite: 1 of 192 values"]
    r.session.show(source=None, reading="photo.jpg")
    assert r.find("sourceName").whole_text == "Reading photo.jpg…"


def test_what_is_being_read_is_no_other_source_if_it_is_a_network(rig: Callable[..., Rig]) -> None:
    r = rig(source=image_source(40, 60, 1, name="photo.jpg"), configured=configured())
    r.session.show(reading="other.png")
    assert r.text("sourceWorkingSize") == "reading another…"
    r.session.show(reading="x4.pth", reads_network=True)
    assert r.text("sourceWorkingSize") == "reading a network…"
    assert r.find("sourceName").whole_text == "photo.jpg"
    r.session.show(source=None)
    assert r.find("sourceName").whole_text == "No picture yet"


@pytest.mark.parametrize(
    ("lab", "input_shape", "output_shape"),
    [
        ("deformable", (3, 128, 192), (9, 64, 96)),
        ("subpixel", (1, 64, 96), (1, 128, 192)),
        ("subpixel", (12, 64, 96), (3, 128, 192)),
    ],
    ids=["deformable", "super-resolve", "shuffle"],
)
def test_the_working_size_of_an_image_is_that_of_the_copy(
    rig: Callable[..., Rig], lab: str, input_shape: tuple[int, int, int], output_shape: tuple[int, int, int]
) -> None:
    there = configured(lab=lab, input_shape=input_shape, output_shape=output_shape)
    r = rig(source=image_source(400, 600, 1), configured=there)
    assert r.text("sourceSize") == "600 × 400 · 1 ch"
    assert r.text("sourceWorkingSize") == "working 192 × 128"


def test_another_array_of_the_file_can_be_chosen(rig: Callable[..., Rig]) -> None:
    arrays = entries(("one", (4, 3, 3)), ("two", (8, 3, 3)))
    file = Source("file", "/m.npz", "one")
    r = rig(source=map_source(np.zeros((4, 3, 3)), array="one", arrays=arrays), experiment=Experiment(source=file))
    box = r.find("sourceArray")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "one"
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert [e.source for e in r.updates] == [replace(file, array="two")]


def test_every_control_has_a_name_and_a_sentence(rig: Callable[..., Rig]) -> None:
    r = rig()
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox)
    controls = [w for w in r.panel.findChildren(QWidget) if isinstance(w, kinds)]
    assert len(controls) > 20
    for control in controls:
        assert control.accessibleName(), control.objectName()
        assert control.objectName()
        assert control.toolTip().endswith("."), control.objectName()


def test_a_closed_panel_is_forgotten(qtbot: QtBot) -> None:
    session = FakeSession(ready_state())
    panel = SetupPanel(session)
    panel.show_state(session.state)
    gone = weakref.ref(panel)
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del panel
    gc.collect()
    assert gone() is None
