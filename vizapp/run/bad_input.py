"""What is raised where the command line is wrong."""

from __future__ import annotations

import argparse

from vizapp.problem import Problem
from vizapp.wording.problems import sentence
from vizapp.wording.system_errors import reason
from vizapp.wording.translation import translate


class BadInputError(Exception):
    """The input or an option is invalid; as text, one sentence."""


def not_of_task(option: str, task: str) -> str:
    """Return that an option has no meaning for a task."""
    text = translate("CommandLine", "{option} does not apply to the task {task}; leave it out.")
    return text.format(option=option, task=task)


def does_not_fit(error: Exception) -> str:
    """Return that a setting does not fit, and why."""
    return translate("CommandLine", "a setting does not fit: {why}.").format(why=error)


def not_there(what: object) -> str:
    """Return that a file, which is named as it was on the command line, does not exist."""
    return translate("CommandLine", "{file} does not exist.").format(file=what)


def unusable_folder(folder: object, error: OSError) -> str:
    """Return why results cannot be written to the folder of ``--out``."""
    if isinstance(error, FileExistsError):
        text = translate("CommandLine", "--out {path} is a file; name a folder, which is made if it is missing.")
        return text.format(path=folder)
    text = translate("CommandLine", "--out {path} cannot be written: {why}; choose another folder.")
    return text.format(path=folder, why=reason(error))


def with_options(problem: Problem, options: argparse.Namespace) -> str:
    """Return the sentence of ``problem`` and, at its end, the options by which its remedies are chosen."""
    fields = dict.fromkeys(remedy.field for remedy in problem.remedies if hasattr(options, remedy.field or "-"))
    flags = ", ".join("--" + field.replace("_", "-") for field in fields)
    text = sentence(problem)
    if not flags:
        return text
    with_flags = translate("CommandLine", "{sentence} ({options}).")
    return with_flags.format(sentence=text.rstrip(".。"), options=flags)
