"""Two programs that give themselves the same protocol number must mean the same by every message."""

from __future__ import annotations

from typing import Annotated

import pytest
from msgspec import Meta, Struct
from schema import digest_of, schema_of

from vizapp.protocol.commands import Command
from vizapp.protocol.messages import PROTOCOL, Reply

KNOWN = (39, "caf20ec8a3d25d35")
"""The protocol number, and the digest of the messages that it stands for."""


def test_the_number_is_raised_with_every_change_of_a_message() -> None:
    digest = digest_of(schema_of(Command | Reply))
    number = PROTOCOL + 1 if KNOWN[0] == PROTOCOL else PROTOCOL
    assert (PROTOCOL, digest) == KNOWN, (
        f"the messages are not those that PROTOCOL {KNOWN[0]} stands for: set PROTOCOL in "
        f'vizapp/protocol/messages.py to {number} and KNOWN in this file to ({number}, "{digest}")'
    )


def test_everything_that_travels_counts() -> None:
    structs = schema_of(Command | Reply)["structs"]
    assert {
        "SetSource",
        "Snapshot",
        "UnitReading",
        "Problem",
        "Experiment",
        "PlacedPoint",
        "Region",
        "SuperResolveSpec",
    } <= set(structs)
    assert structs["Step"]["fields"]["count"]["type"] == {"kind": "IntType", "ge": 1, "le": 100_000}
    assert structs["Snapshot"]["fields"]["answers"]["required"] is False


class First(Struct, tag=True):
    count: Annotated[int, Meta(ge=1)] = 1
    rest: tuple[First, ...] = ()


class Renamed(Struct, tag="First"):
    number: Annotated[int, Meta(ge=1)] = 1
    rest: tuple[First, ...] = ()


class Bounded(Struct, tag="First"):
    count: Annotated[int, Meta(ge=1, le=9)] = 1
    rest: tuple[First, ...] = ()


class Open(Struct, tag="First"):
    count: Annotated[int, Meta(ge=1)] | None = 1
    rest: tuple[First, ...] = ()


class Tagged(Struct, tag="Other"):
    count: Annotated[int, Meta(ge=1)] = 1
    rest: tuple[First, ...] = ()


class Needed(Struct, tag="First"):
    count: Annotated[int, Meta(ge=1)]
    rest: tuple[First, ...] = ()


def _form(kind: type[Struct]) -> dict[str, object]:
    """Return the form of a struct without its name."""
    form = dict(schema_of(kind)["structs"][kind.__name__])
    del form["class"]
    return form


@pytest.mark.parametrize("changed", [Renamed, Bounded, Open, Tagged, Needed])
def test_every_kind_of_change_is_noticed(changed: type[Struct]) -> None:
    assert digest_of(_form(changed)) != digest_of(_form(First))


def test_the_order_in_which_alternatives_are_named_does_not_count() -> None:
    assert digest_of(schema_of(Command | Reply)) == digest_of(schema_of(Reply | Command))
    assert schema_of(int | None | str) == schema_of(str | int | None)
