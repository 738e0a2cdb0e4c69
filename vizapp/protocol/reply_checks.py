"""Whether a reply is what it claims to be, before anything is drawn from it.

Its types have been decoded by then. Here every array is held against what the protocol says of it: dtype, rank, shape
against its region and against the lengths of its neighbours, and whether its numbers are finite where they are places
on a picture. Texts and lists are bounded, and problems must fill their sentences. A drawing routine of Qt that is
given less, or more, than it was told ends the window's process.
"""

from __future__ import annotations

import math
from typing import assert_never

from vizapp.protocol.answers import Answer
from vizapp.protocol.event_checks import check_event
from vizapp.protocol.messages import Reply
from vizapp.protocol.offset_answers import Field, KernelDensity, OffsetReport, Placed
from vizapp.protocol.offset_checks import check_field, check_kernel_density, check_offset_report, check_placed
from vizapp.protocol.picture_answers import ChannelMaps, Picture, Spectrum, Tiles
from vizapp.protocol.picture_checks import check_channel_maps, check_picture, check_spectrum, check_tiles
from vizapp.protocol.reply_limits import MAX_NUMBER
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import (
    Arrangement,
    Displaced,
    Judgement,
    Kernels,
    NetworkReport,
    PixelPoints,
    Subpixels,
)
from vizapp.protocol.subpixel_checks import (
    check_arrangement,
    check_displaced,
    check_judgement,
    check_kernels,
    check_network_report,
    check_pixel_points,
    check_subpixels,
)
from vizapp.protocol.unit_answers import Readers, Tree, UnitReadings
from vizapp.protocol.unit_checks import check_readers, check_readings, check_tree
from vizapp.protocol.value_checks import check_counts, check_texts, require


def check_reply(reply: Reply) -> None:
    """Check everything that the types do not.

    Raises:
        ReplyError: says what is wrong.
    """
    if isinstance(reply, Snapshot):
        _check_snapshot(reply)
    else:
        check_event(reply)


def _check_snapshot(snapshot: Snapshot) -> None:
    check_counts(step=snapshot.step, memory=snapshot.memory_bytes)
    require(0 <= snapshot.steps_per_second <= MAX_NUMBER, "a speed is no speed")
    for value in (snapshot.measures or {}).values():
        require(not MAX_NUMBER < abs(value) < math.inf, "a measure is too large")
    check_texts(*snapshot.answers, *(snapshot.measures or ()))
    for answer in snapshot.answers.values():
        _check_answer(answer)


def _check_answer(answer: Answer) -> None:
    match answer:
        case Picture():
            check_picture(answer, may_be_finer=True)
        case Tiles():
            check_tiles(answer)
        case ChannelMaps():
            check_channel_maps(answer)
        case Spectrum():
            check_spectrum(answer)
        case UnitReadings():
            check_readings(answer)
        case Readers():
            check_readers(answer)
        case Tree():
            check_tree(answer)
        case OffsetReport():
            check_offset_report(answer)
        case Field():
            check_field(answer)
        case KernelDensity():
            check_kernel_density(answer)
        case Placed():
            check_placed(answer)
        case Displaced():
            check_displaced(answer)
        case Judgement():
            check_judgement(answer)
        case Kernels():
            check_kernels(answer)
        case NetworkReport():
            check_network_report(answer)
        case Subpixels():
            check_subpixels(answer)
        case PixelPoints():
            check_pixel_points(answer)
        case Arrangement():
            check_arrangement(answer)
        case _:
            assert_never(answer)
