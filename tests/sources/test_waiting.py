"""Reading for the command line: by the confined process, with what reading here gives."""

from __future__ import annotations

import os
from contextvars import ContextVar
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from source_processes import linux, running_children

from vizapp.sources import waiting, weight_files, whole_arrays
from vizapp.sources.loaded import ArrayChoiceNeeded, SourceError
from vizapp.sources.reader import read_source


@pytest.fixture(autouse=True)
def _no_reader_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_shared", ContextVar("one reader of these tests", default=None))


def test_a_file_a_choice_and_a_refusal_are_those_of_reading_here(photo: Path, tmp_path: Path) -> None:
    several, none = tmp_path / "maps.npz", tmp_path / "text.png"
    np.savez(several, a=np.ones((1, 2, 2)), b=np.zeros((1, 3, 3)))
    none.write_text("no picture")
    before = running_children()
    with waiting.one_reader():
        np.testing.assert_array_equal(waiting.read_file(photo).values, read_source(photo).values)
        assert waiting.read_file(several, "b").array == "b"
        with pytest.raises(ArrayChoiceNeeded) as asked, waiting.one_reader():
            waiting.read_file(several)
        assert [entry.name for entry in asked.value.entries] == ["a", "b"]
        with pytest.raises(SourceError) as here:
            read_source(none)
        with pytest.raises(SourceError) as there:
            waiting.read_file(none)
        assert str(there.value) == str(here.value)
        assert len(running_children() - before) == 1, "all by one process"
    assert running_children() == before


def test_all_arrays_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "all.npz"
    kinds = ("?", "u1", "i2", ">i4", "u8", "f2", ">f4", "f8")
    arrays = {f"of {kind}": np.arange(12).reshape(3, 4).astype(kind) for kind in kinds}
    np.savez(path, **arrays, empty=np.zeros((0, 3)), text=np.array(["x"]))
    here, there = whole_arrays.read_arrays(path), waiting.read_all_arrays(path)
    assert (there.name, there.refused) == (here.name, here.refused)
    assert [(each.name, each.dtype) for each in there.arrays] == [(each.name, each.dtype) for each in here.arrays]
    for each in there.arrays:
        np.testing.assert_array_equal(each.values, arrays[each.name])
    assert [each.name for each in waiting.read_all_arrays(path, "of u1").arrays] == ["of u1"]


def test_weights_and_experiments(tmp_path: Path) -> None:
    shapes = {"conv.weight": (8, 3, 3, 3), "conv.bias": (8,), "up.weight": (12, 8, 3, 3), "up.bias": (12,)}
    tensors = {name: np.ones(shape, np.float32) for name, shape in shapes.items()}
    save_file(tensors, tmp_path / "net.safetensors")
    here = weight_files.read_weights(tmp_path / "net.safetensors")
    there = waiting.read_network_weights(tmp_path / "net.safetensors")
    assert (there.name, there.parts) == (here.name, here.parts)
    np.testing.assert_array_equal(there.values, here.values)
    with pytest.raises(SourceError, match=r"none\.vizapp"):
        waiting.read_kept_experiment(tmp_path / "none.vizapp")


@linux
def test_secrets_of_the_environment_are_not_passed_on(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_TOKEN", "secret")
    monkeypatch.setenv("DISPLAY", ":77")
    before = running_children()
    with waiting.one_reader():
        waiting.read_file(photo)
        (pid,) = running_children() - before
        passed = Path(f"/proc/{pid}/environ").read_bytes()
    assert b"PATH=" in passed
    assert b"secret" not in passed
    assert b":77" not in passed
    assert os.environ["SOME_TOKEN"] == "secret"
