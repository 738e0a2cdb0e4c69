"""What the engine reports of a training's timeline: its branches, and where on them the training stands."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from vizapp.document.lab_spec import LabSpec
from vizapp.keeping.training import MAX_BRANCHES, Cause
from vizapp.protocol.requests import Name
from vizapp.protocol.tagged import Tagged

BranchNumber: TypeAlias = Annotated[int, Meta(ge=1)]
TrainingNumber: TypeAlias = Annotated[int, Meta(ge=1)]
"""The number that the window gives a training: a setting that rebuilds a lab begins another."""
Continuation: TypeAlias = Literal["same", "new", "earlier"]
"""How a training follows from what was told of its lab: it goes on, it begins, or it is one that was left."""
MAX_SET_ASIDE = 4
"""The number of trainings that were left and can be brought back."""


class BranchInfo(Struct, frozen=True, forbid_unknown_fields=True):
    """A course of training from where it leaves another one.

    Attributes:
        number: names it.
        parent: the number of the branch that it leaves; None for one that begins at step 0.
        begins: the step at which it leaves it.
        cause: what made it: the first start, a reset, other settings at a step that was gone back to, or a teaching.
        head: the last step that was reached on it when this was said.
        spacing: how many steps lie between two states that are kept, at least.
    """

    number: BranchNumber
    parent: BranchNumber | None
    begins: Annotated[int, Meta(ge=0)]
    cause: Cause
    head: Annotated[int, Meta(ge=0)]
    spacing: Annotated[int, Meta(ge=1)]


class BranchesChanged(Tagged, frozen=True):
    """The timeline of the lab has other branches, or the training stands on another one.

    Attributes:
        branches: all of them, by rising numbers; each comes after the one that it leaves.
        present: the number of the one on which it stands.
    """

    generation: int
    lab: Name
    branches: Annotated[tuple[BranchInfo, ...], Meta(min_length=1, max_length=MAX_BRANCHES)]
    present: BranchNumber


class Arrived(Tagged, frozen=True):
    """The training stands at another step, or in a part that is done again has come to where settings were changed.

    Attributes:
        applied: the number of the last command that was taken into account.
        branch: on which it stands.
        spec: the lab's settings as they are in effect.
    """

    generation: int
    lab: Name
    applied: int
    branch: BranchNumber
    step: Annotated[int, Meta(ge=0)]
    spec: LabSpec
