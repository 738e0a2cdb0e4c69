"""The form of messages as plain values, the same on every version of Python, of msgspec and of everything else."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec
from msgspec import inspect

from vizapp.document.families import Member


def schema_of(kind: Any) -> dict[str, Any]:
    """Return what may stand in a message: the type itself, and by name every struct that it can hold.

    Members of open families count where the program brings them. Defaults do not: every field is sent.
    """
    structs: dict[str, Any] = {}
    return {"type": _described(inspect.type_info(kind), structs), "structs": structs}


def digest_of(schema: dict[str, Any]) -> str:
    """Return 16 hexadecimal digits that stand for a schema."""
    return hashlib.sha256(json.dumps(schema, sort_keys=True).encode()).hexdigest()[:16]


def _described(node: Any, structs: dict[str, Any]) -> Any:
    match node:
        case inspect.StructType():
            return _struct(node, structs)
        case inspect.CustomType():
            return _custom(node.cls, structs)
        case inspect.UnionType():
            return {"one of": _in_order(_described(each, structs) for each in node.types)}
        case inspect.LiteralType():
            return {"literal": _in_order(node.values)}
        case msgspec.Struct():
            given = {name: getattr(node, name) for name in node.__struct_fields__}
            parts = {name: _described(value, structs) for name, value in given.items() if value is not None}
            return {"kind": type(node).__name__, **parts}
        case tuple() | list():
            return [_described(each, structs) for each in node]
        case None | bool() | int() | float() | str():
            return node
    raise TypeError(f"{node!r} has no plain form")


def _in_order(values: Any) -> list[Any]:
    return sorted(values, key=json.dumps)


def _struct(node: inspect.StructType, structs: dict[str, Any]) -> str:
    name = node.cls.__name__
    if name not in structs:
        form: dict[str, Any] = {"class": node.cls.__qualname__}
        structs[name] = form  # before its fields, which may hold it again
        form |= {"tag": node.tag, "tag field": node.tag_field, "closed": node.forbid_unknown_fields}
        fields = {
            field.encode_name: {"required": field.required, "type": _described(field.type, structs)}
            for field in node.fields
        }
        form["fields"] = fields
    elif structs[name]["class"] != node.cls.__qualname__:
        raise TypeError(f"two structs are called {name}")
    return name


def _custom(cls: type, structs: dict[str, Any]) -> Any:
    if not issubclass(cls, Member):
        return {"custom": cls.__name__}
    own = [member for member in cls.family if member.__module__.startswith("vizapp.")]
    return {
        "family": cls.__name__,
        "members": _in_order(_described(inspect.type_info(each), structs) for each in own),
    }
