"""One tap in detail, in a panel of any width: its products stand beside the picture, or below it."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import unit_reading
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.tap_detail import TapDetailView

OFFSETS = np.full((9, 2), 0.3)


@pytest.mark.parametrize("width", [220, 250, 264, 288, 400])
def test_the_products_have_room_beside_the_picture_or_below_it(qtbot: QtBot, width: int) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    view = TapDetailView(panel)
    view.show_tap(
        unit_reading(offset_yx=OFFSETS, modulated=True),
        ConvGeometry((3, 3)),
        4,
        0,
        ("R", "G", "B"),
        (48, 64),
        None,
        True,
    )
    view.resize(width, view.sizeHint().height())
    panel.resize(width, 600)
    panel.show()
    view.resize(width, view.sizeHint().height())
    view.layout().activate()
    view._body.layout().activate()
    needed = view.picture.width() + view.terms.sizeHint().width()
    assert view.terms.width() >= view.terms.sizeHint().width()
    if width >= needed + 20:
        assert view.terms.geometry().left() > view.picture.geometry().right(), "beside, where there is room"
    if width < needed:
        assert view.terms.geometry().top() > view.picture.geometry().bottom(), "below, where there is none"
