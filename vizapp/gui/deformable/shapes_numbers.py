"""The numbers of the scaled shapes: the phase in words, and the accuracies beside one another."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import ScaledShapesSpec
from vizapp.gui.lab_numbers import LabNumbers, Reached
from vizapp.gui.widgets.number_grid import Line
from vizapp.gui.widgets.numbers import plain
from vizapp.session.state import State

_DASH = "–"
_TITLES = ("original_accuracy", "accuracy", "control_accuracy")


def shapes_numbers(state: State, reached: Mapping[str, Reached]) -> LabNumbers:
    """Return which phase the training is in, and what it has reached on which shapes."""
    task = state.experiment.spec_of(DeformableSpec).task
    assert isinstance(task, ScaledShapesSpec)
    step = state.transport.step
    if step < task.first_steps:
        title = _tr("Phase 1 of 2: one size")
        explanation = _tr(
            "The classifier learns shapes of one size. At step {step} it is frozen, and only its offsets go on."
        )
    else:
        title = _tr("Phase 2 of 2: other sizes")
        explanation = _tr(
            "The classifier has been frozen since step {step}: nothing but the offsets of three convolutions learns. "
            "The control has as many parameters, which add to the results instead."
        )
    lines = [
        _line(_tr("original scale"), reached.get(_TITLES[0])),
        _line(_tr("other scales"), reached.get(_TITLES[1])),
        _line(_tr("control, other scales"), reached.get(_TITLES[2])),
    ]
    tooltip = _tr(
        "Each of 256 shapes that are never trained on. One run is one run: control and offsets may change places."
    )
    return LabNumbers(title, tooltip, tuple(lines), explanation=explanation.format(step=task.first_steps))


def _line(title: str, found: Reached | None) -> Line:
    if found is None or found.value is None or math.isnan(found.value):
        return Line((title, _DASH))
    text = _tr("{value} %").format(value=plain(found.value, 1))
    return Line((title, text), tone="text" if found.is_shown else "muted")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ShapesFigures", text)
