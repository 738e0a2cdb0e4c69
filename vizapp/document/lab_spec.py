"""What every lab's settings have in common: the base class of the family of labs, and that of their tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias

import msgspec
from msgspec import Struct

from vizapp.document.families import Family, Member

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment

SourceKind: TypeAlias = Literal["image", "feature_map"]


class TaskSpec(Member):
    """Settings of a task: what a mini-training is to learn. The base of each lab's family of tasks.

    Attributes:
        default_steps: how many training steps ``vizapp run`` does where none were asked for; 0 where nothing is
            trained.
    """

    __slots__ = ()
    default_steps: ClassVar[int] = 0

    @property
    def trains(self) -> bool:
        """Whether there is something to step."""
        return self.default_steps > 0

    def replaced(self, **changes: Any) -> Self:
        """Return these settings with other values for some fields, named as in the document."""
        assert isinstance(self, Struct)
        return msgspec.structs.replace(self, **changes)


class LabSpec(Member):
    """Settings of a lab: its operator, its task and its training.

    Attributes:
        live_fields: the fields that take effect in a running lab; a change of any other starts it again at step 0.
    """

    __slots__ = ()
    live_fields: ClassVar[frozenset[str]] = frozenset()

    @property
    def lab(self) -> str:
        """The name of the lab."""
        return self.tag()

    @property
    def task_spec(self) -> TaskSpec | None:
        """The settings of the task, or None in a lab that has one thing to do."""
        task = getattr(self, "task", None)
        return task if isinstance(task, TaskSpec) else None

    @property
    def trains(self) -> bool:
        """Whether there is something to step."""
        return self.task_spec is None or self.task_spec.trains

    def replaced(self, **changes: Any) -> Self:
        """Return these settings with other values for some fields, named as in the document."""
        assert isinstance(self, Struct)
        return msgspec.structs.replace(self, **changes)

    def with_task(self, task: TaskSpec) -> Self:
        """Return these settings with another task, and what it does not offer brought to what it does."""
        return self.replaced(task=task)

    def build_key(self) -> Self:
        """Return these settings with every live field at its default: equal for two that need no rebuilding."""
        return self.replaced(**_live_defaults(type(self)))

    def settled(self, before: Experiment, after: Experiment) -> Self:
        """Return these settings without what does not outlive the change from ``before`` to ``after``.

        ``after`` holds these settings. A lab drops here what a person has done by hand and what means something else
        now, such as a point placed at a tap of another kernel.
        """
        del before, after
        return self

    def fitted(self, kind: SourceKind, channels: int) -> Self:
        """Return these settings with a task that a source of ``kind`` with so many channels can be used for.

        Where nothing fits they are returned as they are, and the engine says why.
        """
        del kind, channels
        return self

    def step_bytes(self, channels: int, size: tuple[int, int]) -> int | None:
        """Return about how many bytes a training step takes on a copy of ``size`` (H, W); None if unknown."""
        del channels, size
        return None

    def shows_single_channels(self, kind: SourceKind) -> bool:
        """Tell whether the channels of the output are no colours, so that one at a time is shown at first."""
        del kind
        return False


_live_defaults_of: dict[type[LabSpec], dict[str, Any]] = {}


def _live_defaults(kind: type[LabSpec]) -> dict[str, Any]:
    """Return the defaults of the live fields; remembered, as documents are compared with every move of a drag."""
    found = _live_defaults_of.get(kind)
    if found is None:
        assert issubclass(kind, Struct)
        fields = msgspec.structs.fields(kind)
        found = {field.name: field.default for field in fields if field.name in kind.live_fields}
        _live_defaults_of[kind] = found
    return found


LABS: Family[LabSpec] = Family(LabSpec, "lab")
"""Every lab's settings, in the order of the lab switch."""
