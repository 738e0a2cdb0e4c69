"""What a look is called, and in which settings two of them differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from vizapp.document.experiment import Experiment
from vizapp.gui.canvas.badges import SEPARATOR
from vizapp.gui.comparing.looks import NOW
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.runs import run_title
from vizapp.gui.widgets.numbers import MINUS, grouped
from vizapp.session.state import State
from vizapp.wording.translation import translate

_LONGEST_VALUE = 24
"""A value of more characters is not printed; the text only says that it differs."""
_ARROW = " \N{RIGHTWARDS ARROW} "
_TRANSPARENT = frozenset({"task"})
"""Groups whose name is left out in front of a setting's name."""
_KINDS = ("name", "kind")
"""The fields that hold the kind of a group, such as the task; groups of different kinds are not compared further."""


def look_name(key: str) -> str:
    """Return the letter of a look, or what stands for what is on show now."""
    return _tr("Now") if key == NOW else key


def look_titles(states: Mapping[str, State], labs: Mapping[str, LabUi]) -> dict[str, str]:
    """Return what each of several looks is of, by their keys: with lab and task where not all are of the same.

    ``labs`` has the titles of labs and tasks.
    """
    of_labs = {key: translate("Labs", labs[state.experiment.lab].title) for key, state in states.items()}
    of_tasks = {key: _task_title(state.experiment, labs) for key, state in states.items()}
    named = [titles for titles in (of_labs, of_tasks) if len(set(titles.values())) > 1]
    return {
        key: SEPARATOR.join(filter(None, [*(titles[key] for titles in named), look_title(state)]))
        for key, state in states.items()
    }


def _task_title(experiment: Experiment, labs: Mapping[str, LabUi]) -> str:
    task = experiment.spec.task_spec
    own = (ui for ui in labs[experiment.lab].tasks if task is not None and isinstance(task, ui.spec))
    return next((translate("Tasks", ui.title) for ui in own), "")


def look_title(state: State) -> str:
    """Return at which step, on which branch and of which picture a state is, as parts that " · " joins."""
    parts = []
    if state.configured is not None and state.configured.trainable:
        step = state.transport.step if state.snapshot is None else state.snapshot.step
        parts.append(_tr("step {step}").format(step=grouped(step)))
    if len(state.timeline.branches) > 1:
        parts.append(_tr("branch {number}").format(number=state.timeline.present))
    if state.shown_source is not None:
        parts.append(state.shown_source.name)
    if state.view.run:
        parts.append(run_title(state.view.run))
    if state.view.rigid:
        parts.append(_tr("plain convolution"))
    return SEPARATOR.join(parts)


def differing_settings(before: Experiment, after: Experiment, labs: Mapping[str, LabUi]) -> list[str]:
    """Return the settings of the active lab, and of what it is built on, in which two experiments differ.

    Each as "learning rate 0.01 → 0.03", by its name in the document; of what is no short value only the name. Of
    another lab or task only that is said. ``labs`` has the titles of the labs.
    """
    if before.lab != after.lab:
        old_title, new_title = (translate("Labs", labs[each.lab].title) for each in (before, after))
        name = _tr("lab")
        return [f"{name} {old_title}{_ARROW}{new_title}"]
    found = []
    for path, old, new in _changes(_settings(before), _settings(after), ""):
        name, texts = path.replace("_", " "), (_written(old), _written(new))
        is_short = max(map(len, texts)) <= _LONGEST_VALUE and not isinstance(old, dict) and not isinstance(new, dict)
        found.append(f"{name} {_ARROW.join(texts)}" if is_short else name)
    return found


def _settings(experiment: Experiment) -> dict[str, Any]:
    """Return what the maps and the training of the active lab depend on, as plain values."""
    whole: dict[str, Any] = msgspec.to_builtins(experiment)
    (own,) = (spec for spec, each in zip(whole.pop("labs"), experiment.labs, strict=True) if each is experiment.spec)
    for name in ("version", "lab"):
        del whole[name]
    return {**whole, **own}


def _changes(before: Any, after: Any, path: str, group: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield the path, the old and the new value of everything that differs within ``group``."""
    if before == after:
        return
    if not (isinstance(before, dict) and isinstance(after, dict)):
        yield path, before, after
        return
    for kind in _KINDS:
        if group and before.get(kind) != after.get(kind):
            yield path or group, before.get(kind), after.get(kind)
            return
    for name in {**before, **after}:
        inner = path if name in _TRANSPARENT else f"{path} {name}".strip()
        yield from _changes(before.get(name), after.get(name), inner, name)


def _written(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: _tr("none"), True: _tr("on"), False: _tr("off")}[value]
    if isinstance(value, float):
        return f"{value:g}".replace("-", MINUS)
    if isinstance(value, list | tuple):
        return " × ".join(map(_written, value)) or _tr("none")
    return str(value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Compare", text)
