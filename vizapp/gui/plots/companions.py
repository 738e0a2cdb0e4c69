"""Further curves in the plot of a metric: of other runs, on the unseen picture, and of other branches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPen

from vizapp.gui.graphs import pg
from vizapp.gui.plots.decimation import decimate, finite_only, running_mean
from vizapp.gui.plots.plotted import Colour
from vizapp.gui.runs import run_colour, run_title
from vizapp.gui.theme import current_theme

DASHES = [4.0, 3.0]
"""In widths of the pen."""
_LINE_WIDTH = 1.4
_LEFT = 0.55
"""How opaque the curve of a branch is that was left."""
ONLY_SIZE = 6
"""Pixels across the dot of a curve with one value."""
_TURN = 6.0
"""In widths of the pen: of curves that coincide each is seen for so long in turn."""
_APART = ONLY_SIZE + 1
"""Pixels between the middles of two of them at least."""


@dataclass(frozen=True, slots=True)
class CompanionSpec:
    """How a further curve is drawn.

    Attributes:
        name: of its metric.
        run: the run that it belongs to, whose colour it has.
        dashed: whether it was measured on the unseen picture.
        sparse: whether it is not measured at every step, and the curve joins what was measured.
        left: whether it is of a branch on which the training does not stand, or of steps after where it stands.
        colour: that it has instead of its run's.
        title: what it is called instead of its run.
    """

    name: str
    run: str
    dashed: bool
    sparse: bool
    left: bool = False
    colour: Colour | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Companion:
    """A further curve with its values, float64 (n,), after 0 … n − 1 steps; None where nothing has been measured."""

    spec: CompanionSpec
    values: np.ndarray | None


class Turn(NamedTuple):
    """Which of how many curves that coincide one is, the lowest first."""

    number: int = 0
    of: int = 1


class CompanionCurves:
    """Draws companions into a plot, below its own curve."""

    def __init__(self, plot_item: pg.PlotItem) -> None:
        self._plot_item = plot_item
        self.curves: dict[str, pg.PlotCurveItem] = {}
        self.dots: dict[str, pg.ScatterPlotItem] = {}
        self._shown: tuple[Companion, ...] = ()
        self._single: dict[str, tuple[float, float]] = {}
        self._drawn: dict[str, tuple[object, ...]] = {}
        self._pens: dict[str, tuple[object, ...]] = {}
        self._turns: dict[str, Turn] = {}

    def are(self, companions: Sequence[Companion]) -> bool:
        """Whether these very curves were taken last."""
        return len(companions) == len(self._shown) and all(
            new.spec == old.spec and new.values is old.values
            for new, old in zip(companions, self._shown, strict=True)
        )

    def take(self, companions: Sequence[Companion]) -> np.ndarray:
        """Take over curves, which :meth:`draw` draws; return their finite values."""
        self._shown = tuple(companions)
        values = [each.values for each in companions if each.values is not None]
        every = np.concatenate(values) if values else np.empty(0)
        return every[np.isfinite(every)]

    def draw(
        self,
        on_axis: Callable[[np.ndarray], np.ndarray],
        logarithmic: bool,
        bins: int,
        mean_over: int | None = None,
    ) -> None:
        """Draw the curves that were taken; ``on_axis`` turns values into what the axis shows.

        Of those that are measured at every step the mean of the last ``mean_over`` values is drawn, None: the values.
        """
        kept = {each.spec.name for each in self._shown}
        for name, curve in self.curves.items():
            curve.setVisible(name in kept)
        for name, dot in self.dots.items():
            dot.setVisible(name in kept)
        for each in self._shown:
            curve = self._curve(each.spec)
            values = np.empty(0) if each.values is None else each.values
            drawn = (each.values, len(values), logarithmic, bins, mean_over)
            before = self._drawn.get(each.spec.name, ())
            if before and before[0] is drawn[0] and before[1:] == drawn[1:]:
                continue
            self._drawn[each.spec.name] = drawn
            x = np.arange(float(len(values)))
            if each.spec.sparse:
                x, values = finite_only(x, values)
            elif mean_over is not None and len(values):
                values = running_mean(values, mean_over)
            x, values = decimate(x, values, bins)
            curve.setData(x, on_axis(values), connect="finite")
            if each.spec.colour is not None:
                # Where several go the same way all are seen, the shortest in front.
                curve.setZValue(1 + 1 / (1 + drawn[1]))
            self._draw_only(each.spec, x, on_axis(values))

    def spread(self, lead: tuple[float, float] | None) -> None:
        """Put the dots of curves with one value beside one another where they would hide each other.

        ``lead`` is where on the axes the dot of the plot's own curve stands, which keeps its place; None for none.
        """
        view = self._plot_item.getViewBox()
        (left, right), (low, high) = view.viewRange()
        pixel = (right - left) / max(1.0, view.width()), (high - low) / max(1.0, view.height())
        places = {
            each.spec.name: self._single[each.spec.name] for each in self._shown if each.spec.name in self._single
        }
        taken = [] if lead is None else [lead]
        for name, place in places.items():
            taken.append(_beside(place, taken, pixel))
            self.dots[name].setData([taken[-1][0]], [taken[-1][1]])

    def take_turns(self, lead: tuple[np.ndarray, np.ndarray]) -> Turn:
        """Let curves that coincide be seen in turn; return the turn of the plot's own curve, ``lead`` as (x, y).

        Those of the unseen picture, which are dashed, and of other branches stay as they are.
        """
        view = self._plot_item.getViewBox()
        low, high = view.viewRange()[1]
        by_name = {each.spec.name: each.spec for each in self._shown if not each.spec.dashed and not each.spec.left}
        lasting = [by_name[name] for name in self.curves if name in by_name]  # the lowest first
        drawn = [*(self.curves[spec.name].getData() for spec in lasting), lead]
        turns = turns_of(drawn, (high - low) / max(1.0, view.height()) / 2)
        self._turns = {spec.name: turn for spec, turn in zip(lasting, turns[:-1], strict=True)}
        for spec in lasting:
            self._choose_pen(spec)
        return turns[-1]

    def near(self, step: float, height: float, reach: float) -> Iterator[tuple[CompanionSpec, float]]:
        """Yield the curves that pass within ``reach`` of ``height`` on the axis at a step, and their values there."""
        for each in self._shown:
            x, y = self._curve(each.spec).getData()
            if each.values is None or x is None or not len(x) or not x[0] <= step <= x[-1]:
                continue
            index = int(np.abs(x - step).argmin())
            if abs(y[index] - height) <= reach:
                yield each.spec, float(each.values[int(x[index])])

    def restyle(self) -> None:
        """Take over the colours of the theme."""
        self._pens.clear()
        for each in self._shown:
            self._choose_pen(each.spec)

    def _curve(self, spec: CompanionSpec) -> pg.PlotCurveItem:
        curve = self.curves.get(spec.name)
        if curve is None:
            curve = self.curves[spec.name] = pg.PlotCurveItem(connect="finite", antialias=True)
            curve.setZValue(-2 if spec.left else -1)
            self._plot_item.addItem(curve, ignoreBounds=True)
        self._choose_pen(spec)
        return curve

    def _draw_only(self, spec: CompanionSpec, x: np.ndarray, y: np.ndarray) -> None:
        """Draw the value of a curve that has one, which makes no line, as a dot."""
        measured = np.isfinite(y)
        is_only = int(measured.sum()) == 1
        dot = self.dots.get(spec.name)
        if dot is None and is_only:
            dot = self.dots[spec.name] = pg.ScatterPlotItem(size=ONLY_SIZE, pxMode=True)
            dot.setZValue(-1)
            self._plot_item.addItem(dot, ignoreBounds=True)
            self._pens.pop(spec.name, None)
            self._choose_pen(spec)
        self._single.pop(spec.name, None)
        if is_only:
            self._single[spec.name] = float(x[measured][0]), float(y[measured][0])
        if dot is not None:
            dot.setData(*((x[measured], y[measured]) if is_only else ([], [])))

    def _choose_pen(self, spec: CompanionSpec) -> None:
        curve = self.curves.get(spec.name)
        colour = _colour(spec)
        if spec.left:
            colour.setAlphaF(_LEFT)
        turn = self._turns.get(spec.name, Turn())
        key = (colour.rgba(), spec.dashed, turn)
        if curve is not None and self._pens.get(spec.name) != key:
            self._pens[spec.name] = key
            curve.setPen(in_turn(companion_pen(colour, spec.dashed), turn))
            if spec.name in self.dots:
                self.dots[spec.name].setBrush(colour)
                self.dots[spec.name].setPen(pg.mkPen(current_theme().surface, width=1))


def _colour(spec: CompanionSpec) -> QColor:
    theme = current_theme()
    if spec.colour is not None:
        return QColor(spec.colour(theme))
    return QColor(run_colour(spec.run, theme) if spec.run else theme.muted)


def companion_pen(colour: QColor, dashed: bool) -> QPen:
    """Return the pen of a curve, which the legend uses too."""
    pen: QPen = pg.mkPen(colour, width=_LINE_WIDTH)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern(DASHES)
    return pen


def turns_of(curves: Sequence[tuple[np.ndarray, np.ndarray]], within: float) -> list[Turn]:
    """Return the turns of curves, (x, y) each and the lowest first, of which some differ by ``within`` at most."""
    together: list[list[int]] = []
    for number, (x, y) in enumerate(curves):
        for others in together:
            other_x, other_y = curves[others[0]]
            if np.array_equal(x, other_x) and np.allclose(y, other_y, rtol=0.0, atol=within, equal_nan=True):
                others.append(number)
                break
        else:
            together.append([number])
    turns = {number: Turn(place, len(those)) for those in together for place, number in enumerate(those)}
    return [turns[number] for number in range(len(curves))]


def in_turn(pen: QPen, turn: Turn) -> QPen:
    """Return ``pen``, for a curve over others that coincide with it with gaps in which these are seen."""
    if turn.number:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([_TURN, (turn.of - 1) * _TURN])
        pen.setDashOffset((turn.of - turn.number) * _TURN)
    return pen


def companion_title(spec: CompanionSpec) -> str:
    """Return what a curve is called where it stands alone."""
    words = [spec.title or (run_title(spec.run) if spec.run else "")]
    if spec.dashed:
        words.append(QCoreApplication.translate("CompanionCurves", "unseen picture"))
    if spec.left:
        words.append(QCoreApplication.translate("CompanionCurves", "another branch"))
    return ", ".join(filter(None, words))


def _beside(
    place: tuple[float, float], taken: Sequence[tuple[float, float]], pixel: tuple[float, float]
) -> tuple[float, float]:
    """Return where to the right of ``place``, or there, a dot hides none of those that are taken.

    ``pixel`` is how much of the axes a pixel of the screen is, across and up.
    """
    (x, y), (across, up) = place, (_APART * each for each in pixel)
    while any(abs(x - other_x) < across and abs(y - other_y) < up for other_x, other_y in taken):
        x += across
    return x, y
