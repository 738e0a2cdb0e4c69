"""Small, valid files of every format, and damaged copies of them that are the same in every run."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from PIL import Image

SUFFIXES = (
    "png",
    "jpg",
    "webp",
    "avif",
    "bmp",
    "gif",
    "tiff",
    "npy",
    "npz",
    "safetensors",
    "pt",
    "legacy.pt",
    "protocol.pt",
    "wide.tiff",
    "planes.tiff",
    "vizapp",
)
"""A dot inside tells two layouts of one format apart."""

INTERESTING = (
    b"\x00\x00\x00\x00",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\x00\x00\x00\x80",
)


def seeds(suffix: str) -> list[bytes]:
    """Return two valid files of a format."""
    return [make() for make in _makers(suffix)]


def _makers(suffix: str) -> list[Callable[[], bytes]]:
    match suffix:
        case "npy":
            return [lambda: _numpy(np.save, _map()), lambda: _numpy(np.save, np.asfortranarray(_map().astype(">f8")))]
        case "npz":
            return [
                lambda: _numpy(np.savez, a=_map(), b=_map()),
                lambda: _numpy(np.savez_compressed, a=_map()),
            ]
        case "safetensors":
            return [_safetensors, lambda: _safetensors("float16")]
        case "pt" | "legacy.pt":
            return [lambda: _torch(suffix == "pt", nested=False), lambda: _torch(suffix == "pt", nested=True)]
        case "protocol.pt":
            return [lambda: _torch(True, nested=False, protocol=4), lambda: _torch(True, nested=True, protocol=5)]
        case "vizapp":
            return [lambda: _experiment(inside=True), lambda: _experiment(inside=False)]
        case "wide.tiff":
            return [lambda: _tiff(_map(), "minisblack"), lambda: _tiff(_map()[:1], "miniswhite", compression="zlib")]
        case "planes.tiff":
            colours = np.random.default_rng(2).integers(0, 65536, (3, 13, 17), dtype=np.uint16)
            return [
                lambda: _tiff(colours, "rgb", planarconfig="separate"),
                lambda: _tiff(colours, "rgb", tile=(16, 16), compression="zlib", predictor=True),
            ]
        case "gif":
            return [
                lambda: _image("GIF", "P"),
                lambda: _image("GIF", "P", save_all=True, append_images=[_picture("P")]),
            ]
        case "tiff":
            return [lambda: _image("TIFF", "RGB", compression="tiff_lzw"), lambda: _image("TIFF", "I;16")]
        case "jpg":
            return [lambda: _image("JPEG", "RGB", exif=_exif()), lambda: _image("JPEG", "CMYK", progressive=True)]
        case "png":
            return [lambda: _image("PNG", "RGBA", exif=_exif()), lambda: _image("PNG", "P", transparency=3)]
        case "bmp":
            return [lambda: _image("BMP", "RGB"), lambda: _image("BMP", "P")]
        case "webp":
            return [lambda: _image("WEBP", "RGBA", lossless=True), lambda: _image("WEBP", "RGB")]
        case _:
            return [lambda: _image("AVIF", "RGB", speed=10), lambda: _image("AVIF", "RGBA", speed=10)]


def _map() -> np.ndarray:
    return np.random.default_rng(0).random((2, 5, 7), dtype=np.float32)


def _picture(mode: str) -> Image.Image:
    generator = np.random.default_rng(1)
    if mode == "I;16":
        return Image.fromarray(generator.integers(0, 65536, (13, 17), dtype=np.uint16))
    return Image.fromarray(generator.integers(0, 256, (13, 17, 4), dtype=np.uint8)).convert("RGB").convert(mode)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def _image(file_format: str, mode: str, **options: object) -> bytes:
    stream = io.BytesIO()
    _picture(mode).save(stream, file_format, **options)
    return stream.getvalue()


def _numpy(save: Callable[..., None], *arrays: np.ndarray, **named: np.ndarray) -> bytes:
    stream = io.BytesIO()
    save(stream, *arrays, **named)
    return stream.getvalue()


def _safetensors(dtype: str = "float32") -> bytes:
    from safetensors.numpy import save

    return save({"a": _map().astype(dtype)})


def _tiff(values: np.ndarray, colours: str, **options: Any) -> bytes:
    import tifffile

    stream = io.BytesIO()
    apart = options.get("planarconfig") == "separate"
    stored = values if apart else values.transpose(1, 2, 0) if len(values) > 1 else values[0]
    if len(values) > 1 and not apart:
        options["planarconfig"] = "contig"
    tifffile.imwrite(stream, stored, photometric=colours, **options)
    return stream.getvalue()


def _torch(zipped: bool, nested: bool, protocol: int = 2) -> bytes:
    import torch

    tensor = torch.from_numpy(_map())
    stream = io.BytesIO()
    content = {"m": {"a": tensor, "b": 3}} if nested else tensor
    torch.save(content, stream, pickle_protocol=protocol, _use_new_zipfile_serialization=zipped)
    return stream.getvalue()


def _experiment(*, inside: bool) -> bytes:
    """Return an experiment with the file of its source in it, or with pasted pixels."""
    from vizapp.document.experiment import Experiment, Source
    from vizapp.keeping.kept_pictures import file_inside, pasted
    from vizapp.keeping.writing import Content, written

    with TemporaryDirectory() as folder:
        picture, path = Path(folder) / "cat.png", Path(folder) / "a.vizapp"
        picture.write_bytes(_image("PNG", "RGB"))
        kept = file_inside(str(picture), "source") if inside else pasted(np.asarray(_picture("RGB")), "pasted-1")
        source = Source("file", str(picture)) if inside else Source("memory", "pasted-1")
        for _ in written(Content(Experiment(source=source), pictures={"source": kept}), path):
            pass
        return path.read_bytes()


def mutants(suffix: str, count: int) -> Iterator[bytes]:
    """Yield ``count`` damaged files of a format: bits flipped, cut, spliced, and numbers overwritten.

    Where a format has checksums, those of a half are right, so that the damage gets past them.
    """
    generator = random.Random(f"vizapp {suffix}")
    originals = seeds(suffix)
    for index in range(count):
        original = originals[index % len(originals)]
        is_inside = index // len(originals) % 2 == 1
        if is_inside and original.startswith(b"PK"):
            yield _damaged_inside(original, generator)
            continue
        data = bytearray(original)
        for _ in range(generator.choice((1, 1, 2, 5))):
            damage(data, generator, originals)
        yield _with_right_sums(bytes(data)) if is_inside and suffix == "png" else bytes(data)


def _damaged_inside(archive: bytes, generator: random.Random) -> bytes:
    """Return a zip file of which one entry was damaged before it was packed."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        entries = [(entry, bytearray(packed.read(entry))) for entry in packed.infolist()]
    _, content = generator.choice(entries)
    for _ in range(generator.choice((1, 1, 3))):
        damage(content, generator, [bytes(other) for _, other in entries if other])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for entry, content in entries:
            packed.writestr(entry, bytes(content))
    return stream.getvalue()


def _with_right_sums(png: bytes) -> bytes:
    """Return a PNG file whose chunks, as far as there are any, have the right checksums."""
    data, at = bytearray(png), 8
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4])
        if end + 4 > len(data):
            break
        data[end : end + 4] = zlib.crc32(data[at + 4 : end]).to_bytes(4)
        at = end + 4
    return bytes(data)


def damage(data: bytearray, generator: random.Random, originals: list[bytes]) -> None:
    """Damage data in one place; what is inserted comes from ``originals``."""
    if not data:
        return
    # Headers are at the beginning, and in archives at the end: that is where damage is telling.
    spread = generator.choice((32, 128, len(data)))
    at = min(int(generator.random() * spread), len(data) - 1)
    if generator.random() < 0.3:
        at = len(data) - 1 - at
    match generator.choice(("flip", "flip", "byte", "number", "cut", "remove", "repeat", "splice")):
        case "flip":
            data[at] ^= 1 << generator.randrange(8)
        case "byte":
            data[at] = generator.randrange(256)
        case "number":
            value = generator.choice(INTERESTING)
            data[at : at + len(value)] = value
        case "cut":
            del data[at:]
        case "remove":
            del data[at : at + generator.randrange(1, 9)]
        case "repeat":
            data[at:at] = data[at : at + generator.randrange(1, 65)]
        case "splice":
            other = generator.choice(originals)
            start = generator.randrange(len(other))
            piece = other[start : start + generator.randrange(1, 65)]
            data[at : at + len(piece)] = piece
