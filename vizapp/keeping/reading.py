"""Reading of a file of an experiment; nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, BinaryIO, TypeVar

import msgspec
import numpy as np
from msgspec import Meta, Struct
from numpy.typing import NDArray

from vizapp.document.experiment import Experiment
from vizapp.document.text import from_text
from vizapp.keeping.archive import KeptArchive, KeptFileError
from vizapp.keeping.curves import KeptCurves, check_against, read_curves
from vizapp.keeping.members import (
    CURVES,
    DOCUMENT,
    FILE_VERSION,
    FORMAT,
    MANIFEST,
    PICTURES,
    RUN,
    SERIES,
    STATES,
    TRAINING,
    VIEW,
    Member,
)
from vizapp.keeping.pictures import PICTURE_MEMBERS, Beside, KeptPictures, Pixels, read_pictures
from vizapp.keeping.run import KeptRun, read_run
from vizapp.keeping.tensors import StoredTensor, read_tensors
from vizapp.keeping.training import Training, check_states, read_training, steerings_of

T = TypeVar("T")


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """What the file is.

    Attributes:
        format: always :data:`vizapp.keeping.members.FORMAT`.
        version: of the format.
        program: the version of the program that wrote it.
    """

    format: str
    version: Annotated[int, Meta(ge=1)]
    program: Annotated[str, Meta(max_length=100)]


@dataclass(frozen=True, eq=False)
class KeptTraining:
    """The training of all labs as it stands in a file, checked; :mod:`vizapp.engine` goes on from it.

    Attributes:
        document: the JSON text of the document, of whichever version.
        training: the JSON text of the timelines.
        states: the safetensors file of the states, uint8 (N,); empty where nothing is trained.
    """

    document: bytes
    training: bytes
    states: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class KeptFile:
    """An experiment as it was read from a file.

    Attributes:
        experiment: the document; its pictures are those of ``pictures`` where there is one.
        training: of all labs.
        timelines: what is in it of the branches and the settings.
        curves: that belong to it.
        view: the JSON text of an object that says what the window showed.
        pictures: where the pictures are that are no bundled samples.
        run: of a checkpoint, the run that it is of.
    """

    experiment: Experiment
    training: KeptTraining
    timelines: Training
    curves: KeptCurves
    view: bytes
    pictures: KeptPictures
    run: KeptRun | None = None


def read_kept(stream: BinaryIO, name: str) -> KeptFile:
    """Read all of a file but its pictures.

    Args:
        stream: the file; seekable.
        name: of the file, for display.

    Raises:
        KeptFileError: it cannot be opened, and why.
    """
    archive = KeptArchive(stream, name)
    check_manifest(archive)
    archive.check_members()
    document = archive.read(DOCUMENT).tobytes()
    experiment = _document(document, name)
    training_text = archive.read(TRAINING).tobytes()
    training = _checked(archive, TRAINING, lambda: read_training(training_text))
    states = archive.read(STATES) if archive.has(STATES) else np.empty(0, np.uint8)
    _checked(archive, STATES, lambda: check_states(training, _tensors(states)))
    _checked(archive, TRAINING, lambda: _check_settings(training, document))
    series = archive.read(SERIES) if archive.has(SERIES) else np.empty(0, np.uint8)
    tensors = _checked(archive, SERIES, lambda: list(_tensors(series).items()))
    table = archive.read(CURVES).tobytes()
    curves = _checked(archive, CURVES, lambda: read_curves(table, tensors))
    _checked(archive, CURVES, lambda: check_against(curves, training))
    view = archive.read(VIEW).tobytes()
    _checked(archive, VIEW, lambda: check_view(view))
    pictures = pictures_in(archive)
    run = _checked(archive, RUN, lambda: read_run(archive.read(RUN).tobytes())) if archive.has(RUN) else None
    kept = KeptTraining(document, training_text, states)
    return KeptFile(experiment, kept, training, curves, view, pictures, run)


def pictures_in(archive: KeptArchive) -> KeptPictures:
    """Return the pictures of a file whose members are checked.

    Raises:
        KeptFileError: they are not those whose bytes are there.
    """
    text = archive.read(PICTURES).tobytes()
    pictures = _checked(archive, PICTURES, lambda: read_pictures(text))
    for role, member in PICTURE_MEMBERS.items():
        kept = pictures.get(role)
        is_inside = kept is not None and not isinstance(kept, Beside)
        if is_inside != archive.has(member):
            raise KeptFileError("kept.part-missing" if is_inside else "kept.part-unknown", **_part(archive, member))
        if isinstance(kept, Pixels) and archive.size_of(member) != kept.nbytes:
            raise KeptFileError("kept.part-damaged", **_part(archive, member))
    return pictures


def check_manifest(archive: KeptArchive) -> None:
    """Check that a file is an experiment, and of no newer version than is read.

    Raises:
        KeptFileError: it is not.
    """
    text = archive.read(MANIFEST).tobytes()
    values = _checked(archive, MANIFEST, lambda: _object(text))
    version, program = values.get("version"), str(values.get("program", ""))[:100]
    if values.get("format") != FORMAT or type(version) is not int or version < 1:
        raise KeptFileError("kept.no-experiment", name=archive.name)
    if version > FILE_VERSION:
        version = min(version, 2**62)
        raise KeptFileError(
            "kept.newer", name=archive.name, version=version, known=FILE_VERSION, program=program or "?"
        )
    _checked(archive, MANIFEST, lambda: msgspec.convert(values, Manifest))


def check_view(text: bytes) -> None:
    """Check that JSON text is an object.

    Raises:
        ValueError: it is not.
    """
    _object(text)


def _object(text: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _document(text: bytes, name: str) -> Experiment:
    try:
        return from_text(text.decode())
    except ValueError as error:
        raise KeptFileError("kept.document", name=name, why=str(error)[:500]) from None


def _tensors(data: NDArray[np.uint8]) -> dict[str, StoredTensor]:
    return read_tensors(data) if len(data) else {}


def _check_settings(training: Training, document: bytes) -> None:
    plain = _object(document)
    for lab in training.labs:
        steerings_of(lab, plain)


def _checked(archive: KeptArchive, member: Member, read: Callable[[], T]) -> T:
    """Return what ``read`` returns; what it finds wrong is said of ``member``."""
    try:
        return read()
    except KeptFileError:
        raise
    except (ValueError, msgspec.ValidationError) as error:
        why = str(error)[:500]
        raise KeptFileError("kept.part-wrong", name=archive.name, part=member.name, why=why) from None


def _part(archive: KeptArchive, member: Member) -> dict[str, Any]:
    return {"name": archive.name, "part": member.name, "known": FILE_VERSION}
