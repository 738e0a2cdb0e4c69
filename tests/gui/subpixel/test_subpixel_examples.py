"""The prepared examples of the sub-pixel lab, opened in a real window and computed by a real engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from fakes import SHOWN
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reader_in_process import ReaderInProcess

from vizapp.document.experiment import Experiment
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.lab_ui import Example
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.subpixel.displaced_overlay import DISPLACED, DisplacedOverlay
from vizapp.gui.subpixel.examples import EXAMPLES
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.pages import SubpixelPages
from vizapp.gui.subpixel.requests import DISPLACED_COUNT, KERNELS, OUTPUT, TILES
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.protocol.subpixel_answers import Displaced, Kernels
from vizapp.session.session import Session
from vizapp.session.state import State
from vizapp.wording.problems import sentence

BY_KEY = {example.key: example for example in EXAMPLES}


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    session = Session(InProcessEngine(), ReaderInProcess(), LAB_UIS, Experiment(lab="subpixel"), start=False)
    window = MainWindow(session, Settings())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    yield window
    window.close()


def opened(window: MainWindow, example: Example, shows: Callable[[State], bool]) -> State:
    """Open an example and let the window live until it shows what is meant."""
    window.session.open_example(example.experiment, example.hint, example.shown)
    end = time.monotonic() + 60

    def is_there(state: State) -> bool:
        assert state.refusal is None, state.refusal_text
        return state.experiment == example.experiment and state.configured is not None and shows(state)

    while not is_there(window.session.state):
        assert time.monotonic() < end, f"it did not happen in time: {window.session.state.banner}"
        QApplication.processEvents()
        window.session.poll()
    window.panel_pace.catch_up()
    QApplication.processEvents()
    assert window.banner.sentence.text() == sentence(example.hint)
    return window.session.state


def shapes(window: MainWindow) -> str:
    pages = window.inspector_panel.pages["subpixel"]
    assert isinstance(pages, SubpixelPages)
    page = pages.subpixel
    return page.shapes.text().replace("\N{NO-BREAK SPACE}", " ")


def test_each_is_told_from_the_others() -> None:
    for part in ("key", "title", "hint"):
        assert len({str(getattr(example, part)) for example in EXAMPLES}) == len(EXAMPLES), part
    for example in EXAMPLES:
        assert example.shown <= {overlay.key for overlay in SUBPIXEL.overlays} - SUBPIXEL.shown_at_first
        assert sentence(example.hint) != example.hint.code


def test_twelve_channels_of_numbers_become_three(window: MainWindow) -> None:
    state = opened(window, BY_KEY["only-rearranged"], lambda state: state.answer(OUTPUT, Picture) is not None)
    picture = state.answer(OUTPUT, Picture)
    assert picture is not None
    assert picture.values is not None
    assert picture.values[0, :2].tolist() == [[0, 9, 1, 10, 2, 11], [18, 27, 19, 28, 20, 29]]
    assert shapes(window) == "(1, 12, 3, 3) → (1, 3, 6, 6)"


def test_a_photograph_becomes_channels(window: MainWindow) -> None:
    state = opened(window, BY_KEY["taken-apart"], lambda state: state.answer(TILES, Tiles) is not None)
    tiles = state.answer(TILES, Tiles)
    assert tiles is not None
    assert tiles.groups == (0, 1, 2)
    assert shapes(window) == "(1, 3, 512, 512) → (1, 12, 256, 256)"


def test_a_photograph_is_read_in_the_wrong_order(window: MainWindow) -> None:
    example = BY_KEY["wrong-order"]
    state = opened(window, example, lambda state: state.answer(DISPLACED_COUNT, Displaced) is not None)
    picture, counted, source = state.answer(OUTPUT, Picture), state.answer(DISPLACED_COUNT, Displaced), state.source
    assert picture is not None
    assert counted is not None
    assert source is not None
    assert counted.places == 10 * 256 * 256
    assert counted.differing == (picture.pixels != source.values[..., :3]).sum()
    assert np.abs(picture.pixels.astype(int) - source.values[..., :3]).mean() > 4, "grey levels: it is seen"
    overlay = window.scenes["subpixel"].overlays[DISPLACED]
    assert isinstance(overlay, DisplacedOverlay)
    assert overlay.legend.isVisible()
    assert state.view.shown == SHOWN


def test_even_kernels_show_what_the_overlap_alone_leaves(window: MainWindow) -> None:
    example = BY_KEY["even-kernels"]
    state = opened(window, example, lambda state: state.snapshot is not None and bool(state.snapshot.measures))
    assert state.snapshot is not None
    measured = state.snapshot.measures
    assert measured is not None
    assert measured["checkerboard"] > 1
    assert measured["transposed-k4_checkerboard"] < 1e-3
    assert measured["resize-conv_checkerboard"] < 1e-3


def test_icnr_begins_without_the_checkerboard_that_sub_pixel_convolution_begins_with(window: MainWindow) -> None:
    state = opened(window, BY_KEY["icnr"], lambda state: state.snapshot is not None and bool(state.snapshot.measures))
    assert state.snapshot is not None
    measured = state.snapshot.measures
    assert measured is not None
    assert measured["checkerboard"] > 0.3
    assert measured["subpixel-icnr_checkerboard"] < 1e-3


def test_the_kernels_of_an_example_are_those_of_the_equal_transposed_convolution(window: MainWindow) -> None:
    opened(window, BY_KEY["equal-transposed"], lambda state: state.answer(TILES, Tiles) is not None)
    window.actions_table["kernelsAction"].trigger()
    end = time.monotonic() + 60
    while window.session.state.answer(KERNELS, Kernels) is None:
        assert time.monotonic() < end
        QApplication.processEvents()
        window.session.poll()
    kernels = window.session.state.answer(KERNELS, Kernels)
    assert kernels is not None
    assert kernels.equal is not None
    *_, last = kernels.layers
    assert kernels.equal.shape[2:] == (2 * last.shape[2], 2 * last.shape[3])
    assert kernels.difference < 1e-5 * max(kernels.largest, 1e-3)


def test_a_network_computes_the_channels_and_the_shuffle_comes_last(window: MainWindow) -> None:
    state = opened(window, BY_KEY["shuffle-comes-last"], lambda state: state.answer(TILES, Tiles) is not None)
    tiles, configured = state.answer(TILES, Tiles), state.configured
    assert tiles is not None
    assert configured is not None
    _, height, width = configured.input_shape
    assert tiles.picture.region[2:] == (2 * height, 2 * width), "four channels as large as what is read"
    assert configured.output_shape == (1, 2 * height, 2 * width)
