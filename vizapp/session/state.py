"""Everything the window shows, as one immutable value.

Views are called with the state before and the state after, compare by identity what they show, and draw only
what differs. No Qt and no torch in here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from vizapp.document.experiment import Experiment, LabName
from vizapp.protocol.messages import Configured, DeformableSnapshot, DeviceInfo, InputPicture, SubpixelSnapshot
from vizapp.protocol.observations import LeftPicture, PictureName, Position, Region
from vizapp.sources.loaded import LoadedSource

Scope = Literal["unit", "everywhere"]
"""For whom a point is placed: for the probe's unit alone, or for every unit."""
MAX_RECENT = 10
"""How many files are remembered as opened before."""
EnginePhase = Literal["starting", "ready", "lost", "failed"]
"""lost: it died and is being started again; failed: it died too often and waits for the person."""


@dataclass(frozen=True, slots=True)
class View:
    """What the person looks at; not part of the document and not undone.

    ``output_channel`` and ``input_channel`` None mean colour where there are three channels. ``scope`` says
    for whom a dragged point is placed. ``picked_yx`` is the low-resolution pixel whose sub-pixels are chips (None
    before the engine has answered, and after the person has put them away),
    ``selected_tap`` the tap that the inspector details and the arrow keys nudge.
    """

    probe_yx: Position | None = None
    selected_tap: int | None = None
    scope: Scope = "unit"
    picture: PictureName = "output"
    subpixel_picture: PictureName = "output"
    left_picture: LeftPicture = "channels"
    output_channel: int | None = None
    input_channel: int | None = None
    picked_yx: Position | None = None
    region: Region | None = None
    show_grid: bool = True
    show_arrows: bool = True
    show_trails: bool = True
    show_truth: bool = True
    show_lattice: bool = True


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """``message`` is one sentence for the banner when the engine is lost or failed, otherwise empty."""

    phase: EnginePhase = "starting"
    devices: tuple[DeviceInfo, ...] = ()
    message: str = ""

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
class Curves:
    """What every step measured: ``series[name][n]`` belongs to step n + 1. Read-only float64 arrays."""

    series: dict[str, np.ndarray] = field(default_factory=dict)
    references: dict[str, float] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        return max((len(values) for values in self.series.values()), default=0)


@dataclass(frozen=True, slots=True)
class Banner:
    """A sentence that stays until it is dismissed or replaced; ``action`` names a way out ("restart-engine").

    One ``about_opening`` also goes when another source comes that was asked for after it.
    """

    text: str
    kind: Literal["error", "warning", "info"] = "error"
    action: Literal["restart-engine"] | None = None
    detail: str = ""
    about_opening: bool = False


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
        refusal: the engine's sentence why the document cannot be computed, or "".
        deformable, subpixel: the newest snapshot of each lab that belongs to the present generation.
        trail: for the probe, the last points of each tap, oldest first: float32 (n, K, 2), or None.
        curves: per lab that has one to show; the active lab's goes while the document is refused.
    """

    experiment: Experiment = field(default_factory=Experiment)
    source: LoadedSource | None = None
    view: View = field(default_factory=View)
    engine: EngineStatus = field(default_factory=EngineStatus)
    transport: Transport = field(default_factory=Transport)
    configured: Configured | None = None
    refusal: str = ""
    input_picture: InputPicture | None = None
    deformable: DeformableSnapshot | None = None
    subpixel: SubpixelSnapshot | None = None
    trail: np.ndarray | None = None
    curves: dict[LabName, Curves] = field(default_factory=dict)
    can_undo: bool = False
    can_redo: bool = False
    undo_label: str = ""
    redo_label: str = ""
    reading: str | None = None
    choice: ArrayChoice | None = None
    banner: Banner | None = None
    recent: tuple[str, ...] = ()

    @property
    def can_step(self) -> bool:
        """Whether a step would do something now."""
        return self.engine.ready and self.configured is not None and self.configured.trainable and not self.refusal
