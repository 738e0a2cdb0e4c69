"""What a hand changes in the shuffle: swaps, the puzzle of finding them, and single values."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from vizapp.document import edits
from vizapp.document.experiment import Experiment, Source, needs_rebuild, shows_other_maps
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import MAX_CHANGED_VALUES, ChangedValue, Puzzle
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.document.text import from_text, to_text
from vizapp.wording.problems import ProblemError


def shuffled(**changes: object) -> Experiment:
    return Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec(), **changes),))


def spec_of(experiment: Experiment) -> SubpixelSpec:
    return experiment.spec_of(SubpixelSpec)


def test_a_puzzle_begins_with_every_other_phase_in_its_own_place() -> None:
    hidden = edits.hide_swaps(shuffled(phase_order=(1, 0, 2, 3)), [(0, 3)])
    assert spec_of(hidden).phase_order == (3, 1, 2, 0)
    assert spec_of(hidden).puzzle == Puzzle(1)
    assert spec_of(hidden).puzzle_is_open
    with pytest.raises(ValueError, match="common"):
        edits.hide_swaps(shuffled(), [(0, 1), (1, 2)])
    with pytest.raises(ValueError, match="not 0"):
        edits.hide_swaps(shuffled(), [])


def test_every_exchange_is_a_move_until_each_phase_is_in_its_place() -> None:
    experiment = edits.hide_swaps(shuffled(), [(0, 3)])
    experiment = edits.swap_phases(experiment, 0, 1)
    assert spec_of(experiment).puzzle == Puzzle(1, moves=1)
    assert edits.swap_phases(experiment, 2, 2) == experiment, "nothing was exchanged"
    experiment = edits.swap_phases(experiment, 0, 1)
    experiment = edits.swap_phases(experiment, 3, 0)
    assert spec_of(experiment).phase_order == ()
    assert spec_of(experiment).puzzle == Puzzle(1, moves=3)
    assert not spec_of(experiment).puzzle_is_open
    after = edits.swap_phases(experiment, 0, 1)
    assert spec_of(after).puzzle is None, "what comes after the end is no move"
    assert not spec_of(after).puzzle_is_open


def test_giving_up_shows_the_phases_and_resetting_is_no_solution() -> None:
    hidden = edits.hide_swaps(shuffled(), [(0, 3), (1, 2)])
    given_up = spec_of(edits.give_puzzle_up(hidden))
    assert (given_up.phase_order, given_up.puzzle) == ((3, 2, 1, 0), None)
    reset = spec_of(edits.reset_phases(hidden))
    assert (reset.phase_order, reset.puzzle) == ((), None)


def test_a_value_is_changed_once_and_given_back() -> None:
    experiment = edits.change_value(shuffled(), 3, (1, 2), 0.25)
    experiment = edits.change_value(experiment, 3, (1, 2), 0.5)
    assert spec_of(experiment).changed_values == (ChangedValue(3, (1, 2), 0.5),)
    assert from_text(to_text(experiment)) == experiment
    assert not shows_other_maps(shuffled(), experiment), "the lab goes on, and follows at once"
    assert edits.clear_changed_values(experiment) == shuffled()


def test_there_are_no_more_changed_values_than_the_document_may_hold() -> None:
    full = tuple(ChangedValue(0, (n, 0), 1.0) for n in range(MAX_CHANGED_VALUES))
    experiment = shuffled(changed_values=full)
    with pytest.raises(ProblemError) as error:
        edits.change_value(experiment, 1, (0, 0), 2.0)
    assert error.value.problem.code == "values.too-many"
    assert len(spec_of(edits.change_value(experiment, 0, (0, 0), 2.0)).changed_values) == MAX_CHANGED_VALUES


@pytest.mark.parametrize(("pixel_yx", "value"), [((-1, 0), 1.0), ((0, 0), float("nan")), ((0, 0), float("inf"))])
def test_a_value_that_no_pixel_can_hold_is_refused(pixel_yx: tuple[int, int], value: float) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        ChangedValue(0, pixel_yx, value)


@pytest.mark.parametrize(
    "change",
    [
        lambda experiment: replace(experiment, source=Source(location="coffee")),
        lambda experiment: replace(experiment, working_size=64),
        lambda experiment: experiment.with_spec(spec_of(experiment).replaced(stored_as="DCR")),
        lambda experiment: experiment.with_spec(spec_of(experiment).with_factor(3)),
    ],
)
def test_changed_values_do_not_outlive_their_channels(change: Callable[[Experiment], Experiment]) -> None:
    before = edits.change_value(shuffled(), 0, (0, 0), 1.0)
    assert spec_of(edits.settle(before, change(before))).changed_values == ()
    opened = change(shuffled())
    opened = opened.with_spec(spec_of(opened).replaced(changed_values=(ChangedValue(1, (1, 1), 3.0),)))
    assert edits.settle(before, opened) == opened, "those that an opened document brings are its own"


def test_a_puzzle_does_not_outlive_its_picture_or_its_task() -> None:
    before = edits.hide_swaps(shuffled(), [(0, 3)])
    other = edits.settle(before, replace(before, source=Source(location="coffee")))
    assert (spec_of(other).phase_order, spec_of(other).puzzle) == ((), None)
    trained = edits.settle(before, before.with_spec(spec_of(before).with_task(SuperResolveSpec())))
    assert spec_of(trained).puzzle is None
    assert not spec_of(trained).uses("changed_values")
    assert spec_of(before).uses("changed_values")


def test_neither_rebuilds_the_lab() -> None:
    hidden = edits.hide_swaps(shuffled(), [(0, 3)])
    assert not needs_rebuild(shuffled(), hidden)
    assert not needs_rebuild(hidden, edits.change_value(hidden, 0, (0, 0), 1.0))
