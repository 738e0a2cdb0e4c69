"""The user's view settings, which are not part of the document and not undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from vizapp.document.values import Position
from vizapp.protocol.requests import Region
from vizapp.session.pins import Pins

Scope = Literal["unit", "brush", "everywhere"]
"""Whether a point is placed for the picked unit only, for those around it too, or for every unit."""
BRUSH_SIDES = (3, 129)
"""The fewest and the most units on a side of the square that the brush covers."""
Side = Literal["left", "right", "beside"]
"""One of the two canvases, or what is laid beside the right one's picture, on the same canvas."""


@dataclass(frozen=True, slots=True)
class View:
    """The user's view settings, which are not part of the document and not undone.

    Attributes:
        selected_tap: the tap k, of the chosen offset group, that the inspector details and the arrow keys move.
        below: the layer whose points are listed, drawn and dragged: so many below the last of a stack.
        offset_group: the offset group whose points are listed, drawn in full and dragged.
        scope: whether a dragged point is placed for one unit, for the units of the brush, or for all.
        brush: how many units the brush covers on a side, an odd number; the picked unit is in its middle.
        pictures: the name of the picture on a canvas, by lab and side; the lab's first picture if there is no entry.
        output_channel, input_channel: the shown channel; None shows three channels as colour.
        region: the part of the output that is on screen; None requests the whole map.
        shown: the keys of the overlays that are shown.
        pins: the pinned units of each lab.
        rigid: whether a deformable layer is shown as the plain convolution, without its offsets.
        unseen: whether the picture that nothing is trained on is shown, where there is one.
        run: the run that is shown, where several train beside one another; None is the main one.
        asked_pixel: the input pixel (y, x) of which is shown who reads it, or None.
        target: whether the target is shown in place of what comes out, where there is one.
    """

    selected_tap: int | None = None
    below: int = 0
    offset_group: int = 0
    scope: Scope = "unit"
    brush: int = 15
    pictures: Mapping[tuple[str, Side], str] = field(default_factory=dict)
    output_channel: int | None = None
    input_channel: int | None = None
    region: Region | None = None
    shown: frozenset[str] = frozenset()
    pins: Mapping[str, Pins] = field(default_factory=dict)
    rigid: bool = False
    unseen: bool = False
    run: str | None = None
    asked_pixel: Position | None = None
    target: bool = False

    def picture(self, lab: str, side: Side, default: str) -> str:
        """Return the name of the picture on a canvas of a lab."""
        return self.pictures.get((lab, side), default)


@dataclass(frozen=True, slots=True)
class ChannelMemory:
    """The chosen output channel, remembered separately for maps whose channels are colours and for other maps.

    Switching between the two kinds restores the choice made for each.

    Attributes:
        is_single: whether the present map's channels are not colours, in which case the first one is shown initially.
        other: the last choice for the other kind.
    """

    is_single: bool = False
    other: int | None = 0

    @classmethod
    def at_first(cls, is_single: bool) -> ChannelMemory:
        """Return the memory of someone who has chosen nothing yet, while a map of this kind is on show."""
        return cls(is_single, other=None if is_single else 0)

    @property
    def first(self) -> int | None:
        """The channel of the present kind of map that is shown as long as none was chosen."""
        return 0 if self.is_single else None
