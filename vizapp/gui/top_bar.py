"""The top bar: opening, the lab switch, the training controls and the device."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QSpacerItem, QToolButton, QWidget

from vizapp.gui.action_state import run_words
from vizapp.gui.actions import Actions
from vizapp.gui.device_button import DeviceButton
from vizapp.gui.lab_ui import Example, LabUi
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.menus import add_heading, new_menu
from vizapp.gui.shown import Shown
from vizapp.gui.speed_control import SpeedControl
from vizapp.gui.text_size import keep_height, keep_width, sized
from vizapp.gui.theme import CONTROL_HEIGHT, SPACING, bind_icon, theme_signal
from vizapp.gui.widgets.action_button import ActionButton
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.segmented import Segmented
from vizapp.session.state import State
from vizapp.sources.locations import path_of
from vizapp.sources.regular_files import display_name
from vizapp.sources.samples import SAMPLES
from vizapp.wording.problems import sentence
from vizapp.wording.translation import translate

_HEIGHT = 48
_ICON = QSize(20, 20)
_WORD_ICON = QSize(24, 16)
"""Wider than the drawing, which leaves a gap before the text."""
_NAME_WIDTH = 280
_RUN_WIDTH = 96


class _Room(IntEnum):
    """How much of the bar has room. Each one is narrower than the last one, and has also what that has given up."""

    ALL = 0
    CLOSE = 1
    """The speed has no title, and groups of buttons are less far apart."""
    ICONS = 2
    """Buttons with an icon show no text."""
    TIGHT = 3
    """The speed shows no value; buttons that the menu duplicates are hidden."""
    NARROW = 4
    """More of these are hidden, for the lab switch."""


_OF_FILES = ("open", "paste", "openNetwork", "openJudged")
_OF_EXPERIMENTS = ("saveExperiment", "saveExperimentAs")
_OF_EXPORTS = (
    "exportFigure",
    "exportAnimation",
    "exportCurves",
    "exportInspector",
    "copyCanvas",
    "exportOffsets",
    "saveEnlarged",
)
_AS_TEXT = ("copyText", "copyScript", "saveScript", "copyUnit")
"""The actions of the menu of the open button: those that open, save, export, and write text."""


class TopBar(QWidget):
    """Holds the buttons of the actions, the lab switch, the speed control and the device button."""

    sample_chosen = Signal(str)
    example_chosen = Signal(Example)
    lesson_chosen = Signal(str)
    recent_chosen = Signal(str)

    def __init__(self, actions: Actions, labs: Mapping[str, LabUi] = LAB_UIS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        keep_height(self, _HEIGHT)
        self._actions = actions
        self._labs = labs
        # Built from left to right, which is the Tab order.
        self._open_menu = new_menu("openMenu", self)
        self._samples_menu = new_menu("samplesMenu", self)
        self._samples_menu.aboutToShow.connect(self._fill_samples)
        self.open_button = self._action_button("openAction", words=True)
        self.open_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.open_button.setMenu(self._open_menu)
        self.open_button.setProperty("role", "split")
        self.samples_button = self._menu_button(
            "samplesButton",
            "samples",
            self.tr("Examples"),
            self.tr("Open a prepared example, a bundled photograph or a map of numbers"),
            self._samples_menu,
        )
        self._lessons_done: Callable[[], AbstractSet[str]] = frozenset
        self._lessons_menu = new_menu("lessonsMenu", self)
        self._lessons_menu.setTitle(self.tr("Lessons"))
        self._lessons_menu.aboutToShow.connect(self._fill_lessons)
        self.lessons_button = self._menu_button(
            "lessonsButton",
            "lessons",
            self.tr("Lessons"),
            self.tr("Be shown what the program is about, step by step"),
            self._lessons_menu,
        )
        self.lab_switch: Segmented[str] = Segmented(
            "labSwitch",
            [(name, translate("Labs", ui.title), translate("Labs", ui.tooltip)) for name, ui in labs.items()],
            self,
        )
        self.lab_switch.setAccessibleName(self.tr("Lab"))
        keep_height(self.lab_switch, CONTROL_HEIGHT)
        self.lab_switch.add_padding(SPACING)
        history = [self._action_button(f"{name}Action", role="flat") for name in ("undo", "redo")]
        reset = self._action_button("resetAction")
        self.step_button = self._action_button("stepAction", words=True)
        run = self.run_button = self._action_button("runAction", words=True, role="primary")
        self._run_width = self._width_for_both_words(run)
        self.speed = SpeedControl(self)
        self.device = DeviceButton(actions["restartEngineAction"], self)
        present = self.present_button = self._action_button("presentAction", role="flat")
        theme = self.theme_button = self._action_button("themeAction", role="flat")
        self.more_button = self._menu_button(
            "moreButton", "more", "", self.tr("Panels, theme, language, keys and further actions"), self._more_menu()
        )
        self.more_button.setProperty("role", "flat")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACING, 0, 3 * SPACING, 0)
        row.setSpacing(2 * SPACING)
        groups: tuple[Sequence[QWidget], ...] = (
            (self.open_button, self.samples_button, self.lessons_button),
            (self.lab_switch,),
            history,
            (reset, self.step_button, run, self.speed),
        )
        self._gaps: list[QSpacerItem] = []
        self._needed: dict[_Room, int] = {}  # how wide the bar has to be for it
        for number, group in enumerate(groups):
            if number:
                self._gaps.append(QSpacerItem(0, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum))
                row.addItem(self._gaps[-1])
            for widget in group:
                row.addWidget(widget)
        row.addStretch(1)
        for widget in (present, self.device, theme, self.more_button):
            row.addWidget(widget)
        self.show_recent(())
        theme_signal().changed.connect(self._follow_text)
        self._parts: tuple[Shown[Any], ...] = (
            Shown(lambda state: state.experiment.lab, self.lab_switch.show_value),
            Shown(lambda state: state.transport.limit, self.speed.show_limit),
            Shown(lambda state: state.recent, self.show_recent),
        )

    def show_state(self, state: State) -> None:
        """Show the lab, the speed, the device and the recent files."""
        for part in self._parts:
            part.follow(state)
        self.device.show_state(state)

    def offer_panels(self, toggles: Sequence[QAction]) -> None:
        """Add the actions that show and hide the panels to the menu."""
        self.more_button.menu().insertActions(self._actions["foldSetupAction"], list(toggles))

    def tick_lessons(self, done: Callable[[], AbstractSet[str]]) -> None:
        """Tick the lessons whose ids ``done`` returns each time that their menu opens."""
        self._lessons_done = done

    def show_recent(self, paths: Sequence[str]) -> None:
        """List these files in the menu of the open button."""
        menu = self._open_menu
        menu.clear()
        menu.addActions([self._actions[f"{name}Action"] for name in _OF_FILES])
        menu.addSeparator()
        menu.addActions([self._actions[f"{name}Action"] for name in _OF_EXPERIMENTS])
        menu.addSeparator()
        menu.addActions([self._actions[f"{name}Action"] for name in _OF_EXPORTS])
        menu.addSeparator()
        menu.addActions([self._actions[f"{name}Action"] for name in _AS_TEXT])
        if not paths:
            return
        add_heading(menu, self.tr("Recent files"))
        for path in paths:
            name = menu.fontMetrics().elidedText(
                display_name(path_of(path)), Qt.TextElideMode.ElideMiddle, _NAME_WIDTH
            )
            entry = menu.addAction(name.replace("&", "&&"))
            entry.setObjectName("recentFile")
            entry.setToolTip(plain_tooltip(path))
            entry.setData(path)
            entry.triggered.connect(lambda _=False, path=path: self.recent_chosen.emit(path))
        menu.addSeparator()
        menu.addAction(self._actions["clearRecentAction"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_width()

    def _follow_text(self) -> None:
        self._run_width = self._width_for_both_words(self.run_button)
        self._needed.clear()
        self._follow_width()

    def _follow_width(self) -> None:
        for room in _Room:
            if room not in self._needed:
                self._take(room)
                self._needed[room] = self._row.minimumSize().width() + self.device.may_grow
            if self._needed[room] <= self.width():
                break
        self._take(room)

    def _take(self, room: _Room) -> None:
        icons, tight, narrow = room >= _Room.ICONS, room >= _Room.TIGHT, room >= _Room.NARROW
        icon_only, with_words = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in (self.open_button, self.samples_button, self.lessons_button, self.step_button):
            button.setToolButtonStyle(icon_only if icons else with_words)
        self.run_button.setToolButtonStyle(icon_only if narrow else with_words)
        self.run_button.setFixedWidth(self.step_button.sizeHint().width() if narrow else self._run_width)
        self.theme_button.setVisible(not tight)
        self.lessons_button.setVisible(not narrow)
        self.present_button.setVisible(not tight)
        self._row.setSpacing(SPACING if tight else 2 * SPACING)
        for gap in self._gaps:
            gap.changeSize(0 if narrow else SPACING if room >= _Room.CLOSE else 3 * SPACING, 0)
        self.speed.set_compact(room >= _Room.CLOSE, tight)
        self.device.set_compact(icons)
        self._row.invalidate()

    def _width_for_both_words(self, run: QToolButton) -> int:
        """Return the width of the run button for the wider of its texts, so that its neighbours do not move."""
        run.ensurePolished()
        action = self._actions["runAction"]
        words, widths = action.text(), [sized(_RUN_WIDTH)]
        for word in run_words():
            action.setText(word)
            widths.append(run.sizeHint().width())
        action.setText(words)
        return max(widths)

    def _fill_samples(self) -> None:
        if not self._samples_menu.isEmpty():
            return
        for ui in self._labs.values():
            if ui.examples:
                add_heading(self._samples_menu, translate("Labs", ui.title))
            for example in ui.examples:
                entry = self._samples_menu.addAction(translate("Examples", example.title))
                entry.setObjectName(f"example-{example.key}")
                entry.setToolTip(plain_tooltip(sentence(example.hint)))
                entry.triggered.connect(lambda _=False, example=example: self.example_chosen.emit(example))
        kind = ""
        for sample in SAMPLES:
            if sample.kind != kind:
                kind = sample.kind
                add_heading(self._samples_menu, self.tr("Photographs") if kind == "image" else self.tr("Numbers"))
            entry = self._samples_menu.addAction(translate("Samples", sample.title))
            entry.setObjectName(f"sample-{sample.id}")
            entry.setToolTip(plain_tooltip(translate("Samples", sample.licence)))
            entry.triggered.connect(lambda _=False, sample_id=sample.id: self.sample_chosen.emit(sample_id))

    def _fill_lessons(self) -> None:
        # Imported when it is wanted: until the window is shown, every module counts.
        from vizapp.gui.lessons.menu import fill_lessons

        fill_lessons(self._lessons_menu, self._actions, self.lesson_chosen, self._lessons_done())

    def _more_menu(self) -> QMenu:
        menu = new_menu("moreMenu", self)
        actions = self._actions
        menu.addActions(
            [actions["fitAction"], actions["zoomProbeAction"], actions["loupeAction"], actions["linkViewsAction"]]
        )
        menu.addSeparator()
        looks = ("rigid", "target", "wipe", "magnifier", "explode", "spectrum", "kernels", "whoReads", "pinProbe")
        menu.addActions([actions[f"{name}Action"] for name in (*looks, "clearPins")])
        menu.addSeparator()
        menu.addActions([actions["keepLookAction"], actions["compareAction"]])
        menu.addSeparator()
        menu.addActions([actions[name] for name in ("teachAction", "clearPointsAction", "resetPhasesAction")])
        by_hand = ("swapRandomlyAction", "puzzleAction", "clearValuesAction")
        menu.addActions([actions[name] for name in by_hand])
        menu.addSeparator()
        menu.addMenu(self._lessons_menu)
        add_heading(menu, self.tr("Panels"))
        menu.addActions([actions[f"fold{name}Action"] for name in ("Setup", "Inspector", "Progress", "All")])
        menu.addActions([actions[f"{name}PanelAction"] for name in ("shrink", "grow", "move")])
        menu.addAction(actions["resetLayoutAction"])
        add_heading(menu, self.tr("Theme"))
        menu.addActions([actions[f"{name}ThemeAction"] for name in ("system", "dark", "light")])
        add_heading(menu, self.tr("Motion"))
        menu.addActions([actions[f"{name}MotionAction"] for name in ("system", "reduced")])
        add_heading(menu, self.tr("Language"))
        menu.addActions([actions[f"{name}LanguageAction"] for name in ("system", "en", "zh")])
        add_heading(menu, self.tr("Text and screen"))
        menu.addActions([actions[f"{name}TextAction"] for name in ("larger", "smaller", "usual")])
        menu.addActions([actions["presentAction"], actions["fullScreenAction"]])
        menu.addSeparator()
        for name in (
            "restoreSessionAction",
            "restartEngineAction",
            "cardsAction",
            "shortcutsAction",
            "aboutAction",
            "quitAction",
        ):
            menu.addAction(actions[name])
        return menu

    def _action_button(self, action: str, *, words: bool = False, role: str = "") -> ActionButton:
        button = ActionButton(self._actions[action], self)
        button.setObjectName(action.replace("Action", "Button"))
        button.setAccessibleName(self._actions[action].iconText())
        button.setIconSize(_WORD_ICON if words else _ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if words:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        else:
            button.setProperty("shape", "icon")
            keep_width(button, CONTROL_HEIGHT)  # the layout would otherwise reserve more than is drawn
        if role:
            button.setProperty("role", role)
        return button

    def _menu_button(self, name: str, icon: str, text: str, tooltip: str, menu: QMenu) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(plain_tooltip(tooltip))
        button.setAccessibleName(text or tooltip)
        button.setIconSize(_WORD_ICON if text else _ICON)
        button.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        button.setProperty("role", "menu")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_icon(button, icon)
        return button
