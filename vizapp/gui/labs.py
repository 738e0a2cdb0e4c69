"""The register of the window's labs, in the order of the lab switch."""

from __future__ import annotations

from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.subpixel.lab_ui import SUBPIXEL

LAB_UIS: dict[str, LabUi] = {ui.name: ui for ui in (DEFORMABLE, SUBPIXEL)}
"""The labs by their name in the document."""
