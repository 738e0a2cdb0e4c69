"""Tensors from .pt and .pth in both of PyTorch's file formats, and what is refused without being run."""

from __future__ import annotations

import itertools
import pickle
import subprocess
import sys
import zipfile
from collections import Counter, OrderedDict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
import torch._dynamo.decorators
from slowness import slowness

from vizapp.sources.loaded import ArrayChoiceNeeded, SourceError
from vizapp.sources.reader import read_source
from vizapp.sources.small_floats import FLOAT8_VALUES

BOTH_FORMATS = pytest.mark.parametrize("zipped", [True, False], ids=["zip", "legacy"])


def save(content: object, path: Path, zipped: bool = True) -> Path:
    torch.save(content, path, _use_new_zipfile_serialization=zipped)
    return path


@pytest.mark.parametrize(
    ("dtype", "zipped"),
    [
        *itertools.product(
            [
                torch.bool,
                torch.uint8,
                torch.int16,
                torch.int64,
                torch.float16,
                torch.bfloat16,
                torch.float32,
                torch.float64,
            ],
            [True, False],
        ),
        # PyTorch itself cannot load these from the legacy format.
        *((getattr(torch, name), True) for name in ("uint16", "uint32", *FLOAT8_VALUES) if hasattr(torch, name)),
    ],
)
def test_a_tensor_of_every_dtype(tmp_path: Path, zipped: bool, dtype: torch.dtype) -> None:
    tensor = (torch.rand(3, 5, 7, generator=torch.Generator().manual_seed(0)) * 100).to(dtype)
    source = read_source(save(tensor, tmp_path / "map.pt", zipped))
    assert (source.format, source.kind, source.array) == ("pt", "feature_map", None)
    np.testing.assert_array_equal(source.values, tensor.to(torch.float32).numpy())


@BOTH_FORMATS
def test_strided_views_parameters_and_batches(tmp_path: Path, zipped: bool) -> None:
    base = torch.arange(2 * 4 * 6 * 3, dtype=torch.float32).reshape(2, 4, 6, 3)
    view = base.permute(0, 3, 1, 2)[:, :, ::2]
    source = read_source(save(torch.nn.Parameter(view), tmp_path / "view.pth", zipped))
    np.testing.assert_array_equal(source.values, view[0].numpy())
    assert source.notes == ("first of 2 items in the batch",)


@BOTH_FORMATS
def test_nested_dictionaries_are_listed_by_path(tmp_path: Path, zipped: bool) -> None:
    content = {
        "model": OrderedDict(weight=torch.ones(2, 3, 3), bias=torch.ones(2)),
        "maps": [torch.full((1, 2, 2), 7.0)],
        "epoch": 3,
    }
    path = save(content, tmp_path / "checkpoint.pt", zipped)
    with pytest.raises(ArrayChoiceNeeded) as asked:
        read_source(path)
    assert [(entry.name, entry.shape) for entry in asked.value.entries] == [
        ("model/weight", (2, 3, 3)),
        ("maps/0", (1, 2, 2)),
    ]
    assert read_source(path, "maps/0").values.tolist() == [[[7, 7], [7, 7]]]
    with pytest.raises(SourceError, match=r"The array 'model/bias' in checkpoint\.pt has shape \(2,\)"):
        read_source(path, "model/bias")


@BOTH_FORMATS
def test_keys_may_be_tuples_of_numbers_and_names(tmp_path: Path, zipped: bool) -> None:
    keys = [(0, 1), (0, -2), ("head", 3), (True, None), (), 2.5, None]
    content = {key: torch.full((1, 2, 2), float(place)) for place, key in enumerate(keys)}
    path = save(content, tmp_path / "heads.pt", zipped)
    with pytest.raises(ArrayChoiceNeeded) as asked:
        read_source(path)
    names = [entry.name for entry in asked.value.entries]
    assert names == ["(0, 1)", "(0, -2)", "(head, 3)", "(True, None)", "()", "2.5", "None"]
    for place, name in enumerate(names):
        assert read_source(path, name).values.max() == place


@pytest.mark.parametrize("key", [(1, (2, 3)), (2**20, 1), 2**60, (1,) * 9, (1, 2.5)])
def test_keys_that_are_not_read_are_called_that(tmp_path: Path, key: object) -> None:
    path = save({"a": torch.ones(1, 2, 2), key: torch.ones(1, 2, 2)}, tmp_path / "odd.pt")
    with pytest.raises(SourceError) as refused:
        read_source(path)
    assert str(refused.value) == (
        "odd.pt holds a dictionary whose keys are not read, such as tuples of tuples or of large numbers; save the "
        "tensors under names, for example model.state_dict()."
    )


def test_tensors_whose_keys_look_alike_can_be_told_apart(tmp_path: Path) -> None:
    content = {1: torch.full((1, 2, 2), 1.0), "1": torch.full((1, 2, 2), 2.0), "a/b": torch.ones(1, 2, 2)}
    content["a"] = {"b": torch.full((1, 2, 2), 4.0)}  # type: ignore[assignment]
    path = save(content, tmp_path / "alike.pt")
    with pytest.raises(ArrayChoiceNeeded) as asked:
        read_source(path)
    assert [entry.name for entry in asked.value.entries] == ["1", "1 #2", "a/b", "a/b #2"]
    assert [read_source(path, name).values.max() for name in ("1", "1 #2", "a/b #2")] == [1, 2, 4]


def test_containers_that_repeat_themselves_are_walked_once(tmp_path: Path) -> None:
    content: list[object] = [torch.ones(1, 2, 2)]
    for _ in range(40):  # 2^40 paths lead to the tensor
        content = [content, content]
    content = [content, content[0], torch.zeros(1, 3, 3)]
    content.append(content)
    source = read_source(save(content, tmp_path / "knot.pt"))
    assert source.values.shape == (1, 3, 3)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: torch.eye(4).to_sparse(), r"is sparse; save tensor\.to_dense\(\)"),
        (lambda: torch.ones(1, 2, 2, dtype=torch.complex64), "holds complex numbers"),
        (
            lambda: torch.quantize_per_tensor(torch.ones(1, 2, 2), 0.1, 0, torch.quint8),
            r"is quantized; save tensor\.dequant",
        ),
        (lambda: torch.ones(1, 2, 2, device="meta"), "has no values of its own"),
        (lambda: torch.ones(5), r"has shape \(5,\), but a feature map has two to four axes"),
        (lambda: torch.ones(()), r"has shape \(\), but"),
        (lambda: torch.ones(0, 3, 3), "is empty"),
        (
            lambda: torch.ones(1).expand(70_000, 70_000),
            r"has shape \(70000, 70000\) and needs 18\.3 GiB, more than the limit of 1 GiB",
        ),
    ],
    ids=["sparse", "complex", "quantized", "meta", "one axis", "scalar", "empty", "expanded"],
)
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_tensors_that_are_no_feature_maps_have_their_own_sentence(
    tmp_path: Path, make: Callable[[], torch.Tensor], reason: str
) -> None:
    with pytest.raises(SourceError, match=rf"^map\.pt {reason}"):
        read_source(save(make(), tmp_path / "map.pt"))


@BOTH_FORMATS
def test_a_few_numbers_that_are_repeated_are_bounded_by_the_size_limits(tmp_path: Path, zipped: bool) -> None:
    shape = (4, 2048, 2049)
    path = save(torch.ones(1).expand(shape), tmp_path / "map.pt", zipped)
    assert path.stat().st_size < 4096
    assert (read_source(path).values == 1).all()
    # Half of it more than the limit.
    with pytest.raises(SourceError, match=r"^map\.pt has shape \(96, 2048, 2048\) and needs 1\.5 GiB, more than the"):
        read_source(save(torch.ones(1).expand(96, 2048, 2048), path, zipped))
    for harmless in (
        torch.ones(60 * 2049).as_strided(shape, (0, 0, 1)),
        torch.ones(1).expand(4, 64, 64),
        torch.ones(1, 4, 64, 64).expand(2000, 4, 64, 64),
    ):
        assert read_source(save(harmless, path, zipped)).values.shape == harmless.shape[-3:]


class _Bomb:
    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> object:
        return Path.touch, (self.marker,)


@BOTH_FORMATS
def test_a_malicious_pickle_is_refused_and_does_not_run(tmp_path: Path, zipped: bool) -> None:
    marker = tmp_path / "it-ran"
    path = save({"x": torch.ones(1, 2, 2), "bomb": _Bomb(marker)}, tmp_path / "evil.pt", zipped)
    with pytest.raises(
        SourceError, match=r"^evil\.pt holds pickled Python objects .*never loaded; save only tensors"
    ):
        read_source(path)
    assert not marker.exists()
    # The bomb is live: a careless loader sets it off.
    torch.load(path, weights_only=False)
    assert marker.exists()


def test_what_is_of_torch_and_no_part_of_a_tensor_is_refused(tmp_path: Path) -> None:
    evil = b"\x80\x02ctorch.hub\nload_state_dict_from_url\nX\x04\x00\x00\x00evil\x85R."
    with zipfile.ZipFile(tmp_path / "evil.pt", "w") as archive:
        archive.writestr("evil/data.pkl", evil)
        archive.writestr("evil/version", "3\n")
    with pytest.raises(SourceError, match=r"pickled Python objects \(such as torch\.hub\.load_state_dict_from_url\)"):
        read_source(tmp_path / "evil.pt")


def test_a_whole_model_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"such as torch\.nn\.modules\.linear\.Linear.*model\.state_dict\(\)"):
        read_source(save(torch.nn.Linear(2, 2), tmp_path / "model.pt"))


@pytest.mark.parametrize("protocol", [3, 4, 5])
def test_tensors_of_every_pickle_protocol(tmp_path: Path, protocol: int) -> None:
    path = tmp_path / "map.pt"
    generator = torch.Generator().manual_seed(0)
    for dtype in (torch.bool, torch.uint8, torch.int64, torch.float16, torch.bfloat16, torch.float32, torch.float64):
        tensor = (torch.rand(2, 3, 5, 7, generator=generator) * 100).to(dtype)
        torch.save(torch.nn.Parameter(tensor, requires_grad=False), path, pickle_protocol=protocol)
        source = read_source(path)
        np.testing.assert_array_equal(source.values, tensor[0].to(torch.float32).numpy(), err_msg=str(dtype))
        assert source.notes[0] == "first of 2 items in the batch"
    view = torch.arange(4 * 6 * 3, dtype=torch.float32).reshape(4, 6, 3).permute(2, 0, 1)[1:, :, ::2]
    torch.save({"a": [view], "n": 3}, path, pickle_protocol=protocol)
    source = read_source(path)
    np.testing.assert_array_equal(source.values, view.numpy())
    assert source.array == "a/0"


def test_no_file_needs_torch_or_runs_anything(tmp_path: Path) -> None:
    marker = tmp_path / "it-ran"
    torch.save({"x": torch.ones(1, 2, 2), "bomb": _Bomb(marker)}, tmp_path / "evil.pt", pickle_protocol=4)
    with pytest.raises(SourceError, match=r"^evil\.pt holds pickled Python objects \(such as "):
        read_source(tmp_path / "evil.pt")
    assert not marker.exists()
    save(torch.ones(1, 2, 2), tmp_path / "map.pt")
    code = (
        "import sys; from pathlib import Path; from vizapp.sources.reader import read_source\n"
        "assert read_source(Path(sys.argv[1])).values.sum() == 4\n"
        "sys.exit('torch was imported' if 'torch' in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "map.pt"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_protocol_4_reads_only_what_is_there(tmp_path: Path) -> None:
    torch.save(torch.ones(1).expand(4, 64, 64), tmp_path / "map.pt", pickle_protocol=4)
    assert (read_source(tmp_path / "map.pt").values == 1).all()
    with zipfile.ZipFile(tmp_path / "map.pt") as whole, zipfile.ZipFile(tmp_path / "short.pt", "w") as short:
        for entry in whole.namelist():
            content = whole.read(entry)
            short.writestr(entry.replace("map/", "short/"), content[:2] if entry.endswith("data/0") else content)
    with pytest.raises(SourceError, match=r"^short\.pt is not a valid PyTorch file or is damaged"):
        read_source(tmp_path / "short.pt")


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_programs_and_nested_tensors_have_their_own_sentence(tmp_path: Path) -> None:
    torch.jit.script(torch.nn.PixelShuffle(2)).save(str(tmp_path / "script.pt"))
    with pytest.raises(
        SourceError, match=r"^script\.pt is a TorchScript program, which is never run; save its tensors"
    ):
        read_source(tmp_path / "script.pt")
    torch.export.save(torch.export.export(torch.nn.ReLU(), (torch.ones(2),)), tmp_path / "exported.pt2")
    with pytest.raises(SourceError, match=r"^exported\.pt2 is an exported program"):
        read_source(tmp_path / "exported.pt2")
    nested = torch.nested.nested_tensor([torch.ones(2, 3), torch.ones(3, 3)])
    with pytest.raises(SourceError, match=r"^nested\.pt (is|holds) a nested tensor, whose parts differ in shape"):
        read_source(save(nested, tmp_path / "nested.pt"))
    jagged = torch.nested.nested_tensor([torch.ones(2, 3), torch.ones(3, 3)], layout=torch.jagged)
    with pytest.raises(
        SourceError,
        match=r"^(jagged\.pt (is|holds)|The array 'a' in jagged\.pt is) a nested tensor, whose parts differ in shape",
    ):
        read_source(save({"a": jagged}, tmp_path / "jagged.pt"))


def test_a_plain_pickle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pt").write_bytes(pickle.dumps(np.ones((1, 2, 2))))
    with pytest.raises(SourceError, match=r"^a\.pt is a Python pickle, which can run code"):
        read_source(tmp_path / "a.pt")


def test_a_compressed_archive_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.pt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb/data.pkl", bytes(100 << 20))
    with pytest.raises(SourceError, match=r"^bomb\.pt is packed, which torch\.save never does"):
        read_source(tmp_path / "bomb.pt")


def test_the_values_do_not_hang_on_the_file(tmp_path: Path) -> None:
    path = save(torch.ones(1, 64, 64), tmp_path / "map.pt")
    source = read_source(path)
    with path.open("r+b") as file:
        file.truncate(10)
    assert (source.values == 1).all()


def test_refusals_and_other_formats_need_no_torch(tmp_path: Path) -> None:
    marker = tmp_path / "it-ran"
    evil = save(_Bomb(marker), tmp_path / "evil.pt")
    np.save(tmp_path / "map.npy", np.ones((1, 2, 2)))
    code = (
        "import sys; from pathlib import Path; from vizapp.sources.reader import read_source, SourceError\n"
        "import vizapp.sources.client, vizapp.sources.child\n"
        "read_source(Path(sys.argv[2]))\n"
        "try: read_source(Path(sys.argv[1]))\n"
        "except SourceError: pass\n"
        "else: sys.exit('not refused')\n"
        "sys.exit('torch was imported' if 'torch' in sys.modules or 'PySide6' in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, evil, tmp_path / "map.npy"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("protocol", [2, 4, 5])
def test_a_legacy_file_of_every_pickle_protocol(tmp_path: Path, protocol: int) -> None:
    def saved(content: object, name: str) -> Path:
        torch.save(content, tmp_path / name, pickle_protocol=protocol, _use_new_zipfile_serialization=False)
        return tmp_path / name

    base = torch.arange(4 * 6 * 3, dtype=torch.float32).reshape(4, 6, 3)
    view = base.permute(2, 0, 1)[1:]
    np.testing.assert_array_equal(read_source(saved(view, "a.pt"), axes="CHW").values, view.numpy())
    several = {"x": base, "half": torch.ones(2, 3, 4, dtype=torch.bfloat16), "twice": base[:2]}
    for name, tensor in several.items():
        values = read_source(saved(several, "b.pth"), name, "CHW").values
        np.testing.assert_array_equal(values, tensor.to(torch.float32).numpy())


def test_a_legacy_file_of_protocol_4_runs_nothing_and_is_refused_for_what_it_holds(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    content = {"x": torch.ones(1, 2, 2), "bomb": _Bomb(marker)}
    torch.save(content, tmp_path / "evil.pt", pickle_protocol=4, _use_new_zipfile_serialization=False)
    with pytest.raises(SourceError, match=r"^evil\.pt holds pickled Python objects \(such as "):
        read_source(tmp_path / "evil.pt")
    assert not marker.exists()


@pytest.mark.parametrize("left", [0.3, 0.9, 0.999])
def test_a_legacy_file_of_protocol_4_that_is_cut_off_is_damaged(tmp_path: Path, left: float) -> None:
    path = tmp_path / "a.pt"
    torch.save(torch.ones(4, 8, 8), path, pickle_protocol=4, _use_new_zipfile_serialization=False)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left)])
    with pytest.raises(SourceError, match=r"^a\.pt is not a valid PyTorch file or is damaged"):
        read_source(path)


def pickled(path: Path, pickle_bytes: bytes) -> Path:
    """Write an archive as torch.save does that has nothing but a pickle."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{path.stem}/data.pkl", pickle_bytes)
        archive.writestr(f"{path.stem}/version", "3\n")
    return path


def called(module: str, name: str, *arguments: bytes) -> bytes:
    """Return the instructions that call a function with the results of other instructions."""
    return b"c" + f"{module}\n{name}\n".encode() + b"(" + b"".join(arguments) + b"tR"


HUGE = b"\x8a\x05" + (1 << 35).to_bytes(5, "little")
MANY = b"(" + 50_000 * b"N" + b"lq\x00"
"""A list of so many times nothing, kept under number 0."""
SMALL_FILES = {
    "a tensor of gigabytes": b"\x80\x02" + called("torch", "Tensor", b"K\x04", b"M\x40\x1f", b"M\x40\x1f") + b".",
    "zeros by the gigabyte": b"\x80\x02(" + 6 * called("__builtin__", "bytearray", HUGE) + b"l.",
    "bytes that are not there": b"\x80\x05\x96" + (1 << 36).to_bytes(8, "little") + b".",
    "a list copied again and again": b"\x80\x02(" + MANY + 40_000 * called("torch", "Size", b"h\x00") + b"l.",
    "sets of a list": b"\x80\x02(" + MANY + 40_000 * called("builtins", "set", b"h\x00") + b"l.",
    "attributes copied again and again": (
        b"\x80\x02("
        + b"("
        + b"".join(b"X\x05\x00\x00\x00%05dN" % n for n in range(50_000))
        + b"dq\x00"
        + 20_000 * (called("collections", "OrderedDict") + b"h\x00b")
        + b"l."
    ),
    "keys that have the same hash": (
        b"\x80\x02("
        + b"".join(b"\x8a\x0c" + (n * (2**61 - 1)).to_bytes(12, "little") + b"N" for n in range(1, 60_000))
        + b"d."
    ),
    "a function of torch": b"\x80\x02" + called("torch", "zeros", HUGE) + b".",
    "a class made another way": b"\x80\x02(ctorch\nSize\nK\x01o.",
}


@pytest.mark.parametrize("name", SMALL_FILES)
def test_a_small_file_takes_little_memory_and_time(tmp_path: Path, name: str) -> None:
    path = pickled(tmp_path / "small.pt", SMALL_FILES[name])
    code = (
        "import resource, sys, time; from pathlib import Path\n"
        "from vizapp.sources.reader import read_source; import vizapp.sources.torch_files\n"
        "from vizapp.sources.loaded import SourceError\n"
        "before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()\n"
        "try: read_source(Path(sys.argv[1]))\n"
        "except SourceError as error: print(error)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, time.process_time() - begun)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    sentence, figures = done.stdout.splitlines()
    kilobytes, seconds = map(float, figures.split())
    assert sentence.startswith("small.pt ")
    assert kilobytes < 200_000
    assert seconds < 2 * slowness() + 1


def test_what_checkpoints_hold_beside_tensors_is_no_obstacle(tmp_path: Path) -> None:
    weight = torch.nn.Parameter(torch.ones(2, 3, 4))
    weight.tag = "of its own"  # type: ignore[attr-defined]
    weight.range = {torch._dynamo.decorators._DimRange(0, 1, 9)}  # type: ignore[attr-defined]  # as the compiler notes
    model = torch.nn.Conv2d(3, 4, 3)
    optimiser = torch.optim.Adam(model.parameters())
    model(torch.ones(1, 3, 5, 5)).sum().backward()
    optimiser.step()
    content = {
        "weight": weight,
        "model": model.state_dict(),
        "optimiser": optimiser.state_dict(),
        "negative": torch.complex(torch.zeros(2, 2, 2), torch.arange(8.0).reshape(2, 2, 2)).conj().imag,
        "others": [
            1,
            2.5,
            None,
            True,
            "text",
            b"bytes",
            {3, 4},
            (torch.float32, torch.device("cpu"), torch.Size([2])),
        ],
        "counts": Counter("aab"),
    }
    for zipped in (True, False):
        path = save(content, tmp_path / f"checkpoint-{zipped}.pt", zipped)
        with pytest.raises(ArrayChoiceNeeded) as asked:
            read_source(path)
        assert {"weight", "model/weight", "negative"} <= {entry.name for entry in asked.value.entries}
        np.testing.assert_array_equal(read_source(path, "weight").values, np.ones((2, 3, 4)))
        np.testing.assert_array_equal(read_source(path, "model/weight").values, model.weight.detach().numpy()[0])
        expected = -np.arange(8.0).reshape(2, 2, 2)
        np.testing.assert_array_equal(read_source(path, "negative").values, expected)
