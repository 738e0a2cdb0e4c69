"""The aims and the places that a step names, as the file of a lesson writes them."""

from __future__ import annotations

import math
import re
from typing import Any

from vizapp.lessons.aim_kind import Parameter
from vizapp.lessons.aims import AIMS
from vizapp.lessons.checks import Checker, unknown_keys
from vizapp.lessons.lesson import Aim, Place
from vizapp.lessons.places import ACTIONS, CANVAS_PLACES, OBJECTS, OVERLAYS
from vizapp.lessons.training_aims import MEASURES
from vizapp.wording.translation import marked

_METRICS = ("of", "with")
_MAX_LIST = 64


def read_aim(given: Any, step: int, check: Checker) -> Aim | None:
    """Return an aim; None where it is wrong."""
    if not isinstance(given, dict):
        check.wrong_kind("aim", given, marked('a table: { name = "steps", at_least = 10 }'), step)
        return None
    name = given.get("name")
    if not isinstance(name, str):
        example = f"aim = {AIMS['steps'].example}"
        check.mistakes.add("lesson.aim-without-name", step, "aim", example=example)
        return None
    kind = AIMS.get(name)
    if kind is None:
        check.mistakes.add("lesson.unknown-aim", step, "aim", found=name, known=", ".join(sorted(AIMS)))
        return None
    unknown_keys(check, given, ("name", *(parameter.name for parameter in kind.parameters)), step, "aim")
    values: dict[str, Any] = {}
    for parameter in kind.parameters:
        if parameter.name not in given:
            if parameter.needed:
                key = parameter.name
                check.mistakes.add("lesson.missing", step, "aim", key=key, example=f"aim = {kind.example}")
            continue
        value = _value(given, parameter, step, check)
        if value is not None:
            values[parameter.name] = value
    if name in ("measure", "compare"):
        _check_metrics(values, step, check)
    bounds = [parameter.name for parameter in kind.parameters if _is_bound(parameter)]
    if bounds and not any(bound in given for bound in bounds):
        check.mistakes.add("lesson.no-bound", step, "aim", found=name, known=" or ".join(bounds))
    return Aim(name, values)


def _is_bound(parameter: Parameter) -> bool:
    bounds = ("below", "above", "at_least", "at_most", "is", "isnt")
    return not parameter.needed and parameter.kind != "yes" and parameter.name in bounds


def _value(given: dict[str, Any], parameter: Parameter, step: int, check: Checker) -> Any:
    key, path = parameter.name, f"aim.{parameter.name}"
    match parameter.kind:
        case "whole":
            low = 0 if math.isinf(parameter.low) else parameter.low
            return check.whole(given, key, step, low=low, path=path)
        case "number":
            return check.number(given, key, step, low=parameter.low, path=path)
        case "yes":
            return check.yes(given, key, step, path=path)
        case "text":
            return check.text(given, key, step, among=parameter.among, path=path)
        case "any":
            value = given[key]
            if isinstance(value, bool | int | float | str):
                return value
            if isinstance(value, list) and len(value) <= _MAX_LIST and all(type(each) is int for each in value):
                return value
            wanted = marked("a number, a text, true, false, or a list of whole numbers")
            check.wrong_kind(path, value, wanted, step)
            return None


def _check_metrics(values: dict[str, Any], step: int, check: Checker) -> None:
    for key in _METRICS:
        name = values.get(key)
        if name is None:
            continue
        if not any(name == known or name.endswith(f"_{known}") for known in MEASURES):
            check.mistakes.add("lesson.unknown-measure", step, "aim", found=name, known=", ".join(MEASURES))


def read_place(text: str, step: int, check: Checker) -> Place | None:
    """Return what a step points at; None where there is no such place."""
    name, _, rest = text.partition(":")
    if name == "action" and rest in ACTIONS:
        return Place("action", rest)
    if name == "object" and (rest in OBJECTS or rest in OVERLAYS):
        return Place("object", rest)
    if name in CANVAS_PLACES:
        count, meaning = CANVAS_PLACES[name]
        numbers = rest.split(",") if rest else []
        if len(numbers) == count and all(re.fullmatch(r"\d{1,4}", number.strip(), re.ASCII) for number in numbers):
            return Place(name, numbers=tuple(int(number) for number in numbers))
        example = meaning.rpartition(" ")[2] if count else name
        check.mistakes.add("lesson.place-numbers", step, "point_at", found=text, count=count, example=example)
        return None
    known = [
        *(f"action:{action}" for action in sorted(ACTIONS)),
        *(f"object:{item}" for item in sorted(OBJECTS)),
        "object:OVERLAY",
        *sorted(CANVAS_PLACES),
    ]
    check.mistakes.add("lesson.bad-place", step, "point_at", found=text, known=", ".join(known))
    return None
