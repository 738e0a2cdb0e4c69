"""Parsers of the command line that speak the user's language.

argparse has its own words, such as "usage:", translated by the functions ``_`` and ``ngettext`` of its module; there
is no other way to have its errors in another language.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from vizapp.wording.columns import display_width, wrapped
from vizapp.wording.translation import marked, translate

_CONTEXT = "ArgumentParser"
_WORDS = (
    marked("usage: "),
    marked("options"),
    marked("positional arguments"),
    marked("show this help message and exit"),
    marked("%(prog)s: error: %(message)s\n"),
    marked("argument %(argument_name)s: %(message)s"),
    marked("the following arguments are required: %s"),
    marked("unrecognized arguments: %s"),
    marked("expected one argument"),
    marked("expected at most one argument"),
    marked("expected at least one argument"),
    marked("expected %s argument"),
    marked("expected %s arguments"),
    marked("invalid %(type)s value: %(value)r"),
    marked("invalid choice: %(value)r (choose from %(choices)s)"),
    marked("ambiguous option: %(option)s could match %(matches)s"),
    marked("ignored explicit argument %r"),
    marked("not allowed with argument %s"),
)
"""Those of argparse's words that can appear here, in English."""
_STAND_IN = "\ue000"
"""A private character that is one column wide."""


class Parser(argparse.ArgumentParser):
    """A parser whose help is laid out by the columns that its characters take, as are those of its commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": HelpFormatter, **settings})


class HelpFormatter(argparse.HelpFormatter):
    """Breaks lines by the columns of the terminal, which wide characters take two of."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width) if _has_wide(text) else super()._split_lines(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if not _has_wide(text):
            return super()._fill_text(text, width, indent)
        return "\n".join(indent + line for line in wrapped(text, width - len(indent)))

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None,
    ) -> str:
        if prefix is None:
            prefix = translate(_CONTEXT, "usage: ")
        # Further lines are indented by as many characters as the prefix has.
        stand_in = _STAND_IN * display_width(prefix)
        return super()._format_usage(usage, actions, groups, stand_in).replace(stand_in, prefix, 1)


@contextmanager
def translated_argparse() -> Iterator[None]:
    """Have argparse look its own words up among vizapp's translations meanwhile."""

    def one(text: str) -> str:
        return translate(_CONTEXT, text)

    def one_or_many(singular: str, plural: str, count: int) -> str:
        return translate(_CONTEXT, singular if count == 1 else plural)

    before = {name: getattr(argparse, name) for name in ("_", "ngettext") if hasattr(argparse, name)}
    for name, ours in (("_", one), ("ngettext", one_or_many)):
        setattr(argparse, name, ours)
    try:
        yield
    finally:
        for name, own in before.items():
            setattr(argparse, name, own)


def _has_wide(text: str) -> bool:
    return display_width(text) > len(text)
