"""The labs that there are, on the engine's side. Another one is a folder of its own and a line here."""

from __future__ import annotations

from vizapp.labs.base import LabMaker
from vizapp.labs.deformable.make import make_deformable_lab
from vizapp.labs.subpixel.make import make_subpixel_lab

LAB_MAKERS: dict[str, LabMaker] = {
    "deformable": make_deformable_lab,
    "subpixel": make_subpixel_lab,
}
"""By the name that the document gives the lab."""
