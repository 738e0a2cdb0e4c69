"""How many values of a shuffled map land elsewhere than they belong, and how many of them are another number."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from vizapp.document.displacement import channels_by_place, count_displaced, displaced_in
from vizapp.document.subpixel import SubpixelSpec
from vizapp.protocol.subpixel_answers import Displaced
from vizapp.wording.displaced import status_words

MOST_COMPARED = 2**25
"""Of a map with more values those that moved are counted, but not compared: that would take longer than a frame."""
_BLOCK = 2**22
"""Values that are compared at once."""


def count_displaced_values(feature_map: Tensor, spec: SubpixelSpec) -> Displaced:
    """Count the values of the shuffle of a feature map (C·r², h, w) that come from another channel than they should.

    The right reading is the one in the order ``spec.stored_as`` with every phase in its place.
    """
    channels_in, height, width = feature_map.shape
    channels = channels_in // spec.upscale_factor**2
    moved = displaced_in(spec, channels)
    places = int(moved.sum()) * height * width
    if feature_map.numel() > MOST_COMPARED:
        return Displaced(places, None)
    identity = tuple(range(spec.upscale_factor**2))
    taken = torch.from_numpy(channels_by_place(channels, spec.phases, spec.order)[moved])
    right = torch.from_numpy(channels_by_place(channels, identity, spec.stored_as)[moved])
    at_once = max(1, _BLOCK // (height * width))
    differing = sum(
        _count_differing(feature_map, some, others)
        for some, others in zip(taken.split(at_once), right.split(at_once), strict=True)
    )
    return Displaced(places, differing)


def displaced_finding(
    spec: SubpixelSpec, output_shape: tuple[int, int, int], found: Displaced, *, restores: bool, is_cut: bool
) -> dict[str, Any]:
    """Return what stands in metrics.json about the displaced values of an enlarged map of ``output_shape``.

    ``value`` is their number and ``of`` that of all; ``differing`` is how many of them are another number than there
    should be, None where they were not compared.
    """
    count = count_displaced(spec, output_shape)
    sentence = status_words(
        count.channels,
        count.all_channels,
        found.places,
        count.all_values,
        restores=restores,
        is_cut=is_cut,
        changed=len(spec.changed_values),
        has_one_order=spec.stored_as != spec.read_as and output_shape[0] == 1,
    )
    return {
        "measure": "displaced",
        "value": found.places,
        "of": count.all_values,
        "channels": count.channels,
        "of_channels": count.all_channels,
        "differing": found.differing,
        "sentence": sentence,
    }


def _count_differing(feature_map: Tensor, some: Tensor, others: Tensor) -> int:
    """Return in how many values the channels ``some`` differ from the channels ``others``; NaN is one number."""
    here, there = (feature_map[channels.to(feature_map.device)] for channels in (some, others))
    return int(((here != there) & ~(here.isnan() & there.isnan())).sum())
