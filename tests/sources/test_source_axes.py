"""Which axis of an array holds the channels: a sensible guess, told where it is one, and the other at a word."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vizapp.sources.axes import axis_orders
from vizapp.sources.loaded import SourceError
from vizapp.sources.reader import read_source


@pytest.mark.parametrize(
    ("shape", "used", "other"),
    [
        ((512, 512, 3), "HWC", "CHW"),
        ((480, 640, 4), "HWC", "CHW"),
        ((480, 640, 1), "HWC", "CHW"),
        ((56, 56, 64), "HWC", "CHW"),
        ((7, 7, 512), "HWC", "CHW"),
        ((14, 14, 1024), "HWC", "CHW"),
        ((8, 8, 3), "HWC", "CHW"),
        ((3, 3, 64), "HWC", "CHW"),
        ((1, 1, 64), "CHW", None),
        ((100, 200, 64), "CHW", "HWC"),  # nothing but its size says that 64 is the number of channels
        ((64, 56, 56), "CHW", None),
        ((64, 48, 96), "CHW", None),
        ((3, 512, 512), "CHW", None),
        ((3, 512, 4), "CHW", None),
        ((12, 3, 3), "CHW", None),
        ((512, 3, 3), "CHW", None),
        ((64, 64, 64), "CHW", None),
        ((40, 50), None, None),
    ],
)
def test_guesses(shape: tuple[int, ...], used: str | None, other: str | None) -> None:
    assert axis_orders(shape) == (used, other)


def test_the_other_reading_can_be_asked_for_and_given_back() -> None:
    assert axis_orders((512, 512, 3), "CHW") == ("CHW", "HWC")
    assert axis_orders((512, 512, 3), "HWC") == ("HWC", "CHW")
    assert axis_orders((64, 56, 56), "HWC") == ("HWC", "CHW")


def test_a_picture_saved_as_an_array(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)
    np.save(tmp_path / "a.npy", pixels)
    source = read_source(tmp_path / "a.npy")
    assert (source.kind, source.format, source.axes, source.other_axes) == ("image", "npy", "HWC", "CHW")
    np.testing.assert_array_equal(source.values, pixels)
    assert source.notes == ("shape (40, 60, 3) read as rows, columns, channels",)
    source = read_source(tmp_path / "a.npy", axes="CHW")
    assert (source.kind, source.axes, source.other_axes) == ("feature_map", "CHW", "HWC")
    np.testing.assert_array_equal(source.values, pixels)
    assert source.notes == ("shape (40, 60, 3) read as channels, rows, columns",)


@pytest.mark.parametrize("name", ["a.npy", "a.npz", "a.safetensors", "a.pt"])
def test_channels_last_in_every_format(tmp_path: Path, name: str) -> None:
    array = np.random.default_rng(0).random((2, 20, 20, 33)).astype(np.float32)
    path = tmp_path / name
    if name.endswith(".npy"):
        np.save(path, array)
    elif name.endswith(".npz"):
        np.savez(path, x=array)
    elif name.endswith(".safetensors"):
        from safetensors.numpy import save_file

        save_file({"x": array}, path)
    else:
        import torch

        torch.save(torch.from_numpy(array), path)
    source = read_source(path)
    np.testing.assert_array_equal(source.values, array[0].transpose(2, 0, 1))
    assert source.values.flags.c_contiguous
    assert source.notes == ("first of 2 items in the batch", "shape (20, 20, 33) read as rows, columns, channels")
    np.testing.assert_array_equal(read_source(path, axes="CHW").values, array[0])


def test_a_reading_with_too_many_pixels_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.zeros((9000, 9000, 1), np.uint8))
    with pytest.raises(SourceError, match=r"^a\.npy measures 9000 × 9000 = 81\.00 megapixels"):
        read_source(tmp_path / "a.npy")
