"""What a checkpoint says of its run: made from a plan and how far it came, and read again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from vizapp.keeping.pictures import PictureRole
from vizapp.keeping.run import KeptRun, ReachedBySeed
from vizapp.run.plan import Plan
from vizapp.run.seeds import SeedResult


def kept_run(
    plan: Plan,
    digests: Mapping[PictureRole, str],
    device: str,
    first: int,
    seconds: float,
    reached: Sequence[SeedResult],
    resumed: Sequence[int],
) -> KeptRun:
    """Return what is kept of a run.

    Args:
        plan: what it is to do.
        digests: of the pictures that it has read.
        device: the name of what it is computed on.
        first: the step that it began at.
        seconds: how long its steps have taken.
        reached: by those seeds that are done, but for the first.
        resumed: the steps at which it was gone on with.
    """
    import torch

    return KeptRun(
        steps=plan.steps,
        first=first,
        seconds=seconds,
        given=dict(plan.given),
        digests=dict(digests),
        device=device,
        threads=torch.get_num_threads(),
        torch=str(torch.__version__),
        figures=plan.figures,
        seeds=plan.seeds,
        reached=tuple(ReachedBySeed(each.seed, dict(each.final)) for each in reached),
        enlarges=plan.enlarge is not None,
        saves=plan.save is not None,
        resumed=tuple(resumed),
    )


def reached_before(run: KeptRun | None) -> list[SeedResult]:
    """Return what those seeds have reached that were done when a checkpoint was written."""
    return [
        SeedResult(each.seed, {name: math.nan if value is None else value for name, value in each.final.items()})
        for each in (() if run is None else run.reached)
    ]
