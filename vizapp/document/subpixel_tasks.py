"""The tasks of the sub-pixel lab, as settings. What each computes is in :mod:`vizapp.labs.subpixel`."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from vizapp.document.families import Family
from vizapp.document.lab_spec import TaskSpec

MAX_SHUFFLE_FACTOR = 8
MAX_LEARNED_FACTOR = 4
"""Super-resolve is offered up to this factor."""


class SubpixelTask(TaskSpec):
    """Base of the tasks of the sub-pixel lab.

    Attributes:
        largest_factor: the largest upscale factor that the task is offered for.
    """

    __slots__ = ()
    largest_factor: ClassVar[int] = MAX_SHUFFLE_FACTOR


SUBPIXEL_TASKS: Family[SubpixelTask] = Family(SubpixelTask, "task")


@SUBPIXEL_TASKS.add
class SuperResolve(
    Struct, SubpixelTask, frozen=True, forbid_unknown_fields=True, tag="super-resolve", tag_field="name", kw_only=True
):
    """Learn to restore an image from its own reduced copy."""

    default_steps: ClassVar[int] = 600
    largest_factor: ClassVar[int] = MAX_LEARNED_FACTOR


@SUBPIXEL_TASKS.add
class Shuffle(
    Struct, SubpixelTask, frozen=True, forbid_unknown_fields=True, tag="shuffle", tag_field="name", kw_only=True
):
    """Rearrange the channels of a feature map, or of an image that was taken apart; nothing is trained."""
