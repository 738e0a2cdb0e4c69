"""The section of a network from a file of weights: what it says, and what its controls and drops do."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import pytest
from fakes import FakeSession, configured, ready_state, snapshot
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vizapp.document.experiment import Experiment
from vizapp.document.networks import NetworkLayer
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.gui.panels.setup import SetupPanel
from vizapp.gui.panels.setup_network import NetworkSection
from vizapp.gui.request_names import NETWORK
from vizapp.gui.subpixel.displaced_overlay import tinted_areas
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.pictures import offered_pictures, right_picture, spectrum_period
from vizapp.gui.subpixel.requests import OUTPUT
from vizapp.problem import Problem
from vizapp.protocol.events import NetworkRead, ShuffleLayer
from vizapp.protocol.requests import NetworkRequest, PictureRequest
from vizapp.protocol.subpixel_answers import LayerReport, NetworkReport
from vizapp.session.source_state import Network
from vizapp.session.state import State
from vizapp.session.view import View

FILE = "/weights/x4.pth"
READ = NetworkRead(1, "RCAN", 4, (ShuffleLayer("up.0", 2, 64), ShuffleLayer("up.1", 2, 12)))
LAYERS = (LayerReport("up.0", 2, (64, 12, 16), 0.0123), LayerReport("up.1", 2, (12, 24, 32), math.nan))
SHUFFLE = SubpixelSpec(task=ShuffleSpec(network=NetworkLayer(FILE, "up.1", 12)))


class Rig:
    """A setup panel over a recording session, and its section."""

    def __init__(self, qtbot: QtBot, spec: SubpixelSpec) -> None:
        shown = configured(lab="subpixel", input_shape=(12, 24, 32), output_shape=(3, 48, 64))
        experiment = Experiment(lab="subpixel", labs=(spec,))
        self.session = FakeSession(ready_state(experiment=experiment, configured=shown))
        self.panel = SetupPanel(self.session)
        qtbot.addWidget(self.panel)
        self.session.subscribe(lambda _, new: self.panel.show_state(new))
        self.panel.show_state(self.session.state)
        self.panel.resize(250, 1600)
        self.panel.show()

    @property
    def section(self) -> NetworkSection:
        return self.panel.network

    def report(self, checkerboard: float = 4.5, picture: float = 0.25) -> None:
        answer = NetworkReport("RCAN", (3, 12, 16), (3, 48, 64), LAYERS, 1, 4, checkerboard, picture)
        self.session.show(network=Network(FILE), network_read=READ, snapshot=snapshot(answers={NETWORK: answer}))


@pytest.fixture
def rig(qtbot: QtBot) -> Callable[..., Rig]:
    return lambda spec=SHUFFLE: Rig(qtbot, spec)


def test_only_the_shuffle_to_pixels_has_it(rig: Callable[..., Rig]) -> None:
    assert rig(SubpixelSpec(task=ShuffleSpec())).section.isVisible()
    assert not rig(SubpixelSpec()).section.isVisible()
    assert not rig(SubpixelSpec(task=ShuffleSpec(direction="unshuffle"))).section.isVisible()


def test_without_one_there_is_a_button_and_nothing_to_put_away(rig: Callable[..., Rig]) -> None:
    r = rig(SubpixelSpec(task=ShuffleSpec()))
    assert r.section.name.whole_text == "none"
    for widget in (r.section.put_away, r.section.layers, r.section.grid, r.section.again):
        assert not widget.isVisible()
    wanted = []
    r.section.browse_wanted.connect(lambda: wanted.append(True))
    QTest.mouseClick(r.section.browse, Qt.MouseButton.LeftButton)
    assert wanted == [True]


def test_it_lists_what_was_found_and_measured(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.report()
    assert (r.section.name.whole_text, r.section.facts.whole_text) == ("x4.pth", "RCAN, enlarges ×4")
    offered = [r.section.layers.itemText(row) for row in range(r.section.layers.count())]
    assert offered == ["up.0 · ×2 · 64 → 16", "up.1 · ×2 · 12 → 3"]
    assert r.section.layers.currentData() == "up.1"
    lines = {line.cells[0]: line for line in r.section.grid.lines}
    assert lines["up.0"].cells[1:] == ("2", "1.23 %")
    assert lines["up.1"].cells[1:] == ("2", "–")
    assert [lines[name].bold for name in ("up.0", "up.1")] == [False, True]
    assert lines["every 4 px"].cells[1:] == ("4.500", "0.250")
    assert lines["every 4 px"].tone == "caution"


@pytest.mark.parametrize(("network", "picture"), [(0.7, 0.25), (0.09, 0.001)])
def test_what_a_picture_alone_gives_is_not_marked(rig: Callable[..., Rig], network: float, picture: float) -> None:
    r = rig()
    r.report(network, picture)
    assert not [line for line in r.section.grid.lines if line.tone == "caution"]


def test_a_network_too_small_to_measure_has_no_checkerboard(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.report(math.nan, math.nan)
    assert len(r.section.grid.lines) == 1 + len(LAYERS)


def test_another_layer_is_chosen_by_the_keyboard(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.report()
    r.section.layers.setFocus()
    QTest.keyClick(r.section.layers, Qt.Key.Key_Up)
    assert r.session.called("choose_layer") == [("up.0",)]


def test_a_cancelled_one_is_computed_again_by_a_button(rig: Callable[..., Rig]) -> None:
    r = rig()
    refusal = Problem("network.cancelled", "network")
    r.session.show(network=Network(FILE), network_read=READ, refusal=refusal, configured=None, snapshot=None)
    assert "It was cancelled" in r.section.hint.text() or "it was cancelled" in r.section.hint.text()
    QTest.mouseClick(r.section.again, Qt.MouseButton.LeftButton)
    assert r.session.called("reset") == [()]


def test_why_it_cannot_be_computed_is_said_there(rig: Callable[..., Rig]) -> None:
    r = rig()
    refusal = Problem("network.no-spandrel", "network")
    r.session.show(network=Network(FILE), refusal=refusal, configured=None, snapshot=None)
    assert "pip install 'vizapp[sr]'" in r.section.hint.text()
    assert not r.section.again.isVisible()
    assert r.section.layers.currentData() == "up.1", "what the document names, though it is not known"


def test_it_is_put_away(rig: Callable[..., Rig]) -> None:
    r = rig()
    QTest.mouseClick(r.section.put_away, Qt.MouseButton.LeftButton)
    assert r.session.called("close_network") == [()]


def test_a_file_that_is_dropped_on_it_is_opened_as_a_network(rig: Callable[..., Rig]) -> None:
    r = rig()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/weights/other.safetensors")])
    r.section.take_dropped(mime)
    assert r.session.called("open_network_path") == [("/weights/other.safetensors",)]


def test_the_factor_and_the_order_of_a_layer_are_its_own(rig: Callable[..., Rig]) -> None:
    operator = rig().panel.operators["subpixel"]
    assert not operator.free_factor.isEnabled()
    assert not operator.stored_row.isVisible()
    assert operator.read_row.isVisible()
    plain = rig(SubpixelSpec(task=ShuffleSpec())).panel.operators["subpixel"]
    assert plain.free_factor.isEnabled()
    assert plain.stored_row.isVisible()


class TestWhatTheNetworkGives:
    """The picture of the network's output in place of the enlarged map, which only a map of its size is offered."""

    @pytest.fixture
    def state(self, rig: Callable[..., Rig]) -> State:
        r = rig()
        r.report()
        pictures = {("subpixel", "right"): NETWORK}
        return dataclasses.replace(r.session.state, view=View(output_channel=2, pictures=pictures))

    def test_is_a_picture_in_its_colours_whatever_channel_of_the_map_is_shown(self, state: State) -> None:
        assert right_picture(state) == NETWORK
        request = SUBPIXEL.requests(state)[OUTPUT]
        assert isinstance(request, PictureRequest)
        assert (request.name, request.channel) == (NETWORK, None)
        assert isinstance(SUBPIXEL.requests(state)[NETWORK], NetworkRequest)

    def test_has_the_networks_period_and_none_of_the_maps_marks(self, state: State) -> None:
        assert spectrum_period(state) == 4
        swapped = replace(SHUFFLE, phase_order=(1, 0, 2, 3))
        state = dataclasses.replace(state, experiment=state.experiment.with_spec(swapped))
        assert tinted_areas(state) == ()
        of_the_map = dataclasses.replace(state, view=View())
        assert spectrum_period(of_the_map) == 2
        assert tinted_areas(of_the_map)

    def test_is_not_offered_beside_a_map_of_another_size(self, state: State) -> None:
        smaller = configured(lab="subpixel", input_shape=(64, 12, 16), output_shape=(16, 24, 32))
        state = dataclasses.replace(state, configured=smaller)
        assert right_picture(state) == "output"
        assert [name for name, _ in offered_pictures(state)] == ["output"]
