"""The channels of a feature map side by side, as :class:`vizapp.tile_layout.TileLayout` lays them out."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from vizapp.experiment import SubpixelSpec
from vizapp.messages import Position
from vizapp.tile_layout import TileLayout, channel_of

MAX_TILES = 64


def shown_groups(channels: int, upscale_factor: int, output_channel: int | None) -> tuple[int, ...]:
    """Return the output channels whose tiles are shown: the one that is chosen, or as many as fit, from 0 on."""
    if output_channel is not None and output_channel < channels:
        return (output_channel,)
    return tuple(range(min(channels, max(1, MAX_TILES // upscale_factor**2))))


def tile_layout(feature_map: Tensor, spec: SubpixelSpec, groups: tuple[int, ...]) -> TileLayout:
    """Return the layout of a feature map (C·r², h, w)."""
    channels_in, height, width = feature_map.shape
    channels = channels_in // spec.upscale_factor**2
    return TileLayout(spec.upscale_factor, height, width, channels, groups, spec.order, spec.phases)


def compose_mosaic(feature_map: Tensor, layout: TileLayout, empty: float) -> Tensor:
    """Return the mosaic (rows, columns) of a feature map (C·r², h, w); ``empty`` fills places without a tile."""
    r = layout.upscale_factor
    channels = [
        channel_of(group, phase, layout.channels, r, layout.order)
        for group in layout.groups
        for phase in range(r * r)
    ]
    places = layout.group_rows * layout.group_columns
    tiles = feature_map.new_full((places * r * r, layout.height, layout.width), empty)
    tiles[: len(channels)] = feature_map[channels]
    # (group row, group column, i, j, h, w) → (group row, i, h, group column, j, w)
    apart = tiles.view(layout.group_rows, layout.group_columns, r, r, layout.height, layout.width)
    return apart.permute(0, 2, 4, 1, 3, 5).reshape(layout.mosaic_size)


def picked_values(feature_map: Tensor, spec: SubpixelSpec, picked_yx: Position, output_channel: int) -> np.ndarray:
    """Return what a low-resolution pixel holds for an output channel, float32 (r²,), by the phase it lands at."""
    channels = len(feature_map) // spec.upscale_factor**2
    held = [channel_of(output_channel, phase, channels, spec.upscale_factor, spec.order) for phase in spec.phases]
    y, x = picked_yx
    column = feature_map[:, y, x][torch.tensor(held, device=feature_map.device)]
    return np.array(column.detach().cpu().numpy(), dtype=np.float32)
