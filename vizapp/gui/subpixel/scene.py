"""The sub-pixel lab on the two canvases: each of its tasks has a view of its own, of which one is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.document.tile_layout import TileLayout
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.lab_scene import LabScene, NamedPlace
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import OverlaySpec
from vizapp.gui.shown import Fields, Shown, fields
from vizapp.gui.subpixel.canvas_view import CanvasView
from vizapp.gui.subpixel.compared_cells import ComparedCells
from vizapp.gui.subpixel.explode_overlay import ExplodeOverlay
from vizapp.gui.subpixel.inverse_view import InverseView
from vizapp.gui.subpixel.kernels_window import KernelsWindow
from vizapp.gui.subpixel.layouts import shown_layout
from vizapp.gui.subpixel.overlap_view import OverlapView
from vizapp.gui.subpixel.overlays import EXPLODE
from vizapp.gui.subpixel.pictures import largest_whole
from vizapp.gui.subpixel.points_overlay import PointsOverlay
from vizapp.gui.subpixel.points_requests import POINTS
from vizapp.gui.subpixel.run_switch import RunSwitch
from vizapp.gui.subpixel.shuffle_view import ShuffleView
from vizapp.gui.theme import Theme, theme_signal
from vizapp.session.state import State

_FIELDS = (
    "snapshot",
    "configured",
    "experiment",
    "view",
    "picks",
    "engine",
    "refusal",
    "source",
    "judged",
    "input_picture",
)
"""All that the scene shows of a state."""


class SubpixelScene(LabScene):
    """Gives the canvases to the view of the task: shuffle, unshuffle or overlap count.

    Attributes:
        shuffle: channel tiles and the enlarged map that they make, also of a network that is trained.
        inverse: a picture, and the channel tiles that it becomes.
        overlap: ones, and how many of them write to each output.
        cells: further canvases with the maps of upsamplers that are compared.
        kernels: the window with the trained kernels.
    """

    hovered = Signal(object, object, object)
    """The sub-pixel under the cursor, as the hovers of the views say it."""
    type_wanted = Signal(int, object)
    """The picked pixel's value that lands at a phase is to be typed, beginning with a number; None: as it is."""

    def __init__(self, pair: CanvasPair, session: Gestures, overlays: Sequence[OverlaySpec]) -> None:
        """``overlays`` is the lab's table of what is drawn over the pictures."""
        super().__init__(pair, session, overlays)
        self._state = State()
        self._layout: TileLayout | None = None
        self._switch = RunSwitch()
        explode = self.overlays.get(EXPLODE)
        self.shuffle = ShuffleView(pair, session, explode if isinstance(explode, ExplodeOverlay) else None)
        self.inverse = InverseView(pair, session)
        self.overlap = OverlapView(pair)
        self._view: CanvasView = self.shuffle
        self.cells = ComparedCells(pair, session, self.shuffle.right.pick)
        self.kernels = KernelsWindow(pair, session)
        for view in (self.shuffle, self.inverse):
            view.hover.hovered.connect(self.hovered.emit)
        self.shuffle.right.picked.chips.type_wanted.connect(lambda landing: self.type_wanted.emit(landing, None))
        self.shuffle.left.type_wanted.connect(self.type_wanted)
        theme_signal().changed.connect(self._take_theme)
        self.parts = (
            self.cells.part,
            Shown(largest_whole, self._region.set_limit),
            Shown(fields(*_FIELDS), self._draw),
        )

    @property
    def tile_layout(self) -> TileLayout | None:
        """How the tiles shown stand and what becomes of them; None where there are none."""
        return self._layout

    def place_at(self, canvas: ImageCanvas, y: float, x: float) -> NamedPlace | None:
        return self._view.place_at(canvas, y, x)

    def toggle_loupe(self) -> None:
        overlay = self.overlays.get(POINTS)
        if isinstance(overlay, PointsOverlay):
            overlay.loupe.toggle()

    def zoom_to_pick(self) -> None:
        """Show the picked pixel and its neighbours as large as is comfortable."""
        found = self._view.picked_area()
        if found is not None:
            found.canvas.zoom_to(found.area)

    def activated(self, active: bool) -> None:
        self._pair.leave_room_for_labels(active)
        self.cells.set_active(active)
        if not active:
            self._view.set_active(False)
            self.kernels.hide()

    def _view_of(self, spec: SubpixelSpec) -> CanvasView:
        if isinstance(spec.task, OverlapSpec):
            return self.overlap
        return self.inverse if spec.is_inverse else self.shuffle

    def _draw(self, shown: Fields) -> None:
        before, self._state = self._state, self._switch.without_others(shown.state)
        self.kernels.show(self._state)
        if not _waits_for_another_engine(before, self._state):
            self._layout = shown_layout(self._state)
        view = self._view_of(self._state.experiment.spec_of(SubpixelSpec))
        if view is not self._view:
            self._view.set_active(False)
            self._view = view
        view.set_active(True)
        view.show_state(self._state, self._layout)

    def _take_theme(self, theme: Theme) -> None:
        for view in (self.shuffle, self.inverse, self.overlap):
            view.take_theme(theme)


def _waits_for_another_engine(old: State, new: State) -> bool:
    """Tell whether the engine has died and what it showed last can stay until another one answers."""
    kept = ("source", "experiment", "snapshot")
    return (
        new.configured is None
        and not new.engine.ready
        and all(getattr(old, name) is getattr(new, name) for name in kept)
    )
