"""Derivation of the commands that bring the engine up to date with the state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vizapp.document import watchpoint
from vizapp.document.experiment import Experiment, shows_other_maps
from vizapp.keeping.reading import KeptTraining
from vizapp.protocol.commands import (
    Adjust,
    Command,
    Configure,
    Observe,
    SetBrought,
    SetJudged,
    SetNetwork,
    SetSource,
    SetTraining,
    SetUnseen,
)
from vizapp.protocol.requests import Observation
from vizapp.session.lab_model import LabModels
from vizapp.session.state import State
from vizapp.sources.brought import LoadedBrought
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.weights import LoadedNetwork

_OF_TEACHING = ("taught", "placed_points")


@dataclass(frozen=True, slots=True)
class Known:
    """The last settings that were sent to the engine; all None for a new engine.

    ``configured`` is the experiment of the last Configure, and ``number`` that of its training; ``experiment``
    includes later adjustments.
    """

    source: LoadedSource | None = None
    unseen: LoadedSource | None = None
    brought: LoadedBrought | None = None
    judged: LoadedSource | None = None
    network: LoadedNetwork | None = None
    training: KeptTraining | None = None
    configured: Experiment | None = None
    number: int = 0
    experiment: Experiment | None = None
    observation: Observation | None = None


class Numbers:
    """The numbers of commands and generations, which only increase.

    Attributes:
        seq: that of the last command.
        shown_seq: that of the last command after which something is shown anew; one about a file changes nothing.
        generation: that of the last generation.
    """

    def __init__(self) -> None:
        self.seq = 0
        self.shown_seq = 0
        self.generation = 0

    def next_seq(self) -> int:
        """Return a number for a command after which something is shown anew."""
        self.shown_seq = self.next_unshown_seq()
        return self.shown_seq

    def next_unshown_seq(self) -> int:
        """Return a number for a command that the engine takes no snapshot after."""
        self.seq += 1
        return self.seq

    def next_generation(self) -> int:
        self.generation += 1
        return self.generation


@dataclass(frozen=True, slots=True)
class Plan:
    """The commands to send, what the engine knows after them, and the command that begins a generation, if any."""

    commands: tuple[Command, ...]
    known: Known
    configure: Configure | None = None


def plan(known: Known, state: State, numbers: Numbers, models: LabModels) -> Plan:
    """Return the commands that bring an engine with the knowledge ``known`` up to date with ``state``.

    A new source, a setting that requires a rebuild, or another training is sent by Configure, a live setting by
    Adjust, another unseen picture by SetUnseen, another judged one by SetJudged, a changed observation by Observe.
    The training of a file that was opened is sent by SetTraining before the Configure of its document. After the
    engine has refused a Configure there is no lab to adjust, and every change is sent by Configure. A network is sent
    by SetNetwork, also one that was only opened. Without a source, and while brought arrays or a network are read,
    nothing is sent.
    """
    uses_brought, uses_network = state.experiment.spec.uses_brought, state.experiment.spec.uses_network
    waits = (uses_brought and state.brought.is_reading) or (uses_network and state.network.is_reading)
    if state.source is None or waits:
        return Plan((), known)
    commands: list[Command] = []
    told, configured, experiment = known.experiment, known.configured, state.experiment
    if state.refusal and configured is not None and configured.spec != experiment.spec:
        told = None
    if known.source is not state.source:
        commands.append(SetSource(numbers.next_seq(), state.source.kind, state.source.values))
        told = None
    unseen = known.unseen
    if experiment.spec.uses_unseen and unseen is not state.unseen.loaded:
        # Before a Configure, so that the lab has it from the start if it is there in time.
        unseen = state.unseen.loaded
        commands.append(_set_unseen(numbers.next_seq(), unseen))
    judged = known.judged
    if experiment.spec.judges and judged is not state.judged.loaded:
        judged = state.judged.loaded
        commands.append(SetJudged(numbers.next_seq(), None if judged is None else judged.values))
    brought = known.brought
    if uses_brought and brought is not state.brought.loaded:
        brought = state.brought.loaded
        commands.append(_set_brought(numbers.next_seq(), brought))
        told = None
    network = known.network
    if state.network_offer is not None:
        network = state.network_offer.loaded
    elif uses_network:
        network = state.network.loaded
    if network is not known.network:
        commands.append(_set_network(numbers.next_seq(), network))
        if state.network_offer is None:
            told = None
    restored, training = state.restored, known.training
    if restored is not None and restored.training is not training and restored.source == experiment.source:
        training = restored.training
        commands.append(_set_training(numbers.next_seq(), training))
        told = None
    configure, number = None, state.trainings.get(experiment.lab, 0)
    if told is None or shows_other_maps(told, experiment) or number != known.number:
        configure = Configure(numbers.next_seq(), numbers.next_generation(), experiment, number)
        commands.append(configure)
        told = configured = experiment
    elif told.spec != experiment.spec:
        commands.append(Adjust(numbers.next_seq(), experiment))
        told = experiment
    observation = observation_for(state, models)
    if observation != known.observation:
        commands.append(Observe(numbers.next_seq(), observation))
    return Plan(
        tuple(commands),
        Known(state.source, unseen, brought, judged, network, training, configured, number, told, observation),
        configure,
    )


def observation_for(state: State, models: LabModels) -> Observation:
    """Return the observation for the views of ``state``."""
    return Observation(models[state.experiment.lab].requests(state), state.view.input_channel, state.shows_unseen)


def _set_unseen(seq: int, unseen: LoadedSource | None) -> SetUnseen:
    return SetUnseen(seq, "image", None) if unseen is None else SetUnseen(seq, unseen.kind, unseen.values)


def _set_brought(seq: int, brought: LoadedBrought | None) -> SetBrought:
    if brought is None:
        return SetBrought(seq, None)
    arrays = brought.arrays
    return SetBrought(seq, arrays["offsets"], *(arrays.get(role) for role in ("mask", "weight", "bias", "output")))


def _set_training(seq: int, training: KeptTraining) -> SetTraining:
    document, timelines = (np.frombuffer(text, np.uint8) for text in (training.document, training.training))
    return SetTraining(seq, document, timelines, training.states)


def _set_network(seq: int, network: LoadedNetwork | None) -> SetNetwork:
    return SetNetwork(seq) if network is None else SetNetwork(seq, network.parts, network.values)


def marked_changes(before: Experiment, after: Experiment) -> list[str]:
    """Return the names of the live fields that differ in the active lab's settings, as ticks on its curves show them.

    Teaching, or taking it back, goes to other curves, which say it themselves; when to pause changes no training.
    """
    spec = after.spec
    old = next((each for each in before.labs if each.lab == spec.lab), spec)
    changed = [
        name for name in sorted(spec.live_fields - {watchpoint.FIELD}) if getattr(old, name) != getattr(spec, name)
    ]
    return [name for name in changed if name not in _OF_TEACHING] if "taught" in changed else changed
