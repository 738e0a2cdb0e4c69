"""Reading of the source of ``vizapp run``, and the notes about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizapp.run.bad_input import BadInputError
from vizapp.wording.catalogue import speaking
from vizapp.wording.translation import translate

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
    from vizapp.sources.samples import sample
    from vizapp.sources.waiting import read_file

    try:
        if named.kind == "sample":
            return read_file(sample(named.location).path, axes=named.axes)
        return read_file(path_of(named.location), named.array, named.axes)
    except ArrayChoiceNeeded as error:
        text = translate("CommandLine", "{name} holds {count} arrays; choose one by --array NAME: {known}.")
        words = text.format(name=error.name, count=len(error.entries), known=listed(error.entries))
        raise BadInputError(words) from error
    except SourceError as error:
        raise BadInputError(str(error)) from error


def reading_notes(source: LoadedSource) -> tuple[str, ...]:
    """Return one phrase for each conversion during reading and for non-finite values, as the window shows them."""
    notes = list(source.notes)
    if source.other_axes is not None:
        text = translate("CommandLine", "--axes {axes} reads it the other way")
        notes.append(text.format(axes=source.other_axes))
    total = source.values.size
    if source.nan_count:
        text = translate("CommandLine", "NaN: {count} of {total} values")
        notes.append(text.format(count=source.nan_count, total=total))
    if infinite := source.non_finite_count - source.nan_count:
        text = translate("CommandLine", "infinite: {count} of {total} values")
        notes.append(text.format(count=infinite, total=total))
    return tuple(notes)


def kept_notes(source: LoadedSource) -> tuple[str, ...]:
    """Return the notes as metrics.json has them: in English, whatever is spoken, because programs read that file."""
    with speaking("en"):
        return reading_notes(source)
