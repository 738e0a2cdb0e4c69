"""The looks that are compared, laid out: side by side, with a line between two of them, or with their difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from vizapp.gui.canvas.canvas_grid import columns_for
from vizapp.gui.canvas.canvas_link import CanvasLink
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.comparing.difference import Difference, difference, numbers_on
from vizapp.gui.comparing.look_view import CanvasSide, LookHead, LookView
from vizapp.gui.comparing.look_words import look_name
from vizapp.gui.comparing.looks import NOW, SeenLook
from vizapp.gui.comparing.sight import show_sight, sight_of
from vizapp.gui.comparing.wipe_board import WipeBoard
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.settings import Settings
from vizapp.gui.widgets.numbers import MINUS, three_digits
from vizapp.wording.problems import sentence

CompareMode: TypeAlias = Literal["side", "wipe", "difference"]
_GAP = 1
_MOST_COLUMNS = 7


class CompareBoard(QWidget):
    """Holds a view for each look that is shown; all of them zoom and pan together.

    Of maps of different sizes the same shares lie at the same places.
    """

    measured = Signal(str)
    """The sentence about the difference on show; "" while there is none."""

    def __init__(self, labs: Mapping[str, LabUi], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareBoard")
        self._labs = labs
        self._settings = settings
        self._views: dict[str, LookView] = {}
        self._links: list[CanvasLink] = []
        self._mode: CompareMode = "side"
        self._side: CanvasSide = "input"
        self._keys: tuple[str, ...] = ()
        self._in_step: tuple[str, ...] = ()  # the looks that were shown last: all of them at the same place
        self._wanted: tuple[CompareMode, CanvasSide, tuple[SeenLook, ...]] = ("side", "input", ())
        self._next_turn = QTimer(self, singleShot=True, interval=1)
        self._next_turn.timeout.connect(self._go_on)
        self._difference_of: tuple[object, ...] = ()
        self._grid_holder = QWidget(self)
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.wipe = WipeBoard(self)
        self.difference = ImageCanvas("differenceCanvas", self.tr("Difference"), self)
        self.difference.only_look()
        self._difference_head = LookHead(NOW, self)
        self._difference_view = _stacked(self._difference_head, self.difference, self)
        self._difference_view.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._grid_holder, 1)
        column.addWidget(self.wipe, 1)
        self.wipe.hide()

    @property
    def views(self) -> Mapping[str, LookView]:
        """All views made so far, by the keys of their looks."""
        return self._views

    @property
    def shown(self) -> tuple[LookView, ...]:
        """The views that are shown, from left to right."""
        return tuple(self._views[key] for key in self._keys)

    @property
    def _has_difference(self) -> bool:
        return self._mode == "difference" and len(self._keys) == 2

    def arrange(self, mode: CompareMode, side: CanvasSide, looks: Sequence[SeenLook]) -> None:
        """Show the canvas ``side`` of each look; of two of them with a line or with their difference.

        Views that have to be made first are each made in a turn of Qt's loop of its own, and all are then shown.
        """
        self._wanted = (mode, side, tuple(looks))
        self._go_on()

    def finish(self) -> None:
        """Build at once the views that would be built in later turns of the event loop."""
        while self._next_turn.isActive():
            self._next_turn.stop()
            self._go_on()

    def _go_on(self) -> None:
        mode, side, looks = self._wanted
        missing = next((look for look in looks if look.key not in self._views), None)
        if missing is not None:
            view = LookView(missing.key, self._labs, self._settings, self._grid_holder)
            self._views[missing.key] = view
            view.hide()
            view.show_side(side)
            view.show_state(missing.state, missing.title)
            self._next_turn.start()
            return
        for key, state, title in looks:
            self._views[key].show_side(side)
            self._views[key].show_state(state, title)
        keys = tuple(look.key for look in looks)
        if (mode, side, keys) != (self._mode, self._side, self._keys):
            self._mode, self._side, self._keys = mode, side, keys
            self._lay_out()
        self._follow()

    def forget(self, key: str) -> None:
        """Remove the view of a look that is gone; it is not shown any more."""
        mode, side, looks = self._wanted
        self._wanted = (mode, side, tuple(look for look in looks if look.key != key))
        self._keys = ()  # forces a new layout of the others
        self._in_step = tuple(each for each in self._in_step if each != key)
        view = self._views.pop(key, None)
        if view is not None:
            self.wipe.let_go()
            view.hide()
            view.deleteLater()

    def fit(self) -> None:
        """Show all maps whole."""
        for view in self.shown[:1]:
            view.canvas.fit()

    def show_left_whole(self, whole: bool) -> None:
        """Show the left of two pictures with a line whole, or both again."""
        self.wipe.show_left_whole(whole)

    def _lay_out(self) -> None:
        wipes = self._mode == "wipe" and len(self._keys) == 2
        if not wipes:
            self.wipe.let_go()
        for key, view in self._views.items():
            self._grid.removeWidget(view)
            view.head.stand_at("right" if wipes and key == self._keys[1] else "left")
            if key not in self._keys:
                view.hide()
        self._grid.removeWidget(self._difference_view)
        self.wipe.setVisible(wipes)
        self._grid_holder.setVisible(not wipes)
        self._difference_view.setVisible(self._has_difference)
        if wipes:
            left, right = self.shown
            self.wipe.show_widgets(left, right)
        else:
            widgets: list[QWidget] = list(self.shown)
            if self._has_difference:
                widgets.insert(1, self._difference_view)
            self._fill_grid(widgets)
        self._link()

    def _fill_grid(self, widgets: Sequence[QWidget]) -> None:
        columns = 3 if self._mode == "difference" else self._columns(len(widgets))
        for index, widget in enumerate(widgets):
            self._grid.addWidget(widget, index // columns, index % columns)
            widget.show()
        rows = -(-len(widgets) // columns)
        for index in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(index, int(index < columns))
            self._grid.setRowStretch(index, int(index < rows))

    def _columns(self, count: int) -> int:
        sizes = [view.canvas.size_in_pixels for view in self.shown]
        return columns_for(count, self.size(), sizes[0]) if sizes else 1

    def _link(self) -> None:
        for link in self._links:
            link.set_enabled(False)
            link.deleteLater()
        canvases = [view.canvas for view in self.shown]
        self._keep_place()
        if self._has_difference:
            canvases.append(self.difference)
        self._links = [CanvasLink(canvases[0], other, self) for other in canvases[1:]]
        for link in self._links:
            link.set_enabled(True)

    def _keep_place(self) -> None:
        """Have the first canvas, which the others follow, go where the canvases were that were shown before."""
        led = [*(key for key in self._keys if key in self._in_step), *self._in_step]
        if led and self._keys and led[0] != self._keys[0]:
            show_sight(self._views[self._keys[0]].canvas, sight_of(self._views[led[0]].canvas))
        self._in_step = self._keys or self._in_step

    def _follow(self) -> None:
        """Take over the sizes of the maps, and compute the difference again if a picture has changed."""
        views = self.shown
        if self._has_difference:
            self._show_difference(*views)
        else:
            self._difference_of = ()
            self.measured.emit("")
        if not views:
            return
        height, _ = views[0].canvas.size_in_pixels
        others = [view.canvas for view in views[1:]]
        if self._has_difference:
            others.append(self.difference)
        for link, other in zip(self._links, others, strict=True):
            stride = height / max(other.size_in_pixels[0], 1)
            link.set_geometry(stride, (stride - 1) / 2)

    def _show_difference(self, left: LookView, right: LookView) -> None:
        pictures = tuple(
            part
            for view in (left, right)
            for part in (view, view.canvas.picture, view.canvas.pictures.arrays().get("pixels"))
        )
        if len(pictures) == len(self._difference_of) and all(
            new is old for new, old in zip(pictures, self._difference_of, strict=True)
        ):
            return
        self._difference_of = pictures
        found = difference(numbers_on(left.canvas), numbers_on(right.canvas))
        self.difference.set_size_in_pixels(*left.canvas.size_in_pixels)
        self.difference.show_picture(found.picture if isinstance(found, Difference) else None)
        self.difference.set_hint("" if isinstance(found, Difference) else sentence(found))
        names = f"{look_name(left.key)} {MINUS} {look_name(right.key)}"
        self._difference_head.show_words(names)
        self.measured.emit(self._words(names, found) if isinstance(found, Difference) else "")

    def _words(self, names: str, found: Difference) -> str:
        text = self.tr("{names}: {mean} on average without its sign, {largest} at most; middle grey is no difference")
        words = text.format(names=names, mean=three_digits(found.mean), largest=three_digits(found.largest))
        return words if found.is_exact else words + self.tr(" (read off 256 levels)")


def _stacked(head: QWidget, canvas: QWidget, parent: QWidget) -> QWidget:
    """Return a widget with a head above a canvas, as views have one."""
    view = QWidget(parent)
    column = QVBoxLayout(view)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(canvas, 1)
    return view
