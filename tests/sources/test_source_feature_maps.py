"""Feature maps from .npy, .npz and .safetensors: shapes, numbers, notes and the choice of the array."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.lib import format as npy_format

from vizapp.sources.limits import MAX_BYTES
from vizapp.sources.loaded import ArrayChoiceNeeded, ArrayEntry, SourceError, network_values
from vizapp.sources.numpy_files import NpyError, parse_npy_header
from vizapp.sources.reader import read_source

DTYPES = ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "g", ">i2", ">u4", ">f4", ">f8"]


def numbers(dtype: str, shape: tuple[int, ...]) -> np.ndarray:
    return (np.random.default_rng(0).random(shape) * 100).astype(dtype)


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_numeric_dtype_becomes_float32(tmp_path: Path, dtype: str) -> None:
    array = numbers(dtype, (3, 5, 7))
    np.save(tmp_path / "map.npy", array)
    source = read_source(tmp_path / "map.npy")
    assert (source.kind, source.format, source.values.dtype) == ("feature_map", "npy", np.float32)
    assert (source.channels, source.height, source.width) == (3, 5, 7)
    np.testing.assert_array_equal(source.values, array.astype(np.float32))
    assert network_values(source.kind, source.values) is source.values


@pytest.mark.parametrize("order", ["C", "F"])
def test_two_to_four_axes_in_both_memory_orders(tmp_path: Path, order: str) -> None:
    array = np.random.default_rng(1).random((2, 3, 5, 7)).astype(np.float32)
    for axes, expected, notes in (
        (array[0, 0], array[:1, 0][0][None], ()),
        (array[0], array[0], ()),
        (array, array[0], ("first of 2 items in the batch",)),
        (array[:1], array[0], ()),
    ):
        np.save(tmp_path / "map.npy", np.asarray(axes, order=order))
        source = read_source(tmp_path / "map.npy")
        np.testing.assert_array_equal(source.values, expected)
        assert source.values.flags.c_contiguous
        assert not source.values.flags.writeable
        assert source.notes == notes


@pytest.mark.parametrize("version", [(1, 0), (2, 0), (3, 0)])
def test_every_version_of_the_npy_format(tmp_path: Path, version: tuple[int, int]) -> None:
    array = numbers("f4", (2, 3, 4))
    with (tmp_path / "map.npy").open("wb") as file:
        npy_format.write_array(file, array, version=version)
    np.testing.assert_array_equal(read_source(tmp_path / "map.npy").values, array)


def test_lost_precision_is_said_and_only_then(tmp_path: Path) -> None:
    def notes(array: np.ndarray) -> tuple[str, ...]:
        np.save(tmp_path / "map.npy", array)
        return read_source(tmp_path / "map.npy").notes

    assert notes(np.full((1, 2, 2), 0.5)) == ()
    assert notes(np.full((1, 2, 2), 0.1)) == ("float64 rounded to float32",)
    assert notes(np.full((1, 2, 2), np.nan)) == ()
    assert notes(np.full((1, 2, 2), 2**24)) == ()
    assert notes(np.full((1, 2, 2), 2**24 + 1)) == ("int64 rounded to float32",)
    assert notes(np.full((1, 2, 2), -(2**24) - 1)) == ("int64 rounded to float32",)
    assert notes(np.full((1, 2, 2), 1e300)) == (
        "float64 rounded to float32",
        "values beyond the range of float32 became infinite",
    )


def test_nan_and_infinities_are_counted_and_nan_is_painted(tmp_path: Path) -> None:
    array = np.random.default_rng(2).random((2, 6, 9)).astype(np.float32)
    array[0, 2, 3] = np.nan
    array[0, 4, 5] = np.inf
    array[1, 0, :2] = np.nan
    np.save(tmp_path / "map.npy", array)
    source = read_source(tmp_path / "map.npy")
    assert (source.nan_count, source.non_finite_count) == (3, 4)
    magenta = (source.overview == (255, 0, 255)).all(axis=2)
    np.testing.assert_array_equal(magenta, np.isnan(array[0]))
    assert source.overview[4, 5].tolist() == [255, 255, 255]


def test_npz_with_one_array_needs_no_choice(tmp_path: Path) -> None:
    array = numbers("f4", (3, 4, 5))
    np.savez(tmp_path / "maps.npz", only=array, scalar=np.float32(1), names=np.array(["a", "b"]))
    source = read_source(tmp_path / "maps.npz")
    assert (source.format, source.array) == ("npz", "only")
    assert source.arrays == (ArrayEntry("only", (3, 4, 5), "float32"),)
    np.testing.assert_array_equal(source.values, array)


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_npz_with_several_arrays_asks_and_then_obeys(tmp_path: Path, save: Callable[..., None]) -> None:
    first, second = numbers("f4", (3, 4, 5)), numbers("u1", (2, 1, 6, 7))
    save(tmp_path / "maps.npz", first=first, second=second, objects=np.array([1, "x"], object))
    with pytest.raises(
        ArrayChoiceNeeded, match=r"maps\.npz holds 2 arrays; choose one of 'first', 'second'\."
    ) as asked:
        read_source(tmp_path / "maps.npz")
    assert asked.value.entries == (
        ArrayEntry("first", (3, 4, 5), "float32"),
        ArrayEntry("second", (2, 1, 6, 7), "uint8"),
    )
    source = read_source(tmp_path / "maps.npz", "second")
    np.testing.assert_array_equal(source.values, second[0])
    assert (source.array, source.arrays) == ("second", asked.value.entries)
    with pytest.raises(SourceError, match=r"maps\.npz has no array named 'third'; it holds 'first', 'second'\."):
        read_source(tmp_path / "maps.npz", "third")
    with pytest.raises(SourceError, match=r"The array 'objects' in maps\.npz holds pickled Python objects"):
        read_source(tmp_path / "maps.npz", "objects")


def test_an_array_that_fails_does_not_hide_the_others(tmp_path: Path) -> None:
    array = numbers("f4", (1, 4, 5))
    np.savez(tmp_path / "maps.npz", good=array)
    with zipfile.ZipFile(tmp_path / "maps.npz", "a") as archive:
        archive.writestr("bad.npy", b"not a header")
    np.testing.assert_array_equal(read_source(tmp_path / "maps.npz").values, array)


def test_safetensors_against_the_reference_writer(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import save_file

    generator = torch.Generator().manual_seed(0)
    every_byte = torch.arange(256, dtype=torch.uint8).reshape(1, 16, 16)
    tensors = {
        "bool": torch.rand(2, 3, 4, generator=generator) > 0.5,
        "uint8": every_byte,
        "int8": every_byte.view(torch.int8).clone(),
        "int16": torch.arange(-12, 12, dtype=torch.int16).reshape(2, 3, 4),
        "uint16": torch.arange(24, dtype=torch.int32).to(torch.uint16).reshape(2, 3, 4),
        "int32": torch.arange(24, dtype=torch.int32).reshape(2, 3, 4),
        "int64": torch.arange(24).reshape(2, 3, 4),
        "float16": torch.rand(2, 3, 4, generator=generator).half(),
        "bfloat16": torch.rand(2, 3, 4, generator=generator).bfloat16(),
        "float32": torch.rand(2, 3, 4, generator=generator),
        "float64": torch.rand(2, 3, 4, generator=generator).double(),
        "f8_e4m3": every_byte.view(torch.float8_e4m3fn).clone(),
        "f8_e5m2": every_byte.view(torch.float8_e5m2).clone(),
    }
    save_file(tensors, tmp_path / "all.safetensors", metadata={"made": "here"})
    with pytest.raises(ArrayChoiceNeeded) as asked:
        read_source(tmp_path / "all.safetensors")
    assert {entry.name for entry in asked.value.entries} == set(tensors)
    for name, tensor in tensors.items():
        source = read_source(tmp_path / "all.safetensors", name)
        np.testing.assert_array_equal(source.values, tensor.to(torch.float32).numpy(), err_msg=name)
        assert next(entry.dtype for entry in source.arrays if entry.name == name) == name


def test_safetensors_of_a_batch_reads_its_first_item(tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    array = numbers("f4", (3, 2, 4, 5))
    save_file({"x": array}, tmp_path / "batch.safetensors")
    source = read_source(tmp_path / "batch.safetensors")
    np.testing.assert_array_equal(source.values, array[0])
    assert source.notes == ("first of 3 items in the batch",)


@settings(deadline=None)
@given(hnp.arrays(hnp.scalar_dtypes(), hnp.array_shapes(max_dims=5, min_side=0, max_side=4)), st.booleans())
def test_npy_headers_are_understood_as_numpy_wrote_them(array: np.ndarray, fortran: bool) -> None:
    stream = io.BytesIO()
    array = np.asarray(array, order="F" if fortran else "C")
    np.save(stream, array)
    stream.seek(0)
    header = parse_npy_header(stream)
    assert (header.shape, header.dtype, header.nbytes) == (array.shape, array.dtype, array.nbytes)
    assert header.data_offset == stream.tell() == len(stream.getvalue()) - array.nbytes
    usable = array.dtype.kind in "biuf" and 2 <= array.ndim <= 4 and array.size > 0
    assert (header.obstacle is None) == usable


@given(
    st.sampled_from([(1, 0), (2, 0), (3, 0), (9, 9)]),
    st.one_of(
        st.binary(max_size=200),
        st.fixed_dictionaries(
            {
                "descr": st.one_of(
                    st.sampled_from(["<f4", "|O", "<U3", "V0", "x"]), st.text(max_size=5), st.integers()
                ),
                "fortran_order": st.one_of(st.booleans(), st.none()),
                "shape": st.one_of(st.lists(st.integers(), max_size=5).map(tuple), st.text(max_size=3)),
            }
        ).map(lambda header: repr(header).encode("utf-8", "replace")),
        st.sampled_from([b"(" * 3000, b"-" * 3000, b"[" * 300 + b"]" * 300, b"{'a':" * 900]),
    ),
    st.integers(-3, 3),
)
@example((1, 0), b"{'descr':'<f4','fortran_order':False,'shape':(" + b"9" * 3900 + b",4)}", 0)
@example((1, 0), b"{'descr':'<f4','fortran_order':False,'shape':(" + b"9999999999999999999, " * 100 + b")}", 0)
@example((1, 0), b"{'descr':'<f4','fortran_order':False,'shape':(" + b"4000000000000000000, " * 100 + b")}", 0)
@settings(deadline=None)
def test_any_npy_header_is_understood_or_refused(version: tuple[int, int], text: bytes, wrong_by: int) -> None:
    length = max(len(text) + wrong_by, 0).to_bytes(2 if version == (1, 0) else 4, "little")
    stream = io.BytesIO(npy_format.magic(*version) + length + text)
    try:
        header = parse_npy_header(stream)
    except NpyError:
        return
    assert all(side >= 0 for side in header.shape)
    if header.obstacle is None:
        assert 0 < header.nbytes <= MAX_BYTES
