"""Actions: what is opened, saved, exported and copied."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from vizapp.gui.action_tables.spec import ActionSpec

translate = QCoreApplication.translate
_Standard = QKeySequence.StandardKey


def files_table() -> tuple[ActionSpec, ...]:
    """Return the actions of this subject, translated into the present language."""
    return (
        ActionSpec(
            "openAction",
            translate("Actions", "Open…"),
            translate("Actions", "Open an image, a feature map or an experiment"),
            (_Standard.Open,),
            "open",
        ),
        ActionSpec(
            "saveExperimentAction",
            translate("Actions", "Save experiment"),
            translate("Actions", "Save the experiment with its training, to go on with it another time"),
            ("Ctrl+S",),
            "export",
        ),
        ActionSpec(
            "saveExperimentAsAction",
            translate("Actions", "Save experiment as…"),
            translate("Actions", "Save the experiment with its training to another file"),
            ("Ctrl+Shift+S",),
            "export",
        ),
        ActionSpec(
            "clearRecentAction",
            translate("Actions", "Clear recent files"),
            translate("Actions", "Forget which files were opened before; the files stay"),
            (),
            "clear",
        ),
        ActionSpec(
            "pasteAction",
            translate("Actions", "Paste image"),
            translate("Actions", "Open the image or file that is on the clipboard"),
            (_Standard.Paste,),
            "paste",
        ),
        ActionSpec(
            "exportOffsetsAction",
            translate("Actions", "Export offsets…"),
            translate("Actions", "Write offsets, points, masks and field of the layer on show to a file"),
            ("Ctrl+E",),
            "export",
        ),
        ActionSpec(
            "exportFigureAction",
            translate("Actions", "Export figure…"),
            translate(
                "Actions", "Write what a canvas shows as PNG, SVG, PDF or arrays, with or without its overlays"
            ),
            ("Ctrl+Shift+F",),
            "export",
        ),
        ActionSpec(
            "exportCurvesAction",
            translate("Actions", "Export curves…"),
            translate("Actions", "Write the curves as SVG, PDF or PNG, or all their numbers as CSV or arrays"),
            (),
            "export",
        ),
        ActionSpec(
            "exportAnimationAction",
            translate("Actions", "Export animation…"),
            translate("Actions", "Write what a canvas shows over the steps of the training as GIF, APNG or WebP"),
            ("Ctrl+Shift+A",),
            "export",
        ),
        ActionSpec(
            "exportInspectorAction",
            translate("Actions", "Export inspector…"),
            translate("Actions", "Write what the inspector says of the picked unit or pixel as Markdown or CSV"),
            (),
            "export",
        ),
        ActionSpec(
            "copyCanvasAction",
            translate("Actions", "Copy picture"),
            translate("Actions", "Put the canvas under the cursor, or else the one in focus, on the clipboard"),
            (_Standard.Copy,),
            "paste",
        ),
        ActionSpec(
            "keepLookAction",
            translate("Actions", "Keep to compare"),
            translate("Actions", "Keep what is on show, to compare it with what comes next"),
            ("Ctrl+K",),
            "pin",
        ),
        ActionSpec(
            "compareAction",
            translate("Actions", "Compare…"),
            translate("Actions", "See what was kept beside what is on show: side by side, wiped, as a difference"),
            ("Ctrl+Shift+K",),
            "samples",
        ),
        ActionSpec(
            "copyTextAction",
            translate("Actions", "Copy experiment as text"),
            translate("Actions", "Put all settings on the clipboard as one line, to paste into a message or here"),
            ("Ctrl+Alt+C",),
            "copy",
        ),
        ActionSpec(
            "openJudgedAction",
            translate("Actions", "Open somebody's result…"),
            translate("Actions", "See and measure a picture that another network has made of the source"),
            (),
            "open",
        ),
        ActionSpec(
            "openNetworkAction",
            translate("Actions", "Open network…"),
            translate("Actions", "Look into the pixel shuffles of a network, from a file of its weights"),
            (),
            "open",
        ),
        ActionSpec(
            "saveEnlargedAction",
            translate("Actions", "Save enlarged picture…"),
            translate("Actions", "Write the whole source, enlarged by the network on show, to a PNG file"),
            ("Ctrl+Shift+E",),
            "export",
        ),
        ActionSpec(
            "copyScriptAction",
            translate("Actions", "Copy as PyTorch"),
            translate("Actions", "Copy the experiment as a plain script for torch and torchvision"),
            ("Ctrl+Shift+C",),
            "copy",
        ),
        ActionSpec(
            "saveScriptAction",
            translate("Actions", "Save as PyTorch…"),
            translate("Actions", "Write the experiment as a plain script for torch and torchvision to a file"),
            (),
            "export",
        ),
        ActionSpec(
            "copyUnitAction",
            translate("Actions", "Copy unit as numpy"),
            translate("Actions", "Copy the arithmetic of what is picked as a short script for numpy"),
            (),
            "copy",
        ),
    )
