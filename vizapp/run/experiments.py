"""The document that the options of ``vizapp run`` describe."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Literal

from vizapp.document.experiment import WORKING_SIZE_RANGE, Experiment, Source, validated
from vizapp.document.lab_spec import LABS, LabSpec
from vizapp.run.bad_input import BadInputError, does_not_fit, not_of_task
from vizapp.run.lab_options import Range
from vizapp.run.labs import LAB_OPTIONS
from vizapp.run.options import tasks_of
from vizapp.sources.locations import location_of
from vizapp.wording.quantities import or_words
from vizapp.wording.translation import translate

MAX_STEPS = 10_000_000
_DEFAULT_STEPS = 200
"""The number of steps for a lab without tasks."""


def steps_of(options: argparse.Namespace, experiment: Experiment) -> int:
    """Return the requested number of training steps, or the task's default."""
    if options.steps is not None:
        return int(options.steps)
    task = experiment.spec.task_spec
    return _DEFAULT_STEPS if task is None else task.default_steps


def experiment_of(options: argparse.Namespace) -> Experiment:
    """Return the document that the options describe.

    Raises:
        BadInputError: an option is out of its range or does not fit the lab.
    """
    spec = LABS.get(options.lab)()
    tasks = tasks_of(type(spec))
    task = options.task or (tasks[0] if tasks else None)
    if task is not None and task not in tasks:
        raise BadInputError(_not_of_lab(task, options.lab, tasks))
    if task is not None and (default := spec.task_spec) is not None:
        spec = spec.replaced(task=type(default).family.get(task)())
    _check_options(options, spec)
    # Documents number CUDA devices; "cuda" alone means the first.
    device = "cuda:0" if options.device == "cuda" else options.device
    source = (
        Source()
        if options.source is None
        else Source("file", location_of(options.source), options.array, options.axes)
    )
    of_task = {name: value for name in _names("task_settings") if (value := getattr(options, name)) is not None}
    if of_task and (chosen := spec.task_spec) is not None:
        spec = spec.replaced(task=chosen.replaced(**of_task))
    given = {name: value for name in _setting_names() if (value := getattr(options, name)) is not None}
    if (own := LAB_OPTIONS.get(options.lab)) is not None:
        given |= own.values(options, spec)
    try:
        experiment = Experiment(
            lab=options.lab,
            source=source,
            unseen=None if options.unseen is None else Source("file", location_of(options.unseen)),
            judged=None if options.judge is None else Source("file", location_of(options.judge)),
            labs=(spec.replaced(**given),),
            working_size=options.working_size,
            seed=options.seed,
            device=device,
        )
        # Structs check their fields when decoded, not when constructed.
        return validated(experiment)
    except ValueError as error:
        raise BadInputError(does_not_fit(error)) from error


def _setting_names() -> tuple[str, ...]:
    """Return the options that are fields of a lab's settings; each applies to the labs that have the field."""
    return (*_names("settings"), "learning_rate", "stop_when")


def _names(kind: Literal["settings", "task_settings"]) -> tuple[str, ...]:
    return tuple(name for lab in LAB_OPTIONS.values() for name in getattr(lab, kind))


def _check_options(options: argparse.Namespace, spec: LabSpec) -> None:
    """Refuse options that the lab and its task do not use or that are out of range.

    Raises:
        BadInputError: names the first invalid option.
    """
    task = spec.task_spec
    name_of_task = spec.lab if task is None else task.tag()
    of_task = {name: name for name in _names("task_settings")}
    of_task |= {name: field for lab in LAB_OPTIONS.values() for name, field in lab.task_turned.items()}
    for name, field in of_task.items():
        if getattr(options, name) is not None and not hasattr(task, field):
            raise BadInputError(not_of_task(_flag(name), name_of_task))
    turned = {name: field for lab in LAB_OPTIONS.values() for name, field in lab.turned.items()}
    for name in (*_setting_names(), *turned, "steps"):
        field = turned.get(name, name)
        applies = spec.trains if name in ("steps", "learning_rate") else spec.uses(field)
        applies = applies and (spec.trains or name != "stop_when")
        if getattr(options, name) is not None and not applies:
            raise BadInputError(not_of_task(_flag(name), name_of_task))
    if options.unseen is not None and not spec.tries_unseen:
        if spec.uses_unseen:
            raise BadInputError(not_of_task("--unseen", name_of_task))
        text = translate("CommandLine", "--unseen does not apply to --lab {lab}; leave it out.")
        raise BadInputError(text.format(lab=spec.lab))
    if options.judge is not None and not spec.judges:
        raise BadInputError(not_of_task("--judge", name_of_task))
    if options.network is not None and not spec.takes_network:
        raise BadInputError(not_of_task("--network", name_of_task))
    if options.array is not None and options.source is None:
        raise BadInputError(translate("CommandLine", "--array needs a --source that holds the array."))
    if options.axes is not None and options.source is None:
        raise BadInputError(translate("CommandLine", "--axes needs a --source that is an array."))
    whole_numbers: dict[str, Range] = {
        "steps": (0, MAX_STEPS),
        "seed": (0, 2**31 - 1),
        "working_size": WORKING_SIZE_RANGE,
    }
    for lab in LAB_OPTIONS.values():
        whole_numbers |= lab.ranges(spec)
    for name, (low, high) in whole_numbers.items():
        value = getattr(options, name)
        if value is not None and not low <= value <= high:
            text = translate(
                "CommandLine", "{option} is {value}; for {task} it must be a number from {low} to {high}."
            )
            raise BadInputError(text.format(option=_flag(name), value=value, task=name_of_task, low=low, high=high))
    rate = options.learning_rate
    if rate is not None and not 0 < rate <= 10:
        text = translate("CommandLine", "--learning-rate is {rate}; it must be greater than 0 and at most 10.")
        raise BadInputError(text.format(rate=rate))
    if not re.fullmatch(r"auto|cpu|mps|cuda(:\d{1,2})?", options.device):
        text = translate("CommandLine", "--device is {device}; it must be auto, cpu, mps, cuda or cuda:N.")
        raise BadInputError(text.format(device=repr(options.device)))


def _not_of_lab(task: str, lab: str, tasks: Sequence[str]) -> str:
    if not tasks:
        text = translate("CommandLine", "--task {task} does not belong to --lab {lab}; leave it out.")
        return text.format(task=task, lab=lab)
    text = translate("CommandLine", "--task {task} does not belong to --lab {lab}; choose {tasks}.")
    return text.format(task=task, lab=lab, tasks=or_words(tasks))


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
