"""What the sub-pixel lab's pictures are, as notes on them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.tile_layout import TileLayout
from vizapp.gui.subpixel.judged_words import judged_words
from vizapp.gui.subpixel.pictures import has_channels, right_picture, runs_side_by_side, shows_judged, wipes
from vizapp.gui.subpixel.requests import ARRANGEMENT, OUTPUT, shows_tiles
from vizapp.gui.subpixel.shuffle_status import shuffle_status
from vizapp.gui.widgets.numbers import plain, significant, three_digits, without_end_zeros
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.subpixel_answers import Arrangement
from vizapp.session.state import State
from vizapp.wording.quantities import size_words

_DIFFERENCES = ("error", "difference", "shuffled")
"""The pictures whose greys are no grey levels."""


def left_note(state: State, layout: TileLayout | None) -> str:
    """Return what the left picture is, and what magenta means where there is any; "" while nothing is known of it."""
    if layout is None:
        return ""
    count = layout.channels * layout.upscale_factor**2
    tiles = len(layout.groups) * layout.upscale_factor**2
    words = (
        _tr("{channels} channels of {size}") if tiles == count else _tr("{tiles} of {channels} channels of {size}")
    )
    if not has_channels(state):
        words = _tr("{channels} phases of {size}")
    size = size_words(layout.height, layout.width)
    note = words.format(tiles=tiles, channels=count, size=size)
    if not shows_tiles(state) and state.input_picture is not None:
        shown = state.input_picture.channels
        if isinstance(state.experiment.spec_of(SubpixelSpec).task, SuperResolveSpec):
            note = _tr("luma · all that the network reads")
        elif len(shown) == 1:
            note = _tr("channel {channel} of {channels}").format(channel=shown[0], channels=count)
        else:
            note = _tr("channels {listed} of {channels} as red, green, blue").format(
                listed=", ".join(map(str, shown)), channels=count
            )
    has_nan = state.source is not None and state.source.nan_count > 0
    return _tr("{note} · magenta: NaN").format(note=note) if has_nan else note


def right_note(state: State) -> str:
    """Return whether the values of a shuffled map are where they belong, how far from intact that makes it, what the
    greys of a difference stand for, and which pixel is picked; of somebody's result what is measured of it; "" where
    nothing of that is to be said."""
    if state.refusal is not None:
        return ""
    if shows_judged(state):
        return judged_words(state)
    words, found = [shuffle_status(state, is_brief=True)], state.answer(ARRANGEMENT, Arrangement)
    if found is not None and found.psnr is not None:
        words.append(_tr("PSNR {value} dB").format(value=plain(found.psnr, 2)))
    if found is not None and found.peak is not None:
        words.append(_tr("peak {value}").format(value=peak_text(found.peak)))
    picture = state.answer(OUTPUT, Picture)
    if picture is not None and right_picture(state) in _DIFFERENCES:
        words.append(greys_words(picture))
    # A wipe and canvases side by side have no room for it.
    if state.pick is not None and not wipes(state) and not runs_side_by_side(state):
        words.append(_tr("pixel ({y}, {x})").format(y=state.pick[0], x=state.pick[1]))
    return " · ".join(filter(None, words))


def greys_words(picture: Picture) -> str:
    """Return what the greys of a difference stand for."""
    if picture.low < 0:
        reach = three_digits(picture.high)
        return _tr("black −{reach}, grey 0, white +{reach}").format(reach=reach)
    return _tr("black 0, white {high}").format(high=three_digits(picture.high))


def short_greys_words(state: State) -> tuple[str, ...]:
    """Return what the greys of a difference stand for, and the same where there is little room; empty for none."""
    picture = state.answer(OUTPUT, Picture)
    if picture is None or right_picture(state) not in _DIFFERENCES:
        return ()
    low, high = (three_digits(each) for each in (picture.low, picture.high))
    return greys_words(picture), _tr("{low} to {high}").format(low=low, high=high)


def peak_text(peak: float) -> str:
    """Return the range that a PSNR is relative to, as a number such as 1 or 104.86."""
    return without_end_zeros(significant(peak, 5))


def spectrum_words(spectrum: Spectrum, beside: Spectrum | None = None, *, of_values: bool = False) -> str:
    """Return the range of the greys, and by how much the phases of the picture differ; of two what these are.

    Those of ``of_values``, which are no colours, differ by grey levels of what is drawn of them.
    """
    deviation = plain(spectrum.checkerboard, 2)
    if beside is not None:
        words = _tr("phases differ by {left} and {right} grey levels")
        return words.format(left=plain(beside.checkerboard, 2), right=deviation)
    words = _tr("phases differ by {deviation} grey levels · spectrum {low} to {high} dB")
    if of_values:
        words = _tr("phases differ by {deviation} grey levels as drawn · spectrum {low} to {high} dB")
    return words.format(low=plain(spectrum.picture.low, 0), high=plain(spectrum.picture.high, 0), deviation=deviation)


def range_words(spectrum: Spectrum) -> str:
    """Return the range of the greys, where the rest is said elsewhere."""
    low, high = plain(spectrum.picture.low, 0), plain(spectrum.picture.high, 0)
    return _tr("{low} to {high} dB").format(low=low, high=high)


def deviation_words(spectrum: Spectrum) -> tuple[str, ...]:
    """Return by how much the phases of a picture differ, where its spectrum is one of several, ever shorter."""
    number = plain(spectrum.checkerboard, 2)
    wordings = (
        _tr("phases differ by {deviation} grey levels"),
        _tr("phases differ by {deviation}"),
        _tr("phases {deviation}"),
    )
    return *(words.format(deviation=number) for words in wordings), number


def _tr(text: str) -> str:
    return QCoreApplication.translate("SubpixelScene", text)
