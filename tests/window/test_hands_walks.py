"""What a hand does in the sub-pixel lab, with a real mouse and real keys in the real window."""

from __future__ import annotations

import pytest
from test_whole_window import Walk

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]


@pytest.mark.parametrize("name", ["tiles", "explode", "find"])
def test_tiles_values_and_phases_follow_a_hand(walk: Walk, name: str) -> None:
    walk(name, script="walks_hands.py")
