"""The child process that encodes an animation: ``python -m vizapp.animations.child FILM``.

It reads the frames, RGB, from standard input. Then it writes the file to standard output in pieces, at least one for
each frame: four bytes of length (little-endian), and as many bytes; a piece may be empty.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from vizapp.animations.apng import write_apng
from vizapp.animations.deltas import Delta, deltas
from vizapp.animations.film import LENGTH_BYTES, Ending, Film
from vizapp.animations.gif import write_gif
from vizapp.animations.webp import write_webp
from vizapp.memory_order import WRITER, be_ended_first

Write: TypeAlias = Callable[[Film, Sequence[Delta], Callable[[bytes], None]], None]
WRITERS: dict[Ending, Write] = {"gif": write_gif, "apng": write_apng, "webp": write_webp}


def encode(film: Film, frames: BinaryIO, pieces: BinaryIO) -> None:
    """Encode an animation.

    Raises:
        EOFError: there are too few frames.
        OSError: nobody takes the pieces.
    """

    def emit(piece: bytes) -> None:
        pieces.write(len(piece).to_bytes(LENGTH_BYTES, "little") + piece)
        pieces.flush()

    WRITERS[film.ending](film, list(deltas(_read(film, frames))), emit)


def _read(film: Film, stream: BinaryIO) -> Iterator[NDArray[np.uint8]]:
    for _ in range(film.count):
        data = stream.read(film.frame_bytes)
        if len(data) < film.frame_bytes:
            raise EOFError
        yield np.frombuffer(data, np.uint8).reshape(*film.size, 3)


if __name__ == "__main__":
    be_ended_first(WRITER)
    encode(Film.of_words(sys.argv[1:]), sys.stdin.buffer, sys.stdout.buffer)
