"""The OPERATOR section of the deformable lab: how the layer reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from vizapp.document.deformable import DeformableSpec
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.widgets.fields import IntegerField
from vizapp.gui.widgets.rows import Section, ValueLabel, muted_label
from vizapp.gui.widgets.segmented import Segmented
from vizapp.wording import labels
from vizapp.wording.quantities import size_words


class DeformableOperatorSection(Section):
    """Kernel, stride, dilation and the padding that follows from them."""

    fields = frozenset({"kernel_size", "stride", "dilation"})

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupDeformableOperator", parent)
        self.set_title(self.tr("Operator"))
        self._session = session
        self.kernel: Segmented[int] = Segmented(
            "kernelSize",
            [(3, "3×3", self.tr("Nine taps for each output pixel.")), (5, "5×5", self.tr("Twenty-five taps."))],
            self,
        )
        self.kernel_row = self.row(
            self.tr("Kernel"), self.kernel, self.tr("How many places of the input one output pixel is computed from.")
        )
        self.stride: Segmented[int] = Segmented(
            "stride",
            [
                (1, "1", self.tr("One output for every pixel.")),
                (2, "2", self.tr("One output for every second pixel.")),
            ],
            self,
        )
        self.stride_row = self.row(
            self.tr("Stride"),
            self.stride,
            self.tr("How many input pixels lie between the centres of neighbouring outputs; 2 halves the output."),
        )
        self.dilation = IntegerField("dilation", 1, 8, self)
        self.dilation_row = self.row(
            self.tr("Dilation"),
            self.dilation,
            self.tr("How many pixels apart the taps of the rigid kernel are, before the offsets move them."),
        )
        self.padding = ValueLabel(parent=self)
        self.padding.setObjectName("padding")
        self.padding.setToolTip(
            self.tr("Dilation × half the kernel: it follows, so that outputs and pixels stay aligned one to one.")
        )
        self.add_beside_title(self.padding)
        self.fixed = muted_label("", self)
        self.fixed.setObjectName("operatorFixed")
        self.fixed.setWordWrap(True)
        self.add(self.fixed)
        # While points are dragged, only they change.
        self._shown = Shown(lambda state: state.experiment.spec_of(DeformableSpec).build_key(), self._show)
        self.kernel.chosen.connect(self._set_kernel)
        self.stride.chosen.connect(self._set_stride)
        self.dilation.valueChanged.connect(self._set_dilation)
        self.dilation.editingFinished.connect(session.end_gesture)
        self.dilation.refused.connect(self.say_hint)

    def parts(self) -> Sequence[Shown[Any]]:
        return (self._shown,)

    def _show(self, spec: DeformableSpec) -> None:
        fixed = spec.task.own_operator
        self.fixed.setVisible(fixed)
        (kh, kw), (step, _), (apart, _) = (spec.geometry.kernel_size, spec.geometry.stride, spec.geometry.dilation)
        text = self.tr("The task decides: kernel {size}, stride {stride}, dilation {dilation}.")
        self.fixed.setText(text.format(size=size_words(kh, kw), stride=step, dilation=apart))
        for row in (self.kernel_row, self.stride_row, self.dilation_row):
            row.setVisible(not fixed)
        self.padding.setVisible(not fixed)
        self.kernel.show_value(spec.kernel_size)
        self.stride.show_value(spec.stride)
        self.dilation.show_value(spec.dilation)
        self.padding.say(self.tr("padding {size}").format(size=spec.geometry.padding[0]))

    def _set_kernel(self, size: int) -> None:
        self._change(labels.CHANGE_KERNEL, kernel_size=size)

    def _set_stride(self, stride: int) -> None:
        self._change(labels.CHANGE_STRIDE, stride=stride)

    def _set_dilation(self, dilation: int) -> None:
        self._change(labels.CHANGE_DILATION, "dilation", dilation=dilation)

    def _change(self, label: str, gesture: str | None = None, **fields: int) -> None:
        experiment = self._session.state.experiment
        self.say_hint("")
        spec = experiment.spec_of(DeformableSpec).replaced(**fields)
        self._session.update(experiment.with_spec(spec), label, gesture)
