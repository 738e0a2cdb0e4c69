"""Which role each of several arrays may have: offsets, mask, weight, bias, output or feature map."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from vizapp.offset_maps.kernels import KernelGuess, kernel_guesses

Role: TypeAlias = Literal["offsets", "mask", "weight", "bias", "output", "feature map", "other"]

_WORDS: dict[Role, re.Pattern[str]] = {
    "offsets": re.compile(r"off?sets?|displacements?|(^|[^a-z])off([^a-z]|$)"),
    "mask": re.compile(r"mask|modulat"),
    "weight": re.compile(r"weight|kernel|filter"),
    "bias": re.compile(r"bias"),
    "output": re.compile(r"(^|[^a-z])(out(puts?)?|result|expected|y)([^a-z]|$)"),
    "feature map": re.compile(r"feat|input|image|(^|[^a-z])x([^a-z]|$)"),
}
"""What names say; they decide only between roles that the shape allows."""

_LARGEST_KERNEL = 11
_FACTOR_MARGIN = 1e-3
"""Masks are read as 0 … 1 with this margin, which half precision needs."""
_LARGEST_FACTOR = 2.0
"""Beside an offset map that fits, a mask may be of the kind 2·sigmoid."""


@dataclass(frozen=True)
class ArrayFacts:
    """What is known of an array.

    Attributes:
        name: in its file, with the file's name before it where several are open.
        shape: as stored.
        lowest, highest: of its finite values; None if they have not been looked at.
        non_finite: how many of its values are NaN or infinite.
    """

    name: str
    shape: tuple[int, ...]
    lowest: float | None = None
    highest: float | None = None
    non_finite: int = 0

    @property
    def map_shape(self) -> tuple[int, int, int] | None:
        """(C, H, W) of one item if it can be a map of channels, otherwise None."""
        if len(self.shape) == 2:
            return (1, self.shape[0], self.shape[1])
        if len(self.shape) in (3, 4):
            return (self.shape[-3], self.shape[-2], self.shape[-1])
        return None


@dataclass(frozen=True)
class RoleGuess:
    """The role of an array.

    Attributes:
        facts: of the array.
        role: the likeliest.
        possible: every role that its shape and values allow, the likeliest first.
        kernels: for an array that may be offsets, the kernels and groups that fit, the likeliest first.
        sure: whether nothing else is as likely, so that nobody has to be asked.
    """

    facts: ArrayFacts
    role: Role
    possible: tuple[Role, ...]
    kernels: tuple[KernelGuess, ...] = ()
    sure: bool = False


def facts_of(name: str, values: NDArray[Any]) -> ArrayFacts:
    """Return the facts of an array of numbers, its values looked at."""
    if not values.size:
        return ArrayFacts(name, values.shape)
    if values.dtype.kind != "f":
        return ArrayFacts(name, values.shape, float(values.min()), float(values.max()))
    finite = np.isfinite(values)
    count = int(values.size - np.count_nonzero(finite))
    if count == values.size:
        return ArrayFacts(name, values.shape, None, None, count)
    lowest = values.min(where=finite, initial=np.inf)
    return ArrayFacts(name, values.shape, float(lowest), float(values.max(where=finite, initial=-np.inf)), count)


def recognised(arrays: Sequence[ArrayFacts], kernel_size: tuple[int, int] | None = None) -> tuple[RoleGuess, ...]:
    """Return the role of every array, in their order; at most one is "offsets".

    An array of 2·kh·kw·G channels may be offsets, one of half as many channels with values from 0 to 1 or of the same
    height and width as an offset map its mask, and (O, C/groups, kh, kw) with a small kernel a weight. Names decide
    between roles that shapes leave open; among several that may be offsets one that fits a mask or a weight wins.

    Args:
        arrays: of one file or of several.
        kernel_size: (kh, kw) if it is known.
    """
    offsets = _most_like_offsets(arrays, kernel_size)
    if offsets is None:
        return tuple(_apart(facts, kernel_size) for facts in arrays)
    shape = arrays[offsets].map_shape
    assert shape is not None
    weight_size = kernel_size or _kernel_beside(arrays, offsets, shape[0])
    guesses = []
    for index, facts in enumerate(arrays):
        if index == offsets:
            kernels = kernel_guesses(shape[0], weight_size) or kernel_guesses(shape[0], kernel_size)
            alone = _apart(facts, kernel_size)
            # A mask or a weight that fits leaves no doubt; neither does the name.
            partners = any(_fits_beside(other, shape) for at, other in enumerate(arrays) if at != index)
            sure = partners or _named(facts) == "offsets"
            guesses.append(RoleGuess(facts, "offsets", _first("offsets", alone.possible), kernels, sure))
        else:
            guesses.append(_beside(facts, shape, kernels=weight_size))
    return _one_output(tuple(guesses), shape)


def _apart(facts: ArrayFacts, kernel_size: tuple[int, int] | None) -> RoleGuess:
    """Return the role of an array on its own."""
    possible: list[Role] = []
    shape = facts.map_shape
    kernels = () if shape is None else kernel_guesses(shape[0], kernel_size)
    if kernels and _like_offsets(facts):
        possible.append("offsets")
    if shape is not None and _factors(facts) and shape[0] > 1 and any(kernel_guesses(2 * shape[0], kernel_size)):
        possible.append("mask")
    if _like_weight(facts):
        possible.append("weight")
    if len(facts.shape) == 1:
        possible.append("bias")
    if shape is not None:
        possible.append("feature map")
    named = _named(facts)
    if named in possible:
        return RoleGuess(facts, named, _first(named, possible), kernels, True)
    likely = _plain(facts, possible)
    return RoleGuess(facts, likely, _first(likely, possible), kernels)


def _plain(facts: ArrayFacts, possible: Sequence[Role]) -> Role:
    """Return the likeliest role of an array on its own whose name says nothing."""
    if "weight" in possible and facts.shape[0] > 1:
        return "weight"
    shape = facts.map_shape
    # 18, 50 and 98 channels belong to the usual kernels; 64 or 256 channels are more often a feature map.
    if "offsets" in possible and shape is not None:
        best = kernel_guesses(shape[0])[0] if kernel_guesses(shape[0]) else None
        if best is not None and best.kernel_size in ((3, 3), (5, 5), (7, 7)):
            return "offsets"
    if "mask" in possible and shape is not None and shape[0] in (9, 25, 49):
        return "mask"
    for role in ("feature map", "bias"):
        if role in possible:
            return role
    return "other"


def _beside(facts: ArrayFacts, offsets: tuple[int, int, int], kernels: tuple[int, int] | None) -> RoleGuess:
    """Return the role of an array beside an offset map of shape (2·G·K, oh, ow)."""
    possible: list[Role] = []
    shape = facts.map_shape
    of_mask = shape is not None and shape == (offsets[0] // 2, *offsets[1:])
    if of_mask and (_factors(facts, _LARGEST_FACTOR) or _named(facts) == "mask"):
        possible.append("mask")
    if _like_weight(facts) and (kernels is None or facts.shape[2:] == kernels):
        possible.append("weight")
    if len(facts.shape) == 1:
        possible.append("bias")
    if shape is not None:
        if shape[1:] == offsets[1:]:
            possible.append("output")
        possible.append("feature map")
    if "mask" not in possible and (of_mask or (shape is not None and _named(facts) == "mask")):
        possible.append("mask")  # an unbounded one, or one of another size, which is to be said
    if not possible:
        return RoleGuess(facts, "other", ("other",))
    named = _named(facts)
    role = named if named in possible else possible[0]
    if named not in possible and role == "output":
        role = "feature map"
    sure = named == role or role in ("mask", "weight", "bias")
    return RoleGuess(facts, role, _first(role, possible), sure=sure)


def _one_output(guesses: tuple[RoleGuess, ...], offsets: tuple[int, int, int]) -> tuple[RoleGuess, ...]:
    """Give two unnamed maps their roles: with a weight (O, C, kh, kw) the one of O channels is the output."""
    weight = next((each.facts.shape for each in guesses if each.role == "weight"), None)
    if weight is None or any(each.role == "output" for each in guesses):
        return guesses
    maps = [each for each in guesses if each.role == "feature map" and not each.sure]
    fits = [each for each in maps if each.facts.map_shape == (weight[0], *offsets[1:])]
    inputs = [
        each
        for each in guesses
        if each.role == "feature map" and (shape := each.facts.map_shape) and shape[0] % weight[1] == 0
    ]
    chosen = next((each for each in fits if any(other is not each for other in inputs)), None)
    if chosen is None:
        return guesses
    return tuple(
        replace(each, role="output", possible=_first("output", each.possible)) if each is chosen else each
        for each in guesses
    )


def _most_like_offsets(arrays: Sequence[ArrayFacts], kernel_size: tuple[int, int] | None) -> int | None:
    """Return the index of the array that is the offset map, or None."""
    best: tuple[float, int] | None = None
    for index, facts in enumerate(arrays):
        guess = _apart(facts, kernel_size)
        if "offsets" not in guess.possible:
            continue
        named = _named(facts)
        shape = facts.map_shape
        assert shape is not None
        score = 4.0 * (named == "offsets") - 4.0 * (named not in (None, "offsets"))
        score += 1.0 * (guess.role == "offsets")
        score += sum(1.5 for at, other in enumerate(arrays) if at != index and _fits_beside(other, shape))
        if score >= 1.0 and (best is None or score > best[0]):
            best = score, index
    return None if best is None else best[1]


def _fits_beside(other: ArrayFacts, offsets: tuple[int, int, int]) -> bool:
    """Return whether an array is a mask or a weight that fits an offset map."""
    if other.map_shape == (offsets[0] // 2, *offsets[1:]) and _factors(other, _LARGEST_FACTOR):
        return True
    return _like_weight(other) and other.shape[0] > 1 and bool(kernel_guesses(offsets[0], _last_two(other.shape)))


def _kernel_beside(arrays: Sequence[ArrayFacts], offsets: int, channels: int) -> tuple[int, int] | None:
    """Return the kernel (kh, kw) of a weight that fits an offset map of ``channels`` channels."""
    for index, facts in enumerate(arrays):
        if index != offsets and _like_weight(facts) and _named(facts) in (None, "weight"):
            size = _last_two(facts.shape)
            if kernel_guesses(channels, size):
                return size
    return None


def _last_two(shape: tuple[int, ...]) -> tuple[int, int]:
    return shape[-2], shape[-1]


def _like_weight(facts: ArrayFacts) -> bool:
    return len(facts.shape) == 4 and 1 <= max(facts.shape[2:]) <= _LARGEST_KERNEL


def _like_offsets(facts: ArrayFacts) -> bool:
    """Return whether the values may be offsets; those of a map without negative numbers are not."""
    return facts.lowest is None or facts.lowest < 0 or facts.lowest == facts.highest or _named(facts) == "offsets"


def _factors(facts: ArrayFacts, largest: float = 1.0) -> bool:
    """Return whether the values may be a mask's, from 0 to ``largest``; so may values that are not known."""
    if facts.lowest is None or facts.highest is None:
        return True
    return facts.lowest >= -_FACTOR_MARGIN and facts.highest <= largest + _FACTOR_MARGIN


def _named(facts: ArrayFacts) -> Role | None:
    """Return the role that the last part of an array's name says, or None."""
    parts = [part for part in re.split(r"[/.]", facts.name.lower()) if part]
    for part in reversed(parts):  # the innermost name says most: offset_conv.weight is a weight
        for role, pattern in _WORDS.items():
            if pattern.search(part):
                return role
    return None


def _first(role: Role, possible: Sequence[Role]) -> tuple[Role, ...]:
    return (role, *(each for each in possible if each != role))
