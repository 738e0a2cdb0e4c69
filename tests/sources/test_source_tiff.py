"""TIFF: every kind of samples comes out as the numbers that were put in, or is refused for the reason that holds."""

from __future__ import annotations

import struct
import time
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image
from slowness import slowness

from vizapp.sources.loaded import LoadedSource, SourceError
from vizapp.sources.reader import read_source
from vizapp.sources.tiff_survey import survey

HEIGHT, WIDTH = 37, 53


def numbers(dtype: str, bands: int) -> np.ndarray:
    generator = np.random.default_rng(0)
    kind = np.dtype(dtype)
    if kind.kind == "f":
        return (generator.random((HEIGHT, WIDTH, bands)) * 100 - 20).astype(kind)
    limits = np.iinfo(kind)
    return generator.integers(limits.min, limits.max, (HEIGHT, WIDTH, bands), dtype=kind, endpoint=True)


def write(path: Path, values: np.ndarray, **options: Any) -> LoadedSource:
    apart = options.get("planarconfig") == "separate"
    stored = values[:, :, 0] if values.shape[2] == 1 else values.transpose(2, 0, 1) if apart else values
    tifffile.imwrite(path, stored, **options)
    return read_source(path)


LAYOUTS = pytest.mark.parametrize(
    "layout",
    [
        {},
        {"byteorder": ">"},
        {"rowsperstrip": 8, "compression": "zlib"},
        {"tile": (16, 32), "compression": "zlib", "byteorder": ">"},
    ],
    ids=["plain", "big-endian", "strips", "tiles"],
)


@LAYOUTS
@pytest.mark.parametrize("planes", ["contig", "separate"])
@pytest.mark.parametrize("dtype", ["u1", "i1", "u2", "i2", "u4", "i4", "f2", "f4", "f8"])
def test_several_bands_become_a_feature_map(tmp_path: Path, dtype: str, planes: str, layout: dict) -> None:
    values = numbers(dtype, 5)
    source = write(tmp_path / "a.tif", values, photometric="minisblack", planarconfig=planes, **layout)
    assert (source.kind, source.format) == ("feature_map", "TIFF")
    np.testing.assert_array_equal(source.values, values.transpose(2, 0, 1).astype(np.float32))
    assert source.notes[0] == f"5 bands of {np.dtype(dtype).name}, opened as a feature map"


def test_floats_in_three_colours_become_a_feature_map(tmp_path: Path) -> None:
    values = numbers("f4", 3)
    source = write(tmp_path / "a.tif", values, photometric="rgb")
    np.testing.assert_array_equal(source.values, values.transpose(2, 0, 1))


@LAYOUTS
@pytest.mark.parametrize("planes", ["contig", "separate"])
def test_sixteen_bits_in_colour(tmp_path: Path, planes: str, layout: dict) -> None:
    values = numbers("u2", 3)
    source = write(tmp_path / "a.tif", values, photometric="rgb", planarconfig=planes, **layout)
    assert source.kind == "image"
    np.testing.assert_array_equal(source.values, values >> 8)
    assert source.notes == ("16 bits a channel reduced to 8",)


def test_eight_bits_in_planes(tmp_path: Path) -> None:
    values = numbers("u1", 3)
    source = write(tmp_path / "a.tif", values, photometric="rgb", planarconfig="separate")
    np.testing.assert_array_equal(source.values, values)
    assert source.notes == ()


@pytest.mark.parametrize("dtype", ["u1", "u2"])
def test_white_as_zero_is_turned_round(tmp_path: Path, dtype: str) -> None:
    values = numbers(dtype, 1)
    source = write(tmp_path / "a.tif", values, photometric="miniswhite")
    np.testing.assert_array_equal(source.values, np.iinfo(dtype).max - values)


def test_white_as_zero_in_floats_and_wide_integers(tmp_path: Path) -> None:
    ramp = np.linspace(0, 1, HEIGHT * WIDTH, dtype=np.float32).reshape(HEIGHT, WIDTH, 1)
    source = write(tmp_path / "a.tif", ramp, photometric="miniswhite")
    np.testing.assert_allclose(source.values / 65535, 1 - ramp, atol=1e-4)
    source = write(tmp_path / "a.tif", (ramp * 1e9).astype(np.uint32), photometric="miniswhite")
    np.testing.assert_allclose(source.values / 65535, 1 - ramp, atol=1e-4)


def test_unsigned_integers_of_32_bits_do_not_wrap(tmp_path: Path) -> None:
    values = np.linspace(0, 2**32 - 1, HEIGHT * WIDTH).astype(np.uint32).reshape(HEIGHT, WIDTH, 1)
    source = write(tmp_path / "a.tif", values, photometric="minisblack")
    np.testing.assert_allclose(source.values / 65535, values / (2**32 - 1), atol=1e-4)
    assert source.notes == ("32-bit integers from 0 to 4.29497e+09 mapped to 16-bit grey",)


def test_signed_bytes_keep_their_order(tmp_path: Path) -> None:
    values = np.linspace(-128, 127, HEIGHT * WIDTH).astype(np.int8).reshape(HEIGHT, WIDTH, 1)
    source = write(tmp_path / "a.tif", values, photometric="minisblack")
    assert source.values[0, 0, 0] == 0
    assert source.values[-1, -1, 0] == 65535
    assert (np.diff(source.values.reshape(-1).astype(int)) >= 0).all()
    assert source.notes == ("8-bit integers from -128 to 127 mapped to 16-bit grey",)


def test_double_precision_grey_is_read(tmp_path: Path) -> None:
    ramp = np.linspace(0, 1, HEIGHT * WIDTH).reshape(HEIGHT, WIDTH, 1)
    source = write(tmp_path / "a.tif", ramp, photometric="minisblack")
    np.testing.assert_allclose(source.values / 65535, ramp, atol=1 / 65535)
    assert source.notes == ("floating-point grey from 0 to 1 mapped to 16-bit grey",)


def test_one_value_far_off_leaves_the_numbers_as_they_are(tmp_path: Path) -> None:
    heights = np.linspace(300, 900, HEIGHT * WIDTH, dtype=np.float32).reshape(HEIGHT, WIDTH, 1)
    heights[4, 5] = -3.4e38
    source = write(tmp_path / "a.tif", heights, photometric="minisblack")
    assert source.kind == "feature_map"
    np.testing.assert_array_equal(source.values[0], heights[:, :, 0])
    assert len(np.unique(source.overview)) > 200, "the ground is seen"
    assert source.notes == ("1 band of float32, opened as a feature map", "values -3.4e+38 … 900")


def test_values_marked_as_missing_are_told(tmp_path: Path) -> None:
    heights = np.linspace(300, 900, HEIGHT * WIDTH, dtype=np.float32).reshape(HEIGHT, WIDTH, 1)
    heights[4, 5:8] = -9999
    source = write(tmp_path / "a.tif", heights, photometric="minisblack", extratags=[(42113, "s", 0, "-9999", True)])
    assert source.notes == (
        "3 values marked as missing",
        "floating-point grey from 300 to 900 mapped to 16-bit grey",
        "3 values that are not finite shown as black",
    )
    assert (source.values[4, 5:8] == 0).all()


def test_integers_marked_as_missing_do_not_hide_the_picture(tmp_path: Path) -> None:
    depths = np.linspace(300, 900, HEIGHT * WIDTH).astype(np.uint16).reshape(HEIGHT, WIDTH, 1)
    depths[:, :3] = 65535
    tag = [(42113, "s", 0, "65535", True)]
    for photometric in ("minisblack", "miniswhite"):
        source = write(tmp_path / f"{photometric}.tif", depths, photometric=photometric, extratags=tag)
        assert source.notes[0] == f"{3 * HEIGHT} values marked as missing shown as black"
        assert (source.values[:, :3] == source.values.min()).all()
        assert len(np.unique(source.overview)) > 200, "the rest is seen"


def test_floats_without_any_number_say_so(tmp_path: Path) -> None:
    source = write(tmp_path / "a.tif", np.full((HEIGHT, WIDTH, 1), np.nan, np.float32), photometric="minisblack")
    assert (source.kind, source.nan_count) == ("feature_map", HEIGHT * WIDTH)
    assert source.notes == ("1 band of float32, opened as a feature map",)


@pytest.mark.parametrize("most", [900, 4095])
@pytest.mark.parametrize("planes", ["contig", "separate"])
def test_colours_in_a_small_part_of_16_bits_are_stretched(tmp_path: Path, planes: str, most: int) -> None:
    values = (numbers("u2", 3) % (most + 1)).astype(np.uint16)
    values[0, 0] = 0, most, 0
    source = write(tmp_path / "a.tif", values, photometric="rgb", planarconfig=planes)
    np.testing.assert_array_equal(source.values, np.rint(values * (255 / most)).astype(np.uint8))
    assert source.notes == (f"16 bits a channel, values 0 … {most} stretched to 8 bits",)


def test_a_palette_of_16_bits_is_refused_as_one(tmp_path: Path) -> None:
    colours = np.zeros((3, 65536), np.uint16)
    with pytest.raises(SourceError, match=r"^a\.tif is a TIFF image that stores a palette for uint16, which is not"):
        write(tmp_path / "a.tif", numbers("u2", 1), photometric="palette", colormap=colours)


def test_grey_with_transparency_in_16_bits(tmp_path: Path) -> None:
    values = numbers("u2", 2)
    source = write(tmp_path / "a.tif", values, photometric="minisblack", planarconfig="contig", extrasamples=(2,))
    np.testing.assert_array_equal(source.values[:, :, 0], values[:, :, 0])
    assert source.notes == ("transparency is left out", "16-bit grey")


def test_transparency_in_colour_is_kept(tmp_path: Path) -> None:
    values = numbers("u2", 4)
    source = write(tmp_path / "a.tif", values, photometric="rgb", extrasamples=(2,))
    np.testing.assert_array_equal(source.values, values >> 8)


@pytest.mark.parametrize("dtype", ["u1", "u2"])
def test_a_fourth_band_that_is_no_transparency_is_left_out_and_told(tmp_path: Path, dtype: str) -> None:
    values = numbers(dtype, 4)
    source = write(tmp_path / "a.tif", values, photometric="rgb", extrasamples=(0,))
    np.testing.assert_array_equal(source.values, values[:, :, :3] >> (8 if dtype == "u2" else 0))
    assert "1 band beyond red, green and blue left out" in source.notes


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_to_every_kind(tmp_path: Path, orientation: int) -> None:
    upright = numbers("u1", 3)
    turned = Image.Exif()
    turned[0x0112] = orientation
    Image.fromarray(upright).save(tmp_path / "eight.tif", exif=turned)
    expected = read_source(tmp_path / "eight.tif").values
    tag = [(274, "H", 1, orientation, True)]
    source = write(tmp_path / "sixteen.tif", upright.astype(np.uint16) << 8, photometric="rgb", extratags=tag)
    np.testing.assert_array_equal(source.values, expected)
    assert ("EXIF orientation applied" in source.notes) == (orientation != 1)


def test_packings_that_only_libtiff_knows(tmp_path: Path) -> None:
    wide = numbers("u2", 1)[:, :, 0]
    for packing in ("tiff_lzw", "packbits", "tiff_adobe_deflate", "zstd", "lzma"):
        Image.fromarray(wide).save(tmp_path / "a.tif", compression=packing)
        np.testing.assert_array_equal(read_source(tmp_path / "a.tif").values[:, :, 0], wide, err_msg=packing)


def test_the_predictor_for_floats(tmp_path: Path) -> None:
    """As libtiff writes it: bytes of a row by significance, highest first, each as a difference to the one before."""
    values = numbers("f4", 2)
    rows = values.astype(">f4").reshape(HEIGHT, -1).view(np.uint8).reshape(HEIGHT, -1, 4).transpose(0, 2, 1)
    flat = rows.reshape(HEIGHT, -1, 2)
    differences = np.concatenate([flat[:, :1], np.diff(flat, axis=1)], axis=1).astype(np.uint8)
    packed = zlib.compress(differences.tobytes())
    # Put together by hand, as the writer has no such predictor: one strip behind the directory.
    entries = [
        (256, 4, 1, WIDTH),
        (257, 4, 1, HEIGHT),
        (258, 3, 1, 32),
        (259, 3, 1, 8),
        (262, 3, 1, 1),
        (273, 4, 1, 0),
        (277, 3, 1, 2),
        (278, 4, 1, HEIGHT),
        (279, 4, 1, len(packed)),
        (284, 3, 1, 1),
        (317, 3, 1, 3),
        (338, 3, 1, 0),
        (339, 3, 1, 3),
    ]
    start = 8 + 2 + 12 * len(entries) + 4
    # Two samples of 32 bits and of one format fit into an entry each.
    fields = [
        struct.pack("<HHI", tag, kind, 2 if tag in (258, 339) else count)
        + (
            struct.pack("<HH", value, value)
            if tag in (258, 339)
            else struct.pack("<I", start if tag == 273 else value)
        )
        for tag, kind, count, value in entries
    ]
    path = tmp_path / "a.tif"
    path.write_bytes(b"II*\0" + struct.pack("<IH", 8, len(entries)) + b"".join(fields) + bytes(4) + packed)
    np.testing.assert_array_equal(read_source(path).values, values.transpose(2, 0, 1))


def test_of_several_pages_the_first_is_taken(tmp_path: Path) -> None:
    pages = np.random.default_rng(0).random((3, HEIGHT, WIDTH, 2)).astype(np.float32)
    tifffile.imwrite(tmp_path / "a.tif", pages, photometric="minisblack", planarconfig="contig")
    source = read_source(tmp_path / "a.tif")
    np.testing.assert_array_equal(source.values, pages[0].transpose(2, 0, 1))
    assert source.notes[-1] == "first of 3 frames"


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as error:
        read_source(path)
    return str(error.value)


def test_a_kind_that_is_not_read_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, numbers("f4", 5), photometric="minisblack", planarconfig="contig")
    data = bytearray(path.read_bytes())
    with tifffile.TiffFile(path) as tiff:
        at = tiff.pages.first.tags[259].valueoffset
    struct.pack_into("<H", data, at, 34712)  # JPEG 2000
    path.write_bytes(data)
    assert refused(path) == (
        "a.tif is a TIFF image that stores 5 × float32, packed as JPEG2000, which is not read; save it as PNG, or as "
        "TIFF without compression."
    )
    tifffile.imwrite(path, numbers("f4", 1)[:, :, 0].astype(np.complex64), photometric="minisblack")
    assert refused(path) == "a.tif holds complex numbers; save their magnitude, real part or imaginary part."


def test_what_is_too_large_is_refused_from_the_header(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, numbers("f4", 2), photometric="minisblack", planarconfig="contig")
    whole = path.read_bytes()
    with tifffile.TiffFile(path) as tiff:
        width, samples = (tiff.pages.first.tags[tag].valueoffset for tag in (256, 277))
    data = bytearray(whole)
    struct.pack_into("<H", data, width, 60_000)
    struct.pack_into("<H", data, width - 8 + 12 + 8, 60_000)
    path.write_bytes(data)
    assert "megapixels, more than the limit of 64" in refused(path)
    data = bytearray(whole)
    struct.pack_into("<H", data, samples, 65_535)
    path.write_bytes(data)
    assert refused(path)


def test_a_strip_unpacks_no_further_than_its_size_allows(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.zeros((16, 16), np.float32), photometric="minisblack", compression="zlib")
    with tifffile.TiffFile(path) as tiff:
        offset, count = (tiff.pages.first.tags[tag].valueoffset for tag in (273, 279))
    bomb = zlib.compress(bytes(200 << 20))
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, offset, len(data))
    struct.pack_into("<I", data, count, len(bomb))
    path.write_bytes(bytes(data) + bomb)
    tracemalloc.start()
    try:
        read_source(path)
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


def test_a_strip_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, numbers("f4", 2), photometric="minisblack", planarconfig="contig")
    path.write_bytes(path.read_bytes()[:-100])
    assert refused(path) == "a.tif is cut off: the TIFF data end too early; save or download it again."


def pages(path: Path, *pictures: np.ndarray, **options: Any) -> LoadedSource:
    """Write pictures as pages; ``options`` are those of the first."""
    with tifffile.TiffWriter(path) as writer:
        for number, picture in enumerate(pictures):
            writer.write(picture, metadata=None, **(options if number == 0 else {}))
    return read_source(path)


@pytest.mark.parametrize("dtype", ["u1", "u2"])
@pytest.mark.parametrize("said", [True, False])
def test_a_reduced_copy_in_front_is_not_taken_for_the_picture(tmp_path: Path, dtype: str, said: bool) -> None:
    picture = numbers(dtype, 1)[:, :, 0]
    small = picture[:36:4, :52:4]
    source = pages(tmp_path / "a.tif", small, picture, subfiletype=1 if said else 0)
    np.testing.assert_array_equal(source.values[:, :, 0], picture)
    assert source.notes[0] == "page 2 of 2, of which the first is a reduced copy"
    assert not any("frames" in each for each in source.notes)


def test_the_first_page_of_a_stack_or_of_a_document_is_kept(tmp_path: Path) -> None:
    first, second = numbers("u1", 1)[:, :, 0], numbers("u1", 1)[::-1, :, 0]
    for others in ((second,), (np.zeros((200, 90), np.uint8),), (first[::2, ::2],)):
        source = pages(tmp_path / "a.tif", first, *others)
        np.testing.assert_array_equal(source.values[:, :, 0], first)
        assert source.notes[-1] == "first of 2 frames"


@pytest.mark.parametrize("compression", [None, "zlib"])
def test_the_full_picture_may_lie_inside_the_page_of_its_reduced_copy(
    tmp_path: Path, compression: str | None
) -> None:
    picture = numbers("u1", 3)
    with tifffile.TiffWriter(tmp_path / "a.tif") as writer:
        writer.write(picture[::4, ::4], photometric="rgb", subfiletype=1, subifds=1, metadata=None)
        writer.write(picture, photometric="rgb", subfiletype=0, compression=compression, metadata=None)
    source = read_source(tmp_path / "a.tif")
    np.testing.assert_array_equal(source.values, picture)
    assert source.notes == ("the full picture inside the file, of which its first page is a reduced copy",)


@pytest.mark.parametrize("planes", ["contig", "separate"])
def test_one_hot_pixel_does_not_hide_the_rest_of_the_colours(tmp_path: Path, planes: str) -> None:
    values = (numbers("u2", 3) % 901 + 100).astype(np.uint16)
    values[7, 9] = 65535
    source = write(tmp_path / "a.tif", values, photometric="rgb", planarconfig=planes)
    assert len(np.unique(source.values)) > 100
    assert source.values[7, 9].tolist() == [255] * 3
    assert source.notes[0].endswith("3 values far beyond cut off")


def directory(tags: list[tuple[int, int, int]], following: int) -> bytes:
    """Return a directory of a little-endian TIFF; each tag is (number, count, value or place) of 32-bit numbers."""
    entries = b"".join(struct.pack("<HHII", tag, 4, count, value) for tag, count, value in tags)
    return struct.pack("<H", len(tags)) + entries + struct.pack("<I", following)


GREY = [(256, 1, 8), (257, 1, 8), (258, 1, 8), (259, 1, 1), (262, 1, 1), (277, 1, 1)]
ONE_STRIP = [*GREY, (273, 1, 8), (278, 1, 8), (279, 1, 64)]


def test_a_file_of_very_many_pages_is_opened_at_once(tmp_path: Path) -> None:
    """Pillow looks each page up among all before it, which took minutes."""
    size, pages = len(directory(ONE_STRIP, 0)), 100_000
    content = bytearray(b"II*\0" + struct.pack("<I", 72) + bytes(range(64)))
    for page in range(pages):
        content += directory(ONE_STRIP, 72 + (page + 1) * size if page + 1 < pages else 0)
    (tmp_path / "pages.tif").write_bytes(content)
    begun = time.process_time()
    source = read_source(tmp_path / "pages.tif")
    assert time.process_time() - begun < 2 * slowness()
    assert source.values.ravel().tolist() == list(range(64))
    assert source.notes == ("first of 10000 frames",)


@pytest.mark.parametrize("tag", [273, 324])
def test_a_page_in_millions_of_pieces_is_refused_at_once(tmp_path: Path, tag: int) -> None:
    pieces = 2_000_000
    content = b"II*\0" + struct.pack("<I", 9 + 4 * pieces) + b"\0" + bytes(4 * pieces)
    content += directory([*GREY, (tag, pieces, 9), (279 if tag == 273 else 325, pieces, 9)], 0)
    (tmp_path / "pieces.tif").write_bytes(content)
    begun = time.process_time()
    with pytest.raises(SourceError, match=r"^pieces\.tif is stored in 2000000 pieces, more than the limit of 1048"):
        read_source(tmp_path / "pieces.tif")
    assert time.process_time() - begun < 1


def test_directories_that_lead_in_a_circle_are_counted_once(tmp_path: Path) -> None:
    content = b"II*\0" + struct.pack("<I", 72) + bytes(64) + directory(ONE_STRIP, 72)
    (tmp_path / "circle.tif").write_bytes(content)
    with (tmp_path / "circle.tif").open("rb") as file:
        assert survey(file).pages == 1
