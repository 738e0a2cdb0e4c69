"""The numbers that belong to one sub-pixel, read from what the engine has sent. No Qt in here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vizapp.document.tile_layout import OutputPlace, TileLayout
from vizapp.gui.subpixel.requests import OUTPUT, PICKED, TILES, right_picture, shows_tiles
from vizapp.protocol.answers import Picture, Subpixels, Tiles
from vizapp.session.state import State

_LUMA_WEIGHTS = (0.299, 0.587, 0.114)
"""ITU-R BT.601, as the network's input is weighted. They add up to 1: the residual is added to luma as it is."""


@dataclass(frozen=True, slots=True)
class ResidualSum:
    """A super-resolved value taken apart: bicubic + residual = output, all of luma; None where not known."""

    bicubic: float | None
    residual: float | None
    output: float | None


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
    if shown is None or not shows_tiles(state.view):
        return None
    tiles = replace(layout, groups=shown.groups)
    found = tiles.mosaic_place(place)
    if found is None or shown.picture.region[2:] != tiles.mosaic_size:
        return None
    return _luma_at(shown.picture, *found)


def residual_sum(state: State, layout: TileLayout, place: OutputPlace) -> ResidualSum:
    """Return what becomes of the shuffled residual at ``place`` of a super-resolved picture."""
    residual = shuffled_value(state, layout, place)
    picture = state.answer(OUTPUT, Picture)
    shown = None if picture is None else _luma_at(picture, place.y, place.x)
    shows = right_picture(state.view)
    if shows == "shuffled":
        return ResidualSum(None, shown if residual is None else residual, None)
    if shows == "output":
        return ResidualSum(None if shown is None or residual is None else shown - residual, residual, shown)
    if shows == "bicubic":
        return ResidualSum(shown, residual, None if shown is None or residual is None else shown + residual)
    return ResidualSum(None, residual, None)


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
