"""What is said about a shuffle, and the shapes that are written out."""

from __future__ import annotations

import dataclasses
from typing import Any

import msgspec
import pytest
from fakes import image_source, snapshot
from pytestqt.qtbot import QtBot
from rig import CanvasSession, subpixel_state

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import ChangedValue
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.document.upsamplers import TransposedUpsampler
from vizapp.gui.subpixel.operator_section import SubpixelOperatorSection
from vizapp.gui.subpixel.requests import DISPLACED_COUNT
from vizapp.gui.subpixel.shapes_line import shape_chain
from vizapp.gui.subpixel.shuffle_status import differing_text, shuffle_status
from vizapp.protocol.subpixel_answers import Displaced
from vizapp.session.state import State

CHANGED = (ChangedValue(0, (0, 0), 1.0), ChangedValue(5, (2, 3), -1.0))
SWAPPED = (1, 0, *range(2, 9))


def stated(state: State, *, is_image: bool = False, edge_yx: tuple[int, int] = (0, 0), **changes: Any) -> State:
    """Return a state with other settings, of an image or of a feature map."""
    assert state.configured is not None
    spec = state.experiment.spec_of(SubpixelSpec).replaced(**changes)
    return dataclasses.replace(
        state,
        experiment=state.experiment.with_spec(spec),
        source=image_source() if is_image else state.source,
        configured=msgspec.structs.replace(state.configured, edge_yx=edge_yx),
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "every value in its place"),
        ({"is_image": True}, "restored exactly"),
        ({"is_image": True, "edge_yx": (0, -1)}, "restored exactly, but for the edge that was cut off"),
        ({"is_image": True, "edge_yx": (0, 1)}, "restored exactly"),
        ({"changed_values": CHANGED}, "every value in its place, 2 values changed by hand"),
        ({"is_image": True, "changed_values": CHANGED[:1]}, "restored exactly, but for 1 value changed by hand"),
        (
            {"is_image": True, "changed_values": CHANGED, "edge_yx": (-1, 0)},
            "restored exactly, but for the edge that was cut off and 2 values changed by hand",
        ),
        (
            {"changed_values": CHANGED, "phase_order": SWAPPED},
            "4 of 18 channels displaced: 160 of 720 values, 2 values changed by hand",
        ),
        ({"phase_order": SWAPPED}, "4 of 18 channels displaced: 160 of 720 values"),
        ({"is_image": True, "phase_order": SWAPPED}, "4 of 18 channels displaced: 160 of 720 values"),
        ({"stored_as": "DCR"}, "16 of 18 channels displaced: 640 of 720 values"),
        ({"stored_as": "DCR", "read_as": "DCR"}, "every value in its place"),
        ({"task": SuperResolveSpec()}, ""),
        ({"task": ShuffleSpec(direction="unshuffle")}, ""),
    ],
)
def test_the_status_tells_the_truth(changes: dict[str, Any], words: str) -> None:
    assert shuffle_status(stated(subpixel_state(), **changes)) == words


def test_with_one_output_channel_it_says_that_both_orders_are_the_same() -> None:
    state = stated(subpixel_state(channels=1), stored_as="DCR")
    assert shuffle_status(state) == "every value in its place: with one output channel both orders are the same"
    swapped = stated(subpixel_state(channels=1), stored_as="DCR", phase_order=SWAPPED)
    assert shuffle_status(swapped) == "2 of 9 channels displaced: 80 of 360 values"


def test_it_says_how_many_differ_in_value_once_that_is_known() -> None:
    state = stated(subpixel_state(), phase_order=SWAPPED)
    assert differing_text(state) == ""
    known = dataclasses.replace(state, snapshot=snapshot({DISPLACED_COUNT: Displaced(160, 151)}))
    assert differing_text(known).startswith("151 of the 160 displaced values")
    unknown = dataclasses.replace(state, snapshot=snapshot({DISPLACED_COUNT: Displaced(160, None)}))
    assert "too large" in differing_text(unknown)
    assert differing_text(dataclasses.replace(state, snapshot=snapshot({DISPLACED_COUNT: Displaced(0, 0)}))) == ""


def test_the_setup_shows_it_and_offers_what_fits_the_source(qtbot: QtBot) -> None:
    session = CanvasSession(subpixel_state())
    section = SubpixelOperatorSection(session)
    qtbot.addWidget(section)
    section.show()
    session.subscribe(lambda _, new: section.show_state(new))
    assert section.status.text() == "Every value in its place"
    assert not section.edge_row.isVisible(), "a feature map has no edge to cut"
    state = stated(session.state, is_image=True, phase_order=SWAPPED)
    session.show(
        experiment=state.experiment,
        source=state.source,
        snapshot=snapshot({DISPLACED_COUNT: Displaced(160, 151)}),
    )
    assert section.status.text() == "4 of 18 channels displaced: 160 of 720 values"
    assert "151 of the 160" in section.status.toolTip()
    assert section.edge_row.isVisible()
    inverse = stated(state, task=ShuffleSpec(direction="unshuffle"))
    session.show(experiment=inverse.experiment)
    assert not section.read_row.isVisible()
    assert section.stored_row.isVisible()
    assert not section.reset_order.isVisible(), "the unshuffle knows no other order of phases"
    assert not section.status.isVisible()


def test_spare_channels_are_cut_or_padded_where_a_map_does_not_fit(qtbot: QtBot) -> None:
    session = CanvasSession(subpixel_state())
    section = SubpixelOperatorSection(session)
    qtbot.addWidget(section)
    section.show()
    session.subscribe(lambda _, new: section.show_state(new))
    assert not section.spare_row.isVisible()
    spec = session.state.experiment.spec_of(SubpixelSpec).with_factor(5)
    session.show(experiment=session.state.experiment.with_spec(spec))
    assert section.spare_row.isVisible()
    section.spare.chosen.emit("pad")
    assert session.state.experiment.spec_of(SubpixelSpec).task == ShuffleSpec(spare_channels="pad")


@pytest.mark.parametrize(
    ("changes", "shapes"),
    [
        ({}, "(1, 18, 5, 8) → (1, 2, 15, 24)"),
        ({"task": SuperResolveSpec()}, "(1, 18, 5, 8) → (1, 162, 5, 8) → (1, 2, 15, 24)"),
        ({"task": SuperResolveSpec(upsampler=TransposedUpsampler())}, "(1, 18, 5, 8) → (1, 2, 15, 24)"),
    ],
)
def test_the_shapes_are_written_out(changes: dict[str, Any], shapes: str) -> None:
    assert shape_chain(stated(subpixel_state(), **changes)).replace("\N{NO-BREAK SPACE}", " ") == shapes
    assert shape_chain(dataclasses.replace(subpixel_state(), configured=None)) == ""
