"""Plain text for the places where Qt would take some of it for mark-up, and break no line of the rest."""

from __future__ import annotations

import functools
import html
import textwrap

from vizapp.wording.columns import display_width, wrapped

TOOLTIP_WIDTH = 80
"""Columns of the longest line of a tool tip, of which a Chinese character takes two: about 500 pixels."""
_WRAPPER = textwrap.TextWrapper(TOOLTIP_WIDTH, replace_whitespace=False, break_on_hyphens=False)


def plain_tooltip(text: str) -> str:
    """Return ``text`` as a tool tip that shows every word of it, in lines that are not too long to be read.

    Qt takes a text with a tag in it for mark-up, and a tool tip cannot be told not to. It breaks the lines of mark-up
    only: any other line runs across the whole screen, so that those are broken here. The text's own lines stay.
    """
    if display_width(text) > TOOLTIP_WIDTH:
        text = "\n".join(map(_broken, text.split("\n")))
    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>' if "<" in text else text


@functools.lru_cache(maxsize=1024)
def _broken(line: str) -> str:
    width = display_width(line)
    if width <= TOOLTIP_WIDTH:
        return line
    if width == len(line):
        return "\n".join(_WRAPPER.wrap(line))
    # Between any two Chinese characters a line may end, but before no full stop.
    return "\n".join("\n".join(_WRAPPER.wrap(each)) for each in wrapped(line, TOOLTIP_WIDTH))
