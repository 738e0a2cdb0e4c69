"""The captions below the canvases as texts: sentences in which some words lead to a card.

A marked word is written as ``[sampling points](sampling-point)``: the words that are shown, and the name of the card
that explains them. A translation keeps the names of the cards and the order that suits its language. No Qt in here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from vizapp.gui.lab_numbers import Reached
from vizapp.gui.plots.metric_texts import value_writer
from vizapp.gui.plots.reached import reached_values
from vizapp.session.curves import Curves
from vizapp.session.state import State
from vizapp.wording.sentences import joined_sentences

_MARKED = re.compile(r"\[([^\[\]]+)\]\(([a-z0-9-]+)\)")
_NO_CURVES = Curves()
_JOINER = "\N{WORD JOINER}"


class Span(NamedTuple):
    """A part of a sentence; ``card`` is the name of the card that it leads to, "" where it leads to none."""

    text: str
    card: str = ""


class Captions(NamedTuple):
    """What stands below the canvases.

    Attributes:
        input, output: sentences, the most telling first: where there is little room, the last ones are left out.
        shown: what the two pictures are of, as a value that compares: when it changes, another answer of the engine
            is needed before these sentences are true of what is seen.
    """

    input: tuple[str, ...] = ()
    output: tuple[str, ...] = ()
    shown: object = None


def spans_of(sentence: str) -> tuple[Span, ...]:
    """Return a sentence in parts, with and without a card."""
    spans, end = [], 0
    for found in _MARKED.finditer(sentence):
        if found.start() > end:
            spans.append(Span(sentence[end : found.start()]))
        spans.append(Span(found[1], found[2]))
        end = found.end()
    if end < len(sentence):
        spans.append(Span(sentence[end:]))
    return tuple(spans)


def plain_words(sentences: Iterable[str]) -> str:
    """Return sentences as they are read, without marks."""
    return joined_sentences(_MARKED.sub(r"\1", sentence) for sentence in sentences)


def verbatim(name: str) -> str:
    """Return a file's name so that nothing in it is taken for a mark."""
    return name.replace("](", f"]{_JOINER}(")


def reached_by(state: State, base: str, run: str = "") -> Reached | None:
    """Return what a metric has reached of the run on show, on the picture on show; None where it is not measured.

    Args:
        state: what is on show.
        base: the metric's name for the main run on the picture that is trained on.
        run: the name of the run, "" for the main one.
    """
    if state.configured is None:
        return None
    wanted = f"unseen_{base}" if state.shows_unseen else base
    name = f"{run}_{wanted}" if run else wanted
    metric = next((each for each in state.configured.metrics if each.name == name), None)
    if metric is None:
        return None
    reached = reached_values(state, (metric,), state.curves.get(state.experiment.lab, _NO_CURVES))[name]
    return None if reached.value is None else reached


def reached_text(reached: Reached) -> str:
    """Return a value as the curves' panel writes it."""
    assert reached.value is not None
    return value_writer(reached.metric)(reached.value)
