"""The curves of all labs as they are kept: every value that was measured, once, and the marks of manual changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, NamedTuple, TypeAlias

import msgspec
import numpy as np
from msgspec import Meta, Struct
from numpy.typing import NDArray

from vizapp.keeping.tensors import StoredTensor, TensorPart
from vizapp.keeping.training import MAX_STEP, LabTraining, Number, Step, Training

MAX_SERIES = 8192
MAX_MARKS = 1 << 16
MAX_NAMES = 128
"""Of the series of one lab: four times as many as one training measures."""
MAX_HELD = 2**27
"""Values that all branches of a lab have together where each has its own from step 0 on, as a window holds them: a
million steps of eight metrics on each of 16 branches."""
MAX_VALUE = 1e100
"""The largest finite value that is accepted: differences of two such values do not overflow."""
_Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=100)]


class KeptSeries(Struct, frozen=True, forbid_unknown_fields=True):
    """The values of one metric on one branch, as far as the branch does not have them in common with its parent.

    Attributes:
        lab, branch, metric: whose they are.
        first: the number of the step whose value comes first; steps count from 1.
        count: how many steps in a row there are.
    """

    lab: _Name
    branch: Number
    metric: _Name
    first: Number
    count: Annotated[int, Meta(ge=1, le=MAX_STEP)]

    @property
    def name(self) -> str:
        return f"{self.lab}/{self.branch}/{self.metric}"


class KeptMark(Struct, frozen=True, forbid_unknown_fields=True):
    """A manual change of ``what``, a setting by its name in the document, after ``step`` steps on a branch."""

    lab: _Name
    branch: Number
    step: Step
    what: _Name


class CurveTable(Struct, frozen=True, forbid_unknown_fields=True):
    """Which series there are, in the order of their values, and the marks of manual changes."""

    series: Annotated[tuple[KeptSeries, ...], Meta(max_length=MAX_SERIES)] = ()
    marks: Annotated[tuple[KeptMark, ...], Meta(max_length=MAX_MARKS)] = ()


class SeriesOf(NamedTuple):
    """One series with its values."""

    where: KeptSeries
    values: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class KeptCurves:
    """A table with the values of all its series one after another, float64 (N,)."""

    table: CurveTable = field(default_factory=CurveTable)
    values: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))

    def __iter__(self) -> Iterator[SeriesOf]:
        begin = 0
        for each in self.table.series:
            yield SeriesOf(each, self.values[begin : begin + each.count])
            begin += each.count

    def parts(self) -> list[TensorPart]:
        """Return what the tensors of the file are."""
        return [TensorPart(each.name, "F64", (each.count,)) for each in self.table.series]


def check_curves(curves: KeptCurves) -> None:
    """Check that there are as many values as the table says, and every series once.

    Raises:
        ValueError: says what is wrong.
    """
    table = curves.table
    if curves.values.dtype != np.float64 or curves.values.shape != (sum(each.count for each in table.series),):
        raise ValueError("the curves have more or fewer values than they say")
    if len({each.name for each in table.series}) != len(table.series):
        raise ValueError("a curve is there twice")


def read_curves(text: bytes | memoryview, tensors: Sequence[tuple[str, StoredTensor]]) -> KeptCurves:
    """Return the curves that JSON text and tensors, in the order of their bytes, describe.

    Raises:
        ValueError: says what is wrong.
    """
    try:
        table = msgspec.json.decode(text, type=CurveTable)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    wanted = [(each.name, (each.count,)) for each in table.series]
    there = [(name, tensor.values.shape) for name, tensor in tensors]
    if wanted != there or any(tensor.dtype != "F64" for _, tensor in tensors):
        raise ValueError("the values of the curves are not those that are named")
    values = [tensor.values for _, tensor in tensors]
    curves = KeptCurves(table, np.concatenate(values) if values else np.empty(0))
    check_curves(curves)
    return curves


def fitted(curves: KeptCurves, training: Training) -> KeptCurves:
    """Return the curves of the branches of a training, each as long as its branch: what is not known is NaN.

    A device that does not compute the same numbers twice leaves a window without those of steps that were gone back
    over.
    """
    given = {(each.where.lab, each.where.branch, each.where.metric): each for each in curves}
    series: list[KeptSeries] = []
    values: list[NDArray[np.float64]] = []
    heads: dict[tuple[str, int], int] = {}
    for lab in training.labs:
        for branch in lab.branches:
            heads[lab.lab, branch.number] = branch.head
            first, count = branch.begins + 1, branch.head - branch.begins
            metrics = [metric for its, number, metric in given if (its, number) == (lab.lab, branch.number)]
            for metric in metrics or ["loss"]:
                if not count:
                    continue
                known = given.get((lab.lab, branch.number, metric))
                own = np.full(count, np.nan)
                if known is not None and known.where.first == first:
                    own[: len(known.values)] = known.values[:count]
                series.append(KeptSeries(lab.lab, branch.number, metric, first, count))
                values.append(own)
    marks = [mark for mark in curves.table.marks if mark.step <= heads.get((mark.lab, mark.branch), -1)]
    return KeptCurves(CurveTable(tuple(series), tuple(marks)), np.concatenate(values) if values else np.empty(0))


def _check_held(lab: LabTraining, table: CurveTable) -> None:
    """Check that a window can hold the curves: on each branch those of the branches that it comes from, too."""
    names: dict[int, set[str]] = {branch.number: set() for branch in lab.branches}
    for each in table.series:
        if each.lab == lab.lab:
            names[each.branch].add(each.metric)
    for branch in lab.branches:
        if branch.parent is not None:
            names[branch.number] |= names[branch.parent]
    if len(set().union(*names.values())) > MAX_NAMES:
        raise ValueError("more was measured than there are metrics")
    if sum(len(names[branch.number]) * branch.head for branch in lab.branches) > MAX_HELD:
        raise ValueError("the curves are too long to be shown")


def check_against(curves: KeptCurves, training: Training) -> None:
    """Check that there are curves of every step that a branch has not in common with its parent, and no others.

    Raises:
        ValueError: says what is wrong.
    """
    branches = {(lab.lab, branch.number): branch for lab in training.labs for branch in lab.branches}
    measured = {key for key, branch in branches.items() if branch.head > branch.begins}
    for each in curves.table.series:
        branch = branches.get((each.lab, each.branch))
        if branch is None or (each.first, each.first + each.count - 1) != (branch.begins + 1, branch.head):
            raise ValueError(f"the curve {each.name[:80]!r} is of other steps than its branch")
    if measured != {(each.lab, each.branch) for each in curves.table.series}:
        raise ValueError("the curve of a branch is missing")
    for mark in curves.table.marks:
        branch = branches.get((mark.lab, mark.branch))
        if branch is None or mark.step > branch.head:
            raise ValueError("a change is marked where nothing was trained")
    for lab in training.labs:
        _check_held(lab, curves.table)
    size = np.abs(curves.values)
    if ((size > MAX_VALUE) & (size < np.inf)).any():
        raise ValueError("a measured value is too large")
