"""Sentences about what is wrong in the file of a lesson, each with what would be right."""

from __future__ import annotations

from vizapp.wording.translation import marked

LESSON_PROBLEMS: dict[str, str] = {
    "lesson.refused": marked("{name} is no lesson: {what}"),
    "lesson.refused-several": marked(
        "{name} is no lesson: {what} There is {count:more mistake|more mistakes}; vizapp lesson check lists all"
    ),
    "lesson.not-read": marked("{name} cannot be read: {why}"),
    "lesson.too-large": marked("{name} is larger than {limit:bytes}, which is more than a lesson can need"),
    "lesson.not-text": marked("{name} is not text in UTF-8; save it as UTF-8 in your editor"),
    "lesson.not-toml": marked("this is not TOML: {why}"),
    "lesson.unknown-key": marked("{key:quoted} is not known here; what can stand here: {known}"),
    "lesson.missing": marked("{key:quoted} is missing; it looks like this: {example}"),
    "lesson.wrong-kind": marked("{key:quoted} should be {wanted}, and is {found}"),
    "lesson.too-long": marked("{key:quoted} has {count} characters, and at most {limit} have room"),
    "lesson.empty-text": marked("{key:quoted} has no text; write what the reader is to do or to see"),
    "lesson.unknown-language": marked("{key:quoted} is no language of the program; the languages are {known}"),
    "lesson.control-character": marked(
        "{key:quoted} holds a character that cannot be shown (number {number}); delete it"
    ),
    "lesson.newer": marked("it is written in form {format}, and this vizapp reads form 1; install a newer vizapp"),
    "lesson.bad-id": marked("the id {found:quoted} may have small letters, digits and hyphens only: my-lesson"),
    "lesson.no-steps": marked("it has no steps; begin each with a line [[step]]"),
    "lesson.too-many-steps": marked(
        "it has {count} steps, and at most {limit} are allowed; split it into two lessons"
    ),
    "lesson.first-experiment": marked(
        "the first step needs an experiment: a table [step.experiment], or one for the lesson, [experiment]"
    ),
    "lesson.bad-experiment": marked("the experiment cannot be used: {why}"),
    "lesson.text-and-settings": marked("an experiment is given either as text or as settings, not as both"),
    "lesson.unknown-aim": marked("there is no aim {found:quoted}; the aims are {known}"),
    "lesson.aim-without-name": marked("an aim needs a name; it looks like this: {example}"),
    "lesson.not-among": marked("{key:quoted} is {found:quoted}, which is not known; choose among: {known}"),
    "lesson.too-low": marked("{key:quoted} is {found}, and has to be at least {limit}"),
    "lesson.unknown-measure": marked(
        "there is no measure {found:quoted}; the measures are {known}, with unseen_ before them for the unseen "
        "picture, or the name of a run and _"
    ),
    "lesson.no-bound": marked("the aim {found:quoted} can never fail, because it names no bound; add {known}"),
    "lesson.bad-place": marked("{found:quoted} is no place; write one of: {known}"),
    "lesson.place-numbers": marked("{found:quoted} needs {count:number|numbers} after a colon, like this: {example}"),
}
"""By code."""
