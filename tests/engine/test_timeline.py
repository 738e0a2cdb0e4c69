"""A timeline over any course of steps, changes, returns and resets, against all states written down."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizapp.engine import timeline as timeline_module
from vizapp.engine.timeline import KEEP_EVERY, Steering, Timeline
from vizapp.labs.base import TrainerState

Position = tuple[int, int]
"""A branch and a step."""


class Chain:
    """A training whose state says by which settings it has come about."""

    def __init__(self) -> None:
        self.rate = 1
        self.history: tuple[int, ...] = ()
        self.timeline = Timeline(self.steering, self.state())

    @property
    def steering(self) -> Steering:
        return {"rate": self.rate}

    @property
    def step_count(self) -> int:
        return len(self.history)

    @property
    def position(self) -> Position:
        return self.timeline.present, self.step_count

    def state(self) -> TrainerState:
        return {"history": self.history}

    def step(self) -> None:
        self.timeline.before_step(self.step_count, self.steering, self.state)
        self.history += (self.rate,)
        again = self.timeline.after_step(self.step_count)
        if again is not None:
            self.rate = again["rate"]

    def go(self, branch: int, step: int) -> int:
        """Go to a step as the engine does; return how many steps had to be done again."""
        route = self.timeline.route(branch, step, self.step_count)
        if route.state is not None:
            self.history = route.state["history"]
        assert len(self.history) == route.start
        for leg in route.legs:
            self.timeline.stand_on(leg.branch)
            while self.step_count < leg.end:
                self.timeline.pass_by(self.step_count, self.state)
                self.history += (leg.steering["rate"],)
        self.timeline.stand_on(branch)
        self.rate = self.timeline.settings_at(branch, step)["rate"]
        return step - route.start

    def reset(self) -> None:
        self.history = ()
        self.timeline.begin_again(self.steering, self.state())


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline_module, "MOST_KEPT", 4)


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("steps"), st.integers(1, 90)),
        st.tuples(st.just("rate"), st.integers(1, 3)),
        st.tuples(st.just("go"), st.integers(0, 10_000)),
        st.tuples(st.just("reset"), st.just(0)),
    ),
    max_size=25,
)


@pytest.mark.usefixtures("few")
@settings(max_examples=150, deadline=None)
@given(ACTIONS)
def test_every_step_that_was_ever_reached_can_be_gone_back_to(actions: list[tuple[str, int]]) -> None:
    chain = Chain()
    known: dict[Position, tuple[tuple[int, ...], int]] = {}

    def note() -> None:
        before = known.setdefault(chain.position, (chain.history, chain.rate))
        assert before[0] == chain.history

    note()
    for what, number in actions:
        match what:
            case "steps":
                for _ in range(number):
                    chain.step()
                    note()
            case "rate":
                chain.rate = number
            case "go":
                branch, step = list(known)[number % len(known)]
                chain.go(branch, step)
                assert chain.history == known[branch, step][0]
            case "reset":
                chain.reset()
                note()
    for (branch, step), (history, _) in known.items():
        chain.go(branch, step)
        assert chain.history == history
    described = chain.timeline.described()
    assert all(len(chain.timeline.branches[each.number].kept) <= 4 for each in described)


def trained(steps: int) -> Chain:
    chain = Chain()
    for _ in range(steps):
        chain.step()
    return chain


def test_the_same_settings_go_on_along_the_same_branch() -> None:
    chain = trained(200)
    chain.go(1, 70)
    for _ in range(130):
        chain.step()
    assert chain.position == (1, 200)
    assert [each.number for each in chain.timeline.described()] == [1]


def test_other_settings_begin_a_branch_at_the_step() -> None:
    chain = trained(200)
    chain.go(1, 70)
    chain.rate = 2
    chain.step()
    one, other = chain.timeline.described()
    assert (one.number, one.head) == (1, 200)
    assert (other.number, other.parent, other.begins, other.cause) == (2, 1, 70, "settings")
    assert chain.history == (1,) * 70 + (2,)
    chain.go(1, 100)
    assert (chain.history, chain.rate) == ((1,) * 100, 1)


def test_a_change_that_was_taken_back_begins_none() -> None:
    chain = trained(50)
    chain.go(1, 20)
    chain.rate = 5
    chain.rate = 1
    chain.step()
    assert len(chain.timeline.described()) == 1


def test_settings_that_were_changed_on_the_way_are_changed_again() -> None:
    chain = trained(30)
    chain.rate = 2
    for _ in range(30):
        chain.step()
    chain.go(1, 10)
    assert chain.rate == 1
    for _ in range(20):
        chain.step()
    assert chain.rate == 2
    for _ in range(30):
        chain.step()
    assert chain.history == (1,) * 30 + (2,) * 30
    assert len(chain.timeline.described()) == 1


def test_a_reset_loses_nothing() -> None:
    chain = trained(45)
    chain.reset()
    chain.step()
    assert [each.cause for each in chain.timeline.described()] == ["start", "reset"]
    assert chain.timeline.described()[1].parent is None
    chain.go(1, 45)
    assert chain.step_count == 45


def test_a_taught_branch_begins_with_what_was_taught_and_is_left_and_found_again() -> None:
    chain = trained(45)
    untaught = chain.history
    chain.history = taught = (*untaught[:-1], 9)
    chain.timeline.recalled(0, 1, 45, chain.steering, chain.state)
    chain.step()
    assert chain.position == (2, 46)
    chain.timeline.recalled(1, 0, 45, chain.steering, chain.state)
    assert chain.timeline.present == 1
    chain.timeline.recalled(0, 1, 46, chain.steering, chain.state)
    assert chain.timeline.present == 2
    chain.go(2, 45)
    assert chain.history == taught
    chain.go(1, 45)
    assert chain.history == untaught
    chain.go(2, 30)
    assert chain.history == untaught[:30]
    assert chain.timeline.holder(2, 30) == 1


def test_no_more_is_kept_than_is_allowed_and_every_step_stays_near(few: None) -> None:
    chain = trained(4000)
    branch = chain.timeline.branch
    assert len(branch.kept) <= 4
    assert 0 in branch.kept
    assert branch.spacing >= 1000
    assert chain.go(1, 3999) <= branch.spacing


def test_states_that_are_missing_are_kept_on_the_way_to_others() -> None:
    chain = trained(205)
    chain.go(1, 90)
    chain.rate = 2
    for _ in range(60):
        chain.step()
    for branch in chain.timeline.branches.values():
        branch.kept = {branch.begins: branch.kept[0]} if branch.number == 1 else {}
    chain.timeline.branches[1].keep(205, {"history": (1,) * 205})
    assert chain.go(2, 145) == 145
    assert list(chain.timeline.branches[1].kept) == [0, 20, 40, 60, 80, 205]
    assert list(chain.timeline.branches[2].kept) == [90, 110, 130]
    chain.go(1, 0)
    assert chain.go(2, 145) == 15
    assert chain.history == (1,) * 90 + (2,) * 55
    chain.go(1, 0)
    for _ in range(204):
        chain.step()
    assert list(chain.timeline.branches[1].kept) == [*range(0, 181, 20), 205], "not any closer"


def test_the_bytes_of_all_branches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline_module, "bytes_of", lambda state: 10)
    monkeypatch.setattr(timeline_module, "MOST_BYTES", 60)
    chain = trained(400)
    chain.go(1, 200)
    chain.rate = 2
    for _ in range(300):
        chain.step()
    kept = [len(branch.kept) for branch in chain.timeline.branches.values()]
    assert sum(kept) <= 6
    chain.go(1, 390)
    assert chain.history == (1,) * 390
    chain.go(2, 490)
    assert chain.history == (1,) * 200 + (2,) * 290


def test_the_oldest_branches_are_forgotten_but_none_that_others_come_from() -> None:
    chain = trained(3)
    for rate in range(2, 90):
        chain.go(1, 2)
        chain.rate = rate
        chain.step()
    numbers = [each.number for each in chain.timeline.described()]
    assert len(numbers) == timeline_module.MAX_BRANCHES
    assert numbers[0] == 1
    assert numbers[-1] == 89
    assert not chain.timeline.reaches(2, 3)
    with pytest.raises(KeyError):
        chain.timeline.route(2, 3)


def test_a_state_is_kept_only_once_the_step_after_it_went_well() -> None:
    chain = trained(KEEP_EVERY)
    chain.timeline.before_step(chain.step_count, chain.steering, chain.state)  # and that step fails
    assert chain.timeline.last_kept(chain.step_count) == {"history": ()}
    chain.step()
    assert chain.timeline.last_kept(chain.step_count) == {"history": (1,) * KEEP_EVERY}


def test_the_way_on_begins_where_the_training_stands() -> None:
    chain = trained(3 * KEEP_EVERY)
    assert chain.go(1, KEEP_EVERY + 5) == 5
    assert chain.go(1, KEEP_EVERY + 6) == 1
    assert chain.go(1, 2 * KEEP_EVERY + 1) == 1, "from the kept state, which is nearer"
    assert chain.go(1, KEEP_EVERY + 6) == 6
    chain.rate = 2
    chain.step()
    assert chain.go(1, KEEP_EVERY + 8) == 8, "its last step was another one"
    assert chain.go(2, KEEP_EVERY + 7) == 1
