"""Every array of a file, whole: batches, kernels and biases, and why an array is left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from vizapp.sources import whole_arrays
from vizapp.sources.loaded import SourceError
from vizapp.sources.whole_arrays import read_arrays

ARRAYS = {
    "batch": np.arange(2 * 3 * 4 * 5, dtype=np.float32).reshape(2, 3, 4, 5),
    "bias": np.arange(7, dtype=np.float64),
    "plane": np.arange(6, dtype=np.int16).reshape(2, 3),
}


def tensors() -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(values.copy()) for name, values in ARRAYS.items()}


def write_npz(path: Path) -> None:
    np.savez_compressed(path, **ARRAYS)


def write_fortran(path: Path) -> None:
    np.savez(path, **{name: np.asfortranarray(values) for name, values in ARRAYS.items()})


def write_torch(path: Path) -> None:
    torch.save(tensors(), path)


def write_torch_of_protocol_4(path: Path) -> None:
    torch.save(tensors(), path, pickle_protocol=4)


def write_old_torch(path: Path) -> None:
    torch.save(tensors(), path, _use_new_zipfile_serialization=False)


def write_safetensors(path: Path) -> None:
    save_file(tensors(), path)


@pytest.mark.parametrize(
    ("write", "suffix"),
    [
        (write_npz, "npz"),
        (write_fortran, "npz"),
        (write_torch, "pt"),
        (write_torch_of_protocol_4, "pt"),
        (write_old_torch, "pt"),
        (write_safetensors, "safetensors"),
    ],
)
def test_all_arrays_are_read_whole(write, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"all.{suffix}"
    write(path)
    held = read_arrays(path)
    assert held.refused == ()
    assert {each.name for each in held.arrays} == set(ARRAYS)
    for each in held.arrays:
        np.testing.assert_array_equal(each.values, ARRAYS[each.name])
        assert each.dtype == ARRAYS[each.name].dtype.name
    (one,) = read_arrays(path, "bias").arrays
    np.testing.assert_array_equal(one.values, ARRAYS["bias"])


def test_a_single_array_has_no_name(tmp_path: Path) -> None:
    np.save(tmp_path / "one.npy", ARRAYS["batch"])
    (each,) = read_arrays(tmp_path / "one.npy").arrays
    assert each.name == ""
    np.testing.assert_array_equal(each.values, ARRAYS["batch"])


def test_half_precision_keeps_the_name_of_its_type(tmp_path: Path) -> None:
    save_file({"b": torch.ones(2, 3, 4, 5, dtype=torch.bfloat16)}, tmp_path / "b.safetensors")
    (each,) = read_arrays(tmp_path / "b.safetensors").arrays
    assert (each.dtype, each.values.dtype, each.values.shape) == ("bfloat16", np.float32, (2, 3, 4, 5))


def test_what_cannot_be_read_is_named_with_its_reason(tmp_path: Path) -> None:
    np.savez(tmp_path / "some.npz", good=ARRAYS["bias"], deep=np.zeros((1, 1, 1, 1, 2)), odd=np.zeros(3, complex))
    held = read_arrays(tmp_path / "some.npz")
    assert [each.name for each in held.arrays] == ["good"]
    assert {name: problem.code for name, problem in held.refused} == {
        "deep": "reason.axes", "odd": "reason.complex",
    }  # fmt: skip


def test_a_file_that_is_cut_off_is_refused_and_not_guessed(tmp_path: Path) -> None:
    np.save(tmp_path / "cut.npy", ARRAYS["bias"])
    data = (tmp_path / "cut.npy").read_bytes()
    (tmp_path / "cut.npy").write_bytes(data[:-8])
    held = read_arrays(tmp_path / "cut.npy")
    assert held.arrays == ()
    assert [problem.code for _, problem in held.refused] == ["reason.numbers-missing"]


def test_beyond_the_limit_arrays_can_be_read_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_arrays, "MAX_BYTES", 500)
    np.savez(tmp_path / "large.npz", **ARRAYS)
    held = read_arrays(tmp_path / "large.npz")
    assert [each.name for each in held.arrays] == ["batch"]
    assert [(name, problem.code) for name, problem in held.refused] == [
        ("bias", "reason.beside-others"), ("plane", "reason.beside-others"),
    ]  # fmt: skip
    assert [each.name for each in read_arrays(tmp_path / "large.npz", "bias").arrays] == ["bias"]


def test_a_picture_is_refused_here(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (20, 20)).save(tmp_path / "p.png")
    with pytest.raises(SourceError) as caught:
        read_arrays(tmp_path / "p.png")
    assert caught.value.problem.code == "source.picture-not-arrays"
