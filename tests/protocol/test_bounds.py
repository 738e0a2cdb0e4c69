"""Everything that a child process can say is bounded by its type: no message is larger than a window bears."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import inspect

from vizapp.protocol.messages import Reply
from vizapp.sources.reader_messages import ReadAnswer

CHECKED_ELSEWHERE = frozenset(
    {
        "NonFinite.of_tap",  # in check_brought, against the offsets' own shape
        "NonFinite.places",
    }
)


def unbounded(kind: Any) -> list[str]:
    """Return where a message of this kind can hold a text or a list of any length."""
    found: list[str] = []
    seen: set[Any] = set()

    def walk(node: Any, where: str) -> None:
        match node:
            case inspect.StructType() | inspect.DataclassType():
                if node.cls not in seen:
                    seen.add(node.cls)
                    for field in node.fields:
                        walk(field.type, f"{node.cls.__name__}.{field.encode_name}")
            case inspect.UnionType():
                for each in node.types:
                    walk(each, where)
            case inspect.TupleType():
                for each in node.item_types:
                    walk(each, where)
            case inspect.StrType() | inspect.BytesType():
                if node.max_length is None:
                    found.append(where)
            case inspect.VarTupleType() | inspect.ListType():
                if node.max_length is None:
                    found.append(where)
                walk(node.item_type, where)
            case inspect.DictType():
                if node.max_length is None:
                    found.append(where)
                walk(node.key_type, where)
                walk(node.value_type, where)
            case inspect.CustomType():
                # An array is bounded by its frame, the settings of a lab as those of a document from a file are.
                assert node.cls.__name__ in ("ndarray", "LabSpec"), where
            case _:
                known = (inspect.IntType, inspect.FloatType, inspect.BoolType, inspect.NoneType, inspect.LiteralType)
                assert isinstance(node, known), f"{where}: {node!r}"

    walk(inspect.type_info(kind), "")
    return found


@pytest.mark.parametrize("kind", [Reply, ReadAnswer], ids=["engine", "reader"])
def test_every_text_and_list_of_a_message_has_a_greatest_length(kind: Any) -> None:
    assert set(unbounded(kind)) - CHECKED_ELSEWHERE == set()
