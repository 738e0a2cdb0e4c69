"""Reading of lessons from TOML: bounded, and every mistake told in a sentence with its line and step."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from vizapp.lessons.checks import Checker, unknown_keys
from vizapp.lessons.experiments import read_experiment, read_look
from vizapp.lessons.lesson import (
    CLAIMS,
    MAX_FILE_BYTES,
    MAX_STEPS,
    MAX_TASK,
    MAX_TEXT,
    MAX_TITLE,
    Aim,
    Lesson,
    Place,
    Step,
    Words,
)
from vizapp.lessons.mistakes import LessonError, Lines, Mistake, Mistakes
from vizapp.lessons.uses import read_aim, read_place
from vizapp.problem import Problem
from vizapp.sources.loaded import SourceError
from vizapp.sources.regular_files import display_name, open_regular_file
from vizapp.wording.translation import marked, translate

_FORMAT = 1
_KEYS = ("format", "id", "title", "claim", "order", "experiment", "step")
_STEP_KEYS = ("text", "task", "reached", "aim", "point_at", "experiment", "look")


def read_lesson(path: Path | str) -> Lesson:
    """Return the lesson in a file.

    Raises:
        LessonError: the file cannot be read, or is no lesson; with every mistake.
    """
    name = display_name(path)
    try:
        with open_regular_file(Path(path)) as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except SourceError as error:
        raise LessonError([Mistake(error.problem)]) from None
    except OSError as error:
        raise LessonError([_mistake("lesson.not-read", name=name, why=error.strerror or "?")]) from None
    if len(data) > MAX_FILE_BYTES:
        raise LessonError([_mistake("lesson.too-large", name=name, limit=MAX_FILE_BYTES)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LessonError([_mistake("lesson.not-text", name=name)]) from None
    return lesson_of(text)


def lesson_of(text: str) -> Lesson:
    """Return the lesson that a text in TOML describes.

    Raises:
        LessonError: as :func:`read_lesson`.
    """
    if len(text) > MAX_FILE_BYTES:
        raise LessonError([_mistake("lesson.too-large", name="…", limit=MAX_FILE_BYTES)])
    try:
        table = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        too_deep = translate("LessonMistakes", "it is nested too deeply")
        why = str(error)[:300] if isinstance(error, ValueError) else too_deep
        raise LessonError([_mistake("lesson.not-toml", why=why)]) from None
    mistakes = Mistakes(Lines(text))
    lesson = _read(table, Checker(mistakes))
    if mistakes.found:
        raise LessonError(sorted(mistakes.found, key=lambda mistake: mistake.line))
    return lesson


def _mistake(code: str, **values: str | int) -> Mistake:
    return Mistake(Problem(code, values=dict(values)))


def _read(table: Mapping[str, Any], check: Checker) -> Lesson:
    form = check.whole(table, "format", 0, needed=True, example="format = 1", low=1)
    if form is not None and form > _FORMAT:
        check.mistakes.add("lesson.newer", 0, "format", format=form)
        return _nothing()
    unknown_keys(check, table, _KEYS, 0)
    name = check.text(table, "id", 0, example='id = "my-lesson"', limit=60)
    if name is not None and not all(part in "abcdefghijklmnopqrstuvwxyz0123456789-" for part in name):
        check.mistakes.add("lesson.bad-id", 0, "id", found=name)
    example = 'title = { en = "One point", zh = "一个点" }'
    title = check.words(table, "title", 0, limit=MAX_TITLE, example=example)
    claim = check.whole(table, "claim", 0, low=0, high=CLAIMS) or 0
    order = check.whole(table, "order", 0, low=0) or 0
    opened = read_experiment(table, 0, check)
    steps = _read_steps(table, check)
    if steps and opened is None and steps[0].experiment is None and not _gives_experiment(table):
        check.mistakes.add("lesson.first-experiment", 1, "")
    if steps and steps[0].experiment is None:
        first = steps[0]
        steps = (replace(first, experiment=opened), *steps[1:])
    return Lesson(name or "", title or Words({}), steps, claim, order)


def _gives_experiment(table: Mapping[str, Any]) -> bool:
    """Return whether there is one for the first step, right or wrong."""
    steps = table.get("step")
    first = steps[0] if isinstance(steps, list) and steps else None
    return "experiment" in table or (isinstance(first, dict) and "experiment" in first)


def _nothing() -> Lesson:
    return Lesson("", Words({}), ())


def _read_steps(table: Mapping[str, Any], check: Checker) -> tuple[Step, ...]:
    given = table.get("step")
    if given is None or given == []:
        check.mistakes.add("lesson.no-steps", 0, "")
        return ()
    if not isinstance(given, list):
        check.wrong_kind("step", given, marked("a table that begins with [[step]]"), 0)
        return ()
    if len(given) > MAX_STEPS:
        check.mistakes.add("lesson.too-many-steps", 0, "", count=len(given), limit=MAX_STEPS)
    return tuple(_read_step(step, number, check) for number, step in enumerate(given[:MAX_STEPS], 1))


def _read_step(table: Any, number: int, check: Checker) -> Step:
    if not isinstance(table, dict):
        check.wrong_kind("step", table, marked("a table that begins with [[step]]"), number)
        return Step(Words({}))
    unknown_keys(check, table, _STEP_KEYS, number)
    example = 'text = { en = "Drag the point." }'
    text = check.words(table, "text", number, limit=MAX_TEXT, example=example)
    asked = 'task = { en = "…", zh = "…" }' if "aim" in table else ""
    task = check.words(table, "task", number, limit=MAX_TASK, example=asked)
    reached = check.words(table, "reached", number, limit=MAX_TEXT)
    return Step(
        text or Words({}),
        task or Words({}),
        reached or Words({}),
        _read_aims(table, number, check),
        _read_point_at(table, number, check),
        read_experiment(table, number, check),
        read_look(table, number, check),
    )


def _read_aims(table: Mapping[str, Any], number: int, check: Checker) -> tuple[Aim, ...]:
    given = table.get("aim", [])
    several = given if isinstance(given, list) else [given]
    read = (read_aim(each, number, check) for each in several[:8])
    return tuple(aim for aim in read if aim is not None)


def _read_point_at(table: Mapping[str, Any], number: int, check: Checker) -> Place | None:
    text = check.text(table, "point_at", number, needed=False, limit=120)
    return None if text is None else read_place(text, number, check)
