"""The labs of the window, in the order of the lab switch. Another one is a folder of its own and a line here."""

from __future__ import annotations

from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.subpixel.lab_ui import SUBPIXEL

LAB_UIS: dict[str, LabUi] = {ui.name: ui for ui in (DEFORMABLE, SUBPIXEL)}
"""By the name that the document gives the lab."""
