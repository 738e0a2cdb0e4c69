"""Curves at any length within a frame, with their gaps, and numbers."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pytest
from fakes import (
    DEAD,
    TOO_LARGE,
    FakeSession,
    configured,
    deformable_snapshot,
    offset_report,
    ready_state,
    subpixel_snapshot,
    unit_reading,
)
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPointF, QRect
from PySide6.QtGui import QPainter, QPicture
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.gui.lab_numbers import LabNumbers
from vizapp.gui.plots.axis import TidyAxis
from vizapp.gui.plots.curve_plot import CurvePlot
from vizapp.gui.plots.numbers_column import NumbersColumn
from vizapp.gui.plots.plot_head import PlotHead
from vizapp.gui.plots.progress_panel import ProgressPanel
from vizapp.gui.plots.progress_strip import ProgressStrip
from vizapp.gui.runs import run_colour
from vizapp.gui.theme import apply_theme, current_theme
from vizapp.gui.widgets.number_grid import Line
from vizapp.labs.subpixel.metrics import PSNR
from vizapp.protocol.metric import LOSS, Metric
from vizapp.session.curves import CurveChange, Curves
from vizapp.session.engine_state import EngineStatus
from vizapp.session.state import State

SUBPIXEL = Experiment(lab="subpixel")


class Rig:
    """A progress panel over a session that only shows."""

    def __init__(self, qtbot: QtBot, state: State) -> None:
        self.session = FakeSession(state)
        self.panel = ProgressPanel()
        qtbot.addWidget(self.panel)
        self.session.subscribe(lambda _, new: self.panel.show_state(new))
        self.panel.resize(1440, 190)
        self.panel.show()

    def curves(self, lab: str = "deformable", **series: np.ndarray) -> None:
        self.session.show(curves={lab: Curves(series)})

    @property
    def loss(self) -> CurvePlot:
        return self.panel.plots[self.session.state.experiment.lab, "loss"]

    @property
    def distance(self) -> CurvePlot:
        return self.panel.plots["deformable", "distance"]

    @property
    def psnr(self) -> CurvePlot:
        return self.panel.plots["subpixel", "psnr"]

    def tones(self) -> list[str]:
        return [line.tone for line in self.panel.numbers.grid.lines]

    def numbers(self) -> dict[str, str]:
        return {line.cells[0]: line.cells[1] for line in self.panel.numbers.grid.lines}


@pytest.fixture
def rig(qtbot: QtBot) -> Callable[..., Rig]:
    return lambda **changes: Rig(qtbot, ready_state(**changes))


def _drawn(plot: CurvePlot) -> tuple[np.ndarray, np.ndarray]:
    x, y = plot.curve.getData()
    return (np.empty(0), np.empty(0)) if x is None else (x, y)


def test_a_step_is_asked_for_only_where_one_can_be_done(rig: Callable[..., Rig]) -> None:
    r = rig()
    for changes, words in (
        ({"configured": None, "refusal": TOO_LARGE}, "Nothing is computed"),
        ({"refusal": None}, ""),
        ({"configured": configured()}, "Step once to begin"),
        ({"engine": EngineStatus("lost", problem=DEAD), "configured": None}, ""),
    ):
        r.session.show(**changes)
        assert r.loss.empty.text() == words


def test_before_the_first_step_it_says_what_to_do(rig: Callable[..., Rig]) -> None:
    r = rig()
    assert r.loss.empty.isVisibleTo(r.panel)
    assert r.loss.empty.text() == "Step once to begin"
    assert r.loss.head.value.text() == ""
    r.curves(loss=np.array([0.5]), distance=np.array([2.0]))
    assert not r.loss.empty.isVisibleTo(r.panel)
    r.curves()
    assert r.loss.empty.isVisibleTo(r.panel)
    assert _drawn(r.loss)[0].size == 0


def test_each_step_is_a_point_and_the_last_is_the_large_number(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.curves(loss=np.array([0.5, 0.4, 0.3]), distance=np.array([2.0, 1.5, 1.25]))
    x, y = _drawn(r.distance)
    assert x.tolist() == [0, 1, 2]
    assert y.tolist() == [2.0, 1.5, 1.25]
    assert r.loss.head.value.text() == "0.3000"
    assert r.distance.head.value.text() == "1.250 px"


def test_a_step_without_a_number_leaves_a_gap_in_the_loss(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.curves(loss=np.array([0.5, np.nan, 0.3, 0.2]), distance=np.ones(4))
    assert np.isnan(_drawn(r.loss)[1]).tolist() == [False, True, False, False]
    assert r.loss.curve.opts["connect"] == "finite"
    r.panel.grab()


def test_psnr_joins_the_steps_where_it_was_measured(rig: Callable[..., Rig]) -> None:
    r = rig(
        experiment=SUBPIXEL, configured=configured(lab="subpixel", references={"bicubic": 27.0}, parameters=22729)
    )
    psnr = np.full(40, np.nan)
    psnr[9::10] = [24.0, 26.0, 28.0, 29.5]
    r.curves("subpixel", loss=np.linspace(0.02, 0.01, 40), psnr=np.append(psnr, np.nan))
    x, y = _drawn(r.psnr)
    assert x.tolist() == [9, 19, 29, 39]
    assert y.tolist() == [24.0, 26.0, 28.0, 29.5]
    assert r.psnr.head.value.text() == "29.50 dB"
    assert r.psnr.reference.isVisible()
    assert r.psnr.reference.value() == 27.0
    (low, high) = r.psnr.plot.getPlotItem().getViewBox().viewRange()[1]
    assert low < 24.0 < 29.5 < high
    assert r.numbers() == {"PSNR": "29.50 dB", "bicubic": "27.00 dB", "gain": "+2.50 dB", "parameters": "22\u202f729"}


def test_the_line_of_bicubic_is_always_in_view(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=SUBPIXEL, configured=configured(lab="subpixel", references={"bicubic": 35.0}))
    r.curves("subpixel", loss=np.ones(3), psnr=np.array([20.0, 21.0, 22.0]))
    assert r.psnr.reference.value() == 35.0
    assert r.psnr.plot.getPlotItem().getViewBox().viewRange()[1][1] > 35.0


def test_a_loss_over_many_magnitudes_is_drawn_over_a_logarithmic_axis(rig: Callable[..., Rig]) -> None:
    r = rig()
    values = np.geomspace(1.0, 1e-4, 50)
    r.curves(loss=values, distance=values)
    assert r.loss.logarithmic
    assert not r.distance.logarithmic
    assert _drawn(r.loss)[1] == pytest.approx(np.log10(values))
    r.curves(loss=np.append(values, 0.0), distance=values)
    assert not r.loss.logarithmic, "there is no logarithm of 0"


def test_offset_figures(rig: Callable[..., Rig]) -> None:
    r = rig()
    assert set(r.numbers().values()) == {"–"}
    report = offset_report(mean=1.024, largest=2.306, outside=0.0042, dead_taps=2, spread=0.75)
    r.session.show(snapshot=deformable_snapshot(unit_reading(), report=report))
    assert r.numbers() == {
        "mean length": "1.02 px",
        "longest offset": "2.31 px",
        "spread over units": "0.75 px",
        "points outside": "0.4 %",
        "dead taps": "2",
    }
    assert r.panel.numbers.grid.lines[-1].tone == "caution"
    assert "can no longer learn" in r.panel.numbers.explanation.text()
    assert "dead taps 2 (warns any)" in r.panel.numbers.grid.toolTip()


def test_where_nothing_is_trained_nothing_is_said_of_it(rig: Callable[..., Rig]) -> None:
    shuffled = Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec()),))
    r = rig(experiment=shuffled, configured=configured(lab="subpixel", trainable=False))
    assert not any(plot.isVisible() for plot in r.panel.plots.values())
    assert r.numbers() == {}
    r.session.show(experiment=SUBPIXEL, configured=configured(lab="subpixel"))
    assert r.loss.isVisible()


def test_hovering_reads_the_nearest_step(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.curves(loss=np.linspace(1.0, 0.5, 11), distance=np.ones(11))
    plot = r.loss
    plot.grab()
    box = plot.plot.getPlotItem().getViewBox()
    scene = box.mapViewToScene(QPointF(4.2, 0.8))
    place = QPointF(plot.plot.mapFromScene(scene))
    plot.reading.read(place)
    assert plot.reading.label.text() == "at step 4 · 0.8000"
    assert plot.reading.cross.value() == 4.0
    plot.reading.read(QPointF(-50, -50))
    assert not plot.reading.label.isVisibleTo(plot)


def test_a_change_by_hand_stands_where_the_value_at_its_step_does(rig: Callable[..., Rig]) -> None:
    r = rig()
    values = np.linspace(2.0, 1.0, 11)
    changes = (CurveChange(0, "seed"), CurveChange(4, "learning_rate"), CurveChange(11, "pause"))
    r.session.show(curves={"deformable": Curves({"loss": values, "distance": values}, changes)})
    plot = r.loss
    x, y = _drawn(plot)
    assert (x[4], y[4]) == (4.0, values[4])
    assert plot.ticks.getData()[0].tolist() == pytest.approx([0.0, 4.0, 11.0], abs=0.3)
    assert plot.plot.getPlotItem().getViewBox().viewRange()[0] == [0.0, 11.0], "the last one is seen, too"
    plot.grab()
    place = plot.plot.getPlotItem().getViewBox().mapViewToScene(QPointF(4.0, values[4]))
    plot.reading.read(QPointF(plot.plot.mapFromScene(place)))
    assert plot.reading.label.text() == "at step 4 · 1.6000\nafter step 4: learning rate changed"


def test_the_axis_says_where_the_steps_begin(rig: Callable[..., Rig]) -> None:
    r = rig()
    for count, numbers in ((1, ["0", "1"]), (2, ["0", "1"]), (3, ["0", "1", "2"])):
        r.curves(loss=np.linspace(2.0, 1.0, count), distance=np.ones(count))
        r.loss.grab()
        picture = QPicture()
        painter = QPainter(picture)
        _, _, texts = r.loss.plot.getAxis("bottom").generateDrawSpecs(painter)
        painter.end()
        assert [text for _, _, text in texts] == numbers


def test_nothing_is_drawn_while_it_cannot_be_seen(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.panel.hide()
    r.curves(loss=np.ones(5), distance=np.ones(5))
    assert _drawn(r.loss)[0].size == 0
    r.panel.show()
    assert _drawn(r.loss)[0].size == 5


@pytest.mark.benchmark
def test_a_hundred_thousand_steps_are_drawn_within_a_frame(rig: Callable[..., Rig]) -> None:
    random = np.random.default_rng(0)
    loss = np.exp(-np.linspace(0, 8, 100_020)) * random.uniform(0.7, 1.3, 100_020)
    distance = random.uniform(0.1, 2.0, 100_020)
    r = rig()
    seconds = []
    for extra in range(20):
        start = time.perf_counter()
        r.curves(loss=loss[: 100_000 + extra], distance=distance[: 100_000 + extra])
        seconds.append(time.perf_counter() - start)
    assert np.median(seconds) < 0.016
    painted = []
    for extra in range(20, 25):  # a noisy curve is the most that there can be to paint
        start = time.perf_counter()
        r.curves(loss=loss[: 100_000 + extra], distance=distance[: 100_000 + extra])
        r.panel.grab()
        painted.append(time.perf_counter() - start)
    assert np.median(painted) < 0.05
    assert len(_drawn(r.loss)[0]) < 5000


def test_a_noisy_curve_is_thin_and_its_mean_is_drawn_over_it(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.curves(loss=np.linspace(2.0, 1.0, 400), distance=np.tile([1.0, 2.0], 200))
    calm, noisy = r.loss, r.distance
    assert calm.curve.opts["pen"].widthF() > 1.5
    assert not calm.mean.isVisible()
    assert not calm.head.scale_note.isVisibleTo(r.panel)
    assert noisy.curve.opts["pen"].widthF() == 1.0
    assert noisy.mean.isVisible()
    assert noisy.mean.opts["pen"].widthF() > 1.5
    assert noisy.head.scale_note.text() == "mean of 20"
    x, y = noisy.mean.getData()
    assert x[[0, -1]].tolist() == [0, 399]
    assert y[20:-20] == pytest.approx(1.5, abs=0.05)
    r.curves(loss=np.linspace(2.0, 1.0, 400), distance=np.linspace(2.0, 1.0, 400))
    assert not noisy.mean.isVisible()


def test_a_curve_that_has_not_changed_is_not_drawn_anew(
    rig: Callable[..., Rig], monkeypatch: pytest.MonkeyPatch
) -> None:
    r = rig()
    r.curves(loss=np.linspace(2.0, 1.0, 40), distance=np.ones(40))
    drawn: list[object] = []
    monkeypatch.setattr(r.loss.curve, "setData", lambda *_, **__: drawn.append(True))
    r.session.show(snapshot=deformable_snapshot(unit_reading(), report=offset_report(largest=2.0)))
    assert r.numbers()["longest offset"] == "2.00 px"
    assert not drawn
    r.curves(loss=np.linspace(2.0, 1.0, 41), distance=np.ones(41))
    assert drawn


def test_axes_that_were_away_while_the_look_changed_come_back_at_their_size(rig: Callable[..., Rig]) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = current_theme().name
    r = rig()
    try:
        apply_theme(app, "light" if before == "dark" else "dark")
        r.curves(loss=np.array([0.5, 0.4]), distance=np.array([2.0, 1.0]))
        QApplication.processEvents()
        for plot in (r.loss, r.distance):
            left, bottom = (plot.plot.getAxis(side).geometry() for side in ("left", "bottom"))
            assert left.width() > 20
            assert bottom.height() > 10
    finally:
        apply_theme(app, before)


def test_the_first_value_is_a_dot(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.curves(loss=np.array([0.5]), distance=np.array([np.nan]))
    assert r.loss.only.isVisible()
    assert [array.tolist() for array in r.loss.only.getData()] == [[0.0], [0.5]]
    assert not r.distance.only.isVisible()
    r.curves(loss=np.array([0.5, 0.4]), distance=np.array([np.nan, 2.0]))
    assert not r.loss.only.isVisible()
    assert [array.tolist() for array in r.distance.only.getData()] == [[1.0], [2.0]]
    r.curves()
    assert not r.distance.only.isVisible()


def test_one_upsampler_has_its_colour_in_every_plot_whatever_was_compared_before(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=SUBPIXEL, configured=configured(lab="subpixel", references={"bicubic": 27.0}))
    r.curves("subpixel", loss=np.array([0.02]), psnr=np.array([24.0]))
    colour = run_colour("subpixel", current_theme())
    for plot in (r.loss, r.psnr):
        assert plot.only.isVisible()
        assert plot.only.opts["brush"].color() == colour
    r.curves("subpixel", loss=np.array([0.02, 0.01]), psnr=np.array([24.0, 25.0]))
    for plot in (r.loss, r.psnr):
        assert plot.curve.opts["pen"].color().rgb() == colour.rgb()


@pytest.mark.parametrize("value", [0.0, 1e-15, 0.25, 31.4])
def test_an_axis_of_equal_values_has_numbers(rig: Callable[..., Rig], value: float) -> None:
    r = rig()
    r.curves(loss=np.full(4, 0.5), distance=np.full(4, value))
    low, high = r.distance.plot.getPlotItem().getViewBox().viewRange()[1]
    assert low < value < high
    axis = r.distance.plot.getPlotItem().getAxis("left")
    ((spacing, _),) = axis.tickSpacing(low, high, 95.0)
    ticks = [spacing * count for count in range(math.ceil(low / spacing), math.floor(high / spacing) + 1)]
    texts = axis.tickStrings(ticks, 1.0, spacing)
    assert 2 <= len(set(texts)) == len(texts)
    assert max(map(len, texts)) <= 5, "there is room for them"


@pytest.mark.parametrize("height", [150, 190, 260])
@pytest.mark.parametrize("psnr", [[26.9, 26.8], [26.0, 31.0], [27.5, 26.99]])
def test_the_name_of_the_reference_is_whole_and_not_where_the_curve_ends(
    rig: Callable[..., Rig], height: int, psnr: list[float]
) -> None:
    r = rig(experiment=SUBPIXEL, configured=configured(lab="subpixel", references={"bicubic": 27.0}))
    r.curves("subpixel", loss=np.array([0.02, 0.01]), psnr=np.array(psnr))
    r.panel.resize(1440, height)
    QApplication.processEvents()
    r.panel.grab()
    view = r.psnr.plot.getPlotItem().getViewBox()
    label = next(child for child in r.psnr.reference.childItems() if child.isVisible())
    words = label.mapRectToScene(label.boundingRect())
    assert view.sceneBoundingRect().adjusted(0, -3, 0, 3).contains(words)
    line, end = (view.mapFromView(QPointF(1.0, value)).y() for value in (27.0, psnr[-1]))
    assert (words.center().y() < view.mapToScene(QPointF(0, line)).y()) == (line < end)


def test_rows_of_figures_are_whole_before_a_sentence_is_shown(rig: Callable[..., Rig]) -> None:
    r = rig(
        experiment=SUBPIXEL, configured=configured(lab="subpixel", references={"bicubic": 27.0}, parameters=22729)
    )
    r.curves("subpixel", loss=np.array([0.02]), psnr=np.array([24.0]))
    numbers = r.panel.numbers
    shown = {}
    for height in (130, 140, 190, 260):
        r.panel.resize(1000, height)
        QApplication.processEvents()
        grid = numbers.grid.geometry()
        assert grid.height() >= numbers.grid.sizeHint().height()
        assert grid.bottom() < numbers.height(), height
        shown[height] = numbers.explanation.isVisibleTo(numbers)
        if shown[height]:
            assert numbers.explanation.geometry().top() >= grid.bottom()
            assert numbers.explanation.geometry().bottom() < numbers.height()
    assert not shown[130]
    assert shown[260]
    assert "below" in r.numbers()["gain"], "a word stays where there is no room for the sentence"
    assert "Below bicubic" in numbers.grid.toolTip()


def test_the_title_of_the_psnr_is_whole_beside_its_numbers(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=SUBPIXEL, configured=configured(lab="subpixel", references={"bicubic": 27.0}))
    r.panel.resize(1240, 190)
    r.psnr.set_title(PSNR.title)
    r.psnr.show_value("29.63 dB", "· SSIM 0.952")
    assert r.psnr.head.title.text() == PSNR.title.upper()
    assert r.psnr.head.beside.isVisibleTo(r.panel)


def test_psnr_is_never_averaged(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=SUBPIXEL, configured=configured(lab="subpixel"))
    r.curves("subpixel", loss=np.ones(400), psnr=np.tile([20.0, 30.0], 200))
    assert not r.psnr.mean.isVisible()


@pytest.mark.parametrize(("low", "high"), [(-6.9, -3.1), (-5.4, -0.2), (0.02, 0.031), (-9.6, -4.9), (3.1, 38.0)])
def test_an_axis_has_at_least_two_numbers_and_not_too_many(low: float, high: float) -> None:
    for logarithmic in (False, True):
        axis = TidyAxis("left")
        axis.logarithmic = logarithmic
        ((spacing, _),) = axis.tickSpacing(low, high, 95.0)
        ticks = np.arange(np.ceil(low / spacing), np.floor(high / spacing) + 1)
        assert 2 <= len(ticks) <= 5


def test_the_large_number_is_of_what_is_shown_now(rig: Callable[..., Rig]) -> None:
    r = rig()
    values = np.array([2.0, 1.5])
    r.curves(loss=values, distance=values)
    for distance, text in ((1.25, "1.250 px"), (None, "1.500 px"), (float("nan"), "NaN px")):
        measures = None if distance is None else {"distance": distance}
        r.session.show(snapshot=deformable_snapshot(unit_reading(), measures=measures))
        assert r.distance.head.value.text() == text
        assert (r.distance.head.value.property("role") == "muted") == (distance is None)
        assert ("at step 1" in r.distance.head.value.toolTip()) == (distance is None)
    assert r.loss.head.value.text() == "1.5000"


def test_before_the_first_step_the_number_is_of_the_picture(rig: Callable[..., Rig]) -> None:
    r = rig(snapshot=deformable_snapshot(unit_reading(), step=0, measures={"loss": 0.25, "distance": 1.5}))
    assert r.loss.head.value.text() == "0.2500"
    assert r.distance.head.value.text() == "1.500 px"
    assert r.loss.empty.isVisibleTo(r.panel)


def test_what_an_engine_has_sent_that_is_gone_is_greyed_until_another_answers(rig: Callable[..., Rig]) -> None:
    r = rig(snapshot=deformable_snapshot(unit_reading(), measures={"loss": 0.25, "distance": 1.5, "worst_tap": 2.0}))
    heads = (r.loss.head, r.distance.head)
    assert {head.value.property("role") for head in heads} == {"value"}
    assert "text" in r.tones()
    alive = r.session.state
    for engine in (
        EngineStatus("lost", problem=DEAD),
        EngineStatus("starting"),
        EngineStatus("failed", problem=DEAD),
    ):
        r.session.show(engine=engine, configured=None)
        assert {label.property("role") for head in heads for label in (head.value, head.beside)} == {"muted"}
        assert {head.note.text() for head in heads} == {"from the engine that ended"}
        assert set(r.tones()) == {"muted"}
        r.session.show(engine=alive.engine, configured=alive.configured)
        assert {head.value.property("role") for head in heads} == {"value"}


def test_a_number_of_an_earlier_picture_is_greyed_and_says_of_which_step(rig: Callable[..., Rig]) -> None:
    r = rig()
    values = np.linspace(2.0, 1.0, 41)
    r.curves(loss=values, distance=values, worst_tap=values)
    QApplication.processEvents()
    head = r.loss.head
    assert head.note.isVisibleTo(r.panel)
    assert head.note.text() == "at step 40"
    assert head.value.property("role") == head.beside.property("role") == "muted"
    assert "at step 40" in head.value.accessibleName()
    assert r.tones()[-1] == "muted"
    r.session.show(snapshot=deformable_snapshot(unit_reading(), measures={"loss": 0.9, "distance": 0.8}))
    assert head.value.text() == "0.9000"
    assert head.value.property("role") == "value"
    assert not head.note.isVisibleTo(r.panel)
    assert head.value.toolTip() == ""


def test_the_loss_of_crops_is_never_that_of_the_picture(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=SUBPIXEL, configured=configured(lab="subpixel"))
    r.session.show(snapshot=subpixel_snapshot(measures={"psnr": 26.5}))
    r.curves("subpixel", loss=np.linspace(2.0, 1.0, 12), psnr=np.array([24.0, *[np.nan] * 9, 25.0, np.nan]))
    QApplication.processEvents()
    assert r.loss.head.value.property("role") == "muted"
    assert r.loss.head.note.text() == "of the crops of step 12"
    assert r.loss.head.note.isVisibleTo(r.panel)
    assert r.psnr.head.value.property("role") == "value"
    assert r.tones()[0] == "text"
    r.session.show(snapshot=subpixel_snapshot())
    assert r.psnr.head.value.text() == "25.00 dB"
    assert "at step 10" in r.psnr.head.value.toolTip()
    assert r.tones()[:3] == ["muted", "text", "text"], "there is no gain without a reference"


@pytest.mark.parametrize(
    ("taps", "words"),
    [
        ((4,), "over 8 of 9 taps; 1,1 is placed by hand"),
        ((8, 1), "over 7 of 9 taps; 0,1 and 2,2 are placed by hand"),
        ((0, 1, 2), "over 6 of 9 taps; 0,0; 0,1 and 0,2 are placed by hand"),
        ((0, 1, 2, 3, 4, 5), "over 3 of 9 taps; 0,0; 0,1; 0,2; 1,0 and 2 more are placed by hand"),
    ],
)
def test_taps_that_the_distance_leaves_out_are_named(
    rig: Callable[..., Rig], taps: tuple[int, ...], words: str
) -> None:
    r = rig(snapshot=deformable_snapshot(unit_reading(), measures={"loss": 0.5, "distance": 0.8, "worst_tap": 1.2}))
    here = PlacedPoint(Tap(0, 7), (0.0, 1.0), Unit((1, 1)))
    for points in (tuple(PlacedPoint(Tap(0, tap), (0.0, 1.0)) for tap in taps), ()):
        spec = DeformableSpec(placed_points=(*points, here))
        r.session.show(experiment=Experiment(labs=(spec,)))
        assert (words in r.numbers()) == bool(points)
        assert (words in r.distance.head.value.toolTip()) == bool(points)
        assert r.distance.head.value.property("role") == "value"


def test_of_taps_that_are_all_placed_by_hand_there_is_no_distance(rig: Callable[..., Rig], qtbot: QtBot) -> None:
    nan = float("nan")
    points = tuple(PlacedPoint(Tap(0, tap), (0.0, 1.0)) for tap in range(9))
    r = rig(
        experiment=Experiment(labs=(DeformableSpec(placed_points=points),)),
        snapshot=deformable_snapshot(unit_reading(), measures={"loss": 0.5, "distance": nan, "worst_tap": nan}),
    )
    QApplication.processEvents()
    assert r.distance.head.value.text() == r.numbers()["worst tap"] == "–"
    assert r.distance.head.note.text() == "all 9 taps are placed by hand"
    assert r.distance.head.note.isVisibleTo(r.panel)
    strip = ProgressStrip(r.panel)
    qtbot.addWidget(strip)
    strip.show()
    strip.show_state(r.session.state)
    assert [item.value for item in strip.items] == ["0.5000", "–"]
    r.session.show(snapshot=deformable_snapshot(unit_reading(), measures={"loss": nan, "distance": 0.5}))
    strip.show_state(r.session.state)
    assert [item.value for item in strip.items] == ["NaN", "0.500 px"], "a loss that is not a number is told"


@pytest.mark.parametrize("width", [1440, 1100, 700, 480])
def test_the_worst_tap_stands_beside_the_mean_and_nothing_overlaps(rig: Callable[..., Rig], width: int) -> None:
    r = rig(snapshot=deformable_snapshot(unit_reading(), measures={"distance": 0.0834, "worst_tap": 0.139}))
    r.curves(loss=np.tile([1.0, 2.0], 50), distance=np.tile([1.0, 2.0], 50))
    r.panel.resize(width, 190)
    QApplication.processEvents()
    head = r.distance.head
    assert head.value.text() == ("0.083 px" if width >= 700 else "0.083")
    assert head.beside.text() == "· worst tap 0.139"
    assert head.beside.isVisibleTo(r.panel) == (width >= 1100)
    labels = (head.title, head.scale_note, head.note, head.value, head.beside)
    shown = [label for label in labels if label.isVisibleTo(r.panel)]
    for label in shown:
        assert label.sizeHint().width() <= label.width()
        assert head.rect().contains(label.geometry())
    for left, right in itertools.pairwise(shown):
        assert left.geometry().right() < right.x()


@pytest.mark.parametrize("width", [330, 300, 270])
def test_what_stands_beside_the_value_goes_before_the_title_is_cut(qtbot: QtBot, width: int) -> None:
    head = PlotHead("psnrPlot")
    qtbot.addWidget(head)
    head.set_title("PSNR, held out", "what it is")
    head.show_value("30.71 dB", "· SSIM 0.966")
    head.resize(width, 20)
    head.show()
    assert head.title.text() == "PSNR, HELD OUT"
    assert head.beside.isVisible() == (width == 330)


def test_plots_of_one_name_in_two_labs_are_two(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.curves(distance=np.array([1.5]))
    metric = Metric("distance", "Distance in dB", unit="dB")
    r.session.show(
        experiment=SUBPIXEL,
        configured=replace(configured(lab="subpixel"), metrics=(LOSS, metric)),
        curves={"subpixel": Curves({"distance": np.array([2.5])})},
    )
    own = r.panel.plots["subpixel", "distance"]
    assert own.head.value.text() == "2.500 dB"
    assert own.isVisible()
    assert not r.distance.isVisible()
    assert r.distance.head.value.text() == "1.500 px"


def test_gain_is_of_the_output_shown_now(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=SUBPIXEL, configured=configured(lab="subpixel", references={"bicubic": 27.0}))
    r.curves("subpixel", loss=np.ones(2), psnr=np.array([28.0, np.nan]))
    assert r.numbers()["gain"] == "+1.00 dB"
    r.session.show(snapshot=subpixel_snapshot(measures={"psnr": 26.5}))
    assert r.psnr.head.value.text() == "26.50 dB"
    assert r.numbers()["gain"] == "\u22120.50 dB, below"
    r.session.show(snapshot=subpixel_snapshot())
    assert r.numbers()["gain"] == "+1.00 dB"


def test_psnr_less_bicubic_is_the_gain_as_printed(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=SUBPIXEL, configured=configured(lab="subpixel", references={"bicubic": 27.004}))
    for psnr in (28.006, 26.996, 27.0, 30.117):
        r.session.show(snapshot=subpixel_snapshot(measures={"psnr": psnr}))
        shown, bicubic, gain = (
            Decimal(text.removesuffix(", below").removesuffix(" dB").replace("\u2212", "-"))
            for text in list(r.numbers().values())[:3]
        )
        assert shown - bicubic == gain


def test_a_last_step_without_a_number_says_so(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.curves(loss=np.array([0.5, np.nan]), distance=np.array([1.0, np.nan]), worst_tap=np.array([1.5, np.nan]))
    assert r.loss.head.value.text() == "NaN"
    assert r.distance.head.value.text() == "NaN px"
    assert r.numbers()["worst tap"] == "NaN px"


def test_the_worst_tap_is_a_figure_and_has_no_curve_of_its_own(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.curves(loss=np.ones(2), distance=np.ones(2), worst_tap=np.array([2.0, 1.75]))
    assert r.numbers()["worst tap"] == "1.750 px"
    r.session.show(snapshot=deformable_snapshot(unit_reading(), measures={"worst_tap": 1.5}))
    assert r.numbers()["worst tap"] == "1.500 px"
    assert set(r.panel.plots) == {("deformable", "loss"), ("deformable", "distance")}


@pytest.mark.parametrize(("lab", "name"), [("deformable", "distance"), ("subpixel", "psnr")])
def test_nothing_moves_when_the_engine_says_what_is_measured(rig: Callable[..., Rig], lab: str, name: str) -> None:
    r = rig(experiment=Experiment(lab=lab), configured=None)

    def places() -> list[QRect]:
        QApplication.processEvents()
        return [widget.geometry() for widget in (r.loss, r.panel.numbers)]

    before = places()
    assert (lab, name) not in r.panel.plots
    r.session.show(configured=configured(lab=lab))
    assert places() == before
    own = r.panel.plots[lab, name]
    assert own.isVisible()
    assert own.width() == pytest.approx(r.loss.width(), abs=2)
    assert r.loss.geometry().right() < own.x()
    assert own.geometry().right() < r.panel.numbers.x()
    r.session.show(configured=configured(lab=lab, trainable=False))
    assert not own.isVisible()
    assert not r.loss.isVisible(), "nothing is trained"


def test_curves_stay_as_they_are_when_the_engine_dies(rig: Callable[..., Rig]) -> None:
    r = rig(experiment=SUBPIXEL, configured=configured(lab="subpixel", references={"bicubic": 27.0}))
    r.curves("subpixel", loss=np.ones(11), psnr=np.array([24.0, *[np.nan] * 9, 28.0]))
    r.session.show(configured=None, engine=EngineStatus("lost", problem=DEAD))
    assert r.psnr.isVisible()
    assert _drawn(r.psnr)[1].tolist() == [24.0, 28.0]
    assert r.psnr.head.value.text() == "28.00 dB"
    assert r.psnr.reference.isVisible()
    assert r.psnr.reference.value() == 27.0
    assert r.numbers() == {"PSNR": "28.00 dB", "bicubic": "27.00 dB", "gain": "+1.00 dB", "parameters": "–"}
    assert r.tones()[:3] == ["muted"] * 3, "of a picture shown earlier"
    assert "right part" in r.panel.numbers.grid.toolTip()
    r.session.show(curves={}, refusal=TOO_LARGE)
    assert r.numbers() == {"PSNR": "–", "bicubic": "–", "gain": "–", "parameters": "–"}


def test_each_lab_shows_its_own_curves(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.curves(loss=np.ones(3), distance=np.ones(3))
    r.session.show(experiment=SUBPIXEL, configured=None)
    assert not r.distance.isVisible()
    assert _drawn(r.loss)[0].size == 0
    r.session.show(configured=configured(lab="subpixel"))
    assert r.psnr.isVisible()
    r.session.show(experiment=Experiment(), configured=None)
    assert r.distance.isVisible(), "what the lab measures is known already"
    assert not r.psnr.isVisible()
    assert _drawn(r.distance)[0].size == 3


def test_a_new_step_is_painted_once(rig: Callable[..., Rig], qtbot: QtBot) -> None:
    class Paints(QObject):
        count = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.count += event.type() == QEvent.Type.Paint
            return False

    r = rig()
    paints = Paints()
    for plot in (r.loss, r.distance):
        r.curves(loss=np.linspace(2.0, 1.0, 40), distance=np.linspace(2.0, 1.0, 40))
        qtbot.wait(50)
        plot.plot.viewport().installEventFilter(paints)
        paints.count = 0
        r.curves(loss=np.linspace(3.0, 1.0, 42), distance=np.linspace(3.0, 1.0, 42))
        qtbot.wait(50)
        assert paints.count == 1
        plot.plot.viewport().removeEventFilter(paints)


def test_in_a_narrow_column_the_names_of_figures_stay_whole(qtbot: QtBot) -> None:
    numbers = NumbersColumn()
    qtbot.addWidget(numbers)
    numbers.resize(400, 150)
    numbers.show()
    rows = (Line(("sub-pixel ICNR", "+0.51 dB \u00b7 SSIM 0.963")), Line(("bicubic", "0.00 dB \u00b7 SSIM 0.961")))
    numbers.show_numbers(LabNumbers("Against bicubic", "", rows))
    assert numbers.grid.lines == rows
    numbers.resize(240, 150)
    assert [line.cells for line in numbers.grid.lines] == [("sub-pixel ICNR", "+0.51 dB"), ("bicubic", "0.00 dB")]
    assert numbers.grid.sizeHint().width() < 240 - 24
    numbers.resize(400, 150)
    assert numbers.grid.lines == rows
