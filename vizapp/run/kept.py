"""``vizapp run FILE.vizapp``: goes on with an experiment from a file, without a window.

Heavy packages are imported only after the options and the output folder have been checked.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from vizapp.document.experiment import Experiment, Source, validated
from vizapp.run.bad_input import BadInputError, does_not_fit, not_there
from vizapp.run.carrying_out import carry_out, check_figures
from vizapp.run.ending import ended, opened_folder
from vizapp.run.experiments import MAX_STEPS
from vizapp.run.figures import add_figures_argument
from vizapp.run.file_arguments import InputFile, file_argument, given_files
from vizapp.run.files import is_of_results
from vizapp.run.options import watchpoint
from vizapp.run.plan import Plan
from vizapp.run.resume_argument import add_resume_argument
from vizapp.run.resuming import going_on
from vizapp.run.wanted_figures import Draftsman
from vizapp.sources.locations import location_of
from vizapp.wording.problems import ProblemError, sentence
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.sources.kept import LoadedExperiment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that have a meaning beside an experiment from a file."""
    parser.add_argument(
        "experiment",
        action=InputFile,
        metavar="FILE",
        help=translate("CommandLine", "an experiment that vizapp has saved"),
    )
    parser.add_argument(
        "--steps",
        type=int,
        metavar="N",
        help=translate(
            "CommandLine",
            "how many training steps more (default: as many as make the task's usual number together)",
        ),
    )
    parser.add_argument(
        "--learning-rate",
        type=float,
        metavar="RATE",
        help=translate("CommandLine", "from here on (default: as it was)"),
    )
    parser.add_argument(
        "--stop-when",
        type=watchpoint,
        metavar="MEASURE>VALUE",
        help=translate("CommandLine", "end at the step where a measure passes a value, such as 'loss<0.01'"),
    )
    parser.add_argument(
        "--source",
        action=InputFile,
        metavar="FILE",
        help=translate("CommandLine", "where the picture lies now, if it has moved"),
    )
    parser.add_argument(
        "--device",
        metavar="D",
        help=translate("CommandLine", "auto, cpu, mps, cuda or cuda:N (default: as it was)"),
    )
    parser.add_argument(
        "--save",
        type=file_argument,
        metavar="FILE",
        help=translate("CommandLine", "write the experiment with its training to this file"),
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=translate("CommandLine", "the folder for the results, made if it is missing, as of vizapp run"),
    )
    add_figures_argument(parser)
    add_resume_argument(parser)


def run(options: argparse.Namespace, draftsman: Draftsman | None = None) -> int:
    """Go on with an experiment, write what is asked for, and return the exit status of :mod:`vizapp.run.training`.

    ``draftsman`` draws figures.
    """
    return ended(lambda stop: _run(options, stop, draftsman))


def _run(options: argparse.Namespace, stop: Callable[[], bool], draftsman: Draftsman | None) -> int:
    _check(options)
    check_figures(options.figures, draftsman)
    if options.out is None:
        return carry_out(_plan(options), None, stop, draftsman)
    with opened_folder(options.out, resume=options.resume) as folder:
        plan = _plan(options)
        if options.resume:
            plan = going_on(folder, plan)
        return carry_out(plan, folder, stop, draftsman)


def _plan(options: argparse.Namespace) -> Plan:
    loaded = _loaded(options.experiment)
    experiment = _experiment(loaded, options)
    first = next((each.step for each in loaded.timelines.labs if each.lab == experiment.lab), 0)
    task = experiment.spec.task_spec
    steps = (0 if task is None else task.default_steps) if options.steps is None else first + options.steps
    return Plan(
        experiment,
        steps,
        begun=loaded,
        files={"": options.experiment} | ({} if options.source is None else {"--source": options.source}),
        given=given_files(options),
        figures=tuple(options.figures),
        save=options.save,
    )


def _check(options: argparse.Namespace) -> None:
    """Refuse options that are out of their range, and places that cannot be written to."""
    if options.steps is not None and not 0 <= options.steps <= MAX_STEPS:
        text = translate("CommandLine", "--steps is {steps}; it must be a number from 0 to {most}.")
        raise BadInputError(text.format(steps=options.steps, most=MAX_STEPS))
    if options.learning_rate is not None and not 0 < options.learning_rate <= 10:
        text = translate("CommandLine", "--learning-rate is {rate}; it must be greater than 0 and at most 10.")
        raise BadInputError(text.format(rate=options.learning_rate))
    if options.out is None and options.save is None:
        raise BadInputError(
            translate("CommandLine", "there is nothing to write: name a folder by --out, or a file by --save.")
        )
    if options.figures and options.out is None:
        raise BadInputError(translate("CommandLine", "--figures needs a folder: name one by --out."))
    if options.resume and options.out is None:
        raise BadInputError(translate("CommandLine", "--resume needs the folder of the run: name it by --out."))
    for name in ("experiment", "source"):
        file = getattr(options, name)
        if file is not None and not os.path.lexists(file):
            raise BadInputError(not_there(file))
    if options.save is not None and options.out is not None and is_of_results(options.save, options.out):
        text = translate("CommandLine", "--save {path} is the name of a result; choose another one.")
        raise BadInputError(text.format(path=options.save))


def _loaded(path: Path) -> LoadedExperiment:
    from vizapp.sources.waiting import read_kept_experiment

    try:
        return read_kept_experiment(path)
    except ProblemError as error:
        raise BadInputError(sentence(error.problem)) from error


def _experiment(loaded: LoadedExperiment, options: argparse.Namespace) -> Experiment:
    """Return the document of a file with what the options change in it.

    Raises:
        BadInputError: its source has moved or was changed, or an option does not fit.
    """
    experiment = loaded.experiment
    spec = experiment.spec
    if spec.uses_brought or spec.uses_network:
        text = translate("CommandLine", "{name} looks into somebody's offsets or network; open it in the window.")
        raise BadInputError(text.format(name=loaded.name))
    if options.source is not None:
        source = Source("file", location_of(options.source), experiment.source.array, experiment.source.axes)
        experiment = msgspec.structs.replace(experiment, source=source)
    elif (where := loaded.pictures.get("source")) in ("missing", "changed"):
        if where == "missing":
            text = translate(
                "CommandLine",
                "the picture of {name}, {place}, is not where it was; say where it is by --source FILE.",
            )
        else:
            text = translate(
                "CommandLine",
                "the picture of {name}, {place}, has been changed since; say where it is by --source FILE.",
            )
        raise BadInputError(text.format(name=loaded.name, place=experiment.source.location))
    given: dict[str, Any] = {}
    for name in ("learning_rate", "stop_when"):
        value = getattr(options, name)
        if value is None:
            continue
        if not spec.trains or not hasattr(spec, name):
            text = translate("CommandLine", "{option} does not apply to {name}; leave it out.")
            raise BadInputError(text.format(option=f"--{name.replace('_', '-')}", name=loaded.name))
        given[name] = value
    device = experiment.device if options.device is None else options.device
    experiment = msgspec.structs.replace(
        experiment.with_spec(spec.replaced(**given)), device="cuda:0" if device == "cuda" else device
    )
    try:
        return validated(experiment)
    except ValueError as error:
        raise BadInputError(does_not_fit(error)) from error
