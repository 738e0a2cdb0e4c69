"""Weights of networks, as the reading process reads and refuses them, alone and through its pipe."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from made_networks import compact
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor

from vizapp.network_weights import WeightPart, looks_like_weights, tensors_in, total_bytes
from vizapp.sources import pipes, reader_messages, weight_files
from vizapp.sources.loaded import SourceError
from vizapp.sources.weight_files import read_weights
from vizapp.sources.weights import LoadedNetwork

STATE = compact()


def tensors(network: LoadedNetwork) -> dict[str, np.ndarray]:
    return dict(tensors_in(network.parts, network.values))


def saved(path: Path, content: Any, **options: Any) -> Path:
    if path.suffix == ".safetensors":
        save_file(content, path)
    else:
        torch.save(content, path, **options)
    return path


def expect_state(network: LoadedNetwork, state: dict[str, Tensor] = STATE) -> None:
    found = tensors(network)
    assert found.keys() == state.keys()
    for name, tensor in state.items():
        np.testing.assert_array_equal(found[name], tensor.numpy())
        assert found[name].dtype == np.float32


@pytest.mark.parametrize("suffix", [".safetensors", ".pt", ".pth"])
def test_a_state_dict_is_read_whole(tmp_path: Path, suffix: str) -> None:
    network = read_weights(saved(tmp_path / f"x2{suffix}", STATE))
    assert network.name == f"x2{suffix}"
    assert network.nbytes == sum(tensor.numel() for tensor in STATE.values()) * 4
    expect_state(network)


@pytest.mark.parametrize("options", [{"_use_new_zipfile_serialization": False}, {"pickle_protocol": 4}])
def test_other_forms_of_pt_files_are_read_too(tmp_path: Path, options: dict[str, Any]) -> None:
    expect_state(read_weights(saved(tmp_path / "x2.pt", STATE, **options)))


def test_of_several_dictionaries_that_with_averaged_weights_is_taken(tmp_path: Path) -> None:
    others = {
        "params": compact(seed=1),
        "params_ema": STATE,
        "optimizer": {"state": {0: {"exp_avg": torch.ones(2, 2)}}},
    }
    expect_state(read_weights(saved(tmp_path / "checkpoint.pth", others)))


def test_a_dictionary_of_no_known_name_is_the_one_with_the_most_tensors(tmp_path: Path) -> None:
    content = {"generator": STATE, "discriminator": {"a.weight": torch.ones(1, 1, 1, 1)}, "step": torch.tensor(3)}
    expect_state(read_weights(saved(tmp_path / "checkpoint.pth", content)))


def test_single_numbers_and_whole_numbers_are_read_and_half_precision_is_widened(tmp_path: Path) -> None:
    odd = {"scale": torch.tensor(0.5), "count": torch.tensor([3, 4]), "mask": torch.tensor([True, False, True])}
    content = {name: tensor.half() for name, tensor in STATE.items()} | odd | {"none": torch.empty(0, 3)}
    for path in (tmp_path / "x2.safetensors", tmp_path / "x2.pt"):
        found = tensors(read_weights(saved(path, content)))
        assert (found["scale"].shape, found["scale"].item()) == ((), 0.5)
        assert found["count"].dtype == np.int64
        assert found["count"].tolist() == [3, 4]
        assert found["mask"].tolist() == [True, False, True]
        assert found["none"].shape == (0, 3)
        np.testing.assert_array_equal(found["body.0.weight"], STATE["body.0.weight"].half().float().numpy())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"x": torch.ones(4, 6, 6)}, "network.no-weights"),
        ({"layer.weight": torch.ones(4, 4, 3, 3), "layer.bias": torch.ones(4)}, "network.no-weights"),
        ({"a.weight": torch.ones(4, 4), "b.weight": torch.ones(4, 4)}, "network.no-weights"),
        ({**STATE, "c.weight": torch.ones(2, 2, 2, 2, 2)}, "source.array-obstacle"),
        ({**STATE, "c.weight": torch.ones(2, 2, dtype=torch.complex64)}, "source.array-obstacle"),
        ({**STATE, "network": Path("run-me")}, "source.torch-objects-such"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: dict[str, Any], code: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_weights(saved(tmp_path / "file.pt", content))
    assert refused.value.problem.code == code
    assert "file.pt" in str(refused.value)


def test_a_picture_holds_no_weights(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "picture.png")
    with pytest.raises(SourceError, match=r"^picture\.png is a picture; weights of a network are in"):
        read_weights(tmp_path / "picture.png")


def test_weights_beyond_the_limit_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weight_files, "MAX_NETWORK_BYTES", 1000)
    monkeypatch.setattr(weight_files, "_converted", lambda stored, part: pytest.fail("it was read"))
    with pytest.raises(SourceError, match=r"take 6\.64 KiB, more than the limit of 1000 bytes"):
        read_weights(saved(tmp_path / "x2.safetensors", STATE))


def test_weights_are_told_from_arrays_of_a_layer_and_maps() -> None:
    assert looks_like_weights([(name, tensor.shape) for name, tensor in STATE.items()])
    assert looks_like_weights([(f"params_ema/{name}", tensor.shape) for name, tensor in STATE.items()])
    assert not looks_like_weights([("weight", (4, 3, 3, 3)), ("bias", (4,)), ("x", (3, 8, 8))])
    assert not looks_like_weights([("conv.weight", (4, 3, 3, 3)), ("conv.bias", (4,))])


def test_they_come_through_the_pipe_as_they_were(tmp_path: Path) -> None:
    network = read_weights(saved(tmp_path / "x2.safetensors", STATE))
    stream = io.BytesIO()
    pipes.send_weights(stream, network)
    stream.seek(0)
    received = pipes.receive_answer(stream)
    assert isinstance(received, LoadedNetwork)
    assert received.parts == network.parts
    expect_state(received)


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ((WeightPart("a", "<f4", (2, 2)), WeightPart("a", "<f4", (2, 2))), "a tensor is there twice"),
        ((WeightPart("a", "<f4", (2**14, 2**14)),), "weights that are too large"),
    ],
)
def test_a_table_that_no_network_has_is_turned_away(parts: tuple[WeightPart, ...], fault: str) -> None:
    stream = io.BytesIO()
    pipes.send(stream, reader_messages.WeightsLoaded("x2.pt", parts))
    stream.seek(0)
    with pytest.raises(reader_messages.ProtocolError, match=fault):
        pipes.receive_answer(stream)


def test_bytes_that_are_not_those_of_the_table_are_refused() -> None:
    parts = (WeightPart("a", "<f4", (2, 2)), WeightPart("b", "|b1", (3,)))
    assert total_bytes(parts) == 19
    with pytest.raises(ValueError, match="are not those of 2 tensors"):
        list(tensors_in(parts, np.zeros(18, np.uint8)))
    with pytest.raises(ValueError, match="twice"):
        list(tensors_in((parts[0], parts[0]), np.zeros(32, np.uint8)))


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "is empty"), (b"no weights at all\n", "is text"), (bytes(range(1, 200)), "format")]
)
def test_a_file_without_weights_is_refused_with_the_formats_of_weights(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "garbage.bin"
    path.write_bytes(content)
    with pytest.raises(SourceError) as refusal:
        read_weights(path)
    assert said in str(refusal.value)
    assert "(safetensors, pt, pth)" in str(refusal.value)
    assert "png" not in str(refusal.value)
