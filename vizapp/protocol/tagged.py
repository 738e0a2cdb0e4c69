"""The base of the structs that the two processes send each other."""

from __future__ import annotations

from msgspec import Struct


class Tagged(Struct, frozen=True, tag=True, forbid_unknown_fields=True, eq=False):
    """Base of all messages and answers, which are told apart by their class's name.

    Compared by identity, because comparing arrays gives no single truth value.
    """
