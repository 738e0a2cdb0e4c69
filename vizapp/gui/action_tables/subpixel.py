"""Actions: what can be done in the sub-pixel lab."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.gui.action_tables.spec import ActionSpec

translate = QCoreApplication.translate


def subpixel_table() -> tuple[ActionSpec, ...]:
    """Return the actions of this subject, translated into the present language."""
    return (
        ActionSpec(
            "spectrumAction",
            translate("Actions", "Spectrum"),
            translate("Actions", "Show how strong every frequency is in the picture on the right, or the picture"),
            ("Shift+F",),
            checkable=True,
        ),
        ActionSpec(
            "nextUpsamplerAction",
            translate("Actions", "Next upsampler"),
            translate("Actions", "Have the next of the upsamplers on show that are compared; nothing begins anew"),
            ("N",),
            repeats=True,
        ),
        ActionSpec(
            "kernelsAction",
            translate("Actions", "Trained kernels"),
            translate("Actions", "Show the kernels of the network, and its last layer as a transposed convolution"),
            ("K",),
            checkable=True,
        ),
        ActionSpec(
            "resetPhasesAction",
            translate("Actions", "Reset the phase order"),
            translate("Actions", "Return every sub-pixel to its own phase"),
            ("Ctrl+Shift+R",),
            "restart",
        ),
        ActionSpec(
            "explodeAction",
            translate("Actions", "Explode"),
            translate("Actions", "Carry every sub-pixel from its tile to its place in the enlarged map, and back"),
            ("E",),
            checkable=True,
        ),
        ActionSpec(
            "swapRandomlyAction",
            translate("Actions", "Swap two phases at random"),
            translate("Actions", "Exchange two phases that chance chooses"),
            ("X",),
            "dice",
        ),
        ActionSpec(
            "puzzleAction",
            translate("Actions", "Find the swapped phases"),
            translate("Actions", "Swap one to three pairs of phases without saying which, or give up finding them"),
            ("Shift+X",),
            checkable=True,
        ),
        ActionSpec(
            "clearValuesAction",
            translate("Actions", "Give changed values back"),
            translate("Actions", "Return every value that was changed by hand to what was read"),
            (),
            "clear",
        ),
    )
