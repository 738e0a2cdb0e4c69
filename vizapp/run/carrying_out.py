"""A run as it is planned: read, build, train with a checkpoint every minute, and make the results valid at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vizapp.run.announcing import announce, ended_unbegun, say, where
from vizapp.run.bad_input import BadInputError
from vizapp.run.checkpoints import Checkpoints
from vizapp.run.enlarging import require_enlarging, write_enlarged
from vizapp.run.figures import draw_figures
from vizapp.run.files import METRICS_FILE, figure_files
from vizapp.run.kept_runs import kept_run, reached_before
from vizapp.run.plan import Plan
from vizapp.run.progress_line import ProgressLine
from vizapp.run.results_folder import ResultsFolder
from vizapp.run.setting_up import BuiltLab, ReadFiles, build, check_files, measured_before, read_files
from vizapp.run.source import kept_notes
from vizapp.run.training_steps import Training, astray, train, watcher
from vizapp.run.wanted_figures import Draftsman
from vizapp.wording.problems import ProblemError
from vizapp.wording.system_errors import reason
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.engine.watch import Passed
    from vizapp.keeping.writing import Content
    from vizapp.run.results import RunSummary
    from vizapp.run.seeds import SeedResult

DONE = 0
FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130


def carry_out(plan: Plan, folder: ResultsFolder | None, stop: Callable[[], bool], draftsman: Draftsman | None) -> int:
    """Do what ``plan`` says, and return the exit status of :func:`vizapp.run.training.run`.

    Args:
        plan: what is to be done.
        folder: where the results and the checkpoint are written; None where only an experiment is saved.
        stop: whether to end early, with what was done up to then.
        draftsman: draws figures.

    Raises:
        BadInputError: a file or an option does not fit.
    """
    check_files(plan, None if folder is None else folder.path)
    if folder is not None and plan.run is None and folder.checkpoint.exists():
        text = translate(
            "CommandLine",
            "{path} is of a run that has not come to its end, which --resume goes on with; this one replaces it",
        )
        say(text.format(path=folder.checkpoint))
    files = read_files(plan)
    if stop():
        say(ended_unbegun(folder))
        return INTERRUPTED
    built = build(plan, files)
    return _Run(plan, folder, stop, draftsman, files, built).status()


class _Run:
    """A run whose lab is built."""

    def __init__(
        self,
        plan: Plan,
        folder: ResultsFolder | None,
        stop: Callable[[], bool],
        draftsman: Draftsman | None,
        files: ReadFiles,
        built: BuiltLab,
    ) -> None:
        self._plan = plan
        self._folder = folder
        self._stop = stop
        self._draftsman = draftsman
        self._files = files
        self._built = built
        self._lab, self._trainer = built.slot.lab, built.slot.lab.trainer
        self._first = built.slot.step_count
        task = built.experiment.spec.task_spec
        self._task = None if task is None else task.tag()
        self._training = self._begun_training()
        self._reached = reached_before(plan.run)
        self._checkpoints = self._checkpoints_in(folder)
        self._run_first = self._first if plan.run is None else plan.run.first
        self._resumed = () if plan.run is None else (*plan.run.resumed, self._first)

    def status(self) -> int:
        plan, training, stop = self._plan, self._training, self._stop
        enlarges = None
        if plan.enlarge is not None:
            enlarges = require_enlarging(self._lab, self._task or self._lab.name)
        watch = watcher(self._built.experiment, self._lab)
        announce(plan, self._files, self._built.slot, self._task)
        self._train(watch)
        trained = self._built.slot.step_count - self._first
        if training.ending == "interrupted" and not trained:
            say(ended_unbegun(self._folder))
            return INTERRUPTED
        seeds, last = self._train_seeds()
        whole = training.ending in ("done", "interrupted", "stopped")
        if "interrupted" in (training.ending, last.ending):
            self._keep()

        summary = self._summary(seeds)
        try:
            undrawn = self._write_results(summary, whole)
            self._save()
        except (OSError, ProblemError) as error:
            return self._not_written(error)
        measures = self._trainer.measures() if self._trainer is not None and whole else {}
        self._say_what_was_reached(measures)
        if not whole:
            say(training.sentence)
            if enlarges is not None:
                text = translate("CommandLine", "{path} was not written: the training did not come to its end.")
                say(text.format(path=plan.enlarge))
            if plan.figures:
                say(translate("CommandLine", "no figures were drawn: the training did not come to its end."))
            self._finish(keep=training.ending == "out of memory")
            return FAILED
        if plan.enlarge is not None and enlarges is not None:
            undrawn = write_enlarged(plan.enlarge, enlarges, stop) or undrawn
        if undrawn:
            say(undrawn)
            interrupted = stop()
            if interrupted:
                self._keep()
            self._finish(keep=interrupted)
            return INTERRUPTED if interrupted else FAILED
        ending = last.ending
        self._finish(keep=ending in ("interrupted", "out of memory"))
        if ending in ("diverged", "out of memory"):
            say(last.sentence)
            return FAILED
        if strays := astray(training, self._built.experiment, measures):
            say(strays)
        return INTERRUPTED if ending == "interrupted" else DONE

    def _begun_training(self) -> Training:
        plan, slot = self._plan, self._built.slot
        if plan.begun is None:
            return Training(timeline=slot.timeline)
        seconds = 0.0 if plan.run is None else plan.run.seconds
        return Training(measured_before(plan.begun, slot), seconds, timeline=slot.timeline)

    def _checkpoints_in(self, folder: ResultsFolder | None) -> Checkpoints | None:
        """Return what writes the checkpoints; None where nothing is trained, or no folder was named."""
        if folder is None or self._trainer is None:
            return None
        from vizapp.run.kept_save import RunToKeep

        plan, built = self._plan, self._built
        kept = RunToKeep(built.slots, built.slot, plan.begun, built.experiment)
        digests = cache(self._files.digests)  # a large picture takes a moment, and short runs need none

        def contents() -> Content:
            training = self._training
            name, first = built.slot.device.name, self._run_first
            run = kept_run(plan, digests(), name, first, training.seconds, self._reached, self._resumed)
            return kept.checkpoint(folder.checkpoint, training.series, run)

        return Checkpoints(folder.checkpoint, contents, say, is_own=plan.run is not None)

    def _train(self, watch: Callable[[int, dict[str, float]], Passed | None]) -> None:
        """Do the steps that are still to be done."""
        from vizapp.run.results import passed_text

        training, slot = self._training, self._built.slot
        if self._trainer is None:
            return
        steps = max(self._plan.steps - self._first, 0)
        line = ProgressLine(sys.stderr, self._plan.steps, self._first)
        after_step = (lambda: None) if self._checkpoints is None else self._checkpoints.between_steps
        try:
            train(self._trainer, slot.device.label, steps, self._stop, line, watch, slot, training, after_step)
        finally:
            if self._checkpoints is not None:
                self._checkpoints.give_up()
        line.end()
        if training.passed is not None:
            print(passed_text(training.passed), file=sys.stderr)

    def _train_seeds(self) -> tuple[dict[str, object] | None, Training]:
        """Train with the other seeds; return what all have reached, and how the last training has ended."""
        from vizapp.run.seeds import train_seeds

        plan, training, slot = self._plan, self._training, self._built.slot
        if self._trainer is None or plan.seeds is None or training.ending != "done":
            return None, training

        def reached(result: SeedResult) -> None:
            self._reached.append(result)
            if self._checkpoints is not None:
                self._checkpoints.write()

        known = tuple(self._reached)
        label, steps, lab = slot.device.label, plan.steps, self._lab
        return train_seeds(
            self._built.experiment, plan.seeds, lab, self._built.build, steps, label, self._stop, known, reached
        )

    def _keep(self) -> None:
        """Write a checkpoint of where an interrupted run stands, and say how it goes on."""
        plan, done = self._plan, self._built.slot.step_count
        if plan.seeds is not None and self._training.ending == "done":
            text = translate("CommandLine", "ended early, after {done} of {count} seeds")
            what = text.format(done=1 + len(self._reached), count=plan.seeds)
        else:
            text = translate("CommandLine", "ended early, after {done} of {steps} steps")
            what = text.format(done=done, steps=plan.steps)
        if self._checkpoints is not None and self._folder is not None and self._checkpoints.write():
            text = translate("CommandLine", "{what}; vizapp run --resume --out {path} goes on")
            what = text.format(what=what, path=self._folder.path)
        say(what)

    def _summary(self, seeds: dict[str, object] | None) -> RunSummary:
        from vizapp.run.results import RunSummary

        files, slot, training = self._files, self._built.slot, self._training
        return RunSummary(
            training.ending,
            self._task,
            files.source.name,
            kept_notes(files.source),
            self._built.experiment,
            slot.device.name,
            self._built.seconds,
            training.seconds,
            training.series,
            None if files.unseen is None or slot.description.unseen is None else files.unseen.name,
            training.passed,
            None if files.judged is None else files.judged.name,
            seeds,
            self._plan.given,
            self._resumed,
            self._run_first,
        )

    def _write_results(self, summary: RunSummary, whole: bool) -> str:
        """Make the results of this run those of the folder; return why there are no figures, or ""."""
        if self._folder is None:
            return ""
        from vizapp.run.results import results_of

        results = results_of(self._lab, summary)
        undrawn = ""
        with self._folder.staged() as staged:
            for name, content in results.files.items():
                staged.write(name, content)
            if self._plan.figures and self._draftsman is not None and whole:
                undrawn = self._draw(staged.folder)
                if undrawn:
                    staged.drop(figure_files())
            staged.write(METRICS_FILE, results.metrics_file(staged.digests()))
            staged.publish()
        return undrawn

    def _draw(self, folder: Path) -> str:
        assert self._draftsman is not None
        plan, training, experiment = self._plan, self._training, self._built.experiment
        return draw_figures(plan.figures, folder, self._draftsman, experiment, self._lab, training, self._stop)

    def _save(self) -> None:
        if self._plan.save is not None:
            from vizapp.run.kept_save import RunToKeep

            kept = RunToKeep(self._built.slots, self._built.slot, self._plan.begun, self._built.experiment)
            kept.save(self._plan.save, self._training.series)

    def _not_written(self, error: Exception) -> int:
        """Say that the results cannot be written and what is there instead, and keep what was trained."""
        if self._checkpoints is not None:
            self._checkpoints.write()
        text = translate("CommandLine", "the results cannot be written to {path}: {why}")
        what = text.format(path=where(self._folder, self._plan.save), why=reason(error).rstrip(".。"))
        if self._folder is not None:
            joined = translate("CommandLine", "{what}; {standing}")
            what = joined.format(what=what, standing=self._folder.standing())
        say(what)
        return FAILED

    def _say_what_was_reached(self, measures: dict[str, float]) -> None:
        from vizapp.run.results import results_sentence

        reached = "".join(f", {name} {value:.4g}" for name, value in measures.items())
        print(
            results_sentence(self._built.slot.step_count, reached, where(self._folder, self._plan.save)),
            file=sys.stderr,
        )

    def _finish(self, *, keep: bool) -> None:
        """Remove the checkpoint, but for one of this run that it is to be gone on from."""
        if self._folder is None:
            return
        checkpoints = self._checkpoints
        if not keep or checkpoints is None or not checkpoints.is_own:
            with suppress(OSError):
                self._folder.checkpoint.unlink(missing_ok=True)


def check_figures(formats: tuple[str, ...], draftsman: Draftsman | None) -> None:
    """Refuse figures that cannot be drawn here.

    Raises:
        BadInputError: says why.
    """
    if formats and draftsman is not None and (obstacle := draftsman.obstacle()):
        raise BadInputError(f"--figures: {obstacle}")
