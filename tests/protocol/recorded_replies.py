"""Real replies of every kind, as frames, from an engine in this process that computes on small sources."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
from made_networks import LAYER, compact

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.lab_spec import SourceKind
from vizapp.document.networks import NetworkLayer
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.document.upsamplers import DySampleUpsampler
from vizapp.engine.failures import failure
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.deformable.density_overlay import DENSITY
from vizapp.gui.deformable.field_overlay import FIELD, TRUE_FIELD
from vizapp.gui.deformable.pins_overlay import PINS
from vizapp.gui.deformable.readers_overlay import READERS
from vizapp.gui.deformable.requests import KERNEL_DENSITY, OUTPUT, PLACED, PROBE, REPORT
from vizapp.gui.deformable.teach_overlay import TAUGHT
from vizapp.gui.deformable.tree_marks import ASKED as TREE
from vizapp.gui.request_names import JUDGEMENT, NETWORK
from vizapp.gui.subpixel.points_requests import POINTS
from vizapp.gui.subpixel.requests import (
    ARRANGEMENT,
    CHANNEL_MAPS,
    DISPLACED_COUNT,
    KERNELS,
    LOW_RESOLUTION,
    OUTPUT_SPECTRUM,
    PICKED,
    PICTURE,
    TILES,
)
from vizapp.keeping.curves import CurveTable
from vizapp.network_weights import WeightPart
from vizapp.protocol.commands import (
    Adjust,
    Command,
    Configure,
    Enlarge,
    ExportOffsets,
    GoTo,
    KeepCurves,
    Observe,
    Run,
    SaveExperiment,
    SetJudged,
    SetNetwork,
    SetSource,
    Step,
    Taken,
    Teach,
)
from vizapp.protocol.events import Enlarged, Exported, Failed, Taught
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved
from vizapp.protocol.messages import Reply
from vizapp.protocol.requests import (
    ArrangementRequest,
    ChannelMapsRequest,
    DisplacedRequest,
    FieldRequest,
    JudgementRequest,
    KernelDensityRequest,
    KernelsRequest,
    NetworkRequest,
    Observation,
    OffsetReportRequest,
    PictureRequest,
    PixelPointsRequest,
    PlacedRequest,
    ReadersRequest,
    Request,
    SpectrumRequest,
    SubpixelsRequest,
    TilesRequest,
    TreeRequest,
    UnitsRequest,
)
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.timeline import Arrived
from vizapp.protocol.wire import encode
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.weights import LoadedNetwork

UNIT = (5, 7)
"""The unit, or the pixel, that is read."""
STEPS = 12
_SIZE = (48, 64)
_DEFORMABLE: dict[str, Request] = {
    OUTPUT: PictureRequest("output"),
    REPORT: OffsetReportRequest(),
    PROBE: UnitsRequest((UNIT,), pushes=True, untrained=True),
    FIELD: FieldRequest(tap=2),
    TRUE_FIELD: FieldRequest("truth"),
    PINS: UnitsRequest(((0, 0), (47, 63)), 0, 0),
    DENSITY: PictureRequest("density"),
    TREE: TreeRequest(UNIT),
    READERS: ReadersRequest(UNIT),
    PLACED: PlacedRequest(),
    TAUGHT: FieldRequest("taught"),
    KERNEL_DENSITY: KernelDensityRequest(),
}
_SUBPIXEL: dict[str, Request] = {
    OUTPUT: PictureRequest("output"),
    TILES: TilesRequest(),
    LOW_RESOLUTION: PictureRequest("input"),
    PICKED: SubpixelsRequest(UNIT),
    ARRANGEMENT: ArrangementRequest(),
    CHANNEL_MAPS: ChannelMapsRequest(),
    DISPLACED_COUNT: DisplacedRequest(),
    OUTPUT_SPECTRUM: SpectrumRequest("output"),
    KERNELS: KernelsRequest(),
    POINTS: PixelPointsRequest(UNIT, "dysample"),
    JUDGEMENT: JudgementRequest(),
}
_NETWORK: dict[str, Request] = {
    OUTPUT: PictureRequest("output"),
    TILES: TilesRequest(),
    PICKED: SubpixelsRequest(UNIT),
    ARRANGEMENT: ArrangementRequest(),
    DISPLACED_COUNT: DisplacedRequest(),
    NETWORK: NetworkRequest(),
}
_UNSHUFFLE: dict[str, Request] = {
    PICTURE: PictureRequest(PICTURE),
    TILES: TilesRequest(),
    PICKED: SubpixelsRequest(UNIT),
}


@dataclass(frozen=True)
class Recording:
    """What an engine said about one document.

    Attributes:
        experiment: the document; a window shows it to see the replies as they are meant.
        source: what was computed from, and what is judged where a picture is.
        network: the network that the document names.
        replies: by kind ("Ready", "Snapshot", …), the last reply of that kind as frames.
    """

    name: str
    experiment: Experiment
    source: LoadedSource
    replies: dict[str, list[bytes]]
    network: LoadedNetwork | None = None


@cache
def recordings() -> tuple[Recording, ...]:
    """Return what engines say about both labs: about an image in each, and about a feature map that is shuffled.

    The last two are about an image that is taken apart, and about a layer of a network, which needs spandrel.
    """
    placed = DeformableSpec(placed_points=(PlacedPoint(Tap(0, 4), (0.5, -1.25), Unit(UNIT)),))
    learned = SubpixelSpec(task=SuperResolveSpec(compared=(DySampleUpsampler(),)))
    shuffled = SubpixelSpec(task=ShuffleSpec(), upscale_factor=2, stored_as="DCR")
    taken_apart = SubpixelSpec(task=ShuffleSpec(direction="unshuffle", edge="pad"), upscale_factor=3)
    layer = SubpixelSpec(task=ShuffleSpec(network=NetworkLayer("/nowhere/x2.pt", LAYER, 12)), upscale_factor=2)
    judged = Experiment(lab="subpixel", labs=(learned,), judged=Source("file", "/nowhere/made.png"), device="cpu")
    found = (
        _recorded("deformable", Experiment(labs=(placed,), device="cpu"), _DEFORMABLE, "image"),
        _recorded("super-resolve", judged, _SUBPIXEL, "image"),
        _recorded("shuffle", Experiment(lab="subpixel", labs=(shuffled,), device="cpu"), _SUBPIXEL, "feature_map"),
        _recorded("unshuffle", Experiment(lab="subpixel", labs=(taken_apart,), device="cpu"), _UNSHUFFLE, "image"),
    )
    if find_spec("spandrel") is None:
        return found
    read = Experiment(lab="subpixel", labs=(layer,), device="cpu")
    return (*found, _recorded("network", read, _NETWORK, "image", _network()))


def changed(frames: list[bytes], **fields: object) -> list[bytes]:
    """Return a message with other values in fields of its header."""
    return [msgspec.msgpack.encode({**msgspec.msgpack.decode(frames[0]), **fields}), *frames[1:]]


def source(kind: SourceKind) -> LoadedSource:
    """Return a small image, or a feature map of 12 channels, of random numbers."""
    random, (height, width) = np.random.default_rng(1), _SIZE
    image = random.integers(0, 256, (height, width, 3), dtype=np.uint8)
    if kind == "image":
        return LoadedSource("image", "noise.png", "PNG", image, image.copy(), image.copy())
    values = random.normal(size=(12, height, width)).astype(np.float32)
    return LoadedSource("feature_map", "map.npy", "npy", values, image[..., :1].copy(), image.copy())


def _network() -> LoadedNetwork:
    tensors = {name: tensor.numpy() for name, tensor in compact().items()}
    parts = tuple(WeightPart(name, "<f4", array.shape) for name, array in tensors.items())
    return LoadedNetwork(
        "x2.pt", parts, np.concatenate([each.reshape(-1) for each in tensors.values()]).view(np.uint8)
    )


def _recorded(
    name: str,
    experiment: Experiment,
    requests: dict[str, Request],
    kind: SourceKind,
    network: LoadedNetwork | None = None,
) -> Recording:
    engine = _RecordingEngine()
    engine.start()
    loaded = source(kind)
    engine.send(SetSource(1, kind, loaded.values))
    beside: list[Command] = []
    if experiment.judged is not None:
        beside.append(SetJudged(1, loaded.values))
    if network is not None:
        beside.append(SetNetwork(1, network.parts, network.values))
    for command in beside:
        engine.send(command)
    engine.send(Configure(2, 1, experiment))
    engine.send(Observe(3, Observation(requests)))
    engine.poll()
    engine.send(Run(4, steps_per_second=1.0))
    engine.poll()
    engine.send(Step(5, STEPS))
    _wait(engine, lambda reply: isinstance(reply, Snapshot) and reply.applied == 5 and not reply.running)
    if name == "deformable":
        _teach(engine, experiment)
    if name == "super-resolve":
        engine.send(GoTo(6, 1, STEPS - 3))
        _wait(engine, lambda reply: isinstance(reply, Arrived))
    _write_file(engine, name, experiment)
    too_coarse = Experiment(lab="subpixel", labs=(SubpixelSpec(upscale_factor=4),), working_size=16, device="cpu")
    engine.send(Configure(9, 2, too_coarse))
    engine.poll()
    try:
        raise RuntimeError("a kernel\x00of <b>this</b> device")
    except RuntimeError as error:
        engine.said.append(Failed(1, failure(error, "step", "cpu", STEPS), traceback.format_exc()))
    # The last of each kind.
    replies = {type(reply).__name__: [bytes(frame) for frame in encode(reply)] for reply in engine.said}
    engine.close()
    return Recording(name, experiment, loaded, replies, network)


def _teach(engine: _RecordingEngine, experiment: Experiment) -> None:
    """Teach the branch the placed point, which stays placed all the same."""
    engine.send(Teach(6, 1))
    _wait(engine, lambda reply: isinstance(reply, Taught))
    engine.send(Adjust(7, experiment.with_spec(experiment.spec.replaced(taught=1))))
    _wait(engine, lambda reply: isinstance(reply, Snapshot) and reply.applied == 7)


def _write_file(engine: _RecordingEngine, name: str, experiment: Experiment) -> None:
    """Have what a lab can write to a file written, if it can write something; otherwise the experiment."""
    with TemporaryDirectory() as folder:
        if name == "deformable":
            engine.send(ExportOffsets(8, os.fsencode(Path(folder) / "points.npz"), "npz"))
            _wait(engine, lambda reply: isinstance(reply, Exported))
        elif name == "super-resolve":
            engine.send(Enlarge(8, os.fsencode(Path(folder) / "large.png")))
            _wait(engine, lambda reply: isinstance(reply, Enlarged))
        elif name == "shuffle":
            engine.send(SaveExperiment(7, os.fsencode(Path(folder) / "a.vizapp"), experiment))
            _wait(engine, lambda reply: isinstance(reply, CurvesWanted))
            engine.send(KeepCurves(8, 7, CurveTable(), np.empty(0)))
            _wait(engine, lambda reply: isinstance(reply, ExperimentSaved))


def _wait(engine: _RecordingEngine, until: Callable[[Reply], bool]) -> None:
    for _ in range(1000):
        if any(map(until, engine.said)):
            return
        engine.send(Taken())
        engine.poll()


class _RecordingEngine(InProcessEngine):
    def __init__(self) -> None:
        super().__init__(budget=0.2)
        self.said: list[Reply] = []

    def _take(self, reply: Reply) -> None:
        super()._take(reply)
        self.said.append(reply)
