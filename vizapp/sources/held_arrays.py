"""Reading of those arrays of files that may belong to offsets. Runs in the reading process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import prod
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from vizapp.offset_maps.roles import ArrayFacts, recognised
from vizapp.problem import Problem
from vizapp.sources.brought import MAX_LISTED
from vizapp.sources.feature_maps import StoredArray
from vizapp.sources.formats import HEAD_BYTES, OpenedFile, format_of
from vizapp.sources.loaded import SourceError, network_values, shortened
from vizapp.sources.reader import read_source
from vizapp.sources.regular_files import display_name, open_regular_file
from vizapp.wording.problems import ProblemError

MAX_TOGETHER = 1 << 29
"""The most bytes that are read of all files together."""


@dataclass(frozen=True, eq=False)
class Held:
    """An array that was read, or a picture."""

    label: str
    file: int
    array: str | None
    values: NDArray[Any]
    shape: tuple[int, ...]
    dtype: str
    picture: bool = False


@dataclass(frozen=True)
class Refused:
    """An array that could not be read, and why."""

    label: str
    array: str
    problem: Problem


class NothingThereError(Exception):
    """No array of a file has a shape that offsets have."""


def read_held(
    path: Path, number: int, held: list[Held], refused: list[Refused], *, several: bool, alone: bool
) -> None:
    """Read the arrays of one file that may belong to offsets.

    Raises:
        NothingThereError: it is ``alone``, and none of its arrays has the shape of offsets.
    """
    name = display_name(path)
    try:
        with open_regular_file(path) as file:
            found = format_of(file.read(HEAD_BYTES), name)
            file.seek(0)
            if found.arrays is not None:
                opened = OpenedFile(file, name, os.fstat(file.fileno()).st_size)
                take = partial(_take, number=number, held=held, refused=refused, several=several, alone=alone)
                found.arrays(opened, take)
                return
    except MemoryError as error:
        raise SourceError("source.out-of-memory", name=name) from error
    except EOFError as error:
        raise SourceError("source.shrank", name=name) from error
    except OSError as error:
        raise SourceError("source.not-read-to-end", name=name, why=error.strerror or str(error)) from error
    picture = read_source(path)
    values = network_values(picture.kind, picture.values)
    held.append(Held(name, number, None, values, values.shape, picture.format, picture=True))


def _take(
    name: str,
    file_format: str,
    stored: Sequence[StoredArray],
    *,
    number: int,
    held: list[Held],
    refused: list[Refused],
    several: bool,
    alone: bool,
) -> None:
    """Read those arrays of an opened file that may belong to offsets, those that do by their shapes first."""
    del file_format
    facts = [ArrayFacts(each.entry.name, each.entry.shape) for each in stored]
    guesses = recognised(facts)
    if alone and not any(guess.role == "offsets" for guess in guesses):
        raise NothingThereError
    usable = [at for at, each in enumerate(stored) if len(each.entry.shape) <= 4]
    # A checkpoint holds hundreds of weights: those that fit come first.
    order = sorted(usable, key=lambda at: (guesses[at].role == "other", not guesses[at].sure, at))
    taken = sum(each.values.nbytes for each in held)
    for at in sorted(order[: MAX_LISTED - len(held)]):
        entry = stored[at].entry
        label = entry.name if entry.name and not several else (f"{name}/{entry.name}" if entry.name else name)
        whole = stored[at].read_whole is not None
        obstacle = stored[at].whole_obstacle if whole else stored[at].obstacle
        if obstacle is None and taken + prod(entry.shape) * 4 > MAX_TOGETHER:
            obstacle = Problem("reason.beside-others", "source", {"limit": MAX_TOGETHER})
        if obstacle is not None:
            refused.append(Refused(shortened(label), entry.name, obstacle))
            continue
        try:
            values = (stored[at].read_whole or stored[at].read)()
        except ProblemError as error:
            refused.append(Refused(shortened(label), entry.name, error.problem))
            continue
        taken += values.nbytes
        held.append(Held(shortened(label), number, entry.name or None, values, entry.shape, entry.dtype))
