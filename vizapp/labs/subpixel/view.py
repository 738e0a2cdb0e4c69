"""What both tasks of the sub-pixel lab show of their r²·C channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from torch import Tensor

from vizapp.document.experiment import SubpixelSpec
from vizapp.labs.base import SnapshotCommon
from vizapp.labs.subpixel.tiles import draw_mosaic, picked_values, shown_groups, tile_layout
from vizapp.protocol.messages import SubpixelSnapshot
from vizapp.protocol.observations import Observation, Picture, Position
from vizapp.value_picture import ValueRange


@dataclass(frozen=True)
class SubpixelView:
    """What an observation has seen; the fields are those of the snapshot."""

    step: int
    picture: Picture
    left: Picture
    groups: tuple[int, ...]
    picked_yx: Position | None
    picked_values: np.ndarray | None
    psnr: float | None = None

    def snapshot(self, common: SnapshotCommon) -> SubpixelSnapshot:
        """Return it as the message for the window."""
        return SubpixelSnapshot(
            step=self.step,
            picture=self.picture,
            left=self.left,
            groups=self.groups,
            picked_yx=self.picked_yx,
            picked_values=self.picked_values,
            psnr=self.psnr,
            **common,
        )


class PictureMemory:
    """The picture that was drawn last: picking and hovering ask for the same again and again."""

    def __init__(self) -> None:
        self._last: tuple[tuple[object, ...], Picture] | None = None

    def get(self, key: tuple[object, ...], draw: Callable[[], Picture]) -> Picture:
        """Return the picture that belongs to ``key``, drawn only if the last one was for another."""
        if self._last is None or self._last[0] != key:
            self._last = key, draw()
        return self._last[1]


def view_channels(
    feature_map: Tensor,
    spec: SubpixelSpec,
    observation: Observation,
    *,
    step: int,
    picture: Picture,
    low_resolution: Callable[[], Picture],
    drawn: ValueRange,
    memory: PictureMemory,
    psnr: float | None = None,
) -> SubpixelView:
    """Return the view of a feature map (C·r², h, w).

    Args:
        feature_map: the channels before the shuffle.
        spec: factor, order and phase order.
        observation: what is wanted on the left, and which pixel is picked; one outside the map is left out.
        step: after which step.
        picture: what the right canvas shows.
        low_resolution: draws what the left canvas shows where the observation wants the input.
        drawn: the range of the tiles.
        memory: of the lab whose feature map this is, which changes with ``step`` only.
        psnr: what the snapshot tells of the output.
    """
    channels_in, height, width = feature_map.shape
    channels = channels_in // spec.upscale_factor**2
    chosen = observation.output_channel
    groups = shown_groups(channels, spec.upscale_factor, chosen)
    if observation.left_picture == "channels":
        # The phase order moves no tile, so it is no part of the key.
        layout, most = tile_layout(feature_map, spec, groups), observation.max_pixels
        left = memory.get((step, groups, most), lambda: draw_mosaic(feature_map, layout, drawn, most))
    else:
        left = low_resolution()
    picked = observation.picked_yx
    if picked is not None and not (0 <= picked[0] < height and 0 <= picked[1] < width):
        picked = None
    channel = chosen if chosen is not None and chosen < channels else 0
    return SubpixelView(
        step=step,
        picture=picture,
        left=left,
        groups=groups,
        picked_yx=picked,
        picked_values=None if picked is None else picked_values(feature_map, spec, picked, channel),
        psnr=psnr,
    )
