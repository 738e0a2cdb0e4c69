"""The inspector's pages of the sub-pixel lab: which of them belongs to the task."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabPage
from vizapp.gui.subpixel.overlap_page import OverlapPage
from vizapp.gui.subpixel.pictures import runs_in_place
from vizapp.gui.subpixel.points_requests import points_run
from vizapp.gui.subpixel.points_section import PointsSection
from vizapp.gui.subpixel.requests import KERNELS
from vizapp.gui.subpixel.subpixel_page import SubpixelPage
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.session.state import State


class SubpixelPages(LabPage):
    """One page for all that shuffles, and one for the overlap count.

    Where the upsampler on show chooses its sampling points these come first: they are what is clicked and followed,
    and a low window has no room for all. Those of another one come last.
    """

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subpixel = SubpixelPage(session, self)
        self.overlap = OverlapPage(self)
        self.overlap.hide()
        self.kernels = QPushButton(self.tr("Trained kernels…"), self)
        self.kernels.setObjectName("showKernels")
        self.kernels.setAccessibleName(self.tr("Trained kernels"))
        self.kernels.setToolTip(
            plain_tooltip(
                self.tr(
                    "The kernels of every layer, and the last one as the transposed convolution that is equal to it."
                )
            )
        )
        self.kernels.clicked.connect(lambda: session.show_overlay(KERNELS, True))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.points = PointsSection(session, self)
        column.addWidget(self.points)
        for page in (self.subpixel, self.overlap):
            column.addWidget(page)
        column.addWidget(self.kernels, 0, Qt.AlignmentFlag.AlignLeft)

    def obstacle(self, state: State) -> str:
        return self._page(state).obstacle(state)

    def show_state(self, state: State) -> None:
        """Show the page that belongs to the task of ``state``."""
        page = self._page(state)
        page.show_state(state)
        for each in (self.subpixel, self.overlap):
            each.setVisible(each is page)
        self._place_points(is_first=points_run(state) in runs_in_place(state)[:1])
        self.points.show_state(state)
        self.kernels.setVisible(state.experiment.spec_of(SubpixelSpec).trains)

    def _place_points(self, *, is_first: bool) -> None:
        place = 0 if is_first else 2
        if self._column.indexOf(self.points) != place:
            self._column.insertWidget(place, self.points)

    def _page(self, state: State) -> LabPage:
        task = state.experiment.spec_of(SubpixelSpec).task
        return self.overlap if isinstance(task, OverlapSpec) else self.subpixel
