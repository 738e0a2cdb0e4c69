"""The document: one immutable value that describes an experiment completely.

Undo stores :class:`Experiment` values, the engine receives them, and results include them. An edit makes a new one
with :func:`msgspec.structs.replace` or :meth:`Experiment.with_spec`. Positions are (y, x), in input pixels.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

# Importing these modules registers each lab and each task with its family.
from vizapp.document import deformable, subpixel  # noqa: F401
from vizapp.document.families import decode_member
from vizapp.document.lab_spec import LABS, LabSpec
from vizapp.document.values import Seed

VERSION = 5
"""The version of the document's schema; :mod:`vizapp.document.text` migrates older ones."""
WORKING_SIZE_RANGE = (16, 1024)

S = TypeVar("S", bound=LabSpec)


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """The origin of the image or feature map.

    ``kind`` says how to interpret ``location``: the id of a bundled sample, an absolute path, or the key of a pasted
    picture that exists in memory only. ``array`` names one array of a file that holds several, ``axes`` says which of
    its axes holds the channels; None lets the reader decide.
    """

    kind: Literal["sample", "file", "memory"] = "sample"
    location: str = "astronaut"
    array: str | None = None
    axes: Literal["CHW", "HWC"] | None = None


_LONGEST_NAME = 200


def pasted_source(number: int, name: str) -> Source:
    """Return the source that is the pasted picture of this ``number``, which is shown under ``name``.

    The name may come from another program: what of it could not stand in one line is left out.
    """
    shown = "".join(filter(str.isprintable, name))[:_LONGEST_NAME]
    return Source("memory", f"pasted-{number}/{shown}")


def pasted_name(source: Source) -> str:
    """Return the name under which a pasted picture is shown."""
    return source.location.partition("/")[2] or source.location


_UNSEEN = Source("sample", "coffee")
_UNSEEN_BESIDE_IT = Source("sample", "astronaut")


class Experiment(Struct, frozen=True, forbid_unknown_fields=True):
    """Every setting that affects the computation.

    Attributes:
        version: the version of the document's schema.
        lab: the name of the active lab.
        labs: the settings of every lab, in the order of :data:`vizapp.document.lab_spec.LABS`; missing ones take
            their defaults.
        unseen: the picture that nothing is trained on; None is another bundled photograph than the source. It takes
            effect in a running lab.
        judged: what somebody's network has made of the source, to be looked at and measured; None is nothing. It
            takes effect in a running lab.
        working_size: the longest side, in pixels, of the copy that is trained on; None chooses by the device (192 on
            a CPU, 384 on a GPU).
        device: "auto", "cpu", "mps" or "cuda:N".
    """

    version: Annotated[int, Meta(ge=VERSION, le=VERSION)] = VERSION
    lab: str = "deformable"
    source: Source = Source()
    unseen: Source | None = None
    judged: Source | None = None
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

    @property
    def foundation(self) -> tuple[object, ...]:
        """What every lab is built from beside its own settings: a change of it rebuilds them."""
        return (self.source, self.working_size, self.seed, self.device)

    @property
    def unseen_source(self) -> Source:
        """The picture that nothing is trained on: the one that is set, or a bundled photograph beside the source.

        A file of the photograph's name counts as the photograph: it is probably a copy, and if it is not, another
        bundled photograph is as good.
        """
        if self.unseen is not None:
            return self.unseen
        source = self.source
        name = PurePath(source.location).stem.lower() if source.kind == "file" else source.location
        is_it = source.kind != "memory" and name == _UNSEEN.location
        return _UNSEEN_BESIDE_IT if is_it else _UNSEEN

    @property
    def wanted_unseen(self) -> Source | None:
        """The :attr:`unseen_source` if the active lab and its task use one; otherwise None: none has to be read."""
        return self.unseen_source if self.spec.tries_unseen else None

    @property
    def wanted_judged(self) -> Source | None:
        """The :attr:`judged` picture if the active lab and its task look at one; otherwise None."""
        return self.judged if self.spec.judges else None

    def spec_of(self, kind: type[S]) -> S:
        """Return the lab settings of this type."""
        for spec in self.labs:
            if isinstance(spec, kind):
                return spec
        raise LookupError(f"there is no lab with settings of the type {kind.__name__}")

    def with_spec(self, spec: LabSpec) -> Experiment:
        """Return this experiment with ``spec`` in place of the same lab's settings."""
        return msgspec.structs.replace(self, labs=tuple(spec if old.lab == spec.lab else old for old in self.labs))


def validated(experiment: Experiment) -> Experiment:
    """Return ``experiment`` encoded and decoded again, which checks every value.

    Raises:
        ValueError: a value is out of its range; says which.
    """
    try:
        return msgspec.convert(msgspec.to_builtins(experiment), Experiment, dec_hook=decode_member)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None


def needs_rebuild(old: Experiment, new: Experiment) -> bool:
    """Return whether the lab of ``new`` must be rebuilt, at step 0, when ``old`` becomes ``new``.

    The live fields of a lab's settings take effect while it runs; a change of anything else that it depends on
    rebuilds it. The settings of other labs are ignored.
    """
    return _build_key(old) != _build_key(new)


def shows_other_maps(old: Experiment, new: Experiment) -> bool:
    """Return whether the lab of ``new``, kept or rebuilt, shows other maps than that of ``old``.

    A live field of the task says which part of what is trained is shown.
    """
    return needs_rebuild(old, new) or old.spec.task_spec != new.spec.task_spec


def _build_key(experiment: Experiment) -> tuple[object, ...]:
    return (experiment.spec.build_key(), *experiment.foundation)
