"""``vizapp run --resume``: goes on with a run that has not come to its end, from the checkpoint in its folder."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from vizapp.document.experiment import Experiment
from vizapp.run.bad_input import BadInputError
from vizapp.run.carrying_out import carry_out, check_figures
from vizapp.run.ending import ended, opened_folder
from vizapp.run.experiments import MAX_STEPS
from vizapp.run.figures import FORMATS
from vizapp.run.file_arguments import file_argument
from vizapp.run.plan import Plan
from vizapp.run.results_folder import ResultsFolder
from vizapp.run.resume_argument import add_resume_argument
from vizapp.run.upsampler_options import MAX_SEEDS
from vizapp.run.wanted_figures import Draftsman
from vizapp.wording.problems import ProblemError, sentence
from vizapp.wording.translation import translate

_NAMES = {"judged": "judge", "upsampler": "upsamplers", "compared": "compare", "learns": "learn"}
"""Fields of the document whose options have another name."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that have a meaning beside ``--resume`` alone."""
    add_resume_argument(parser)
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="DIR",
        help=translate("CommandLine", "the folder of the run that is gone on with"),
    )
    for name, of in (("--enlarge", "PNG"), ("--save", "vizapp")):
        parser.add_argument(
            name,
            type=file_argument,
            metavar="FILE",
            help=translate(
                "CommandLine", "as it was given for the run: the {kind} file that it writes outside its folder"
            ).format(kind=of),
        )


def parsed(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options in ``arguments``; others than :func:`add_arguments` adds end the program with a sentence."""
    options, others = parser.parse_known_args(arguments)
    if others:
        text = translate(
            "CommandLine",
            "{others}: the checkpoint holds all other options; leave them out, or give all of them again as they "
            "were, with --lab",
        )
        parser.error(text.format(others=" ".join(others)))
    return options


def run(options: argparse.Namespace, draftsman: Draftsman | None = None) -> int:
    """Go on with a run, and return the exit status of :func:`vizapp.run.training.run`."""
    return ended(lambda stop: _run(options, stop, draftsman))


def _run(options: argparse.Namespace, stop: Callable[[], bool], draftsman: Draftsman | None) -> int:
    with opened_folder(options.out, resume=True) as folder:
        plan = _kept_plan(folder)
        assert plan.run is not None
        _check_place("--enlarge", options.enlarge, folder, was_given=plan.run.enlarges)
        _check_place("--save", options.save, folder, was_given=plan.run.saves)
        plan = replace(plan, enlarge=options.enlarge, save=options.save)
        check_figures(plan.figures, draftsman)
        return carry_out(plan, folder, stop, draftsman)


def _check_place(option: str, path: Path | None, folder: ResultsFolder, *, was_given: bool) -> None:
    """Require that a file which is written outside the folder is named again, and none else.

    Raises:
        BadInputError: it is not.
    """
    if was_given and path is None:
        text = translate(
            "CommandLine",
            "the run in {path} was begun with {option} FILE; give it again, for no checkpoint says which files "
            "are written.",
        )
        raise BadInputError(text.format(path=folder.path, option=option))
    if not was_given and path is not None:
        text = translate("CommandLine", "the run in {path} was begun without {option}; leave it out.")
        raise BadInputError(text.format(path=folder.path, option=option))


def going_on(folder: ResultsFolder, given: Plan) -> Plan:
    """Return the plan in the checkpoint of ``folder``, which options have described again as ``given``.

    Raises:
        BadInputError: the checkpoint cannot be read, or the options differ from those with which it was begun.
    """
    kept = _kept_plan(folder)
    differences = [
        translate("CommandLine", "{option} was {then} and is {now}").format(option=option, then=then, now=now)
        for option, then, now in _differences(kept, given)
    ]
    if differences:
        text = translate(
            "CommandLine",
            "the run in {path} was begun with other options: {differences}; leave them out to go on with it, or "
            "leave out --resume to begin anew.",
        )
        raise BadInputError(text.format(path=folder.path, differences=", ".join(differences)))
    return replace(kept, enlarge=given.enlarge, save=given.save, refusal=given.refusal)


def _kept_plan(folder: ResultsFolder) -> Plan:
    """Return the plan in the checkpoint of a folder, which is read as the file of a stranger.

    Raises:
        BadInputError: it cannot be read, is no checkpoint, or its pictures are not what they were.
    """
    from vizapp.sources.waiting import read_kept_experiment

    path = folder.checkpoint
    try:
        loaded = read_kept_experiment(path)
    except ProblemError as error:
        if not error.problem.code.startswith("kept.") or error.problem.code == "kept.newer":
            raise BadInputError(sentence(error.problem)) from error
        text = translate(
            "CommandLine", "the checkpoint {path} is damaged or is none; leave out --resume to begin anew."
        )
        raise BadInputError(text.format(path=path)) from error
    run, spec = loaded.run, loaded.experiment.spec
    trained = {each.lab for each in loaded.timelines.labs}
    if (
        run is None
        or spec.lab not in trained
        or spec.uses_brought
        or spec.uses_network
        or run.steps > MAX_STEPS
        or not set(run.figures) <= set(FORMATS)
        or (run.seeds or 1) > MAX_SEEDS
    ):
        text = translate("CommandLine", "{path} is no checkpoint of a run; remove it to begin one.")
        raise BadInputError(text.format(path=path))
    for role, where in loaded.pictures.items():
        if where in ("missing", "changed"):
            text = translate(
                "CommandLine",
                "{place}, which the run in {path} was begun with, is not there or was changed since; put it back as "
                "it was, or leave out --resume to begin anew.",
            )
            place = getattr(loaded.experiment, role).location
            raise BadInputError(text.format(place=place, path=folder.path))
    return Plan(
        loaded.experiment,
        run.steps,
        begun=loaded,
        run=run,
        given=run.given,
        figures=run.figures,
        seeds=run.seeds,
    )


def _differences(kept: Plan, given: Plan) -> Iterator[tuple[str, Any, Any]]:
    """Yield each option in which two plans differ, with its value in either."""
    assert kept.run is not None
    then, now = _settings(kept.experiment), _settings(given.experiment)
    changed = [name for name in dict.fromkeys([*then, *now]) if then.get(name) != now.get(name)]
    for chooses in ("lab", "task.name"):
        if chooses in changed:  # all other settings follow from it
            changed = [chooses]
    found = {_option(name): (then.get(name), now.get(name)) for name in reversed(changed)}
    for option, (before, after) in reversed(found.items()):
        yield option, _words(before), _words(after)
    others = (
        ("steps", kept.steps, given.steps),
        ("seeds", kept.seeds or 1, given.seeds or 1),
        ("figures", ",".join(kept.figures), ",".join(given.figures)),
        ("enlarge", kept.run.enlarges, given.enlarge is not None),
        ("save", kept.run.saves, given.save is not None),
    )
    for name, before, after in others:
        if before != after:
            yield f"--{name}", _words(before), _words(after)


def _settings(experiment: Experiment) -> dict[str, Any]:
    """Return all that the active lab is made from, by dotted names."""
    found: dict[str, Any] = {}

    def walk(value: Any, name: str) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                walk(each, f"{name}.{key}" if name else str(key))
        else:
            found[name] = value

    own = msgspec.structs.replace(experiment, labs=(experiment.spec,))
    plain = {name: value for name, value in msgspec.to_builtins(own).items() if name not in ("labs", "version")}
    walk(plain | msgspec.to_builtins(experiment.spec), "")
    return found


def _option(name: str) -> str:
    """Return the option by which a setting is given; ``name`` is as :func:`_settings` has it."""
    first, _, rest = name.partition(".")
    if first == "task":
        field = "task" if rest == "name" else rest.partition(".")[0]
        field = "upsampler" if field == "compared" else field
    else:
        field = rest if rest in ("array", "axes") else first
    return "--" + _NAMES.get(field, field).replace("_", "-")


def _words(value: Any) -> Any:
    """Return a value as it stands in a sentence."""
    if isinstance(value, bool):
        return translate("CommandLine", "given") if value else translate("CommandLine", "not given")
    return translate("CommandLine", "nothing") if value in ("", None) else value
