"""What a run is to do, from wherever it is told: options, an experiment from a file, or a checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vizapp.document.experiment import Experiment
from vizapp.problem import Problem
from vizapp.wording.problems import sentence

if TYPE_CHECKING:
    from vizapp.keeping.run import KeptRun
    from vizapp.sources.kept import LoadedExperiment


@dataclass(frozen=True)
class Plan:
    """What a run is to do.

    Attributes:
        experiment: the document.
        steps: the number of the step with which the training ends, counted from step 0 of the experiment.
        begun: the experiment from a file that it goes on with; None where it begins at step 0.
        run: the run in a checkpoint that it goes on with, or None.
        files: those that it reads, as they are called in sentences, and their paths.
        given: how they were named on the command line, by their options.
        figures: the formats of the figures that are to be drawn.
        seeds: with how many seeds the training is done; None for one.
        enlarge, save: where to an enlarged picture and the experiment are written, if they are.
        network, layer: a file of weights that read the source, and the name of one of their pixel shuffles.
        refusal: returns the sentence of what the experiment cannot be built for.
    """

    experiment: Experiment
    steps: int
    begun: LoadedExperiment | None = None
    run: KeptRun | None = None
    files: Mapping[str, Path] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    seeds: int | None = None
    enlarge: Path | None = None
    save: Path | None = None
    network: Path | None = None
    layer: str | None = None
    refusal: Callable[[Problem], str] = sentence
