"""What the engine is doing: its phase, its training, a teaching, a picture that it is saving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from vizapp.problem import Problem
from vizapp.protocol.events import DeviceInfo
from vizapp.protocol.teaching import TeachReport
from vizapp.protocol.timeline import BranchInfo
from vizapp.session.curves import Curves
from vizapp.sources.regular_files import display_folder, display_name

MAX_REPORTS = 32
"""So many teachings, the last ones, are known by what they have done."""
EnginePhase = Literal["starting", "ready", "lost", "failed"]
"""lost: the engine ended and is being restarted; failed: it ended too often and is restarted only by the user."""


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """The engine's phase and devices; ``problem`` says what happened if it is lost or failed."""

    phase: EnginePhase = "starting"
    devices: tuple[DeviceInfo, ...] = ()
    problem: Problem | None = None

    @property
    def ready(self) -> bool:
        return self.phase == "ready"


@dataclass(frozen=True, slots=True)
class Transport:
    """The state of the training.

    ``limit`` is the speed limit in steps/s, None for unlimited. ``step`` is the last known number of steps of the
    active lab, 0 if the document is refused; a snapshot may show an earlier step. It keeps the old document's value
    until the engine has answered for a new one.
    """

    running: bool = False
    step: int = 0
    steps_per_second: float = 0.0
    limit: float | None = 30.0
    memory_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Teaching:
    """What the offset branch was taught.

    Attributes:
        wanted: the number of the teaching that the engine works on; 0 if it works on none.
        offered: the number of one that is done and that the document does not name yet; 0 if there is none.
        held: the number of the one that the lab has gone through last, as the engine says; 0 if there is none.
        reports: what teachings have done, by their numbers.
    """

    wanted: int = 0
    offered: int = 0
    held: int = 0
    reports: Mapping[int, TeachReport] = field(default_factory=dict)

    def report(self, number: int) -> TeachReport | None:
        """Return what the teaching ``number`` has done, if it is the one that the lab has gone through last."""
        return self.reports.get(number) if number and number == self.held else None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The branches of a lab's training, and where on them it stands.

    Attributes:
        branches: all of them, each after the one that it leaves.
        present: the number of the one on which it stands; 0 while nothing is known.
        courses: what was measured on each from step 0 on, by its number, also beyond where the training stands.
        going_to: the branch and the step that the engine was asked to go to and has not come to yet, or None.
    """

    branches: tuple[BranchInfo, ...] = ()
    present: int = 0
    courses: Mapping[int, Curves] = field(default_factory=dict)
    going_to: tuple[int, int] | None = None

    @property
    def branch(self) -> BranchInfo | None:
        """The branch on which the training stands."""
        return next((branch for branch in self.branches if branch.number == self.present), None)

    @property
    def head(self) -> int:
        """The last step that was ever measured on the present branch."""
        course = self.courses.get(self.present)
        return 0 if course is None else course.steps


@dataclass(frozen=True, slots=True)
class Saving:
    """A file that the engine is writing.

    Attributes:
        seq: the number of the command.
        path: of the file.
        done, total: how many of its parts are done, and how many there are; 0 of 0 until the engine says so.
        what: an enlarged picture, the offsets of a layer, or the experiment.
    """

    seq: int
    path: str
    done: int = 0
    total: int = 0
    what: Literal["picture", "offsets", "experiment"] = "picture"

    @property
    def name(self) -> str:
        """The name of the file, for display."""
        return display_name(self.path)

    @property
    def folder(self) -> str:
        """Its folder, for display."""
        return display_folder(self.path)
