"""Curves and tables as figures and as text: what stands in them is what was measured, and it adds up."""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from fakes import configured, ready_state, subpixel_snapshot
from msgspec.structs import replace
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication
from rig import deformable_state, subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.requests import PROBE
from vizapp.gui.figures.curve_contents import curves_csv, plots_of
from vizapp.gui.figures.curve_figure import curve_figure
from vizapp.gui.figures.figure import Choice
from vizapp.gui.figures.figure_files import pdf_bytes, raster, svg_bytes
from vizapp.gui.figures.table_text import Cell, TextTable, csv_text, markdown
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.widgets.numbers import MINUS
from vizapp.protocol.metric import LOSS, Metric
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.curves import CurveChange, Curves
from vizapp.session.state import State
from vizapp.wording.columns import display_width

SVG = "{http://www.w3.org/2000/svg}"
METRICS = (
    LOSS,
    Metric("distance", "Distance", unit="px"),
    Metric("worst", "Worst", beside="distance"),
    Metric("unseen_loss", "Loss", drawn_with="loss", unseen=True, every=10),
)


def with_curves(steps: int = 40, **series: np.ndarray) -> State:
    falling = np.geomspace(1.0, 0.01, steps)
    sparse = np.where(np.arange(steps) % 10 == 0, 0.5, np.nan)
    known = {"loss": falling, "distance": np.linspace(2, 1, steps), "unseen_loss": sparse, "worst": falling} | series
    return ready_state(
        configured=replace(configured(), metrics=METRICS),
        curves={"deformable": Curves(known, (CurveChange(7, "learning_rate"),))},
    )


class TestCurves:
    def test_a_table_gives_every_number_back(self):
        loss = np.random.default_rng(0).normal(size=40) ** 2
        loss[3] = np.nan
        state = with_curves(loss=loss)
        read = np.genfromtxt(io.StringIO(curves_csv(state)), delimiter=",", names=True)
        assert read.dtype.names == ("step", "loss", "distance", "unseen_loss", "worst")
        assert read["step"].tolist() == list(range(40))
        for name, values in state.curves["deformable"].series.items():
            assert np.array_equal(read[name], values, equal_nan=True)

    def test_a_plot_for_each_metric_that_has_one(self, qapp: QApplication):
        loss, distance = plots_of(with_curves(), DEFORMABLE)
        assert (loss.name, [each.dashed for each in loss.series]) == ("loss", [False, True])
        assert distance.title == "Distance (px)"
        assert loss.logarithmic
        assert not distance.logarithmic
        assert loss.changes == (7,)

    def test_nothing_was_measured(self):
        assert plots_of(ready_state(), DEFORMABLE) == ()
        assert plots_of(ready_state(configured=None), DEFORMABLE) == ()

    def test_a_drawing_has_curves_and_words_and_no_image(self, qapp: QApplication):
        figure = curve_figure(plots_of(with_curves(), DEFORMABLE), Choice(), QFont())
        root = ElementTree.fromstring(svg_bytes(figure, "Curves"))
        assert not list(root.iter(f"{SVG}image"))
        words = "".join(each.text or "" for each in root.iter(f"{SVG}text"))
        assert "Distance (px)" in words
        assert "unseen" in words
        assert "steps done" in words
        lines = [each.get("points", "").split() for each in root.iter(f"{SVG}polyline")]
        assert sum(len(line) == 40 for line in lines) == 2
        assert pdf_bytes(figure, "Curves").startswith(b"%PDF")

    def test_a_curve_ends_where_its_value_is(self, qapp: QApplication):
        figure = curve_figure(plots_of(with_curves(), DEFORMABLE)[1:], Choice(), QFont())
        root = ElementTree.fromstring(svg_bytes(figure, "Curves"))
        (line,) = (each for each in root.iter(f"{SVG}polyline") if len(each.get("points", "").split()) == 40)
        points = np.array([pair.split(",") for pair in line.get("points", "").split()], float)
        assert (np.diff(points[:, 0]) > 0).all()
        assert (np.diff(points[:, 1]) > 0).all(), "y goes down, as the distance does"
        assert points[:, 1] == pytest.approx(np.linspace(points[0, 1], points[-1, 1], 40), abs=0.01)

    def test_a_noisy_curve_is_faint_below_its_mean(self, qapp: QApplication):
        noisy = np.random.default_rng(0).random(400)
        state = with_curves(400, loss=noisy + 0.1)
        figure = curve_figure(plots_of(state, DEFORMABLE)[:1], Choice(), QFont())
        words = svg_bytes(figure, "Curves").decode()
        assert "mean" in words
        assert 'stroke-opacity="0.45' in words
        again = svg_bytes(figure, "Curves").decode()
        assert again == words, "the theme has kept its colours"

    @pytest.mark.parametrize(("light", "ground"), [(False, "#1b1e25"), (True, "#ffffff")])
    def test_grounds(self, qapp: QApplication, light: bool, ground: str):
        figure = curve_figure(plots_of(with_curves(), DEFORMABLE), Choice(light=light), QFont())
        assert raster(figure, 1).pixelColor(1, 1) == QColor(ground)

    def test_a_hundred_thousand_steps_are_drawn_at_once(self, qapp: QApplication):
        state = with_curves(100_000)
        assert len(svg_bytes(curve_figure(plots_of(state, DEFORMABLE), Choice(), QFont()), "x")) < 500_000


def rows_of(text: str, title: str) -> list[dict[str, str]]:
    """Return the rows of the Markdown table below a heading, by the names of the columns."""
    lines = itertools.dropwhile(lambda line: not line.startswith(f"### {title}"), text.splitlines())
    rest = itertools.dropwhile(lambda line: not line.startswith("|"), lines)
    table = itertools.takewhile(lambda line: line.startswith("|"), rest)
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def answered(state: State, answers: Mapping[str, Any]) -> State:
    """Return ``state`` with other answers under these names."""
    assert state.snapshot is not None
    return dataclasses.replace(state, snapshot=replace(state.snapshot, answers={**state.snapshot.answers, **answers}))


def number(text: str) -> Decimal:
    return Decimal(text.replace(MINUS, "-"))


class TestUnit:
    @pytest.mark.parametrize("modulated", [False, True])
    def test_rows_multiply_out_as_they_are_printed(self, qapp: QApplication, modulated: bool):
        state, reading = self.picked()
        if modulated:
            masked = replace(reading, mask=np.linspace(0.2, 1.8, 9).astype(np.float32))
            state = answered(state, {PROBE: UnitReadings((masked,))})
        rows = rows_of(markdown(DEFORMABLE.tables(state)), "Unit (12, 20)")
        assert len(rows) == 27
        for row in rows:
            product = number(row["value"]) * number(row["weight"])
            if modulated:
                product *= number(row["mask"])
            printed = number(row["product"])
            assert product.quantize(printed, ROUND_HALF_UP) == printed

    def test_all_digits_are_kept_in_the_table(self, qapp: QApplication):
        state, reading = self.picked()
        read = list(csv.DictReader(io.StringIO(csv_text(DEFORMABLE.tables(state)[0]))))
        for row, (tap, channel) in zip(read, itertools.product(range(9), range(3)), strict=True):
            assert float(row["offset y"]) == reading.offset_yx[tap, 0]
            assert float(row["point x"]) == reading.point_yx[tap, 1]
            assert float(row["value"]) == reading.values[tap, channel]
            assert float(row["weight"]) == reading.kernel[tap, channel]
            assert float(row["product"]) == pytest.approx(float(row["value"]) * float(row["weight"]))

    def picked(self) -> tuple[State, UnitReading]:
        state = deformable_state(offset_yx=np.random.default_rng(1).uniform(-2, 2, (9, 2)))
        answer = state.answer(PROBE, UnitReadings)
        assert answer is not None
        return state, answer.readings[0]

    def test_the_selected_tap_has_its_pixels(self, qapp: QApplication):
        state = deformable_state(offset_yx=np.full((9, 2), 0.25), selected_tap=4)
        titles = [table.title for table in DEFORMABLE.tables(state)]
        assert titles[1] == "Sum"
        assert titles[2].startswith("Tap 1,1")
        sums = {row[0].text: row[1].text for row in DEFORMABLE.tables(state)[1].rows}
        assert number(sums["Σ R"] if "Σ R" in sums else sums["Σ ch 0"]) is not None

    def test_nothing_is_picked(self):
        assert DEFORMABLE.tables(ready_state(snapshot=None)) == ()


class TestSubpixels:
    def test_each_subpixel_of_the_picked_pixel(self):
        state = subpixel_state(upscale_factor=2, size=(3, 4), channels=1, pixel_yx=(1, 2))
        values = np.array([0.25, 1.5, 2.0, 3.0], np.float32)
        state = answered(state, subpixel_snapshot(picked_yx=(1, 2), picked_values=values).answers)
        (table,) = SUBPIXEL.tables(state)
        read = list(csv.DictReader(io.StringIO(csv_text(table))))
        assert [(int(row["y"]), int(row["x"])) for row in read] == [(2, 4), (2, 5), (3, 4), (3, 5)]
        assert [float(row["value"]) for row in read] == values.tolist()
        assert read[1]["out"] == "out[0, 2, 5]"
        assert read[1]["in"] == "in[1, 1, 2]"
        assert "c·r² + i·r + j" in table.note

    def test_nothing_is_picked(self):
        assert SUBPIXEL.tables(subpixel_state()) == ()

    def test_an_overlap(self):
        spec = SubpixelSpec(task=OverlapSpec(kernel=3, stride=2))
        (table,) = SUBPIXEL.tables(ready_state(experiment=Experiment(lab="subpixel", labs=(spec,))))
        assert {row[0].text: row[1].text for row in table.rows}["stride s"] == "2"


class TestText:
    ROWS = ((Cell("*x*|"), Cell("1.5", 1.4999)), (Cell("山"), Cell("–")))
    TABLE = TextTable("A | b", ("name", "n"), ROWS, "Of a_b.")

    def test_markdown_shows_every_character(self):
        assert markdown([self.TABLE]).splitlines() == [
            "### A \\| b",
            "",
            "Of a\\_b.",
            "",
            "| name    |    n |",
            "| ------- | ---: |",
            "| \\*x\\*\\| |  1.5 |",
            "| 山      |    – |",
        ]

    def test_columns_of_chinese_stand_below_one_another(self):
        table = TextTable("单元", ("抽头", "采样点 y"), ((Cell("0,0"), Cell("92.96", 92.96)),))
        lines = [line for line in markdown([table]).splitlines() if line.startswith("|")]
        assert lines[0] == "| 抽头 | 采样点 y |"
        assert {display_width(line) for line in lines} == {len(lines[1])}

    def test_csv_has_all_digits_and_quotes(self):
        assert csv_text(self.TABLE) == "name,n\n*x*|,1.4999\n山,–\n"
