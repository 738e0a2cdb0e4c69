"""What to choose instead of an image that super-resolution cannot learn from."""

from __future__ import annotations

from vizapp.document.experiment import WORKING_SIZE_RANGE
from vizapp.document.working_size import working_shape
from vizapp.labs.subpixel.tasks.super_resolve import SMALLEST_LEARNED_SIDE
from vizapp.problem import Problem


def remedies(source: tuple[int, int], copy: tuple[int, int], upscale_factor: int) -> tuple[Problem, ...]:
    """Return what to choose instead of an image that cannot be learned from: only what helps.

    Args:
        source, copy: (H, W) of the full image and of its working copy.
        upscale_factor: at which it was to be learned.
    """
    shuffle = [Problem("remedy.task-shuffle", "task")] if min(copy) >= upscale_factor else []
    least = SMALLEST_LEARNED_SIDE * upscale_factor
    if min(copy) >= least:
        return (Problem("remedy.image-with-content", "source"), *shuffle)
    factors = tuple(r for r in range(2, upscale_factor) if min(copy) // r >= SMALLEST_LEARNED_SIDE)
    ways = [Problem("remedy.factor", "upscale_factor", {"factors": factors})] if factors else []
    if min(source) < least:
        ways.append(Problem("remedy.larger-image", "source", {"size": (least, least)}))
    else:
        low, high = WORKING_SIZE_RANGE
        sizes = (size for size in range(low, high + 1) if min(working_shape(*source, size)) >= least)
        size = next(sizes, None)
        if size is not None:
            return (*ways, Problem("remedy.working-size-at-least", "working_size", {"size": size}))
        ways.append(Problem("remedy.less-narrow-image", "source"))
    return tuple(ways if factors else [*ways, *shuffle])
