"""Colour profiles are converted and told of; what is not shown of a file never stops its picture; kinds not read."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from vizapp.sources.loaded import LoadedSource, SourceError
from vizapp.sources.reader import decode_image_bytes, read_source

BROKEN = "the colour profile is damaged; colours are shown as they are stored"


def profile(primaries: str = "wide") -> bytes:
    """Return an RGB profile put together by hand: primaries as D50 XYZ, and one gamma of 2.2."""
    columns = {
        # Adobe RGB (1998), adapted to D50 as its specification has them.
        "wide": ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
    }[primaries]

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256)) + bytes(2)
    text = b"desc" + bytes(4) + struct.pack(">I", 5) + b"Wide\0" + bytes(78)
    data: dict[bytes, bytes] = {
        b"desc": text,
        b"wtpt": b"XYZ " + bytes(4) + b"".join(map(fixed, (0.9642, 1, 0.8249))),
    }
    for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True):
        data[name] = b"XYZ " + bytes(4) + b"".join(map(fixed, column))
    for name in (b"rTRC", b"gTRC", b"bTRC"):
        data[name] = curve
    at = 128 + 4 + 12 * len(data)
    table, body = struct.pack(">I", len(data)), b""
    for name, content in data.items():
        content += bytes(-len(content) % 4)
        table += name + struct.pack(">II", at + len(body), len(content))
        body += content
    head = struct.pack(">I4sI4s4s4s", at + len(body), bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ") + bytes(12)
    head += b"acsp" + bytes(28) + b"".join(map(fixed, (0.9642, 1, 0.8249))) + bytes(48)
    return head + table + body


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def read(image: Image.Image, file_format: str = "PNG", **options: Any) -> LoadedSource:
    stream = io.BytesIO()
    image.save(stream, file_format, **options)
    return decode_image_bytes(stream.getvalue(), f"a.{file_format.lower()}")


def colours(channels: int = 3) -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (12, 20, channels), dtype=np.uint8))


@pytest.mark.parametrize(("file_format", "options"), [("PNG", {}), ("TIFF", {}), ("WEBP", {"lossless": True})])
def test_another_colour_space_is_converted(file_format: str, options: dict) -> None:
    image = colours()
    source = read(image, file_format, icc_profile=profile(), **options)
    wide, to = ImageCms.ImageCmsProfile(io.BytesIO(profile())), ImageCms.createProfile("sRGB")
    expected = ImageCms.profileToProfile(image, wide, to)
    np.testing.assert_array_equal(source.values, np.asarray(expected))
    assert np.abs(source.values.astype(int) - np.asarray(image)).max() > 20
    assert source.notes == ("colours converted from the profile 'Wide' to sRGB",)


def test_transparency_survives_the_conversion() -> None:
    image = colours(4)
    source = read(image, icc_profile=profile())
    np.testing.assert_array_equal(source.values[:, :, 3], np.asarray(image)[:, :, 3])
    plain = read(image.convert("RGB"), icc_profile=profile())
    np.testing.assert_array_equal(source.values[:, :, :3], plain.values)


def test_srgb_itself_changes_nothing_and_is_not_told() -> None:
    source = read(colours(), icc_profile=srgb())
    np.testing.assert_array_equal(source.values, np.asarray(colours()))
    assert source.notes == ()
    grey = Image.fromarray(np.arange(240, dtype=np.uint8).reshape(12, 20))
    assert read(grey, icc_profile=srgb()).notes == ()


@pytest.mark.parametrize("data", [b"nonsense" * 30, profile()[:150]])
@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "TIFF"])
def test_a_damaged_profile_is_told_and_the_colours_stay(data: bytes, file_format: str) -> None:
    source = read(colours(), file_format, icc_profile=data)
    np.testing.assert_array_equal(source.values, read(colours(), file_format).values)
    assert source.notes == (BROKEN,)


def test_a_profile_for_other_colours_is_told() -> None:
    source = read(Image.new("CMYK", (4, 4)), "JPEG", icc_profile=profile())
    assert source.notes == (
        "the colour profile is meant for other colours; colours are shown as they are stored",
        "CMYK converted to RGB without a colour profile",
    )


def test_a_profile_of_sixteen_bit_grey_is_told(tmp_path: Path) -> None:
    wide = np.random.default_rng(0).integers(0, 65536, (8, 9), dtype=np.uint16)
    source = read(Image.fromarray(wide), icc_profile=srgb())
    assert source.notes == ("16-bit grey", "the colour profile is not applied to grey of 16 bits")


def test_a_profile_larger_than_the_decoder_takes_does_not_stop_the_picture() -> None:
    image = colours()
    assert read(image, icc_profile=os.urandom(1_200_000)).notes == (BROKEN,)
    padded = bytearray(profile())
    padded += bytes(2_000_000)
    padded[:4] = struct.pack(">I", len(padded))
    source = read(image, icc_profile=bytes(padded))
    np.testing.assert_array_equal(source.values, read(image, icc_profile=profile()).values)


def with_chunk(data: bytes, kind: bytes, body: bytes) -> bytes:
    """Return a PNG with another chunk behind its header."""
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return data[:33] + chunk + data[33:]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"zTXt", b"Comment\0\0" + zlib.compress(bytes(3 << 20))),
        (b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(bytes(3 << 20))),
        (b"iCCP", b"name\0\0not packed at all"),
        (b"iCCP", b"name\0\1"),
        (b"tIME", b"?"),
        (b"pHYs", b""),
        (b"eXIf", b"?" * 9),
    ],
)
def test_what_a_png_says_besides_never_stops_it(kind: bytes, body: bytes) -> None:
    stream = io.BytesIO()
    colours().save(stream, "PNG")
    source = decode_image_bytes(with_chunk(stream.getvalue(), kind, body), "a.png")
    np.testing.assert_array_equal(source.values, np.asarray(colours()))


def test_damage_in_the_picture_itself_is_still_damage() -> None:
    stream = io.BytesIO()
    colours().save(stream, "PNG")
    data = bytearray(with_chunk(stream.getvalue(), b"zTXt", b"Comment\0\0" + zlib.compress(bytes(3 << 20))))
    data[-40:-20] = bytes(20)
    with pytest.raises(SourceError, match=r"^a\.png is not a valid PNG image or is damaged"):
        decode_image_bytes(bytes(data), "a.png")


@pytest.mark.parametrize(
    ("marker", "precision", "stored"),
    [(0xC1, 12, "12 bits a sample"), (0xC3, 8, "lossless samples"), (0xC5, 8, "several resolutions")],
)
def test_kinds_of_jpeg_that_are_not_read(tmp_path: Path, marker: int, precision: int, stored: str) -> None:
    stream = io.BytesIO()
    colours().save(stream, "JPEG")
    data = bytearray(stream.getvalue())
    at = data.index(b"\xff\xc0")
    data[at + 1], data[at + 4] = marker, precision
    (tmp_path / "a.jpg").write_bytes(data)
    with pytest.raises(
        SourceError, match=rf"^a\.jpg is a JPEG image that stores {stored}, which is not read; save it"
    ):
        read_source(tmp_path / "a.jpg")
