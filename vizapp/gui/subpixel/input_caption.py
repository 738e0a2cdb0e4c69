"""What the sub-pixel lab says below its left picture: channels, phases, or what they are made of."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, SuperResolveSpec
from vizapp.gui.canvas.output_picture import why_nothing
from vizapp.gui.caption_text import verbatim
from vizapp.gui.runs import run_title
from vizapp.gui.subpixel.pictures import (
    has_channels,
    shown_run,
    shown_upsampler,
    upsampler_runs,
)
from vizapp.gui.subpixel.requests import (
    TILES,
    shows_tiles,
)
from vizapp.protocol.events import Configured
from vizapp.protocol.picture_answers import Tiles
from vizapp.session.state import State
from vizapp.wording.quantities import size_words


def input_caption(state: State, configured: Configured | None) -> tuple[str, ...]:
    """Return the sentences below the left picture; ``configured`` is the engine's reply if it is of this lab."""
    spec = _spec(state)
    if configured is None:
        if state.source is None or spec.task.own_pictures:
            return ()
        size = size_words(state.source.height, state.source.width)
        return (_tr("{name}, {size} pixels.").format(name=verbatim(state.source.name), size=size),)
    if isinstance(spec.task, OverlapSpec):
        return _ones_words(spec.task, configured)
    if spec.is_inverse:
        return _picture_to_take_apart(state, configured)
    if not shows_tiles(state):
        return _low_resolution_words(state, configured)
    answer = state.answer(TILES, Tiles)
    if answer is None:
        return (_tr("The next picture is on its way.") if state.engine.ready else why_nothing(state),)
    return _tiles_words(state, configured, len(answer.groups))


def _ones_words(task: OverlapSpec, configured: Configured) -> tuple[str, ...]:
    side = configured.input_shape[1]
    text = _tr(
        "{side} × {side} ones: each writes to {kernel} × {kernel} outputs, the next one {stride} farther "
        "([transposed convolution](transposed-convolution))."
    )
    return (text.format(side=side, kernel=task.kernel, stride=task.stride),)


def _picture_to_take_apart(state: State, configured: Configured) -> tuple[str, ...]:
    r, (channels, height, width) = _spec(state).upscale_factor, configured.input_shape
    text = _tr("A map of {size} pixels: each {r} × {r} of them are the [sub-pixels](sub-pixel) of one pixel.")
    sentences = [text.format(size=size_words(height, width), r=r)]
    if channels > 1:
        text = _tr("It has {channels} channels; each becomes {count}, r² with r = {r}.")
        sentences.append(text.format(channels=channels, count=r * r, r=r))
    return (*sentences, *outdated_words(state))


def _low_resolution_words(state: State, configured: Configured) -> tuple[str, ...]:
    channels, height, width = configured.input_shape
    size = size_words(height, width)
    if isinstance(_spec(state).task, SuperResolveSpec):
        text = _tr("What the network reads: the luma of a copy reduced {r} times to {size} pixels.")
        return (text.format(r=_spec(state).upscale_factor, size=size), *outdated_words(state))
    if channels == 1:
        return (_tr("The only channel, {size} pixels.").format(size=size),)
    picture = state.input_picture
    if picture is None:
        return (_tr("{channels} channels of {size}.").format(channels=channels, size=size),)
    if len(picture.channels) == 1:
        text = _tr("Channel {channel} of 0 to {last}, {size} pixels.")
        return (text.format(channel=picture.channels[0], last=channels - 1, size=size), *outdated_words(state))
    text = _tr("Channels {listed} of {channels} as red, green and blue, {size} pixels.")
    listed = ", ".join(map(str, picture.channels))
    return (text.format(listed=listed, channels=channels, size=size), *outdated_words(state))


def _tiles_words(state: State, configured: Configured, groups: int) -> tuple[str, ...]:
    """Return what the tiles are: channels at low resolution, or phases of a map that was made otherwise."""
    spec = _spec(state)
    r = spec.upscale_factor
    height, width = configured.input_shape[1:]
    outputs = configured.output_shape[0]
    size, count = size_words(height, width), outputs * r * r
    if not has_channels(state):
        run = run_title(shown_run(state) or upsampler_runs(state)[0])
        text = _tr(
            "What {run} gives, taken apart into {count} [phases](phase) of {size}: it has no channels of its own."
        )
        return (text.format(run=run, count=count, size=size), *outdated_words(state))
    if groups < outputs:
        text = _tr("{shown} of {count} channels of {size}: the r² = {phases} of {groups} of {outputs} outputs.")
        channels = text.format(
            shown=groups * r * r, count=count, size=size, phases=r * r, groups=groups, outputs=outputs
        )
    elif outputs == 1:
        text = _tr(
            "r² = {count} channels of {size}: their values at one pixel become its {r} × {r} [sub-pixels](sub-pixel)."
        )
        channels = text.format(count=count, size=size, r=r)
    else:
        text = _tr(
            "{count} channels of {size}: r² = {phases} for each of {outputs} outputs ([factor](upscale-factor) {r})."
        )
        channels = text.format(count=count, size=size, phases=r * r, outputs=outputs, r=r)
    sentences = [channels]
    if isinstance(spec.task, SuperResolveSpec):
        upsampler = shown_upsampler(state)
        text = _tr("The network of {run} computes them from the reduced copy ([super-resolution](super-resolution)).")
        sentences.append(text.format(run=run_title("" if upsampler is None else upsampler.name)))
    elif spec.puzzle_is_open:
        sentences.append(_tr("Some have changed places: drag them back until the right picture is whole."))
    else:
        sentences += _order_words(spec, outputs)
        if spec.changed_values:
            text = _tr("{count} values are changed by hand.")
            if len(spec.changed_values) == 1:
                text = _tr("1 value is changed by hand.")
            sentences.append(text.format(count=len(spec.changed_values)))
    return (*sentences, *outdated_words(state))


def _order_words(spec: SubpixelSpec, outputs: int) -> list[str]:
    if outputs == 1:
        return []
    if spec.stored_as == spec.read_as:
        return [_tr("Stored and read in [{order} order](channel-order).").format(order=spec.read_as)]
    text = _tr("Stored in {stored} and read in {read} [order](channel-order).")
    return [text.format(stored=spec.stored_as, read=spec.read_as)]


def outdated_words(state: State) -> tuple[str, ...]:
    """Return that an engine has ended which has sent what is seen; nothing while it has not."""
    return (_tr("It is from the engine that ended."),) if state.is_outdated else ()


def _spec(state: State) -> SubpixelSpec:
    return state.experiment.spec_of(SubpixelSpec)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SubpixelCaptions", text)
