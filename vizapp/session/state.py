"""The state that the window shows, as one immutable value.

Views receive the old and the new state, compare the parts that they show by identity, and draw only what differs.
Imports neither Qt nor torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

import numpy as np

from vizapp.document.experiment import Experiment, Source
from vizapp.document.values import Position
from vizapp.problem import Problem
from vizapp.protocol.answers import Answer
from vizapp.protocol.events import Configured, DeviceInfo, InputPicture
from vizapp.protocol.requests import Region
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.teaching import TeachReport
from vizapp.session.picks import Pick
from vizapp.session.pins import Pins
from vizapp.sources.brought import Examination, LoadedBrought, OffsetChoices
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.regular_files import display_folder, display_name
from vizapp.wording.problems import sentence

Scope = Literal["unit", "brush", "everywhere"]
"""Whether a point is placed for the picked unit only, for those around it too, or for every unit."""
BRUSH_SIDES = (3, 129)
"""The fewest and the most units on a side of the square that the brush covers."""
Side = Literal["left", "right", "beside"]
"""One of the two canvases, or what is laid beside the right one's picture, on the same canvas."""
MAX_RECENT = 10
"""The length of the list of recent files."""
EnginePhase = Literal["starting", "ready", "lost", "failed"]
"""lost: the engine ended and is being restarted; failed: it ended too often and is restarted only by the user."""

BannerAction = Literal["restart-engine", "smaller-size", "lower-rate"]
"""The action that the banner offers: a new engine, one with a smaller working size, or a lower learning rate."""

A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class View:
    """The user's view settings, which are not part of the document and not undone.

    Attributes:
        selected_tap: the tap k, of the chosen offset group, that the inspector details and the arrow keys move.
        below: the layer whose points are listed, drawn and dragged: so many below the last of a stack.
        offset_group: the offset group whose points are listed, drawn in full and dragged.
        scope: whether a dragged point is placed for one unit, for the units of the brush, or for all.
        brush: how many units the brush covers on a side, an odd number; the picked unit is in its middle.
        pictures: the name of the picture on a canvas, by lab and side; the lab's first picture if there is no entry.
        output_channel, input_channel: the shown channel; None shows three channels as colour.
        region: the part of the output that is on screen; None requests the whole map.
        shown: the keys of the overlays that are shown.
        pins: the pinned units of each lab.
        rigid: whether a deformable layer is shown as the plain convolution, without its offsets.
        unseen: whether the picture that nothing is trained on is shown, where there is one.
        run: the run that is shown, where several train beside one another; None is the main one.
        asked_pixel: the input pixel (y, x) of which is shown who reads it, or None.
        target: whether the target is shown in place of what comes out, where there is one.
    """

    selected_tap: int | None = None
    below: int = 0
    offset_group: int = 0
    scope: Scope = "unit"
    brush: int = 15
    pictures: Mapping[tuple[str, Side], str] = field(default_factory=dict)
    output_channel: int | None = None
    input_channel: int | None = None
    region: Region | None = None
    shown: frozenset[str] = frozenset()
    pins: Mapping[str, Pins] = field(default_factory=dict)
    rigid: bool = False
    unseen: bool = False
    run: str | None = None
    asked_pixel: Position | None = None
    target: bool = False

    def picture(self, lab: str, side: Side, default: str) -> str:
        """Return the name of the picture on a canvas of a lab."""
        return self.pictures.get((lab, side), default)


@dataclass(frozen=True, slots=True)
class ChannelMemory:
    """The chosen output channel, remembered separately for maps whose channels are colours and for other maps.

    Switching between the two kinds restores the choice made for each.

    Attributes:
        is_single: whether the present map's channels are not colours, in which case the first one is shown initially.
        other: the last choice for the other kind.
    """

    is_single: bool = False
    other: int | None = 0


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
class CurveChange:
    """A manual change after ``step`` steps: of a setting, by its name in the document, or "pause"."""

    step: int
    what: str


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """The metrics of every step: ``series[name][n]`` belongs to step n + 1. Read-only float64 arrays.

    ``changes`` are sorted by step. Curves compare by identity, as the arrays in them do not say with ``==`` whether
    they are the same.
    """

    series: dict[str, np.ndarray] = field(default_factory=dict)
    changes: tuple[CurveChange, ...] = ()

    @property
    def steps(self) -> int:
        return max((len(values) for values in self.series.values()), default=0)


@dataclass(frozen=True, slots=True)
class Banner:
    """A message that stays until it is dismissed or replaced; ``action`` is what its button offers.

    One ``about_opening`` also disappears when a source that was requested later is loaded; one with an ``example``,
    which says what to do in it, when the document has another lab, task or source.
    """

    problem: Problem
    kind: Literal["error", "warning", "info"] = "error"
    action: BannerAction | None = None
    detail: str = ""
    about_opening: bool = False
    example: Experiment | None = None

    @property
    def text(self) -> str:
        """The message in the user's language."""
        return sentence(self.problem)


@dataclass(frozen=True, slots=True)
class ArrayChoice:
    """The pending choice among the arrays of a file. ``entries``: (name, shape, dtype)."""

    path: str
    entries: tuple[tuple[str, tuple[int, ...], str], ...]


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
class OffsetOffer:
    """The pending question what files with offsets are.

    Attributes:
        files: their locations.
        examination: what was found in them.
        choices: what the user has chosen instead of the best guess.
        is_busy: whether they are being examined with other choices than ``examination`` shows.
    """

    files: tuple[str, ...]
    examination: Examination
    choices: OffsetChoices
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """The arrays of a layer with brought offsets.

    Attributes:
        key: what of the document they depend on; None as long as nothing was brought.
        loaded: the arrays; None while they are read, where they cannot be, and where there are none.
        name: of the file that is being read, or "".
        problem: why they cannot be read, or None.
    """

    key: tuple[object, ...] | None = None
    loaded: LoadedBrought | None = None
    name: str = ""
    problem: Problem | None = None

    @property
    def is_reading(self) -> bool:
        return self.loaded is None and bool(self.name)


@dataclass(frozen=True, slots=True)
class SidePicture:
    """A picture that stands beside the source.

    Attributes:
        source: where it comes from; None where there is none.
        loaded: the picture; None while it is read, and where it cannot be.
        name: of the file that is being read.
        problem: why it cannot be read or does not fit the source, or None.
    """

    source: Source | None = None
    loaded: LoadedSource | None = None
    name: str = ""
    problem: Problem | None = None

    @property
    def is_reading(self) -> bool:
        return self.source is not None and self.loaded is None and self.problem is None


@dataclass(frozen=True, slots=True)
class Saving:
    """An enlarged picture that the engine is writing to a file.

    Attributes:
        seq: the number of the command.
        path: of the file.
        done, total: how many of its tiles are done, and how many there are; 0 of 0 until the engine says so.
    """

    seq: int
    path: str
    done: int = 0
    total: int = 0

    @property
    def name(self) -> str:
        """The name of the file, for display."""
        return display_name(self.path)

    @property
    def folder(self) -> str:
        """Its folder, for display."""
        return display_folder(self.path)


@dataclass(frozen=True, slots=True)
class State:
    """The document, its source, the engine's latest results, and the view settings.

    Attributes:
        source: the loaded image or feature map; None only until the first one is loaded.
        reading: the name of the file being read, or None.
        choice: the pending choice of an array, or None.
        unseen: the picture that nothing is trained on.
        brought: the arrays of a layer with brought offsets.
        judged: a picture that somebody's network has made of the source.
        offer: the pending question what files with offsets are, or None.
        saving: the enlarged picture that is being written, or None.
        configured: the engine's reply to the document; None until it has replied. While the unseen picture is shown,
            its shapes are those of the unseen picture's maps.
        trained: while the unseen picture is shown, the engine's reply with the shapes of the source's maps, or None.
        refusal: why the document cannot be computed, or None.
        snapshot: the newest snapshot of the active lab in the present generation, or None.
        trail: the last points of each tap of the picked unit, oldest first: float32 (n, K, 2), (y, x) in input
            pixels; or None.
        curves: by lab; without the active lab's while the document is refused.
        picks: the picked unit of each lab.
        teaching: what the offset branch is taught, or was.
        channels: the output channel chosen for each kind of map.
    """

    experiment: Experiment = field(default_factory=Experiment)
    source: LoadedSource | None = None
    unseen: SidePicture = SidePicture()
    brought: Brought = Brought()
    judged: SidePicture = SidePicture()
    offer: OffsetOffer | None = None
    saving: Saving | None = None
    view: View = field(default_factory=View)
    engine: EngineStatus = field(default_factory=EngineStatus)
    transport: Transport = field(default_factory=Transport)
    configured: Configured | None = None
    trained: Configured | None = None
    refusal: Problem | None = None
    input_picture: InputPicture | None = None
    snapshot: Snapshot | None = None
    trail: np.ndarray | None = None
    curves: Mapping[str, Curves] = field(default_factory=dict)
    picks: Mapping[str, Pick] = field(default_factory=dict)
    teaching: Teaching = Teaching()
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
    def reported(self) -> Configured | None:
        """The engine's reply to the document, with the shapes of the source's maps."""
        return self.trained or self.configured

    @property
    def judges(self) -> bool:
        """Whether there is somebody's result to look at."""
        return self.experiment.spec.judges and self.judged.loaded is not None

    @property
    def can_show_unseen(self) -> bool:
        """Whether there is an unseen picture to look at; while the lab is being set up, whether one is loaded."""
        if not self.experiment.spec.tries_unseen or self.unseen.loaded is None:
            return False
        return self.reported is None or self.reported.unseen is not None

    @property
    def shows_unseen(self) -> bool:
        """Whether everything on show is of the unseen picture, on which nothing is trained."""
        return self.view.unseen and self.can_show_unseen

    @property
    def shown_source(self) -> LoadedSource | None:
        """The source or the unseen picture, whichever is on show."""
        return self.unseen.loaded if self.shows_unseen else self.source

    @property
    def pick(self) -> Position | None:
        """The picked unit of the active lab."""
        found = self.picks.get(self.experiment.lab)
        return None if found is None else found.unit

    def answer(self, name: str, kind: type[A]) -> A | None:
        """Return the newest snapshot's answer to the request ``name`` if it is of this type, otherwise None."""
        found = None if self.snapshot is None else self.snapshot.answers.get(name)
        return found if isinstance(found, kind) else None

    @property
    def is_outdated(self) -> bool:
        """Whether what is on show is what an engine has sent that is gone: another has to answer first."""
        return self.snapshot is not None and not self.engine.ready

    @property
    def refusal_text(self) -> str:
        """Why the document cannot be computed, as a sentence; "" if it can."""
        return "" if self.refusal is None else sentence(self.refusal)

    @property
    def can_step(self) -> bool:
        """Whether a training step is possible now."""
        return (
            self.engine.ready and self.configured is not None and self.configured.trainable and self.refusal is None
        )
