"""A decimated curve draws the same picture."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizapp.gui.plots.decimation import decimate, finite_only, running_mean


@given(
    st.integers(1, 3000),
    st.integers(1, 120),
    st.integers(0, 2**32 - 1),
    st.sampled_from([0.0, 0.1, 0.7]),
)
def test_extremes_ends_and_order_are_kept(count: int, bins: int, seed: int, missing: float) -> None:
    random = np.random.default_rng(seed)
    x = np.arange(1.0, count + 1)
    y = random.normal(size=count)
    y[random.random(count) < missing] = np.nan
    drawn_x, drawn_y = decimate(x, y, bins)
    assert len(drawn_x) == len(drawn_y) <= 2 * bins + 4
    assert (drawn_x[0], drawn_x[-1]) == (1.0, count)
    assert np.all(np.diff(drawn_x) >= 0)
    assert np.array_equal(drawn_y, y[drawn_x.astype(int) - 1], equal_nan=True)
    if np.isfinite(y).any():
        assert np.nanmax(drawn_y) == np.nanmax(y)
        assert np.nanmin(drawn_y) == np.nanmin(y)


def test_every_bin_keeps_its_own_extremes() -> None:
    y = np.tile([0.0, 5.0, -5.0, 0.0], 250)
    drawn = decimate(np.arange(1000.0), y, 50)[1]
    assert np.sum(drawn == 5.0) >= 49
    assert np.sum(drawn == -5.0) >= 49


def test_a_long_gap_stays_a_gap() -> None:
    y = np.ones(10_000)
    y[4000:6000] = np.nan
    drawn_x, drawn_y = decimate(np.arange(10_000.0), y, 100)
    inside = (drawn_x > 4100) & (drawn_x < 5900)
    assert inside.any()
    assert np.isnan(drawn_y[inside]).all()
    assert np.isfinite(drawn_y[~((drawn_x > 3900) & (drawn_x < 6100))]).all()


def test_entries_that_were_not_measured_are_left_out() -> None:
    x, y = finite_only(np.arange(5.0), np.array([np.nan, 1.0, np.nan, np.nan, 2.0]))
    assert x.tolist() == [1.0, 4.0]
    assert y.tolist() == [1.0, 2.0]


def test_no_bins_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="bins is 0"):
        decimate(np.arange(5.0), np.arange(5.0), 0)


def test_running_mean_against_a_loop() -> None:
    random = np.random.default_rng(3)
    y = random.normal(size=57)
    y[[4, 20, 21, 22, 23, 24, 56]] = np.nan
    for window in (1, 2, 3, 5, 101):
        mean = running_mean(y, window)
        for n in range(len(y)):
            around = y[max(0, n - window + 1) : n + 1]
            around = around[np.isfinite(around)]
            if len(around):
                assert mean[n] == pytest.approx(around.mean())
            else:
                assert np.isnan(mean[n])


@pytest.mark.parametrize("window", [0, -3])
def test_running_mean_over_no_values_is_refused(window: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        running_mean(np.ones(9), window)


@pytest.mark.parametrize("window", [1, 4, 21])
def test_running_mean_does_not_foresee(window: int) -> None:
    jump = np.concatenate([np.zeros(50), np.ones(50)])
    mean = running_mean(jump, window)
    assert not mean[:50].any()
    assert mean[50] == pytest.approx(1 / window)
