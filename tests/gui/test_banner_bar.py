"""The banner in a wide window and in a narrow one."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from vizapp.gui.banner import BannerBar
from vizapp.problem import Problem
from vizapp.session.banner import Banner

LONG = Banner(
    Problem("diverged.training.loss-not-finite", "learning_rate", values={"step": 12, "kept": 0}),
    actions=("lower-rate", "reset"),
)


@pytest.mark.parametrize("width", [240, 300, 420, 900])
def test_buttons_and_sentence_are_whole_at_any_width(qtbot: QtBot, width: int) -> None:
    bar = BannerBar()
    qtbot.addWidget(bar)
    bar.resize(width, 400)
    bar.show_banner(LONG)
    bar.resize(width, 400)
    qtbot.waitExposed(bar)
    bar.layout().activate()
    shown = [button for button in bar.ways_out if button.isVisible()]
    assert len(shown) == 2
    assert all(button.width() >= button.sizeHint().width() for button in shown), "no word of theirs is cut"
    assert bar.sentence.width() >= min(width - 120, 240), "it has most of the bar"
    beside = shown[0].geometry().top() < bar.sentence.geometry().center().y()
    assert beside == (width == 900)
