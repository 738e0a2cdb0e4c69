"""The OPERATOR section of the deformable lab: how the layer reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import MAX_OFFSET_GROUPS
from vizapp.gui.deformable.operator_fields import KernelSizeField, ModulationField, PaddingField
from vizapp.gui.deformable.operator_remarks import remarks
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.widgets.fields import IntegerField
from vizapp.gui.widgets.rows import HintLabel, Section, ValueLabel, muted_label
from vizapp.gui.widgets.segmented import Segmented
from vizapp.wording import labels
from vizapp.wording.quantities import size_words
from vizapp.wording.sentences import joined_sentences


class DeformableOperatorSection(Section):
    """Layers, kernel, stride, dilation, padding, groups, modulation, and what follows from them in sentences."""

    fields = frozenset(
        {"layers", "kernel_size", "stride", "dilation", "padding", "offset_groups", "groups", "modulation"},
    )

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupDeformableOperator", parent)
        self.set_title(self.tr("Operator"))
        self._session = session
        self.layers: Segmented[int] = Segmented(
            "layers",
            [
                (1, "1", self.tr("One layer, which reads the picture.")),
                (2, "2", self.tr("Two layers: the second reads what the first gives.")),
                (3, "3", self.tr("Three layers, each of which reads what the one below it gives.")),
            ],
            self,
        )
        layers_row = self.row(
            self.tr("Layers"),
            self.layers,
            self.tr(
                "How many deformable layers are stacked. Each has offsets of its own; one below the last takes the "
                "mean of what its taps read, or has the weights that are set by hand."
            ),
        )
        self.kernel = KernelSizeField(self)
        kernel_row = self.row(
            self.tr("Kernel"),
            self.kernel,
            self.tr("Height and width: how many places of the input one output pixel is computed from."),
        )
        self.stride: Segmented[int] = Segmented(
            "stride",
            [
                (1, "1", self.tr("One output for every pixel.")),
                (2, "2", self.tr("One output for every second pixel.")),
                (3, "3", self.tr("One output for every third pixel.")),
                (4, "4", self.tr("One output for every fourth pixel.")),
            ],
            self,
        )
        stride_row = self.row(
            self.tr("Stride"),
            self.stride,
            self.tr("How many input pixels lie between the centres of neighbouring outputs; 2 halves the output."),
        )
        self.dilation = IntegerField("dilation", 1, 8, self)
        dilation_row = self.row(
            self.tr("Dilation"),
            self.dilation,
            self.tr("How many pixels apart the taps of the rigid kernel are, before the offsets move them."),
        )
        self.padding = PaddingField(self)
        padding_row = self.row(
            self.tr("Padding"),
            self.padding,
            self.tr(
                "Zeros around the input. Aligned is dilation × half the kernel, with which outputs and pixels match "
                "one to one."
            ),
        )
        self.offset_groups = IntegerField("offsetGroups", 1, MAX_OFFSET_GROUPS, self)
        offset_groups_row = self.row(
            self.tr("Offset groups"),
            self.offset_groups,
            self.tr("Blocks of input channels that are read with offsets of their own; they divide the channels."),
        )
        self.groups = IntegerField("groups", 1, MAX_OFFSET_GROUPS, self)
        groups_row = self.row(
            self.tr("Groups"),
            self.groups,
            self.tr(
                "Blocks of input and output channels that the convolution keeps apart; they divide the channels."
            ),
        )
        self.modulation = ModulationField(self)
        modulation_row = self.row(
            self.tr("Modulation"),
            self.modulation,
            self.tr("A mask by which the branch weighs what each tap reads."),
        )
        self._rows = (
            layers_row,
            kernel_row,
            stride_row,
            dilation_row,
            padding_row,
            offset_groups_row,
            groups_row,
            modulation_row,
        )
        self.fixed = muted_label("", self)
        self.fixed.setObjectName("operatorFixed")
        self.fixed.setWordWrap(True)
        self.add(self.fixed)
        self.remarks = HintLabel(self)
        self.remarks.setObjectName("operatorRemarks")
        self.add(self.remarks)
        self.effective = ValueLabel(parent=self)
        self.effective.setObjectName("effectivePadding")
        self.effective.setToolTip(self.tr("The zeros above and below, and left and right of the input."))
        self.add_beside_title(self.effective)
        # While points are dragged, only they change.
        self._shown = Shown(lambda state: state.experiment.spec_of(DeformableSpec).build_key(), self._show)
        self.layers.chosen.connect(lambda layers: self._change(labels.CHANGE_LAYERS, layers=layers))
        self.kernel.picked.connect(lambda size: self._change(labels.CHANGE_KERNEL, kernel_size=size))
        self.stride.chosen.connect(lambda stride: self._change(labels.CHANGE_STRIDE, stride=stride))
        self.padding.picked.connect(lambda padding: self._change(labels.CHANGE_PADDING, padding=padding))
        self.modulation.picked.connect(lambda kind: self._change(labels.CHANGE_MODULATION, modulation=kind))
        self.dilation.valueChanged.connect(
            lambda dilation: self._change(labels.CHANGE_DILATION, "dilation", dilation=dilation)
        )
        self.offset_groups.valueChanged.connect(
            lambda count: self._change(labels.CHANGE_OFFSET_GROUPS, "offset groups", offset_groups=count)
        )
        self.groups.valueChanged.connect(lambda count: self._change(labels.CHANGE_GROUPS, "groups", groups=count))
        for field in (self.dilation, self.offset_groups, self.groups):
            field.editingFinished.connect(session.end_gesture)
            self.explain_refusals(field)

    def parts(self) -> Sequence[Shown[Any]]:
        return (self._shown,)

    def _show(self, spec: DeformableSpec) -> None:
        fixed = spec.task.own_operator
        self.fixed.setVisible(fixed)
        (kh, kw), (step, _), (apart, _) = (spec.geometry.kernel_size, spec.geometry.stride, spec.geometry.dilation)
        text = self.tr("The task decides: kernel {size}, stride {stride}, dilation {dilation}.")
        self.fixed.setText(text.format(size=size_words(kh, kw), stride=step, dilation=apart))
        for row in self._rows:
            row.setVisible(not fixed)
        self.effective.setVisible(not fixed)
        self.layers.show_value(spec.layers)
        self.kernel.show_value(spec.kernel_size)
        self.stride.show_value(spec.stride)
        self.dilation.show_value(spec.dilation)
        self.padding.show_value(spec.padding)
        self.offset_groups.show_value(spec.offset_groups)
        self.groups.show_value(spec.groups)
        self.modulation.show_value(spec.modulation)
        self.remarks.say("" if fixed else joined_sentences(remarks(spec)))
        down, right = spec.geometry.padding
        size = str(down) if down == right else self.tr("{down} × {right}").format(down=down, right=right)
        self.effective.say(self.tr("padding {size}").format(size=size))

    def _change(self, label: str, gesture: str | None = None, **fields: Any) -> None:
        experiment = self._session.state.experiment
        spec = experiment.spec_of(DeformableSpec).replaced(**fields)
        self._session.update(experiment.with_spec(spec), label, gesture)
