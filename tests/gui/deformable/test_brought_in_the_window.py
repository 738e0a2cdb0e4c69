"""A layer with brought offsets in the window: its section, the marks of what is not finite, and the inspector."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from fakes import FakeSession, configured, deformable_snapshot, map_source, picked, ready_state, unit_reading
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from vizapp.document.brought import BroughtArray, BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.deformable.broken_overlay import BrokenOverlay
from vizapp.gui.deformable.brought_section import BroughtSection
from vizapp.gui.deformable.sampling_marks import sampling_marks
from vizapp.gui.deformable.tap_model import OFFSET, POINT, TapModel
from vizapp.gui.deformable.unit_page import UnitPage
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.panels.inspector import InspectorPanel
from vizapp.gui.panels.setup import SetupPanel
from vizapp.offset_maps.layouts import decode
from vizapp.offset_maps.non_finite import located
from vizapp.session.brought_loading import key_of
from vizapp.session.source_state import Brought
from vizapp.session.state import State
from vizapp.sources.brought import LoadedBrought

TASK = BroughtSpec(
    arrays=(BroughtArray("offsets", "/data/layer.npz", "off"), BroughtArray("mask", "/data/layer.npz", "m")),
    layout="xy",
    read_size=(48, 64),
)


def brought_state(task: BroughtSpec = TASK, **changes: object) -> State:
    offsets = np.zeros((18, 48, 64), np.float32)
    offsets[8, 12, 20] = offsets[0, 3, 5] = np.nan
    loaded = LoadedBrought(
        {"offsets": offsets}, located(decode(offsets, 9, 1, "xy")), ~np.isfinite(offsets).all(axis=0)
    )
    experiment = Experiment(labs=(DeformableSpec(task=task),))
    return ready_state(experiment=experiment, brought=Brought(key_of(task), loaded), **changes)


def test_the_section_says_what_was_brought_and_how_it_is_read(qtbot: QtBot) -> None:
    session = FakeSession(brought_state())
    section = BroughtSection(session)
    qtbot.addWidget(section)
    section.show_state(session.state)
    assert section.files.whole_text == "layer.npz"
    assert [label.text() for label in section.lines.values()] == [
        "offsets, mask",
        "dx, dy by tap",
        "3 × 3, 1 offset group",
        "stride 1, padding 1, dilation 1",
    ]
    assert section.remark.text() == (
        "2 points are not finite (2 NaN, 0 infinite): unit (3, 5), tap 0,0; unit (12, 20), tap 1,1. "
        "Such a point reads nothing."
    )
    section.reopen.click()
    assert session.called("reopen_offsets") == [()]


def test_the_section_is_there_for_the_task_only(qtbot: QtBot) -> None:
    session = FakeSession(brought_state())
    panel = SetupPanel(session, LAB_UIS)
    qtbot.addWidget(panel)
    panel.show_state(session.state)
    section = next(each for each in panel.further["deformable"] if isinstance(each, BroughtSection))
    assert not section.isHidden()
    assert panel.unseen.isHidden(), "nothing is tried on another picture"
    panel.show_state(ready_state())
    assert section.isHidden()
    panel.show_state(brought_state(BroughtSpec()))
    assert "Drop or open a file" in section.remark.text()
    assert section.reopen.isHidden()


def test_units_that_are_not_finite_are_marked_on_the_picture(pair: CanvasPair) -> None:
    overlay = BrokenOverlay(pair)
    state = brought_state()
    overlay.show_state(None, state)
    assert overlay._layer.count == 2
    before = state
    overlay.show_state(before, dataclasses.replace(state, brought=Brought()))
    assert overlay._layer.count == 0


def test_a_point_that_is_not_finite_is_a_cross_and_has_no_numbers(qtbot: QtBot) -> None:
    reading = unit_reading(modulated=True)
    broken = np.zeros(9, bool)
    broken[4] = True
    reading = replace(reading, broken=broken)
    state = brought_state(snapshot=deformable_snapshot(reading))
    marks = sampling_marks(state)
    assert marks is not None
    assert marks.broken is not None
    assert np.flatnonzero(marks.broken).tolist() == [4]
    model = TapModel()
    model.show_reading(reading, TASK.own_geometry, reading.channels[0], "", (48, 64))
    assert (model.text(4, OFFSET), model.text(4, POINT)) == ("–\n–", "–\n–")
    assert "–" not in model.text(5, OFFSET)
    assert "reads nothing" in model._tap_words(4)


def test_the_numbers_of_a_group_with_points_that_are_not_finite_are_listed(qtbot: QtBot) -> None:
    reading = unit_reading(input_channels=2, offset_groups=2, unit_yx=(5, 7), output_channel=0)
    broken = np.zeros(18, bool)
    broken[[3, 13]] = True
    experiment = Experiment(labs=(DeformableSpec(task=replace(TASK, offset_groups=2)),))
    state = ready_state(
        experiment=experiment,
        configured=configured(input_shape=(2, 48, 64)),
        source=map_source(np.zeros((2, 48, 64))),
        snapshot=deformable_snapshot(replace(reading, broken=broken)),
        picks=picked((5, 7)),
    )
    page = UnitPage(FakeSession(state))
    qtbot.addWidget(page)
    for group, lost in ((0, 3), (1, 4)):
        page.show_state(dataclasses.replace(state, view=dataclasses.replace(state.view, offset_group=group)))
        assert [tap for tap in range(9) if page.table.taps.text(tap, OFFSET) == "–\n–"] == [lost]


def test_a_page_that_cannot_be_filled_does_not_go_on_showing_another_operator(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ready_state(snapshot=deformable_snapshot(unit_reading()))
    panel = InspectorPanel(FakeSession(first))
    qtbot.addWidget(panel)
    panel.show()
    panel.show_state(first)
    page = panel.pages["deformable"]
    assert page.isVisible()

    def fail(state: State) -> None:
        raise ValueError("cannot be listed")

    other = dataclasses.replace(first, snapshot=deformable_snapshot(unit_reading(seed=3)))
    with monkeypatch.context() as broken:
        broken.setattr(page, "show_part", fail)
        with pytest.raises(ValueError, match="cannot be listed"):
            panel.show_state(other)
        assert not page.isVisible()
        sentence = panel.nothing.findChild(QLabel, "inspectorSentence")
        assert sentence is not None
        assert "cannot be shown" in sentence.text()
    panel.show_state(dataclasses.replace(other, can_undo=True))
    assert not page.isVisible(), "half of it may have been drawn"
    panel.show_state(first)
    assert page.isVisible()
    assert not panel.nothing.isVisible()


@pytest.mark.parametrize("task", [BroughtSpec(), TASK])
def test_the_task_is_offered_and_explains_itself(qtbot: QtBot, task: BroughtSpec) -> None:
    panel = SetupPanel(FakeSession(brought_state(task)), LAB_UIS)
    qtbot.addWidget(panel)
    panel.show_state(brought_state(task))
    choice = panel.task.choices["deformable"]
    assert choice.currentData() == "brought"  # type: ignore[union-attr]  # a list
    assert "from a file" in choice.toolTip()
