"""Sentences one after the other, in either language."""

from __future__ import annotations

from collections.abc import Iterable


def joined_sentences(sentences: Iterable[str]) -> str:
    """Return sentences one after the other: after a Chinese full stop there is no space."""
    text = ""
    for sentence in filter(None, sentences):
        text += sentence if not text or text.endswith("。") else f" {sentence}"
    return text
