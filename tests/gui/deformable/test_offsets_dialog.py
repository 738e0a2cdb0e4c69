"""The dialog that asks what files with offsets are: what it shows, what each choice asks for, and what is taken."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest
from accessible_tree import nameless
from fakes import FakeSession, ready_state
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from vizapp.document.experiment import Experiment
from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.offsets_dialog import OffsetsDialog
from vizapp.gui.open_actions import OpenActions
from vizapp.gui.settings import Settings
from vizapp.offset_maps.kernels import KernelGuess
from vizapp.session.source_state import OffsetOffer
from vizapp.sources.brought import ArrayRole, OffsetChoices, SourceFacts
from vizapp.sources.offset_files import examine
from vizapp.wording.offset_readings import verdict_badge

PICTURE = SourceFacts("image", 3, (512, 512))
RANDOM = np.random.default_rng(0)
Y, X = np.meshgrid(np.linspace(-1, 1, 12), np.linspace(-1, 1, 16), indexing="ij")
OFFSETS = np.stack([np.stack((1 + 0.3 * (k // 3 - 1) * Y, 0.3 * (k % 3 - 1) + X)) for k in range(9)])
CHANNELS = OFFSETS.reshape(18, 12, 16).astype(np.float32)
NONE = OffsetChoices()


def offer_of(path: Path, choices: OffsetChoices = NONE, **arrays: np.ndarray) -> OffsetOffer:
    """Return what the reading process says of these arrays."""
    np.savez(path / "layer.npz", **arrays)
    found = examine([path / "layer.npz"], choices, PICTURE)
    assert found is not None
    return OffsetOffer((str(path / "layer.npz"),), found, choices)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> OffsetsDialog:
    offer = offer_of(tmp_path, off=CHANNELS, m=np.full((9, 12, 16), 0.5), other=np.zeros((9, 12, 16)))
    dialog = OffsetsDialog(offer)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_nothing_in_it_is_nameless(dialog: OffsetsDialog) -> None:
    found = nameless(dialog)
    assert found == [], "\n".join(found)


def test_all_readings_stand_side_by_side_and_one_click_chooses(dialog: OffsetsDialog, qtbot: QtBot) -> None:
    layouts = [card.layout_read for card in dialog.readings.cards]
    assert sorted(layouts) == ["split", "split-xy", "torchvision", "xy"]
    assert [card.isChecked() for card in dialog.readings.cards] == [True, False, False, False]
    badge = verdict_badge(dialog._offer.examination.verdict)
    assert badge
    assert [card.accessibleName().endswith(f", {badge}") for card in dialog.readings.cards] == [
        True,
        False,
        False,
        False,
    ]
    assert re.search(r"moves the kernel as a whole: [\d.]+ of 1;", dialog.readings.cards[0].accessibleDescription())
    assert "12 × 16" in dialog.headline.text() or "16 × 12" in dialog.headline.text()
    assert "3 × 3, 1 offset group" in dialog.headline.text()
    dialog.readings.cards[2].click()
    assert [card.isChecked() for card in dialog.readings.cards] == [False, False, True, False]
    with qtbot.waitSignal(dialog.accepted_as) as taken:
        dialog._accept.click()
    assert taken.args == [layouts[2]]


def test_the_name_of_an_array_and_its_shape_have_a_line_each(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = OffsetsDialog(offer_of(tmp_path, **{"offsets_xy.weight": CHANNELS}))
    qtbot.addWidget(dialog)
    dialog.show()
    for name in ("offsetsArray", "offsetsShape"):
        (label,) = dialog.findChildren(QLabel, name)
        assert "…" not in label.text()
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()


def test_each_card_shows_its_own_field(dialog: OffsetsDialog) -> None:
    pictures = []
    for card in dialog.readings.cards:
        image = card.grab().toImage()
        pictures.append(bytes(image.constBits()))
    assert len(set(pictures)) == 4


@pytest.mark.parametrize("name", ["all dy, then all dx", "先全部 dy，后全部 dx"])
def test_a_name_of_two_lines_is_not_cut_by_the_field_below(dialog: OffsetsDialog, name: str) -> None:
    card = dialog.readings.cards[0]
    card.setText(name)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
    needed = card.fontMetrics().boundingRect(QRect(0, 0, 90, 1000), flags, name)
    assert needed.height() > 1.5 * card.fontMetrics().height()
    assert card._name_height() >= needed.height()


def test_roles_kernel_and_geometry_are_changed_by_the_person(dialog: OffsetsDialog) -> None:
    chosen: list[OffsetChoices] = []
    dialog.chosen.connect(chosen.append)
    field = dialog.roles["other"]
    assert field.currentData() == "other"
    field.setCurrentIndex(field.findData("mask"))
    field.activated.emit(field.currentIndex())
    assert set(chosen[-1].roles) == {ArrayRole("m", "other"), ArrayRole("other", "mask")}
    assert [dialog.kernel.itemData(n) for n in range(2)] == [KernelGuess((3, 3), 1), KernelGuess((1, 1), 9)]
    dialog.kernel.setCurrentIndex(1)
    dialog.kernel.activated.emit(1)
    assert chosen[-1].kernel == KernelGuess((1, 1), 9)
    strides = [dialog.geometry_choice.itemData(n) for n in range(dialog.geometry_choice.count())]
    two = strides.index(ConvGeometry.aligned(3, 2))
    dialog.geometry_choice.setCurrentIndex(two)
    dialog.geometry_choice.activated.emit(two)
    assert chosen[-1].geometry == ConvGeometry.aligned(3, 2)
    assert chosen[-1].kernel == KernelGuess((3, 3), 1)


def test_it_waits_while_the_files_are_examined_again(dialog: OffsetsDialog, tmp_path: Path) -> None:
    offer = dialog._offer
    dialog.show_offer(OffsetOffer(offer.files, offer.examination, offer.choices, is_busy=True))
    assert not dialog._accept.isEnabled()
    assert not dialog.kernel.isEnabled()
    cards = dialog.readings.cards
    dialog.show_offer(offer)
    assert dialog.readings.cards is cards, "nothing is built anew"
    assert dialog._accept.isEnabled()


def test_what_does_not_fit_is_one_sentence_and_cannot_be_taken(qtbot: QtBot, tmp_path: Path) -> None:
    choices = OffsetChoices((ArrayRole("m", "mask"),))
    dialog = OffsetsDialog(offer_of(tmp_path, choices, off=CHANNELS, m=np.zeros((9, 12, 15))))
    qtbot.addWidget(dialog)
    dialog.show()
    assert "The array of the mask has the shape (9, 12, 15)" in dialog.problem.text()
    assert dialog.problem.isVisible()
    assert not dialog._accept.isEnabled()
    assert not dialog.readings.cards
    taken: list[str] = []
    dialog.accepted_as.connect(taken.append)
    dialog._accept.click()
    assert not taken


def test_offsets_that_are_not_finite_are_said_and_not_refused(qtbot: QtBot, tmp_path: Path) -> None:
    broken = CHANNELS.copy()
    broken[4, 3, 7], broken[5, 3, 7], broken[0, 0, 0] = np.nan, np.nan, np.inf
    dialog = OffsetsDialog(offer_of(tmp_path, offset=broken))
    qtbot.addWidget(dialog)
    assert dialog.broken.text().startswith("3 numbers of the offsets are not finite (2 NaN, 1 infinite), at 2 units")
    assert "reads nothing" in dialog.broken.text()
    assert dialog._accept.isEnabled()
    assert "scaled to 16 × 12" in dialog.remark.text()
    assert "mean of what the taps read" in dialog.remark.text()


def test_where_maps_are_shuffled_return_opens_a_feature_map_until_a_reading_is_chosen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = OffsetsDialog(offer_of(tmp_path, values=CHANNELS), map_first=True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.headline.text() == (
        "layer.npz: a feature map of 18 channels, or offsets of a kernel of 3 × 3, 1 offset group, for 16 × 12 units?"
    )
    buttons = sorted((dialog._accept, dialog._decline), key=lambda button: button.x())
    order = [button.objectName() for button in buttons]
    taken: list[str] = []
    dialog.accepted_as.connect(taken.append)
    with qtbot.waitSignal(dialog.declined):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert taken == []
    assert dialog._decline.property("role") == "primary"
    dialog.readings.cards[1].click()
    assert dialog._accept.property("role") == "primary"
    assert dialog._decline.property("role") == ""
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert taken == [dialog.readings.cards[1].layout_read]
    ordinary = OffsetsDialog(offer_of(tmp_path, values=CHANNELS))
    qtbot.addWidget(ordinary)
    ordinary.show()
    buttons = sorted((ordinary._accept, ordinary._decline), key=lambda button: button.x())
    assert [button.objectName() for button in buttons] == order[::-1]
    with qtbot.waitSignal(ordinary.accepted_as):
        qtbot.keyClick(ordinary, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("lab", "more", "preferred"),
    [
        ("subpixel", {}, "declineOffsets"),
        ("subpixel", {"mask": np.full((9, 12, 16), 0.5, np.float32)}, "acceptOffsets"),
        ("deformable", {}, "acceptOffsets"),
    ],
)
def test_the_lab_and_what_lies_beside_it_say_what_an_array_is_likely_to_be(
    qtbot: QtBot, tmp_path: Path, lab: str, more: dict[str, np.ndarray], preferred: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    session = FakeSession(ready_state(experiment=Experiment(lab=lab)))
    actions = OpenActions(window, session, Settings())
    actions.show_state(dataclasses.replace(session.state, offer=offer_of(tmp_path, values=CHANNELS, **more)))
    dialog = window.findChild(OffsetsDialog)
    assert dialog is not None
    assert [button.objectName() for button in dialog.buttons.buttons() if button.isDefault()] == [preferred]
    dialog.close()
