"""Networks in the engine: what is said of one that comes, how far one is, and how it is given up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from engine_fakes import Clock, one, only
from made_networks import LAYER, compact
from torch import Tensor

from vizapp.document.experiment import Experiment
from vizapp.document.networks import NetworkLayer
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.engine.loop import EngineLoop
from vizapp.network_weights import WeightPart
from vizapp.protocol.commands import CancelNetwork, Command, Configure, Observe, SetNetwork, SetSource, Taken
from vizapp.protocol.events import Configured, NetworkRead, NetworkRunning, Refused
from vizapp.protocol.messages import Reply
from vizapp.protocol.requests import NetworkRequest, Observation
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import NetworkReport
from vizapp.protocol.wire import decode_command, decode_reply, encode

PICTURE = np.random.default_rng(0).integers(0, 256, (12, 16, 3), dtype=np.uint8)
DOCUMENT = Experiment(
    lab="subpixel",
    labs=(SubpixelSpec(task=ShuffleSpec(network=NetworkLayer("/x2.pt", LAYER, 12))),),
    device="cpu",
)


class Loop:
    """A loop whose commands and replies go over the wire; ``heard`` are commands that come during its work."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.heard: list[Command] = []
        self.clock = Clock()
        self.loop = EngineLoop(self._take, self._tick, listen=self._listen)

    def send(self, *commands: Command) -> list[Reply]:
        """Carry commands out, and return what is said until there is nothing left to do."""
        for command in commands:
            self.loop.apply(decode_command(encode(command)))
        self.replies.clear()
        while self.loop.advance() == 0:
            pass
        return list(self.replies)

    def _take(self, reply: Reply) -> None:
        self.replies.append(decode_reply(encode(reply)))

    def _tick(self) -> float:
        self.clock.now += 1.0
        return self.clock.now

    def _listen(self) -> None:
        heard, self.heard = self.heard, []
        for command in heard:
            self.loop.apply(command)


def given(seq: int, state: dict[str, Tensor] | None = None) -> SetNetwork:
    tensors = {name: tensor.numpy() for name, tensor in (state or compact()).items()}
    parts = tuple(WeightPart(name, "<f4", array.shape) for name, array in tensors.items())
    values = np.concatenate([array.reshape(-1) for array in tensors.values()]).view(np.uint8)
    return SetNetwork(seq, parts, values)


@pytest.fixture
def loop() -> Loop:
    pytest.importorskip("spandrel")
    loop = Loop()
    loop.send(SetSource(1, "image", PICTURE))
    return loop


def test_what_is_in_a_network_is_said_when_it_comes(loop: Loop) -> None:
    read = one(loop.send(given(2)), NetworkRead)
    assert (read.seq, read.architecture, read.scale, read.problem) == (2, "RealESRGAN Compact", 2, None)
    (layer,) = read.layers
    assert (layer.name, layer.upscale_factor, layer.channels) == (LAYER, 2, 12)


def test_it_is_computed_for_the_document_and_says_how_far_it_is(loop: Loop) -> None:
    loop.send(given(2))
    replies = loop.send(Configure(3, 1, DOCUMENT), Observe(4, Observation({"network": NetworkRequest()})))
    configured = one(replies, Configured)
    assert (configured.input_shape, configured.output_shape) == ((12, 12, 16), (3, 24, 32))
    running = only(replies, NetworkRunning)
    assert [each.done for each in running] == list(range(1, len(running) + 1))
    assert running[-1].done == running[-1].total
    assert isinstance(only(replies, Snapshot)[-1].answers["network"], NetworkReport)


def test_a_network_that_cannot_be_used_is_told_at_once_and_for_the_document(loop: Loop) -> None:
    unknown = {"a.weight": compact()["body.0.weight"], "b.weight": compact()["body.2.weight"]}
    read = one(loop.send(given(2, unknown)), NetworkRead)
    assert read.problem is not None
    assert read.problem.code == "network.unknown"
    assert one(loop.send(Configure(3, 1, DOCUMENT)), Refused).problem == read.problem
    assert one(loop.send(given(4), Configure(5, 2, DOCUMENT)), Configured).generation == 2


def test_bytes_that_are_no_network_are_refused(loop: Loop) -> None:
    command = given(2)
    broken = SetNetwork(2, command.parts[:-1], command.values)
    assert one(loop.send(broken), NetworkRead).problem is not None


@pytest.mark.parametrize(
    "command",
    [
        lambda: CancelNetwork(4),
        lambda: SetSource(4, "image", PICTURE[:8]),
        lambda: Configure(4, 2, Experiment(device="cpu")),
    ],
)
def test_it_is_given_up_for_what_comes_while_it_is_computed(loop: Loop, command: Callable[[], Command]) -> None:
    loop.send(given(2))
    loop.heard.append(command())
    replies = loop.send(Configure(3, 1, DOCUMENT))
    refused = one(replies, Refused)
    assert (refused.seq, refused.generation, refused.problem.code) == (3, 1, "network.cancelled")
    assert len(only(replies, NetworkRunning)) == 1, "at the first layer after it"
    configured = only(replies, Configured)
    assert [each.lab for each in configured] == (["deformable"] if isinstance(command(), Configure) else [])
    assert one(loop.send(Configure(5, 3, DOCUMENT)), Configured).lab == "subpixel", "and is computed when it is asked"


def test_other_commands_wait_for_it(loop: Loop) -> None:
    loop.send(given(2))
    loop.heard.append(Observe(4, Observation({"network": NetworkRequest()})))
    replies = loop.send(Configure(3, 1, DOCUMENT))
    one(replies, Configured)
    assert "network" in one(loop.send(Taken()), Snapshot).answers
