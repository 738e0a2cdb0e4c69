"""Overlap counts against a loop that writes every kernel, and the exact figures."""

from __future__ import annotations

import pytest

from vizapp.overlap import input_side, inside, interior_counts, leading_cut, output_side, taps_of_phase, writers

EVERY = [(kernel, stride) for kernel in range(1, 10) for stride in range(1, 10)]
FIGURES = {
    (3, 2): (1, 2, 4),
    (5, 2): (4, 6, 9),
    (5, 3): (1, 2, 4),
    (4, 2): (4,),
    (6, 3): (4,),
    (2, 2): (1,),
}


def written(inputs: int, kernel: int, stride: int) -> list[int]:
    """Return how often each output of an axis is written to, by writing."""
    counts = [0] * output_side(inputs, kernel, stride)
    for place in range(inputs):
        for tap in range(kernel):
            counts[place * stride + tap] += 1
    return counts


@pytest.mark.parametrize(("kernel", "stride"), EVERY)
def test_writers_are_those_of_a_loop(kernel: int, stride: int) -> None:
    inputs = input_side(kernel, stride)
    counts = written(inputs, kernel, stride)
    assert [len(writers(y, inputs, kernel, stride)) for y in range(len(counts))] == counts
    for y in range(len(counts)):
        assert all(0 <= y - place * stride < kernel for place in writers(y, inputs, kernel, stride))


@pytest.mark.parametrize(("kernel", "stride"), EVERY)
def test_inside_a_larger_map_would_count_the_same(kernel: int, stride: int) -> None:
    inputs = input_side(kernel, stride)
    here, larger = written(inputs, kernel, stride), written(inputs + 40, kernel, stride)
    shift = 20 * stride  # the same place, with twenty more inputs before it
    within = inside(inputs, kernel, stride)
    assert all(here[y] == larger[y + shift] for y in within)
    assert len(within) >= 2 * stride, "two periods"
    for y in set(range(len(here))) - set(within):
        assert here[y] != larger[y + shift] or kernel < stride


@pytest.mark.parametrize(("kernel", "stride"), EVERY)
def test_interior_counts_are_even_exactly_where_the_stride_divides_the_kernel(kernel: int, stride: int) -> None:
    counts = written(60, kernel, stride)[20 * stride : 40 * stride]
    expected = tuple(sorted({down * across for down in counts for across in counts}))
    assert interior_counts(kernel, stride) == expected
    assert (len(expected) == 1) == (kernel % stride == 0)
    assert (0 in expected) == (stride > kernel)


@pytest.mark.parametrize(("geometry", "expected"), FIGURES.items())
def test_the_known_figures(geometry: tuple[int, int], expected: tuple[int, ...]) -> None:
    assert interior_counts(*geometry) == expected


@pytest.mark.parametrize(("kernel", "stride"), EVERY)
def test_the_taps_of_a_phase_are_those_that_a_loop_writes_there_with(kernel: int, stride: int) -> None:
    cut, inputs = leading_cut(kernel, stride), 20
    written_with: dict[int, set[int]] = {phase: set() for phase in range(stride)}
    for place in range(inputs):
        for tap in range(kernel):
            if 0 <= place * stride + tap - cut < inputs * stride:
                written_with[(place * stride + tap - cut) % stride].add(tap)
    assert {phase: set(taps_of_phase(phase, kernel, stride)) for phase in range(stride)} == written_with
