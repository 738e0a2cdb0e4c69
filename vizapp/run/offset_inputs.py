"""The arrays of ``vizapp offsets``: read from the files, and each given its role."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from numpy.typing import NDArray

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.kernels import KernelGuess, assumed_geometry, geometry_guesses, kernel_guesses
from vizapp.offset_maps.layouts import Layout
from vizapp.offset_maps.own_export import LAYOUT, OwnExport, mask_channels, own_export
from vizapp.offset_maps.roles import Role, RoleGuess, facts_of, recognised
from vizapp.problem import Problem
from vizapp.run.bad_input import BadInputError
from vizapp.sources.loaded import SourceError
from vizapp.sources.waiting import read_all_arrays
from vizapp.sources.whole import WholeArray
from vizapp.wording.offset_readings import role_name
from vizapp.wording.problems import phrase
from vizapp.wording.translation import translate

ROLES: dict[str, Role] = {
    "array": "offsets",
    "feature": "feature map",
    "weight": "weight",
    "mask": "mask",
    "bias": "bias",
    "output": "output",
}
"""By option."""
_AXES: dict[Role, int] = {"feature map": 3, "output": 3, "mask": 3, "weight": 4, "bias": 1}
"""How many axes an array of a role has, without a batch."""


@dataclass(frozen=True, eq=False)
class NamedArray:
    """An array of one of the files: its name on the command line, its file, and itself."""

    label: str
    path: Path
    array: WholeArray


class _Unread(NamedTuple):
    """An array that was not read: its file, its name there, and why."""

    path: Path
    name: str
    problem: Problem


@dataclass(frozen=True, eq=False)
class OffsetInputs:
    """What the report is made of.

    Attributes:
        guesses: the role of every array, with those that were named on the command line.
        offsets: (2·G·K, oh, ow), one item.
        label: the name of that array.
        kernels: the kernels and groups that fit, the chosen one first.
        geometries: of the convolution, the chosen one first; the others are tried where an output is given.
        input_size: (H, W).
        items: how many the offsets' batch has.
        parts: the arrays with other roles, by role, one item of each.
        dtypes: the names of the types that they are stored as, by role.
        refused: sentences about arrays that could not be read.
        layout: that of the offsets, where the file names it.
    """

    guesses: tuple[RoleGuess, ...]
    offsets: NDArray[Any]
    label: str
    kernels: tuple[KernelGuess, ...]
    geometries: tuple[ConvGeometry, ...]
    input_size: tuple[int, int]
    items: int
    parts: dict[Role, NDArray[Any]]
    dtypes: dict[Role, str]
    refused: tuple[str, ...]
    layout: Layout | None = None


def inputs_of(options: argparse.Namespace) -> OffsetInputs:
    """Read the files and give each array its role.

    Raises:
        BadInputError: a file cannot be read, nothing in it may be offsets, or what was named does not fit.
    """
    arrays, unread = _read(options.files)
    named = {
        role: _named(arrays, unread, text, option)
        for option, role in ROLES.items()
        if (text := getattr(options, option))
    }
    own = own_export({each.array.name: each.array.values for each in arrays}) if len(options.files) == 1 else None
    if own is not None and "offsets" not in named:
        options = _as_written(options, own)
    else:
        own = None
    refused = tuple(
        f"{label} {phrase(each.problem)}"
        for label, each in unread.items()
        if own is None or not own.has_further(each.name)
    )
    guesses = _with_names(arrays, named, options.kernel, own)
    found: dict[Role, NamedArray] = {}
    for each, guess in zip(arrays, guesses, strict=True):
        if guess.role in ROLES.values():
            # A second array of a role was not named; the first is as good a guess.
            found.setdefault(guess.role, each)
    found |= named
    if "offsets" not in found:
        raise BadInputError(_no_offsets(guesses, options))
    stored = found["offsets"].array.values
    items = len(stored) if stored.ndim == 4 else 1
    if stored.ndim not in (3, 4) or not 0 <= options.item < items:
        text = translate(
            "CommandLine", "{array} has the shape {shape}; item {item} of (N, 2·kh·kw·G, oh, ow) is not there."
        )
        raise BadInputError(text.format(array=found["offsets"].label, shape=stored.shape, item=options.item))
    parts: dict[Role, NDArray[Any]] = {
        role: _item(_whole(each.array.values, role, own), options.item, role)
        for role, each in found.items()
        if role != "offsets"
    }
    offsets = _item(stored, options.item, "offsets")
    for role, values in parts.items():
        if values.ndim != (axes := _AXES[role]):
            text = translate(
                "CommandLine", "{array} has the shape {shape}, and {axes} axes were expected of the {role}."
            )
            shape = found[role].array.values.shape
            raise BadInputError(text.format(array=found[role].label, shape=shape, axes=axes, role=role_name(role)))
    feature = parts.get("feature map")
    weight = parts.get("weight")
    kernel = options.kernel or (None if weight is None else (weight.shape[-2], weight.shape[-1]))
    channels = None if feature is None else len(feature)
    kernels = kernel_guesses(len(offsets), kernel, options.groups, channels) or kernel_guesses(
        len(offsets), kernel, options.groups
    )
    if not kernels:
        text = translate(
            "CommandLine",
            "{array} has {count} channels, which is not 2·kh·kw·G for {kernel}; choose another --kernel or --groups.",
        )
        words = _kernel_words(kernel, options.groups)
        raise BadInputError(text.format(array=found["offsets"].label, count=len(offsets), kernel=words))
    geometries, input_size = _geometries(options, kernels[0], feature, offsets)
    mask = parts.get("mask")
    if mask is not None and mask.shape != (len(offsets) // 2, *offsets.shape[1:]):
        text = translate(
            "CommandLine",
            "the mask {array} has the shape {shape}, and {expected} was expected beside these offsets.",
        )
        expected = (len(offsets) // 2, *offsets.shape[1:])
        raise BadInputError(text.format(array=found["mask"].label, shape=mask.shape, expected=expected))
    return OffsetInputs(
        guesses=guesses,
        offsets=offsets,
        label=found["offsets"].label,
        kernels=kernels,
        geometries=geometries,
        input_size=input_size,
        items=items,
        parts=parts,
        dtypes={role: each.array.dtype for role, each in found.items()},
        refused=refused,
        layout=None if own is None else LAYOUT,
    )


def _read(files: Sequence[Path]) -> tuple[list[NamedArray], dict[str, _Unread]]:
    """Return the arrays of all files, and by its name each that was not read."""
    arrays: list[NamedArray] = []
    unread: dict[str, _Unread] = {}
    for path in files:
        try:
            held = read_all_arrays(path)
        except SourceError as error:
            raise BadInputError(str(error)) from error
        for each in held.arrays:
            arrays.append(NamedArray(_label(held.name, each.name, len(files) > 1), path, each))
        for name, problem in held.refused:
            unread[_label(held.name, name, len(files) > 1)] = _Unread(path, name, problem)
    if not arrays:
        reasons = [f"{label} {phrase(each.problem)}" for label, each in unread.items()]
        text = translate("CommandLine", "there is no array to read: {reasons}.")
        raise BadInputError(text.format(reasons="; ".join(reasons[:8])))
    return arrays, unread


def _label(file: str, array: str, several: bool) -> str:
    if not array:
        return file
    return f"{file}/{array}" if several else array


def _named(arrays: list[NamedArray], unread: Mapping[str, _Unread], text: str, option: str) -> NamedArray:
    """Return the array that an option names; one of another file is read, and added to ``arrays``."""
    matches = [each for each in arrays if text in (each.label, each.array.name)]
    if len(matches) == 1:
        return matches[0]
    if len(matches) > 1:
        words = translate("CommandLine", "{option} {name} is in several files; write FILE/{name}.")
        raise BadInputError(words.format(option=f"--{option}", name=text))
    path, inside = _split(text)
    if path is None and (beyond := unread.get(text)) is not None:
        path, inside = beyond.path, beyond.name
    if path is None:
        there = ", ".join(each.label for each in arrays[:8])
        words = translate("CommandLine", "{option} {name} is neither a file nor one of the arrays {there}.")
        raise BadInputError(words.format(option=f"--{option}", name=text, there=there))
    try:
        held = read_all_arrays(path, inside or None)
    except SourceError as error:
        raise BadInputError(str(error)) from error
    fitting = held.arrays
    if held.refused and not fitting:
        name, problem = held.refused[0]
        raise BadInputError(f"--{option}: {_label(held.name, name, True)} {phrase(problem)}.")
    if not fitting:
        words = translate("CommandLine", "{option}: {file} has no array named {name}.")
        raise BadInputError(words.format(option=f"--{option}", file=held.name, name=inside))
    if len(fitting) > 1:
        there = ", ".join(each.name for each in held.arrays[:8])
        words = translate("CommandLine", "{option}: {file} holds {there}; name one as {path}/NAME.")
        raise BadInputError(words.format(option=f"--{option}", file=held.name, there=there, path=path))
    added = NamedArray(_label(held.name, fitting[0].name, True), path, fitting[0])
    # It may be an array of the files given, under its short name.
    same = next((each for each in arrays if each.array.name == added.array.name and each.path.samefile(path)), None)
    if same is not None:
        return same
    arrays.append(added)
    return added


def _split(text: str) -> tuple[Path | None, str]:
    """Split FILE/ARRAY at the longest beginning that is a file."""
    path = Path(text)
    parts = path.parts
    for end in range(len(parts), 0, -1):
        if (file := Path(*parts[:end])).is_file():
            return file, "/".join(parts[end:])
    return None, ""


def _with_names(
    arrays: Sequence[NamedArray],
    named: dict[Role, NamedArray],
    kernel: tuple[int, int] | None,
    own: OwnExport | None,
) -> tuple[RoleGuess, ...]:
    guesses = recognised([facts_of(each.label, each.array.values) for each in arrays], kernel)
    if own is not None:
        guesses = tuple(
            replace(guess, role=own.role(each.array.name), sure=True)
            for each, guess in zip(arrays, guesses, strict=True)
        )
    given = {id(each): role for role, each in named.items()}
    result = []
    for each, guess in zip(arrays, guesses, strict=True):
        if id(each) in given:
            role = given[id(each)]
            result.append(replace(guess, role=role, possible=(role, *guess.possible), sure=True))
        elif guess.role in named:
            # That role has been given to another array.
            left: Role = next((role for role in guess.possible if role not in named), "other")
            result.append(replace(guess, role=left))
        else:
            result.append(guess)
    return tuple(result)


def _whole(values: NDArray[Any], role: Role, own: OwnExport | None) -> NDArray[Any]:
    """Return an array as its role has it; vizapp writes masks by group and tap."""
    if own is None or role != "mask":
        return values
    return mask_channels(values, own.kernel.groups, own.kernel.taps)


def _as_written(options: argparse.Namespace, own: OwnExport) -> argparse.Namespace:
    """Return the options with what the file says of itself, where they leave it open."""
    geometry = own.geometry
    written: dict[str, object] = {"kernel": own.kernel.kernel_size, "groups": own.kernel.groups}
    if options.kernel in (None, own.kernel.kernel_size):
        written |= {"stride": geometry.stride, "padding": geometry.padding, "dilation": geometry.dilation}
    filled = {name: value for name, value in written.items() if getattr(options, name) is None}
    return argparse.Namespace(**{**vars(options), **filled})


def _item(values: NDArray[Any], item: int, role: Role) -> NDArray[Any]:
    if role in ("weight", "bias"):
        return values
    if values.ndim == 2:
        return values[None]
    # A batch of one belongs to every item.
    return (
        values[item if len(values) > 1 else 0]
        if values.ndim == 4 and item < len(values)
        else (values[0] if values.ndim == 4 else values)
    )


def _geometries(
    options: argparse.Namespace, chosen: KernelGuess, feature: NDArray[Any] | None, offsets: NDArray[Any]
) -> tuple[tuple[ConvGeometry, ...], tuple[int, int]]:
    made = (offsets.shape[-2], offsets.shape[-1])
    size: tuple[int, int] | None = options.size
    if feature is not None:
        size = (feature.shape[-2], feature.shape[-1])
    given = (options.stride, options.padding, options.dilation)
    if size is None:
        stride = options.stride or (1, 1)
        size = (made[0] * stride[0], made[1] * stride[1])
    for name in ("stride", "dilation"):
        if 0 in (pair := getattr(options, name) or (1, 1)):
            text = translate("CommandLine", "{option} is {height}×{width}, and both must be at least 1.")
            raise BadInputError(text.format(option=f"--{name}", height=pair[0], width=pair[1]))
    if any(value is not None for value in given):
        try:
            aligned = ConvGeometry.aligned(chosen.kernel_size, options.stride or 1, options.dilation or 1)
            padding = aligned.padding if options.padding is None else options.padding
            geometry = ConvGeometry.checked(chosen.kernel_size, aligned.stride, padding, aligned.dilation)
        except ValueError as error:
            raise BadInputError(f"{error}.") from error
        return (geometry,), size
    guesses = geometry_guesses(chosen.kernel_size, size, made)
    return guesses or (assumed_geometry(chosen.kernel_size, size, made),), size


def _no_offsets(guesses: Sequence[RoleGuess], options: argparse.Namespace) -> str:
    held = "; ".join(f"{guess.facts.name} {guess.facts.shape}" for guess in guesses[:8])
    kernel = _kernel_words(options.kernel, options.groups)
    text = translate(
        "CommandLine",
        "no array looks like offsets, which have 2·kh·kw·G channels for {kernel}; there are: {held}. Name one with "
        "--array.",
    )
    return text.format(kernel=kernel, held=held)


def _kernel_words(kernel: tuple[int, int] | None, groups: int | None) -> str:
    shape = translate("CommandLine", "some kernel")
    if kernel is not None:
        words = translate("CommandLine", "a kernel of {height}×{width}")
        shape = words.format(height=kernel[0], width=kernel[1])
    with_groups = translate("CommandLine", "{kernel} and {groups} offset groups")
    return shape if groups is None else with_groups.format(kernel=shape, groups=groups)
