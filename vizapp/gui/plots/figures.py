"""The third column of the progress panel: figures of the last step in a row each."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vizapp.gui.plots.curve_plot import HEAD_HEIGHT
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.numbers import grouped, plain, signed
from vizapp.gui.widgets.rows import muted_label, title_label
from vizapp.protocol.messages import DeformableSnapshot
from vizapp.session.state import State

_DASH = "–"


def psnr_words() -> str:
    """Say what the PSNR of super-resolve is measured on."""
    return QCoreApplication.translate(
        "Progress",
        "Of luma, on the right part of the picture, which training never sees. 6 dB more is half the error (RMS).",
    )


class ProgressFigures(QWidget):
    """Offset statistics in the deformable lab, what was gained over bicubic in the sub-pixel lab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressFigures")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, 2 * SPACING, 3 * SPACING, SPACING)
        column.setSpacing(2 * SPACING)
        self.title = title_label("", self)
        self.title.setFixedHeight(HEAD_HEIGHT)
        column.addWidget(self.title)
        self.grid = NumberGrid("lr", scale=1.0, stretch=0, row_gap=6, muted_column=0, parent=self)
        self.grid.setObjectName("progressFigureLines")
        column.addWidget(self.grid)
        self.explanation = muted_label(parent=self)
        self.explanation.setWordWrap(True)
        column.addWidget(self.explanation)
        column.addStretch(1)

    def show_state(self, state: State, psnr: float | None) -> None:
        """Show the figures of ``state``; ``psnr`` is the last one measured."""
        if state.experiment.lab == "deformable":
            self._title(self.tr("Offsets"))
            self.grid.setToolTip(
                self.tr("Over all units; a dead tap has no point inside the image anywhere and cannot learn.")
            )
            self.grid.show_lines(self._offset_lines(state.deformable))
            self.explanation.hide()
            return
        trains = state.experiment.subpixel.task == "super-resolve"
        self.explanation.setText(self.tr("A shuffle computes nothing, so there is nothing to step."))
        self.explanation.setVisible(not trains)
        self._title(self.tr("Against bicubic") if trains else self.tr("Shuffle"))
        self.grid.setToolTip(psnr_words())
        self.grid.show_lines(self._gain_lines(state, psnr) if trains else [])

    def _title(self, text: str) -> None:
        self.title.setText(text.upper())
        self.setAccessibleName(text)

    def _offset_lines(self, snapshot: DeformableSnapshot | None) -> list[Line]:
        statistics = snapshot.statistics if snapshot is not None else None
        if statistics is None:
            values = [_DASH] * 4
        else:
            values = [
                self.tr("{value} px").format(value=plain(statistics.mean_magnitude, 2)),
                self.tr("{value} px").format(value=plain(statistics.max_magnitude, 2)),
                self.tr("{value} %").format(value=plain(100 * statistics.outside_share, 1)),
                str(statistics.dead_taps),
            ]
        names = (
            self.tr("mean magnitude"),
            self.tr("largest"),
            self.tr("outside the image"),
            self.tr("dead taps"),
        )
        dead = statistics is not None and statistics.dead_taps > 0
        return [
            Line((name, value), tone="caution" if dead and name == names[3] else "text")
            for name, value in zip(names, values, strict=True)
        ]

    def _gain_lines(self, state: State, psnr: float | None) -> list[Line]:
        references = state.configured.references if state.configured is not None else {}
        bicubic = references.get("bicubic")
        gain = None if psnr is None or bicubic is None else psnr - bicubic
        decibel = self.tr("{value} dB")
        lines = [
            (self.tr("PSNR"), _DASH if psnr is None else decibel.format(value=plain(psnr, 2))),
            (self.tr("bicubic"), _DASH if bicubic is None else decibel.format(value=plain(bicubic, 2))),
            (self.tr("gain"), _DASH if gain is None else decibel.format(value=signed(gain, 2))),
            (self.tr("parameters"), _DASH if state.configured is None else grouped(state.configured.parameters)),
        ]
        return [
            Line(cells, tone="good" if gain is not None and gain > 0 and cells[0] == lines[2][0] else "text")
            for cells in lines
        ]
