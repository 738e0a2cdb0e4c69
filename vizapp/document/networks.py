"""Settings of a pixel shuffle that is a layer of a network, whose weights were read from a file."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

MAX_LAYER_NAME = 200
MAX_LAYER_CHANNELS = 1 << 16
FEWEST_CHANNELS = 4


class NetworkLayer(Struct, frozen=True, forbid_unknown_fields=True):
    """A pixel shuffle of a network that reads the source: its input map is what is rearranged.

    Attributes:
        location: of the file of weights, as in the document's ``Source``.
        layer: the name of the layer in the network.
        channels: C·r² of its input map.
    """

    location: Annotated[str, Meta(min_length=1)]
    layer: Annotated[str, Meta(min_length=1, max_length=MAX_LAYER_NAME)]
    channels: Annotated[int, Meta(ge=FEWEST_CHANNELS, le=MAX_LAYER_CHANNELS)]
