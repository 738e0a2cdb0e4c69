"""What the engine says, and what happens when it says nothing any more."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from session_fakes import CPU, MISFIT, PSNR, Bench, image, ready

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.watchpoint import Watchpoint
from vizapp.gui.deformable.requests import PROBE
from vizapp.problem import Problem
from vizapp.protocol.commands import Adjust, Configure, Observe, Pause, Reset, Run, SetSource, Step, Taken
from vizapp.protocol.events import Failed, InputPicture, Progress, Ready, Refused, RunningChanged
from vizapp.protocol.messages import PROTOCOL
from vizapp.protocol.metric import LOSS
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.protocol.wire import WireError, decode_command, encode
from vizapp.runaway import FOR_STEPS
from vizapp.session import memory_need
from vizapp.session.curves import CurveRecorder
from vizapp.session.stop_notice import PAUSED_BY_SWITCH
from vizapp.session.trail import LENGTH


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.begin()
    return bench


def points(value: float, taps: int = 9) -> np.ndarray:
    return np.full((taps, 2), value, np.float32)


# Curves and stale answers --------------------------------------------------------------------------------------


def test_curves_grow_without_gaps(bench: Bench) -> None:
    bench.progress(1, 3.0)
    first = bench.state.curves["deformable"]
    bench.progress(2, 2.0, 1.0)
    curves = bench.state.curves["deformable"]
    np.testing.assert_array_equal(curves.series["loss"], [3.0, 2.0, 1.0])
    np.testing.assert_array_equal(curves.series["distance"], [6.0, 4.0, 2.0])
    np.testing.assert_array_equal(first.series["loss"], [3.0])
    assert bench.state.transport.step == 3
    with pytest.raises(ValueError, match="read-only"):
        curves.series["loss"][0] = 0


def test_a_series_that_begins_or_ends_early_has_no_numbers_elsewhere(bench: Bench) -> None:
    bench.say(Progress(bench.generation, "deformable", 1, {"loss": np.array([3.0, 2.0])}))
    bench.say(Progress(bench.generation, "deformable", 3, {"distance": np.array([5.0])}))
    series = bench.state.curves["deformable"].series
    np.testing.assert_array_equal(series["distance"], [np.nan, np.nan, 5.0])
    np.testing.assert_array_equal(series["loss"], [3.0, 2.0, np.nan])


def test_a_hundred_thousand_steps_do_not_make_the_next_one_dear() -> None:
    moved = 0
    before = None
    recorder = CurveRecorder()
    for first in range(1, 100_001, 10):
        recorder.add(first, {"loss": np.ones(10)})
        after = recorder.curves().series["loss"].base
        moved += after is not before
        before = after
    assert moved < 12, "the values are moved to a larger place a few times only"


def test_configured_at_step_0_clears_the_curve_and_later_keeps_it(bench: Bench) -> None:
    bench.progress(1, 3.0, 2.0)
    bench.session.set_lab("subpixel")
    assert bench.state.transport.step == 2, "until the other lab has answered"
    bench.configured(shape=(3, 16, 20))
    assert bench.state.transport.step == 0
    bench.session.set_lab("deformable")
    bench.configured(step=2)
    assert bench.state.curves["deformable"].steps == 2
    assert bench.state.transport.step == 2
    bench.session.reset()
    assert bench.state.curves["deformable"].steps == 2
    bench.configured(step=0)
    assert bench.state.curves["deformable"].steps == 0


def test_references_come_with_configured(bench: Bench) -> None:
    bench.session.set_lab("subpixel")
    bench.configured(shape=(3, 16, 20))
    assert bench.state.configured is not None
    assert bench.state.configured.metrics == (LOSS, PSNR)
    assert PSNR.references == {"bicubic": 30.0}
    bench.progress(1, 2.0)
    assert bench.state.configured.metrics == (LOSS, PSNR)


def test_the_last_steps_before_a_switch_belong_to_the_curve(bench: Bench) -> None:
    bench.progress(1, 3.0)
    before = bench.generation
    bench.session.set_lab("subpixel")
    bench.progress(2, 2.0, generation=before, lab="deformable")
    assert bench.state.curves["deformable"].steps == 2
    bench.configured(shape=(3, 16, 20))
    assert bench.state.transport.step == 0
    bench.progress(3, 1.0, generation=before, lab="deformable")
    assert bench.state.transport.step == 0, "the other lab's steps are not this one's"


def test_a_curve_that_begins_again_forgets_what_came_after(bench: Bench) -> None:
    bench.progress(1, 3.0, 2.0, 1.0)
    handed_out = bench.state.curves["deformable"]
    bench.progress(2, 9.0)
    np.testing.assert_array_equal(bench.state.curves["deformable"].series["loss"], [3.0, 9.0])
    np.testing.assert_array_equal(handed_out.series["loss"], [3.0, 2.0, 1.0])


def test_an_engine_that_leaves_steps_out_is_broken(bench: Bench) -> None:
    bench.progress(3, 1.0)
    assert bench.state.engine.phase == "lost"
    assert bench.state.banner is not None
    assert "step 3 came after step 0" in bench.state.banner.text
    assert bench.engine.starts == 2


def test_answers_about_an_older_generation_are_dropped(bench: Bench) -> None:
    old = bench.generation
    bench.session.reset()
    bench.snapshot(5, generation=old)
    picture = Picture((0, 0, 1, 1), np.zeros((1, 1, 1), np.uint8), None, 0.0, 1.0)
    bench.say(
        InputPicture(old, (0,), picture),
        RunningChanged(old, True, 5),
        Refused(2, old, MISFIT),
    )
    assert bench.state.snapshot is None
    assert bench.state.input_picture is None
    assert not bench.state.transport.running
    assert (bench.state.refusal, bench.state.banner) == (None, None)


def test_a_new_generation_takes_down_what_the_old_one_showed(bench: Bench) -> None:
    bench.snapshot(1, points(1))
    assert bench.state.snapshot is not None
    assert bench.state.trail is not None
    assert bench.state.transport.memory_bytes == 34
    bench.session.reset()
    assert bench.state.snapshot is None
    assert bench.state.trail is None


# Snapshots and trails ------------------------------------------------------------------------------------------


def test_a_snapshot_is_taken_after_the_views_have_drawn_it(bench: Bench) -> None:
    bench.engine.take()
    told: list[int] = []
    bench.session.subscribe(lambda old, new: told.append(len(bench.engine.sent)))
    bench.snapshot(1)
    assert told == [0]
    assert [type(command) for command in bench.engine.sent] == [Taken]


def test_a_stale_snapshot_is_taken_too_so_that_another_may_come(bench: Bench) -> None:
    old = bench.generation
    bench.session.reset()
    bench.engine.take()
    bench.snapshot(1, generation=old)
    assert [type(command) for command in bench.engine.sent] == [Taken]


def test_the_trail_holds_the_last_points_of_the_probe(bench: Bench) -> None:
    for step in range(LENGTH + 5):
        bench.snapshot(step, points(step))
    trail = bench.state.trail
    assert trail is not None
    assert trail.shape == (LENGTH, 9, 2)
    assert trail.dtype == np.float32
    np.testing.assert_array_equal(trail[:, 3, 1], np.arange(5, LENGTH + 5))


def test_another_probe_begins_another_trail(bench: Bench) -> None:
    bench.snapshot(1, points(1))
    bench.session.pick((0, 0))
    assert bench.state.trail is None
    bench.snapshot(2, points(2))
    assert bench.state.trail is not None
    assert len(bench.state.trail) == 1


def test_points_moved_by_hand_leave_no_trail(bench: Bench) -> None:
    bench.snapshot(1, points(1))
    bench.snapshot(2, points(2))
    dragged = points(2)
    dragged[4] = 50
    bench.snapshot(2, dragged, placed=(4,))
    assert bench.state.trail is not None
    np.testing.assert_array_equal(bench.state.trail[:, 4, 0], [50, 50])
    np.testing.assert_array_equal(bench.state.trail[:, 0, 0], [1, 2])
    bench.snapshot(3, points(3))
    np.testing.assert_array_equal(bench.state.trail[:, 4, 0], [3, 3, 3])
    np.testing.assert_array_equal(bench.state.trail[:, 0, 0], [1, 2, 3])


def test_another_kernel_begins_another_trail(bench: Bench) -> None:
    bench.snapshot(1, points(1))
    bench.snapshot(2, points(2, taps=25))
    assert bench.state.trail is not None
    assert bench.state.trail.shape == (1, 25, 2)


def test_a_step_that_training_has_gone_back_to_begins_another_trail(bench: Bench) -> None:
    for step in (1, 2, 3):
        bench.snapshot(step, points(1000 * step))
    bench.snapshot(1, points(1))
    assert bench.state.trail is not None
    np.testing.assert_array_equal(bench.state.trail[:, 0, 0], [1])


def shown_points(bench: Bench) -> list[float]:
    answer = bench.state.answer(PROBE, UnitReadings)
    assert answer is not None
    (unit,) = answer.readings
    return unit.point_yx[4].tolist()


def test_a_point_that_was_taken_back_does_not_come_back_with_an_older_snapshot(bench: Bench) -> None:
    bench.snapshot(1, points(1))
    bench.session.place_point(Tap(0, 4), (5.0, 5.0))
    bench.session.end_gesture()
    placed = bench.seq
    bench.session.undo()
    bench.engine.take()
    bench.snapshot(1, points(5), placed=(4,), applied=placed)
    assert shown_points(bench) == [1, 1]
    assert bench.state.trail is not None
    np.testing.assert_array_equal(bench.state.trail[:, 4, 0], [1])
    assert [type(command) for command in bench.engine.sent] == [Taken], "the next may come"
    bench.snapshot(1, points(2))
    assert shown_points(bench) == [2, 2]


def test_while_a_point_is_held_what_comes_is_shown_and_then_its_last_move_is_waited_for(bench: Bench) -> None:
    seqs = []
    for place in (3.0, 4.0, 5.0):
        bench.session.place_point(Tap(0, 4), (place, place))
        seqs.append(bench.seq)
    bench.snapshot(1, points(3), placed=(4,), applied=seqs[0])
    assert shown_points(bench) == [3, 3]
    bench.session.end_gesture()
    bench.snapshot(1, points(4), placed=(4,), applied=seqs[1])
    assert shown_points(bench) == [3, 3]
    bench.snapshot(1, points(5), placed=(4,), applied=seqs[2])
    assert shown_points(bench) == [5, 5]


def test_looking_elsewhere_waits_for_nothing(bench: Bench) -> None:
    bench.session.place_point(Tap(0, 4), (5.0, 5.0))
    bench.session.end_gesture()
    placed = bench.seq
    bench.session.show_picture("right", "error")
    bench.snapshot(1, points(5), placed=(4,), applied=placed)
    assert shown_points(bench) == [5, 5]


# Training ------------------------------------------------------------------------------------------------------


def test_stepping_and_running_need_a_lab(bench: Bench) -> None:
    idle = Bench()
    idle.session.step()
    idle.session.run()
    idle.session.reset()
    assert idle.engine.sent == []
    bench.engine.take()
    bench.session.step(3)
    (command,) = bench.engine.sent
    assert isinstance(command, Step)
    assert command.count == 3


def test_a_switch_of_the_lab_says_that_it_has_paused_training(bench: Bench) -> None:
    bench.session.set_lab("subpixel")
    bench.configured(shape=(3, 16, 20))
    assert bench.state.banner is None, "nothing trained"
    bench.session.run()
    for lab in ("deformable", "subpixel", "deformable"):
        bench.session.set_lab(lab)
        bench.configured(shape=(3, 16, 20) if lab == "subpixel" else (9, 8, 10))
        assert not bench.state.transport.running
        assert bench.state.banner is not None
        assert (bench.state.banner.problem.code, bench.state.banner.kind) == (PAUSED_BY_SWITCH, "info")
        assert "Run goes on" in bench.state.banner.text
    bench.session.run()
    assert bench.state.banner is None
    bench.session.undo()
    assert bench.state.experiment.lab == "subpixel"
    assert bench.state.banner is not None, "an undo of the switch pauses it too"


def test_running_is_shown_at_once_and_what_was_said_before_is_not_believed(bench: Bench) -> None:
    bench.engine.take()
    bench.session.toggle_run()
    assert bench.state.transport.running
    bench.session.toggle_run()
    assert not bench.state.transport.running
    run, pause = bench.engine.sent
    assert isinstance(run, Run)
    assert run.steps_per_second == 30.0
    assert isinstance(pause, Pause)
    bench.say(RunningChanged(bench.generation, True, 0))
    assert not bench.state.transport.running, "that was before the pause"
    bench.say(RunningChanged(bench.generation, False, 4))
    assert bench.state.transport.step == 4
    bench.session.run()
    bench.say(RunningChanged(bench.generation, True, 4), RunningChanged(bench.generation, False, 9))
    assert not bench.state.transport.running


def test_a_pause_by_itself_is_told_until_training_goes_on(bench: Bench) -> None:
    bench.session.run()
    bench.say(RunningChanged(bench.generation, True, 0))
    bench.progress(1, *[0.5] * 7)
    values = {"what": "Loss", "value": 0.0812, "limit": 0.1, "unit": "", "step": 7, "measured": 6}
    bench.say(RunningChanged(bench.generation, False, 7, Problem("watch.below", "stop_when", values)))
    banner = bench.state.banner
    assert banner is not None
    assert (banner.kind, banner.actions) == ("info", ())
    assert banner.text.startswith("Paused at step 7: Loss was 0.0812 at step 6, below 0.1")
    assert not bench.state.transport.running
    assert [(change.step, change.what) for change in bench.state.curves["deformable"].changes] == [(7, "watchpoint")]
    bench.session.step()
    assert bench.state.banner is None


def test_another_watchpoint_is_no_change_of_the_training(bench: Bench) -> None:
    bench.progress(1, 0.5, 0.4)
    spec = bench.state.experiment.spec.replaced(stop_when=Watchpoint("loss", "below", 0.1))
    bench.session.update(bench.state.experiment.with_spec(spec), "Change when to pause")
    assert bench.engine.last(Adjust).experiment.spec == spec
    assert bench.state.curves["deformable"].changes == ()
    bench.session.undo()
    assert bench.engine.last(Adjust).experiment.spec != spec


def test_a_refused_run_is_not_running(bench: Bench) -> None:
    bench.session.run()
    bench.say(Refused(bench.engine.last(Run).seq, bench.generation, Problem("train.not-trainable")))
    assert bench.state.banner is not None
    assert not bench.state.transport.running


def test_a_run_goes_on_though_something_else_is_refused(bench: Bench) -> None:
    bench.session.run()
    bench.say(Refused(bench.seq - 1, bench.generation, MISFIT), RunningChanged(bench.generation, True, 0))
    assert bench.state.transport.running
    bench.say(Refused(bench.seq, bench.generation, MISFIT))
    assert bench.state.transport.running


def change_seed(bench: Bench, seed: int) -> None:
    bench.session.update(replace(bench.state.experiment, seed=seed), "Change seed")


def test_a_setting_changed_while_it_runs_starts_again_and_goes_on_running(bench: Bench) -> None:
    bench.session.run()
    bench.engine.take()
    change_seed(bench, 4)
    assert not bench.state.transport.running, "nothing trains while the lab is being set up"
    change_seed(bench, 5)
    bench.configured(generation=bench.generation - 1)
    assert not any(isinstance(command, Run) for command in bench.engine.sent), "that was before the last change"
    bench.configured()
    assert isinstance(bench.engine.sent[-1], Run)
    assert bench.state.transport.running
    bench.engine.take()
    bench.session.pause()
    change_seed(bench, 6)
    bench.configured()
    assert not any(isinstance(command, Run) for command in bench.engine.sent), "the person had paused it"


@pytest.mark.parametrize("what", ["pause", "other lab", "refused"])
def test_it_does_not_go_on_running_where_the_person_or_the_engine_says_otherwise(bench: Bench, what: str) -> None:
    bench.session.run()
    change_seed(bench, 4)
    bench.engine.take()
    if what == "pause":
        bench.session.toggle_run()
        bench.session.pause()
    elif what == "other lab":
        bench.session.update(replace(bench.state.experiment, lab="subpixel"), "Switch lab")
    else:
        bench.say(Refused(bench.seq, bench.generation, MISFIT))
        change_seed(bench, 5)
    bench.configured()
    assert not any(isinstance(command, Run) for command in bench.engine.sent)
    assert not bench.state.transport.running


def test_stepping_while_it_runs_pauses_first(bench: Bench) -> None:
    bench.session.run()
    bench.engine.take()
    bench.session.step()
    assert [type(command) for command in bench.engine.sent] == [Pause, Step]


def test_the_speed_changes_while_it_runs(bench: Bench) -> None:
    bench.session.set_speed(5.0)
    assert bench.state.transport.limit == 5.0
    bench.session.run()
    bench.session.set_speed(None)
    assert [c.steps_per_second for c in bench.engine.sent if isinstance(c, Run)] == [5.0, None]


def test_no_speed_is_so_low_that_the_engine_refuses_it(bench: Bench) -> None:
    bench.session.run()
    for speed in (0.0, 1e-300, -1.0):
        bench.session.set_speed(speed)
        decoded = decode_command(encode(bench.engine.sent[-1]))
        assert isinstance(decoded, Run)
        assert decoded.steps_per_second == bench.state.transport.limit == 1e-3


def test_a_divergence_is_told_and_pauses(bench: Bench) -> None:
    bench.session.run()
    diverged = Problem("diverged.training.loss-not-finite", "learning_rate", {"step": 12, "kept": 0})
    bench.say(RunningChanged(bench.generation, False, 12), Failed(bench.generation, diverged, "why"))
    assert not bench.state.transport.running
    assert bench.state.banner is not None
    assert bench.state.banner.problem is diverged
    assert bench.state.banner.text == (
        "Training diverged at step 12: the loss is not finite; it is back at step 0, the last good one that was "
        "kept; lower the learning rate and go on, or reset."
    )
    assert bench.state.banner.detail == "why"
    assert bench.state.banner.actions == ("lower-rate", "reset")
    rate = bench.state.experiment.spec_of(DeformableSpec).learning_rate
    bench.session.lower_learning_rate()
    assert bench.state.experiment.spec_of(DeformableSpec).learning_rate == pytest.approx(rate / 4, rel=0.1)
    assert bench.state.banner is None
    bench.session.undo()
    assert bench.state.experiment.spec_of(DeformableSpec).learning_rate == rate


@pytest.mark.parametrize(("present", "lowered"), [(0.2, 0.05), (8.0, 0.05), (0.01, 0.0025)])
def test_the_lowered_rate_is_lower_than_the_one_with_which_training_diverged(
    bench: Bench, present: float, lowered: float
) -> None:
    values = {"step": 12, "kept": 0, "rate": 0.2}
    diverged = Problem("diverged.training.loss-not-finite", "learning_rate", values)
    bench.say(Failed(bench.generation, diverged, "why"))
    spec = bench.state.experiment.spec_of(DeformableSpec)
    bench.session.update(bench.state.experiment.with_spec(spec.replaced(learning_rate=present)), "rate")
    bench.session.lower_learning_rate()
    rate = bench.state.experiment.spec_of(DeformableSpec).learning_rate
    assert rate == lowered


def test_the_notice_of_a_divergence_goes_when_training_goes_on(bench: Bench) -> None:
    bench.session.run()
    diverged = Problem("diverged.training.loss-not-finite", "learning_rate", {"step": 12, "kept": 0})
    bench.say(RunningChanged(bench.generation, False, 12), Failed(bench.generation, diverged, ""))
    assert bench.state.banner is not None
    bench.session.run()
    assert bench.state.banner is None


def test_a_training_that_runs_away_is_told_once_and_taken_back_when_it_returns(bench: Bench) -> None:
    bench.session.run()
    bench.progress(1, 4.5, 3e5, 5e11, *[6e4] * (FOR_STEPS - 3))
    assert bench.state.banner is None, "it may come back"
    bench.progress(FOR_STEPS + 1, *[5e4] * FOR_STEPS)
    banner = bench.state.banner
    assert banner is not None
    assert banner.text.startswith(
        "Training has run away: for 20 steps the loss has been more than 10 times that of the start, 4.5, and is "
        "5e+04"
    )
    assert banner.actions == ("lower-rate", "reset")
    assert banner.problem.values["rate"] == bench.state.experiment.spec_of(DeformableSpec).learning_rate
    bench.session.dismiss_banner()
    bench.progress(2 * FOR_STEPS + 1, 5e4)
    assert bench.state.banner is None, "it was told"
    bench.progress(2 * FOR_STEPS + 2, 4.0)
    bench.progress(2 * FOR_STEPS + 3, *[5e4] * FOR_STEPS)
    assert bench.state.banner is not None
    bench.progress(3 * FOR_STEPS + 3, 0.5)
    assert bench.state.banner is None


def test_points_that_are_placed_by_hand_are_no_training_gone_astray(bench: Bench) -> None:
    bench.session.place_point(Tap(0, 0), (9.0, 9.0), scope="everywhere")
    bench.progress(1, 0.05, *[5.0] * (2 * FOR_STEPS))
    assert bench.state.banner is None


def test_a_step_without_memory_names_what_it_needs_and_offers_a_smaller_size(bench: Bench) -> None:
    bench.session.open_path("photo.png")
    bench.read(image("photo.png", 100, 120))
    bench.session.run()
    short = Problem("out-of-memory.step", "working_size", {"device": "cpu", "step": 3})
    bench.say(RunningChanged(bench.generation, False, 2), Failed(bench.generation, short, "Traceback"))
    banner, size = bench.state.banner, memory_need.working_size(bench.state)
    assert banner is not None
    assert banner.actions == ("smaller-size",)
    assert f"a working size of {size // 2} needs" in banner.text
    assert "MiB" in banner.text
    bench.session.use_smaller_size()
    assert bench.state.experiment.working_size == size // 2


def test_a_smaller_size_is_offered_only_where_there_is_one(bench: Bench) -> None:
    bench.session.open_path("photo.png")
    bench.read(image("photo.png", 12, 16))
    bench.session.run()
    short = Problem("out-of-memory.step", "working_size", {"device": "cpu", "step": 3})
    bench.say(Failed(bench.generation, short, ""))
    banner = bench.state.banner
    assert banner is not None
    assert banner.actions == ()
    assert banner.text.startswith("There is not enough memory on cpu, and no smaller working size would help")


def refuse_as(bench: Bench, problem: Problem) -> None:
    """Let the engine refuse the document."""
    begun = [command for command in bench.engine.sent if isinstance(command, Configure | Reset)][-1]
    bench.say(Refused(begun.seq, begun.generation, problem))
    assert bench.state.refusal is not None


def test_a_refusal_for_want_of_memory_names_a_size_that_one_click_takes(bench: Bench) -> None:
    bench.session.open_path("photo.png")
    bench.read(image("photo.png", 100, 120))
    remedy = Problem("remedy.working-size-at-most", "working_size", {"size": 41})
    values = {"size": (100, 120), "channels": 3, "taps": 9, "needed": 6.5}
    refuse_as(bench, Problem("deformable.too-large", "working_size", values, (remedy,)))
    assert memory_need.offered_size(bench.state) == 41
    bench.session.use_offered_size()
    assert bench.state.experiment.working_size == 41
    assert bench.state.undo_label == "Change working size"
    assert isinstance(bench.engine.sent[-1], Configure | Observe)
    assert memory_need.offered_size(bench.state) is None

    refuse_as(bench, Problem("out-of-memory.setup", "working_size", {"device": "this device", "step": 0}))
    assert memory_need.offered_size(bench.state) == 20
    assert "needs about a quarter" in bench.state.refusal_text

    refuse_as(bench, Problem("deformable.groups", "groups", {"count": 2, "channels": 3, "fitting": (1, 3)}))
    assert memory_need.offered_size(bench.state) is None
    bench.session.use_offered_size()
    assert bench.state.experiment.working_size == 41


def test_a_document_that_cannot_be_computed_says_why(bench: Bench) -> None:
    bench.session.reset()
    seq = max(getattr(command, "seq", 0) for command in bench.engine.sent)
    values = {"factor": 2, "phases": 4, "channels": 5}
    remedies = (Problem("remedy.cut-or-pad-channels", "spare_channels"),)
    problem = Problem("shuffle.channels-none-fits", "upscale_factor", values, remedies)
    bench.say(Refused(seq, bench.generation, problem))
    assert bench.state.refusal is problem
    assert bench.state.refusal_text == (
        "A factor of 2 needs a number of channels divisible by 4, and this feature map has 5; no factor fits "
        "5 channels as they are; choose cut or pad for the spare channels."
    )
    assert not bench.state.can_step
    assert bench.state.banner is None
    bench.session.update(replace(bench.state.experiment, seed=4), "Change seed")
    assert bench.state.refusal is None
    assert bench.state.refusal_text == ""


def refuse(bench: Bench) -> None:
    bench.session.update(replace(bench.state.experiment, seed=3), "Change seed")
    bench.say(Refused(bench.engine.last(Configure).seq, bench.generation, MISFIT))
    bench.engine.take()


def with_rate(bench: Bench, rate: float) -> Experiment:
    experiment = bench.state.experiment
    return experiment.with_spec(replace(experiment.spec_of(DeformableSpec), learning_rate=rate))


def test_what_is_refused_has_no_step_and_no_curve_and_what_was_kept_has_both_again(bench: Bench) -> None:
    bench.progress(1, 3.0, 2.0)
    refuse(bench)
    assert "deformable" not in bench.state.curves
    assert bench.state.transport.step == 0
    bench.session.undo()
    bench.configured(step=2)
    np.testing.assert_array_equal(bench.state.curves["deformable"].series["loss"], [3.0, 2.0])
    assert bench.state.transport.step == 2


def test_where_a_document_stands_refused_everything_configures(bench: Bench) -> None:
    refuse(bench)
    bench.session.update(with_rate(bench, 0.1), "Change rate")
    assert bench.engine.last(Configure).experiment == bench.state.experiment
    assert bench.state.refusal is None
    bench.configured()
    bench.session.update(with_rate(bench, 0.2), "Change rate")
    assert isinstance(bench.engine.sent[-1], Adjust), "there is a lab again"


def test_what_was_adjusted_before_the_refusal_came_is_tried_too(bench: Bench) -> None:
    bench.session.update(replace(bench.state.experiment, seed=3), "Change seed")
    refused = bench.engine.last(Configure)
    bench.session.update(with_rate(bench, 0.1), "Change rate")
    assert isinstance(bench.engine.sent[-1], Adjust)
    bench.engine.take()
    bench.say(Refused(refused.seq, refused.generation, MISFIT))
    again = bench.engine.last(Configure)
    assert again.experiment.spec_of(DeformableSpec).learning_rate == 0.1
    bench.engine.take()
    bench.say(Refused(again.seq, again.generation, MISFIT))
    bench.session.poll()
    assert bench.state.refusal == MISFIT
    assert bench.engine.take() == [], "it is not tried for ever"


def test_a_reset_of_what_was_refused_tries_again(bench: Bench) -> None:
    refuse(bench)
    bench.session.reset()
    assert [type(command) for command in bench.engine.take()] == [Configure]
    assert bench.state.refusal is None


# The engine's life ---------------------------------------------------------------------------------------------


def test_an_engine_that_dies_is_started_again_and_told_everything(bench: Bench) -> None:
    point = PlacedPoint(Tap(0, 1), (1.0, 1.0), Unit((4, 5)))
    bench.session.place_point(point.tap, point.offset_yx)
    bench.session.run()
    generation, seq = bench.generation, bench.engine.sent[-1].seq
    bench.engine.alive = False
    bench.engine.take()
    bench.session.poll()
    assert bench.state.engine.phase == "lost"
    assert bench.state.banner is not None
    assert bench.state.banner.text == (
        "The engine stopped (killed by signal 9 (SIGKILL)). It is being started again."
    )
    assert bench.state.banner.detail == "Fatal Python error: Aborted"
    assert not bench.state.transport.running
    assert not bench.state.can_step
    assert bench.engine.starts == 2
    assert bench.engine.take() == []
    bench.say(ready())
    assert bench.state.engine.phase == "ready"
    assert bench.state.banner.kind == "info"
    set_source, configure, observe = bench.engine.sent
    assert isinstance(set_source, SetSource)
    assert isinstance(configure, Configure)
    assert configure.experiment.spec_of(DeformableSpec).placed_points == (point,)
    assert configure.generation > generation
    assert set_source.seq > seq
    assert isinstance(observe, Observe)
    bench.configured()
    bench.engine.take()
    bench.session.step()
    assert [type(command) for command in bench.engine.sent] == [Step]


def test_what_the_person_does_meanwhile_is_not_lost(bench: Bench) -> None:
    bench.engine.alive = False
    bench.session.poll()
    bench.engine.take()
    bench.session.update(replace(bench.state.experiment, seed=5), "Change seed")
    bench.session.open_path("/tmp/photo.png")
    source = bench.read(image("photo.png"))
    assert bench.engine.take() == []
    bench.say(ready())
    assert bench.engine.last(SetSource).values is source.values
    assert bench.engine.last(Configure).experiment.seed == 5


def test_another_source_takes_down_what_a_dead_engine_showed(bench: Bench) -> None:
    bench.snapshot(1, points(1))
    bench.engine.alive = False
    bench.session.poll()
    assert bench.state.snapshot is not None, "it is still what was computed last"
    bench.session.open_path("/tmp/photo.png")
    bench.read(image("photo.png"))
    assert bench.state.snapshot is None


def test_the_last_words_of_a_dying_engine_are_heard(bench: Bench) -> None:
    bench.engine.alive = False
    bench.progress(1, 5.0)
    assert bench.state.curves["deformable"].steps == 1
    assert bench.state.engine.phase == "lost"


def end(bench: Bench) -> None:
    """Let the engine end, and the session notice."""
    bench.engine.alive = False
    bench.session.poll()


def test_two_kills_with_memory_to_spare_offer_another_engine(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_need, "free_memory", lambda: 16 * 2**30)
    bench.engine.signal = 9
    end(bench)
    end(bench)
    banner = bench.state.banner
    assert bench.state.engine.phase == "failed"
    assert banner is not None
    assert banner.actions == ("restart-engine",)
    assert "not for want of memory" in banner.text
    assert "16.0 GiB" in banner.text or "16 GiB" in banner.text


def test_free_memory_is_told_where_the_system_knows() -> None:
    free = memory_need.free_memory()
    assert free is None or 2**20 < free < 2**50


@pytest.mark.parametrize("free", [2**29, None])
def test_two_kills_by_the_system_name_memory_and_offer_a_smaller_size(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, free: int | None
) -> None:
    monkeypatch.setattr(memory_need, "free_memory", lambda: free)
    bench.session.open_path("photo.png")
    bench.read(image("photo.png", 100, 120))
    bench.engine.signal = 9
    end(bench)
    assert bench.state.engine.phase == "lost"
    assert bench.state.banner is not None
    assert "memory" in bench.state.banner.text
    end(bench)
    assert bench.state.engine.phase == "failed"
    banner = bench.state.banner
    assert banner.actions == ("smaller-size",)
    assert "memory ran out" in banner.text
    assert "working size" in banner.text
    starts, size = bench.engine.starts, bench.state.experiment.working_size
    bench.session.use_smaller_size()
    assert bench.engine.starts == starts + 1
    assert bench.state.engine.phase == "starting"
    assert (bench.state.experiment.working_size or 0) < (size or 192)
    bench.session.undo()
    assert bench.state.experiment.working_size == size


def test_a_kill_after_an_answer_is_not_the_second_in_a_row(bench: Bench) -> None:
    bench.engine.signal = 9
    for _ in range(4):
        end(bench)
        assert bench.state.engine.phase == "lost"
        bench.say(ready())
        bench.configured()
        bench.snapshot(0, applied=10**6)


def test_three_deaths_in_a_row_wait_for_the_person() -> None:
    bench = Bench()
    bench.read(image())
    for _ in range(3):
        bench.engine.alive = False
        bench.session.poll()
    assert bench.state.engine.phase == "failed"
    assert bench.state.banner is not None
    assert bench.state.banner.actions == ("restart-engine",)
    assert "3 times in a row" in bench.state.banner.text
    assert bench.engine.starts == 3
    bench.session.poll()
    assert bench.engine.starts == 3
    bench.session.restart_engine()
    assert bench.state.engine.phase == "starting"
    assert bench.state.banner is None
    bench.say(ready())
    assert bench.state.engine.phase == "ready"
    assert isinstance(bench.engine.sent[-2], Configure)


def test_an_engine_that_dies_of_what_it_is_asked_is_not_started_for_ever(bench: Bench) -> None:
    for _ in range(3):
        bench.engine.alive = False
        bench.session.poll()
        bench.say(ready())
    assert bench.state.engine.phase == "failed"


def test_an_engine_that_dies_of_showing_a_lab_is_not_started_for_ever(bench: Bench) -> None:
    for _ in range(3):
        assert bench.state.engine.phase == "ready"
        bench.engine.alive = False
        bench.session.poll()
        bench.say(ready())
        if bench.state.engine.ready:
            bench.configured()
    assert bench.state.engine.phase == "failed"


def test_an_engine_that_dies_of_what_it_is_to_show_next_is_not_started_for_ever(bench: Bench) -> None:
    for _ in range(3):
        assert bench.state.engine.phase == "ready"
        bench.engine.alive = False
        bench.session.poll()
        bench.say(ready())
        if bench.state.engine.ready:
            bench.configured()
            bench.snapshot(0, applied=bench.engine.last(Configure).seq)
    assert bench.state.engine.phase == "failed"


@pytest.mark.parametrize("answer", ["snapshot", "refusal"])
def test_deaths_after_answers_are_counted_from_one(bench: Bench, answer: str) -> None:
    for _ in range(8):
        bench.engine.alive = False
        bench.session.poll()
        bench.say(ready())
        if answer == "snapshot":
            bench.configured()
            bench.snapshot(0)
        else:
            bench.say(Refused(bench.engine.last(Configure).seq, bench.generation, MISFIT))
    assert bench.state.engine.phase == "ready"
    assert bench.engine.starts == 9


def test_nothing_is_started_before_it_is_time() -> None:
    bench = Bench(start=False)
    bench.session.poll()
    assert (bench.engine.starts, bench.reader.requests) == (0, [])
    assert (bench.state.engine.phase, bench.state.banner) == ("starting", None)
    bench.session.begin()
    assert bench.engine.starts == 1
    assert bench.state.reading == "astronaut.png"


def test_a_file_opened_before_the_beginning_comes_instead_of_the_photograph() -> None:
    bench = Bench(start=False)
    bench.session.open_path("/tmp/photo.png")
    bench.session.begin()
    assert [str(request.path) for request in bench.reader.requests] == ["/tmp/photo.png"]
    bench.read(image("photo.png"))
    assert bench.state.experiment.source.location == "/tmp/photo.png"


def test_an_engine_that_cannot_be_started_is_told() -> None:
    bench = Bench()
    bench.engine.start_error = OSError(12, "Cannot allocate memory")
    bench.engine.alive = False
    bench.session.poll()
    assert bench.state.engine.phase == "failed"
    assert bench.state.banner is not None
    assert bench.state.banner.text == "The engine could not be started: Cannot allocate memory."


def test_an_engine_of_another_version_is_not_used() -> None:
    bench = Bench()
    bench.read(image())
    bench.say(Ready(PROTOCOL + 1, (CPU,), "9.0", 1))
    assert bench.state.engine.phase == "failed"
    assert not bench.engine.alive
    assert bench.engine.sent == []


def test_an_engine_that_talks_nonsense_is_replaced(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def poll() -> list[object]:
        monkeypatch.undo()
        raise WireError("no message")

    monkeypatch.setattr(bench.engine, "poll", poll)
    bench.session.poll()
    assert bench.state.engine.phase == "lost"
    assert bench.engine.starts == 2
    assert bench.engine.alive


def test_closing_ends_both(bench: Bench) -> None:
    bench.session.close()
    assert bench.engine.closed
    assert bench.reader.closed


def test_what_cannot_be_sent_is_told_once_and_not_tried_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    source = replace(bench.state.experiment.source, array="\udcff")
    unsendable = Configure(1, 1, replace(bench.state.experiment, source=source))
    tried: list[object] = []

    def send(command: object) -> None:
        tried.append(command)
        encode(unsendable)

    monkeypatch.setattr(bench.engine, "send", send)
    bench.session.update(replace(bench.state.experiment, seed=7), label="Seed")
    count = len(tried)
    assert count > 0
    for _ in range(50):
        bench.session.poll()
    assert len(tried) == count
    assert bench.state.engine.phase == "failed"
    assert bench.state.banner is not None
    assert "could not be told what to do" in bench.state.banner.text
