"""Checks of replies against earlier ones; an inconsistent reply means that the engine is broken."""

from __future__ import annotations

from vizapp.protocol.answers import Answer, Tiles, UnitReadings
from vizapp.protocol.messages import Configured, InputPicture, Progress, Snapshot
from vizapp.protocol.wire import WireError


def check_snapshot(snapshot: Snapshot, configured: Configured | None) -> None:
    """Check that the units, channels and regions of a snapshot exist in the maps of ``configured``.

    Raises:
        WireError: one does not, or the maps are unknown.
    """
    if configured is None:
        raise WireError("a snapshot came before the lab was configured")
    for answer in snapshot.answers.values():
        _check_answer(answer, configured)


def check_input_picture(reply: InputPicture, configured: Configured | None) -> None:
    """Check that the channels and pixels of the input picture exist in the maps of ``configured``.

    Raises:
        WireError: one does not, or the maps are unknown.
    """
    if configured is None:
        raise WireError("a picture came before the lab was configured")
    channels, height, width = configured.input_shape
    top, left, rows, columns = reply.picture.region
    if max(reply.channels) >= channels or top + rows > height or left + columns > width:
        raise WireError(f"a picture shows more than the input of shape {configured.input_shape}")


def check_progress(reply: Progress, steps: int) -> None:
    """Check that no step is missing between the ``steps`` known steps and those of ``reply``.

    Raises:
        WireError: some are missing.
    """
    if reply.first_step > steps + 1:
        raise WireError(f"step {reply.first_step} came after step {steps}")


def _check_answer(answer: Answer, configured: Configured) -> None:
    channels_in, height_in, width_in = configured.input_shape
    channels_out, _, _ = configured.output_shape
    if isinstance(answer, UnitReadings):
        for reading in answer.readings:
            if max(reading.channels) >= channels_in or reading.output_channel >= channels_out:
                raise WireError("a unit has channels that do not exist")
            if reading.unit_yx[0] >= height_in or reading.unit_yx[1] >= width_in:
                raise WireError("a unit lies outside the map")
    if isinstance(answer, Tiles) and max(answer.groups) >= channels_out:
        raise WireError("tiles belong to output channels that do not exist")
