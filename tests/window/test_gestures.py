"""Every gesture on the canvases of the deformable lab, with a real mouse and real keys."""

from __future__ import annotations

import pytest
from test_whole_window import Walk

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]


@pytest.mark.parametrize("name", ["points", "areas", "constellation", "looking", "around"])
def test_gestures_do_what_the_list_of_them_says(walk: Walk, name: str) -> None:
    walk(name, script="walks_gestures.py")
