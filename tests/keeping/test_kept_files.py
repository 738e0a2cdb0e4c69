"""Files of experiments: what is written is read again, and what is no such file is refused with one sentence."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import struct
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from kept_samples import OF_THE_PRESENT_VERSION, SPEC, archive_of, content, members_of, with_json, write
from safetensors.numpy import load as load_safetensors

from vizapp.keeping import writing
from vizapp.keeping.archive import KeptFileError
from vizapp.keeping.members import FILE_VERSION, MAX_TRAINING_BYTES, VERSION_WITHOUT_RUN
from vizapp.keeping.reading import KeptFile, read_kept
from vizapp.keeping.tensors import TensorPart, read_tensors, table_of
from vizapp.keeping.training import read_training, steerings_of
from vizapp.wording.problems import ProblemError


@pytest.fixture
def members(tmp_path: Path) -> dict[str, bytes]:
    return members_of(write(content(), tmp_path / "a.vizapp"))


def read(data: bytes) -> KeptFile:
    return read_kept(io.BytesIO(data), "a.vizapp")


def refusal(data: bytes) -> str:
    with pytest.raises(KeptFileError) as refused:
        read(data)
    return str(refused.value)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    given = content()
    found = read(write(given, tmp_path / "a.vizapp").read_bytes())
    assert found.experiment == given.experiment
    assert msgspec.json.encode(found.timelines) == msgspec.json.encode(given.training)
    assert found.view == given.view
    assert found.curves.table == given.curves.table
    np.testing.assert_array_equal(found.curves.values, given.curves.values)
    states = read_tensors(found.training.states)
    assert states["deformable/1/layer/weight"].values[1, 2].tolist() == [28.0, 29.0, 30.0, 31.0]
    steerings = steerings_of(given.training.labs[0], json.loads(found.training.document))
    assert [each["learning_rate"] for each in steerings] == [0.02, 0.01]
    assert steerings[1] == SPEC.steering()


def test_others_can_read_the_parts(members: dict[str, bytes]) -> None:
    assert next(iter(members)) == "manifest.json"
    assert json.loads(members["manifest.json"])["version"] == VERSION_WITHOUT_RUN
    states = load_safetensors(members["states.safetensors"])
    assert states["deformable/present/layer/weight"].shape == (3, 4)
    curves = load_safetensors(members["curves.safetensors"])
    assert curves["deformable/2/loss"].dtype == np.float64


def test_only_text_is_compressed_and_the_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = write(content(), tmp_path / "a.vizapp")
    with zipfile.ZipFile(path) as archive:
        packed = {info.filename for info in archive.infolist() if info.compress_type == zipfile.ZIP_DEFLATED}
    assert packed == {f"{name}.json" for name in ("manifest", "document", "training", "curves", "view", "pictures")}
    before = path.read_bytes()
    shares = writing.written(content(), path)
    told = [next(shares) for _ in range(4)]
    shares.close()
    assert told == sorted(told)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.vizapp"]


def test_a_full_disk_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(content(), tmp_path / "a.vizapp")
    before = path.read_bytes()

    def no_room(self: object, data: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile._ZipWriteFile, "write", no_room)  # type: ignore[attr-defined]  # not in the stubs
    with pytest.raises(OSError, match="No space left"):
        write(content(), path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.vizapp"]


def test_more_than_can_be_read_again_is_not_written(tmp_path: Path) -> None:
    given = content()
    large = writing.Content(given.experiment, view=b'{"a": "%s"}' % (b"a" * MAX_TRAINING_BYTES))
    with pytest.raises(ProblemError, match=r"was not written: view\.json would be larger"):
        write(large, tmp_path / "a.vizapp")
    assert not list(tmp_path.iterdir())


def test_a_file_of_the_present_version_opens() -> None:
    with OF_THE_PRESENT_VERSION.open("rb") as file:
        found = read_kept(file, "experiment_1.vizapp")
    training = read_training(found.training.training)
    assert {lab.lab for lab in training.labs} == {"deformable", "subpixel"}
    assert all(len(lab.branches) == 2 and lab.step > 0 for lab in training.labs)
    assert len(found.curves.values) > 0


def test_a_newer_one_is_refused(members: dict[str, bytes]) -> None:
    newer = with_json(members, "manifest.json", version=FILE_VERSION + 1, program="9.0", extra=1)
    assert refusal(archive_of({**newer, "hologram.bin": b"1"})) == (
        f"a.vizapp was saved by a newer vizapp (9.0): it is in version {FILE_VERSION + 1} of the format, and this "
        f"one reads up to {FILE_VERSION}; install a newer vizapp."
    )
    document = with_json(members, "document.json", version=99)
    assert "made by a newer vizapp: its form is version 99" in refusal(archive_of(document))


def test_an_older_document_is_migrated(members: dict[str, bytes]) -> None:
    older = json.loads(members["document.json"])
    older["version"] = 4
    for lab in older["labs"]:
        if lab["lab"] == "deformable":
            lab["stop_when"] = {"measure": "doctor.worst-tap", "side": "above", "value": 3.0}
    found = read(archive_of({**members, "document.json": json.dumps(older).encode()}))
    spec = found.experiment.spec
    assert getattr(spec, "stop_when").measure == "doctor.longest_tap"  # noqa: B009  only this lab has the field


Damage = Callable[[dict[str, bytes]], dict[str, bytes]]


def _training(**changes: object) -> Damage:
    def change(members: dict[str, bytes]) -> dict[str, bytes]:
        plain = json.loads(members["training.json"])
        plain["labs"][0].update(changes)
        return {**members, "training.json": json.dumps(plain).encode()}

    return change


def _branch(**changes: object) -> Damage:
    def change(members: dict[str, bytes]) -> dict[str, bytes]:
        plain = json.loads(members["training.json"])
        plain["labs"][0]["branches"][1].update(changes)
        return {**members, "training.json": json.dumps(plain).encode()}

    return change


def _without(name: str) -> Damage:
    return lambda members: {each: data for each, data in members.items() if each != name}


def _tensors(entries: dict[str, object], data: bytes) -> bytes:
    text = json.dumps(entries).encode()
    return struct.pack("<Q", len(text)) + text + data


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (_without("manifest.json"), "a.vizapp is not an experiment of vizapp; choose a file that vizapp has saved."),
        (_without("view.json"), "a.vizapp is not whole: view.json is missing in it; open an earlier copy of it."),
        (_without("states.safetensors"), "states.safetensors in it contradicts"),
        (lambda members: {**members, "run.sh": b"rm"}, "a.vizapp holds 'run.sh', which no experiment of format 2"),
        (lambda members: with_json(members, "manifest.json", format="a zoo"), "is not an experiment of vizapp"),
        (lambda members: with_json(members, "document.json", zoo=1), "holds no experiment that can be read here: "),
        (lambda members: {**members, "view.json": b"[1]"}, "view.json in it contradicts itself"),
        (lambda members: {**members, "view.json": b"[" * 100_000}, "view.json in it contradicts itself"),
        (_training(lab="zoo"), "there is no lab 'zoo'"),
        (_training(step=26), "the training stands beyond the end of its branch"),
        (_training(present=3), "the present branch is none of them"),
        (_training(extra=1), "unknown field `extra`"),
        (_training(settings=[{"kernel_size": [5, 5]}] * 2), "a setting of deformable was changed that is not live"),
        (_training(settings=[{"learning_rate": -1}] * 2), "learning_rate"),
        (_training(settings=[{}]), "settings of branch 2 are missing"),
        (_branch(parent=7), "branch 2 leaves no other"),
        (_branch(parent=None), "branch 2 begins in the middle of nothing"),
        (_branch(begins=31, head=40, kept=[], plain={}), "branch 2 leaves no other"),
        (_branch(head=24, kept=[20]), "the training stands beyond the end"),
        (_branch(kept=[20, 22]), "values of the states of branch 2 are missing"),
        (_branch(is_rooted=True, kept=[], plain={}), "the first state of branch 2 is missing"),
        (_branch(number=1), "the branches are in disorder"),
        (_branch(changes=[[21, 0]]), "the settings of branch 2 are in disorder"),
        (_branch(spacing=0), "Expected `int` >= 1"),
        (lambda members: {**members, "states.safetensors": b"1234"}, "the table of the tensors is cut off"),
        (lambda members: {**members, "states.safetensors": members["states.safetensors"][:-4]}, "do not lie where"),
        (lambda members: {**members, "states.safetensors": members["states.safetensors"] + b"1"}, "bytes follow"),
        (lambda members: with_json(members, "curves.json", series=[]), "the values of the curves are not those"),
        (lambda members: {**members, "source/source": b"1"}, "holds 'source/source', which no experiment"),
    ],
)
def test_what_is_no_experiment_is_refused_with_one_sentence(
    members: dict[str, bytes], damage: Damage, says: str
) -> None:
    told = refusal(archive_of(damage(members)))
    assert says in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("entries", "data"),
    [
        (
            {
                "a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
                "b": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
            },
            b"1234",
        ),
        ({"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}, b"12345678"),
        ({"a": {"dtype": "F32", "shape": [2**40, 2**30], "data_offsets": [0, 4]}}, b"1234"),
        ({"a": {"dtype": "F8", "shape": [1], "data_offsets": [0, 1]}}, b"1"),
        ({"a": {"dtype": "BOOL", "shape": [1], "data_offsets": [0, 1]}}, b"\x02"),
        ({"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}, b"1234"),
    ],
    ids=["overlap", "hole", "endless", "other type", "no truth value", "negative"],
)
def test_tensors_that_lie_wrongly_are_refused(entries: dict[str, object], data: bytes) -> None:
    with pytest.raises(ValueError):
        read_tensors(np.frombuffer(_tensors(entries, data), np.uint8))


def test_tensors_after_odd_ones_are_read() -> None:
    parts = [TensorPart("a", "U8", (3,)), TensorPart("b", "F64", (2,)), TensorPart("c", "F32", ())]
    data = table_of(parts) + b"abc" + np.array([1.5, -2]).tobytes() + np.float32(7).tobytes()
    found = read_tensors(np.frombuffer(data, np.uint8))
    assert found["b"].values.tolist() == [1.5, -2]
    assert found["c"].values.tolist() == 7
    assert load_safetensors(data)["b"].tolist() == [1.5, -2]


def _bombs() -> Iterator[tuple[str, bytes]]:
    stream = io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(stream, "w") as archive:  # noqa: PT031
        archive.writestr("manifest.json", "{}")
        archive.writestr("manifest.json", "{}")
    yield "a name twice", stream.getvalue()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("manifest.json", "{}")
        for number in range(70_000):
            archive.writestr(f"{number}", b"")
    yield "many members", stream.getvalue()


def test_bombs_are_refused_before_they_go_off(members: dict[str, bytes]) -> None:
    bombs = dict(_bombs())
    assert refusal(bombs["a name twice"]) == "a.vizapp is cut off or damaged; open an earlier copy of it."
    assert refusal(bombs["many members"]) == "a.vizapp is cut off or damaged; open an earlier copy of it."
    large = {**members, "view.json": b" " * (300 << 10) + b"{}"}
    assert "view.json in it takes 300 KiB, more than the limit of 256 KiB" in refusal(archive_of(large))


def test_members_that_share_their_bytes_are_refused(members: dict[str, bytes]) -> None:
    data = bytearray(archive_of(members))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]  # the place of the second member's bytes
    assert refusal(bytes(data)) == "a.vizapp is cut off or damaged; open an earlier copy of it."


def test_a_member_that_was_changed_is_noticed(members: dict[str, bytes]) -> None:
    data = bytearray(archive_of(members))
    at = data.index(np.float32(25).tobytes())
    data[at] ^= 1
    assert refusal(bytes(data)) == (
        "a.vizapp is damaged: states.safetensors in it cannot be unpacked; open an earlier copy of it."
    )


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.slow
def test_a_process_that_is_killed_while_it_writes_leaves_the_last_whole_file(tmp_path: Path) -> None:
    path, generator = tmp_path / "a.vizapp", random.Random(1)
    for turn in range(50):
        told, tells = os.pipe()
        child = os.fork()
        if child == 0:
            number = 1000 * turn
            while True:  # until it is killed
                number += 1
                write(replace(content(), view=b'{"number": %d}' % number), path)
                os.write(tells, b".")
        os.read(told, 1)  # the first file of this turn is there
        time.sleep(generator.uniform(0.0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(told)
        os.close(tells)
        assert json.loads(read(path.read_bytes()).view)["number"] > 1000 * turn
