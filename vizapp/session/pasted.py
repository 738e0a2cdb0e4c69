"""Pixels that were pasted: plain numbers already, so that no decoder and no other process is needed."""

from __future__ import annotations

import numpy as np

from vizapp.sources.limits import too_many_pixels
from vizapp.sources.loaded import LoadedSource, SourceError


def source_from_pixels(pixels: np.ndarray, name: str) -> LoadedSource:
    """Return a source that holds ``pixels``, uint8 (H, W, 1 | 3 | 4).

    Raises:
        SourceError: no pixels, too many, or of another type or number of channels.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] not in (1, 3, 4) or pixels.size == 0:
        raise SourceError(
            f"{name} has shape {pixels.shape} and type {pixels.dtype}; uint8 pixels (H, W, 1, 3 or 4) are needed."
        )
    height, width, channels = pixels.shape
    if problem := too_many_pixels(height, width):
        raise SourceError(f"{name} {problem}.")
    # Not at the top: Pillow is not needed before something is pasted.
    from PIL import Image

    from vizapp.sources.pictures import overview_of_image, thumbnail_of

    values = np.array(pixels, order="C")
    overview = overview_of_image(Image.fromarray(values[:, :, 0] if channels == 1 else values))
    return LoadedSource(
        kind="image", name=name, format="pixels", values=values, overview=overview, thumbnail=thumbnail_of(overview)
    )
