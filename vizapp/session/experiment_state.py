"""What the session knows of the file that an experiment is kept in, and of one that is being opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from vizapp.document.experiment import Experiment, Source
from vizapp.keeping.reading import KeptTraining
from vizapp.problem import Problem
from vizapp.sources.kept import LoadedExperiment, Whereabouts

Standing: TypeAlias = tuple[int, int, tuple[tuple[int, int], ...]]
"""Of a lab's training: the present branch, the step, and each branch with its last step."""


SessionKind: TypeAlias = Literal["", "closed", "ended"]
"""Of a session that comes back: its window was closed, or has ended by itself; "" is no session."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The training of a file that was opened; a new engine begins from it.

    Attributes:
        training: its timelines and states.
        source: the picture that it belongs to: with another one the training begins anew.
        window: what the window itself had kept in the file.
    """

    training: KeptTraining
    source: Source
    window: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replacing:
    """A file is to be opened while there are unsaved changes, and what is to become of them is asked.

    ``path`` is the file.
    """

    path: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The file that the experiment was saved to or opened from last.

    Attributes:
        path: of the file.
        experiment: the document in it.
        standings: where the training of each lab stood, by its name.
        inside: whether the file of the source is in it.
        window: what the window itself had kept in it.
    """

    path: str
    experiment: Experiment
    standings: Mapping[str, Standing]
    inside: bool = True
    window: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExperimentQuestion:
    """A file was opened whose source has moved or was changed, and what is to be done is asked.

    Attributes:
        path: of the file.
        loaded: the experiment.
        whereabouts: "missing" or "changed".
        location: where the source was, as in the document.
        session: of a session that comes back, whether its window was closed; "" for a file of the person's own.
        problem: why the file that was chosen last as the source cannot be; None where none was chosen yet.
    """

    path: str
    loaded: LoadedExperiment
    whereabouts: Whereabouts
    location: str
    session: SessionKind = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Autosave:
    """The last file that was written beside the experiment's own.

    Attributes:
        path: of the file.
        number: how many there were.
        seconds: how long it took.
        is_under_way: whether another one is being written.
        failed: whether the last one could not be written.
    """

    path: str = ""
    number: int = 0
    seconds: float = 0.0
    is_under_way: bool = False
    failed: bool = False
