"""The reader of lessons: what it takes, what it refuses and how it says so."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizapp.document.experiment import Experiment
from vizapp.document.share import to_share
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.lessons.aims import AIMS
from vizapp.lessons.lesson import MAX_FILE_BYTES, MAX_STEPS, MAX_TEXT, Place
from vizapp.lessons.mistakes import LessonError, Mistake
from vizapp.lessons.reading import lesson_of, read_lesson
from vizapp.lessons.shelf import bundled_lessons

GOOD = """\
format = 1
id = "one-point"
title = { en = "One point", zh = "一个点" }
claim = 7

[experiment]
lab = "deformable"
sample = "one_to_sixteen"
settings = { task = { name = "hand-set" } }

[[step]]
text.en = "Drag the point."
text.zh = "拖动采样点。"
task = "Make it read 6.5."
point_at = "tap:4"
aim = { name = "point-reads", tap = 4, value = 6.5 }
look = { tap = 4, zoom = "pick" }

[[step]]
text = "Now look."
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(LessonError) as caught:
        lesson_of(text)
    return [mistake.text for mistake in caught.value.mistakes]


def found_in(text: str) -> tuple[Mistake, ...]:
    """Return the mistakes of a text, none where it is a lesson."""
    try:
        lesson_of(text)
    except LessonError as error:
        return error.mistakes
    return ()


def test_a_lesson_is_read() -> None:
    lesson = lesson_of(GOOD)
    first, second = lesson.steps
    assert (lesson.id, lesson.claim, lesson.title.shown("zh")) == ("one-point", 7, "一个点")
    assert first.experiment is not None
    assert first.experiment.source.location == "one_to_sixteen"
    assert first.place == Place("tap", numbers=(4,))
    assert first.look.zoom == "pick"
    assert [aim.name for aim in first.aims] == ["point-reads"]
    assert second.experiment is None
    assert second.text.shown("zh") == "Now look.", "a text in one language is shown in every one"


def test_lines_of_a_text_are_joined_as_its_language_does() -> None:
    text = GOOD.replace('text = "Now look."', 'text.en = """\nNow\nlook.\n\nThere."""\ntext.zh = """\n现在\n看。"""')
    words = lesson_of(text).steps[1].text
    assert words.shown("en") == "Now look.\n\nThere."
    assert words.shown("zh") == "现在看。"


def test_an_experiment_can_be_given_as_the_text_that_is_copied() -> None:
    experiment = Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec(), upscale_factor=3),))
    start, end = GOOD.index("lab ="), GOOD.index("\n[[step]]")
    lesson = lesson_of(GOOD[:start] + f'text = "{to_share(experiment)}"\n' + GOOD[end:])
    assert lesson.steps[0].experiment == experiment


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format = 1", "format = 2", ["line 1: It is written in form 2", "install a newer vizapp"]),
        ('id = "one-point"', 'id = "One point"', ["line 2", "my-lesson"]),
        ("claim = 7", "claim = 11", ["line 4", "a whole number up to 10"]),
        ("claim = 7", "clam = 7", ["line 4", "'clam' is not known here"]),
        ('sample = "one_to_sixteen"', 'sample = "one"', ["line 8", "astronaut"]),
        ('name = "hand-set"', 'name = "hand"', ["line 6", "hand"]),
        ('name = "point-reads"', 'name = "point-read"', ["line 16, step 1", "point-reads"]),
        ("value = 6.5", 'value = "6.5"', ["line 16, step 1", "a number"]),
        (", value = 6.5", "", ["line 16, step 1", "'value' is missing"]),
        ('point_at = "tap:4"', 'point_at = "tab:4"', ["line 15, step 1", "action:stepAction"]),
        ('point_at = "tap:4"', 'point_at = "tap"', ["line 15, step 1", "tap:4"]),
        ('zoom = "pick"', 'zoom = "near"', ["line 17, step 1", "fit, pick"]),
        ('text = "Now look."', "", ["line 19, step 2", "'text' is missing"]),
        ('text = "Now look."', 'text.de = "Nun sieh."', ["line 20, step 2", "en, zh"]),
        ('text = "Now look."', 'text = " "', ["line 20, step 2", "has no text"]),
        ('text = "Now look."', 'text = "Now \\u0007 look."', ["line 20, step 2", "number 7"]),
        ('text = "Now look."', f'text = "{"x" * (MAX_TEXT + 1)}"', ["line 20, step 2", str(MAX_TEXT)]),
        ('{ name = "point-reads", tap = 4, value = 6.5 }', '{ name = "measure", of = "loss" }', ["below or above"]),
        ('{ name = "point-reads", tap = 4, value = 6.5 }', '{ name = "measure", of = "los", below = 1 }', ["loss"]),
        ("[[step]]", "[[stap]]", ["stap"]),
        ('title = { en = "One point", zh = "一个点" }', "title = [1, 2", ["not TOML", "line 4"]),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_would_be_right(old: str, new: str, said: list[str]) -> None:
    assert old in GOOD
    told = mistakes(GOOD.replace(old, new))
    for words in said:
        assert any(words in sentence for sentence in told), told


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    told = mistakes(GOOD.replace("claim = 7", "claim = -1").replace('"tap:4"', '"tab:4"'))
    assert [sentence.split(":")[0] for sentence in told] == ["line 4", "line 15, step 1"]


def test_without_an_experiment_the_first_step_cannot_begin() -> None:
    start, end = GOOD.index("[experiment]"), GOOD.index("[[step]]")
    (told,) = mistakes(GOOD[:start] + GOOD[end:])
    assert "the first step needs an experiment" in told.lower()


def test_a_lesson_cannot_name_files_of_this_computer() -> None:
    told = mistakes(GOOD.replace('sample = "one_to_sixteen"', 'source = { kind = "file", location = "/etc/passwd" }'))
    assert any("'source' is not known here" in sentence for sentence in told)


def test_too_many_steps_and_too_large_files_are_refused(tmp_path: Path) -> None:
    told = mistakes(GOOD + '[[step]]\ntext = "x"\n' * MAX_STEPS)
    assert any("split it" in sentence for sentence in told)
    large = tmp_path / "large.toml"
    large.write_bytes(b"# " + b"x" * MAX_FILE_BYTES)
    with pytest.raises(LessonError, match=r"large\.toml is larger than"):
        read_lesson(large)
    with pytest.raises(LessonError, match="not-there"):
        read_lesson(tmp_path / "not-there.toml")
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(LessonError, match="UTF-8"):
        read_lesson(tmp_path / "latin.toml")


def test_deep_nesting_is_refused() -> None:
    assert mistakes("a = " + "[" * 5000)


_SCALARS = st.one_of(
    st.booleans(), st.integers(-(10**12), 10**12), st.floats(), st.text(max_size=20), st.dates(), st.none()
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)


def _toml(value: Any) -> str:
    """Return a value in TOML; None is an empty table."""
    if value is None:
        return "{}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(each):08x}" for each in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(each)}" for key, each in value.items()) + "}"
    return str(value)


@given(st.sampled_from([line.partition(" = ")[0] for line in GOOD.splitlines() if " = " in line]), _VALUES)
def test_any_value_anywhere_is_taken_or_refused_with_a_sentence(key: str, value: Any) -> None:
    lines = GOOD.splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith(f"{key} = "))
    lines[number] = f"{key} = {_toml(value)}"
    text = "\n".join(lines)
    try:
        tomllib.loads(text)
    except ValueError:
        return  # no TOML can hold it, such as a lone surrogate
    assert all(mistake.text.endswith(".") and mistake.line for mistake in found_in(text))


@given(
    st.sampled_from(sorted(AIMS)), st.dictionaries(st.sampled_from(["tap", "is", "of", "below", "at_least"]), _VALUES)
)
def test_any_value_of_any_aim_is_taken_or_refused(name: str, values: dict[str, Any]) -> None:
    written = ", ".join([f'name = "{name}"', *(f"{key} = {_toml(value)}" for key, value in values.items())])
    text = GOOD.replace('{ name = "point-reads", tap = 4, value = 6.5 }', "{ " + written + " }")
    try:
        tomllib.loads(text)
    except ValueError:
        return
    assert all(mistake.text for mistake in found_in(text))


def test_the_bundled_lessons_are_right_and_in_both_languages() -> None:
    lessons = bundled_lessons()
    assert len({lesson.id for lesson in lessons}) == len(lessons)
    for lesson in lessons:
        assert 3 <= len(lesson.steps) <= 6, lesson.id
        texts = [lesson.title, *(step.text for step in lesson.steps)]
        texts += [step.reached for step in lesson.steps if step.aims]
        for words in texts:
            assert set(words.by_language) == {"en", "zh"}, (lesson.id, words)
