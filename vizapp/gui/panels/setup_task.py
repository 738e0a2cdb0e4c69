"""The TASK section: the lab's tasks and their parameters, built from the labs' tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from vizapp.document.lab_spec import LabSpec, TaskSpec
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import ChoiceUi, LabUi, ParameterUi, TaskUi
from vizapp.gui.shown import Shown
from vizapp.gui.widgets.fields import ChoiceField, DecimalField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Row, Section, ValueLabel
from vizapp.gui.widgets.segmented import Segmented
from vizapp.wording import labels
from vizapp.wording.translation import translate

_CONTEXT = "Tasks"
_MOST_SIDE_BY_SIDE = 2


class TaskSection(Section):
    """Shows the active lab's only task or a choice of its tasks, and the parameters of the chosen one."""

    fields = frozenset({"task"})

    def __init__(self, session: Gestures, labs: Mapping[str, LabUi], parent: QWidget | None = None) -> None:
        super().__init__("setupTask", parent)
        self.set_title(self.tr("Task"))
        self._session = session
        self.only: dict[str, ValueLabel] = {}
        self.choices: dict[str, Segmented[str] | ChoiceField] = {}
        self.parameters: dict[tuple[type[TaskSpec], str], DecimalField] = {}
        self.parameter_choices: dict[tuple[type[TaskSpec], str], Segmented[str | int]] = {}
        self._applies: dict[tuple[type[TaskSpec], str], Callable[[TaskSpec], bool]] = {}
        self._rows: dict[tuple[type[TaskSpec], str], Row] = {}
        self._shown = Shown(lambda state: (state.experiment.lab, state.experiment.spec.task_spec), self._show)
        for name, ui in labs.items():
            if len(ui.tasks) == 1:
                self.only[name] = self._name_only(ui.tasks[0])
            elif ui.tasks:
                self.choices[name] = self._offer(name, ui.tasks)
            for task in ui.tasks:
                for parameter_choice in task.choices:
                    self._add_choice(task, parameter_choice)
                for parameter in task.parameters:
                    self._add_parameter(task, parameter)

    def parts(self) -> Sequence[Shown[Any]]:
        return (self._shown,)

    def _show(self, shown: tuple[str, TaskSpec | None]) -> None:
        active, task = shown
        for name, label in self.only.items():
            label.setVisible(name == active)
        for name, choice in self.choices.items():
            choice.setVisible(name == active)
        if task is not None and active in self.choices:
            _choose_in(self.choices[active], task.tag())
        for (kind, name), row in self._rows.items():
            row.setVisible(isinstance(task, kind) and self._applies[kind, name](task))
            if isinstance(task, kind):
                self.parameters[kind, name].show_value(getattr(task, name))
        for (kind, name), parameter_choice in self.parameter_choices.items():
            parameter_choice.setVisible(isinstance(task, kind))
            if isinstance(task, kind):
                parameter_choice.show_value(getattr(task, name))

    def _name_only(self, task: TaskUi) -> ValueLabel:
        label = ValueLabel(translate(_CONTEXT, task.title), self)
        label.setToolTip(plain_tooltip(translate(_CONTEXT, task.tooltip)))
        self.add_beside_title(label)
        return label

    def _offer(self, lab: str, tasks: list[TaskUi]) -> Segmented[str] | ChoiceField:
        """Return the choice of a lab's tasks: side by side where they have room, otherwise a list."""
        if len(tasks) > _MOST_SIDE_BY_SIDE:
            return self._offer_list(lab, tasks)
        options = [
            (task.spec.tag(), translate(_CONTEXT, task.title), translate(_CONTEXT, task.tooltip)) for task in tasks
        ]
        choice: Segmented[str] = Segmented(f"{lab}Task", options, self)
        choice.setAccessibleName(self.tr("Task"))
        self.add(choice)
        choice.chosen.connect(partial(self._choose, tasks))
        return choice

    def _offer_list(self, lab: str, tasks: list[TaskUi]) -> ChoiceField:
        choice = ChoiceField(f"{lab}Task", self)
        choice.setAccessibleName(self.tr("Task"))
        for row, task in enumerate(tasks):
            choice.addItem(translate(_CONTEXT, task.title), task.spec.tag())
            choice.setItemData(row, plain_tooltip(translate(_CONTEXT, task.tooltip)), Qt.ItemDataRole.ToolTipRole)
        choice.setToolTip(plain_tooltip(translate(_CONTEXT, tasks[0].tooltip)))
        self.add(choice)
        choice.activated.connect(lambda row: self._choose(tasks, choice.itemData(row)))
        return choice

    def _add_parameter(self, task: TaskUi, parameter: ParameterUi) -> None:
        field = DecimalField(parameter.object_name, parameter.low, parameter.high, parameter.decimals, self)
        field.setSingleStep(parameter.step)
        field.setPrefix(parameter.prefix)
        field.setSuffix(translate(_CONTEXT, parameter.suffix) if parameter.suffix else "")
        key = (task.spec, parameter.name)
        self.parameters[key] = field
        self._applies[key] = parameter.applies
        self._rows[key] = self.row(
            translate(_CONTEXT, parameter.title), field, translate(_CONTEXT, parameter.tooltip)
        )
        field.valueChanged.connect(partial(self._set_parameter, parameter))
        field.editingFinished.connect(self._session.end_gesture)
        self.explain_refusals(field)

    def _add_choice(self, task: TaskUi, parameter: ChoiceUi) -> None:
        options = [
            (value, translate(_CONTEXT, text), translate(_CONTEXT, tooltip))
            for value, text, tooltip in parameter.options
        ]
        choice: Segmented[str | int] = Segmented(parameter.object_name, options, self)
        choice.setAccessibleName(translate(_CONTEXT, parameter.title))
        choice.setToolTip(plain_tooltip(translate(_CONTEXT, parameter.tooltip)))
        self.parameter_choices[task.spec, parameter.name] = choice
        self.add(choice)
        choice.chosen.connect(partial(self._set_choice, parameter))

    def _set_choice(self, parameter: ChoiceUi, value: str | int) -> None:
        spec = self._session.state.experiment.spec
        if spec.task_spec is not None:
            self._change(spec.replaced(task=spec.task_spec.replaced(**{parameter.name: value})), parameter.undo_label)

    def _choose(self, tasks: list[TaskUi], tag: str) -> None:
        spec = self._session.state.experiment.spec
        if spec.task_spec is not None and spec.task_spec.tag() == tag:
            return  # choosing the present task again keeps its settings
        task = next(task for task in tasks if task.spec.tag() == tag)
        self._change(spec.with_task(task.spec()), labels.CHANGE_TASK)

    def _set_parameter(self, parameter: ParameterUi, value: float) -> None:
        spec = self._session.state.experiment.spec
        task = spec.task_spec
        if task is not None:
            changed = task.replaced(**{parameter.name: value if parameter.decimals else round(value)})
            self._change(spec.replaced(task=changed), parameter.undo_label, parameter.object_name)

    def _change(self, spec: LabSpec, label: str, gesture: str | None = None) -> None:
        self._session.update(self._session.state.experiment.with_spec(spec), label, gesture)


def _choose_in(choice: Segmented[str] | ChoiceField, tag: str) -> None:
    """Show a task as chosen, with its explanation."""
    if isinstance(choice, Segmented):
        choice.show_value(tag)
        return
    with QSignalBlocker(choice):
        choice.setCurrentIndex(choice.findData(tag))
    choice.setToolTip(choice.currentData(Qt.ItemDataRole.ToolTipRole) or "")
