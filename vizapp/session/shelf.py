"""A cache of loaded sources, for immediate undo of small ones; pasted pictures exist only here."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable

from vizapp.document.experiment import Source
from vizapp.sources.loaded import LoadedSource

MAX_SHELF_BYTES = 768 * 2**20
MAX_READABLE_BYTES = 32 * 2**20
"""Bytes of sources that can be read again: enough for two photographs, but not for several large feature maps."""


class Shelf:
    """Loaded sources by the document's ``Source``, always including the one put or taken last.

    Beside it at most ``max_readable_bytes`` of files and samples, which can be read again, and at most ``max_bytes``
    in total are kept; the least recently used is evicted first, pasted pictures only if nothing else is left or no
    document refers to them.
    """

    def __init__(self, max_bytes: int = MAX_SHELF_BYTES, max_readable_bytes: int = MAX_READABLE_BYTES) -> None:
        self._max_bytes = max_bytes
        self._max_readable_bytes = max_readable_bytes
        self._sources: OrderedDict[Source, LoadedSource] = OrderedDict()

    def put(self, source: Source, loaded: LoadedSource) -> None:
        self._sources[source] = loaded
        self._sources.move_to_end(source)
        self._shrink()

    def get(self, source: Source) -> LoadedSource | None:
        loaded = self._sources.get(source)
        if loaded is not None:
            self._sources.move_to_end(source)
            self._shrink()
        return loaded

    def forget_pasted(self, except_for: Collection[Source]) -> None:
        """Drop the pasted pictures that are not among ``except_for``."""
        for source in [source for source in self._sources if source.kind == "memory" and source not in except_for]:
            del self._sources[source]

    def _shrink(self) -> None:
        *others, _ = self._sources
        readable = [source for source in others if source.kind != "memory"]
        self._drop(readable, self._bytes_of(readable) - self._max_readable_bytes)
        self._drop(readable, self._bytes_of(self._sources) - self._max_bytes)
        self._drop(others, self._bytes_of(self._sources) - self._max_bytes)

    def _drop(self, sources: Iterable[Source], excess: int) -> None:
        """Drop the first of ``sources`` until ``excess`` bytes are gone."""
        for source in sources:
            if excess <= 0:
                return
            excess -= self._bytes_of([source])
            self._sources.pop(source, None)

    def _bytes_of(self, sources: Iterable[Source]) -> int:
        """Return what those of ``sources`` take that are still there."""
        found = (self._sources[source] for source in sources if source in self._sources)
        return sum(each.values.nbytes + each.overview.nbytes + each.thumbnail.nbytes for each in found)
