"""What the window needs of a lab, as tables: its overlays, its tasks, and what builds its parts.

Everything else in the window knows labs only by these; the register is :mod:`vizapp.gui.labs`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias

from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec, TaskSpec
from vizapp.gui.gestures import Gestures
from vizapp.gui.settings import Settings
from vizapp.gui.widgets.number_grid import Line
from vizapp.gui.widgets.numbers import grouped
from vizapp.gui.widgets.rows import Section
from vizapp.protocol.messages import Configured, Metric
from vizapp.protocol.requests import Request
from vizapp.session.picks import Grid
from vizapp.session.state import State, View

if TYPE_CHECKING:  # the canvas' toolkit knows the tables
    from vizapp.gui.canvas.canvas_pair import CanvasPair
    from vizapp.gui.canvas.lab_scene import LabScene

DrawMark: TypeAlias = Callable[[QPainter, QPointF], None]
Requests: TypeAlias = Callable[[State], dict[str, Request]]


def no_requests(state: State) -> dict[str, Request]:
    """Ask for nothing."""
    del state
    return {}


class LabOverlay(Protocol):
    """Something that a lab draws over its pictures, and that the person can show or hide."""

    def show_state(self, old: State | None, new: State) -> None:
        """Draw what differs between two states; ``old`` None draws everything."""
        ...

    def set_shown(self, shown: bool) -> None:
        """Draw, or leave the pictures as they are."""
        ...


@dataclass(frozen=True)
class LegendRow:
    """One line of the legend: a mark as it is drawn over the picture, and its name in English."""

    draw: DrawMark
    text: str


@dataclass(frozen=True)
class OverlaySpec:
    """One thing that can be drawn over the pictures of a lab.

    It makes a check box, its rows of the legend, and what is asked of the engine while it is shown.

    Attributes:
        key: in ``View.shown``; begins with the name of the lab.
        title, tooltip: of the check box, in English.
        legend: its rows of the legend.
        requests: what it needs the engine to answer, asked only while it is shown.
        build: makes what draws it; None where the lab's scene draws it itself, as it does with the parts of a point.
        shown_at_first: whether it is drawn until the person changes that.
    """

    key: str
    title: str
    tooltip: str
    legend: tuple[LegendRow, ...] = ()
    requests: Requests = no_requests
    build: Callable[[CanvasPair, Gestures], LabOverlay] | None = None
    shown_at_first: bool = True


@dataclass(frozen=True)
class ParameterUi:
    """A number among a task's settings, and how it is entered.

    Attributes:
        name: the field of the task's settings.
        object_name: of the control.
        title, tooltip, suffix, undo_label: in English.
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


@dataclass(frozen=True)
class TaskUi:
    """A task in the setup: its name and explanation in English, and its parameters."""

    spec: type[TaskSpec]
    title: str
    tooltip: str
    parameters: tuple[ParameterUi, ...] = ()


@dataclass(frozen=True)
class Reached:
    """What a metric has reached.

    Attributes:
        metric: which; known as long as the lab has been answered for once.
        value: None where nothing was measured.
        before_step: None where the value is of the picture on show, otherwise the step before whose update it was
            measured: that of a picture shown earlier.
    """

    metric: Metric
    value: float | None = None
    before_step: int | None = None

    @property
    def is_shown(self) -> bool:
        """Whether the value is of the picture on show."""
        return self.before_step is None

    @property
    def origin(self) -> str:
        """Of when the value is, where it is not of the picture on show; otherwise ""."""
        if self.before_step is None:
            return ""
        text = QCoreApplication.translate("Reached", "before step {step}")
        return text.format(step=grouped(self.before_step))


@dataclass(frozen=True)
class Figures:
    """The column of numbers beside the curves; texts are translated already.

    Attributes:
        notes: by the name of a metric, what has to be said of its number, such as what it leaves out; stands in place
            of its origin. Where one is there, NaN means that nothing is left to measure.
    """

    title: str
    tooltip: str
    lines: tuple[Line, ...] = ()
    explanation: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LabAction:
    """What an action of the action table does in a lab, and when it does something."""

    run: Callable[[Gestures], None]
    enabled: Callable[[State], bool]


class LabPage(QWidget):
    """A lab's page of the inspector.

    Attributes:
        follows_settings: whether the settings themselves are shown, and not only what the engine has read with them.
            While a point is dragged the settings change with every move, and what is shown is the reading that
            follows.
    """

    follows_settings: ClassVar[bool] = False

    def obstacle(self, state: State) -> str:
        """Return why there is nothing to show, or ""."""
        raise NotImplementedError

    def show_state(self, old: State | None, new: State) -> None:
        """Show what is picked in ``new``, where there is no obstacle."""
        raise NotImplementedError


def _stays(view: View, before: LabSpec, after: LabSpec) -> View:
    del before, after
    return view


def _no_grid(experiment: Experiment, configured: Configured) -> Grid | None:
    del experiment, configured
    return None


def _no_section(session: Gestures, parent: QWidget) -> Section | None:
    del session, parent
    return None


@dataclass(frozen=True)
class LabUi:
    """A lab in the window; a :class:`vizapp.session.lab_model.LabModel`.

    Attributes:
        spec: the lab's settings in the document.
        title, tooltip: of the lab switch, in English.
        build_scene: makes what the lab shows on the two canvases.
        build_operator: makes the section of the setup about the operator.
        build_page: makes the page of the inspector. It may listen to the scene.
        figures: gives the column of numbers beside the curves, from the state and, by its name, what each metric has
            reached.
        build_footer: makes a section that stands below the setup and is always seen, or None.
        tasks: in the order of the setup; nothing where the lab has one thing to do.
        overlays: in the order of the list of what can be shown.
        scene_requests: what the scene and the page need the engine to answer.
        grid: how the places that can be picked are counted.
        follow: what becomes of a selection in the view when the settings change.
        actions: by the name in the action table, what belongs to this lab alone.
        links_canvases: whether places on the two canvases always belong together.
    """

    spec: type[LabSpec]
    title: str
    tooltip: str
    build_scene: Callable[[CanvasPair, Gestures, Settings, LabUi], LabScene]
    build_operator: Callable[[Gestures, QWidget], Section]
    build_page: Callable[[Gestures, LabScene | None, QWidget], LabPage]
    figures: Callable[[State, Mapping[str, Reached]], Figures]
    build_footer: Callable[[Gestures, QWidget], Section | None] = _no_section
    tasks: list[TaskUi] = field(default_factory=list)
    overlays: list[OverlaySpec] = field(default_factory=list)
    scene_requests: Requests = no_requests
    grid: Callable[[Experiment, Configured], Grid | None] = _no_grid
    follow: Callable[[View, LabSpec, LabSpec], View] = _stays
    actions: Mapping[str, LabAction] = field(default_factory=dict)
    links_canvases: bool = True

    @property
    def name(self) -> str:
        """As in the document."""
        return self.spec.tag()

    @property
    def shown_at_first(self) -> frozenset[str]:
        return frozenset(overlay.key for overlay in self.overlays if overlay.shown_at_first)

    def requests(self, state: State) -> dict[str, Request]:
        """Return what the scene needs, and each overlay that is shown."""
        wanted = self.scene_requests(state)
        for overlay in self.overlays:
            if overlay.key in state.view.shown:
                wanted |= overlay.requests(state)
        return wanted

    def pick_grid(self, experiment: Experiment, configured: Configured) -> Grid | None:
        return self.grid(experiment, configured)

    def followed(self, view: View, before: LabSpec, after: LabSpec) -> View:
        return self.follow(view, before, after)
