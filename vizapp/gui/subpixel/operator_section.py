"""The OPERATOR section of the sub-pixel lab: how the pixel shuffle arranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import MAX_LEARNED_FACTOR, MAX_SHUFFLE_FACTOR, ShuffleSpec
from vizapp.document.tile_layout import fitting_factors
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import IntegerField
from vizapp.gui.widgets.rows import Section, ValueLabel
from vizapp.gui.widgets.segmented import Segmented
from vizapp.session.state import State
from vizapp.wording import labels


class SubpixelOperatorSection(Section):
    """Upscale factor, channel order and phase order, and the ways out where a map cannot be shuffled."""

    fields = frozenset({"upscale_factor", "order", "phase_order"})

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
        self._parts: tuple[Shown[Any], ...] = (
            Shown(lambda state: state.experiment.spec_of(SubpixelSpec), self._show),
            Shown(_ways_out, self._offer),
        )
        self.learned_factor.chosen.connect(self._set_factor)
        self.free_factor.valueChanged.connect(self._set_factor)
        self.free_factor.editingFinished.connect(session.end_gesture)
        self.free_factor.refused.connect(self.say_hint)
        self.order.chosen.connect(self._set_order)
        self.reset_order.clicked.connect(self._reset_order)

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def _show(self, spec: SubpixelSpec) -> None:
        shuffles = isinstance(spec.task, ShuffleSpec)
        self.learned_factor_row.setVisible(not shuffles)
        self.free_factor_row.setVisible(shuffles)
        self.order_row.setVisible(shuffles)
        self.learned_factor.show_value(spec.upscale_factor)
        self.free_factor.show_value(spec.upscale_factor)
        self.order.show_value(spec.order)
        self.phases.say(self._order_text(spec))
        self.reset_order.setVisible(spec.phases != tuple(range(spec.upscale_factor**2)))

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
        spec = self._spec()
        self.say_hint("")
        self._change(spec.with_factor(factor), labels.CHANGE_FACTOR, "upscale-factor")

    def _set_order(self, order: str) -> None:
        self._change(self._spec().replaced(order=order), labels.CHANGE_ORDER)

    def _reset_order(self) -> None:
        self._change(self._spec().replaced(phase_order=()), labels.RESET_PHASES)

    def _shuffle_by(self, factor: int) -> None:
        self._change(self._spec().with_task(ShuffleSpec()).with_factor(factor), labels.SHUFFLE_BY_ANOTHER)

    def _spec(self) -> SubpixelSpec:
        return self._session.state.experiment.spec_of(SubpixelSpec)

    def _change(self, spec: SubpixelSpec, label: str, gesture: str | None = None) -> None:
        self._session.update(self._session.state.experiment.with_spec(spec), label, gesture)


def _ways_out(state: State) -> tuple[int, ...]:
    """Return the factors that a refused feature map can be shuffled by."""
    source = state.source
    if state.refusal is None or state.experiment.lab != SubpixelSpec.tag() or source is None:
        return ()
    return fitting_factors(source.channels) if source.kind == "feature_map" else ()
