"""The window with the trained kernels, and the last layer as the transposed convolution that is equal to it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vizapp.gui.colours import phase_colour
from vizapp.gui.subpixel.kernel_pictures import KernelPictures
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import ChoiceField, IntegerField
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.numbers import plain, scientific
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label, title_label
from vizapp.protocol.subpixel_answers import Kernels

_MOST_COLUMNS = 8
_MAX_UNITS = 100_000


class KernelsDialog(QDialog):
    """Shows one layer at a time, and stays open while training goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kernelsDialog")
        self.setWindowTitle(self.tr("Trained kernels"))
        self._kernels: Kernels | None = None
        self._phases: tuple[int, ...] = ()
        self._shapes: tuple[tuple[int, ...], ...] = ()
        self._run, self._trains = "", True
        self._writes = False
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACING, 4 * SPACING, 4 * SPACING, 4 * SPACING)
        column.setSpacing(2 * SPACING)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACING)
        self.layer = ChoiceField("kernelLayer", self)
        self.layer.setAccessibleName(self.tr("Layer"))
        self.layer.setToolTip(self.tr("Whose kernels are shown."))
        self.layer.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.unit_label = muted_label("", self)
        self.unit = IntegerField("kernelUnit", 0, 0, self, takes_nearest=True)
        keep_width(self.unit, 84)
        self.unit_label.setBuddy(self.unit)
        for widget in (self.layer, self.unit_label, self.unit):
            head.addWidget(widget)
        head.addStretch(1)
        self.scale = muted_label("", self)
        head.addWidget(self.scale)
        column.addLayout(head)
        self.explanation = QLabel(self)
        self.explanation.setTextFormat(Qt.TextFormat.PlainText)
        self.explanation.setWordWrap(True)
        column.addWidget(self.explanation)
        row = QHBoxLayout()
        row.setSpacing(3 * SPACING)
        self.pictures = KernelPictures("kernelPictures", self.tr("Kernels"), self)
        self.equal = KernelPictures("equalKernel", self.tr("Kernel of the equal transposed convolution"), self)
        self.equal_title = title_label("", self)
        self.pictures_title = title_label("", self)
        for title, pictures in ((self.pictures_title, self.pictures), (self.equal_title, self.equal)):
            stack = QVBoxLayout()
            stack.addWidget(title)
            stack.addWidget(pictures, 1)
            row.addLayout(stack, 1)
        column.addLayout(row, 1)
        self.facts = NumberGrid("lr", scale=1.0, stretch=0, muted_column=0, parent=self)
        self.facts.setObjectName("equalFacts")
        column.addWidget(self.facts)
        self.biases = muted_label(
            self.tr(
                "The convolution has a bias for each phase, a transposed convolution one for all: here they are "
                "added after it."
            ),
            self,
        )
        self.biases.setWordWrap(True)
        column.addWidget(self.biases)
        self.layer.activated.connect(lambda _: self._choose_layer())
        self.unit.valueChanged.connect(lambda _: self._draw())
        self.resize(680, 560)
        self._draw()

    def show_run(self, run: str, *, trains: bool, writes: bool = False) -> None:
        """Say whose kernels are shown from now on; "" where there is only one upsampler.

        ``trains`` is whether it has kernels that are trained, ``writes`` whether the last layer is a transposed
        convolution, whose kernels say what a value writes and not what is read. Those of another one go.
        """
        if (run, trains, writes) == (self._run, self._trains, self._writes):
            return
        self._run, self._trains, self._writes = run, trains, writes
        title = self.tr("Trained kernels")
        self.setWindowTitle(self.tr("{title} · {run}").format(title=title, run=run) if run else title)
        self._kernels, self._shapes = None, ()
        for widget in (self.layer, self.pictures, self.pictures_title, self.scale):
            widget.setVisible(trains)
        # Hidden until there are layers to choose one of.
        self.unit_label.hide()
        self.unit.hide()
        self._draw()

    def show_kernels(self, kernels: Kernels | None, phases: tuple[int, ...]) -> None:
        """Show these kernels, of a network that puts its phases into this order; None keeps what is shown."""
        if kernels is None:
            return
        self._kernels, self._phases = kernels, phases
        shapes = tuple(layer.shape for layer in kernels.layers)
        if shapes != self._shapes:
            self._shapes = shapes
            self._list_layers()
        self._draw()

    def _list_layers(self) -> None:
        """List the layers; the last one, which is what this lab is about, is chosen at first."""
        with QSignalBlocker(self.layer):
            self.layer.clear()
            for number, (outputs, inputs, tall, wide) in enumerate(self._shapes):
                words = self.tr("Layer {number}: {inputs} → {outputs} channels, {kh} × {kw}")
                if self._writes and number == len(self._shapes) - 1:
                    words = self.tr("Layer {number}, transposed: {inputs} → {outputs} channels, {kh} × {kw}")
                self.layer.addItem(
                    words.format(number=number + 1, inputs=inputs, outputs=outputs, kh=tall, kw=wide), number
                )
            self.layer.setCurrentIndex(len(self._shapes) - 1)
        self._choose_layer()

    def _choose_layer(self) -> None:
        outputs, inputs, _, _ = self._shapes[self.layer.currentIndex()]
        count = inputs if self._shows_equal else outputs if inputs > 1 else 1
        with QSignalBlocker(self.unit):
            self.unit.setRange(0, min(count - 1, _MAX_UNITS))
            self.unit.setValue(0)
        words = self.tr("feature") if self._shows_equal else self.tr("output channel")
        self.unit_label.setText(words)
        self.unit.setAccessibleName(words)
        self.unit.setToolTip(plain_tooltip(self.tr("0 to {last}").format(last=count - 1)))
        for widget in (self.unit_label, self.unit):
            widget.setVisible(count > 1)
        self._draw()

    @property
    def _shows_equal(self) -> bool:
        """Whether the last layer is chosen, and there is a transposed convolution that is equal to it."""
        known = self._kernels is not None and self._kernels.equal is not None
        return known and self.layer.currentIndex() == len(self._shapes) - 1

    def _draw(self) -> None:
        kernels, shows_equal = self._kernels, self._shows_equal
        for widget in (self.equal, self.equal_title, self.facts, self.biases):
            widget.setVisible(shows_equal)
        if kernels is None:
            words = self.tr("Waiting for the engine."), self.tr("An interpolation has no kernels that are trained.")
            self.explanation.setText(words[not self._trains])
            return
        layer = kernels.layers[self.layer.currentIndex()]
        unit = self.unit.value()
        if shows_equal and kernels.equal is not None:
            self._draw_equal(layer, kernels.equal, unit, kernels)
            return
        shown = layer[:, 0] if layer.shape[1] == 1 else layer[min(unit, len(layer) - 1)]
        reach = _reach(layer)
        columns = min(_MOST_COLUMNS, max(1, math.ceil(math.sqrt(len(shown)))))
        self.pictures.show_kernels(shown, columns, reach)
        self.pictures_title.setText("")
        if self._writes and self.layer.currentIndex() == len(self._shapes) - 1:
            written = self.tr(
                "What a value of each of the {count} features writes around its place in the output; where kernels "
                "overlap, what they write is added up."
            )
            self.explanation.setText(written.format(count=len(shown)))
            self._say_scale(reach)
            return
        self.explanation.setText(
            self.tr("One kernel for each of the {count} output channels.").format(count=len(shown))
            if layer.shape[1] == 1
            else self.tr("What output channel {unit} reads of each of the {count} channels below.").format(
                unit=unit, count=len(shown)
            )
        )
        self._say_scale(reach)

    def _draw_equal(
        self, layer: NDArray[np.float32], equal: NDArray[np.float32], unit: int, kernels: Kernels
    ) -> None:
        outputs, inputs, tall, wide = layer.shape
        unit = min(unit, inputs - 1)
        r = equal.shape[2] // tall
        count = r * r
        order = self._phases if sorted(self._phases) == list(range(count)) else tuple(range(count))
        reach = _reach(layer)
        colours = [phase_colour(phase, r) for phase in order]
        # Of one output channel, by where the phases land.
        self.pictures.show_kernels(layer[list(order), unit], r, reach, frames=colours)
        self.equal.show_kernels(equal[unit, :1], 1, reach, dots=colours)
        self.pictures_title.setText(self.tr("Convolution, then shuffle").upper())
        self.equal_title.setText(self.tr("Equal transposed convolution").upper())
        self.explanation.setText(
            self.tr(
                "Turned by half a turn and interleaved, the {count} kernels of the phases are one kernel of a "
                "transposed convolution: both give the same picture."
            ).format(count=count)
        )
        words = self.tr("kernel {kh} × {kw}, {outputs} channels, shuffle by {r}")
        equal_words = self.tr("kernel {kh} × {kw}, stride {r}, padding {padding}")
        difference = "0" if kernels.difference == 0 else scientific(kernels.difference)
        self.facts.show_lines(
            [
                Line((self.tr("convolution"), words.format(kh=tall, kw=wide, outputs=outputs, r=r))),
                Line(
                    (
                        self.tr("transposed convolution"),
                        equal_words.format(kh=equal.shape[2], kw=equal.shape[3], r=r, padding=kernels.padding),
                    )
                ),
                Line(
                    (
                        self.tr("largest difference of the two outputs"),
                        self.tr("{difference}, of values up to {largest}").format(
                            difference=difference, largest=plain(kernels.largest, 3)
                        ),
                    ),
                    bold=True,
                    ruled=True,
                ),
            ]
        )
        self._say_scale(reach)

    def _say_scale(self, reach: float) -> None:
        words = self.tr("black −{reach}, grey 0, white +{reach}")
        self.scale.setText(words.format(reach=plain(reach, 3)))


def _reach(layer: NDArray[np.float32]) -> float:
    """Return the largest size of a weight of a layer, as far as it is finite."""
    finite = np.abs(layer[np.isfinite(layer)])
    return float(finite.max()) if finite.size else 1.0
