"""Animations as files, read back with Pillow: frames, their times, and how little what stays costs."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from vizapp.animations.deltas import deltas
from vizapp.animations.encoder import Encoder, EncoderError
from vizapp.animations.film import ENDINGS, Ending, Film

HEIGHT, WIDTH = 60, 90


def scene(count: int, seed: int = 0) -> list[NDArray[np.uint8]]:
    """Return frames of a coloured ramp with some noise, over which a square of one colour walks."""
    rng = np.random.default_rng(seed)
    ramp = np.stack(
        np.broadcast_arrays(np.linspace(0, 255, WIDTH), np.linspace(0, 255, HEIGHT)[:, None], 90), axis=-1
    )
    ground = np.clip(ramp + rng.normal(0, 6, ramp.shape), 0, 255).astype(np.uint8)
    frames = []
    for number in range(count):
        frame = ground.copy()
        frame[20:26, 5 + 3 * number : 11 + 3 * number] = (255, 120, 0)
        frames.append(frame)
    return frames


def made(ending: Ending, frames: list[NDArray[np.uint8]], rate: float = 10, hold: float = 0.0) -> bytes:
    height, width = frames[0].shape[:2]
    with Encoder(Film(ending, width, height, len(frames), rate, hold)) as encoder:
        for frame in frames:
            encoder.add(frame.tobytes())
        return encoder.finish(lambda: None)


def read(data: bytes) -> tuple[list[NDArray[np.uint8]], list[float]]:
    """Return the frames and for how many seconds each is shown."""
    frames, seconds = [], []
    with Image.open(io.BytesIO(data)) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            image.load()
            seconds.append(image.info.get("duration", 0) / 1000)
            frames.append(np.asarray(image.convert("RGB")))
    return frames, seconds


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_put_in_comes_out(ending: Ending) -> None:
    frames = scene(7)
    frames.insert(3, frames[2])  # one that is the same as the one before
    found, seconds = read(made(ending, frames, rate=8, hold=1.5))
    if ending == "webp":  # its encoder shows such a frame for longer
        del frames[3]
    assert len(found) == len(frames)
    for frame, its in zip(frames, found, strict=True):
        if ending == "gif":
            assert np.abs(frame.astype(int) - its).mean() < 6
        else:
            np.testing.assert_array_equal(frame, its)
    assert sum(seconds) == pytest.approx(7 / 8 + 1.5, abs=0.006)
    assert seconds[-1] == pytest.approx(1.5, abs=0.006)


def test_it_begins_again_for_ever() -> None:
    for ending in ENDINGS:
        with Image.open(io.BytesIO(made(ending, scene(3)))) as image:
            assert image.info["loop"] == 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_one_frame_is_an_animation_too(ending: Ending) -> None:
    (frame,), _ = read(made(ending, scene(1)))
    assert np.abs(frame.astype(int) - scene(1)[0]).mean() < 6


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_stays_costs_hardly_anything(ending: Ending) -> None:
    alone, many = (len(made(ending, scene(count))) for count in (1, 25))
    assert many - alone < 24 * 400, "a square of 6 × 6 pixels comes and goes"


def flags_of_frames(data: bytes) -> list[int]:
    """Return the flags of each image in a GIF file, whose head has a table of 256 colours."""
    flags, at = [], 13 + 3 * 256
    while data[at : at + 1] != b";":
        if data[at : at + 1] == b",":
            flags.append(data[at + 9])
            at += 11  # the descriptor and the size of a code
        else:
            at += 2  # an extension and its kind
        while data[at]:
            at += 1 + data[at]
        at += 1
    assert at == len(data) - 1
    return flags


def test_all_frames_of_a_gif_share_one_palette_and_what_stays_has_one_colour() -> None:
    data = made("gif", scene(20))
    assert flags_of_frames(data) == [0] * 20, "no tables of colours of their own, and no interlacing"
    found, _ = read(data)
    for frame in found:
        np.testing.assert_array_equal(frame[30:], found[0][30:])


def test_a_marks_own_colour_is_in_the_palette_of_a_gif() -> None:
    found, _ = read(made("gif", scene(20)))
    for number, frame in enumerate(found):
        away = np.abs(frame[21:25, 6 + 3 * number : 10 + 3 * number].astype(int) - (255, 120, 0)).max()
        assert away < 12


def test_a_change_is_the_smallest_part_that_differs() -> None:
    first, second = scene(2)
    changes = list(deltas([first, second, second]))
    assert changes[0].changed.all()
    assert changes[1].place == (slice(20, 26), slice(5, 14))
    assert changes[1].changed.sum() == 2 * 3 * 6
    assert (changes[2].place, changes[2].changed.any()) == ((slice(0, 1), slice(0, 1)), False)


def test_times_that_are_rounded_add_up() -> None:
    delays = Film("gif", 1, 1, 31, 30.0, 0.0).delays(100)
    assert set(delays) == {3, 4}
    assert sum(delays[:30]) == 100
    assert Film("gif", 1, 1, 3, 10.0, 2.0).delays(100) == [10, 10, 200]


def test_a_film_is_what_its_words_say() -> None:
    film = Film("webp", 640, 479, 101, 12.5, 1.5)
    assert Film.of_words(film.words()) == film


def test_too_few_frames_are_no_animation() -> None:
    with Encoder(Film("gif", WIDTH, HEIGHT, 3, 10, 0)) as encoder:
        encoder.add(scene(1)[0].tobytes())
        with pytest.raises(EncoderError, match="EOFError"):
            encoder.finish(lambda: None)


@pytest.mark.parametrize("after", [0, 3])
def test_it_can_be_ended_at_any_time(after: int) -> None:
    calls = 0

    def pause() -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise InterruptedError

    def make(pause: Callable[[], None]) -> None:
        with Encoder(Film("apng", WIDTH, HEIGHT, 9, 10, 0)) as encoder:
            processes.append(encoder._process)
            for frame in scene(9):
                encoder.add(frame.tobytes())
            encoder.finish(pause)

    processes: list = []
    with pytest.raises(InterruptedError):
        make(pause)
    assert processes[0].poll() is not None, "nothing is left behind"
    assert calls == after + 1
