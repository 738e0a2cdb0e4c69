"""What an engine says of a network is turned away where it cannot be so."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from vizapp.network_weights import WeightPart
from vizapp.problem import Problem
from vizapp.protocol.commands import SetNetwork
from vizapp.protocol.events import Configured, DeviceInfo, NetworkRead, NetworkRunning, ShuffleLayer
from vizapp.protocol.messages import Reply
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import LayerReport, NetworkReport
from vizapp.protocol.wire import WireError, decode_command, decode_reply, encode
from vizapp.session.consistency import check_snapshot

LAYERS = (LayerReport("up.0", 2, (64, 12, 16), 0.25), LayerReport("up.1", 2, (12, 24, 32), math.nan))
REPORT = NetworkReport("RCAN", (3, 12, 16), (3, 48, 64), LAYERS, 1, 4, 0.5, 0.25)
READ = NetworkRead(3, "RCAN", 4, (ShuffleLayer("up.0", 2, 64), ShuffleLayer("up.1", 2, 12)))
UNKNOWN = Problem("network.unknown", "network", {"tensors": 8})


def snapshot(report: NetworkReport) -> Snapshot:
    return Snapshot(
        generation=1,
        applied=1,
        step=0,
        running=False,
        steps_per_second=0.0,
        memory_bytes=0,
        answers={"network": report},
    )


def received(reply: Reply) -> Reply:
    return decode_reply(encode(reply))


def layer(number: int, **changes: Any) -> tuple[LayerReport, ...]:
    """Return the layers with changes in one of them."""
    return tuple(replace(each, **changes) if n == number else each for n, each in enumerate(LAYERS))


def test_what_can_be_so_is_received_as_it_was_sent() -> None:
    found = received(snapshot(REPORT))
    assert isinstance(found, Snapshot)
    report = found.answers["network"]
    assert isinstance(report, NetworkReport)
    assert (report.architecture, report.output_shape, report.layers[0]) == ("RCAN", (3, 48, 64), LAYERS[0])
    assert math.isnan(report.layers[1].share)
    for reply in (READ, NetworkRead(3, problem=UNKNOWN), NetworkRunning(0, 7), NetworkRunning(7, 7)):
        assert type(received(reply)) is type(reply)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"chosen": 2}, "there is no such layer"),
        ({"layers": ()}, "Expected `array` of length >= 1"),
        ({"layers": layer(0, name="up.1")}, "a layer is there twice"),
        ({"layers": layer(0, name="up\n0")}, "characters that are not written"),
        ({"layers": layer(0, share=-0.1)}, "a share is no share"),
        ({"layers": layer(0, share=1.1)}, "a share is no share"),
        ({"layers": layer(0, input_shape=(63, 12, 16))}, "cannot be shuffled"),
        ({"layers": layer(0, input_shape=(64, 0, 16))}, "is no size of a picture"),
        ({"layers": layer(0, upscale_factor=9)}, "Expected `int` <= 8"),
        ({"output_shape": (0, 48, 64)}, "a map has no channels"),
        ({"output_shape": (3, 2**30, 64)}, "is no size of a picture"),
        ({"checkerboard": -0.5}, "a deviation is no deviation"),
        ({"picture_checkerboard": math.inf}, "a deviation is no deviation"),
        ({"period": 1}, "Expected `int` >= 2"),
    ],
)
def test_a_report_that_cannot_be_is_turned_away(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(WireError, match=fault):
        received(snapshot(replace(REPORT, **changes)))


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (replace(READ, problem=UNKNOWN), "a network has layers and a problem, or neither"),
        (NetworkRead(3), "a network has layers and a problem, or neither"),
        (replace(READ, layers=(READ.layers[0], READ.layers[0])), "a layer is there twice"),
        (replace(READ, architecture="RC\x07AN"), "characters that are not written"),
        (NetworkRead(3, problem=Problem("network.unknown", "network")), "does not fill its sentence"),
        (NetworkRunning(8, 7), "more layers are done than there are"),
    ],
)
def test_news_of_a_network_that_cannot_be_are_turned_away(reply: Reply, fault: str) -> None:
    with pytest.raises(WireError, match=fault):
        received(reply)


def test_the_layer_that_is_chosen_is_the_one_that_is_shown() -> None:
    device = DeviceInfo("cpu", "CPU")
    shown = Configured(1, "subpixel", 0, (12, 24, 32), (3, 48, 64), device, 0, (), False)
    check_snapshot(snapshot(REPORT), shown)
    with pytest.raises(WireError, match="is not the layer that is chosen"):
        check_snapshot(snapshot(replace(REPORT, chosen=0)), shown)


def test_weights_go_to_the_engine_as_they_are() -> None:
    values = np.arange(24, dtype=np.uint8)
    sent = SetNetwork(5, (WeightPart("a", "<f4", (2, 3)),), values)
    found = decode_command(encode(sent))
    assert isinstance(found, SetNetwork)
    assert found.parts == sent.parts
    assert found.values is not None
    np.testing.assert_array_equal(found.values, values)
    none = decode_command(encode(SetNetwork(6)))
    assert isinstance(none, SetNetwork)
    assert none.values is None
