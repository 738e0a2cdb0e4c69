"""The pixel shuffle and its inverse, in a script, in both channel orders and with rearranged phases."""

from __future__ import annotations

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.tile_layout import ChannelOrder
from vizapp.document.working_size import working_shape
from vizapp.scripts.draft import Draft
from vizapp.scripts.request import ScriptRequest
from vizapp.scripts.source import read_source
from vizapp.wording.problems import ProblemError

_LARGEST_IMAGE = 1024
"""The longest side, in pixels, of an image where no working size was asked for."""
_CHANNEL_OF: dict[ChannelOrder, str] = {
    "CRD": '''
def channel_of(output, phase, outputs):
    """Return which channel holds a phase i·r + j of an output channel: CRD, where the phase varies fastest."""
    return output * FACTOR**2 + phase
''',
    "DCR": '''
def channel_of(output, phase, outputs):
    """Return which channel holds a phase i·r + j of an output channel: DCR, where the output varies fastest."""
    return phase * outputs + output
''',
}
_SHUFFLED = '''
def shuffled(x):
    """Return the enlarged map (1, C, h·r, w·r) of x (1, C·r², h, w); phase p reads the channel of PHASES[p]."""
    outputs = x.shape[1] // FACTOR**2
    read = [channel_of(output, phase, outputs) for output in range(outputs) for phase in PHASES]
    return F.pixel_shuffle(x[:, read], FACTOR)  # which reads the channels in the order CRD
'''
_APART_IN_DCR = '''
def taken_apart(x):
    """Return the channels (1, C·r², h, w), in the order DCR, that the pixels of x (1, C, h·r, w·r) become."""
    phases = FACTOR**2
    held = [output * phases + phase for phase in range(phases) for output in range(x.shape[1])]
    return F.pixel_unshuffle(x, FACTOR)[:, held]
'''


def shuffle_script(request: ScriptRequest) -> str:
    """Return the script of a shuffle or an unshuffle.

    Raises:
        ProblemError: it shuffles what a network computes, or its phases are to be found in a puzzle.
    """
    experiment = request.experiment
    spec = experiment.spec_of(SubpixelSpec)
    task = spec.task
    assert isinstance(task, ShuffleSpec)
    if spec.network is not None:
        raise ProblemError("script.network", "task")
    if spec.puzzle_is_open:
        raise ProblemError("script.puzzle")
    inverse = spec.is_inverse
    draft = Draft("Pixel unshuffle: pixels become channels." if inverse else "Pixel shuffle: channels become pixels.")
    source = request.source
    size = None
    if source.kind == "image":
        size = working_shape(source.height, source.width, experiment.working_size or _LARGEST_IMAGE)
    takes_apart = inverse or source.kind == "image"
    read_source(draft, experiment.source, source, size, "picture" if takes_apart else "feature_map")
    draft.set("FACTOR", spec.upscale_factor, "r")
    if takes_apart:
        _write_apart(draft, request, spec, "output" if inverse else "feature_map")
        channels = min(source.channels, 3) if source.kind == "image" else source.channels
        channels *= spec.upscale_factor**2
    else:
        channels = _fit_channels(draft, spec, task, source.channels)
    if not inverse:
        _write_changes(draft, spec, channels, _map_size(request, spec, task, takes_apart))
        _write_shuffle(draft, spec)
    read, given = ("picture", "output") if inverse else ("feature_map", "output")
    draft.run(f'print(f"{{tuple({read}.shape)}} → {{tuple({given}.shape)}}")')
    return draft.text()


def _write_apart(draft: Draft, request: ScriptRequest, spec: SubpixelSpec, name: str) -> None:
    """Write what cuts or pads the picture and takes it apart, as ``name``."""
    task, r = spec.task, spec.upscale_factor
    assert isinstance(task, ShuffleSpec)
    height, width = _read_size(request)
    if height % r or width % r:
        if task.edge == "cut":
            draft.run(
                "# The last pixels, which make no multiple of FACTOR, are cut off.\n"
                "height, width = (side // FACTOR * FACTOR for side in picture.shape[2:])\n"
                "picture = picture[:, :, :height, :width]"
            )
        else:
            draft.run(
                "# Zeros below and to the right make the sides multiples of FACTOR.\n"
                "picture = F.pad(picture, (0, -picture.shape[3] % FACTOR, 0, -picture.shape[2] % FACTOR))"
            )
    if spec.stored_as == "DCR":
        draft.define(_APART_IN_DCR)
        draft.run(f"{name} = taken_apart(picture)")
    else:
        draft.run(f"{name} = F.pixel_unshuffle(picture, FACTOR)  # in the order CRD")


def _fit_channels(draft: Draft, spec: SubpixelSpec, task: ShuffleSpec, channels: int) -> int:
    """Write what cuts or pads the channels of a feature map; return how many there are then."""
    rest = channels % spec.upscale_factor**2
    if rest == 0:
        return channels
    if task.spare_channels == "pad":
        more = spec.upscale_factor**2 - rest
        draft.run(
            f"feature_map = F.pad(feature_map, (0, 0, 0, 0, 0, {more}))  # channels of zeros, to a multiple of r²"
        )
        return channels + more
    draft.run(f"feature_map = feature_map[:, :{channels - rest}]  # a multiple of r²")
    return channels - rest


def _write_changes(draft: Draft, spec: SubpixelSpec, channels: int, size: tuple[int, int]) -> None:
    """Write the values that were changed by hand; those at places that the map does not have are left out."""
    there = [
        change
        for change in spec.changed_values
        if change.channel < channels and change.pixel_yx[0] < size[0] and change.pixel_yx[1] < size[1]
    ]
    if not there:
        return
    lines = [f"({each.channel}, {each.pixel_yx[0]}, {each.pixel_yx[1]}, {each.value!r})," for each in there]
    draft.set_lines("CHANGED", lines, "Changed by hand: channel, row, column and value")
    draft.run(
        """
feature_map = feature_map.clone()
for channel, y, x, value in CHANGED:
    feature_map[0, channel, y, x] = value
"""
    )


def _write_shuffle(draft: Draft, spec: SubpixelSpec) -> None:
    if spec.read_as == "CRD" and not is_rearranged(spec):
        draft.run("output = F.pixel_shuffle(feature_map, FACTOR)  # which reads the order CRD")
        return
    draft.set("PHASES", spec.phases, "the phase i·r + j whose channel lands at each phase")
    draft.define(_CHANNEL_OF[spec.read_as])
    draft.define(_SHUFFLED)
    draft.run("output = shuffled(feature_map)")


def is_rearranged(spec: SubpixelSpec) -> bool:
    """Return whether a phase lands elsewhere than in its own place."""
    return spec.phases != tuple(range(spec.upscale_factor**2))


def _read_size(request: ScriptRequest) -> tuple[int, int]:
    """Return (H, W) of what is read of the source, before anything is cut or padded."""
    source = request.source
    if source.kind != "image":
        return source.height, source.width
    return working_shape(source.height, source.width, request.experiment.working_size or _LARGEST_IMAGE)


def _map_size(request: ScriptRequest, spec: SubpixelSpec, task: ShuffleSpec, takes_apart: bool) -> tuple[int, int]:
    """Return (h, w) of the map that is shuffled."""
    height, width = _read_size(request)
    if not takes_apart:
        return height, width
    r, more = spec.upscale_factor, spec.upscale_factor - 1 if task.edge == "pad" else 0
    return (height + more) // r, (width + more) // r
