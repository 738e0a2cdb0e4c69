"""How a table's width is shared out among its columns: pure arithmetic, in whole pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise


def share_out(width: int, shares: Sequence[float], needs: Sequence[float]) -> list[int]:
    """Return a width for each column; together they are ``width``.

    Where every column's share is as wide as it needs, it gets its share, so that columns stand still while numbers
    change. Otherwise what some lack is taken from the others, in proportion to what each has more than it needs.
    Where the whole width is too little, each column gets the same part of what it needs.

    Args:
        width: of the table, in pixels.
        shares: of each column in the width, in any unit.
        needs: what each column needs, in pixels.
    """
    by_share = [width * share / sum(shares) for share in shares]
    lacking = sum(max(0.0, need - given) for need, given in zip(needs, by_share, strict=True))
    spare = sum(max(0.0, given - need) for need, given in zip(needs, by_share, strict=True))
    if lacking == 0:
        wanted = by_share
    elif lacking <= spare:
        part = lacking / spare
        wanted = [
            need if need >= given else given - part * (given - need)
            for need, given in zip(needs, by_share, strict=True)
        ]
    else:
        wanted = [width * need / sum(needs) for need in needs]
    # Edges are rounded, not widths: these would not add up.
    edges = [round(edge) for edge in accumulate(wanted, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]
