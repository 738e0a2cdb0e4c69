"""The field of the offsets, and how far it is from the true one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import ask, deformable, drawn, noise, read, with_spec

from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.labs.base import Lab
from vizapp.labs.deformable.field import make_field, step_between
from vizapp.protocol.offset_answers import MAX_OFFSET, Field
from vizapp.protocol.requests import FieldRequest


def field(lab: Lab, **wanted: Any) -> Field:
    answer = ask(lab, FieldRequest(**wanted))
    assert isinstance(answer, Field)
    return answer


@pytest.mark.parametrize("tap", [None, 0, 5])
def test_a_field_holds_the_offsets_that_units_read_at(tap: int | None) -> None:
    lab, experiment = deformable(noise(22, 30), stride=2)
    lab.adjust(with_spec(experiment, placed_points=(PlacedPoint(Tap(0, 5), (0.5, -3.0), Unit((4, 9))),)))
    for _ in range(3):
        lab.trainer.step()
    found = field(lab, tap=tap)
    assert found.region == (0, 0, 11, 15)
    assert found.offset_yx.shape == (11, 15, 2)
    for reading in read(lab, (0, 0), (4, 9), (10, 14)):
        offsets = reading.offset_yx if tap is None else reading.offset_yx[[tap]]
        np.testing.assert_allclose(found.offset_yx[reading.unit_yx], offsets.mean(axis=0), atol=1e-6)


def test_the_true_field_is_that_of_the_task() -> None:
    lab, _ = deformable(noise(22, 30))
    (reading,) = read(lab, (7, 3))
    assert reading.truth_yx is not None
    expected = reading.truth_yx - (reading.point_yx - reading.offset_yx)
    found = field(lab, kind="truth", tap=2)
    assert (found.kind, found.tap) == ("truth", 2)
    np.testing.assert_allclose(found.offset_yx[7, 3], expected[2], atol=1e-5)
    assert not field(lab, kind="offsets").offset_yx.any(), "the layer starts on the rigid grid"


def test_of_many_units_every_nth_is_sent_and_it_is_said_which() -> None:
    offset = torch.randn(1, 18, 41, 67, generator=torch.Generator().manual_seed(0))
    found = make_field(offset, FieldRequest(tap=3, max_units=256))
    rows, columns = found.offset_yx.shape[:2]
    assert 100 < rows * columns <= 256
    for i in range(rows):
        for j in range(columns):
            y = found.region[0] + found.step_yx[0] // 2 + i * found.step_yx[0]
            x = found.region[1] + found.step_yx[1] // 2 + j * found.step_yx[1]
            assert found.offset_yx[i, j].tolist() == offset[0, 6:8, y, x].tolist()


def test_of_many_units_the_region_is_sent_in_full_where_it_is_small_enough() -> None:
    offset = torch.randn(1, 18, 41, 67, generator=torch.Generator().manual_seed(0))
    found = make_field(offset, FieldRequest(tap=3, max_units=256, region=(30, 60, 20, 20)))
    assert (found.region, found.step_yx) == ((30, 60, 11, 7), (1, 1))
    np.testing.assert_array_equal(found.offset_yx, offset[0, 6:8, 30:, 60:].permute(1, 2, 0).numpy())
    whole = make_field(offset, FieldRequest(tap=3))
    assert found.reach == whole.reach, "the scale does not change with what is on screen"


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 5000), (5000, 1), (3, 977), (192, 192), (17, 16)])
def test_steps_leave_no_more_than_were_asked_for(rows: int, columns: int) -> None:
    down, across = step_between(rows, columns, 256)
    count = len(range(down // 2, rows, down)) * len(range(across // 2, columns, across))
    assert 1 <= count <= 256
    assert (down, across) == (1, 1) or count > 60


def test_reach_leaves_out_a_few_stray_offsets() -> None:
    offset = torch.zeros(1, 2, 50, 40)
    offset[0, 0] = 1.5
    offset[0, 1, 3, 4] = 1e30
    found = make_field(offset, FieldRequest())
    assert found.reach == 1.5
    assert found.offset_yx[3, 4].tolist() == [1.5, MAX_OFFSET]


@pytest.mark.parametrize("tap", [None, 7])
def test_off_the_truth_is_drawn_in_pixels_on_a_scale_that_stays(tap: int | None) -> None:
    lab, _ = deformable(noise(22, 30))
    before = drawn(lab, "off_truth", tap=tap)
    for _ in range(20):
        lab.trainer.step()
    after = drawn(lab, "off_truth", tap=tap)
    assert (after.low, after.high) == (before.low, before.high)
    assert before.values is not None
    assert after.values is not None
    assert after.values.mean() < before.values.mean()
    (reading,) = read(lab, (9, 20))
    assert reading.truth_yx is not None
    away = np.hypot(*(reading.point_yx - reading.truth_yx).T)
    assert after.values[0, 9, 20] == pytest.approx(away.mean() if tap is None else away[tap], abs=1e-5)
