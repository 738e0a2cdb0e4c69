"""The sections of the unseen picture and of the offset branch: each control makes the document that it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import FakeSession, configured, image_source, ready_state
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QStyle, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec, HiddenRuleSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.gui.deformable.branch_section import BranchSection
from vizapp.gui.panels.setup import SetupPanel
from vizapp.problem import Problem
from vizapp.protocol.events import MapShapes
from vizapp.session.source_state import SidePicture
from vizapp.session.state import State

SUGGESTED = HiddenRuleSpec.branch
MAPS = MapShapes((3, 20, 30), (9, 20, 30))


class Rig:
    """A setup panel over a recording session, and a mouse."""

    def __init__(self, qtbot: QtBot, state: State) -> None:
        self.session = FakeSession(state)
        self.panel = SetupPanel(self.session)
        qtbot.addWidget(self.panel)
        self.session.subscribe(lambda _, new: self.panel.show_state(new))
        self.panel.resize(260, 1600)
        self.panel.show()

    def find(self, name: str) -> QWidget:
        found = self.panel.findChild(QWidget, name)
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        widget = self.find(name)
        assert isinstance(widget, QAbstractButton)
        assert widget.isVisibleTo(self.panel), name
        # A check box reacts only where its square and its words are.
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))

    def choose(self, name: str, text: str) -> None:
        """Pick an entry of a drop-down with the keyboard."""
        field = self.find(name)
        assert isinstance(field, QComboBox)
        assert field.isVisibleTo(self.panel), name
        there = field.findText(text) - field.currentIndex()
        field.showPopup()
        for _ in range(abs(there)):
            QTest.keyClick(field.view(), Qt.Key.Key_Down if there > 0 else Qt.Key.Key_Up)
        QTest.keyClick(field.view(), Qt.Key.Key_Return)

    def type(self, name: str, text: str) -> None:
        field = self.find(name)
        assert isinstance(field, QAbstractSpinBox)
        assert field.isVisibleTo(self.panel), name
        line = field.lineEdit()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)

    @property
    def spec(self) -> DeformableSpec:
        return self.session.state.experiment.spec_of(DeformableSpec)


@pytest.fixture
def rig(qtbot: QtBot) -> Callable[..., Rig]:
    def make(spec: DeformableSpec | None = None, **changes: object) -> Rig:
        experiment = Experiment(labs=(spec or DeformableSpec(),))
        return Rig(qtbot, ready_state(**({"experiment": experiment} | changes)))

    return make


@pytest.mark.parametrize(
    ("gesture", "expected"),
    [
        (lambda r: r.choose("branchKind", "none"), DeformableSpec(branch=replace(SUGGESTED, kind="none"))),
        (lambda r: r.choose("branchKind", "free map"), DeformableSpec(branch=replace(SUGGESTED, kind="free"))),
        (lambda r: r.click("compare-none"), DeformableSpec(compared=("none",))),
        (lambda r: r.click("branchLearns-both"), DeformableSpec(learns="both")),
        (lambda r: r.click("branchLearns-kernel"), DeformableSpec(learns="kernel")),
        (lambda r: r.type("branchDepth", "3"), DeformableSpec(branch=replace(SUGGESTED, depth=3))),
        (lambda r: r.click("branchCoordinates"), DeformableSpec(branch=replace(SUGGESTED, coordinates=True))),
        (lambda r: r.type("branchSmoothing", "2.5"), DeformableSpec(branch=replace(SUGGESTED, smoothing=2.5))),
        (lambda r: r.click("branchBounded"), DeformableSpec(branch=replace(SUGGESTED, bound=None))),
        (lambda r: r.type("branchBound", "7"), DeformableSpec(branch=replace(SUGGESTED, bound=7.0))),
        (lambda r: r.click("branchStart-random"), DeformableSpec(branch=replace(SUGGESTED, start="random"))),
        (lambda r: r.type("branchRate", "2"), DeformableSpec(branch=replace(SUGGESTED, rate_factor=2.0))),
        (lambda r: r.type("ruleStrength", "2"), DeformableSpec(task=HiddenRuleSpec(strength=2.0))),
        (lambda r: r.type("ruleSmoothing", "3"), DeformableSpec(task=HiddenRuleSpec(smoothing=3.0))),
        (lambda r: r.type("ruleBound", "5"), DeformableSpec(task=HiddenRuleSpec(bound=5.0))),
    ],
)
def test_each_control_makes_its_document(
    rig: Callable[..., Rig], gesture: Callable[[Rig], None], expected: DeformableSpec
) -> None:
    r = rig()
    gesture(r)
    assert r.spec == expected
    assert len(r.session.called("update")) == 1


def test_a_bound_that_was_switched_off_comes_back_as_it_was(rig: Callable[..., Rig]) -> None:
    r = rig(DeformableSpec(branch=OffsetBranchSpec(bound=9.0)))
    r.click("branchBounded")
    assert r.spec.offset_branch.bound is None
    assert not r.find("branchBound").isVisibleTo(r.panel)
    r.click("branchBounded")
    assert r.spec.offset_branch.bound == 9.0


def test_as_the_task_suggests_gives_the_branch_back_to_the_task(rig: Callable[..., Rig]) -> None:
    r = rig()
    assert not r.find("branchSuggested").isVisibleTo(r.panel)
    r.type("branchDepth", "2")
    r.click("branchSuggested")
    assert r.spec.branch is None


def test_the_main_branch_and_the_one_compared_with_it_change_places(rig: Callable[..., Rig]) -> None:
    r = rig(DeformableSpec(compared=("none",)))
    r.choose("branchKind", "none")
    assert [branch.kind for branch in r.spec.branches] == ["none", "conv"]
    assert r.find("compare-conv").isVisibleTo(r.panel)
    assert not r.find("compare-none").isVisibleTo(r.panel)


def test_learning_both_is_explained_and_nothing_else_is(rig: Callable[..., Rig]) -> None:
    r = rig()
    assert not r.find("bothNote").isVisibleTo(r.panel)
    r.click("branchLearns-both")
    assert r.find("bothNote").isVisibleTo(r.panel)


def test_settings_that_do_nothing_are_hidden(rig: Callable[..., Rig]) -> None:
    r = rig(DeformableSpec(branch=OffsetBranchSpec(kind="none")))
    for name in ("branchDepth", "branchSmoothing", "branchBounded", "branchRate", "branchStart"):
        assert not r.find(name).isVisibleTo(r.panel), name
    r.click("compare-free")
    assert r.find("branchRate").isVisibleTo(r.panel)
    assert not r.find("branchDepth").isVisibleTo(r.panel)


def test_where_nothing_is_trained_nothing_asks_what_is_learned(rig: Callable[..., Rig]) -> None:
    trained = ("setupUnseen", "branchComparisons", "branchLearns")
    r = rig()
    assert all(r.find(name).isVisibleTo(r.panel) for name in trained)
    r = rig(DeformableSpec(task=HandSetSpec()))
    assert not any(r.find(name).isVisibleTo(r.panel) for name in trained)
    assert r.find("branchKind").isVisibleTo(r.panel)
    r = rig(DeformableSpec(task=HandSetSpec(), compared=("conv",)))
    assert r.find("compare-conv").isVisibleTo(r.panel), "it can be taken away"


def test_every_name_of_a_modulation_is_shown_whole(rig: Callable[..., Rig]) -> None:
    r = rig(DeformableSpec(modulation="unbounded"))
    field = r.find("modulation")
    assert isinstance(field, QComboBox)
    option = QStyleOptionComboBox()
    field.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = field.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, field).width()
    assert max(field.fontMetrics().horizontalAdvance(field.itemText(row)) for row in range(field.count())) <= room


def test_every_control_of_the_section_has_a_name_and_fits(rig: Callable[..., Rig]) -> None:
    r = rig(DeformableSpec(learns="both", compared=("free", "none")))
    section = r.panel.findChild(BranchSection)
    assert section is not None
    for widget in section.findChildren(QAbstractButton):
        if widget.isVisibleTo(section):
            assert widget.accessibleName(), widget.objectName()
            right = widget.mapTo(section, QPoint(widget.width(), 0)).x()
            assert right <= section.width(), widget.objectName()


def test_the_hidden_rule_comes_first(rig: Callable[..., Rig]) -> None:
    r = rig()
    choice = r.panel.task.choices["deformable"]
    assert isinstance(choice, QComboBox)
    titles = [choice.itemText(row) for row in range(choice.count())]
    assert titles == ["hidden rule", "hidden taps", "rectify", "scaled shapes", "set by hand", "brought"]
    assert choice.currentData() == "hidden-rule"


# The unseen picture ----------------------------------------------------------------------------------------------


def with_unseen(**changes: object) -> dict[str, object]:
    loaded = image_source(20, 30, name="cup.png")
    unseen = SidePicture(Source("sample", "coffee"), loaded)
    return {"unseen": unseen, "configured": replace(configured(), unseen=MAPS)} | changes


def test_it_shows_what_there_is(rig: Callable[..., Rig]) -> None:
    r = rig(**with_unseen())
    assert r.panel.unseen.head.name.whole_text == "cup.png"
    assert r.panel.unseen.head.size_line.text() == "30 × 20"
    assert not r.find("bundledUnseen").isVisibleTo(r.panel)
    r.session.show(unseen=SidePicture(Source("file", "/a.png"), name="a.png"))
    assert r.panel.unseen.head.name.whole_text == "Reading a.png…"
    problem = Problem("source.not-found", "unseen", {"what": "/a.png"})
    r.session.show(unseen=SidePicture(Source("file", "/a.png"), problem=problem))
    assert "Nothing is tried on it." in r.panel.unseen.problem.text()
    assert "/a.png" in r.panel.unseen.problem.text()


def test_one_of_ones_own_that_does_not_fit_is_told(rig: Callable[..., Rig]) -> None:
    own = Experiment(unseen=Source("file", "/own.png"))
    r = rig(**with_unseen(experiment=own, configured=configured()))
    assert "as many channels" in r.panel.unseen.problem.text()


def test_back_to_the_bundled_one(rig: Callable[..., Rig]) -> None:
    r = rig(**with_unseen(experiment=Experiment(unseen=Source("file", "/own.png"))))
    r.click("bundledUnseen")
    assert r.session.called("use_bundled_unseen") == [()]


def test_browse_asks_for_a_file(rig: Callable[..., Rig], qtbot: QtBot) -> None:
    r = rig(**with_unseen())
    with qtbot.waitSignal(r.panel.unseen.browse_wanted):
        r.click("browseUnseen")


def test_what_is_dropped_on_it_becomes_it(rig: Callable[..., Rig], tmp_path: Path) -> None:
    r = rig(**with_unseen())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    r.panel.unseen.take_dropped(mime)
    assert r.session.called("open_unseen_path") == [(str(tmp_path / "a.png"),)]
    assert not r.session.called("open_path")


def test_the_sub_pixel_lab_shows_neither_section(rig: Callable[..., Rig]) -> None:
    r = rig(**with_unseen(experiment=Experiment(lab="subpixel"), configured=configured(lab="subpixel")))
    assert not r.panel.unseen.isVisibleTo(r.panel)
    assert not r.find("setupBranch").isVisibleTo(r.panel)


def test_the_working_size_stays_the_sources_while_the_unseen_picture_is_on_show(rig: Callable[..., Rig]) -> None:
    reported = replace(configured(), unseen=MAPS)
    shown = replace(reported, input_shape=MAPS.input, output_shape=MAPS.output)
    r = rig(**with_unseen(configured=shown, trained=reported))
    r.session.look(unseen=True)
    assert "64 × 48" in r.panel.source.working_line.text()
