"""Configure, step and observe: what a person experiments with."""

from __future__ import annotations

from vizapp.labs.base import DivergedError, Lab, LabDescription, LabError, LabView, SnapshotCommon
from vizapp.labs.create import LabMaker, create_lab

__all__ = [
    "DivergedError",
    "Lab",
    "LabDescription",
    "LabError",
    "LabMaker",
    "LabView",
    "SnapshotCommon",
    "create_lab",
]
