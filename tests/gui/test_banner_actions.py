"""What the buttons of the banner do."""

from __future__ import annotations

from typing import get_args

import pytest
from fakes import FakeSession

from vizapp.gui.banner_actions import act_on_banner
from vizapp.session.banner import BannerAction

DEEDS = {
    "wait": ["dismiss_banner"],
    "restart-engine": ["restart_engine"],
    "smaller-size": ["use_smaller_size"],
    "lower-rate": ["lower_learning_rate"],
    "try-again": ["try_again"],
    "reset": ["dismiss_banner", "reset"],
}


@pytest.mark.parametrize("action", get_args(BannerAction))
def test_each_does_what_it_says(action: BannerAction) -> None:
    session = FakeSession()
    act_on_banner(session, action)
    assert [name for name, _ in session.calls] == DEEDS[action]
