"""What a unit's products add up to, next to the operator's own output."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from vizapp.gui.deformable.arithmetic import TOLERANCE, SumCheck
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.numbers import scientific, shared_decimals, signed, with_plus
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.printed import adding_up
from vizapp.protocol.unit_answers import UnitReading

_MOST_SUMS = 3
"""Input channels whose sums stand side by side."""
_BETWEEN = "\N{EN SPACE}"


class SumCard(QFrame):
    """Lines of a sum, those of few input channels with short names in one line.

    Attributes:
        channels: the sums of the input channels, where they take one line.
        lines: all others.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sumCard")
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACING + 2, SPACING + 2, 2 * SPACING + 2, SPACING + 2)
        layout.setSpacing(0)
        self.channels = NumberGrid("lr" + "clr" * (_MOST_SUMS - 1), scale=0.92, parent=self)
        self.channels.setObjectName("channelSums")
        self.channels.setToolTip(
            plain_tooltip(
                self.tr("What each input channel adds to the output: Σ of its products, before those are rounded.")
            )
        )
        layout.addWidget(self.channels)
        self.lines = NumberGrid("lr", scale=0.92, stretch=0, parent=self)
        self.lines.setObjectName("sumLines")
        self.lines.setToolTip(
            plain_tooltip(
                self.tr(
                    "Added up here from the table’s numbers before they are rounded, to compare with what the "
                    "operator itself gave for this unit."
                )
            )
        )
        layout.addWidget(self.lines)

    def show_sum(self, check: SumCheck, names: tuple[str, ...], reading: UnitReading) -> None:
        """Show what the listed channels, the others and the bias add up to, next to the operator's own output."""
        numbers = [check.total, check.operator, check.bias, check.others, *(total for _, total in check.channels)]
        decimals = shared_decimals(numbers, digits=5, most=4)
        further = len(names) - len(check.channels)
        # Two sums that agree can still round to different digits; print one number for both.
        whole, bias = signed(check.operator if check.agrees else check.total, decimals), signed(check.bias, decimals)
        parts = [total for _, total in check.channels if len(names) > 1] + [check.others] * bool(further)
        alone = len(names) == 1 and check.bias != 0
        if alone:  # one channel: its sum plus the bias
            parts = [check.products]
        texts = [with_plus(text) for text in adding_up(parts, whole, decimals, [bias] * (check.bias != 0))]
        listed = [] if alone else [names[channel] for channel, _ in check.channels]
        sums = list(zip(listed, texts, strict=False))
        # R, G and B take one line; longer names one each.
        cells: list[str] = []
        if not further and all(len(name) == 1 for name, _ in sums):
            for pair in sums:
                cells += [_BETWEEN] * bool(cells) + [*pair]
            sums = []
        lines = [Line((self.tr("Σ {name}").format(name=name), text)) for name, text in sums]
        if alone:
            lines.append(Line((self.tr("Σ products"), texts[0])))
        if further:
            others = self.tr("Σ the other {count} channels") if further > 1 else self.tr("Σ the other channel")
            lines.append(Line((others.format(count=further), texts[-1])))
        self.channels.show_lines([Line(tuple(cells))] if cells else [])
        self.channels.setVisible(bool(cells))
        if check.bias != 0:
            lines.append(Line((self.tr("bias"), bias)))
        products = self.tr("Σ products + bias") if check.bias != 0 else self.tr("Σ products")
        lines.append(Line((products, whole), ruled=bool(lines or cells)))
        lines.append(Line((self.tr("operator’s own output"), signed(check.operator, decimals))))
        if check.difference == 0:
            verdict = self.tr("exactly equal")
        elif check.agrees:
            verdict = self.tr("equal to {difference}").format(difference=scientific(check.difference))
        elif check.neither_is_finite:
            verdict = self.tr("what is read is not finite")
        else:
            verdict = self.tr("they differ by {difference}").format(difference=scientific(check.difference))
        lines.append(Line((verdict, ""), tone="good" if check.agrees else "caution"))
        if reading.rigid:
            away = abs(reading.plain_output - reading.operator_output)
            text = self.tr("they differ by {difference}") if away else self.tr("exactly conv2d’s")
            agrees = away <= TOLERANCE * max(check.magnitude, abs(check.operator))
            own = signed(check.operator if agrees else reading.plain_output, decimals)
            lines.append(Line((self.tr("conv2d’s own"), own), ruled=True))
            lines.append(Line((text.format(difference=scientific(away)), ""), tone="good" if agrees else "caution"))
        self.lines.show_lines(lines)
