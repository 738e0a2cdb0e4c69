"""WebP: lossless; its encoder finds by itself what differs from frame to frame."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

from vizapp.animations.deltas import Delta
from vizapp.animations.film import Film

_UNIT = 1000
_EFFORT = 60
"""Of 100: how long the encoder looks for a smaller file, which loses nothing either way."""


class _Reel(Image.Image):
    """An image of several frames, each made when it is asked for, as an animation is saved in its order."""

    def __init__(self, film: Film, changes: Sequence[Delta], begun: Callable[[], None]) -> None:
        """``begun`` is called for each frame."""
        super().__init__()
        self._changes, self._begun = changes, begun
        self._canvas = np.zeros((*film.size, 3), np.uint8)
        self._at = -1
        self.n_frames = film.count
        self._take(0)

    def tell(self) -> int:
        return self._at

    def seek(self, frame: int) -> None:
        if not 0 <= frame < len(self._changes):
            raise EOFError
        if frame != self._at and frame != 0:  # the encoder goes back to the first when it is done
            self._begun()
            self._take(frame)

    def _take(self, frame: int) -> None:
        delta = self._changes[frame]
        self._canvas[delta.place] = delta.pixels
        self._at = frame
        image = Image.fromarray(self._canvas)
        self._mode, self._size, self.im = image.mode, image.size, image.im


def write_webp(film: Film, changes: Sequence[Delta], emit: Callable[[bytes], None]) -> None:
    """Pass the file to ``emit``, after an empty piece for each frame."""
    stream = io.BytesIO()
    _Reel(film, changes, lambda: emit(b"")).save(
        stream,
        "WEBP",
        save_all=True,
        duration=film.delays(_UNIT),
        loop=0,
        lossless=True,
        quality=_EFFORT,
        method=4,
        # Only the first frame is a whole one: nobody jumps into the middle.
        kmin=film.count,
        kmax=film.count + 1,
    )
    emit(stream.getvalue())
