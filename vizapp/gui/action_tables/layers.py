"""Actions: what is shown in place of a picture, over it or beside it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.gui.action_tables.spec import ActionSpec

translate = QCoreApplication.translate


def layers_table() -> tuple[ActionSpec, ...]:
    """Return the actions of this subject, translated into the present language."""
    return (
        ActionSpec(
            "rigidAction",
            translate("Actions", "Plain convolution"),
            translate("Actions", "Show points, output and error as they are without any offset; or hold the key C"),
            checkable=True,
        ),
        ActionSpec(
            "targetAction",
            translate("Actions", "Target"),
            translate("Actions", "Show the target in place of every output; or hold the key O"),
            checkable=True,
        ),
        ActionSpec(
            "wipeAction",
            translate("Actions", "Wipe"),
            translate("Actions", "Show two pictures on one canvas, with a line between them that can be dragged"),
            ("V",),
            checkable=True,
        ),
        ActionSpec(
            "magnifierAction",
            translate("Actions", "Magnifier"),
            translate("Actions", "Show the spot under the cursor enlarged, the same one on every picture"),
            ("M",),
            checkable=True,
        ),
        ActionSpec(
            "whoReadsAction",
            translate("Actions", "Who reads here?"),
            translate("Actions", "Show which units read the pixel under the selected point, or stop showing it"),
            ("W",),
            checkable=True,
        ),
        ActionSpec(
            "pinProbeAction",
            translate("Actions", "Pin the probe"),
            translate("Actions", "Keep the points of the picked unit in view beside the probe, or let them go again"),
            ("Shift+P",),
            "pin",
        ),
        ActionSpec(
            "clearPinsAction",
            translate("Actions", "Clear pins"),
            translate("Actions", "Let go of all pinned units"),
            ("Ctrl+Shift+Backspace",),
            "clear",
        ),
    )
