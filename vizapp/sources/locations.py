"""How a document names a file: its path, or, where that is not valid text, an address that is.

File names are bytes on most systems, and Python hands on those that are no UTF-8 as lone surrogates, which neither
JSON nor a message can hold. Written as an address, with such bytes as %FF, they can be kept, sent and read back.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

_ADDRESS = "file:///"


def location_of(path: Path | str) -> str:
    """Return the location of a file: valid Unicode, and absolute."""
    absolute = Path(path).absolute()
    try:
        str(absolute).encode()
    except UnicodeEncodeError:
        return absolute.as_uri()
    return str(absolute)


def path_of(location: str) -> Path:
    """Return the path that a location names; of a path, the path itself."""
    if location.startswith(_ADDRESS):
        return Path(os.fsdecode(unquote_to_bytes(location[len(_ADDRESS) - 1 :])))
    return Path(location)
