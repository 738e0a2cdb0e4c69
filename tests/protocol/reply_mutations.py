"""Replies of a broken engine: real ones with a few things changed in the header, in the arrays or among the bytes."""

from __future__ import annotations

import random
from dataclasses import dataclass

import msgspec
from message_mutations import Path, damaged, mutated

ANSWERS = {
    "Picture": "output",
    "Tiles": "tiles",
    "UnitReadings": "probe",
    "OffsetReport": "report",
    "Subpixels": "picked",
    "ChannelMaps": "channel maps",
    "Displaced": "displaced count",
    "Arrangement": "arrangement",
    "Spectrum": "spectrum",
    "Kernels": "subpixel.kernels",
    "PixelPoints": "subpixel.points",
    "Field": "field",
    "Tree": "tree",
    "Readers": "deformable.readers",
    "Placed": "placed",
    "KernelDensity": "deformable.kernelDensity",
    "NetworkReport": "network",
    "Judgement": "judgement",
}
"""Kinds of answers, each with the name under which a snapshot of the recordings holds one."""
_RAW_SHARE = 0.15


@dataclass(frozen=True)
class Mutant:
    """Frames that are no reply any more, or another one; ``changes`` says what was done to them."""

    frames: list[bytes]
    changes: str


def kinds_of(replies: dict[str, list[bytes]]) -> dict[str, tuple[str, Path]]:
    """Return what can be changed by its name: which reply, and which part of it."""
    kinds: dict[str, tuple[str, Path]] = {kind: (kind, ()) for kind in replies}
    if "Snapshot" in replies:
        answers = msgspec.msgpack.decode(replies["Snapshot"][0])["answers"]
        kinds |= {kind: ("Snapshot", ("answers", name)) for kind, name in ANSWERS.items() if name in answers}
    return kinds


def reply_mutant(frames: list[bytes], seed: str, within: Path = ()) -> Mutant:
    """Return a changed copy of a reply; the same ``seed`` gives the same changes.

    Args:
        within: only this part of the header is changed.
    """
    message, chance = mutated(msgspec.msgpack.decode(frames[0]), frames[1:], seed, within)
    if chance.random() < _RAW_SHARE:
        return _raw(frames, chance)
    return Mutant([msgspec.msgpack.encode(message.header), *message.arrays], "; ".join(message.changes))


def _raw(frames: list[bytes], chance: random.Random) -> Mutant:
    changed = list(frames)
    index = chance.randrange(len(changed)) if chance.random() < 0.3 else 0
    how = chance.choice(("damage", "damage", "damage", "drop", "twice"))
    if how == "damage":
        changed[index] = damaged(changed[index], chance)
    elif how == "drop":
        del changed[index]
    else:
        changed.insert(index, changed[index])
    return Mutant(changed, f"bytes of frame {index}: {how}")
