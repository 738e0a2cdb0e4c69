"""The sub-pixel lab's overlap count: a transposed convolution of ones with a kernel of ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.labs.base import Answers, LabDescription
from vizapp.labs.pictures import make_picture
from vizapp.labs.sources import Sources
from vizapp.overlap import input_side, interior_counts
from vizapp.protocol.picture_answers import Channels, Picture
from vizapp.protocol.requests import PictureRequest, Request
from vizapp.value_picture import ValueRange
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.overlap_counts import overlap_words


class OverlapLab:
    """Counts how many inputs write to each output; a :class:`vizapp.labs.base.Lab` without training.

    A transposed convolution lays its kernel into the output once for each input, ``stride`` apart, and adds up what
    overlaps. With ones everywhere, the output is the number of kernels at each place.
    """

    name = SubpixelSpec.tag()
    trainer = None

    def __init__(self, experiment: Experiment, sources: Sources, device: torch.device) -> None:
        """Convolve; the task's kernel and stride are used, and the source is not."""
        del sources
        task = experiment.spec_of(SubpixelSpec).task
        assert isinstance(task, OverlapSpec)
        self._task = task
        side = input_side(task.kernel, task.stride)
        self._input = torch.ones(1, 1, side, side, device=device)
        kernel = torch.ones(1, 1, task.kernel, task.kernel, device=device)
        self._counts = functional.conv_transpose2d(self._input, kernel, stride=task.stride).round()

    @property
    def counts(self) -> Tensor:
        """(1, 1, H, W), whole numbers; nothing is padded or cut."""
        return self._counts

    def describe(self) -> LabDescription:
        """Say how many ones are read and how many outputs there are."""
        _, _, height, width = self._counts.shape
        return LabDescription(
            input_shape=(1, self._input.shape[2], self._input.shape[3]),
            output_shape=(1, height, width),
            notes=(lab_note("note.ones"),),
            reads_source=False,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Do nothing: no live setting has an effect."""

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        """Answer requests for pictures: "input" is the ones, every other name the counts, from black for 0."""
        del exact
        found = {
            name: self._drawn(request) for name, request in requests.items() if isinstance(request, PictureRequest)
        }
        return Answers(0, found, None)

    def input_picture(self, channel: int | None) -> tuple[Channels, Picture]:
        """Return the ones, drawn dark grey: each is an input, and no brightness."""
        del channel
        return (0,), make_picture(self._input[0], ValueRange(0.0, 4.0))

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return input and counts."""
        return (lambda: {"input": self._input, "output": self._counts},)

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return how many outputs are written to how often: all of them, and those inside, as in an endless map."""
        return (overlap_finding(self._task, self._counts),)

    def result_pictures(self) -> Mapping[str, Request]:
        """Return the counts."""
        return {"output": PictureRequest("output")}

    def _drawn(self, request: PictureRequest) -> Picture:
        if request.name == "input":
            return self.input_picture(None)[1]
        drawn = ValueRange(0.0, float(self._counts.max()))
        return make_picture(self._counts[0], drawn, request.region, request.max_pixels)


def overlap_finding(task: OverlapSpec, counts: Tensor) -> dict[str, Any]:
    """Return what stands in metrics.json about ``counts``, (1, 1, H, W).

    ``outputs`` holds how many outputs each count has, and ``value`` the distinct counts inside, where no input beyond
    the border would write: one alone where the overlap is even.
    """
    values, numbers = counts.long().unique(return_counts=True)
    inside = interior_counts(task.kernel, task.stride)
    return {
        "measure": "overlap",
        "value": list(inside),
        "kernel": task.kernel,
        "stride": task.stride,
        "outputs": {str(value): number for value, number in zip(values.tolist(), numbers.tolist(), strict=True)},
        "is_even": len(inside) == 1,
        "sentence": overlap_words(task.kernel, task.stride, inside),
    }
