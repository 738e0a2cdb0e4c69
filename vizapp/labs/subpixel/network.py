"""The sub-pixel lab's shuffle of a network's layer.

A network from a file reads the source, and the input map of one of its pixel shuffles is the feature map.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from vizapp.document.experiment import Experiment
from vizapp.document.working_size import default_working_size
from vizapp.labs.pictures import make_picture, shown_channels, value_range
from vizapp.labs.sources import Sources
from vizapp.labs.subpixel.network_run import NetworkRun, RunLayer, picture_for, run_network
from vizapp.labs.subpixel.shuffle import ShuffleLab, TakenMap, first_phases
from vizapp.labs.subpixel.spectrum import spectrum_answer
from vizapp.labs.subpixel.tasks.super_resolve import luma
from vizapp.protocol.answers import Answer
from vizapp.protocol.requests import NetworkRequest, PictureRequest, Request, SpectrumRequest
from vizapp.protocol.subpixel_answers import LayerReport, NetworkReport
from vizapp.value_picture import ValueRange
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.problems import ProblemError

NETWORK_OUTPUT = "network"
"""The name of the picture of what the network gives."""
_COLOURS = 3


class NetworkShuffleLab(ShuffleLab):
    """Rearranges the input map of a layer, as :class:`ShuffleLab` rearranges a feature map.

    Attributes:
        run: what the network has computed.
    """

    run: NetworkRun

    def _take(self, experiment: Experiment, sources: Sources, device: torch.device) -> TakenMap:
        """Compute the network on the source's working copy, and return the input map of the layer.

        Raises:
            ProblemError: there is no network, the source is no picture or too small, or the layer is none of the
                network's, or has another factor.
        """
        spec, source = self._spec, sources.trained
        wanted, network = spec.network, sources.network
        if wanted is None or network is None:
            raise ProblemError("network.not-there", "network")
        if source.kind != "image":
            raise ProblemError("network.needs-picture", "network")
        copy = source.of_size(experiment.working_size or default_working_size(device.type))
        run = run_network(network, copy, device, wanted.layer)
        layer, map_ = run.layer(wanted.layer), run.input_map(wanted.layer)
        assert layer is not None  # or it would have been refused
        assert map_ is not None
        r = spec.upscale_factor
        if layer.shuffle.upscale_factor != r:
            own = layer.shuffle.upscale_factor
            raise ProblemError("network.factor", "upscale_factor", layer=wanted.layer, own=own, factor=r)
        self.run, self._chosen, self._architecture = run, layer, network.network.architecture
        self._reads = (int(network.network.channels), *picture_for(network.network, copy).shape[2:])
        rows, columns = self._reads[1:]
        notes = source.notes(copy)
        if (rows, columns) != tuple(copy.shape[2:]):
            multiple = network.network.multiple
            notes += (lab_note("note.cut-to-multiples", size=(rows, columns), factor=multiple),)
        notes += (lab_note("note.network", architecture=self._architecture, layer=wanted.layer),)
        if any(side % whole for side, whole in zip(map_.shape[2:], (rows, columns), strict=True)):
            notes += (lab_note("note.network-pads", size=tuple(map_.shape[2:])),)
        channels = map_.shape[1] // r**2
        return TakenMap(
            map_,
            value_range(map_),
            first_phases(channels, spec) if channels == _COLOURS else (0,),
            notes,
            covered=(rows / copy.shape[2], columns / copy.shape[3]),
            reads_source=False,
        )

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return what a shuffle returns, and what the network gives, (1, C, H, W)."""
        return (*super().result_arrays(), lambda: {"network_output": self.run.output})

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return what a shuffle returns, and the measures of the network's layers and of its output."""
        return (*super().result_findings(), *self._findings())

    def result_pictures(self) -> Mapping[str, Request]:
        """Return what a shuffle returns, and what the network gives."""
        return {**super().result_pictures(), "network": PictureRequest(NETWORK_OUTPUT)}

    def _answer(self, request: Request) -> Answer | None:
        match request:
            case NetworkRequest():
                return self._report()
            case PictureRequest(name="network"):
                shown = shown_channels(request.channel, self.run.output.shape[1])
                planes = self.run.output[0, list(shown)]
                return make_picture(planes, ValueRange(0.0, 1.0), request.region, request.max_pixels)
            case SpectrumRequest(name="network"):
                shown = shown_channels(request.channel, self.run.output.shape[1])
                return spectrum_answer(luma(self.run.output[:, list(shown)])[0, 0], self.run.checkerboards.period)
            case _:
                return super()._answer(request)

    def _report(self) -> NetworkReport:
        _, channels, height, width = self.run.output.shape
        boards = self.run.checkerboards
        return NetworkReport(
            architecture=self._architecture,
            read_shape=(self._reads[0], self._reads[1], self._reads[2]),
            output_shape=(channels, height, width),
            layers=tuple(_layer_report(each) for each in self.run.layers),
            chosen=self.run.layers.index(self._chosen),
            period=boards.period,
            checkerboard=boards.output,
            picture_checkerboard=boards.picture,
        )

    def _findings(self) -> list[dict[str, Any]]:
        layers = [
            {
                "measure": "pattern share",
                "layer": each.shuffle.name,
                "upscale_factor": each.shuffle.upscale_factor,
                "input_shape": [each.shuffle.channels, *each.size],
                "value": _or_none(each.share),
                "sentence": "Of the variance of the detail of this layer's output, the share that is a pattern which "
                f"repeats every {each.shuffle.upscale_factor} pixels.",
            }
            for each in self.run.layers
        ]
        boards = self.run.checkerboards
        own = {
            "measure": "checkerboard",
            "layer": None,
            "period": boards.period,
            "value": _or_none(boards.output),
            "picture": _or_none(boards.picture),
            "sentence": f"The deviation between the means of the {boards.period}² phases of the network's output, in "
            "grey levels of 255; beside it that of the picture, enlarged by bicubic interpolation.",
        }
        return [*layers, own]


def _layer_report(layer: RunLayer) -> LayerReport:
    shuffle = layer.shuffle
    return LayerReport(shuffle.name, shuffle.upscale_factor, (shuffle.channels, *layer.size), layer.share)


def _or_none(value: float) -> float | None:
    return value if value == value else None  # NaN is not equal to itself
