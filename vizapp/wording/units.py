"""The units of metrics in the user's language."""

from __future__ import annotations

from vizapp.wording.translation import marked, translate

GREY_LEVELS = marked("grey levels")


def unit_words(unit: str) -> str:
    """Return a unit in the user's language; symbols such as "px" are the same in each."""
    return translate("Units", unit) if unit else ""
