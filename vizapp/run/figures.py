"""The option ``--figures`` of ``vizapp run``, and the drawing of what it asks for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vizapp.animations.film import ENDINGS
from vizapp.run.wanted_figures import Draftsman, FiguresError, WantedFigures
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment
    from vizapp.labs.base import Lab
    from vizapp.run.training_steps import Training

STILLS = ("png", "svg", "pdf")
FORMATS = (*STILLS, *ENDINGS)
"""Of figures of what was reached, and of an animation of how."""


def add_figures_argument(parser: argparse.ArgumentParser) -> None:
    """Add the option to ``parser``."""
    parser.add_argument(
        "--figures",
        nargs="?",
        const=("png",),
        default=(),
        type=figure_formats,
        metavar="FORMATS",
        help=translate(
            "CommandLine",
            "write figures, too, as the window exports them: input with its overlays, outputs and curves, on white; "
            "FORMATS are some of png (the default), svg and pdf, and gif, apng or webp for an animation of the "
            "training, such as svg,pdf,gif",
        ),
    )


def figure_formats(text: str) -> tuple[str, ...]:
    """Return the formats that an option lists, in its order, each once.

    Raises:
        argparse.ArgumentTypeError: one is none.
    """
    wanted = tuple(dict.fromkeys(each.strip().lower().removeprefix(".") for each in text.split(",")))
    wrong = next((each for each in wanted if each not in FORMATS), None)
    if wrong is not None:
        words = translate("CommandLine", "{text} is no format of figures; choose among {known}")
        raise argparse.ArgumentTypeError(words.format(text=repr(wrong), known=", ".join(FORMATS)))
    return wanted


def draw_figures(
    formats: Sequence[str],
    folder: Path,
    draftsman: Draftsman,
    experiment: Experiment,
    lab: Lab,
    training: Training,
    stop: Callable[[], bool],
) -> str:
    """Have figures of a trained lab drawn into ``folder``, and say which; return why they were not, as a sentence, or
    "". Some of them may be there then."""
    from vizapp.run.trained_engine import TrainedEngine

    animations = tuple(each for each in formats if each in ENDINGS)
    if animations and not training.series:
        text = translate("CommandLine", "figures: nothing was trained, so there is no animation")
        print(text, file=sys.stderr)
        animations = ()
    wanted = WantedFigures(
        TrainedEngine(lab, training.timeline, training.series),
        experiment,
        folder,
        tuple(each for each in formats if each in STILLS),
        animations,
        stop,
        lambda line: print(line, file=sys.stderr, flush=True),
    )
    try:
        names = draftsman.draw(wanted)
    except FiguresError as error:
        return translate("CommandLine", "no figures were drawn: it was ended early.") if stop() else str(error)
    print(translate("CommandLine", "figures: {names}").format(names=", ".join(names)), file=sys.stderr)
    return ""
