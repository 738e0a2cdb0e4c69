"""Files that hold offsets, as the reading process examines and reads them, alone and through its pipe."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import save_file

from vizapp.document.brought import BroughtRole
from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.export import OffsetExport, Origin, npz_bytes, write_npz
from vizapp.offset_maps.kernels import KernelGuess
from vizapp.sources import pipes, reader_messages
from vizapp.sources.brought import ArrayRole, Examination, OffsetChoices, SourceFacts, examination_fault
from vizapp.sources.loaded import SourceError
from vizapp.sources.offset_files import examine, read_brought
from vizapp.wording.problems import sentence

RANDOM = np.random.default_rng(0)
OFFSETS = RANDOM.normal(size=(18, 6, 7)).astype(np.float32)
MASK = RANDOM.uniform(size=(9, 6, 7)).astype(np.float32)
FEATURE = RANDOM.normal(size=(4, 6, 7)).astype(np.float32)
WEIGHT = RANDOM.normal(size=(5, 4, 3, 3)).astype(np.float32)
PICTURE = SourceFacts("image", 3, (512, 512))
NONE = OffsetChoices()


def saved(path: Path, **arrays: np.ndarray) -> Path:
    np.savez(path, **arrays)
    return path


def roles(found: Examination | None) -> dict[str, str]:
    assert found is not None
    assert not examination_fault(found)
    return {array.label: array.role for array in found.arrays}


def test_an_archive_of_a_layer_is_recognised(tmp_path: Path) -> None:
    path = saved(tmp_path / "layer.npz", x=FEATURE, off=OFFSETS, m=MASK, w=WEIGHT, b=np.zeros(5))
    found = examine([path], NONE, PICTURE)
    assert roles(found) == {"x": "feature map", "off": "offsets", "m": "mask", "w": "weight", "b": "bias"}
    assert found is not None
    assert found.kernels == (KernelGuess((3, 3), 1),)
    assert (found.units, found.input_size, found.outputs, found.problem) == ((6, 7), (6, 7), 5, None)
    assert {reading.layout for reading in found.readings} == {"torchvision", "xy", "split", "split-xy"}
    by_layout = {reading.layout: reading for reading in found.readings}
    np.testing.assert_allclose(by_layout["split"].field_yx[..., 0], OFFSETS[:9].mean(0), atol=1e-6)
    np.testing.assert_allclose(by_layout["xy"].constellation_yx[:, 0], OFFSETS[1::2].mean((1, 2)), atol=1e-6)


@pytest.mark.parametrize("groups", [1, 2])
def test_what_the_program_has_written_says_itself_what_it_is(tmp_path: Path, groups: int) -> None:
    offsets = RANDOM.normal(size=(groups, 15, 2, 10, 12)).astype(np.float32)
    mask = RANDOM.uniform(size=(groups, 15, 10, 12)).astype(np.float32)
    geometry = ConvGeometry.checked((5, 3), 2, (2, 1), 1)
    path = tmp_path / "own.npz"
    path.write_bytes(npz_bytes(offsets, geometry, "split", mask))
    found = examine([path], NONE, SourceFacts("feature_map", 4, (20, 24)))
    named = {label: role for label, role in roles(found).items() if role != "other"}
    assert named == {"offset_channels": "offsets", "mask": "mask"}
    assert found is not None
    assert found.problem is None
    assert found.kernels[0] == KernelGuess((5, 3), groups)
    assert found.geometries[0] == geometry
    assert (found.verdict, found.readings[0].layout) == ("named", "torchvision")
    np.testing.assert_allclose(found.readings[0].constellation_yx, offsets[0].mean((2, 3)), atol=1e-6)
    chosen: list[tuple[BroughtRole, Path, str | None]]
    chosen = [("offsets", path, "offset_channels"), ("mask", path, "mask")]
    brought = read_brought(chosen, "torchvision", 15, groups)
    np.testing.assert_array_equal(brought.arrays["offsets"], offsets.reshape(-1, 10, 12))
    np.testing.assert_array_equal(brought.arrays["mask"], mask.reshape(-1, 10, 12))


def test_only_what_is_foreign_in_an_own_archive_is_said_to_be_left_out(tmp_path: Path) -> None:
    offsets, path = RANDOM.normal(size=(1, 9, 2, 6, 7)), tmp_path / "own.npz"
    geometry = ConvGeometry.aligned((3, 3))
    with path.open("wb") as stream:
        export = OffsetExport(offsets, geometry, (6, 7), layout="split", origin=Origin(40, 7, "astronaut.png"))
        for _ in write_npz(stream, export):
            pass
    found = examine([path], NONE, PICTURE)
    assert roles(found) == {"offset_channels": "offsets"}
    assert found is not None
    assert (found.refused, found.readings[0].layout) == ((), "torchvision")
    with np.load(path) as archive:
        arrays = dict(archive)
    assert {"layout", "step", "seed", "source", "points"} < set(arrays)
    saved(path, **arrays, remark=np.array("by hand"), x=FEATURE)
    found = examine([path], NONE, PICTURE)
    assert roles(found) == {"offset_channels": "offsets", "x": "other"}
    assert found is not None
    assert [label for label, _ in found.refused] == ["remark"]
    del arrays["kernel_size"]
    saved(path, **arrays)
    found = examine([path], NONE, PICTURE)
    assert found is not None
    assert {label for label, _ in found.refused} >= {"layout", "source"}, "it is not known who has written it"


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
def test_tensors_of_pytorch_are_recognised_too(tmp_path: Path, suffix: str) -> None:
    path, arrays = tmp_path / f"layer{suffix}", {"offset": OFFSETS, "mask": MASK}
    if suffix == ".pt":
        torch.save({name: torch.from_numpy(array) for name, array in arrays.items()}, path)
    else:
        save_file(arrays, path)
    assert roles(examine([path], NONE, PICTURE)) == {"offset": "offsets", "mask": "mask"}
    held = read_brought([("offsets", path, "offset"), ("mask", path, "mask")], "xy", 9, 1)
    np.testing.assert_array_equal(held.arrays["offsets"], OFFSETS)


def test_several_files_belong_together_and_a_picture_is_what_the_layer_reads(tmp_path: Path) -> None:
    np.save(tmp_path / "offsets.npy", OFFSETS[None].astype(np.float64))
    np.save(tmp_path / "mask.npy", MASK)
    Image.fromarray(np.zeros((12, 14, 3), np.uint8)).save(tmp_path / "photo.png")
    paths = [tmp_path / name for name in ("photo.png", "offsets.npy", "mask.npy")]
    found = examine(paths, NONE, PICTURE)
    assert roles(found) == {"photo.png": "feature map", "offsets.npy": "offsets", "mask.npy": "mask"}
    assert found is not None
    assert (found.files, found.input_size, found.scaled) == (
        ("photo.png", "offsets.npy", "mask.npy"),
        (12, 14),
        False,
    )
    assert found.geometries[0].stride == (2, 2)


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((64, 6, 7), np.float32),
        np.abs(OFFSETS),
        np.zeros((3, 40, 50), np.uint8),
        RANDOM.normal(size=(16, 18, 3, 3)),
        np.arange(12.0),
    ],
    ids=["64 channels", "nothing negative", "a picture", "a weight", "a line"],
)
def test_what_is_clearly_something_else_is_not_asked_about(tmp_path: Path, array: np.ndarray) -> None:
    np.save(tmp_path / "array.npy", array)
    assert examine([tmp_path / "array.npy"], NONE, PICTURE) is None


def test_a_checkpoint_without_offsets_is_not_read_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "weights.npz", **{f"layer{n}.weight": WEIGHT for n in range(5)})
    monkeypatch.setattr("vizapp.sources.offset_files.facts_of", lambda *_: pytest.fail("values were looked at"))
    assert examine([path], NONE, PICTURE) is None


def test_what_was_chosen_goes_before_what_is_guessed(tmp_path: Path) -> None:
    path = saved(tmp_path / "two.npz", a=OFFSETS, b=OFFSETS + 1)
    assert roles(examine([path], NONE, PICTURE))["a"] == "offsets"
    choices = OffsetChoices((ArrayRole("a", "other"), ArrayRole("b", "offsets")), KernelGuess((1, 1), 9))
    found = examine([path], choices, PICTURE)
    assert roles(found) == {"a": "other", "b": "offsets"}
    assert found is not None
    assert found.kernels[0] == KernelGuess((1, 1), 9)
    none = examine([path], OffsetChoices((ArrayRole("a", "other"), ArrayRole("b", "other"))), PICTURE)
    assert none is not None
    assert none.problem is not None
    assert none.problem.code == "brought.no-offsets"


def test_offsets_that_are_not_finite_are_counted_and_located(tmp_path: Path) -> None:
    broken = OFFSETS.copy()
    broken[3, 2, 5], broken[4, 0, 1] = np.nan, np.inf
    path = saved(tmp_path / "layer.npz", offset=broken, mask=MASK)
    found = examine([path], NONE, PICTURE)
    assert found is not None
    assert (found.nan, found.infinite, found.broken_units) == (1, 1, 2)
    held = read_brought([("offsets", path, "offset")], "split", 9, 1)
    assert [(p.tap, p.unit_yx) for p in held.non_finite.places] == [(4, (0, 1)), (3, (2, 5))]
    assert np.argwhere(held.broken).tolist() == [[0, 1], [2, 5]]
    factors = MASK.copy()
    factors[7, 1, 1] = np.inf
    path = saved(tmp_path / "masked.npz", offset=broken, mask=factors)
    held = read_brought([("offsets", path, "offset"), ("mask", path, "mask")], "split", 9, 1)
    assert (held.non_finite.nan, held.non_finite.infinite, held.non_finite.units) == (1, 2, 3)
    assert np.argwhere(held.broken).tolist() == [[0, 1], [1, 1], [2, 5]]


PARTS: list[tuple[BroughtRole, str]] = [("offsets", "off"), ("mask", "m"), ("weight", "w")]


def test_arrays_and_examinations_pass_through_the_pipe(tmp_path: Path) -> None:
    path = saved(tmp_path / "layer.npz", off=OFFSETS.astype(np.float64), m=MASK, w=WEIGHT)
    held = read_brought([(role, path, name) for role, name in PARTS], "torchvision", 9, 1)
    pipe = io.BytesIO()
    pipes.send_brought(pipe, held)
    pipe.seek(0)
    received = pipes.receive_answer(pipe)
    assert not isinstance(received, reader_messages.NotLoaded)
    for role, _ in PARTS:
        np.testing.assert_array_equal(received.arrays[role], held.arrays[role])  # type: ignore[union-attr]  # what was sent
        assert received.arrays[role].dtype == np.float32  # type: ignore[union-attr]  # as above
    found = examine([path], NONE, PICTURE)
    assert found is not None
    pipe = io.BytesIO()
    pipes.send(pipe, found)
    pipe.seek(0)
    again = pipes.receive_answer(pipe)
    assert isinstance(again, Examination)
    assert again.arrays == found.arrays
    assert [reading.field for reading in again.readings] == [reading.field for reading in found.readings]


def test_a_document_whose_arrays_are_gone_or_others_is_refused_by_name(tmp_path: Path) -> None:
    path = saved(tmp_path / "layer.npz", off=OFFSETS, m=MASK)
    for parts, taps, words in (
        ([("offsets", path, "gone")], 9, "no longer holds an array 'gone'"),
        (
            [("offsets", path, "m")],
            9,
            "has the shape (9, 6, 7), and (18, 6, 7) was expected",
        ),
        ([("offsets", tmp_path / "none.npz", None)], 9, "none.npz"),
    ):
        with pytest.raises(SourceError) as refused:
            read_brought(parts, "torchvision", taps, 1)  # type: ignore[arg-type]  # also a wrong one
        assert words in sentence(refused.value.problem)
