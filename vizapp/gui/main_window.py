"""The window: puts bar, canvases and panels together, and hands every state to all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMainWindow, QVBoxLayout, QWidget

from vizapp.gui.action_state import show_actions
from vizapp.gui.actions import Actions
from vizapp.gui.array_dialog import ArrayDialog
from vizapp.gui.banner import BannerBar, ReadingBar
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.deformable_scene import DeformableScene
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.subpixel_scene import SubpixelScene
from vizapp.gui.docks import PanelDock
from vizapp.gui.drop_highlight import DropHighlight
from vizapp.gui.dropping import DropTarget, open_content
from vizapp.gui.help_dialogs import AboutDialog, ShortcutsDialog
from vizapp.gui.panels.inspector import InspectorPanel
from vizapp.gui.panels.progress import ProgressPanel
from vizapp.gui.panels.setup import SetupPanel
from vizapp.gui.pump import Pump
from vizapp.gui.settings import Settings
from vizapp.gui.status_bar import StatusBar
from vizapp.gui.theme import apply_theme, current_theme
from vizapp.gui.tokens import ThemeName
from vizapp.gui.top_bar import TopBar
from vizapp.session.session import Session
from vizapp.session.state import State

_FIRST_SIZE = QSize(1440, 900)
_SMALLEST = QSize(960, 600)
_SETUP_WIDTH, _INSPECTOR_WIDTH, _PROGRESS_HEIGHT = 248, 312, 196
_CLOSING_SECONDS = 2.0
_SUFFIXES = "*.png *.jpg *.jpeg *.webp *.avif *.bmp *.gif *.tif *.tiff"
_MAP_SUFFIXES = "*.npy *.npz *.safetensors *.pt *.pth"


class MainWindow(QMainWindow):
    """One experiment on the screen.

    Attributes:
        session: what is shown; closed with the window.
        actions_table: every action by its name.
        canvases: the two pictures.
        deformable_scene, subpixel_scene: what the labs draw on them.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.session = session
        self._settings = settings
        self._array_dialog: ArrayDialog | None = None
        self._closed = False

        self.actions_table = Actions(self)
        self.addActions(list(self.actions_table))
        # In this order the Tab key goes through them.
        self.top_bar = TopBar(self.actions_table, self)
        self.setMenuWidget(self.top_bar)
        self._build_parts()
        self.status_bar = StatusBar(self)
        self.setStatusBar(self.status_bar)
        self._highlight = DropHighlight(self)
        self._drops = DropTarget(self, self._take_dropped)
        self._drops.hovering.connect(self._highlight.show_over)
        for dock in self.docks:
            self._drops.watch(dock)
        # Space runs and pauses wherever the focus is, so the button with the focus is pressed by Return.
        self._press_focused = [QShortcut(QKeySequence(key), self) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)]
        for shortcut in self._press_focused:
            shortcut.activated.connect(self._press_focused_button)
        self._follow_focus(None, None)

        self._connect_actions()
        self._connect_gestures()
        self._restore()
        self.show_state(None, session.state)
        self.canvases.input.setFocus()
        self._pump = Pump(session, self)
        self._unsubscribe: Callable[[], None] = session.subscribe(self._state_changed)
        self._pump.start()

    # Building -------------------------------------------------------------------------------------------------

    def _build_parts(self) -> None:
        session = self.session
        self.setup_panel = SetupPanel(session)
        self.setup_dock = PanelDock("setupDock", self.tr("Setup"), self.setup_panel, self)
        self.banner = BannerBar(self)
        self.reading_bar = ReadingBar(self)
        self.canvases = CanvasPair(self)
        self.deformable_scene = DeformableScene(self.canvases, session)
        self.subpixel_scene = SubpixelScene(self.canvases, session)
        self.setCentralWidget(_stacked(self.banner, self.reading_bar, self.canvases))
        self.inspector_panel = InspectorPanel(session)
        self.inspector_dock = PanelDock("inspectorDock", self.tr("Inspector"), self.inspector_panel, self)
        self.progress_panel = ProgressPanel(session)
        self.progress_dock = PanelDock("progressDock", self.tr("Progress"), self.progress_panel, self)
        self.docks = (self.setup_dock, self.inspector_dock, self.progress_dock)
        self.top_bar.offer_panels([dock.toggleViewAction() for dock in self.docks])
        self._place_docks()

    def _place_docks(self) -> None:
        area = Qt.DockWidgetArea
        self.addDockWidget(area.LeftDockWidgetArea, self.setup_dock)
        self.addDockWidget(area.RightDockWidgetArea, self.inspector_dock)
        self.addDockWidget(area.BottomDockWidgetArea, self.progress_dock)
        for dock in self.docks:
            dock.setFloating(False)
            dock.show()
        self.resizeDocks(
            [self.setup_dock, self.inspector_dock], [_SETUP_WIDTH, _INSPECTOR_WIDTH], Qt.Orientation.Horizontal
        )
        self.resizeDocks([self.progress_dock], [_PROGRESS_HEIGHT], Qt.Orientation.Vertical)

    def _connect_actions(self) -> None:
        session = self.session
        for name, callback in {
            "openAction": self.choose_file,
            "pasteAction": self.paste,
            "clearRecentAction": self._forget_recent,
            "stepAction": session.step,
            "runAction": session.toggle_run,
            "resetAction": session.reset,
            "undoAction": session.undo,
            "redoAction": session.redo,
            "fitAction": self.canvases.fit,
            "zoomProbeAction": self._zoom_to_probe,
            "clearPointsAction": session.clear_points,
            "resetPhasesAction": self._reset_phases,
            "themeAction": self._toggle_theme,
            "systemThemeAction": lambda: self.set_theme(None),
            "darkThemeAction": lambda: self.set_theme("dark"),
            "lightThemeAction": lambda: self.set_theme("light"),
            "fullScreenAction": self._toggle_full_screen,
            "resetLayoutAction": self._place_docks,
            "restartEngineAction": session.restart_engine,
            "shortcutsAction": lambda: ShortcutsDialog(self.actions_table, self).open(),
            "aboutAction": lambda: AboutDialog(self).open(),
            "quitAction": self.close,
        }.items():
            self.actions_table[name].triggered.connect(lambda _=False, callback=callback: callback())

    def _connect_gestures(self) -> None:
        session = self.session
        self.top_bar.lab_switch.chosen.connect(session.set_lab)
        self.top_bar.speed.chosen.connect(session.set_speed)
        self.top_bar.device.device_chosen.connect(self._choose_device)
        self.top_bar.sample_chosen.connect(session.open_sample)
        self.top_bar.recent_chosen.connect(session.open_path)
        self.banner.dismissed.connect(session.dismiss_banner)
        self.banner.acted.connect(self._act_on_banner)
        self.reading_bar.cancelled.connect(session.cancel_reading)
        for canvas in (self.canvases.input, self.canvases.output):
            canvas.cursor_moved.connect(lambda y, x, canvas=canvas: self._show_cursor(canvas, y, x))
            canvas.cursor_left.connect(self.status_bar.clear_cursor)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    # State ----------------------------------------------------------------------------------------------------

    @property
    def lab_switch(self) -> QWidget:
        return self.top_bar.lab_switch

    @property
    def scene(self) -> DeformableScene | SubpixelScene:
        """The scene of the lab that is shown."""
        return self.deformable_scene if self.session.state.experiment.lab == "deformable" else self.subpixel_scene

    def _state_changed(self, old: State, new: State) -> None:
        self.show_state(old, new)
        self._pump.poll_soon()

    def show_state(self, old: State | None, new: State) -> None:
        """Hand ``new`` to every part of the window; each draws only what differs from ``old``."""
        lab = new.experiment.lab
        scene_state = old
        if old is None or old.experiment.lab != lab:
            self.deformable_scene.set_active(lab == "deformable")
            self.subpixel_scene.set_active(lab == "subpixel")
            scene_state = None
        self.deformable_scene.show_state(scene_state, new)
        self.subpixel_scene.show_state(scene_state, new)
        self.top_bar.show_state(old, new)
        self.setup_panel.show_state(old, new)
        self.inspector_panel.show_state(old, new)
        self.progress_panel.show_state(old, new)
        self.status_bar.show_state(old, new)
        show_actions(self.actions_table, old, new)
        if old is None or old.banner is not new.banner:
            self.banner.show_banner(new.banner)
        if old is None or old.reading != new.reading:
            self.reading_bar.show_reading(new.reading)
        if old is None or old.choice is not new.choice:
            self._show_choice(new)
        if old is not None and old.recent != new.recent:
            self._remember_recent(new.recent)
        if old is None or old.source is not new.source:
            name = new.source.name if new.source is not None else ""
            self.setWindowTitle(f"{name} – vizapp" if name else "vizapp")

    def _show_choice(self, state: State) -> None:
        if self._array_dialog is not None:
            dialog, self._array_dialog = self._array_dialog, None
            dialog.rejected.disconnect(self.session.cancel_choice)
            dialog.close()
        if state.choice is None:
            return
        dialog = ArrayDialog(state.choice, self)
        dialog.chosen.connect(self.session.choose_array)
        dialog.rejected.connect(self.session.cancel_choice)
        self._array_dialog = dialog
        dialog.open()

    def _show_cursor(self, canvas: ImageCanvas, y: float, x: float) -> None:
        height, width = canvas.size_in_pixels
        if -0.5 <= y < height - 0.5 and -0.5 <= x < width - 0.5:
            self.status_bar.show_cursor(y, x, canvas.value_at(y, x))
        else:
            self.status_bar.clear_cursor()

    # Opening --------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file; the window goes on living meanwhile."""
        dialog = QFileDialog(self, self.tr("Open an image or a feature map"), self._settings.folder)
        dialog.setObjectName("openDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                self.tr("Images and feature maps ({suffixes})").format(suffixes=f"{_SUFFIXES} {_MAP_SUFFIXES}"),
                self.tr("Images ({suffixes})").format(suffixes=_SUFFIXES),
                self.tr("Feature maps ({suffixes})").format(suffixes=_MAP_SUFFIXES),
                self.tr("All files (*)"),
            ]
        )
        dialog.fileSelected.connect(self.session.open_path)
        dialog.open()

    def paste(self) -> None:
        """Open what is on the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if not open_content(mime, self.session, self.tr("pasted image")):
            self.session.show_banner(
                self.tr("There is nothing on the clipboard that can be opened; copy an image or a file first."),
                "info",
            )

    def _take_dropped(self, mime: QMimeData) -> None:
        open_content(mime, self.session, self.tr("dropped image"))
        self.activateWindow()

    def _remember_recent(self, paths: tuple[str, ...]) -> None:
        self._settings.recent = paths
        if paths:
            self._settings.folder = str(Path(paths[0]).parent)

    def _forget_recent(self) -> None:
        self._settings.recent = ()
        self.top_bar.show_recent(())

    # Gestures -------------------------------------------------------------------------------------------------

    def _choose_device(self, name: str) -> None:
        experiment = replace(self.session.state.experiment, device=name)
        self.session.update(experiment, label=self.tr("Change the device"))

    def _reset_phases(self) -> None:
        experiment = self.session.state.experiment
        subpixel = replace(experiment.subpixel, phase_order=())
        self.session.update(replace(experiment, subpixel=subpixel), label=self.tr("Reset the phase order"))

    def _zoom_to_probe(self) -> None:
        self.scene.zoom_to_probe()

    def _act_on_banner(self, action: str) -> None:
        if action == "restart-engine":
            self.session.restart_engine()

    # Look -----------------------------------------------------------------------------------------------------

    def set_theme(self, name: ThemeName | None) -> None:
        """Be dark or light, or as the system is, from now on."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, name)
        self._settings.theme = name
        self._show_theme_choice()

    def _show_theme_choice(self) -> None:
        chosen = self._settings.theme or "system"
        for name in ("system", "dark", "light"):
            self.actions_table[f"{name}ThemeAction"].setChecked(name == chosen)

    def _toggle_theme(self) -> None:
        self.set_theme("light" if current_theme().name == "dark" else "dark")

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self.actions_table["fullScreenAction"].setChecked(self.isFullScreen())

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
        self.setMinimumSize(_SMALLEST)
        screen = self.screen().availableGeometry()
        self.resize(_FIRST_SIZE.boundedTo(screen.size()))
        geometry, layout = self._settings.geometry, self._settings.layout
        if geometry is not None:
            self.restoreGeometry(geometry)
        if layout is not None:
            self.restoreState(layout)
        self._show_theme_choice()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._highlight.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout and end the engine, within two seconds."""
        super().closeEvent(event)
        if self._closed:
            return
        self._closed = True
        self._settings.geometry = QByteArray(self.saveGeometry())
        self._settings.layout = QByteArray(self.saveState())
        self._settings.save()
        self._pump.stop()
        self._unsubscribe()
        # Gone from the screen first: ending the engine may take a moment.
        self.hide()
        self.session.close(_CLOSING_SECONDS)


def _stacked(*widgets: QWidget) -> QWidget:
    """Return a widget that holds these from top to bottom; the last takes the room."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    column.setStretchFactor(widgets[-1], 1)
    return holder
