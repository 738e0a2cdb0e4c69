"""The rules of the engine's loop, with a lab that only counts and a clock that only the test moves."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from engine_fakes import METRIC, NOTES, LoopBench, one, only
from msgspec.structs import replace

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.engine.pacing import LookPacing
from vizapp.engine.timeline import KEEP_EVERY
from vizapp.labs.base import DivergedError
from vizapp.protocol.commands import Adjust, Observe, Pause, Reset, Run, SetSource, Step, Taken
from vizapp.protocol.events import Configured, Failed, InputPicture, Progress, Ready, Refused, RunningChanged
from vizapp.protocol.messages import Reply
from vizapp.protocol.metric import LOSS
from vizapp.protocol.requests import Observation, PictureRequest, UnitsRequest
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.timeline import BranchesChanged, BranchInfo
from vizapp.wording.problems import ProblemError, sentence

ON_CPU = Experiment(device="cpu")
SUBPIXEL = replace(ON_CPU, lab="subpixel")


@pytest.fixture
def bench() -> LoopBench:
    bench = LoopBench()
    bench.begin()
    return bench


def adjusted(learning_rate: float) -> Experiment:
    return ON_CPU.with_spec(DeformableSpec(learning_rate=learning_rate))


def probe(n: int, channel: int | None = None) -> Observation:
    """Ask for unit (n, n)."""
    return Observation({"probe": UnitsRequest(((n, n),))}, channel)


def steps_in(replies: list[Reply], generation: int) -> list[float]:
    """The steps that progress events tell of, checked for gaps; the fake lab's loss is its step number."""
    losses: list[float] = []
    for progress in only(replies, Progress):
        if progress.generation == generation:
            assert progress.first_step == progress.series["loss"][0]
            losses += progress.series["loss"].tolist()
    return losses


# Configuring -----------------------------------------------------------------------------------------------------


def test_it_says_what_it_has() -> None:
    bench = LoopBench()
    bench.loop.greet()
    ready = one(bench.published, Ready)
    assert ready.devices[-1].name == "cpu"
    assert ready.torch_version == torch.__version__


def test_configuring_shows_the_lab() -> None:
    bench = LoopBench()
    bench.send(SetSource, "image", np.zeros((8, 10, 3), np.uint8))
    seq = bench.configure()
    assert bench.loop.advance() is None
    configured, branches, picture, snapshot = bench.published
    assert isinstance(configured, Configured)
    assert isinstance(branches, BranchesChanged)
    assert (branches.present, branches.branches) == (1, (BranchInfo(1, None, 0, "start", 0, KEEP_EVERY),))
    assert (configured.generation, configured.lab, configured.step) == (1, "deformable", 0)
    assert configured.output_shape == (9, 8, 10)
    assert configured.device.name == "cpu"
    assert configured.metrics == (LOSS, METRIC)
    assert (configured.notes, configured.covered, configured.held_out_from) == (NOTES, (0.75, 1.0), 6)
    assert isinstance(picture, InputPicture)
    assert picture.channels == (0, 1, 2)
    assert isinstance(snapshot, Snapshot)
    assert (snapshot.generation, snapshot.applied, snapshot.step, snapshot.running) == (1, seq, 0, False)
    assert snapshot.memory_bytes > 2**20


def test_without_a_source_there_is_a_sentence() -> None:
    bench = LoopBench()
    seq = bench.configure()
    bench.advance()
    refused = one(bench.published, Refused)
    assert (refused.seq, refused.generation) == (seq, 1)
    assert "open a source" in sentence(refused.problem)


def test_a_device_that_does_not_exist_is_refused(bench: LoopBench) -> None:
    bench.configure(replace(ON_CPU, device="cuda:77"))
    bench.advance()
    assert "auto or one of: " in sentence(one(bench.take(), Refused).problem)


def test_what_a_lab_refuses_is_told_and_the_lab_before_goes_on_when_it_is_asked_for_again(bench: LoopBench) -> None:
    bench.send(Step, 3)
    bench.advance(3)
    bench.take()
    bench.create_error = ProblemError(
        "shuffle.image-too-small", "upscale_factor", size=(3, 9), factor=4, least=(4, 4)
    )
    bench.configure(replace(ON_CPU, seed=1))
    bench.advance()
    replies = bench.take()
    problem = one(replies, Refused).problem
    assert (problem.code, problem.field) == ("shuffle.image-too-small", "upscale_factor")
    assert sentence(problem) == "The image has 9 × 3 pixels; a factor of 4 needs at least 4 × 4."
    assert len(replies) == 1
    bench.send(Step)
    bench.advance()
    assert one(bench.take(), Refused).seq == bench.seq
    bench.create_error = None
    bench.configure(ON_CPU)
    bench.advance()
    assert one(bench.take(), Configured).step == 3
    assert len(bench.labs) == 1


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("DefaultCPUAllocator: not enough memory: you tried")])
def test_memory_that_runs_out_while_configuring_names_the_working_size(bench: LoopBench, error: Exception) -> None:
    bench.create_error = error
    bench.configure(replace(ON_CPU, seed=1))
    bench.advance()
    assert "smaller working size" in sentence(one(bench.take(), Refused).problem)


def test_an_unexpected_error_while_configuring_is_told_with_its_traceback(bench: LoopBench) -> None:
    bench.create_error = ZeroDivisionError("division by zero")
    bench.configure(replace(ON_CPU, seed=1))
    bench.advance()
    replies = bench.take()
    assert "division by zero" in sentence(one(replies, Refused).problem)
    assert "ZeroDivisionError" in one(replies, Failed).detail


def test_labs_that_are_switched_between_go_on_where_they_stood(bench: LoopBench) -> None:
    bench.send(Step, 2)
    bench.advance(2)
    bench.configure(SUBPIXEL)
    bench.advance()
    bench.send(Step, 1)
    bench.advance()
    bench.take()
    bench.configure(adjusted(0.5))
    bench.advance()
    assert one(bench.take(), Configured).step == 2
    assert bench.labs[0].experiment.spec_of(DeformableSpec).learning_rate == 0.5
    bench.configure(SUBPIXEL)
    bench.advance()
    assert one(bench.take(), Configured).step == 1
    assert len(bench.labs) == 2


def test_another_setting_or_source_begins_at_step_0(bench: LoopBench) -> None:
    bench.send(Step, 2)
    bench.advance(2)
    bench.take()
    bench.configure(replace(ON_CPU, seed=1))
    bench.advance()
    assert one(bench.take(), Configured).step == 0
    bench.send(Step, 2)
    bench.advance(2)
    bench.take()
    bench.send(SetSource, "image", np.zeros((8, 10, 3), np.uint8))
    bench.configure(replace(ON_CPU, seed=1))
    bench.advance()
    assert one(bench.take(), Configured).step == 0
    assert len(bench.labs) == 3


def test_another_source_makes_the_other_lab_begin_again_too(bench: LoopBench) -> None:
    bench.configure(SUBPIXEL)
    bench.advance()
    bench.send(SetSource, "image", np.zeros((8, 10, 3), np.uint8))
    bench.configure(SUBPIXEL)
    bench.advance()
    bench.configure(ON_CPU)
    bench.advance()
    assert len(bench.labs) == 4


def test_switching_pauses(bench: LoopBench) -> None:
    bench.send(Run)
    bench.advance(3)
    bench.take()
    bench.configure(SUBPIXEL)
    bench.advance()
    replies = bench.take()
    kinds = [type(reply) for reply in replies]
    assert kinds.index(RunningChanged) < kinds.index(Configured)
    assert one(replies, RunningChanged).generation == 1
    assert not one(replies, Snapshot).running
    assert bench.advance() is None


def test_reset_begins_again_with_the_present_adjustments(bench: LoopBench) -> None:
    bench.send(Step, 2)
    bench.advance(2)
    bench.send(Adjust, adjusted(0.5))
    bench.advance()
    bench.take()
    bench.send(Reset, 9)
    bench.advance()
    replies = bench.take()
    configured = one(replies, Configured)
    assert (configured.generation, configured.step) == (9, 0)
    assert one(replies, Snapshot).generation == 9
    assert bench.lab.experiment.spec_of(DeformableSpec).learning_rate == 0.5


# Commands that pile up ------------------------------------------------------------------------------------------


def test_only_the_last_of_piled_up_adjustments_and_observations_counts(bench: LoopBench) -> None:
    for n in range(1, 6):
        bench.send(Adjust, adjusted(n / 10))
        bench.send(Observe, probe(n))
    bench.advance()
    snapshot = one(bench.take(), Snapshot)
    assert snapshot.applied == bench.seq
    assert bench.lab.experiment.spec_of(DeformableSpec).learning_rate == 0.5
    assert [requests for requests, _ in bench.lab.looks[1:]] == [probe(5).requests]


def test_an_adjustment_is_shown_with_its_number_before_the_next_step(bench: LoopBench) -> None:
    bench.send(Run)
    bench.run_for(0.0)
    bench.advance()
    bench.take()
    placed = DeformableSpec(placed_points=(PlacedPoint(Tap(0, 0), (1.0, 1.0)),))
    seq = bench.send(Adjust, ON_CPU.with_spec(placed))
    bench.advance()
    replies = bench.take()
    assert one(replies, Snapshot).applied == seq
    assert bench.lab.experiment.spec_of(DeformableSpec) == placed


def test_an_adjustment_that_the_lab_refuses_is_told(bench: LoopBench) -> None:
    seq = bench.send(Adjust, adjusted(9.5))
    bench.advance()
    replies = bench.take()
    assert one(replies, Refused).seq == seq
    assert one(replies, Snapshot).applied == seq


def test_an_adjustment_that_would_need_another_lab_is_refused(bench: LoopBench) -> None:
    bench.send(Adjust, replace(ON_CPU, seed=1))
    bench.advance()
    assert "configured" in sentence(one(bench.take(), Refused).problem)


def test_piled_up_documents_are_not_all_built(bench: LoopBench) -> None:
    for seed in range(1, 10):
        bench.configure(replace(ON_CPU, seed=seed))
    bench.advance()
    configured = one(bench.take(), Configured)
    assert configured.generation == 10
    assert len(bench.labs) == 2
    assert bench.lab.experiment.seed == 9


# Snapshots --------------------------------------------------------------------------------------------------------


def test_no_snapshot_is_sent_before_the_last_one_was_taken() -> None:
    bench = LoopBench()
    bench.send(SetSource, "image", np.zeros((8, 10, 3), np.uint8))
    bench.configure()
    bench.advance()
    for n in range(5):
        bench.send(Observe, probe(n))
        bench.advance()
    assert len(only(bench.published, Snapshot)) == 1
    bench.loop.apply(Taken())
    assert bench.advance() is None
    newest = only(bench.published, Snapshot)[-1]
    assert newest.applied == bench.seq
    assert bench.lab.looks[-1][0] == probe(4).requests
    assert len(bench.lab.looks) == 2, "what nobody was to see was not computed"


def test_nothing_new_is_not_sent(bench: LoopBench) -> None:
    assert bench.advance(5) is None
    assert bench.take() == []


def test_the_working_copy_is_sent_again_only_if_another_channel_is_asked_for(bench: LoopBench) -> None:
    bench.send(Observe, probe(1))
    bench.advance()
    assert only(bench.take(), InputPicture) == []
    bench.send(Observe, Observation(input_channel=2))
    bench.advance()
    assert one(bench.take(), InputPicture).channels == (2,)
    bench.send(Reset, 2)
    bench.advance()
    assert one(bench.take(), InputPicture).generation == 2


def test_while_it_trains_looking_may_reuse_the_last_step_and_afterwards_not(bench: LoopBench) -> None:
    bench.send(Run)
    bench.trainer.step_seconds = 0.05
    bench.run_for(0.5)
    assert {exact for _, exact in bench.lab.looks[1:]} == {False}
    bench.send(Pause)
    bench.advance()
    assert bench.lab.looks[-1][1] is True


@pytest.mark.parametrize("step_seconds", [0.001, 0.008, 0.1])
@pytest.mark.parametrize("look_seconds", [0.0005, 0.004, 0.05])
def test_watching_takes_a_small_share_of_the_time(bench: LoopBench, step_seconds: float, look_seconds: float) -> None:
    bench.trainer.step_seconds, bench.lab.look_seconds = step_seconds, look_seconds
    bench.send(Run, None)
    replies = bench.run_for(20.0)
    looks = len(only(replies, Snapshot))
    assert looks * look_seconds < 0.06 * 20.0
    assert looks > 0.5 * min(20 * 30, 20 / step_seconds, 20 * 0.05 / look_seconds)
    assert looks <= 20 * 30 + 1


def test_time_that_is_left_between_slow_steps_is_for_looking(bench: LoopBench) -> None:
    bench.trainer.step_seconds, bench.lab.look_seconds = 0.01, 0.02
    bench.send(Run, 10.0)
    replies = bench.run_for(5.0)
    assert len(only(replies, Snapshot)) >= 49
    assert bench.trainer.step_count == pytest.approx(50, abs=1)


def test_a_window_that_does_not_draw_does_not_stop_the_training(bench: LoopBench) -> None:
    bench.trainer.step_seconds = 0.01
    bench.send(Run)
    replies = bench.run_for(2.0, draws=False)
    assert len(only(replies, Snapshot)) == 1
    assert bench.trainer.step_count >= 199
    assert steps_in(replies, 1) == list(range(1, len(steps_in(replies, 1)) + 1))


def drag(bench: LoopBench, moves: int) -> list[float]:
    """Move a point sixty times a second, as a hand does, and return the seconds until each move was shown."""
    sent: dict[int, float] = {}
    shown: list[float] = []
    begun = bench.clock.now
    for move in range(moves):
        while bench.clock.now < begun + move / 60:
            patience = bench.loop.advance()
            for snapshot in only(bench.take(), Snapshot):
                for seq in [seq for seq in sent if seq <= snapshot.applied]:
                    shown.append(bench.clock.now - sent.pop(seq))
            assert patience is not None
            bench.clock.now = min(bench.clock.now + patience, max(bench.clock.now, begun + move / 60))
        # The move came while the loop was busy, if it is late.
        sent[bench.send(Adjust, adjusted(0.01 + move / 1000))] = begun + move / 60
    return shown


@pytest.mark.parametrize("step_seconds", [0.006, 0.010, 0.015, 0.060])
@pytest.mark.parametrize("limit", [None, 30.0])
def test_a_drag_is_followed_while_it_trains_and_half_of_the_speed_stays(
    bench: LoopBench, limit: float | None, step_seconds: float
) -> None:
    bench.trainer.step_seconds, bench.lab.look_seconds = step_seconds, 0.010
    bench.send(Run, limit)
    bench.run_for(4.0)
    unhindered = bench.trainer.step_count
    seconds = drag(bench, 240)  # four seconds
    # A move that comes while a step begins waits for the step and for the look before it.
    assert np.percentile(seconds, 95) < 2 * 0.010 + max(step_seconds, 0.018) + 0.006
    assert bench.trainer.step_count - unhindered >= 0.49 * unhindered


def test_steps_that_cannot_be_felt_do_not_give_way(bench: LoopBench) -> None:
    bench.trainer.step_seconds, bench.lab.look_seconds = 0.002, 0.002
    bench.send(Run)
    bench.run_for(1.0)
    before = bench.trainer.step_count
    drag(bench, 240)
    assert bench.trainer.step_count - before > 4.0 / 0.002 * 0.8


def test_a_step_is_not_held_up_by_the_speed_that_was_run_at(bench: LoopBench) -> None:
    bench.send(Run, 1.0)
    bench.advance(2)
    bench.send(Pause)
    bench.advance()
    done = bench.trainer.step_count
    bench.send(Step)
    bench.advance()
    assert bench.trainer.step_count == done + 1


# Training -----------------------------------------------------------------------------------------------------


def test_a_step_is_told_and_shown_at_once(bench: LoopBench) -> None:
    seq = bench.send(Step, 1)
    assert bench.advance() is None
    progress, snapshot = bench.take()
    assert isinstance(progress, Progress)
    np.testing.assert_array_equal(progress.series["distance"], [2.0])
    assert isinstance(snapshot, Snapshot)
    assert (snapshot.step, snapshot.applied) == (1, seq)
    assert bench.lab.looks[-1][1] is True


def test_several_steps_are_done_and_then_no_more(bench: LoopBench) -> None:
    bench.send(Step, 4)
    bench.send(Step, 3)
    replies = bench.run_for(1.0)
    assert bench.trainer.step_count == 7
    assert steps_in(replies, 1) == [1, 2, 3, 4, 5, 6, 7]
    assert only(replies, Snapshot)[-1].step == 7


def test_a_pause_ends_the_steps_that_are_left(bench: LoopBench) -> None:
    bench.send(Step, 100)
    bench.advance(3)
    bench.send(Pause)
    assert bench.advance() is None
    assert bench.trainer.step_count == 3


def test_running_and_pausing_is_told(bench: LoopBench) -> None:
    bench.send(Run)
    assert bench.advance() == 0
    assert one(bench.take(), RunningChanged).running
    bench.advance(4)
    bench.send(Pause)
    assert bench.advance() is None
    replies = bench.take()
    kinds = [type(reply) for reply in replies]
    assert kinds.index(Progress) < kinds.index(RunningChanged)
    changed = one(replies, RunningChanged)
    assert (changed.running, changed.step) == (False, 5)
    assert not only(replies, Snapshot)[-1].running


@pytest.mark.parametrize("limit", [1.0, 7.0, 60.0, 240.0])
def test_the_speed_that_is_asked_for_is_kept(bench: LoopBench, limit: float) -> None:
    bench.trainer.step_seconds, bench.lab.look_seconds = 0.6 / limit, 0.001
    bench.send(Run, limit)
    replies = bench.run_for(30.0)
    assert bench.trainer.step_count == pytest.approx(30 * limit, rel=0.02, abs=1)
    if limit > 1:
        assert only(replies, Snapshot)[-1].steps_per_second == pytest.approx(limit, rel=0.1)


def test_a_long_wait_is_not_made_up_for_by_a_burst(bench: LoopBench) -> None:
    bench.send(Run, 100.0)
    bench.run_for(1.0)
    before = bench.trainer.step_count
    bench.clock.now += 10.0
    bench.run_for(0.5)
    assert bench.trainer.step_count - before < 65


def test_the_rate_begins_anew_after_a_pause(bench: LoopBench) -> None:
    bench.trainer.step_seconds = 0.01
    bench.send(Run)
    bench.run_for(1.0)
    bench.send(Pause)
    bench.advance()
    bench.take()
    bench.clock.now += 60
    bench.send(Step, 1)
    bench.advance()
    assert one(bench.take(), Snapshot).steps_per_second == 0.0


def test_progress_has_no_gaps_over_pauses_steps_and_switches(bench: LoopBench) -> None:
    bench.trainer.step_seconds = 0.007
    replies: list[Reply] = []
    bench.send(Run)
    replies += bench.run_for(0.4)
    bench.send(Pause)
    replies += bench.run_for(0.1)
    bench.send(Step, 5)
    replies += bench.run_for(0.1)
    bench.send(Run, 20.0)
    replies += bench.run_for(0.51)
    done = bench.trainer.step_count
    bench.configure(SUBPIXEL)
    bench.advance()
    replies += bench.take()
    assert steps_in(replies, 1) == list(range(1, done + 1))
    assert len(only(replies, Progress)) < 60, "gathered, not one message a step"


def test_a_lab_without_training_says_so() -> None:
    bench = LoopBench()
    bench.begin(SUBPIXEL.with_spec(SubpixelSpec(task=ShuffleSpec())))
    seq = bench.send(Run)
    assert bench.advance() is None
    refused = one(bench.take(), Refused)
    assert refused.seq == seq
    assert "nothing to train" in sentence(refused.problem)


# Failures ------------------------------------------------------------------------------------------------------


def test_a_loss_that_is_not_finite_pauses_and_says_what_to_do(bench: LoopBench) -> None:
    bench.trainer.loss = lambda step: float("nan") if step == 4 else float(step)
    bench.send(Run)
    bench.advance(4)
    replies = bench.take()
    failed = one(replies, Failed)
    assert sentence(failed.problem) == (
        "Training diverged at step 4: the loss is not finite; it is back at step 0, the last good one that was kept; "
        "lower the learning rate and go on, or reset."
    )
    assert [(reply.running, reply.step) for reply in only(replies, RunningChanged)][1:] == [(False, 0), (False, 0)]
    told = np.concatenate([progress.series["loss"] for progress in only(replies, Progress)])
    np.testing.assert_array_equal(told, [1, 2, 3])
    assert bench.advance() is None


def test_offsets_that_are_not_finite_are_a_divergence(bench: LoopBench) -> None:
    def refuse() -> None:
        raise DivergedError("training.offsets-not-finite")

    bench.trainer.before_step = refuse
    bench.send(Step, 5)
    assert bench.advance() is None
    failed = one(bench.take(), Failed)
    assert failed.problem.field == "learning_rate"
    assert failed.problem.values["rate"] == ON_CPU.spec_of(DeformableSpec).learning_rate
    assert sentence(failed.problem) == (
        "Training diverged at step 1: the offsets are not finite; it is back at step 0, the last good one that was "
        "kept; lower the learning rate and go on, or reset."
    )
    assert failed.detail == "", "it is no error of the program"


@pytest.mark.parametrize("error", [torch.OutOfMemoryError("CUDA out of memory"), MemoryError()])
def test_memory_that_runs_out_in_a_step_names_the_working_size(bench: LoopBench, error: Exception) -> None:
    def fail() -> None:
        raise error

    bench.trainer.before_step = fail
    bench.send(Run)
    assert bench.advance() is None
    replies = bench.take()
    assert "smaller working size" in sentence(one(replies, Failed).problem)
    assert not only(replies, RunningChanged)[-1].running


def test_an_error_in_a_step_pauses_and_the_engine_goes_on(bench: LoopBench) -> None:
    def fail() -> None:
        raise KeyError("weights")

    bench.trainer.before_step = fail
    bench.send(Run)
    assert bench.advance() is None
    failed = one(bench.take(), Failed)
    assert "training step 1" in sentence(failed.problem)
    assert "KeyError" in failed.detail
    bench.send(Reset, 2)
    bench.advance()
    bench.take()
    bench.send(Step)
    bench.advance()
    assert one(bench.take(), Snapshot).step == 1


def test_an_error_in_looking_is_told_once_and_not_for_ever(bench: LoopBench) -> None:
    def fail() -> None:
        raise IndexError("no such channel")

    bench.lab.before_look = fail
    bench.send(Observe, Observation({"map": PictureRequest("output", channel=3)}))
    assert bench.advance() is None
    assert "no such channel" in sentence(one(bench.take(), Failed).problem)
    assert bench.advance(3) is None
    assert bench.take() == []


def test_an_error_in_adjusting_is_told_and_pauses(bench: LoopBench) -> None:
    def fail() -> None:
        raise RuntimeError("value cannot be converted to type float without overflow")

    bench.send(Run)
    bench.advance(3)
    bench.take()
    bench.lab.before_adjust = fail
    bench.send(Adjust, adjusted(0.5))
    assert bench.advance() is None
    replies = bench.take()
    assert "without overflow" in sentence(one(replies, Failed).problem)
    assert [reply.running for reply in only(replies, RunningChanged)] == [False]
    bench.lab.before_adjust = lambda: None
    seq = bench.send(Adjust, adjusted(0.2))
    bench.advance()
    assert one(bench.take(), Snapshot).applied == seq
    assert bench.lab.experiment.spec_of(DeformableSpec).learning_rate == 0.2


def test_a_look_at_rest_does_not_keep_those_of_the_run_waiting() -> None:
    pacing = LookPacing()
    pacing.looked(10.0, 10.5, in_training=False)
    assert pacing.cost == 0
    assert pacing.wait(10.5, 0.0) == 0
    pacing.looked(11.0, 11.01)
    assert pacing.cost == pytest.approx(0.01)
    assert pacing.wait(11.01, 0.0) == pytest.approx(0.19), "a look in training may take a twentieth of the time"
