"""The numbers that belong to one sub-pixel, read from what the engine has sent. No Qt in here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from vizapp.document.tile_layout import OutputPlace, TileLayout
from vizapp.gui.subpixel.pictures import right_picture
from vizapp.gui.subpixel.requests import OUTPUT, PICKED, PICKED_OUTPUT, TILES, shows_tiles
from vizapp.gui.widgets.numbers import plain, signed
from vizapp.gui.widgets.printed import exact, printed
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.session.state import State

_UNKNOWN = "–"
_LUMA_WEIGHTS = (0.299, 0.587, 0.114)
"""ITU-R BT.601, as the network's input is weighted. They add up to 1: the residual is added to luma as it is."""


@dataclass(frozen=True, slots=True)
class ResidualSum:
    """A super-resolved value taken apart: bicubic + residual = output, all of luma; None where not known.

    Attributes:
        computed: which of them was not sent, but follows from the two others.
    """

    bicubic: float | None
    residual: float | None
    output: float | None
    computed: Literal["bicubic", "output"] = "bicubic"

    def texts(self, decimals: int) -> tuple[str, str, str]:
        """Return bicubic, residual and output as they are printed; "–" where not known.

        What was sent is rounded, what is computed is computed from that, so that the sum adds up as printed.
        """
        bicubic = _UNKNOWN if self.bicubic is None else plain(self.bicubic, decimals)
        output = _UNKNOWN if self.output is None else plain(self.output, decimals)
        residual = _UNKNOWN if self.residual is None else signed(self.residual, decimals)
        added = exact(residual)
        if added is None:
            return bicubic, residual, output
        if self.computed == "bicubic" and (present := exact(output)) is not None:
            bicubic = printed(present - added, decimals)
        if self.computed == "output" and (present := exact(bicubic)) is not None:
            output = printed(present + added, decimals)
        return bicubic, residual, output


def shuffled_value(state: State, layout: TileLayout, place: OutputPlace) -> float | None:
    """Return what the shuffle puts at ``place``, from the channel tiles or the picked pixel; None if not sent."""
    r = layout.upscale_factor
    picked = state.answer(PICKED, Subpixels)
    (h, i), (w, j) = divmod(place.y, r), divmod(place.x, r)
    if (
        picked is not None
        and len(picked.values) == r * r
        and picked.pixel_yx == (h, w)
        and place.channel == (state.view.output_channel or 0)
    ):
        return float(picked.values[i * r + j])
    shown = state.answer(TILES, Tiles)
    if shown is None or not shows_tiles(state):
        return None
    tiles = replace(layout, groups=shown.groups)
    found = tiles.mosaic_place(place)
    if found is None or shown.picture.region[2:] != tiles.mosaic_size:
        return None
    return _luma_at(shown.picture, *found)


def residual_sum(state: State, layout: TileLayout, place: OutputPlace) -> ResidualSum:
    """Return what becomes of the shuffled residual at ``place`` of a super-resolved picture."""
    residual = shuffled_value(state, layout, place)
    picture, shows = state.answer(OUTPUT, Picture), right_picture(state)
    shown = None if picture is None else _luma_at(picture, place.y, place.x)
    if shows == "bicubic" and picture is not None:
        output = None if shown is None or residual is None else shown + residual
        return ResidualSum(shown, residual, output, computed="output")
    if shows == "shuffled" and residual is None:
        residual = shown
    if shows != "output" or picture is None:  # then the output is sent at the picked pixel alone
        picked = state.answer(PICKED_OUTPUT, Picture)
        shown = None if picked is None else _luma_at(picked, place.y, place.x)
    return ResidualSum(None if shown is None or residual is None else shown - residual, residual, shown)


def _luma_at(picture: Picture, y: int, x: int) -> float | None:
    """Return the luma of a pixel (y, x) of the map, or the number of its only channel; None if it was not sent."""
    top, left, height, width = picture.region
    if picture.values is None or picture.values.shape[1:] != (height, width):
        return None
    if not (top <= y < top + height and left <= x < left + width):
        return None
    values = picture.values[:, y - top, x - left].tolist()
    if len(values) == 1:
        return float(values[0])
    return sum(weight * value for weight, value in zip(_LUMA_WEIGHTS, values, strict=True))
