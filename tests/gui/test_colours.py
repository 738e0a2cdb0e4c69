"""Hue is direction, and can be read by people who are colour-blind."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import numpy as np
import pytest
from PySide6.QtGui import QColor

from vizapp.document.upsamplers import every_upsampler
from vizapp.geometry import ConvGeometry
from vizapp.gui.colours import direction_colour, mix, phase_colour, tap_colour
from vizapp.gui.runs import run_colour
from vizapp.gui.theme import DARK, LIGHT, Theme
from vizapp.gui.tokens import contrast

WHITE = QColor(255, 255, 255)
# Machado, Oliveira & Fernandes 2009, severity 1.0, on linear sRGB.
VISION = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
EIGHT = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if (dy, dx) != (0, 0)]


def lab(colour: QColor, vision: str) -> np.ndarray:
    """Return the colour in CIELAB (D65) as the given vision sees it."""
    encoded = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(VISION[vision]) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ seen
    f = xyz / [0.9505, 1.0, 1.089]
    f = np.where(f > 0.008856, np.cbrt(f), 7.787 * f + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", VISION)
def test_the_eight_directions_and_the_centre_are_told_apart(vision: str):
    colours = [direction_colour(*direction) for direction in EIGHT] + [WHITE]
    distances = [np.linalg.norm(lab(a, vision) - lab(b, vision)) for a, b in combinations(colours, 2)]
    assert min(distances) > 9


@pytest.mark.parametrize("vision", VISION)
def test_opposite_directions_are_far_apart(vision: str):
    for degrees in range(0, 180, 5):
        dy, dx = -math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
        distance = np.linalg.norm(lab(direction_colour(dy, dx), vision) - lab(direction_colour(-dy, -dx), vision))
        assert distance > 35


def test_the_wheel_closes_without_a_jump():
    colours = [
        lab(direction_colour(-math.sin(math.radians(degrees)), math.cos(math.radians(degrees))), "normal")
        for degrees in range(0, 361, 2)
    ]
    steps = [np.linalg.norm(b - a) for a, b in pairwise(colours)]
    assert max(steps) < 6
    assert min(steps) > 0.5


def test_length_does_not_matter_and_no_direction_is_white():
    assert direction_colour(0.001, 0.002) == direction_colour(10, 20)
    assert direction_colour(0, 0) == WHITE


@pytest.mark.parametrize("kernel_size", [(3, 3), (5, 5), (5, 3), (2, 2), (3, 2)])
def test_a_tap_has_the_colour_of_its_place_in_the_kernel(kernel_size: tuple[int, int]):
    height, width = kernel_size
    reach_y, reach_x = (height - 1) / 2, (width - 1) / 2
    for tap in range(height * width):
        dy, dx = tap // width - reach_y, tap % width - reach_x
        if max(abs(dy), abs(dx)) == max(reach_y, reach_x) or (dy, dx) == (0, 0):
            assert tap_colour(tap, ConvGeometry(kernel_size)) == direction_colour(dy, dx)


@pytest.mark.parametrize("kernel_size", [(5, 5), (5, 3), (3, 5), (4, 2)])
def test_taps_of_a_large_kernel_differ_also_along_one_direction(kernel_size: tuple[int, int]):
    geometry = ConvGeometry(kernel_size)
    assert len({tap_colour(tap, geometry).name() for tap in range(geometry.taps)}) == geometry.taps


def test_phases_of_two_by_two_are_the_diagonals():
    assert [phase_colour(phase, 2) for phase in range(4)] == [
        direction_colour(-1, -1),
        direction_colour(-1, 1),
        direction_colour(1, -1),
        direction_colour(1, 1),
    ]
    assert phase_colour(4, 3) == WHITE


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("upscale_factor", [2, 3, 4])
def test_the_phases_of_a_pixel_are_told_apart(upscale_factor: int, vision: str):
    colours = [phase_colour(phase, upscale_factor) for phase in range(upscale_factor**2)]
    distances = [np.linalg.norm(lab(a, vision) - lab(b, vision)) for a, b in combinations(colours, 2)]
    assert min(distances) > 7


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("upscale_factor", [2, 3, 4])
def test_tints_of_the_phases_are_told_apart_on_both_grounds(upscale_factor: int, theme: Theme):
    tints = [mix(theme.surface, phase_colour(phase, upscale_factor), 0.28) for phase in range(upscale_factor**2)]
    distances = [np.linalg.norm(lab(a, "normal") - lab(b, "normal")) for a, b in combinations(tints, 2)]
    assert min(distances) > 4, "twice what is just noticed"


def test_rings_of_phases_have_one_hue_a_direction_and_are_darker_inside():
    for outer, inner in ((0, 5), (3, 6), (12, 9), (15, 10)):
        outside, inside = phase_colour(outer, 4), phase_colour(inner, 4)
        assert outside == direction_colour(outer // 4 - 1.5, outer % 4 - 1.5)
        assert inside.hueF() == pytest.approx(outside.hueF(), abs=0.01)
        assert inside.lightnessF() < outside.lightnessF()
    assert phase_colour(12, 5) == WHITE
    assert len({phase_colour(phase, 8).name() for phase in range(64)}) == 64


def test_mix_goes_from_one_end_to_the_other():
    start, end = QColor(10, 20, 30, 40), QColor(110, 220, 130, 240)
    assert mix(start, end, 0) == start
    assert mix(start, end, 1) == end
    assert mix(start, end, 0.5) == QColor(60, 120, 80, 140)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_curve_of_every_run_is_seen_on_its_ground(theme: Theme):
    runs = [each.name for each in every_upsampler()] + ["conv", "free", "position", "none"]
    for run in runs:
        assert contrast(run_colour(run, theme), theme.surface) >= 3.0, run
