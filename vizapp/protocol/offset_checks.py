"""Checks of the answers about the offsets of a deformable layer at all units; each raises a ``ReplyError``."""

from __future__ import annotations

import math

import numpy as np

from vizapp.protocol.offset_answers import KERNEL_BINS, MAX_OFFSET, Field, KernelDensity, OffsetReport, Placed
from vizapp.protocol.reply_limits import MAX_KERNEL_TAPS, MAX_NUMBER, MAX_POINTS
from vizapp.protocol.requests import MAX_FIELD_UNITS, MAX_LISTED
from vizapp.protocol.value_checks import (
    check_array,
    check_counts,
    check_region,
    check_texts,
    require,
    require_different,
)
from vizapp.wording.offset_findings import known_findings


def check_offset_report(report: OffsetReport) -> None:
    """Require known findings, each once, with a measure."""
    require_different([finding.code for finding in report.findings], "a finding")
    for finding in report.findings:
        require(finding.code in known_findings(), f"nothing is known of the finding {finding.code[:20]!r}")
        require(finding.value >= 0, "a finding is no measure")
        require(finding.limit is None or 0 <= finding.limit <= MAX_NUMBER, "a limit is no limit")
        check_texts(finding.tap)


def check_field(field: Field) -> None:
    """Require finite offsets, as many as the region has at these steps."""
    sides = check_region("a field", field.region)
    require(field.tap is None or 0 <= field.tap < MAX_POINTS, f"there is no tap {field.tap}")
    require(all(1 <= step <= side for step, side in zip(field.step_yx, sides, strict=True)), "a step is no step")
    given = [len(range(step // 2, side, step)) for step, side in zip(field.step_yx, sides, strict=True)]
    require(math.prod(given) <= MAX_FIELD_UNITS, f"a field of {math.prod(given)} units is too large")
    check_array("offset_yx", field.offset_yx, np.float32, (*given, 2))
    require(bool((np.abs(field.offset_yx) <= MAX_OFFSET).all()), "an offset is not finite or too large")
    require(0 <= field.reach <= 2 * MAX_OFFSET, f"offsets cannot reach {field.reach} pixels far")


def check_placed(placed: Placed) -> None:
    """Require distances, of no more points than are asked about."""
    check_array("away", placed.away, np.float32, (None,))
    require(len(placed.away) <= MAX_LISTED, f"{len(placed.away)} placed points were not asked about")
    require(not bool((placed.away < 0).any()), "a distance is negative")


def check_kernel_density(density: KernelDensity) -> None:
    """Require counts of the cells of a square."""
    require(0 <= density.group < MAX_POINTS, f"there is no offset group {density.group}")
    require(0 < density.frame <= MAX_OFFSET, f"a frame of {density.frame} pixels is none")
    check_array("counts", density.counts, np.int32, (None, KERNEL_BINS, KERNEL_BINS))
    require(1 <= len(density.counts) <= MAX_KERNEL_TAPS, f"a kernel has {len(density.counts)} taps")
    require(bool((density.counts >= 0).all()), "a count is negative")
    check_counts(outside=density.outside, broken=density.broken)
