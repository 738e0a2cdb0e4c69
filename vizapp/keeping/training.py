"""The training of the labs as it is kept: the branches of each, the settings of then, and where it stands.

The states themselves are tensors. Those of one branch that have a name in common are one tensor, with an axis before
its own for the states in their order: ``lab/branch/path``, where the path leads through the nested mappings and lists
of a state, such as ``deformable/1/learners/0/layer/branch.conv.weight``. The state at which the training stands is
kept by itself, as ``lab/present/path``. What is no tensor stands in the JSON text under the same path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from vizapp.document.experiment import needs_rebuild
from vizapp.document.lab_spec import LABS, LabSpec
from vizapp.document.text import from_builtins
from vizapp.keeping.tensors import StoredTensor

MAX_BRANCHES = 64
MAX_STATES = 4096
"""Of a branch."""
MAX_CHANGES = 1 << 14
"""Of the settings, of a branch."""
MAX_LEAVES = 4096
"""Of a state: tensors and plain values."""
MAX_STEP = 2**53
PRESENT = "present"

Cause: TypeAlias = Literal["start", "reset", "settings", "taught"]
Step: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_STEP)]
Number: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_STEP)]
Plain: TypeAlias = (
    Annotated[int, Meta(ge=-(2**62), le=2**62)] | float | bool | Annotated[str, Meta(max_length=500)] | None
)
_Path: TypeAlias = Annotated[str, Meta(min_length=1, max_length=400)]
_Teaching: TypeAlias = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class KeptBranch(Struct, frozen=True, forbid_unknown_fields=True):
    """A branch of a timeline.

    Attributes:
        number, parent, begins, cause, head: as in :class:`vizapp.protocol.timeline.BranchInfo`.
        is_rooted: whether its first state does not follow from its parent's.
        spacing: how many steps at least lie between two states that are kept from now on.
        changes: the steps from which on other settings were in effect, and the number of these in the lab's list;
            the first is that of ``begins``.
        kept: the steps whose states are in the file.
        plain: what is no tensor in these states, by path, one value for each.
    """

    number: Number
    parent: Number | None
    begins: Step
    cause: Cause
    head: Step
    is_rooted: bool
    spacing: Number
    changes: Annotated[tuple[tuple[Step, Step], ...], Meta(min_length=1, max_length=MAX_CHANGES)]
    kept: Annotated[tuple[Step, ...], Meta(max_length=MAX_STATES)] = ()
    plain: Annotated[dict[_Path, tuple[Plain, ...]], Meta(max_length=MAX_LEAVES)] = {}


class LabTraining(Struct, frozen=True, forbid_unknown_fields=True):
    """The timeline of a lab.

    Attributes:
        lab: its name.
        branches: by rising numbers; each comes after the one that it leaves.
        present: the number of the branch on which the training stands.
        step: how many steps have led to where it stands.
        settings: the live settings that were in effect at some time, each by the names of its fields.
        plain: what is no tensor in the present state, by path.
        held: the number of the teaching that the training stands after; 0 where there is none.
        left: the teachings that were left, and the numbers of the branches on which each was.
    """

    lab: Annotated[str, Meta(min_length=1, max_length=60)]
    branches: Annotated[tuple[KeptBranch, ...], Meta(min_length=1, max_length=MAX_BRANCHES)]
    present: Number
    step: Step
    settings: Annotated[tuple[dict[str, Any], ...], Meta(min_length=1, max_length=MAX_BRANCHES * MAX_CHANGES)]
    plain: Annotated[dict[_Path, Plain], Meta(max_length=MAX_LEAVES)] = {}
    held: _Teaching = 0
    left: Annotated[tuple[tuple[_Teaching, Number], ...], Meta(max_length=MAX_BRANCHES)] = ()

    @property
    def branch(self) -> KeptBranch:
        """The present branch."""
        return next(each for each in self.branches if each.number == self.present)


class Training(Struct, frozen=True, forbid_unknown_fields=True):
    """The timelines of all labs that are trained."""

    labs: Annotated[tuple[LabTraining, ...], Meta(max_length=16)] = ()


def read_training(text: bytes | memoryview) -> Training:
    """Return the training that JSON text describes, checked in itself.

    Raises:
        ValueError: says what is wrong.
    """
    try:
        training = msgspec.json.decode(text, type=Training)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    labs = [each.lab for each in training.labs]
    _require(len(set(labs)) == len(labs), "the training of a lab is there twice")
    for each in training.labs:
        LABS.get(each.lab)
        _check_branches(each)
    return training


def check_states(training: Training, states: Mapping[str, StoredTensor]) -> None:
    """Check that the tensors are those of the states that ``training`` names, and no others.

    Raises:
        ValueError: says what is wrong.
    """
    groups: dict[tuple[str, str], dict[str, StoredTensor]] = {}
    for name, tensor in states.items():
        parts = name.split("/", 2)
        _require(len(parts) == 3, f"{name[:80]!r} is no name of a tensor of a state")
        groups.setdefault((parts[0], parts[1]), {})[parts[2]] = tensor
    for lab in training.labs:
        present = groups.pop((lab.lab, PRESENT), {})
        _require(bool(present), f"the present state of {lab.lab} is missing")
        for branch in lab.branches:
            stacked = groups.pop((lab.lab, str(branch.number)), {})
            if not branch.kept:
                _require(not stacked, f"branch {branch.number} has states that it does not name")
                continue
            _require(stacked.keys() == present.keys(), f"the states of branch {branch.number} have other tensors")
            for path, tensor in stacked.items():
                like = present[path]
                shape = (len(branch.kept), *like.values.shape)
                fits = (tensor.dtype, tensor.values.shape) == (like.dtype, shape)
                _require(fits, f"{path[:80]!r} of branch {branch.number} has another shape or type")
    _require(not groups, "there are tensors of a state that nothing names")


def steerings_of(kept: LabTraining, document: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return the live settings of a lab, typed as in the document; those of an older one are migrated with it.

    Args:
        kept: the lab's training.
        document: of the file, as plain values, before it was migrated.

    Raises:
        ValueError: they are no live settings of the lab.
    """
    specs = document.get("labs")
    named = [each for each in specs if each.get("lab") == kept.lab] if isinstance(specs, list) else []
    plain = named[0] if named else {"lab": kept.lab}
    frame = {"version": document.get("version", 1), "lab": kept.lab}
    present = from_builtins({**frame, "labs": [plain]})
    found: list[dict[str, Any]] = []
    for settings in kept.settings:
        there = from_builtins({**frame, "labs": [{**plain, **settings, "lab": kept.lab}]})
        _require(not needs_rebuild(present, there), f"a setting of {kept.lab} was changed that is not live")
        found.append(there.spec.steering())
    return tuple(found)


def plain_settings(spec: LabSpec, steering: Mapping[str, Any]) -> dict[str, Any]:
    """Return live settings as they stand in the file."""
    plain = msgspec.to_builtins(spec.replaced(**steering))
    return {name: plain[name] for name in sorted(steering) if name in plain}


def _check_branches(lab: LabTraining) -> None:
    known: dict[int, KeptBranch] = {}
    for branch in lab.branches:
        number = branch.number
        _require(number > max(known, default=0), "the branches are in disorder")
        _require(branch.begins <= branch.head, f"branch {number} ends before it begins")
        if branch.parent is None:
            _require(branch.begins == 0 and branch.is_rooted, f"branch {number} begins in the middle of nothing")
        else:
            parent = known.get(branch.parent)
            _require(parent is not None and branch.begins <= parent.head, f"branch {number} leaves no other")
        _check_branch(branch, len(lab.settings))
        known[number] = branch
    _require(lab.present in known, "the present branch is none of them")
    _require(lab.step <= known[lab.present].head, "the training stands beyond the end of its branch")
    teachings = [teaching for teaching, _ in lab.left]
    _require(len(set(teachings)) == len(teachings), "a teaching was left twice")
    _require(all(number in known for _, number in lab.left), "a teaching was left on a branch that there is not")
    paths = lab.plain.keys()
    _require(all(each.plain.keys() == paths for each in lab.branches if each.kept), "states have other values")


def _check_branch(branch: KeptBranch, settings: int) -> None:
    number = branch.number
    steps = [step for step, _ in branch.changes]
    _require(steps[0] == branch.begins and _rises(steps), f"the settings of branch {number} are in disorder")
    _require(steps[-1] <= branch.head, f"settings of branch {number} were changed beyond its end")
    _require(all(each < settings for _, each in branch.changes), f"settings of branch {number} are missing")
    kept = branch.kept
    _require(_rises(kept) and len(set(kept)) == len(kept), f"the states of branch {number} are in disorder")
    if kept:
        _require(branch.begins <= kept[0] and kept[-1] <= branch.head, f"branch {number} has states of another")
    # The first state of one that begins at step 0 follows from the document.
    rooted = branch.is_rooted and branch.parent is not None
    _require(not rooted or kept[:1] == (branch.begins,), f"the first state of branch {number} is missing")
    lengths = {len(values) for values in branch.plain.values()}
    _require(lengths <= {len(kept)}, f"values of the states of branch {number} are missing")


def _rises(steps: Sequence[int]) -> bool:
    """Return whether steps never fall; the same settings may be changed twice at one step."""
    return all(earlier <= later for earlier, later in pairwise(steps))


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


Leaf: TypeAlias = tuple[str, Any]


def leaves_of(state: Any, is_tensor: Callable[[Any], bool]) -> list[Leaf]:
    """Return the tensors and the plain values of a state with their paths, in its own order."""
    found: list[Leaf] = []

    def walk(value: Any, path: str) -> None:
        if isinstance(value, Mapping):
            for name, each in value.items():
                walk(each, f"{path}/{name}" if path else str(name))
        elif isinstance(value, list | tuple):
            for place, each in enumerate(value):
                walk(each, f"{path}/{place}" if path else str(place))
        elif is_tensor(value) or value is None or isinstance(value, bool | int | float | str):
            found.append((path, value))
        else:
            raise TypeError(f"a state with a {type(value).__name__} cannot be kept")

    walk(state, "")
    if len({path for path, _ in found}) != len(found):
        raise TypeError("two values of a state have the same path")
    return found


def rebuilt(template: Any, leaves: Mapping[str, Any], path: str = "") -> Any:
    """Return a state with the structure of ``template`` and other leaves, by their paths."""
    if isinstance(template, Mapping):
        return {
            name: rebuilt(each, leaves, f"{path}/{name}" if path else str(name)) for name, each in template.items()
        }
    if isinstance(template, list | tuple):
        return [
            rebuilt(each, leaves, f"{path}/{place}" if path else str(place)) for place, each in enumerate(template)
        ]
    return leaves[path]
