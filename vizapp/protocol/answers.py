"""The answers of a snapshot to the requests of :mod:`vizapp.protocol.requests`. Every array is read-only."""

from __future__ import annotations

from typing import TypeAlias

from vizapp.protocol.offset_answers import Field, KernelDensity, OffsetReport, Placed
from vizapp.protocol.picture_answers import ChannelMaps, Picture, Spectrum, Tiles
from vizapp.protocol.subpixel_answers import (
    Arrangement,
    Displaced,
    Judgement,
    Kernels,
    NetworkReport,
    PixelPoints,
    Subpixels,
)
from vizapp.protocol.unit_answers import Readers, Tree, UnitReadings

Answer: TypeAlias = (
    Picture
    | Tiles
    | ChannelMaps
    | Displaced
    | UnitReadings
    | OffsetReport
    | Field
    | KernelDensity
    | Readers
    | Tree
    | Placed
    | Judgement
    | Kernels
    | NetworkReport
    | Spectrum
    | Subpixels
    | PixelPoints
    | Arrangement
)
