"""The aims of lessons, in one table.

An aim compares the state in which its step began with the present one, and nothing else, so that a lesson can be told
by data alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vizapp.lessons.aim_kind import AimKind, Moment
from vizapp.lessons.setting_aims import SETTING_AIMS
from vizapp.lessons.training_aims import TRAINING_AIMS
from vizapp.lessons.unit_aims import UNIT_AIMS
from vizapp.lessons.view_aims import VIEW_AIMS

AIMS: dict[str, AimKind] = {**TRAINING_AIMS, **UNIT_AIMS, **SETTING_AIMS, **VIEW_AIMS}
"""By the name in the files of lessons, in the order in which they are listed."""


def is_reached(aim: str, values: Mapping[str, Any], moment: Moment) -> bool:
    """Return whether an aim is reached; ``values`` are those that :mod:`vizapp.lessons.reading` has checked."""
    return AIMS[aim].reached(moment, values)
