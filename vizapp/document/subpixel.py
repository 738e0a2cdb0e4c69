"""The settings of the sub-pixel lab: a pixel shuffle, what its channels come from, and its training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from msgspec import Meta, Struct
from msgspec.structs import replace

from vizapp.document.lab_spec import LABS, LabSpec, SourceKind, TaskSpec
from vizapp.document.subpixel_tasks import MAX_SHUFFLE_FACTOR, ShuffleSpec, SubpixelTaskSpec, SuperResolveSpec
from vizapp.document.tile_layout import ChannelOrder, fitting_factors
from vizapp.document.values import LearningRate
from vizapp.document.watchpoint import Watchpoint

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment

UPSAMPLER_FIELDS = frozenset({"upsampler"})
"""The settings of super-resolve about what enlarges, and what is compared with it."""


@LABS.add
class SubpixelSpec(
    Struct, LabSpec, frozen=True, forbid_unknown_fields=True, tag="subpixel", tag_field="lab", kw_only=True
):
    """A pixel shuffle: its factor, its channel orders, which phase reads which channel, and its training.

    ``stored_as`` is the order in which the channels were stored: an image is taken apart in it, and of a feature map
    it says what the map is. ``read_as`` is the order in which the shuffle reads them; where it is another one, values
    land in other places than those that they belong to. ``phase_order[p]`` is the phase whose channel lands at phase
    p = i·r + j; empty means the identity. ``stop_when`` says when training pauses by itself.
    """

    live_fields: ClassVar[frozenset[str]] = frozenset({"read_as", "phase_order", "learning_rate", "stop_when"})

    task: SubpixelTaskSpec = SuperResolveSpec()
    upscale_factor: Annotated[int, Meta(ge=2, le=MAX_SHUFFLE_FACTOR)] = 2
    stored_as: ChannelOrder = "CRD"
    read_as: ChannelOrder = "CRD"
    phase_order: tuple[int, ...] = ()
    learning_rate: LearningRate = 2e-3
    stop_when: Watchpoint | None = None

    def __post_init__(self) -> None:
        phases = self.upscale_factor**2
        if self.phase_order and sorted(self.phase_order) != list(range(phases)):
            raise ValueError(
                f"phase_order is {self.phase_order}; for a factor of {self.upscale_factor} it must hold "
                f"each of 0 … {phases - 1} once"
            )
        if self.upscale_factor > self.task.largest_factor:
            raise ValueError(
                f"{self.task.tag()} is offered for factors from 2 to {self.task.largest_factor}, "
                f"not {self.upscale_factor}"
            )

    @property
    def is_inverse(self) -> bool:
        """Whether the operator is the unshuffle, which takes an image or a feature map apart."""
        return isinstance(self.task, ShuffleSpec) and self.task.direction == "unshuffle"

    @property
    def order(self) -> ChannelOrder:
        """The channel order of the operator: the one that the shuffle reads, or that the unshuffle writes."""
        return self.stored_as if self.is_inverse else self.read_as

    @property
    def phases(self) -> tuple[int, ...]:
        """``phase_order`` with the identity written out, one entry per phase; the unshuffle has no other."""
        identity = tuple(range(self.upscale_factor**2))
        return identity if self.is_inverse else self.phase_order or identity

    def uses(self, field: str) -> bool:
        if field in UPSAMPLER_FIELDS:  # which are the task's
            return isinstance(self.task, SuperResolveSpec)
        return super().uses(field)

    def with_factor(self, upscale_factor: int) -> Self:
        """Return these settings with another r; the phase order is reset, because it refers to the old phases."""
        if upscale_factor == self.upscale_factor:
            return self
        return replace(self, upscale_factor=upscale_factor, phase_order=())

    def with_task(self, task: TaskSpec) -> Self:
        """Return these settings with another task, and r reduced to the largest that it allows."""
        assert isinstance(task, SubpixelTaskSpec)
        return replace(self.with_factor(min(self.upscale_factor, task.largest_factor)), task=task)

    def settled(self, before: Experiment, after: Experiment) -> Self:
        """Return these settings with the phase order reset if the source has changed, so that it is shown intact."""
        if before.source != after.source and self.phase_order == before.spec_of(SubpixelSpec).phase_order:
            return replace(self, phase_order=())
        return self

    def fitted(self, kind: SourceKind, channels: int, size: tuple[int, int]) -> Self:
        """Return these settings with a task for such a source: every task takes an image, a feature map is shuffled.

        The shuffle uses the present factor or, if that does not fit, the smallest that does. The unshuffle takes any
        number of channels.
        """
        del size
        fitting = fitting_factors(channels)
        if kind == "image" or not fitting or self.is_inverse:
            return self
        factor = self.upscale_factor if self.upscale_factor in fitting else fitting[0]
        task = self.task if isinstance(self.task, ShuffleSpec) else ShuffleSpec()
        order = self.phase_order if factor == self.upscale_factor else ()
        return replace(self, task=task, upscale_factor=factor, phase_order=order)

    def reads_whole(self, kind: SourceKind) -> bool:
        return kind == "feature_map" and isinstance(self.task, ShuffleSpec)

    def shows_single_channels(self, kind: SourceKind) -> bool:
        return kind == "feature_map" and isinstance(self.task, ShuffleSpec)
