"""The files that ``vizapp run`` leaves: metrics.json, arrays.npz and pictures, each whole or not at all."""

from __future__ import annotations

import io
import json
import math
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import Tensor

from vizapp import __version__
from vizapp.document.experiment import Experiment
from vizapp.engine.failures import is_out_of_memory
from vizapp.labs import Lab
from vizapp.labs.deformable.lab import DeformableLab, DeformableView
from vizapp.labs.subpixel.shuffle import ShuffleLab
from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.labs.subpixel.view import SubpixelView
from vizapp.ops import sampling_points
from vizapp.protocol.observations import Observation, Picture, PictureName, UnitReading
from vizapp.run.files import RESULT_FILES, write_whole

_PICTURES: dict[type, tuple[PictureName, ...]] = {
    DeformableLab: ("output", "target", "error"),
    SuperResolveLab: ("output", "target", "error", "bicubic", "shuffled"),
    ShuffleLab: ("output",),
}

Ending = Literal["done", "interrupted", "diverged", "out of memory"]

_Result = TypeVar("_Result")
_ALL_PIXELS = 64_000_000
_SCALE = 24
_LONGEST_DRAWING = 768
_MARGIN = 2
_DARK, _LIGHT, _POINT, _TRUTH = "#0E1014", "#FFFFFF", "#5AA9FF", "#F0B429"


@dataclass(frozen=True)
class RunSummary:
    """What is told about a run.

    Attributes:
        source: its name.
        source_notes: what was done to it when it was read, and what was found in it.
        series: by name one value a step, as it was before the step's own update; NaN where it was not measured.
    """

    ending: Ending
    task: str
    source: str
    source_notes: Sequence[str]
    experiment: Experiment
    device: str
    setup_seconds: float
    seconds: float
    series: Mapping[str, list[float]]


def write_results(folder: Path, lab: Lab, summary: RunSummary) -> None:
    """Write the results of ``lab`` into ``folder``, over those of an earlier run; what only that run left is removed.

    Everything is computed before the first file is written, so that the files in a folder belong together. After a
    training that ended because of its numbers or the memory, what cannot be computed is left out.

    Raises:
        OSError: a file cannot be written; those before it have been.
    """
    broken = summary.ending in ("diverged", "out of memory")
    metrics = json.dumps(metrics_of(lab, summary), indent=2, ensure_ascii=False, allow_nan=False)
    # Names come from file systems, where they need not be valid Unicode.
    files = {"metrics.json": metrics.encode("utf-8", "replace") + b"\n"}
    arrays = io.BytesIO()
    computed: dict[str, np.ndarray] = {}
    for compute in _array_makers(lab):
        computed |= _attempt(compute, broken) or {}
    np.savez(arrays, allow_pickle=False, **computed)
    files["arrays.npz"] = arrays.getvalue()
    for draw in _picture_makers(lab):
        for name, image in (_attempt(draw, broken) or {}).items():
            encoded = io.BytesIO()
            image.save(encoded, "PNG")
            files[f"{name}.png"] = encoded.getvalue()
    for name, content in files.items():
        write_whole(folder / name, content)
    for stale in set(RESULT_FILES) - files.keys():
        (folder / stale).unlink(missing_ok=True)


def _attempt(compute: Callable[[], _Result], broken: bool) -> _Result | None:
    """Return what is computed; None where the numbers or the memory of a ``broken`` training do not allow it."""
    try:
        return compute()
    except (ValueError, RuntimeError, MemoryError) as error:
        if broken and (isinstance(error, ValueError) or is_out_of_memory(error)):
            return None
        raise


def metrics_of(lab: Lab, summary: RunSummary) -> dict[str, Any]:
    """Return what metrics.json holds. A number that was not measured, or is not finite, is null.

    The lists by step hold what each step measured before its own update, "final" what the parameters reach at the
    end. "source_notes" tell what the reading did to the source, "note" what the lab did then; "held_out_from" is the
    first column of the output that training did not see, null where it saw all.
    """
    steps = lab.step_count
    description = lab.describe()
    broken = summary.ending in ("diverged", "out of memory")
    measures = (_attempt(partial(_final_loss, lab, summary.experiment), broken) or {}) | (
        _attempt(lab.measures, broken) or {}
    )
    series = {name: [_number(value) for value in values] for name, values in summary.series.items()}
    return {
        "lab": lab.name,
        "task": summary.task,
        "source": summary.source,
        "source_notes": list(summary.source_notes),
        "seed": summary.experiment.seed,
        "device": summary.device,
        "steps": steps,
        "ending": summary.ending,
        "seconds": summary.seconds,
        "setup_seconds": summary.setup_seconds,
        "steps_per_second": steps / summary.seconds if steps and summary.seconds > 0 else None,
        "parameters": description.parameters,
        "input_shape": description.input_shape,
        "output_shape": description.output_shape,
        "note": description.note,
        "held_out_from": description.held_out_from,
        "references": {name: _number(value) for name, value in description.references.items()},
        "final": {name: _number(value) for name, value in measures.items()},
        "loss": [],
        **series,
        "experiment": msgspec.to_builtins(summary.experiment),
        "versions": {
            "vizapp": __version__,
            "python": platform.python_version(),
            "torch": torch.__version__,
            "numpy": np.__version__,
        },
    }


def _final_loss(lab: Lab, experiment: Experiment) -> dict[str, float]:
    """Return the loss that the present parameters reach, as the step to come would measure it."""
    with torch.no_grad():
        if isinstance(lab, DeformableLab):
            return {"loss": float(lab.task.loss(lab.forward().output))}
        if isinstance(lab, SuperResolveLab):
            batch = lab.task.batch()
            return {"loss": float(lab.task.loss(lab.network(batch.reduced, experiment.subpixel.phases), batch))}
    return {}


def _array_makers(lab: Lab) -> tuple[Callable[[], dict[str, np.ndarray]], ...]:
    """Return what computes the arrays of arrays.npz by name; what fails together stands together.

    Layouts are those of the operators.
    """
    if isinstance(lab, DeformableLab):
        return lambda: _task_arrays(lab), lambda: _layer_arrays(lab)
    if isinstance(lab, SuperResolveLab):
        return (
            lambda: _arrays(input=lab.task.reduced),
            lambda: _arrays(channels=lab.channels()),
            lambda: _arrays(**lab.pictures()),
        )
    if isinstance(lab, ShuffleLab):
        return (lambda: _arrays(channels=lab.channels, output=lab.enlarged),)
    raise TypeError(f"no arrays are known of a {type(lab).__name__}")


def _task_arrays(lab: DeformableLab) -> dict[str, np.ndarray]:
    task = lab.task
    shifts = task.shifts_yx.reshape(1, -1, 1, 1).expand(-1, -1, *task.target.shape[2:])
    return _arrays(
        input=lab.input,
        kernel=lab.layer.kernel,
        truth=sampling_points(shifts, *_geometry(lab)),
        shifts=task.shifts_yx,
        target=task.target,
    )


def _layer_arrays(lab: DeformableLab) -> dict[str, np.ndarray]:
    result = lab.forward()
    points = sampling_points(result.offset, *_geometry(lab))
    return _arrays(offsets=result.offset, points=points, output=result.output)


def _geometry(lab: DeformableLab) -> tuple[int, int, int, int]:
    layer = lab.layer
    return layer.kernel_size, layer.stride, layer.padding, layer.dilation


def _picture_makers(lab: Lab) -> tuple[Callable[[], dict[str, Image.Image]], ...]:
    """Return what draws the pictures by file name; what fails together stands together."""
    makers: list[Callable[[], dict[str, Image.Image]]] = [
        lambda: {"input": _input_image(lab)},
        *(partial(_shown, lab, name) for name in _PICTURES[type(lab)]),
    ]
    if isinstance(lab, DeformableLab):
        makers.append(lambda: {"points": _middle_unit(lab)})
    return tuple(makers)


def _input_image(lab: Lab) -> Image.Image:
    return image_of(lab.input_picture(Observation(max_pixels=_ALL_PIXELS))[1])


def _shown(lab: Lab, name: PictureName) -> dict[str, Image.Image]:
    """Return the picture of that name, with the mosaic of the channels where the lab has one."""
    view = lab.observe(Observation(picture=name, max_pixels=_ALL_PIXELS), exact=True)
    assert isinstance(view, DeformableView | SubpixelView)
    pictures: dict[str, Image.Image] = {name: image_of(view.picture)}
    return pictures | ({"channels": image_of(view.left)} if isinstance(view, SubpixelView) else {})


def _middle_unit(lab: DeformableLab) -> Image.Image:
    height, width = lab.describe().output_shape[1:]
    middle = Observation(units=((height // 2, width // 2),))
    return draw_unit(_input_image(lab), lab.observe(middle, exact=True).units[0])


def image_of(picture: Picture) -> Image.Image:
    """Return the pixels as an image, grey or RGB."""
    pixels = picture.pixels
    return Image.fromarray(pixels[:, :, 0] if pixels.shape[2] == 1 else pixels)


def draw_unit(input: Image.Image, unit: UnitReading) -> Image.Image:
    """Return the part of the input that a unit reads, enlarged, with what the window draws over it.

    Hollow squares are the rigid grid, lines lead to the points; rings are the truth. Each mark has a dark outline.
    """
    rigid = unit.point_yx - unit.offset_yx
    marks = [rigid, unit.point_yx] + ([] if unit.truth_yx is None else [unit.truth_yx])
    every = np.concatenate(marks)
    size = np.array([input.height, input.width])
    first = np.clip(np.floor(every.min(0)) - _MARGIN, 0, size - 1).astype(int)
    last = np.clip(np.ceil(every.max(0)) + _MARGIN, first, size - 1).astype(int)
    (top, left), (bottom, right) = first.tolist(), last.tolist()
    part = input.convert("RGB").crop((left, top, right + 1, bottom + 1))
    scale = max(1, min(_SCALE, _LONGEST_DRAWING // max(part.size)))
    picture = part.resize((part.width * scale, part.height * scale), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(picture)

    def place(point_yx: np.ndarray) -> tuple[float, float]:
        """Return (x, y) on the drawing; integer coordinates are pixel centres."""
        y, x = (point_yx - first + 0.5) * scale
        return float(x), float(y)

    for dark, width in ((True, 4), (False, 2)):
        for start, end in zip(rigid, unit.point_yx, strict=True):
            (x, y), tip = place(start), place(end)
            draw.rectangle((x - 4, y - 4, x + 4, y + 4), outline=_DARK if dark else _LIGHT, width=width)
            draw.line((x, y, *tip), fill=_DARK if dark else _LIGHT, width=width)
    for point in unit.point_yx:
        draw.circle(place(point), 5, fill=_POINT, outline=_DARK, width=1)
    for point in () if unit.truth_yx is None else unit.truth_yx:
        draw.circle(place(point), 10, outline=_DARK, width=4)
        draw.circle(place(point), 9, outline=_TRUTH, width=2)
    return picture


def _arrays(**tensors: Tensor) -> dict[str, np.ndarray]:
    return {name: tensor.detach().cpu().numpy() for name, tensor in tensors.items()}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
