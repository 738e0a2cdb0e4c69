"""The section of the upsampler and of those beside it: each control makes the document that it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes import FakeSession, ready_state
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SubpixelTaskSpec, SuperResolveSpec
from vizapp.document.upsamplers import TransposedUpsampler, upsampler_named
from vizapp.gui.panels.setup import SetupPanel
from vizapp.gui.subpixel.upsampler_section import UpsamplerSection


def _task(main: str = "subpixel", *compared: str) -> SuperResolveSpec:
    return SuperResolveSpec(upsampler=upsampler_named(main), compared=tuple(map(upsampler_named, compared)))


class Rig:
    """A setup panel over a recording session, and a mouse."""

    def __init__(self, qtbot: QtBot, task: SubpixelTaskSpec) -> None:
        experiment = Experiment(lab="subpixel", labs=(SubpixelSpec(task=task),))
        self.session = FakeSession(ready_state(experiment=experiment))
        self.panel = SetupPanel(self.session)
        qtbot.addWidget(self.panel)
        self.session.subscribe(lambda _, new: self.panel.show_state(new))
        self.panel.resize(self.panel.minimumSizeHint().width(), 1600)
        self.panel.show()

    def find(self, name: str) -> QWidget:
        found = self.panel.findChild(QWidget, name)
        assert found is not None, name
        return found

    def sees(self, name: str) -> bool:
        return self.find(name).isVisibleTo(self.panel)

    def click(self, name: str) -> None:
        widget = self.find(name)
        assert isinstance(widget, QAbstractButton)
        assert self.sees(name), name
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))

    def choose(self, text: str) -> None:
        field = self.find("upsamplerKind")
        assert isinstance(field, QComboBox)
        there = field.findText(text) - field.currentIndex()
        field.showPopup()
        for _ in range(abs(there)):
            QTest.keyClick(field.view(), Qt.Key.Key_Down if there > 0 else Qt.Key.Key_Up)
        QTest.keyClick(field.view(), Qt.Key.Key_Return)

    def type(self, name: str, text: str) -> None:
        field = self.find(name)
        assert isinstance(field, QAbstractSpinBox)
        field.lineEdit().selectAll()
        QTest.keyClicks(field.lineEdit(), text)
        QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)

    @property
    def task(self) -> SubpixelTaskSpec:
        return self.session.state.experiment.spec_of(SubpixelSpec).task


@pytest.fixture
def rig(qtbot: QtBot) -> Callable[..., Rig]:
    return lambda task=None: Rig(qtbot, task or SuperResolveSpec())


@pytest.mark.parametrize(
    ("before", "gesture", "after"),
    [
        (_task(), lambda r: r.choose("DySample"), _task("dysample")),
        (_task(), lambda r: r.choose("transposed k3"), _task("transposed-k3")),
        (_task(), lambda r: r.choose("transposed k6"), _task("transposed-k6")),
        (_task("transposed-k4"), lambda r: r.type("transposedKernel", "9"), _task("transposed-k9")),
        (_task(), lambda r: r.click("compareUpsampler-bicubic"), _task("subpixel", "bicubic")),
        (_task("subpixel", "dysample"), lambda r: r.click("compareUpsampler-dysample"), _task()),
        (_task(), lambda r: r.click("compareUpsampler-transposed"), _task("subpixel", "transposed-k6")),
        (
            _task("subpixel", "transposed-k7"),
            lambda r: r.type("comparedKernel", "5"),
            _task("subpixel", "transposed-k5"),
        ),
        (
            _task("subpixel", "nearest", "resize-conv"),
            lambda r: r.choose("resize + conv"),
            _task("resize-conv", "nearest", "subpixel"),
        ),
        (
            _task("transposed-k5", "transposed-k4"),
            lambda r: r.type("transposedKernel", "6"),
            _task("transposed-k6", "transposed-k4"),
        ),
        (
            _task("subpixel", "transposed-k3"),
            lambda r: r.click("evenKernels"),
            _task("subpixel", "transposed-k3").replaced(even_kernels=True),
        ),
    ],
)
def test_each_control_makes_its_document(
    rig: Callable[..., Rig], before: SuperResolveSpec, gesture: Callable[[Rig], None], after: SuperResolveSpec
) -> None:
    r = rig(before)
    gesture(r)
    assert r.task == after
    assert len(r.session.called("update")) == 1


def test_a_kernel_that_is_not_listed_has_an_entry_of_its_own(rig: Callable[..., Rig]) -> None:
    r = rig(SuperResolveSpec(upsampler=TransposedUpsampler(kernel_size=8)))
    field = r.find("upsamplerKind")
    assert isinstance(field, QComboBox)
    assert field.currentText() == "transposed k8"
    assert r.sees("transposedKernel")
    r.choose("sub-pixel")
    assert not r.sees("transposedKernel")
    assert r.task == SuperResolveSpec()


def test_first_kernels_are_chosen_where_a_transposed_convolution_takes_part(rig: Callable[..., Rig]) -> None:
    assert not rig(_task("subpixel", "resize-conv")).sees("evenKernels")
    assert rig(_task("transposed-k3")).sees("evenKernels")


def test_the_main_one_is_not_offered_beside_itself_and_no_more_than_five_are(rig: Callable[..., Rig]) -> None:
    r = rig(_task("subpixel", "nearest", "bilinear", "bicubic", "lanczos", "transposed-k9"))
    assert not r.sees("compareUpsampler-subpixel")
    assert not r.find("compareUpsampler-dysample").isEnabled()
    r.click("compareUpsampler-nearest")
    assert r.find("compareUpsampler-dysample").isEnabled()
    r.click("compareUpsampler-dysample")
    names = [each.name for each in r.task.upsamplers]
    assert set(names) == {"subpixel", "bilinear", "bicubic", "lanczos", "transposed-k9", "dysample"}


def test_it_says_what_it_costs_to_train_several(rig: Callable[..., Rig]) -> None:
    r = rig(_task("subpixel", "bicubic"))
    assert not r.sees("upsamplerCost")
    r.click("compareUpsampler-resize-conv")
    r.click("compareUpsampler-dysample")
    assert r.find("upsamplerCost").text().startswith("3 are trained")


def test_a_shuffle_has_no_such_section(rig: Callable[..., Rig]) -> None:
    assert rig().sees("setupUpsampler")
    assert not rig(ShuffleSpec()).sees("setupUpsampler")


def test_every_control_has_a_name_and_fits(rig: Callable[..., Rig]) -> None:
    r = rig(_task("transposed-k3", "dysample"))
    section = r.panel.findChild(UpsamplerSection)
    assert section is not None
    controls = [*section.findChildren(QAbstractButton), *section.findChildren(QAbstractSpinBox)]
    shown = [widget for widget in controls if widget.isVisibleTo(section)]
    assert len(shown) > 10
    for widget in shown:
        assert widget.accessibleName(), widget.objectName()
        assert widget.mapTo(section, QPoint(widget.width(), 0)).x() <= section.width(), widget.objectName()
