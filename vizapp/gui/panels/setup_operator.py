"""The OPERATOR sections: how the deformable layer reads, and how the pixel shuffle arranges."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from vizapp.document.edits import (
    with_kernel_size,
    with_stride,
    with_subpixel_task,
    with_upscale_factor,
)
from vizapp.document.experiment import MAX_LEARNED_FACTOR, MAX_SHUFFLE_FACTOR, SubpixelSpec
from vizapp.document.tile_layout import fitting_factors
from vizapp.gui.gestures import Gestures
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import IntegerField
from vizapp.gui.widgets.rows import Section, ValueLabel
from vizapp.gui.widgets.segmented import Segmented
from vizapp.session.state import State


class DeformableOperatorSection(Section):
    """Kernel, stride, dilation and the padding that follows from them."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupDeformableOperator", parent)
        self.set_title(self.tr("Operator"))
        self._session = session
        self.kernel: Segmented[int] = Segmented(
            "kernelSize",
            [(3, "3×3", self.tr("Nine taps for each output pixel.")), (5, "5×5", self.tr("Twenty-five taps."))],
            self,
        )
        self.row(
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
        self.row(
            self.tr("Stride"),
            self.stride,
            self.tr("How many input pixels lie between the centres of neighbouring outputs; 2 halves the output."),
        )
        self.dilation = IntegerField("dilation", 1, 8, self)
        self.row(
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
        self.kernel.chosen.connect(self._set_kernel)
        self.stride.chosen.connect(self._set_stride)
        self.dilation.valueChanged.connect(self._set_dilation)
        self.dilation.editingFinished.connect(session.end_gesture)
        self.dilation.refused.connect(self.say_hint)

    def show_state(self, old: State | None, new: State) -> None:
        """Show the deformable operator of ``new``."""
        spec = new.experiment.deformable
        if old is not None and old.experiment.deformable is spec:
            return
        self.kernel.show_value(spec.kernel_size)
        self.stride.show_value(spec.stride)
        self.dilation.show_value(spec.dilation)
        self.padding.say(self.tr("padding {size}").format(size=spec.padding))

    def _set_kernel(self, size: int) -> None:
        experiment = with_kernel_size(self._session.state.experiment, 3 if size == 3 else 5)
        self.say_hint("")
        self._session.update(experiment, label=self.tr("Change kernel size"))

    def _set_stride(self, stride: int) -> None:
        experiment = with_stride(self._session.state.experiment, 1 if stride == 1 else 2)
        self.say_hint("")
        self._session.update(experiment, label=self.tr("Change stride"))

    def _set_dilation(self, dilation: int) -> None:
        experiment = self._session.state.experiment
        spec = replace(experiment.deformable, dilation=dilation)
        self.say_hint("")
        self._session.update(
            replace(experiment, deformable=spec), label=self.tr("Change dilation"), gesture="dilation"
        )


class SubpixelOperatorSection(Section):
    """Upscale factor, channel order and phase order, and the ways out where a map cannot be shuffled."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupSubpixelOperator", parent)
        self.set_title(self.tr("Operator"))
        self._session = session
        factor_tip = self.tr("r: each pixel becomes r×r sub-pixels, and r² channels become one.")
        self.learned_factor: Segmented[int] = Segmented(
            "upscaleFactorChoice",
            [
                (r, str(r), self.tr("{r}² = {phases} phases.").format(r=r, phases=r * r))
                for r in range(2, MAX_LEARNED_FACTOR + 1)
            ],
            self,
        )
        self.learned_factor_row = self.row(self.tr("Upscale factor r"), self.learned_factor, factor_tip)
        self.free_factor = IntegerField("upscaleFactor", 2, MAX_SHUFFLE_FACTOR, self)
        self.free_factor_row = self.row(self.tr("Upscale factor r"), self.free_factor, factor_tip)
        self.order: Segmented[str] = Segmented(
            "channelOrder",
            [
                ("CRD", "CRD", self.tr("PyTorch: the r² phases of one output channel are next to each other.")),
                ("DCR", "DCR", self.tr("TensorFlow: the output channels of one phase are next to each other.")),
            ],
            self,
        )
        self.order_row = self.row(
            self.tr("Channel order"),
            self.order,
            self.tr("Which of the r²·C channels holds which phase; with one output channel both are the same."),
        )
        self.phases = ValueLabel(parent=self)
        self.phases.setObjectName("phaseOrder")
        self.row(
            self.tr("Phase order"),
            self.phases,
            self.tr("Which phase lands at each place of a pixel; drag the chips on the picture to change it."),
        )
        self.reset_order = QPushButton(self.tr("Reset order"), self)
        self.reset_order.setObjectName("resetPhaseOrder")
        self.reset_order.setAccessibleName(self.tr("Reset phase order"))
        self.reset_order.setToolTip(self.tr("Put every phase back in its own place."))
        self.add(self.reset_order)
        self.ways_out = QWidget(self)
        self._ways_row = QHBoxLayout(self.ways_out)
        self._ways_row.setContentsMargins(0, 0, 0, 0)
        self._ways_row.setSpacing(SPACING)
        self._offered: tuple[int, ...] = ()
        self.ways_out.hide()
        self.add_below_hint(self.ways_out)
        self.learned_factor.chosen.connect(self._set_factor)
        self.free_factor.valueChanged.connect(self._set_factor)
        self.free_factor.editingFinished.connect(session.end_gesture)
        self.free_factor.refused.connect(self.say_hint)
        self.order.chosen.connect(self._set_order)
        self.reset_order.clicked.connect(self._reset_order)

    def show_state(self, old: State | None, new: State) -> None:
        """Show the sub-pixel operator of ``new``."""
        spec = new.experiment.subpixel
        if old is None or old.experiment.subpixel is not spec:
            shuffles = spec.task == "shuffle"
            self.learned_factor_row.setVisible(not shuffles)
            self.free_factor_row.setVisible(shuffles)
            self.order_row.setVisible(shuffles)
            self.learned_factor.show_value(spec.upscale_factor)
            self.free_factor.show_value(spec.upscale_factor)
            self.order.show_value(spec.order)
            self.phases.say(self._order_text(spec))
            self.reset_order.setVisible(spec.phases != tuple(range(spec.upscale_factor**2)))
        if (
            old is None
            or old.refusal != new.refusal
            or old.source is not new.source
            or old.experiment is not new.experiment
        ):
            source = new.source
            refused = bool(new.refusal) and new.experiment.lab == "subpixel"
            of_a_map = source is not None and source.kind == "feature_map"
            self._offer(fitting_factors(source.channels) if refused and of_a_map and source else ())

    def _order_text(self, spec: SubpixelSpec) -> str:
        moved = sum(p != own for own, p in enumerate(spec.phases))
        if not moved:
            return self.tr("as it comes")
        if spec.upscale_factor == 2:
            return " ".join(map(str, spec.phases))
        return self.tr("{moved} of {count} moved").format(moved=moved, count=len(spec.phases))

    def _offer(self, factors: tuple[int, ...]) -> None:
        """Offer to shuffle by each of ``factors``, one button each."""
        if factors == self._offered:
            return
        self._offered = factors
        while (item := self._ways_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for r in factors:
            button = QPushButton(self.tr("Shuffle by {r}").format(r=r), self.ways_out)
            button.setObjectName(f"shuffleBy-{r}")
            button.setToolTip(self.tr("{phases} divides the number of channels.").format(phases=r * r))
            button.clicked.connect(lambda _=False, r=r: self._shuffle_by(r))
            self._ways_row.addWidget(button)
        self._ways_row.addStretch(1)
        self.ways_out.setVisible(bool(factors))

    def _set_factor(self, factor: int) -> None:
        experiment = with_upscale_factor(self._session.state.experiment, factor)
        self.say_hint("")
        self._session.update(experiment, label=self.tr("Change upscale factor"), gesture="upscale-factor")

    def _set_order(self, order: str) -> None:
        experiment = self._session.state.experiment
        spec = replace(experiment.subpixel, order="CRD" if order == "CRD" else "DCR")
        self._session.update(replace(experiment, subpixel=spec), label=self.tr("Change channel order"))

    def _reset_order(self) -> None:
        experiment = self._session.state.experiment
        spec = replace(experiment.subpixel, phase_order=())
        self._session.update(replace(experiment, subpixel=spec), label=self.tr("Reset phase order"))

    def _shuffle_by(self, factor: int) -> None:
        experiment = with_subpixel_task(self._session.state.experiment, "shuffle")
        self._session.update(with_upscale_factor(experiment, factor), label=self.tr("Shuffle by another factor"))
