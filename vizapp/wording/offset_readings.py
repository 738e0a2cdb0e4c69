"""The texts about offset maps from files: names of layouts and measures, and what decides between readings."""

from __future__ import annotations

import math

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.evidence import Evidence
from vizapp.offset_maps.kernels import KernelGuess
from vizapp.offset_maps.layouts import Layout
from vizapp.offset_maps.non_finite import NonFinite
from vizapp.offset_maps.readings import Ranking
from vizapp.offset_maps.roles import Role
from vizapp.wording.templates import fill
from vizapp.wording.translation import marked, translate

CONTEXT = "OffsetReadings"
"""The translation context of these texts."""

_LAYOUTS: dict[Layout, str] = {
    "torchvision": marked("dy, dx by tap (torchvision)"),
    "xy": marked("dx, dy by tap"),
    "split": marked("all dy, then all dx"),
    "split-xy": marked("all dx, then all dy"),
    "group-split": marked("by group: all dy, then all dx"),
    "group-split-xy": marked("by group: all dx, then all dy"),
}
_VERDICTS: dict[str, str] = {
    "known": marked("The given output comes out with this layout and no other: {layout}."),
    "named": marked("The file says itself that its layout is {layout}."),
    "likely": marked("The figures speak for {layout}; only a given output can prove it."),
    "unclear": marked("The figures do not tell the layouts apart; {layout} is the commonest of those that fit."),
    "contradicted": marked(
        "No layout gives the given output; {layout} comes nearest. Other arrays may belong together, or the stride, "
        "padding or dilation differ."
    ),
}
_BADGES: dict[str, str] = {
    "known": marked("proved"),
    "named": marked("named"),
    "likely": marked("best"),
    "unclear": marked("usual"),
    "contradicted": marked("closest"),
}
_MEASURES: dict[str, str] = {
    "agreement": marked("difference to the output"),
    "kernel_fit": marked("moves the kernel as a whole"),
    "kernel_turning": marked("turns and scales the kernel"),
    "map_turning": marked("turns and scales over the map"),
    "outside_share": marked("points outside"),
    "tap_roughness": marked("roughness over taps"),
    "unit_roughness": marked("roughness over units"),
    "mean_length": marked("mean length"),
    "longest": marked("longest offset"),
    "mean_abs_y": marked("mean |dy|"),
    "mean_abs_x": marked("mean |dx|"),
}
_NOTES: dict[str, str] = {
    "agreement": marked("0 is equal; relative to the deviation of the output"),
    "kernel_fit": marked("1: a shift, turn, scale and shear explain all; 0: no more than of noise"),
    "kernel_turning": marked("1 turns and scales, −1 mirrors and stretches: then dy and dx may be exchanged"),
    "map_turning": marked("the same of the mean offset from unit to unit"),
    "outside_share": marked("they read only zeros"),
    "tap_roughness": marked("neighbouring taps; about 1.1 is noise"),
    "unit_roughness": marked("neighbouring units, the same in every layout; about 1.1 is noise"),
}
_AT_MOST_ONE = ("kernel_fit", "kernel_turning", "map_turning")
"""Measures that say how much of 1 there is of something; the larger, the better an offset map is explained."""
_ROLES: dict[Role, str] = {
    "offsets": marked("offsets"),
    "mask": marked("mask"),
    "weight": marked("weight"),
    "bias": marked("bias"),
    "output": marked("output"),
    "feature map": marked("feature map"),
    "other": marked("not used"),
}
MEASURES = tuple(_MEASURES)
"""In the order in which they are listed."""


def layout_name(layout: Layout) -> str:
    """Return the name of a layout in the user's language."""
    return translate(CONTEXT, _LAYOUTS[layout])


def verdict_sentence(ranking: Ranking) -> str:
    """Return what decides between the readings, in one sentence."""
    return verdict_words(ranking.verdict, ranking.best.layout)


def verdict_words(verdict: str, best: Layout) -> str:
    """Return what decides between readings of which ``best`` is the first, in one sentence; "" for no verdict."""
    template = _VERDICTS.get(verdict)
    return "" if template is None else fill(translate(CONTEXT, template), {"layout": layout_name(best)})


def verdict_badge(verdict: str) -> str:
    """Return in one word why the first reading comes first; "" for no verdict."""
    return translate(CONTEXT, _BADGES[verdict]) if verdict in _BADGES else ""


def role_name(role: Role) -> str:
    """Return the name of the role of an array."""
    return translate(CONTEXT, _ROLES[role])


def kernel_words(guess: KernelGuess) -> str:
    """Return a kernel and its offset groups in words: "3 × 3, 1 offset group"."""
    height, width = guess.kernel_size
    text = translate("OffsetReadings", "{height} × {width}, {groups:offset group|offset groups}")
    return fill(text, {"height": height, "width": width, "groups": guess.groups})


def geometry_words(geometry: ConvGeometry) -> str:
    """Return stride, padding and dilation in words; pairs that differ as vertical × horizontal."""
    values = {
        name: str(pair[0]) if pair[0] == pair[1] else f"{pair[0]} × {pair[1]}"
        for name, pair in (("s", geometry.stride), ("p", geometry.padding), ("d", geometry.dilation))
    }
    return fill(translate("OffsetReadings", "stride {s}, padding {p}, dilation {d}"), values)


def broken_numbers_sentence(nan: int, infinite: int, units: int) -> str:
    """Return how many numbers of offsets that are not read yet are not finite; "" where all are."""
    if not nan + infinite:
        return ""
    text = translate(
        "OffsetReadings",
        "{count:number of the offsets is|numbers of the offsets are} not finite ({nan} NaN, {infinite} infinite), at "
        "{units:unit|units}. A point with such a number reads nothing.",
    )
    return fill(text, {"count": nan + infinite, "nan": nan, "infinite": infinite, "units": units})


def broken_sentence(found: NonFinite, geometry: ConvGeometry) -> str:
    """Return how many points are not finite, which the first are, and what becomes of them; "" where all are."""
    if not found.count:
        return ""
    text = translate(
        "OffsetReadings",
        "{count:point is|points are} not finite ({nan} NaN, {infinite} infinite): {places}. Such a point reads "
        "nothing.",
    )
    places = broken_places(found, geometry)
    return fill(text, {"count": found.count, "nan": found.nan, "infinite": found.infinite, "places": places})


def broken_places(found: NonFinite, geometry: ConvGeometry, most: int = 3) -> str:
    """Return the first points that are not finite: "unit (3, 7), tap 1,1 …"; "" where all are."""
    places: list[str] = []
    for place in found.places:
        values = {"y": place.unit_yx[0], "x": place.unit_yx[1], "tap": geometry.tap_name(place.tap), "g": place.group}
        template = "unit ({y}, {x}), tap {tap}" if len(found.of_tap) == 1 else "unit ({y}, {x}), group {g}, tap {tap}"
        places.append(fill(translate(CONTEXT, template), values))
    shown = "; ".join(places[:most])
    return shown + (" …" if len(places) > most or found.count > len(found.places) else "")


def measure_title(measure: str) -> str:
    """Return the name of a measure of `MEASURES`."""
    return translate(CONTEXT, _MEASURES[measure])


def measure_note(measure: str) -> str:
    """Return what a value of a measure means; "" where its name says it."""
    return translate(CONTEXT, _NOTES[measure]) if measure in _NOTES else ""


def measure_text(evidence: Evidence, measure: str) -> str:
    """Return the value of a measure with its unit; a dash where there is none."""
    agreement = evidence.agreement
    if measure == "agreement":
        if agreement is None or math.isnan(agreement.difference):
            return "–"
        text = f"{agreement.difference:.2g}"
        return (
            fill(translate("OffsetReadings", "{value} (rounding)"), {"value": text})
            if agreement.to_rounding
            else text
        )
    value = measure_value(evidence, measure)
    if value is None:
        return "–"
    if measure == "outside_share":
        return f"{100 * value:.1f} %"
    if measure in ("mean_length", "longest", "mean_abs_y", "mean_abs_x"):
        return f"{value:.3g} px"
    if measure in _AT_MOST_ONE:
        of_one = translate("OffsetReadings", "{value} of 1")
        return fill(of_one, {"value": f"{round(value, 2) + 0.0:.2f}".replace("-", "−")})
    return f"{value:.2f}"


def measure_value(evidence: Evidence, measure: str) -> float | None:
    """Return the value of a measure; None where there is none."""
    if measure == "agreement":
        value = math.nan if evidence.agreement is None else evidence.agreement.difference
    elif measure in ("mean_abs_y", "mean_abs_x"):
        value = evidence.mean_abs_yx[measure == "mean_abs_x"]
    else:
        value = getattr(evidence, measure)
    return value if math.isfinite(value) else None


def non_finite_sentence(found: NonFinite) -> str:
    """Return how many points are not finite and where the first is."""
    if not found.places:
        return translate("OffsetReadings", "Every point is finite.")
    first = found.places[0]
    values = {
        "count": found.count,
        "nan": found.nan,
        "infinite": found.infinite,
        "units": found.units,
        "y": first.unit_yx[0],
        "x": first.unit_yx[1],
    }
    return fill(
        translate(
            "OffsetReadings",
            "{count:point is|points are} not finite ({nan} NaN, {infinite} infinite), at {units:unit|units}; the "
            "first at row {y}, column {x}.",
        ),
        values,
    )
