"""Files made to exhaust whoever reads them: small, and of a size, depth, number or time that they only claim.

Each is registered under a name of its own, in :mod:`bombs_images`, :mod:`bombs_arrays` or :mod:`bombs_places`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path

Place = Callable[[Path], AbstractContextManager[Path]]
"""Makes a bomb in an empty folder, and gives its path while it is there."""

BOMBS: dict[str, Place] = {}


def register(name: str, place: Place) -> None:
    """Add a bomb; no two have the same name."""
    assert name not in BOMBS, name
    BOMBS[name] = place


def of_bytes(suffix: str, **contents: Callable[[], bytes]) -> None:
    """Register files of a kind by what each makes of itself, given as a word with underscores."""
    for words, make in contents.items():
        register(f"{suffix}: {words.replace('_', ' ')}", _written(suffix, make))


def _written(suffix: str, make: Callable[[], bytes]) -> Place:
    @contextmanager
    def place(folder: Path) -> Iterator[Path]:
        path = folder / f"bomb.{suffix}"
        path.write_bytes(make())
        yield path

    return place


@cache
def packed_zeros(size: int, window: int = zlib.MAX_WBITS) -> bytes:
    """Return ``size`` zeros deflated a thousandfold; a negative ``window`` leaves out the frame of zlib."""
    packer, piece = zlib.compressobj(9, zlib.DEFLATED, window), bytes(1 << 20)
    parts = [packer.compress(piece[: min(len(piece), size - done)]) for done in range(0, size, len(piece))]
    return b"".join((*parts, packer.flush()))
