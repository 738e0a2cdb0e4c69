"""Has the values of the picked pixel typed into the table of its phases, each a change of the document."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject

from vizapp.document import edits
from vizapp.document.tile_layout import OutputPlace
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.subpixel.layouts import chosen_channel, shown_spec, whole_layout
from vizapp.gui.subpixel.phase_editor import PhaseEditor
from vizapp.gui.subpixel.phase_table import PhaseTable
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import HintLabel
from vizapp.problem import Problem
from vizapp.session.state import State
from vizapp.wording import labels
from vizapp.wording.problems import ProblemError, sentence


class TypedValues(QObject):
    """The editor of a table, and below it why something that was typed is not taken.

    Attributes:
        editor: of the table.
        problem: the sentence, hidden while there is none.
    """

    def __init__(self, session: Gestures, table: PhaseTable) -> None:
        super().__init__(table)
        self._session = session
        self._table = table
        self.editor = PhaseEditor(table)
        self.problem = HintLabel(table.parentWidget())
        self.problem.setObjectName("phaseValueProblem")
        self.editor.refused.connect(self.problem.say)
        self.editor.typed.connect(self._set_value)
        self._parts = (
            Shown(can_be_typed, self._show_typing),
            Shown(lambda state: (state.pick, chosen_channel(state)), lambda _: self.editor.give_up()),
        )

    def show_state(self, state: State) -> None:
        """Follow the picked pixel, and whether its values can be changed."""
        for part in self._parts:
            part.follow(state)

    def begin(self, landing: int, value: float | None = None) -> None:
        """Let the value that lands at a phase be typed; say so where the table cannot be seen.

        It begins with ``value``; None is that which the table shows.
        """
        if not can_be_typed(self._session.state):
            return
        if self._table.isVisible():
            self.editor.begin(landing, value)
        else:
            self._session.notify(Problem("values.no-table"), "info")

    def _show_typing(self, typing: bool) -> None:
        words = _tr("Each place of the picked pixel: where its value comes from, and the value.")
        if typing:
            more = _tr(
                "Double-click a value, or choose it with the arrow keys and press Return, to type another one."
            )
            words = f"{words} {more}"
        self._table.setToolTip(plain_tooltip(words))
        self.editor.set_enabled(typing)

    def _set_value(self, landing: int, value: float) -> None:
        """Have the picked pixel hold ``value`` in the channel that lands at a phase."""
        state = self._session.state
        if state.pick is None or state.configured is None or not can_be_typed(state):
            return
        spec = shown_spec(state)
        r, (y, x) = spec.upscale_factor, state.pick
        i, j = divmod(landing, r)
        place = OutputPlace(chosen_channel(state) or 0, y * r + i, x * r + j)
        channel, y, x = whole_layout(spec, state.configured).origin(place)
        own = {(each.channel, each.pixel_yx): each.value for each in spec.changed_values}
        present = own.get((channel, (y, x)), self._table.cells[landing].value)
        if present is not None and np.float32(present) == np.float32(value):
            return
        try:
            changed = edits.change_value(state.experiment, channel, (y, x), value)
        except ProblemError as error:
            self.problem.say(sentence(error.problem))
            return
        self._session.update(changed, labels.CHANGE_VALUE)


def can_be_typed(state: State) -> bool:
    """Tell whether the values of a pixel can be changed: in the shuffle, but for a puzzle that is open."""
    spec = shown_spec(state)
    return spec.uses("changed_values") and not spec.puzzle_is_open


def _tr(text: str) -> str:
    return QCoreApplication.translate("TypedValues", text)
