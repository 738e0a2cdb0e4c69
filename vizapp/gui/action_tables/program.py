"""Actions: help, the engine and the program itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.gui.action_tables.spec import ActionSpec

translate = QCoreApplication.translate


def program_table() -> tuple[ActionSpec, ...]:
    """Return the actions of this subject, translated into the present language."""
    return (
        ActionSpec(
            "restoreSessionAction",
            translate("Actions", "Come back to this session"),
            translate("Actions", "At the next start, go on where this window was when it was closed"),
            checkable=True,
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
