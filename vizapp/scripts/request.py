"""What a script is written from."""

from __future__ import annotations

from dataclasses import dataclass

from vizapp.document.experiment import Experiment
from vizapp.sources.loaded import LoadedSource


@dataclass(frozen=True)
class ScriptRequest:
    """An experiment that a script is to be written of.

    Attributes:
        experiment: its settings.
        source: what was read from its source.
        steps: how many training steps the script does.
        working_size: the longest side of the working copy, in pixels: the experiment's own, or the device's.
    """

    experiment: Experiment
    source: LoadedSource
    steps: int
    working_size: int
