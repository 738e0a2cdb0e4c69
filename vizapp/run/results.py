"""The results of ``vizapp run``: metrics.json, arrays.npz and pictures."""

from __future__ import annotations

import io
import json
import math
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, TypeVar

import msgspec
import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import Tensor

from vizapp import __version__
from vizapp.document.experiment import Experiment
from vizapp.engine.failures import is_out_of_memory
from vizapp.engine.watch import Passed, full_title
from vizapp.labs.base import Lab
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.protocol.requests import JudgementRequest, PictureRequest, Request, TilesRequest
from vizapp.protocol.subpixel_answers import Judgement
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.run.files import ARRAYS_FILE
from vizapp.wording.catalogue import speaking
from vizapp.wording.lab_notes import lab_notes_text
from vizapp.wording.templates import fill
from vizapp.wording.translation import translate
from vizapp.wording.units import unit_words

Ending = Literal["done", "interrupted", "stopped", "diverged", "out of memory"]

_Result = TypeVar("_Result")
_ALL_PIXELS = 64_000_000
_SCALE = 24
_LONGEST_DRAWING = 768
_MARGIN = 2
_DARK, _LIGHT, _POINT, _TRUTH = "#0E1014", "#FFFFFF", "#5AA9FF", "#F0B429"


@dataclass(frozen=True)
class RunSummary:
    """The facts about a run that its results record.

    Attributes:
        source: the name of the source.
        source_notes: the conversions of the source during reading, and its non-finite values.
        series: by metric, one value per step, measured before the step's update; NaN if not measured.
        unseen: the name of the picture that nothing was trained on; None if there is none.
        passed: the measure that ended the run by passing its value, or None.
        judged: the name of what another network has made of the source; None if there is none.
        seeds: what several seeds have reached, as :func:`vizapp.run.seeds.seeds_summary` returns it, or None.
        given: the files that were read as they were named on the command line, by their options.
        resumed: the steps at which the run was gone on with from a checkpoint.
        first: the step that the run began at; ``seconds`` is of those from there on.
    """

    ending: Ending
    task: str | None
    source: str
    source_notes: Sequence[str]
    experiment: Experiment
    device: str
    setup_seconds: float
    seconds: float
    series: Mapping[str, list[float]]
    unseen: str | None = None
    passed: Passed | None = None
    judged: str | None = None
    seeds: Mapping[str, Any] | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    resumed: Sequence[int] = ()
    first: int = 0


def results_sentence(steps: int, reached: str, places: str) -> str:
    """Return what a run says last: the steps that it has done, its measures, and where its results are."""
    words = translate("Run", "{steps:step|steps}{reached}; results are in {places}")
    return fill(words, {"steps": steps, "reached": reached, "places": places})


def passed_text(passed: Passed) -> str:
    """Return which measure ended a run, at which step, and what it is."""
    above = translate("Run", "stopped at step {step}: {measure} is {value:.4g}{unit}, above {limit:.6g}{unit}")
    below = translate("Run", "stopped at step {step}: {measure} is {value:.4g}{unit}, below {limit:.6g}{unit}")
    return (above if passed.side == "above" else below).format(
        step=passed.step,
        measure=passed.measure,
        value=passed.value,
        limit=passed.limit,
        unit=f" {unit_words(passed.unit)}" if passed.unit else "",
    )


@dataclass(frozen=True)
class Results:
    """What is to be written of a run.

    Attributes:
        metrics: the content of metrics.json, but for its "files".
        files: the arrays and pictures, by the names of their files.
    """

    metrics: Mapping[str, Any]
    files: Mapping[str, bytes]

    def metrics_file(self, digests: Mapping[str, str]) -> bytes:
        """Return metrics.json with the digests of all other results that belong to it, by their names."""
        text = json.dumps({**self.metrics, "files": digests}, indent=2, ensure_ascii=False, allow_nan=False)
        # File names need not be valid Unicode.
        return text.encode("utf-8", "replace") + b"\n"


def results_of(lab: Lab, summary: RunSummary) -> Results:
    """Return the results of ``lab``, all of them computed.

    Those that cannot be computed after a training diverged or ran out of memory are left out.
    """
    broken = summary.ending in ("diverged", "out of memory")
    metrics = metrics_of(lab, summary)
    arrays = io.BytesIO()
    computed: dict[str, np.ndarray] = {}
    for compute in lab.result_arrays():
        computed |= _plain(_attempt(compute, broken) or {})
    np.savez(arrays, allow_pickle=False, **computed)
    files = {ARRAYS_FILE: arrays.getvalue()}
    for name, draw in _picture_makers(lab).items():
        image = _attempt(draw, broken)
        if image is not None:
            encoded = io.BytesIO()
            image.save(encoded, "PNG")
            files[f"{name}.png"] = encoded.getvalue()
    return Results(metrics, files)


def _attempt(compute: Callable[[], _Result], broken: bool) -> _Result | None:
    """Return the result of ``compute``; None if it fails because of a ``broken`` (diverged or too large) training."""
    try:
        return compute()
    except (ValueError, RuntimeError, MemoryError) as error:
        if broken and (isinstance(error, ValueError) or is_out_of_memory(error)):
            return None
        raise


def metrics_of(lab: Lab, summary: RunSummary) -> dict[str, Any]:
    """Return the content of metrics.json, but for "files". A number that was not measured or is not finite is null.

    The series hold one value per step, measured before the step's update; "final" holds the metrics of the final
    parameters. "source_notes" describe what reading did to the source, "note" what the lab did to it; "held_out_from"
    is the first column of the output that was held out from training, or null. "stopped_by" says which measure ended
    the run by passing its value, and null where none did; "judged" holds what was measured of a picture that another
    network has made of the source, or null. "seeds" is what several seeds have reached, the first of which everything
    else is of, or null. "kept_step" is the step whose
    parameters the other results are of: an earlier one than the last where training diverged and went back. "given"
    holds the files that were read as they were named on the command line, by their options; "resumed" the steps at
    which the run was gone on with from a checkpoint.
    """
    trainer = lab.trainer
    steps = 0 if trainer is None else trainer.step_count
    description = lab.describe()
    trained = max(steps, len(summary.series.get("loss", ()))) - summary.first
    broken = summary.ending in ("diverged", "out of memory")
    measures = None if trainer is None else _attempt(trainer.final_measures, broken)
    series = {name: [_number(value) for value in values] for name, values in summary.series.items()}
    with speaking("en"):  # programs read this file
        note = lab_notes_text(description.notes)
    return {
        "lab": lab.name,
        "task": summary.task,
        "source": summary.source,
        "unseen": summary.unseen,
        "given": dict(summary.given),
        "source_notes": list(summary.source_notes),
        "seed": summary.experiment.seed,
        "device": summary.device,
        "steps": max(steps, len(summary.series.get("loss", ()))),
        "kept_step": steps,
        "ending": summary.ending,
        "stopped_by": None if summary.passed is None else _stopped_by(summary.passed),
        "resumed": list(summary.resumed),
        "seconds": summary.seconds,
        "setup_seconds": summary.setup_seconds,
        "steps_per_second": trained / summary.seconds if trained > 0 and summary.seconds > 0 else None,
        "parameters": description.parameters,
        "input_shape": description.input_shape,
        "output_shape": description.output_shape,
        "note": note,
        "held_out_from": description.held_out_from,
        "references": {
            name: _number(value) for metric in description.metrics for name, value in metric.references.items()
        },
        "metrics": [
            {
                "name": metric.name,
                "title": full_title(metric),
                "unit": metric.unit,
                "explanation": metric.explanation,
                "every": metric.every,
                "run": metric.run,
                "unseen": metric.unseen,
            }
            for metric in description.metrics
        ],
        "final": {name: _number(value) for name, value in (measures or {}).items()},
        "judged": None if summary.judged is None else _judged(lab, summary.judged),
        "seeds": summary.seeds,
        "findings": _attempt(lab.result_findings, broken) or [],
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


def _judged(lab: Lab, name: str) -> dict[str, Any] | None:
    """Return what is measured of a picture that another network has made; an infinite PSNR is null."""
    answer = lab.answer({"judged": JudgementRequest()}, exact=True).answers.get("judged")
    if not isinstance(answer, Judgement):
        return None
    return {
        "name": name,
        "size": answer.size,
        "factor": answer.factor,
        "measured": answer.measured,
        "psnr": _number(answer.psnr),
        "ssim": _number(answer.ssim),
        "checkerboard": {
            str(each.period): {"picture": each.picture, "source": each.source} for each in answer.deviations
        },
    }


def _stopped_by(passed: Passed) -> dict[str, Any]:
    return {
        "measure": passed.measure,
        "unit": passed.unit,
        "side": passed.side,
        "limit": passed.limit,
        "value": _number(passed.value),
        "step": passed.step,
    }


def _picture_makers(lab: Lab) -> dict[str, Callable[[], Image.Image | None]]:
    """Return functions that draw the pictures, by file name without ``.png``."""
    makers: dict[str, Callable[[], Image.Image | None]] = {"input": partial(_input_image, lab)}
    return makers | {name: partial(_drawn, lab, request) for name, request in lab.result_pictures().items()}


def _input_image(lab: Lab) -> Image.Image:
    return image_of(lab.input_picture(None)[1])


def _drawn(lab: Lab, request: Request) -> Image.Image | None:
    """Return the answer to ``request`` as a full-size image; None if the lab has no answer."""
    if isinstance(request, PictureRequest | TilesRequest):
        request = msgspec.structs.replace(request, max_pixels=_ALL_PIXELS)
    answer = lab.answer({"result": request}, exact=True).answers.get("result")
    if isinstance(answer, Picture):
        return image_of(answer)
    if isinstance(answer, Tiles):
        return image_of(answer.picture)
    if isinstance(answer, UnitReadings) and answer.readings:
        return draw_unit(_input_image(lab), answer.readings[0])
    return None


def image_of(picture: Picture) -> Image.Image:
    """Return the pixels of a picture as a grey or RGB image."""
    pixels = picture.pixels
    return Image.fromarray(pixels[:, :, 0] if pixels.shape[2] == 1 else pixels)


def draw_unit(input: Image.Image, unit: UnitReading) -> Image.Image:
    """Return an enlarged crop of the input around a unit, with its sampling points drawn as in the window.

    Hollow squares are the rigid grid, lines lead from it to the sampling points, rings are the true points. Every
    mark has a dark outline.
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


def _plain(tensors: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
    return {name: tensor.detach().cpu().numpy() for name, tensor in tensors.items()}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
