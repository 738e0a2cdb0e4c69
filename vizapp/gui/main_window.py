"""The main window: builds the top bar, canvases and panels, and passes every state to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from vizapp.gui.action_state import ActionState
from vizapp.gui.action_wiring import connect_actions
from vizapp.gui.actions import Actions
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.caption_follower import CaptionFollower
from vizapp.gui.cards.card_desk import CardDesk
from vizapp.gui.centre import Centre
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
from vizapp.gui.gesture_wiring import connect_gestures
from vizapp.gui.held_key import HeldKey
from vizapp.gui.kept_layout import keep_layout, layout_of, take_layout, take_place
from vizapp.gui.kept_switches import keep_switches
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.language_choice import LanguageChoice
from vizapp.gui.lessons.way_in import WayToLessons
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
from vizapp.gui.return_key import ReturnKey
from vizapp.gui.scene_switch import SceneSwitch, is_other_picture
from vizapp.gui.script_actions import ScriptActions
from vizapp.gui.session_keeper import SessionKeeper
from vizapp.gui.settings import Settings
from vizapp.gui.shown import Shown
from vizapp.gui.status_bar import StatusBar
from vizapp.gui.text_choice import TextChoice
from vizapp.gui.theme_choice import ThemeChoice
from vizapp.gui.top_bar import TopBar
from vizapp.gui.window_dialogs import WindowDialogs
from vizapp.gui.window_title import window_title
from vizapp.session.experiment_saving import has_unsaved_changes
from vizapp.session.pending import is_something_pending
from vizapp.session.session import Session
from vizapp.session.state import State

if TYPE_CHECKING:  # at run time only when something is exported, or a lesson starts
    from vizapp.gui.figures.figure_actions import FigureActions
    from vizapp.gui.lessons.desk import LessonDesk

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
        way_to_lessons: begins lessons, and offers the short tour.
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
        self.session_keeper: SessionKeeper | None = None

        self.actions_table = Actions(self)
        self.addActions(list(self.actions_table))
        # The order of construction is the Tab order.
        self.top_bar = TopBar(self.actions_table, labs, self)
        self.top_bar.tick_lessons(lambda: settings.lessons_done)
        self.setMenuWidget(self.top_bar)
        self._build_parts()
        self.status_bar = StatusBar(self.timeline_strip, self)
        self.setStatusBar(self.status_bar)
        self.opening = OpenActions(self, session, settings)
        self.opening.offer_unseen(self.setup_panel.unseen)
        self.opening.offer_judged(self.setup_panel.judged)
        self.opening.offer_network(self.setup_panel.network)
        self.experiments = ExperimentFiles(self, session, settings, self.canvases)
        self.scripts = ScriptActions(self, session, settings, labs)
        self.comparing = Comparing(self, session, settings, labs, self.actions_table["keepLookAction"])
        self.cards = CardDesk(self, self.actions_table)
        self.canvases.card_wanted.connect(self.cards.show_card)
        self.menus = ContextMenus(
            self, session, self.actions_table, labs, self.canvases, self.cards, lambda: self.figures
        )
        self.menus.follow_curves(self.progress_panel)
        self.dialogs = WindowDialogs(self, session, settings, self.actions_table)
        self._cursor = CursorReadout(self.canvases, self.status_bar, lambda: self.scene, self)
        for dock in self.docks:
            self.opening.accept_drops_on(dock)
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
        ReturnKey(self)
        self.focus_home = FocusHome(self, self.canvases.input)
        HeldKey(self, Qt.Key.Key_C, session.show_rigid)
        HeldKey(self, Qt.Key.Key_O, session.show_target)
        self.full_screen = FullScreen(self, self.actions_table["fullScreenAction"])
        self.way_to_lessons = WayToLessons(self, self._centre.put_on_top, desk)
        connect_actions(self)
        connect_gestures(self)
        self._action_state = ActionState(self.actions_table, labs)
        self._shown: tuple[Shown[Any], ...] = (
            Shown(lambda state: window_title(state, labs), self.setWindowTitle),
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
        self._centre = Centre(self)
        self.banner, self.canvases = self._centre.banner, self._centre.canvases
        self.reading_bar, self.saving_bar = self._centre.reading_bar, self._centre.saving_bar
        self.network_bar = self._centre.network_bar
        self.canvases.offer_captions()
        self._captions = CaptionFollower(self.labs, self.canvases.show_captions)
        self.canvases.loupe_choice.keep_in(self.settings)
        self.scenes = {
            name: ui.build_scene(self.canvases, session, self.settings, ui) for name, ui in self.labs.items()
        }
        lead_through_first(self.canvases.input, self.canvases)  # with the badges that the scenes have put on it
        self.timeline_strip = TimelineStrip(session.go_to)
        self.setCentralWidget(self._centre)
        self.inspector_dock = PanelDock("inspectorDock", self.tr("Inspector"), self)
        self.inspector_panel = InspectorPanel(session, self.scenes, self.labs, self.inspector_dock.holder)
        self.inspector_dock.hold(self.inspector_panel)
        self.progress_dock = PanelDock("progressDock", self.tr("Progress"), self)
        self.progress_panel = ProgressPanel(self.labs, self.progress_dock.holder)
        self.progress_strip = ProgressStrip(self.progress_panel)
        self.progress_dock.hold(self.progress_panel, self.progress_strip)
        self._paint_hold = PaintHold(self.canvases)
        self._scene_switch = SceneSwitch(self.scenes, self._paint_hold)
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

    def reset_layout(self) -> None:
        """Return all panels to their first places, as large as at first."""
        self.presenter.end()
        self._place_docks()
        self.folding.reset()

    def _show_summary(self, state: State) -> None:
        self.progress_strip.show_state(state)
        self.timeline_strip.show_state(state)

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
        self._pump.set_busy(is_something_pending(new))
        self._pump.poll_soon()

    def show_state(self, old: State | None, new: State) -> None:
        """Pass ``new`` to every part of the window; each redraws only what differs from ``old``.

        Setup, the inspector and the curves follow a little later, in turns of their own.
        """
        self._progress_fold.follow(new)
        with self.canvases.badges_together():
            self._scene_switch.show_state(old, new)
        self.panel_pace.show_state(new)
        if old is not None and is_other_picture(old, new):
            # The engine has sent no numbers of the new picture yet; do not leave those of the old one beside it.
            self.panel_pace.show_now(self.inspector_panel.show_part)
        parts = self.top_bar, self.status_bar, self._action_state, self.opening, self.experiments, self.comparing
        for part in parts:
            part.show_state(new)
        self._captions.show_state(new)
        self._centre.show_state(new)
        for shown in self._shown:
            shown.follow(new)

    def keep_session(self, *, bring_back: bool, passes: bool = False) -> None:
        """Keep the session in a file, so that it comes back; with ``bring_back``, go on with the last one.

        One that ``passes`` comes back after the end of an engine, and not at the next start. Call it before the event
        loop runs.
        """
        self.session_keeper = SessionKeeper(
            self, self.session, self.settings, self.folding, self.presenter.layout, passes=passes
        )
        if bring_back:
            self.session_keeper.bring_back()

    @property
    def lessons(self) -> LessonDesk:
        """Where lessons begin and end; of the window of a lesson that of the person's own window."""
        return self.way_to_lessons.desk

    @cached_property
    def figures(self) -> FigureActions:
        """Exports what the window shows."""
        # Imported when it is wanted: until the window is shown, every module counts.
        from vizapp.gui.figures.figure_actions import FigureActions

        return FigureActions(self, self.session, self.settings, self.canvases, self.labs)

    # The window itself ----------------------------------------------------------------------------------------

    def _restore(self) -> None:
        take_place(self, self.settings)
        self._place_docks()
        self.folding.follow()
        take_layout(self, self.folding, self.settings)
        keep_switches(self.actions_table, self.settings, self.canvases)

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
