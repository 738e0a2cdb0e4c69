"""What the value at a phase comes from, in words: a channel, some taps of a kernel, or nothing of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.upsamplers import TransposedUpsampler
from vizapp.gui.subpixel.phase_labels import phase_text
from vizapp.gui.subpixel.pictures import shown_upsampler
from vizapp.overlap import taps_of_phase
from vizapp.session.state import State
from vizapp.wording.templates import fill


@dataclass(frozen=True, slots=True)
class PhaseOrigin:
    """Where a phase's values come from.

    Attributes:
        kind: what it is: "channel", or "kernel".
        words: which one.
        brief: both in a word or two, for a small place; "" where the phase has nothing of its own.
        bare: the same for a still smaller one, or the phase itself.
    """

    kind: str
    words: str
    brief: str
    bare: str


def phase_origins(state: State) -> Callable[[int, int], PhaseOrigin]:
    """Return what says where a phase comes from, given also the channel in which a shuffle would have it.

    With an upsampler that shuffles that is the channel. A transposed convolution writes each phase with taps of its
    kernel that no other phase gets; all phases of the others have one kernel, or none.
    """
    upsampler, r = shown_upsampler(state), state.experiment.spec_of(SubpixelSpec).upscale_factor

    def origin(phase: int, channel: int) -> PhaseOrigin:
        if upsampler is None or upsampler.has_channels:
            return of_channel(channel)
        if isinstance(upsampler, TransposedUpsampler):
            return _of_taps(phase, upsampler.kernel_size, r)
        return PhaseOrigin(_tr("channel"), _tr("none"), "", phase_text(phase, r))

    return origin


def of_channel(channel: int) -> PhaseOrigin:
    """Return the origin of a phase that a shuffle takes from a channel."""
    return PhaseOrigin(_tr("channel"), str(channel), _tr("ch {channel}").format(channel=channel), str(channel))


def _of_taps(phase: int, kernel: int, r: int) -> PhaseOrigin:
    rows, columns = (tuple(taps_of_phase(each, kernel, r)) for each in divmod(phase, r))
    count = len(rows) * len(columns)
    words = _tr("row {rows} · column {columns}") if count else _tr("no tap")
    words = words.format(rows=", ".join(map(str, rows)), columns=", ".join(map(str, columns)))
    return PhaseOrigin(_tr("kernel"), words, fill(_tr("{count:tap|taps}"), {"count": count}), str(count))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PhaseOrigin", text)
