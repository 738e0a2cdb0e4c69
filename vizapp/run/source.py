"""Reading of the source of ``vizapp run``, and the notes about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizapp.run.bad_input import BadInputError

if TYPE_CHECKING:
    from vizapp.document.experiment import Source
    from vizapp.sources.loaded import LoadedSource


def read(named: Source) -> LoadedSource:
    """Read a file or a sample.

    Raises:
        BadInputError: it cannot be opened.
    """
    from vizapp.packages import TIFFFILE, broken_reader_package
    from vizapp.wording.problems import sentence

    if problem := broken_reader_package(TIFFFILE):
        raise BadInputError(sentence(problem))
    from vizapp.sources.loaded import ArrayChoiceNeeded, SourceError, listed
    from vizapp.sources.locations import path_of
    from vizapp.sources.reader import read_source
    from vizapp.sources.samples import sample

    try:
        if named.kind == "sample":
            return read_source(sample(named.location).path, axes=named.axes)
        return read_source(path_of(named.location), named.array, named.axes)
    except ArrayChoiceNeeded as error:
        names = listed(error.entries)
        raise BadInputError(
            f"{error.name} holds {len(error.entries)} arrays; choose one by --array NAME: {names}."
        ) from error
    except SourceError as error:
        raise BadInputError(str(error)) from error


def reading_notes(source: LoadedSource) -> tuple[str, ...]:
    """Return one phrase for each conversion during reading and for non-finite values, as the window shows them."""
    notes = list(source.notes)
    if source.other_axes is not None:
        notes.append(f"--axes {source.other_axes} reads it the other way")
    total = source.values.size
    if source.nan_count:
        notes.append(f"NaN: {source.nan_count} of {total} values")
    if infinite := source.non_finite_count - source.nan_count:
        notes.append(f"infinite: {infinite} of {total} values")
    return tuple(notes)
