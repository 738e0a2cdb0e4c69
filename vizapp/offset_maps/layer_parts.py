"""The parts of a layer with given offsets, put together: kernel, geometry, readings, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.evidence import Agreement, evidence_of
from vizapp.offset_maps.kernels import KernelGuess, geometry_guesses, kernel_guesses
from vizapp.offset_maps.known_layer import KnownLayer
from vizapp.offset_maps.layouts import Layout, decode, layouts_for
from vizapp.offset_maps.readings import Ranking, Reading, ranked
from vizapp.offset_maps.roles import Role
from vizapp.offset_maps.sampled_agreement import sampled_agreement
from vizapp.problem import Problem, Value

KERNEL_SIDES = (1, 3, 5, 7)
"""The kernels that can be shown; the layer has a middle tap, and its taps have names."""
MOST_GROUPS = 64
MOST_PIXELS = 4_000_000
"""Of a layer's input."""
_STRIDES, _DILATIONS = (1, 2, 3, 4), (1, 2, 3, 4)
_LARGEST_PICTURE_STRIDE = 2


@dataclass(frozen=True)
class FeatureSize:
    """What the layer reads: ``channels``, (H, W), and whether it may be scaled to another size, as a picture may."""

    channels: int
    size: tuple[int, int]
    scales: bool


@dataclass(frozen=True, eq=False)
class LayerParts:
    """What is known of a layer with given offsets.

    Attributes:
        kernels: the kernels and offset groups that fit, the chosen one first; empty where none does.
        geometries: the strides, paddings and dilations that fit, the chosen one first.
        input_size: (H, W) that the layer reads.
        scaled: whether what it reads is scaled to that size.
        outputs, groups: O and the convolution's own groups.
        ranking: the readings in order; None where there is a problem.
        problem: what does not fit, or None.
    """

    kernels: tuple[KernelGuess, ...] = ()
    geometries: tuple[ConvGeometry, ...] = ()
    input_size: tuple[int, int] = (1, 1)
    scaled: bool = False
    outputs: int = 1
    groups: int = 1
    ranking: Ranking | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Wishes:
    """What was chosen instead of the best guess; None leaves it to the guess. ``layout`` is what the file names."""

    kernel: KernelGuess | None = None
    geometry: ConvGeometry | None = None
    layout: Layout | None = None


def put_together(
    parts: Mapping[Role, NDArray[Any]],
    feature: FeatureSize,
    wishes: Wishes,
    dtypes: Iterable[str] = (),
) -> LayerParts:
    """Return what the arrays are together.

    Args:
        parts: "offsets" (2·G·K, oh, ow), and where they are given "mask" (G·K, oh, ow), "weight" (O, C/groups, kh,
            kw), "bias" (O,), "output" (O, oh, ow) and "feature map" (C, H, W).
        feature: of what the layer reads, whether it is among the parts or not.
        wishes: what was chosen.
        dtypes: the names of the types that the arrays were stored as.
    """
    offsets, weight = parts["offsets"], parts.get("weight")
    kernels = _kernels(offsets, weight, feature, wishes)
    if not kernels:
        return LayerParts(problem=_no_kernel(offsets, weight))
    found = LayerParts(kernels=kernels)
    if problem := _misfit(parts, kernels[0], feature):
        return replace(found, problem=problem)
    if weight is not None:
        found = replace(found, outputs=len(weight), groups=feature.channels // weight.shape[1])
    units = (offsets.shape[-2], offsets.shape[-1])
    geometries, scaled = _geometries(kernels[0], units, feature, wishes)
    if not geometries:
        values: dict[str, Value] = {"units": units, "size": feature.size}
        return replace(found, problem=Problem("brought.size", "task", values))
    found = replace(found, geometries=geometries, scaled=scaled)
    known = None if scaled else _known(parts, dtypes)
    fixed = wishes.geometry in geometries
    return _with_readings(found, offsets, known, units, feature.size, fixed=fixed, named=wishes.layout)


def input_size_of(
    geometry: ConvGeometry, units: tuple[int, int], size: tuple[int, int], scaled: bool
) -> tuple[int, int]:
    """Return (H, W) that a layer reads: ``size`` itself, or the units times the stride where it is scaled."""
    if not scaled:
        return size
    return units[0] * geometry.stride[0], units[1] * geometry.stride[1]


def _kernels(
    offsets: NDArray[Any], weight: NDArray[Any] | None, feature: FeatureSize, wishes: Wishes
) -> tuple[KernelGuess, ...]:
    size = None if weight is None else (weight.shape[-2], weight.shape[-1])
    fitting = [
        guess
        for guess in kernel_guesses(len(offsets), size)
        if set(guess.kernel_size) <= set(KERNEL_SIDES) and guess.groups <= MOST_GROUPS
    ]
    # Those whose groups divide the channels come first, but a picture can be read by any number of groups.
    order = sorted(fitting, key=lambda guess: feature.channels % guess.groups != 0 and not feature.scales)
    if wishes.kernel in order:
        order = [wishes.kernel, *(guess for guess in order if guess != wishes.kernel)]
    return tuple(order)


def _no_kernel(offsets: NDArray[Any], weight: NDArray[Any] | None) -> Problem:
    channels = len(offsets)
    if weight is None:
        return Problem("brought.channels", "task", {"channels": channels})
    kernel = (weight.shape[-2], weight.shape[-1])
    if not set(kernel) <= set(KERNEL_SIDES):
        return Problem("brought.kernel-size", "task", {"kernel": kernel})
    taps = kernel[0] * kernel[1]
    return Problem("brought.channels-of-kernel", "task", {"channels": channels, "kernel": kernel, "taps": taps})


def _misfit(parts: Mapping[Role, NDArray[Any]], kernel: KernelGuess, feature: FeatureSize) -> Problem | None:
    """Return what does not fit beside the offsets, or None."""
    offsets, weight = parts["offsets"], parts.get("weight")
    points, units = kernel.groups * kernel.taps, offsets.shape[-2:]
    expected: dict[Role, tuple[int, ...]] = {"mask": (points, *units)}
    if weight is not None:
        if weight.shape[1] > feature.channels or feature.channels % weight.shape[1]:
            values: dict[str, Value] = {"reads": weight.shape[1], "channels": feature.channels}
            return Problem("brought.weight-reads", "task", values)
        groups = feature.channels // weight.shape[1]
        if len(weight) % groups:
            return Problem("brought.weight-groups", "task", {"outputs": len(weight), "groups": groups})
        expected |= {"bias": (len(weight),), "output": (len(weight), *units)}
    for role, shape in expected.items():
        array = parts.get(role)
        if array is not None and array.shape != shape:
            values = {"role": role, "shape": array.shape, "expected": shape}
            return Problem("brought.shape", "task", values)
    if feature.channels % kernel.groups and (weight is not None or not feature.scales):
        return Problem("brought.offset-groups", "task", {"groups": kernel.groups, "channels": feature.channels})
    return None


def _geometries(
    kernel: KernelGuess, units: tuple[int, int], feature: FeatureSize, wishes: Wishes
) -> tuple[tuple[ConvGeometry, ...], bool]:
    """Return the geometries, the chosen one first, and whether what is read is scaled to fit them."""
    exact = geometry_guesses(kernel.kernel_size, feature.size, units)
    if feature.scales:
        # A large photograph is not read in steps of 8 pixels, but stands for the map that the layer read.
        exact = tuple(each for each in exact if max(each.stride) <= _LARGEST_PICTURE_STRIDE)
    scaled = feature.scales and not exact
    found = exact
    if scaled:
        found = tuple(
            ConvGeometry.aligned(kernel.kernel_size, stride, dilation)
            for stride in _STRIDES
            for dilation in _DILATIONS
            if (units[0] * stride) * (units[1] * stride) <= MOST_PIXELS
            and (dilation == 1 or kernel.kernel_size != (1, 1))
        )
    if wishes.geometry in found:
        found = (wishes.geometry, *(each for each in found if each != wishes.geometry))
    return found, scaled


def _known(parts: Mapping[Role, NDArray[Any]], dtypes: Iterable[str]) -> KnownLayer | None:
    if not all(role in parts for role in ("feature map", "weight", "output")):
        return None
    types = tuple(dtypes)
    stored = next((kind for kind in ("bfloat16", "float16") if kind in types), None)
    return KnownLayer(
        feature=parts["feature map"],
        weight=parts["weight"],
        output=parts["output"],
        mask=parts.get("mask"),
        bias=parts.get("bias"),
        dtype=stored or ("float64" if types and all(kind == "float64" for kind in types) else "float32"),
    )


def _with_readings(
    found: LayerParts,
    offsets: NDArray[Any],
    known: KnownLayer | None,
    units: tuple[int, int],
    size: tuple[int, int],
    *,
    fixed: bool,
    named: Layout | None,
) -> LayerParts:
    """Return the parts with their readings, and the geometry first that gives the known output best."""
    kernel = found.kernels[0]
    layouts = layouts_for(kernel.taps, kernel.groups)
    decoded = {layout: decode(offsets, kernel.taps, kernel.groups, layout) for layout in layouts}
    best = found.geometries[0]
    agreements: dict[Layout, Agreement] = {}
    if known is not None:
        smallest = np.inf
        for geometry in found.geometries[:1] if fixed else found.geometries:
            agreed = {layout: sampled_agreement(known, each, geometry) for layout, each in decoded.items()}
            differences = [each.difference for each in agreed.values()]
            nearest = min((each for each in differences if np.isfinite(each)), default=np.inf)
            if not agreements or nearest < smallest:
                best, agreements, smallest = geometry, agreed, nearest
            if any(each.to_rounding for each in agreed.values()):
                break
    geometries = (best, *(each for each in found.geometries if each != best))
    read = input_size_of(best, units, size, found.scaled)
    readings = [
        Reading(layout, each, evidence_of(each, best, read)).with_agreement(agreements.get(layout))
        for layout, each in decoded.items()
    ]
    return replace(found, geometries=geometries, input_size=read, ranking=ranked(readings, named))
