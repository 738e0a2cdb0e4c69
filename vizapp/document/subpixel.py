"""The settings of the sub-pixel lab: a pixel shuffle, what its channels come from, and its training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from msgspec import Meta, Struct
from msgspec.structs import replace

from vizapp.document.lab_spec import LABS, LabSpec, SourceKind, TaskSpec
from vizapp.document.networks import NetworkLayer
from vizapp.document.subpixel_changes import MAX_CHANGED_VALUES, ChangedValue, Puzzle
from vizapp.document.subpixel_tasks import (
    MAX_SHUFFLE_FACTOR,
    OverlapSpec,
    ShuffleSpec,
    SubpixelTaskSpec,
    SuperResolveSpec,
)
from vizapp.document.tile_layout import ChannelOrder, fitting_factors
from vizapp.document.values import LearningRate
from vizapp.document.watchpoint import Watchpoint
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment

_COLOURS = 3
UPSAMPLER_FIELDS = frozenset({"upsampler"})
"""The settings of super-resolve about what enlarges, and what is compared with it."""


_SHUFFLE_FIELDS = frozenset({"upscale_factor", "stored_as", "read_as", "phase_order"})


@LABS.add
class SubpixelSpec(
    Struct, LabSpec, frozen=True, forbid_unknown_fields=True, tag="subpixel", tag_field="lab", kw_only=True
):
    """A pixel shuffle: its factor, its channel orders, which phase reads which channel, and its training.

    ``stored_as`` is the order in which the channels were stored: an image is taken apart in it, and of a feature map
    it says what the map is. ``read_as`` is the order in which the shuffle reads them; where it is another one, values
    land in other places than those that they belong to. ``phase_order[p]`` is the phase whose channel lands at phase
    p = i·r + j; empty means the identity. ``stop_when`` says when training pauses by itself. ``changed_values`` and
    ``puzzle`` are of the shuffle only.
    """

    live_fields: ClassVar[frozenset[str]] = frozenset(
        {"read_as", "phase_order", "learning_rate", "stop_when", "changed_values", "puzzle"}
    )

    task: SubpixelTaskSpec = SuperResolveSpec()
    upscale_factor: Annotated[int, Meta(ge=2, le=MAX_SHUFFLE_FACTOR)] = 2
    stored_as: ChannelOrder = "CRD"
    read_as: ChannelOrder = "CRD"
    phase_order: tuple[int, ...] = ()
    learning_rate: LearningRate = 2e-3
    stop_when: Watchpoint | None = None
    changed_values: Annotated[tuple[ChangedValue, ...], Meta(max_length=MAX_CHANGED_VALUES)] = ()
    puzzle: Puzzle | None = None

    def __post_init__(self) -> None:
        phases = self.upscale_factor**2
        if self.phase_order and sorted(self.phase_order) != list(range(phases)):
            text = translate(
                "Document", "phase_order is {found}; for a factor of {factor} it must hold each of 0 … {last} once"
            )
            raise ValueError(text.format(found=self.phase_order, factor=self.upscale_factor, last=phases - 1))
        if self.upscale_factor > self.task.largest_factor:
            text = translate("Document", "{task} is offered for factors from 2 to {most}, not {factor}")
            values = {"most": self.task.largest_factor, "factor": self.upscale_factor}
            raise ValueError(text.format(task=self.task.tag(), **values))

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

    @property
    def puzzle_is_open(self) -> bool:
        """Whether there are swapped phases to be found: what says which they are has to be hidden."""
        return self.puzzle is not None and bool(self.phase_order)

    def uses(self, field: str) -> bool:
        """Return whether a setting has an effect: values and puzzle in the shuffle, upsamplers in super-resolve."""
        if field in ("changed_values", "puzzle"):
            return isinstance(self.task, ShuffleSpec) and not self.is_inverse
        if field in UPSAMPLER_FIELDS:  # which are the task's
            return isinstance(self.task, SuperResolveSpec)
        if isinstance(self.task, OverlapSpec) and field in _SHUFFLE_FIELDS:
            return False
        return super().uses(field)

    @property
    def judges(self) -> bool:
        return isinstance(self.task, SuperResolveSpec)

    @property
    def takes_network(self) -> bool:
        return isinstance(self.task, ShuffleSpec) and not self.is_inverse

    @property
    def network(self) -> NetworkLayer | None:
        """The layer of a network whose input map is shuffled; None where it is the source that is shuffled."""
        return self.task.network if isinstance(self.task, ShuffleSpec) and self.takes_network else None

    @property
    def uses_network(self) -> bool:
        return self.network is not None

    def with_factor(self, upscale_factor: int) -> Self:
        """Return these settings with another r; what refers to the old phases and channels is reset."""
        if upscale_factor == self.upscale_factor:
            return self
        return replace(self, upscale_factor=upscale_factor, phase_order=(), changed_values=(), puzzle=None)

    def with_task(self, task: TaskSpec) -> Self:
        """Return these settings with another task, and r reduced to the largest that it allows."""
        assert isinstance(task, SubpixelTaskSpec)
        return replace(self.with_factor(min(self.upscale_factor, task.largest_factor)), task=task)

    def settled(self, before: Experiment, after: Experiment) -> Self:
        """Return these settings without what a hand has changed in channels that are others now.

        The phase order is reset if the source has changed, so that it is shown intact.
        """
        was, settled = before.spec_of(SubpixelSpec), self
        other_source = before.source != after.source
        if other_source and self.phase_order == was.phase_order:
            settled = replace(settled, phase_order=(), puzzle=None)
        other_channels = (
            other_source
            or before.working_size != after.working_size
            or (was.task, was.upscale_factor, was.stored_as) != (self.task, self.upscale_factor, self.stored_as)
        )
        if other_channels and self.changed_values == was.changed_values:
            settled = replace(settled, changed_values=())
        if settled.puzzle is not None and not settled.uses("puzzle"):
            settled = replace(settled, puzzle=None)
        return settled if settled != self else self

    def fitted(self, kind: SourceKind, channels: int, size: tuple[int, int]) -> Self:
        """Return these settings with a task for such a source: an image is learned, a feature map is shuffled.

        The shuffle takes images as well, and stays. It uses the present factor or, if that does not fit, the
        smallest that does. The unshuffle takes any number of channels.
        """
        if self.task.own_pictures:  # it would not show what was opened
            return self.with_task(SuperResolveSpec()).fitted(kind, channels, size)
        if kind == "feature_map" and isinstance(self.task, ShuffleSpec) and self.task.network is not None:
            # A network reads pictures; who opens a feature map wants to see that.
            return self.with_task(replace(self.task, network=None)).fitted(kind, channels, size)
        fitting = fitting_factors(channels)
        if kind == "image" or not fitting or self.is_inverse:
            return self
        factor = self.upscale_factor if self.upscale_factor in fitting else fitting[0]
        task = self.task if isinstance(self.task, ShuffleSpec) else ShuffleSpec()
        return replace(self.with_factor(factor), task=task)

    def reads_whole(self, kind: SourceKind) -> bool:
        return kind == "feature_map" and isinstance(self.task, ShuffleSpec)

    def shows_single_channels(self, kind: SourceKind) -> bool:
        if self.network is not None:
            return self.network.channels != _COLOURS * self.upscale_factor**2
        return kind == "feature_map" and isinstance(self.task, ShuffleSpec)
