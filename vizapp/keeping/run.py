"""What a checkpoint of ``vizapp run`` holds beside the experiment: what the run was to do, and how far it came."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta, Struct

from vizapp.keeping.pictures import PictureRole
from vizapp.keeping.training import Step

_Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=100)]
_Text: TypeAlias = Annotated[str, Meta(max_length=1 << 14)]
_Digest: TypeAlias = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
_Seconds: TypeAlias = Annotated[float, Meta(ge=0, le=1e12)]


class ReachedBySeed(Struct, frozen=True, forbid_unknown_fields=True):
    """What a training with another seed has reached in the end, by the names of the metrics; null is NaN."""

    seed: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    final: Annotated[dict[_Name, float | None], Meta(max_length=1000)]


class KeptRun(Struct, frozen=True, forbid_unknown_fields=True):
    """A run that has not come to its end.

    Attributes:
        steps: the number of the step with which its training ends.
        first: the step that it began at: 0, or where the experiment stood that it goes on with.
        seconds: how long the steps from there up to the checkpoint have taken.
        given: the files that it reads as they were named on the command line, by their options.
        digests: SHA-256 of the values of the pictures that it has read.
        device: what it was computed on, such as "cpu" or "cuda:0".
        threads: how many threads torch had.
        torch: its version.
        figures: the formats of the figures that are to be drawn.
        seeds: with how many seeds it is to be trained; None for one.
        reached: what those have reached that are done, but for the first, which the experiment holds.
        enlarges, saves: whether it was to write an enlarged picture, or an experiment. Where to is not kept: a file
            of somebody else must not say which files are replaced.
        resumed: the steps at which it was gone on with.
    """

    steps: Step
    first: Step
    seconds: _Seconds
    given: Annotated[dict[_Name, _Text], Meta(max_length=10)]
    digests: dict[PictureRole, _Digest]
    device: Annotated[str, Meta(pattern=r"^(cpu|mps|cuda:\d{1,2})$")]
    threads: Annotated[int, Meta(ge=1, le=1 << 16)]
    torch: Annotated[str, Meta(max_length=100)]
    figures: Annotated[tuple[_Name, ...], Meta(max_length=20)] = ()
    seeds: Annotated[int, Meta(ge=1, le=1000)] | None = None
    reached: Annotated[tuple[ReachedBySeed, ...], Meta(max_length=1000)] = ()
    enlarges: bool = False
    saves: bool = False
    resumed: Annotated[tuple[Step, ...], Meta(max_length=10_000)] = ()


def read_run(text: bytes | memoryview) -> KeptRun:
    """Return the run that JSON text describes.

    Raises:
        ValueError: says what is wrong.
    """
    try:
        return msgspec.json.decode(text, type=KeptRun)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None
