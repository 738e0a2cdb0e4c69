"""The index formula filled in, against a shuffle done by numpy's own reshape and transpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fakes import (
    FakeSession,
    configured,
    image_source,
    map_source,
    picked,
    picture,
    ready_state,
    snapshot,
    subpixel_snapshot,
)
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot
from rig import Hand, subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.document.tile_layout import ChannelOrder, OutputPlace, TileLayout
from vizapp.document.upsamplers import (
    BicubicUpsampler,
    DySampleUpsampler,
    ResizeConvUpsampler,
    ShuffleUpsampler,
    TransposedUpsampler,
    UpsamplerSpec,
)
from vizapp.gui.panels.inspector import InspectorPanel
from vizapp.gui.subpixel import index_formula
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.pages import SubpixelPages
from vizapp.gui.subpixel.phase_origins import of_channel
from vizapp.gui.subpixel.phase_table import PhaseCell, PhaseTable
from vizapp.gui.subpixel.pictures import SPECTRUM
from vizapp.gui.subpixel.requests import PICKED, PICKED_OUTPUT
from vizapp.gui.widgets.number_grid import NumberGrid
from vizapp.protocol.commands import Observe
from vizapp.protocol.requests import Observation, PictureRequest
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.protocol.wire import decode_command, encode


def shuffle(x: np.ndarray, r: int, order: ChannelOrder, phases: tuple[int, ...]) -> np.ndarray:
    """Pixel shuffle by reshape and transpose; ``phases[p]`` is the phase whose channel lands at phase p."""
    channels, height, width = x.shape[0] // r**2, *x.shape[1:]
    if order == "CRD":
        split = x.reshape(channels, r * r, height, width)
    else:
        split = x.reshape(r * r, channels, height, width).swapaxes(0, 1)
    split = split[:, list(phases)].reshape(channels, r, r, height, width)
    return split.transpose(0, 3, 1, 4, 2).reshape(channels, height * r, width * r)


@given(st.data(), st.integers(2, 4), st.integers(1, 3), st.sampled_from(["CRD", "DCR"]))
def test_the_formula_names_the_value_that_the_shuffle_puts_there(
    data: st.DataObject, r: int, channels: int, order: ChannelOrder
) -> None:
    height, width = 2, 3
    phases = tuple(data.draw(st.permutations(range(r * r))))
    x = np.arange(channels * r * r * height * width).reshape(-1, height, width)
    out = shuffle(x, r, order, phases)
    place = OutputPlace(
        data.draw(st.integers(0, channels - 1)),
        data.draw(st.integers(0, height * r - 1)),
        data.draw(st.integers(0, width * r - 1)),
    )
    layout = TileLayout(r, height, width, channels, tuple(range(channels)), order, phases)
    filled = index_formula.fill_formula(place, layout)
    assert x[filled.origin] == out[place]
    y, h, i = filled.row
    assert y == place.y == h * r + i
    left, right = filled.channel.replace("·", "*").split(" = ")
    assert eval(left) == int(right) == filled.origin.channel
    assert filled.phase == phases[filled.landing]


@pytest.mark.parametrize(
    ("order", "rearranged", "expected"),
    [
        ("CRD", False, "in[c·r² + i·r + j, h, w]"),
        ("DCR", False, "in[(i·r+j)·C + c, h, w]"),
        ("CRD", True, "in[c·r² + π(i·r+j), h, w]"),
        ("DCR", True, "in[π(i·r+j)·C + c, h, w]"),
    ],
)
def test_the_formula_in_letters(order: ChannelOrder, rearranged: bool, expected: str) -> None:
    assert index_formula.letters(order, rearranged) == ("out[c, h·r+i, w·r+j]", expected)


class Rig:
    """The inspector over the chapter's example: arange(108) as 12×3×3, r = 2."""

    def __init__(self, qtbot: QtBot, spec: SubpixelSpec) -> None:
        self.values = np.arange(108.0).reshape(12, 3, 3)
        state = ready_state(
            source=map_source(self.values),
            experiment=Experiment(lab="subpixel", labs=(spec,)),
            configured=configured(lab="subpixel", input_shape=(12, 3, 3), output_shape=(3, 6, 6), trainable=False),
            snapshot=subpixel_snapshot(),
        )
        self.session = FakeSession(state)
        self.panel = InspectorPanel(self.session)
        qtbot.addWidget(self.panel)
        self.session.subscribe(lambda _, new: self.panel.show_state(new))
        self.panel.resize(300, 760)
        self.panel.show()
        page = self.panel.pages["subpixel"]
        assert isinstance(page, SubpixelPages)
        self.page = page.subpixel
        self.layout = TileLayout(2, 3, 3, 3, (0, 1, 2), spec.order, spec.phases)
        self.enlarged = shuffle(self.values, 2, spec.order, spec.phases)

    def hover(self, place: OutputPlace) -> None:
        self.page.set_hovered(place, self.layout, float(self.enlarged[place]))

    def pick(self, y: int, x: int) -> None:
        values = self.enlarged[0, 2 * y : 2 * y + 2, 2 * x : 2 * x + 2].ravel().astype(np.float32)
        self.session.show(
            picks=picked((y, x), "subpixel"),
            snapshot=subpixel_snapshot(picked_yx=(y, x), picked_values=values),
        )

    def text(self, name: str) -> str:
        grid = self.panel.findChild(NumberGrid, name)
        assert isinstance(grid, NumberGrid)
        return " ".join(" ".join(cell for cell in line.cells if cell) for line in grid.lines)


@pytest.fixture
def rig(qtbot: QtBot) -> Callable[..., Rig]:
    return lambda **spec: Rig(qtbot, SubpixelSpec(**{"task": ShuffleSpec(), **spec}))


def test_hovering_fills_the_formula_in(rig: Callable[..., Rig]) -> None:
    r = rig()
    page = r.page
    assert page.prompt.isVisibleTo(r.panel)
    r.hover(OutputPlace(0, 3, 4))
    # Row 3 is row 1 of phase row 1, column 4 is column 2 of phase column 0: channel 2, whose (1, 2) holds 23.
    assert r.text("filledFormula") == "out[0, 3, 4] = in[2, 1, 2] = 23"
    assert "3 = 1·2 + 1" in r.text("formulaSteps")
    assert "0·4 + 2 = 2" in r.text("formulaSteps")
    assert not page.prompt.isVisibleTo(r.panel)
    r.page.set_hovered(None, None, None)
    assert page.prompt.isVisibleTo(r.panel)


def test_the_other_order_reads_another_channel(rig: Callable[..., Rig]) -> None:
    r = rig(read_as="DCR")
    r.hover(OutputPlace(1, 3, 4))
    assert r.text("filledFormula") == "out[1, 3, 4] = in[7, 1, 2] = 68"
    assert "2·3 + 1 = 7" in r.text("formulaSteps")
    assert r.text("indexFormula").endswith("in[(i·r+j)·C + c, h, w]")


def test_in_a_wrong_reading_it_says_which_channel_belongs_there(rig: Callable[..., Rig]) -> None:
    r = rig(stored_as="DCR")
    r.hover(OutputPlace(1, 3, 4))
    assert r.text("filledFormula") == "out[1, 3, 4] = in[6, 1, 2] = 59"
    # Row 3 and column 4 are of phase 2; stored as DCR, channel 2·3 + 1 holds it.
    assert r.text("formulaSteps").endswith("belongs channel 7")
    r.session.show(experiment=Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec()),)))
    r.hover(OutputPlace(0, 3, 4))
    assert "belongs" not in r.text("formulaSteps")


def test_of_the_inverse_the_sides_of_the_formula_are_exchanged(rig: Callable[..., Rig]) -> None:
    r = rig(task=ShuffleSpec(direction="unshuffle"))
    assert r.session.state.configured is not None
    r.session.show(
        configured=configured(lab="subpixel", input_shape=(3, 6, 6), output_shape=(12, 3, 3), trainable=False)
    )
    r.hover(OutputPlace(0, 3, 4))
    assert r.text("indexFormula") == "out[c·r² + i·r + j, h, w] =     in[c, h·r+i, w·r+j]"
    assert r.text("filledFormula") == "out[2, 1, 2] = in[0, 3, 4] = 23"
    assert r.page.shapes.text().replace("\N{NO-BREAK SPACE}", " ") == "(1, 3, 6, 6) → (1, 12, 3, 3)"
    assert [r.page.output_channel.field.itemText(row) for row in range(4)] == ["colour 0–2", "0", "1", "2"]


def test_a_rearranged_order_is_explained(rig: Callable[..., Rig]) -> None:
    r = rig(phase_order=(1, 0, 2, 3))
    r.hover(OutputPlace(0, 0, 0))
    assert r.text("filledFormula") == "out[0, 0, 0] = in[1, 0, 0] = 9"
    assert "π(0) = 1" in r.text("formulaSteps")
    assert r.page.rearranged.isVisibleTo(r.panel)
    r.session.show(experiment=Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec()),)))
    assert not r.page.rearranged.isVisibleTo(r.panel)
    assert r.page.prompt.isVisibleTo(r.panel), "what was hovered belonged to the arrangement before"


def test_the_picked_pixel_shows_phase_channel_and_value(rig: Callable[..., Rig]) -> None:
    r = rig(phase_order=(3, 0, 2, 1))
    r.pick(1, 2)
    cells = r.page.phases.cells
    assert [(cell.phase, cell.origin.words, cell.value) for cell in cells] == [
        (phase, str(phase), r.values[phase, 1, 2]) for phase in (3, 0, 2, 1)
    ]
    assert r.text("filledFormula") == "out[0, 2, 4] = in[3, 1, 2] = 32"
    assert "PIXEL (1, 2)" in r.page.picked_title.text()


def test_a_swap_is_shown_at_once(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.pick(1, 2)
    assert [cell.phase for cell in r.page.phases.cells] == [0, 1, 2, 3]
    assert not r.page.rearranged.isVisibleTo(r.panel)
    spec = SubpixelSpec(task=ShuffleSpec(), phase_order=(2, 1, 0, 3))
    r.session.show(experiment=Experiment(lab="subpixel", labs=(spec,)))
    assert [cell.phase for cell in r.page.phases.cells] == [2, 1, 0, 3]
    assert r.page.rearranged.isVisibleTo(r.panel)
    assert r.text("filledFormula").startswith("out[0, 2, 4] = in[2, 1, 2]")


def test_what_is_hovered_on_the_pictures_fills_the_formula_in(qtbot: QtBot, subpixel: Callable[..., Any]) -> None:
    scene, session = subpixel(subpixel_state(channels=1))
    panel = InspectorPanel(session, {"subpixel": scene})
    qtbot.addWidget(panel)
    session.subscribe(lambda _, new: panel.show_state(new))
    panel.show()
    canvas = scene.shuffle.right.picked.chips.canvas
    Hand(canvas).move(canvas.projection.to_screen(7, 20))
    filled = panel.findChild(NumberGrid, "filledFormula")
    assert isinstance(filled, NumberGrid)
    assert filled.lines[0].cells[0].startswith("out[0, 7, 20]")


def test_values_of_another_pixel_are_not_passed_off_as_its_own(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.pick(1, 2)
    r.session.show(picks=picked((0, 0), "subpixel"))
    assert {cell.value for cell in r.page.phases.cells} == {None}
    assert r.text("filledFormula") == "out[0, 0, 0] = in[0, 0, 0] = –"


class ResidualRig(Rig):
    """The inspector over a colour image of 6×6 pixels, super-resolved by r = 2 with known residuals."""

    def __init__(self, qtbot: QtBot, shows: str = "output") -> None:
        super().__init__(qtbot, SubpixelSpec())
        random = np.random.default_rng(1)
        self.channels = random.normal(0, 0.1, (4, 3, 3)).astype(np.float32)
        self.residual = shuffle(self.channels, 2, "CRD", (0, 1, 2, 3))[0]
        self.bicubic = random.random((3, 6, 6), np.float32)
        self.layout = TileLayout(2, 3, 3, 1, (0,), "CRD", (0, 1, 2, 3))
        tiles = self.channels.reshape(2, 2, 3, 3).transpose(0, 2, 1, 3).reshape(1, 6, 6)
        pictures = {
            "output": self.bicubic + self.residual,
            "bicubic": self.bicubic,
            "shuffled": self.residual[None],
            "target": self.bicubic,
        }
        self.session.show(
            source=image_source(),
            configured=configured(lab="subpixel", input_shape=(1, 3, 3), output_shape=(1, 6, 6)),
            snapshot=subpixel_snapshot(tiles=picture(tiles), picture=picture(pictures[shows]), groups=(0,)),
        )
        self.session.show_picture("right", shows)

    def rows(self) -> dict[str, float | None]:
        """The sum as it is shown: its rows' names, and their numbers where there are any."""
        grid = self.page.residual
        return {
            name: None if text == "–" else float(text.replace("\N{MINUS SIGN}", "-"))
            for name, text in (line.cells for line in grid.lines)
        }


@pytest.mark.parametrize("shows", ["output", "bicubic"])
@pytest.mark.parametrize("place", [(0, 0), (3, 4), (5, 1)])
def test_a_super_resolved_value_is_the_sum_of_bicubic_and_residual(
    qtbot: QtBot, shows: str, place: tuple[int, int]
) -> None:
    r = ResidualRig(qtbot, shows)
    assert set(r.rows().values()) == {None}
    r.page.set_hovered(OutputPlace(0, *place), r.layout, None)
    luma = np.tensordot([0.299, 0.587, 0.114], r.bicubic, 1)[place]  # ITU-R BT.601
    wanted = {
        "bicubic, luma": luma,
        "shuffled residual": r.residual[place],
        "output, luma": luma + r.residual[place],
    }
    # One of the last digit: the one that is not sent is computed from the two others as they are printed.
    assert r.rows() == pytest.approx(wanted, abs=1.01e-4)
    bicubic, residual, output = r.rows().values()
    assert bicubic + residual == pytest.approx(output, abs=1e-9)
    name, equals, value = (line.cells[0] for line in r.page.equation.lines)
    assert name == f"residual[0, {place[0]}, {place[1]}]", "the output is not what the shuffle gives"
    assert equals.startswith("= channels[")
    assert float(value[2:].replace("\N{MINUS SIGN}", "-")) == pytest.approx(float(r.residual[place]), rel=1e-2)
    assert r.text("indexFormula") == "residual[c, h·r+i, w·r+j] =     channels[c·r² + i·r + j, h, w]"


def test_of_the_sum_only_what_is_known_is_shown(qtbot: QtBot) -> None:
    r = ResidualRig(qtbot, "target")
    r.page.set_hovered(OutputPlace(0, 3, 4), r.layout, None)
    assert list(r.rows().values()) == [None, pytest.approx(float(r.residual[3, 4]), abs=6e-5), None]
    r.session.show_picture("left", "input")
    assert set(r.rows().values()) == {None}, "the tiles are on their way out"
    r = ResidualRig(qtbot, "shuffled")
    r.session.show_picture("left", "input")
    r.page.set_hovered(OutputPlace(0, 5, 1), r.layout, None)
    assert list(r.rows().values()) == [None, pytest.approx(float(r.residual[5, 1]), abs=6e-5), None]


@pytest.mark.parametrize("shows", ["target", "shuffled", "output", "bicubic"])
def test_it_is_said_why_a_sum_is_not_known(qtbot: QtBot, shows: str) -> None:
    r = ResidualRig(qtbot, shows)
    why = r.page.not_sent
    is_whole = shows in ("output", "bicubic")
    r.page.set_hovered(OutputPlace(0, 3, 4), r.layout, None)
    assert (None in r.rows().values()) != is_whole
    assert why.isVisibleTo(r.page) != is_whole
    assert "of the picked pixel alone" in why.text()
    if is_whole:
        r.session.show_overlay(SPECTRUM, True)
        assert why.isVisibleTo(r.page)
    r.session.update(Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec()),)), "")
    assert not why.isVisibleTo(r.page), "a shuffle adds nothing"


@pytest.mark.parametrize("right", ["target", "shuffled", "spectrum"])
def test_the_sum_of_the_picked_pixel_stays_whatever_the_right_canvas_shows(qtbot: QtBot, right: str) -> None:
    r = ResidualRig(qtbot, "output" if right == "spectrum" else right)
    if right == "spectrum":
        r.session.show_overlay(SPECTRUM, True)
    r.session.pick((1, 2))
    asked = SUBPIXEL.requests(r.session.state)[PICKED_OUTPUT]
    observe = Observe(1, Observation({PICKED_OUTPUT: asked}))
    read = decode_command(encode(observe))
    assert isinstance(read, Observe)
    assert read.observation == observe.observation, "an engine can read it"
    assert asked == PictureRequest("output", r.session.state.view.output_channel, (2, 4, 2, 2))
    part = (r.bicubic + r.residual)[:, 2:4, 4:6]
    answers = {
        PICKED_OUTPUT: replace(picture(part), region=(2, 4, 2, 2)),
        PICKED: Subpixels((1, 2), r.channels[:, 1, 2]),
    }
    r.session.show(snapshot=snapshot(answers))
    r.page.show_state(r.session.state)
    luma = float(np.tensordot([0.299, 0.587, 0.114], r.bicubic, 1)[2, 4])
    wanted = [luma, float(r.residual[2, 4]), luma + float(r.residual[2, 4])]
    assert list(r.rows().values()) == pytest.approx(wanted, abs=1.01e-4)
    r.session.show_overlay(SPECTRUM, False)
    r.session.show_picture("right", "output")
    assert PICKED_OUTPUT not in SUBPIXEL.requests(r.session.state), "the right canvas has it"


@pytest.mark.parametrize("make", [ResidualRig, lambda qtbot: Rig(qtbot, SubpixelSpec(task=ShuffleSpec()))])
def test_nothing_moves_while_the_cursor_does(qtbot: QtBot, make: Callable[[QtBot], Rig]) -> None:
    r = make(qtbot)
    page = r.page
    r.pick(1, 1)

    def places() -> list[QRect]:
        qtbot.wait(1)  # layouts are done when the event loop comes round
        return [widget.geometry() for widget in (page.letters, page.card, page.residual, page.phases)]

    places()
    still = places()
    for place in (OutputPlace(0, 0, 0), OutputPlace(0, 5, 5), None, OutputPlace(0, 2, 2)):
        r.page.set_hovered(place, None if place is None else r.layout, None)
        assert places() == still
    r.session.pick(None)
    r.page.set_hovered(None, None, None)
    before = page.residual.geometry().top(), page.height()
    places()
    assert page.prompt.isVisibleTo(r.panel)
    r.page.set_hovered(OutputPlace(0, 2, 2), r.layout, None)
    places()
    assert not page.prompt.isVisibleTo(r.panel)
    assert (page.residual.geometry().top(), page.height()) == before


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_the_places_of_a_pixel_fit_into_a_low_window(qtbot: QtBot, factor: int) -> None:
    table = PhaseTable()
    qtbot.addWidget(table)
    table.resize(278, 10)
    table.show_cells(tuple(PhaseCell(phase, of_channel(phase), 1.0) for phase in range(factor**2)))
    assert table.sizeHint().height() <= 200


def test_a_page_that_was_not_there_yet_starts_with_its_formula(qtbot: QtBot) -> None:
    r = Rig(qtbot, SubpixelSpec(task=ShuffleSpec()))
    answer = r.session.state.configured
    r.session.show(configured=None)
    r.session.show(experiment=Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec(), read_as="DCR"),)))
    r.session.show(configured=answer)
    assert r.text("indexFormula").endswith("in[(i·r+j)·C + c, h, w]")
    assert not r.page.rearranged.isVisibleTo(r.panel)


def test_the_channel_of_the_enlarged_map_can_be_chosen(qtbot: QtBot) -> None:
    r = Rig(qtbot, SubpixelSpec(task=ShuffleSpec()))
    choice = r.page.output_channel
    assert [choice.field.itemText(i) for i in range(choice.field.count())] == ["colour 0–2", "0", "1", "2"]
    choice.field.activated.emit(3)
    assert r.session.called("show_output_channel") == [(2,)]
    assert choice.field.currentText() == "2"


def test_a_map_of_one_channel_offers_no_choice(qtbot: QtBot) -> None:
    r = Rig(qtbot, SubpixelSpec(task=ShuffleSpec()))
    one = configured(lab="subpixel", input_shape=(4, 3, 3), output_shape=(1, 6, 6), trainable=False)
    r.session.show(configured=one)
    assert not r.page.output_channel.isVisibleTo(r.panel)


@pytest.mark.parametrize("factor", [2, 4, 8])
def test_values_stay_within_their_cells(qtbot: QtBot, factor: int) -> None:
    """At both edges of a cell there is nothing but its tint, however long its value is."""
    table = PhaseTable()
    qtbot.addWidget(table)
    table.resize(270, 10)
    table.show_cells(tuple(PhaseCell(phase, of_channel(phase), -0.016273) for phase in range(factor**2)))
    table.show()
    image = table.grab().toImage()
    width = min(68, (270 - 2 * (factor - 1)) / factor)
    height = min(width, 46)
    for column in range(factor):
        left = column * (width + 2)
        for x in (left + 1, left + width - 2):
            tints = {image.pixelColor(round(x), round(y)).rgb() for y in np.arange(6, height - 6)}
            assert len(tints) == 1, f"something is written on the edge at {x}"


def test_an_upsampler_without_channels_says_that_nothing_is_shuffled(qtbot: QtBot) -> None:
    r = ResidualRig(qtbot, "output")
    assert not r.page.apart.isVisibleTo(r.page)
    task = SuperResolveSpec(upsampler=TransposedUpsampler())
    experiment = r.session.state.experiment
    r.session.show(experiment=experiment.with_spec(experiment.spec_of(SubpixelSpec).replaced(task=task)))
    r.page.set_hovered(OutputPlace(0, 3, 4), r.layout, None)
    assert r.page.apart.isVisibleTo(r.page)
    assert "residual" in r.rows()
    assert r.page.equation.lines[1].cells[0].startswith("= phases[")
    assert r.text("indexFormula").endswith("phases[c·r² + i·r + j, h, w]")


@pytest.mark.parametrize(
    ("upsampler", "named", "step"),
    [
        (TransposedUpsampler(kernel_size=3), ["1 tap", "2 taps", "2 taps", "4 taps"], "row 0, 2 · column 1"),
        (ResizeConvUpsampler(), ["", "", "", ""], "channel none"),
        (DySampleUpsampler(), ["", "", "", ""], "channel none"),
        (ShuffleUpsampler(), ["ch 0", "ch 1", "ch 2", "ch 3"], "channel 0·4 + 2 = 2"),
    ],
)
def test_a_phase_says_what_it_comes_from(qtbot: QtBot, upsampler: UpsamplerSpec, named: list[str], step: str) -> None:
    r = ResidualRig(qtbot, "output")
    experiment = r.session.state.experiment
    spec = experiment.spec_of(SubpixelSpec).replaced(task=SuperResolveSpec(upsampler=upsampler))
    r.session.show(experiment=experiment.with_spec(spec), picks=picked((1, 2), "subpixel"))
    assert [cell.origin.brief for cell in r.page.phases.cells] == named
    said = r.page.phases.accessibleName()
    assert ("channel 0" in said) == upsampler.has_channels
    r.page.set_hovered(OutputPlace(0, 3, 4), r.layout, None)
    assert step in r.text("formulaSteps")


def test_an_interpolation_on_show_has_no_channels(qtbot: QtBot) -> None:
    r = ResidualRig(qtbot, "output")
    experiment = r.session.state.experiment
    task = SuperResolveSpec(compared=(BicubicUpsampler(),))
    spec = experiment.spec_of(SubpixelSpec).replaced(task=task)
    r.session.show(experiment=experiment.with_spec(spec), picks=picked((1, 2), "subpixel"))
    assert [cell.origin.brief for cell in r.page.phases.cells] == ["ch 0", "ch 1", "ch 2", "ch 3"]
    r.session.show_run("bicubic")
    assert [cell.origin.brief for cell in r.page.phases.cells] == [""] * 4
    r.session.show_run(None)
    assert r.page.phases.cells[3].origin.brief == "ch 3"
