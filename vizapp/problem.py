"""What is wrong, as a code with values; :mod:`vizapp.wording.problems` turns it into a sentence.

Nothing reads a sentence to find out what happened: whoever decides by a problem looks at its ``code`` or ``field``.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

Text: TypeAlias = Annotated[str, Meta(max_length=2000)]
Value: TypeAlias = int | float | Text | Annotated[tuple[int, ...], Meta(max_length=64)]

MAX_VALUES = 16
MAX_REMEDIES = 8


class Problem(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is wrong.

    Attributes:
        code: which problem it is, such as ``"image.too-small"``; a key of the sentences.
        field: the setting that it belongs to, named as in the document ("upscale_factor", "working_size", "device",
            "task"), "source" for the picture or feature map itself, or "" where it belongs to none.
        values: what the sentence tells: sizes as (height, width), counts, names.
        remedies: what would be right, each a phrase of its own that follows "choose …"; the best comes first.
    """

    code: Annotated[str, Meta(max_length=100)]
    field: Annotated[str, Meta(max_length=100)] = ""
    values: Annotated[dict[str, Value], Meta(max_length=MAX_VALUES)] = {}
    remedies: Annotated[tuple[Problem, ...], Meta(max_length=MAX_REMEDIES)] = ()
