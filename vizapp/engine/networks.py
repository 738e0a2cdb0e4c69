"""Networks from files of weights: they are built and tried when they come, and computed when a lab is set up.

A network may take long. While it is computed the engine says how far it is and hears commands, so that one that is
not wanted any longer is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch

from vizapp.engine.failures import failure, is_out_of_memory
from vizapp.labs.networks import NetworkSource
from vizapp.models.brought_network import BroughtNetwork
from vizapp.network_weights import tensors_in
from vizapp.problem import Problem
from vizapp.protocol.commands import CancelNetwork, Command, Configure, Reset, SetNetwork, SetSource, Shutdown
from vizapp.protocol.events import NetworkRead, NetworkRunning, ShuffleLayer
from vizapp.wording.problems import ProblemError

GIVES_UP = (CancelNetwork, Configure, Reset, SetNetwork, SetSource, Shutdown)
"""The commands for which a network that is being computed is given up."""
_TOLD_EVERY_S = 0.1


class Networks:
    """Builds networks, and says how far the one is that is being computed."""

    def __init__(
        self,
        publish: Callable[[NetworkRead | NetworkRunning], None],
        clock: Callable[[], float],
        waiting: Callable[[], Iterable[Command]],
    ) -> None:
        """Make it without a network.

        Args:
            publish: called with what is found in a network, and with how far one is.
            clock: gives seconds.
            waiting: returns the commands that have come and are not carried out yet.
        """
        self._publish = publish
        self._clock = clock
        self._waiting = waiting
        self._told = -1.0

    def read(self, command: SetNetwork) -> tuple[NetworkSource | None, Problem | None]:
        """Return the network of a command, or why there is none, and say what was found."""
        if command.values is None:
            return None, None
        try:
            weights = {name: torch.from_numpy(values) for name, values in tensors_in(command.parts, command.values)}
            network = BroughtNetwork(weights)
        except Exception as error:  # any error of a network is reported to the user, and the engine continues
            problem = _why(error)
            self._publish(NetworkRead(command.seq, problem=problem))
            return None, problem
        layers = tuple(ShuffleLayer(*shuffle) for shuffle in network.shuffles)
        self._publish(NetworkRead(command.seq, network.architecture, network.scale, layers))
        return NetworkSource(network, self._tell), None

    def _tell(self, done: int, total: int) -> None:
        """Say now and then how far the network is.

        Raises:
            ProblemError: a command has come for which it is given up.
        """
        now = self._clock()
        if 0 <= now - self._told < _TOLD_EVERY_S and done < total:
            return
        self._told = now
        self._publish(NetworkRunning(done, total))
        if any(isinstance(command, GIVES_UP) for command in self._waiting()):
            raise ProblemError("network.cancelled", "network")


def _why(error: Exception) -> Problem:
    if isinstance(error, ProblemError):
        return error.problem
    if is_out_of_memory(error):
        return Problem("network.no-memory", "network")
    return failure(error, "setup", "this device", 0)
