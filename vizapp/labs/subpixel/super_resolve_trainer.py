"""Trains the networks of super-resolution, all on the same crops of the reduced image."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from vizapp.document.subpixel import SubpixelSpec
from vizapp.labs.base import DivergedError, TrainerState
from vizapp.labs.run_metrics import run_name
from vizapp.labs.subpixel.checkerboard import CHECKERBOARD
from vizapp.labs.subpixel.metrics import HELD_OUT_EVERY, PSNR, SSIM, metrics_of
from vizapp.labs.subpixel.quality import Quality
from vizapp.labs.subpixel.runs import FixedRun, TrainedRun
from vizapp.labs.subpixel.tasks.super_resolve import Batch, SuperResolve
from vizapp.protocol.metric import LOSS


class SuperResolveTrainer:
    """The network that is trained, and what it is compared with; a :class:`vizapp.labs.base.Trainer`.

    Every step draws one batch, which all of them learn on. A step with n networks costs n times as much.

    Attributes:
        main: the run that the settings name first. Its phases alone can be rearranged.
        runs: that, and after it those that are compared with it.
        metrics: what a step measures.
        revision: rises with every change of the parameters.
    """

    def __init__(
        self,
        main: TrainedRun,
        compared: Sequence[TrainedRun | FixedRun],
        task: SuperResolve,
        generator: torch.Generator,
        spec: SubpixelSpec,
    ) -> None:
        """Start at step 0; ``generator`` is the one that ``task`` draws its crops from."""
        self.main = main
        self.runs: tuple[TrainedRun | FixedRun, ...] = (main, *compared)
        self.task = task
        self.metrics = metrics_of([run.name for run in self.runs], task.bicubic_quality().psnr)
        self.step_count = 0
        self.revision = 0
        self._trained = [run for run in self.runs if isinstance(run, TrainedRun)]
        self._fixed = [run for run in self.runs if isinstance(run, FixedRun)]
        self._generator = generator
        self.adjust(spec)

    def run_of(self, name: str | None) -> TrainedRun | FixedRun:
        """Return the run of this name; the main one for None, or where there is none."""
        return next((run for run in self.runs if run.name == name), self.main)

    def adjust(self, spec: SubpixelSpec) -> None:
        """Take over phase order and learning rate."""
        self.main.phases = spec.phases
        for run in self._trained:
            run.set_learning_rate(spec.learning_rate)

    def step(self) -> dict[str, float]:
        """Do one training step; return the loss of each run, and of every tenth step what :meth:`measures` does.

        All as they were before the update; what was not measured is NaN.

        Raises:
            DivergedError: a loss or an offset is no longer finite.
        """
        measured = self._held_out() if self.step_count % HELD_OUT_EVERY == 0 else {}
        losses = self._losses(self.task.batch([run.residual for run in self._fixed]))
        numbers = torch.stack(list(losses.values())).tolist()  # one wait for the device
        if not all(math.isfinite(number) for number in numbers):
            raise DivergedError("training.loss-not-finite")
        torch.stack([loss for loss in losses.values() if loss.requires_grad]).sum().backward()
        for run in self._trained:
            run.update()
        self.step_count += 1
        self.revision += 1
        known = measured | dict(zip(losses, numbers, strict=True))
        return {metric.name: known.get(metric.name, math.nan) for metric in self.metrics}

    def measures(self) -> dict[str, float]:
        """Return what the present parameters reach, of every run.

        "psnr" (dB) and "ssim" are of the part held out, "checkerboard" (grey levels) of the upsampler alone.

        The loss is of random crops, so that it has no value between steps.
        """
        return self._held_out()

    @torch.no_grad()
    def final_measures(self) -> dict[str, float]:
        """Return the losses that the step to come would measure, whose crops are drawn again then, and the rest."""
        generator = self._generator.get_state()
        losses = self._losses(self.task.batch([run.residual for run in self._fixed]))
        self._generator.set_state(generator)
        return {name: float(loss) for name, loss in losses.items()} | self.measures()

    def named(self, measured: Mapping[str, tuple[Quality, float]]) -> dict[str, float]:
        """Return measures by the names of their metrics.

        ``measured`` has the quality and the checkerboard of each run by its name.
        """
        named: dict[str, float] = {}
        for run, ((psnr, ssim), checkerboard) in measured.items():
            for metric, value in ((PSNR, psnr), (SSIM, ssim), (CHECKERBOARD, checkerboard)):
                named[self._name(metric.name, run)] = value
        return named

    def state(self) -> TrainerState:
        """Return copies of parameters, optimisers and random state, and the number of steps."""
        return {
            "runs": [run.state() for run in self._trained],
            "generator": self._generator.get_state(),
            "step_count": self.step_count,
        }

    def restore(self, state: TrainerState) -> None:
        """Go back to a :meth:`state`."""
        for run, kept in zip(self._trained, state["runs"], strict=True):
            run.restore(kept)
        self._generator.set_state(state["generator"])
        self.step_count = state["step_count"]
        self.revision += 1

    def _name(self, metric: str, run: str) -> str:
        return metric if run == self.main.name else run_name(metric, run)

    def _losses(self, batch: Batch) -> dict[str, Tensor]:
        """Return the loss () of each run by the name of its metric.

        Raises:
            DivergedError: what a network reads at is no longer finite.
        """
        losses: dict[str, Tensor] = {}
        given = iter(batch.given)
        for run in self.runs:
            name = self._name(LOSS.name, run.name)
            if isinstance(run, FixedRun):
                losses[name] = self.task.loss(next(given), batch)
                continue
            try:
                losses[name] = self.task.loss(run.residual(batch.reduced), batch)
            except ValueError:
                raise DivergedError("training.offsets-not-finite") from None
        return losses

    def _held_out(self) -> dict[str, float]:
        try:
            return self.named({run.name: self._measured(run) for run in self.runs})
        except ValueError:
            raise DivergedError("training.offsets-not-finite") from None

    def _measured(self, run: TrainedRun | FixedRun) -> tuple[Quality, float]:
        if isinstance(run, FixedRun):
            return run.quality, run.checkerboard
        return self.task.held_out_quality(run.network, run.phases), run.checkerboard()
