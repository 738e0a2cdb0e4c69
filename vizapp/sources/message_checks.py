"""Checks of what the reading child process answers, where the types of the messages say too little.

The child has handled untrusted files, so its messages are not trusted either. Each check raises a ``ProtocolError``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod

from vizapp.network_weights import MAX_NETWORK_BYTES, total_bytes
from vizapp.offset_maps.non_finite import MAX_PLACES, NonFinite
from vizapp.problem import MAX_SENTENCE, Problem
from vizapp.sources.brought import MAX_TAPS, Examination, examination_fault
from vizapp.sources.limits import (
    MAX_AXIS_LENGTH,
    MAX_BYTES,
    MAX_PIXELS,
    OVERVIEW_SIDE,
    THUMBNAIL_SIDE,
    fitted_size,
)
from vizapp.sources.loaded import ArrayEntry
from vizapp.sources.reader_messages import (
    ArraysLoaded,
    BroughtLoaded,
    ChoiceNeeded,
    ExperimentLoaded,
    Loaded,
    ProtocolError,
    WeightsLoaded,
)
from vizapp.value_picture import UNIT_RANGE
from vizapp.wording.problems import sentence
from vizapp.wording.source_notes import note_text

_MAX_FORMAT = 100


def check_choice(message: ChoiceNeeded) -> None:
    """Require arrays to choose from."""
    _require(len(message.entries) >= 1, "nothing to choose from")
    _check_entries(message.entries)


def check_examination(examination: Examination) -> None:
    """Require what files with offsets can hold, and problems that can be told."""
    _require(not (fault := examination_fault(examination)), fault)
    for problem in (examination.problem, *(reason for _, reason in examination.refused)):
        if problem is not None:
            check_problem(problem)


def check_brought(message: BroughtLoaded) -> tuple[int, int, int]:
    """Require offsets, each role once, and no more than is read; return the shape of the offsets."""
    offsets = next((block for block in message.blocks if block.role == "offsets"), None)
    roles = {block.role for block in message.blocks}
    _require(offsets is not None and len(offsets.shape) == 3, "arrays without offsets")
    _require(len(roles) == len(message.blocks), "a role is there twice")
    _require(sum(block.nbytes for block in message.blocks) <= MAX_BYTES, "arrays that are too large")
    assert offsets is not None
    _check_non_finite(message.non_finite, offsets.shape)
    components, height, width = offsets.shape
    return components, height, width


def check_arrays(message: ArraysLoaded) -> None:
    """Require no more than is read, and reasons that can be told."""
    _require(len(message.name) >= 1, "arrays without a name")
    _require(sum(block.nbytes for block in message.blocks) <= 2 * MAX_BYTES, "arrays that are too large")
    for _, problem in message.refused:
        check_problem(problem)


def check_weights(message: WeightsLoaded) -> int:
    """Require different tensors, and no more than is read; return how many bytes they are."""
    size = total_bytes(message.parts)
    _require(len(message.name) >= 1, "weights without a name")
    _require(size <= MAX_NETWORK_BYTES, "weights that are too large")
    _require(len({part.name for part in message.parts}) == len(message.parts), "a tensor is there twice")
    return size


def check_experiment(message: ExperimentLoaded) -> None:
    """Require an experiment of no more bytes than a file may have, and curves of as many values as follow."""
    _require(len(message.name) >= 1, "an experiment without a name")
    _require(sum(message.sizes) <= 2 * MAX_BYTES, "an experiment that is too large")
    table = message.curves
    _require(message.sizes[-1] == 8 * sum(each.count for each in table.series), "curves without their values")
    _require(len({each.name for each in table.series}) == len(table.series), "a curve that is there twice")
    roles = [*message.pictures, *(picture.role for picture in message.to_compare)]
    _require(len(set(roles)) == len(roles), "a picture that is there twice")


def _check_non_finite(found: NonFinite, shape: tuple[int, ...]) -> None:
    counted = len(found.of_tap) <= shape[0] and all(len(row) <= shape[0] for row in found.of_tap)
    _require(counted and len(found.places) <= MAX_PLACES, "more places than there are")
    counts = (found.nan, found.infinite, found.units, *(count for row in found.of_tap for count in row))
    _require(all(0 <= count <= prod(shape) for count in counts), "counts of more than there is")
    for place in found.places:
        y, x = place.unit_yx
        fits = 0 <= y < shape[1] and 0 <= x < shape[2] and 0 <= place.tap < MAX_TAPS and 0 <= place.group < shape[0]
        _require(fits, "a place that is none")


def check_loaded(message: Loaded) -> None:
    """Refuse what `LoadedSource` does not allow."""
    _check_blocks(message)
    values = message.blocks[0]
    low, high = message.drawn_range
    _require(0 <= low < high <= 1, f"a range that no image is drawn in: {low} to {high}")
    is_map = message.kind == "feature_map"
    _require(not is_map or (low, high) == UNIT_RANGE, "a map is not drawn in a range of its type")
    _require(message.nan_count <= message.non_finite_count <= prod(values.shape), "counts of more than there is")
    _require(is_map or message.non_finite_count == 0, "an image whose values are not finite")
    _require(message.other_axes is None or message.other_axes != message.axes is not None, "axes that are no others")
    _require(len(message.name) >= 1 and 1 <= len(message.format) <= _MAX_FORMAT, "a source without a name or format")
    _check_entries(message.arrays)
    for note in message.noted:
        _check_told(note_text, note)


def _check_blocks(message: Loaded) -> None:
    """Refuse arrays that are not those of a source, or that do not show the same."""
    values, overview, thumbnail = message.blocks
    if message.kind == "image":
        height, width, channels = values.shape
        fits = (values.dtype == "|u1" and channels in (1, 3, 4)) or (values.dtype == "<u2" and channels == 1)
        fits = fits and overview.shape[2] == channels
    else:
        _, height, width = values.shape
        fits = values.dtype == "<f4" and overview.shape[2] in (1, 3)
    fits = fits and overview.dtype == thumbnail.dtype == "|u1" and thumbnail.shape[2] == 3
    fits = fits and 0 not in values.shape and values.nbytes <= MAX_BYTES and height * width <= MAX_PIXELS
    fits = fits and overview.shape[:2] == fitted_size(height, width, OVERVIEW_SIDE)
    fits = fits and thumbnail.shape[:2] == fitted_size(overview.shape[0], overview.shape[1], THUMBNAIL_SIDE)
    _require(fits, f"arrays that no source has: {message.blocks}")


def _check_entries(entries: Sequence[ArrayEntry]) -> None:
    for entry in entries:
        fits = all(0 <= side <= MAX_AXIS_LENGTH for side in entry.shape)
        _require(fits, f"an array of no shape: {entry.shape[:8]}")


def check_problem(problem: Problem) -> None:
    """Require a problem that can be told: its sentence may be asked for at any time."""
    _require(not any(remedy.remedies for remedy in problem.remedies), "a remedy that has remedies")
    _check_told(sentence, problem)


def _check_told(tell: Callable[[Problem], str], problem: Problem) -> None:
    """Refuse a problem or note that does not fill its sentence, which may be asked for at any time."""
    try:
        told = tell(problem)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise ProtocolError(f"{problem.code} does not fill its sentence: {error!r}") from error
    _require(len(told) <= MAX_SENTENCE, "a sentence that is too long")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ProtocolError(otherwise)
