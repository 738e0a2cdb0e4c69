"""The document's notation for a file: its path, or a file URL if the path is not valid Unicode.

File names are bytes on most systems, and Python represents bytes that are not UTF-8 as lone surrogates, which neither
JSON nor a message can hold. In a URL such bytes are written as %FF and can be stored, sent and restored.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

_ADDRESS = "file:///"


def location_of(path: Path | str) -> str:
    """Return the location of a file: absolute and valid Unicode."""
    absolute = Path(path).absolute()
    try:
        str(absolute).encode()
    except UnicodeEncodeError:
        return absolute.as_uri()
    return str(absolute)


def path_of(location: str) -> Path:
    """Return the path that a location names; a path is returned unchanged."""
    if location.startswith(_ADDRESS):
        return Path(os.fsdecode(unquote_to_bytes(location[len(_ADDRESS) - 1 :])))
    return Path(location)
