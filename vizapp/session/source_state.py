"""What has been read beside the source, is being read, or waits for the user's choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from vizapp.document.experiment import Source
from vizapp.problem import Problem
from vizapp.protocol.events import NetworkRead
from vizapp.sources.brought import Examination, LoadedBrought, OffsetChoices
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.weights import LoadedNetwork

K = TypeVar("K")
L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class ArrayChoice:
    """The pending choice among the arrays of a file. ``entries``: (name, shape, dtype)."""

    path: str
    entries: tuple[tuple[str, tuple[int, ...], str], ...]


@dataclass(frozen=True, slots=True)
class OffsetOffer:
    """The pending question what files with offsets are.

    Attributes:
        files: their locations.
        examination: what was found in them.
        choices: what the user has chosen instead of the best guess.
        is_busy: whether they are being examined with other choices than ``examination`` shows.
    """

    files: tuple[str, ...]
    examination: Examination
    choices: OffsetChoices
    is_busy: bool = False


@dataclass(frozen=True)  # with slots, an alias of it with types could not be called
class Beside(Generic[K, L]):
    """What the document wants to be read beside the source.

    Attributes:
        key: what of the document it depends on; None where it wants none, or has not wanted one yet.
        loaded: what was read; None while it is read, where it cannot be, and where there is none.
        name: of the file that is being read, or "".
        problem: why it cannot be read or does not fit the source, or None.
    """

    key: K | None = None
    loaded: L | None = None
    name: str = ""
    problem: Problem | None = None

    @property
    def is_reading(self) -> bool:
        return self.loaded is None and bool(self.name)


Brought: TypeAlias = Beside[tuple[object, ...], LoadedBrought]
"""The arrays of a layer with brought offsets."""
SidePicture: TypeAlias = Beside[Source, LoadedSource]
"""A picture that stands beside the source; its key is where it comes from."""
Network: TypeAlias = Beside[str, LoadedNetwork]
"""The network from a file of weights whose layer is looked into; its key is the location, as in the document."""


@dataclass(frozen=True, slots=True)
class NetworkOffer:
    """A network that the user has opened, and that the engine is asked about.

    Attributes:
        location: of the file.
        loaded: its weights.
        found: what the engine has found in it; None as long as it has not answered.
    """

    location: str
    loaded: LoadedNetwork
    found: NetworkRead | None = None
