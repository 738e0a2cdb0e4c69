"""Sentences about how much of a shuffled map lands elsewhere than it belongs."""

from __future__ import annotations

from collections.abc import Callable

from vizapp.wording.translation import marked, translate

CONTEXT = "Displaced"
"""The translation context of these sentences."""
_RESTORED = marked("restored exactly")
_RESTORED_BUT_CUT = marked("restored exactly, but for the edge that was cut off")
_IN_PLACE = marked("every value in its place")
_SAME_ORDERS = marked("{status}: with one output channel both orders are the same")
_SOME = marked("{channels} of {all_channels} channels displaced: {values} of {all_values} values")
_SOME_BRIEFLY = marked("{values} of {all_values} values displaced")
_DIFFERING = marked("{differing} of the {values} displaced values are also another number than there should be.")
_NOT_COMPARED = marked("This map is too large for all values to be compared.")


def status_words(
    channels: int,
    all_channels: int,
    values: int,
    all_values: int,
    *,
    restores: bool,
    is_cut: bool = False,
    has_one_order: bool = False,
    is_brief: bool = False,
    written: Callable[[int], str] = "{:,}".format,
) -> str:
    """Return what a shuffle has done to a map, as a phrase without capital and full stop.

    Args:
        channels: how many of ``all_channels`` are read for another place than their own.
        values: how many of ``all_values`` come from another channel than they should.
        restores: whether the map is an image that was taken apart before; with ``is_cut`` an edge of it is missing.
        has_one_order: whether it is read in another order than it is stored in, and has one output channel only, so
            that both are the same.
        is_brief: whether the channels are left out.
        written: writes a number.
    """
    if not values:
        status = _RESTORED_BUT_CUT if is_cut else _RESTORED
        words = translate(CONTEXT, status if restores else _IN_PLACE)
        return translate(CONTEXT, _SAME_ORDERS).format(status=words) if has_one_order else words
    return translate(CONTEXT, _SOME_BRIEFLY if is_brief else _SOME).format(
        channels=written(channels),
        all_channels=written(all_channels),
        values=written(values),
        all_values=written(all_values),
    )


def differing_words(values: int, differing: int | None, *, written: Callable[[int], str] = "{:,}".format) -> str:
    """Return how many of the displaced ``values`` differ from what there should be; None: they were not compared."""
    if differing is None:
        return translate(CONTEXT, _NOT_COMPARED)
    return translate(CONTEXT, _DIFFERING).format(differing=written(differing), values=written(values))
