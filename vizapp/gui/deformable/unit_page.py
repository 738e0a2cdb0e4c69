"""The inspector's page for the deformable lab: one unit as arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vizapp.document.deformable import DeformableSpec
from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.arithmetic import check_sum, group_reading, listed_channels
from vizapp.gui.deformable.kernel_density_view import KernelDensityView
from vizapp.gui.deformable.layer_row import LayerRow
from vizapp.gui.deformable.offset_map import OffsetMapView
from vizapp.gui.deformable.receptive_field_overlay import RECEPTIVE_FIELD
from vizapp.gui.deformable.requests import (
    KERNEL_DENSITY,
    group_channels,
    shown_below,
    shown_group,
)
from vizapp.gui.deformable.shown_unit import channel_names, shown_reading, shows_error
from vizapp.gui.deformable.sum_card import SumCard
from vizapp.gui.deformable.tap_detail import TapDetailView
from vizapp.gui.deformable.tap_table import TapTable
from vizapp.gui.deformable.tree_card import TreeCard
from vizapp.gui.deformable.tree_overlay import TREE
from vizapp.gui.deformable.unit_channels import UnitChannels
from vizapp.gui.deformable.unit_scrolling import UnitScrolling
from vizapp.gui.deformable.unit_title import unit_title, unit_title_tip
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabPage
from vizapp.gui.panels.output_channel import channel_numbers, colour_name
from vizapp.gui.points.offset_group_row import OffsetGroupRow
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.rows import ElidedLabel, Hairline
from vizapp.protocol.events import Configured
from vizapp.protocol.unit_answers import UnitReading
from vizapp.session.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """What the page shows of one unit.

    Attributes:
        channel: the input channel whose values, weights and products are listed.
        names: of the input channels.
        drawn_range: the values that the picture draws as black and as white, if known.
        in_colour: whether the three channels given are drawn as one colour.
        outputs: names of the output channels; ``together`` is what several are shown as, if they can be.
        output_channel: the one that is chosen; None for those together.
        title: of which unit and which channel the numbers are, and how the picture shows that channel.
        title_tip: what the picture shows where that is more than the channel that is computed.
        layers: how many are stacked; the unit of the one so many ``below`` the last is shown.
        groups: how many offset groups there are; ``group`` is the one that is listed and drawn, and
            ``group_channels`` the input channels that it reads.
        set_up: what the engine has said of the lab when it was set up.
    """

    reading: UnitReading
    geometry: ConvGeometry
    channel: int
    names: tuple[str, ...]
    input_size: tuple[int, int]
    selected_tap: int | None
    drawn_range: tuple[float, float] | None
    in_colour: bool
    outputs: tuple[str, ...]
    together: str | None
    output_channel: int | None
    title: str
    title_tip: str
    layers: int
    below: int
    groups: int
    group: int
    group_channels: range
    set_up: Configured


class UnitPage(LabPage):
    """Title and channels, the table of taps, the sum next to the operator's output, and one tap in detail."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._channel = 0
        self._set_up: Configured | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)  # nine taps and the detail fit beside a window 900 px high
        self.title = ElidedLabel(self)
        self.title.setProperty("role", "section-title")
        self.title.setObjectName("unitTitle")
        column.addWidget(self.title)
        self._channels = UnitChannels(session, self._choose_input, self)
        self.output_channel = self._channels.output_channel
        self.input_choice, self.input_number = self._channels.input_choice, self._channels.input_number
        column.addWidget(self._channels)
        self.layer_row = LayerRow(session, self)
        column.addWidget(self.layer_row)
        self.group_row = OffsetGroupRow(session, self)
        column.addWidget(self.group_row)
        self.table = TapTable(self)
        column.addWidget(self.table, 1)
        self.sum_card = SumCard(self)
        column.addWidget(self.sum_card)
        self.tree = TreeCard(self)
        column.addWidget(self.tree)
        column.addWidget(Hairline(self))
        self.detail = TapDetailView(self)
        column.addWidget(self.detail)
        self.offset_map = OffsetMapView(session, self)
        column.addWidget(self.offset_map)
        self.reach = KernelDensityView(self)
        column.addWidget(self.reach)
        column.addStretch(0)
        self.table.tap_picked.connect(session.select_tap)
        self._scrolling = UnitScrolling(self, self.sum_card)
        self._scrolling.add(self.reach, {KERNEL_DENSITY})
        self._scrolling.add(self.tree, {TREE, RECEPTIVE_FIELD})
        self._unit = Shown(self._resolve, self._show)
        self._below: _Unit | None = None  # what has only been shown in the table yet

    def obstacle(self, state: State) -> str:
        if state.pick is None:
            return self.tr("Nothing is picked. Drag over the output to see what one of its pixels is made of.")
        return "" if shown_reading(state) is not None else self.tr("The engine has not answered yet…")

    def show_state(self, state: State) -> None:
        """Show the reading of ``state`` for the picked unit."""
        while self.show_part(state):
            pass

    def show_part(self, state: State) -> bool:
        """Show the table of the reading of ``state``, and in another turn all that stands below it."""
        if self._unit.follow(state):
            return True
        if self._below is not None:
            below, self._below = self._below, None
            self._show_below(below)
        self.tree.show_state(state)
        self.offset_map.show_state(state)
        self.reach.show_state(state)
        self._scrolling.reveal_what_appears(state.view.shown)
        return False

    def _resolve(self, state: State) -> _Unit:
        reading, configured = shown_reading(state), state.configured
        assert reading is not None  # otherwise the page has an obstacle and is not shown
        assert configured is not None
        channels, outputs = configured.input_shape[0], configured.output_shape[0]
        if state.view.input_channel is not None:
            self._channel = state.view.input_channel
        together = None
        if outputs >= 3:
            together = self.tr("mean of {count}").format(count=outputs) if shows_error(state) else colour_name()
        spec = state.experiment.spec_of(DeformableSpec)
        return _Unit(
            reading=reading,
            geometry=spec.geometry,
            channel=self._listed(reading, group_channels(state)),
            names=channel_names(state, channels),
            input_size=configured.input_shape[1:],
            selected_tap=state.view.selected_tap,
            drawn_range=_drawn_range(state),
            in_colour=state.view.input_channel is None and channels == 3 and len(reading.channels) == 3,
            outputs=channel_numbers(outputs),
            together=together,
            output_channel=state.view.output_channel,
            title=unit_title(state, reading),
            title_tip=unit_title_tip(state, reading),
            layers=spec.operator.layers,
            below=shown_below(state),
            groups=spec.operator.offset_groups,
            group=shown_group(state),
            group_channels=group_channels(state),
            set_up=configured,
        )

    def _show(self, unit: _Unit) -> None:
        reading, channel, names = unit.reading, unit.channel, unit.names
        if unit.set_up is not self._set_up:
            self._set_up = unit.set_up
            self.table.begin_anew()
        self.title.set_text(unit.title.upper(), "\n".join(filter(None, (unit.title, unit.title_tip))))
        self._channels.show_outputs(unit.outputs, unit.together, unit.output_channel)
        self._channels.show_inputs(names, channel)
        self.layer_row.show_layer(unit.below, unit.layers)
        self.group_row.show_group(unit.group, unit.groups, unit.group_channels)
        channel_name = names[channel] if len(names) > 1 else ""
        own = group_reading(reading, unit.group, unit.geometry.taps)
        self.table.show_reading(own, unit.geometry, channel, channel_name, unit.input_size)
        self.table.show_selected(unit.selected_tap)
        self._below = unit

    def _show_below(self, unit: _Unit) -> None:
        """Show the sum and the selected tap of ``unit``, which the table shows already."""
        reading, channel, names = unit.reading, unit.channel, unit.names
        own = group_reading(reading, unit.group, unit.geometry.taps)
        self.sum_card.show_sum(check_sum(reading, listed_channels(reading, channel, len(names))), names, reading)
        self.detail.show_tap(
            own,
            unit.geometry,
            unit.selected_tap,
            channel,
            names,
            unit.input_size,
            unit.drawn_range,
            unit.in_colour,
            len(names) // unit.groups,
        )
        self._scrolling.follow_rigid(reading.rigid)

    def _listed(self, reading: UnitReading, channels: range) -> int:
        """Return the input channel that is listed: the chosen one if the shown offset group reads it."""
        given = [channel for channel in reading.channels if channel in channels] or list(reading.channels)
        return self._channel if self._channel in given else given[0]

    def _choose_input(self, channel: int) -> None:
        self._channel = channel
        state = self._session.state
        if state.configured is not None and channel not in group_channels(state):
            groups = state.experiment.spec_of(DeformableSpec).operator.offset_groups
            self._session.select_group(channel * groups // state.configured.input_shape[0])
            state = self._session.state
        reading = shown_reading(state)
        if reading is not None and channel in reading.channels and state.view.input_channel is None:
            self.show_state(state)
        else:
            self._session.show_input_channel(channel)


def _drawn_range(state: State) -> tuple[float, float] | None:
    if state.input_picture is None:
        return None
    low, high = state.input_picture.picture.low, state.input_picture.picture.high
    return (low, high) if np.isfinite([low, high]).all() and high > low else None
