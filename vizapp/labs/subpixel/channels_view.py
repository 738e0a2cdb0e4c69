"""What every task of the sub-pixel lab shows of its r²·C channels: tiles, and single sub-pixels."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor

from vizapp.document.subpixel import SubpixelSpec
from vizapp.labs.subpixel.tiles import draw_mosaic, shown_groups, subpixel_values, tile_layout
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.protocol.requests import SubpixelsRequest, TilesRequest
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.value_picture import ValueRange


class PictureMemory:
    """The picture that was drawn last: picking and hovering ask for the same again and again."""

    def __init__(self) -> None:
        self._last: tuple[tuple[object, ...], Picture] | None = None

    def get(self, key: tuple[object, ...], draw: Callable[[], Picture]) -> Picture:
        """Return the picture that belongs to ``key``, drawn only if the last one was for another."""
        if self._last is None or self._last[0] != key:
            self._last = key, draw()
        return self._last[1]


class ChannelsView:
    """Answers requests about a feature map (C·r², h, w) that changes with its revision only."""

    def __init__(self, drawn: ValueRange) -> None:
        """``drawn`` is the range of the tiles."""
        self._drawn = drawn
        self._memory = PictureMemory()

    def tiles(self, feature_map: Tensor, spec: SubpixelSpec, request: TilesRequest, revision: int) -> Tiles:
        """Return the tiles, each in the place in which the order reads it; the phase order moves none of them."""
        groups = shown_groups(len(feature_map) // spec.upscale_factor**2, spec.upscale_factor, request.output_channel)
        layout, most = tile_layout(feature_map, spec, groups), request.max_pixels
        picture = self._memory.get(
            (revision, request.run, layout.order, groups, most),
            lambda: draw_mosaic(feature_map, layout, self._drawn, most),
        )
        return Tiles(picture, groups)

    def subpixels(self, feature_map: Tensor, spec: SubpixelSpec, request: SubpixelsRequest) -> Subpixels | None:
        """Return what a pixel holds, or None where it lies outside the map."""
        channels_in, height, width = feature_map.shape
        y, x = request.pixel_yx
        if not (0 <= y < height and 0 <= x < width):
            return None
        chosen, channels = request.output_channel, channels_in // spec.upscale_factor**2
        channel = chosen if chosen is not None and chosen < channels else 0
        return Subpixels((y, x), subpixel_values(feature_map, spec, (y, x), channel))
