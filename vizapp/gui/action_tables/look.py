"""Actions: how the program looks: language, theme, motion, size of the text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.gui.action_tables.spec import ActionSpec

translate = QCoreApplication.translate


def look_table() -> tuple[ActionSpec, ...]:
    """Return the actions of this subject, translated into the present language."""
    return (
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
    )
