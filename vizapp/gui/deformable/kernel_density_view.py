"""How far the layer reaches, as a small picture in the inspector: every tap's points around the kernel's middle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vizapp.document.deformable import DeformableSpec
from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.badges import PLATE_TEXT
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import WHITE, tap_colour
from vizapp.gui.deformable.requests import KERNEL_DENSITY, shown_below, shown_group, shown_run
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.numbers import grouped, plain, without_end_zeros
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label, title_label
from vizapp.protocol.offset_answers import KernelDensity
from vizapp.protocol.requests import KernelDensityRequest, Request
from vizapp.session.state import State
from vizapp.wording.sentences import joined_sentences

_SIDE = 204
_MARGIN = 1.0
_GROUND = 18.0
"""The grey level where nothing is read."""
GAMMA = 0.4
"""The brightness of a cell is the share of the fullest one's count to this power."""
_MARK = 3.0


def kernel_density_requests(state: State) -> dict[str, Request]:
    """Return the request for the density of the offset group on show."""
    return {
        KERNEL_DENSITY: KernelDensityRequest(
            shown_group(state), state.view.rigid, shown_run(state), shown_below(state)
        )
    }


@dataclass(frozen=True, eq=False)
class _Drawn:
    """What is drawn; compared by identity of the answer."""

    density: KernelDensity
    geometry: ConvGeometry
    groups: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawn) and (self.density is other.density and self.geometry == other.geometry)

    __hash__ = None  # type: ignore[assignment]  # it is compared only


class KernelDensityView(QWidget):
    """The picture with its title above, and its scale and what lies outside below; hidden while it is not shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kernelDensity")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING, 0, 0)
        column.setSpacing(SPACING)
        self.title = title_label("", self)
        column.addWidget(self.title)
        self.picture = KernelPicture(self)
        column.addWidget(self.picture)
        self.words = muted_label(parent=self)
        self.words.setObjectName("kernelDensityWords")
        self.words.setWordWrap(True)
        column.addWidget(self.words)
        self._shown: Shown[_Drawn | None] = Shown(_resolve, self._show)
        self.hide()

    def show_state(self, state: State) -> None:
        """Show the density of ``state``, or hide."""
        self._shown.follow(state)

    def _show(self, drawn: _Drawn | None) -> None:
        self.setVisible(drawn is not None)
        if drawn is None:
            return
        title = self.tr("Reach of all units")
        if drawn.groups > 1:
            title = self.tr("Reach of all units, group {group}").format(group=drawn.density.group)
        self.title.setText(title.upper())
        words = density_words(drawn.density)
        self.words.setText(words)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.picture.show_density(drawn.density, drawn.geometry)


class KernelPicture(QWidget):
    """A square picture around the middle of the kernel, with the rigid grid as small squares."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kernelDensityPicture")
        self.setToolTip(
            plain_tooltip(
                QCoreApplication.translate(
                    "KernelDensity",
                    "Where the taps of all units read, relative to the middle of the kernel: each in its own colour, "
                    "brighter where more units read. Squares are the rigid grid.",
                )
            )
        )
        self._image = QImage()
        self._frame = 1.0
        self._rigid: list[tuple[float, float]] = []

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def show_density(self, density: KernelDensity, geometry: ConvGeometry) -> None:
        self._image = density_picture(density.counts, geometry)
        self._frame = density.frame
        step_y, step_x = geometry.dilation
        directions = [geometry.tap_direction(tap) for tap in range(geometry.taps)]
        self._rigid = [(dy * step_y, dx * step_x) for dy, dx in directions]
        self.update()

    def place(self, dy: float, dx: float) -> QPointF:
        """Return where a place that is (dy, dx) input pixels from the middle of the kernel is in the widget."""
        area = self._area()
        half = area.width() / 2
        return area.center() + QPointF(dx, dy) * (half / self._frame)

    def _area(self) -> QRectF:
        side = min(self.width(), self.height()) - 2 * _MARGIN
        return QRectF(_MARGIN, _MARGIN, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self._area()
        painter.drawImage(area, self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in outlined(WHITE, 2.4, 1.0, join=Qt.PenJoinStyle.MiterJoin):
            painter.setPen(pen)
            for dy, dx in self._rigid:
                middle = self.place(dy, dx)
                painter.drawRect(QRectF(middle.x() - _MARK, middle.y() - _MARK, 2 * _MARK, 2 * _MARK))
        painter.setPen(QPen(PLATE_TEXT, 1))
        painter.drawRect(area)
        painter.end()


def density_picture(counts: NDArray[np.int32], geometry: ConvGeometry) -> QImage:
    """Return counts (K, n, n) as a picture of n × n pixels on a dark ground.

    A cell has the colours of the taps that are read there, mixed by how often; it is the brighter the more they are
    together, by a power below 1, so that a few are seen beside very many.
    """
    hues = [tap_colour(tap, geometry) for tap in range(geometry.taps)]
    colours = np.array([(hue.red(), hue.green(), hue.blue()) for hue in hues], float)
    every = counts.astype(float)
    together = every.sum(0)
    mixed = np.einsum("kyx,kc->yxc", every, colours) / np.maximum(together, 1)[..., None]
    strength = ((together / max(float(together.max()), 1.0)) ** GAMMA)[..., None]
    pixels = np.rint(_GROUND + (mixed - _GROUND) * strength).astype(np.uint8)
    pixels = np.ascontiguousarray(pixels)
    height, width = together.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def density_words(density: KernelDensity) -> str:
    """Return how far the frame reaches, and how many of the points lie outside it, or are not finite."""
    points = int(density.counts.sum(dtype=np.int64)) + density.outside + density.broken
    text = QCoreApplication.translate("KernelDensity", "The frame reaches {reach} px to each side.")
    words = [text.format(reach=without_end_zeros(plain(density.frame, 1)))]
    if density.outside:
        text = QCoreApplication.translate("KernelDensity", "{outside} of {count} points lie outside.")
        words.append(text.format(outside=grouped(density.outside), count=grouped(points)))
    if density.broken:
        text = QCoreApplication.translate(
            "KernelDensity", "{broken} of {count} points are not finite and read nothing."
        )
        words.append(text.format(broken=grouped(density.broken), count=grouped(points)))
    if not density.outside and not density.broken:
        words.append(QCoreApplication.translate("KernelDensity", "All points lie inside."))
    elif not density.outside:
        words.append(QCoreApplication.translate("KernelDensity", "All others lie inside."))
    return joined_sentences(words)


def _resolve(state: State) -> _Drawn | None:
    density = state.answer(KERNEL_DENSITY, KernelDensity)
    spec = state.experiment.spec_of(DeformableSpec)
    fits = density is not None and len(density.counts) == spec.taps and density.group == shown_group(state)
    if density is None or not fits or KERNEL_DENSITY not in state.view.shown:
        return None
    return _Drawn(density, spec.shown_geometry, spec.operator.offset_groups)
