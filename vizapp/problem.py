"""A problem as a code with values; :mod:`vizapp.wording.problems` turns it into a sentence.

Code that decides by a problem reads its ``code`` or ``field``, never its sentence.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

Text: TypeAlias = Annotated[str, Meta(max_length=2000)]
ValueName: TypeAlias = Annotated[str, Meta(max_length=100)]
Value: TypeAlias = int | float | Text | Annotated[tuple[int, ...], Meta(max_length=64)]

MAX_SENTENCE = 4000
"""The longest sentence of a problem from another process, in characters: a longer one takes long to be laid out."""
MAX_PROBLEM_VALUES = 16
MAX_REMEDIES = 8


class Problem(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is wrong.

    Attributes:
        code: identifies the problem, such as ``"image.too-small"``; the key of its sentence.
        field: the setting at fault, named as in the document ("upscale_factor", "working_size", "device", "task"),
            "source" for the image or feature map itself, or "" if there is none.
        values: the values named in the sentence: sizes as (height, width) in pixels, counts, names.
        remedies: valid alternatives, each a phrase that follows "choose …"; the best comes first.
    """

    code: Annotated[str, Meta(max_length=100)]
    field: Annotated[str, Meta(max_length=100)] = ""
    values: Annotated[dict[ValueName, Value], Meta(max_length=MAX_PROBLEM_VALUES)] = {}
    remedies: Annotated[tuple[Problem, ...], Meta(max_length=MAX_REMEDIES)] = ()
