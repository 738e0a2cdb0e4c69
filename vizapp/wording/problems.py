"""Conversion of problems into sentences. Each part of the program has its own table, registered here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from vizapp.problem import Problem, Value
from vizapp.wording.example_hints import EXAMPLE_HINTS
from vizapp.wording.kept_problems import KEPT_PROBLEMS
from vizapp.wording.lab_problems import LAB_PROBLEMS
from vizapp.wording.lesson_problems import LESSON_PROBLEMS
from vizapp.wording.network_problems import NETWORK_PROBLEMS
from vizapp.wording.script_problems import SCRIPT_PROBLEMS
from vizapp.wording.session_problems import SESSION_PROBLEMS
from vizapp.wording.source_problems import SOURCE_PROBLEMS
from vizapp.wording.system_errors import system_words
from vizapp.wording.templates import fill, joined
from vizapp.wording.translation import translate

CONTEXT = "Problems"
"""The translation context of the sentences."""

_TEMPLATES: dict[str, str] = {}


def register_problems(templates: Mapping[str, str]) -> None:
    """Add sentences by code.

    Raises:
        ValueError: a code already has another sentence.
    """
    for code, template in templates.items():
        if _TEMPLATES.setdefault(code, template) != template:
            raise ValueError(f"the problem {code} has a sentence already")


def sentence(problem: Problem) -> str:
    """Return the sentence of a problem, with a capital, a full stop, and the remedies if there are any.

    A value at the beginning, such as a file name, keeps its case.
    """
    text = phrase(problem, begins=True)
    if problem.remedies:
        ways = joined([phrase(remedy) for remedy in problem.remedies])
        text = fill(translate("Problems", "{what}; choose {ways}"), {"what": text, "ways": ways})
    return text if text.endswith((".", "。")) else text + translate("Problems", ".")


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
    """Return the problem without remedies, as part of a sentence or, if it ``begins`` one, with a capital."""
    template = _TEMPLATES.get(problem.code)
    if template is None:  # an engine of another version may send an unknown code
        details = ", ".join(f"{name} {value}" for name, value in problem.values.items())
        return f"{problem.code} ({details})" if details else problem.code
    values = dict(problem.values)
    if (cause := values.get("cause")) in _TEMPLATES:
        # The value "cause" is the code of the reason, whose phrase is filled with the same values.
        values["cause"] = fill(translate(CONTEXT, _TEMPLATES[str(cause)]), values)
    if isinstance(why := values.get("why"), str):
        values["why"] = system_words(why)  # said in English by a process that does not know the user's language
    template = translate(CONTEXT, template)
    return fill(template[:1].upper() + template[1:] if begins else template, values)


class ProblemError(ValueError):
    """An exception that carries a problem; as text, its sentence."""

    def __init__(self, code: str, field: str = "", remedies: tuple[Problem, ...] = (), **values: Value) -> None:
        super().__init__(code)
        self.problem = Problem(code, field, values, remedies)

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return an exception that carries an existing problem."""
        return cls(problem.code, problem.field, problem.remedies, **problem.values)

    def __str__(self) -> str:
        return sentence(self.problem)


register_problems(SOURCE_PROBLEMS)
register_problems(EXAMPLE_HINTS)
register_problems(KEPT_PROBLEMS)
register_problems(LAB_PROBLEMS)
register_problems(LESSON_PROBLEMS)
register_problems(NETWORK_PROBLEMS)
register_problems(SCRIPT_PROBLEMS)
register_problems(SESSION_PROBLEMS)
