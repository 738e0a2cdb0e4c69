"""The upsamplers that take part in a training: those that learn, with their optimisers, and those that are fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from vizapp.document.upsamplers import UpsamplerSpec
from vizapp.labs.subpixel.checkerboard import checkerboard
from vizapp.labs.subpixel.quality import Quality
from vizapp.labs.subpixel.tasks.super_resolve import SuperResolve, reduce
from vizapp.models.adam import AMSGrad
from vizapp.models.enlarging import EnlargingNetwork
from vizapp.models.interpolation import INTERPOLATIONS
from vizapp.models.upsamplers import TransposedNetwork, make_network


@dataclass(frozen=True, eq=False)
class FixedRun:
    """An interpolation.

    Attributes:
        name: of its upsampler.
        residual: (1, 1, H, W), by how much its luma differs from bicubic enlargement.
        output: (1, 1|3, H, W), the picture that it gives.
        quality: of that, on the part held out.
        checkerboard: what it makes of even greys, in grey levels of 255.
    """

    name: str
    residual: Tensor
    output: Tensor
    quality: Quality
    checkerboard: float


class TrainedRun:
    """A network that learns what is to be added to bicubic enlargement.

    Attributes:
        name: of its upsampler.
        network: what learns.
        phases: the order in which its phases are put into place.
    """

    def __init__(self, name: str, network: EnlargingNetwork, learning_rate: float) -> None:
        self.name = name
        self.network = network
        self.phases: tuple[int, ...] | None = None
        self._optimiser = AMSGrad(network.parameter_groups(), learning_rate)

    def set_learning_rate(self, learning_rate: float) -> None:
        self._optimiser.learning_rate = learning_rate

    def residual(self, reduced: Tensor) -> Tensor:
        """Return what is to be added to bicubic enlargement, (B, 1, h·r, w·r), for ``reduced`` (B, 1, h, w)."""
        residual: Tensor = self.network(reduced, self.phases)
        return residual

    def checkerboard(self) -> float:
        """Return the checkerboard measure of the network alone, in grey levels; the phase order is no part of it."""
        network, device = self.network, next(self.network.parameters()).device

        def upsample(greys: Tensor) -> Tensor:
            # What the convolutions at low resolution make of an even grey is even.
            even = network.features_of_even(greys[..., 0, 0])[..., None, None]
            return network.residual_of(even.expand(-1, -1, *greys.shape[2:]).contiguous())

        return checkerboard(upsample, network.upscale_factor, reach=network.reach - network.body_reach, device=device)

    def update(self) -> None:
        """Take the step that the gradients ask for."""
        self._optimiser.step()

    def state(self) -> dict[str, Any]:
        """Return copies of parameters and optimiser."""
        parameters = {name: tensor.detach().clone() for name, tensor in self.network.state_dict().items()}
        return {"network": parameters, "optimiser": self._optimiser.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to a :meth:`state`."""
        self.network.load_state_dict(state["network"])
        self._optimiser.restore(state["optimiser"])


def make_fixed_run(spec: UpsamplerSpec, task: SuperResolve, target: Tensor) -> FixedRun:
    """Return an interpolation of the reduced copy of ``target`` (1, 1|3, H, W); the task is of its luma."""
    r = task.upscale_factor
    interpolate = INTERPOLATIONS[spec.tag()]
    residual = interpolate(task.reduced, r) - task.bicubic
    output = interpolate(reduce(target.cpu(), r).to(target.device), r)
    pattern = checkerboard(lambda greys: interpolate(greys, r), r)
    return FixedRun(spec.name, residual, output, task.quality_of(residual), pattern)


def make_trained_run(
    spec: UpsamplerSpec,
    task: SuperResolve,
    features: Sequence[int],
    seed: int,
    learning_rate: float,
    *,
    even_kernels: bool = False,
) -> TrainedRun:
    """Return a network at step 0; those of one ``seed`` have the same body.

    With ``even_kernels`` a transposed convolution begins with one weight at all places of each kernel.
    """
    generator = torch.Generator().manual_seed(seed)
    network = make_network(spec, task.upscale_factor, features, task.scales, generator)
    if even_kernels and isinstance(network, TransposedNetwork):
        network.even_out()
    return TrainedRun(spec.name, network.to(task.target.device), learning_rate)
