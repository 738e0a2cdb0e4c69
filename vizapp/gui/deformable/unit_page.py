"""The inspector's page for the deformable lab: one unit as arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vizapp.document.deformable import DeformableSpec
from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.arithmetic import check_sum, group_reading, listed_channels
from vizapp.gui.deformable.kernel_density_view import KernelDensityView
from vizapp.gui.deformable.layer_row import LayerRow
from vizapp.gui.deformable.offset_map import OffsetMapView
from vizapp.gui.deformable.receptive_field_overlay import RECEPTIVE_FIELD
from vizapp.gui.deformable.requests import (
    KERNEL_DENSITY,
    LAB,
    PROBE,
    group_channels,
    right_picture,
    shown_below,
    shown_group,
)
from vizapp.gui.deformable.sum_card import SumCard
from vizapp.gui.deformable.tap_detail import TapDetailView
from vizapp.gui.deformable.tap_table import TapTable
from vizapp.gui.deformable.tree_card import TreeCard
from vizapp.gui.deformable.tree_overlay import TREE
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabPage
from vizapp.gui.panels.output_channel import OutputChannelChoice, channel_numbers, colour_name
from vizapp.gui.points.offset_group_row import MOST_SEGMENTS, OffsetGroupRow
from vizapp.gui.shown import Shown
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import IntegerField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import ElidedLabel, Hairline, ShyLabel, bring_into_view
from vizapp.gui.widgets.segmented import Segmented
from vizapp.protocol.events import Configured
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
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
        column.addWidget(self._channel_row())
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
        self._rigid, self._scrolled_to = False, 0
        self._reveal = QTimer(self, singleShot=True, interval=0)  # after the layout
        self._reveal.timeout.connect(self._reveal_sum)
        self.sum_card.installEventFilter(self)
        self._shown_before: frozenset[str] | None = None
        self._to_reveal: set[QWidget] = set()
        self._reveal_new = QTimer(self, singleShot=True, interval=0)  # after the layout
        self._reveal_new.timeout.connect(self._bring_into_view)
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
        self._reveal_what_appears(state.view.shown)
        return False

    def _reveal_what_appears(self, shown: frozenset[str]) -> None:
        """Scroll once to what an overlay that was just switched on shows here: it may lie below what is in view."""
        before, self._shown_before = self._shown_before, shown
        parts = ((self.reach, {KERNEL_DENSITY}), (self.tree, {TREE, RECEPTIVE_FIELD}))
        for widget, keys in parts:
            if before is not None and keys & (shown - before):
                self._to_reveal.add(widget)
            elif not keys & shown:
                self._to_reveal.discard(widget)
            if widget in self._to_reveal and not widget.isHidden():  # the engine answers later
                self._reveal_new.start()

    def _bring_into_view(self) -> None:
        for widget in [each for each in self._to_reveal if not each.isHidden()]:
            self._to_reveal.discard(widget)
            bring_into_view(widget)

    def _resolve(self, state: State) -> _Unit:
        reading, configured = shown_reading(state), state.configured
        assert reading is not None  # otherwise the page has an obstacle and is not shown
        assert configured is not None
        channels, outputs = configured.input_shape[0], configured.output_shape[0]
        if state.view.input_channel is not None:
            self._channel = state.view.input_channel
        together = None
        if outputs >= 3:
            together = self.tr("mean of {count}").format(count=outputs) if _shows_error(state) else colour_name()
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
            title=self._title(state, reading),
            title_tip=self._title_tip(state, reading),
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
        self.output_channel.show_channels(unit.outputs, unit.together, unit.output_channel)
        self._show_channels(names, channel)
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
        self._follow_rigid(reading.rigid)

    def _follow_rigid(self, rigid: bool) -> None:
        """Scroll to the sum while it stands beside conv2d's own, and back afterwards: what is compared is seen."""
        area = self._scroll_area()
        if rigid == self._rigid or area is None:
            return
        self._rigid = rigid
        if rigid:
            self._scrolled_to = area.verticalScrollBar().value()
            self._reveal.start()
        else:
            self._reveal.stop()
            area.verticalScrollBar().setValue(self._scrolled_to)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The page gets its new height only in a later turn of the event loop.
        if self._rigid and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._reveal.start()
        return False

    def _reveal_sum(self) -> None:
        area = self._scroll_area()
        if area is not None:
            area.ensureWidgetVisible(self.sum_card, 0, SPACING)

    def _scroll_area(self) -> QScrollArea | None:
        """Return the area in which the page is scrolled; None where there is none."""
        widget = self.parentWidget()
        while widget is not None and not isinstance(widget, QScrollArea):
            widget = widget.parentWidget()
        return widget

    def _listed(self, reading: UnitReading, channels: range) -> int:
        """Return the input channel that is listed: the chosen one if the shown offset group reads it."""
        given = [channel for channel in reading.channels if channel in channels] or list(reading.channels)
        return self._channel if self._channel in given else given[0]

    def _channel_row(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        output_tip = self.tr(
            "The output channel whose value is computed here; each has a kernel of its own. Where the picture shows "
            "several, it is the first of them."
        )
        input_tip = self.tr("The input channel whose values, weights and products are listed; the sum counts all.")
        self.output_channel = OutputChannelChoice(self._session, "outputChannel", output_tip, row)
        self.input_choice: Segmented[int] = Segmented("inputChannelChoice", [], row)
        self.input_number = IntegerField("inputChannel", 0, 0, row, takes_nearest=True)
        keep_width(self.input_number, 64)
        self.input_label = ShyLabel(self.tr("Input"), row)
        for widget in (self.input_choice, self.input_number, self.input_label):
            widget.setToolTip(plain_tooltip(input_tip))
            widget.setAccessibleName(self.tr("Input channel"))
        layout.addWidget(self.output_channel)
        layout.addStretch(1)
        layout.addWidget(self.input_label)
        layout.addWidget(self.input_choice)
        layout.addWidget(self.input_number)
        self.input_choice.chosen.connect(self._choose_input)
        self.input_number.valueChanged.connect(self._choose_input)
        self._names: tuple[str, ...] = ()
        return row

    def _show_channels(self, names: tuple[str, ...], channel: int) -> None:
        few = len(names) <= MOST_SEGMENTS
        if names != self._names:
            self._names = names
            tip = self.tr("List the values and weights of input channel {name}.")
            self.input_choice.set_options(
                [(index, name.split()[-1], tip.format(name=name)) for index, name in enumerate(names)] if few else []
            )
            self.input_number.setRange(0, len(names) - 1)
            self.input_label.setVisible(len(names) > 1)
            self.input_choice.setVisible(few and len(names) > 1)
            self.input_number.setVisible(not few)
        self.input_choice.show_value(channel)
        self.input_number.show_value(channel)

    def _title(self, state: State, reading: UnitReading) -> str:
        """Name the unit and the channel that is computed; of a stack the layer, in colour as what it is shown."""
        assert state.configured is not None
        y, x = reading.unit_yx
        channel, outputs = reading.output_channel, state.configured.output_shape[0]
        picture = right_picture(state)
        text = self.tr("Unit ({y}, {x}) · output channel {channel}")
        layers = state.experiment.spec_of(DeformableSpec).operator.layers
        layer = layers - shown_below(state)
        if layers > 1:
            text = self.tr("Unit ({y}, {x}) · channel {channel} · layer {layer} of {layers}")
        elif state.view.output_channel is None and outputs >= 3 and picture == "error":
            text = self.tr("Unit ({y}, {x}) · channel {channel} of {outputs}")
        elif state.view.output_channel is None and outputs >= 3 and picture in ("output", "target"):
            primaries = (self.tr("as red"), self.tr("as green"), self.tr("as blue"))
            if channel < len(primaries):
                text = self.tr("Unit ({y}, {x}) · channel {channel} {how}").replace("{how}", primaries[channel])
        return text.format(y=y, x=x, channel=channel, outputs=outputs, layer=layer, layers=layers)

    def _title_tip(self, state: State, reading: UnitReading) -> str:
        """Say which layer's unit it is, and what the picture shows where that is more than the computed channel."""
        layers = state.experiment.spec_of(DeformableSpec).operator.layers
        layer = layers - shown_below(state)
        if layer > 1:
            of_stack = self.tr("It is a unit of layer {layer}: what its taps read is what layer {below} gives.")
        else:
            of_stack = self.tr("It is the unit of layer {layer}, which reads the picture, in the same place.")
        of_stack = of_stack.format(layer=layer, below=layer - 1)
        return "\n".join(filter(None, (of_stack if layers > 1 else "", self._picture_tip(state, reading))))

    def _picture_tip(self, state: State, reading: UnitReading) -> str:
        """Say what the picture shows where that is more than the channel that is computed."""
        assert state.configured is not None
        channel = reading.output_channel
        outputs = state.configured.output_shape[0]
        if state.view.output_channel is not None or outputs < 3:
            return ""
        if _shows_error(state):
            return self.tr(
                "The picture shows the mean error of all {count} output channels; channel {channel} is computed here."
            ).format(count=outputs, channel=channel)
        return self.tr(
            "The picture shows output channels 0, 1 and 2 as red, green and blue; channel {channel} is computed here."
        ).format(channel=channel)

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


def _shows_error(state: State) -> bool:
    return state.view.picture(LAB, "right", "output") == "error"


def _drawn_range(state: State) -> tuple[float, float] | None:
    if state.input_picture is None:
        return None
    low, high = state.input_picture.picture.low, state.input_picture.picture.high
    return (low, high) if np.isfinite([low, high]).all() and high > low else None


def channel_names(state: State, channels: int) -> tuple[str, ...]:
    """Return what the input channels are called: R, G, B of a colour image, ch 0, ch 1, … otherwise."""
    if channels == 3 and state.shown_source is not None and state.shown_source.kind == "image":
        return ("R", "G", "B")
    text = QCoreApplication.translate("UnitPage", "ch {channel}")
    return tuple(text.format(channel=channel) for channel in range(channels))


def shown_reading(state: State) -> UnitReading | None:
    """Return the reading of the probe, or the nearest that there is while the engine has not answered yet.

    One of another layer, or of one with another number of points, does not count.
    """
    answer = state.answer(PROBE, UnitReadings)
    if state.pick is None or state.configured is None or answer is None:
        return None
    wanted = state.experiment.spec_of(DeformableSpec).points, shown_below(state)
    units = [reading for reading in answer.readings if (len(reading.products), reading.below) == wanted]
    for reading in units:
        if reading.unit_yx == state.pick:
            return reading
    return units[0] if units else None
