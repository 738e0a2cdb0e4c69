from __future__ import annotations

from fractions import Fraction

import pytest

from vizapp.frequencies import frequency_at, place_of, upsampling_frequencies


def test_rows_go_from_minus_half_to_half() -> None:
    assert [frequency_at(row, 5) for row in range(5)] == [-0.5, -0.25, 0, 0.25, 0.5]
    assert place_of(1 / 3, 193) == pytest.approx(160)
    assert frequency_at(place_of(0.2, 43), 43) == pytest.approx(0.2)


@pytest.mark.parametrize(("factor", "expected"), [(2, "-1/2 0 1/2"), (3, "-1/3 0 1/3"), (4, "-1/2 -1/4 0 1/4 1/2")])
def test_what_repeats_every_r_pixels_stands_at_multiples_of_one_rth(factor: int, expected: str) -> None:
    assert upsampling_frequencies(factor) == tuple(Fraction(each) for each in expected.split())
    assert max(upsampling_frequencies(7)) == Fraction(3, 7)
