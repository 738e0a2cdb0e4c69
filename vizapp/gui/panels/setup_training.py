"""The TRAINING section: learning rate, working size, seed, and when training pauses by itself."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from vizapp.document.experiment import WORKING_SIZE_RANGE, Experiment
from vizapp.document.watchpoint import FIELD, Watchpoint
from vizapp.gui.canvas.output_picture import way_out
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.panels.setup_watch import WatchRows
from vizapp.gui.shown import Shown
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import CONTROL_HEIGHT, SPACING, bind_icon
from vizapp.gui.watch_measures import KnownMeasures, Watchable, first_watchpoint
from vizapp.gui.widgets.fields import IntegerField, LearningRateField, SizeField
from vizapp.gui.widgets.numbers import grouped
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import CONTROL_WIDTH, Section, ValueLabel, muted_label
from vizapp.session.state import State
from vizapp.wording import labels

WORKING_SIZES = (64, 96, 128, 192, 256, 384, 512)
_LARGEST_SEED = 2**31 - 1


class SeedField(QWidget):
    """A field for the seed, and a button that draws a random one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        self.number = IntegerField("seed", 0, _LARGEST_SEED, self)
        self.number.setAccessibleName(self.tr("Seed"))
        self.number.setToolTip(
            plain_tooltip(self.tr("The same seed gives the same training on the same device with as many threads."))
        )
        self.dice = QToolButton(self)
        self.dice.setObjectName("dice")
        self.dice.setAccessibleName(self.tr("Draw another seed"))
        self.dice.setToolTip(self.tr("Draw another seed at random."))
        self.dice.setIconSize(QSize(16, 16))
        self.dice.setStyleSheet("QToolButton { padding: 0; }")
        keep_width(self.dice, CONTROL_HEIGHT)
        keep_width(self.number, CONTROL_WIDTH)
        row.addWidget(self.dice)
        row.addWidget(self.number)
        self.setTabOrder(self.dice, self.number)
        self.setMinimumWidth(CONTROL_HEIGHT + SPACING + CONTROL_WIDTH)
        self.setFocusProxy(self.number)
        bind_icon(self.dice, "dice")


@dataclass(frozen=True, slots=True)
class _TrainingShown:
    """What the controls show; no learning rate where none is asked for."""

    trains: bool
    learning_rate: float | None
    has_size: bool
    working_size: int | None
    seed: int


@dataclass(frozen=True, slots=True)
class _WatchShown:
    """The watchpoint, and what can be watched; nothing is offered where nothing is trained."""

    is_offered: bool
    point: Watchpoint | None
    watchables: tuple[Watchable, ...]


class TrainingSection(Section):
    """Shows learning rate, working size, seed, the watchpoint and the number of parameters.

    Settings without an effect are hidden.
    """

    fields = frozenset({"learning_rate", "working_size", "seed", "device"})

    def __init__(self, session: Gestures, labs: Mapping[str, LabUi], parent: QWidget | None = None) -> None:
        super().__init__("setupTraining", parent)
        self.set_title(self.tr("Training"))
        self._session = session
        self._labs = labs
        self._measures = KnownMeasures(labs)
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
        self.watch = WatchRows(self)
        self.add(self.watch)
        self.parameters = ValueLabel(parent=self)
        self.parameters.setObjectName("parameters")
        self.parameters.setToolTip(self.tr("The number of trained parameters."))
        self.add_beside_title(self.parameters)
        self.nothing = muted_label(self.tr("Nothing is trained in this task."), self)
        self.nothing.setWordWrap(True)
        self.add(self.nothing)
        self.put_hint_below(self.size_row)
        self.way_out = QPushButton(self)
        self.way_out.setObjectName("workingSizeWayOut")
        self.way_out.setAccessibleName(self.tr("Use a working size that fits"))
        self.way_out.setToolTip(self.tr("Take the largest working size that the memory allows, or a smaller one."))
        self.way_out.clicked.connect(session.use_offered_size)
        self.add_below_hint(self.way_out)
        self._way_out = Shown(way_out, self._show_way_out)
        self._settings = Shown(self._resolve, self._show)
        self._count = Shown(
            lambda state: None if state.configured is None else state.configured.parameters, self._show_count
        )
        self._watched = Shown(self._resolve_watch, self._show_watch)
        self.watch.chosen.connect(self._choose_watch)
        self.watch.changed.connect(lambda point: self._set_watch(point, "watchpoint"))
        self.rate.valueChanged.connect(self._set_rate)
        self.size_field.picked.connect(self._set_size)
        self.seed.number.valueChanged.connect(self._set_seed)
        self.seed.dice.clicked.connect(self._throw)
        for field in (self.rate, self.seed.number, self.watch.value):
            field.editingFinished.connect(session.end_gesture)
            self.explain_refusals(field)
        self.explain_refusals(self.size_field)

    def parts(self) -> Sequence[Shown[Any]]:
        return (self._settings, self._count, self._watched, self._way_out)

    def _resolve(self, state: State) -> _TrainingShown:
        experiment = state.experiment
        trains = experiment.spec.trains
        whole = state.source is not None and experiment.spec.reads_whole(state.source.kind)
        rate = getattr(experiment.spec, "learning_rate", None) if trains else None
        return _TrainingShown(trains, rate, not whole, experiment.working_size, experiment.seed)

    def _show(self, shown: _TrainingShown) -> None:
        self.rate_row.setVisible(shown.learning_rate is not None)
        self.parameters.setVisible(shown.trains)
        self.nothing.setVisible(not shown.trains)
        self.seed_row.setVisible(shown.trains)
        self.size_row.setVisible(shown.has_size)
        if shown.learning_rate is not None:
            self.rate.show_value(shown.learning_rate)
        self.size_field.show_value(shown.working_size)
        self.seed.number.show_value(shown.seed)

    def _show_way_out(self, words: tuple[str, str]) -> None:
        self.way_out.setText(words[0])
        self.way_out.setVisible(bool(words[0]))

    def _resolve_watch(self, state: State) -> _WatchShown:
        spec = state.experiment.spec
        is_offered = spec.trains and spec.uses(FIELD)
        point: Watchpoint | None = getattr(spec, FIELD, None)
        return _WatchShown(is_offered, point, self._measures.of(state) if is_offered else ())

    def _show_watch(self, shown: _WatchShown) -> None:
        self.watch.setVisible(shown.is_offered)
        self.watch.show_point(shown.point, shown.watchables)

    def _choose_watch(self, name: str | None) -> None:
        state = self._session.state
        self._set_watch(None if name is None else first_watchpoint(name, state, self._labs), None)

    def _set_watch(self, point: Watchpoint | None, gesture: str | None) -> None:
        experiment = self._session.state.experiment
        changed = experiment.with_spec(experiment.spec.replaced(stop_when=point))
        self._update(changed, labels.CHANGE_WATCHPOINT, gesture)

    def _show_count(self, parameters: int | None) -> None:
        words = self.tr("{count} parameters")
        self.parameters.say("" if parameters is None else words.format(count=grouped(parameters)))

    def _set_rate(self, rate: float) -> None:
        experiment = self._session.state.experiment
        changed = experiment.with_spec(experiment.spec.replaced(learning_rate=rate))
        self._update(changed, labels.CHANGE_LEARNING_RATE, "learning-rate")

    def _set_size(self, size: int | None) -> None:
        experiment = replace(self._session.state.experiment, working_size=size)
        self._update(experiment, labels.CHANGE_WORKING_SIZE, None)

    def _set_seed(self, seed: int) -> None:
        self._update(replace(self._session.state.experiment, seed=seed), labels.CHANGE_SEED, "seed")

    def _throw(self) -> None:
        old = self._session.state.experiment.seed
        seed = random.choice([seed for seed in range(1000) if seed != old])
        self._update(replace(self._session.state.experiment, seed=seed), labels.THROW_SEED, None)

    def _update(self, experiment: Experiment, label: str, gesture: str | None) -> None:
        self._session.update(experiment, label, gesture)
