"""A session that records what it is asked, and messages made of real structs, for tests of views."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np

from vizapp.document.experiment import Experiment
from vizapp.protocol.messages import Configured, DeformableSnapshot, DeviceInfo, SubpixelSnapshot
from vizapp.protocol.observations import OffsetStatistics, Picture, UnitReading
from vizapp.session.state import EngineStatus, State, View
from vizapp.sources.loaded import ArrayEntry, LoadedSource

CPU = DeviceInfo("cpu", "CPU")


class FakeSession:
    """Holds a state, applies the gestures of the document and the view to it, and writes down every call.

    ``calls`` holds (name, positional arguments, keyword arguments); views that are registered with
    :meth:`subscribe` are called as the real session calls them.
    """

    def __init__(self, state: State | None = None) -> None:
        self.state = state if state is not None else State()
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self._views: list[Callable[[State | None, State], None]] = []
        self._undo: list[Experiment] = []

    def subscribe(self, view: Callable[[State | None, State], None]) -> Callable[[], None]:
        """Call ``view`` with (old, new) from now on, and at once with (None, state); the result ends it."""
        self._views.append(view)
        view(None, self.state)
        return lambda: self._views.remove(view)

    def show(self, **changes: Any) -> None:
        """Make fields of the state what a test wants, and tell the views."""
        old, self.state = self.state, dataclasses.replace(self.state, **changes)
        for view in self._views:
            view(old, self.state)

    def update(self, experiment: Experiment, *, label: str, gesture: str | None = None) -> None:
        self._record("update", experiment, label=label, gesture=gesture)
        self._undo.append(self.state.experiment)
        self.show(experiment=experiment)

    def undo(self) -> None:
        self._record("undo")
        self.show(experiment=self._undo.pop())

    def look(self, **changes: Any) -> None:
        self._record("look", **changes)
        self.show(view=dataclasses.replace(self.state.view, **changes))

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._record(name, *args, **kwargs)

    def called(self, name: str) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
        """Return the arguments of every call of the gesture ``name``."""
        return [(args, kwargs) for called, args, kwargs in self.calls if called == name]

    def _record(self, name: str, *args: Any, **kwargs: Any) -> None:
        self.calls.append((name, args, kwargs))


def image_source(height: int = 48, width: int = 64, channels: int = 3, name: str = "ramp.png") -> LoadedSource:
    """Return an image of smooth ramps."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [(x * 255 // max(1, width - 1)), (y * 255 // max(1, height - 1)), (x + y) % 256, np.full_like(x, 255)]
    values = np.stack(planes[:channels], axis=2).astype(np.uint8)
    colour = values[..., :3] if channels >= 3 else np.repeat(values[..., :1], 3, axis=2)
    return LoadedSource("image", name, "PNG", values, values.copy(), np.ascontiguousarray(colour))


def map_source(values: np.ndarray, name: str = "map.npy", **more: Any) -> LoadedSource:
    """Return a feature map (C, H, W) as a source."""
    plane = np.nan_to_num(values[0])
    span = float(np.ptp(plane)) or 1.0
    grey = ((plane - plane.min()) * 255 / span).astype(np.uint8)[..., None]
    return LoadedSource(
        "feature_map", name, "npy", values.astype(np.float32), grey, np.repeat(grey, 3, axis=2), **more
    )


def entries(*shapes: tuple[str, tuple[int, ...]]) -> tuple[ArrayEntry, ...]:
    return tuple(ArrayEntry(name, shape, "float32") for name, shape in shapes)


def picture(values: np.ndarray) -> Picture:
    """Return the whole of ``values`` (c, h, w) as a picture, black at the smallest and white at the largest."""
    low, high = float(values.min()), float(values.max())
    pixels = ((values - low) * 255 / ((high - low) or 1.0)).astype(np.uint8).transpose(1, 2, 0)
    height, width = values.shape[1:]
    return Picture((0, 0, height, width), np.ascontiguousarray(pixels), values.astype(np.float32), low, high)


def unit_reading(
    *,
    unit_yx: tuple[int, int] = (12, 20),
    kernel_size: int = 3,
    input_size: tuple[int, int] = (48, 64),
    input_channels: int = 3,
    given: tuple[int, ...] | None = None,
    output_channel: int = 0,
    offset_yx: np.ndarray | None = None,
    placed: tuple[int, ...] = (),
    bias: float = 0.001,
    seed: int = 0,
) -> UnitReading:
    """Return a reading whose numbers belong together: products, sum and output follow from a random image."""
    random = np.random.default_rng(seed)
    height, width = input_size
    taps = kernel_size**2
    channels = tuple(range(min(3, input_channels))) if given is None else given
    image = random.random((input_channels, height, width), dtype=np.float32)
    kernel = random.normal(0, 0.4, (taps, input_channels)).astype(np.float32)
    rigid = np.stack(np.divmod(np.arange(taps), kernel_size), axis=1) - kernel_size // 2 + np.array(unit_yx)
    if offset_yx is None:
        offset_yx = random.uniform(-2.2, 2.2, (taps, 2))
    offset = np.asarray(offset_yx, np.float32)
    point = (rigid + offset).astype(np.float32)
    corner = np.floor(point).astype(np.int32)
    neighbours = corner[:, None, :] + np.array([(0, 0), (0, 1), (1, 0), (1, 1)], np.int32)
    fy, fx = (point - corner).T
    weights = np.stack([(1 - fy) * (1 - fx), (1 - fy) * fx, fy * (1 - fx), fy * fx], axis=1)
    inside = np.all((neighbours >= 0) & (neighbours < np.array(input_size)), axis=2)
    held = np.clip(neighbours, 0, np.array(input_size) - 1)
    pixels = image[:, held[..., 0], held[..., 1]].transpose(1, 2, 0) * inside[..., None]
    weights = (weights * inside).astype(np.float32)
    values = (weights[..., None] * pixels).sum(axis=1).astype(np.float32)
    products = (values * kernel).sum(axis=1).astype(np.float32)
    picked = list(channels)
    return UnitReading(
        unit_yx=unit_yx,
        output_channel=output_channel,
        offset_yx=offset,
        point_yx=point,
        truth_yx=None,
        placed=np.isin(np.arange(taps), placed),
        channels=channels,
        neighbours_yx=neighbours,
        neighbour_weights=weights,
        neighbour_values=np.ascontiguousarray(pixels[..., picked]),
        values=np.ascontiguousarray(values[:, picked]),
        kernel=np.ascontiguousarray(kernel[:, picked]),
        products=products,
        bias=bias,
        operator_output=float(products.astype(np.float64).sum() + bias),
    )


def configured(
    *,
    lab: str = "deformable",
    input_shape: tuple[int, int, int] = (3, 48, 64),
    output_shape: tuple[int, int, int] = (9, 48, 64),
    parameters: int = 18 * 28,
    references: dict[str, float] | None = None,
    trainable: bool = True,
    note: str = "",
) -> Configured:
    return Configured(
        generation=1,
        lab=lab,  # type: ignore[arg-type]
        step=0,
        input_shape=input_shape,
        output_shape=output_shape,
        device=CPU,
        parameters=parameters,
        references=references or {},
        trainable=trainable,
        note=note,
    )


def deformable_snapshot(*readings: UnitReading, step: int = 1, **more: Any) -> DeformableSnapshot:
    fields: dict[str, Any] = {
        "generation": 1,
        "applied": 1,
        "step": step,
        "running": False,
        "steps_per_second": 0.0,
        "memory_bytes": 0,
        "picture": None,
        "units": readings,
        "statistics": OffsetStatistics(1.02, 2.31, 0.004, 0),
    }
    return DeformableSnapshot(**(fields | more))


def subpixel_snapshot(*, step: int = 1, **more: Any) -> SubpixelSnapshot:
    fields: dict[str, Any] = {
        "generation": 1,
        "applied": 1,
        "step": step,
        "running": False,
        "steps_per_second": 0.0,
        "memory_bytes": 0,
        "picture": None,
        "left": None,
        "groups": (0,),
        "picked_yx": None,
        "picked_values": None,
    }
    return SubpixelSnapshot(**(fields | more))


def ready_state(**changes: Any) -> State:
    """Return the state of a deformable lab that has been configured for a small image."""
    state = State(
        source=image_source(),
        engine=EngineStatus("ready", (CPU,)),
        configured=configured(),
        view=View(probe_yx=(12, 20), selected_tap=5),
    )
    return dataclasses.replace(state, **changes)
