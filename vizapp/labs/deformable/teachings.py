"""The states of a training before and after its branch was taught, so that teaching can be taken back."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from torch import Tensor

from vizapp.labs.base import TrainerState
from vizapp.labs.deformable.offset_fit import Taught

MAX_KEPT = 32
MAX_KEPT_BYTES = 256 * 2**20
"""Of the states that are kept beside the present one. The one that was left last is kept even if it is larger."""


class Training(Protocol):
    """A training whose branch can be replaced by a taught one."""

    def state(self) -> TrainerState: ...

    def restore(self, state: TrainerState) -> None: ...

    def take_branch(self, branch: Mapping[str, Tensor]) -> None: ...


class Change(NamedTuple):
    """What a teaching has changed: ``offset`` (1, 2·G·K, oh, ow) in input pixels, and the points g·K + k taught."""

    offset: Tensor
    taps: tuple[int, ...]


@dataclass(frozen=True)
class _Left:
    """A state that was left, and what the teaching that it began with had changed."""

    state: TrainerState
    change: Change | None

    @property
    def bytes(self) -> int:
        return sum(each.numel() * each.element_size() for each in _tensors((self.state, self.change)))


class Teachings:
    """Goes with a training from one teaching to another, and back.

    Each teaching, by its number, begins a training of its own, which goes on from the taught branch; 0 is the one
    without any. Going to another one keeps the state that is left, with all steps done since, and restores the other
    as it was left: nothing is lost by going back and forth.

    Attributes:
        present: the number of the teaching that the settings name.
    """

    def __init__(self, present: int) -> None:
        """Begin with a training at step 0, whose settings name the teaching ``present``; it was not taught that."""
        self.present = present
        self._held: int | None = None if present else 0  # the one that the training really stands after
        self._change: Change | None = None
        self._left: OrderedDict[int, _Left] = OrderedDict()
        self._offered: tuple[int, Taught] | None = None

    @property
    def held(self) -> int:
        """The number of the teaching that the training really stands after; 0 where there is none."""
        return self._held or 0

    @property
    def change(self) -> Change | None:
        """What the present teaching has changed; None where it has not, or where that is no longer known."""
        return self._change if self._held == self.present else None

    @property
    def bytes(self) -> int:
        """Of all tensors that are kept."""
        return self._bytes_left + sum(each.numel() * each.element_size() for each in _tensors(self._change))

    def offer(self, number: int, taught: Taught) -> None:
        """Make a teaching known that the training may go to, in place of another one that it did not go to."""
        self._offered = number, taught

    def stand_after(self, number: int, left: Mapping[int, TrainerState]) -> None:
        """Take note that the training was restored to a state after the teaching ``number``.

        ``left`` are the states to go back to, by the numbers of their teachings. What any of them had changed is not
        known any more.
        """
        self._held, self._change, self._offered = number, None, None
        self._left = OrderedDict((each, _Left(state, None)) for each, state in left.items() if each != number)

    def go(self, number: int, training: Training) -> bool:
        """Bring the training to the teaching ``number``; return False, and leave it as it is, where that is unknown.

        It counts as the present one in either case.
        """
        known = number == self._held
        if not known and self._offered is not None and self._offered[0] == number:
            taught, self._offered = self._offered[1], None
            self._left.pop(number, None)
            self._leave(training)
            training.take_branch(taught.branch)
            self._held, self._change = number, Change(taught.change, taught.report.taps)
            known = True
        elif not known and number in self._left:
            left = self._left.pop(number)
            self._leave(training)
            training.restore(left.state)
            self._held, self._change = number, left.change
            known = True
        self.present = number
        return known

    def _leave(self, training: Training) -> None:
        self._left[self.present] = _Left(training.state(), self.change)
        self._left.move_to_end(self.present)
        while len(self._left) > 1 and (len(self._left) > MAX_KEPT or self._bytes_left > MAX_KEPT_BYTES):
            self._left.popitem(last=False)

    @property
    def _bytes_left(self) -> int:
        return sum(left.bytes for left in self._left.values())


def _tensors(value: Any) -> Iterator[Tensor]:
    """Yield the tensors in nested mappings and lists."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _tensors(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _tensors(each)
