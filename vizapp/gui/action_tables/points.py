"""Actions: what can be done with the sampling points of the deformable lab."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.gui.action_tables.spec import ActionSpec

translate = QCoreApplication.translate


def points_table() -> tuple[ActionSpec, ...]:
    """Return the actions of this subject, translated into the present language."""
    return (
        ActionSpec(
            "clearPointsAction",
            translate("Actions", "Clear placed points"),
            translate("Actions", "Remove all placed points; their sampling points follow the training again"),
            ("Ctrl+Backspace",),
            "clear",
        ),
        ActionSpec(
            "turnBackAction",
            translate("Actions", "Turn the points back"),
            translate("Actions", "Turn the probe's points by 15° against the clock, about the middle of the kernel"),
            ("[",),
            repeats=True,
        ),
        ActionSpec(
            "turnAction",
            translate("Actions", "Turn the points"),
            translate("Actions", "Turn the probe's points by 15° with the clock, about the middle of the kernel"),
            ("]",),
            repeats=True,
        ),
        ActionSpec(
            "narrowAction",
            translate("Actions", "Draw the points together"),
            translate("Actions", "Scale the probe's points down a little; four times halves their distances"),
            ("Ctrl+[",),
            repeats=True,
        ),
        ActionSpec(
            "widenAction",
            translate("Actions", "Spread the points"),
            translate("Actions", "Scale the probe's points up a little; four times doubles their distances"),
            ("Ctrl+]",),
            repeats=True,
        ),
        ActionSpec(
            "teachAction",
            translate("Actions", "Teach the branch"),
            translate("Actions", "Train the offset branch until the placed points come from it, and let go of them"),
            ("T",),
        ),
    )
