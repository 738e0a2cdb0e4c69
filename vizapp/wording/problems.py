"""The sentence of every problem. Each room's sentences stand in a table of their own; here they come together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from vizapp.problem import Problem, Value
from vizapp.wording.lab_problems import LAB_PROBLEMS
from vizapp.wording.session_problems import SESSION_PROBLEMS
from vizapp.wording.source_problems import SOURCE_PROBLEMS
from vizapp.wording.templates import fill, joined
from vizapp.wording.translation import translate

CONTEXT = "Problems"
"""Of the translation."""

_TEMPLATES: dict[str, str] = {}


def register_problems(templates: Mapping[str, str]) -> None:
    """Add sentences by code, as a lab or a task of its own does.

    Raises:
        ValueError: a code has a sentence already.
    """
    for code, template in templates.items():
        if _TEMPLATES.setdefault(code, template) != template:
            raise ValueError(f"the problem {code} has a sentence already")


def sentence(problem: Problem) -> str:
    """Return what is wrong, with a capital and a full stop, and where there are remedies which one to choose.

    A sentence that begins with a value, such as the name of a file, begins as that is written.
    """
    text = phrase(problem, begins=True)
    if problem.remedies:
        ways = joined([phrase(remedy) for remedy in problem.remedies])
        text = fill(translate(CONTEXT, "{what}; choose {ways}"), {"what": text, "ways": ways})
    return text + ("" if text.endswith(".") else ".")


def known_codes() -> frozenset[str]:
    """Return every code that has a sentence."""
    return frozenset(_TEMPLATES)


def template_of(code: str) -> str:
    """Return the English template of a code.

    Raises:
        KeyError: there is none.
    """
    return _TEMPLATES[code]


def phrase(problem: Problem, *, begins: bool = False) -> str:
    """Return what is wrong as part of a sentence, or where it ``begins`` one, without what would be right."""
    template = _TEMPLATES.get(problem.code)
    if template is None:  # such as an engine of another version may send
        details = ", ".join(f"{name} {value}" for name, value in problem.values.items())
        return f"{problem.code} ({details})" if details else problem.code
    values = dict(problem.values)
    if (cause := values.get("cause")) in _TEMPLATES:
        # A value of this name is the code of the reason, which is told with the same values.
        values["cause"] = fill(translate(CONTEXT, _TEMPLATES[str(cause)]), values)
    template = translate(CONTEXT, template)
    return fill(template[:1].upper() + template[1:] if begins else template, values)


class ProblemError(ValueError):
    """A problem on its way up the stack. As text it is its sentence."""

    def __init__(self, code: str, field: str = "", remedies: tuple[Problem, ...] = (), **values: Value) -> None:
        super().__init__(code)
        self.problem = Problem(code, field, values, remedies)

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return the exception of a problem that is there already."""
        return cls(problem.code, problem.field, problem.remedies, **problem.values)

    def __str__(self) -> str:
        return sentence(self.problem)


register_problems(SOURCE_PROBLEMS)
register_problems(LAB_PROBLEMS)
register_problems(SESSION_PROBLEMS)
