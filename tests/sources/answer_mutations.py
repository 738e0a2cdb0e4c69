"""Answers of a broken reader: real ones with a few things changed, as the bytes that come through the pipe."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import numpy as np
from message_mutations import damaged, is_array, mutated
from PIL import Image

from vizapp.sources import pipes, reader_messages
from vizapp.sources.loaded import ArrayChoiceNeeded, SourceError
from vizapp.sources.reader import read_source

_LENGTH = 4
_RAW_SHARE = 0.15


@cache
def real_answers() -> dict[str, bytes]:
    """Return what the reader says of small files, by kind of answer, each as all of its bytes."""
    random = np.random.default_rng(0)
    pixels = random.integers(0, 256, (40, 60, 4), dtype=np.uint8)
    values = random.normal(size=(3, 20, 30)).astype(np.float32)
    values[0, 0, :2] = np.nan, np.inf
    with TemporaryDirectory() as name:
        folder = Path(name)
        Image.fromarray(pixels[..., :3]).resize((150, 110)).save(folder / "colour.png")
        Image.fromarray(pixels).save(folder / "alpha.png")
        Image.fromarray(random.integers(0, 4096, (40, 60)).astype(np.uint16)).save(folder / "grey16.png")
        np.save(folder / "map.npy", values)
        np.savez(folder / "choice.npz", first=values, second=values[0])
        np.save(folder / "refused.npy", np.array(["text"]))
        return {path.stem: _answer(path) for path in sorted(folder.iterdir())}


def answer_mutant(answer: bytes, seed: str) -> tuple[bytes, str]:
    """Return changed bytes of an answer, and what was changed; the same ``seed`` gives the same changes."""
    length = int.from_bytes(answer[:_LENGTH], "little")
    header, payload = msgspec.msgpack.decode(answer[_LENGTH : _LENGTH + length]), answer[_LENGTH + length :]
    arrays = []
    for number, block in enumerate(header.get("blocks", ()), 1):
        size = int(np.prod(block["shape"])) * np.dtype(block["dtype"]).itemsize
        arrays.append(payload[:size])
        payload = payload[size:]
        header["blocks"][number - 1] = [number, block["dtype"], block["shape"]]
    message, chance = mutated(header, arrays, seed)
    if chance.random() < _RAW_SHARE:
        return damaged(answer, chance), "bytes"
    arrays, header = message.arrays, message.header
    blocks = header.get("blocks") if isinstance(header, dict) else None
    if isinstance(blocks, list):
        order = [block[0] for block in blocks if is_array(block)]
        header["blocks"] = [{"shape": each[2], "dtype": each[1]} if is_array(each) else each for each in blocks]
        arrays = [arrays[n - 1] for n in order if isinstance(n, int) and 1 <= n <= len(arrays)]
    return framed(header) + b"".join(arrays), "; ".join(message.changes)


def framed(header: Any) -> bytes:
    """Return a header as it goes through the pipe."""
    text = msgspec.msgpack.encode(header)
    return len(text).to_bytes(_LENGTH, "little") + text


def _answer(path: Path) -> bytes:
    pipe = io.BytesIO()
    try:
        pipes.send_source(pipe, read_source(path))
    except ArrayChoiceNeeded as choice:
        pipes.send(pipe, reader_messages.ChoiceNeeded(choice.entries))
    except SourceError as error:
        pipes.send(pipe, reader_messages.NotLoaded(error.problem))
    return pipe.getvalue()
