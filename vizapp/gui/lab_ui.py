"""The window's interface to a lab: tables of its overlays and tasks, and builders of its widgets.

The rest of the window knows labs only through these; :mod:`vizapp.gui.labs` registers them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec, TaskSpec
from vizapp.document.values import Position
from vizapp.gui.canvas.menu_entries import MenuEntry
from vizapp.gui.caption_text import Captions
from vizapp.gui.figures.table_text import TextTable
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_numbers import FurtherMeasure, LabNumbers, Reached
from vizapp.gui.settings import Settings
from vizapp.gui.widgets.rows import Section
from vizapp.problem import Problem
from vizapp.protocol.events import Configured
from vizapp.protocol.requests import Request
from vizapp.session.picks import Grid
from vizapp.session.state import State
from vizapp.session.view import Side, View

if TYPE_CHECKING:  # at run time this would be a circular import
    from vizapp.gui.canvas.canvas_pair import CanvasPair
    from vizapp.gui.canvas.lab_scene import LabScene

DrawMark: TypeAlias = Callable[[QPainter, QPointF], None]
Requests: TypeAlias = Callable[[State], dict[str, Request]]


def no_requests(state: State) -> dict[str, Request]:
    """Return no requests."""
    del state
    return {}


class LabOverlay(Protocol):
    """Something that a lab draws over its pictures and that the user can show or hide."""

    def show_state(self, old: State | None, new: State) -> None:
        """Redraw what differs between two states; ``old`` None draws everything."""
        ...

    def set_shown(self, shown: bool) -> None:
        """Show or hide the overlay."""
        ...


@dataclass(frozen=True)
class LegendRow:
    """One row of the legend: a mark as drawn over the picture, and its name in English."""

    draw: DrawMark
    text: str


@dataclass(frozen=True)
class OverlaySpec:
    """The description of an overlay: its check box, its rows of the legend, its requests and its builder.

    Attributes:
        key: the key in ``View.shown``, which begins with the lab's name.
        title, tooltip: the texts of the check box, in English.
        legend: the rows of the legend.
        requests: returns its requests to the engine, which are made only while it is shown.
        build: builds the overlay; None if the lab's scene draws it, as it does with the parts of a point.
        shown_at_first: whether it is shown initially.
        applies: whether it has anything to show in the present task; its check box is disabled where it has not.
    """

    key: str
    title: str
    tooltip: str
    legend: tuple[LegendRow, ...] = ()
    requests: Requests = no_requests
    build: Callable[[CanvasPair, Gestures], LabOverlay] | None = None
    shown_at_first: bool = True
    applies: Callable[[State], bool] = lambda state: True


@dataclass(frozen=True)
class ParameterUi:
    """A numeric setting of a task, and its input field.

    Attributes:
        name: the field of the task's settings.
        object_name: the object name of the input field.
        title, tooltip, suffix, undo_label: the texts, in English.
        applies: whether the setting has an effect beside the task's others; without one its field is hidden.
    """

    name: str
    object_name: str
    title: str
    tooltip: str
    low: float
    high: float
    step: float
    undo_label: str
    decimals: int = 2
    prefix: str = ""
    suffix: str = ""
    applies: Callable[[TaskSpec], bool] = lambda task: True


@dataclass(frozen=True)
class ChoiceUi:
    """A setting of a task with a few values, and its choice.

    Attributes:
        name: the field of the task's settings.
        object_name: the object name of the choice.
        title, tooltip, undo_label: the texts, in English.
        options: value, text and tooltip of each, in English.
    """

    name: str
    object_name: str
    title: str
    tooltip: str
    options: tuple[tuple[str | int, str, str], ...]
    undo_label: str


@dataclass(frozen=True)
class TaskUi:
    """A task in the setup panel: its name and explanation in English, its choices, and below them its parameters.

    ``numbers`` takes the place of the lab's; None keeps those.
    """

    spec: type[TaskSpec]
    title: str
    tooltip: str
    parameters: tuple[ParameterUi, ...] = ()
    choices: tuple[ChoiceUi, ...] = ()
    numbers: Callable[[State, Mapping[str, Reached]], LabNumbers] | None = None


@dataclass(frozen=True)
class Example:
    """A prepared example in the menu.

    Attributes:
        key: the last part of its object name.
        title: in English.
        hint: what to do and what is then to be seen; its sentence is in :mod:`vizapp.wording.example_hints`.
        experiment: the document that it opens.
        shown: the overlays that are shown beside those that are shown at first.
        selected_tap: the tap that is selected.
        picked: the unit or pixel (y, x) that is picked; None is the one in the middle.
    """

    key: str
    title: str
    hint: Problem
    experiment: Experiment
    shown: frozenset[str] = frozenset()
    selected_tap: int | None = None
    picked: Position | None = None


@dataclass(frozen=True)
class LabAction:
    """An action in a lab.

    Attributes:
        run: does it.
        enabled: the condition for enabling it; None if ``why_not`` says it all.
        checked: whether it is checked; None if it cannot be.
        why_not: why it is disabled, as one sentence, which its tool tip says; "" while it is enabled.
    """

    run: Callable[[Gestures], None]
    enabled: Callable[[State], bool] | None = None
    checked: Callable[[State], bool] | None = None
    why_not: Callable[[State], str] | None = None


class LabPage(QWidget):
    """A lab's page of the inspector."""

    def obstacle(self, state: State) -> str:
        """Return a sentence why there is nothing to show, or ""."""
        raise NotImplementedError

    def show_state(self, state: State) -> None:
        """Show the picked unit of ``state``; called with every state for which there is no obstacle."""
        raise NotImplementedError

    def show_part(self, state: State) -> bool:
        """Show the next part of what there is to show of ``state``; return whether there are more.

        A part is what is drawn and painted in one turn of the loop: a page that takes longer than there is time for
        between two frames overrides this.
        """
        self.show_state(state)
        return False


def _stays(view: View, before: LabSpec, after: LabSpec) -> View:
    del before, after
    return view


def _no_grid(experiment: Experiment, configured: Configured) -> Grid | None:
    del experiment, configured
    return None


def _no_run(state: State) -> str:
    del state
    return ""


def _nothing_further(state: State) -> tuple[FurtherMeasure, ...]:
    del state
    return ()


def _no_text(state: State) -> str:
    del state
    return ""


def _never(state: State) -> bool:
    del state
    return False


def _no_tables(state: State) -> tuple[TextTable, ...]:
    del state
    return ()


def _no_captions(state: State) -> Captions:
    del state
    return Captions()


def _no_section(session: Gestures, parent: QWidget) -> Section | None:
    del session, parent
    return None


@dataclass(frozen=True)
class LabUi:
    """A lab in the window; a :class:`vizapp.session.lab_model.LabModel`.

    Attributes:
        spec: the type of the lab's settings in the document.
        title, tooltip: the texts of the lab switch, in English.
        build_scene: builds the scene on the two canvases.
        build_operator: builds the operator section of the setup panel.
        build_page: builds the inspector page, which may connect to the scene.
        numbers: returns the column of numbers beside the curves, from the state and the latest value of each metric.
        build_further: build further sections of the setup panel, below the task.
        build_footer: builds a section below the scrolling part of the setup panel, or returns None.
        tasks: the tasks in the order of the setup panel; empty for a lab without tasks.
        overlays: the overlays in the order of their check boxes.
        examples: the prepared examples in the order of the menu.
        scene_requests: returns the requests of the scene and the page to the engine.
        grid: returns the grid of the units that can be picked.
        follow: converts a selection in the view when the settings change.
        actions: the lab's own actions, by the name in the action table.
        main_run: returns the name of the run that is trained, where runs have names; "" where they have none.
        run_on_show: returns the name of a run that is on show instead of the main one; "" for that.
        watched: returns what is measured beside the metrics, for a watchpoint to be set on.
        links_canvases: whether equal positions on the two canvases always correspond.
        exports_offsets: whether the lab has offsets that can be exported.
        unit_text: returns the arithmetic of what is picked as a script for numpy; "" while it is not known. Raises
            ProblemError where it is not to be told.
        enlarges: whether the lab has a network, for the task at hand, that enlarges the source.
        tables: returns what the page of the inspector says, as tables, the main one first; none where nothing is
            picked.
        menu: returns what can be done at a pixel of a side's map, given what a click there does; None offers nothing.
        captions: returns the sentences below the canvases, which say what the state shows.
        windows: the keys in ``View.shown`` that open a window of their own instead of drawing on a canvas.
    """

    spec: type[LabSpec]
    title: str
    tooltip: str
    build_scene: Callable[[CanvasPair, Gestures, Settings, LabUi], LabScene]
    build_operator: Callable[[Gestures, QWidget], Section]
    build_page: Callable[[Gestures, LabScene | None, QWidget], LabPage]
    numbers: Callable[[State, Mapping[str, Reached]], LabNumbers]
    build_further: tuple[Callable[[Gestures, QWidget], Section], ...] = ()
    build_footer: Callable[[Gestures, QWidget], Section | None] = _no_section
    tasks: list[TaskUi] = field(default_factory=list)
    overlays: list[OverlaySpec] = field(default_factory=list)
    examples: tuple[Example, ...] = ()
    scene_requests: Requests = no_requests
    grid: Callable[[Experiment, Configured], Grid | None] = _no_grid
    follow: Callable[[View, LabSpec, LabSpec], View] = _stays
    actions: Mapping[str, LabAction] = field(default_factory=dict)
    main_run: Callable[[State], str] = _no_run
    run_on_show: Callable[[State], str] = _no_run
    watched: Callable[[State], tuple[FurtherMeasure, ...]] = _nothing_further
    links_canvases: bool = True
    exports_offsets: bool = False
    unit_text: Callable[[State], str] = _no_text
    enlarges: Callable[[State], bool] = _never
    tables: Callable[[State], tuple[TextTable, ...]] = _no_tables
    captions: Callable[[State], Captions] = _no_captions
    menu: Callable[[Gestures, Side, int, int, Callable[[], None]], Sequence[MenuEntry]] | None = None
    windows: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """As in the document."""
        return self.spec.tag()

    @property
    def shown_at_first(self) -> frozenset[str]:
        return frozenset(overlay.key for overlay in self.overlays if overlay.shown_at_first)

    def requests(self, state: State) -> dict[str, Request]:
        """Return the requests of the scene and of each shown overlay."""
        wanted = self.scene_requests(state)
        for overlay in self.overlays:
            if overlay.key in state.view.shown:
                wanted |= overlay.requests(state)
        return wanted

    def pick_grid(self, experiment: Experiment, configured: Configured) -> Grid | None:
        return self.grid(experiment, configured)

    def followed(self, view: View, before: LabSpec, after: LabSpec) -> View:
        return self.follow(view, before, after)
