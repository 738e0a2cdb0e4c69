"""The OPERATOR section of the sub-pixel lab: how the pixel shuffle arranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from vizapp.document import edits
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import (
    MAX_LEARNED_FACTOR,
    MAX_OVERLAP,
    MAX_SHUFFLE_FACTOR,
    OverlapSpec,
    ShuffleSpec,
)
from vizapp.document.tile_layout import fitting_factors
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.subpixel.shuffle_status import differing_text, shuffle_status
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import IntegerField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Section, ValueLabel, muted_label
from vizapp.gui.widgets.segmented import Segmented
from vizapp.session.state import State
from vizapp.wording import labels


@dataclass(frozen=True, slots=True)
class _Rows:
    """What decides which rows there are: the settings, and whether an image is taken apart, or a map does not fit."""

    spec: SubpixelSpec
    takes_apart: bool
    has_spare_channels: bool


class SubpixelOperatorSection(Section):
    """Upscale factor, channel orders and phase order, what is done where a size does not fit, and the status.

    Where a map cannot be shuffled at all it offers the ways out.
    """

    fields = frozenset({"upscale_factor", "stored_as", "read_as", "phase_order", "spare_channels"})

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
        self.stored_as = self._order_choice("storedAs")
        self.stored_row = self.row(
            self.tr("Stored as"),
            self.stored_as,
            self.tr(
                "The order in which the channels were stored: an image is taken apart in it, and of a feature map it "
                "says what the map is. With one output channel both orders are the same."
            ),
        )
        self.read_as = self._order_choice("readAs")
        self.read_row = self.row(
            self.tr("Read as"),
            self.read_as,
            self.tr("The order in which the shuffle reads the channels. In the wrong one, values land elsewhere."),
        )
        self.phases = ValueLabel(parent=self)
        self.phases.setObjectName("phaseOrder")
        self.phases_row = self.row(
            self.tr("Phase order"),
            self.phases,
            self.tr("Which phase lands at each place of a pixel; drag the chips on the picture to change it."),
        )
        self.kernel = IntegerField("overlapKernel", 1, MAX_OVERLAP, self)
        self.kernel_row = self.row(
            self.tr("Kernel size"), self.kernel, self.tr("k: each input writes to k × k outputs.")
        )
        self.stride = IntegerField("overlapStride", 1, MAX_OVERLAP, self)
        self.stride_row = self.row(
            self.tr("Stride"), self.stride, self.tr("s: how many outputs lie between two neighbouring inputs.")
        )
        for field, name, label in (
            (self.kernel, "kernel", labels.CHANGE_KERNEL),
            (self.stride, "stride", labels.CHANGE_STRIDE),
        ):
            field.valueChanged.connect(partial(self._set_overlap, name, label))
            field.editingFinished.connect(session.end_gesture)
            self.explain_refusals(field)
        self.reset_order = QPushButton(self.tr("Reset order"), self)
        self.reset_order.setObjectName("resetPhaseOrder")
        self.reset_order.setAccessibleName(self.tr("Reset phase order"))
        self.reset_order.setToolTip(self.tr("Put every phase back in its own place."))
        self.add(self.reset_order)
        self.edge: Segmented[str] = Segmented(
            "edgeFit",
            [
                ("cut", self.tr("Cut"), self.tr("The last rows and columns are cut off.")),
                ("pad", self.tr("Pad"), self.tr("Rows and columns of zeros are put after the last ones.")),
            ],
            self,
        )
        self.edge_row = self.row(
            self.tr("Edge"),
            self.edge,
            self.tr("What is done with a height or width that is no multiple of r; the picture shows it hatched."),
        )
        self.spare: Segmented[str] = Segmented(
            "spareChannels",
            [
                ("refuse", "–", self.tr("Such a map is not shuffled.")),
                ("cut", self.tr("Cut"), self.tr("The last channels are left out.")),
                ("pad", self.tr("Pad"), self.tr("Channels of zeros are put after the last ones.")),
            ],
            self,
        )
        self.spare_row = self.row(
            self.tr("Spare channels"),
            self.spare,
            self.tr("What is done with a feature map whose channels are no multiple of r²."),
        )
        self.status = muted_label("", self)
        self.status.setObjectName("shuffleStatus")
        self.status.setWordWrap(True)
        self.add(self.status)
        self.ways_out = QWidget(self)
        self._ways_row = QHBoxLayout(self.ways_out)
        self._ways_row.setContentsMargins(0, 0, 0, 0)
        self._ways_row.setSpacing(SPACING)
        self._offered: tuple[int, ...] = ()
        self.ways_out.hide()
        self.add_below_hint(self.ways_out)
        self._parts: tuple[Shown[Any], ...] = (
            Shown(_rows_of, self._show),
            Shown(lambda state: (shuffle_status(state), differing_text(state)), self._show_status),
            Shown(_ways_out, self._offer),
        )
        self.learned_factor.chosen.connect(self._set_factor)
        self.free_factor.valueChanged.connect(self._set_factor)
        self.free_factor.editingFinished.connect(session.end_gesture)
        self.explain_refusals(self.free_factor)
        self.stored_as.chosen.connect(lambda order: self._set("stored_as", order))
        self.read_as.chosen.connect(lambda order: self._set("read_as", order))
        self.edge.chosen.connect(lambda fit: self._set_in_task(labels.CHANGE_EDGE, edge=fit))
        self.spare.chosen.connect(lambda fit: self._set_in_task(labels.CHANGE_SPARE_CHANNELS, spare_channels=fit))
        self.reset_order.clicked.connect(self._reset_order)

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def _order_choice(self, name: str) -> Segmented[str]:
        return Segmented(
            name,
            [
                ("CRD", "CRD", self.tr("PyTorch: the r² phases of one output channel are next to each other.")),
                ("DCR", "DCR", self.tr("TensorFlow: the output channels of one phase are next to each other.")),
            ],
            self,
        )

    def _show(self, shown: _Rows) -> None:
        spec, task = shown.spec, shown.spec.task
        shuffles, overlaps = isinstance(task, ShuffleSpec), isinstance(task, OverlapSpec)
        self.learned_factor_row.setVisible(not shuffles and not overlaps)
        self.free_factor_row.setVisible(shuffles)
        self.free_factor.setEnabled(spec.network is None)  # that of a network's layer is its own
        self.stored_row.setVisible(shuffles and spec.network is None)
        self.read_row.setVisible(shuffles and not spec.is_inverse)
        self.phases_row.setVisible(not spec.is_inverse and not overlaps)
        self.edge_row.setVisible(shuffles and (shown.takes_apart or spec.is_inverse))
        self.spare_row.setVisible(shown.has_spare_channels)
        for row in (self.kernel_row, self.stride_row):
            row.setVisible(overlaps)
        if isinstance(task, OverlapSpec):
            self.kernel.show_value(task.kernel)
            self.stride.show_value(task.stride)
        self.learned_factor.show_value(spec.upscale_factor)
        self.free_factor.show_value(spec.upscale_factor)
        self.stored_as.show_value(spec.stored_as)
        self.read_as.show_value(spec.read_as)
        if isinstance(task, ShuffleSpec):
            self.edge.show_value(task.edge)
            self.spare.show_value(task.spare_channels)
        self.phases.say(self._order_text(spec))
        rearranged = spec.phases != tuple(range(spec.upscale_factor**2))
        self.reset_order.setVisible(rearranged and not spec.puzzle_is_open and not overlaps)

    def _show_status(self, shown: tuple[str, str]) -> None:
        status, differing = shown
        self.status.setText(status[:1].upper() + status[1:])
        self.status.setToolTip(
            plain_tooltip(
                "\n".join(
                    filter(
                        None,
                        (
                            self.tr(
                                "A value is displaced where it comes from another channel than in the right reading: "
                                "in the order in which the channels are stored, with every phase in its place."
                            ),
                            differing,
                        ),
                    )
                )
            )
        )
        self.status.setVisible(bool(status))

    def _order_text(self, spec: SubpixelSpec) -> str:
        if spec.puzzle_is_open:
            return self.tr("to be found")
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
            button.setToolTip(plain_tooltip(self.tr("{phases} divides the number of channels.").format(phases=r * r)))
            button.clicked.connect(lambda _=False, r=r: self._shuffle_by(r))
            self._ways_row.addWidget(button)
        self._ways_row.addStretch(1)
        self.ways_out.setVisible(bool(factors))

    def _set_factor(self, factor: int) -> None:
        spec = self._spec()
        self._change(spec.with_factor(factor), labels.CHANGE_FACTOR, "upscale-factor")

    def _set(self, name: str, order: str) -> None:
        self._change(self._spec().replaced(**{name: order}), labels.CHANGE_ORDER)

    def _set_in_task(self, label: str, **changes: str) -> None:
        spec = self._spec()
        self._change(spec.replaced(task=spec.task.replaced(**changes)), label)

    def _reset_order(self) -> None:
        self._session.update(edits.reset_phases(self._session.state.experiment), labels.RESET_PHASES)

    def _set_overlap(self, name: str, label: str, value: int) -> None:
        spec = self._spec()
        if isinstance(spec.task, OverlapSpec):
            self._change(spec.replaced(task=spec.task.replaced(**{name: value})), label, f"overlap-{name}")

    def _shuffle_by(self, factor: int) -> None:
        spec = self._spec()
        task = spec.task if isinstance(spec.task, ShuffleSpec) else ShuffleSpec()
        self._change(spec.with_task(task).with_factor(factor), labels.SHUFFLE_BY_ANOTHER)

    def _spec(self) -> SubpixelSpec:
        return self._session.state.experiment.spec_of(SubpixelSpec)

    def _change(self, spec: SubpixelSpec, label: str, gesture: str | None = None) -> None:
        self._session.update(self._session.state.experiment.with_spec(spec), label, gesture)


def _rows_of(state: State) -> _Rows:
    spec, source = state.experiment.spec_of(SubpixelSpec), state.source
    if source is None or not isinstance(spec.task, ShuffleSpec) or spec.is_inverse:
        return _Rows(spec, takes_apart=False, has_spare_channels=False)
    is_map = source.kind == "feature_map"
    if spec.uses_network:
        return _Rows(spec, takes_apart=False, has_spare_channels=False)
    spare = is_map and source.channels % spec.upscale_factor**2 != 0
    return _Rows(spec, takes_apart=not is_map, has_spare_channels=spare)


def _ways_out(state: State) -> tuple[int, ...]:
    """Return the factors that a refused feature map can be shuffled by; none beside a network, which is put away."""
    source = state.source
    if state.refusal is None or state.experiment.lab != SubpixelSpec.tag() or source is None:
        return ()
    if state.experiment.spec.uses_network:
        return ()
    return fitting_factors(source.channels) if source.kind == "feature_map" else ()
