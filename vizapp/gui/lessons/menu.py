"""The menu of the lessons."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtWidgets import QMenu

from vizapp.gui.actions import Actions
from vizapp.gui.menus import add_heading
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.lessons.lesson import Lesson
from vizapp.lessons.shelf import bundled_lessons
from vizapp.wording.language import language

_CLAIMS_OF_SUBPIXEL = range(1, 5)
"""The claims about sub-pixel convolution; the others are about deformable convolution."""


def fill_lessons(menu: QMenu, actions: Actions, chosen: SignalInstance, done: AbstractSet[str]) -> None:
    """Fill ``menu`` with the lessons, in the present language.

    Args:
        menu: what it held is removed.
        actions: those that are about lessons.
        chosen: emitted with the id of a lesson.
        done: the ids of the lessons that are ticked.
    """
    menu.clear()
    menu.addAction(actions["showMeAction"])
    claims = [lesson for lesson in bundled_lessons() if lesson.claim]
    subpixel = [lesson for lesson in claims if lesson.claim in _CLAIMS_OF_SUBPIXEL]
    deformable = [lesson for lesson in claims if lesson.claim not in _CLAIMS_OF_SUBPIXEL]
    translate = QCoreApplication.translate
    for title, lessons in (
        (translate("LessonsMenu", "Sub-pixel convolution"), subpixel),
        (translate("LessonsMenu", "Deformable convolution"), deformable),
    ):
        if lessons:
            add_heading(menu, title)
        for lesson in lessons:
            _add(menu, lesson, chosen, is_done=lesson.id in done)
    menu.addSeparator()
    menu.addAction(actions["openLessonAction"])
    menu.addSeparator()
    menu.addActions([actions[f"{name}LessonStepAction"] for name in ("previous", "next")])
    menu.addAction(actions["endLessonAction"])


def _add(menu: QMenu, lesson: Lesson, chosen: SignalInstance, *, is_done: bool) -> None:
    text = f"{lesson.claim}  {lesson.title.shown(language())}"
    entry = menu.addAction(text.replace("&", "&&"))
    entry.setObjectName(f"lesson-{lesson.id}")
    if is_done:
        entry.setCheckable(True)
        entry.setChecked(True)
        entry.setToolTip(
            plain_tooltip(QCoreApplication.translate("LessonsMenu", "done; it can be gone through again"))
        )
    entry.triggered.connect(lambda _=False, name=lesson.id: chosen.emit(name))
