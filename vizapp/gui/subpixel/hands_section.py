"""The BY HAND section of the sub-pixel lab: swaps at random, the puzzle, changed values, and the error they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from vizapp.document import edits
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import Puzzle
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.subpixel import puzzle
from vizapp.gui.subpixel.requests import ARRANGEMENT
from vizapp.gui.subpixel.scene_notes import peak_text
from vizapp.gui.theme import SPACING, bind_icon
from vizapp.gui.widgets.numbers import grouped, plain, significant
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Section, ValueLabel, muted_label
from vizapp.problem import Problem
from vizapp.protocol.subpixel_answers import Arrangement
from vizapp.session.state import State
from vizapp.wording import labels
from vizapp.wording.problems import sentence

_UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class _Puzzle:
    """The puzzle, whether it is open, and why none can be begun if it cannot."""

    puzzle: Puzzle | None
    is_open: bool
    obstacle: str
    swap_obstacle: str


class HandsSection(Section):
    """What can be done by hand to a shuffle, and how far from the intact picture that leads."""

    fields = frozenset({"changed_values", "puzzle"})

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupHands", parent)
        self.set_title(self.tr("By hand"))
        self._session = session
        self.swap = QPushButton(self.tr("Random swap"), self)
        self.swap.setObjectName("randomSwap")
        self.swap.setAccessibleName(self.tr("Swap two phases at random"))
        self.puzzle = QPushButton(self)
        self.puzzle.setObjectName("puzzle")
        buttons = QWidget(self)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.swap, 1)
        row.addWidget(self.puzzle, 1)
        self.add(buttons)
        self.said = muted_label("", self)
        self.said.setObjectName("puzzleSaid")
        self.said.setWordWrap(True)
        self.add(self.said)
        intact = self.tr(
            "To the map with every value as it was read and in its own place, over all channels. The PSNR is 20 "
            "times the decimal logarithm of its peak, which is the range that is drawn, over the error."
        )
        self.psnr = ValueLabel(parent=self)
        self.psnr.setObjectName("arrangementPsnr")
        self.row(self.tr("PSNR to the intact"), self.psnr, intact)
        self.peak = ValueLabel(parent=self)
        self.peak.setObjectName("arrangementPeak")
        self.row(self.tr("Peak of the PSNR"), self.peak, intact)
        self.error = ValueLabel(parent=self)
        self.error.setObjectName("arrangementError")
        self.row(self.tr("Error (RMS)"), self.error, intact)
        self.count = ValueLabel(parent=self)
        self.count.setObjectName("changedValues")
        self.clear = QToolButton(self)
        self.clear.setObjectName("clearValues")
        self.clear.setAccessibleName(self.tr("Give changed values back"))
        self.clear.setToolTip(self.tr("Give every changed value back."))
        self.clear.setProperty("shape", "icon")
        self.clear.setIconSize(QSize(16, 16))
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_icon(self.clear, "clear")
        held = QWidget(self)
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACING)
        line.addStretch(1)
        line.addWidget(self.count)
        line.addWidget(self.clear)
        self.row(
            self.tr("Changed values"),
            held,
            self.tr(
                "Hold Ctrl and turn the wheel over a pixel of a tile, zoomed in, to change what it holds. Or click "
                "it, and type a value in the inspector."
            ),
        )
        self._parts: tuple[Shown[Any], ...] = (
            Shown(_puzzle, self._show_puzzle),
            Shown(lambda state: state.answer(ARRANGEMENT, Arrangement), self._show_arrangement),
            Shown(lambda state: len(state.experiment.spec_of(SubpixelSpec).changed_values), self._show_count),
        )
        self.swap.clicked.connect(lambda: puzzle.swap_at_random(session))
        self.puzzle.clicked.connect(lambda: puzzle.begin_or_give_up(session))
        self.clear.clicked.connect(self._clear)

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def _show_puzzle(self, shown: _Puzzle) -> None:
        self.puzzle.setText(self.tr("Give up") if shown.is_open else self.tr("Puzzle"))
        what = (
            self.tr("Show which phases were swapped.")
            if shown.is_open
            else self.tr("Swap one to three pairs of phases without saying which; find them.")
        )
        self.puzzle.setToolTip(plain_tooltip(f"{shown.obstacle}." if shown.obstacle else what))
        self.puzzle.setAccessibleName(self.puzzle.text())
        self.puzzle.setAccessibleDescription(what)
        self.puzzle.setEnabled(not shown.obstacle)
        swap = self.tr("Exchange two phases that chance chooses.")
        self.swap.setToolTip(plain_tooltip(f"{shown.swap_obstacle}." if shown.swap_obstacle else swap))
        self.swap.setEnabled(not shown.swap_obstacle)
        self.said.setText(self._puzzle_words(shown))
        self.said.setVisible(bool(self.said.text()))

    def _puzzle_words(self, shown: _Puzzle) -> str:
        if shown.puzzle is None:
            return ""
        if not shown.is_open:
            return sentence(puzzle.solution(shown.puzzle))
        begun = sentence(Problem("puzzle.begun"))
        moves = self.tr("Moves so far: {count}.").format(count=grouped(shown.puzzle.moves))
        return f"{begun} {moves}"

    def _show_arrangement(self, found: Arrangement | None) -> None:
        if found is None:
            for value in (self.psnr, self.peak, self.error):
                value.say(_UNKNOWN)
            return
        error, psnr, peak = found.error, found.psnr, found.peak
        # Of identical pictures the PSNR is beyond all numbers, whatever it is relative to.
        self.peak.say(self.tr("not needed") if peak is None else peak_text(peak))
        self.psnr.say(self.tr("identical") if psnr is None else self.tr("{value} dB").format(value=plain(psnr, 2)))
        self.error.say(significant(error, 3))

    def _show_count(self, count: int) -> None:
        self.count.say(grouped(count))
        self.clear.setEnabled(count > 0)

    def _clear(self) -> None:
        experiment = self._session.state.experiment
        self._session.update(edits.clear_changed_values(experiment), labels.CLEAR_VALUES)


def _puzzle(state: State) -> _Puzzle:
    spec = state.experiment.spec_of(SubpixelSpec)
    return _Puzzle(spec.puzzle, spec.puzzle_is_open, puzzle.why_no_puzzle(state), puzzle.why_no_swap(state))
