"""The keys that a dictionary in PyTorch's files may have.

The hashes of texts differ from process to process; those of numbers are known, and a file could have thousands of
keys with the same one, so that looking each up takes as long as going through all.
"""

from __future__ import annotations

from typing import Any

_MOST_KEY = 2**60
"""Integers below this all have hashes of their own; larger ones can be made to have the same, a thousand of them."""
_MOST_PARTS = 8
_MOST_PART = 2**20
"""Integers below this may stand in a tuple that is a key. The hash of a tuple is a known permutation of its last
part: of any integers, tuples could be computed that have the same hash; with one so small, one of 2**43 such."""


class UnknownKeyError(Exception):
    """A dictionary of the pickle has a key of a kind that is not read."""


def checked_key(key: Any) -> Any:
    """Return a key of a dictionary; refuses those that can be made to have the same hash by the thousand.

    Raises:
        UnknownKeyError: it is one of those, or none that a dictionary has.
    """
    if isinstance(key, tuple):
        if len(key) <= _MOST_PARTS and all(_is_part(part) for part in key):
            return key
    elif key is None or _is_small(key, _MOST_KEY) or isinstance(key, str | bytes | float):
        return key
    raise UnknownKeyError


def _is_part(part: Any) -> bool:
    return part is None or isinstance(part, str) or _is_small(part, _MOST_PART)


def _is_small(value: Any, limit: int) -> bool:
    return isinstance(value, int) and -limit < value < limit
