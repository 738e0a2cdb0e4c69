"""What every engine client promises, in this process and in one of its own, with the real labs on a small picture."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from vizapp.document import edits
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.watchpoint import Watchpoint
from vizapp.engine.child import ChildEngine
from vizapp.engine.client import EngineClient
from vizapp.engine.in_process import InProcessEngine
from vizapp.keeping.curves import CurveTable, KeptSeries
from vizapp.keeping.reading import read_kept
from vizapp.protocol.commands import (
    Adjust,
    CancelWriting,
    Configure,
    Enlarge,
    GoTo,
    KeepCurves,
    Observe,
    Pause,
    Reset,
    Run,
    SaveExperiment,
    SetJudged,
    SetSource,
    SetTraining,
    SetUnseen,
    Step,
    Taken,
    Teach,
)
from vizapp.protocol.events import (
    Configured,
    Enlarged,
    InputPicture,
    Progress,
    Ready,
    Recalled,
    Refused,
    RunningChanged,
    Taught,
)
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved
from vizapp.protocol.messages import PROTOCOL, Reply
from vizapp.protocol.offset_answers import OffsetReport
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import (
    JudgementRequest,
    Observation,
    OffsetReportRequest,
    PictureRequest,
    SubpixelsRequest,
    UnitsRequest,
)
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import Judgement, Subpixels
from vizapp.protocol.timeline import BranchesChanged
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.wording.problems import sentence

R = TypeVar("R", bound=Reply)
PATIENCE = 30.0
SMALL = Experiment(device="cpu", working_size=32)
SHUFFLED = replace(SMALL, lab="subpixel").with_spec(SubpixelSpec(task=ShuffleSpec()))


def probe(y: int, x: int) -> Observation:
    """Ask for one unit."""
    return Observation({"probe": UnitsRequest(((y, x),))})


PROBE = probe(8, 9)


class Driver:
    """Sends numbered commands to one engine and waits for what it says about them."""

    def __init__(self, engine: EngineClient) -> None:
        self.engine = engine
        self.seq = 0
        self.generation = 0
        engine.start()
        self.ready = self.wait(Ready)[-1]

    def send(self, kind: type[Any], *values: Any) -> int:
        self.seq += 1
        self.engine.send(kind(self.seq, *values))
        return self.seq

    def collect(self, until: Callable[[Reply], bool], *, draws: bool = True) -> list[Reply]:
        """Return what the engine says up to and including the first reply that ``until`` is true of."""
        replies: list[Reply] = []
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for reply in self.engine.poll():
                replies.append(reply)
                if draws and isinstance(reply, Snapshot):
                    self.engine.send(Taken())
            if any(until(reply) for reply in replies):
                return replies
            assert self.engine.alive, self.engine.crash_report()
            time.sleep(0.001)
        raise AssertionError(f"not said within {PATIENCE} s; said was {[type(reply).__name__ for reply in replies]}")

    def wait(self, kind: type[R]) -> list[R]:
        return [reply for reply in self.collect(lambda reply: isinstance(reply, kind)) if isinstance(reply, kind)]

    def snapshot(self, seq: int | None = None) -> list[Reply]:
        """Wait until a snapshot shows command ``seq`` (the last one by default) and training stands still."""
        wanted = self.seq if seq is None else seq
        return self.collect(
            lambda reply: (
                isinstance(reply, Snapshot)
                and reply.generation == self.generation
                and reply.applied >= wanted
                and not reply.running
            )
        )

    def configure(self, experiment: Experiment, training: int = 0) -> list[Reply]:
        self.generation += 1
        self.send(Configure, self.generation, experiment, training)
        return self.snapshot()


@pytest.fixture(scope="module", params=[InProcessEngine, ChildEngine], ids=["in process", "child"])
def engine(request: pytest.FixtureRequest) -> Iterator[Driver]:
    client: EngineClient = request.param()
    try:
        yield Driver(client)
    finally:
        client.close()
    assert not client.alive


@pytest.fixture
def driver(engine: Driver) -> Driver:
    """The engine with a fresh photograph at step 0, the probe observed."""
    pixels = np.random.default_rng(5).integers(0, 256, (40, 48, 3)).astype(np.uint8)
    engine.send(SetSource, "image", pixels)
    engine.send(Observe, PROBE)
    engine.configure(SMALL)
    return engine


def of(replies: list[Reply], kind: type[R]) -> list[R]:
    return [reply for reply in replies if isinstance(reply, kind)]


def unit_in(snapshot: Snapshot) -> UnitReading:
    """The one unit that is asked for."""
    answer = snapshot.answers["probe"]
    assert isinstance(answer, UnitReadings)
    (unit,) = answer.readings
    return unit


def map_in(snapshot: Snapshot) -> Picture:
    """The one map that is asked for."""
    answer = snapshot.answers["map"]
    assert isinstance(answer, Picture)
    return answer


def losses(replies: list[Reply], generation: int) -> list[float]:
    """The loss of every step, checked for gaps."""
    told: list[float] = []
    for progress in of(replies, Progress):
        if progress.generation == generation:
            assert progress.first_step == len(told) + 1
            assert {len(values) for values in progress.series.values()} == {len(progress.series["loss"])}
            told += progress.series["loss"].tolist()
    return told


def test_ready_says_what_there_is(engine: Driver) -> None:
    assert engine.ready.protocol == PROTOCOL
    assert engine.ready.devices[-1].name == "cpu"
    assert engine.ready.pid > 0


def test_it_gives_signs_of_life_while_it_computes(driver: Driver) -> None:
    driver.send(Run)
    longest, until = 0.0, time.monotonic() + 0.2
    while time.monotonic() < until:
        for reply in driver.engine.poll():
            if isinstance(reply, Snapshot):
                driver.engine.send(Taken())
        longest = max(longest, driver.engine.silent_seconds)
    driver.send(Pause)
    driver.snapshot()
    assert 0.0 <= longest < 1.5


def test_configuring_a_source_shows_it(engine: Driver) -> None:
    pixels = np.random.default_rng(6).integers(0, 256, (40, 48, 3)).astype(np.uint8)
    engine.send(SetSource, "image", pixels)
    engine.send(Observe, PROBE)
    replies = engine.configure(SMALL)
    (configured,) = of(replies, Configured)
    assert configured.generation == engine.generation
    assert configured.step == 0
    assert configured.trainable
    assert max(configured.input_shape[1:]) == 32
    assert configured.output_shape[1:] == configured.input_shape[1:]
    (picture,) = of(replies, InputPicture)
    assert picture.picture.pixels.shape[:2] == configured.input_shape[1:]
    unit = unit_in(of(replies, Snapshot)[-1])
    assert unit.unit_yx == (8, 9)
    rigid = np.array([(8 + i, 9 + j) for i in (-1, 0, 1) for j in (-1, 0, 1)])
    np.testing.assert_array_equal(unit.point_yx, rigid, "offsets begin at zero: the rigid grid")


def test_steps_move_the_points(driver: Driver) -> None:
    driver.send(Step, 12)
    replies = driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step == 12)
    assert len(losses(replies, driver.generation)) == 12
    moved = unit_in(of(replies, Snapshot)[-1]).offset_yx
    assert np.abs(moved).max() > 0.01


def test_a_run_tells_of_every_step_until_it_is_paused(driver: Driver) -> None:
    driver.send(Run)
    replies = driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step > 20)
    driver.send(Pause)
    replies += driver.snapshot()
    started, stopped = of(replies, RunningChanged)
    assert (started.running, stopped.running) == (True, False)
    assert len(losses(replies, driver.generation)) == stopped.step
    assert of(replies, Snapshot)[-1].step == stopped.step
    assert losses(replies, driver.generation)[-1] < losses(replies, driver.generation)[0]


def test_the_speed_is_kept(driver: Driver) -> None:
    driver.send(Run, 20.0)
    begun = time.monotonic()
    driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step >= 12)
    elapsed = time.monotonic() - begun
    driver.send(Pause)
    driver.snapshot()
    assert elapsed > 11 / 20 - 0.05


def test_the_newest_state_is_what_a_slow_window_gets(driver: Driver) -> None:
    driver.send(Observe, probe(1, 1))
    driver.collect(lambda reply: isinstance(reply, Snapshot), draws=False)
    driver.send(Step, 15)
    for n in range(2, 6):
        last = driver.send(Observe, probe(n, n))
    replies = driver.collect(
        lambda reply: isinstance(reply, Progress) and reply.first_step + len(reply.series["loss"]) - 1 == 15,
        draws=False,
    )
    assert of(replies, Snapshot) == []
    driver.engine.send(Taken())
    (snapshot,) = of(driver.snapshot(last), Snapshot)
    assert snapshot.step == 15
    assert unit_in(snapshot).unit_yx == (5, 5)


@pytest.mark.parametrize("running", [False, True], ids=["idle", "running"])
def test_a_point_that_is_placed_is_shown_with_its_number(driver: Driver, running: bool) -> None:
    if running:
        driver.send(Run)
    for offset in (1.25, 2.5):
        spec = DeformableSpec(placed_points=(PlacedPoint(Tap(0, 3), (offset, -1.0), Unit((8, 9))),))
        seq = driver.send(Adjust, SMALL.with_spec(spec))
    replies = driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.applied >= seq)
    unit = unit_in(of(replies, Snapshot)[-1])
    np.testing.assert_array_equal(unit.offset_yx[3], [2.5, -1.0])
    assert unit.placed.tolist() == [tap == 3 for tap in range(9)]
    if running:
        driver.send(Pause)
        driver.snapshot()


def test_reset_begins_again(driver: Driver) -> None:
    driver.send(Run)
    replies = driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step > 3)
    first = losses(replies, driver.generation)[0]
    driver.generation += 1
    driver.send(Reset, driver.generation)
    replies = driver.snapshot()
    (configured,) = of(replies, Configured)
    assert (configured.generation, configured.step) == (driver.generation, 0)
    driver.send(Step)
    replies = driver.collect(lambda reply: isinstance(reply, Progress) and reply.generation == driver.generation)
    assert losses(replies, driver.generation) == [first]


def test_what_does_not_fit_is_refused_with_a_sentence_and_nothing_is_lost(driver: Driver) -> None:
    driver.send(Step, 2)
    driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step == 2)
    driver.generation += 1
    # A copy of 27×32 pixels, and a factor that needs 32×32.
    seq = driver.send(Configure, driver.generation, replace(SMALL, lab="subpixel"))
    (refused,) = driver.wait(Refused)
    assert (refused.seq, refused.generation) == (seq, driver.generation)
    assert refused.problem.field == "upscale_factor"
    assert "choose a working size of at least 38" in sentence(refused.problem)
    assert sentence(refused.problem).endswith(".")
    (configured,) = of(driver.configure(SMALL), Configured)
    assert configured.step == 2


def test_a_lab_that_is_come_back_to_goes_on(driver: Driver) -> None:
    driver.send(Step, 3)
    driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step == 3)
    enlarged = replace(SMALL, lab="subpixel", working_size=48)
    driver.send(Observe, Observation({"pixel": SubpixelsRequest((2, 3))}))
    replies = driver.configure(enlarged)
    assert of(replies, Configured)[0].lab == "subpixel"
    pixel = of(replies, Snapshot)[-1].answers["pixel"]
    assert isinstance(pixel, Subpixels)
    assert pixel.pixel_yx == (2, 3)
    assert pixel.values.shape == (4,)
    driver.send(Step, 2)
    driver.collect(
        lambda reply: isinstance(reply, Snapshot) and (reply.generation, reply.step) == (driver.generation, 2)
    )
    (configured,) = of(driver.configure(SMALL), Configured)
    assert (configured.lab, configured.step) == ("deformable", 3)
    (configured,) = of(driver.configure(enlarged), Configured)
    assert (configured.lab, configured.step) == ("subpixel", 2)


def test_an_enlarged_picture_is_saved_or_cancelled_or_cannot_be(driver: Driver, tmp_path: Path) -> None:
    def saved(path: Path, *, cancelled: bool = False) -> Enlarged:
        seq = driver.send(Enlarge, os.fsencode(path))
        if cancelled:
            driver.send(CancelWriting, seq)
        return of(driver.collect(lambda reply: isinstance(reply, Enlarged) and reply.seq == seq), Enlarged)[-1]

    driver.configure(replace(SMALL, lab="subpixel", working_size=48))
    path = tmp_path / "large.png"
    done = saved(path)
    assert (done.size, done.step, done.file_bytes) == ((80, 96), 0, path.stat().st_size)
    with Image.open(path) as image:
        assert image.size == (96, 80)
    given_up = saved(tmp_path / "cancelled.png", cancelled=True)
    assert given_up.problem is not None
    assert given_up.problem.code == "enlarge.cancelled"
    failed = saved(tmp_path / "missing" / "large.png")
    assert failed.problem is not None
    assert sentence(failed.problem).startswith("large.png could not be written: No such file")
    assert list(tmp_path.iterdir()) == [path]
    driver.configure(SMALL)
    nothing = saved(tmp_path / "deformable.png")
    assert nothing.problem is not None
    assert nothing.problem.code == "enlarge.nothing"


def test_what_another_network_has_made_is_judged(driver: Driver) -> None:
    driver.configure(replace(SMALL, lab="subpixel", working_size=48))
    driver.send(Observe, Observation({"judgement": JudgementRequest()}))
    assert not of(driver.snapshot(), Snapshot)[-1].answers
    driver.send(SetJudged, np.random.default_rng(7).integers(0, 256, (80, 96, 3)).astype(np.uint8))
    answers = of(driver.snapshot(), Snapshot)[-1].answers
    judgement = answers["judgement"]
    assert isinstance(judgement, Judgement)
    assert judgement.size == (80, 96)
    assert judgement.factor == 2
    driver.generation += 1
    driver.send(Reset, driver.generation)
    assert set(of(driver.snapshot(), Snapshot)[-1].answers) == {"judgement"}, "a rebuilt lab has it too"
    driver.send(SetJudged, None)
    assert not of(driver.snapshot(), Snapshot)[-1].answers


def test_psnr_of_what_is_shown_is_told_while_training_stands_still(driver: Driver) -> None:
    def psnr_of(snapshot: Snapshot) -> float | None:
        return None if snapshot.measures is None else snapshot.measures["psnr"]

    def psnr_after(until: Callable[[Snapshot], bool]) -> float | None:
        def is_meant(reply: Reply) -> bool:
            return isinstance(reply, Snapshot) and reply.generation == driver.generation and until(reply)

        return next(psnr_of(reply) for reply in of(driver.collect(is_meant), Snapshot) if is_meant(reply))

    enlarged = replace(SMALL, lab="subpixel", working_size=48)
    untrained = psnr_of(of(driver.configure(enlarged), Snapshot)[-1])
    assert untrained is not None
    driver.send(Step)
    stepped = psnr_after(lambda snapshot: snapshot.step == 1)
    assert stepped is not None
    assert stepped != untrained
    swapped = enlarged.with_spec(SubpixelSpec(phase_order=(3, 2, 1, 0)))
    seq = driver.send(Adjust, swapped)
    assert psnr_after(lambda snapshot: snapshot.applied >= seq) not in (None, stepped)
    driver.send(Run)
    assert psnr_after(lambda snapshot: snapshot.running) is None
    driver.send(Pause)
    assert psnr_after(lambda snapshot: not snapshot.running) is not None


def test_only_the_region_on_screen_is_sent_of_a_large_map(driver: Driver) -> None:
    request = PictureRequest("output", region=(4, 6, 10, 12), max_pixels=256)
    driver.send(Observe, Observation({"map": request}))
    picture = map_in(of(driver.snapshot(), Snapshot)[-1])
    assert picture.region == (4, 6, 10, 12)
    assert picture.pixels.shape[:2] == (10, 12)
    driver.send(Observe, Observation({"map": replace(request, region=None)}))
    picture = map_in(of(driver.snapshot(), Snapshot)[-1])
    assert picture.region[:2] == (0, 0)
    assert picture.pixels.shape[0] * picture.pixels.shape[1] <= 256


def test_a_feature_map_is_shuffled(engine: Driver) -> None:
    engine.send(SetSource, "feature_map", np.arange(108, dtype=np.float32).reshape(12, 3, 3))
    engine.send(Observe, Observation({"map": PictureRequest("shuffled", channel=0)}))
    replies = engine.configure(SHUFFLED)
    (configured,) = of(replies, Configured)
    assert not configured.trainable
    assert configured.output_shape == (3, 6, 6)
    picture = map_in(of(replies, Snapshot)[-1])
    assert picture.values is not None
    np.testing.assert_array_equal(picture.values[0, 0], [0, 9, 1, 10, 2, 11])
    engine.send(Step)
    engine.wait(Refused)


def steps(driver: Driver, count: int, until: int | None = None) -> list[Reply]:
    """Do steps, and wait until those (by default as many in all) are shown."""
    driver.send(Step, count)
    last = count if until is None else until
    return driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step == last and not reply.running)


COFFEE = np.random.default_rng(8).integers(0, 256, (30, 60, 3)).astype(np.uint8)


def test_the_unseen_picture_comes_later_without_a_rebuild_and_training_goes_on(driver: Driver) -> None:
    driver.send(SetUnseen, "image", None)
    steps(driver, 4)
    driver.send(SetUnseen, "image", COFFEE)
    replies = driver.snapshot()
    (configured,) = of(replies, Configured)
    assert (configured.generation, configured.step) == (driver.generation, 4)
    assert configured.unseen is not None
    assert configured.unseen.input == (3, 16, 32)
    assert {metric.name for metric in configured.metrics if metric.unseen} == {"unseen_loss", "unseen_distance"}
    values = [progress.series["unseen_loss"] for progress in of(steps(driver, 7, until=11), Progress)]
    assert np.isfinite(np.concatenate(values)).sum() == 1, "measured before step 11 only"
    driver.send(SetUnseen, "image", None)
    (configured,) = of(driver.snapshot(), Configured)
    assert configured.unseen is None


def test_one_that_is_there_first_is_part_of_the_lab_from_its_start(driver: Driver) -> None:
    driver.send(SetUnseen, "image", COFFEE)
    driver.snapshot()
    replies = driver.configure(replace(SMALL, seed=11))
    (configured,) = of(replies, Configured)
    assert configured.unseen is not None


def test_what_is_observed_of_the_unseen_picture_is_of_its_size_and_says_so(driver: Driver) -> None:
    driver.send(SetUnseen, "image", COFFEE)
    driver.snapshot()
    wanted = Observation({"map": PictureRequest("output"), "probe": UnitsRequest(((15, 31),))}, unseen=True)
    driver.send(Observe, wanted)
    replies = driver.snapshot()
    shown, picture = of(replies, Snapshot)[-1], of(replies, InputPicture)[-1]
    assert shown.unseen
    assert picture.unseen
    assert map_in(shown).region == picture.picture.region == (0, 0, 16, 32)
    assert unit_in(shown).unit_yx == (15, 31)
    driver.send(SetUnseen, "image", COFFEE[:, ::-1].copy())
    again = of(driver.snapshot(), InputPicture)
    assert again, "another unseen picture is drawn at once"
    assert not np.array_equal(again[-1].picture.pixels, picture.picture.pixels)
    driver.send(Observe, PROBE)
    replies = driver.snapshot()
    assert not of(replies, Snapshot)[-1].unseen
    assert not of(replies, InputPicture)[-1].unseen


def test_an_unseen_picture_that_is_none_is_refused_and_nothing_else_happens(driver: Driver) -> None:
    driver.send(SetUnseen, "image", np.zeros((4, 4), np.uint8))
    replies = driver.snapshot()
    assert of(replies, Refused)
    assert of(replies, Configured)[-1].unseen is None


def test_a_request_names_the_run_that_it_is_about(driver: Driver) -> None:
    spec = SMALL.spec.replaced(compared=("none",))
    driver.configure(SMALL.with_spec(spec))
    driver.send(Observe, Observation({"main": OffsetReportRequest(), "other": OffsetReportRequest("none")}))
    answers = of(steps(driver, 3), Snapshot)[-1].answers
    main, other = answers["main"], answers["other"]
    assert isinstance(main, OffsetReport)
    assert isinstance(other, OffsetReport)
    assert main.value("largest") > 0 == other.value("largest")


def own_point(snapshot: Snapshot) -> list[float]:
    """The offset of tap 3 of the one unit that is asked for."""
    return unit_in(snapshot).offset_yx[3].tolist()


def is_recalled(number: int) -> Callable[[Reply], bool]:
    return lambda reply: isinstance(reply, Recalled) and reply.number == number


def teach(driver: Driver, placed: Experiment, number: int) -> tuple[Taught, Experiment]:
    """Teach what is placed, and let the settings name it."""
    driver.send(Adjust, placed)
    driver.send(Teach, number)
    (taught,) = driver.wait(Taught)
    after = edits.teach_points(placed, number)
    driver.send(Adjust, after)
    return taught, after


def placed_for(experiment: Experiment, offset_yx: tuple[float, float] = (1.25, -1.0)) -> Experiment:
    points = (PlacedPoint(Tap(0, 3), offset_yx, Unit((8, 9))),)
    return experiment.with_spec(experiment.spec_of(DeformableSpec).replaced(placed_points=points))


def test_a_branch_is_taught_and_the_way_back_is_exact(driver: Driver) -> None:
    driver.send(Step, 3)
    (untaught,) = of(driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step == 3), Snapshot)[-1:]
    placed = placed_for(SMALL)
    taught, after = teach(driver, placed, 5)
    assert taught.problem is None
    assert taught.report is not None
    assert taught.report.landed <= 0.1
    assert taught.report.step == 3
    replies = driver.snapshot()
    (recalled,) = of(replies, Recalled)
    assert (recalled.number, recalled.left, recalled.known, recalled.step) == (5, 0, True, 3)
    shown = of(replies, Snapshot)[-1]
    assert not unit_in(shown).placed.any()
    np.testing.assert_allclose(own_point(shown), [1.25, -1.0], atol=0.1)
    driver.send(Step, 4)
    driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step == 7)
    trained = of(driver.configure(after), Snapshot)[-1]

    driver.send(Adjust, SMALL)
    replies = driver.snapshot()
    (recalled,) = of(replies, Recalled)
    assert (recalled.number, recalled.left, recalled.known, recalled.step) == (0, 5, True, 3)
    back = of(replies, Snapshot)[-1]
    np.testing.assert_array_equal(unit_in(back).offset_yx, unit_in(untaught).offset_yx)
    assert back.measures == untaught.measures
    driver.send(Step)
    (progress,) = driver.wait(Progress)
    assert progress.first_step == 4

    driver.send(Adjust, after)
    replies = driver.snapshot()
    assert of(replies, Recalled)[0].step == 7
    np.testing.assert_array_equal(unit_in(of(replies, Snapshot)[-1]).offset_yx, unit_in(trained).offset_yx)


def test_teaching_stops_training_and_training_goes_on_after_it(driver: Driver) -> None:
    driver.send(Run)
    driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step > 3)
    driver.send(Adjust, placed_for(SMALL))
    driver.send(Teach, 1)
    replies = driver.collect(lambda reply: isinstance(reply, Taught))
    (stopped,) = of(replies, RunningChanged)
    assert not stopped.running
    (taught,) = of(replies, Taught)
    assert taught.report is not None
    assert taught.report.step == stopped.step
    driver.send(Adjust, edits.teach_points(placed_for(SMALL), 1))
    driver.send(Run)
    replies = driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step > stopped.step + 3)
    first = next(reply for reply in of(replies, Progress) if reply.first_step > stopped.step)
    assert first.first_step == stopped.step + 1
    driver.send(Pause)
    driver.snapshot()


def test_what_cannot_be_taught_is_said_and_nothing_has_changed(driver: Driver) -> None:
    driver.send(Adjust, placed_for(SMALL, (9.0, 0.0)))
    driver.send(Teach, 1)
    (taught,) = driver.wait(Taught)
    assert taught.report is None
    assert taught.problem is not None
    assert taught.problem.code == "teach.beyond-bound"
    assert "within 4 px" in sentence(taught.problem)


def test_a_teaching_that_is_given_up_has_no_answer(driver: Driver) -> None:
    driver.send(Adjust, placed_for(SMALL))
    driver.send(Teach, 1)
    driver.send(Adjust, SMALL)
    assert of(driver.snapshot(), Taught) == []
    driver.send(Step)
    assert of(driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step == 1), Taught) == []


def test_what_was_taught_is_gone_with_the_training(driver: Driver) -> None:
    _, after = teach(driver, placed_for(SMALL), 1)
    driver.collect(is_recalled(1))
    driver.generation += 1
    driver.send(Reset, driver.generation)
    (configured,) = of(driver.snapshot(), Configured)
    assert configured.taught == 0
    driver.send(Adjust, SMALL)
    (recalled,) = of(driver.collect(is_recalled(0)), Recalled)
    assert not recalled.known
    driver.send(Adjust, after)
    (recalled,) = of(driver.collect(is_recalled(1)), Recalled)
    assert not recalled.known


def test_a_lab_that_is_come_back_to_still_knows_what_it_was_taught(driver: Driver) -> None:
    driver.send(Step, 2)
    driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step == 2)
    _, after = teach(driver, placed_for(SMALL), 1)
    driver.collect(is_recalled(1))
    driver.configure(replace(after, lab="subpixel", working_size=48))
    # Meanwhile it was taken back.
    replies = driver.configure(SMALL)
    (recalled,) = of(replies, Recalled)
    assert (recalled.known, recalled.step) == (True, 2)
    (configured,) = of(replies, Configured)
    assert (configured.step, configured.taught) == (2, 0)
    (configured,) = of(driver.configure(after), Configured)
    assert configured.taught == 1


def test_a_run_pauses_where_a_measure_passes_its_value(driver: Driver) -> None:
    spec = DeformableSpec(stop_when=Watchpoint("doctor.mean", "above", 0.2))
    driver.send(Adjust, SMALL.with_spec(spec))
    driver.send(Run)
    replies = driver.collect(lambda reply: isinstance(reply, RunningChanged) and not reply.running)
    ended = of(replies, RunningChanged)[-1]
    assert ended.why is not None
    assert ended.step % 10 == 1, "what the offset doctor finds is looked at with every tenth step"
    assert ended.step == len(losses(replies, driver.generation)) == ended.why.values["step"] > 1
    assert ended.why.values["limit"] == 0.2
    value = ended.why.values["value"]
    assert isinstance(value, float)
    assert value > 0.2
    said = f"Paused at step {ended.step}: mean length was {value:.4g} px at step {ended.step - 1}, above 0.2 px"
    assert sentence(ended.why).startswith(said)
    driver.send(Observe, Observation({"report": OffsetReportRequest()}))
    report = of(driver.snapshot(), Snapshot)[-1].answers["report"]
    assert isinstance(report, OffsetReport)
    assert report.value("mean") > 0.2


def test_a_metric_is_compared_at_every_step(driver: Driver) -> None:
    driver.send(Step, 4)
    first = driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step == 4)
    before = losses(first, driver.generation)
    limit = before[-1]
    driver.send(Adjust, SMALL.with_spec(DeformableSpec(stop_when=Watchpoint("loss", "below", limit))))
    driver.send(Step, 40)
    replies = driver.collect(lambda reply: isinstance(reply, RunningChanged))
    told = losses([*first, *replies], driver.generation)[len(before) :]
    assert told[-1] < limit
    assert all(loss >= limit for loss in told[:-1])
    assert of(replies, RunningChanged)[-1].step == len(before) + len(told)


def stepped(driver: Driver, steps: int, until: int) -> list[Reply]:
    """Do some steps, and return what is said until the last of them is shown."""
    driver.send(Step, steps)
    return driver.collect(lambda reply: isinstance(reply, Snapshot) and reply.step == until)


def test_an_experiment_is_written_and_gone_on_with(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "a.vizapp"
    measured = losses(stepped(driver, 12, 12), driver.generation)
    saving = driver.send(SaveExperiment, os.fsencode(path), SMALL)
    (wanted,) = driver.wait(CurvesWanted)
    assert (wanted.seq, wanted.labs) == (saving, ("deformable",))
    table = CurveTable((KeptSeries("deformable", 1, "loss", 1, 12),))
    driver.send(KeepCurves, saving, table, np.array(measured))
    (saved,) = driver.wait(ExperimentSaved)
    assert (saved.seq, saved.file_bytes, saved.problem) == (saving, path.stat().st_size, None)
    later = unit_in(of(stepped(driver, 8, 20), Snapshot)[-1])
    with path.open("rb") as file:
        kept = read_kept(file, path.name)
    np.testing.assert_array_equal(kept.curves.values, measured)
    text = (kept.training.document, kept.training.training)
    driver.send(SetTraining, *(np.frombuffer(each, np.uint8) for each in text), kept.training.states)
    (configured,) = of(driver.configure(kept.experiment), Configured)
    assert configured.step == 12
    again = unit_in(of(stepped(driver, 8, 20), Snapshot)[-1])
    np.testing.assert_array_equal(again.point_yx, later.point_yx)


def test_a_training_that_is_none_is_refused_and_the_engine_goes_on(driver: Driver) -> None:
    junk = np.frombuffer(b"junk", np.uint8)
    seq = driver.send(SetTraining, junk, junk, junk)
    (refused,) = driver.wait(Refused)
    assert refused.seq == seq
    assert "cannot be read" in sentence(refused.problem)
    (configured,) = of(driver.configure(SMALL), Configured)
    assert configured.step == 0


def test_a_training_that_a_setting_has_ended_is_brought_back_by_its_number(driver: Driver) -> None:
    driver.configure(SMALL, 1)
    steps(driver, 12)
    driver.send(GoTo, 1, 7)
    point = unit_in(of(driver.snapshot(), Snapshot)[-1]).point_yx
    (configured,) = of(driver.configure(replace(SMALL, seed=3), 2), Configured)
    assert (configured.step, configured.training, configured.set_aside) == (0, "new", (1,))
    steps(driver, 2)
    replies = driver.configure(SMALL, 1)
    (configured,) = of(replies, Configured)
    assert (configured.step, configured.training, configured.set_aside) == (7, "earlier", (2,))
    (branches,) = of(replies, BranchesChanged)
    assert [(each.cause, each.head) for each in branches.branches] == [("start", 12)]
    np.testing.assert_array_equal(unit_in(of(replies, Snapshot)[-1]).point_yx, point)
    (configured,) = of(driver.configure(replace(SMALL, seed=3), 2), Configured)
    assert (configured.step, configured.training) == (2, "earlier")
    (configured,) = of(driver.configure(SMALL, 3), Configured)
    assert (configured.step, configured.training) == (0, "new"), "the same setting, but not undo"


def test_the_training_on_another_picture_is_brought_back_if_it_is_the_same_picture_again(driver: Driver) -> None:
    pixels = np.random.default_rng(5).integers(0, 256, (40, 48, 3)).astype(np.uint8)
    driver.configure(SMALL, 11)
    steps(driver, 5)
    for training, values, expected in ((12, pixels[::-1], "new"), (11, pixels, "earlier"), (13, pixels, "new")):
        driver.send(SetSource, "image", np.ascontiguousarray(values))
        (configured,) = of(driver.configure(SMALL, training), Configured)
        assert (configured.training, configured.step) == (expected, 5 if expected == "earlier" else 0)
    driver.send(SetSource, "image", pixels + 1)
    (configured,) = of(driver.configure(SMALL, 11), Configured)
    assert (configured.training, configured.step) == ("new", 0), "the file is another now"
