"""The report of ``vizapp offsets``: as text and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.kernels import KernelGuess
from vizapp.offset_maps.non_finite import NonFinite
from vizapp.offset_maps.readings import Ranking, Reading
from vizapp.protocol.offset_answers import Finding
from vizapp.run.offset_inputs import OffsetInputs
from vizapp.wording.columns import display_width, padded, padded_left
from vizapp.wording.offset_findings import finding_texts
from vizapp.wording.offset_readings import (
    MEASURES,
    layout_name,
    measure_note,
    measure_text,
    measure_title,
    measure_value,
    non_finite_sentence,
    role_name,
    verdict_sentence,
)
from vizapp.wording.templates import fill
from vizapp.wording.translation import translate

_PLACES_IN_TEXT = 8


@dataclass(frozen=True, eq=False)
class OffsetFileReport:
    """All that is found about an offset map: what was read, its readings, the chosen one, and the doctor's findings.

    ``chosen_by`` is "option" where the layout was named, otherwise the ranking's verdict.
    """

    inputs: OffsetInputs
    kernel: KernelGuess
    geometry: ConvGeometry
    ranking: Ranking
    chosen: Reading
    chosen_by: str
    non_finite: NonFinite
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def as_text(report: OffsetFileReport) -> str:
    """Return the report as lines of text."""
    lines = [translate("CommandLine", "Arrays"), *_arrays(report.inputs), "", _offsets(report)]
    if len(report.inputs.kernels) > 1:
        with_groups = translate("CommandLine", "{kernel} with G {groups}")
        fitting = [
            with_groups.format(kernel=_x(each.kernel_size), groups=each.groups) for each in report.inputs.kernels[1:5]
        ]
        text = translate("CommandLine", "also fitting, by --kernel and --groups: {kernels}")
        lines.append(f"  {text.format(kernels=', '.join(fitting))}")
    lines += [f"  {note}" for note in report.notes]
    lines += ["", translate("CommandLine", "Readings"), *_readings(report.ranking.readings)]
    lines += ["", verdict_sentence(report.ranking)]
    text = translate("CommandLine", "Shown below: {layout} (--layout {option})")
    lines.append(text.format(layout=layout_name(report.chosen.layout), option=report.chosen.layout))
    lines += ["", translate("CommandLine", "NaN and infinity"), f"  {non_finite_sentence(report.non_finite)}"]
    lines += [f"  {line}" for line in _non_finite(report)]
    lines += ["", translate("CommandLine", "Offset doctor")]
    for finding in report.findings:
        lines += _finding(finding)
    return "\n".join(lines)


def _arrays(inputs: OffsetInputs) -> list[str]:
    """Return a line for each array of the files: its shape and its role."""
    lines = []
    width = max(display_width(guess.facts.name) for guess in inputs.guesses)
    for guess in inputs.guesses:
        others = [role_name(role) for role in guess.possible if role != guess.role]
        doubt = ""
        if others and not guess.sure:
            doubt = translate("CommandLine", "  (may also be: {roles})").format(roles=", ".join(others))
        name = padded(guess.facts.name, width)
        lines.append(f"  {name}  {guess.facts.shape!s:<20}  {role_name(guess.role)}{doubt}")
    refused = translate("CommandLine", "  not read: {sentence}")
    return [*lines, *(refused.format(sentence=sentence) for sentence in inputs.refused)]


def _offsets(report: OffsetFileReport) -> str:
    """Return the line on the offsets: their kernel, and the convolution that they are taken to belong to."""
    geometry = report.geometry
    text = translate(
        "CommandLine",
        "Offsets {array}: kernel {kernel}, {groups:offset group|offset groups}, {units} units; stride {stride}, "
        "padding {padding}, dilation {dilation}, input {input}",
    )
    values = {
        "array": report.inputs.label,
        "kernel": _x(geometry.kernel_size),
        "groups": report.kernel.groups,
        "units": _x(report.inputs.offsets.shape[-2:]),
        "stride": _x(geometry.stride),
        "padding": _x(geometry.padding),
        "dilation": _x(geometry.dilation),
        "input": _x(report.inputs.input_size),
    }
    return fill(text, values)


def as_json(report: OffsetFileReport, written: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the report as JSON data; numbers that are not finite are null.

    Args:
        report: the report.
        written: its findings as they stand in metrics.json.
    """
    geometry = report.geometry
    return {
        "arrays": [
            {"name": guess.facts.name, "shape": guess.facts.shape, "role": guess.role, "possible": guess.possible}
            for guess in report.inputs.guesses
        ],
        "not_read": report.inputs.refused,
        "offsets": {
            "array": report.inputs.label,
            "kernel_size": geometry.kernel_size,
            "groups": report.kernel.groups,
            "stride": geometry.stride,
            "padding": geometry.padding,
            "dilation": geometry.dilation,
            "input_size": report.inputs.input_size,
            "output_size": report.inputs.offsets.shape[-2:],
            "also_fitting": [
                {"kernel_size": each.kernel_size, "groups": each.groups} for each in report.inputs.kernels[1:]
            ],
            "notes": report.notes,
        },
        "verdict": report.ranking.verdict,
        "layout": report.chosen.layout,
        "layout_chosen_by": report.chosen_by,
        "readings": [_reading(each) for each in report.ranking.readings],
        "non_finite": {
            "points": report.non_finite.count,
            "nan": report.non_finite.nan,
            "infinite": report.non_finite.infinite,
            "units": report.non_finite.units,
            "of_tap": report.non_finite.of_tap,
            "first": [
                {
                    "group": place.group,
                    "tap": place.tap,
                    "unit_yx": place.unit_yx,
                    "offset_yx": [str(each) for each in place.offset_yx],
                    "mask": None if place.mask is None else str(place.mask),
                }
                for place in report.non_finite.places
            ],
        },
        "doctor": list(written),
    }


def _reading(reading: Reading) -> dict[str, Any]:
    agreement = reading.evidence.agreement
    figures: dict[str, Any] = {measure: measure_value(reading.evidence, measure) for measure in MEASURES[1:]}
    figures["agreement"] = None
    if agreement is not None:
        figures["agreement"] = {
            "difference": agreement.difference if math.isfinite(agreement.difference) else None,
            "largest": agreement.largest if math.isfinite(agreement.largest) else None,
            "to_rounding": agreement.to_rounding,
            "compared": agreement.compared,
            "bias_fitted": agreement.bias_fitted,
        }
    return {"layout": reading.layout, **figures}


def _readings(readings: Sequence[Reading]) -> list[str]:
    """Return a table with a column for each reading."""
    shown = [measure for measure in MEASURES if measure != "agreement" or readings[0].evidence.agreement is not None]
    titles = max(display_width(measure_title(measure)) for measure in shown)
    cells = [[measure_text(each.evidence, measure) for each in readings] for measure in shown]
    widths = [
        max(len(str(reading.layout)), *(display_width(row[at]) for row in cells))
        for at, reading in enumerate(readings)
    ]
    head = "  ".join(f"{reading.layout:>{width}}" for reading, width in zip(readings, widths, strict=True))
    lines = [f"  {'':<{titles}}  {head}"]
    for measure, row in zip(shown, cells, strict=True):
        values = "  ".join(padded_left(cell, width) for cell, width in zip(row, widths, strict=True))
        note = measure_note(measure)
        lines.append(f"  {padded(measure_title(measure), titles)}  {values}" + (f"   {note}" if note else ""))
    return lines


def _non_finite(report: OffsetFileReport) -> list[str]:
    found = report.non_finite
    lines = []
    for group, taps in enumerate(found.of_tap):
        bad = [f"{report.geometry.tap_name(tap)}: {count}" for tap, count in enumerate(taps) if count]
        if bad:
            text = translate("CommandLine", "group {group}, by tap: {counts}")
            lines.append(text.format(group=group, counts="; ".join(bad)))
    for place in found.places[:_PLACES_IN_TEXT]:
        text = translate("CommandLine", "unit ({y}, {x}), group {group}, tap {tap}: offset ({dy:g}, {dx:g})")
        values = {"group": place.group, "tap": report.geometry.tap_name(place.tap), "mask": place.mask}
        if place.mask is not None:
            text = translate(
                "CommandLine",
                "unit ({y}, {x}), group {group}, tap {tap}: offset ({dy:g}, {dx:g}), mask {mask:g}",
            )
        (y, x), (dy, dx) = place.unit_yx, place.offset_yx
        lines.append(text.format(y=y, x=x, dy=dy, dx=dx, **values))
    return lines


def _finding(finding: Finding) -> list[str]:
    texts = finding_texts(finding.code, trained=False)
    if texts is None:
        return [f"  {finding.code}: {finding.value:g}"]
    value = finding.value * 100 if texts.unit == "%" else finding.value
    unit = f" {texts.unit}" if texts.unit else ""
    tap = translate("CommandLine", " (tap {tap})").format(tap=finding.tap) if finding.tap else ""
    line = f"  {'!' if finding.grave else ' '} {texts.title}: {value:.3g}{unit}{tap}"
    return [line, f"      {texts.limit}: {texts.advice}"] if finding.grave else [line]


def _x(pair: Sequence[int]) -> str:
    return f"{pair[0]}×{pair[1]}"
