"""The shapes of the tensors that a task of the sub-pixel lab works on, written out. No Qt in here."""

from __future__ import annotations

from collections.abc import Sequence

from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.subpixel.pictures import shown_upsampler
from vizapp.gui.subpixel.requests import LAB
from vizapp.session.state import State
from vizapp.wording.quantities import shape_words

_BATCH = 1


def shape_chain(state: State) -> str:
    """Return the shapes (N, C, H, W) of what is read and given, such as "(1, 12, 3, 3) → (1, 3, 6, 6)".

    Between them stands that of the channels which a network gives to its shuffle, if it has one. "" as long as none
    is known.
    """
    configured, spec = state.configured, state.experiment.spec_of(SubpixelSpec)
    if configured is None or configured.lab != LAB:
        return ""
    shapes: list[Sequence[int]] = [configured.input_shape, configured.output_shape]
    upsampler = shown_upsampler(state)
    if upsampler is not None and upsampler.has_channels:
        channels, height, width = configured.input_shape
        shapes.insert(1, (channels * spec.upscale_factor**2, height, width))
    # A line may be broken at an arrow, and nowhere else.
    words = (shape_words((_BATCH, *shape)).replace(" ", "\N{NO-BREAK SPACE}") for shape in shapes)
    return " →\N{NO-BREAK SPACE}".join(words)
