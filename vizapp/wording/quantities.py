"""Formatting of sizes, shapes and counts, the same in every sentence, label and note."""

from __future__ import annotations

from collections.abc import Sequence

from vizapp.wording.translation import translate


def size_words(height: int, width: int) -> str:
    """Return the size of a picture as width × height: ``"192 × 128"``."""
    return f"{width} × {height}"


def shape_words(shape: Sequence[int]) -> str:
    """Return the shape of an array in the order of its axes: ``"(12, 24, 36)"``."""
    return str(tuple(map(int, shape)))


def bytes_words(count: int) -> str:
    """Return a number of bytes with a unit: ``"512 bytes"``, ``"1.5 GiB"``."""
    if count >= 1 << 60:
        return translate("Quantities", "more than 1 EiB")
    amount = float(count)
    if count < 1024:
        return translate("Quantities", "{count} bytes").format(count=count)
    for unit in ("KiB", "MiB", "GiB"):
        amount /= 1024
        if amount < 1024:
            return f"{amount:.3g} {unit}"
    return f"{amount / 1024:,.0f} TiB"


def or_words(words: Sequence[str]) -> str:
    """Return words as alternatives: ``"2"``, ``"2 or 3"``, ``"2, 3 or 4"``."""
    *others, last = words
    return (
        translate("Quantities", "{others} or {last}").format(others=", ".join(others), last=last) if others else last
    )


def quoted(text: str) -> str:
    """Return a name from inside a file in quotes, printable and shortened."""
    short = text if len(text) <= 60 else f"{text[:40]}\N{HORIZONTAL ELLIPSIS}{text[-19:]}"
    return "'" + "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in short) + "'"
