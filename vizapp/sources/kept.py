"""An experiment that was read from a file, as the window takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from vizapp.document.experiment import Experiment
from vizapp.keeping.curves import KeptCurves
from vizapp.keeping.members import MAX_FILE_BYTES
from vizapp.keeping.pictures import PictureRole
from vizapp.keeping.reading import KeptTraining
from vizapp.keeping.run import KeptRun
from vizapp.keeping.training import Training

_LONGEST_PATH = 1 << 18

Compared: TypeAlias = Literal["there", "changed", "missing"]
"""Of a file that a picture was read from: where it was, there but with other bytes, or not there."""
Whereabouts: TypeAlias = Literal["inside"] | Compared
"""Of the file of a picture: in the experiment's own, or as it compares."""


class PictureToCompare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture beside an experiment, of which it is not known yet whether it is the one that it was.

    Attributes:
        path: of a file, as the bytes that the file system uses.
        size, digest: as in :class:`vizapp.keeping.pictures.Beside`.
    """

    role: PictureRole
    path: Annotated[bytes, Meta(min_length=1, max_length=_LONGEST_PATH)]
    size: Annotated[int, Meta(ge=0, le=MAX_FILE_BYTES)]
    digest: Annotated[str, Meta(min_length=64, max_length=64)]


@dataclass(frozen=True, eq=False)
class LoadedExperiment:
    """An experiment from a file.

    Attributes:
        name: of the file, for display.
        experiment: the document. A picture that lies in the file is named by the file's own path.
        training: of all labs; the engine goes on from it.
        timelines: what is in it of the branches and the settings.
        curves: that belong to it.
        view: the JSON text of an object that says what the window showed.
        pictures: where the pictures are that are no bundled samples. One that was changed or is missing has to be
            asked for before the experiment can be shown as it was.
        run: of a checkpoint of ``vizapp run``, the run that it is of.
    """

    name: str
    experiment: Experiment
    training: KeptTraining
    timelines: Training
    curves: KeptCurves
    view: bytes
    pictures: Mapping[PictureRole, Whereabouts]
    run: KeptRun | None = None

    def __post_init__(self) -> None:
        self.training.states.flags.writeable = False
        self.curves.values.flags.writeable = False


@dataclass(frozen=True, eq=False)
class ExperimentAlone:
    """What reading the file of an experiment gives without reading any other.

    Attributes:
        loaded: the experiment, with the whereabouts of all pictures but those to be compared.
        to_compare: the pictures that lie where they did, or may do.
    """

    loaded: LoadedExperiment
    to_compare: tuple[PictureToCompare, ...]

    def with_compared(self, found: Mapping[PictureRole, Compared]) -> LoadedExperiment:
        """Return the experiment with what became of the pictures to be compared.

        Raises:
            ValueError: something is said of others.
        """
        if set(found) != {picture.role for picture in self.to_compare}:
            raise ValueError("pictures were compared that nobody asked about")
        return replace(self.loaded, pictures={**self.loaded.pictures, **found})
