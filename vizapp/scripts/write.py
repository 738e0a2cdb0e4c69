"""An experiment as a script that needs torch and torchvision alone, and numpy and Pillow to read the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vizapp.document.deformable import DeformableSpec
from vizapp.document.subpixel import SubpixelSpec
from vizapp.scripts.deformable.lab import deformable_script
from vizapp.scripts.request import ScriptRequest
from vizapp.scripts.subpixel.lab import subpixel_script
from vizapp.wording.problems import ProblemError

WRITERS: Mapping[str, Callable[[ScriptRequest], str]] = {
    DeformableSpec.tag(): deformable_script,
    SubpixelSpec.tag(): subpixel_script,
}
"""By the name of the lab."""


def experiment_script(request: ScriptRequest) -> str:
    """Return a script that makes the numbers of an experiment: on a CPU the same, to rounding.

    Raises:
        ProblemError: it cannot be written as a short script; says why.
    """
    writer = WRITERS.get(request.experiment.lab)
    if writer is None:
        raise ProblemError("script.other-lab")
    return writer(request)
