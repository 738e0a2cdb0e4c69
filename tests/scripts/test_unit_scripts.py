"""The arithmetic of a unit, or of a pixel, as a script gives the number of the operator itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from script_cases import Case, write_sources

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.labs.subpixel.shuffle import ShuffleLab
from vizapp.protocol.requests import SubpixelsRequest, UnitsRequest
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.scripts.deformable.unit import unit_script
from vizapp.scripts.subpixel.pixel import PickedPixel, pixel_script


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("units")
    write_sources(made)
    return made


def run(text: str) -> dict[str, Any]:
    """Run a script that imports numpy alone, and return its names."""
    assert [line for line in text.splitlines() if "import" in line] == ["import numpy as np"]
    names: dict[str, Any] = {}
    exec(text, names)  # noqa: S102  it is what the test is about
    return names


AWAY = (PlacedPoint(Tap(0, 1), (0.25, -90.0), Everywhere()), PlacedPoint(Tap(0, 4), (1.5, 0.75), Everywhere()))
UNITS = {
    "plain": Case(DeformableSpec(placed_points=AWAY)),
    "modulated": Case(
        DeformableSpec(
            modulation="softmax", offset_groups=3, stride=2, branch=OffsetBranchSpec(start="random"), learns="both"
        )
    ),
    "many channels": Case(DeformableSpec(placed_points=AWAY, groups=2), "several.npz", array="of a batch"),
    "stack": Case(DeformableSpec(layers=2, stride=2, branch=OffsetBranchSpec(kind="position", start="random"))),
    "by hand": Case(DeformableSpec(task=HandSetSpec(weights=(1.0, -2.0)), placed_points=AWAY), "four.npy"),
}


@pytest.mark.parametrize("name", UNITS)
def test_sum_is_what_the_operator_gives(name: str, folder: Path):
    case = UNITS[name]
    lab = case.lab(folder)
    found = lab.answer({"unit": UnitsRequest(((2, 3),))}, exact=True).answers["unit"]
    assert isinstance(found, UnitReadings)
    (reading,) = found.readings
    made = run(script_of(case, folder, reading))
    assert made["output"] == pytest.approx(reading.operator_output, abs=2e-5 * max(1, abs(reading.operator_output)))
    np.testing.assert_allclose(made["products"], reading.products, atol=2e-5)
    np.testing.assert_allclose(
        made["values"], reading.values, atol=2e-5 * max(1, float(np.abs(reading.values).max()))
    )


def script_of(case: Case, folder: Path, reading: UnitReading) -> str:
    assert isinstance(case.spec, DeformableSpec)
    channels = case.loaded(folder).channels
    return unit_script(reading, case.spec.geometry, channels, case.spec.operator.offset_groups)


@pytest.mark.parametrize("order", ["CRD", "DCR"])
def test_sub_pixels_stand_where_the_shuffle_puts_them(order: Any, folder: Path):
    spec = SubpixelSpec(task=ShuffleSpec(), read_as=order, phase_order=(2, 0, 1, 3))
    case = Case(spec, "map.npy")
    lab = case.lab(folder)
    assert isinstance(lab, ShuffleLab)
    found = lab.answer({"pixel": SubpixelsRequest((3, 5), 1)}, exact=True).answers["pixel"]
    assert isinstance(found, Subpixels)
    made = run(pixel_script(PickedPixel((3, 5), 2, order, spec.phases, 1, 2, found.values)))
    np.testing.assert_allclose(made["block"], lab.enlarged[0, 1, 6:8, 10:12].numpy())
    for channel, value in made["HELD"].items():
        assert value == pytest.approx(float(lab.channels[0, channel, 3, 5]))


def test_inverse_is_written_the_other_way_round(capsys: pytest.CaptureFixture[str]):
    values = np.arange(4, dtype=np.float32)
    run(pixel_script(PickedPixel((0, 1), 2, "CRD", (0, 1, 2, 3), 0, 1, values, inverse=True)))
    assert capsys.readouterr().out.startswith("out[0, 0, 1] = in[0, 0, 2] = 0.0\nout[1, 0, 1] = in[0, 0, 3] = 1.0\n")
