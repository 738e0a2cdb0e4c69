"""The question what files with offsets are: their examination, what is chosen, and the document that follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

import msgspec

from vizapp.document.brought import BroughtArray, BroughtRole, BroughtSpec, KernelSide
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.offset_maps.kernels import KernelGuess
from vizapp.offset_maps.layouts import Layout
from vizapp.problem import Problem
from vizapp.session.banner import Banner
from vizapp.session.reader_queue import ReaderQueue
from vizapp.session.source_state import OffsetOffer
from vizapp.session.store import Store
from vizapp.sources.brought import Examination, OffsetChoices, SourceFacts
from vizapp.sources.locations import location_of, path_of
from vizapp.sources.regular_files import display_name
from vizapp.sources.results import ReadResult

_ROLES: tuple[BroughtRole, ...] = get_args(BroughtRole)


class Offering:
    """Has files examined and keeps ``State.offer`` at what was found; files without offsets are opened otherwise."""

    def __init__(self, reader: ReaderQueue, store: Store, open_plainly: Callable[[Sequence[str]], None]) -> None:
        """``open_plainly`` opens files in none of which anything looks like offsets."""
        self._reader = reader
        self._store = store
        self._open_plainly = open_plainly
        self._files: tuple[str, ...] = ()

    def open(self, paths: Sequence[str | Path], choices: OffsetChoices | None = None) -> None:
        """Examine files; what they are is asked if one holds what looks like offsets."""
        self._files = tuple(location_of(path_of(str(path))) for path in paths)
        self._store.change(reading=display_name(path_of(self._files[0])), reads_network=False, offer=None)
        self._examine(choices or OffsetChoices())

    def reopen(self, experiment: Experiment) -> None:
        """Ask again about the offsets that ``experiment`` brings."""
        task = experiment.spec.task_spec
        if not isinstance(task, BroughtSpec) or not task.arrays:
            return
        files = [array.location for array in task.arrays]
        if experiment.source.kind == "file":
            files.append(experiment.source.location)
        kernel = KernelGuess(task.kernel_size, task.offset_groups)
        self.open(list(dict.fromkeys(files)), OffsetChoices((), kernel, task.own_geometry))

    def choose(self, choices: OffsetChoices) -> None:
        """Examine the files once more with other choices; the offer stays until that is done."""
        offer = self._store.state.offer
        if offer is not None:
            self._store.change(offer=replace(offer, choices=choices, is_busy=True))
            self._examine(choices)

    def withdraw(self) -> tuple[str, ...]:
        """End the offer, and return the files that it was about."""
        self._reader.cancel()
        self._store.change(offer=None)
        return self._files

    def accepted(self, experiment: Experiment, layout: Layout) -> Experiment | None:
        """Return ``experiment`` with the offered layer, read in ``layout``; None where nothing can be accepted."""
        offer = self._store.state.offer
        if offer is None or offer.is_busy or not offer.examination.readings:
            return None
        return brought(experiment, offer, layout)

    def _examine(self, choices: OffsetChoices) -> None:
        source = self._store.state.source
        facts = SourceFacts("image", 3, (512, 512))
        if source is not None:
            channels = min(source.channels, 3) if source.kind == "image" else source.channels
            facts = SourceFacts(source.kind, channels, (source.height, source.width))
        paths = [path_of(location) for location in self._files]
        self._reader.examine(paths, choices, facts, lambda result: self._arrive(choices, result))

    def _arrive(self, choices: OffsetChoices, result: ReadResult) -> None:
        files = self._files
        self._store.change(reading=None)
        if result.examined is not None:
            self._store.change(offer=OffsetOffer(files, result.examined, choices))
        elif result.nothing:
            self._store.change(offer=None)
            self._open_plainly(files)
        else:
            problem = result.problem or Problem("source.not-read", "source", {"name": display_name(files[0])})
            self._store.change(offer=None, banner=Banner(problem, about_opening=True))


def brought(experiment: Experiment, offer: OffsetOffer, layout: Layout) -> Experiment:
    """Return ``experiment`` with the layer that ``offer`` describes; its offsets are read in ``layout``."""
    found = offer.examination
    kernel, geometry = found.kernels[0], found.geometries[0]
    arrays = tuple(
        BroughtArray(role, offer.files[array.file], array.array)
        for role in _ROLES
        if (array := found.with_role(role)) is not None
    )
    task = BroughtSpec(
        arrays=arrays,
        layout=layout,
        kernel_size=cast(tuple[KernelSide, KernelSide], kernel.kernel_size),
        stride=geometry.stride,
        padding=geometry.padding,
        dilation=geometry.dilation,
        offset_groups=kernel.groups,
        groups=found.groups,
        outputs=found.outputs,
        read_size=found.input_size,
    )
    source = _source_of(found, offer.files) or experiment.source
    spec = experiment.spec_of(DeformableSpec).with_task(task).replaced(placed_points=())
    changed = msgspec.structs.replace(experiment, lab=DeformableSpec.tag(), source=source)
    return changed.with_spec(spec)


def _source_of(found: Examination, files: Sequence[str]) -> Source | None:
    """Return the feature map or picture that was brought, or None."""
    feature = found.with_role("feature map")
    if feature is None:
        return None
    location = files[feature.file]
    if feature.picture:
        return Source("file", location)
    return Source("file", location, feature.array, None if len(feature.shape) == 2 else "CHW")
