"""Sentences about how much of a shuffled map lands elsewhere than it belongs."""

from __future__ import annotations

from collections.abc import Callable

from vizapp.wording.translation import marked, translate

CONTEXT = "Displaced"
"""The translation context of these sentences."""
_RESTORED = marked("restored exactly")
_RESTORED_BUT = marked("restored exactly, but for {exceptions}")
_EDGE = marked("the edge that was cut off")
_AND = marked("{one} and {other}")
_ONE_CHANGED, _CHANGED = marked("1 value changed by hand"), marked("{count} values changed by hand")
_IN_PLACE = marked("every value in its place")
_WITH_CHANGED = marked("{status}, {changed}")
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
    changed: int = 0,
    has_one_order: bool = False,
    is_brief: bool = False,
    written: Callable[[int], str] = "{:,}".format,
) -> str:
    """Return what a shuffle has done to a map, as a phrase without capital and full stop.

    Args:
        channels: how many of ``all_channels`` are read for another place than their own.
        values: how many of ``all_values`` come from another channel than they should.
        restores: whether the map is an image that was taken apart before; with ``is_cut`` an edge of it is missing.
        changed: how many values were changed by hand, wherever they are.
        has_one_order: whether it is read in another order than it is stored in, and has one output channel only, so
            that both are the same.
        is_brief: whether the channels are left out.
        written: writes a number.
    """
    by_hand = translate(CONTEXT, _ONE_CHANGED if changed == 1 else _CHANGED).format(count=written(changed))
    if not values and restores:
        exceptions = ([translate(CONTEXT, _EDGE)] if is_cut else []) + ([by_hand] if changed else [])
        if not exceptions:
            status = translate(CONTEXT, _RESTORED)
        else:
            both = len(exceptions) == 2
            told = translate(CONTEXT, _AND).format(one=exceptions[0], other=by_hand) if both else exceptions[0]
            status = translate(CONTEXT, _RESTORED_BUT).format(exceptions=told)
    else:
        status = translate(CONTEXT, (_SOME_BRIEFLY if is_brief else _SOME) if values else _IN_PLACE).format(
            channels=written(channels),
            all_channels=written(all_channels),
            values=written(values),
            all_values=written(all_values),
        )
        if changed:
            status = translate(CONTEXT, _WITH_CHANGED).format(status=status, changed=by_hand)
    return translate(CONTEXT, _SAME_ORDERS).format(status=status) if has_one_order and not values else status


def differing_words(values: int, differing: int | None, *, written: Callable[[int], str] = "{:,}".format) -> str:
    """Return how many of the displaced ``values`` differ from what there should be; None: they were not compared."""
    if differing is None:
        return translate(CONTEXT, _NOT_COMPARED)
    return translate(CONTEXT, _DIFFERING).format(differing=written(differing), values=written(values))
