"""Templates of sentences, and the formatting of the values in them.

A template names its values in braces, as for :meth:`str.format`. The format follows a colon:

- ``{size:size}``: a pair (height, width) as width × height, ``"192 × 128"``;
- ``{shape:shape}``: an array's shape in the order of its axes, ``"(12, 24, 36)"``;
- ``{data:bytes}``: a number of bytes, ``"1.5 GiB"``;
- ``{factors:or}`` and ``{factors:list}``: several numbers, ``"2 or 3"`` and ``"2, 3"``;
- ``{array:quoted}``: a name from inside a file, in quotes, printable and shortened;
- ``{what:measure}``: the English title of a metric or finding, in the user's language; after it, divided by
  :data:`PART_OF_TITLE`, its run and :data:`UNSEEN` where it has one or is measured on the unseen picture;
- ``{expected:kind}``: what a file should be by its name, in the user's language;
- ``{channels:channel|channels}``: a count with its noun, ``"1 channel"``, ``"4 channels"``;
- anything else is one of Python's format specifications.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import Any

from vizapp.wording import file_kinds, offset_findings
from vizapp.wording.quantities import bytes_words, or_words, quoted, shape_words, size_words
from vizapp.wording.run_names import run_title
from vizapp.wording.translation import marked, translate

METRICS = "Metrics"
"""The translation context of the titles of metrics."""
PART_OF_TITLE = ", "
UNSEEN = marked("unseen")


class _Formatter(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "size":
            height, width = value
            return size_words(height, width)
        if format_spec == "shape":
            return shape_words(value)
        if format_spec == "bytes":
            return bytes_words(value)
        if format_spec == "kind":
            return translate(file_kinds.CONTEXT, str(value))
        if format_spec == "or":
            return or_words([str(each) for each in value])
        if format_spec == "list":
            return ", ".join(str(each) for each in value)
        if format_spec == "quoted":
            return quoted(value)
        if format_spec == "measure":
            return _title(str(value))
        if "|" in format_spec:
            singular, plural = format_spec.split("|")
            return f"{value} {singular if value == 1 else plural}"
        return str(format(value, format_spec))


def _title(text: str) -> str:
    title, *parts = text.split(PART_OF_TITLE)
    translated = translate(METRICS, title)
    if translated == title:
        translated = translate(offset_findings.CONTEXT, title)
    words = [translate("Watchpoint", part) if part == UNSEEN else run_title(part) for part in parts]
    return PART_OF_TITLE.join([translated, *words])


_formatter = _Formatter()


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Return ``template`` with ``values`` filled in.

    Raises:
        KeyError: a value that the template names is missing.
    """
    return _formatter.vformat(template, (), values)


def names_in(template: str) -> set[str]:
    """Return the names of the values in a template."""
    return {name for _, name, _, _ in _formatter.parse(template) if name}


def joined(phrases: Sequence[str]) -> str:
    """Return phrases, which may contain commas, joined as alternatives: ``"a"``, ``"a, or b"``, ``"a, b, or c"``."""
    *others, last = phrases
    words = translate("Templates", "{others}, or {last}")
    return words.format(others=", ".join(others), last=last) if others else last
