"""An engine and a reader that only write down what they are asked, and say what a test tells them to say.

mypy checks them against the protocols ``EngineClient`` and ``ReaderClient`` where :class:`Bench` passes them to a
session.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from vizapp.document.brought import BroughtSpec
from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec
from vizapp.document.subpixel import SubpixelSpec
from vizapp.engine.client import EngineClient
from vizapp.gui.deformable.requests import PROBE
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.subpixel.requests import PICKED
from vizapp.problem import Problem
from vizapp.protocol.commands import Command, Configure, Observe, Reset
from vizapp.protocol.events import Configured, DeviceInfo, Progress, Ready
from vizapp.protocol.messages import PROTOCOL, Reply
from vizapp.protocol.metric import LOSS, Metric
from vizapp.protocol.requests import PictureRequest, Request, SubpixelsRequest, UnitsRequest
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.timeline import Continuation
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.lab_model import LabModel, LabModels
from vizapp.session.picks import Grid
from vizapp.session.session import Session
from vizapp.session.source_loading import ReaderClient
from vizapp.session.state import State
from vizapp.session.view import View
from vizapp.sources.brought import OffsetChoices, SourceFacts
from vizapp.sources.client import ReaderTrouble
from vizapp.sources.loaded import ArrayEntry, AxisOrder, LoadedSource
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.results import ReadResult

CPU = DeviceInfo("cpu", "CPU", 2**33, 1)
PSNR = Metric("psnr", "PSNR", "dB", lower_is_better=False, references={"bicubic": 30.0})
DISTANCE = Metric("distance", "Distance", "px")
MISFIT = Problem("deformable.too-large", "working_size", {"size": (8, 10), "channels": 3, "taps": 9, "needed": 99.0})
"""Why a document cannot be computed, as an engine may say it."""
C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=Request)


class FakeEngine(EngineClient):
    alive: bool = False
    silent_seconds: float = 0.0

    def __init__(self) -> None:
        self.starts = 0
        self.signal: int | None = 11
        self.sent: list[Command] = []
        self.ever_sent: list[Command] = []
        self.replies: list[Reply] = []
        self.closed = False
        self.start_error: OSError | None = None

    def start(self) -> None:
        self.starts += 1
        if self.start_error is not None:
            raise self.start_error
        self.alive = True
        self.replies.clear()

    def send(self, command: Command) -> None:
        if self.alive:
            self.sent.append(command)
            self.ever_sent.append(command)

    def poll(self) -> list[Reply]:
        replies, self.replies = self.replies, []
        return replies

    def fileno(self) -> int | None:
        return None

    def exit_signal(self) -> int | None:
        return None if self.alive else self.signal

    def exit_reason(self) -> str:
        return "" if self.alive else "killed by signal 9 (SIGKILL)"

    def crash_report(self) -> str:
        return "Fatal Python error: Aborted"

    def kill(self) -> None:
        self.alive = False

    def close(self, timeout: float = 2.0) -> None:
        self.alive = False
        self.closed = True

    def take(self) -> list[Command]:
        """Return what was sent since the last call."""
        sent, self.sent = self.sent, []
        return sent

    def last(self, kind: type[C]) -> C:
        """Return the last command of this kind."""
        return next(command for command in reversed(self.sent) if isinstance(command, kind))


@dataclass(frozen=True)
class ReadRequest:
    id: int
    path: Path | None = None
    array: str | None = None
    data: bytes | None = None
    pixels: RawPixels | None = None
    axes: AxisOrder | None = None
    examined: tuple[Path, ...] = ()
    choices: OffsetChoices | None = None
    brought: BroughtSpec | None = None
    weights: Path | None = None
    experiment: Path | None = None


class FakeReader(ReaderClient):
    """Requests of a file that can wait are kept apart from those that the user waits for."""

    trouble: ReaderTrouble = ""

    def __init__(self) -> None:
        self.requests: list[ReadRequest] = []
        self.waiting: list[ReadRequest] = []
        self.results: list[ReadResult] = []
        self.cancelled = 0
        self.closed = False

    def request(
        self, path: Path, array: str | None = None, axes: AxisOrder | None = None, *, request_id: int
    ) -> None:
        asked = self.requests if request_id > 0 else self.waiting
        asked.append(ReadRequest(request_id, path, array, axes=axes))

    def request_bytes(self, data: bytes, name: str, *, request_id: int) -> None:
        self.requests.append(ReadRequest(request_id, data=data))

    def request_pixels(self, pixels: RawPixels, name: str, *, request_id: int) -> None:
        self.requests.append(ReadRequest(request_id, pixels=pixels))

    def request_examination(
        self, paths: Sequence[Path], choices: OffsetChoices, source: SourceFacts, *, request_id: int
    ) -> None:
        self.requests.append(ReadRequest(request_id, examined=tuple(paths), choices=choices))

    def request_brought(self, spec: BroughtSpec, *, request_id: int) -> None:
        asked = self.requests if request_id > 0 else self.waiting
        asked.append(ReadRequest(request_id, brought=spec))

    def request_weights(self, path: Path, *, request_id: int) -> None:
        asked = self.requests if request_id > 0 else self.waiting
        asked.append(ReadRequest(request_id, weights=path))

    def request_experiment(self, path: Path, *, request_id: int) -> None:
        asked = self.requests if request_id > 0 else self.waiting
        asked.append(ReadRequest(request_id, experiment=path))

    def cancel(self) -> None:
        self.cancelled += 1

    def poll(self) -> list[ReadResult]:
        results, self.results = self.results, []
        return results

    def close(self) -> None:
        self.closed = True

    def load(self, loaded: LoadedSource, request: int = -1) -> LoadedSource:
        """Answer a request (the last one by default) with a source."""
        self.results.append(ReadResult(self.requests[request].id, loaded=loaded))
        return loaded

    def load_waiting(self, loaded: LoadedSource) -> LoadedSource:
        """Answer the last request of a file that can wait."""
        self.results.append(ReadResult(self.waiting[-1].id, loaded=loaded))
        return loaded

    def refuse_waiting(self, code: str) -> None:
        self.results.append(ReadResult(self.waiting[-1].id, problem=Problem(code)))

    def refuse(self, sentence: str) -> None:
        self.results.append(ReadResult(self.requests[-1].id, problem=Problem(sentence)))

    def offer(self, *entries: ArrayEntry) -> None:
        self.results.append(ReadResult(self.requests[-1].id, choice=entries))


class FakeLab(LabModel):
    """A lab that asks for one picture named as it is, and for the pixel that is picked in ``grid``."""

    shown_at_first: frozenset[str] = frozenset()

    def __init__(self, name: str, shown_at_first: frozenset[str] = frozenset(), grid: Grid | None = None) -> None:
        self.name = name
        self.shown_at_first = shown_at_first
        self.grid = grid
        self.asked_to_follow: list[tuple[LabSpec, LabSpec]] = []

    def requests(self, state: State) -> dict[str, Request]:
        wanted: dict[str, Request] = {self.name: PictureRequest(self.name)}
        if state.pick is not None:
            wanted["pick"] = SubpixelsRequest(state.pick)
        return wanted

    def pick_grid(self, experiment: Experiment, configured: Configured) -> Grid | None:
        return self.grid

    def followed(self, view: View, before: LabSpec, after: LabSpec) -> View:
        self.asked_to_follow.append((before, after))
        return view


def image(name: str = "astronaut.png", height: int = 8, width: int = 10) -> LoadedSource:
    return LoadedSource(
        kind="image",
        name=name,
        format="PNG",
        values=np.zeros((height, width, 3), np.uint8),
        overview=np.zeros((height, width, 3), np.uint8),
        thumbnail=np.zeros((height, width, 3), np.uint8),
    )


def feature_map(channels: int, name: str = "map.npy", array: str | None = None) -> LoadedSource:
    return LoadedSource(
        kind="feature_map",
        name=name,
        format="npy",
        values=np.zeros((channels, 3, 4), np.float32),
        overview=np.zeros((3, 4, 1), np.uint8),
        thumbnail=np.zeros((3, 4, 3), np.uint8),
        array=array,
    )


def ready() -> Ready:
    return Ready(PROTOCOL, (CPU,), "2.15.0", 4711)


class Bench:
    """A session between a fake engine and a fake reader, and every change that its listeners heard of."""

    def __init__(
        self,
        experiment: Experiment | None = None,
        recent: tuple[str, ...] = (),
        models: LabModels = LAB_UIS,
        *,
        start: bool = True,
    ) -> None:
        self.engine = FakeEngine()
        self.reader = FakeReader()
        self.session = Session(self.engine, self.reader, models, experiment, recent, start=start)
        self.heard: list[tuple[State, State]] = []
        self.session.subscribe(lambda old, new: self.heard.append((old, new)))

    @property
    def state(self) -> State:
        return self.session.state

    @property
    def generation(self) -> int:
        """The one that the session is in: that of the last command which began one."""
        return max(c.generation for c in self.engine.ever_sent if isinstance(c, Configure | Reset))

    def say(self, *replies: Reply) -> None:
        """Let the engine say this, and the session hear it."""
        self.engine.replies.extend(replies)
        self.session.poll()

    def read(self, loaded: LoadedSource) -> LoadedSource:
        """Answer the reader's last request, and let the session take it."""
        self.reader.load(loaded)
        self.session.poll()
        return loaded

    def begin(self, step: int = 0) -> None:
        """The usual start: the photograph is read, the engine is ready and has configured."""
        self.read(image())
        self.say(ready())
        self.configured(step)

    def configured(
        self,
        step: int = 0,
        shape: tuple[int, int, int] = (9, 8, 10),
        generation: int | None = None,
        input_size: tuple[int, int] | None = None,
        covered: tuple[float, float] = (1.0, 1.0),
        training: Continuation = "same",
        set_aside: tuple[int, ...] = (),
        taught: int = 0,
    ) -> None:
        """Say that the lab stands at ``step`` and gives a map of ``shape``; its input is as large as fits that."""
        experiment = self.state.experiment
        spec = experiment.spec
        metrics = (LOSS, PSNR if isinstance(spec, SubpixelSpec) else DISTANCE)
        factor = spec.upscale_factor if isinstance(spec, SubpixelSpec) else 1
        height, width = input_size or (shape[1] // factor, shape[2] // factor)
        generation = self.generation if generation is None else generation
        self.say(
            Configured(
                generation,
                experiment.lab,
                step,
                (3, height, width),
                shape,
                CPU,
                10,
                metrics,
                True,
                (),
                covered,
                taught=taught,
                training=training,
                set_aside=set_aside,
            )
        )

    def progress(
        self, first_step: int, *losses: float, generation: int | None = None, lab: str | None = None
    ) -> None:
        generation = self.generation if generation is None else generation
        lab = lab or self.state.experiment.lab
        series = {"loss": np.array(losses), ("psnr" if lab == "subpixel" else "distance"): np.array(losses) * 2}
        self.say(Progress(generation, lab, first_step, series))

    def asked(self, name: str, kind: type[R]) -> R | None:
        """Return what the last observation asks for under ``name``, or None."""
        request = self.engine.last(Observe).observation.requests.get(name)
        assert request is None or isinstance(request, kind)
        return request

    @property
    def asked_units(self) -> tuple[tuple[int, int], ...]:
        """The units that the last observation asks to be read."""
        request = self.asked(PROBE, UnitsRequest)
        return () if request is None else request.units

    @property
    def asked_pixel(self) -> tuple[int, int] | None:
        """The low-resolution pixel that the last observation asks for."""
        request = self.asked(PICKED, SubpixelsRequest)
        return None if request is None else request.pixel_yx

    @property
    def seq(self) -> int:
        """That of the last command."""
        return max(getattr(command, "seq", 0) for command in self.engine.ever_sent)

    def snapshot(
        self,
        step: int,
        points: np.ndarray | None = None,
        placed: tuple[int, ...] = (),
        generation: int | None = None,
        applied: int | None = None,
    ) -> None:
        """Show the probe with these points, float32 (K, 2), as it is with all commands up to ``applied``."""
        unit = self.state.pick
        readings = () if points is None or unit is None else (unit_reading(unit, points, placed),)
        self.say(
            Snapshot(
                generation=self.generation if generation is None else generation,
                applied=self.seq if applied is None else applied,
                step=step,
                running=False,
                steps_per_second=12.0,
                memory_bytes=34,
                answers={PROBE: UnitReadings(readings)},
            )
        )


def unit_reading(unit_yx: tuple[int, int], points: np.ndarray, placed: tuple[int, ...] = ()) -> UnitReading:
    taps = len(points)
    mask = np.zeros(taps, bool)
    mask[list(placed)] = True
    return UnitReading(
        unit_yx=unit_yx,
        output_channel=0,
        offset_yx=np.zeros((taps, 2), np.float32),
        point_yx=points.astype(np.float32),
        truth_yx=None,
        placed=mask,
        channels=(0,),
        neighbours_yx=np.zeros((taps, 4, 2), np.int32),
        neighbour_weights=np.zeros((taps, 4), np.float32),
        neighbour_values=np.zeros((taps, 4, 1), np.float32),
        values=np.zeros((taps, 1), np.float32),
        kernel=np.zeros((taps, 1), np.float32),
        products=np.zeros(taps, np.float32),
        bias=0.0,
        operator_output=0.0,
        plain_output=0.0,
    )
