"""A training pauses where a measure passes the value that is watched for."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
import torch
from engine_fakes import METRIC, FakeLab, LoopBench, one, only

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import SourceKind
from vizapp.document.watchpoint import Side, Watchpoint
from vizapp.engine.watch import EXAMINED_EVERY, Watch
from vizapp.labs.brought import BroughtArrays
from vizapp.labs.capabilities import Measure
from vizapp.labs.networks import NetworkSource
from vizapp.protocol.commands import Adjust, Reset, Run, Step
from vizapp.protocol.events import Failed, Progress, RunningChanged
from vizapp.protocol.metric import LOSS, Metric
from vizapp.wording.problems import sentence


class ExaminedLab(FakeLab):
    """Its trainer's measures, and one that is dear: three times the number of the step."""

    examinations: int = 0
    fails = False

    def examined(self) -> Sequence[Measure]:
        self.examinations += 1
        if self.fails:
            raise ArithmeticError("cannot be measured")
        return (Measure("doctor.mean", "mean length", "px", 3.0 * self.training.step_count),)


class ExaminedBench(LoopBench):
    def _create(
        self,
        experiment: Experiment,
        kind: SourceKind,
        values: np.ndarray,
        device: torch.device,
        brought: BroughtArrays | None = None,
        network: NetworkSource | None = None,
    ) -> FakeLab:
        self.labs.append(ExaminedLab(experiment, self.clock))
        return self.labs[-1]


def watching(measure: str, side: Side, value: float) -> Experiment:
    return Experiment(device="cpu").with_spec(DeformableSpec(stop_when=Watchpoint(measure, side, value)))


def bench_watching(measure: str, side: Side, value: float) -> ExaminedBench:
    bench = ExaminedBench()
    bench.begin(watching(measure, side, value))
    return bench


def test_a_run_pauses_at_the_step_that_passes_and_says_why() -> None:
    bench = bench_watching("distance", "above", 10.0)
    bench.send(Run)
    bench.advance(40)
    assert bench.trainer.step_count == 6, "the fake's distance is twice the number of the step"
    begun, ended = only(bench.published, RunningChanged)
    assert (begun.running, begun.why) == (True, None)
    assert (ended.running, ended.step) == (False, 6)
    assert ended.why is not None
    assert ended.why.field == "stop_when"
    assert sentence(ended.why).startswith("Paused at step 6: Distance was 12 px at step 5, above 10 px; Run goes on")
    last = only(bench.published, Progress)[-1]
    assert last.first_step + len(last.series["loss"]) - 1 == 6
    assert bench.published.index(last) < bench.published.index(ended), "the curve comes before the reason"


def test_it_goes_on_and_pauses_again_only_after_the_measure_has_been_back() -> None:
    bench = bench_watching("loss", "above", 5.0)
    bench.trainer.loss = lambda step: 9.0 if step % 20 > 10 else 1.0
    pauses = []
    for _ in range(3):
        bench.send(Run)
        bench.advance(60)
        pauses.append(bench.trainer.step_count)
    assert pauses == [11, 31, 51]


def test_one_that_is_passed_already_pauses_at_the_next_step() -> None:
    bench = bench_watching("loss", "below", 100.0)
    bench.send(Step, 20)
    bench.advance(30)
    assert bench.trainer.step_count == 1
    assert one(bench.take(), RunningChanged).why is not None
    bench.send(Step, 20)
    bench.advance(30)
    assert bench.trainer.step_count == 21
    assert only(bench.take(), RunningChanged) == []


@pytest.mark.parametrize("anew", ["reset", "other value"])
def test_a_fresh_start_and_another_value_are_compared_anew(anew: str) -> None:
    bench = bench_watching("loss", "above", 3.0)
    bench.send(Run)
    bench.advance(20)
    assert bench.trainer.step_count == 4
    if anew == "reset":
        bench.generation += 1
        bench.send(Reset, bench.generation)
        expected = 4
    else:
        bench.send(Adjust, watching("loss", "above", 2.5))
        expected = 5
    bench.send(Run)
    bench.advance(20)
    assert bench.trainer.step_count == expected


def test_what_is_no_metric_is_measured_at_every_tenth_step_and_only_while_it_is_watched() -> None:
    bench = bench_watching("doctor.mean", "above", 40.0)
    bench.send(Run)
    bench.advance(60)
    assert bench.trainer.step_count == 2 * EXAMINED_EVERY + 1 == 21, "3 · 11 is not yet above 40"
    lab = bench.lab
    assert isinstance(lab, ExaminedLab)
    assert lab.examinations == 3
    why = only(bench.take(), RunningChanged)[-1].why
    assert why is not None
    assert "mean length was 63 px at step 20, above 40 px" in sentence(why)
    bench.send(Adjust, watching("distance", "above", 1e6))
    bench.send(Step, 30)
    bench.advance(40)
    assert lab.examinations == 3


@pytest.mark.parametrize("measure", ["doctor.nothing", "psnr"])
def test_what_is_not_measured_has_no_effect(measure: str) -> None:
    bench = bench_watching(measure, "above", -1e6)
    bench.send(Step, 12)
    bench.advance(20)
    assert bench.trainer.step_count == 12


def test_what_cannot_be_measured_stops_the_training_as_any_error_does() -> None:
    bench = bench_watching("doctor.mean", "above", 1.0)
    lab = bench.lab
    assert isinstance(lab, ExaminedLab)
    lab.fails = True
    bench.send(Run)
    bench.advance(5)
    assert bench.trainer.step_count == 1
    assert "cannot be measured" in sentence(one(bench.take(), Failed).problem)


def test_steps_without_a_value_are_passed_over() -> None:
    watch, lab = Watch(), LoopBench()._create(Experiment(), "image", np.zeros(1), torch.device("cpu"))
    watch.follow(DeformableSpec(stop_when=Watchpoint("distance", "below", 5.0)))
    values = [9.0, math.nan, 4.0, math.nan, 3.0, math.nan, 6.0, 4.0]
    found = [watch.passed(step + 1, {"distance": value}, (LOSS, METRIC), lab) for step, value in enumerate(values)]
    assert [None if each is None else (each.step, each.value) for each in found] == [
        None, None, (3, 4.0), None, None, None, None, (8, 4.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        (LOSS, "Loss"),
        (Metric("unseen_loss", "Loss", unseen=True), "Loss, unseen"),
        (Metric("free_loss", "Loss", run="free"), "Loss, free map"),
        (Metric("free_unseen_loss", "Loss", run="free", unseen=True), "Loss, free map, unseen"),
    ],
)
def test_what_has_passed_is_called_as_where_it_was_chosen(metric: Metric, said: str) -> None:
    watch, experiment = Watch(), watching(metric.name, "below", 1.0)
    watch.follow(experiment.spec)
    lab = FakeLab(experiment, LoopBench().clock)
    passed = watch.passed(7, {metric.name: 0.5}, (metric,), lab)
    assert passed is not None
    assert sentence(passed.problem).startswith(f"Paused at step 7: {said} was 0.5 at step 6, below 1;")
