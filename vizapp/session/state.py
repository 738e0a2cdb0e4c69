"""Everything the window shows, as one immutable value.

Views are called with the state before and the state after, compare by identity what they show, and draw only
what differs. No Qt and no torch in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

import numpy as np

from vizapp.document.experiment import Experiment
from vizapp.document.values import Position
from vizapp.problem import Problem
from vizapp.protocol.answers import Answer
from vizapp.protocol.messages import Configured, DeviceInfo, InputPicture, Snapshot
from vizapp.protocol.requests import Region
from vizapp.session.picks import Pick
from vizapp.sources.loaded import LoadedSource
from vizapp.wording.problems import sentence

Scope = Literal["unit", "everywhere"]
"""For whom a point is placed: for the picked unit alone, or for every unit."""
Side = Literal["left", "right"]
"""Of the two canvases."""
MAX_RECENT = 10
"""How many files are remembered as opened before."""
EnginePhase = Literal["starting", "ready", "lost", "failed"]
"""lost: it died and is being started again; failed: it died too often and waits for the person."""

BannerAction = Literal["restart-engine", "smaller-size"]
"""A way out that the banner offers: another engine, or another engine with a smaller working size."""

A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class View:
    """What the person looks at; not part of the document and not undone.

    Attributes:
        selected_tap: the tap that the inspector details and the arrow keys nudge.
        scope: for whom a dragged point is placed.
        pictures: by lab and side, which picture a canvas shows; where none is named, the lab's first.
        output_channel, input_channel: None means colour where there are three channels.
        region: the part of the output that is on screen; None where the whole map is sent anyway.
        shown: the keys of the overlays that are drawn.
    """

    selected_tap: int | None = None
    scope: Scope = "unit"
    pictures: Mapping[tuple[str, Side], str] = field(default_factory=dict)
    output_channel: int | None = None
    input_channel: int | None = None
    region: Region | None = None
    shown: frozenset[str] = frozenset()

    def picture(self, lab: str, side: Side, default: str) -> str:
        """Return which picture a canvas of a lab shows."""
        return self.pictures.get((lab, side), default)


@dataclass(frozen=True, slots=True)
class ChannelMemory:
    """The choice of the output channel, kept apart for maps whose channels are no colours and for everything else.

    Whoever goes from one to the other and back finds the own choice again.

    Attributes:
        is_single: whether the channels on show are no colours, so that the first one is shown at the start.
        other: what was chosen last of the other kind.
    """

    is_single: bool = False
    other: int | None = 0


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """How the engine is; ``problem`` says what happened when it is lost or failed."""

    phase: EnginePhase = "starting"
    devices: tuple[DeviceInfo, ...] = ()
    problem: Problem | None = None

    @property
    def ready(self) -> bool:
        return self.phase == "ready"


@dataclass(frozen=True, slots=True)
class Transport:
    """``limit`` is the speed that was asked for in steps/s, None for as fast as it goes.

    ``step`` is how many steps the active lab has done by what was told last, 0 where the document is refused; a
    snapshot may show the numbers of a step before it. Until a new document is answered for, it stays the old one's.
    """

    running: bool = False
    step: int = 0
    steps_per_second: float = 0.0
    limit: float | None = 30.0
    memory_bytes: int = 0


@dataclass(frozen=True, slots=True)
class CurveChange:
    """Something that was changed by hand after ``step`` steps: a setting, by its name in the document, or "pause"."""

    step: int
    what: str


@dataclass(frozen=True, slots=True)
class Curves:
    """What every step measured: ``series[name][n]`` belongs to step n + 1. Read-only float64 arrays.

    ``changes`` are in the order of their steps.
    """

    series: dict[str, np.ndarray] = field(default_factory=dict)
    changes: tuple[CurveChange, ...] = ()

    @property
    def steps(self) -> int:
        return max((len(values) for values in self.series.values()), default=0)


@dataclass(frozen=True, slots=True)
class Banner:
    """A sentence that stays until it is dismissed or replaced; ``action`` is a way out.

    One ``about_opening`` also goes when another source comes that was asked for after it.
    """

    problem: Problem
    kind: Literal["error", "warning", "info"] = "error"
    action: BannerAction | None = None
    detail: str = ""
    about_opening: bool = False

    @property
    def text(self) -> str:
        """The sentence, in the person's language."""
        return sentence(self.problem)


@dataclass(frozen=True, slots=True)
class ArrayChoice:
    """A file holds several arrays and the person has to say which. ``entries``: (name, shape, dtype)."""

    path: str
    entries: tuple[tuple[str, tuple[int, ...], str], ...]


@dataclass(frozen=True, slots=True)
class State:
    """The document, the source it names, what the engine last said, and what the person looks at.

    Attributes:
        source: the picture or feature map in memory; None only until the first one is read.
        reading: the name of the file being read, or None.
        choice: set while the person has to choose an array.
        configured: what the engine made of the document; None while it has not answered for it.
        refusal: why the document cannot be computed, or None.
        snapshot: the newest one of the active lab that belongs to the present generation.
        trail: for the picked unit, the last points of each tap, oldest first: float32 (n, K, 2), or None.
        curves: per lab that has one to show; the active lab's goes while the document is refused.
        picks: what is picked in each lab.
        channels: which output channel was chosen for what kind of map.
    """

    experiment: Experiment = field(default_factory=Experiment)
    source: LoadedSource | None = None
    view: View = field(default_factory=View)
    engine: EngineStatus = field(default_factory=EngineStatus)
    transport: Transport = field(default_factory=Transport)
    configured: Configured | None = None
    refusal: Problem | None = None
    input_picture: InputPicture | None = None
    snapshot: Snapshot | None = None
    trail: np.ndarray | None = None
    curves: Mapping[str, Curves] = field(default_factory=dict)
    picks: Mapping[str, Pick] = field(default_factory=dict)
    channels: ChannelMemory = ChannelMemory()
    can_undo: bool = False
    can_redo: bool = False
    undo_label: str = ""
    redo_label: str = ""
    reading: str | None = None
    choice: ArrayChoice | None = None
    banner: Banner | None = None
    recent: tuple[str, ...] = ()

    @property
    def pick(self) -> Position | None:
        """What is picked in the active lab."""
        found = self.picks.get(self.experiment.lab)
        return None if found is None else found.unit

    def answer(self, name: str, kind: type[A]) -> A | None:
        """Return what the newest snapshot answers to the request ``name``, if it does."""
        found = None if self.snapshot is None else self.snapshot.answers.get(name)
        return found if isinstance(found, kind) else None

    @property
    def refusal_text(self) -> str:
        """Why the document cannot be computed, as a sentence; "" where it can."""
        return "" if self.refusal is None else sentence(self.refusal)

    @property
    def can_step(self) -> bool:
        """Whether a step would do something now."""
        return (
            self.engine.ready and self.configured is not None and self.configured.trainable and self.refusal is None
        )
