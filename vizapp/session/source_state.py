"""What has been read beside the source, is being read, or waits for the user's choice."""

from __future__ import annotations

from dataclasses import dataclass

from vizapp.document.experiment import Source
from vizapp.problem import Problem
from vizapp.protocol.events import NetworkRead
from vizapp.sources.brought import Examination, LoadedBrought, OffsetChoices
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.weights import LoadedNetwork


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


@dataclass(frozen=True, slots=True)
class Brought:
    """The arrays of a layer with brought offsets.

    Attributes:
        key: what of the document they depend on; None as long as nothing was brought.
        loaded: the arrays; None while they are read, where they cannot be, and where there are none.
        name: of the file that is being read, or "".
        problem: why they cannot be read, or None.
    """

    key: tuple[object, ...] | None = None
    loaded: LoadedBrought | None = None
    name: str = ""
    problem: Problem | None = None

    @property
    def is_reading(self) -> bool:
        return self.loaded is None and bool(self.name)


@dataclass(frozen=True, slots=True)
class SidePicture:
    """A picture that stands beside the source.

    Attributes:
        source: where it comes from; None where there is none.
        loaded: the picture; None while it is read, and where it cannot be.
        name: of the file that is being read.
        problem: why it cannot be read or does not fit the source, or None.
    """

    source: Source | None = None
    loaded: LoadedSource | None = None
    name: str = ""
    problem: Problem | None = None

    @property
    def is_reading(self) -> bool:
        return self.source is not None and self.loaded is None and self.problem is None


@dataclass(frozen=True, slots=True)
class Network:
    """The network from a file of weights whose layer is looked into.

    Attributes:
        location: of the file, as in the document; None as long as none was opened.
        loaded: its weights; None while they are read, and where they cannot be.
        name: of the file that is being read, or "".
        problem: why it cannot be read, or None.
    """

    location: str | None = None
    loaded: LoadedNetwork | None = None
    name: str = ""
    problem: Problem | None = None

    @property
    def is_reading(self) -> bool:
        return self.loaded is None and bool(self.name)


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
