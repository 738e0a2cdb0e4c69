"""From what the engine knows and what the window wants to the commands that follow."""

from __future__ import annotations

from dataclasses import dataclass

from vizapp.document.experiment import DeformableSpec, Experiment, SubpixelSpec, needs_rebuild
from vizapp.protocol.messages import Adjust, Command, Configure, Observe, SetSource
from vizapp.protocol.observations import Observation
from vizapp.session.state import State
from vizapp.sources.loaded import LoadedSource


@dataclass(frozen=True, slots=True)
class Known:
    """What the engine has been told. A new engine has been told nothing.

    ``configured`` is what the last Configure said; ``experiment`` has been adjusted since.
    """

    source: LoadedSource | None = None
    configured: Experiment | None = None
    experiment: Experiment | None = None
    observation: Observation | None = None


class Numbers:
    """The sequence number of the last command and the generation of the last that began one; they only rise."""

    def __init__(self) -> None:
        self.seq = 0
        self.generation = 0

    def next_seq(self) -> int:
        self.seq += 1
        return self.seq

    def next_generation(self) -> int:
        self.generation += 1
        return self.generation


@dataclass(frozen=True, slots=True)
class Plan:
    """The commands to send, what the engine knows after them, and the one that begins a generation, if any."""

    commands: tuple[Command, ...]
    known: Known
    configure: Configure | None = None


def plan(known: Known, state: State, numbers: Numbers) -> Plan:
    """Return what has to be sent so that the engine knows what ``state`` says.

    Another source, or settings that a lab is built from, are configured; settings that take effect in a running
    lab are adjusted; what is to be seen is observed. Where the engine has refused what was configured there is no lab
    to adjust, and all other settings are configured. Without a source nothing can be computed and nothing is sent.
    """
    if state.source is None:
        return Plan((), known)
    commands: list[Command] = []
    told, configured, experiment = known.experiment, known.configured, state.experiment
    if state.refusal and configured is not None and _active_spec(configured) != _active_spec(experiment):
        told = None
    if known.source is not state.source:
        commands.append(SetSource(numbers.next_seq(), state.source.kind, state.source.values))
        told = None
    configure = None
    if told is None or needs_rebuild(told, experiment):
        configure = Configure(numbers.next_seq(), numbers.next_generation(), experiment)
        commands.append(configure)
        told = configured = experiment
    elif _active_spec(told) != _active_spec(experiment):
        commands.append(Adjust(numbers.next_seq(), experiment))
        told = experiment
    observation = observation_for(state)
    if observation != known.observation:
        commands.append(Observe(numbers.next_seq(), observation))
    return Plan(tuple(commands), Known(state.source, configured, told, observation), configure)


def observation_for(state: State) -> Observation:
    """Return what the views of ``state`` show."""
    view = state.view
    if state.experiment.lab == "deformable":
        return Observation(
            units=() if view.probe_yx is None else (view.probe_yx,),
            picture=view.picture,
            output_channel=view.output_channel,
            input_channel=view.input_channel,
            region=view.region,
        )
    return Observation(
        picture=view.subpixel_picture,
        output_channel=view.output_channel,
        input_channel=view.input_channel,
        left_picture=view.left_picture,
        region=view.region,
        picked_yx=view.picked_yx,
    )


def _active_spec(experiment: Experiment) -> DeformableSpec | SubpixelSpec:
    return experiment.deformable if experiment.lab == "deformable" else experiment.subpixel
