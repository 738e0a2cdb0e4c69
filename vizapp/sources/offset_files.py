"""Examination of files that may hold offsets, and reading of the arrays of a layer. Runs in the reading process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from vizapp.document.brought import BroughtRole
from vizapp.offset_maps.layer_parts import FeatureSize, LayerParts, Wishes, put_together
from vizapp.offset_maps.layouts import Layout, decode
from vizapp.offset_maps.non_finite import located
from vizapp.offset_maps.own_export import LAYOUT, OFFSET_CHANNELS, OwnExport, mask_channels, own_export
from vizapp.offset_maps.readings import Reading
from vizapp.offset_maps.roles import ArrayFacts, Role, RoleGuess, facts_of, recognised
from vizapp.problem import Problem
from vizapp.sources.brought import (
    FIELD_SIDE,
    MAX_LISTED,
    Examination,
    FoundArray,
    FoundReading,
    LoadedBrought,
    OffsetChoices,
    SourceFacts,
)
from vizapp.sources.held_arrays import Held, NothingThereError, Refused, read_held
from vizapp.sources.loaded import SourceError, shortened
from vizapp.sources.regular_files import display_name
from vizapp.sources.whole_arrays import read_arrays

_AXES: dict[Role, int] = {"offsets": 3, "mask": 3, "output": 3, "feature map": 3, "weight": 4, "bias": 1}


def examine(paths: Sequence[Path], choices: OffsetChoices, source: SourceFacts) -> Examination | None:
    """Return what files are together, or None if none of their arrays looks like offsets and none was said to.

    Args:
        paths: of files of arrays, and of images, which count as what the layer reads.
        choices: what was chosen instead of the best guess.
        source: what the layer reads if no feature map is among the files.

    Raises:
        SourceError: a file cannot be read, and why.
    """
    several = len(paths) > 1
    held: list[Held] = []
    refused: list[Refused] = []
    for number, path in enumerate(paths):
        try:
            read_held(path, number, held, refused, several=several, alone=not several and not choices.roles)
        except NothingThereError:
            return None
    own = _own_export(held)
    if own is not None:
        held = [each for each in held if each.picture or not own.has_further(each.array or "")]
        refused = [each for each in refused if not own.has_further(each.array)]
    guesses = _guesses(held, choices, own)
    if not choices.roles and not any(guess.role == "offsets" for guess in guesses):
        return None
    found = Examination(
        files=tuple(display_name(path) for path in paths),
        arrays=_listed(held, guesses),
        refused=tuple((each.label, each.problem) for each in refused[:MAX_LISTED]),
    )
    return _with_parts(found, held, guesses, choices, source, own)


def read_brought(
    parts: Sequence[tuple[BroughtRole, Path, str | None]], layout: Layout, taps: int, groups: int
) -> LoadedBrought:
    """Read the arrays that a document names.

    Args:
        parts: role, file and name in the file of each.
        layout: of the offsets.
        taps: K.
        groups: G.

    Raises:
        SourceError: a file cannot be read, or an array is missing or of a shape that its role does not have.
    """
    arrays: dict[BroughtRole, NDArray[np.float32]] = {}
    for role, path, name in parts:
        held = read_arrays(path, name or "")
        if not held.arrays:
            if held.refused:
                raise SourceError.of(_about(held.refused[0][1], held.name))
            raise SourceError("brought.array-gone", name=held.name, array=shortened(name or ""))
        values = held.arrays[0].values
        values = _item(mask_channels(values, groups, taps) if role == "mask" else values, role)
        if values.ndim != _AXES[role]:
            raise SourceError("brought.axes", name=held.name, role=role, shape=values.shape)
        with np.errstate(over="ignore", invalid="ignore"):
            arrays[role] = np.ascontiguousarray(values, np.float32)
    offsets = arrays["offsets"]
    if len(offsets) != 2 * taps * groups:
        expected = (2 * taps * groups, *offsets.shape[1:])
        raise SourceError("brought.shape", role="offsets", shape=offsets.shape, expected=expected)
    decoded, mask = decode(offsets, taps, groups, layout), arrays.get("mask")
    broken = np.asarray(~np.isfinite(offsets).all(axis=0))
    if mask is not None and mask.shape == (taps * groups, *offsets.shape[1:]):  # any other is refused by the engine
        broken |= ~np.isfinite(mask).all(axis=0)
        return LoadedBrought(arrays, located(decoded, mask.reshape(groups, taps, *mask.shape[1:])), broken)
    return LoadedBrought(arrays, located(decoded), broken)


def _own_export(held: Sequence[Held]) -> OwnExport | None:
    """Return what a file says that vizapp has written itself, if it is the only one with arrays."""
    arrays = [each for each in held if not each.picture]
    if len({each.file for each in arrays}) != 1:
        return None
    return own_export({each.array or "": each.values for each in arrays})


def _guesses(held: Sequence[Held], choices: OffsetChoices, own: OwnExport | None) -> list[RoleGuess]:
    """Return the role of every array; what was chosen goes before what the file says, and that before guesses."""
    arrays = [each for each in held if not each.picture]
    guesses = list(recognised([facts_of(each.label, each.values) for each in arrays]))
    if own is not None:
        roles = [own.role(each.array or "") for each in arrays]
        guesses = [
            replace(guess, role=role, possible=_first(role, guess.possible), sure=True)
            for guess, role in zip(guesses, roles, strict=True)
        ]
    named = {each.label: each.role for each in choices.roles}
    taken = set(named.values())
    result: list[RoleGuess] = []
    for each in held:
        if each.picture:
            facts = ArrayFacts(each.label, each.shape)
            # A file of arrays says itself which map it belongs to.
            has_map = any(guess.role == "feature map" and guess.sure for guess in guesses)
            guess = RoleGuess(facts, "other" if has_map else "feature map", ("feature map",), sure=True)
        else:
            guess = guesses[arrays.index(each)]
        if each.label in named:
            role = named[each.label]
            guess = replace(guess, role=role, possible=(role, *(one for one in guess.possible if one != role)))
        elif guess.role in taken:
            free = [role for role in guess.possible if role not in taken]
            guess = replace(guess, role=free[0] if free else "other")
        result.append(guess)
    return _one_of_each(result)


def _first(role: Role, possible: Sequence[Role]) -> tuple[Role, ...]:
    return (role, *(each for each in possible if each != role))


def _one_of_each(guesses: Sequence[RoleGuess]) -> list[RoleGuess]:
    """Leave out all arrays of a role but the first that is sure, or the first."""
    result: list[RoleGuess] = []
    for at, guess in enumerate(guesses):
        rivals = [other for other in guesses if other.role == guess.role]
        first = next((other for other in rivals if other.sure), rivals[0])
        result.append(guess if guess is first or guess.role == "other" else replace(guesses[at], role="other"))
    return result


def _listed(held: Sequence[Held], guesses: Sequence[RoleGuess]) -> tuple[FoundArray, ...]:
    return tuple(
        FoundArray(
            label=each.label,
            file=each.file,
            array=each.array,
            shape=tuple(each.shape),
            dtype=each.dtype,
            role=guess.role,
            possible=tuple(dict.fromkeys((guess.role, *guess.possible, "other"))),
            sure=guess.sure,
            picture=each.picture,
        )
        for each, guess in zip(held, guesses, strict=True)
    )


def _with_parts(
    found: Examination,
    held: Sequence[Held],
    guesses: Sequence[RoleGuess],
    choices: OffsetChoices,
    source: SourceFacts,
    own: OwnExport | None,
) -> Examination:
    """Return an examination with what its arrays are together, or with what does not fit."""
    by_role: dict[Role, Held] = {}
    for each, guess in zip(held, guesses, strict=True):
        if guess.role != "other":
            by_role.setdefault(guess.role, each)
    if "offsets" not in by_role:
        return structs.replace(found, problem=Problem("brought.no-offsets", "task"))
    parts: dict[Role, NDArray[Any]] = {}
    for role, each in by_role.items():
        values = each.values
        if own is not None and role == "mask":
            values = mask_channels(values, own.kernel.groups, own.kernel.taps)
        values = _item(values, role)
        if values.ndim != _AXES[role]:
            problem = Problem("brought.axes", "task", {"name": each.label, "role": role, "shape": each.shape})
            return structs.replace(found, problem=problem)
        parts[role] = values
    stored, offsets = by_role["offsets"].values, parts["offsets"]
    broken = ~np.isfinite(offsets)
    nan = int(np.isnan(offsets).sum())
    feature = by_role.get("feature map")
    size = FeatureSize(source.channels, source.size, scales=True)
    if feature is not None:
        values = parts["feature map"]
        size = FeatureSize(len(values), (values.shape[1], values.shape[2]), scales=feature.picture)
    wishes = Wishes(choices.kernel, choices.geometry)
    if own is not None and by_role["offsets"].array == OFFSET_CHANNELS:
        kernel = choices.kernel or own.kernel
        geometry = own.geometry if choices.kernel in (None, own.kernel) else None
        wishes = Wishes(kernel, choices.geometry or geometry, LAYOUT)
    together = put_together(parts, size, wishes, [each.dtype for each in by_role.values()])
    return structs.replace(
        _described(found, together),
        units=(offsets.shape[1], offsets.shape[2]),
        nan=nan,
        infinite=int(broken.sum()) - nan,
        broken_units=int(broken.any(axis=0).sum()),
        items=len(stored) if stored.ndim == 4 else 1,
    )


def _described(found: Examination, parts: LayerParts) -> Examination:
    ranking = parts.ranking
    return structs.replace(
        found,
        kernels=parts.kernels[:64],
        geometries=() if ranking is None else parts.geometries[:64],
        input_size=parts.input_size,
        scaled=parts.scaled,
        outputs=parts.outputs,
        groups=parts.groups,
        verdict="" if ranking is None else ranking.verdict,
        readings=() if ranking is None else tuple(map(_small, ranking.readings)),
        problem=parts.problem,
    )


def _small(reading: Reading) -> FoundReading:
    """Return a reading with a small field in place of its offsets."""
    offsets = reading.offsets
    rows, columns = offsets.shape[-2:]
    step = -(-max(rows, columns) // FIELD_SIDE)
    first_y, first_x = min(step // 2, rows - 1), min(step // 2, columns - 1)
    few = np.asarray(offsets[0][..., first_y::step, first_x::step], np.float64)
    field = np.moveaxis(_mean(few, (0,)), 0, -1)
    constellation = _mean(np.asarray(offsets[0], np.float64), (2, 3))
    return FoundReading(
        layout=reading.layout,
        evidence=reading.evidence,
        size=(field.shape[0], field.shape[1]),
        field=_bytes(field),
        constellation=_bytes(constellation),
    )


def _mean(values: NDArray[np.float64], axes: tuple[int, ...]) -> NDArray[np.float64]:
    """Return the mean of the finite values; 0 where there are none."""
    finite = np.isfinite(values)
    return np.where(finite, values, 0).sum(axis=axes) / np.maximum(finite.sum(axis=axes), 1)


def _bytes(values: NDArray[np.float64]) -> bytes:
    return np.ascontiguousarray(np.clip(values, -1e30, 1e30), "<f4").tobytes()


def _item(values: NDArray[Any], role: Role) -> NDArray[Any]:
    """Return the first item of a batch, and a map of one channel for an array of rows and columns."""
    if role in ("weight", "bias"):
        return values
    if values.ndim == 2:
        return values[None]
    return values[0] if values.ndim == 4 else values


def _about(reason: Problem, name: str) -> Problem:
    return Problem("source.obstacle", "source", {**reason.values, "name": name, "cause": reason.code})
