"""What a shuffle has done to the map, in words: whether every value is in its place. No Qt in here."""

from __future__ import annotations

from vizapp.document.displacement import count_displaced
from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.subpixel.requests import DISPLACED_COUNT, LAB, shuffles
from vizapp.gui.widgets.numbers import grouped
from vizapp.protocol.subpixel_answers import Displaced
from vizapp.session.state import State
from vizapp.wording.displaced import differing_words, status_words


def shuffle_status(state: State, *, is_brief: bool = False) -> str:
    """Return whether all values of a shuffled map are where they belong, or how many are not; "" for other tasks.

    With ``is_brief`` nothing is said of channels, nor of a feature map whose values are all in their places.
    """
    spec, configured = state.experiment.spec_of(SubpixelSpec), state.configured
    if configured is None or configured.lab != LAB or state.source is None:
        return ""
    if not shuffles(state):
        return ""
    count = count_displaced(spec, configured.output_shape)
    restores = state.source.kind == "image" and not spec.uses_network
    if is_brief and not restores and not count.values:
        return ""
    return status_words(
        count.channels,
        count.all_channels,
        count.values,
        count.all_values,
        restores=restores,
        is_cut=min(configured.edge_yx) < 0,
        changed=0 if is_brief and count.values else len(spec.changed_values),
        has_one_order=spec.stored_as != spec.read_as and configured.output_shape[0] == 1 and not is_brief,
        is_brief=is_brief,
        written=grouped,
    )


def differing_text(state: State) -> str:
    """Return how many of the displaced values are another number too; "" where none is, or that is not known yet."""
    found = state.answer(DISPLACED_COUNT, Displaced)
    if found is None or not found.places or not shuffle_status(state):
        return ""
    return differing_words(found.places, found.differing, written=grouped)
