"""TIFF images, arrays, archives and experiments that are bombs."""

from __future__ import annotations

import io
import json
import pickle
import struct
import zipfile
from collections.abc import Iterable

import numpy as np
import tifffile
from bombs import of_bytes, packed_zeros
from bombs_images import LARGE
from numpy.lib import format as npy_format
from source_seeds import seeds
from test_source_torch_files import SMALL_FILES

_MAP = np.ones((1, 2, 2), np.float32)
_LONG, _SHORT, _TEXT = 4, 3, 2


def _tiff(entries: Iterable[tuple[int, int, int, int]], content: bytes = b"", following: int = 0) -> bytes:
    """Return a TIFF file of one page, tags as (number, type, count, value), and ``content`` from byte 8 on."""
    tags = sorted(entries)
    packed = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    at = 8 + len(content) + len(content) % 2
    body = content + b"\0" * (len(content) % 2)
    return (
        b"II*\0" + struct.pack("<I", at) + body + struct.pack("<H", len(tags)) + packed + struct.pack("<I", following)
    )


def _grey(height: int, width: int, packing: int, length: int, *more: tuple[int, int, int, int]) -> list:
    plain = {256: width, 257: height, 258: 8, 259: packing, 262: 1, 273: 8, 277: 1, 278: height, 279: length}
    return [(number, _LONG, 1, value) for number, value in plain.items()] + list(more)


def _strips(count: int) -> bytes:
    """Return a page of as many strips, all of them the same byte."""
    offsets = struct.pack("<I", 8) * count
    content = bytes(8) + offsets + struct.pack("<I", 1) * count
    tags = {256: 1, 257: count, 258: 8, 259: 1, 262: 1, 277: 1, 278: 1}
    entries = [(number, _LONG, 1, value) for number, value in tags.items()]
    entries += [(273, _LONG, count, 16), (279, _LONG, count, 16 + 4 * count)]
    return _tiff(entries, content)


def _pages(count: int, *, loops: bool = False) -> bytes:
    page = _tiff(_grey(1, 1, 1, 1), bytes(2))
    size = len(page) - 10
    pages = [page[10:-4] + struct.pack("<I", 10 + size * (number + 1)) for number in range(count)]
    last = 10 if loops else 0
    return page[:10] + b"".join(pages)[:-4] + struct.pack("<I", last)


def _packed_tiff(packing: str, **options: object) -> bytes:
    stream = io.BytesIO()
    tifffile.imwrite(stream, np.zeros(LARGE, np.uint8), compression=packing, photometric="minisblack", **options)
    return stream.getvalue()


_HEIGHT, _WIDTH = LARGE
_RUN = b"\x81\0"  # 128 zeros, as PackBits has them
of_bytes(
    "tiff",
    four_thousand_million_rows=lambda: _tiff(_grey(2**32 - 1, 2**32 - 1, 1, 8), bytes(8)),
    the_largest_deflated=lambda: _packed_tiff("zlib"),
    the_largest_in_one_strip=lambda: _packed_tiff("zlib", rowsperstrip=_HEIGHT),
    the_largest_deflated_in_differences=lambda: _packed_tiff("zlib", predictor=True),
    the_largest_in_tiles=lambda: _packed_tiff("zlib", tile=(16, 16)),
    the_largest_in_runs=lambda: _tiff(
        _grey(_HEIGHT, _WIDTH, 32773, _HEIGHT * _WIDTH // 64), _RUN * (_HEIGHT * _WIDTH // 128)
    ),
    the_largest_of_lzw_cut_off=lambda: _tiff(_grey(_HEIGHT, _WIDTH, 5, 1 << 20), b"\x80\0" + bytes(1 << 20)),
    codes_of_lzw_without_end=lambda: _tiff(_grey(64, 64, 5, 8 << 20), b"\x80\x0b\x60\x50" * (2 << 20)),
    deflated_data_that_do_not_end=lambda: _tiff(_grey(8, 8, 8, 205_000), packed_zeros(200 << 20)),
    runs_that_do_not_end=lambda: _tiff(_grey(8, 8, 32773, 8 << 20), _RUN * (4 << 20)),
    four_million_strips=lambda: _strips(4_000_000),
    strips_that_are_not_there=lambda: _tiff(
        [*_grey(8, 8, 1, 64)[:5], (273, _LONG, 2**32 - 1, 8), (279, _LONG, 2**32 - 1, 8)], bytes(64)
    ),
    a_hundred_thousand_pages=lambda: _pages(100_000),
    pages_in_circles=lambda: _pages(3, loops=True),
    a_page_that_follows_itself=lambda: _tiff(_grey(1, 1, 1, 1), bytes(2), 10),
    a_text_of_gigabytes=lambda: _tiff(_grey(8, 8, 1, 64, (270, _TEXT, 2**32 - 1, 8)), bytes(64)),
    sixty_thousand_samples=lambda: _tiff([*_grey(64, 64, 1, 8)[:-3], (277, _SHORT, 1, 65_535)], bytes(64)),
    tags_without_number=lambda: b"II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHII", 256, 4, 1, 1) * 65_535,
    large_offsets=lambda: b"II+\0\x08\0\0\0" + struct.pack("<QQ", 2**63 - 1, 2**64 - 1),
)


def _npy(header: str, content: bytes = b"", version: int = 1) -> bytes:
    text = header.encode() + b"\n"
    length = struct.pack("<H" if version == 1 else "<I", len(text) & (0xFFFF if version == 1 else 0xFFFFFFFF))
    return b"\x93NUMPY" + bytes([version, 0]) + length + text + content


def _of_shape(shape: str, descr: str = "'<f4'") -> bytes:
    return _npy(f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}", bytes(64))


of_bytes(
    "npy",
    more_than_there_is=lambda: _of_shape("(1, 30000, 30000)"),
    a_side_of_many_digits=lambda: _of_shape("(1" + "0" * 3000 + ",)"),
    brackets_in_brackets=lambda: _npy("(" * 60_000),
    brackets_by_the_megabyte=lambda: _npy("[" * (8 << 20), version=2),
    types_in_types=lambda: _of_shape("(1,)", "[('a', " * 500 + "'<f4'" + ")]" * 500),
    a_type_of_gigabytes=lambda: _of_shape("(1,)", "'V2147483647'"),
    a_power_in_its_shape=lambda: _of_shape("(9**9**9,)"),
    objects=lambda: _of_shape("(1,)", "'|O'") + b"cos\nsystem\n(S'true'\ntR.",
    sixty_axes=lambda: _of_shape(str((1,) * 60)),
)


def _zip(packing: int = zipfile.ZIP_DEFLATED, **entries: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in entries.items():
            archive.writestr(f"{name}.npy", content)
    return stream.getvalue()


def _zeros_npy(size: int) -> bytes:
    stream = io.BytesIO()
    npy_format.write_array_header_1_0(stream, {"descr": "|u1", "fortran_order": False, "shape": (1, 1, size)})
    return stream.getvalue() + bytes(size)


def _overlapping(count: int) -> bytes:
    """Return an archive of which all entries are the same bytes: each unpacks to 32 MB."""
    data = _zip(a=_zeros_npy(32 << 20))
    directory = data.rindex(b"PK\x01\x02")
    entry, end = data[directory : directory + 51], data[directory + 51 :]
    names = [bytearray(entry) for _ in range(count)]
    for number, each in enumerate(names):
        each[46:51] = f"{number:05d}".encode()
    body = b"".join(bytes(each) for each in names)
    counts = struct.pack("<HHII", count, count, len(body), directory)
    return data[:directory] + body + end[:8] + counts + b"\0\0"


def _many_entries(count: int) -> bytes:
    return _zip(zipfile.ZIP_STORED, **{str(number): b"" for number in range(count)})


of_bytes(
    "npz",
    zeros_that_unpack=lambda: _zip(a=_zeros_npy(100 << 20)),
    zeros_under_another_packing=lambda: _zip(zipfile.ZIP_BZIP2, a=_zeros_npy(100 << 20)),
    zeros_under_a_third_packing=lambda: _zip(zipfile.ZIP_LZMA, a=_zeros_npy(100 << 20)),
    far_more_than_its_array=lambda: _zip(a=_of_shape("(1, 2, 2)") + bytes(200 << 20)),
    a_header_that_unpacks=lambda: _zip(a=_npy(" " * (100 << 20), version=2)),
    entries_over_one_another=lambda: _overlapping(3000),
    sixty_thousand_entries=lambda: _many_entries(60_000),
    archives_in_archives=lambda: _zip(a=_zip(a=_zip(a=_zip(a=_zeros_npy(1 << 20))))),
    an_endless_name=lambda: _zip(**{"a" * 65_000: _of_shape("(1, 2, 2)")}),
)


def _safetensors(header: bytes | dict, content: bytes = bytes(16)) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + content


def _tensor(**fields: object) -> dict:
    return {"dtype": "F32", "shape": [1, 2, 2], "data_offsets": [0, 16], **fields}


of_bytes(
    "safetensors",
    a_header_of_exabytes=lambda: struct.pack("<Q", 2**63) + b"{}",
    lists_in_lists=lambda: _safetensors(b'{"a":' + b"[" * 3_000_000 + b"]" * 3_000_000 + b"}"),
    objects_in_objects=lambda: _safetensors(b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000),
    a_hundred_thousand_tensors=lambda: _safetensors({str(n): _tensor() for n in range(100_000)}),
    a_shape_of_a_million_sides=lambda: _safetensors({"a": _tensor(shape=[1] * 1_000_000)}),
    sides_beyond_all_numbers=lambda: _safetensors(b'{"a":{"dtype":"F32","shape":[1' + b"0" * 1_000_000 + b"]}}"),
    a_large_empty_array=lambda: _safetensors({"a": _tensor(shape=[0, 2**62, 2**62], data_offsets=[0, 0])}, b""),
    notes_by_the_megabyte=lambda: _safetensors({"__metadata__": {"a": "x" * (7 << 20)}, "b": _tensor()}),
    escaped_text_by_the_megabyte=lambda: _safetensors(b'{"' + b"\\ud800" * 1_000_000 + b'":1}'),
)


def _torch(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("small/data.pkl", content)
        archive.writestr("small/version", "3")
    return stream.getvalue()


_PICKLES = {
    **SMALL_FILES,
    "lists in lists": b"\x80\x02" + b"]" * 500_000 + b"a" * 499_999 + b".",
    "tuples in tuples": b"\x80\x02)" + b"\x85" * 500_000 + b".",
    "twice itself forty times": b"\x80\x02]q\0" + b"".join(
        b"](" + (b"j" + struct.pack("<I", n)) * 2 + b"er" + struct.pack("<I", n + 1) for n in range(40)
    ) + b".",
    "a memo of gigabytes": b"\x80\x02Nr\xff\xff\xff\x7f.",
    "marks without end": b"\x80\x02" + b"(" * 1_900_000 + b".",
    "copies of what is there": b"\x80\x02N" + b"2" * 1_900_000 + b".",
    "a number of a million digits": b"\x80\x02I" + b"9" * 1_000_000 + b"\n.",
    "text of exabytes": b"\x80\x04\x8d" + struct.pack("<Q", 2**62) + b".",
    "tuples with the same hash": pickle.dumps({(n * (2**61 - 1), 0): None for n in range(1, 20_000)}, 2),
    "frames in frames": b"\x80\x04" + (b"\x95" + struct.pack("<Q", 9)) * 100_000 + b".",
}  # fmt: skip
of_bytes(
    "pt", **{name.replace(" ", "_"): lambda content=content: _torch(content) for name, content in _PICKLES.items()}
)


def _experiment(**members: bytes) -> bytes:
    """Return an experiment of which members, by the first letters of their names, have another content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seeds("vizapp")[0])) as given, zipfile.ZipFile(stream, "w") as archive:
        for entry in given.infolist():
            other = next((new for name, new in members.items() if entry.filename.startswith(name)), None)
            packing = entry.compress_type if other is None else zipfile.ZIP_DEFLATED
            archive.writestr(entry.filename, given.read(entry) if other is None else other, packing)
    return stream.getvalue()


of_bytes(
    "vizapp",
    a_document_that_unpacks=lambda: _experiment(document=b" " * (100 << 20)),
    a_document_in_itself=lambda: _experiment(document=b"[" * 5_000_000),
    a_training_in_itself=lambda: _experiment(training=b'{"labs":' * 1_000_000),
    a_view_of_objects_in_objects=lambda: _experiment(view=b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    curves_without_number=lambda: _experiment(curves=b'{"series":[' + b'{"lab":"deformable"},' * 500_000 + b"{}]}"),
    pictures_without_number=lambda: _experiment(pictures=b'{"source":' * 300_000),
)
