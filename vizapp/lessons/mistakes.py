"""What is wrong in the file of a lesson: one sentence for each mistake, with the line and the step."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vizapp.problem import Problem, Value
from vizapp.wording.problems import sentence
from vizapp.wording.templates import fill
from vizapp.wording.translation import marked, translate

CONTEXT = "LessonMistakes"
"""The translation context of what is said of mistakes."""
_WITH_STEP = marked("line {line}, step {step}: {what}")
_WITH_LINE = marked("line {line}: {what}")
_LONGEST = 1900
"""In characters, of a value in a sentence."""
MOST = 40
"""More mistakes of one file are not told."""


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong.

    Attributes:
        problem: what.
        line: of the file, counted from 1; 0 where there is none.
        step: the number of the step, counted from 1; 0 outside the steps.
    """

    problem: Problem
    line: int = 0
    step: int = 0

    @property
    def text(self) -> str:
        """The sentence, with where it is."""
        what = sentence(self.problem)
        if not self.line:
            return what
        template = translate(CONTEXT, _WITH_STEP if self.step else _WITH_LINE)
        return fill(template, {"line": self.line, "step": self.step, "what": what})


class LessonError(ValueError):
    """The file is no lesson; ``mistakes`` says why, in the order of the lines."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(" ".join(mistake.text for mistake in self.mistakes))


class Lines:
    """Finds the line in which something stands in a file of TOML, by its text: tomllib does not tell."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._steps = [n for n, line in enumerate(self._lines) if re.match(r"\s*\[\[\s*step\s*\]\]", line)]

    def of(self, step: int, key: str = "") -> int:
        """Return the line, from 1, of ``key`` in a step (0: before the first one), or of the step's beginning."""
        bounds = [0, *self._steps, len(self._lines)]
        first = bounds[min(step, len(bounds) - 2)]
        last = bounds[min(step + 1, len(bounds) - 1)]
        head, *rest = key.split(".") if key else ("",)
        if head:
            wanted = re.compile(rf"\s*(?:\[+\s*(?:step\.)?)?{re.escape(head)}\b")
            for number in range(first, last):
                if wanted.match(self._lines[number]):
                    return self._deeper(number, last, rest) + 1
        return first + 1

    def _deeper(self, number: int, last: int, rest: list[str]) -> int:
        for name in rest:
            wanted = re.compile(rf"(?:^|[\s{{,.]){re.escape(name)}\s*(?:=|\.|\])")
            number = next((n for n in range(number, last) if wanted.search(self._lines[n])), number)
        return number


class Mistakes:
    """Collects the mistakes of one file."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self.found: list[Mistake] = []

    def add(self, code: str, step: int, key: str, /, **values: Value) -> None:
        """Take note of a mistake at ``key`` of a step; ``code`` is that of its sentence."""
        if len(self.found) < MOST:
            shortened = {
                name: value[:_LONGEST] if isinstance(value, str) else value for name, value in values.items()
            }
            self.found.append(Mistake(Problem(code, values=shortened), self._lines.of(step, key), step))
