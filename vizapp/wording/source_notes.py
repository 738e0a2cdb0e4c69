"""Phrases about the conversions of a source during reading."""

from __future__ import annotations

from vizapp.problem import Problem, Value
from vizapp.wording.templates import fill
from vizapp.wording.translation import marked, translate

CONTEXT = "SourceNotes"
"""The translation context of these phrases."""

_NOTES: dict[str, str] = {
    "note.first-frame": marked("first of {frames} frames"),
    "note.orientation": marked("EXIF orientation applied"),
    "note.alpha": marked("alpha composited over white for training"),
    "note.no-transparency": marked("transparency is left out"),
    "note.bands-left-out": marked("{bands:band|bands} beyond red, green and blue left out"),
    "note.cmyk": marked("CMYK converted to RGB without a colour profile"),
    "note.profile": marked("colours converted from the profile {profile:quoted} to sRGB"),
    "note.profile-broken": marked("the colour profile is damaged; colours are shown as they are stored"),
    "note.profile-unfit": marked(
        "the colour profile is meant for other colours; colours are shown as they are stored"
    ),
    "note.profile-unused": marked("the colour profile is not applied to grey of 16 bits"),
    "note.reduced-depth": marked("16 bits a channel reduced to 8"),
    "note.stretched": marked("16 bits a channel, values {low:g} … {high:g} stretched to 8 bits"),
    "note.stretched-but": marked(
        "16 bits a channel, values {low:g} … {high:g} stretched to 8 bits; {count:value|values} far beyond cut off"
    ),
    "note.gamma": marked("colours converted from gamma {gamma:g} to sRGB"),
    "note.gamma-unused": marked("gamma {gamma:g} of the file is not applied to values of 16 bits"),
    "note.full-page": marked("page {page} of {pages}, of which the first is a reduced copy"),
    "note.full-page-inside": marked("the full picture inside the file, of which its first page is a reduced copy"),
    "note.reduced-page": marked("a reduced copy; the full picture in the file is of a kind that is not read"),
    "note.array-unused": marked("a picture holds no arrays: {array:quoted} is not looked for"),
    "note.axes-unused": marked("the order {axes} is not applied: only an array of three axes has one"),
    "note.grey-16": marked("16-bit grey"),
    "note.range": marked("values {low:g} … {high:g} of 0 … {most}"),
    "note.values": marked("values {low:g} … {high:g}"),
    "note.mapped-integers": marked("{type} from {low:g} to {high:g} mapped to 16-bit grey"),
    "note.mapped-floats": marked("floating-point grey from {low:g} to {high:g} mapped to 16-bit grey"),
    "note.as-map": marked("{bands:band|bands} of {type}, opened as a feature map"),
    "note.no-data": marked("{count:value|values} marked as missing"),
    "note.no-data-black": marked("{count:value|values} marked as missing shown as black"),
    "note.black": marked("{count} values that are not finite shown as black"),
    "note.first-item": marked("first of {items} items in the batch"),
    "note.axes-hwc": marked("shape {shape} read as rows, columns, channels"),
    "note.axes-chw": marked("shape {shape} read as channels, rows, columns"),
    "note.rounded": marked("{type} rounded to float32"),
    "note.overflowed": marked("values beyond the range of float32 became infinite"),
}


def note(code: str, **values: Value) -> Problem:
    """Return a note as a code with values.

    Raises:
        KeyError: the code has no phrase.
    """
    if code not in _NOTES:
        raise KeyError(code)
    return Problem(code, "source", values)


def note_text(note: Problem) -> str:
    """Return the phrase of a note."""
    template = _NOTES.get(note.code)
    return note.code if template is None else fill(translate(CONTEXT, template), note.values)


def known_notes() -> frozenset[str]:
    """Return every code that has a phrase."""
    return frozenset(_NOTES)
