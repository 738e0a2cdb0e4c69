"""The document as JSON text; documents of older versions are migrated when read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from vizapp.document.experiment import VERSION, Experiment
from vizapp.document.families import decode_member

_MAX_TEXT_BYTES = 4 * 2**20


def to_text(experiment: Experiment) -> str:
    """Return the experiment as JSON text."""
    return msgspec.json.format(msgspec.json.encode(experiment), indent=2).decode()


def from_text(text: str) -> Experiment:
    """Return the experiment that ``text`` describes; a missing field takes its default.

    Raises:
        ValueError: the text is not JSON, is of a newer version, or has an unknown field or a value out of range.
    """
    if len(text) > _MAX_TEXT_BYTES:
        raise ValueError(f"the experiment text is longer than {_MAX_TEXT_BYTES // 2**20} MiB")
    try:
        value = msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(f"this is not an experiment: {error}") from None
    return from_builtins(value)


def from_builtins(value: dict[str, Any]) -> Experiment:
    """Return the experiment that plain values describe, such as those under "experiment" in metrics.json.

    Raises:
        ValueError: as :func:`from_text`.
    """
    version = value.get("version", 1)
    if type(version) is not int or version < 1:
        raise ValueError(f"this is not an experiment: its version is {version!r}")
    if version > VERSION:
        raise ValueError(
            f"this experiment was made by a newer vizapp: its form is version {version}, and this one reads up to "
            f"{VERSION}; install a newer vizapp"
        )
    try:
        for migrate in _MIGRATIONS[version - 1 :]:
            value = migrate(value)
        return msgspec.convert(value, Experiment, dec_hook=decode_member)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(f"this is not an experiment: {error}") from None


def _from_version_1(old: dict[str, Any]) -> dict[str, Any]:
    """Migrate from version 1: one field per lab, a task as a plain string, placed points under "overrides"."""
    if "labs" in old:  # it would be lost silently
        raise msgspec.ValidationError("`labs` is known from version 2 on, and this text says no version")
    new = {name: value for name, value in old.items() if name not in ("deformable", "subpixel")}
    labs = []
    for lab in ("deformable", "subpixel"):
        spec = old.get(lab, {})
        if not isinstance(spec, dict):
            raise msgspec.ValidationError(f"Expected `object`, got `{type(spec).__name__}` - at `$.{lab}`")
        spec = {**spec, "lab": lab}
        task = spec.get("task")
        if lab == "deformable":
            if "overrides" in spec:
                spec["placed_points"] = spec.pop("overrides")
            if isinstance(task, dict):
                spec["task"] = {**task, "name": "hidden-taps"}
        elif isinstance(task, str):
            spec["task"] = {"name": task}
        labs.append(spec)
    return {**new, "version": 2, "labs": labs}


def _from_version_2(old: dict[str, Any]) -> dict[str, Any]:
    """Migrate from version 2: a square kernel as one number, taps of one group, a unit or None as the place.

    Without a task the deformable lab meant hidden-taps.
    """
    specs = old.get("labs", [])
    if not isinstance(specs, list):
        return {**old, "version": 3}  # which is refused with the place of the fault
    labs = [
        _deformable_from_version_2(spec) if isinstance(spec, dict) and spec.get("lab") == "deformable" else spec
        for spec in specs
    ]
    if not any(isinstance(spec, dict) and spec.get("lab") == "deformable" for spec in labs):
        labs.append(_deformable_from_version_2({"lab": "deformable"}))
    return {**old, "version": 3, "labs": labs}


def _deformable_from_version_2(old: dict[str, Any]) -> dict[str, Any]:
    spec = {"task": {"name": "hidden-taps"}, **old}
    kernel = spec.get("kernel_size")
    if isinstance(kernel, int):
        spec["kernel_size"] = [kernel, kernel]
    points = spec.get("placed_points")
    if isinstance(points, list):
        spec["placed_points"] = [
            _point_from_version_2(point) if isinstance(point, dict) else point for point in points
        ]
    return spec


def _point_from_version_2(old: dict[str, Any]) -> dict[str, Any]:
    point = {name: value for name, value in old.items() if name != "unit_yx"}
    if "tap" in point:
        point["tap"] = {"group": 0, "k": point["tap"]}
    unit = old.get("unit_yx")
    point["where"] = {"kind": "everywhere"} if unit is None else {"kind": "unit", "yx": unit}
    return point


def _from_version_3(old: dict[str, Any]) -> dict[str, Any]:
    """Migrate from version 3: one order of the sub-pixel lab, in which channels were both stored and read."""
    specs = old.get("labs", [])
    if not isinstance(specs, list):
        return {**old, "version": 4}  # which is refused with the place of the fault
    labs = [
        _subpixel_from_version_3(spec) if isinstance(spec, dict) and spec.get("lab") == "subpixel" else spec
        for spec in specs
    ]
    return {**old, "version": 4, "labs": labs}


def _subpixel_from_version_3(old: dict[str, Any]) -> dict[str, Any]:
    spec = {name: value for name, value in old.items() if name != "order"}
    return spec | {"stored_as": old["order"], "read_as": old["order"]} if "order" in old else spec


def _from_version_4(old: dict[str, Any]) -> dict[str, Any]:
    """Migrate from version 4: hyphens in the names of what the offset doctor finds, and "worst-tap" for one."""
    specs = old.get("labs", [])
    if not isinstance(specs, list):
        return {**old, "version": 5}  # which is refused with the place of the fault
    labs = [_watched_from_version_4(spec) if isinstance(spec, dict) else spec for spec in specs]
    return {**old, "version": 5, "labs": labs}


def _watched_from_version_4(old: dict[str, Any]) -> dict[str, Any]:
    point = old.get("stop_when")
    if not isinstance(point, dict) or not str(point.get("measure")).startswith("doctor."):
        return old
    measure = str(point["measure"]).replace("worst-tap", "longest_tap").replace("-", "_")
    return {**old, "stop_when": {**point, "measure": measure}}


_MIGRATIONS: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = (
    _from_version_1,
    _from_version_2,
    _from_version_3,
    _from_version_4,
)
"""Entry n migrates version n + 1 to n + 2."""
