"""Whatever a person does one after another, the document is settled: settling it again changes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from session_fakes import Bench, feature_map, image

from vizapp.document.deformable import DeformableSpec
from vizapp.document.edits import settle
from vizapp.document.experiment import Experiment, Source
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec

Doing = Callable[[Bench], None]
Edit = Callable[[Experiment], Experiment]

HERE = PlacedPoint(Tap(0, 4), (1.0, 1.0), Unit((2, 3)))
EVERYWHERE = PlacedPoint(Tap(0, 2), (0.5, -1.0))


def deformable(**changes: Any) -> Edit:
    return lambda experiment: experiment.with_spec(experiment.spec_of(DeformableSpec).replaced(**changes))


def shuffled(upscale_factor: int, phase_order: tuple[int, ...] = ()) -> Edit:
    spec = SubpixelSpec(task=ShuffleSpec(), upscale_factor=upscale_factor, phase_order=phase_order)
    return lambda experiment: experiment.with_spec(spec)


def everything_at_once(experiment: Experiment) -> Experiment:
    """Another source, kernel, stride and size together, and a point placed in the same go."""
    placed = deformable(kernel_size=(5, 5), stride=2, placed_points=(HERE, EVERYWHERE))(experiment)
    return replace(placed, source=Source("sample", "arange_108"), working_size=32)


EDITS: dict[str, Edit] = {
    "point here": deformable(placed_points=(HERE,)),
    "points here and everywhere": deformable(placed_points=(EVERYWHERE, HERE)),
    "no points": deformable(placed_points=()),
    "kernel 3": deformable(kernel_size=(3, 3)),
    "kernel 5": deformable(kernel_size=(5, 5)),
    "stride 1": deformable(stride=1),
    "stride 2": deformable(stride=2),
    "dilation 2": deformable(dilation=2),
    "size 32": lambda experiment: replace(experiment, working_size=32),
    "size auto": lambda experiment: replace(experiment, working_size=None),
    "other lab": lambda experiment: replace(experiment, lab="subpixel"),
    "first lab": lambda experiment: replace(experiment, lab="deformable"),
    "shuffle by 2 rearranged": shuffled(2, (3, 1, 2, 0)),
    "shuffle by 3": shuffled(3),
    "super-resolve": lambda experiment: experiment.with_spec(
        experiment.spec_of(SubpixelSpec).with_task(SuperResolveSpec())
    ),
    "another sample": lambda experiment: replace(experiment, source=Source("sample", "arange_108")),
    "the photograph": lambda experiment: replace(experiment, source=Source()),
    "everything at once": everything_at_once,
}


def update(name: str) -> Doing:
    """Make an edit, as the setup does, and wait for the source if it needs another one."""

    def do(bench: Bench) -> None:
        before = bench.state.experiment
        wanted = EDITS[name](before)
        bench.session.update(wanted, name)
        if bench.state.reading is not None:
            bench.read(image())
        after = bench.state.experiment
        assert after == settle(before, wanted)
        assert settle(before, after) == after, "what has been settled is settled"

    return do


def opened(what: str) -> Doing:
    def do(bench: Bench) -> None:
        before = bench.state.experiment
        bench.session.open_path(f"/tmp/{what}")
        bench.read(feature_map(18) if what.endswith(".npy") else image(what))
        assert settle(before, bench.state.experiment) == bench.state.experiment

    return do


DOINGS: dict[str, Doing] = {
    **{name: update(name) for name in EDITS},
    "open photo": opened("photo.png"),
    "open map": opened("map.npy"),
    "undo": lambda bench: bench.session.undo(),
    "redo": lambda bench: bench.session.redo(),
}


def do_all(names: tuple[str, ...] | list[str]) -> None:
    bench = Bench()
    bench.begin()
    for name in names:
        DOINGS[name](bench)
        assert bench.state.reading is None
        document = bench.state.experiment
        assert settle(document, document) == document


def test_two_things_done_one_after_the_other() -> None:
    for names in itertools.product(DOINGS, repeat=2):
        do_all(names)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(sorted(DOINGS)), min_size=3, max_size=12))
def test_any_things_done_one_after_another(names: list[str]) -> None:
    do_all(names)


@pytest.mark.parametrize("before", EDITS)
def test_settling_three_changes_twice_is_settling_them_once(before: str) -> None:
    """Every edit from every document that two edits lead to, without a session."""
    first = settle(Experiment(), EDITS[before](Experiment()))
    for second_name, third_name in itertools.product(EDITS, repeat=2):
        second = settle(first, EDITS[second_name](first))
        wanted = EDITS[third_name](second)
        third = settle(second, wanted)
        assert settle(second, third) == third, (before, second_name, third_name)
        assert settle(third, third) == third, (before, second_name, third_name)


@pytest.mark.parametrize("change", ["kernel 5", "stride 2", "size 32", "another sample"])
def test_a_point_for_one_unit_goes_with_what_it_was_placed_in(change: str) -> None:
    """So that the tests above are not about a function that never does anything."""
    placed = EDITS["points here and everywhere"](Experiment())
    after = settle(placed, EDITS[change](placed)).spec_of(DeformableSpec).placed_points
    assert after == (() if change in ("kernel 5", "another sample") else (EVERYWHERE,))


def test_points_placed_by_the_same_change_stay() -> None:
    placed = EDITS["point here"](Experiment())
    after = settle(placed, everything_at_once(placed))
    assert after.spec_of(DeformableSpec).placed_points == (HERE, EVERYWHERE)
