"""Actions: training, and taking back what was changed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from vizapp.gui.action_tables.spec import ActionSpec

translate = QCoreApplication.translate
_Standard = QKeySequence.StandardKey


def training_table() -> tuple[ActionSpec, ...]:
    """Return the actions of this subject, translated into the present language."""
    return (
        ActionSpec(
            "stepAction",
            translate("Actions", "Step"),
            translate("Actions", "Do one training step"),
            ("S",),
            "step",
            repeats=True,
        ),
        ActionSpec(
            "runAction",
            translate("Actions", "Run or pause"),
            translate("Actions", "Train until paused"),
            ("Space",),
            "run",
            checkable=True,
        ),
        ActionSpec(
            "resetAction",
            translate("Actions", "Reset"),
            translate("Actions", "Start training again at step 0"),
            ("R",),
            "reset",
        ),
        ActionSpec(
            "undoAction",
            translate("Actions", "Undo"),
            translate("Actions", "Undo the last change"),
            (_Standard.Undo,),
            "undo",
            repeats=True,
        ),
        ActionSpec(
            "redoAction",
            translate("Actions", "Redo"),
            translate("Actions", "Repeat the change that was undone last"),
            (_Standard.Redo, "Ctrl+Y"),
            "redo",
            repeats=True,
        ),
    )
