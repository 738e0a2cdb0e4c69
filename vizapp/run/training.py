"""``vizapp run``: train a lab on a file without a window, and write the results.

Heavy packages are imported only after the options and the output folder have been checked.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from vizapp.document.judging import why_not_judged
from vizapp.run.bad_input import BadInputError, not_there, unusable_folder, with_options
from vizapp.run.enlarging import check_target, require_enlarging, write_enlarged
from vizapp.run.experiments import experiment_of, steps_of
from vizapp.run.figures import draw_figures
from vizapp.run.files import prepare_folder, result_that_is
from vizapp.run.networks import check_network_options, read_network, with_network
from vizapp.run.progress_line import ProgressLine
from vizapp.run.source import kept_notes, read, reading_notes
from vizapp.run.stop_flag import stop_flag
from vizapp.run.training_steps import Training, astray, train, watcher
from vizapp.run.wanted_figures import Draftsman
from vizapp.wording.devices import device_words
from vizapp.wording.lab_notes import lab_notes_text
from vizapp.wording.problems import ProblemError, sentence
from vizapp.wording.system_errors import reason
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment
    from vizapp.labs.base import Lab

DONE = 0
FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130


def run(options: argparse.Namespace, draftsman: Draftsman | None = None) -> int:
    """Train according to ``options``, write the results, and return the exit status; ``draftsman`` draws figures.

    0: done, or ended by --stop-when. 1: the training diverged, memory ran out, or the results could not be written.
    2: bad input. 130: ended by Ctrl-C, SIGTERM or SIGHUP; the results up to then have been written, unless a second
    signal arrived.
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


def ended_at_once() -> str:
    """Return what a run says that was ended by a second signal."""
    return translate("CommandLine", "ended at once; the results are missing or incomplete.")


def ended_early(done: int, steps: int) -> str:
    """Return what a run says that was ended by one signal, after ``done`` of its steps."""
    return translate("CommandLine", "ended early, after {done} of {steps} steps").format(done=done, steps=steps)


def _run(options: argparse.Namespace, stop: Callable[[], bool], draftsman: Draftsman | None) -> int:
    experiment = experiment_of(options)
    steps = steps_of(options, experiment)
    check_network_options(options, experiment)
    if options.figures and draftsman is not None and (obstacle := draftsman.obstacle()):
        raise BadInputError(f"--figures: {obstacle}")
    try:
        prepare_folder(options.out)
    except OSError as error:
        raise BadInputError(unusable_folder(options.out, error)) from error
    inputs = {name: getattr(options, name) for name in ("source", "unseen", "judge", "network")}
    for name, file in inputs.items():
        if file is None:
            continue
        if not os.path.lexists(file):
            raise BadInputError(not_there(f"--{name} {file}"))
        if (result := result_that_is(file, options.out)) is not None:
            text = translate("CommandLine", "{file} would be replaced by the result {result}; choose another --out.")
            raise BadInputError(text.format(file=f"--{name} {file}", result=result))
    if options.enlarge is not None:
        check_target(options.enlarge, options.source, options.out)
    from vizapp.sources.waiting import one_reader

    with one_reader():
        source = read(experiment.source)
        unseen = None if experiment.wanted_unseen is None else read(experiment.wanted_unseen)
        loaded_network = read_network(options)
        judged = None if experiment.wanted_judged is None else read(experiment.wanted_judged)
    if judged is not None:
        made_of = (source.height, source.width)
        misfit = why_not_judged(judged.name, judged.kind, (judged.height, judged.width), made_of)
        if misfit is not None:
            raise BadInputError(sentence(misfit))

    import torch

    from vizapp.allocator import keep_freed_memory
    from vizapp.engine.device import configure_threads, find_device
    from vizapp.labs.create import create_lab, give_judged
    from vizapp.labs.working_copy import WorkingCopies
    from vizapp.run.results import RunSummary, passed_text, results_sentence, write_results
    from vizapp.run.seeds import train_seeds

    begun = time.perf_counter()
    try:
        configure_threads()
        keep_freed_memory()
        device = find_device(experiment.device)
        copies = None if unseen is None else WorkingCopies(unseen.kind, unseen.values)
        network = None
        if loaded_network is not None:
            experiment, network = with_network(experiment, options, loaded_network)

        def build(described: Experiment) -> Lab:
            return create_lab(described, source.kind, source.values, torch.device(device.name), copies, None, network)

        lab = _built(experiment, build, device.label)
        give_judged(lab, None if judged is None else WorkingCopies(judged.kind, judged.values))
    except ProblemError as error:
        raise BadInputError(with_options(error.problem, options)) from error
    setup_seconds = time.perf_counter() - begun
    task = experiment.spec.task_spec
    enlarges = None
    if options.enlarge is not None:
        enlarges = require_enlarging(lab, options.lab if task is None else task.tag())
    what = options.lab if task is None else f"{options.lab}, {task.tag()}"
    text = translate("CommandLine", "{what}: {source} on {device}")
    where = device_words(device.label, device.threads)
    print(text.format(what=what, source=source.name, device=where), file=sys.stderr)
    for each in reading_notes(source):
        print(translate("CommandLine", "source: {note}").format(note=each), file=sys.stderr)
    if note := lab_notes_text(lab.describe().notes):
        print(note, file=sys.stderr)
    if unseen is not None:
        text = translate("CommandLine", "unseen: {name}")
        if lab.describe().unseen is None:
            text = translate("CommandLine", "unseen: {name}, left out: its channels do not fit")
        print(text.format(name=unseen.name), file=sys.stderr)
    trainer = lab.trainer
    steps = 0 if trainer is None else steps
    watch = watcher(experiment, lab)
    line = ProgressLine(sys.stderr, steps)
    training = Training() if trainer is None else train(trainer, device.label, steps, stop, line, watch)
    done = 0 if trainer is None else trainer.step_count
    line.end()
    whole = training.ending in ("done", "interrupted", "stopped")
    if training.ending == "interrupted":
        print(f"vizapp run: {ended_early(done, steps)}", file=sys.stderr)
    if training.passed is not None:
        print(passed_text(training.passed), file=sys.stderr)

    seeds, last = None, training
    if trainer is not None and options.seeds is not None and training.ending == "done":
        seeds, last = train_seeds(experiment, options.seeds, lab, build, steps, device.label, stop)

    summary = RunSummary(
        training.ending,
        None if task is None else task.tag(),
        source.name,
        kept_notes(source),
        experiment,
        device.name,
        setup_seconds,
        training.seconds,
        training.series,
        None if unseen is None or lab.describe().unseen is None else unseen.name,
        training.passed,
        None if judged is None else judged.name,
        seeds,
    )
    try:
        write_results(options.out, lab, summary)
    except OSError as error:
        text = translate("CommandLine", "the results cannot be written to {path}: {why}.")
        print(f"vizapp run: {text.format(path=options.out, why=reason(error))}", file=sys.stderr)
        return FAILED
    measures = trainer.measures() if trainer is not None and whole else {}
    reached = "".join(f", {name} {value:.4g}" for name, value in measures.items())
    print(results_sentence(done, reached, str(options.out)), file=sys.stderr)
    if not whole:
        print(f"vizapp run: {training.sentence}", file=sys.stderr)
        if enlarges is not None:
            text = translate("CommandLine", "{path} was not written: the training did not come to its end.")
            print(f"vizapp run: {text.format(path=options.enlarge)}", file=sys.stderr)
        if options.figures:
            text = translate("CommandLine", "no figures were drawn: the training did not come to its end.")
            print(f"vizapp run: {text}", file=sys.stderr)
        return FAILED
    if enlarges is not None and (why := write_enlarged(options.enlarge, enlarges, stop)):
        print(f"vizapp run: {why}", file=sys.stderr)
        return INTERRUPTED if stop() else FAILED
    if (
        options.figures
        and draftsman is not None
        and (why := draw_figures(options.figures, options.out, draftsman, experiment, lab, training, stop))
    ):
        print(f"vizapp run: {why}", file=sys.stderr)
        return INTERRUPTED if stop() else FAILED
    if last.ending in ("diverged", "out of memory"):
        print(f"vizapp run: {last.sentence}", file=sys.stderr)
        return FAILED
    if strays := astray(training, experiment, measures):
        print(f"vizapp run: {strays}", file=sys.stderr)
    return INTERRUPTED if last.ending == "interrupted" else DONE


def _built(experiment: Experiment, build: Callable[[Experiment], Lab], device: str) -> Lab:
    """Return the lab of ``experiment``.

    Raises:
        ProblemError: it does not fit, or there is not enough memory for it.
    """
    from vizapp.engine.failures import failure, is_out_of_memory

    try:
        return build(experiment)
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        raise ProblemError.of(failure(error, "setup", device, 0)) from error
