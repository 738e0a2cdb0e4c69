"""The spectrum in place of the right picture: asked for only while shown, marked, and read in cycles per pixel."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

import msgspec
import numpy as np
import pytest
from fakes import image_source, picked
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from rig import CanvasSession, Hand, colour_at, near, rgb, screen, subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.frequencies import Frequency
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.status_bar import StatusBar
from vizapp.gui.subpixel import spectrum_marks
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.pictures import SPECTRUM
from vizapp.gui.subpixel.requests import OUTPUT, OUTPUT_SPECTRUM
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.subpixel.spectrum_marks import RING_COLOUR, fraction_text
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.requests import PictureRequest, SpectrumRequest
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]


def spectrum_of(height: int, width: int, strength: float = -100.0) -> Spectrum:
    values = np.full((1, height, width), strength, np.float32)
    pixels = np.zeros((height, width, 1), np.uint8)
    return Spectrum(Picture((0, 0, height, width), pixels, values, -100.0, -20.0), 0.213)


def spectral_state(upscale_factor: int = 2, **changes: object) -> State:
    """Return a state of a shuffled map of (40, 60) pixels whose spectrum is shown."""
    r = upscale_factor
    state = subpixel_state(r, (40 // r, 60 // r), channels=1, pixel_yx=(3, 4), **changes)
    assert state.snapshot is not None
    kept = {name: answer for name, answer in state.snapshot.answers.items() if name != OUTPUT}
    answers = {**kept, OUTPUT_SPECTRUM: spectrum_of(41, 61, -42.5)}
    snapshot = msgspec.structs.replace(state.snapshot, answers=answers)
    view = dataclasses.replace(state.view, shown=state.view.shown | {SPECTRUM})
    return dataclasses.replace(state, snapshot=snapshot, view=view)


def test_only_what_is_shown_is_asked_for() -> None:
    state = subpixel_state(output_channel=1)
    state = dataclasses.replace(state, experiment=Experiment(lab="subpixel", labs=(SubpixelSpec(),)))
    wanted = SUBPIXEL.requests(state)
    assert OUTPUT_SPECTRUM not in wanted
    assert isinstance(wanted[OUTPUT], PictureRequest)
    view = dataclasses.replace(
        state.view, shown=state.view.shown | {SPECTRUM}, pictures={("subpixel", "right"): "bicubic"}
    )
    wanted = SUBPIXEL.requests(dataclasses.replace(state, view=view))
    assert wanted[OUTPUT_SPECTRUM] == SpectrumRequest("bicubic", 1)
    assert OUTPUT not in wanted


@pytest.mark.parametrize(("factor", "rings"), [(2, 8), (3, 8), (4, 24)])
def test_rings_stand_at_the_multiples_of_one_rth(subpixel: Show, pair: CanvasPair, factor: int, rings: int) -> None:
    scene, _ = subpixel(spectral_state(factor) if factor != 3 else spectral_state(2))
    marks = scene.shuffle.right.spectrum_marks
    marks.show((41, 61), factor)
    places = marks.ring_places(pair.output.projection)
    assert len(places) == rings
    assert (Fraction(0), Fraction(0)) not in places
    for (down, across), place in places.items():
        assert max(abs(down), abs(across)).denominator in (1, 2, factor)
        expected = pair.output.projection.to_screen(
            float(down + Fraction(1, 2)) * 40, float(across + Fraction(1, 2)) * 60
        )
        assert (place - expected).manhattanLength() < 1e-6


def test_a_ring_is_seen_and_its_colour_is_far_from_grey(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(spectral_state(4))
    pair.output.viewport().grab()
    place = scene.shuffle.right.spectrum_marks.ring_places(pair.output.projection)[Fraction(1, 4), Fraction(1, 4)]
    assert near(colour_at(pair.output, place + QPointF(9, 0)), rgb(RING_COLOUR), 60)
    assert near(colour_at(pair.output, place), (0, 0, 0), 12), "nothing covers the frequency itself"


def test_the_cursor_gives_a_frequency_and_its_strength(subpixel: Show, pair: CanvasPair, qapp: object) -> None:
    scene, _ = subpixel(spectral_state())
    assert scene.place_at(pair.output, 20, 30) == Frequency(0, 0)
    assert scene.place_at(pair.output, 30.3, 14.8) == Frequency(0.25, -0.25)
    bar = StatusBar(QWidget())
    bar.show_frequency_cursor(Frequency(0.25, -0.25), pair.output.value_at(30, 15))
    assert bar.cursor_value.text() == "0.250 down, −0.250 across cycles per pixel = −42.5 dB"
    assert scene.place_at(pair.input, 3, 4) != Frequency(0, 0)


def test_a_spectrum_has_no_pixels_to_pick_or_to_point_at(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(spectral_state())
    assert pair.output.size_in_pixels == (41, 61)
    assert scene.shuffle.right.picked.chips.geometry() is None
    hand = Hand(pair.output)
    hand.move(pair.output.projection.to_screen(10, 10))
    hand.click(pair.output.projection.to_screen(10, 10))
    assert scene.shuffle.hover.place is None
    assert session.called("pick") == []
    whole = "phases differ by 0.21 grey levels as drawn · spectrum −100 to −20 dB"
    assert pair.output.note.whole_text == whole, "the values of a feature map are no grey levels themselves"
    session.show(source=image_source())
    assert pair.output.note.text() == "phases differ by 0.21 grey levels · spectrum −100 to −20 dB"


def test_it_takes_the_pictures_place_only_once_it_is_there_and_goes_again(subpixel: Show, pair: CanvasPair) -> None:
    plain, spectral = subpixel_state(2, (20, 30), channels=1, pixel_yx=(3, 4)), spectral_state()
    scene, session = subpixel(plain)
    session.look(shown=spectral.view.shown)  # asked for, not answered yet
    assert pair.output.size_in_pixels == (40, 60)
    assert scene.shuffle.right.picked.chips.geometry() is not None
    session.show(snapshot=spectral.snapshot)
    assert pair.output.size_in_pixels == (41, 61)
    session.look(shown=plain.view.shown)  # the engine still answers for the spectrum
    assert pair.output.size_in_pixels == (41, 61)
    session.show(snapshot=plain.snapshot)
    assert pair.output.size_in_pixels == (40, 60)
    assert scene.shuffle.right.spectrum_marks.size is None
    assert scene.shuffle.right.picked.chips.geometry() is not None
    assert pair.output.frame.fitted


def test_a_map_too_thin_says_so(subpixel: Show, pair: CanvasPair) -> None:
    state = spectral_state()
    assert state.snapshot is not None
    nothing = msgspec.structs.replace(state.snapshot, answers={})
    thin = msgspec.structs.replace(state.configured, output_shape=(1, 1, 60))
    subpixel(dataclasses.replace(state, snapshot=nothing, configured=thin, picks=picked(None, "subpixel")))
    hint = pair.output.findChild(QLabel, "outputCanvasHint")
    assert hint is not None
    assert "too thin for a spectrum" in hint.text()


@pytest.mark.parametrize("factor", [2, 3])
@pytest.mark.parametrize("size", [(1281, 640), (900, 420), (520, 260)])
def test_labels_and_legend_cover_no_ring(
    subpixel: Show, pair: CanvasPair, monkeypatch: pytest.MonkeyPatch, factor: int, size: tuple[int, int]
) -> None:
    plates: list[QRectF] = []
    monkeypatch.setattr(spectrum_marks, "paint_plate", lambda painter, plate: plates.append(QRectF(plate)))
    pair.resize(*size)
    QApplication.processEvents()
    scene, _ = subpixel(spectral_state(factor))
    pair.fit()
    plates.clear()
    screen(pair.output)
    assert len(plates) == 6, "the legend, and five numbers at the axes"
    marks = scene.shuffle.right.spectrum_marks
    for place in marks.ring_places(pair.output.projection).values():
        ring = QRectF(place.x() - 9, place.y() - 9, 18, 18)
        assert not any(ring.intersects(plate) for plate in plates[1:])
    numbers = plates[1:]
    assert not any(a.intersects(b) for a, b in combinations(numbers, 2))


def test_labels_are_fractions_and_stay_on_the_picture(subpixel: Show, pair: CanvasPair) -> None:
    assert [fraction_text(Fraction(n, 4)) for n in (-2, -1, 0, 1, 2)] == ["−1/2", "−1/4", "0", "1/4", "1/2"]
    subpixel(spectral_state(4))
    without = screen(pair.output).astype(int)
    assert (without.max(axis=2) > 200).sum() > 100, "light words on dark plates"


def test_the_ring_tells_itself_from_any_grey() -> None:
    for grey in (0, 128, 255):
        shown = np.full(3, grey)
        assert np.abs(np.array(rgb(RING_COLOUR)) - shown).max() > 60


def test_the_action_shows_and_hides_it() -> None:
    session = CanvasSession(subpixel_state())
    action = SUBPIXEL.actions["spectrumAction"]
    assert action.checked is not None
    for shown in (True, False):
        action.run(session)
        assert action.checked(session.state) == shown
        assert (SPECTRUM in session.state.view.shown) == shown
