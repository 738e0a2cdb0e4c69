"""What the runs that train beside one another are called, and in which colours they are drawn."""

from __future__ import annotations

from collections.abc import Mapping

from vizapp.wording.translation import marked, translate

_TITLES: Mapping[str, str] = {"conv": marked("conv"), "free": marked("free map"), "none": marked("none")}


def run_title(run: str) -> str:
    """Return the name of a run in the user's language; a run is named after the kind of its offset branch."""
    return translate("Runs", _TITLES.get(run, run))
