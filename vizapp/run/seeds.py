"""What several seeds reach: the same training again with other weights and crops, and how far the results spread."""

from __future__ import annotations

import math
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.protocol.metric import Metric
from vizapp.run.progress_line import ProgressLine
from vizapp.run.training_steps import Training, train
from vizapp.wording.columns import display_width, padded
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.labs.base import Lab


@dataclass(frozen=True)
class SeedResult:
    """What one training has reached in the end, by the names of the metrics."""

    seed: int
    final: Mapping[str, float]


def train_seeds(
    experiment: Experiment,
    count: int,
    lab: Lab,
    build: Callable[[Experiment], Lab],
    steps: int,
    device: str,
    stop: Callable[[], bool],
    known: Sequence[SeedResult] = (),
    reached: Callable[[SeedResult], None] = lambda result: None,
) -> tuple[dict[str, Any] | None, Training]:
    """Train with the seeds after that of ``experiment``, with which ``lab`` is trained already, and print a table.

    Args:
        experiment: the document.
        count: of the seeds.
        lab: with the first of them.
        build: builds one for another seed.
        steps: of each training.
        device: the label of the device, for sentences.
        stop: called before every step; returns whether to end.
        known: what those have reached that were trained before.
        reached: is called with what each has reached.

    Returns:
        What all have reached, or None where that is one only; and how the last training has ended.
    """
    assert lab.trainer is not None
    results, training = [SeedResult(experiment.seed, lab.trainer.final_measures()), *known], Training()
    for seed in range(experiment.seed + len(results), experiment.seed + count):
        print(translate("CommandLine", "seed {seed}").format(seed=seed), file=sys.stderr)
        trainer = build(msgspec.structs.replace(experiment, seed=seed)).trainer
        assert trainer is not None
        line = ProgressLine(sys.stderr, steps)
        training = train(trainer, device, steps, stop, line)
        line.end()
        if training.ending != "done":
            break
        results.append(SeedResult(seed, trainer.final_measures()))
        reached(results[-1])
    summary = seeds_summary(results, lab.describe().metrics, experiment)
    if summary is not None:
        print(seeds_table(summary))
    return summary, training


def seeds_summary(
    results: Sequence[SeedResult], metrics: Sequence[Metric], experiment: Experiment
) -> dict[str, Any] | None:
    """Return what stands under "seeds" in metrics.json; None where one seed only was trained.

    For every run and every measure of the part held out: its value with each seed, their mean, and their sample
    standard deviation as "spread"; of the PSNR also the "gain" over its reference, in dB.
    """
    if len(results) < 2:
        return None
    task = experiment.spec.task_spec
    main = task.upsampler.name if isinstance(task, SuperResolveSpec) else ""
    by_run: dict[str, dict[str, Any]] = {}
    for metric in (metric for metric in metrics if metric.every > 1):
        own = metric if not metric.run else _of_main(metric, metrics)
        values = [result.final.get(metric.name, math.nan) for result in results]
        entry = by_run.setdefault(metric.run or main, {})
        entry[own.name] = _spread(values)
        for reference in own.references.values():
            entry["gain"] = _spread([value - reference for value in values])
    return {"seeds": [result.seed for result in results], "runs": by_run}


def seeds_table(summary: Mapping[str, Any]) -> str:
    """Return the gain of every run over its reference, and its SSIM, as lines of text; mean ± spread."""
    count = len(summary["seeds"])
    head = (
        translate("CommandLine", "upsampler"),
        "PSNR dB",
        translate("CommandLine", "gain dB"),
        "SSIM",
        translate("CommandLine", "gain by seed"),
    )
    rows = [head]
    for run, entry in summary["runs"].items():
        gains = entry.get("gain", {}).get("values", [])
        listed = " ".join("–" if gain is None else f"{gain:+.2f}" for gain in gains)
        cells = (_cell(entry.get("psnr"), "", 2), _cell(entry.get("gain"), "+", 2), _cell(entry.get("ssim"), "", 4))
        rows.append((run, *cells, listed))
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    text = translate(
        "CommandLine", "mean ± standard deviation over {count} seeds; gain is over bicubic interpolation"
    )
    return "\n".join((*lines, text.format(count=count)))


def _of_main(metric: Metric, metrics: Sequence[Metric]) -> Metric:
    """Return the metric of the main run that ``metric`` of another run is like."""
    return next(each for each in metrics if not each.run and metric.name == f"{metric.run}_{each.name}")


def _spread(values: Sequence[float]) -> dict[str, Any]:
    finite = [value for value in values if math.isfinite(value)]
    return {
        "values": [value if math.isfinite(value) else None for value in values],
        "mean": statistics.fmean(finite) if finite else None,
        "spread": statistics.stdev(finite) if len(finite) > 1 else None,
    }


def _cell(entry: Mapping[str, Any] | None, sign: str, decimals: int) -> str:
    if entry is None or entry["mean"] is None:
        return "–"
    spread = "" if entry["spread"] is None else f" ± {entry['spread']:.{decimals}f}"
    return f"{entry['mean']:{sign}.{decimals}f}{spread}"
