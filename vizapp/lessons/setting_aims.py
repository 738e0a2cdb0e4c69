"""Aims: what the experiment is set to, by hand or in the setup."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import msgspec

from vizapp.document.deformable import DeformableSpec
from vizapp.document.lab_spec import LABS
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.lessons.aim_kind import YES, AimTable, Moment, Parameter

SETTING_AIMS = AimTable()


@SETTING_AIMS.aim(
    "placed",
    "at least so many points are held by hand, or with at_most no more",
    '{ name = "placed", at_least = 1 }',
    Parameter("at_least", "whole", needed=False, low=0),
    Parameter("at_most", "whole", needed=False, low=0),
)
def _placed(moment: Moment, values: Mapping[str, Any]) -> bool:
    count = len(moment.now.experiment.spec_of(DeformableSpec).placed_points)
    return values.get("at_least", 0) <= count <= values.get("at_most", math.inf)


@SETTING_AIMS.aim(
    "even-overlap",
    "in the overlap count, as many inputs write to every output: the stride divides the kernel's side",
    '{ name = "even-overlap" }',
    YES,
)
def _even_overlap(moment: Moment, values: Mapping[str, Any]) -> bool:
    task = moment.now.experiment.spec_of(SubpixelSpec).task
    return isinstance(task, OverlapSpec) and (task.kernel % task.stride == 0) is values.get("is", True)


@SETTING_AIMS.aim("taught", "the offset branch was taught the placed points", '{ name = "taught" }')
def _taught(moment: Moment, values: Mapping[str, Any]) -> bool:
    del values
    return moment.now.teaching.held > moment.begun.teaching.held


@SETTING_AIMS.aim("phases-swapped", "sub-pixels have changed places", '{ name = "phases-swapped" }')
def _phases_swapped(moment: Moment, values: Mapping[str, Any]) -> bool:
    del values
    spec = moment.now.experiment.spec_of(SubpixelSpec)
    return spec.phases != tuple(range(spec.upscale_factor**2))


@SETTING_AIMS.aim(
    "phases-in-order",
    "all sub-pixels that were swapped are back in their places",
    '{ name = "phases-in-order" }',
)
def _phases_in_order(moment: Moment, values: Mapping[str, Any]) -> bool:
    del values
    spec = moment.now.experiment.spec_of(SubpixelSpec)
    return spec.phases == tuple(range(spec.upscale_factor**2))


@SETTING_AIMS.aim(
    "setting",
    "a setting of the lab, named as in the document, has a value, or differs from one with isnt",
    '{ name = "setting", of = "task.kernel", is = 4 }',
    Parameter("of", "text"),
    Parameter("is", "any", needed=False),
    Parameter("isnt", "any", needed=False),
)
def _setting(moment: Moment, values: Mapping[str, Any]) -> bool:
    value: Any = msgspec.to_builtins(moment.now.experiment.spec)
    for part in values["of"].split("."):
        if not isinstance(value, dict) or part not in value:
            return False
        value = value[part]
    if isinstance(value, list | tuple):
        value = list(value)
    return ("is" not in values or value == values["is"]) and ("isnt" not in values or value != values["isnt"])


@SETTING_AIMS.aim(
    "branch",
    "what gives the offsets is of a kind: conv, position, free or none",
    '{ name = "branch", kind = "free" }',
    Parameter("kind", "text", among=frozenset({"conv", "position", "free", "none"})),
)
def _branch(moment: Moment, values: Mapping[str, Any]) -> bool:
    return moment.now.experiment.spec_of(DeformableSpec).offset_branch.kind == values["kind"]


@SETTING_AIMS.aim(
    "lab",
    "a lab is on show: deformable or subpixel",
    '{ name = "lab", is = "subpixel" }',
    Parameter("is", "text", among=frozenset(member.tag() for member in LABS)),
)
def _lab(moment: Moment, values: Mapping[str, Any]) -> bool:
    return moment.now.experiment.lab == values["is"]


@SETTING_AIMS.aim(
    "task",
    "the lab has a task",
    '{ name = "task", is = "shuffle" }',
    Parameter("is", "text"),
)
def _task(moment: Moment, values: Mapping[str, Any]) -> bool:
    task = moment.now.experiment.spec.task_spec
    return task is not None and task.tag() == values["is"]
