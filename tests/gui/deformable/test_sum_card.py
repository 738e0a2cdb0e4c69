"""The sum of a unit's products is written as the operator's own output is, where the two agree."""

from __future__ import annotations

import dataclasses

from fakes import unit_reading
from pytestqt.qtbot import QtBot

from vizapp.gui.deformable.arithmetic import SumCheck
from vizapp.gui.deformable.sum_card import SumCard

EITHER_SIDE = SumCheck(
    products=0.09744995,
    channels=((0, 0.1), (1, -0.00255005)),
    others=0.0,
    bias=0.0,
    operator=0.09745005,
    magnitude=0.5,
)
"""Rounded to four decimals, one is 0.0974 and the other 0.0975."""


def written(card: SumCard) -> dict[str, str]:
    return {line.cells[0]: line.cells[1] for line in card.lines.lines}


def test_sums_that_agree_are_written_alike(qtbot: QtBot) -> None:
    card = SumCard()
    qtbot.addWidget(card)
    assert EITHER_SIDE.agrees
    card.show_sum(EITHER_SIDE, ("R", "G"), unit_reading(input_channels=2))
    texts = written(card)
    assert texts["Σ products"] == texts["operator’s own output"] == "+0.0975"
    assert "equal to 1e−7" in texts


def test_sums_that_differ_are_not(qtbot: QtBot) -> None:
    card = SumCard()
    qtbot.addWidget(card)
    card.show_sum(dataclasses.replace(EITHER_SIDE, operator=0.0985), ("R", "G"), unit_reading(input_channels=2))
    texts = written(card)
    assert texts["Σ products"] == "+0.0974"
    assert texts["operator’s own output"] == "+0.0985"
