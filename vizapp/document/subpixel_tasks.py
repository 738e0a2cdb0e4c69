"""The settings of the sub-pixel lab's tasks; :mod:`vizapp.labs.subpixel` holds their computations."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from msgspec import Meta, Struct

from vizapp.document.families import Family
from vizapp.document.lab_spec import TaskSpec
from vizapp.document.networks import NetworkLayer
from vizapp.document.upsamplers import MAX_COMPARED, ShuffleUpsampler, UpsamplerSpec

Direction: TypeAlias = Literal["shuffle", "unshuffle"]
"""From r² channels to the sub-pixels of an enlarged map, or back."""
EdgeFit: TypeAlias = Literal["cut", "pad"]
"""What becomes of a side that is no multiple of r: its last pixels are cut off, or zeros are put after them."""
ChannelFit: TypeAlias = Literal["refuse", "cut", "pad"]
"""What becomes of a map whose channels are no multiple of r²: nothing, or it is cut or padded likewise."""

MAX_SHUFFLE_FACTOR = 8
MAX_LEARNED_FACTOR = 4
"""The largest factor of super-resolve."""
MAX_OVERLAP = 9
OverlapSide: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_OVERLAP)]
"""The side of a transposed convolution's kernel, or its stride."""


class SubpixelTaskSpec(TaskSpec):
    """Base of the tasks of the sub-pixel lab.

    Attributes:
        largest_factor: the largest upscale factor that the task allows.
    """

    __slots__ = ()
    largest_factor: ClassVar[int] = MAX_SHUFFLE_FACTOR


SUBPIXEL_TASKS: Family[SubpixelTaskSpec] = Family(SubpixelTaskSpec, "task")


@SUBPIXEL_TASKS.add
class SuperResolveSpec(
    Struct,
    SubpixelTaskSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="super-resolve",
    tag_field="name",
    kw_only=True,
):
    """Settings of the task of restoring an image from its own reduced copy.

    ``upsampler`` is the one that is trained, looked into and rearranged; ``compared`` are others, trained or fixed,
    that work beside it on the same crops. With ``even_kernels`` those of transposed convolutions begin with one
    weight at all their places, so that at step 0 only the overlap can make a checkerboard.
    """

    default_steps: ClassVar[int] = 600
    largest_factor: ClassVar[int] = MAX_LEARNED_FACTOR

    upsampler: UpsamplerSpec = ShuffleUpsampler()
    compared: Annotated[tuple[UpsamplerSpec, ...], Meta(max_length=MAX_COMPARED)] = ()
    even_kernels: bool = False

    def __post_init__(self) -> None:
        if not self.upsampler.trains:
            raise ValueError(
                f"upsampler is {self.upsampler.name}, which has nothing to train; name it in compared, beside one "
                "that has"
            )

    @property
    def upsamplers(self) -> tuple[UpsamplerSpec, ...]:
        """The upsampler, and after it those that are compared with it, each once."""
        return tuple(dict.fromkeys((self.upsampler, *self.compared)))

    def compared_run(self, run: str | None) -> str | None:
        """Return ``run`` if it is one that is compared with the main one; otherwise None, which is the main one."""
        return run if any(each.name == run for each in self.upsamplers[1:]) else None


@SUBPIXEL_TASKS.add
class ShuffleSpec(
    Struct, SubpixelTaskSpec, frozen=True, forbid_unknown_fields=True, tag="shuffle", tag_field="name", kw_only=True
):
    """Settings of the task of rearranging the channels of a feature map or of an unshuffled image; trains nothing.

    Attributes:
        direction: whether channels become sub-pixels, or sub-pixels become channels.
        edge: what is done at the bottom and at the right of a picture that is taken apart, where it does not fit.
        spare_channels: what is done with a feature map that is shuffled and whose channels do not fit.
        network: the layer of a network whose input map is shuffled in place of the source; None is the source itself.
    """

    direction: Direction = "shuffle"
    edge: EdgeFit = "cut"
    spare_channels: ChannelFit = "refuse"
    network: NetworkLayer | None = None


@SUBPIXEL_TASKS.add
class OverlapSpec(
    Struct, SubpixelTaskSpec, frozen=True, forbid_unknown_fields=True, tag="overlap", tag_field="name", kw_only=True
):
    """Settings of the task of counting how often a transposed convolution writes to each output; trains nothing."""

    own_pictures: ClassVar[bool] = True

    kernel: OverlapSide = 3
    stride: OverlapSide = 2
