"""Offsets that are brought: the question what they are, the document that follows, and what the engine hears."""

from __future__ import annotations

import numpy as np
import pytest
from session_fakes import Bench, feature_map, image

from vizapp.document.brought import BroughtArray, BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.evidence import Evidence
from vizapp.offset_maps.kernels import KernelGuess
from vizapp.offset_maps.non_finite import NonFinite
from vizapp.problem import Problem
from vizapp.protocol.commands import Configure, SetBrought, SetSource
from vizapp.sources.brought import Examination, FoundArray, FoundReading, LoadedBrought, OffsetChoices
from vizapp.sources.results import ReadResult

EVIDENCE = Evidence(1.0, 1.0, 0.5, 0.5, 0.5, 0.0, 1.0, 2.0, (1.0, 1.0))
READING = FoundReading("xy", EVIDENCE, (1, 1), np.zeros(2, "<f4").tobytes(), np.zeros(18, "<f4").tobytes())


def found(role: str, array: str | None, shape: tuple[int, ...], file: int = 0) -> FoundArray:
    return FoundArray(array or role, file, array, shape, "float32", role, (role,), True)  # type: ignore[arg-type]  # a role by its name


EXAMINED = Examination(
    files=("layer.npz",),
    arrays=(
        found("offsets", "off", (18, 3, 4)),
        found("feature map", "x", (5, 3, 4)),
        found("weight", "w", (2, 5, 3, 3)),
    ),
    units=(3, 4),
    kernels=(KernelGuess((3, 3), 1),),
    geometries=(ConvGeometry.aligned(3),),
    input_size=(3, 4),
    outputs=2,
    verdict="likely",
    readings=(READING,),
)


def arrays() -> LoadedBrought:
    offsets = np.zeros((18, 3, 4), np.float32)
    weight = np.zeros((2, 5, 3, 3), np.float32)
    nothing = NonFinite(0, 0, 0, ((0,) * 9,), ())
    return LoadedBrought({"offsets": offsets, "weight": weight}, nothing, np.zeros((3, 4), bool))


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.begin()
    bench.reader.load_waiting(image("coffee.png"))
    bench.session.poll()
    bench.engine.take()
    return bench


def answer(bench: Bench, **result: object) -> None:
    """Answer the last request that the user waits for."""
    bench.reader.results.append(ReadResult(bench.reader.requests[-1].id, **result))  # type: ignore[arg-type]  # any of its fields
    bench.session.poll()


def accepted(bench: Bench) -> LoadedBrought:
    """Drop a layer, accept it, and have it read."""
    bench.session.open_files(["/data/layer.npz"])
    answer(bench, examined=EXAMINED)
    bench.session.accept_offsets("xy")
    bench.read(feature_map(5, array="x"))
    loaded = arrays()
    bench.reader.results.append(ReadResult(bench.reader.waiting[-1].id, brought=loaded))
    bench.session.poll()
    return loaded


def test_what_the_files_are_is_asked_and_nothing_changes_until_it_is_answered(bench: Bench) -> None:
    before = bench.state.experiment
    bench.session.open_files(["/data/layer.npz", "/data/photo.png"])
    assert bench.state.reading == "layer.npz"
    assert [path.name for path in bench.reader.requests[-1].examined] == ["layer.npz", "photo.png"]
    answer(bench, examined=EXAMINED)
    assert bench.state.reading is None
    offer = bench.state.offer
    assert offer is not None
    assert (offer.files, offer.examination) == (("/data/layer.npz", "/data/photo.png"), EXAMINED)
    choices = OffsetChoices((), KernelGuess((1, 1), 9))
    bench.session.examine_offsets(choices)
    assert bench.reader.requests[-1].choices == choices
    assert bench.state.offer is not None
    assert bench.state.offer.is_busy
    bench.session.accept_offsets("xy")
    assert bench.state.offer is not None, "it is being examined"
    answer(bench, examined=EXAMINED)
    assert not bench.state.offer.is_busy
    bench.session.cancel_offsets()
    assert bench.state.offer is None
    assert bench.state.experiment == before
    assert not bench.engine.take()


def test_an_accepted_layer_is_the_document_and_the_engine_waits_for_its_arrays(bench: Bench) -> None:
    bench.session.open_files(["/data/layer.npz"])
    answer(bench, examined=EXAMINED)
    bench.session.accept_offsets("xy")
    assert bench.state.offer is None
    assert bench.reader.requests[-1].array == "x"
    assert bench.reader.requests[-1].axes == "CHW"
    source = bench.read(feature_map(5, array="x"))
    experiment = bench.state.experiment
    assert experiment.source == Source("file", "/data/layer.npz", "x", "CHW")
    task = experiment.spec_of(DeformableSpec).task
    assert isinstance(task, BroughtSpec)
    assert task.arrays == (
        BroughtArray("offsets", "/data/layer.npz", "off"),
        BroughtArray("weight", "/data/layer.npz", "w"),
    )
    assert (task.layout, task.outputs, task.read_size) == ("xy", 2, (3, 4))
    assert bench.state.recent[0] == "/data/layer.npz"
    assert bench.state.brought.is_reading
    assert not bench.engine.take(), "nothing can be computed yet"
    assert bench.reader.waiting[-1].brought == task
    loaded = arrays()
    bench.reader.results.append(ReadResult(bench.reader.waiting[-1].id, brought=loaded))
    bench.session.poll()
    sent = bench.engine.take()
    assert [type(command) for command in sent][:3] == [SetSource, SetBrought, Configure]
    assert isinstance(sent[0], SetSource)
    assert sent[0].values is source.values
    assert isinstance(sent[1], SetBrought)
    assert sent[1].offsets is loaded.arrays["offsets"]
    assert sent[1].weight is loaded.arrays["weight"]
    assert sent[1].mask is None


def test_undo_and_redo_need_no_file_and_another_layout_is_told_at_once(bench: Bench) -> None:
    loaded = accepted(bench)
    bench.engine.take()
    asked = len(bench.reader.requests) + len(bench.reader.waiting)
    bench.session.undo()
    assert not any(isinstance(command, SetBrought) for command in bench.engine.take())
    bench.session.redo()
    assert bench.state.brought.loaded is loaded
    assert len(bench.reader.requests) + len(bench.reader.waiting) == asked
    bench.engine.take()
    spec = bench.state.experiment.spec_of(DeformableSpec)
    other = spec.replaced(task=spec.task.replaced(layout="split"))
    bench.session.update(bench.state.experiment.with_spec(other), "layout")
    assert bench.state.brought.is_reading
    bench.reader.results.append(ReadResult(bench.reader.waiting[-1].id, brought=arrays()))
    bench.session.poll()
    assert [type(command) for command in bench.engine.take()][:2] == [SetBrought, Configure]


def test_a_file_that_is_gone_is_said_and_the_engine_refuses_the_layer(bench: Bench) -> None:
    task = BroughtSpec(arrays=(BroughtArray("offsets", "/gone.npy"),))
    bench.session.update(bench.state.experiment.with_spec(DeformableSpec(task=task)), "brought")
    gone = Problem("source.missing", "source", {"name": "gone.npy"})
    bench.reader.results.append(ReadResult(bench.reader.waiting[-1].id, problem=gone))
    bench.session.poll()
    assert bench.state.brought.problem is not None
    assert bench.state.banner is not None
    assert [type(command) for command in bench.engine.take()][:1] == [Configure]


def test_files_without_offsets_are_opened_as_ever(bench: Bench) -> None:
    bench.session.open_files(["/data/map.npy", "/data/other.npy"])
    answer(bench, nothing=True)
    assert bench.reader.requests[-1].path is not None
    assert bench.reader.requests[-1].path.name == "map.npy"
    assert bench.state.banner is not None
    assert "2 files" in bench.state.banner.text
    bench.read(feature_map(4))
    assert bench.state.experiment.source.location == "/data/map.npy"


def test_offsets_can_be_opened_as_a_feature_map_all_the_same(bench: Bench) -> None:
    bench.session.open_files(["/data/layer.npz"])
    answer(bench, examined=EXAMINED)
    bench.session.decline_offsets()
    assert bench.state.offer is None
    bench.read(feature_map(18))
    assert bench.state.experiment.source.location == "/data/layer.npz"


def test_a_file_that_cannot_be_read_is_said_and_nothing_is_lost(bench: Bench) -> None:
    before = bench.state.experiment
    bench.session.open_files(["/data/layer.npz"])
    answer(bench, problem=Problem("source.missing", "source", {"name": "layer.npz"}))
    assert bench.state.offer is None
    assert bench.state.banner is not None
    assert bench.state.experiment == before


def test_a_reading_that_was_cancelled_or_overtaken_asks_nothing(bench: Bench) -> None:
    bench.session.open_files(["/data/layer.npz"])
    first = bench.reader.requests[-1].id
    bench.session.cancel_reading()
    assert bench.state.reading is None
    bench.reader.results.append(ReadResult(first, examined=EXAMINED))
    bench.session.poll()
    assert bench.state.offer is None
    bench.session.open_files(["/data/layer.npz"])
    second = bench.reader.requests[-1].id
    bench.session.open_path("/data/photo.png")
    bench.reader.results.append(ReadResult(second, examined=EXAMINED))
    bench.session.poll()
    assert bench.state.offer is None
    assert bench.state.reading == "photo.png"


def test_files_given_at_the_start_wait_for_the_first_picture() -> None:
    bench = Bench()
    bench.session.open_files(["/data/layer.npz"])
    assert not bench.reader.requests[-1].examined
    bench.read(image())
    bench.session.poll()
    assert [path.name for path in bench.reader.requests[-1].examined] == ["layer.npz"]


def test_the_offsets_of_the_document_are_asked_about_again(bench: Bench) -> None:
    bench.session.reopen_offsets()
    assert not any(request.examined for request in bench.reader.requests)
    accepted(bench)
    bench.session.reopen_offsets()
    request = bench.reader.requests[-1]
    assert [path.name for path in request.examined] == ["layer.npz"]
    assert request.choices == OffsetChoices((), KernelGuess((3, 3), 1), ConvGeometry.aligned(3))


def test_the_task_without_arrays_is_told_as_none(bench: Bench) -> None:
    accepted(bench)
    bench.engine.take()
    empty = DeformableSpec(task=BroughtSpec())
    bench.session.update(bench.state.experiment.with_spec(empty), "task")
    sent = bench.engine.take()
    assert isinstance(sent[0], SetBrought)
    assert sent[0].offsets is None
    bench.session.update(bench.state.experiment.with_spec(DeformableSpec(task=HandSetSpec())), "task")
    assert [type(command) for command in bench.engine.take()][:1] == [Configure]
    assert Experiment().spec_of(DeformableSpec).uses_brought is False
