"""The settings of the deformable lab's tasks; :mod:`vizapp.labs.deformable.tasks` holds their computations."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from msgspec import Meta, Struct

from vizapp.document.families import Family
from vizapp.document.lab_spec import TaskSpec
from vizapp.document.offset_branch import Modulation, OffsetBranchSpec
from vizapp.geometry import ConvGeometry

Warp: TypeAlias = Literal["rotation", "swirl", "barrel"]
_VALUE_BYTES = 4


class DeformableTaskSpec(TaskSpec):
    """Base of the tasks of the deformable lab.

    Attributes:
        branch: the offset branch that is trained unless the layer's settings name another one.
        own_operator: whether the task decides the kernel, how it reads and that it is not trained, so that the
            layer's settings of these have no effect.
        own_branch: whether the task decides what gives the offsets, so that the layer's settings of that have no
            effect.
        takes_points: whether points can be placed by hand.
        hides_points: whether the points of one layer are to be found, which several layers find in many ways.
        exact_input: whether the layer reads a source of any size scaled to just one, :meth:`size_read`.
        reads_any_numbers: whether the source may hold NaN, infinity and numbers of any size, as nothing is trained.
    """

    __slots__ = ()
    branch: ClassVar[OffsetBranchSpec] = OffsetBranchSpec()
    own_operator: ClassVar[bool] = False
    own_branch: ClassVar[bool] = False
    takes_points: ClassVar[bool] = True
    hides_points: ClassVar[bool] = False
    exact_input: ClassVar[bool] = False
    reads_any_numbers: ClassVar[bool] = False

    @property
    def decided(self) -> tuple[int, int, Modulation]:
        """The offset groups, groups and modulation of a task that decides the operator itself."""
        return 1, 1, "none"

    def geometry_of(self, chosen: ConvGeometry) -> ConvGeometry:
        """Return the geometry of the layer, where its settings describe ``chosen``."""
        return chosen

    def input_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return (H, W) of what the layer reads of a working copy of ``size`` (H, W)."""
        return size

    def size_read(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return (H, W) that a source of ``size`` is scaled to, where the task says so with ``exact_input``."""
        return size

    def channels_read(self, channels: int) -> int:
        """Return how many channels the layer reads of a source of ``channels``."""
        return channels

    def step_bytes(self, channels: int, size: tuple[int, int]) -> int | None:
        """Return an estimate of the bytes of a training step on a copy of ``size`` (H, W).

        None: the layer's own estimate holds, which follows from its kernel.
        """
        del channels, size
        return None

    def kernel_outputs(self, points: int) -> int:
        """Return how many output channels it takes to tell ``points`` sampling points of a unit apart."""
        return points

    def lower_weights(self, taps: int) -> tuple[float, ...]:
        """Return the weights (K,) of the taps of a layer below the last, the same for every channel.

        They take the mean of what is read: at rest the last layer reads the source, a little smoothed, and every tap
        counts as much as any other.
        """
        return (1 / taps,) * taps


DEFORMABLE_TASKS: Family[DeformableTaskSpec] = Family(DeformableTaskSpec, "task")


@DEFORMABLE_TASKS.add
class HiddenRuleSpec(
    Struct,
    DeformableTaskSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="hidden-rule",
    tag_field="name",
    kw_only=True,
):
    """Settings of the task of finding the hidden rule by which the picture moves the taps of a fixed kernel.

    The rule is a 3×3 convolution of the smoothed picture, bounded by ``bound``, so that offsets differ from unit to
    unit. ``strength`` is the standard deviation of a component of its offsets over the units before they are bounded.
    Strength, bound and ``smoothing`` (the standard deviation of a Gaussian) are in input pixels.
    """

    default_steps: ClassVar[int] = 200
    hides_points: ClassVar[bool] = True
    branch: ClassVar[OffsetBranchSpec] = OffsetBranchSpec(smoothing=4.0, bound=4.0, rate_factor=4.0)

    strength: Annotated[float, Meta(ge=0, le=4)] = 1.5
    smoothing: Annotated[float, Meta(ge=0, le=16)] = 4.0
    bound: Annotated[float, Meta(ge=0.5, le=8)] = 4.0


@DEFORMABLE_TASKS.add
class HiddenTapsSpec(
    Struct,
    DeformableTaskSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="hidden-taps",
    tag_field="name",
    kw_only=True,
):
    """Settings of the task of finding the hidden constant shift (dy, dx) of each tap of a fixed kernel.

    ``max_shift`` bounds each component of a shift, in input pixels. ``out_channels`` is the number of output channels
    of the fixed kernel: with nine or more the taps can be told apart. A kernel with more taps gets one output per
    tap.
    """

    default_steps: ClassVar[int] = 200
    hides_points: ClassVar[bool] = True
    # The points find a common shift before the field varies; at four times, some fields on a brick wall converged to
    # a local minimum 0.2 px away.
    branch: ClassVar[OffsetBranchSpec] = OffsetBranchSpec(bias_rate=8.0)

    max_shift: Annotated[float, Meta(ge=0, le=8)] = 2.5
    out_channels: Annotated[int, Meta(ge=9, le=64)] = 9

    def kernel_outputs(self, points: int) -> int:
        return max(self.out_channels, points)


@DEFORMABLE_TASKS.add
class RectifySpec(
    Struct,
    DeformableTaskSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="rectify",
    tag_field="name",
    kw_only=True,
):
    """Settings of the task of undoing a warp of the picture: one tap with a fixed kernel looks for each pixel.

    The layer reads the middle of the picture after the warp, and its target is the middle before the warp. ``warp``
    names the warp, each of which has a strength of its own: ``rotation`` and ``swirl`` are angles in degrees,
    clockwise on the screen, the latter in the middle of the swirl; ``barrel`` is the coefficient k of r·(1 + k·r²),
    with r in halves of the longest side of what is read.
    """

    default_steps: ClassVar[int] = 300
    own_operator: ClassVar[bool] = True
    # A map of single offsets, or a layer without a hidden one, does not find a warp of many pixels.
    branch: ClassVar[OffsetBranchSpec] = OffsetBranchSpec(kind="position", scale=10.0, rate_factor=0.2)

    warp: Warp = "rotation"
    rotation: Annotated[float, Meta(ge=-45, le=45)] = 10.0
    swirl: Annotated[float, Meta(ge=-90, le=90)] = 40.0
    barrel: Annotated[float, Meta(ge=0, le=0.5)] = 0.2

    @property
    def strength(self) -> float:
        """The strength of the warp that is chosen."""
        return {"rotation": self.rotation, "swirl": self.swirl, "barrel": self.barrel}[self.warp]

    def kernel_outputs(self, points: int) -> int:
        """Return 1 for each channel of the input; the number of channels is the picture's."""
        return points

    def geometry_of(self, chosen: ConvGeometry) -> ConvGeometry:
        del chosen
        return ConvGeometry.aligned(1)

    def input_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return two thirds of the copy, so that the warp brings in content from outside the middle.

        An even number of rows and columns is cut off, so that the middle has whole pixels.
        """
        height, width = (side - 2 * round(side / 6) for side in size)
        return height, width

    def step_bytes(self, channels: int, size: tuple[int, int]) -> int:
        """Return an estimate for the branch's two hidden layers, and maps of input, target and output."""
        rows, columns = self.input_size(size)
        return _VALUE_BYTES * (400 + 12 * channels) * rows * columns


@DEFORMABLE_TASKS.add
class ScaledShapesSpec(
    Struct,
    DeformableTaskSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="scaled-shapes",
    tag_field="name",
    kw_only=True,
):
    """Settings of the task of recognising shapes at scales that were not learned, by moving the taps of a classifier.

    The source is not used. What is shown is one shape, ``shape`` of
    :data:`vizapp.labs.deformable.shapes.drawn.CLASSES`, at ``scale``, and the points of convolution ``layer`` of the
    classifier, counted from 1; all three can be changed while training goes on.
    """

    default_steps: ClassVar[int] = 270
    first_steps: ClassVar[int] = 150
    """How many steps train the classifier on one size, before its offsets learn."""
    rate_factor: ClassVar[float] = 0.1
    own_operator: ClassVar[bool] = True
    own_branch: ClassVar[bool] = True
    own_pictures: ClassVar[bool] = True
    takes_points: ClassVar[bool] = False
    live_fields: ClassVar[frozenset[str]] = frozenset({"layer", "shape", "scale"})
    layers: ClassVar[dict[int, ConvGeometry]] = {
        2: ConvGeometry.aligned(3, 2, 1),
        3: ConvGeometry.aligned(3, 4, 2),
        4: ConvGeometry.aligned(3, 4, 4),
    }
    """Where the taps of each convolution lie in the picture: what precedes it has reduced the picture."""

    layer: Literal[2, 3, 4] = 4
    shape: Annotated[int, Meta(ge=0, le=7)] = 4
    scale: Annotated[float, Meta(ge=0.4, le=1.8)] = 1.6

    def geometry_of(self, chosen: ConvGeometry) -> ConvGeometry:
        del chosen
        return self.layers[self.layer]

    def input_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return the size of a drawn shape."""
        del size
        return 32, 32

    def step_bytes(self, channels: int, size: tuple[int, int]) -> int:
        """Return an estimate, which does not depend on the source: some 100 MB for a batch of shapes."""
        del channels, size
        return 100_000_000


@DEFORMABLE_TASKS.add
class HandSetSpec(
    Struct,
    DeformableTaskSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="hand-set",
    tag_field="name",
    kw_only=True,
):
    """Settings of a layer that learns nothing: its offsets are set by hand, and so are the weights of its kernel.

    ``weights`` are those of the taps, the same for every input channel; () is 1 for each. There is one output.
    """

    branch: ClassVar[OffsetBranchSpec] = OffsetBranchSpec(kind="none")

    weights: Annotated[tuple[Annotated[float, Meta(ge=-1e6, le=1e6)], ...], Meta(max_length=49)] = ()

    def kernel_outputs(self, points: int) -> int:
        del points
        return 1

    def tap_weights(self, taps: int) -> tuple[float, ...]:
        """Return the weights (K,) of a kernel of ``taps`` taps, K; those that are missing are 1."""
        return (*self.weights, *[1.0] * taps)[:taps]

    def lower_weights(self, taps: int) -> tuple[float, ...]:
        """Return those that are set by hand: every layer has them."""
        return self.tap_weights(taps)
