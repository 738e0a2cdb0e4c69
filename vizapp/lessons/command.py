"""``vizapp lesson``: which lessons there are, and what is wrong in the file of one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vizapp.lessons.mistakes import LessonError
from vizapp.lessons.reading import read_lesson
from vizapp.lessons.shelf import bundled_lessons
from vizapp.sources.regular_files import display_name
from vizapp.wording.columns import padded
from vizapp.wording.language import language
from vizapp.wording.translation import translate

DONE, WRONG = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands and options of ``vizapp lesson`` to ``parser``."""
    commands = parser.add_subparsers(dest="what", required=True, metavar="check | list")
    check = commands.add_parser("check", help=translate("CommandLine", "say what is wrong in the file of a lesson"))
    check.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=translate("CommandLine", "a lesson, as TOML")
    )
    commands.add_parser("list", help=translate("CommandLine", "list the lessons that come with the program"))


def run(options: argparse.Namespace) -> int:
    """Do what ``options`` say, and return the exit status: 0 if all is well, 1 if a file is wrong."""
    return _list() if options.what == "list" else _check(options.files)


def _list() -> int:
    for lesson in bundled_lessons():
        claim = translate("CommandLine", "claim {number}").format(number=lesson.claim)
        kind = claim if lesson.claim else translate("CommandLine", "tour")
        steps = translate("CommandLine", "{count} steps").format(count=len(lesson.steps))
        title = lesson.title.shown(language())
        print(f"{lesson.id:<24} {padded(kind, 9)} {steps}  {title}")
    return DONE


def _check(files: list[Path]) -> int:
    status = DONE
    for path in files:
        name = display_name(path)
        try:
            lesson = read_lesson(path)
        except LessonError as error:
            status = WRONG
            for mistake in error.mistakes:
                print(f"{name}: {mistake.text}", file=sys.stderr)
        else:
            text = translate("CommandLine", "{name}: a lesson of {count} steps, {title}")
            print(text.format(name=name, count=len(lesson.steps), title=lesson.title.shown(language())))
    return status
