"""Open families of settings: tagged structs of one kind, to which each lab or task adds its own.

msgspec's tagged unions are closed: they list their members. A field of a document that is annotated with a family's
base class is open instead: :func:`decode_member` looks up the tag in the family's register. Every decoder of
documents passes it as its ``dec_hook``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
from msgspec import Struct


class Member:
    """Base of the base classes of families. A member is a frozen struct with a tag."""

    __slots__ = ()
    family: ClassVar[Family[Any]]

    @classmethod
    def tag(cls) -> str:
        """Return the name of this kind of settings in the document."""
        config: Any = cls.__struct_config__  # type: ignore[attr-defined]  # every member is a struct
        return str(config.tag)


M = TypeVar("M", bound=Member)


class Family(Generic[M]):
    """The members of one family by their tags, in the order in which they were added."""

    def __init__(self, base: type[M], noun: str) -> None:
        """Make an empty family; fields are annotated with ``base``, and error messages call a member ``noun``."""
        self._noun = noun
        self._members: dict[str, type[M]] = {}
        base.family = self

    def add(self, member: type[M]) -> type[M]:
        """Add a member and return it; usable as a decorator.

        Raises:
            ValueError: it is not a tagged struct, or another member has its tag.
        """
        if not issubclass(member, Struct):
            raise ValueError(f"{member.__name__} is no struct")
        if self._members.setdefault(member.tag(), member) is not member:
            raise ValueError(f"there is a {self._noun} {member.tag()} already")
        return member

    def remove(self, member: type[M]) -> None:
        """Remove a member."""
        self._members.pop(member.tag(), None)

    def __iter__(self) -> Iterator[type[M]]:
        return iter(self._members.values())

    def tags(self) -> tuple[str, ...]:
        return tuple(self._members)

    def get(self, tag: str) -> type[M]:
        """Return the member with this tag.

        Raises:
            ValueError: there is none; names the existing ones.
        """
        member = self._members.get(tag)
        if member is None:
            raise ValueError(f"there is no {self._noun} {tag!r}; choose one of: {', '.join(self._members)}")
        return member

    def decode(self, value: Any) -> M:
        """Return the member that ``value``, a mapping of plain values, describes.

        Raises:
            ValueError: it is not a mapping, its tag is missing or unknown, or a field is invalid; says which.
        """
        if not isinstance(value, dict):
            raise ValueError(f"Expected a {self._noun}, got `{type(value).__name__}`")
        named: object = None
        for tag, member in self._members.items():
            field: Any = member.__struct_config__.tag_field  # type: ignore[attr-defined]  # as above
            named = value.get(field, named)
            if value.get(field) == tag:
                try:
                    return msgspec.convert(value, member, dec_hook=decode_member)
                except msgspec.ValidationError as error:
                    raise ValueError(f"{self._noun} {tag}: {error}") from None
        what = f"there is no {self._noun} {named!r}" if isinstance(named, str) else f"the {self._noun} has no name"
        raise ValueError(f"{what}; choose one of: {', '.join(self._members)}")


def decode_member(wanted: type, value: Any) -> Any:
    """Decode a member of an open family; the ``dec_hook`` of every decoder of documents.

    Raises:
        NotImplementedError: ``wanted`` is not the base of a family.
    """
    if isinstance(wanted, type) and issubclass(wanted, Member):
        return wanted.family.decode(value)
    raise NotImplementedError(f"{wanted} is not part of a document")
