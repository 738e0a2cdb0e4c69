"""Somebody's result among the pictures of the output canvas: what is offered, asked for, shown and said."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fakes import image_source, picked, picture, snapshot
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication
from rig import CanvasSession, colour_at, screen, subpixel_state

from vizapp.document.experiment import Experiment, Source
from vizapp.document.judging import JUDGED, JUDGED_DIFFERENCE
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.request_names import JUDGEMENT
from vizapp.gui.subpixel.judged_words import judged_words
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.pictures import LAB, SPECTRUM, WIPE, largest_whole, offered_beside, offered_pictures
from vizapp.gui.subpixel.requests import OUTPUT, OUTPUT_SPECTRUM
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import MAX_PICTURE_PIXELS, PictureRequest, SpectrumRequest
from vizapp.protocol.subpixel_answers import Judgement, PeriodDeviation
from vizapp.session.source_state import SidePicture
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]
DEVIATIONS = (PeriodDeviation(2, 4.5, 0.25), PeriodDeviation(3, 1.25, 0.128))


def judged_state(factor: int = 1, finer: int = 2, **view: Any) -> State:
    """Return a state of super-resolution by 3, with a map of 15 × 24 of a source that is ``finer`` times as large,
    and with somebody's result of ``factor`` times the source's size."""
    bare = subpixel_state(channels=1, **view)
    assert bare.configured is not None
    return dataclasses.replace(
        bare,
        experiment=Experiment(lab=LAB, labs=(SubpixelSpec(upscale_factor=3),)),
        configured=replace(bare.configured, held_out_from=15, trainable=True),
        source=image_source(15 * finer, 24 * finer),
        judged=SidePicture(Source("file", "/theirs.png"), image_source(15 * finer * factor, 24 * finer * factor)),
    )


def fine(shade: int, finer: int = 2) -> Picture:
    """Return a picture with more pixels than the map, of which the first of each ``finer`` × ``finer`` is black."""
    pixels = np.full((15 * finer, 24 * finer, 1), shade, np.uint8)
    pixels[::finer, ::finer] = 0
    return Picture((0, 0, 15, 24), pixels, None, 0.0, 1.0, finer=True)


def shown_area(pair: CanvasPair) -> QRectF:
    """Return where the map is on the right canvas."""
    return pair.output.projection.map_rect(pair.output.frame.extent)


def test_it_is_offered_while_there_is_one_and_the_difference_where_both_are_equally_large() -> None:
    names = [name for name, _ in offered_pictures(judged_state())]
    assert names[-2:] == [JUDGED, JUDGED_DIFFERENCE]
    assert [name for name, _ in offered_pictures(judged_state(factor=2))][-2:] == ["nearest", JUDGED]
    without = dataclasses.replace(judged_state(), judged=SidePicture())
    assert JUDGED not in dict(offered_pictures(without))
    shuffle = dataclasses.replace(
        judged_state(), experiment=Experiment(lab=LAB, labs=(SubpixelSpec(task=ShuffleSpec()),))
    )
    assert JUDGED not in dict(offered_pictures(shuffle))


def test_one_that_is_gone_is_not_asked_for() -> None:
    state = judged_state(pictures={(LAB, "right"): JUDGED})
    assert SUBPIXEL.requests(state)[OUTPUT] == PictureRequest(JUDGED, 0)
    gone = dataclasses.replace(state, judged=SidePicture())
    assert SUBPIXEL.requests(gone)[OUTPUT] == PictureRequest("output", 0)


def test_it_is_shown_in_its_own_pixels_with_its_measures(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(judged_state())
    entries = [pair.output.choice.itemData(n) for n in range(pair.output.choice.count())]
    assert entries[-2:] == [JUDGED, JUDGED_DIFFERENCE]
    session.show_picture("right", JUDGED)
    judgement = Judgement((30, 48), 1, (0, 0, 30, 48), 31.256, 0.91234, DEVIATIONS)
    session.show(snapshot=snapshot({OUTPUT: fine(200), JUDGEMENT: judgement}))
    QApplication.processEvents()
    assert pair.output.size_in_pixels == (15, 24), "it lies over the map"
    shades = [colour_at(pair.output, pair.output.projection.to_screen(7 + y, 7 + x))[0] for y, x in QUARTERS]
    assert shades == [0, 200, 200, 200], "four of its pixels in one of the map's"
    assert pair.output.note.text() == "PSNR 31.26 dB · phases differ every 3 px by 1.25, source 0.13"
    note = pair.output.note
    pair.resize(500, 600)
    QApplication.processEvents()
    assert note.text().replace("\n", " ") == note.whole_text.replace(" · ", " "), "in several lines, neither is cut"
    assert not any(label.intersects(shown_area(pair)) for label in pair.output.corners.labels())


QUARTERS = [(-0.25, -0.25), (-0.25, 0.25), (0.25, -0.25), (0.25, 0.25)]


def test_its_words_are_those_of_the_picture_that_is_there() -> None:
    state = judged_state(factor=2)
    judgement = Judgement((60, 96), 2, (0, 0, 60, 96), 40.0, 0.5, DEVIATIONS)
    shown = dataclasses.replace(state, snapshot=snapshot({JUDGEMENT: judgement}))
    assert judged_words(shown) == "phases differ every 3 px by 1.25, bicubic 0.13", (
        "the PSNR of a reduced one says nothing of it"
    )
    other = dataclasses.replace(shown, judged=judged_state(factor=3).judged)
    assert judged_words(other) == ""


@pytest.mark.parametrize(("name", "has_line"), [("output", True), (JUDGED, False), (JUDGED_DIFFERENCE, False)])
def test_the_line_of_what_is_held_out_is_not_on_it(
    subpixel: Show, pair: CanvasPair, name: str, has_line: bool
) -> None:
    _, session = subpixel(judged_state(pictures={(LAB, "right"): name}))
    session.show(snapshot=snapshot({OUTPUT: fine(40)}))
    QApplication.processEvents()
    with_line = screen(pair.output)
    assert session.state.configured is not None
    session.show(configured=replace(session.state.configured, held_out_from=None))
    QApplication.processEvents()
    assert np.array_equal(screen(pair.output), with_line) != has_line


def test_a_wipe_lays_it_beside_the_target(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(judged_state(shown=frozenset({WIPE})))
    assert JUDGED in dict(offered_beside(session.state))
    assert JUDGED_DIFFERENCE not in dict(offered_beside(session.state))
    session.show_picture("beside", JUDGED)
    session.show_picture("right", "target")
    assert SUBPIXEL.requests(session.state)[WIPE] == PictureRequest(JUDGED, 0)
    target = picture(np.full((1, 15, 24), 0.5, np.float32))
    session.show(snapshot=snapshot({OUTPUT: target, WIPE: fine(200)}))
    assert pair.output.split_x() is not None
    assert pair.output.value_at(4, 2) is None, "its numbers are not the map's"
    assert pair.output.value_at(4, 22) == pytest.approx((0.5,))


def test_its_spectrum_is_asked_for_by_the_same_name() -> None:
    state = judged_state(pictures={(LAB, "right"): JUDGED}, shown=frozenset({SPECTRUM}))
    wanted = SUBPIXEL.requests(state)
    assert wanted[OUTPUT_SPECTRUM] == SpectrumRequest(JUDGED, 0)
    assert OUTPUT not in wanted


@pytest.mark.parametrize("side", ["right", "beside"])
def test_zoomed_in_the_part_that_is_seen_is_asked_for_where_it_has_many_pixels(side: str) -> None:
    shown = frozenset({WIPE}) if side == "beside" else frozenset()
    state = judged_state(finer=4, shown=shown, pictures={(LAB, side): JUDGED})
    assert largest_whole(state) == MAX_PICTURE_PIXELS // 16
    assert largest_whole(dataclasses.replace(state, judged=SidePicture())) == MAX_PICTURE_PIXELS


def test_the_chips_of_the_network_on_show_are_not_laid_over_it(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(dataclasses.replace(judged_state(), picks=picked((2, 3), LAB)))
    chips = scene.shuffle.right.picked.chips
    assert chips.geometry() is not None
    session.show_picture("right", JUDGED)
    assert chips.geometry() is None
