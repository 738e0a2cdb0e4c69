"""The table of aims in the README is the register's, and its example of a lesson is one."""

from __future__ import annotations

import re
from pathlib import Path

from vizapp.lessons.aims import AIMS
from vizapp.lessons.reading import lesson_of

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_the_readme_lists_every_aim() -> None:
    table = README.partition("<!-- the aims -->")[2].partition("<!-- the end of the aims -->")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{name}` | {kind.meaning} | `{kind.example}` |" for name, kind in AIMS.items()]


def test_the_example_in_the_readme_is_a_lesson() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    assert len(lesson_of(example).steps) == 1
