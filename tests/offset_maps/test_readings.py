"""What the figures say of a layout, and where they say nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from made_offsets import smooth_field, turning_field, written_out

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.evidence import Agreement, evidence_of, points_of
from vizapp.offset_maps.layouts import LAYOUTS
from vizapp.offset_maps.non_finite import filled, located
from vizapp.offset_maps.readings import ranked, readings

GEOMETRY = ConvGeometry.aligned((3, 3))


@pytest.mark.parametrize("layout", ["torchvision", "split", "xy", "split-xy"])
@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("seed", range(4))
def test_a_kernel_that_turns_and_grows_tells_its_layout_without_an_output(
    layout: str, groups: int, seed: int
) -> None:
    field = turning_field(seed, groups, (3, 3), (24, 37))
    order = ranked(readings(written_out(field, layout), GEOMETRY, groups))
    assert order.best.layout == layout
    # The dy of two groups that turn alike, taken for dy and dx of one, look like a turning kernel too.
    assert order.verdict == "likely" or (groups == 2 and "split" in layout)
    np.testing.assert_array_equal(order.best.offsets, field)


def test_independent_taps_leave_it_open_and_say_so() -> None:
    field = np.random.default_rng(3).normal(size=(1, 9, 2, 30, 41))
    order = ranked(readings(written_out(field, "split"), GEOMETRY, 1))
    assert order.verdict == "unclear"
    assert order.best.layout == "torchvision"  # the commonest


def test_smoothness_over_the_units_tells_a_field_from_noise_and_not_a_layout() -> None:
    field = smooth_field(0, 2, (3, 3), (30, 41))
    noise = np.random.default_rng(0).normal(size=field.shape)
    of_field = [each.evidence.unit_roughness for each in readings(written_out(field, "xy"), GEOMETRY, 2)]
    of_noise = [each.evidence.unit_roughness for each in readings(written_out(noise, "xy"), GEOMETRY, 2)]
    assert np.ptp(of_field) < 1e-12
    assert max(of_field) < 0.3
    assert min(of_noise) == pytest.approx(2 / math.sqrt(math.pi), abs=0.03)


def test_a_pure_growth_fits_the_kernel_and_exchanged_components_mirror_it() -> None:
    growth = np.zeros((1, 9, 2, 5, 8))
    for k in range(9):
        growth[0, k] = np.array(GEOMETRY.tap_direction(k))[:, None, None]
    evidence = evidence_of(growth, GEOMETRY, (5, 8))
    assert evidence.kernel_fit == pytest.approx(1)
    assert evidence.kernel_turning == pytest.approx(1)
    exchanged = evidence_of(growth[:, :, ::-1], GEOMETRY, (5, 8))
    assert exchanged.kernel_fit == pytest.approx(1)
    assert exchanged.kernel_turning == pytest.approx(-1)
    assert evidence.tap_roughness == pytest.approx(0.5 / growth.std())


def test_a_turning_of_the_whole_map() -> None:
    y, x = np.indices((9, 14)).astype(float)
    offsets = np.stack([-0.1 * x, 0.1 * y])[None, None].repeat(9, axis=1)
    assert evidence_of(offsets, GEOMETRY, (9, 14)).map_turning == pytest.approx(1)
    assert evidence_of(offsets[:, :, ::-1], GEOMETRY, (9, 14)).map_turning == pytest.approx(-1)


def test_points_outside_a_lopsided_image_are_counted() -> None:
    offsets = np.zeros((1, 9, 2, 6, 20))
    offsets[:, :, 1] = 8.0  # to the right; exchanged it leaves a map of six rows altogether
    right = evidence_of(offsets, GEOMETRY, (6, 20))
    wrong = evidence_of(offsets[:, :, ::-1], GEOMETRY, (6, 20))
    points = points_of(offsets, GEOMETRY)
    expected = np.mean([
        not (-1 < points[0, k, 0, y, x] < 6 and -1 < points[0, k, 1, y, x] < 20)
        for k in range(9) for y in range(6) for x in range(20)
    ])  # fmt: skip
    assert right.outside_share == pytest.approx(expected)
    assert wrong.outside_share == 1
    assert (right.mean_length, right.longest, right.mean_abs_yx) == (8, 8, (0, 8))


def test_points_follow_the_geometry() -> None:
    geometry = ConvGeometry((3, 2), (2, 3), (1, 0), (2, 1))
    offsets = smooth_field(2, 2, (3, 2), (4, 5))
    points = points_of(offsets, geometry)
    for k in range(6):
        i, j = divmod(k, 2)
        assert points[1, k, 0, 3, 4] == pytest.approx(3 * 2 - 1 + i * 2 + offsets[1, k, 0, 3, 4])
        assert points[1, k, 1, 3, 4] == pytest.approx(4 * 3 - 0 + j * 1 + offsets[1, k, 1, 3, 4])


def test_a_large_map_is_measured_on_some_units_with_the_same_figures() -> None:
    small = turning_field(1, 1, (3, 3), (60, 90))
    large = turning_field(1, 1, (3, 3), (300, 450))
    one, other = (evidence_of(field, GEOMETRY, field.shape[-2:]) for field in (small, large))
    assert other.kernel_fit == pytest.approx(one.kernel_fit, abs=0.01)
    assert other.mean_length == pytest.approx(one.mean_length, abs=0.02)


def test_units_that_are_not_finite_are_located_and_left_out() -> None:
    field = turning_field(0, 2, (3, 3), (8, 11))
    before = evidence_of(field, GEOMETRY, (8, 11))
    field[1, 4, 0, 2, 3] = np.nan
    field[1, 4, 1, 2, 3] = -np.inf
    field[0, 8, 1, 7, 10] = np.inf
    found = located(field)
    # Two components of one point are one point.
    assert (found.nan, found.infinite, found.units, found.count) == (1, 1, 2, 2)
    assert found.of_tap[1][4] == 1
    assert found.of_tap[0][8] == 1
    assert sum(map(sum, found.of_tap)) == 2
    places = [(each.group, each.tap, each.unit_yx) for each in found.places]
    assert places == [(1, 4, (2, 3)), (0, 8, (7, 10))]
    assert found.places[1].offset_yx == (field[0, 8, 0, 7, 10], np.inf)
    mask = np.ones((2, 9, 8, 11))
    mask[1, 4, 2, 3], mask[0, 0, 0, 0] = np.inf, np.nan
    both = located(field, mask)
    assert (both.nan, both.infinite, both.units, both.count) == (2, 1, 3, 3)
    assert both.places[0].unit_yx == (0, 0)
    assert np.isnan(both.places[0].mask)
    after = evidence_of(field, GEOMETRY, (8, 11))
    assert after.kernel_fit == pytest.approx(before.kernel_fit, abs=0.05)
    whole = filled(field)
    assert np.isfinite(whole).all()
    assert whole[0, 8, 1, 7, 10] == pytest.approx(np.mean(field[0, 8, 1][np.isfinite(field[0, 8, 1])]))
    np.testing.assert_array_equal(whole[0, :8], field[0, :8])


def test_a_map_of_nothing_but_nan_has_no_figures() -> None:
    order = ranked(readings(np.full((18, 3, 4), np.nan), GEOMETRY, 1))
    assert order.verdict == "unclear"
    assert all(math.isnan(each.evidence.mean_length) for each in order.readings)
    assert located(order.best.offsets).nan == 9 * 12


def test_a_zero_map_is_the_same_in_every_layout() -> None:
    order = ranked(readings(np.zeros((18, 3, 4)), GEOMETRY, 1))
    assert (order.verdict, order.best.layout) == ("unclear", "torchvision")


@pytest.mark.parametrize(
    ("differences", "verdict", "best"),
    [
        ((0.5, 0.7, 1e-7, 0.9), "known", "split"),
        ((0.5, 0.7, 0.4, 0.9), "contradicted", "split"),
        ((1e-8, 0.7, 2e-8, 0.9), "unclear", "torchvision"),
    ],
)
def test_agreement_decides_where_it_is_known(differences: tuple[float, ...], verdict: str, best: str) -> None:
    found = readings(written_out(turning_field(0, 1, (3, 3), (9, 12)), "xy"), GEOMETRY, 1)
    agreements = [Agreement(value, value, value < 1e-6, 10) for value in differences]
    order = ranked([each.with_agreement(agreed) for each, agreed in zip(found, agreements, strict=True)])
    assert (order.verdict, order.best.layout) == (verdict, best)


def test_every_layout_has_its_place_in_the_order() -> None:
    found = readings(np.zeros((36, 3, 4)), GEOMETRY, 2)
    assert [each.layout for each in ranked(found[::-1]).readings] == list(LAYOUTS)
