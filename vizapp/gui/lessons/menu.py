"""The menu of the lessons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtWidgets import QMenu

from vizapp.gui.actions import Actions
from vizapp.gui.menus import add_heading
from vizapp.lessons.lesson import Lesson
from vizapp.lessons.shelf import bundled_lessons
from vizapp.wording.language import language

_CLAIMS_OF_SUBPIXEL = range(1, 5)
"""The claims about sub-pixel convolution; the others are about deformable convolution."""


def fill_lessons(menu: QMenu, actions: Actions, chosen: SignalInstance) -> None:
    """Fill ``menu`` with the lessons, in the present language; ``chosen`` is emitted with the id of one."""
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
            _add(menu, lesson, chosen)
    menu.addSeparator()
    menu.addAction(actions["openLessonAction"])
    menu.addSeparator()
    menu.addActions([actions[f"{name}LessonStepAction"] for name in ("previous", "next")])
    menu.addAction(actions["endLessonAction"])


def _add(menu: QMenu, lesson: Lesson, chosen: SignalInstance) -> None:
    text = f"{lesson.claim}  {lesson.title.shown(language())}"
    entry = menu.addAction(text.replace("&", "&&"))
    entry.setObjectName(f"lesson-{lesson.id}")
    entry.triggered.connect(lambda _=False, name=lesson.id: chosen.emit(name))
