"""Reading of files of experiments, ``.vizapp``: the experiment, and a picture that lies in one."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
from PIL import Image

from vizapp.document.experiment import Source
from vizapp.keeping.archive import KeptArchive
from vizapp.keeping.pictures import (
    PICTURE_MEMBERS,
    Beside,
    Inside,
    KeptPictures,
    PictureRole,
    array_of,
    is_kept_location,
    role_of,
)
from vizapp.keeping.reading import KeptFile, check_manifest, pictures_in, read_kept
from vizapp.sources.formats import OpenedFile
from vizapp.sources.image_sources import source_of_picture, source_of_wide_grey
from vizapp.sources.kept import ExperimentAlone, LoadedExperiment, PictureToCompare, Whereabouts
from vizapp.sources.limits import too_many_pixels
from vizapp.sources.loaded import LoadedSource, SourceError, refusal
from vizapp.sources.locations import location_of, path_of
from vizapp.sources.regular_files import display_name, open_regular_file
from vizapp.wording.problems import ProblemError

_INSTEAD = {
    "source.empty": "kept.no-experiment",
    "source.pipe": "kept.no-experiment",
    "source.socket": "kept.no-experiment",
    "source.device": "kept.no-experiment",
}
"""The refusals whose sentences name the files of pictures and feature maps, and what is said of experiments."""


def read_experiment(path: Path) -> ExperimentAlone:
    """Read an experiment; its pictures are looked for, but not opened.

    Raises:
        SourceError: the file cannot be opened, and why.
    """
    name = display_name(path)
    try:
        with open_regular_file(path) as file:
            kept = read_kept(file, name)
        return _alone(kept, path, name)
    except SourceError as error:
        code = _INSTEAD.get(error.problem.code)
        if code is None:
            raise
        raise SourceError(code, name=name) from error
    except ProblemError as error:
        raise SourceError.of(error.problem) from error
    except MemoryError as error:
        raise SourceError("source.out-of-memory", name=name) from error
    except OSError as error:
        raise SourceError("source.not-read-to-end", name=name, why=error.strerror or str(error)) from error


def read_picture(opened: OpenedFile) -> LoadedSource:
    """Read a picture that lies in the file of an experiment, its source unless ``array`` names another one.

    Raises:
        SourceError: there is none, or it cannot be opened.
    """
    try:
        return _picture(opened)
    except SourceError:
        raise
    except ProblemError as error:
        raise SourceError.of(error.problem) from error


def _picture(opened: OpenedFile) -> LoadedSource:
    archive = KeptArchive(opened.stream, opened.name)
    check_manifest(archive)
    archive.check_members()
    role = role_of(opened.array)
    kept, member = pictures_in(archive).get(role), PICTURE_MEMBERS[role]
    if kept is None or isinstance(kept, Beside):
        raise SourceError("kept.no-picture", name=opened.name)
    if isinstance(kept, Inside):
        from vizapp.sources.reader import read_stream

        content = io.BytesIO()
        content.writelines(archive.pieces(member))
        size = content.tell()
        content.seek(0)
        array = opened.array if role == "source" else None
        # Not by the whole name, which is a stranger's and stands in no refusal.
        source = read_stream(OpenedFile(content, "picture" + _suffix(kept.name), size, array, opened.axes))
        return replace(source, name=kept.name)
    if problem := too_many_pixels(kept.shape[0], kept.shape[1]):
        raise refusal(opened.name, problem)
    values = archive.read(member).view(kept.dtype).reshape(kept.shape)
    if kept.dtype == "<u2":
        return source_of_wide_grey(values[:, :, 0].astype(np.uint16), kept.name, "pixels", ())
    return source_of_picture(
        Image.fromarray(values[:, :, 0] if kept.shape[2] == 1 else values), kept.name, "pixels", ()
    )


def _suffix(name: str) -> str:
    suffix = Path(name).suffix
    return suffix if suffix[1:].isalnum() and len(suffix) < 16 else ""


def _alone(kept: KeptFile, path: Path, name: str) -> ExperimentAlone:
    experiment, whereabouts = kept.experiment, dict[PictureRole, Whereabouts]()
    to_compare: list[PictureToCompare] = []
    for role in PICTURE_MEMBERS:
        source: Source | None = getattr(experiment, role)
        if source is None or source.kind == "sample":
            continue
        found, where = _found(source, role, kept.pictures, path)
        experiment = msgspec.structs.replace(experiment, **{role: found})
        if isinstance(where, PictureToCompare):
            to_compare.append(where)
        else:
            whereabouts[role] = where
    loaded = LoadedExperiment(
        name, experiment, kept.training, kept.timelines, kept.curves, kept.view, whereabouts, kept.run
    )
    return ExperimentAlone(loaded, tuple(to_compare))


def _found(
    source: Source, role: PictureRole, pictures: KeptPictures, path: Path
) -> tuple[Source, Whereabouts | PictureToCompare]:
    """Return where a picture is read from, and whether it is the one with which the experiment was saved, if that
    is known without opening its file."""
    kept = pictures.get(role)
    if kept is None:  # it was not there when the experiment was saved, so that nothing is known of what it was
        is_there = source.kind == "file" and path_of(source.location).is_file()
        return source, "changed" if is_there else "missing"
    if not isinstance(kept, Beside):
        own = source.array if role == "source" else array_of(role)
        return Source("file", location_of(path), own, source.axes), "inside"
    for place in (path_of(kept.location), path.parent / kept.relative if kept.relative else None):
        if place is not None and place.is_file():
            found = msgspec.structs.replace(source, location=location_of(place))
            # The file of an experiment is written anew, and has the picture all the same.
            if is_kept_location(kept.location):
                return found, "there"
            return found, PictureToCompare(role, os.fsencode(place.absolute()), kept.size, kept.digest)
    return source, "missing"
