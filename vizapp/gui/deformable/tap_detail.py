"""How the selected tap gets its value: four neighbours, their weights, and what each input channel adds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from vizapp.geometry import ConvGeometry, is_outside
from vizapp.gui.deformable.arithmetic import TapDetail, listed_channels, tap_detail
from vizapp.gui.deformable.neighbours import NeighbourPicture, pixel_colours
from vizapp.gui.deformable.products import ProductFormat, product_format, reading_format
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.numbers import plain, with_plus
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.printed import EQUAL, exact, printed, relation, total
from vizapp.gui.widgets.rows import ElidedLabel, muted_label, tabular
from vizapp.protocol.unit_answers import UnitReading

_SHARE_DECIMALS = 3


class TapDetailView(QWidget):
    """Title, picture and lines for one tap and one input channel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tapDetail")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING + 2)
        self.title = ElidedLabel(self)
        self.title.setProperty("role", "section-title")
        self.title.setObjectName("tapDetailTitle")
        column.addWidget(self.title)
        self.prompt = muted_label(self.tr("Click a tap to see the four pixels that it reads between."), self)
        self.prompt.setWordWrap(True)
        column.addWidget(self.prompt)
        self._body = QWidget(self)
        row = self._row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACING)
        self.picture = NeighbourPicture(self._body)
        row.addWidget(self.picture, alignment=Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(SPACING)
        self.heading = muted_label(parent=self._body)
        self.heading.setFont(tabular(self.heading.font(), 0.88))
        self.heading.setObjectName("shareFormula")
        self.terms = NumberGrid("rcrcr", whole=True, parent=self._body)
        self.terms.setObjectName("neighbourTerms")
        lines.addWidget(self.heading)
        lines.addWidget(self.terms)
        lines.addStretch(1)
        row.addLayout(lines, 1)
        column.addWidget(self._body)
        self.channels = NumberGrid("lrcrcr", stretch=0, whole=True, parent=self)
        self.channels.setObjectName("channelProducts")
        self.channels.setToolTip(
            plain_tooltip(
                self.tr(
                    "Value × weight of each input channel; together they are what the tap adds to the output. With ≈ "
                    "the numbers as they are written give the result only to rounding."
                )
            )
        )
        column.addWidget(self.channels)
        self.masked_channels = NumberGrid("lrcrcrcr", stretch=0, whole=True, parent=self)
        self.masked_channels.setObjectName("maskedChannelProducts")
        self.masked_channels.setToolTip(
            plain_tooltip(
                self.tr(
                    "Value × weight × mask of each input channel; together they are what the tap adds to the output. "
                    "With ≈ the numbers as they are written give the result only to rounding."
                )
            )
        )
        column.addWidget(self.masked_channels)

    def show_tap(
        self,
        reading: UnitReading,
        geometry: ConvGeometry,
        tap: int | None,
        channel: int,
        names: tuple[str, ...],
        input_size: tuple[int, int],
        drawn_range: tuple[float, float] | None,
        in_colour: bool,
        read: int | None = None,
    ) -> None:
        """Show how ``tap`` gets its value in input channel ``channel``.

        Args:
            names: what the input channels are called.
            input_size: height and width of the input.
            drawn_range: the values that the picture draws as black and as white, if known.
            in_colour: whether the three channels given are drawn as one colour.
            read: how many input channels the tap's offset group has; None for all.
        """
        known = tap is not None and tap < len(reading.products)
        self._body.setVisible(known)
        self.channels.setVisible(known)
        self.masked_channels.setVisible(known)
        self.prompt.setVisible(not known)
        if tap is None or not known:
            self.title.set_text(self.tr("One tap").upper())
            return
        i, j = geometry.tap_place(tap)
        # A channel of another offset group or group of the convolution has weight 0 everywhere: it is not read here.
        listed = tuple(
            each
            for each in listed_channels(reading, channel, len(names))
            if each == channel or reading.kernel[:, reading.channels.index(each)].any()
        )
        detail = tap_detail(reading, tap, channel, listed, input_size)
        low, high = drawn_range or (float(detail.pixels.min()), float(detail.pixels.max()))
        pixels = reading.neighbour_values[tap]
        shown = pixels if in_colour else pixels[:, [reading.channels.index(channel)]]
        self.picture.show_detail(
            detail,
            pixel_colours(shown, low, high),
            tap,
            geometry,
            bool(reading.placed[tap]),
            bool(is_outside(reading.point_yx[tap], *input_size)),
        )
        self._show_shares(detail, i, j)
        several = len(names) > 1
        self.heading.setText(
            self.tr("(1−fy)(1−fx) … × pixel, {channel}").format(channel=names[channel])
            if several
            else self.tr("(1−fy)(1−fx) … × pixel")
        )
        written = reading_format(reading)
        self.terms.show_lines(self._term_lines(detail, written))
        whole = float(reading.products[tap])
        lines = self._channel_lines(detail, written, whole, names, read or len(names)) if several else []
        masked = detail.mask is not None
        self.channels.show_lines([] if masked else lines)
        self.channels.setVisible(several and not masked)
        self.masked_channels.show_lines(lines if masked else [])
        self.masked_channels.setVisible(several and masked)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Put the products below the picture where they have too little room beside it."""
        needed = self.picture.width() + self._row.spacing() + self.terms.sizeHint().width()
        beside = needed <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)

    def _show_shares(self, detail: TapDetail, i: int, j: int) -> None:
        """Say where the point of tap (i, j) lies between four pixels, and how their shares follow from that."""
        fy, fx = detail.fraction_yx
        down, right = plain(fy, _SHARE_DECIMALS), plain(fx, _SHARE_DECIMALS)
        place = self.tr("fy {fy}, fx {fx}").format(fy=down, fx=right)
        names = ("(1 − fy)·(1 − fx)", "(1 − fy)·fx", "fy·(1 − fx)", "fy·fx")
        lines = (
            self.tr("The point lies fy = {fy} below and fx = {fx} right of the upper left pixel’s centre.").format(
                fy=down, fx=right
            ),
            self.tr("With ≈ the numbers as they are written give the result only to rounding."),
            self.tr("A square of one pixel around it covers of the four pixels, in the order of the rows:"),
            *(f"{name} {share}" for name, share in zip(names, _share_texts(down, right), strict=True)),
        )
        self.title.set_text(f"{self.tr('Tap {i},{j}').format(i=i, j=j).upper()} · {place}", "\n".join(lines))
        self.heading.setToolTip(plain_tooltip("\n".join(lines)))

    def _term_lines(self, detail: TapDetail, written: ProductFormat) -> list[Line]:
        """Return the four products and their sum, which is written as in the table."""
        terms = product_format(detail.weights, detail.pixels)
        lines = []
        for weight, pixel, inside in zip(detail.weights.tolist(), detail.pixels.tolist(), detail.inside, strict=True):
            term, sign = terms.product_text(weight, pixel), terms.relation(weight, pixel)
            cells = (terms.left_text(weight), "×", terms.right_text(pixel), sign, term)
            lines.append(
                Line(cells) if inside else Line(("", "", self.tr("outside"), "=", terms.sum_text(0.0)), tone="muted")
            )
        value = written.left_text(detail.value)
        sign = relation(total([line.cells[-1] for line in lines]), value)
        lines.append(Line(("", "", self.tr("value"), sign, value), bold=True, ruled=True))
        return lines

    def _channel_lines(
        self, detail: TapDetail, written: ProductFormat, whole: float, names: tuple[str, ...], read: int
    ) -> list[Line]:
        """Return the product of each listed channel, that of the others, and what they are together."""
        lines = []
        mask = () if detail.mask is None else ("×", written.mask_text(detail.mask))
        room = ("",) * len(mask)
        for channel, value, weight, _ in detail.channel_products:
            product = with_plus(written.product_text(value, weight, detail.mask))
            sign = written.relation(value, weight, detail.mask)
            factors = (written.left_text(value), "×", with_plus(written.right_text(weight)), *mask)
            lines.append(Line((names[channel], *factors, sign, product)))
        together = with_plus(written.sum_text(whole))
        further = max(0, read - len(detail.channel_products))
        if further:
            rest = with_plus(_rest_text(lines, together, detail.rest, written))
            others = self.tr("{count} others") if further > 1 else self.tr("1 other")
            lines.append(Line((others.format(count=further), "", "", "", *room, "", rest), tone="muted"))
        sign = relation(total([line.cells[-1] for line in lines]), together)
        lines.append(Line((self.tr("together"), "", "", "", *room, sign, together), bold=True, ruled=True))
        return lines


def _share_texts(down: str, right: str) -> list[str]:
    """Return what the four pixels' shares are by the distances as they are written, each after its sign."""
    fy, fx = exact(down), exact(right)
    if fy is None or fx is None:
        return [f"{EQUAL} NaN"] * 4
    shares = ((1 - fy) * (1 - fx), (1 - fy) * fx, fy * (1 - fx), fy * fx)
    texts = [printed(share, _SHARE_DECIMALS) for share in shares]
    return [f"{relation(share, text)} {text}" for share, text in zip(shares, texts, strict=True)]


def _rest_text(listed: list[Line], together: str, rest: float, written: ProductFormat) -> str:
    """Write what the channels that are not listed add: what is missing from the products as they are written."""
    products, whole = total([line.cells[-1] for line in listed]), exact(together)
    if written.product is None or products is None or whole is None:
        return written.sum_text(rest)
    return printed(whole - products, written.product)
