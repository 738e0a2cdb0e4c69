"""An experiment that was read from a file, as the window takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from vizapp.document.experiment import Experiment
from vizapp.keeping.curves import KeptCurves
from vizapp.keeping.pictures import PictureRole
from vizapp.keeping.reading import KeptTraining
from vizapp.keeping.training import Training

Whereabouts: TypeAlias = Literal["inside", "there", "changed", "missing"]
"""Of the file of a picture: in the experiment's own, where it was, there but with other bytes, or not there."""


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
    """

    name: str
    experiment: Experiment
    training: KeptTraining
    timelines: Training
    curves: KeptCurves
    view: bytes
    pictures: Mapping[PictureRole, Whereabouts]

    def __post_init__(self) -> None:
        self.training.states.flags.writeable = False
        self.curves.values.flags.writeable = False
