"""The pictures of upsamplers that are compared, each on a canvas of its own: the output canvas has that on show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QPointF, Qt
from PySide6.QtGui import QPainter

from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.canvas.badges import SEPARATOR
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LegendRow
from vizapp.gui.plots.reached import reached_values
from vizapp.gui.runs import run_colour, run_short_title, run_title
from vizapp.gui.shown import Shown
from vizapp.gui.subpixel.gain_numbers import gain_text
from vizapp.gui.subpixel.held_out_layer import HeldOutLayer
from vizapp.gui.subpixel.legend_plate import LegendPlate
from vizapp.gui.subpixel.pick_mark import PickMark
from vizapp.gui.subpixel.pictures import (
    LAB,
    cell_name,
    runs_in_place,
    runs_side_by_side,
    shows_target,
    upsampler_runs,
)
from vizapp.gui.subpixel.requests import OUTPUT, shown_spectrum
from vizapp.gui.subpixel.scene_notes import deviation_words, range_words
from vizapp.gui.subpixel.spectrum_marks import SpectrumMarks, draw_ring_mark
from vizapp.gui.theme import current_theme, theme_signal
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.requests import Region
from vizapp.session.curves import Curves
from vizapp.session.state import State

_PSNR = "psnr"
"""The main run's metric; those of others end like it."""
_NOTHING = Curves()


@dataclass(frozen=True, slots=True)
class _Cell:
    """One run: its name, what its badge says of its gain, or that it is the target that is seen, and its picture or
    spectrum; None until there is one."""

    run: str
    gain: str
    picture: Picture | None
    spectrum: Spectrum | None = None
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class _Cells:
    """What is shown side by side.

    Attributes:
        main: the run that the settings name first.
        cells: the runs, the one on show first; none where nothing is compared.
        size: (H, W) of their maps.
        held_out_from: the first column that training does not see.
        picked: the part (top, left, height, width) of the map that the picked pixel became.
        upscale_factor: at whose multiples a spectrum is marked.
        is_awaited: whether a picture that is missing is on its way.
    """

    main: str = ""
    cells: tuple[_Cell, ...] = ()
    size: tuple[int, int] | None = None
    held_out_from: int | None = None
    picked: Region | None = None
    upscale_factor: int = 1
    is_awaited: bool = False


class ComparedCells(QObject):
    """Shows further canvases beside the output as long as several upsamplers are compared on them."""

    def __init__(self, pair: CanvasPair, session: Gestures, clicked: Callable[[float, float], None]) -> None:
        """``clicked`` is called with a position (y, x) of the map at a click on a further canvas."""
        super().__init__(pair)
        self._pair = pair
        self._session = session
        self._clicked = clicked
        self._held_out: dict[ImageCanvas, HeldOutLayer] = {}
        self._marks: dict[ImageCanvas, PickMark] = {}
        self._rings: dict[ImageCanvas, SpectrumMarks] = {}
        self._runs: dict[ImageCanvas, str] = {}
        self._shown = _Cells()
        self.legend = LegendPlate("spectrumLegend", pair.input)
        pair.input.corners.keep(self.legend, Qt.Corner.BottomLeftCorner)
        self.part = Shown(_resolve, self._show)
        pair.cells_changed.connect(self._fill)
        theme_signal().changed.connect(self._fill)  # each theme has its own colours of runs

    def set_active(self, active: bool) -> None:
        """Leave the canvases to others, or take them with the next state that is shown."""
        if not active:
            self._show(_Cells())
            self.part.forget()

    def _show(self, shown: _Cells) -> None:
        self._shown = shown
        self._pair.show_cells(max(1, len(shown.cells)))
        self._fill()

    def _fill(self, *_: object) -> None:
        """Show everything on the canvases, as soon as there are enough of them."""
        shown = self._shown
        if len(self._pair.cells) != max(1, len(shown.cells)):
            return
        for canvas in self._pair.cells:
            if canvas not in self._marks:
                self._marks[canvas] = PickMark(canvas, self._session)
                canvas.title.clicked.connect(partial(self._choose, canvas))
        for mark in self._marks.values():
            mark.show_pick(shown.picked)
        self.legend.show_rows(_legend_rows(shown))
        if not shown.cells:
            self._runs.clear()
            self._pair.output.title.set_text("")
            return
        for canvas, cell in zip(self._pair.cells, shown.cells, strict=True):
            canvas.title.set_colour(run_colour(cell.run, current_theme()))
            canvas.title.set_texts(*_title_texts(cell))
            canvas.title.offer_click("" if canvas is self._pair.output else _click_words(cell.run))
            if canvas is not self._pair.output:
                self._show_picture(canvas, cell, shown)

    def _choose(self, canvas: ImageCanvas) -> None:
        """Have the upsampler of a further canvas on show."""
        run = self._runs.get(canvas)
        if run is not None:
            self._session.show_run(None if run == self._shown.main else run)

    def _show_picture(self, canvas: ImageCanvas, cell: _Cell, shown: _Cells) -> None:
        canvas.name_aloud(QCoreApplication.translate("Cells", "Output of {run}").format(run=run_title(cell.run)))
        if canvas not in self._held_out:
            self._held_out[canvas] = HeldOutLayer(canvas.font())
            canvas.add_layer(self._held_out[canvas])
            self._rings[canvas] = SpectrumMarks(canvas.font(), has_legend=False)
            canvas.add_layer(self._rings[canvas], above_numbers=True)
            canvas.clicked.connect(self._clicked)
            canvas.keep_numbers_off((0.0, 0.0))
        spectrum = cell.spectrum
        picture = cell.picture if spectrum is None else spectrum.picture
        if picture is not None or not shown.is_awaited or self._runs.get(canvas) != cell.run:
            canvas.show_picture(picture)
            self._rings[canvas].show(None if spectrum is None else spectrum.picture.region[2:], shown.upscale_factor)
        self._runs[canvas] = cell.run
        if shown.size is not None:
            self._held_out[canvas].show(None if cell.picture is None else shown.held_out_from, *shown.size)


def _resolve(state: State) -> _Cells:
    configured = state.configured
    if configured is not None and configured.lab != LAB:
        configured = None
    runs = runs_side_by_side(state)
    main = next(iter(upsampler_runs(state)), "")
    return _Cells(
        main,
        tuple(
            _Cell(run, gain_words(state, run, run == main), *_answer(state, run), shows_target(state)) for run in runs
        ),
        None if configured is None else configured.output_shape[1:],
        None if configured is None else configured.held_out_from,
        _picked_part(state) if runs and configured is not None and shown_spectrum(state) is None else None,
        state.experiment.spec_of(SubpixelSpec).upscale_factor,
        # The snapshot may answer earlier requests; the old pictures stay until the next snapshot.
        is_awaited=state.snapshot is not None,
    )


def _picked_part(state: State) -> Region | None:
    r = state.experiment.spec_of(SubpixelSpec).upscale_factor
    return None if state.pick is None else (state.pick[0] * r, state.pick[1] * r, r, r)


def _answer(state: State, run: str) -> tuple[Picture | None, Spectrum | None]:
    """Return the picture or the spectrum of a run.

    That on show has those of the output canvas, and while the target is held, all have.
    """
    picture, spectrum = state.answer(cell_name(run), Picture), state.answer(cell_name(run), Spectrum)
    is_output = run == runs_in_place(state)[0]
    if is_output or (picture is None and spectrum is None and shows_target(state)):
        return state.answer(OUTPUT, Picture), shown_spectrum(state)
    return picture, spectrum


def gain_words(state: State, run: str, is_main: bool) -> str:
    """Return by how much the PSNR of a run is above that of bicubic enlargement; "" where it is not known.

    "≈" stands before what was measured of an earlier step than that of the picture on show. While the target is held
    it says so, as no canvas shows what its run has made.
    """
    if shows_target(state):
        return QCoreApplication.translate("Cells", " · target")
    if state.configured is None:
        return ""
    metrics = state.configured.metrics
    own = next((m for m in metrics if m.name.endswith(_PSNR) and m.run == ("" if is_main else run)), None)
    main = next((m for m in metrics if m.name == _PSNR), None)
    if own is None or main is None or "bicubic" not in main.references:
        return ""
    reached = reached_values(state, (own,), state.curves.get(LAB, _NOTHING))[own.name]
    if reached.value is None:
        return ""
    gain = gain_text(reached, main.references["bicubic"])
    return f" · {gain}" if reached.is_shown else f" · ≈ {gain}"


def _title_texts(cell: _Cell) -> tuple[str, ...]:
    """Return what to say of a run, each shorter than those before; its name goes last."""
    name, short = run_title(cell.run), run_short_title(cell.run)
    if cell.spectrum is None:
        return f"{name}{cell.gain}", f"{short}{cell.gain}", name, short
    endings = [f"{SEPARATOR}{words}" for words in deviation_words(cell.spectrum)]
    if cell.is_target:  # all canvases show the spectrum of the target
        endings = [f"{cell.gain}{ending}" for ending in endings] + [cell.gain]
    return *(f"{title}{ending}" for ending in endings for title in (name, short)), short


def _legend_rows(shown: _Cells) -> tuple[LegendRow, ...]:
    """Return what the marks and greys of spectra side by side mean; nothing where there are pictures."""
    spectra = [cell.spectrum for cell in shown.cells if cell.spectrum is not None]
    if not spectra:
        return ()
    translate = QCoreApplication.translate
    rings = translate("Cells", "multiples of 1/{r}: of the upsampling").format(r=shown.upscale_factor)
    ranges = {range_words(each) for each in spectra}
    greys = translate("Cells", "black to white: {range}").format(range=ranges.pop())
    rows = (LegendRow(draw_ring_mark, rings), LegendRow(_draw_no_mark, translate("Cells", "axes: cycles per pixel")))
    return rows if ranges else (*rows, LegendRow(_draw_no_mark, greys))


def _draw_no_mark(painter: QPainter, place: QPointF) -> None:
    """Leave the place of a mark empty, beside words about all of a picture."""


def _click_words(run: str) -> str:
    words = QCoreApplication.translate(
        "Cells", "Have {run} on show, with its channels, kernels and curves; nothing begins anew. The next one: N."
    )
    return words.format(run=run_title(run))
