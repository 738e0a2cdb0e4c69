"""The base classes of the settings of labs and of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias

import msgspec
from msgspec import Struct

from vizapp.document import watchpoint
from vizapp.document.families import Family, Member

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment

SourceKind: TypeAlias = Literal["image", "feature_map"]


class TaskSpec(Member):
    """Base of the settings of a task, which says what a training is to learn. Each lab has a family of tasks.

    Attributes:
        default_steps: the number of training steps that ``vizapp run`` does by default; 0 if the task trains nothing.
        live_fields: the fields that say what is shown; a change of them keeps the lab and what it has learned.
        own_pictures: whether the task makes its pictures itself, so that neither source nor unseen picture is used.
    """

    __slots__ = ()
    default_steps: ClassVar[int] = 0
    own_pictures: ClassVar[bool] = False
    live_fields: ClassVar[frozenset[str]] = frozenset()

    @property
    def trains(self) -> bool:
        """Whether there is something to step."""
        return self.default_steps > 0

    def replaced(self, **changes: object) -> Self:
        """Return these settings with other values for some fields, named as in the document."""
        assert isinstance(self, Struct)
        return msgspec.structs.replace(self, **changes)


class LabSpec(Member):
    """Base of the settings of a lab: its operator, its task and its training.

    Attributes:
        live_fields: the fields that take effect in a running lab; a change of any other rebuilds it at step 0.
        uses_unseen: whether what the lab trains is also tried on a picture that it is not trained on.
    """

    __slots__ = ()
    live_fields: ClassVar[frozenset[str]] = frozenset()
    uses_unseen: ClassVar[bool] = False

    @property
    def lab(self) -> str:
        """The name of the lab."""
        return self.tag()

    @property
    def task_spec(self) -> TaskSpec | None:
        """The settings of the task, or None in a lab without tasks."""
        task = getattr(self, "task", None)
        return task if isinstance(task, TaskSpec) else None

    @property
    def trains(self) -> bool:
        """Whether there is something to step."""
        return self.task_spec is None or self.task_spec.trains

    @property
    def tries_unseen(self) -> bool:
        """Whether there is something to try on a picture that is not trained on, which the task has a say in."""
        return self.uses_unseen and not (self.task_spec is not None and self.task_spec.own_pictures)

    @property
    def uses_brought(self) -> bool:
        """Whether the lab is built from arrays that were brought."""
        return False

    @property
    def takes_network(self) -> bool:
        """Whether a layer of a network from a file of weights can be looked into."""
        return False

    @property
    def uses_network(self) -> bool:
        """Whether the lab is built from such a network, which reads the source."""
        return False

    @property
    def judges(self) -> bool:
        """Whether a picture that somebody's network has made of the source is looked at and measured."""
        return False

    def replaced(self, **changes: object) -> Self:
        """Return these settings with other values for some fields, named as in the document."""
        assert isinstance(self, Struct)
        return msgspec.structs.replace(self, **changes)

    def uses(self, field: str) -> bool:
        """Return whether the lab has a setting of this name that has an effect on its task."""
        return hasattr(self, field)

    def with_task(self, task: TaskSpec) -> Self:
        """Return these settings with another task, and with values that it does not allow changed to allowed ones."""
        return self.replaced(task=task)

    def build_key(self) -> Self:
        """Return these settings with every live field at its default; a lab is rebuilt only if this value changes."""
        key = self.replaced(**_live_defaults(type(self)))
        task = self.task_spec
        return key.replaced(task=task.replaced(**_live_defaults(type(task)))) if task and task.live_fields else key

    def steering(self) -> dict[str, Any]:
        """Return the live fields that training depends on, by their names: all but when it is to pause."""
        return {name: getattr(self, name) for name in self.live_fields - {watchpoint.FIELD}}

    def settled(self, before: Experiment, after: Experiment) -> Self:
        """Return these settings without values that the change from ``before`` to ``after`` has invalidated.

        ``after`` holds these settings. A lab drops the user's manual changes that no longer apply, such as a point
        placed at a tap of another kernel.
        """
        del before, after
        return self

    def fitted(self, kind: SourceKind, channels: int, size: tuple[int, int]) -> Self:
        """Return these settings with a task that fits a source of ``kind``.

        ``channels`` and ``size`` (H, W) are the source's. If none fits, they are returned unchanged, and the engine
        reports why.
        """
        del kind, channels, size
        return self

    def step_bytes(self, channels: int, size: tuple[int, int]) -> int | None:
        """Return an estimate of the bytes of a training step on a copy of ``size`` (H, W); None if unknown."""
        del channels, size
        return None

    def reads_whole(self, kind: SourceKind) -> bool:
        """Return whether a source of ``kind`` is computed with at full size, whatever the working size."""
        del kind
        return False

    def shows_single_channels(self, kind: SourceKind) -> bool:
        """Return whether the output's channels are not colours, in which case one channel is shown at first."""
        del kind
        return False


_live_defaults_of: dict[type[LabSpec | TaskSpec], dict[str, Any]] = {}


def _live_defaults(kind: type[LabSpec | TaskSpec]) -> dict[str, Any]:
    """Return the defaults of the live fields; cached, because documents are compared at every move of a drag."""
    found = _live_defaults_of.get(kind)
    if found is None:
        assert issubclass(kind, Struct)
        fields = msgspec.structs.fields(kind)
        found = {field.name: field.default for field in fields if field.name in kind.live_fields}
        _live_defaults_of[kind] = found
    return found


LABS: Family[LabSpec] = Family(LabSpec, "lab")
"""Every lab's settings, in the order of the lab switch."""
