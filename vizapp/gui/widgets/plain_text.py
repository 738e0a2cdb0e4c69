"""Words that are not ours, such as names of files, shown as they are written and never as mark-up."""

from __future__ import annotations

import html


def plain_tooltip(text: str) -> str:
    """Return ``text`` as a tool tip that shows every character of it.

    Qt takes a text with a tag in it for mark-up, and a tool tip cannot be told not to; any other text stays as it is.
    """
    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>' if "<" in text else text
