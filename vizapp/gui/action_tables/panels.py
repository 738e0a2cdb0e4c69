"""Actions: the panels around the pictures."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.gui.action_tables.spec import ActionSpec

translate = QCoreApplication.translate


def panels_table() -> tuple[ActionSpec, ...]:
    """Return the actions of this subject, translated into the present language."""
    return (
        ActionSpec(
            "foldSetupAction",
            translate("Actions", "Fold the setup"),
            translate("Actions", "Fold the setup into a bar at the edge, or unfold it"),
            ("Ctrl+1",),
        ),
        ActionSpec(
            "foldInspectorAction",
            translate("Actions", "Fold the inspector"),
            translate("Actions", "Fold the inspector into a bar at the edge, or unfold it"),
            ("Ctrl+2",),
        ),
        ActionSpec(
            "foldProgressAction",
            translate("Actions", "Fold the curves"),
            translate("Actions", "Fold the curves into a strip that says what they have reached, or unfold them"),
            ("Ctrl+3",),
        ),
        ActionSpec(
            "foldAllAction",
            translate("Actions", "Fold all panels"),
            translate("Actions", "Fold all panels, or unfold those that this has folded"),
            ("Ctrl+4",),
        ),
        ActionSpec(
            "shrinkPanelAction",
            translate("Actions", "Make the panel smaller"),
            translate("Actions", "Make the panel that has the focus, or had it last, smaller"),
            ("Ctrl+5",),
            repeats=True,
        ),
        ActionSpec(
            "growPanelAction",
            translate("Actions", "Make the panel larger"),
            translate("Actions", "Make the panel that has the focus, or had it last, larger"),
            ("Ctrl+6",),
            repeats=True,
        ),
        ActionSpec(
            "movePanelAction",
            translate("Actions", "Move the panel"),
            translate("Actions", "Move the panel that has the focus, or had it last, to the window's next edge"),
            ("Ctrl+7",),
        ),
        ActionSpec(
            "resetLayoutAction",
            translate("Actions", "Reset the layout"),
            translate("Actions", "Return all panels to their initial places"),
            (),
            "panels",
        ),
    )
