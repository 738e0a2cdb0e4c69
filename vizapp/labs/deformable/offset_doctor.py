"""Examines a field of offsets: what is unusual about it, each by a measure and a limit."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from vizapp.document.offset_branch import Modulation
from vizapp.geometry import ConvGeometry
from vizapp.labs.capabilities import Measure
from vizapp.labs.deformable.mask_doctor import examine_masks
from vizapp.labs.deformable.statistics import OffsetMeasure
from vizapp.protocol.offset_answers import Finding, OffsetReport
from vizapp.wording.offset_findings import finding_texts, measure_name, measure_value

MEAN_LIMIT = 50.0
"""Input pixels. Restoration code bases warn from a mean of 50 or 100 px."""
OUTSIDE_LIMIT = 0.1
"""Of all points, beyond those that the padding has outside."""
SPREAD_LIMIT = 0.05
"""Input pixels: a field that varies less over the units is the same kernel everywhere."""
GROUP_SPREAD_LIMIT = 0.05
"""Input pixels: offset groups that differ less read at the same places."""
MOVED = 0.1
"""Input pixels: a field with a smaller mean has hardly left the rigid grid, and need not vary."""
STUCK = 0.01
"""Input pixels: an offset that is shorter counts as stuck."""
STUCK_LIMIT = 0.5
NEAR_BOUND = 0.01
"""Of the bound: a component that is no farther from it counts as at the bound, where tanh has 2 % of its slope."""
BOUND_LIMIT = 0.5
"""Of all offsets."""
REACH_LIMIT = 8.0
FIRST_STEPS = 50
"""As long as training has just begun, offsets near zero say nothing."""


@torch.no_grad()
def examine(
    offset: Tensor,
    geometry: ConvGeometry,
    measure: OffsetMeasure,
    steps: int | None = None,
    pixel: int = 1,
    *,
    mask: Tensor | None = None,
    modulation: Modulation = "none",
    bound: float | None = None,
) -> OffsetReport:
    """Return the report on ``offset`` (1, 2·G·K, oh, ow) of a layer of ``geometry``.

    Args:
        offset: in input pixels, finite.
        geometry: tells how far the rigid taps reach.
        measure: of the same picture.
        steps: how many training steps have formed them; None where they were not trained here.
        pixel: how many pixels of the picture lie between two of the map that the layer reads; lengths are reported in
            pixels of the picture.
        mask: (1, G·K, oh, ow), finite; None without modulation.
        modulation: how the masks are made.
        bound: what no component of ``offset`` exceeds, in its pixels; None where there is none, or none is known.
    """
    parts = pixel * offset[0].flatten(1)
    mean = parts.mean(1)
    # The deviation of a vector: the root of the variances of its two components together.
    spread = (parts - mean[:, None]).square_().mean(1).unflatten(0, (-1, 2)).sum(1).sqrt().mean()
    lengths = pixel * measure.lengths(offset).flatten(1)
    of_tap = lengths.mean(1)
    worst = int(of_tap.argmax())
    stuck = (lengths < STUCK).sum() / lengths.numel()
    groups = len(of_tap) // geometry.taps
    between = _spread_between_groups(offset, groups)
    spread_px, stuck_share, worst_px, between_px = torch.stack([spread, stuck, of_tap[worst], between]).tolist()
    statistics = measure.measure(offset)
    mean_px = pixel * statistics.mean_magnitude
    settled = steps is None or steps >= FIRST_STEPS
    gone = statistics.outside_share - measure.rigid_outside_share
    moved = mean_px > MOVED
    longest, largest_px = pixel * max(measure.input_size), pixel * statistics.max_magnitude
    reach = pixel * _reach((mean / pixel).unflatten(0, (-1, 2)), geometry)
    findings = [
        Finding("mean", mean_px, MEAN_LIMIT, mean_px > MEAN_LIMIT),
        Finding("largest", largest_px, float(longest), largest_px > longest),
        Finding("longest_tap", worst_px, MEAN_LIMIT, worst_px > MEAN_LIMIT, geometry.tap_name(worst % geometry.taps)),
        Finding("outside", statistics.outside_share, OUTSIDE_LIMIT, gone > OUTSIDE_LIMIT),
        Finding("dead_taps", float(statistics.dead_taps), 0.0, statistics.dead_taps > 0),
        Finding("spread", spread_px, SPREAD_LIMIT, moved and spread_px < SPREAD_LIMIT),
        Finding("stuck", stuck_share, STUCK_LIMIT, settled and stuck_share > STUCK_LIMIT),
    ]
    if bound is not None:
        share = _share_at(offset, bound)
        findings.append(Finding("at_bound", share, BOUND_LIMIT, settled and share > BOUND_LIMIT))
    if not math.isnan(reach):
        findings.append(Finding("reach", reach, REACH_LIMIT, reach > REACH_LIMIT))
    if groups > 1:
        same = moved and between_px < GROUP_SPREAD_LIMIT
        findings.append(Finding("group_spread", between_px, GROUP_SPREAD_LIMIT, same))
    if mask is not None and modulation != "none":
        findings += examine_masks(mask, modulation, groups, settled)
    return OffsetReport(tuple(findings))


def as_measure(finding: Finding) -> Measure:
    """Return a finding as something that can be watched."""
    texts = finding_texts(finding.code)
    title, unit = (finding.code, "") if texts is None else (texts.title, texts.unit)
    return Measure(measure_name(finding.code), title, unit, measure_value(finding.value, unit))


def written(finding: Finding, *, trained: bool = True) -> dict[str, Any]:
    """Return a finding as it stands in metrics.json; a value that is not finite is None.

    ``trained`` is whether the offsets are trained here, which decides on the advice.
    """
    texts = finding_texts(finding.code, trained=trained)
    return {
        "measure": finding.code,
        "value": finding.value if math.isfinite(finding.value) else None,
        "unit": "" if texts is None else texts.unit,
        "limit": finding.limit,
        "grave": finding.grave,
        "tap": finding.tap,
        "advice": texts.advice if finding.grave and texts is not None else "",
    }


def _share_at(offset: Tensor, bound: float) -> float:
    """Return the share of the offsets (1, 2·G·K, oh, ow) of which a component, or both, is at the bound.

    Beyond it are only offsets that were placed by hand.
    """
    near = (offset.abs() - bound).abs_() <= NEAR_BOUND * bound
    either = near[0].unflatten(0, (-1, 2)).any(1)
    return float(either.sum() / either.numel())


def _spread_between_groups(offset: Tensor, groups: int) -> Tensor:
    """Return how far the offsets of the groups are from their mean over the groups, averaged over taps and units.

    At each tap and unit that is the deviation of a vector, as over the units. In input pixels; 0 for one group.
    """
    if groups == 1:
        return offset.new_zeros(())
    parts = offset[0].unflatten(0, (groups, -1, 2))
    return (parts - parts.mean(0)).square_().mean(0).sum(1).sqrt_().mean()


def _reach(mean_offset: Tensor, geometry: ConvGeometry) -> float:
    """Return the effective dilation of the mean constellation; NaN for a kernel of one tap.

    That is the root mean square distance of the taps from their middle, as a multiple of what it is for the rigid
    taps one pixel apart.

    Args:
        mean_offset: (G·K, 2), the offsets averaged over all units, in input pixels.
        geometry: the rigid taps.
    """
    unit = torch.tensor([geometry.tap_direction(tap) for tap in range(geometry.taps)]).to(mean_offset)
    rigid = unit * torch.tensor(geometry.dilation).to(unit)
    points = rigid + mean_offset.unflatten(0, (-1, geometry.taps))
    away = points - points.mean(1, keepdim=True)
    size = unit.square().sum(1).mean().sqrt()
    return float(away.square().sum(2).mean().sqrt() / size) if float(size) > 0 else math.nan
