"""Images that are bombs, of each format."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from bombs import of_bytes, packed_zeros
from PIL import Image

LARGE = 8000, 7999
"""As many rows and columns as an image may have in all."""


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks) + chunk(b"IEND", b"")


def _header(width: int, height: int, bits: int = 8, colours: int = 2, interlaced: int = 0) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, interlaced)


def _plain(*more: tuple[bytes, bytes]) -> bytes:
    """Return a small picture with more chunks in it."""
    return _png(_header(8, 8), *more, (b"IDAT", zlib.compress(bytes(8 * 25))))


def _frames(count: int) -> list[tuple[bytes, bytes]]:
    chunks = [(b"acTL", struct.pack(">II", count, 0))]
    for number in range(count):
        control = struct.pack(">IIIIIHHBB", 2 * number, 8, 8, 0, 0, 1, 10, 0, 0)
        chunks += [(b"fcTL", control), (b"fdAT", struct.pack(">I", 2 * number + 1) + zlib.compress(bytes(200)))]
    return chunks


_ROWS, _COLUMNS = LARGE
of_bytes(
    "png",
    four_thousand_million_rows=lambda: _png(_header(2**31 - 1, 2**31 - 1), (b"IDAT", packed_zeros(1 << 20))),
    the_largest_of_one_colour=lambda: _png(
        _header(_COLUMNS, _ROWS), (b"IDAT", packed_zeros(_ROWS * (3 * _COLUMNS + 1)))
    ),
    the_largest_of_sixteen_bits=lambda: _png(
        _header(_COLUMNS, _ROWS, 16, 6), (b"IDAT", packed_zeros(_ROWS * (8 * _COLUMNS + 1)))
    ),
    the_largest_interlaced=lambda: _png(_header(_COLUMNS, _ROWS, 8, 0, 1), (b"IDAT", packed_zeros(1 << 26))),
    the_largest_cut_off=lambda: _png(_header(_COLUMNS, _ROWS), (b"IDAT", packed_zeros(1 << 20)[:100])),
    far_more_rows_than_it_has=lambda: _png(_header(8, 8), (b"IDAT", packed_zeros(200 << 20))),
    one_very_wide_row=lambda: _png(_header(64_000_000, 1, 8, 0), (b"IDAT", packed_zeros(64_000_001))),
    one_very_high_column=lambda: _png(_header(1, 64_000_000, 1, 0), (b"IDAT", packed_zeros(2 * 64_000_000))),
    text_that_unpacks=lambda: _plain((b"zTXt", b"Comment\0\0" + packed_zeros(200 << 20))),
    text_in_a_language_that_unpacks=lambda: _plain((b"iTXt", b"Comment\0\1\0en\0\0" + packed_zeros(200 << 20))),
    many_texts_that_unpack=lambda: _plain(*[(b"zTXt", b"Comment\0\0" + packed_zeros(1 << 20))] * 500),
    a_profile_that_unpacks=lambda: _plain((b"iCCP", b"profile\0\0" + packed_zeros(200 << 20))),
    a_profile_that_claims_more=lambda: _plain(
        (b"iCCP", b"p\0\0" + zlib.compress(b"\xff\xff\xff\xff" + bytes(36) + b"acsp" + bytes(84) + b"\xff" * 400))
    ),
    exif_in_circles=lambda: _plain((b"eXIf", _exif_loop())),
    exif_of_millions=lambda: _plain((b"eXIf", b"II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\x03\0\xff\xff\xff\xff" * 9999)),
    a_hundred_thousand_chunks=lambda: _plain(*[(b"tEXt", b"a\0b")] * 100_000),
    pixels_a_byte_a_chunk=lambda: _png(
        _header(512, 512), *((b"IDAT", bytes([byte])) for byte in zlib.compress(bytes(512 * 1537), 0)[:200_000])
    ),
    ten_thousand_frames=lambda: _plain(*_frames(10_000)),
    a_chunk_of_two_gigabytes=lambda: _plain()[:33] + b"\x7f\xff\xff\xfftEXt" + bytes(100),
)


def _exif_loop() -> bytes:
    """Return tags whose next directory is the same again, and so is the one of the camera."""
    entry = struct.pack("<HHII", 0x8769, 4, 1, 8)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + entry + struct.pack("<I", 8)


def _saved(image: Image.Image, file_format: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, file_format, **options)
    return stream.getvalue()


def _jpeg(**options: object) -> bytes:
    return _saved(Image.new("RGB", (64, 64), "gray"), "JPEG", **options)


def _jpeg_of(height: int, width: int) -> bytes:
    """Return a small JPEG that says it is larger."""
    data = bytearray(_jpeg())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def scans(count: int, side: int) -> bytes:
    """Return a progressive JPEG whose last scan stands in it again and again."""
    data = _saved(Image.new("L", (side, side), 99), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + data[-2:]


of_bytes(
    "jpg",
    the_largest_there_can_be=lambda: _jpeg_of(65_500, 65_500),
    the_largest_cut_off=lambda: _jpeg_of(*LARGE),
    no_rows=lambda: _jpeg_of(0, 64),
    the_largest_of_one_colour=lambda: _saved(Image.new("RGB", LARGE[::-1], "gray"), "JPEG"),
    the_largest_in_many_passes=lambda: _saved(Image.new("L", LARGE[::-1], 99), "JPEG", progressive=True),
    five_thousand_scans=lambda: scans(5000, 2000),
    a_million_scans_of_nothing=lambda: scans(200_000, 8),
    restarts_without_end=lambda: _jpeg()[:-2] + b"\xff\xd0" * 2_000_000 + b"\xff\xd9",
    fill_bytes_without_end=lambda: _jpeg()[:2] + b"\xff" * 30_000_000 + _jpeg()[3:],
    exif_in_circles=lambda: _jpeg(exif=b"Exif\0\0" + _exif_loop()),
    a_profile_in_255_parts=lambda: (
        _jpeg()[:2]
        + b"".join(
            b"\xff\xe2\xff\xfeICC_PROFILE\0" + bytes([n, 255]) + b"\xff" * (65_534 - 16) for n in range(1, 256)
        )
        + _jpeg()[2:]
    ),
    sixty_thousand_comments=lambda: _jpeg()[:2] + b"\xff\xfe\0\x04ab" * 600_000 + _jpeg()[2:],
)


def _gif(width: int, height: int, *blocks: bytes) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    return head + b"".join(blocks) + b";"


def _gif_frame(width: int, height: int, data: bytes = b"\x02\x44\x01\0") -> bytes:
    return b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02" + data


of_bytes(
    "gif",
    the_largest_there_can_be=lambda: _gif(65_535, 65_535, _gif_frame(65_535, 65_535)),
    a_small_one_with_a_large_frame=lambda: _gif(8, 8, _gif_frame(65_535, 65_535)),
    a_hundred_thousand_frames=lambda: _gif(8, 8, *[_gif_frame(8, 8)] * 100_000),
    the_largest_of_one_colour=lambda: _saved(Image.new("P", LARGE[::-1], 1), "GIF"),
    codes_without_end=lambda: _gif(8, 8, _gif_frame(8, 8, b"\xff" + bytes(255)) + (b"\xff" + bytes(255)) * 100_000),
    a_comment_of_fifty_megabytes=lambda: _gif(8, 8, b"!\xfe" + (b"\xff" + bytes(255)) * 200_000 + b"\0"),
    extensions_without_a_frame=lambda: _gif(8, 8, b"!\xf9\x04\0\0\0\0\0" * 500_000),
)


def _riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2) for kind, content in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp(**options: object) -> bytes:
    return _saved(Image.new("RGB", (16, 16), "gray"), "WEBP", **options)


def _webp_frames(count: int) -> bytes:
    frame = bytes(6) + struct.pack("<I", 15)[:3] * 2 + bytes(4) + _webp(lossless=True)[12:]
    canvas = b"\x02\0\0\0" + struct.pack("<I", 15)[:3] * 2
    return _riff((b"VP8X", canvas), (b"ANIM", bytes(6)), *[(b"ANMF", frame)] * count)


of_bytes(
    "webp",
    the_largest_canvas=lambda: _riff((b"VP8X", bytes(4) + b"\xff" * 6), (b"VP8L", _webp(lossless=True)[20:])),
    the_largest_without_loss=lambda: _riff((b"VP8L", b"/" + b"\xff\xff\xff\x0f" + bytes(64))),
    the_largest_with_loss=lambda: _riff((b"VP8 ", b"\x10\0\0\x9d\x01\x2a\xff\x3f\xff\x3f" + bytes(99))),
    the_largest_of_one_colour=lambda: _saved(Image.new("RGB", LARGE[::-1], "gray"), "WEBP", lossless=True, method=0),
    fifty_thousand_frames=lambda: _webp_frames(50_000),
    chunks_without_end=lambda: _riff((b"VP8X", bytes(10)), *[(b"junk", b"")] * 500_000),
    a_profile_of_fifty_megabytes=lambda: _riff(
        (b"VP8X", b"\x20\0\0\0" + struct.pack("<I", 15)[:3] * 2),
        (b"ICCP", bytes(50 << 20)),
        (b"VP8L", _webp(lossless=True)[20:]),
    ),
)


def _bmp(width: int, height: int, bits: int, packed: int, colours: int, pixels: bytes) -> bytes:
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, packed, len(pixels), 0, 0, colours, 0)
    palette = bytes(4 * min(max(colours, 1), 256)) if bits <= 8 else b""
    start = 14 + len(info) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start) + info + palette + pixels


of_bytes(
    "bmp",
    the_largest_there_can_be=lambda: _bmp(2**31 - 1, 2**31 - 1, 24, 0, 0, bytes(99)),
    rows_from_the_top_without_number=lambda: _bmp(8, -(2**31), 24, 0, 0, bytes(99)),
    the_largest_cut_off=lambda: _bmp(_COLUMNS, _ROWS, 32, 0, 0, bytes(99)),
    the_largest_in_runs=lambda: _bmp(_COLUMNS, _ROWS, 8, 1, 256, b"\xff\x01" * (_ROWS * _COLUMNS // 255) + b"\0\1"),
    steps_without_end=lambda: _bmp(_COLUMNS, _ROWS, 8, 1, 256, b"\0\2\1\1" * 4_000_000 + b"\0\1"),
    four_thousand_million_colours=lambda: _bmp(8, 8, 8, 0, 2**32 - 1, bytes(64)),
)


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def _avif(**options: object) -> bytes:
    return _saved(Image.new("RGB", (16, 16), "gray"), "AVIF", speed=10, **options)


def _nested_boxes(depth: int) -> bytes:
    head = _avif()[: struct.unpack(">I", _avif()[:4])[0]]
    content = b""
    for _ in range(depth):
        content = _box(b"meta", bytes(4) + content) if len(content) < 1 << 20 else content
    return head + content


def _avif_of(height: int, width: int) -> bytes:
    data = bytearray(_avif())
    at = data.index(b"ispe") + 8
    data[at : at + 8] = struct.pack(">II", width, height)
    return bytes(data)


of_bytes(
    "avif",
    the_largest_there_can_be=lambda: _avif_of(2**31 - 1, 2**31 - 1),
    larger_than_its_pixels=lambda: _avif_of(*LARGE),
    the_largest_of_one_colour=lambda: _saved(Image.new("L", LARGE[::-1], 99), "AVIF", speed=10, quality=1),
    boxes_in_boxes=lambda: _nested_boxes(20_000),
    boxes_without_end=lambda: _avif() + _box(b"free", b"") * 1_000_000,
    noise_behind_its_head=lambda: _avif()[:200] + np.random.default_rng(0).bytes(1 << 20),
)
