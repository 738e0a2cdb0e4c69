"""The lessons that come with the program, in the folder resources/lessons."""

from __future__ import annotations

from functools import cache

from vizapp.lessons.lesson import LESSON_SUFFIX, Lesson
from vizapp.lessons.reading import read_lesson
from vizapp.resource_files import resource_path

SHOW_ME = "show-me"
"""The id of the short tour that is offered at the first start."""


@cache
def bundled_lessons() -> tuple[Lesson, ...]:
    """Return them in their order; the tour comes first."""
    folder = resource_path("lessons")
    lessons = [read_lesson(path) for path in sorted(folder.glob(f"*{LESSON_SUFFIX}"))]
    return tuple(sorted(lessons, key=lambda lesson: lesson.order))


def bundled_lesson(name: str) -> Lesson:
    """Return a bundled lesson by its id.

    Raises:
        KeyError: there is none.
    """
    return {lesson.id: lesson for lesson in bundled_lessons()}[name]
