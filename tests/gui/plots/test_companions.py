"""Curves of other runs and of the unseen picture: in the plot of their metric, with colours, dashes and legend."""

from __future__ import annotations

import dataclasses
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeSession, configured, ready_state
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import upsampler_named
from vizapp.gui.plots.companions import ONLY_SIZE, Turn, turns_of
from vizapp.gui.plots.curve_plot import CurvePlot
from vizapp.gui.plots.plot_legend import LegendEntry, PlotLegend
from vizapp.gui.plots.progress_panel import ProgressPanel
from vizapp.gui.plots.progress_strip import ProgressStrip
from vizapp.gui.runs import run_colour, run_title
from vizapp.gui.theme import DARK, LIGHT, Theme, current_theme
from vizapp.gui.tokens import contrast
from vizapp.labs.run_metrics import run_metric
from vizapp.protocol.metric import LOSS, Metric
from vizapp.session.curves import Curves

sys.path.insert(0, str(Path(__file__).parent.parent))
from test_colours import VISION, lab

DISTANCE = Metric("distance", "Mean distance", "px")
WORST = Metric("worst_tap", "Worst tap", "px", beside="distance")
CHECKERBOARD = Metric("checkerboard", "Checkerboard", "levels", every=10)
METRICS = (
    LOSS,
    DISTANCE,
    WORST,
    Metric("unseen_distance", "Mean distance", "px", unseen=True, every=10, drawn_with="distance"),
    Metric("none_distance", "Mean distance", "px", run="none", drawn_with="distance"),
    Metric("none_unseen_distance", "Mean distance", "px", run="none", unseen=True, every=10, drawn_with="distance"),
)


def panel(qtbot: QtBot) -> tuple[FakeSession, ProgressPanel]:
    experiment = Experiment(labs=(DeformableSpec(compared=("none",)),))
    session = FakeSession(ready_state(experiment=experiment, configured=replace(configured(), metrics=METRICS)))
    shown = ProgressPanel()
    qtbot.addWidget(shown)
    session.subscribe(lambda _, new: shown.show_state(new))
    shown.resize(1440, 190)
    shown.show()
    return session, shown


def series() -> dict[str, np.ndarray]:
    steps = np.arange(1.0, 32.0)
    sparse = np.where((steps - 1) % 10 == 0, 2.0 / steps, np.nan)
    return {
        "loss": 1.0 / steps,
        "distance": 1.5 / steps,
        "worst_tap": 2.5 / steps,
        "unseen_distance": sparse,
        "none_distance": np.full(31, 4.0),
        "none_unseen_distance": np.where(np.isfinite(sparse), 5.0, np.nan),
    }


def test_of_a_run_on_show_the_curve_is_in_front_and_its_value_large(qtbot: QtBot) -> None:
    upsamplers = SuperResolveSpec(compared=(upsampler_named("dysample"),))
    experiment = Experiment(lab="subpixel", labs=(SubpixelSpec(task=upsamplers),))
    psnr = Metric("psnr", "PSNR", "dB", lower_is_better=False, every=10, references={"bicubic": 27.0}, decimals=2)
    ssim = Metric("ssim", "SSIM", lower_is_better=False, every=10, beside="psnr", decimals=3)
    own = (LOSS, psnr, ssim)
    metrics = (*own, *(run_metric(each, "dysample") for each in own))
    shown = replace(configured(lab="subpixel"), metrics=metrics)
    session = FakeSession(ready_state(experiment=experiment, configured=shown))
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    strip = ProgressStrip(panel)
    qtbot.addWidget(strip)
    for each in (panel, strip):
        session.subscribe(lambda _, new, each=each: each.show_state(new))
        each.resize(1440, 190)
        each.show()
    numbers = {"loss": 0.5, "psnr": 30.0, "ssim": 0.75, "dysample_loss": 0.25, "dysample_psnr": 31.5}
    values = {name: np.full(11, number) for name, number in (numbers | {"dysample_ssim": 0.875}).items()}
    session.show(curves={"subpixel": Curves(values)})
    plot = panel.plots["subpixel", "psnr"]
    assert [item.value for item in strip.items][1] == "30.00 dB"
    assert (plot.head.value.text(), plot.head.beside.text()) == ("30.00 dB", "· SSIM 0.750")
    legend = [entry.name for entry in plot.legend.entries]
    session.show_run("dysample")
    assert (plot.head.value.text(), plot.head.beside.text()) == ("31.50 dB", "· SSIM 0.875")
    assert set(plot.curve.getData()[1].tolist()) == {31.5}
    assert plot.curve.opts["pen"].color() == run_colour("dysample", current_theme())
    assert plot.companions.curves["psnr"].isVisible(), "the main one's is behind it"
    assert plot.companions.curves["psnr"].opts["pen"].color() == run_colour("subpixel", current_theme())
    assert not plot.companions.curves["dysample_psnr"].isVisible()
    assert [entry.name for entry in plot.legend.entries] == legend, "they keep their order"
    assert strip.accessibleDescription() == "Loss 0.2500, PSNR 31.50 dB"
    session.show_run(None)
    assert plot.head.value.text() == "30.00 dB"


@pytest.mark.parametrize("on_show", [None, "dysample"])
def test_the_folded_strip_says_where_the_run_on_show_is_below_bicubic(qtbot: QtBot, on_show: str | None) -> None:
    task = SuperResolveSpec(upsampler=upsampler_named("subpixel"), compared=(upsampler_named("dysample"),))
    experiment = Experiment(lab="subpixel", labs=(SubpixelSpec(task=task),))
    psnr = Metric("psnr", "PSNR", "dB", lower_is_better=False, every=10, references={"bicubic": 30.0}, decimals=2)
    metrics = (LOSS, psnr, run_metric(LOSS, "dysample"), run_metric(psnr, "dysample"))
    session = FakeSession(
        ready_state(experiment=experiment, configured=replace(configured(lab="subpixel"), metrics=metrics))
    )
    progress = ProgressPanel()
    strip = ProgressStrip(progress)
    for each in (progress, strip):
        qtbot.addWidget(each)
        session.subscribe(lambda _, new, each=each: each.show_state(new))
        each.show()
    session.show_run(on_show)
    for value, words in ((29.5, "29.50 dB, below bicubic"), (30.5, "30.50 dB"), (30.0, "30.00 dB")):
        numbers = dict.fromkeys(("psnr", "dysample_psnr"), value) | dict.fromkeys(("loss", "dysample_loss"), 0.5)
        session.show(curves={"subpixel": Curves({name: np.full(1, each) for name, each in numbers.items()})})
        assert [item.value for item in strip.items] == ["0.5000", words]
        assert words in strip.accessibleDescription()


@pytest.mark.parametrize("on_show", [None, "dysample"])
def test_in_the_folded_strip_every_run_keeps_its_colour(qtbot: QtBot, on_show: str | None) -> None:
    task = SuperResolveSpec(upsampler=upsampler_named("subpixel"), compared=(upsampler_named("dysample"),))
    experiment = Experiment(lab="subpixel", labs=(SubpixelSpec(task=task),))
    psnr = Metric("psnr", "PSNR", "dB", lower_is_better=False, every=10, decimals=2)
    metrics = (LOSS, psnr, CHECKERBOARD)
    every = (*metrics, *(run_metric(each, "dysample") for each in metrics))
    session = FakeSession(
        ready_state(experiment=experiment, configured=replace(configured(lab="subpixel"), metrics=every))
    )
    progress = ProgressPanel()
    strip = ProgressStrip(progress)
    for each in (progress, strip):
        qtbot.addWidget(each)
        session.subscribe(lambda _, new, each=each: each.show_state(new))
        each.show()
    session.show_run(on_show)
    series = {metric.name: np.linspace(3.0, 2.0, 31) for metric in metrics}
    others = {f"dysample_{name}": values - 1.0 for name, values in series.items()}
    session.show(curves={"subpixel": Curves(series | others)})
    theme = current_theme()
    ends = {run_colour("subpixel", theme).rgb(): (1.0, 0.5), run_colour("dysample", theme).rgb(): (0.5, 0.0)}
    assert len(strip.items) == 3
    for item in strip.items:
        drawn = {curve.colour(theme).rgb(): (curve.heights[0], curve.heights[-1]) for curve in item.curves}
        assert drawn == {colour: pytest.approx(pair) for colour, pair in ends.items()}, "over one axis"
        assert item.curves[-1].colour(theme) == run_colour(on_show or "subpixel", theme), "in front"
    strip.resize(900, strip.sizeHint().height())
    image = strip.grab().toImage()
    seen = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    for run in ("subpixel", "dysample"):
        red, green, blue, _ = run_colour(run, theme).getRgb()
        away = (abs(each.red() - red) + abs(each.green() - green) + abs(each.blue() - blue) for each in seen)
        assert min(away) < 180, "but for what smoothing takes of a thin line"


def test_a_measure_that_is_nothing_is_drawn_as_nothing(qtbot: QtBot) -> None:
    """What is written 0.000 is a line along the bottom: no magnified rounding, in the panel and in the strip."""
    experiment = Experiment(lab="subpixel", labs=(SubpixelSpec(task=SuperResolveSpec()),))
    metrics = (LOSS, CHECKERBOARD)
    session = FakeSession(
        ready_state(experiment=experiment, configured=replace(configured(lab="subpixel"), metrics=metrics))
    )
    progress = ProgressPanel()
    strip = ProgressStrip(progress)
    for each in (progress, strip):
        qtbot.addWidget(each)
        session.subscribe(lambda _, new, each=each: each.show_state(new))
        each.resize(1440, 190)
        each.show()
    noise = np.abs(np.random.default_rng(0).normal(0.0, 1e-6, 200))
    session.show(curves={"subpixel": Curves({"loss": np.full(200, 0.5), "checkerboard": noise})})
    plot = progress.plots["subpixel", "checkerboard"]
    low, high = plot.plot.getPlotItem().getViewBox().viewRange()[1]
    assert plot.head.value.text() == "0.000 levels"
    assert high - low >= 0.01
    assert -0.001 <= low < 0, "zero is at the bottom"
    assert strip.items[1].curves[-1].heights.max() < 0.01
    # A real one is drawn as large as there is room, and so is a loss of any size.
    session.show(
        curves={
            "subpixel": Curves({"loss": np.linspace(3e-6, 2e-6, 200), "checkerboard": np.linspace(0.2, 0.3, 200)})
        }
    )
    low, high = plot.plot.getPlotItem().getViewBox().viewRange()[1]
    assert high - low < 0.2
    low, high = progress.plots["subpixel", "loss"].plot.getPlotItem().getViewBox().viewRange()[1]
    assert high - low < 2e-6
    assert strip.items[0].curves[-1].heights[[0, -1]].tolist() == [1.0, 0.0]


def test_they_are_drawn_in_the_plot_of_their_metric_and_have_none_of_their_own(qtbot: QtBot) -> None:
    session, shown = panel(qtbot)
    session.show(curves={"deformable": Curves(series())})
    assert set(shown.plots) == {("deformable", "loss"), ("deformable", "distance")}
    plot = shown.plots["deformable", "distance"]
    curves = plot.companions.curves
    assert set(curves) == {"unseen_distance", "none_distance", "none_unseen_distance"}
    x, y = curves["unseen_distance"].getData()
    assert x.tolist() == [0, 10, 20, 30]
    assert np.allclose(y, [2, 2 / 11, 2 / 21, 2 / 31])
    assert not shown.plots["deformable", "loss"].companions.curves


def test_the_axis_holds_all_of_them(qtbot: QtBot) -> None:
    session, shown = panel(qtbot)
    session.show(curves={"deformable": Curves(series())})
    low, high = shown.plots["deformable", "distance"].plot.getPlotItem().getViewBox().viewRange()[1]
    assert low < 1.5 / 31
    assert high > 5.0


def test_a_single_value_is_a_dot_in_the_colour_of_its_run(qtbot: QtBot) -> None:
    session, shown = panel(qtbot)
    session.show(curves={"deformable": Curves({name: values[:1] for name, values in series().items()})})
    plot = shown.plots["deformable", "distance"]
    dot = plot.companions.dots["none_distance"]
    assert [array.tolist() for array in dot.getData()] == [[0.0], [4.0]]
    assert dot.opts["brush"].color() == run_colour("none", current_theme())
    assert len(plot.companions.dots["none_unseen_distance"].getData()[0]) == 1
    session.show(curves={"deformable": Curves({name: values[:12] for name, values in series().items()})})
    assert len(dot.getData()[0]) == 0, "the curve has begun"


def test_a_run_has_one_colour_and_the_unseen_picture_has_dashes(qtbot: QtBot) -> None:
    session, shown = panel(qtbot)
    session.show(curves={"deformable": Curves(series())})
    plot = shown.plots["deformable", "distance"]
    pens = {name: curve.opts["pen"] for name, curve in plot.companions.curves.items()}
    theme = current_theme()
    assert pens["unseen_distance"].color() == run_colour("conv", theme) == theme.accent
    assert plot.curve.opts["pen"].color().rgb() == theme.accent.rgb()
    assert pens["none_distance"].color() == pens["none_unseen_distance"].color() == run_colour("none", theme)
    assert pens["none_distance"].style() == Qt.PenStyle.SolidLine
    for name in ("unseen_distance", "none_unseen_distance"):
        assert pens[name].style() == Qt.PenStyle.CustomDashLine


def test_the_legend_says_the_present_values_and_the_worst_tap_stays_beside(qtbot: QtBot) -> None:
    session, shown = panel(qtbot)
    session.show(curves={"deformable": Curves(series())})
    plot = shown.plots["deformable", "distance"]
    assert plot.legend.isVisible()
    assert [(e.run, e.dashed, e.name, e.value) for e in plot.legend.entries] == [
        ("conv", False, "conv", "0.048"),
        ("conv", True, "unseen", "0.065"),
        ("none", False, "none", "4.000"),
        ("none", True, "", "5.000"),
    ]
    assert "none, on the unseen picture (dashed): 5.000 px" in plot.legend.toolTip()
    assert "worst tap" in plot.head.beside.text()
    assert not shown.plots["deformable", "loss"].legend.isVisible()


def test_they_go_when_they_are_no_longer_measured(qtbot: QtBot) -> None:
    session, shown = panel(qtbot)
    session.show(curves={"deformable": Curves(series())})
    session.show(configured=replace(configured(), metrics=(LOSS, DISTANCE, WORST)))
    plot = shown.plots["deformable", "distance"]
    assert not plot.legend.isVisible()
    assert not any(curve.isVisible() for curve in plot.companions.curves.values())
    assert plot.plot.getPlotItem().getViewBox().viewRange()[1][1] < 2.0


def test_where_there_is_little_room_the_names_stay(qtbot: QtBot) -> None:
    legend = PlotLegend("legend")
    qtbot.addWidget(legend)
    entries = [
        LegendEntry("conv", False, "conv", "0.048", "conv: 0.048"),
        LegendEntry("conv", True, "unseen", "0.065", "unseen: 0.065"),
        LegendEntry("none", True, "", "5.000", "none: 5.000"),
    ]
    legend.show_entries(entries)
    wide = [text for _, text in legend.texts_for(len, 500)]
    narrow = [text for _, text in legend.texts_for(len, 30)]
    assert wide == ["conv 0.048", "unseen 0.065", "5.000"]
    assert narrow == ["conv", "unseen"]


def test_three_runs_keep_their_numbers_with_short_names_and_then_in_a_second_line(qtbot: QtBot) -> None:
    legend = PlotLegend("legend")
    qtbot.addWidget(legend)
    named = {"transposed-k3": ("2.755", "k3"), "transposed-k4": ("0.000", "k4"), "resize-conv": ("0.000", "resize")}
    legend.show_entries(
        [LegendEntry(run, False, run_title(run), value, run, short=short) for run, (value, short) in named.items()]
    )
    line = sum(len(f"{short} {value}") + 18 + 8 for value, short in named.values()) - 8
    for room in (line, line - 1):
        assert [text for _, text in legend.texts_for(len, room)] == ["k3 2.755", "k4 0.000", "resize 0.000"], room
    assert next(text for _, text in legend.texts_for(len, 500)) == "transposed k3 2.755"
    legend.resize(170, 16)
    assert {place[0] for place in legend.places()} == {0, 1}
    assert all(entry.value in text for *_, entry, text in legend.places())


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_runs_are_told_apart_by_everyone(theme: Theme, vision: str) -> None:
    colours = [run_colour(run, theme) for run in ("conv", "free", "none")]
    assert min(np.linalg.norm(lab(a, vision) - lab(b, vision)) for a, b in combinations(colours, 2)) > 35


def test_nothing_is_drawn_anew_where_nothing_is_new(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    session, shown = panel(qtbot)
    session.show(curves={"deformable": Curves(series())})
    drawn: list[str] = []
    plot = shown.plots["deformable", "distance"]
    for name, curve in plot.companions.curves.items():
        monkeypatch.setattr(curve, "setData", lambda *_, name=name, **__: drawn.append(name))
    session.show(transport=dataclasses.replace(session.state.transport, steps_per_second=9.0))
    assert not drawn


def test_names_that_do_not_fit_into_a_line_stand_in_several(qtbot: QtBot) -> None:
    legend = PlotLegend("legend")
    qtbot.addWidget(legend)
    runs = ["subpixel", "subpixel-icnr", "transposed-k3", "transposed-k4", "dysample", "bicubic", "resize-conv"]
    legend.show_entries([LegendEntry(run, False, run_title(run), "28.11", run) for run in runs])
    legend.resize(900, 16)
    assert len({line for line, *_ in legend.places()}) == 1
    height = legend.sizeHint().height()
    legend.resize(240, 16)
    places = legend.places()
    assert [entry.run for *_, entry, _ in places] == runs, "none is left out"
    lines = max(line for line, *_ in places) + 1
    assert lines > 1
    assert legend.sizeHint().height() == lines * height
    assert not legend.grab().isNull()


def test_in_a_low_plot_every_line_of_the_legend_is_seen(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    plot = CurvePlot("psnrPlot", str, lambda theme: theme.text, parent=area)
    plot.resize(240, 116)
    area.show()
    runs = ["subpixel", "bicubic", "transposed-k3", "resize-conv", "subpixel-icnr", "dysample"]
    plot.legend.show_entries([LegendEntry(run, False, run_title(run), "28.11", run) for run in runs])
    QApplication.processEvents()
    assert max(line for line, *_ in plot.legend.places()) >= 2
    assert plot.legend.height() == plot.legend.sizeHint().height()
    assert plot.plot.geometry().bottom() < plot.height()


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_upsamplers_that_learn_are_told_apart_by_everyone(theme: Theme, vision: str) -> None:
    trained = (
        "subpixel",
        "subpixel-icnr",
        "transposed-k3",
        "transposed-k4",
        "resize-conv",
        "dysample",
        "deformable-sr",
    )
    colours = [run_colour(run, theme) for run in (*trained, "bicubic")]
    assert min(np.linalg.norm(lab(a, vision) - lab(b, vision)) for a, b in combinations(colours, 2)) > 20
    assert min(contrast(colour, theme.surface) for colour in colours) >= 3


def test_dots_of_runs_that_begin_alike_hide_none_of_one_another(qtbot: QtBot) -> None:
    session, shown = panel(qtbot)
    alike = {name: np.array([2.0]) for name in ("loss", "distance", "none_distance", "none_unseen_distance")}
    session.show(curves={"deformable": Curves({**alike, "unseen_distance": np.array([5.0])})})
    plot = shown.plots["deformable", "distance"]
    dots = [plot.only, *(plot.companions.dots[name] for name in list(alike)[2:])]
    view = plot.plot.getPlotItem().getViewBox()
    places = [view.mapViewToScene(QPointF(*(float(each[0]) for each in dot.getData()))) for dot in dots]
    for one, other in combinations(places, 2):
        assert abs(one.x() - other.x()) >= ONLY_SIZE, "side by side on the screen"
        assert one.y() == pytest.approx(other.y())
    assert plot.only.getData()[0].tolist() == [0.0], "that in front keeps its place"
    assert plot.companions.dots["unseen_distance"].getData()[0].tolist() == [0.0], "which is in nobody's way"


@pytest.mark.parametrize("apart", [0.0, 1e-6, 1.0])
def test_curves_that_coincide_are_seen_in_turn(qtbot: QtBot, apart: float) -> None:
    session, shown = panel(qtbot)
    values = series() | {"none_distance": 1.5 / np.arange(1.0, 32.0) + apart}
    session.show(curves={"deformable": Curves(values)})
    plot = shown.plots["deformable", "distance"]
    image = plot.plot.grab().toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    theme = current_theme()
    seen = [sum(each == run_colour(run, theme) for each in pixels) for run in ("conv", "none")]
    assert min(seen) > 0.3 * max(seen), seen
    is_solid = plot.curve.opts["pen"].style() == Qt.PenStyle.SolidLine
    assert is_solid == (apart == 1.0), "alone, a curve has no gaps"
    session.show(curves={"deformable": Curves(values | {"none_distance": np.full(31, 4.0)})})
    assert plot.curve.opts["pen"].style() == Qt.PenStyle.SolidLine


def test_what_coincides_is_judged_anew_when_a_flat_plot_becomes_higher(qtbot: QtBot) -> None:
    session, shown = panel(qtbot)
    plot = shown.plots["deformable", "distance"]
    plot.plot.setFixedHeight(20)
    QApplication.processEvents()
    session.show(curves={"deformable": Curves(series() | {"none_distance": 1.5 / np.arange(1.0, 32.0) + 0.4})})
    plot.plot.setFixedHeight(200)
    QApplication.processEvents()
    assert plot.curve.opts["pen"].style() == Qt.PenStyle.SolidLine


def test_turns_are_taken_by_those_that_coincide() -> None:
    x = np.arange(4.0)
    y = np.array([1.0, np.nan, 2.0, 3.0])
    curves = [(x, y), (x, y + 5), (x, y + 0.1), (x[:3], y[:3]), (x, y - 0.1)]
    assert turns_of(curves, 0.2) == [Turn(0, 3), Turn(0, 1), Turn(1, 3), Turn(0, 1), Turn(2, 3)]


def test_hovering_names_every_run_near_the_mouse(qtbot: QtBot) -> None:
    session, shown = panel(qtbot)
    session.show(curves={"deformable": Curves(series())})
    plot = shown.plots["deformable", "distance"]
    plot.grab()
    view = plot.plot.getPlotItem().getViewBox()

    def words_at(step: float, height: float) -> list[str]:
        place = QPointF(plot.plot.mapFromScene(view.mapViewToScene(QPointF(step, height))))
        plot.reading.read(place)
        return plot.reading.label.text().split("\n")

    own, unseen = series()["distance"], series()["unseen_distance"]
    near = words_at(20.0, float(own[20]))
    assert near == [f"at step 20 · conv {own[20]:.3f} px", f"conv, unseen picture {unseen[20]:.3f} px"]
    assert words_at(20.0, 4.0) == [f"at step 20 · conv {own[20]:.3f} px", "none 4.000 px"]
    assert words_at(20.0, 2.5) == [f"at step 20 · {own[20]:.3f} px"], "none of the others is there"
