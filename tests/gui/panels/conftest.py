"""The panels are tested in the look they are shown in."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from vizapp.gui.theme import apply_theme


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    apply_theme(qapp, "dark")
