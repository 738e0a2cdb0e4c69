"""What is raised where the command line is wrong."""

from __future__ import annotations

import argparse

from vizapp.problem import Problem
from vizapp.wording.problems import sentence


class BadInputError(Exception):
    """The input or an option is invalid; as text, one sentence."""


def with_options(problem: Problem, options: argparse.Namespace) -> str:
    """Return the sentence of ``problem`` and, at its end, the options by which its remedies are chosen."""
    fields = dict.fromkeys(remedy.field for remedy in problem.remedies if hasattr(options, remedy.field or "-"))
    flags = ", ".join("--" + field.replace("_", "-") for field in fields)
    text = sentence(problem)
    return f"{text.removesuffix('.')} ({flags})." if flags else text
