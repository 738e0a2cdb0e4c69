"""What a lab may be able to do beside what every lab does; the engine asks by ``isinstance``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np

from vizapp.document.experiment import Experiment
from vizapp.labs.base import Answers, TrainerState
from vizapp.labs.working_copy import WorkingCopies
from vizapp.offset_maps.export import OffsetExport
from vizapp.protocol.picture_answers import Channels, Picture
from vizapp.protocol.requests import Request
from vizapp.protocol.teaching import TeachReport


@dataclass(frozen=True)
class Measure:
    """Something that is measured beside the metrics.

    Attributes:
        name: one that no metric has.
        title: in English.
        unit: "px", "%" or "".
        value: in this unit.
    """

    name: str
    title: str
    unit: str
    value: float


@runtime_checkable
class Examines(Protocol):
    """A lab that can measure more than its metrics, which is too dear for every step."""

    def examined(self) -> Sequence[Measure]:
        """Return what is found in the parameters that the last step measured, without another forward pass."""
        ...


@runtime_checkable
class TriesUnseen(Protocol):
    """A lab whose settings say ``uses_unseen``: what it trains is also tried on a picture that it never sees."""

    def set_unseen(self, source: WorkingCopies | None) -> None:
        """Take another such picture, or none; its metrics follow. What is trained does not change."""
        ...

    def answer(self, requests: Mapping[str, Request], *, exact: bool, unseen: bool = False) -> Answers:
        """Answer as :meth:`vizapp.labs.base.Subject.answer`, with ``unseen`` about the unseen picture, if any."""
        ...

    def input_picture(self, channel: int | None, *, unseen: bool = False) -> tuple[Channels, Picture]:
        """Return what :meth:`vizapp.labs.base.Subject.input_picture` does, of the unseen picture if there is one."""
        ...


@runtime_checkable
class GivesOffsets(Protocol):
    """A lab of a layer whose sampling points can be exported."""

    def offset_export(self, run: str | None, *, unseen: bool) -> OffsetExport:
        """Return copies of the present offsets and masks of a run, as they are shown.

        Args:
            run: None is the main one.
            unseen: whether those on the picture that nothing is trained on are meant, where there is one.

        Raises:
            ProblemError: there are none.
        """
        ...


@runtime_checkable
class Judges(Protocol):
    """A lab that measures and shows a picture that somebody's network has made of the source."""

    def set_judged(self, picture: WorkingCopies | None) -> None:
        """Take another such picture, an image, or none. One that does not fit the source is as good as none."""
        ...


class Enlargement(Protocol):
    """A picture that is computed a tile at a time, so that something else can be done in between."""

    @property
    def size(self) -> tuple[int, int]:
        """(H, W) in pixels."""
        ...

    @property
    def channels(self) -> int:
        """1 for grey, 3 for RGB."""
        ...

    @property
    def bits(self) -> int:
        """Of a value, 8 or 16."""
        ...

    @property
    def step(self) -> int:
        """How many steps had formed the network."""
        ...

    @property
    def tiles(self) -> int:
        """How many tiles there are."""
        ...

    def strips(self) -> Iterator[np.ndarray | None]:
        """Yield the picture from top to bottom, uint8 or uint16 (rows, W, C), and None after every tile in between.

        Raises:
            ProblemError: it cannot be computed; says why.
        """
        ...


@runtime_checkable
class Enlarges(Protocol):
    """A lab whose network enlarges a picture, and so the full source too."""

    def enlargement(self, run: str | None) -> Enlargement:
        """Return the full source as the network of a run enlarges it now; nothing is computed yet.

        Args:
            run: None is the main one.

        Raises:
            ProblemError: there is no such network.
        """
        ...


class Lesson(Protocol):
    """A fit that is done step by step, so that something else can be done in between."""

    def advance(self) -> TeachReport | None:
        """Do one step; return what was done once it is done, None before that.

        Raises:
            ProblemError: it cannot be done; says why.
        """
        ...


class Recall(NamedTuple):
    """A lab went from the teaching ``left`` to ``number``; ``known`` is False where it could not and has stayed."""

    number: int
    left: int
    known: bool


class KeptTeachings(Protocol):
    """What a lab knows of its teachings."""

    @property
    def bytes(self) -> int:
        """Of all tensors in it."""
        ...


@runtime_checkable
class Teachable(Protocol):
    """A lab whose offsets can be taught to come to where points were placed by hand.

    Teaching changes nothing by itself: what comes of it is kept by its number, and takes effect once the settings
    name that.
    """

    @property
    def taught(self) -> int:
        """The number of the teaching that what is shown has gone through last; 0 where there was none."""
        ...

    def teach(self, number: int) -> Lesson:
        """Begin a teaching.

        Raises:
            ProblemError: nothing can be taught; says why.
        """
        ...

    def recall(self, experiment: Experiment) -> Recall | None:
        """Go to the state that belongs to the teaching that the settings name, as it was left.

        Return None if it is the one that was named before.
        """
        ...

    def stand_after(self, number: int, left: Mapping[int, TrainerState]) -> None:
        """Take note that the trainer was restored to a state after the teaching ``number``.

        ``left`` are states to go back to, by the numbers of the teachings that they come after.
        """
        ...

    def kept_teachings(self) -> KeptTeachings:
        """What the lab knows of its teachings."""
        ...

    def take_teachings(self, kept: KeptTeachings) -> None:
        """Go on with what a lab that was built alike knew, and the trainer was restored to a state of that lab."""
        ...
