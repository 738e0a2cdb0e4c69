"""Checks of what replies are made of: arrays, numbers, texts, regions and problems; each raises a ``ReplyError``."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable

import numpy as np

from vizapp.problem import MAX_SENTENCE, Problem
from vizapp.protocol.reply_limits import MAX_COUNT, MAX_MAP, MAX_MAP_SIDE, MAX_SHORT_TEXT
from vizapp.protocol.requests import Region
from vizapp.wording.problems import sentence

_UNWRITTEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that change how a line is read, such as line breaks and marks of direction."""


class ReplyError(ValueError):
    """A reply is not what it claims to be; the text says why."""


def require(holds: bool, otherwise: str) -> None:
    """Raise a ``ReplyError`` that says ``otherwise`` unless ``holds``."""
    if not holds:
        raise ReplyError(otherwise)


def require_different(values: Iterable[object], what: str) -> None:
    """Require values of which none is there twice."""
    listed = list(values)
    require(len(set(listed)) == len(listed), f"{what} is there twice")


def check_counts(**counts: int) -> None:
    """Require counts, by the names that an error calls them."""
    for name, count in counts.items():
        require(0 <= count <= MAX_COUNT, f"{name} is {count}")


def check_texts(*texts: str) -> None:
    """Require texts that stand in one line."""
    for text in texts:
        require(len(text) <= MAX_SHORT_TEXT, "a text is too long")
        # Most texts are printable, which is quick to see; those with a narrow space, for one, are looked at closely.
        written = text.isprintable() or not any(unicodedata.category(letter) in _UNWRITTEN for letter in text)
        require(written, f"a text has characters that are not written: {text[:40]!r}")


def check_array(name: str, array: np.ndarray, dtype: type[np.generic], shape: tuple[int | None, ...]) -> None:
    """Require an array's dtype and shape; None stands for a side of any length."""
    require(array.dtype == dtype, f"{name} is {array.dtype}")
    fits = array.ndim == len(shape) and all(
        wanted in (None, side) for wanted, side in zip(shape, array.shape, strict=True)
    )
    require(fits, f"{name} has the shape {array.shape}")


def check_region(what: str, region: Region) -> tuple[int, int]:
    """Return the height and width of a region after requiring that a map can have it."""
    top, left, height, width = region
    require(0 <= top <= MAX_MAP_SIDE and 0 <= left <= MAX_MAP_SIDE, f"{what} begins at ({top}, {left})")
    require(1 <= height <= MAX_MAP_SIDE and 1 <= width <= MAX_MAP_SIDE, f"{what} covers {height}×{width} pixels")
    return height, width


def check_map_size(size: tuple[int, int]) -> None:
    """Require a height and width that a map can have."""
    fits = all(1 <= side <= MAX_MAP_SIDE for side in size) and math.prod(size) <= MAX_MAP
    require(fits, f"{size} is no size of a picture")


def check_problem(problem: Problem) -> None:
    """Require a problem that can be told: its sentence may be asked for at any time."""
    require(not any(remedy.remedies for remedy in problem.remedies), "a remedy has remedies")
    require(len(sentence_of(problem, sentence)) <= MAX_SENTENCE, "a sentence is too long")


def sentence_of(problem: Problem, worded: Callable[[Problem], str]) -> str:
    """Return the sentence of a problem after requiring that its values fill it."""
    try:
        return worded(problem)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise ReplyError(f"{problem.code} does not fill its sentence: {error!r}") from None
