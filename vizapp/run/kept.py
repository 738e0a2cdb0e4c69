"""``vizapp run FILE.vizapp``: goes on with an experiment from a file, without a window.

Heavy packages are imported only after the options and the output folder have been checked.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from vizapp.document.experiment import Experiment, Source, validated
from vizapp.run.bad_input import BadInputError, does_not_fit, not_there, unusable_folder
from vizapp.run.experiments import MAX_STEPS
from vizapp.run.figures import add_figures_argument, draw_figures
from vizapp.run.file_arguments import file_argument
from vizapp.run.files import prepare_folder
from vizapp.run.options import watchpoint
from vizapp.run.progress_line import ProgressLine
from vizapp.run.source import kept_notes, read
from vizapp.run.stop_flag import stop_flag
from vizapp.run.training import BAD_INPUT, DONE, FAILED, INTERRUPTED, ended_at_once, ended_early
from vizapp.run.training_steps import Training, astray, train, watcher
from vizapp.run.wanted_figures import Draftsman
from vizapp.sources.locations import location_of
from vizapp.wording.devices import device_words
from vizapp.wording.problems import ProblemError, sentence
from vizapp.wording.system_errors import reason
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.engine.slot import Slot
    from vizapp.engine.slots import Slots
    from vizapp.sources.kept import LoadedExperiment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that have a meaning beside an experiment from a file."""
    parser.add_argument(
        "experiment",
        type=file_argument,
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
        type=file_argument,
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


def run(options: argparse.Namespace, draftsman: Draftsman | None = None) -> int:
    """Go on with an experiment, write what is asked for, and return the exit status of :mod:`vizapp.run.training`.

    ``draftsman`` draws figures.
    """
    try:
        with stop_flag() as stop:
            return _run(options, stop, draftsman)
    except BadInputError as error:
        print(f"vizapp run: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print(f"\nvizapp run: {ended_at_once()}", file=sys.stderr)
        return INTERRUPTED


def _run(options: argparse.Namespace, stop: Callable[[], bool], draftsman: Draftsman | None) -> int:
    _check(options)
    if options.figures and draftsman is not None and (obstacle := draftsman.obstacle()):
        raise BadInputError(f"--figures: {obstacle}")
    loaded = _loaded(options.experiment)
    experiment = _experiment(loaded, options)
    source = read(experiment.source)
    unseen = None if experiment.wanted_unseen is None else read(experiment.wanted_unseen)
    judged = None if experiment.wanted_judged is None else read(experiment.wanted_judged)

    from vizapp.allocator import keep_freed_memory
    from vizapp.engine.device import configure_threads
    from vizapp.engine.slots import Slots
    from vizapp.run.kept_save import save
    from vizapp.run.results import RunSummary, passed_text, results_sentence, write_results

    begun = time.perf_counter()
    try:
        configure_threads()
        keep_freed_memory()
        slots = Slots()
        slots.set_source(source.kind, source.values)
        if unseen is not None:
            slots.set_unseen(unseen.kind, unseen.values)
        if judged is not None:
            slots.set_judged(judged.values)
        slot = _slot(slots, loaded, experiment)
    except ProblemError as error:
        raise BadInputError(sentence(error.problem)) from error
    setup_seconds = time.perf_counter() - begun
    trainer, task = slot.lab.trainer, experiment.spec.task_spec
    first = slot.step_count
    what = experiment.lab if task is None else f"{experiment.lab}, {task.tag()}"
    text = translate("CommandLine", "{what}: {source} on {device}, from step {step} on")
    device = device_words(slot.device.label, slot.device.threads)
    print(text.format(what=what, source=source.name, device=device, step=first), file=sys.stderr)
    steps = _steps(options, experiment, first) if trainer is not None else 0
    watch = watcher(experiment, slot.lab)
    line = ProgressLine(sys.stderr, max(steps, 1))
    training = Training(series=_measured(loaded, slot), timeline=slot.timeline)
    if trainer is not None and steps:
        more = train(trainer, slot.device.label, steps, stop, line, watch, slot)
        training = _joined(training, more)
    line.end()
    done = slot.step_count
    if training.ending == "interrupted":
        print(f"vizapp run: {ended_early(done, first + steps)}", file=sys.stderr)
    if training.passed is not None:
        print(passed_text(training.passed), file=sys.stderr)
    summary = RunSummary(
        training.ending,
        None if task is None else task.tag(),
        source.name,
        kept_notes(source),
        experiment,
        slot.device.name,
        setup_seconds,
        training.seconds,
        training.series,
        None if unseen is None or slot.description.unseen is None else unseen.name,
        training.passed,
        None if judged is None else judged.name,
    )
    try:
        if options.out is not None:
            write_results(options.out, slot.lab, summary)
        if options.save is not None:
            save(options.save, slots, slot, loaded, experiment, training.series)
    except (OSError, ProblemError) as error:
        text = translate("CommandLine", "the results cannot be written: {why}")
        print(f"vizapp run: {text.format(why=reason(error))}", file=sys.stderr)
        return FAILED
    whole = training.ending in ("done", "interrupted", "stopped")
    measures = trainer.measures() if trainer is not None and whole else {}
    reached = "".join(f", {name} {value:.4g}" for name, value in measures.items())
    places = [str(each) for each in (options.out, options.save) if each is not None]
    both = translate("CommandLine", "{folder} and {file}")
    where = places[0] if len(places) == 1 else both.format(folder=places[0], file=places[1])
    print(results_sentence(done, reached, where), file=sys.stderr)
    if not whole:
        print(f"vizapp run: {training.sentence}", file=sys.stderr)
        return FAILED
    if (
        options.figures
        and draftsman is not None
        and (why := draw_figures(options.figures, options.out, draftsman, experiment, slot.lab, training, stop))
    ):
        print(f"vizapp run: {why}", file=sys.stderr)
        return INTERRUPTED if stop() else FAILED
    if strays := astray(training, experiment, measures):
        print(f"vizapp run: {strays}", file=sys.stderr)
    return INTERRUPTED if training.ending == "interrupted" else DONE


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
    for name in ("experiment", "source"):
        file = getattr(options, name)
        if file is not None and not os.path.lexists(file):
            raise BadInputError(not_there(file))
    if options.out is None:
        return
    try:
        prepare_folder(options.out)
    except OSError as error:
        raise BadInputError(unusable_folder(options.out, error)) from error


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


def _slot(slots: Slots, loaded: LoadedExperiment, experiment: Experiment) -> Slot:
    """Return the lab of the document, where its training stood.

    Raises:
        ProblemError: it cannot be built, or its training does not fit it.
    """
    from vizapp.protocol.keeping import SetTraining

    training = loaded.training
    document, timelines = (np.frombuffer(text, np.uint8) for text in (training.document, training.training))
    slots.set_training(SetTraining(0, document, timelines, training.states))
    slot = slots.configure(experiment)
    if slots.refused_training is not None:
        raise ProblemError.of(slots.refused_training[1])
    return slot


def _steps(options: argparse.Namespace, experiment: Experiment, first: int) -> int:
    if options.steps is not None:
        return int(options.steps)
    task = experiment.spec.task_spec
    return max(0, (0 if task is None else task.default_steps) - first)


def _measured(loaded: LoadedExperiment, slot: Slot) -> dict[str, list[float]]:
    """Return what was measured up to where the training stands, by the names of the metrics."""
    kept = next((training for training in loaded.timelines.labs if training.lab == slot.lab.name), None)
    if kept is None or slot.timeline is None:
        return {}
    parents = {branch.number: branch.parent for branch in kept.branches}
    way: list[int] = []
    number: int | None = kept.present
    while number is not None:
        way.append(number)
        number = parents[number]
    series: dict[str, np.ndarray] = {}
    for each in reversed(way):
        for where, values in loaded.curves:
            if where.lab == kept.lab and where.branch == each:
                known = series.setdefault(where.metric, np.full(kept.step, np.nan))
                part = known[where.first - 1 : where.first - 1 + where.count]
                part[:] = values[: len(part)]
    return {name: values.tolist() for name, values in series.items()}


def _joined(before: Training, more: Training) -> Training:
    """Return a training with what was measured before it."""
    done = max((len(values) for values in before.series.values()), default=0)
    later = max((len(values) for values in more.series.values()), default=0)
    series: dict[str, list[float]] = {}
    for name in dict.fromkeys([*before.series, *more.series]):
        unknown_before, unknown_later = [float("nan")] * done, [float("nan")] * later
        series[name] = before.series.get(name, unknown_before) + more.series.get(name, unknown_later)
    return Training(series, more.seconds, more.ending, more.sentence, more.passed, before.timeline)
