"""What figures ``vizapp run`` is to write beside its results; who draws them is handed in, for that takes Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from vizapp.document.experiment import Experiment
from vizapp.engine.client import EngineClient
from vizapp.run.files import figure_file


@dataclass(frozen=True)
class WantedFigures:
    """What is to be drawn.

    Attributes:
        engine: one that is not started, with the trained lab.
        experiment: what it was made from.
        folder: where the files are written.
        stills: the formats of what was reached: png, svg, pdf.
        animations: those of the animation of the steps: gif, apng, webp.
        stop: whether the work is to be given up.
        say: is called with a line on how far the work is.
    """

    engine: EngineClient
    experiment: Experiment
    folder: Path
    stills: tuple[str, ...]
    animations: tuple[str, ...]
    stop: Callable[[], bool]
    say: Callable[[str], None]

    def path(self, what: str, ending: str) -> Path:
        """Return where the figure of ``what`` is written: "input", "output", "output-2" … or "curves"."""
        return self.folder / figure_file(what, ending)


class FiguresError(Exception):
    """Figures could not be drawn; the text is a sentence."""


class Draftsman(Protocol):
    """Draws figures, without a screen."""

    def obstacle(self) -> str:
        """Return why nothing can be drawn here, as a sentence; "" if it can."""
        ...

    def draw(self, wanted: WantedFigures) -> list[str]:
        """Write the figures, each whole or not at all, and return the names of their files.

        Raises:
            FiguresError: one could not be drawn or written.
        """
        ...
