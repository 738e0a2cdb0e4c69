"""Open families of settings: structs of one kind, told apart by their tag, to which a lab or a task adds its own.

msgspec's tagged unions are closed when they are written down. A field of a document that is annotated with a
family's base class is open instead: :func:`decode_member` looks up the tag in the family's register. Every decoder
of documents passes it as its ``dec_hook``.
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
        """Return what the document calls this kind of settings."""
        config: Any = cls.__struct_config__  # type: ignore[attr-defined]  # every member is a struct
        return str(config.tag)


M = TypeVar("M", bound=Member)


class Family(Generic[M]):
    """The members of one family by their tags, in the order in which they were added."""

    def __init__(self, base: type[M], noun: str) -> None:
        """``base`` is what fields are annotated with; ``noun`` names a member in sentences, such as "task"."""
        self._noun = noun
        self._members: dict[str, type[M]] = {}
        base.family = self

    def add(self, member: type[M]) -> type[M]:
        """Add a member and return it, so that it can be used as a decorator.

        Raises:
            ValueError: it is no struct with a tag, or another one has its tag.
        """
        if not issubclass(member, Struct):
            raise ValueError(f"{member.__name__} is no struct")
        if self._members.setdefault(member.tag(), member) is not member:
            raise ValueError(f"there is a {self._noun} {member.tag()} already")
        return member

    def remove(self, member: type[M]) -> None:
        """Take a member out again."""
        self._members.pop(member.tag(), None)

    def __iter__(self) -> Iterator[type[M]]:
        return iter(self._members.values())

    def tags(self) -> tuple[str, ...]:
        return tuple(self._members)

    def get(self, tag: str) -> type[M]:
        """Return the member with this tag.

        Raises:
            ValueError: there is none; names those that there are.
        """
        member = self._members.get(tag)
        if member is None:
            raise ValueError(f"there is no {self._noun} {tag!r}; choose one of: {', '.join(self._members)}")
        return member

    def decode(self, value: Any) -> M:
        """Return the member that ``value``, a mapping of plain values, describes.

        Raises:
            ValueError: it is no mapping, has no tag or one that is not known, or a field is wrong; says which.
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
    """Build what msgspec has no decoder for, a member of an open family; to be passed as ``dec_hook``.

    Raises:
        NotImplementedError: ``wanted`` is no family's base.
    """
    if isinstance(wanted, type) and issubclass(wanted, Member):
        return wanted.family.decode(value)
    raise NotImplementedError(f"{wanted} is not part of a document")
