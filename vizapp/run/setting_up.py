"""From a plan to a lab that can be trained: its files are checked and read, and it is built where it stands.

Heavy packages are imported only after the files have been checked.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizapp.document.judging import why_not_judged
from vizapp.run.bad_input import BadInputError, not_there
from vizapp.run.enlarging import check_target
from vizapp.run.files import result_that_is
from vizapp.run.networks import read_network, with_network
from vizapp.run.source import read
from vizapp.wording.problems import ProblemError, sentence
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from pathlib import Path

    from vizapp.document.experiment import Experiment
    from vizapp.engine.slot import Slot
    from vizapp.engine.slots import Slots
    from vizapp.keeping.pictures import PictureRole
    from vizapp.labs.base import Lab
    from vizapp.run.plan import Plan
    from vizapp.sources.kept import LoadedExperiment
    from vizapp.sources.loaded import LoadedSource
    from vizapp.sources.weights import LoadedNetwork


@dataclass(frozen=True)
class ReadFiles:
    """What was read for a run.

    Attributes:
        source: what the lab is built from.
        unseen: the picture that nothing is trained on, or None.
        judged: what another network has made of the source, or None.
        network: the weights of a network that reads the source, or None.
    """

    source: LoadedSource
    unseen: LoadedSource | None
    judged: LoadedSource | None
    network: LoadedNetwork | None

    def digests(self) -> dict[PictureRole, str]:
        """Return SHA-256 of the values of the pictures, in hexadecimal digits."""
        pictures: dict[PictureRole, LoadedSource | None] = {
            "source": self.source,
            "unseen": self.unseen,
            "judged": self.judged,
        }
        return {role: _digest(each) for role, each in pictures.items() if each is not None}


@dataclass(frozen=True)
class BuiltLab:
    """A lab, where its training stands.

    Attributes:
        slots, slot: the labs, and the one that is to be trained.
        experiment: the document; with a network it names the layer that is shown.
        build: builds the same lab for another document, at step 0.
        seconds: how long it took.
    """

    slots: Slots
    slot: Slot
    experiment: Experiment
    build: Callable[[Experiment], Lab]
    seconds: float


def check_files(plan: Plan, out: Path | None) -> None:
    """Refuse files that are not there, or that writing the results would replace.

    Raises:
        BadInputError: names the file.
    """
    for name, path in plan.files.items():
        if not os.path.lexists(path):
            raise BadInputError(not_there(f"{name} {path}".strip()))
        if out is not None and (result := result_that_is(path, out)) is not None:
            text = translate("CommandLine", "{file} would be replaced by the result {result}; choose another --out.")
            raise BadInputError(text.format(file=f"{name} {path}".strip(), result=result))
    if plan.enlarge is not None and out is not None:
        check_target(plan.enlarge, plan.files.get("--source"), out)


def read_files(plan: Plan) -> ReadFiles:
    """Read all that a plan names.

    Raises:
        BadInputError: a file cannot be opened, or is none of what was wanted.
    """
    from vizapp.sources.waiting import one_reader

    experiment = plan.experiment
    with one_reader():
        source = read(experiment.source)
        unseen = None if experiment.wanted_unseen is None else read(experiment.wanted_unseen)
        network = read_network(plan.network)
        judged = None if experiment.wanted_judged is None else read(experiment.wanted_judged)
    if judged is not None:
        made_of = (source.height, source.width)
        misfit = why_not_judged(judged.name, judged.kind, (judged.height, judged.width), made_of)
        if misfit is not None:
            raise BadInputError(sentence(misfit))
    found = ReadFiles(source, unseen, judged, network)
    if plan.run is not None:
        for role, digest in found.digests().items():
            if plan.run.digests.get(role) != digest:
                text = translate(
                    "CommandLine",
                    "{name} is not what the run was begun with; put back what it was, or leave out --resume to begin "
                    "anew.",
                )
                raise BadInputError(text.format(name=getattr(found, role).name))
    return found


def build(plan: Plan, files: ReadFiles) -> BuiltLab:
    """Build the lab of a plan, and bring it to where its training stands.

    Raises:
        BadInputError: it does not fit, or there is not enough memory for it.
    """
    import torch

    from vizapp.allocator import keep_freed_memory
    from vizapp.engine.device import configure_threads, find_device
    from vizapp.engine.failures import failure, is_out_of_memory
    from vizapp.engine.slots import Slots
    from vizapp.labs.create import create_lab

    begun = time.perf_counter()
    experiment = plan.experiment
    try:
        configure_threads()
        keep_freed_memory()
        device = find_device(experiment.device)
        _check_same_device(plan, device.name)
        slots = Slots()
        slots.set_source(files.source.kind, files.source.values)
        if files.unseen is not None:
            slots.set_unseen(files.unseen.kind, files.unseen.values)
        if files.judged is not None:
            slots.set_judged(files.judged.values)
        if files.network is not None and plan.network is not None:
            experiment, network = with_network(experiment, plan.network, plan.layer, files.network)
            slots.set_network(network)
        try:
            slot = _slot(slots, plan, experiment)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            raise ProblemError.of(failure(error, "setup", device.label, 0)) from error
    except ProblemError as error:
        raise BadInputError(plan.refusal(error.problem)) from error

    def built_alike(described: Experiment) -> Lab:
        return create_lab(described, files.source.kind, files.source.values, torch.device(device.name))

    return BuiltLab(slots, slot, experiment, built_alike, time.perf_counter() - begun)


def measured_before(begun: LoadedExperiment, slot: Slot) -> dict[str, list[float]]:
    """Return what was measured up to where the training stands, by the names of the metrics."""
    kept = next((training for training in begun.timelines.labs if training.lab == slot.lab.name), None)
    if kept is None or slot.timeline is None:
        return {}
    parents = {branch.number: branch.parent for branch in kept.branches}
    way: list[int] = []
    number: int | None = kept.present
    while number is not None:
        way.append(number)
        number = parents[number]
    series: dict[str, np.ndarray] = {}
    for each in reversed(way):
        for where, values in begun.curves:
            if where.lab == kept.lab and where.branch == each:
                known = series.setdefault(where.metric, np.full(kept.step, np.nan))
                part = known[where.first - 1 : where.first - 1 + where.count]
                part[:] = values[: len(part)]
    return {name: values.tolist() for name, values in series.items()}


def _slot(slots: Slots, plan: Plan, experiment: Experiment) -> Slot:
    """Return the lab of the document, where its training stood.

    Raises:
        ProblemError: it cannot be built, or its training does not fit it.
    """
    from vizapp.protocol.keeping import SetTraining

    if plan.begun is None:
        return slots.configure(experiment)
    training = plan.begun.training
    document, timelines = (np.frombuffer(text, np.uint8) for text in (training.document, training.training))
    slots.set_training(SetTraining(0, document, timelines, training.states))
    slot = slots.configure(experiment)
    if slots.refused_training is not None:
        raise ProblemError.of(slots.refused_training[1])
    if plan.run is not None and slot.timeline is not None:
        # The states that are kept from here on are those of a run that was never cut short.
        [kept] = [each for each in plan.begun.timelines.labs if each.lab == slot.lab.name]
        if kept.step not in kept.branch.kept:
            slot.timeline.give_up(kept.step)
    return slot


def _check_same_device(plan: Plan, device: str) -> None:
    """Refuse to go on with a run on another device, and say where threads or torch differ.

    Raises:
        BadInputError: the numbers that follow would be others.
    """
    import torch

    if plan.run is None:
        return
    if plan.run.device != device:
        text = translate(
            "CommandLine",
            "the run was computed on {then}, and here it would be on {now}, which gives other numbers; vizapp run "
            "FILE.vizapp --device {now} goes on with its checkpoint as with any experiment.",
        )
        raise BadInputError(text.format(then=plan.run.device, now=device))
    threads = torch.get_num_threads()
    if device == "cpu" and plan.run.threads != threads:
        text = translate(
            "CommandLine",
            "it was begun with {then:d} threads and goes on with {now:d}: last digits may differ; VIZAPP_THREADS "
            "sets their number",
        )
        print(text.format(then=plan.run.threads, now=threads), file=sys.stderr)
    if plan.run.torch != str(torch.__version__):
        text = translate(
            "CommandLine", "it was begun with torch {then} and goes on with {now}: last digits may differ"
        )
        print(text.format(then=plan.run.torch, now=torch.__version__), file=sys.stderr)


def _digest(source: LoadedSource) -> str:
    values = np.ascontiguousarray(source.values)
    digest = hashlib.sha256(f"{source.kind} {values.dtype.str} {values.shape}".encode())
    digest.update(values.data)
    return digest.hexdigest()
