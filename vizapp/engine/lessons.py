"""The teaching of a lab's offset branch, a step at a time, so that commands are heard in between."""

from __future__ import annotations

from collections.abc import Callable

from vizapp.labs.base import Lab
from vizapp.labs.capabilities import Lesson, Teachable
from vizapp.problem import Problem
from vizapp.protocol.commands import Teach
from vizapp.protocol.events import Taught
from vizapp.wording.problems import ProblemError


class Lessons:
    """At most one teaching at a time. Whatever goes wrong ends it."""

    def __init__(self, publish: Callable[[Taught], None]) -> None:
        """``publish`` is called with what comes of every teaching that is not given up."""
        self._publish = publish
        self._number = 0
        self._lesson: Lesson | None = None

    @property
    def is_under_way(self) -> bool:
        return self._lesson is not None

    def begin(self, command: Teach, lab: Lab | None, generation: int) -> None:
        """Begin to teach ``lab``, or say why that cannot be done; nothing is fitted yet."""
        self._number, self._lesson = command.number, None
        try:
            if lab is None or lab.trainer is None or not isinstance(lab, Teachable):
                raise ProblemError("teach.nothing-trained")
            self._lesson = lab.teach(command.number)
        except ProblemError as error:
            self._refuse(error.problem, generation)

    def advance(self, generation: int) -> None:
        """Do one step, and say what has come of it all once it is done."""
        lesson, self._lesson = self._lesson, None
        if lesson is None:
            return
        try:
            report = lesson.advance()
        except ProblemError as error:
            self._refuse(error.problem, generation)
            return
        if report is None:
            self._lesson = lesson
        else:
            self._publish(Taught(generation, self._number, report))

    def give_up(self) -> None:
        """End the teaching without a word."""
        self._lesson = None

    def _refuse(self, problem: Problem, generation: int) -> None:
        self._publish(Taught(generation, self._number, problem=problem))
