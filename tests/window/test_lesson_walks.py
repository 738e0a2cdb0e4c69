"""Every lesson to its end, with a real mouse and real keys in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_whole_window import Walk

from vizapp.lessons.shelf import bundled_lessons
from vizapp.resource_files import resource_path

pytestmark = [pytest.mark.window, pytest.mark.timeout(240)]


@pytest.mark.parametrize("name", [lesson.id for lesson in bundled_lessons()])
def test_a_lesson_can_be_done_to_its_end(walk: Walk, name: str) -> None:
    walk("lesson", name, script="walks_lessons.py", timeout=200.0)


def test_a_lesson_that_is_left_leaves_the_own_experiment_as_it_was(walk: Walk) -> None:
    walk("leaving", script="walks_lessons.py")


def test_a_lesson_is_begun_by_dropping_its_file(walk: Walk, tmp_path: Path) -> None:
    text = resource_path("lessons", "07-between-pixels.toml").read_text("utf-8")
    file = tmp_path / "mine.toml"
    file.write_text(text.replace("Offsets are fractions", '<b>Offsets</b> are <img src="x.png"> fractions'), "utf-8")
    walk("dropped", str(file), script="walks_lessons.py")


def test_the_window_of_a_lesson_that_the_program_starts_with_lies_on_the_screen(walk: Walk) -> None:
    walk("started_with", str(resource_path("lessons", "05-upside-down.toml")), script="walks_lessons.py")
