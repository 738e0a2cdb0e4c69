"""The inspector's page for the sub-pixel lab: the index formula filled in, and what the picked pixel holds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from vizapp.gui.panels.gestures import PanelSession
from vizapp.gui.panels.index_formula import FilledFormula, fill, is_rearranged, letters
from vizapp.gui.panels.number_grid import Line, NumberGrid
from vizapp.gui.panels.numbers import compact, plain, signed
from vizapp.gui.panels.output_channel import OutputChannelChoice
from vizapp.gui.panels.phase_table import PhaseCell, PhaseTable
from vizapp.gui.panels.rows import Hairline, muted_label, title_label
from vizapp.gui.theme import SPACING
from vizapp.session.state import State
from vizapp.tile_layout import OutputPlace, TileLayout, channel_of


class SubpixelPage(QWidget):
    """Formula in letters, then in the numbers of the hovered or picked sub-pixel, then the picked pixel's phases."""

    def __init__(self, session: PanelSession, parent: QWidget | None = None) -> None:
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
        self.letters = NumberGrid("l", stretch=0, parent=self)
        self.letters.setObjectName("indexFormula")
        self.letters.setToolTip(
            self.tr("c, h, w: output channel and low-resolution pixel; i, j: the phase, a place within that pixel.")
        )
        column.addWidget(self.letters)
        card = QFrame(self)
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(2 * SPACING + 2, 2 * SPACING, 2 * SPACING + 2, 2 * SPACING)
        inner.setSpacing(2 * SPACING)
        self.equation = NumberGrid("rcl", scale=1.0, parent=card)
        self.equation.setObjectName("filledFormula")
        self.steps = NumberGrid("ll", stretch=1, parent=card)
        self.steps.setObjectName("formulaSteps")
        inner.addWidget(self.equation)
        inner.addWidget(self.steps)
        self.card = card
        column.addWidget(card)
        self.prompt = muted_label(self.tr("Point at a picture to fill the formula in; click to pick a pixel."), self)
        self.prompt.setWordWrap(True)
        column.addWidget(self.prompt)
        self.rearranged = muted_label(self.tr("π is the order that the chips were dragged into."), self)
        self.rearranged.setWordWrap(True)
        column.addWidget(self.rearranged)
        self.residual = NumberGrid("lr", stretch=0, parent=self)
        self.residual.setObjectName("residualSum")
        self.residual.setToolTip(
            self.tr("The network adds what bicubic interpolation lacks; the shuffle turns its channels into pixels.")
        )
        column.addWidget(self.residual)
        self._line = Hairline(self)
        column.addWidget(self._line)
        self.picked_title = title_label("", self)
        self.picked_title.setObjectName("pickedTitle")
        column.addWidget(self.picked_title)
        self.phases = PhaseTable(self)
        self.phases.setToolTip(self.tr("Each place of the picked pixel: the channel that it shows, and the value."))
        column.addWidget(self.phases)
        column.addStretch(1)

    def show_state(self, old: State | None, new: State) -> None:
        """Show the formula and the picked pixel of ``new``."""
        self._show_channel(new)
        if old is None or old.experiment.subpixel is not new.experiment.subpixel:
            spec = new.experiment.subpixel
            rearranged = is_rearranged(spec.phases)
            left, right = letters(spec.order, rearranged)
            self.letters.show_lines([Line((f"{left} =",), tone="muted"), Line((f"    {right}",), tone="muted")])
            self.rearranged.setVisible(rearranged)
            if self._hovered is not None and self._hovered[1].phases != spec.phases:
                self._hovered = None  # of the arrangement before
        self._show_picked(new)
        self._show_formula(new)

    def _show_channel(self, state: State) -> None:
        self.output_channel.setEnabled(state.configured is not None)
        if state.configured is None:
            return
        if state.experiment.subpixel.task == "super-resolve":
            # The network gives luma alone; what has colour is the picture that it is added to.
            in_colour = state.source is not None and state.source.channels >= 3
            self.output_channel.show_state(state, colour=in_colour, names=(self.tr("luma"),))
        else:
            self.output_channel.show_state(state, colour=state.configured.output_shape[0] >= 3)

    def set_hovered(self, place: OutputPlace | None, layout: TileLayout | None, value: float | None) -> None:
        """Fill the formula in for ``place``, or go back to the picked pixel when it is None."""
        hovered = None if place is None or layout is None else (place, layout, value)
        if hovered != self._hovered:
            self._hovered = hovered
            if self.isVisible():
                self._show_formula(self._session.state)

    def _show_formula(self, state: State) -> None:
        subject = self._hovered or self._picked_subject(state)
        self.card.setVisible(subject is not None)
        self.prompt.setVisible(subject is None)
        if subject is None:
            self.title.setText(self.tr("Where a sub-pixel comes from").upper())
            self.residual.setVisible(False)
            self.phases.light(None)
            return
        place, layout, value = subject
        filled = fill(place, layout)
        self.title.setText(
            self.tr("Sub-pixel ({y}, {x}) · channel {c}").format(y=place.y, x=place.x, c=place.channel).upper()
        )
        left, right = filled.equation
        lines = [Line((left, "=", right), bold=True)]
        shuffled = self._shuffled_value(state, filled, value)
        if shuffled is not None:
            lines.append(Line(("", "=", compact(shuffled, 5)), bold=True))
        self.equation.show_lines(lines)
        self.steps.show_lines(self._step_lines(filled, layout))
        here = state.view.picked_yx == (filled.origin.y, filled.origin.x)
        self.phases.light(filled.landing if here else None)
        self._show_residual(state, filled, value)

    def _shuffled_value(self, state: State, filled: FilledFormula, value: float | None) -> float | None:
        """Return what the shuffle puts at the place, if known: not every picture shows the shuffled channels."""
        spec, snapshot = state.experiment.subpixel, state.subpixel
        picture = state.view.subpixel_picture
        shows_it = picture == "shuffled" or (spec.task == "shuffle" and picture == "output")
        if shows_it and value is not None:
            return value
        if snapshot is None or snapshot.picked_values is None or len(snapshot.picked_values) != len(spec.phases):
            return None
        here = snapshot.picked_yx == (filled.origin.y, filled.origin.x)
        same_channel = filled.place.channel == (state.view.output_channel or 0)
        return float(snapshot.picked_values[filled.landing]) if here and same_channel else None

    def _step_lines(self, filled: FilledFormula, layout: TileLayout) -> list[Line]:
        r = layout.upscale_factor
        (y, h, i), (x, w, j) = filled.row, filled.column
        lines = [
            Line((self.tr("row"), f"{y} = {h}·{r} + {i}, h = {h}, i = {i}"), tone="muted"),
            Line((self.tr("column"), f"{x} = {w}·{r} + {j}, w = {w}, j = {j}"), tone="muted"),
            Line((self.tr("phase"), f"{i}·{r} + {j} = {filled.landing}"), tone="muted"),
        ]
        if is_rearranged(layout.phases):
            lines.append(Line(("π", f"π({filled.landing}) = {filled.phase}"), tone="muted"))
        lines.append(Line((self.tr("channel"), filled.channel), tone="muted"))
        return lines

    def _show_residual(self, state: State, filled: FilledFormula, value: float | None) -> None:
        """Take a super-resolved value apart where both of its parts are known: at the picked pixel."""
        snapshot = state.subpixel
        parts = None
        if (
            state.experiment.subpixel.task == "super-resolve"
            and snapshot is not None
            and snapshot.picked_values is not None
            and snapshot.picked_yx == (filled.origin.y, filled.origin.x)
            and self._hovered is not None
            and value is not None
            and filled.place.channel == (state.view.output_channel or 0)
        ):
            residual = float(snapshot.picked_values[filled.landing])
            if state.view.subpixel_picture == "output":
                parts = (residual, value - residual, value)
            elif state.view.subpixel_picture == "bicubic":
                parts = (residual, value, value + residual)
        self.residual.setVisible(state.experiment.subpixel.task == "super-resolve")
        if parts is None:
            if state.experiment.subpixel.task == "super-resolve":
                text = self.tr("output = bicubic + shuffled residual")
                self.residual.show_lines([Line((text, ""), tone="muted")])
            return
        residual, bicubic, output = parts
        self.residual.show_lines(
            [
                Line((self.tr("bicubic"), plain(bicubic, 4))),
                Line((self.tr("shuffled residual"), signed(residual, 4))),
                Line((self.tr("output"), plain(output, 4)), bold=True, ruled=True),
            ]
        )

    def _picked_subject(self, state: State) -> tuple[OutputPlace, TileLayout, float | None] | None:
        picked = state.view.picked_yx
        if picked is None or state.configured is None:
            return None
        spec = state.experiment.subpixel
        layout = self._layout(state)
        place = OutputPlace(
            state.view.output_channel or 0, picked[0] * spec.upscale_factor, picked[1] * spec.upscale_factor
        )
        return place, layout, None

    def _layout(self, state: State) -> TileLayout:
        assert state.configured is not None
        spec = state.experiment.subpixel
        _, height, width = state.configured.input_shape
        channels = state.configured.output_shape[0]
        return TileLayout(
            spec.upscale_factor, height, width, channels, tuple(range(channels)), spec.order, spec.phases
        )

    def _show_picked(self, state: State) -> None:
        picked, snapshot = state.view.picked_yx, state.subpixel
        for widget in (self._line, self.picked_title, self.phases):
            widget.setVisible(picked is not None)
        if picked is None or state.configured is None:
            return
        spec = state.experiment.subpixel
        channel = state.view.output_channel or 0
        channels = state.configured.output_shape[0]
        values = None
        if snapshot is not None and snapshot.picked_yx == picked:
            values = snapshot.picked_values
        if values is not None and len(values) != len(spec.phases):
            values = None  # of the factor before
        self.picked_title.setText(
            self.tr("Pixel ({y}, {x}) holds {count} values")
            .format(y=picked[0], x=picked[1], count=len(spec.phases))
            .upper()
        )
        self.phases.show_cells(
            tuple(
                PhaseCell(
                    phase,
                    channel_of(channel, phase, channels, spec.upscale_factor, spec.order),
                    None if values is None else float(values[landing]),
                )
                for landing, phase in enumerate(spec.phases)
            )
        )
