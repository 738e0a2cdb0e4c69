"""The prepared experiment of a step, and what is on show in it, as the file of a lesson writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from vizapp.document.experiment import VERSION, Experiment
from vizapp.document.share import from_share
from vizapp.document.text import from_builtins
from vizapp.lessons.checks import Checker, unknown_keys
from vizapp.lessons.lesson import Look
from vizapp.lessons.places import OVERLAYS
from vizapp.sources.samples import SAMPLES
from vizapp.wording.problems import ProblemError
from vizapp.wording.translation import marked, translate

_KEYS = ("text", "lab", "sample", "working_size", "seed", "settings")
_LOOK_KEYS = ("show", "hide", "picture", "left", "tap", "pick", "zoom", "scope", "unseen")
_MAX_LINE = 16 * 1024


def read_experiment(table: Mapping[str, Any], step: int, check: Checker) -> Experiment | None:
    """Return the experiment of a lesson (step 0) or of a step; None where there is none or it is wrong."""
    given = table.get("experiment")
    if given is None:
        return None
    if not isinstance(given, dict):
        check.wrong_kind("experiment", given, marked("a table"), step)
        return None
    unknown_keys(check, given, _KEYS, step, "experiment")
    if "text" in given:
        return _from_text(given, step, check)
    lab = check.text(given, "lab", step, example='lab = "subpixel"', limit=40, path="experiment.lab")
    names = [sample.id for sample in SAMPLES]
    sample = check.text(given, "sample", step, needed=False, among=names, path="experiment.sample")
    plain: dict[str, Any] = {"version": VERSION, "lab": lab}
    if sample is not None:
        plain["source"] = {"kind": "sample", "location": sample}
    for name in ("working_size", "seed"):
        if name in given:
            plain[name] = given[name]
    settings = given.get("settings", {})
    if not isinstance(settings, dict):
        check.wrong_kind("experiment.settings", settings, marked("a table"), step)
        return None
    if lab is None:
        return None
    plain["labs"] = [{**settings, "lab": lab}]
    try:
        experiment = from_builtins(plain)
    except ValueError as error:
        why = str(error).removeprefix("this is not an experiment: ").replace("$.labs[0]", "settings")[:400]
        check.mistakes.add("lesson.bad-experiment", step, "experiment", why=why)
        return None
    if experiment.spec.uses_brought or experiment.spec.uses_network:
        why = translate("LessonMistakes", "it would need files of this computer")
        check.mistakes.add("lesson.bad-experiment", step, "experiment", why=why)
        return None
    return experiment


def _from_text(given: Mapping[str, Any], step: int, check: Checker) -> Experiment | None:
    if len(given) > 1:
        check.mistakes.add("lesson.text-and-settings", step, "experiment")
    text = check.text(given, "text", step, limit=_MAX_LINE, path="experiment.text")
    if text is None:
        return None
    try:
        return from_share(text).experiment
    except ProblemError as error:
        check.mistakes.add("lesson.bad-experiment", step, "experiment.text", why=str(error))
        return None


def read_look(table: Mapping[str, Any], step: int, check: Checker) -> Look:
    """Return what is on show when a step begins."""
    given = table.get("look", {})
    if not isinstance(given, dict):
        check.wrong_kind("look", given, marked("a table"), step)
        return Look()
    unknown_keys(check, given, _LOOK_KEYS, step, "look")

    def among(key: str, names: tuple[str, ...]) -> Any:
        return check.text(given, key, step, needed=False, among=names, path=f"look.{key}")

    return Look(
        show=_overlays(given, "show", step, check),
        hide=_overlays(given, "hide", step, check),
        picture=check.text(given, "picture", step, needed=False, limit=60, path="look.picture"),
        left=check.text(given, "left", step, needed=False, limit=60, path="look.left"),
        tap=check.whole(given, "tap", step, high=48, path="look.tap"),
        pick=_position(given, step, check),
        zoom=among("zoom", ("pick", "fit")),
        scope=among("scope", ("unit", "brush", "everywhere")),
        unseen=check.yes(given, "unseen", step, path="look.unseen"),
    )


def _overlays(given: Mapping[str, Any], key: str, step: int, check: Checker) -> frozenset[str]:
    names = given.get(key, [])
    where = f"look.{key}"
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        check.wrong_kind(where, names, marked("a list of texts"), step)
        return frozenset()
    for name in names:
        if name not in OVERLAYS:
            known = ", ".join(sorted(OVERLAYS))
            check.mistakes.add("lesson.not-among", step, where, key=where, found=name, known=known)
    return frozenset(names)


def _position(given: Mapping[str, Any], step: int, check: Checker) -> tuple[int, int] | None:
    value = given.get("pick")
    if value is None:
        return None
    is_pair = isinstance(value, list) and len(value) == 2
    if not is_pair or not all(type(each) is int and 0 <= each < 2**20 for each in value):
        check.wrong_kind("look.pick", value, marked("two whole numbers, row and column: [96, 96]"), step)
        return None
    return cast(tuple[int, int], tuple(value))
