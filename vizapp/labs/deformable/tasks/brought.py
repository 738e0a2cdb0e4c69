"""A layer that learns nothing and reads at offsets that were brought, with the kernel that was brought with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from vizapp.document.brought import BroughtSpec
from vizapp.labs.brought import BroughtArrays
from vizapp.labs.deformable.offset_convolution import OffsetConvolution
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import SHARE_OF_VARIANCE, Aim, MeasuresNothing, TaskInput
from vizapp.models.branch_base import OffsetBranch
from vizapp.models.brought_branch import BroughtBranch
from vizapp.models.deformable_layer import DeformableLayer
from vizapp.offset_maps.layouts import decode
from vizapp.problem import Problem
from vizapp.protocol.metric import Metric
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.problems import ProblemError

_LUMA = (0.299, 0.587, 0.114)


class Brought(MeasuresNothing):
    """The layer of the brought arrays; a :class:`.base.DeformableTask` and a :class:`.base.GivesBranch`.

    Its target is the output that was brought, or what the plain convolution gives. Without a weight there is one
    output, the mean of what all taps read in all channels; with an output and without a bias, a constant of each
    output channel is fitted.

    Attributes:
        offset: (1, 2·G·K, oh, ow), as brought, in torchvision's layout; may hold NaN and infinity.
    """

    loss_metric: ClassVar[Metric] = SHARE_OF_VARIANCE

    def __init__(self, settings: BroughtSpec, given: TaskInput) -> None:
        """Put the arrays together.

        Raises:
            ProblemError: there are none, or they do not fit the settings or the source.
        """
        arrays = given.brought
        if arrays is None:
            raise ProblemError("brought.not-there", "task")
        self._settings = settings
        self._geometry = geometry = settings.own_geometry
        groups, units = settings.offset_groups, geometry.output_size(*given.picture.size)
        points = groups * geometry.taps
        _require("offsets", arrays.offsets, (2 * points, *units))
        for role, shape in (("mask", (points, *units)), ("output", (settings.outputs, *units))):
            _require(role, getattr(arrays, role), shape)
        _require("bias", arrays.bias, (settings.outputs,))
        read = self.read_of(given.picture)
        like = read.values
        decoded = decode(arrays.offsets, geometry.taps, groups, settings.layout)
        self.offset = _tensor(np.ascontiguousarray(decoded).reshape(1, 2 * points, *units), like)
        self._mask = None if arrays.mask is None else _tensor(arrays.mask[None], like)
        self.kernel = self._kernel_of(arrays, read)
        self.bias = None if arrays.bias is None else _finite(_tensor(arrays.bias, like))
        self._given: Tensor | None = None
        if arrays.output is not None and arrays.weight is not None:
            self._given = _finite(_tensor(arrays.output[None], like))
            self.bias = self._fitted_bias(read, self._given) if self.bias is None else self.bias
        self.aim = self.aim_at(given.picture)
        # An even target has no deviation, but nothing is trained that would be measured by it.
        self.deviation = float(self.aim.target.cpu().double().std(correction=0)) or 1.0

    @property
    def notes(self) -> tuple[Problem, ...]:
        if not self._settings.has("weight"):
            return (lab_note("note.default-kernel", taps=self._geometry.taps),)
        if self._given is not None and not self._settings.has("bias"):
            return (lab_note("note.fitted-bias"),)
        return ()

    def offset_branch(self) -> OffsetBranch:
        """Return the branch that gives the brought offsets and masks."""
        return BroughtBranch(self.offset, self._mask)

    def read_of(self, picture: PictureInput) -> PictureInput:
        """Return the picture, or a grey copy of it for each offset group where its channels cannot be divided."""
        channels = self._settings.channels_read(picture.channels)
        if channels == picture.channels:
            return picture
        weights = _LUMA if picture.channels == len(_LUMA) else (1 / picture.channels,) * picture.channels
        grey = (picture.values * picture.values.new_tensor(weights).reshape(1, -1, 1, 1)).sum(1, keepdim=True)
        return PictureInput(grey.expand(-1, channels, -1, -1).contiguous())

    def smoothing(self, step: int) -> float:
        del step
        return 0.0

    def aim_at(self, picture: PictureInput) -> Aim:
        if self._given is not None:
            return Aim(self._given, None)
        geometry = self._geometry
        target = functional.conv2d(
            self.read_of(picture).values,
            self.kernel,
            self.bias,
            geometry.stride,
            geometry.padding,
            geometry.dilation,
            self._settings.groups,
        )
        return Aim(target, None)

    def loss(self, output: Tensor, aim: Aim) -> Tensor:
        """Return how far the output is from the target, as a share of its variance."""
        return ((output - aim.target) / self.deviation).square().mean()

    @torch.no_grad()
    def _fitted_bias(self, read: PictureInput, output: Tensor) -> Tensor:
        """Return (O,), what the layer's output lacks on average over the units that all of it is known of."""
        kernel, geometry = self.kernel, self._geometry
        layer = DeformableLayer(
            kernel,
            self.offset_branch(),
            geometry,
            offset_groups=self._settings.offset_groups,
            modulation=self._settings.decided[2],
        )
        convolve = OffsetConvolution(read.values, kernel, geometry, self._settings.offset_groups)
        made = layer.read(convolve, layer.sampling(read.read(0.0)), None)
        lacking = (output - made.output)[0]
        whole = lacking.isfinite().all(0)
        if made.broken is not None:
            whole = whole & ~made.broken[0].any(0)
        return lacking.masked_fill(~whole, 0).sum((1, 2)) / whole.sum().clamp(min=1)

    def _kernel_of(self, arrays: BroughtArrays, read: PictureInput) -> Tensor:
        settings, size = self._settings, self._geometry.kernel_size
        if read.channels % settings.groups:
            fitting = (read.channels, settings.groups)
            raise ProblemError("brought.groups", "task", channels=fitting[0], groups=fitting[1])
        shape = (settings.outputs, read.channels // settings.groups, *size)
        if arrays.weight is None:
            return read.values.new_full(shape, 1 / (self._geometry.taps * shape[1]))
        if arrays.weight.ndim == 4 and arrays.weight.shape[1] != shape[1]:
            reads = arrays.weight.shape[1] * settings.groups
            raise ProblemError("brought.weight-channels", "task", reads=reads, channels=read.channels)
        _require("weight", arrays.weight, shape)
        return _finite(_tensor(arrays.weight, read.values))


def _require(role: str, array: np.ndarray | None, shape: Sequence[int]) -> None:
    """Refuse an array of another shape.

    Raises:
        ProblemError: says which shape was expected.
    """
    if array is not None and array.shape != tuple(shape):
        raise ProblemError("brought.shape", "task", role=role, shape=array.shape, expected=tuple(shape))


def _tensor(array: np.ndarray, like: Tensor) -> Tensor:
    return torch.tensor(array).to(like)


def _finite(values: Tensor) -> Tensor:
    """Return values with 0 for those that are not finite: one in a kernel would make the whole output NaN."""
    return values.nan_to_num(0, 0, 0)
