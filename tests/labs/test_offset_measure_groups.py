"""Statistics over several offset groups, against a loop over every point."""

from __future__ import annotations

import pytest
import torch

from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.offset_doctor import examine
from vizapp.labs.deformable.statistics import OffsetMeasure


@pytest.mark.parametrize("groups", [1, 3])
@pytest.mark.parametrize("spread", [0.5, 3.0, 50.0])
def test_points_outside_are_counted_in_every_group(groups: int, spread: float) -> None:
    geometry = ConvGeometry.aligned((3, 3))
    height, width = 7, 11
    offset = torch.randn(1, 18 * groups, height, width, generator=torch.Generator().manual_seed(0)) * spread
    offset[0, -2] = 1000.0  # the last tap of the last group is dead
    outside = dead = 0
    for pair in range(9 * groups):
        i, j = divmod(pair % 9, 3)
        of_tap = 0
        for y in range(height):
            for x in range(width):
                at_y = y - 1 + i + float(offset[0, 2 * pair, y, x])
                at_x = x - 1 + j + float(offset[0, 2 * pair + 1, y, x])
                of_tap += not (-1 < at_y < height and -1 < at_x < width)
        outside += of_tap
        dead += of_tap == height * width
    measure = OffsetMeasure(geometry, (height, width), (height, width), offset)
    found = measure.measure(offset)
    assert found.outside_share == pytest.approx(outside / (9 * groups * height * width))
    assert found.dead_taps == dead >= 1
    report = {finding.code: finding for finding in examine(offset, geometry, measure).findings}
    assert report["longest_tap"].tap == "2,2"
