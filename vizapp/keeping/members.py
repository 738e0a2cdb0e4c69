"""The members of a file of an experiment, which is a zip archive: their names, and how large each may be."""

from __future__ import annotations

from typing import NamedTuple

SUFFIX = ".vizapp"
FORMAT = "vizapp experiment"
FILE_VERSION = 2
"""The newest version of the archive's layout; the document inside has a version of its own."""
VERSION_WITHOUT_RUN = 1
"""That of a file without :data:`RUN`, which programs that know no newer one read, too."""

MAX_FILE_BYTES = 1 << 30
"""The largest size of the file and of each member, in bytes."""
MAX_TRAINING_BYTES = 16 << 20
MAX_CURVE_BYTES = 512 << 20
MAX_VIEW_BYTES = 256 << 10
MAX_PREVIEW_BYTES = 2 << 20
_MAX_TEXT_BYTES = 4 << 20


class Member(NamedTuple):
    """A member of the archive.

    Attributes:
        name: in the archive.
        limit: the most bytes that it may have when it is unpacked.
        packed: whether it is compressed, which is done to text alone.
        required: whether every file has it.
    """

    name: str
    limit: int
    packed: bool = False
    required: bool = False


def _text(name: str, limit: int = _MAX_TEXT_BYTES) -> Member:
    return Member(name, limit, packed=True, required=True)


MANIFEST = _text("manifest.json", 64 << 10)
DOCUMENT = _text("document.json")
TRAINING = _text("training.json", MAX_TRAINING_BYTES)
CURVES = _text("curves.json")
VIEW = _text("view.json", MAX_VIEW_BYTES)
PICTURES = _text("pictures.json", 256 << 10)
STATES = Member("states.safetensors", MAX_FILE_BYTES)
RUN = Member("run.json", 4 << 20, packed=True)
SERIES = Member("curves.safetensors", MAX_CURVE_BYTES)
PREVIEW = Member("preview.png", MAX_PREVIEW_BYTES)
SOURCE = Member("source/source", MAX_FILE_BYTES)
UNSEEN = Member("source/unseen", MAX_FILE_BYTES)
JUDGED = Member("source/judged", MAX_FILE_BYTES)

MEMBERS = {
    member.name: member
    for member in (
        MANIFEST,
        DOCUMENT,
        TRAINING,
        CURVES,
        VIEW,
        RUN,
        PICTURES,
        STATES,
        SERIES,
        PREVIEW,
        SOURCE,
        UNSEEN,
        JUDGED,
    )
}
"""All that a file may have."""
