"""What is cut off or padded with zeros so that a picture's sides, or a map's channels, fit a factor."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from vizapp.document.subpixel_tasks import ChannelFit, EdgeFit
from vizapp.document.tile_layout import fitting_factors
from vizapp.problem import Problem
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.problems import ProblemError


def fit_edge(picture: Tensor, factor: int, fit: EdgeFit) -> tuple[Tensor, tuple[int, int]]:
    """Return a picture (1, C, H, W) whose sides are multiples of ``factor``, and by how much they have grown.

    The rows and columns are cut off, or zeros are put there, at the bottom and at the right; the second value is
    (rows, columns), negative where they are cut off.

    Raises:
        ProblemError: a side is shorter than ``factor``.
    """
    height, width = picture.shape[2:]
    if min(height, width) < factor:
        least = (factor, factor)
        raise ProblemError(
            "shuffle.image-too-small", "upscale_factor", size=(height, width), factor=factor, least=least
        )
    down, across = (-(side % factor) if fit == "cut" else -side % factor for side in (height, width))
    if fit == "cut":
        return picture[..., : height + down, : width + across], (down, across)
    return functional.pad(picture, (0, across, 0, down)), (down, across)


def fit_channels(map_: Tensor, factor: int, fit: ChannelFit) -> tuple[Tensor, tuple[Problem, ...]]:
    """Return a map (1, C, H, W) whose channels are a multiple of factor², and the note that says what was done.

    Channels are cut off at the end, or channels of zeros are put there.

    Raises:
        ProblemError: they are no multiple, and ``fit`` is "refuse", or none would be left.
    """
    channels, phases = map_.shape[1], factor**2
    if channels % phases == 0:
        return map_, ()
    if fit == "pad":
        more = -channels % phases
        note = lab_note("note.channels-padded", channels=channels, padded=channels + more, phases=phases)
        return functional.pad(map_, (0, 0, 0, 0, 0, more)), (note,)
    if fit == "cut" and channels >= phases:
        kept = channels - channels % phases
        return map_[:, :kept], (lab_note("note.channels-cut", channels=channels, kept=kept, phases=phases),)
    fitting = fitting_factors(channels)
    code = ("none-fits", "one-fits", "some-fit")[min(len(fitting), 2)]
    way = "remedy.cut-or-pad-channels" if channels >= phases else "remedy.pad-channels"
    raise ProblemError(
        f"shuffle.channels-{code}",
        "upscale_factor",
        () if fitting else (Problem(way, "spare_channels"),),
        factor=factor,
        phases=phases,
        channels=channels,
        fitting=fitting,
    )


def edge_notes(size: tuple[int, int], edge_yx: tuple[int, int], factor: int) -> tuple[Problem, ...]:
    """Return the note on a picture whose sides were made multiples of ``factor``; nothing where they were.

    ``size`` is (H, W) of what came of it, ``edge_yx`` as :func:`fit_edge` returns it.
    """
    if not any(edge_yx):
        return ()
    code = "note.cut-to-multiples" if min(edge_yx) < 0 else "note.padded-to-multiples"
    return (lab_note(code, size=size, factor=factor),)
