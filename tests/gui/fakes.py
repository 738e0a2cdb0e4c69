"""A session that records what it is asked, and messages made of real structs, for tests of views."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap
from vizapp.document.values import Position
from vizapp.gui.deformable.requests import OUTPUT as DEFORMABLE_OUTPUT
from vizapp.gui.deformable.requests import PROBE, REPORT
from vizapp.gui.gestures import Gestures
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.subpixel.requests import LOW_RESOLUTION, PICKED, TILES
from vizapp.gui.subpixel.requests import OUTPUT as SUBPIXEL_OUTPUT
from vizapp.offset_maps.layouts import Layout
from vizapp.problem import Problem
from vizapp.protocol.answers import Answer
from vizapp.protocol.events import Configured, DeviceInfo
from vizapp.protocol.metric import LOSS, Metric
from vizapp.protocol.offset_answers import Finding, OffsetReport
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.protocol.requests import Region
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.engine_state import EngineStatus
from vizapp.session.picks import Pick
from vizapp.session.pins import NO_PINS, toggled
from vizapp.session.state import State
from vizapp.session.view import Scope, Side, View
from vizapp.sources.brought import OffsetChoices
from vizapp.sources.loaded import ArrayEntry, LoadedSource
from vizapp.sources.raw_pixels import RawPixels

CPU = DeviceInfo("cpu", "CPU")
SHOWN = frozenset[str]().union(*(ui.shown_at_first for ui in LAB_UIS.values()))
"""The overlays that are drawn until the person changes that."""
DEAD = Problem("engine.stopped", values={"how": "killed by signal 9 (SIGKILL)"})
"""Why an engine was lost."""
GIVEN_UP = Problem("engine.stopped-for-good", values={"times": 3, "how": "killed by signal 9 (SIGKILL)"})
"""Why an engine has failed."""
TOO_LARGE = Problem(
    "deformable.too-large",
    "working_size",
    {"size": (192, 256), "channels": 3, "taps": 9, "needed": 9.0},
    (Problem("remedy.working-size-at-most", "working_size", {"size": 128}),),
)
"""A refusal of the deformable lab."""


class FakeSession(Gestures):
    """Holds a state, applies the gestures of the document and the view to it, and writes down every call.

    ``calls`` holds (name, arguments in the order of the parameters); views that are registered with
    :meth:`subscribe` are called as the real session calls them. It has every method of
    :class:`vizapp.session.session.Session`.
    """

    def __init__(self, state: State | None = None) -> None:
        self._state = state if state is not None else State()
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self._views: list[Callable[[State | None, State], None]] = []
        self._undo: list[Experiment] = []

    # For tests ------------------------------------------------------------------------------------------------

    def show(self, **changes: Any) -> None:
        """Make fields of the state what a test wants, and tell the views."""
        old, self._state = self._state, dataclasses.replace(self._state, **changes)
        for view in self._views:
            view(old, self._state)

    def look(self, **changes: Any) -> None:
        """Make fields of the view what a test wants, and tell the views."""
        self.show(view=dataclasses.replace(self._state.view, **changes))

    def called(self, name: str) -> list[tuple[Any, ...]]:
        """Return the arguments of every call of the gesture ``name``, in the order of its parameters."""
        return [arguments for called, arguments in self.calls if called == name]

    def _record(self, name: str, *arguments: Any) -> None:
        self.calls.append((name, arguments))

    # As in the session ----------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        return self._state

    @property
    def shows_everything(self) -> bool:
        return True

    def subscribe(self, listener: Callable[[State | None, State], None]) -> Callable[[], None]:
        """Call ``listener`` with (old, new) from now on, and at once with (None, state); the result ends it."""
        self._views.append(listener)
        listener(None, self._state)
        return lambda: self._views.remove(listener)

    def begin(self) -> None:
        self._record("begin")

    # The document

    def update(self, experiment: Experiment, label: str, gesture: str | None = None) -> None:
        self._record("update", experiment, label, gesture)
        self._undo.append(self._state.experiment)
        self.show(experiment=experiment)

    def end_gesture(self) -> None:
        self._record("end_gesture")

    def undo(self) -> None:
        self._record("undo")
        self.show(experiment=self._undo.pop())

    def redo(self) -> None:
        self._record("redo")

    def place_point(
        self,
        tap: Tap,
        offset_yx: tuple[float, float],
        gesture: str | None = None,
        scope: Scope | None = None,
    ) -> None:
        self._record("place_point", tap, offset_yx, gesture, scope)

    def place_points(
        self,
        offsets: Mapping[Tap, tuple[float, float]],
        label: str,
        gesture: str | None = None,
        scope: Scope | None = None,
    ) -> None:
        self._record("place_points", offsets, label, gesture, scope)

    def clear_points(self) -> None:
        self._record("clear_points")

    def lift_point(self, point: PlacedPoint) -> None:
        self._record("lift_point", point)

    def teach(self) -> None:
        self._record("teach")

    def swap_phases(self, p: int, q: int) -> None:
        self._record("swap_phases", p, q)

    def set_lab(self, lab: str) -> None:
        self._record("set_lab", lab)

    # The source

    def open_path(self, path: str | Path, array: str | None = None) -> None:
        self._record("open_path", path, array)

    def open_files(self, paths: Sequence[str | Path]) -> None:
        self._record("open_files", tuple(paths))

    def open_shared(self, text: str) -> None:
        self._record("open_shared", text)

    def shared_text(self) -> str:
        self._record("shared_text")
        return "vizapp:made-by-the-fake"

    def examine_offsets(self, choices: OffsetChoices) -> None:
        self._record("examine_offsets", choices)

    def accept_offsets(self, layout: Layout) -> None:
        self._record("accept_offsets", layout)

    def decline_offsets(self) -> None:
        self._record("decline_offsets")

    def cancel_offsets(self) -> None:
        self._record("cancel_offsets")

    def reopen_offsets(self) -> None:
        self._record("reopen_offsets")

    def open_sample(self, sample_id: str) -> None:
        self._record("open_sample", sample_id)

    def try_again(self) -> None:
        self._record("try_again")

    def open_example(
        self,
        experiment: Experiment,
        hint: Problem,
        shown: frozenset[str] = frozenset(),
        tap: int | None = None,
        unit: Position | None = None,
    ) -> None:
        self._record("open_example", experiment, hint, shown, tap, unit)

    def open_bytes(self, data: bytes, name: str) -> None:
        self._record("open_bytes", data, name)

    def open_pixels(self, pixels: RawPixels, name: str) -> None:
        self._record("open_pixels", pixels, name)

    def open_unseen_path(self, path: str | Path) -> None:
        self._record("open_unseen_path", path)

    def open_unseen_bytes(self, data: bytes, name: str) -> None:
        self._record("open_unseen_bytes", data, name)

    def open_unseen_pixels(self, pixels: RawPixels, name: str) -> None:
        self._record("open_unseen_pixels", pixels, name)

    def use_bundled_unseen(self) -> None:
        self._record("use_bundled_unseen")

    def clear_recent(self) -> None:
        self._record("clear_recent")

    def choose_array(self, name: str) -> None:
        self._record("choose_array", name)

    def cancel_choice(self) -> None:
        self._record("cancel_choice")

    def cancel_reading(self) -> None:
        self._record("cancel_reading")

    # The view

    def pick(self, unit: Position | None) -> None:
        self._record("pick", unit)
        lab = self._state.experiment.lab
        before = self._state.picks.get(lab, Pick())
        self.show(picks={**self._state.picks, lab: before.picked(unit)})

    def pin(self, unit: Position) -> None:
        self._record("pin", unit)
        lab, pins = self._state.experiment.lab, self._state.view.pins
        self.look(pins={**pins, lab: toggled(pins.get(lab, NO_PINS), unit, None)})

    def clear_pins(self) -> None:
        self._record("clear_pins")
        self.look(pins={})

    def select_tap(self, tap: int | None) -> None:
        self._record("select_tap", tap)
        self.look(selected_tap=tap)

    def select_layer(self, below: int) -> None:
        self._record("select_layer", below)
        self.look(below=below)

    def select_group(self, group: int) -> None:
        self._record("select_group", group)
        self.look(offset_group=group)

    def set_scope(self, scope: Scope) -> None:
        self._record("set_scope", scope)
        self.look(scope=scope)

    def set_brush(self, side: int) -> None:
        self._record("set_brush", side)
        self.look(brush=side)

    def show_picture(self, side: Side, name: str) -> None:
        self._record("show_picture", side, name)
        self.look(pictures={**self._state.view.pictures, (self._state.experiment.lab, side): name})

    def show_output_channel(self, channel: int | None) -> None:
        self._record("show_output_channel", channel)
        self.look(output_channel=channel)

    def show_input_channel(self, channel: int | None) -> None:
        self._record("show_input_channel", channel)
        self.look(input_channel=channel)

    def show_overlay(self, key: str, shown: bool) -> None:
        self._record("show_overlay", key, shown)
        before = self._state.view.shown
        self.look(shown=before | {key} if shown else before - {key})

    def show_rigid(self, rigid: bool) -> None:
        self._record("show_rigid", rigid)
        self.look(rigid=rigid)

    def show_target(self, shown: bool) -> None:
        self._record("show_target", shown)
        self.look(target=shown)

    def show_unseen(self, shown: bool) -> None:
        self._record("show_unseen", shown)
        self.look(unseen=shown)

    def show_run(self, run: str | None) -> None:
        self._record("show_run", run)
        self.look(run=run)

    def ask_readers(self, pixel_yx: Position | None) -> None:
        self._record("ask_readers", pixel_yx)
        self.look(asked_pixel=pixel_yx)

    def see_region(self, region: Region | None) -> None:
        self._record("see_region", region)
        self.look(region=region)

    def notify(
        self,
        problem: Problem,
        kind: Literal["error", "warning", "info"] = "error",
        *,
        about_opening: bool = False,
        setting: str = "",
    ) -> None:
        del setting
        self._record("notify", problem, kind, about_opening)

    def dismiss_banner(self) -> None:
        self._record("dismiss_banner")

    # Training

    def step(self, count: int = 1) -> None:
        self._record("step", count)

    def run(self) -> None:
        self._record("run")

    def pause(self) -> None:
        self._record("pause")

    def toggle_run(self) -> None:
        self._record("toggle_run")

    def set_speed(self, limit: float | None) -> None:
        self._record("set_speed", limit)

    def reset(self) -> None:
        self._record("reset")

    def go_to(self, branch: int, step: int) -> None:
        self._record("go_to", branch, step)

    def restore_settings(self, experiment: Experiment) -> None:
        self._record("restore_settings", experiment)

    def export_offsets(self, path: str | Path, file_format: Literal["npz", "csv"]) -> None:
        self._record("export_offsets", path, file_format)

    def open_judged_path(self, path: str | Path) -> None:
        self._record("open_judged_path", path)

    def open_judged_bytes(self, data: bytes, name: str) -> None:
        self._record("open_judged_bytes", data, name)

    def open_judged_pixels(self, pixels: RawPixels, name: str) -> None:
        self._record("open_judged_pixels", pixels, name)

    def close_judged(self) -> None:
        self._record("close_judged")

    def open_network_path(self, path: str | Path) -> None:
        self._record("open_network_path", path)

    def open_experiment(self, path: str | Path, *, discard: bool = False) -> None:
        self._record("open_experiment", path, discard)

    def keep_changes(self) -> None:
        self._record("keep_changes")

    def bring_back(self, path: str | Path, *, was_closed: bool = True) -> None:
        self._record("bring_back", path, was_closed)

    def bring_training_back(self, path: str | Path) -> None:
        self._record("bring_training_back", path)

    def use_source_as_it_is(self) -> None:
        self._record("use_source_as_it_is")

    def locate_source(self, path: str | Path) -> None:
        self._record("locate_source", path)

    def cancel_experiment(self) -> None:
        self._record("cancel_experiment")

    def save_experiment(
        self,
        path: str | Path,
        *,
        inside: bool = True,
        preview: bytes = b"",
        window: Mapping[str, Any] | None = None,
    ) -> None:
        self._record("save_experiment", path, inside, preview, window)

    def autosave(self, path: str | Path, window: Mapping[str, Any] | None = None) -> bool:
        self._record("autosave", path, window)
        return True

    def open_choice_as_network(self) -> None:
        self._record("open_choice_as_network")

    def choose_layer(self, name: str) -> None:
        self._record("choose_layer", name)

    def close_network(self) -> None:
        self._record("close_network")

    def cancel_network(self) -> None:
        self._record("cancel_network")

    def save_enlarged(self, path: str | Path) -> None:
        self._record("save_enlarged", path)

    def cancel_saving(self) -> None:
        self._record("cancel_saving")

    # The two processes

    def fileno(self) -> int | None:
        self._record("fileno")
        return None

    def poll(self) -> None:
        self._record("poll")

    def restart_engine(self) -> None:
        self._record("restart_engine")

    def lower_learning_rate(self) -> None:
        self._record("lower_learning_rate")

    def use_smaller_size(self) -> None:
        self._record("use_smaller_size")

    def use_offered_size(self) -> None:
        self._record("use_offered_size")

    def close(self, timeout: float = 2.0) -> None:
        self._record("close", timeout)


if TYPE_CHECKING:
    FakeSession()  # the type checker says here which gesture it lacks


def picked(unit: Position | None, lab: str = "deformable") -> dict[str, Pick]:
    """Return the picks of a state in which ``unit`` is picked in ``lab``, or nothing."""
    return {lab: Pick(unit=unit)}


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
    offset_groups: int = 1,
    modulated: bool = False,
) -> UnitReading:
    """Return a reading whose numbers belong together: products, sum and output follow from a random image."""
    random = np.random.default_rng(seed)
    height, width = input_size
    taps = kernel_size**2 * offset_groups
    channels = tuple(range(min(3, input_channels))) if given is None else given
    image = random.random((input_channels, height, width), dtype=np.float32)
    kernel = random.normal(0, 0.4, (taps, input_channels)).astype(np.float32)
    group_of_tap, group_of_channel = np.arange(taps) // kernel_size**2, np.arange(input_channels) * offset_groups
    kernel *= group_of_tap[:, None] == group_of_channel // input_channels
    mask = random.uniform(0.1, 1.9, taps).astype(np.float32) if modulated else None
    rigid = (
        np.stack(np.divmod(np.arange(taps) % kernel_size**2, kernel_size), axis=1)
        - kernel_size // 2
        + np.array(unit_yx)
    )
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
    products = products if mask is None else products * mask
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
        mask=mask,
        plain_output=float(products.astype(np.float64).sum() + bias) + 0.125,
    )


def metrics_of(lab: str, references: Mapping[str, float] | None = None) -> tuple[Metric, ...]:
    """Return what a training of ``lab`` measures; ``references`` are those of its own metric."""
    if lab == "deformable":
        distance = Metric("distance", "Mean distance to hidden points", unit="px", references=dict(references or {}))
        return LOSS, distance, Metric("worst_tap", "Worst tap", unit="px", beside="distance")
    psnr = Metric(
        "psnr",
        "PSNR, held out",
        unit="dB",
        lower_is_better=False,
        every=10,
        decimals=2,
        explanation="Of luma, on the right part of the picture.",
        references=dict(references or {}),
    )
    return LOSS, psnr


def configured(
    *,
    lab: str = "deformable",
    input_shape: tuple[int, int, int] = (3, 48, 64),
    output_shape: tuple[int, int, int] = (9, 48, 64),
    parameters: int = 18 * 28,
    references: Mapping[str, float] | None = None,
    trainable: bool = True,
    notes: tuple[Problem, ...] = (),
) -> Configured:
    return Configured(
        generation=1,
        lab=lab,
        step=0,
        input_shape=input_shape,
        output_shape=output_shape,
        device=CPU,
        parameters=parameters,
        metrics=metrics_of(lab, references) if trainable else (),
        trainable=trainable,
        notes=notes,
    )


def snapshot(
    answers: Mapping[str, Answer | None], *, step: int = 1, measures: Mapping[str, float] | None = None
) -> Snapshot:
    """Return a snapshot with those of ``answers`` that there are."""
    return Snapshot(
        generation=1,
        applied=1,
        step=step,
        running=False,
        steps_per_second=0.0,
        memory_bytes=0,
        answers={name: answer for name, answer in answers.items() if answer is not None},
        measures=None if measures is None else dict(measures),
    )


def offset_report(
    mean: float = 1.02, largest: float = 2.31, outside: float = 0.004, dead_taps: int = 0, spread: float = 1.5
) -> OffsetReport:
    """Return what the offset doctor says of an ordinary field."""
    return OffsetReport(
        (
            Finding("mean", mean, 50.0, mean > 50),
            Finding("largest", largest),
            Finding("outside", outside, 0.1, outside > 0.1),
            Finding("dead_taps", dead_taps, 0.0, dead_taps > 0),
            Finding("spread", spread, 0.05, spread < 0.05),
        )
    )


def deformable_snapshot(
    *readings: UnitReading,
    picture: Picture | None = None,
    report: OffsetReport | None = None,
    step: int = 1,
    measures: Mapping[str, float] | None = None,
) -> Snapshot:
    """Return what the deformable lab answers."""
    answers = {
        PROBE: UnitReadings(readings),
        REPORT: report or offset_report(),
        DEFORMABLE_OUTPUT: picture,
    }
    return snapshot(answers, step=step, measures=measures)


def subpixel_snapshot(
    *,
    tiles: Picture | None = None,
    groups: tuple[int, ...] = (0,),
    low_resolution: Picture | None = None,
    picture: Picture | None = None,
    picked_yx: Position | None = None,
    picked_values: np.ndarray | None = None,
    step: int = 1,
    measures: Mapping[str, float] | None = None,
) -> Snapshot:
    """Return what the sub-pixel lab answers."""
    held = None if picked_yx is None or picked_values is None else Subpixels(picked_yx, picked_values)
    answers = {
        TILES: None if tiles is None else Tiles(tiles, groups),
        LOW_RESOLUTION: low_resolution,
        SUBPIXEL_OUTPUT: picture,
        PICKED: held,
    }
    return snapshot(answers, step=step, measures=measures)


def ready_state(**changes: Any) -> State:
    """Return the state of a deformable lab that has been configured for a small image."""
    state = State(
        source=image_source(),
        engine=EngineStatus("ready", (CPU,)),
        configured=configured(),
        picks=picked((12, 20)),
        view=View(selected_tap=5, shown=SHOWN),
    )
    return dataclasses.replace(state, **changes)
