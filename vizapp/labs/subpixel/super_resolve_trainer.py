"""Trains the super-resolution network on crops of the reduced image."""

from __future__ import annotations

import math

import msgspec
import torch

from vizapp.document.subpixel import SubpixelSpec
from vizapp.labs.base import TrainerState
from vizapp.labs.subpixel.checkerboard import CHECKERBOARD, checkerboard
from vizapp.labs.subpixel.tasks.super_resolve import SuperResolve
from vizapp.models.adam import AMSGrad
from vizapp.models.espcn import ESPCN
from vizapp.protocol.messages import Metric

_PSNR = Metric(
    "psnr",
    "PSNR on the held-out part",
    unit="dB",
    lower_is_better=False,
    every=10,
    decimals=2,
    explanation="Of luma, on the right part of the picture, which training never sees. 6 dB more is half the error "
    "(RMS).",
)


class SuperResolveTrainer:
    """A network, its task, its optimiser and its random state; a :class:`vizapp.labs.base.Trainer`.

    Attributes:
        revision: rises with every change of the parameters.
    """

    def __init__(self, network: ESPCN, task: SuperResolve, generator: torch.Generator, spec: SubpixelSpec) -> None:
        """Start at step 0; ``generator`` is the one that ``task`` draws its crops from."""
        self.network = network
        self.task = task
        self.step_count = 0
        self.revision = 0
        self._generator = generator
        self._optimiser = AMSGrad(network.parameter_groups(), spec.learning_rate)
        self._phases = spec.phases

    def psnr_metric(self, bicubic: float) -> Metric:
        """Return the metric beside the loss, with what bicubic interpolation reaches, in dB."""
        return msgspec.structs.replace(_PSNR, references={"bicubic": bicubic})

    def adjust(self, spec: SubpixelSpec) -> None:
        """Take over phase order and learning rate."""
        self._phases = spec.phases
        self._optimiser.learning_rate = spec.learning_rate

    def step(self) -> dict[str, float]:
        """Do one training step; return "loss", and of every tenth step what :meth:`measures` does, otherwise NaN.

        All as they were before the update.
        """
        measured = dict.fromkeys((_PSNR.name, CHECKERBOARD.name), math.nan)
        if self.step_count % _PSNR.every == 0:
            measured = self.measures()
        batch = self.task.batch()
        loss = self.task.loss(self.network(batch.reduced, self._phases), batch)
        loss.backward()
        self._optimiser.step()
        self.step_count += 1
        self.revision += 1
        return {"loss": float(loss.detach()), **measured}

    def checkerboard(self) -> float:
        """Return the checkerboard measure of the network alone, in grey levels; the phase order is no part of it."""
        device = self.task.reduced.device
        return checkerboard(self.network, self.network.upscale_factor, reach=self.network.reach, device=device)

    def measures(self) -> dict[str, float]:
        """Return "psnr" (dB, held-out part) and "checkerboard" (grey levels) of the present parameters.

        The loss is of random crops, so that it has no value between steps.
        """
        psnr = self.task.held_out_psnr(self.network, self._phases)
        return {_PSNR.name: psnr, CHECKERBOARD.name: self.checkerboard()}

    @torch.no_grad()
    def final_measures(self) -> dict[str, float]:
        """Return the loss that the step to come would measure, whose crops are drawn again then, and the rest."""
        generator = self._generator.get_state()
        batch = self.task.batch()
        self._generator.set_state(generator)
        loss = self.task.loss(self.network(batch.reduced, self._phases), batch)
        return {"loss": float(loss), **self.measures()}

    def state(self) -> TrainerState:
        """Return copies of parameters, optimiser and random state, and the number of steps."""
        parameters = {name: tensor.detach().clone() for name, tensor in self.network.state_dict().items()}
        return {
            "network": parameters,
            "optimiser": self._optimiser.state(),
            "generator": self._generator.get_state(),
            "step_count": self.step_count,
        }

    def restore(self, state: TrainerState) -> None:
        """Go back to a :meth:`state`."""
        self.network.load_state_dict(state["network"])
        self._optimiser.restore(state["optimiser"])
        self._generator.set_state(state["generator"])
        self.step_count = state["step_count"]
        self.revision += 1
