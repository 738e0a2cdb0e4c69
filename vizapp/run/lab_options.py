"""What ``vizapp run`` needs of a lab: its own options, and what they say in the document."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vizapp.document.lab_spec import LabSpec

Range = tuple[int, int]


def _as_given(options: argparse.Namespace, spec: LabSpec) -> dict[str, Any]:
    del options, spec
    return {}


def _unlimited(spec: LabSpec) -> Mapping[str, Range]:
    del spec
    return {}


@dataclass(frozen=True)
class LabOptions:
    """The options of one lab.

    Attributes:
        add: adds them to a parser.
        settings: those that are fields of a lab's settings, under the same name.
        task_settings: those that are fields of a task's settings.
        turned: those that are turned into other fields, and which.
        task_turned: those that are turned into fields of a task's settings, or need that the task has one, and which.
        values: returns the settings, by field, that options stand for which are not the value of a field as they
            are; called for this lab only. Raises BadInputError.
        ranges: returns the least and the largest value of those that are whole numbers, for settings of any lab.
    """

    add: Callable[[argparse.ArgumentParser], None]
    settings: tuple[str, ...] = ()
    task_settings: tuple[str, ...] = ()
    turned: Mapping[str, str] = field(default_factory=dict)
    task_turned: Mapping[str, str] = field(default_factory=dict)
    values: Callable[[argparse.Namespace, LabSpec], dict[str, Any]] = _as_given
    ranges: Callable[[LabSpec], Mapping[str, Range]] = _unlimited
