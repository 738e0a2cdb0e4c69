"""What is refused: each with a sentence of its own, quickly, without filling memory and without leaving anything."""

from __future__ import annotations

import io
import os
import re
import socket
import struct
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
import torch
from numpy.lib import format as npy_format
from PIL import Image
from safetensors import SafetensorError
from safetensors.numpy import load, save_file

from vizapp.sources import limits
from vizapp.sources.loaded import ArrayChoiceNeeded, SourceError
from vizapp.sources.reader import read_source


@pytest.fixture(autouse=True)
def _no_open_file_is_left() -> Iterator[None]:
    """Every test here must leave no open file; `refusal` looks after the rest."""
    open_files = Path("/proc/self/fd")
    before = len(list(open_files.iterdir())) if open_files.exists() else 0
    yield
    assert (len(list(open_files.iterdir())) if open_files.exists() else 0) == before


def refusal(path: Path) -> str:
    """Return the sentence, having checked what all sentences have in common."""
    before = sorted(path.parent.iterdir()) if path.parent.exists() else []
    start = time.perf_counter()
    with pytest.raises(SourceError) as refused:
        read_source(path)
    assert time.perf_counter() - start < 2
    assert not isinstance(refused.value, ArrayChoiceNeeded)
    sentence = str(refused.value)
    assert path.name in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 300
    assert (sorted(path.parent.iterdir()) if path.parent.exists() else []) == before
    return sentence


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_header(width: int, height: int) -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(bytes(1000))) + png_chunk(b"IEND", b"")


def npy_header(shape: tuple[int, ...], descr: str = "<f4") -> bytes:
    stream = io.BytesIO()
    npy_format.write_array_header_1_0(stream, {"descr": descr, "fortran_order": False, "shape": shape})
    return stream.getvalue()


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.png") == "gone.png does not exist; it may have been moved or renamed."
    assert refusal(tmp_path / "file" / "below.png").startswith("below.png does not exist")
    assert refusal(tmp_path) == f"{tmp_path.name} is a folder; choose one file inside it."
    (tmp_path / "empty.png").touch()
    assert refusal(tmp_path / "empty.png").startswith("empty.png is empty; choose an image")
    with pytest.raises(SourceError, match=r"^n{80}.n{39} does not exist"):
        read_source(tmp_path / ("n" * 5000))
    with pytest.raises(SourceError, match="does not exist"):
        read_source(Path("a\0b.png"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_pipes_devices_and_sockets_are_refused_without_waiting_on_them(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert refusal(tmp_path / "pipe.png").startswith("pipe.png is a pipe, not a file")
    (tmp_path / "link.png").symlink_to("/dev/zero")
    assert refusal(tmp_path / "link.png").startswith("link.png is a device, not a file")
    (tmp_path / "loop.png").symlink_to("loop.png")
    assert refusal(tmp_path / "loop.png").startswith("loop.png cannot be opened: ")
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(tmp_path)  # the address of a socket may have no more than 108 bytes
        try:
            listener.bind("socket.png")
        finally:
            os.chdir(here)
        assert refusal(tmp_path / "socket.png").startswith("socket.png is a socket, not a file")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work differently there")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.png"
    path.write_bytes(png_header(1, 1))
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # root may read everything
    try:
        with pytest.raises(SourceError, match=r"^You are not allowed to read secret\.png; change its permissions"):
            read_source(path)
    finally:
        if user == 0:
            os.seteuid(0)


def test_a_file_over_one_gibibyte(tmp_path: Path) -> None:
    path = tmp_path / "huge.npy"
    with path.open("wb") as file:
        file.write(npy_header((1, 4, 4)))
        file.truncate((1 << 30) + 1)  # sparse: takes no room
    assert refusal(path) == "huge.npy is larger than the limit of 1 GiB; save a smaller part of it."


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.txt", b"Dear diary", "notes.txt is text; choose an image"),
        ("notes.png", "Größe".encode() * 2000, "notes.png is text, although it is named like a PNG image; choose an"),
        ("BMW.txt", b"BMW is a maker of cars", "BMW.txt is text; choose"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.svg is text; choose"),
        ("paper.pdf", b"%PDF-1.7\n\xff\xfe\0", "paper.pdf is in a format that cannot be opened; choose an image"),
        ("noise.jpg", bytes(range(128, 256)), "noise.jpg is named like a JPEG image, but its content is not one"),
        ("noise.pt", bytes(range(129, 256)), "noise.pt is named like a PyTorch file, but its content is not one"),
        (
            "photo.heic",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
            "photo.heic is an HEIC picture, which cannot be opened",
        ),
        ("data.pkl", b"\x80\x04\x95\x05\0\0\0\0\0\0\0]\x94.", "data.pkl is a Python pickle, which can run code"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a.png is not a valid PNG image or is damaged; save or download it again."),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "a.webp is cut off: its WEBP header is incomplete"),
        ("a.npy", b"\x93NUMPY\x01", "a.npy has a damaged .npy header; save it again with numpy.save."),
        ("a.npy", b"\x93NUMPY\x07\0", "a.npy uses version 7.0 of the .npy format"),
        ("a.npz", b"PK\x03\x04 nothing more", "a.npz is a zip archive that is damaged or cut off"),
        ("a.npz", b"PK\x05\x06" + bytes(18), "a.npz holds no array; save at least one"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "a.zip is a zip archive without arrays in it"),
    ],
)
def test_content_of_the_wrong_kind(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name).startswith(sentence)


@pytest.mark.parametrize("suffix", ["png", "jpg", "gif", "tiff", "bmp", "webp", "avif"])
def test_truncated_images(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"photo.{suffix}"
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    sentence = refusal(path)
    assert "is cut off" in sentence or "is damaged" in sentence


@pytest.mark.parametrize("size", [(2_000_000, 1), (1, 2_000_000)])
def test_a_side_without_end_is_refused_from_the_header(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "thin.png").write_bytes(png_header(*size))
    said = "thin.png has a side of 2,000,000 pixels, more than the limit of 1,000,000; crop it first."
    assert refusal(tmp_path / "thin.png") == said


def test_too_many_pixels_are_refused_from_the_header(tmp_path: Path) -> None:
    path = tmp_path / "big.png"
    path.write_bytes(png_header(60_000, 60_000))
    assert refusal(path) == "big.png is larger than 64 megapixels; reduce or crop it first."
    path.write_bytes(png_header(9000, 7112))
    assert refusal(path) == (
        "big.png measures 9000 × 7112 = 64.01 megapixels, more than the limit of 64; reduce or crop it first."
    )
    path.write_bytes(png_header(8000, 8000))  # exactly the limit: not too large, only cut off
    assert refusal(path).startswith("big.png is cut off")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"VP8X", b"\0\0\0\0" + (16_000 - 1).to_bytes(3, "little") * 2),
        (b"VP8L", b"\x2f" + (16_000 - 1 | (16_000 - 1) << 14).to_bytes(4, "little") + bytes(8)),
        (b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 16_000, 16_000)),
    ],
)
def test_webp_is_refused_before_its_decoder_allocates(tmp_path: Path, kind: bytes, body: bytes) -> None:
    chunk = kind + struct.pack("<I", len(body)) + body
    (tmp_path / "big.webp").write_bytes(b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk)
    assert refusal(tmp_path / "big.webp").startswith("big.webp measures 16000 × 16000 = 256.00 megapixels")


@pytest.mark.parametrize(
    ("shape", "descr", "reason"),
    [
        (
            (1 << 10, 1 << 14, 1 << 14),
            "<f4",
            "has shape (1024, 16384, 16384) and needs 1 TiB, more than the limit of",
        ),
        ((2, 3, 4), "<f4", "is cut off: 96 bytes of numbers are announced and 0 bytes are there"),
        ((300_000_000,), "<f4", "has shape (300000000,), but a feature map has two to four axes"),
        ((1, 1, 1, 1, 1), "<f4", "has shape (1, 1, 1, 1, 1), but a feature map has two to four axes"),
        ((3, 0, 4), "<f4", "is empty (shape (3, 0, 4))"),
        ((3, -1, 4), "<f4", "has a damaged .npy header"),
        ((9000, 9000), "|u1", "measures 9000 × 9000 = 81.00 megapixels"),
        ((300, 1000, 1000), "|u1", "has shape (300, 1000, 1000) and needs 1.12 GiB"),
        ((2, 3, 4), "|O", "holds pickled Python objects, which are never loaded"),
        ((2, 3, 4), "<c8", "holds complex numbers; save their magnitude"),
        ((2, 3, 4), "<U5", "holds values of type str160"),
        ((2, 3, 4), "<M8[s]", "holds values of type datetime64"),
    ],
)
def test_npy_headers_that_ask_too_much(tmp_path: Path, shape: tuple[int, ...], descr: str, reason: str) -> None:
    (tmp_path / "map.npy").write_bytes(npy_header(shape, descr))
    assert refusal(tmp_path / "map.npy").startswith(f"map.npy {reason}")


def test_object_arrays_and_records(tmp_path: Path) -> None:
    np.save(tmp_path / "objects.npy", np.array([[1, "x"]], object), allow_pickle=True)
    assert refusal(tmp_path / "objects.npy").startswith("objects.npy holds pickled Python objects, which are never")
    np.save(tmp_path / "records.npy", np.zeros((2, 2), [("x", "f4"), ("y", "f4")]))
    assert refusal(tmp_path / "records.npy").startswith("records.npy holds values of type record")


def test_a_npy_header_of_two_gibibytes(tmp_path: Path) -> None:
    (tmp_path / "map.npy").write_bytes(npy_format.magic(2, 0) + struct.pack("<I", 1 << 31) + b"{" * 5000)
    assert refusal(tmp_path / "map.npy").startswith("map.npy has a .npy header of 2 GiB, which no plain array")


def write_zip(path: Path, write: Callable[[zipfile.ZipFile], None]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    return path


def test_how_much_an_archive_is_packed_does_not_matter(tmp_path: Path) -> None:
    """Masks and label maps shrink to a thousandth; only what they unpack to is limited."""

    def write(archive: zipfile.ZipFile) -> None:
        with archive.open("map.npy", "w") as entry:
            entry.write(npy_header((20, 1024, 1024)))
            for _ in range(80):
                entry.write(bytes(1 << 20))

    path = write_zip(tmp_path / "bomb.npz", write)
    assert path.stat().st_size < 100_000
    source = read_source(path)
    assert source.values.shape == (20, 1024, 1024)
    assert not source.values.any()


def test_an_archive_unpacks_no_further_than_its_array_needs(tmp_path: Path) -> None:
    def write(archive: zipfile.ZipFile) -> None:
        with archive.open("map.npy", "w") as entry:
            entry.write(npy_header((1, 4, 4)))
            for _ in range(500):
                entry.write(bytes(1 << 20))

    path = write_zip(tmp_path / "padded.npz", write)
    tracemalloc.start()
    try:
        assert read_source(path).values.shape == (1, 4, 4)
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


def test_an_entry_that_claims_more_than_the_limit(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "claim.npz", lambda archive: archive.writestr("map.npy", npy_header((1, 4, 4))))
    data = path.read_bytes()
    at = data.rindex(b"PK\x01\x02") + 24  # uncompressed size in the central directory
    path.write_bytes(data[:at] + struct.pack("<I", 0xFFFF_FFF0) + data[at + 4 :])
    assert "The array 'map' in claim.npz unpacks to 4 GiB, more than the limit of 1 GiB" in refusal(path)


def test_an_entry_shorter_than_it_claims(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "short.npz", lambda archive: archive.writestr("map.npy", npy_header((1, 4, 4))))
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.rindex(signature) + offset, 100_000)
    path.write_bytes(data)
    sentence = refusal(path)
    assert "cut off" in sentence or "damaged" in sentence


def test_encrypted_and_unusually_packed_entries(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "locked.npz", lambda archive: archive.writestr("map.npy", npy_header((1, 4, 4))))
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "The array 'map' in locked.npz is encrypted" in refusal(path)
    with zipfile.ZipFile(tmp_path / "lzma.npz", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("map.npy", npy_header((1, 4, 4)))
    assert "The array 'map' in lzma.npz is packed in an unusual way" in refusal(tmp_path / "lzma.npz")


def test_an_archive_of_very_many_entries(tmp_path: Path) -> None:
    def write(archive: zipfile.ZipFile) -> None:
        for index in range(limits.MAX_ARRAYS + 1):
            archive.writestr(f"{index}.npy", b"")

    assert refusal(write_zip(tmp_path / "many.npz", write)).startswith(
        "many.npz holds 4097 arrays, more than the limit"
    )


def test_an_archive_with_a_directory_too_large_to_list(tmp_path: Path) -> None:
    entry = b"PK\x01\x02" + bytes(42)
    directory = entry * (limits.MAX_ZIP_DIRECTORY // len(entry) + 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, len(directory), 4, 0)
    (tmp_path / "wide.npz").write_bytes(b"PK\x03\x04" + directory + end)
    assert refusal(tmp_path / "wide.npz").startswith("wide.npz is a zip archive that is damaged")


def test_an_archive_with_a_name_twice_is_refused(tmp_path: Path) -> None:
    """By its name one of the two is opened, and by its place in the list the other."""

    def write(archive: zipfile.ZipFile) -> None:
        for value in (1.0, 2.0):
            stream = io.BytesIO()
            np.save(stream, np.full((1, 2, 2), value))
            archive.writestr("map.npy", stream.getvalue())

    with pytest.warns(UserWarning, match="Duplicate name"):
        path = write_zip(tmp_path / "twice.npz", write)
    assert refusal(path).startswith("twice.npz holds map.npy twice, so that it cannot be told which one is meant")


def test_an_archive_with_two_entries_for_one_array_is_refused(tmp_path: Path) -> None:
    """numpy finds the array "map" in the entry "map" and not in "map.npy"."""

    def write(archive: zipfile.ZipFile) -> None:
        for value, entry in ((1.0, "map.npy"), (2.0, "map")):
            stream = io.BytesIO()
            np.save(stream, np.full((1, 2, 2), value))
            archive.writestr(entry, stream.getvalue())

    path = write_zip(tmp_path / "twice.npz", write)
    with np.load(path) as arrays:
        assert arrays["map"][0, 0, 0] == 2
    assert refusal(path).startswith("twice.npz holds map twice, so that it cannot be told which one is meant")


def test_a_long_key_of_pytorch_s_is_refused_only_where_a_tensor_has_it(tmp_path: Path) -> None:
    path, key = tmp_path / "long.pt", "k" * 100_000
    torch.save({key: torch.ones(1, 2, 2)}, path)
    assert "holds an array whose name has 100000 characters" in refusal(path)
    torch.save({"map": torch.ones(1, 2, 2), "notes": {key: "text"}}, path)
    assert read_source(path).values.shape == (1, 2, 2)


@pytest.mark.parametrize("suffix", ["npz", "safetensors", "pt"])
def test_an_array_with_an_endless_name_is_refused(tmp_path: Path, suffix: str) -> None:
    path, name = tmp_path / f"long.{suffix}", "x" * (limits.MAX_ARRAY_NAME + 1)
    if suffix == "npz":
        np.savez(path, **{name: np.ones((1, 2, 2))})
    elif suffix == "safetensors":
        save_file({name: np.ones((1, 2, 2), np.float32)}, path)
    else:
        torch.save({"a" * 200: {"b" * 200: {"c" * 200: {"d" * 200: {"e" * 200: torch.ones(1, 2, 2)}}}}}, path)
    assert "holds an array whose name has" in refusal(path)


@pytest.mark.parametrize(
    ("places", "length"),
    [
        ([(0, 16), (16, 32)], 32),
        ([(16, 32), (0, 16)], 32),
        ([(0, 16), (20, 36)], 36),
        ([(0, 16), (8, 24)], 24),
        ([(0, 16), (0, 16)], 16),
        ([(4, 20), (20, 36)], 36),
        ([(0, 16), (16, 32)], 40),
        ([(0, 16), (16, 32)], 30),
    ],
)
def test_places_of_tensors_are_taken_as_the_safetensors_package_takes_them(
    tmp_path: Path, places: list[tuple[int, int]], length: int
) -> None:
    header = {f"t{n}": {"dtype": "F32", "shape": [1, 2, 2], "data_offsets": place} for n, place in enumerate(places)}
    content = safetensors(msgspec.json.encode(header), bytes(length))
    path = tmp_path / "a.safetensors"
    path.write_bytes(content)
    try:
        load(content)
    except SafetensorError:
        assert re.search("is cut off|is not a valid safetensors file: its tensors overlap", refusal(path))
    else:
        with pytest.raises(ArrayChoiceNeeded):
            read_source(path)


def safetensors(header: bytes, data: bytes = b"") -> bytes:
    return struct.pack("<Q", len(header)) + header + data


def tensor_json(dtype: str, shape: list[int], offsets: list[int]) -> bytes:
    return msgspec.json.encode({"x": {"dtype": dtype, "shape": shape, "data_offsets": offsets}})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            struct.pack("<Q", 1 << 60) + b"{}",
            "is not a valid safetensors file: it announces a header of more than 1 EiB",
        ),
        (struct.pack("<Q", 100) + b"{}", "is not a valid safetensors file: it announces a header of 100 bytes"),
        (safetensors(b"{" + b'"a":[' * 100_000), "has a damaged safetensors header"),
        (safetensors(b'{"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}"), "has a damaged safetensors header"),
        (safetensors(b'{"x":{"dtype":"F32"}}'), "has a damaged safetensors header"),
        (safetensors(b"{}"), "holds no array"),
        (safetensors(tensor_json("F32", [1, 2, 2], [0, 16])), "is cut off: its tensors need 16 bytes, but only 0"),
        (safetensors(tensor_json("F32", [1, 2, 2], [0, 12]), bytes(12)), None),
        (safetensors(tensor_json("F32", [1, 2, 2], [0, 12]), bytes(16)), "is not a valid safetensors file: its tens"),
        (safetensors(tensor_json("F32", [1, 2, 2], [16, 0]), bytes(16)), "is not a valid safetensors file: its tens"),
        (safetensors(tensor_json("F32", [1 << 40, 1 << 40, 2], [0, 16]), bytes(16)), None),
        (safetensors(tensor_json("F32", [-1, 2, 2], [0, 16]), bytes(16)), "has a damaged safetensors header"),
        (safetensors(tensor_json("C64", [1, 2, 2], [0, 32]), bytes(32)), None),
        (safetensors(tensor_json("F4", [1, 2, 2], [0, 2]), bytes(2)), None),
    ],
)
def test_safetensors_that_lie(tmp_path: Path, content: bytes, reason: str | None) -> None:
    (tmp_path / "a.safetensors").write_bytes(content)
    sentence = refusal(tmp_path / "a.safetensors")
    assert sentence.startswith(f"a.safetensors {reason}" if reason else "The array 'x' in a.safetensors ")


def test_safetensors_headers_over_the_limit(tmp_path: Path) -> None:
    header = b"{" + b" " * limits.MAX_SAFETENSORS_HEADER + b"}"
    (tmp_path / "a.safetensors").write_bytes(safetensors(header))
    # With so long a header, only the name says what the file is.
    assert "header of 8 MiB, more than the limit" in refusal(tmp_path / "a.safetensors")
    many = msgspec.json.encode(
        {str(index): {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]} for index in range(limits.MAX_ARRAYS + 1)}
    )
    (tmp_path / "a.safetensors").write_bytes(safetensors(many, bytes(4)))
    assert refusal(tmp_path / "a.safetensors").startswith("a.safetensors holds 4097 arrays, more than the limit")


def test_names_from_strangers_are_made_printable(tmp_path: Path) -> None:
    path = tmp_path / "line\nbreak\u202e.txt"
    path.write_text("hello")
    with pytest.raises(SourceError) as refused:
        read_source(path)
    assert str(refused.value).startswith("line\N{REPLACEMENT CHARACTER}break\N{REPLACEMENT CHARACTER}.txt is text")
    odd = "bad\n" + "x" * 300
    (tmp_path / "a.safetensors").write_bytes(
        safetensors(msgspec.json.encode({odd: {"dtype": "C64", "shape": [1, 1], "data_offsets": [0, 8]}}), bytes(8))
    )
    assert len(refusal(tmp_path / "a.safetensors")) < 250
