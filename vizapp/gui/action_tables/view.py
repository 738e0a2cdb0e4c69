"""Actions: which part of the pictures is seen, and of which picture."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.gui.action_tables.spec import ActionSpec

translate = QCoreApplication.translate


def view_table() -> tuple[ActionSpec, ...]:
    """Return the actions of this subject, translated into the present language."""
    return (
        ActionSpec(
            "fitAction",
            translate("Actions", "Fit"),
            translate("Actions", "Fit both pictures into their canvases"),
            ("F",),
            "fit",
        ),
        ActionSpec(
            "zoomProbeAction",
            translate("Actions", "Zoom to the probe"),
            translate("Actions", "Zoom in on what the picked unit reads"),
            ("Z",),
            "zoom-probe",
        ),
        ActionSpec(
            "loupeAction",
            translate("Actions", "Loupe"),
            translate("Actions", "Put the loupe away, or have it at every scale"),
            ("Shift+L",),
        ),
        ActionSpec(
            "linkViewsAction",
            translate("Actions", "Link views"),
            translate("Actions", "Zoom and move both pictures together"),
            ("L",),
            checkable=True,
        ),
        ActionSpec(
            "tryUnseenAction",
            translate("Actions", "Try it on the unseen picture"),
            translate("Actions", "Show everything of the picture that nothing is trained on"),
            ("U",),
            checkable=True,
        ),
    )
