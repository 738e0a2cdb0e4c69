"""What each of the window's actions does, but for those that a part connects itself, as does the choice of theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizapp.gui.main_window import MainWindow

Deeds = Mapping[str, Callable[[], object]]
"""What actions do, by their names. What is made only when it is wanted stands in a lambda."""


def connect_actions(window: MainWindow) -> None:
    """Connect the actions of ``window``, and those of its labs, to what they do."""
    for deeds in (_with_files(window), _with_experiment(window), _with_view(window), _with_window(window)):
        for name, deed in deeds.items():
            window.actions_table[name].triggered.connect(lambda _=False, deed=deed: deed())
    for ui in window.labs.values():
        for name, action in ui.actions.items():
            window.actions_table[name].triggered.connect(lambda _=False, run=action.run: run(window.session))


def _with_files(window: MainWindow) -> Deeds:
    opening, experiments, dialogs, scripts = window.opening, window.experiments, window.dialogs, window.scripts
    return {
        "openAction": opening.choose_file,
        "pasteAction": opening.paste,
        "openJudgedAction": opening.choose_judged,
        "openNetworkAction": opening.choose_network,
        "openLessonAction": opening.choose_lesson,
        "clearRecentAction": window.session.clear_recent,
        "saveExperimentAction": experiments.save,
        "saveExperimentAsAction": experiments.save_as,
        "copyTextAction": opening.copy_as_text,
        "exportOffsetsAction": dialogs.export_offsets,
        "saveEnlargedAction": dialogs.save_enlarged,
        "copyScriptAction": scripts.copy,
        "saveScriptAction": scripts.choose_file,
        "copyUnitAction": scripts.copy_unit,
        "exportFigureAction": lambda: window.figures.export_canvas(),
        "exportAnimationAction": lambda: window.figures.animate_canvas(),
        "exportCurvesAction": lambda: window.figures.export_curves(),
        "exportInspectorAction": lambda: window.figures.export_tables(),
        "copyCanvasAction": lambda: window.figures.copy_canvas(),
    }


def _with_experiment(window: MainWindow) -> Deeds:
    session = window.session
    return {
        "stepAction": session.step,
        "runAction": session.toggle_run,
        "resetAction": session.reset,
        "undoAction": session.undo,
        "redoAction": session.redo,
        "restartEngineAction": session.restart_engine,
    }


def _with_view(window: MainWindow) -> Deeds:
    return {
        "fitAction": window.canvases.fit,
        "zoomProbeAction": lambda: window.scene.zoom_to_pick(),
        "loupeAction": lambda: window.scene.toggle_loupe(),
        "keepLookAction": window.comparing.keep,
        "compareAction": window.comparing.open,
    }


def _with_window(window: MainWindow) -> Deeds:
    folding = window.folding
    return {
        "presentAction": window.presenter.toggle,
        "fullScreenAction": window.full_screen.toggle,
        "foldSetupAction": lambda: folding.toggle(window.setup_dock),
        "foldInspectorAction": lambda: folding.toggle(window.inspector_dock),
        "foldProgressAction": lambda: folding.toggle(window.progress_dock),
        "foldAllAction": folding.toggle_all,
        "resetLayoutAction": window.reset_layout,
        "showMeAction": lambda: window.lessons.start_tour(),
        "nextLessonStepAction": lambda: window.lessons.go_on_by_key(),
        "previousLessonStepAction": lambda: window.lessons.go_back_by_key(),
        "endLessonAction": lambda: window.lessons.end(),
        "cardsAction": window.cards.show_all,
        "shortcutsAction": window.cards.show_keys,
        "aboutAction": window.dialogs.show_about,
        "quitAction": window.close,
    }
