"""The commands and events by which an experiment is written to a file, and its training is taken from one.

The engine holds the states and writes the file, the window holds the curves: the engine asks for these at the moment
at which it has taken the states, so that both end with the same step.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
from msgspec import Meta

from vizapp.document.experiment import Experiment
from vizapp.keeping.curves import CurveTable
from vizapp.keeping.members import MAX_PREVIEW_BYTES, MAX_VIEW_BYTES
from vizapp.problem import Problem
from vizapp.protocol.requests import Name
from vizapp.protocol.tagged import Tagged

MAX_KEPT_PATH_BYTES = 1 << 16


class SaveExperiment(Tagged, frozen=True):
    """Write the experiment to a file; answered by ``CurvesWanted`` and, at the end, by one ``ExperimentSaved``.

    The states and settings are those of the moment; ``Writing`` says now and then how far the file is.

    Attributes:
        path: of the file, absolute, as the bytes that the file system uses.
        experiment: the document; its live settings are replaced by those that are in effect.
        view: the JSON text of an object that says what the window shows.
        preview: a PNG picture, or nothing.
        inside: whether the file of the source is copied into this one; a pasted picture always is.
        quick: whether of the states only the present one and those are written that cannot be computed again, and no
            file of a picture is copied.
    """

    seq: int
    path: Annotated[bytes, Meta(min_length=1, max_length=MAX_KEPT_PATH_BYTES)]
    experiment: Experiment
    view: Annotated[bytes, Meta(max_length=MAX_VIEW_BYTES)] = b"{}"
    preview: Annotated[bytes, Meta(max_length=MAX_PREVIEW_BYTES)] = b""
    inside: bool = True
    quick: bool = False


class KeepCurves(Tagged, frozen=True):
    """Give the curves to the file of the command number ``saving``, as the answer to its ``CurvesWanted``.

    ``values``: float64 (N,), of the series of the table one after another.
    """

    seq: int
    saving: int
    table: CurveTable
    values: np.ndarray


class SetTraining(Tagged, frozen=True):
    """Set the training from a file that the labs go on with which are built from now on, or have none.

    All labs that there are are given up. Each of the file takes its training once, if it is built with the settings
    of the file. One that does not fit is refused after its ``Configured``, and the lab begins at step 0.

    Attributes:
        document: the JSON text of the file's document, uint8 (N,); None is no training.
        training: the JSON text of its timelines, uint8 (N,).
        states: the safetensors file of its states, uint8 (N,).
    """

    seq: int
    document: np.ndarray | None = None
    training: np.ndarray | None = None
    states: np.ndarray | None = None


class CurvesWanted(Tagged, frozen=True):
    """The states for the file of the command ``seq`` are taken: its curves are those that have been told by now.

    ``labs`` are those whose curves are wanted.
    """

    seq: int
    labs: Annotated[tuple[Name, ...], Meta(max_length=16)] = ()


class ExperimentSaved(Tagged, frozen=True):
    """The file of a ``SaveExperiment`` is complete, or was not written at all.

    Attributes:
        seq: of the command.
        file_bytes: the length of the file.
        problem: why there is no file; None if there is.
    """

    seq: int
    file_bytes: Annotated[int, Meta(ge=0)] = 0
    problem: Problem | None = None
