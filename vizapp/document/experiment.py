"""The document: one immutable value that says everything about an experiment.

An :class:`Experiment` is what is undone, sent to the engine and written next to results. A gesture never changes
one; it makes a new one with :func:`msgspec.structs.replace` or :meth:`Experiment.with_spec`. Positions are (y, x),
in input pixels.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

# Each lab and each task enters its family when its module is imported.
from vizapp.document import deformable, subpixel  # noqa: F401
from vizapp.document.families import decode_member
from vizapp.document.lab_spec import LABS, LabSpec
from vizapp.document.values import Seed

VERSION = 2
"""Of the document's form; :mod:`vizapp.document.text` brings older ones up to it."""
WORKING_SIZE_RANGE = (16, 1024)

S = TypeVar("S", bound=LabSpec)


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the picture or feature map comes from.

    ``kind`` says how to read ``location``: the id of a bundled sample, an absolute path, or the key of
    a picture that was pasted and lives in memory only. ``array`` names one array of a file that holds several,
    ``axes`` says where the channels stand in it; None leaves that to the reader.
    """

    kind: Literal["sample", "file", "memory"] = "sample"
    location: str = "astronaut"
    array: str | None = None
    axes: Literal["CHW", "HWC"] | None = None


class Experiment(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that decides what is computed.

    Attributes:
        version: of the form of this document.
        lab: the name of the active lab.
        labs: the settings of every lab that there is, in the order of :data:`vizapp.document.lab_spec.LABS`; those
            that are not given are the defaults.
        working_size: the longest side, in pixels, of the copy that is trained on; None leaves it to the device (192
            on a CPU, 384 on a GPU).
        device: "auto", "cpu", "mps" or "cuda:N".
    """

    version: Annotated[int, Meta(ge=VERSION, le=VERSION)] = VERSION
    lab: str = "deformable"
    source: Source = Source()
    labs: tuple[LabSpec, ...] = ()
    working_size: Annotated[int, Meta(ge=16, le=1024)] | None = None
    seed: Seed = 0
    device: Annotated[str, Meta(pattern=r"^(auto|cpu|mps|cuda:\d{1,2})$")] = "auto"

    def __post_init__(self) -> None:
        given = {spec.lab: spec for spec in self.labs}
        if len(given) < len(self.labs):
            raise ValueError("the settings of a lab are there twice")
        LABS.get(self.lab)
        complete = tuple(given.get(member.tag()) or member() for member in LABS)
        if complete != self.labs:
            msgspec.structs.force_setattr(self, "labs", complete)

    @property
    def spec(self) -> LabSpec:
        """The settings of the active lab."""
        return next(spec for spec in self.labs if spec.lab == self.lab)

    def spec_of(self, kind: type[S]) -> S:
        """Return the settings of the lab that are of this type."""
        return next(spec for spec in self.labs if isinstance(spec, kind))

    def with_spec(self, spec: LabSpec) -> Experiment:
        """Return this experiment with other settings for the lab that they are of."""
        return msgspec.structs.replace(self, labs=tuple(spec if old.lab == spec.lab else old for old in self.labs))


def validated(experiment: Experiment) -> Experiment:
    """Return ``experiment``, decoded anew.

    Raises:
        ValueError: a value is out of its range; says which.
    """
    try:
        return msgspec.convert(msgspec.to_builtins(experiment), Experiment, dec_hook=decode_member)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None


def needs_rebuild(old: Experiment, new: Experiment) -> bool:
    """Tell whether the lab of ``new`` has to start again at step 0 when ``old`` becomes ``new``.

    The live fields of a lab's settings take effect while it runs; everything else that it depends on rebuilds it. The
    settings of other labs do not count.
    """
    return _build_key(old) != _build_key(new)


def _build_key(experiment: Experiment) -> tuple[object, ...]:
    shared = (experiment.source, experiment.working_size, experiment.seed, experiment.device)
    return (experiment.spec.build_key(), *shared)
