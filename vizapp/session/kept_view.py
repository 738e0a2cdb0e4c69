"""What the window shows, as a file of an experiment keeps it: JSON text, of which nothing is needed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Any, TypeAlias

import msgspec
from msgspec import Meta, Struct

from vizapp.document.deformable import DeformableSpec
from vizapp.keeping.members import MAX_VIEW_BYTES
from vizapp.protocol.event_checks import check_report
from vizapp.protocol.teaching import TeachingNumber, TeachReport
from vizapp.protocol.value_checks import ReplyError
from vizapp.session.engine_state import MAX_REPORTS
from vizapp.session.picks import Pick
from vizapp.session.pins import PIN_NAMES
from vizapp.session.state import State

_Place: TypeAlias = tuple[Annotated[float, Meta(ge=-1, le=2)], Annotated[float, Meta(ge=-1, le=2)]]
_Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=100)]
_Channel: TypeAlias = Annotated[int, Meta(ge=0, le=1 << 22)] | None


class KeptView(Struct, frozen=True):
    """What is kept of the view. Unknown fields are left out, and so is what is not as it should be.

    Attributes:
        picks: the places of the picked units, by lab, as fractions of the picture's height and width.
        pins: likewise of the pinned units, None where a letter is free.
        shown: the keys of the overlays that are shown.
        tap, below, group: what is selected of a deformable layer.
        output_channel, input_channel: that are shown.
        unseen, rigid, target: whether another picture, layer or map is shown.
        run: the run that is shown, or None.
        taught: what teachings have done, by their numbers.
        window: what the window itself keeps, such as its layout.
    """

    picks: Annotated[dict[_Name, _Place], Meta(max_length=16)] = {}
    pins: Annotated[dict[_Name, Annotated[tuple[_Place | None, ...], Meta(max_length=16)]], Meta(max_length=16)] = {}
    shown: Annotated[tuple[_Name, ...], Meta(max_length=200)] | None = None
    tap: Annotated[int, Meta(ge=0, le=4096)] | None = None
    below: Annotated[int, Meta(ge=0, le=16)] = 0
    group: Annotated[int, Meta(ge=0, le=1024)] = 0
    output_channel: _Channel = None
    input_channel: _Channel = None
    unseen: bool = False
    rigid: bool = False
    target: bool = False
    run: Annotated[str, Meta(min_length=1, max_length=60)] | None = None
    taught: Annotated[dict[TeachingNumber, TeachReport], Meta(max_length=MAX_REPORTS)] = {}
    window: dict[str, Any] = {}


def view_text(state: State, window: Mapping[str, Any]) -> bytes:
    """Return what the window shows as JSON text; what ``window`` holds is left out if it is too large."""
    view = state.view
    kept = KeptView(
        picks={lab: pick.place for lab, pick in state.picks.items() if pick.place is not None},
        pins={
            lab: tuple(None if pin is None else pin.place for pin in pins)
            for lab, pins in view.pins.items()
            if any(pins)
        },
        shown=tuple(sorted(view.shown)),
        tap=view.selected_tap,
        below=view.below,
        group=view.offset_group,
        output_channel=view.output_channel,
        input_channel=view.input_channel,
        unseen=view.unseen,
        rigid=view.rigid,
        target=view.target,
        run=view.run,
        taught=dict(state.teaching.reports),
    )
    text = msgspec.json.encode(msgspec.structs.replace(kept, window=dict(window)))
    return text if len(text) <= MAX_VIEW_BYTES else msgspec.json.encode(kept)


def read_view(text: bytes) -> KeptView:
    """Return what a file says of the view; nothing where it is not as it should be."""
    try:
        return msgspec.json.decode(text, type=KeptView)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return KeptView()


def with_view(state: State, kept: KeptView) -> State:
    """Return ``state`` as a file says that it was looked at."""
    layer = state.experiment.spec_of(DeformableSpec)
    labs = [spec.lab for spec in state.experiment.labs]
    taps = layer.kernel_size[0] * layer.kernel_size[1]
    view = replace(
        state.view,
        selected_tap=kept.tap if (kept.tap or 0) < taps else None,
        below=kept.below if kept.below < layer.layers else 0,
        offset_group=kept.group if kept.group < layer.offset_groups else 0,
        output_channel=kept.output_channel,
        input_channel=kept.input_channel,
        region=None,
        shown=state.view.shown if kept.shown is None else frozenset(kept.shown),
        pins={lab: _pins(places) for lab, places in kept.pins.items() if lab in labs},
        rigid=kept.rigid,
        unseen=kept.unseen,
        run=kept.run,
        target=kept.target,
        asked_pixel=None,
    )
    picks = {lab: _picked(state.picks.get(lab, Pick()), kept.picks.get(lab)) for lab in labs}
    return replace(state, view=view, picks=picks, teaching=replace(state.teaching, reports=_reports(kept)))


def _reports(kept: KeptView) -> dict[int, TeachReport]:
    """Return what teachings have done, as far as it can be so."""
    found = {}
    for number, report in kept.taught.items():
        with suppress(ReplyError):
            check_report(report)
            found[number] = report
    return found


def _pins(places: tuple[_Place | None, ...]) -> tuple[Pick | None, ...]:
    padded = (*places, *[None] * len(PIN_NAMES))[: len(PIN_NAMES)]
    return tuple(None if place is None else Pick(place=place) for place in padded)


def _picked(before: Pick, place: _Place | None) -> Pick:
    unit = None if place is None or before.grid is None else before.grid.nearest(place)
    return Pick(unit, before.grid, place)
