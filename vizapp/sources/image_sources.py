"""From plain samples to a source: an image of 8 bits, or grey of 16."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vizapp.problem import Problem
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.pictures import as_array, overview_of_image, thumbnail_of
from vizapp.value_picture import UNIT_RANGE, image_range, levels_of_16_bits
from vizapp.wording.source_notes import note

MAX_16 = 65535


def source_of_picture(shown: Image.Image, name: str, file_format: str, noted: tuple[Problem, ...]) -> LoadedSource:
    """Return the source that a picture of mode L, RGB or RGBA is."""
    values = as_array(shown)
    overview = overview_of_image(shown)
    return LoadedSource(
        kind="image",
        name=name,
        format=file_format,
        values=values,
        overview=overview,
        thumbnail=thumbnail_of(overview),
        noted=(*noted, *alpha_note(values)),
    )


def source_of_wide_grey(
    wide: NDArray[np.uint16], name: str, file_format: str, noted: tuple[Problem, ...]
) -> LoadedSource:
    """Return the source that grey of 16 bits (H, W) is; its numbers stay, and what they use of the range is drawn."""
    values = np.ascontiguousarray(wide)[:, :, None]
    drawn = image_range(values)
    overview = overview_of_image(Image.fromarray(levels_of_16_bits(drawn)[wide]))
    if drawn != UNIT_RANGE:
        used = note("note.range", low=float(wide.min()), high=float(wide.max()), most=MAX_16)
        noted = (*noted, used)
    return LoadedSource(
        kind="image",
        name=name,
        format=file_format,
        values=values,
        overview=overview,
        thumbnail=thumbnail_of(overview),
        noted=noted,
        drawn_range=drawn,
    )


def alpha_note(values: NDArray[Any]) -> tuple[Problem, ...]:
    """Return what is told about the transparency of a picture's values (H, W, C)."""
    if values.shape[2] == 4 and int(values[:, :, 3].min()) < 255:
        return (note("note.alpha"),)
    return ()
