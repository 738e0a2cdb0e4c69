"""Bombs that lie in where a file is, or in what becomes of it while it is read."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from bombs import Place, register
from PIL import Image


def _at(make: Callable[[Path], object], name: str = "bomb.png") -> Place:
    @contextmanager
    def place(folder: Path) -> Iterator[Path]:
        make(folder / name)
        yield folder / name

    return place


def _sparse(size: int, head: bytes = b"") -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(head)
            file.truncate(size)

    return make


def _link_loop(path: Path) -> None:
    path.symlink_to(path.with_name("other.png"))
    path.with_name("other.png").symlink_to(path)


def _long_way(path: Path) -> None:
    for number in range(50):
        (path if number == 0 else path.with_name(f"{number}.png")).symlink_to(f"{number + 1}.png")


def _unreadable(path: Path) -> None:
    Image.new("RGB", (8, 8)).save(path)
    path.chmod(0)


@contextmanager
def _socket(folder: Path) -> Iterator[Path]:
    with socket.socket(socket.AF_UNIX) as end:
        before = Path.cwd()
        os.chdir(folder)  # the address of a socket may not be long
        try:
            end.bind("bomb.png")
        finally:
            os.chdir(before)
        yield folder / "bomb.png"


def _changing(change: Callable[[Path, int], object], name: str) -> Place:
    """Return a large file that ``change`` is done to again and again, with the number of the time."""

    @contextmanager
    def place(folder: Path) -> Iterator[Path]:
        path, is_over = folder / name, threading.Event()
        if name.endswith(".npy"):
            np.save(path, np.zeros((4, 2000, 2000), np.float32))
        else:
            Image.effect_noise((3000, 3000), 99).save(path, compress_level=1)

        def work() -> None:
            number = 0
            while not is_over.wait(0.002):
                change(path, number)
                number += 1

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield path
        finally:
            is_over.set()
            thread.join()

    return place


def _append(path: Path, number: int) -> None:
    with path.open("ab") as file:
        file.write(bytes(1 << 16))


def _halve(path: Path, number: int) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _swing(path: Path, number: int) -> None:
    os.truncate(path, 100 if number % 2 else 1 << 24)


def _overwrite(path: Path, number: int) -> None:
    with path.open("r+b") as file:
        file.seek(number * 4096 % (1 << 20))
        file.write(os.urandom(4096))


def _replace(path: Path, number: int) -> None:
    other = path.with_name("next")
    other.write_bytes(b"another file" * (number + 1))
    other.replace(path)


_NPY = b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (1, 16000, 15000), }"
_PLACES: dict[str, Place] = {
    "a folder": _at(Path.mkdir),
    "a pipe": _at(os.mkfifo),
    "a socket": _socket,
    "links in a circle": _at(_link_loop),
    "fifty links in a row": _at(_long_way),
    "a link to nothing": _at(lambda path: path.symlink_to("nothing.png")),
    "a link to itself": _at(lambda path: path.symlink_to(path.name)),
    "a file that may not be read": _at(_unreadable),
    "a terabyte of nothing": _at(_sparse(1 << 40)),
    "a gigabyte of nothing called an image": _at(_sparse(1 << 30)),
    "a gigabyte of nothing called an archive": _at(_sparse(1 << 30, b"PK\x03\x04"), "bomb.npz"),
    "a gigabyte of nothing called a TIFF": _at(_sparse(1 << 30, b"II*\0\x08\0\0\0"), "bomb.tiff"),
    "a gigabyte of nothing called an experiment": _at(_sparse(1 << 30, b"PK\x03\x04"), "bomb.vizapp"),
    "an empty file": _at(_sparse(0)),
    "a file that grows": _changing(_append, "bomb.png"),
    "a file that shrinks": _changing(_halve, "bomb.png"),
    "a file that shrinks and grows": _changing(_swing, "bomb.png"),
    "a file that is written over": _changing(_overwrite, "bomb.png"),
    "a file that becomes another": _changing(_replace, "bomb.png"),
    "an array that grows": _changing(_append, "bomb.npy"),
    "an array that shrinks": _changing(_halve, "bomb.npy"),
    "an array that shrinks and grows": _changing(_swing, "bomb.npy"),
    "an array that becomes another": _changing(_replace, "bomb.npy"),
}
_DEVICES = ("/dev/zero", "/dev/random", "/dev/full", "/dev/tty", "/dev/stdin", "/proc/self/mem", "/proc/kmsg")
for _name, _place in _PLACES.items():
    register(f"place: {_name}", _place)
for _name in _DEVICES:
    if os.path.lexists(_name):
        register(f"place: a link to {_name}", _at(lambda path, target=_name: path.symlink_to(target)))
