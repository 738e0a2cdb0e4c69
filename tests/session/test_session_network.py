"""A network from a file of weights in the session: how it is opened, refused, kept, and given to the engine."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import pytest
from msgspec.structs import replace
from session_fakes import Bench, feature_map, image, ready

from vizapp.document.experiment import Experiment, Source
from vizapp.document.networks import NetworkLayer
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.document.text import from_text, to_text
from vizapp.network_weights import WeightPart
from vizapp.problem import Problem
from vizapp.protocol.commands import CancelNetwork, Command, Configure, SetNetwork
from vizapp.protocol.events import NetworkRead, NetworkRunning, Refused, ShuffleLayer
from vizapp.sources.loaded import ArrayEntry
from vizapp.sources.results import ReadResult
from vizapp.sources.weights import LoadedNetwork

C = TypeVar("C", bound=Command)
FILE = "/weights/x4.pth"
LAYERS = (ShuffleLayer("up.0", 2, 64), ShuffleLayer("up.1", 2, 12))
UNKNOWN = Problem("network.unknown", "network", {"tensors": 8})


def network(name: str = "x4.pth") -> LoadedNetwork:
    part = WeightPart("a.weight", "<f4", (1, 1, 3, 3))
    return LoadedNetwork(name, (part,), np.zeros(part.nbytes, np.uint8))


@pytest.fixture
def bench() -> Bench:
    bench = Bench(Experiment(lab="subpixel"))
    bench.begin()
    return bench


def told(bench: Bench, kind: type[C]) -> list[C]:
    return [command for command in bench.engine.take() if isinstance(command, kind)]


def read(bench: Bench, loaded: LoadedNetwork | None = None) -> SetNetwork:
    """Let the reader give the weights that were asked for last; return what the engine is given."""
    bench.engine.take()
    result = ReadResult(bench.reader.requests[-1].id, network=loaded or network())
    bench.reader.results.append(result)
    bench.session.poll()
    (command,) = told(bench, SetNetwork)
    return command


def answer(bench: Bench, seq: int, problem: Problem | None = None) -> None:
    layers = () if problem else LAYERS
    bench.engine.replies.append(NetworkRead(seq, "RCAN", 4, layers, problem))
    bench.session.poll()


def opened(bench: Bench, file: str = FILE) -> LoadedNetwork:
    loaded = network(file.rpartition("/")[2])
    bench.session.open_network_path(file)
    answer(bench, read(bench, loaded).seq)
    return loaded


def layer_of(bench: Bench) -> NetworkLayer | None:
    return bench.state.experiment.spec_of(SubpixelSpec).network


def test_it_becomes_the_documents_once_the_engine_has_looked_into_it(bench: Bench) -> None:
    before = bench.state.experiment
    bench.session.open_network_path(FILE)
    assert bench.state.reading == "x4.pth"
    assert bench.state.reads_network
    command = read(bench)
    assert bench.state.reading is None
    assert not bench.state.reads_network
    assert bench.state.network_offer is not None
    assert bench.state.experiment == before, "nothing has changed yet"
    bench.engine.take()
    answer(bench, command.seq)
    assert layer_of(bench) == NetworkLayer(FILE, "up.1", 12), "the last one"
    spec = bench.state.experiment.spec_of(SubpixelSpec)
    assert (bench.state.experiment.lab, spec.upscale_factor, spec.read_as) == ("subpixel", 2, "CRD")
    assert bench.state.undo_label == "Open network"
    sent = bench.engine.take()
    assert [type(each) for each in sent if isinstance(each, SetNetwork | Configure)] == [Configure], "it has it"


def test_a_network_that_cannot_be_used_changes_nothing(bench: Bench) -> None:
    before = bench.state.experiment
    bench.session.open_network_path(FILE)
    answer(bench, read(bench).seq, UNKNOWN)
    assert (bench.state.experiment, bench.state.network_offer) == (before, None)
    assert bench.state.banner is not None
    assert bench.state.banner.text.startswith("x4.pth cannot be opened as a network: spandrel, which recognises")
    assert not told(bench, Configure)


def test_a_refusal_goes_when_another_network_is_there(bench: Bench) -> None:
    bench.session.open_network_path("/weights/mismatch.pt")
    answer(bench, read(bench).seq, UNKNOWN)
    assert bench.state.banner is not None
    bench.session.open_network_path(FILE)
    assert bench.state.banner is not None, "it may be read until then"
    answer(bench, read(bench).seq)
    assert layer_of(bench) is not None
    assert bench.state.banner is None


def test_one_that_is_looked_into_is_given_up(bench: Bench) -> None:
    before = bench.state.experiment
    bench.session.open_network_path(FILE)
    seq = read(bench).seq
    bench.session.cancel_network()
    assert bench.state.network_offer is None
    assert not told(bench, CancelNetwork), "none is computed"
    answer(bench, seq)
    assert bench.state.experiment == before


def test_one_that_is_given_up_leaves_the_one_before_to_the_engine(bench: Bench) -> None:
    first = opened(bench)
    bench.session.open_network_path("/weights/other.pth")
    seq = read(bench, network("other.pth")).seq
    bench.session.cancel_network()
    (command,) = told(bench, SetNetwork)
    assert command.values is first.values
    answer(bench, seq, UNKNOWN)
    assert layer_of(bench) == NetworkLayer(FILE, "up.1", 12)
    assert bench.state.banner is None


def test_a_file_that_cannot_be_read_changes_nothing(bench: Bench) -> None:
    before = bench.state.experiment
    bench.session.open_network_path(FILE)
    problem = Problem("network.no-weights", "network", {"name": "x4.pth"})
    bench.reader.results.append(ReadResult(bench.reader.requests[-1].id, problem=problem))
    bench.session.poll()
    assert bench.state.experiment == before
    assert bench.state.banner is not None
    assert bench.state.banner.problem == problem
    assert bench.state.reading is None


def test_the_one_before_is_given_back_to_the_engine_after_a_refusal(bench: Bench) -> None:
    first = opened(bench)
    bench.session.open_network_path("/weights/other.pth")
    command = read(bench, network("other.pth"))
    bench.engine.take()
    answer(bench, command.seq, UNKNOWN)
    assert layer_of(bench) == NetworkLayer(FILE, "up.1", 12)
    sent = [each for each in bench.engine.take() if isinstance(each, SetNetwork | Configure)]
    assert [type(each) for each in sent] == [SetNetwork, Configure]
    assert isinstance(sent[0], SetNetwork)
    assert sent[0].values is first.values


def test_late_words_about_another_network_are_not_taken(bench: Bench) -> None:
    bench.session.open_network_path(FILE)
    command = read(bench)
    answer(bench, command.seq - 1, UNKNOWN)
    assert bench.state.network_offer is not None
    assert bench.state.network_read is None


def test_another_layer_is_chosen_from_what_was_found(bench: Bench) -> None:
    opened(bench)
    bench.engine.take()
    bench.session.choose_layer("up.0")
    assert layer_of(bench) == NetworkLayer(FILE, "up.0", 64)
    assert [type(each) for each in bench.engine.take() if isinstance(each, SetNetwork | Configure)] == [Configure]
    bench.session.choose_layer("no such layer")
    assert layer_of(bench) == NetworkLayer(FILE, "up.0", 64)
    bench.session.undo()
    assert layer_of(bench) == NetworkLayer(FILE, "up.1", 12)


def test_undo_and_redo_find_both_networks_at_hand(bench: Bench) -> None:
    first = opened(bench)
    second = opened(bench, "/weights/other.pth")
    bench.engine.take()
    asked = len(bench.reader.waiting)
    bench.session.undo()
    (command,) = told(bench, SetNetwork)
    assert command.values is first.values
    bench.session.undo()
    assert layer_of(bench) is None
    assert not told(bench, SetNetwork), "a task without a network leaves the engine what it has"
    bench.session.redo()
    bench.session.redo()
    assert told(bench, SetNetwork)[-1].values is second.values
    assert len(bench.reader.waiting) == asked, "nothing was read again"


def test_the_same_file_opened_again_is_computed_again(bench: Bench) -> None:
    opened(bench)
    bench.engine.take()
    before = bench.state.experiment
    bench.session.open_network_path(FILE)
    command = read(bench, network())
    bench.configured()
    bench.engine.take()
    answer(bench, command.seq)
    assert bench.state.experiment == before
    assert bench.engine.take(), "what is shown is of the weights before"


def test_a_document_that_names_one_waits_for_its_weights() -> None:
    layer = NetworkLayer(FILE, "up.1", 12)
    described = Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec(network=layer)),))
    assert from_text(to_text(described)) == described
    bench = Bench(described)
    bench.read(image())
    bench.say(ready())
    assert not told(bench, Configure)
    loaded = network()
    bench.reader.results.append(ReadResult(bench.reader.waiting[-1].id, network=loaded))
    bench.session.poll()
    sent = [each for each in bench.engine.take() if isinstance(each, SetNetwork | Configure)]
    assert [type(each) for each in sent] == [SetNetwork, Configure]


def test_a_document_whose_weights_are_gone_says_so() -> None:
    layer = NetworkLayer(FILE, "up.1", 12)
    bench = Bench(Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec(network=layer)),)))
    bench.read(image())
    bench.say(ready())
    bench.reader.results.append(
        ReadResult(bench.reader.waiting[-1].id, problem=Problem("source.missing", "source", {"name": "x4.pth"}))
    )
    bench.session.poll()
    assert bench.state.banner is not None
    assert bench.state.banner.text == "x4.pth does not exist; it may have been moved or renamed."
    assert told(bench, Configure), "the engine says what is missing"


def test_a_feature_map_that_is_opened_takes_its_place(bench: Bench) -> None:
    opened(bench)
    bench.session.open_path("/maps/map.npy")
    bench.read(feature_map(12))
    spec = bench.state.experiment.spec_of(SubpixelSpec)
    assert isinstance(spec.task, ShuffleSpec)
    assert spec.network is None
    assert bench.state.experiment.source == Source("file", "/maps/map.npy")


def test_another_picture_is_read_by_it(bench: Bench) -> None:
    opened(bench)
    bench.session.open_path("/pictures/other.png")
    bench.read(image("other.png", 30, 30))
    assert layer_of(bench) == NetworkLayer(FILE, "up.1", 12)


def test_it_is_put_away_and_comes_back(bench: Bench) -> None:
    opened(bench)
    bench.session.close_network()
    assert layer_of(bench) is None
    assert isinstance(bench.state.experiment.spec_of(SubpixelSpec).task, ShuffleSpec)
    bench.session.undo()
    assert layer_of(bench) == NetworkLayer(FILE, "up.1", 12)


def test_a_task_that_learns_keeps_the_engines_network_for_the_return(bench: Bench) -> None:
    opened(bench)
    kept = bench.state.experiment
    bench.engine.take()
    spec = kept.spec_of(SubpixelSpec)
    bench.session.update(kept.with_spec(replace(spec, task=SuperResolveSpec())), "task")
    assert not bench.state.experiment.spec.uses_network
    assert not told(bench, SetNetwork)
    bench.session.undo()
    assert not told(bench, SetNetwork)


def test_how_far_it_is_is_known_until_it_is_there_or_cancelled(bench: Bench) -> None:
    opened(bench)
    seq = next(each.seq for each in reversed(bench.engine.ever_sent) if isinstance(each, Configure))
    generation = next(each.generation for each in reversed(bench.engine.ever_sent) if isinstance(each, Configure))
    bench.engine.replies.append(NetworkRunning(3, 9))
    bench.session.poll()
    assert bench.state.network_run == (3, 9)
    bench.engine.take()
    bench.session.cancel_network()
    assert len(told(bench, CancelNetwork)) == 1
    bench.engine.replies.append(Refused(seq, generation, Problem("network.cancelled", "network")))
    bench.session.poll()
    assert bench.state.network_run is None
    assert bench.state.refusal_text == "The network was not computed: it was cancelled."
    bench.session.reset()
    assert told(bench, Configure), "it is computed when it is asked for"


def test_a_new_engine_is_given_the_network_again(bench: Bench) -> None:
    loaded = opened(bench)
    bench.engine.take()
    bench.session.restart_engine()
    bench.say(ready())
    (command,) = told(bench, SetNetwork)
    assert command.values is loaded.values


def test_a_file_of_many_arrays_is_opened_as_a_network_instead(bench: Bench) -> None:
    bench.session.open_path("/weights/x4.pth")
    bench.reader.offer(
        ArrayEntry("a.weight", (4, 3, 3, 3), "float32"), ArrayEntry("b.weight", (4, 4, 3, 3), "float32")
    )
    bench.session.poll()
    assert bench.state.choice is not None
    bench.session.open_choice_as_network()
    assert bench.state.choice is None
    answer(bench, read(bench).seq)
    assert layer_of(bench) == NetworkLayer(FILE, "up.1", 12)


def test_a_network_that_was_opened_goes_with_the_engine_that_looked_into_it(bench: Bench) -> None:
    before = bench.state.experiment
    bench.session.open_network_path(FILE)
    read(bench)
    bench.engine.alive = False
    bench.session.poll()
    assert bench.state.network_offer is None, "it may be what the engine died of"
    bench.say(ready())
    assert not told(bench, SetNetwork)
    assert bench.state.experiment == before
