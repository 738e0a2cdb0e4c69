"""The steps of a training that can be gone back to: its branches, and the states and settings that are kept of each.

A training is deterministic: from a state, with the same settings, the same steps follow bit by bit. So a few states
are kept, and what lies between two of them is computed again when it is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple, Self, TypeAlias

from torch import Tensor

from vizapp.labs.base import TrainerState
from vizapp.protocol.timeline import MAX_BRANCHES, BranchInfo, Cause

KEEP_EVERY = 20
"""In steps: how often a state is kept at first."""
MOST_KEPT = 64
"""States of a branch; of more, every other one is given up."""
MOST_BYTES = 256 * 2**20
"""Of all kept states together."""

Steering: TypeAlias = Mapping[str, Any]
"""The live settings that training depends on, by their names in the document."""


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """Settings that are in effect from ``step`` on, which is how many steps had been done."""

    step: int
    steering: Steering


@dataclass(slots=True)
class Branch:
    """A course of training from where it leaves its parent.

    Attributes:
        number: names it, from 1 on.
        parent: the number of the branch that it leaves; None for one that begins at step 0.
        begins: the step at which it leaves it.
        cause: what made it: the first start, a reset, other settings at a step that was gone back to, or a teaching.
        head: the last step that was ever reached on it.
        changes: what was in effect, sorted by step; the first is of ``begins``.
        is_rooted: whether its first state does not follow from its parent's, so that it must not be given up.
        kept: states by their steps, in order.
        spacing: how many steps at least lie between two kept states.
    """

    number: int
    parent: int | None
    begins: int
    cause: Cause
    head: int
    changes: list[SettingsChange]
    is_rooted: bool
    kept: dict[int, TrainerState] = field(default_factory=dict)
    spacing: int = KEEP_EVERY
    bytes: int = 0

    def wants(self, step: int) -> bool:
        """Return whether the state at ``step`` is to be kept: it is far enough from those that are."""
        last = next(reversed(self.kept), None)
        if last is None or step > last:
            return last is None or step >= last + self.spacing
        before = max((kept for kept in self.kept if kept <= step), default=self.begins - self.spacing)
        after = min(kept for kept in self.kept if kept >= step)
        return before + self.spacing <= step <= after - self.spacing

    def keep(self, step: int, state: TrainerState) -> None:
        """Keep a state."""
        is_between = bool(self.kept) and step < next(reversed(self.kept))
        self.kept[step] = state
        self.bytes += bytes_of(state)
        if is_between:
            self.kept = dict(sorted(self.kept.items()))

    def thin(self) -> bool:
        """Give up every other state, and from now on keep half as many; return whether any was given up."""
        first, *others = self.kept
        dropped = others[::2] if self.is_rooted else [first, *others[1::2]]
        for step in dropped:
            self.bytes -= bytes_of(self.kept.pop(step))
        steps = list(self.kept)
        gaps = [later - earlier for earlier, later in pairwise(steps)]
        self.spacing = max([2 * self.spacing, *gaps])
        return bool(dropped)


class Leg(NamedTuple):
    """A part of a way along the branch ``branch``: ``steering`` is in effect until ``end`` steps are done."""

    branch: int
    steering: Steering
    end: int


@dataclass(frozen=True, slots=True)
class Route:
    """How to come to a step: from ``state``, which is of ``start``, with ``legs`` of settings up to their steps.

    The state is None where the training stands at ``start`` already. The settings in effect from the end on are those
    of the timeline there.
    """

    start: int
    state: TrainerState | None
    legs: tuple[Leg, ...]


class Timeline:
    """The branches of one training, and where on them it stands.

    Attributes:
        branches: by their numbers.
        present: the number of the branch on which the training stands.
        revision: rises whenever branches or the present one change.
    """

    def __init__(self, steering: Steering, state: TrainerState) -> None:
        """Begin at step 0 with the settings in effect and the state there."""
        self._make()
        self._begin("start", None, 0, steering, state, is_rooted=True)

    def _make(self) -> None:
        self.branches: dict[int, Branch] = {}
        self.present = 0
        self.revision = 0
        self._last_number = 0
        self._left: dict[int, int] = {}
        self._unproven: TrainerState | None = None

    @classmethod
    def of(cls, branches: Iterable[Branch], present: int, left: Mapping[int, int]) -> Self:
        """Return a timeline of branches that were kept, each after the one that it leaves.

        Every one must have the states that do not follow from its parent's. ``left`` are the numbers of the branches
        on which teachings were left.
        """
        timeline = cls.__new__(cls)
        timeline._make()
        timeline.branches = {branch.number: branch for branch in branches}
        timeline.present = present
        timeline.revision = 1
        timeline._last_number = max(timeline.branches)
        timeline._left = dict(left)
        return timeline

    @property
    def left(self) -> Mapping[int, int]:
        """The numbers of the branches on which each teaching was left, by its own number."""
        return self._left

    @property
    def bytes(self) -> int:
        """Of all kept states."""
        return sum(branch.bytes for branch in self.branches.values())

    @property
    def has_steps(self) -> bool:
        """Whether anything was trained, so that it is not what a lab built anew begins with."""
        return len(self.branches) > 1 or self.branch.head > 0

    @property
    def branch(self) -> Branch:
        """The present branch."""
        return self.branches[self.present]

    def settings_at(self, number: int, step: int) -> Steering:
        """Return what is in effect on a branch, or before it on what it comes from, after ``step`` steps."""
        branch = self._holding(number, step)
        return next(each.steering for each in reversed(branch.changes) if each.step <= step)

    def before_step(self, step: int, steering: Steering, state: Callable[[], TrainerState]) -> None:
        """Take note that a step is to be done from ``step``; with other settings than before a branch begins there.

        ``state`` returns a copy of that of the training.
        """
        branch = self.branch
        self._unproven = None
        if steering != self.settings_at(self.present, step):
            if step < branch.head:
                self._begin("settings", self.present, step, steering, state(), is_rooted=False)
                return
            branch.changes.append(SettingsChange(step, steering))
        if self._holding(self.present, step).wants(step):
            self._unproven = state()

    def after_step(self, step: int) -> Steering | None:
        """Take note that ``step`` steps have been done, and all numbers were finite.

        Returns:
            Settings that have to be in effect from now on, because a part is done again in which they were changed
            there; None if they stay.
        """
        branch = self.branch
        if self._unproven is not None:
            holder = self._holding(self.present, step - 1)
            holder.keep(step - 1, self._unproven)
            self._unproven = None
            self._bound(holder)
        is_known = step < branch.head
        branch.head = max(branch.head, step)
        if not is_known:
            return None
        changes = self._holding(self.present, step).changes
        return next((each.steering for each in reversed(changes) if each.step == step), None)

    def pass_by(self, step: int, state: Callable[[], TrainerState]) -> None:
        """Take note that ``step`` steps are done of the present branch on the way to one that was reached before.

        Where too few states are left near it, as after an engine has ended, ``state``, which returns a copy of
        that of the training, is kept: it went well once.
        """
        holder = self._holding(self.present, step)
        if holder.wants(step):
            holder.keep(step, state())
            self._bound(holder)

    def give_up(self, step: int) -> None:
        """Give up the state that is kept at ``step`` of the present branch, if others lead there."""
        branch = self._holding(self.present, step)
        if step in branch.kept and step != branch.begins:
            branch.bytes -= bytes_of(branch.kept.pop(step))

    def last_kept(self, step: int) -> TrainerState:
        """Return the newest kept state of the present branch that is not after ``step``: its steps went well."""
        state = self.route(self.present, step).state
        assert state is not None  # only a route from the training's own step has none
        return state

    def begin_again(self, steering: Steering, state: TrainerState) -> None:
        """Begin a branch at step 0, where a trainer built alike stands that knows no teaching."""
        self._left.clear()
        self._begin("reset", None, 0, steering, state, is_rooted=True)

    def recalled(
        self, left: int, number: int, step: int, steering: Steering, state: Callable[[], TrainerState]
    ) -> None:
        """Take note that the training has left one teaching for another, by their numbers, and is at ``step``.

        A teaching that is new begins a branch, with the ``state`` after it; 0 is the training before any.
        """
        self._left[left] = self.present
        branch = self._left.pop(number, None)
        if branch in self.branches:
            self.stand_on(branch)
        else:
            self._begin("taught", self.present, step, steering, state(), is_rooted=True)

    def stand_on(self, number: int) -> None:
        """Take note that the training stands on another branch."""
        if number != self.present:
            self.present = number
            self.revision += 1

    def holder(self, number: int, step: int) -> int:
        """Return the number of the branch that holds ``step``: of this one, or of one that it comes from."""
        return self._holding(number, step).number

    def reaches(self, number: int, step: int) -> bool:
        """Return whether a step was ever reached on a branch or on what it comes from."""
        return number in self.branches and 0 <= step <= self.branches[number].head

    def route(self, number: int, step: int, stands_at: int | None = None) -> Route:
        """Return the shortest way to a step: from a kept state, or from where the training stands.

        It stands on the present branch, after ``stands_at`` steps; None leaves that out of account.

        Raises:
            KeyError: there is no such branch, or it does not reach the step.
        """
        if not self.reaches(number, step):
            raise KeyError((number, step))
        branch = self._holding(number, step)
        stands_on = 0 if stands_at is None else self.holder(self.present, stands_at)
        legs: list[Leg] = []
        end = step
        while True:
            start = max((kept for kept in branch.kept if kept <= end), default=None)
            if stands_at is not None and branch.number == stands_on and (start or 0) <= stands_at <= end:
                return Route(stands_at, None, (*self._legs(branch, stands_at, end), *legs))
            legs[:0] = self._legs(branch, branch.begins if start is None else start, end)
            if start is not None:
                return Route(start, branch.kept[start], tuple(legs))
            end = branch.begins
            branch = self._holding(self._parent_of(branch).number, end)

    def described(self) -> tuple[BranchInfo, ...]:
        """Return what the window is told of the branches, by rising numbers."""
        return tuple(
            BranchInfo(each.number, each.parent, each.begins, each.cause, each.head, each.spacing)
            for each in self.branches.values()
        )

    def shrink(self, most_bytes: int) -> None:
        """Give up states until they take no more bytes, as far as none is needed to compute the others."""
        while self.bytes > most_bytes:
            fullest = max(self.branches.values(), key=lambda branch: (len(branch.kept) > 1, branch.bytes))
            if len(fullest.kept) <= 1 or not fullest.thin():
                return
            self.revision += 1

    def _begin(
        self,
        cause: Cause,
        parent: int | None,
        begins: int,
        steering: Steering,
        state: TrainerState,
        *,
        is_rooted: bool,
    ) -> int:
        self._last_number += 1
        number = self._last_number
        branch = Branch(number, parent, begins, cause, begins, [SettingsChange(begins, steering)], is_rooted)
        branch.keep(begins, state)
        self.branches[number] = branch
        self.stand_on(number)
        self._forget_oldest()
        self._bound(branch)
        return number

    def _holding(self, number: int, step: int) -> Branch:
        """Return the branch that holds ``step``: ``number``, or one that it comes from."""
        branch = self.branches[number]
        while step < branch.begins:
            branch = self._parent_of(branch)
        return branch

    def _parent_of(self, branch: Branch) -> Branch:
        assert branch.parent is not None  # a branch without a parent begins at step 0 and needs none
        return self.branches[branch.parent]

    def _legs(self, branch: Branch, start: int, end: int) -> Iterator[Leg]:
        """Yield the way along a branch from ``start`` to ``end``, a part for each of the settings."""
        later = [each.step for each in branch.changes if start < each.step < end]
        begin = start
        for until in [*dict.fromkeys(later), end]:
            if until > begin:
                yield Leg(branch.number, self.settings_at(branch.number, begin), until)
                begin = until

    def _bound(self, branch: Branch) -> None:
        """Give up states where there are too many: of ``branch``, or of the one that keeps most."""
        while len(branch.kept) > MOST_KEPT:
            branch.thin()
            self.revision += 1
        self.shrink(MOST_BYTES)

    def _forget_oldest(self) -> None:
        """Forget the oldest branches that nothing comes from and that the training does not stand on."""
        while len(self.branches) > MAX_BRANCHES:
            parents = {branch.parent for branch in self.branches.values()} | {self.present}
            del self.branches[next(number for number in self.branches if number not in parents)]


def bytes_of(state: Any) -> int:
    """Return the bytes of all tensors in nested mappings and lists."""
    if isinstance(state, Tensor):
        return state.numel() * state.element_size()
    if isinstance(state, Mapping):
        return sum(bytes_of(each) for each in state.values())
    if isinstance(state, list | tuple):
        return sum(bytes_of(each) for each in state)
    return 0
