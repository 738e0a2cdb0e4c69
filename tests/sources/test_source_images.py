"""Images: every format, mode and orientation comes out as the samples that were put in."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vizapp.sources.loaded import SourceError, network_values
from vizapp.sources.reader import decode_image_bytes, read_source

HEIGHT, WIDTH = 12, 20


def noise(channels: int, seed: int = 0) -> np.ndarray:
    shape = (HEIGHT, WIDTH) if channels == 1 else (HEIGHT, WIDTH, channels)
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def smooth() -> np.ndarray:
    """A picture that survives lossy compression."""
    rows, columns = np.mgrid[:64, :96]
    return np.stack([rows * 3, columns * 2, 255 - rows - columns], axis=2).astype(np.uint8)


@pytest.mark.parametrize(
    ("suffix", "options", "expected_format"),
    [
        ("png", {}, "PNG"),
        ("bmp", {}, "BMP"),
        ("tiff", {}, "TIFF"),
        ("tiff", {"compression": "tiff_lzw"}, "TIFF"),
        ("tiff", {"compression": "tiff_adobe_deflate"}, "TIFF"),
        ("webp", {"lossless": True}, "WEBP"),
    ],
)
def test_lossless_rgb_comes_out_exactly(tmp_path: Path, suffix: str, options: dict, expected_format: str) -> None:
    pixels = noise(3)
    path = tmp_path / f"picture.{suffix}"
    Image.fromarray(pixels).save(path, **options)
    source = read_source(path)
    assert (source.kind, source.format, source.name) == ("image", expected_format, path.name)
    assert (source.height, source.width, source.channels) == (HEIGHT, WIDTH, 3)
    np.testing.assert_array_equal(source.values, pixels)
    np.testing.assert_array_equal(source.overview, pixels)
    assert source.notes == ()


@pytest.mark.parametrize(("suffix", "expected_format"), [("jpg", "JPEG"), ("webp", "WEBP"), ("avif", "AVIF")])
def test_lossy_rgb_comes_out_closely(tmp_path: Path, suffix: str, expected_format: str) -> None:
    path = tmp_path / f"picture.{suffix}"
    Image.fromarray(smooth()).save(path, quality=90)
    source = read_source(path)
    assert source.format == expected_format
    assert np.abs(source.values.astype(int) - smooth()).mean() < 4


def test_arrays_are_read_only(tmp_path: Path) -> None:
    Image.fromarray(noise(3)).save(tmp_path / "a.png")
    source = read_source(tmp_path / "a.png")
    for array in (source.values, source.overview, source.thumbnail):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0, 0] = 1


def test_grey_and_one_bit(tmp_path: Path) -> None:
    grey = noise(1)
    Image.fromarray(grey).save(tmp_path / "grey.png")
    np.testing.assert_array_equal(read_source(tmp_path / "grey.png").values[:, :, 0], grey)
    Image.fromarray(grey > 127).save(tmp_path / "bits.png")
    np.testing.assert_array_equal(read_source(tmp_path / "bits.png").values[:, :, 0], np.where(grey > 127, 255, 0))


def test_sixteen_bit_grey_keeps_every_value(tmp_path: Path) -> None:
    wide = np.random.default_rng(1).integers(0, 65536, (HEIGHT, WIDTH), dtype=np.uint16)
    wide[0, :3] = (0, 255, 65535)
    for name in ("wide.png", "wide.tiff"):
        Image.fromarray(wide).save(tmp_path / name)
        source = read_source(tmp_path / name)
        assert source.values.dtype == np.uint16
        assert source.notes == ("16-bit grey",)
        np.testing.assert_array_equal(source.values[:, :, 0], wide)
        np.testing.assert_array_equal(source.overview[:, :, 0], wide >> 8)
        np.testing.assert_allclose(network_values(source.kind, source.values)[0], wide / 65535, atol=1e-7)


def test_sixteen_bit_grey_in_big_endian(tmp_path: Path) -> None:
    wide = np.arange(HEIGHT * WIDTH, dtype=np.uint16).reshape(HEIGHT, WIDTH) * 257
    Image.frombytes("I;16B", (WIDTH, HEIGHT), wide.astype(">u2").tobytes()).save(tmp_path / "big.tiff")
    np.testing.assert_array_equal(read_source(tmp_path / "big.tiff").values[:, :, 0], wide)


def deep_png(row: tuple[int, ...], bands: int) -> bytes:
    """A PNG of one row with 16 bits a channel, assembled because Pillow cannot write it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    colour_type = {3: 2, 4: 6}[bands]
    header = struct.pack(">IIBBBBB", len(row) // bands, 1, 16, colour_type, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" + struct.pack(f">{len(row)}H", *row)))
    return b"\x89PNG\r\n\x1a\n" + data + chunk(b"IEND", b"")


def test_sixteen_bits_a_channel_are_reduced_and_it_is_said() -> None:
    source = decode_image_bytes(deep_png((0x1234, 0xFFFF, 0, 0x8000, 0x0100, 0xABCD), 3), "deep.png")
    assert source.values.tolist() == [[[0x12, 0xFF, 0], [0x80, 0x01, 0xAB]]]
    assert source.notes == ("16 bits a channel reduced to 8",)


def test_colours_in_a_small_part_of_16_bits_are_stretched() -> None:
    source = decode_image_bytes(deep_png((100, 200, 300, 400, 600, 1120), 3), "deep.png")
    assert source.values.tolist() == [[[0, 25, 50], [75, 125, 255]]]
    assert source.notes == ("16 bits a channel, values 100 … 1120 stretched to 8 bits",)
    source = decode_image_bytes(deep_png((0, 510, 0, 0xFFFF, 510, 0, 255, 0x8000), 4), "deep.png")
    assert source.values.tolist() == [[[0, 255, 0, 255], [255, 0, 128, 128]]]


def test_floating_point_and_wide_integers_are_mapped_to_sixteen_bits(tmp_path: Path) -> None:
    unit = np.linspace(0, 1, HEIGHT * WIDTH, dtype=np.float32).reshape(HEIGHT, WIDTH)
    Image.fromarray(unit).save(tmp_path / "unit.tiff")
    source = read_source(tmp_path / "unit.tiff")
    np.testing.assert_allclose(network_values(source.kind, source.values)[0], unit, atol=1 / 65535)

    Image.fromarray(unit * 40 - 10).save(tmp_path / "range.tiff")
    source = read_source(tmp_path / "range.tiff")
    np.testing.assert_allclose(network_values(source.kind, source.values)[0], unit, atol=1 / 65535)
    assert source.notes == ("floating-point grey from -10 to 30 mapped to 16-bit grey",)

    holed = unit.copy()
    holed[3, 4] = np.nan
    Image.fromarray(holed).save(tmp_path / "holed.tiff")
    source = read_source(tmp_path / "holed.tiff")
    assert source.values[3, 4, 0] == 0
    assert "1 values that are not finite shown as black" in source.notes

    integers = np.arange(HEIGHT * WIDTH, dtype=np.int32).reshape(HEIGHT, WIDTH) * 1000
    Image.fromarray(integers).save(tmp_path / "integers.tiff")
    integral = read_source(tmp_path / "integers.tiff")
    np.testing.assert_allclose(
        network_values(integral.kind, integral.values)[0], integers / integers.max(), atol=1 / 65535
    )


def test_alpha_is_kept_for_display_and_composited_over_white_for_training(tmp_path: Path) -> None:
    pixels = noise(4)
    Image.fromarray(pixels).save(tmp_path / "alpha.png")
    source = read_source(tmp_path / "alpha.png")
    np.testing.assert_array_equal(source.values, pixels)
    assert source.overview.shape == (HEIGHT, WIDTH, 4)
    assert source.notes == ("alpha composited over white for training",)
    alpha = pixels[:, :, 3:] / 255
    expected = pixels[:, :, :3] / 255 * alpha + (1 - alpha)
    np.testing.assert_allclose(network_values(source.kind, source.values).transpose(1, 2, 0), expected, atol=1e-6)


def test_opaque_alpha_changes_nothing_and_is_not_mentioned(tmp_path: Path) -> None:
    pixels = noise(4)
    pixels[:, :, 3] = 255
    Image.fromarray(pixels).save(tmp_path / "opaque.png")
    source = read_source(tmp_path / "opaque.png")
    assert source.notes == ()
    np.testing.assert_allclose(
        network_values(source.kind, source.values).transpose(1, 2, 0), pixels[:, :, :3] / 255, atol=1e-6
    )


def test_opaque_alpha_leaves_every_colour_as_it_is(tmp_path: Path) -> None:
    colours = np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, axis=2)
    Image.fromarray(colours).save(tmp_path / "rgb.png")
    Image.fromarray(np.dstack((colours, np.full((16, 16), 255, np.uint8)))).save(tmp_path / "rgba.png")
    plain, opaque = (read_source(tmp_path / f"{name}.png") for name in ("rgb", "rgba"))
    assert opaque.values.shape[2] == 4
    np.testing.assert_array_equal(
        network_values(opaque.kind, opaque.values), network_values(plain.kind, plain.values)
    )


def test_grey_with_alpha_becomes_rgba(tmp_path: Path) -> None:
    grey, alpha = noise(1, 1), noise(1, 2)
    Image.merge("LA", (Image.fromarray(grey), Image.fromarray(alpha))).save(tmp_path / "la.png")
    np.testing.assert_array_equal(read_source(tmp_path / "la.png").values, np.stack([grey] * 3 + [alpha], axis=2))


def test_palette_with_and_without_transparency(tmp_path: Path) -> None:
    palette = np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255], [10, 20, 30]], np.uint8)
    index = np.random.default_rng(3).integers(0, 4, (HEIGHT, WIDTH), dtype=np.uint8)
    image = Image.frombytes("P", (WIDTH, HEIGHT), index.tobytes())
    image.putpalette(palette.tobytes())
    image.save(tmp_path / "plain.png")
    np.testing.assert_array_equal(read_source(tmp_path / "plain.png").values, palette[index])
    image.save(tmp_path / "clear.png", transparency=2)
    source = read_source(tmp_path / "clear.png")
    np.testing.assert_array_equal(source.values[:, :, :3], palette[index])
    np.testing.assert_array_equal(source.values[:, :, 3], np.where(index == 2, 0, 255))


def test_grey_with_a_transparent_value(tmp_path: Path) -> None:
    grey = noise(1) // 64 * 64
    Image.fromarray(grey).save(tmp_path / "keyed.png", transparency=64)
    source = read_source(tmp_path / "keyed.png")
    np.testing.assert_array_equal(source.values[:, :, 3], np.where(grey == 64, 0, 255))


def test_cmyk_becomes_rgb_with_a_note(tmp_path: Path) -> None:
    inks = np.zeros((16, 16, 4), np.uint8)
    inks[:, :8] = (255, 0, 0, 0)
    inks[:, 8:] = (0, 0, 0, 255)
    for name in ("inks.tiff", "inks.jpg"):
        Image.frombytes("CMYK", (16, 16), inks.tobytes()).save(tmp_path / name)
        source = read_source(tmp_path / name)
        assert source.notes == ("CMYK converted to RGB without a colour profile",)
        assert np.abs(source.values[8, 2].astype(int) - (0, 255, 255)).max() < 6
        assert source.values[8, 13].max() < 6


def test_cielab_is_refused_in_words(tmp_path: Path) -> None:
    Image.new("LAB", (4, 4)).save(tmp_path / "lab.tiff")
    with pytest.raises(SourceError, match=r"lab\.tiff is stored in CIELAB colours.*save it as RGB"):
        read_source(tmp_path / "lab.tiff")


# What each EXIF orientation means, as the array that a viewer must show (EXIF 2.32, tag 0x0112).
UPRIGHT = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
    8: lambda a: np.rot90(a, 1),
}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("suffix", "options"), [("png", {}), ("tiff", {}), ("webp", {"lossless": True})])
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int, suffix: str, options: dict) -> None:
    pixels = noise(3)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"turned.{suffix}"
    Image.fromarray(pixels).save(path, exif=exif, **options)
    source = read_source(path)
    np.testing.assert_array_equal(source.values, UPRIGHT[orientation](pixels))
    np.testing.assert_array_equal(source.overview, source.values)
    assert source.notes == (() if orientation == 1 else ("EXIF orientation applied",))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "avif"])
def test_exif_orientation_of_lossy_formats(tmp_path: Path, orientation: int, suffix: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"turned.{suffix}"
    Image.fromarray(smooth()).save(path, exif=exif, quality=95)
    upright = UPRIGHT[orientation](smooth()).astype(int)
    values = read_source(path).values
    assert values.shape == upright.shape
    assert np.abs(values - upright).mean() < 4


def test_mangled_exif_does_not_spoil_the_picture(tmp_path: Path) -> None:
    Image.fromarray(smooth()).save(tmp_path / "a.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + bytes(20))
    assert read_source(tmp_path / "a.jpg").values.shape == smooth().shape


@pytest.mark.parametrize("suffix", ["gif", "png", "webp", "tiff", "avif"])
def test_of_an_animation_the_first_frame_is_taken(tmp_path: Path, suffix: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "lime", "blue")]
    path = tmp_path / f"moving.{suffix}"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    source = read_source(path)
    assert np.abs(source.values[15, 20, :3].astype(int) - (255, 0, 0)).max() < 8
    assert source.notes == ("first of 3 frames",)


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    pixels = noise(3)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    source = read_source(tmp_path / "a.jpg")
    assert source.format == "PNG"
    np.testing.assert_array_equal(source.values, pixels)


def test_image_data_without_a_file() -> None:
    pixels = noise(3)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    source = decode_image_bytes(buffer.getvalue(), "Pasted image")
    assert source.name == "Pasted image"
    np.testing.assert_array_equal(source.values, pixels)
    with pytest.raises(SourceError, match="Pasted image is not an image"):
        decode_image_bytes(b"hello", "Pasted image")
    with pytest.raises(SourceError, match="Pasted image is empty"):
        decode_image_bytes(b"", "Pasted image")


def with_chunk(png: bytes, kind: bytes, body: bytes) -> bytes:
    """Return a PNG with a further chunk after its header."""
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return png[:33] + chunk + png[33:]


def encoded(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def test_one_hot_pixel_does_not_hide_the_rest_of_16_bits_of_colour() -> None:
    values = (100 + np.arange(9000) // 10).tolist()
    values[300:303] = [0xFFFF] * 3
    source = decode_image_bytes(deep_png(tuple(values), 3), "deep.png")
    assert len(np.unique(source.values)) > 100
    assert source.values[0, 100].tolist() == [255] * 3
    (said,) = source.notes
    assert said.startswith("16 bits a channel, values 100 … 999 stretched to 8 bits")
    assert said.endswith("; 3 values far beyond cut off")


def test_highlights_of_a_dark_picture_are_no_hot_pixels() -> None:
    values = (np.arange(9000) % 200).tolist()
    values[600:1200] = [0x7000] * 600
    source = decode_image_bytes(deep_png(tuple(values), 3), "deep.png")
    assert source.values[0, 200].tolist() == [255] * 3
    assert "cut off" not in source.notes[0]


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("gamma", [100_000, 55_556])
def test_a_gamma_that_the_file_states_is_converted_to_srgb(channels: int, gamma: int) -> None:
    pixels = noise(channels)
    source = decode_image_bytes(with_chunk(encoded(pixels), b"gAMA", struct.pack(">I", gamma)), "a.png")
    colours = pixels.reshape(HEIGHT, WIDTH, -1)[:, :, :3]
    light = (colours / 255) ** (100_000 / gamma)
    srgb = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    np.testing.assert_allclose(source.values[:, :, :3], 255 * srgb, atol=0.51)
    if channels == 4:
        np.testing.assert_array_equal(source.values[:, :, 3], pixels[:, :, 3])
    assert source.notes[0] == f"colours converted from gamma {gamma / 100_000:g} to sRGB"


@pytest.mark.parametrize("chunk", [(b"gAMA", 45_455), (b"gAMA", 0), (b"sRGB", None)])
def test_a_gamma_that_changes_nothing_is_not_mentioned(chunk: tuple[bytes, int | None]) -> None:
    kind, gamma = chunk
    png = with_chunk(encoded(noise(3)), b"gAMA", struct.pack(">I", 100_000 if gamma is None else gamma))
    if kind == b"sRGB":  # which says what the gamma would only guess at
        png = with_chunk(png, b"sRGB", b"\0")
    source = decode_image_bytes(png, "a.png")
    np.testing.assert_array_equal(source.values, noise(3))
    assert source.notes == ()


def test_of_16_bit_grey_it_is_said_that_the_gamma_is_not_applied() -> None:
    wide = np.arange(HEIGHT * WIDTH, dtype=np.uint16).reshape(HEIGHT, WIDTH) * 250
    source = decode_image_bytes(with_chunk(encoded(wide), b"gAMA", struct.pack(">I", 100_000)), "a.png")
    np.testing.assert_array_equal(source.values[:, :, 0], wide)
    assert "gamma 1 of the file is not applied to values of 16 bits" in source.notes


def test_what_is_asked_for_in_vain_is_said(tmp_path: Path) -> None:
    Image.fromarray(noise(3)).save(tmp_path / "a.png")
    source = read_source(tmp_path / "a.png", "weights", "HWC")
    assert source.notes == (
        "a picture holds no arrays: 'weights' is not looked for",
        "the order HWC is not applied: only an array of three axes has one",
    )
    np.save(tmp_path / "a.npy", np.zeros((4, 5), np.float32))
    assert read_source(tmp_path / "a.npy", axes="HWC").notes == (
        "the order HWC is not applied: only an array of three axes has one",
    )
