"""Sentences about what a lab did to the source before its operator reads it: reduced, cut or taken apart."""

from __future__ import annotations

from collections.abc import Iterable

from vizapp.problem import Problem, Value
from vizapp.wording.sentences import joined_sentences
from vizapp.wording.templates import fill
from vizapp.wording.translation import marked, translate

CONTEXT = "LabNotes"
"""The translation context of these sentences."""

_NOTES: dict[str, str] = {
    "note.reduced-copy": marked("Reduced from {size:size} to {reduced:size} pixels."),
    "note.cut-to-multiples": marked("Cut to {size:size} pixels, multiples of {factor}."),
    "note.reduced-by": marked("The networks read its luma, reduced by {factor} (antialiased bicubic)."),
    "note.few-pixels": marked(
        "{pixels} pixels cannot tell {taps} taps apart: the points need not come to the hidden ones."
    ),
    "note.warped-middle": marked("The layer reads the middle {size:size} pixels of the warped picture."),
    "note.default-kernel": marked(
        "No weight was brought: one output, the mean of what the {taps:tap reads|taps read} in all channels."
    ),
    "note.scaled-to-layer": marked("Scaled from {size:size} to {scaled:size} pixels, the layer's input."),
    "note.not-finite": marked(
        "{count:value of the source is|values of the source are} not finite ({nan} NaN, {infinite} infinite), the "
        "first in channel {channel} at row {y}, column {x}: what reads one of them is not finite either."
    ),
    "note.fitted-bias": marked(
        "No bias was brought: a constant of each output channel is fitted to the brought output."
    ),
    "note.network": marked("Shown is what {architecture} gives to its pixel shuffle {layer:quoted}."),
    "note.network-pads": marked(
        "The network pads what it reads: the map has {size:size} pixels, and lies only about where the picture does."
    ),
    "note.shapes-are-drawn": marked("The shapes are drawn; the source is not used."),
    "note.ones": marked("The input and the kernel are ones; the source is not used."),
    "note.padded-to-multiples": marked("Padded with zeros to {size:size} pixels, multiples of {factor}."),
    "note.taken-apart": marked("Taken apart into {channels} channels, which are stored in {order} order."),
    "note.channels-cut": marked(
        "The first {kept} of {channels} channels are shuffled, a multiple of {phases}; the others are left out."
    ),
    "note.channels-padded": marked(
        "{channels:channel was|channels were} padded with zeros to {padded}, a multiple of {phases}."
    ),
}


def lab_note(code: str, **values: Value) -> Problem:
    """Return a note as a code with values; sizes are (height, width) in pixels.

    Raises:
        KeyError: the code has no sentence.
    """
    if code not in _NOTES:
        raise KeyError(code)
    return Problem(code, "source", values)


def lab_notes_text(notes: Iterable[Problem]) -> str:
    """Return the sentences of ``notes`` in one line; the bare code stands for one that has no sentence."""
    return joined_sentences(
        note.code if (template := _NOTES.get(note.code)) is None else fill(translate(CONTEXT, template), note.values)
        for note in notes
    )


def known_lab_notes() -> frozenset[str]:
    """Return every code that has a sentence."""
    return frozenset(_NOTES)
