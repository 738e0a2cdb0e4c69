"""``vizapp offsets``: what the arrays of a file are, how its offsets may be read, and what is unusual about them.

Heavy packages are imported only after the options have been checked.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from vizapp.run.bad_input import BadInputError
from vizapp.whole_files import write_whole
from vizapp.wording.system_errors import reason
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from vizapp.geometry import ConvGeometry
    from vizapp.offset_maps.kernels import KernelGuess
    from vizapp.offset_maps.readings import Ranking, Reading
    from vizapp.offset_maps.roles import Role
    from vizapp.protocol.offset_answers import Finding
    from vizapp.run.offset_inputs import OffsetInputs
    from vizapp.run.offset_report import OffsetFileReport

DONE = 0
FAILED = 1
BAD_INPUT = 2


def run(options: argparse.Namespace) -> int:
    """Print the report, write what is exported, and return the exit status.

    0: done, whatever is found in the offsets. 1: a result could not be written. 2: bad input.
    """
    from vizapp.sources.waiting import one_reader

    try:
        with one_reader():
            report = examined(options)
    except BadInputError as error:
        print(f"vizapp offsets: {error}", file=sys.stderr)
        return BAD_INPUT
    except MemoryError:
        text = translate("CommandLine", "there is not enough memory for these arrays.")
        print(f"vizapp offsets: {text}", file=sys.stderr)
        return FAILED
    try:
        _export(options, report)
    except OSError as error:
        text = translate("CommandLine", "the result cannot be written: {why}.")
        print(f"vizapp offsets: {text.format(why=reason(error))}", file=sys.stderr)
        return FAILED
    from vizapp.run.offset_report import as_json, as_text

    if options.json:
        from vizapp.labs.deformable.offset_doctor import written

        findings = [written(each, trained=False) for each in report.findings]
        print(json.dumps(as_json(report, findings), indent=2, ensure_ascii=False))
    else:
        print(as_text(report))
    return DONE


def examined(options: argparse.Namespace) -> OffsetFileReport:
    """Return the report for the options of the command line.

    Raises:
        BadInputError: the files or options do not fit.
    """
    _check_exports(options)
    from vizapp.offset_maps.layouts import layouts_for
    from vizapp.offset_maps.non_finite import located
    from vizapp.offset_maps.readings import readings
    from vizapp.run.offset_inputs import inputs_of
    from vizapp.run.offset_report import OffsetFileReport

    inputs = inputs_of(options)
    kernel = inputs.kernels[0]
    notes = []
    if inputs.items > 1:
        text = translate("CommandLine", "item {item} of a batch of {items}; --item N shows another")
        notes.append(text.format(item=options.item, items=inputs.items))
    geometry, ranking = _ranked(inputs, kernel, notes)
    chosen = ranking.best
    chosen_by: str = ranking.verdict
    if options.layout != "auto":
        chosen_by = "option"
        # A layout that is no different from another one for this kernel is read under its own name.
        named = [each for each in ranking.readings if each.layout == options.layout]
        chosen = (
            named[0]
            if named
            else readings(inputs.offsets, geometry, kernel.groups, inputs.input_size, (options.layout,))[0]
        )
        if not named:
            others = ", ".join(layouts_for(kernel.taps, kernel.groups))
            text = translate("CommandLine", "--layout {layout} is the same here as one of {others}")
            notes.append(text.format(layout=options.layout, others=others))
    mask = inputs.parts.get("mask")
    points = (kernel.groups, kernel.taps, *chosen.offsets.shape[-2:])
    broken = located(chosen.offsets, None if mask is None else mask.reshape(points))
    return OffsetFileReport(
        inputs=inputs,
        kernel=kernel,
        geometry=geometry,
        ranking=ranking,
        chosen=chosen,
        chosen_by=chosen_by,
        non_finite=broken,
        findings=_findings(chosen, geometry, inputs.input_size, mask, options.bound, broken.count),
        notes=tuple(notes),
    )


def _ranked(inputs: OffsetInputs, kernel: KernelGuess, notes: list[str]) -> tuple[ConvGeometry, Ranking]:
    """Return the readings in order, and the geometry: the one that gives the output, where one is given."""
    from vizapp.offset_maps.readings import ranked, readings

    geometry = inputs.geometries[0]
    found = readings(inputs.offsets, geometry, kernel.groups, inputs.input_size)
    parts = inputs.parts
    needed: tuple[Role, ...] = ("feature map", "weight", "output")
    if not all(role in parts for role in needed):
        if "output" in parts:
            from vizapp.wording.offset_readings import role_name

            missing = [role_name(role) for role in needed if role not in parts]
            text = translate("CommandLine", "the output is not compared: {one} missing")
            if len(missing) > 1:
                text = translate("CommandLine", "the output is not compared: {one} and {other} missing")
            notes.append(text.format(one=missing[0], other=missing[-1]))
        return geometry, ranked(found, inputs.layout)
    from vizapp.labs.deformable.offset_agreement import KnownLayer, agreement
    from vizapp.wording.problems import ProblemError

    precision = ("bfloat16", "float16", "float64")
    types = list(inputs.dtypes.values())
    stored = next((kind for kind in precision[:2] if kind in types), None)
    layer = KnownLayer(
        feature=parts["feature map"],
        weight=parts["weight"],
        output=parts["output"],
        mask=parts.get("mask"),
        bias=parts.get("bias"),
        dtype=stored or ("float64" if all(kind == "float64" for kind in types) else "float32"),
    )
    best: tuple[ConvGeometry, Ranking] | None = None
    obstacle = ""
    for each in inputs.geometries:
        read = found if each == geometry else readings(inputs.offsets, each, kernel.groups, inputs.input_size)
        try:
            ranking = ranked([
                reading.with_agreement(agreement(layer, reading.offsets, each)) for reading in read
            ])  # fmt: skip
        except ProblemError as error:
            obstacle = str(error)
            continue
        if best is None or _difference(ranking) < _difference(best[1]):
            best = each, ranking
        if ranking.verdict == "known":
            break
    if best is None:
        text = translate("CommandLine", "the output is not compared: {why}")
        notes.append(text.format(why=obstacle))
        return geometry, ranked(found, inputs.layout)
    if layer.bias is None:
        text = translate(
            "CommandLine", "no bias is given: a constant of each output channel was fitted before comparing"
        )
        notes.append(text)
    return best


def _difference(ranking: Ranking) -> float:
    agreement = ranking.best.evidence.agreement
    difference = float("inf") if agreement is None else agreement.difference
    return difference if difference == difference else float("inf")


def _findings(
    chosen: Reading,
    geometry: ConvGeometry,
    input_size: tuple[int, int],
    mask: NDArray[Any] | None,
    bound: float | None,
    broken: int,
) -> tuple[Finding, ...]:
    """Return what the offset doctor finds; the ``broken`` points, which are not finite, are left out of the rest.

    ``mask`` is (G·K, oh, ow) or None; of which kind it is, its values say. ``bound`` is in pixels.
    """
    import numpy as np
    import torch

    from vizapp.labs.deformable.mask_doctor import modulation_of
    from vizapp.labs.deformable.offset_doctor import examine
    from vizapp.labs.deformable.statistics import OffsetMeasure
    from vizapp.offset_maps.non_finite import filled
    from vizapp.protocol.offset_answers import Finding

    offsets = chosen.offsets
    channels = np.array(filled(offsets), np.float64).reshape(1, -1, *offsets.shape[-2:])
    offset = torch.from_numpy(channels)
    measure = OffsetMeasure(geometry, input_size, (offsets.shape[-2], offsets.shape[-1]), offset)
    factors = None
    if mask is not None:
        every = torch.from_numpy(np.array(mask, np.float64)).flatten(1)
        factors = every[:, every.isfinite().all(0)][None, ..., None]
    if factors is None or not factors.numel():
        report = examine(offset, geometry, measure, bound=bound)
    else:
        modulation = modulation_of(factors, len(offsets))
        report = examine(offset, geometry, measure, mask=factors, modulation=modulation, bound=bound)
    return (Finding("non_finite", float(broken), 0.0, broken > 0), *report.findings)


def _check_exports(options: argparse.Namespace) -> None:
    """Refuse an export that would replace one of the files that are read."""
    given = [(name, path) for name, path in (("csv", options.csv), ("npz", options.npz)) if path is not None]
    for name, path in given:
        if path.exists() and any(file.exists() and path.samefile(file) for file in options.files):
            text = translate("CommandLine", "{file} is one of the files that are read; choose another name.")
            raise BadInputError(text.format(file=f"--{name} {path}"))
    if len(given) == 2 and given[0][1].absolute() == given[1][1].absolute():
        raise BadInputError(translate("CommandLine", "--csv and --npz name the same file."))


def _export(options: argparse.Namespace, report: OffsetFileReport) -> None:
    from vizapp.offset_maps.export import csv_pieces, npz_bytes

    mask = report.inputs.parts.get("mask")
    if mask is not None:
        mask = mask.reshape(report.kernel.groups, report.kernel.taps, *mask.shape[1:])
    if options.npz is not None:
        _write(options.npz, npz_bytes(report.chosen.offsets, report.geometry, report.chosen.layout, mask))
    if options.csv is not None:
        _write(options.csv, csv_pieces(report.chosen.offsets, report.geometry, report.inputs.input_size, mask))


def _write(path: Path, data: bytes | Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
