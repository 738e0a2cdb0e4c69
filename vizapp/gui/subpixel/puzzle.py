"""Swaps at random, and the puzzle of finding them. Each is one change of the document."""

from __future__ import annotations

import random

from PySide6.QtCore import QCoreApplication

from vizapp.document import edits
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import MAX_PAIRS, Puzzle
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.pictures import shown_run, shows_spectrum
from vizapp.gui.subpixel.requests import counts_overlap
from vizapp.problem import Problem
from vizapp.session.state import State
from vizapp.wording import labels


def swap_at_random(session: Gestures) -> None:
    """Exchange two phases that chance chooses."""
    experiment = session.state.experiment
    p, q = random.sample(range(len(_spec(session.state).phases)), 2)
    session.update(edits.swap_phases(experiment, p, q), labels.SWAP_AT_RANDOM)


def begin_or_give_up(session: Gestures) -> None:
    """Swap one to three pairs of phases without saying which, or say it if that was done before."""
    experiment, spec = session.state.experiment, _spec(session.state)
    if spec.puzzle_is_open:
        session.update(edits.give_puzzle_up(experiment), labels.GIVE_PUZZLE_UP)
        return
    count = len(spec.phases)
    pairs = random.randint(1, min(MAX_PAIRS, count // 2))
    chosen = random.sample(range(count), 2 * pairs)
    hidden = edits.hide_swaps(experiment, list(zip(chosen[::2], chosen[1::2], strict=True)))
    session.update(hidden, labels.BEGIN_PUZZLE)
    session.notify(Problem("puzzle.begun"), "info", setting="puzzle")


def announce_solved(session: Gestures) -> None:
    """Say so if the exchange that has just been made solves the puzzle."""
    spec = _spec(session.state)
    if spec.puzzle is not None and not spec.puzzle_is_open:
        session.notify(solution(spec.puzzle), "info", setting="puzzle")


def solution(solved: Puzzle) -> Problem:
    """Return what is to be said of a puzzle that is solved."""
    return Problem("puzzle.solved", values={"moves": solved.moves, "pairs": solved.pairs})


def why_no_puzzle(state: State) -> str:
    """Return one sentence why no puzzle can be begun or given up now; "" if one can."""
    spec = _spec(state)
    if not spec.uses("puzzle"):
        return _tr("Only the shuffle has a picture that is intact to begin with")
    if spec.stored_as != spec.read_as and not spec.puzzle_is_open:
        return _tr("Read in another order than they are stored in, the channels give no intact picture")
    return "" if state.snapshot is not None else _tr("There is no picture yet")


def why_no_swap(state: State) -> str:
    """Return one sentence why chance may not swap phases now; "" if it may."""
    if counts_overlap(state.experiment):
        return _tr("The overlap count rearranges nothing")
    if _spec(state).is_inverse:
        return _tr("The unshuffle has no order of phases")
    if _spec(state).puzzle_is_open:
        return _tr("The puzzle has to be solved or given up first")
    if shown_run(state) is not None:
        return _tr("Only the sub-pixels of the upsampler that is chosen in the setup can be rearranged")
    return "" if state.snapshot is not None else _tr("There is no picture yet")


def why_no_look(state: State) -> str:
    """Return one sentence why it cannot be shown where the sub-pixels come from; "" if it can."""
    if counts_overlap(state.experiment):
        return _tr("The overlap count rearranges nothing")
    if _spec(state).is_inverse:
        return _tr("Only the shuffle puts sub-pixels into their places")
    if _spec(state).puzzle_is_open:
        return _tr("That would give the puzzle away")
    if shows_spectrum(state):
        return _tr("The spectrum has the canvas, which has no sub-pixels")
    return "" if state.snapshot is not None else _tr("There is no picture yet")


def _spec(state: State) -> SubpixelSpec:
    return state.experiment.spec_of(SubpixelSpec)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Puzzle", text)
