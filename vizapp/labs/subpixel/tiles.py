"""The channels of a feature map side by side, as :class:`vizapp.document.tile_layout.TileLayout` lays them out."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.tile_layout import TileLayout, channel_of
from vizapp.document.values import Position
from vizapp.labs.pictures import average_areas, draw_covered
from vizapp.protocol.picture_answers import MAX_TILE_VALUES, Picture
from vizapp.value_picture import ValueRange

MAX_TILES = 64
FEW_TILES = 16
"""So many stand side by side large enough to be read, so all are shown even while one output channel is chosen."""


def shown_groups(channels: int, upscale_factor: int, output_channel: int | None) -> tuple[int, ...]:
    """Return the output channels whose tiles are shown.

    All of them where the tiles are few; otherwise the one that is chosen, or as many as ``MAX_TILES`` allows, from 0
    on.
    """
    phases = upscale_factor**2
    if output_channel is not None and output_channel < channels and channels * phases > FEW_TILES:
        return (output_channel,)
    return tuple(range(min(channels, max(1, MAX_TILES // phases))))


def tile_layout(feature_map: Tensor, spec: SubpixelSpec, groups: tuple[int, ...]) -> TileLayout:
    """Return the layout of a feature map (C·r², h, w)."""
    channels_in, height, width = feature_map.shape
    channels = channels_in // spec.upscale_factor**2
    return TileLayout(spec.upscale_factor, height, width, channels, groups, spec.order, spec.phases)


def draw_mosaic(feature_map: Tensor, layout: TileLayout, drawn: ValueRange, max_pixels: int) -> Picture:
    """Draw the mosaic of a feature map (C·r², h, w) with at most ``max_pixels`` pixels.

    Where it has more, every tile is reduced by itself before they are put together, so that a large mosaic never
    exists in full and no pixel mixes two tiles.
    """
    rows, columns = layout.mosaic_size
    covered = (0, 0, rows, columns)
    if rows * columns <= max_pixels:
        return draw_covered(compose_mosaic(feature_map, layout)[None], covered, drawn, MAX_TILE_VALUES)
    places = layout.group_rows * layout.group_columns * layout.upscale_factor**2
    tiles = torch.stack([average_areas(feature_map[held][None], max_pixels // places)[0] for held in _held(layout)])
    return draw_covered(_arrange(tiles, layout)[None], covered, drawn)


def compose_mosaic(feature_map: Tensor, layout: TileLayout) -> Tensor:
    """Return the mosaic (rows, columns) of a feature map (C·r², h, w)."""
    return _arrange(feature_map[_held(layout)], layout)


def _held(layout: TileLayout) -> list[int]:
    """Return the channels of the feature map that the tiles show, group by group and phase by phase."""
    r = layout.upscale_factor
    return [
        channel_of(group, phase, layout.channels, r, layout.order)
        for group in layout.groups
        for phase in range(r * r)
    ]


def _arrange(shown: Tensor, layout: TileLayout) -> Tensor:
    """Return the tiles (n, h, w), reduced or not, in the places that the layout gives them.

    Places without a tile hold one of the map's own values, so that a map of whole numbers stays one.
    """
    r = layout.upscale_factor
    height, width = shown.shape[1:]
    places = layout.group_rows * layout.group_columns
    tiles = shown[:1, :1, :1].repeat(places * r * r, height, width)
    tiles[: len(shown)] = shown
    # (group row, group column, i, j, h, w) → (group row, i, h, group column, j, w)
    apart = tiles.view(layout.group_rows, layout.group_columns, r, r, height, width)
    return apart.permute(0, 2, 4, 1, 3, 5).reshape(layout.group_rows * r * height, layout.group_columns * r * width)


def subpixel_values(feature_map: Tensor, spec: SubpixelSpec, pixel_yx: Position, output_channel: int) -> np.ndarray:
    """Return what a low-resolution pixel holds for an output channel, float32 (r²,), by the phase it lands at."""
    channels = len(feature_map) // spec.upscale_factor**2
    held = [channel_of(output_channel, phase, channels, spec.upscale_factor, spec.order) for phase in spec.phases]
    y, x = pixel_yx
    column = feature_map[:, y, x][torch.tensor(held, device=feature_map.device)]
    return np.array(column.detach().cpu().numpy(), dtype=np.float32)
