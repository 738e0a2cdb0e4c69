"""A picture that another network has made of the source: when it is read or refused, and what the engine is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from session_fakes import Bench, feature_map, image

from vizapp.document.experiment import Experiment, Source
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.text import from_text, to_text
from vizapp.gui.request_names import JUDGEMENT
from vizapp.protocol.commands import Configure, SetJudged
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import Judgement, Subpixels
from vizapp.session.source_state import SidePicture

RESULT = Source("file", "/results/x2.png")


@pytest.fixture
def bench() -> Bench:
    bench = Bench(Experiment(lab="subpixel"))
    bench.begin()
    return bench


def opened(bench: Bench, height: int = 16, width: int = 20) -> None:
    bench.session.open_judged_path("/results/x2.png")
    bench.read(image("x2.png", height, width))


def told(bench: Bench) -> list[SetJudged]:
    return [command for command in bench.engine.take() if isinstance(command, SetJudged)]


def test_it_is_read_and_given_to_a_lab_that_goes_on(bench: Bench) -> None:
    bench.engine.take()
    opened(bench)
    assert bench.state.experiment.judged == RESULT
    loaded = bench.state.judged.loaded
    assert loaded is not None
    assert bench.state.judges
    sent = bench.engine.take()
    assert not [command for command in sent if isinstance(command, Configure)], "nothing starts again"
    (command,) = (command for command in sent if isinstance(command, SetJudged))
    assert command.values is loaded.values
    assert bench.state.undo_label == "Change somebody's result"


@pytest.mark.parametrize("factor", [1, 2, 3, 4, 8])
def test_it_may_be_larger_by_a_factor(bench: Bench, factor: int) -> None:
    opened(bench, 8 * factor, 10 * factor)
    assert bench.state.judges


@pytest.mark.parametrize("size", [(16, 21), (40, 50), (8, 9), (4, 5)])
def test_what_does_not_fit_changes_nothing(bench: Bench, size: tuple[int, int]) -> None:
    before = bench.state.experiment
    bench.engine.take()
    opened(bench, *size)
    assert bench.state.experiment == before
    assert not told(bench)
    banner = bench.state.banner
    assert banner is not None
    assert banner.text.startswith(f"x2.png has {size[1]} × {size[0]} pixels, and the source 10 × 8")


def test_a_feature_map_is_none(bench: Bench) -> None:
    bench.session.open_judged_path("/results/map.npy")
    bench.read(feature_map(4))
    assert bench.state.experiment.judged is None
    assert bench.state.banner is not None
    assert bench.state.banner.problem.code == "judged.not-an-image"


def test_it_goes_with_its_source_and_comes_back_with_it(bench: Bench) -> None:
    opened(bench)
    bench.engine.take()
    bench.session.open_path("/pictures/other.png")
    bench.read(image("other.png", 30, 30))
    assert bench.state.experiment.judged is None
    assert bench.state.judged == SidePicture()
    (command,) = told(bench)
    assert command.values is None
    bench.session.undo()
    if bench.state.reading is not None:
        bench.read(image())
    bench.session.poll()
    assert bench.state.experiment.judged == RESULT
    assert bench.state.judges
    (command,) = told(bench)
    assert command.values is not None


def test_it_is_put_away_and_that_is_undone(bench: Bench) -> None:
    opened(bench)
    bench.engine.take()
    bench.session.close_judged()
    (command,) = told(bench)
    assert command.values is None
    assert not bench.state.judges
    bench.session.undo()
    assert bench.state.judges
    assert told(bench)[-1].values is not None


def test_a_task_without_a_network_keeps_it_for_the_return(bench: Bench) -> None:
    opened(bench)
    bench.engine.take()
    experiment = bench.state.experiment
    bench.session.update(experiment.with_spec(SubpixelSpec(task=ShuffleSpec())), "task")
    assert not bench.state.judges
    assert bench.state.experiment.judged == RESULT
    assert not told(bench)
    bench.session.update(replace(bench.state.experiment, labs=experiment.labs), "task")
    assert bench.state.judges
    assert not told(bench), "the engine has it still"


def test_a_document_names_it_and_an_older_one_does_without() -> None:
    experiment = Experiment(lab="subpixel", judged=RESULT)
    text = to_text(experiment)
    assert from_text(text) == experiment
    assert from_text(to_text(Experiment())).judged is None


def test_a_document_that_names_one_that_is_not_there_says_so(tmp_path: Path) -> None:
    bench = Bench(Experiment(lab="subpixel", judged=Source("file", str(tmp_path / "gone.png"))))
    bench.begin()
    bench.session.poll()
    if bench.reader.waiting:
        bench.reader.refuse_waiting("source.missing")
        bench.session.poll()
    assert bench.state.judged.problem is not None
    assert bench.state.judged.problem.field == "judged"
    assert not bench.state.judges


def test_what_was_measured_of_another_picture_goes_with_it(bench: Bench) -> None:
    measured = Judgement((16, 20), 2, (0, 0, 16, 20), 59.45, 0.999, ())
    other = Judgement((16, 20), 2, (0, 0, 16, 20), 20.0, 0.5, ())

    def shown(judgement: Judgement, applied: int) -> Judgement | None:
        told = {JUDGEMENT: judgement, "picked": Subpixels((0, 0), np.zeros(4, np.float32))}
        bench.say(
            Snapshot(
                generation=bench.generation,
                applied=applied,
                step=0,
                running=False,
                steps_per_second=0.0,
                memory_bytes=1,
                answers=told,
            )
        )
        return bench.state.answer(JUDGEMENT, Judgement)

    opened(bench)
    assert shown(measured, bench.seq) == measured
    before = bench.seq
    bench.session.open_judged_path("/results/noisy.png")
    bench.read(image("noisy.png", 16, 20))
    assert bench.state.judged.loaded is not None
    assert bench.state.answer(JUDGEMENT, Judgement) is None, "it is as large, and another picture"
    assert bench.state.answer("picked", Subpixels) is not None
    assert shown(measured, before) is None, "it comes late"
    assert shown(other, bench.seq) == other
    bench.session.undo()
    assert bench.state.answer(JUDGEMENT, Judgement) is None
