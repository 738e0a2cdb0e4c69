"""A network from a file of weights, as labs are built from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from vizapp.models.brought_network import BroughtNetwork, Tell

T = TypeVar("T")


def _nobody(done: int, total: int) -> None:
    del done, total


@dataclass(eq=False)
class NetworkSource:
    """A network, who is told how far it is when it is computed, and what was computed with it last.

    Attributes:
        network: to be computed.
        tell: is told how far it is; what it raises ends the computation.
    """

    network: BroughtNetwork
    tell: Tell = _nobody
    _last: tuple[object, object, Any] | None = field(default=None, repr=False)

    def remembered(self, of: object, key: object, compute: Callable[[], T]) -> T:
        """Return what was computed last if it was of the very same object and with the same key, or ``compute()``."""
        last = self._last
        if last is None or last[0] is not of or last[1] != key:
            self._last = None  # it takes memory that may be needed for the next
            last = self._last = of, key, compute()
        found: T = last[2]
        return found
