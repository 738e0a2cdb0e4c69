"""The main window: builds the top bar, canvases and panels, and passes every state to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QVBoxLayout, QWidget

from vizapp.gui.action_state import ActionState
from vizapp.gui.actions import Actions
from vizapp.gui.banner import BannerBar
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.caption_follower import CaptionFollower
from vizapp.gui.cards.card_desk import CardDesk
from vizapp.gui.chinese_font import tell_of_missing_font
from vizapp.gui.comparing.comparing import Comparing
from vizapp.gui.context_menus import ContextMenus
from vizapp.gui.cursor_readout import CursorReadout
from vizapp.gui.docks import PanelDock, place_docks
from vizapp.gui.experiment_files import ExperimentFiles
from vizapp.gui.focus_home import FocusHome
from vizapp.gui.focus_order import lead_through_first
from vizapp.gui.folding import FOLD_RULES, DockFolding
from vizapp.gui.full_screen import FullScreen
from vizapp.gui.held_key import HeldKey
from vizapp.gui.kept_layout import keep_layout, layout_of, take_layout
from vizapp.gui.lab_ui import Example, LabUi
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.language_choice import LanguageChoice
from vizapp.gui.motion_choice import MotionChoice
from vizapp.gui.open_actions import OpenActions
from vizapp.gui.paint_hold import PaintHold
from vizapp.gui.panel_keys import PanelKeys
from vizapp.gui.panel_pace import PanelPace
from vizapp.gui.panels.inspector import InspectorPanel
from vizapp.gui.panels.setup import SetupPanel
from vizapp.gui.plots.progress_panel import ProgressPanel
from vizapp.gui.plots.progress_strip import ProgressStrip
from vizapp.gui.plots.timeline_strip import TimelineStrip
from vizapp.gui.presenter import Presenter
from vizapp.gui.progress_fold import ProgressFold
from vizapp.gui.pump import Pump
from vizapp.gui.script_actions import ScriptActions
from vizapp.gui.session_keeper import SessionKeeper
from vizapp.gui.settings import Settings
from vizapp.gui.shown import Shown
from vizapp.gui.status_bar import StatusBar
from vizapp.gui.text_choice import TextChoice
from vizapp.gui.theme_choice import ThemeChoice
from vizapp.gui.top_bar import TopBar
from vizapp.gui.window_dialogs import WindowDialogs
from vizapp.gui.work_bars import NetworkBar, ReadingBar, SavingBar
from vizapp.session.experiment_saving import has_unsaved_changes
from vizapp.session.session import Session
from vizapp.session.state import State
from vizapp.sources.regular_files import display_name
from vizapp.wording import labels

if TYPE_CHECKING:  # at run time only when something is exported, or a lesson starts
    from vizapp.gui.figures.figure_actions import FigureActions
    from vizapp.gui.lessons.desk import LessonDesk
    from vizapp.gui.lessons.tour_offer import TourOffer

_FIRST_SIZE = QSize(1440, 900)
_SMALLEST = QSize(960, 600)
_FRAME = QSize(16, 48)
"""An estimate, in pixels, of the window's frame, whose size is known only once the window is shown."""
_CLOSING_SECONDS = 2.0
_SETTINGS_MS, _NUMBERS_MS, _CURVES_MS = 30, 90, 130
"""At most once in so many milliseconds do the setup, the inspector's numbers and the curves change."""


class MainWindow(QMainWindow):
    """The window of one experiment.

    Attributes:
        session: the session that is shown; closed with the window.
        settings: the settings that outlast it.
        labs: the labs that it offers.
        actions_table: the actions by name.
        canvases: the two canvases.
        scenes: the scene of each lab.
        focus_home: where the keys go when something is done with.
        folding: which panels are folded.
        presenter: puts the panels away for a projector.
        panel_pace: when setup, inspector and curves follow.
        cards: opens the cards.
        comparing: the looks that are kept, and the window that compares them.
        session_keeper: keeps the session in a file, where that is done.
        tour_offer: the offer of the short tour, where it was made.
    """

    language_switched = Signal()
    """All texts are in another language from now on; this window's own are as they were."""
    closed = Signal()
    """The window is about to end; emitted once."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        labs: Mapping[str, LabUi] = LAB_UIS,
        *,
        follows: bool = False,
        desk: LessonDesk | None = None,
    ) -> None:
        """Build the window; ``session`` begins when the event loop runs, unless the window ``follows`` another one.

        A window that follows another one goes on with its session, which has begun. ``desk`` is that of the person's
        own window, for the window of a lesson.
        """
        super().__init__()
        self.setObjectName("mainWindow")
        self.session = session
        self.settings = settings
        self.labs = labs
        self._follows = follows
        self._closed = False
        self._desk = desk
        self.tour_offer: TourOffer | None = None
        self.session_keeper: SessionKeeper | None = None

        self.actions_table = Actions(self)
        self.addActions(list(self.actions_table))
        # The order of construction is the Tab order.
        self.top_bar = TopBar(self.actions_table, labs, self)
        self.setMenuWidget(self.top_bar)
        self._build_parts()
        self.status_bar = StatusBar(self.timeline_strip, self)
        self.setStatusBar(self.status_bar)
        self._opening = OpenActions(self, session, settings)
        self._opening.offer_unseen(self.setup_panel.unseen)
        self._opening.offer_judged(self.setup_panel.judged)
        self._opening.offer_network(self.setup_panel.network)
        self._experiments = ExperimentFiles(self, session, settings, self.canvases)
        self._scripts = ScriptActions(self, session, settings, labs)
        self.comparing = Comparing(self, session, settings, labs, self.actions_table["keepLookAction"])
        self.cards = CardDesk(self, self.actions_table)
        self.canvases.card_wanted.connect(self.cards.show_card)
        self.menus = ContextMenus(
            self, session, self.actions_table, labs, self.canvases, self.cards, lambda: self._figures
        )
        self.menus.follow_curves(self.progress_panel)
        self._dialogs = WindowDialogs(self, session, settings, self.actions_table)
        self._cursor = CursorReadout(self.canvases, self.status_bar, lambda: self.scene, self)
        for dock in self.docks:
            self._opening.accept_drops_on(dock)
        ThemeChoice(self.actions_table, settings, self)
        self._motion = MotionChoice(self.actions_table, settings, self)
        PanelKeys(self, self.docks, self.actions_table)
        LanguageChoice(self.actions_table, settings, self).switched.connect(self.language_switched)
        self.presenter = Presenter(
            self,
            self.docks,
            TextChoice(self.actions_table, settings, self),
            self.timeline_strip,
            self._progress_fold,
            self.actions_table["presentAction"],
            lambda: layout_of(self, self.folding),
            lambda: self.focus_home.take(),
        )
        self.presenter.changed.connect(self.canvases.enlarge_captions)
        # Space runs and pauses wherever the focus is, so Return presses the focused button instead.
        self._press_focused = [QShortcut(QKeySequence(key), self) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)]
        for shortcut in self._press_focused:
            shortcut.activated.connect(self._press_focused_button)
        self._follow_focus(None, None)

        self.focus_home = FocusHome(self, self.canvases.input)
        HeldKey(self, Qt.Key.Key_C, session.show_rigid)
        HeldKey(self, Qt.Key.Key_O, session.show_target)
        self._full_screen = FullScreen(self, self.actions_table["fullScreenAction"])
        self._connect_actions()
        self._connect_gestures()
        for name in ("previousLessonStepAction", "nextLessonStepAction", "endLessonAction"):
            self.actions_table[name].setEnabled(desk is not None)
        self._action_state = ActionState(self.actions_table, labs)
        self._shown: tuple[Shown[Any], ...] = (
            Shown(lambda state: state.banner, self.banner.show_banner),
            Shown(lambda state: state.reading, self.reading_bar.show_reading),
            Shown(lambda state: state.saving, self.saving_bar.show_saving),
            Shown(_network_work, lambda work: self.network_bar.show_network(*work)),
            Shown(self._resolve_title, self.setWindowTitle),
            Shown(has_unsaved_changes, self.setWindowModified),
            # What is under the cursor now shows at its next move.
            Shown(lambda state: (state.source, state.configured), lambda _: self.status_bar.clear_cursor()),
            # A cursor that rests reads what has come to lie under it, such as a spectrum.
            Shown(lambda state: state.snapshot, lambda _: self._cursor.read_again()),
        )
        self._restore()
        self.show_state(None, session.state)
        self.panel_pace.catch_up()
        self.canvases.input.setFocus()
        self._pump = Pump(session, self, must_wait=lambda: self._paint_hold.active or self.panel_pace.shown_in_turn)
        self._unsubscribe: Callable[[], None] = session.subscribe(self._state_changed)
        # Deferred until the window is shown, so that the child processes do not compete with it for the processor.
        QTimer.singleShot(0, self._begin)

    # Building -------------------------------------------------------------------------------------------------

    def _build_parts(self) -> None:
        session = self.session
        self.setup_dock = PanelDock("setupDock", self.tr("Setup"), self)
        self.setup_panel = SetupPanel(session, self.labs, self.setup_dock.holder)
        self.setup_dock.hold(self.setup_panel)
        self.banner = BannerBar(self)
        self.reading_bar = ReadingBar(self)
        self.saving_bar = SavingBar(self)
        self.network_bar = NetworkBar(self)
        self.canvases = CanvasPair(self)
        self.canvases.offer_captions()
        self._captions = CaptionFollower(self.labs, self.canvases.show_captions)
        self.canvases.loupe_choice.keep_in(self.settings)
        self.scenes = {
            name: ui.build_scene(self.canvases, session, self.settings, ui) for name, ui in self.labs.items()
        }
        lead_through_first(self.canvases.input, self.canvases)  # with the badges that the scenes have put on it
        self.timeline_strip = TimelineStrip(session.go_to)
        bars = (self.banner, self.reading_bar, self.saving_bar, self.network_bar)
        self._centre = _stacked(*bars, self.canvases)
        self.setCentralWidget(self._centre)
        self.inspector_dock = PanelDock("inspectorDock", self.tr("Inspector"), self)
        self.inspector_panel = InspectorPanel(session, self.scenes, self.labs, self.inspector_dock.holder)
        self.inspector_dock.hold(self.inspector_panel)
        self.progress_dock = PanelDock("progressDock", self.tr("Progress"), self)
        self.progress_panel = ProgressPanel(self.labs, self.progress_dock.holder)
        self.progress_strip = ProgressStrip(self.progress_panel)
        self.progress_dock.hold(self.progress_panel, self.progress_strip)
        self._paint_hold = PaintHold(self.canvases)
        self._progress_fold = ProgressFold(
            self.progress_dock,
            lambda state: bool(self.labs[state.experiment.lab].watched(state)),
            self._paint_hold.hold,
        )
        self.panel_pace = PanelPace(self)
        self.panel_pace.add(self.setup_panel.show_part, _SETTINGS_MS)
        self.panel_pace.add(self.inspector_panel.show_part, _NUMBERS_MS)
        self.panel_pace.add(self.progress_panel.show_part, _CURVES_MS)
        self.panel_pace.add(self._show_summary, _CURVES_MS)
        self.docks = (self.setup_dock, self.inspector_dock, self.progress_dock)
        self.folding = DockFolding(self, self.settings, list(zip(self.docks, FOLD_RULES, strict=True)))
        self.top_bar.offer_panels([dock.toggleViewAction() for dock in self.docks])

    def _place_docks(self) -> None:
        place_docks(self, self.setup_dock, self.inspector_dock, self.progress_dock)
        self._progress_fold.apply()

    def _reset_layout(self) -> None:
        self.presenter.end()
        self._place_docks()
        self.folding.reset()

    def _show_summary(self, state: State) -> None:
        self.progress_strip.show_state(state)
        self.timeline_strip.show_state(state)

    def _connect_actions(self) -> None:
        session = self.session
        for name, callback in {
            "openAction": self._opening.choose_file,
            "pasteAction": self._opening.paste,
            "saveExperimentAction": self._experiments.save,
            "saveExperimentAsAction": self._experiments.save_as,
            "copyTextAction": self._opening.copy_as_text,
            "exportOffsetsAction": self._dialogs.export_offsets,
            "exportFigureAction": lambda: self._figures.export_canvas(),
            "exportAnimationAction": lambda: self._figures.animate_canvas(),
            "exportCurvesAction": lambda: self._figures.export_curves(),
            "exportInspectorAction": lambda: self._figures.export_tables(),
            "copyCanvasAction": lambda: self._figures.copy_canvas(),
            "openLessonAction": self._opening.choose_lesson,
            "showMeAction": lambda: self.lessons.start_tour(),
            "nextLessonStepAction": lambda: self.lessons.go_on_by_key(),
            "previousLessonStepAction": lambda: self.lessons.go_back_by_key(),
            "endLessonAction": lambda: self.lessons.end(),
            "openJudgedAction": self._opening.choose_judged,
            "openNetworkAction": self._opening.choose_network,
            "saveEnlargedAction": self._dialogs.save_enlarged,
            "keepLookAction": self.comparing.keep,
            "compareAction": self.comparing.open,
            "copyScriptAction": self._scripts.copy,
            "saveScriptAction": self._scripts.choose_file,
            "copyUnitAction": self._scripts.copy_unit,
            "stepAction": session.step,
            "runAction": session.toggle_run,
            "resetAction": session.reset,
            "undoAction": session.undo,
            "redoAction": session.redo,
            "fitAction": self.canvases.fit,
            "zoomProbeAction": self._zoom_to_probe,
            "loupeAction": lambda: self.scene.toggle_loupe(),
            "clearRecentAction": session.clear_recent,
            "presentAction": self.presenter.toggle,
            "fullScreenAction": self._full_screen.toggle,
            "foldSetupAction": lambda: self.folding.toggle(self.setup_dock),
            "foldInspectorAction": lambda: self.folding.toggle(self.inspector_dock),
            "foldProgressAction": lambda: self.folding.toggle(self.progress_dock),
            "foldAllAction": self.folding.toggle_all,
            "resetLayoutAction": self._reset_layout,
            "restartEngineAction": session.restart_engine,
            "cardsAction": self.cards.show_all,
            "shortcutsAction": self.cards.show_keys,
            "aboutAction": self._dialogs.show_about,
            "quitAction": self.close,
        }.items():
            self.actions_table[name].triggered.connect(lambda _=False, callback=callback: callback())
        for ui in self.labs.values():
            for name, action in ui.actions.items():
                self.actions_table[name].triggered.connect(lambda _=False, run=action.run: run(session))
        self.actions_table["linkViewsAction"].triggered.connect(self._link_views)
        self.actions_table["restoreSessionAction"].triggered.connect(self._choose_restoring)

    def _connect_gestures(self) -> None:
        session = self.session
        self.top_bar.lab_switch.chosen.connect(session.set_lab)
        self.top_bar.speed.chosen.connect(session.set_speed)
        self.top_bar.device.device_chosen.connect(self._choose_device)
        self.top_bar.sample_chosen.connect(self._open_sample)
        self.top_bar.example_chosen.connect(self._open_example)
        self.top_bar.lesson_chosen.connect(lambda name: self.lessons.start_bundled(name))
        self._opening.lesson_wanted.connect(lambda path: self.lessons.open_file(path))
        self.top_bar.recent_chosen.connect(self._open_recent)
        self.banner.dismissed.connect(session.dismiss_banner)
        self.banner.acted.connect(self._act_on_banner)
        self.reading_bar.cancelled.connect(session.cancel_reading)
        self.saving_bar.cancelled.connect(session.cancel_saving)
        self.network_bar.cancelled.connect(session.cancel_network)
        self.canvases.output.way_out_wanted.connect(session.use_offered_size)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    # State ----------------------------------------------------------------------------------------------------

    @property
    def lab_switch(self) -> QWidget:
        return self.top_bar.lab_switch

    @property
    def scene(self) -> LabScene:
        """The scene of the lab that is shown."""
        return self.scenes[self.session.state.experiment.lab]

    def _begin(self) -> None:
        if not self._closed:
            self._motion.ask_later()
            if not self._follows:
                self.session.begin()
            self._pump.start()
            tell_of_missing_font(self.session)

    def _state_changed(self, old: State, new: State) -> None:
        self.show_state(old, new)
        self._pump.set_busy(
            new.transport.running
            or new.reading is not None
            or new.unseen.is_reading
            or new.brought.is_reading
            or new.judged.is_reading
            or (new.offer is not None and new.offer.is_busy)
            or new.saving is not None
            or new.network.is_reading
            or new.network_offer is not None
            or new.network_run is not None
            or not new.engine.ready
        )
        self._pump.poll_soon()

    def show_state(self, old: State | None, new: State) -> None:
        """Pass ``new`` to every part of the window; each redraws only what differs from ``old``.

        Setup, the inspector and the curves follow a little later, in turns of their own.
        """
        self._progress_fold.follow(new)
        with self.canvases.badges_together():
            self._show_scene(old, new)
        self.panel_pace.show_state(new)
        if old is not None and _is_other_picture(old, new):
            # The engine has sent no numbers of the new picture yet; do not leave those of the old one beside it.
            self.panel_pace.show_now(self.inspector_panel.show_part)
        parts = self.top_bar, self.status_bar, self._action_state, self._opening, self._experiments, self.comparing
        for part in parts:
            part.show_state(new)
        self._captions.show_state(new)
        for shown in self._shown:
            shown.follow(new)

    def _show_scene(self, old: State | None, new: State) -> None:
        lab = new.experiment.lab
        if old is None or old.experiment.lab != lab:
            self._paint_hold.hold()
            for name, scene in self.scenes.items():
                if name != lab:  # deactivate the other scenes first, because scenes share the canvases
                    scene.set_active(False)
            self.scenes[lab].set_active(True)
            old = None
        self.scenes[lab].show_state(old, new)

    def _resolve_title(self, state: State) -> str:
        parts = [] if state.source is None else [state.source.name]
        if state.kept is not None:
            parts.insert(0, display_name(state.kept.path))
        parts += [self.top_bar.lab_switch.button(state.experiment.lab).text(), "vizapp"]
        first, *others = (part.replace("[*]", "[*][*]") for part in parts)
        # Qt shows there whether there is something that was not saved.
        return " – ".join([f"{first}[*]", *others])

    def keep_session(self, *, bring_back: bool) -> None:
        """Keep the session in a file, so that it comes back; with ``bring_back``, go on with the last one.

        Call it before the event loop runs.
        """
        self.session_keeper = SessionKeeper(self, self.session, self.settings, self.folding, self.presenter.layout)
        if bring_back:
            self.session_keeper.bring_back()

    @property
    def lessons(self) -> LessonDesk:
        """Where lessons begin and end; of the window of a lesson that of the person's own window."""
        if self._desk is None:
            # Imported when it is wanted, as above.
            from vizapp.gui.lessons.desk import LessonDesk

            self._desk = LessonDesk(self, self.settings)
        return self._desk

    @property
    def desk_of_lesson(self) -> LessonDesk | None:
        """The desk of the person's own window, where this is the window of a lesson."""
        return self._desk if self._desk is not None and self._desk.own is not self else None

    def hand_lessons_to(self, following: MainWindow) -> None:
        """Let the window that follows this one, in another language, have the lessons and the offer of the tour."""
        if self._desk is not None and self._desk.own is self:
            self._desk.move_to(following)
            following._desk = self._desk
        if self.tour_offer is not None and not self.tour_offer.isHidden():
            following.offer_tour()

    def offer_tour(self) -> None:
        """Offer the short tour above the pictures, if this is the first start; it is offered until it is answered."""
        if not self.settings.offers_tour:
            return
        from vizapp.gui.lessons.tour_offer import TourOffer

        self.tour_offer = TourOffer(self.settings, self._centre)
        self.tour_offer.accepted.connect(lambda: self.lessons.start_tour())
        column = self._centre.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.tour_offer)

    # Gestures -------------------------------------------------------------------------------------------------

    def _choose_device(self, name: str) -> None:
        experiment = replace(self.session.state.experiment, device=name)
        self.session.update(experiment, labels.CHANGE_DEVICE)

    def _open_sample(self, sample_id: str) -> None:
        self.focus_home.take()
        self.session.open_sample(sample_id)

    def _open_example(self, example: Example) -> None:
        self.focus_home.take()
        self.session.open_example(
            example.experiment, example.hint, example.shown, example.selected_tap, example.picked
        )

    def _open_recent(self, location: str) -> None:
        self.focus_home.take()
        self._opening.open_path(location)

    @cached_property
    def _figures(self) -> FigureActions:
        # Imported when it is wanted: until the window is shown, every module counts.
        from vizapp.gui.figures.figure_actions import FigureActions

        return FigureActions(self, self.session, self.settings, self.canvases, self.labs)

    def _zoom_to_probe(self) -> None:
        self.scene.zoom_to_pick()

    def _act_on_banner(self, action: str) -> None:
        if action == "restart-engine":
            self.session.restart_engine()
        elif action == "smaller-size":
            self.session.use_smaller_size()
        elif action == "lower-rate":
            self.session.lower_learning_rate()
        elif action == "try-again":
            self.session.try_again()
        elif action == "reset":
            self.session.dismiss_banner()
            self.session.reset()

    def _link_views(self, linked: bool) -> None:
        self.canvases.set_linked(linked)
        self.settings.views_linked = linked

    def _choose_restoring(self, restores: bool) -> None:
        self.settings.restores_session = restores

    # Keys -----------------------------------------------------------------------------------------------------

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        for shortcut in self._press_focused:
            shortcut.setEnabled(isinstance(new, QAbstractButton))

    def _press_focused_button(self) -> None:
        widget = QApplication.focusWidget()
        if isinstance(widget, QAbstractButton):
            widget.click()

    # The window itself ----------------------------------------------------------------------------------------

    def _restore(self) -> None:
        room = self.screen().availableGeometry().size() - _FRAME
        self.setMinimumSize(_SMALLEST.boundedTo(room))
        self.resize(_FIRST_SIZE.boundedTo(room))
        if self.settings.geometry is not None:
            self.restoreGeometry(self.settings.geometry)
        self._place_docks()
        self.folding.follow()
        take_layout(self, self.folding, self.settings)
        self.actions_table["linkViewsAction"].setChecked(self.settings.views_linked)
        self.canvases.set_linked(self.settings.views_linked)
        self.actions_table["restoreSessionAction"].setChecked(self.settings.restores_session)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the layout and end the engine within two seconds."""
        super().closeEvent(event)
        if self._closed:
            return
        self.closed.emit()
        self.leave()
        if self.session_keeper is not None:
            self.session_keeper.end()
        self.session.close(_CLOSING_SECONDS)

    def leave(self) -> None:
        """Save the layout and hide, and no longer follow the session, which goes on."""
        self._closed = True
        self.presenter.end()  # the layout is saved as it is with its panels
        self._progress_fold.bring_back()  # the layout is saved as it is where a lab trains
        keep_layout(self, self.folding, self.settings)
        self.settings.save()
        self._pump.stop()
        self._unsubscribe()
        self.comparing.close()
        # Hidden before the session ends, because ending the engine may take a moment.
        self.hide()


def _is_other_picture(old: State, new: State) -> bool:
    """Return whether the picture on show is another one, or is looked at in another lab."""
    return old.shown_source is not new.shown_source or old.experiment.lab != new.experiment.lab


def _network_work(state: State) -> tuple[str, tuple[int, int] | None]:
    """Return the name of a network that was opened and is looked into, or "", and how far one is, or None."""
    offer = state.network_offer
    return "" if offer is None else offer.loaded.name, state.network_run


def _stacked(*widgets: QWidget) -> QWidget:
    """Return a widget that stacks ``widgets`` vertically; the last one takes the remaining height."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    column.setStretchFactor(widgets[-1], 1)
    return holder
