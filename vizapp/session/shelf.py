"""A cache of loaded sources, for immediate undo; pasted pictures exist only here."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection

from vizapp.document.experiment import Source
from vizapp.sources.loaded import LoadedSource

MAX_SHELF_BYTES = 768 * 2**20


class Shelf:
    """Loaded sources by the document's ``Source``; at most ``max_bytes``, but always the one put last.

    Files and samples, which can be read again, are evicted first, least recently used first; pasted pictures only if
    nothing else is left, or when no document refers to them.
    """

    def __init__(self, max_bytes: int = MAX_SHELF_BYTES) -> None:
        self._max_bytes = max_bytes
        self._sources: OrderedDict[Source, LoadedSource] = OrderedDict()

    def put(self, source: Source, loaded: LoadedSource) -> None:
        self._sources[source] = loaded
        self._sources.move_to_end(source)
        self._shrink()

    def get(self, source: Source) -> LoadedSource | None:
        loaded = self._sources.get(source)
        if loaded is not None:
            self._sources.move_to_end(source)
        return loaded

    def forget_pasted(self, except_for: Collection[Source]) -> None:
        """Drop the pasted pictures that are not among ``except_for``."""
        for source in [source for source in self._sources if source.kind == "memory" and source not in except_for]:
            del self._sources[source]

    def _shrink(self) -> None:
        excess = sum(map(_bytes_of, self._sources.values())) - self._max_bytes
        newest = next(reversed(self._sources))
        for source in sorted(self._sources, key=lambda source: source.kind == "memory"):
            if excess <= 0:
                return
            if source is not newest:
                excess -= _bytes_of(self._sources.pop(source))


def _bytes_of(loaded: LoadedSource) -> int:
    return loaded.values.nbytes + loaded.overview.nbytes + loaded.thumbnail.nbytes
