"""The experiment as one line of text that can be pasted into a message, and back.

Form: ``vizapp:`` and the base64url of the zlib-compressed JSON text of the document, with the active lab only. What
another computer does not have is left out: pictures that are no bundled samples, and what the branch was taught.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from typing import Any

import msgspec

from vizapp.document.experiment import Experiment
from vizapp.document.text import from_builtins
from vizapp.wording.problems import ProblemError

PREFIX = "vizapp:"
MAX_CHARACTERS = 256 * 1024
_MAX_BYTES = 4 * 2**20


@dataclass(frozen=True)
class Shared:
    """What a text says.

    Attributes:
        experiment: the document; its source is the default one where the text has none.
        has_source: whether the text names the source, a bundled sample.
    """

    experiment: Experiment
    has_source: bool


def is_shared(text: str) -> bool:
    """Return whether a text looks like a shared experiment."""
    return text.strip().startswith(PREFIX)


def to_share(experiment: Experiment) -> str:
    """Return the experiment as one line of text.

    Raises:
        ProblemError: it depends on somebody's file, offsets that were brought or a network.
    """
    spec = experiment.spec
    if spec.uses_brought or spec.uses_network:
        raise ProblemError("share.own-files")
    if "taught" in spec.live_fields:
        spec = spec.replaced(taught=0)
    plain: dict[str, Any] = msgspec.to_builtins(experiment.with_spec(spec))
    plain["labs"] = [lab for lab in plain["labs"] if lab["lab"] == experiment.lab]
    for name in ("source", "unseen", "judged"):
        picture = getattr(experiment, name)
        if picture is None or picture.kind != "sample":
            del plain[name]
    packed = zlib.compress(msgspec.json.encode(plain), 9)
    return PREFIX + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def from_share(text: str) -> Shared:
    """Return what ``text``, a line made by :func:`to_share`, says.

    Raises:
        ProblemError: it is damaged, was cut off, or is of a newer version; says which.
    """
    packed = "".join(text.split()).removeprefix(PREFIX)
    if len(packed) > MAX_CHARACTERS:
        raise ProblemError("share.too-long", count=len(packed), limit=MAX_CHARACTERS)
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        plain = msgspec.json.decode(unpacker.decompress(data, _MAX_BYTES), type=dict[str, Any])
        if not unpacker.eof:
            raise ValueError("it is longer than an experiment can be")
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        raise ProblemError("share.damaged") from None
    try:
        experiment = from_builtins(plain)
    except ValueError as error:
        raise ProblemError("share.unreadable", why=str(error)[:500]) from None
    spec = experiment.spec
    sources = (experiment.source, experiment.unseen, experiment.judged)
    names_files = any(source is not None and source.kind != "sample" for source in sources)
    if spec.uses_brought or spec.uses_network or names_files:
        raise ProblemError("share.own-files")  # no such text names one: a text must not open files of this computer
    return Shared(experiment, "source" in plain)
