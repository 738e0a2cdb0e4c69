"""The TASK and TRAINING sections: what is learned, and how."""

from __future__ import annotations

import random

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from vizapp.document.edits import with_subpixel_task, with_working_size
from vizapp.document.experiment import WORKING_SIZE_RANGE, Experiment
from vizapp.gui.gestures import Gestures
from vizapp.gui.theme import CONTROL_HEIGHT, SPACING, bind_icon
from vizapp.gui.widgets.fields import DecimalField, IntegerField, LearningRateField, SizeField
from vizapp.gui.widgets.numbers import grouped
from vizapp.gui.widgets.rows import CONTROL_WIDTH, Section, ValueLabel, muted_label
from vizapp.gui.widgets.segmented import Segmented
from vizapp.session.state import State

WORKING_SIZES = (64, 96, 128, 192, 256, 384, 512)
_LARGEST_SEED = 2**31 - 1


class TaskSection(Section):
    """What the mini-training learns, for the lab that is open."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupTask", parent)
        self.set_title(self.tr("Task"))
        self._session = session
        self.hidden_taps = ValueLabel(self.tr("hidden taps"), self)
        self.hidden_taps.setToolTip(
            self.tr(
                "The target is the picture seen through a kernel with secretly moved taps; the points must find them."
            )
        )
        self.add_beside_title(self.hidden_taps)
        self.shift = DecimalField("secretShift", 0.0, 8.0, 2, self)
        self.shift.setSingleStep(0.25)
        self.shift.setPrefix("± ")
        self.shift.setSuffix(self.tr(" px"))
        self.shift_row = self.row(
            self.tr("Secret shift"),
            self.shift,
            self.tr("How far a tap may have been moved, up or down and left or right, in input pixels."),
        )
        self.task: Segmented[str] = Segmented(
            "subpixelTask",
            [
                (
                    "shuffle",
                    self.tr("Shuffle"),
                    self.tr("Rearrange the channels of a feature map; nothing is learned."),
                ),
                (
                    "super-resolve",
                    self.tr("Super-resolve"),
                    self.tr("Learn to restore the picture from its own reduced copy."),
                ),
            ],
            self,
        )
        self.task.setAccessibleName(self.tr("Task"))
        self.add(self.task)
        self.shift.valueChanged.connect(self._set_shift)
        self.shift.editingFinished.connect(session.end_gesture)
        self.shift.refused.connect(self.say_hint)
        self.task.chosen.connect(self._set_task)

    def show_state(self, old: State | None, new: State) -> None:
        """Show the task of ``new``."""
        if old is not None and old.experiment is new.experiment:
            return
        deformable = new.experiment.lab == "deformable"
        self.hidden_taps.setVisible(deformable)
        self.shift_row.setVisible(deformable)
        self.task.setVisible(not deformable)
        self.shift.show_value(new.experiment.deformable.task.max_shift)
        self.task.show_value(new.experiment.subpixel.task)

    def _set_shift(self, shift: float) -> None:
        experiment = self._session.state.experiment
        task = replace(experiment.deformable.task, max_shift=shift)
        self.say_hint("")
        self._session.update(
            replace(experiment, deformable=replace(experiment.deformable, task=task)),
            label=self.tr("Change secret shift"),
            gesture="secret-shift",
        )

    def _set_task(self, task: str) -> None:
        experiment = with_subpixel_task(
            self._session.state.experiment, "shuffle" if task == "shuffle" else "super-resolve"
        )
        self._session.update(experiment, label=self.tr("Change task"))


class SeedField(QWidget):
    """A seed to type, and a die that throws another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        self.number = IntegerField("seed", 0, _LARGEST_SEED, self)
        self.number.setAccessibleName(self.tr("Seed"))
        self.number.setToolTip(
            self.tr("The same seed gives the same training on the same device with as many threads.")
        )
        self.dice = QToolButton(self)
        self.dice.setObjectName("dice")
        self.dice.setAccessibleName(self.tr("Throw another seed"))
        self.dice.setToolTip(self.tr("Throw another seed."))
        self.dice.setIconSize(QSize(16, 16))
        self.dice.setStyleSheet("QToolButton { padding: 0; }")
        self.dice.setFixedWidth(CONTROL_HEIGHT)
        self.number.setFixedWidth(CONTROL_WIDTH)
        row.addWidget(self.dice)
        row.addWidget(self.number)
        self.setTabOrder(self.dice, self.number)
        self.setMinimumWidth(CONTROL_HEIGHT + SPACING + CONTROL_WIDTH)
        self.setFocusProxy(self.number)
        bind_icon(self.dice, "dice")


class TrainingSection(Section):
    """Learning rate, working size, seed, and how many numbers are trained; what would change nothing is not there."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupTraining", parent)
        self.set_title(self.tr("Training"))
        self._session = session
        self.rate = LearningRateField("learningRate", self)
        self.rate_row = self.row(
            self.tr("Learning rate"),
            self.rate,
            self.tr(
                "The learning rate of the optimiser, AMSGrad; it can be changed while training runs. In the "
                "deformable lab, the biases of the offsets learn eight times as fast."
            ),
        )
        self.size_field = SizeField("workingSize", WORKING_SIZES, WORKING_SIZE_RANGE, self)
        self.size_row = self.row(
            self.tr("Working size"),
            self.size_field,
            self.tr("The longest side of the reduced copy that is computed with; the full picture stays visible."),
        )
        self.seed = SeedField(self)
        self.seed_row = self.row(
            self.tr("Seed"),
            self.seed,
            self.tr(
                "Decides every random number: the same seed gives the same training on the same device with as many "
                "threads (VIZAPP_THREADS)."
            ),
        )
        self.parameters = ValueLabel(parent=self)
        self.parameters.setObjectName("parameters")
        self.parameters.setToolTip(self.tr("How many numbers are trained."))
        self.add_beside_title(self.parameters)
        self.nothing = muted_label(self.tr("Nothing is trained: a shuffle only moves values."), self)
        self.nothing.setWordWrap(True)
        self.add(self.nothing)
        self.rate.valueChanged.connect(self._set_rate)
        self.size_field.picked.connect(self._set_size)
        self.seed.number.valueChanged.connect(self._set_seed)
        self.seed.dice.clicked.connect(self._throw)
        for field in (self.rate, self.seed.number):
            field.editingFinished.connect(session.end_gesture)
            field.refused.connect(self.say_hint)
        self.size_field.refused.connect(self.say_hint)

    def show_state(self, old: State | None, new: State) -> None:
        """Show the training of ``new``."""
        experiment = new.experiment
        if old is None or old.experiment is not experiment or old.source is not new.source:
            trains = experiment.lab == "deformable" or experiment.subpixel.task != "shuffle"
            spec = experiment.deformable if experiment.lab == "deformable" else experiment.subpixel
            self.rate_row.setVisible(trains)
            self.parameters.setVisible(trains)
            self.nothing.setVisible(not trains)
            # A shuffle draws no random number, and takes a feature map whole.
            self.seed_row.setVisible(trains)
            whole = not trains and new.source is not None and new.source.kind == "feature_map"
            self.size_row.setVisible(not whole)
            self.rate.show_value(spec.learning_rate)
            self.size_field.show_value(experiment.working_size)
            self.seed.number.show_value(experiment.seed)
        if old is None or old.configured is not new.configured:
            words = self.tr("{count} parameters")
            self.parameters.say(
                "" if new.configured is None else words.format(count=grouped(new.configured.parameters))
            )

    def _set_rate(self, rate: float) -> None:
        experiment = self._session.state.experiment
        if experiment.lab == "deformable":
            changed = replace(experiment, deformable=replace(experiment.deformable, learning_rate=rate))
        else:
            changed = replace(experiment, subpixel=replace(experiment.subpixel, learning_rate=rate))
        self._update(changed, self.tr("Change learning rate"), "learning-rate")

    def _set_size(self, size: int | None) -> None:
        self._update(with_working_size(self._session.state.experiment, size), self.tr("Change working size"), None)

    def _set_seed(self, seed: int) -> None:
        self._update(replace(self._session.state.experiment, seed=seed), self.tr("Change seed"), "seed")

    def _throw(self) -> None:
        old = self._session.state.experiment.seed
        seed = random.choice([seed for seed in range(1000) if seed != old])
        self._update(replace(self._session.state.experiment, seed=seed), self.tr("Throw another seed"), None)

    def _update(self, experiment: Experiment, label: str, gesture: str | None) -> None:
        self.say_hint("")
        self._session.update(experiment, label=label, gesture=gesture)
