"""The inspector's page for the sub-pixel lab: the index formula filled in, and what the picked pixel holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from vizapp.document.tile_layout import ChannelOrder, OutputPlace, TileLayout
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabPage
from vizapp.gui.panels.output_channel import OutputChannelChoice, channel_numbers, colour_name
from vizapp.gui.runs import run_title
from vizapp.gui.shown import Shown
from vizapp.gui.subpixel.index_formula import APART_NAMES, Names, fill_formula, is_rearranged, letters
from vizapp.gui.subpixel.layouts import chosen_channel, enlarged_shape, shown_spec
from vizapp.gui.subpixel.page_words import (
    adds_a_residual,
    belonging,
    is_in_colour,
    names_of,
    picked_cells,
    picked_subject,
    step_lines,
)
from vizapp.gui.subpixel.phase_table import PhaseTable
from vizapp.gui.subpixel.pictures import runs_in_place
from vizapp.gui.subpixel.requests import sends_output
from vizapp.gui.subpixel.shapes_line import shape_chain
from vizapp.gui.subpixel.subpixel_values import ResidualSum, residual_sum, shuffled_value
from vizapp.gui.subpixel.typed_values import TypedValues
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.numbers import compact
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Hairline, muted_label, tabular, title_label
from vizapp.session.state import State

_UNKNOWN = "–"
_SUM_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class _Letters:
    """What the formula in letters depends on; ``residual``: the shuffled channels are no output yet."""

    order: ChannelOrder
    phases: tuple[int, ...]
    residual: bool
    names: Names
    is_inverse: bool


@dataclass(frozen=True, slots=True)
class _Channels:
    """The choice of the output channel, as :meth:`OutputChannelChoice.show_channels` takes it."""

    names: tuple[str, ...]
    together: str | None
    chosen: int | None


class SubpixelPage(LabPage):
    """Formula in letters, then in the numbers of the hovered or picked sub-pixel, then the picked pixel's phases.

    Every part keeps its height while the cursor moves: nothing below it jumps.
    """

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._hovered: tuple[OutputPlace, TileLayout, float | None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACING)
        self.title = title_label("", self)
        self.title.setObjectName("subpixelTitle")
        column.addWidget(self.title)
        self.output_channel = OutputChannelChoice(
            session, "subpixelChannel", self.tr("The channel of the enlarged map that is shown, and its tiles."), self
        )
        column.addWidget(self.output_channel, 0, Qt.AlignmentFlag.AlignLeft)
        self.run = muted_label("", self)
        self.run.setObjectName("runOnShow")
        self.run.setToolTip(
            plain_tooltip(
                self.tr(
                    "The upsampler whose channels these are: a click on the name over another one's picture, or N."
                )
            )
        )
        column.addWidget(self.run)
        self.shapes = muted_label("", self)
        self.shapes.setObjectName("tensorShapes")
        self.shapes.setAccessibleDescription(self.tr("Shapes of what is read and what is given"))
        self.shapes.setToolTip(
            plain_tooltip(self.tr("The shapes of what is read and what is given: batch, channels, height, width."))
        )
        self.shapes.setFont(tabular(self.shapes.font()))
        self.shapes.setWordWrap(True)
        column.addWidget(self.shapes)
        self.letters = NumberGrid("l", stretch=0, parent=self)
        self.letters.setObjectName("indexFormula")
        self.letters.setToolTip(
            plain_tooltip(
                self.tr(
                    "c, h, w: output channel and low-resolution pixel; i, j: the phase, a place within that pixel."
                )
            )
        )
        column.addWidget(self.letters)
        card = QFrame(self)
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(2 * SPACING + 2, 2 * SPACING, 2 * SPACING + 2, 2 * SPACING)
        inner.setSpacing(2 * SPACING)
        self.equation = NumberGrid("l", scale=1.0, stretch=0, parent=card)
        self.equation.setObjectName("filledFormula")
        self.equation.show_lines([Line(("",), bold=True)] * 3)
        self.equation.setToolTip(
            plain_tooltip(
                self.tr("A dash stands for a number that was not sent: of a large map, only where it is zoomed in.")
            )
        )
        self.steps = NumberGrid("ll", stretch=1, parent=card)
        self.steps.setObjectName("formulaSteps")
        self.steps.show_lines([Line(("", ""))] * 4)
        inner.addWidget(self.equation)
        inner.addWidget(self.steps)
        self.card = card
        self.prompt = muted_label(self.tr("Point at a picture to fill the formula in; click to pick a pixel."), self)
        self.prompt.setWordWrap(True)
        self.prompt.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._filled = QStackedWidget(self)
        self._filled.addWidget(card)
        self._filled.addWidget(self.prompt)
        column.addWidget(self._filled)
        self.rearranged = muted_label(self.tr("π: the order that the chips are in."), self)
        self.rearranged.setWordWrap(True)
        column.addWidget(self.rearranged)
        self.apart = muted_label(
            self.tr("This upsampler has no channels to shuffle: its phases are what it gives, taken apart."), self
        )
        self.apart.setObjectName("takenApart")
        self.apart.setWordWrap(True)
        column.addWidget(self.apart)
        self.residual = NumberGrid("lr", stretch=0, parent=self)
        self.residual.setObjectName("residualSum")
        self.residual.setToolTip(
            plain_tooltip(
                self.tr(
                    "The network adds what bicubic interpolation lacks; the shuffle turns its channels into pixels."
                )
            )
        )
        column.addWidget(self.residual)
        self._line = Hairline(self)
        column.addWidget(self._line)
        self.picked_title = title_label("", self)
        self.picked_title.setObjectName("pickedTitle")
        column.addWidget(self.picked_title)
        self.phases = PhaseTable(self)
        column.addWidget(self.phases)
        self.typed = TypedValues(session, self.phases)
        column.addWidget(self.typed.problem)
        self.not_sent = muted_label(
            self.tr(
                "While the right canvas shows neither output nor bicubic, the sum is computed of the picked pixel "
                "alone: click a pixel to see its own."
            ),
            self,
        )
        self.not_sent.setObjectName("residualNotSent")
        self.not_sent.setWordWrap(True)
        column.addWidget(self.not_sent)
        column.addStretch(1)
        self._parts: tuple[Shown[Any], ...] = (
            Shown(_run_words, self._show_run),
            Shown(shape_chain, self._show_shapes),
            Shown(self._resolve_channels, self._show_channels),
            Shown(self._resolve_letters, self._show_letters),
            Shown(lambda state: adds_a_residual(state) and not sends_output(state), self.not_sent.setVisible),
        )

    def obstacle(self, state: State) -> str:
        if shown_spec(state).puzzle_is_open:
            return self.tr("Where the sub-pixels come from is shown again once the puzzle is solved or given up.")
        return ""

    def show_state(self, state: State) -> None:
        """Show the formula and the picked pixel of ``state``."""
        for part in self._parts:
            part.follow(state)
        self.typed.show_state(state)
        self._show_picked(state)
        self._show_formula(state)

    def type_value(self, landing: int, value: float | None = None) -> None:
        """Let the picked pixel's value that lands at a phase be typed, beginning with ``value`` or what it is now."""
        if self.isVisible():
            self.show_state(self._session.state)  # the channel may have changed since the last drawing
        self.typed.begin(landing, value)

    def _show_run(self, run: str) -> None:
        self.run.setText(self.tr("Upsampler: {run}").format(run=run))
        self.run.setVisible(bool(run))

    def _show_shapes(self, shapes: str) -> None:
        if shapes != self.shapes.text():
            self.shapes.setText(shapes)
            self.shapes.setAccessibleName(shapes)
        self.shapes.setVisible(bool(shapes))

    def _resolve_letters(self, state: State) -> _Letters:
        spec = shown_spec(state)
        return _Letters(spec.order, spec.phases, adds_a_residual(state), names_of(state), spec.is_inverse)

    def _show_letters(self, shown: _Letters) -> None:
        rearranged = is_rearranged(shown.phases)
        left, right = _sides(letters(shown.order, rearranged, shown.names), shown.is_inverse)
        self.letters.show_lines([Line((f"{left} =",), tone="muted"), Line((f"    {right}",), tone="muted")])
        self.rearranged.setVisible(rearranged)
        self.apart.setVisible(shown.names is APART_NAMES)
        self.residual.setVisible(shown.residual)
        if self._hovered is not None and self._hovered[1].phases != shown.phases:
            self._hovered = None  # it refers to the previous arrangement

    def _resolve_channels(self, state: State) -> _Channels | None:
        if state.configured is None:
            return None
        if adds_a_residual(state):
            # The network gives luma alone; what has colour is the picture that it is added to.
            together = self.tr("colour") if is_in_colour(state) else None
            return _Channels((self.tr("luma"),), together, chosen_channel(state))
        count = enlarged_shape(shown_spec(state), state.configured)[0]
        return _Channels(channel_numbers(count), colour_name() if count >= 3 else None, chosen_channel(state))

    def _show_channels(self, channels: _Channels | None) -> None:
        self.output_channel.setEnabled(channels is not None)
        if channels is not None:
            self.output_channel.show_channels(channels.names, channels.together, channels.chosen)

    def set_hovered(self, place: OutputPlace | None, layout: TileLayout | None, value: float | None) -> None:
        """Fill the formula in for ``place``, or go back to the picked pixel when it is None."""
        hovered = None if place is None or layout is None else (place, layout, value)
        if hovered != self._hovered:
            self._hovered = hovered
            if self.isVisible():
                self._show_formula(self._session.state)

    def _show_formula(self, state: State) -> None:
        subject = self._hovered or picked_subject(state)
        self._filled.setCurrentWidget(self.prompt if subject is None else self.card)
        if subject is None:
            self.title.setText(self.tr("Where a sub-pixel comes from").upper())
            self._show_residual(state, None)
            self.phases.light(None)
            return
        place, layout, value = subject
        filled = fill_formula(place, layout)
        title = self.tr("Sub-pixel ({y}, {x}) · channel {c}")
        if adds_a_residual(state):
            title = self.tr("Sub-pixel ({y}, {x})")
        if shown_spec(state).is_inverse:
            title = self.tr("Pixel ({y}, {x}) · channel {c}")
        self.title.setText(title.format(y=place.y, x=place.x, c=place.channel).upper())
        left, right = _sides(filled.equation(names_of(state)), shown_spec(state).is_inverse)
        parts = residual_sum(state, layout, place) if adds_a_residual(state) else None
        shuffled = shuffled_value(state, layout, place) if parts is None else parts.residual
        if shuffled is None and parts is None:
            shuffled = value
        known = _UNKNOWN if shuffled is None else compact(shuffled, 5)
        self.equation.show_lines([Line((text,), bold=True) for text in (left, f"= {right}", f"= {known}")])
        self.steps.show_lines([*step_lines(state, filled, layout), *belonging(state, place, layout)])
        here = state.pick == (filled.origin.y, filled.origin.x)
        self.phases.light(filled.landing if here else None)
        self._show_residual(state, parts)

    def _show_residual(self, state: State, parts: ResidualSum | None) -> None:
        """Say what becomes of the shuffled residual, which is not the output yet."""
        added = self.tr("residual") if names_of(state) is APART_NAMES else self.tr("shuffled residual")
        titles = (self.tr("bicubic"), added, self.tr("output"))
        if is_in_colour(state):
            titles = (self.tr("bicubic, luma"), added, self.tr("output, luma"))
        texts = (parts or ResidualSum(None, None, None)).texts(_SUM_DECIMALS)
        *terms, output = zip(titles, texts, strict=True)
        self.residual.show_lines([*map(Line, terms), Line(output, bold=True, ruled=True)])

    def _show_picked(self, state: State) -> None:
        picked = state.pick
        for widget in (self._line, self.picked_title, self.phases):
            widget.setVisible(picked is not None)
        if picked is None or state.configured is None:
            return
        holds = (
            self.tr("Pixel ({y}, {x}) holds {count} residuals")
            if adds_a_residual(state)
            else self.tr("Pixel ({y}, {x}) holds {count} values")
        )
        cells = picked_cells(state)
        self.picked_title.setText(holds.format(y=picked[0], x=picked[1], count=len(cells)).upper())
        self.phases.show_cells(cells)


def _run_words(state: State) -> str:
    """Return the name of the upsampler on show, where there are several."""
    runs = runs_in_place(state)
    return run_title(runs[0]) if runs[1:] else ""


def _sides(sides: tuple[str, str], is_inverse: bool) -> tuple[str, str]:
    """Return the sides of a shuffle's equation, the one that is given first: in the inverse that of the channels."""
    return (sides[1], sides[0]) if is_inverse else sides
