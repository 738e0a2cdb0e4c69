"""The table of the window's actions: text, tooltip, keys and icon. :mod:`vizapp.gui.main_window` connects them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from vizapp.gui.theme import bind_icon
from vizapp.gui.widgets.plain_text import plain_tooltip

Keys = str | QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One line of the table.

    Attributes:
        name: the object name, and the key in :class:`Actions`.
        text: the text in menus and in the list of keys; some actions change theirs with the state.
        tooltip: one sentence that says what it does, without its keys.
        keys: the shortcuts, the first of which is shown.
        icon: the file name in resources/icons without its suffix, or "".
        checkable: whether it can be switched on and off.
        repeats: whether holding the key down repeats it.
    """

    name: str
    text: str
    tooltip: str
    keys: tuple[Keys, ...] = ()
    icon: str = ""
    checkable: bool = False
    repeats: bool = False


translate = QCoreApplication.translate
_Standard = QKeySequence.StandardKey


def action_table() -> tuple[ActionSpec, ...]:
    """Return the table, translated into the present language."""
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
            "restoreSessionAction",
            translate("Actions", "Come back to this session"),
            translate("Actions", "At the next start, go on where this window was when it was closed"),
            checkable=True,
        ),
        ActionSpec(
            "tryUnseenAction",
            translate("Actions", "Try it on the unseen picture"),
            translate("Actions", "Show everything of the picture that nothing is trained on"),
            ("U",),
            checkable=True,
        ),
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
        ActionSpec(
            "themeAction",
            translate("Actions", "Light or dark"),
            translate("Actions", "Switch between the light and the dark theme"),
            ("Ctrl+Shift+T",),
            "theme",
        ),
        ActionSpec(
            "systemLanguageAction",
            translate("Actions", "As the system"),
            translate("Actions", "Show all texts in the system's language, if it is Chinese or English"),
            (),
            checkable=True,
        ),
        # Each language is named in itself, for who does not read the present one.
        ActionSpec("enLanguageAction", "English", "Show all texts in English", (), checkable=True),
        ActionSpec("zhLanguageAction", "简体中文", "所有文字以简体中文显示", (), checkable=True),
        ActionSpec(
            "systemThemeAction",
            translate("Actions", "Follow the system"),
            translate("Actions", "Follow the system's light or dark theme"),
            checkable=True,
        ),
        ActionSpec(
            "darkThemeAction",
            translate("Actions", "Dark"),
            translate("Actions", "Always use the dark theme"),
            checkable=True,
        ),
        ActionSpec(
            "lightThemeAction",
            translate("Actions", "Light"),
            translate("Actions", "Always use the light theme"),
            checkable=True,
        ),
        ActionSpec(
            "systemMotionAction",
            translate("Actions", "Motion as the system"),
            translate("Actions", "Let things move by themselves, unless the system is set to reduce motion"),
            checkable=True,
        ),
        ActionSpec(
            "reducedMotionAction",
            translate("Actions", "Reduced motion"),
            translate("Actions", "Let nothing move by itself: what would travel is at its end at once"),
            checkable=True,
        ),
        ActionSpec(
            "presentAction",
            translate("Actions", "Present"),
            translate("Actions", "Put the panels away and show all text larger, for a projector; Escape ends it"),
            ("P",),
            "presenter",
            checkable=True,
        ),
        ActionSpec(
            "largerTextAction",
            translate("Actions", "Larger text"),
            translate("Actions", "Show all text larger"),
            ("Ctrl++", "Ctrl+="),
            repeats=True,
        ),
        ActionSpec(
            "smallerTextAction",
            translate("Actions", "Smaller text"),
            translate("Actions", "Show all text smaller"),
            ("Ctrl+-",),
            repeats=True,
        ),
        ActionSpec(
            "usualTextAction",
            translate("Actions", "Usual text"),
            translate("Actions", "Show all text in its usual size"),
            ("Ctrl+0",),
        ),
        ActionSpec(
            "fullScreenAction",
            translate("Actions", "Full screen"),
            translate("Actions", "Fill the whole screen, or go back to a window"),
            ("F11",),
            checkable=True,
        ),
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
        ActionSpec(
            "restartEngineAction",
            translate("Actions", "Restart the engine"),
            translate(
                "Actions",
                "End the engine's process; a new one goes on from where training was kept last",
            ),
            (),
            "restart",
        ),
        ActionSpec(
            "cardsAction",
            translate("Actions", "Cards"),
            translate("Actions", "Open all cards: each explains one thing, with a formula and a drawing"),
            ("F1",),
            "info",
        ),
        ActionSpec(
            "shortcutsAction",
            translate("Actions", "Keys and mouse"),
            translate("Actions", "List what every key and every movement of the mouse does"),
            ("?", "Ctrl+F1"),
            "keyboard",
        ),
        ActionSpec(
            "aboutAction",
            translate("Actions", "About vizapp"),
            translate("Actions", "Show the version, the licence and the libraries used"),
            (),
            "info",
        ),
        ActionSpec(
            "quitAction",
            translate("Actions", "Quit"),
            translate("Actions", "Close the window and end the engine"),
            ("Ctrl+Q",),
        ),
    )


class Actions(QObject):
    """The actions of the table, by name. Their keys work wherever the focus is in the window.

    Keys typed into a text field go to the field, because Qt offers them to the focused widget first.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        table = action_table()
        self._actions = {spec.name: self._build(spec) for spec in table}
        self._texts = {spec.name: spec.text for spec in table}
        self._tooltips = {spec.name: spec.tooltip for spec in table}

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def lasting_text(self, name: str) -> str:
        """Return the state-independent text of an action: "Undo", not "Undo: Change stride"."""
        return self._texts[name]

    def _build(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        action.setAutoRepeat(spec.repeats)
        # Without duplicates: a standard key may also be listed explicitly, and Qt treats a duplicate as ambiguous.
        action.setShortcuts(list(dict.fromkeys(QKeySequence(keys) for keys in spec.keys)))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if spec.icon:
            bind_icon(action, spec.icon, on_accent=spec.name == "runAction")
        explain(action, spec.tooltip)
        return action

    def explain(self, name: str, reason: str = "") -> None:
        """Set the tooltip: what the action does, with its keys, or ``reason`` why it is disabled, without them."""
        action, sentence = self._actions[name], reason or self._tooltips[name]
        if action.isEnabled():
            explain(action, sentence)
        else:
            action.setToolTip(plain_tooltip(sentence))


def explain(action: QAction, sentence: str) -> None:
    """Set the tooltip of ``action`` to ``sentence`` followed by the keys."""
    keys = shown_keys(action)
    action.setToolTip(plain_tooltip(f"{sentence} ({keys})" if keys else sentence))


def shown_keys(action: QAction) -> str:
    """Return the first shortcut in the system's notation, or ""."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
