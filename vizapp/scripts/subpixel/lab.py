"""Which task of the sub-pixel lab is written by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, ShuffleSpec, SubpixelTaskSpec, SuperResolveSpec
from vizapp.scripts.request import ScriptRequest
from vizapp.scripts.subpixel.overlap import overlap_script
from vizapp.scripts.subpixel.shuffle import shuffle_script
from vizapp.scripts.subpixel.super_resolve import super_resolve_script
from vizapp.wording.problems import ProblemError

_TASKS: Mapping[type[SubpixelTaskSpec], Callable[[ScriptRequest], str]] = {
    SuperResolveSpec: super_resolve_script,
    ShuffleSpec: shuffle_script,
    OverlapSpec: overlap_script,
}


def subpixel_script(request: ScriptRequest) -> str:
    """Return the script of an experiment of the sub-pixel lab.

    Raises:
        ProblemError: it cannot be written as a short script.
    """
    write = _TASKS.get(type(request.experiment.spec_of(SubpixelSpec).task))
    if write is None:
        raise ProblemError("script.other-task", "task")
    return write(request)
