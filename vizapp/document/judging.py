"""Which pictures may have been made of a source: those as large as it is, or larger by a usual factor."""

from __future__ import annotations

from vizapp.document.lab_spec import SourceKind
from vizapp.problem import Problem

FACTORS = (1, 2, 3, 4, 8)
"""By which a judged picture may be larger than the source."""
JUDGED, JUDGED_DIFFERENCE = "judged", "judged-difference"
"""The names of the picture, and of what its luma differs by from that of the source where both are equally large."""


def factor_between(size: tuple[int, int], source: tuple[int, int]) -> int | None:
    """Return by which of :data:`FACTORS` a picture of ``size`` (H, W) is larger than ``source``; None if by none."""
    return next((k for k in FACTORS if size == (source[0] * k, source[1] * k)), None)


def why_not_judged(name: str, kind: SourceKind, size: tuple[int, int], source: tuple[int, int]) -> Problem | None:
    """Return why a file, named ``name``, cannot have been made of a source of the size ``source`` (H, W), or None."""
    if kind != "image":
        return Problem("judged.not-an-image", "judged", {"name": name})
    if factor_between(size, source) is not None:
        return None
    return Problem("judged.size", "judged", {"name": name, "size": size, "source": source, "factors": FACTORS[1:]})
