"""Of which unit and which channel the inspector's numbers are, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.gui.deformable.requests import right_picture, shown_below
from vizapp.gui.deformable.shown_unit import shows_error
from vizapp.protocol.unit_answers import UnitReading
from vizapp.session.state import State

translate = QCoreApplication.translate


def unit_title(state: State, reading: UnitReading) -> str:
    """Name the unit and the channel that is computed; of a stack the layer, in colour as what it is shown."""
    assert state.configured is not None
    y, x = reading.unit_yx
    channel, outputs = reading.output_channel, state.configured.output_shape[0]
    picture = right_picture(state)
    text = translate("UnitPage", "Unit ({y}, {x}) · output channel {channel}")
    layers = state.experiment.spec_of(DeformableSpec).operator.layers
    layer = layers - shown_below(state)
    if layers > 1:
        text = translate("UnitPage", "Unit ({y}, {x}) · channel {channel} · layer {layer} of {layers}")
    elif state.view.output_channel is None and outputs >= 3 and picture == "error":
        text = translate("UnitPage", "Unit ({y}, {x}) · channel {channel} of {outputs}")
    elif state.view.output_channel is None and outputs >= 3 and picture in ("output", "target"):
        primaries = (
            translate("UnitPage", "as red"),
            translate("UnitPage", "as green"),
            translate("UnitPage", "as blue"),
        )
        if channel < len(primaries):
            text = translate("UnitPage", "Unit ({y}, {x}) · channel {channel} {how}").replace(
                "{how}", primaries[channel]
            )
    return text.format(y=y, x=x, channel=channel, outputs=outputs, layer=layer, layers=layers)


def unit_title_tip(state: State, reading: UnitReading) -> str:
    """Say which layer's unit it is, and what the picture shows where that is more than the computed channel."""
    layers = state.experiment.spec_of(DeformableSpec).operator.layers
    layer = layers - shown_below(state)
    if layer > 1:
        of_stack = translate(
            "UnitPage", "It is a unit of layer {layer}: what its taps read is what layer {below} gives."
        )
    else:
        of_stack = translate(
            "UnitPage", "It is the unit of layer {layer}, which reads the picture, in the same place."
        )
    of_stack = of_stack.format(layer=layer, below=layer - 1)
    return "\n".join(filter(None, (of_stack if layers > 1 else "", _picture_tip(state, reading))))


def _picture_tip(state: State, reading: UnitReading) -> str:
    """Say what the picture shows where that is more than the channel that is computed."""
    assert state.configured is not None
    channel = reading.output_channel
    outputs = state.configured.output_shape[0]
    if state.view.output_channel is not None or outputs < 3:
        return ""
    if shows_error(state):
        return translate(
            "UnitPage",
            "The picture shows the mean error of all {count} output channels; channel {channel} is computed here.",
        ).format(count=outputs, channel=channel)
    return translate(
        "UnitPage",
        "The picture shows output channels 0, 1 and 2 as red, green and blue; channel {channel} is computed here.",
    ).format(channel=channel)
