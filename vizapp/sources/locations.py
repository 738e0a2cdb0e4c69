"""The document's notation for a file: its path, or a file URL if the path is not valid Unicode.

File names are bytes on most systems, and Python represents bytes that are not UTF-8 as lone surrogates, which neither
JSON nor a message can hold. In a URL such bytes are written as %FF and can be stored, sent and restored.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from urllib.parse import unquote_to_bytes

_ADDRESS = "file://"


def location_of(path: Path | str) -> str:
    """Return the location of a file: absolute and valid Unicode."""
    absolute = Path(path).absolute()
    try:
        str(absolute).encode()
    except UnicodeEncodeError:
        return absolute.as_uri()
    return str(absolute)


def path_of(location: str) -> Path:
    """Return the path that a location names; a path is returned unchanged, and so is the URL of another computer."""
    if not location.startswith(_ADDRESS) or other_computer(location) is not None:
        return Path(location)
    _, slash, encoded = location[len(_ADDRESS) :].partition("/")
    return Path(os.fsdecode(unquote_to_bytes(slash + encoded)))


def other_computer(location: str) -> str | None:
    """Return the name of the computer that the URL of a file names, if it is not this one."""
    host = location[len(_ADDRESS) :].partition("/")[0] if location.startswith(_ADDRESS) else ""
    return host if host and host.lower() not in names_of_this_computer() else None


def names_of_this_computer() -> frozenset[str]:
    """Return the names, in lower case, that a URL can call this computer by."""
    name = socket.gethostname().lower()
    return frozenset({"localhost", "127.0.0.1", "::1", name, name.partition(".")[0]})
