"""Actions: lessons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.gui.action_tables.spec import ActionSpec

translate = QCoreApplication.translate


def lessons_table() -> tuple[ActionSpec, ...]:
    """Return the actions of this subject, translated into the present language."""
    return (
        ActionSpec(
            "showMeAction",
            translate("Actions", "Show me in two minutes"),
            translate("Actions", "Be shown the two convolutions in a few steps"),
        ),
        ActionSpec(
            "openLessonAction",
            translate("Actions", "Open lesson…"),
            translate("Actions", "Open a lesson from a file that somebody has written"),
        ),
        ActionSpec(
            "previousLessonStepAction",
            translate("Actions", "Back in the lesson"),
            translate("Actions", "Go to the step before"),
            ("Alt+Left",),
        ),
        ActionSpec(
            "nextLessonStepAction",
            translate("Actions", "On in the lesson"),
            translate("Actions", "Go to the next step, or skip the aim of this one"),
            ("Alt+Right",),
        ),
        ActionSpec(
            "endLessonAction",
            translate("Actions", "End the lesson"),
            translate("Actions", "Go back to your own experiment, which is as you left it"),
            ("Alt+End",),
        ),
    )
