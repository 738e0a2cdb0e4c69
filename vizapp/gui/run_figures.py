"""The figures that ``vizapp run`` writes beside its results: drawn as in the window, on canvases that nobody sees."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from vizapp.animations.film import ENDINGS
from vizapp.gui.app import create_application
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.figures.animation_record import AnimationRecord, Cut
from vizapp.gui.figures.animation_work import AnimationWork, Pace, spread_steps
from vizapp.gui.figures.curve_contents import curves_csv, plots_of
from vizapp.gui.figures.exhibits import CanvasExhibit, CurvesExhibit
from vizapp.gui.figures.figure import Choice
from vizapp.gui.figures.figure_files import pdf_bytes, png_bytes, svg_bytes
from vizapp.gui.figures.file_work import reason_of
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.settings import Settings
from vizapp.gui.theme import apply_theme
from vizapp.gui.translators import translators_of
from vizapp.problem import Problem
from vizapp.run.wanted_figures import FiguresError, WantedFigures
from vizapp.session.session import Session
from vizapp.session.state import State
from vizapp.sources.client import SourceReader
from vizapp.whole_files import write_whole
from vizapp.wording.language import language
from vizapp.wording.problems import sentence

_SIDE = 640
"""Logical pixels of a canvas, in width and height."""
_CHOICE = Choice(light=True)
_SCALE = 2.0
_ANIMATION_WIDTH = 640
_PACE = Pace(12.0, 1.5)
_REST_SECONDS = 0.2
"""What is on show is complete when nothing has been missing for so long: canvases that were resized ask anew."""


def draw(wanted: WantedFigures) -> list[str]:
    """Write the figures, and return the names of their files; see :class:`vizapp.run.figures.Draftsman`."""
    before = qInstallMessageHandler(_hear)
    spoken = language()
    app = create_application()
    translators_of(app).use(spoken)  # not what the window's settings say
    apply_theme(app, "light")
    session = Session(wanted.engine, SourceReader(), LAB_UIS, wanted.experiment, start=False)
    try:
        sheet = _Sheet(app, session)
        return [*_stills(sheet, wanted), *_animations(sheet, wanted)]
    finally:
        session.close()
        qInstallMessageHandler(before)


def _hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Pass on what Qt says, but that there is no window manager, which nobody needs here."""
    del kind, context
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


class _Sheet:
    """Canvases with the scene of the experiment's lab, of a session that lives while something is waited for."""

    def __init__(self, app: QApplication, session: Session) -> None:
        self.session = session
        self._app = app
        self.ui = LAB_UIS[session.state.experiment.lab]
        self.canvases = CanvasPair()
        self._scene = self.ui.build_scene(self.canvases, session, Settings(), self.ui)
        self._scene.set_active(True)
        self._scene.show_state(None, session.state)
        session.subscribe(self._scene.show_state)
        self._resize()
        self.canvases.show()
        session.begin()
        self.settle()
        self._resize()  # now that it is known how many outputs there are
        self.settle()

    def _resize(self) -> None:
        cells = len(self.canvases.cells)
        self.canvases.resize(QSize((1 + min(cells, 3)) * _SIDE, (1 if cells <= 3 else 2) * _SIDE))

    def settle(self) -> None:
        """Wait until everything is on show."""
        since = time.monotonic()
        while time.monotonic() - since < _REST_SECONDS:
            self.live()
            if not self.session.shows_everything or _is_reading(self.session.state):
                since = time.monotonic()

    def live(self) -> None:
        """Let a moment pass.

        Raises:
            FiguresError: the experiment cannot be shown.
        """
        self._app.processEvents()
        self.session.poll()
        state = self.session.state
        problem = state.refusal or state.engine.problem
        if problem is None and state.banner is not None and state.banner.kind == "error":
            problem = state.banner.problem
        if problem is not None:
            raise FiguresError(sentence(problem))
        time.sleep(0.001)

    @property
    def named_canvases(self) -> list[tuple[str, ImageCanvas]]:
        """The canvases with the names of their figures."""
        first, *others = self.canvases.cells
        further = [(f"output-{number}", canvas) for number, canvas in enumerate(others, start=2)]
        return [("input", self.canvases.input), ("output", first), *further]


def _is_reading(state: State) -> bool:
    """Return whether a picture that belongs to the experiment is not there yet."""
    return state.reading is not None or state.unseen.is_reading or state.judged.is_reading or state.network.is_reading


def _stills(sheet: _Sheet, wanted: WantedFigures) -> Iterator[str]:
    for name, exhibit in _exhibits(sheet):
        for ending in wanted.stills:
            path = wanted.path(name, ending)
            if wanted.stop():
                raise FiguresError(sentence(Problem("enlarge.cancelled", values={"name": path.name})))
            try:
                write_whole(path, _content(exhibit, ending))
            except (OSError, MemoryError) as error:
                raise FiguresError(_not_written(path, reason_of(error))) from error
            yield path.name


def _content(exhibit: CanvasExhibit | CurvesExhibit, ending: str) -> bytes:
    figure = exhibit.figure(_CHOICE)
    if ending == "png":
        return png_bytes(figure, _SCALE)
    return svg_bytes(figure, exhibit.title) if ending == "svg" else pdf_bytes(figure, exhibit.title)


def _exhibits(sheet: _Sheet) -> Iterator[tuple[str, CanvasExhibit | CurvesExhibit]]:
    for name, canvas in sheet.named_canvases:
        yield name, CanvasExhibit(canvas, name)
    state = sheet.session.state
    plots = plots_of(state, sheet.ui)
    if plots:
        title = QApplication.translate("FigureActions", "Curves")
        yield (
            "curves",
            CurvesExhibit("curves", title, "curves", plots, lambda: curves_csv(state), {}, sheet.canvases.font()),
        )


def _animations(sheet: _Sheet, wanted: WantedFigures) -> Iterator[str]:
    head = sheet.session.state.timeline.head
    for ending in ENDINGS:
        if ending in wanted.animations and head:
            path = wanted.path("input", ending)
            record = AnimationRecord(sheet.canvases.input, Cut(_CHOICE, stamp=True))
            work = AnimationWork(sheet.session, record, spread_steps(0, head), path, ending, _ANIMATION_WIDTH, _PACE)
            _finish(sheet, work, wanted)
            yield path.name


def _finish(sheet: _Sheet, work: AnimationWork, wanted: WantedFigures) -> None:
    """Make an animation, and wait for its end."""
    ends: list[str] = []
    cancelled = sentence(Problem("enlarge.cancelled", values={"name": work.name}))
    work.written.connect(lambda count: ends.append(""))
    work.failed.connect(lambda why: ends.append(_not_written(work.path, why)))
    work.abandoned.connect(lambda: ends.append(cancelled))
    tenths = 0

    def tell(done: int, total: int) -> None:
        nonlocal tenths
        if 10 * done // total > tenths:
            tenths = 10 * done // total
            wanted.say(f"{work.name}: {10 * tenths} %")

    work.progressed.connect(tell)
    work.start()
    while not ends:
        sheet.live()
        if wanted.stop():
            work.give_up()
    if ends[0]:
        raise FiguresError(ends[0])


def _not_written(path: Path, why: str) -> str:
    return sentence(Problem("export.not-written", values={"name": path.name, "why": why}))
