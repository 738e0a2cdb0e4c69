"""How the selected tap gets its value: four neighbours, their weights, and what each input channel adds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vizapp.geometry import ConvGeometry, is_outside
from vizapp.gui.deformable.arithmetic import TapDetail, tap_detail
from vizapp.gui.deformable.neighbours import NeighbourPicture, pixel_colours
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.numbers import plain, shared_decimals, signed
from vizapp.gui.widgets.rows import muted_label, tabular, title_label
from vizapp.protocol.observations import UnitReading


class TapDetailView(QWidget):
    """Title, picture and lines for one tap and one input channel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tapDetail")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACING)
        self.title = title_label("", self)
        self.title.setObjectName("tapDetailTitle")
        column.addWidget(self.title)
        self.prompt = muted_label(self.tr("Click a tap to see the four pixels that it reads between."), self)
        self.prompt.setWordWrap(True)
        column.addWidget(self.prompt)
        self._body = QWidget(self)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * SPACING)
        self.picture = NeighbourPicture(self._body)
        row.addWidget(self.picture, alignment=Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(SPACING)
        self.heading = muted_label(parent=self._body)
        self.heading.setFont(tabular(self.heading.font(), 0.88))
        self.heading.setToolTip(
            self.tr("Bilinear: a pixel weighs more the nearer the point is; together they weigh 1.")
        )
        self.terms = NumberGrid("rcrcr", parent=self._body)
        self.terms.setObjectName("neighbourTerms")
        lines.addWidget(self.heading)
        lines.addWidget(self.terms)
        lines.addStretch(1)
        row.addLayout(lines, 1)
        column.addWidget(self._body)
        self.channels = NumberGrid("lrcrcr", stretch=0, parent=self)
        self.channels.setObjectName("channelProducts")
        self.channels.setToolTip(self.tr("Value × weight of each input channel; their sum is the tap's product."))
        column.addWidget(self.channels)

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
    ) -> None:
        """Show how ``tap`` gets its value in input channel ``channel``.

        Args:
            names: what the input channels are called.
            input_size: height and width of the input.
            drawn_range: the values that the picture draws as black and as white, if known.
            in_colour: whether the three channels given are drawn as one colour.
        """
        known = tap is not None and tap < len(reading.products)
        self._body.setVisible(known)
        self.channels.setVisible(known)
        self.prompt.setVisible(not known)
        if tap is None or not known:
            self.title.setText(self.tr("One tap").upper())
            return
        i, j = geometry.tap_place(tap)
        self.title.setText(self.tr("Tap {i},{j} reads between four pixels").format(i=i, j=j).upper())
        detail = tap_detail(reading, tap, channel, input_size)
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
        several = len(names) > 1
        self.heading.setText(
            self.tr("weight × pixel, {channel}").format(channel=names[channel])
            if several
            else self.tr("weight × pixel")
        )
        self.terms.show_lines(self._term_lines(detail))
        self.channels.show_lines(self._channel_lines(detail, reading, tap, names) if several else [])
        self.channels.setVisible(several)

    def _term_lines(self, detail: TapDetail) -> list[Line]:
        decimals = shared_decimals([*detail.pixels, detail.value])
        lines = []
        for weight, pixel, term, inside in zip(
            detail.weights, detail.pixels, detail.terms, detail.inside, strict=True
        ):
            cells = (plain(float(weight), 3), "×", plain(float(pixel), decimals), "=", plain(float(term), decimals))
            if not inside:
                cells = ("", "", self.tr("outside"), "=", plain(0.0, decimals))
            lines.append(Line(cells, tone="text" if inside else "muted"))
        lines.append(Line(("", "", self.tr("value"), "=", plain(detail.value, decimals)), bold=True, ruled=True))
        return lines

    def _channel_lines(self, detail: TapDetail, reading: UnitReading, tap: int, names: tuple[str, ...]) -> list[Line]:
        product = float(reading.products[tap])
        decimals = shared_decimals([p for *_, p in detail.channel_products] + [product])
        value_decimals = shared_decimals([v for _, v, _, _ in detail.channel_products])
        lines = [
            Line((names[c], plain(value, value_decimals), "×", signed(weight, 3), "=", signed(term, decimals)))
            for c, value, weight, term in detail.channel_products
        ]
        further = len(names) - len(detail.channel_products)
        if further:
            text = self.tr("{count} further channels").format(count=further)
            lines.append(Line((text, "", "", "", "", signed(detail.rest, decimals)), tone="muted"))
        total = self.tr("product")
        lines.append(Line((total, "", "", "", "=", signed(product, decimals)), bold=True, ruled=True))
        return lines
