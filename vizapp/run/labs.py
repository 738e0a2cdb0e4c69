"""The register of the labs' options of ``vizapp run``; a lab that has none of its own need not be in it."""

from __future__ import annotations

from vizapp.run.deformable_options import DEFORMABLE_OPTIONS
from vizapp.run.lab_options import LabOptions
from vizapp.run.subpixel_options import SUBPIXEL_OPTIONS

LAB_OPTIONS: dict[str, LabOptions] = {"deformable": DEFORMABLE_OPTIONS, "subpixel": SUBPIXEL_OPTIONS}
"""By the name that the document gives the lab."""
