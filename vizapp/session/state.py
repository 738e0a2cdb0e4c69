"""The state that the window shows, as one immutable value.

Views receive the old and the new state, compare the parts that they show by identity, and draw only what differs.
Imports neither Qt nor torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec
from vizapp.document.values import Position
from vizapp.problem import Problem
from vizapp.protocol.answers import Answer
from vizapp.protocol.events import Configured, InputPicture, NetworkRead
from vizapp.protocol.snapshot import Snapshot
from vizapp.session.banner import Banner
from vizapp.session.curves import Curves
from vizapp.session.engine_state import EngineStatus, Saving, Teaching, Timeline, Transport
from vizapp.session.experiment_state import Autosave, ExperimentQuestion, Kept, Replacing, Restored
from vizapp.session.picks import Pick
from vizapp.session.source_state import ArrayChoice, Brought, Network, NetworkOffer, OffsetOffer, SidePicture
from vizapp.session.view import ChannelMemory, View
from vizapp.sources.client import ReaderTrouble
from vizapp.sources.loaded import LoadedSource
from vizapp.wording.problems import sentence

MAX_RECENT = 10
"""The length of the list of recent files."""

_NO_TIMELINE = Timeline()

A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class State:
    """The document, its source, the engine's latest results, and the view settings.

    Attributes:
        source: the loaded image or feature map; None only until the first one is loaded.
        reading: the name of the file being read, or None.
        reads_network: whether that file is read as the weights of a network.
        reader_trouble: what is wrong with the reader that reads a file; "" if nothing is.
        choice: the pending choice of an array, or None.
        unseen: the picture that nothing is trained on.
        brought: the arrays of a layer with brought offsets.
        judged: a picture that somebody's network has made of the source.
        network: the network from a file of weights whose layer is looked into.
        network_read: what the engine has found in the last network that it was given, or None.
        network_offer: a network that was opened and that is not the document's yet, or None.
        network_run: how many layers of the network are computed, and how many there are; None while none is computed.
        offer: the pending question what files with offsets are, or None.
        saving: the file that is being written, or None.
        engine_silent: whether the engine gives no sign of life, though it has not ended.
        configured: the engine's reply to the document; None until it has replied. While the unseen picture is shown,
            its shapes are those of the unseen picture's maps.
        trained: while the unseen picture is shown, the engine's reply with the shapes of the source's maps, or None.
        refusal: why the document cannot be computed, or None.
        snapshot: the newest snapshot of the active lab in the present generation, or None.
        trail: the last points of each tap of the picked unit, oldest first: float32 (n, K, 2), (y, x) in input
            pixels; or None.
        curves: up to where the training stands, by lab; without the active lab's while the document is refused.
        timelines: the branches of each lab's training.
        trainings: the number of the training that belongs to the document, by lab.
        arrived: the active lab's settings as they were at the step that the engine has gone to, if the document does
            not have them yet; otherwise None.
        picks: the picked unit of each lab.
        teaching: what the offset branch is taught, or was.
        channels: the output channel chosen for each kind of map.
        kept: the file that the experiment was saved to or opened from last, or None.
        restored: the training of the file that was opened, or None.
        question: the pending question about the source of a file that was opened, or None.
        replacing: the pending question what is to become of unsaved changes when a file is opened, or None.
        autosave: what was written beside the experiment's own file.
    """

    experiment: Experiment = field(default_factory=Experiment)
    source: LoadedSource | None = None
    unseen: SidePicture = field(default_factory=SidePicture)
    brought: Brought = field(default_factory=Brought)
    judged: SidePicture = field(default_factory=SidePicture)
    network: Network = field(default_factory=Network)
    network_read: NetworkRead | None = None
    network_offer: NetworkOffer | None = None
    network_run: tuple[int, int] | None = None
    offer: OffsetOffer | None = None
    saving: Saving | None = None
    view: View = field(default_factory=View)
    engine: EngineStatus = field(default_factory=EngineStatus)
    engine_silent: bool = False
    transport: Transport = field(default_factory=Transport)
    configured: Configured | None = None
    trained: Configured | None = None
    refusal: Problem | None = None
    input_picture: InputPicture | None = None
    snapshot: Snapshot | None = None
    trail: np.ndarray | None = None
    curves: Mapping[str, Curves] = field(default_factory=dict)
    timelines: Mapping[str, Timeline] = field(default_factory=dict)
    trainings: Mapping[str, int] = field(default_factory=dict)
    arrived: LabSpec | None = None
    picks: Mapping[str, Pick] = field(default_factory=dict)
    teaching: Teaching = field(default_factory=Teaching)
    channels: ChannelMemory = field(default_factory=ChannelMemory)
    can_undo: bool = False
    can_redo: bool = False
    undo_label: str = ""
    redo_label: str = ""
    reading: str | None = None
    reads_network: bool = False
    reader_trouble: ReaderTrouble = ""
    choice: ArrayChoice | None = None
    banner: Banner | None = None
    recent: tuple[str, ...] = ()
    kept: Kept | None = None
    restored: Restored | None = None
    question: ExperimentQuestion | None = None
    replacing: Replacing | None = None
    autosave: Autosave = field(default_factory=Autosave)

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

    def timeline_of(self, lab: str) -> Timeline:
        """Return the branches of a lab's training."""
        return self.timelines.get(lab, _NO_TIMELINE)

    @property
    def timeline(self) -> Timeline:
        """The branches of the active lab's training."""
        return self.timeline_of(self.experiment.lab)

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
