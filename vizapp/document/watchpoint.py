"""When training is to pause by itself."""

from __future__ import annotations

import operator
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

FIELD = "stop_when"
"""The field of a lab's settings that holds its watchpoint."""
LARGEST_VALUE = 1e6

Side: TypeAlias = Literal["above", "below"]

_COMPARES = {"above": operator.gt, "below": operator.lt}


class Watchpoint(Struct, frozen=True, forbid_unknown_fields=True):
    """Training pauses at the step where a measure passes a value.

    Attributes:
        measure: the name of a metric, such as "loss", or of something else that the lab measures now and then, such
            as "doctor.mean". One that is not measured has no effect.
        side: on which side of the value the measure is when it has passed.
        value: in the unit of the measure.
    """

    measure: Annotated[str, Meta(min_length=1, max_length=60)]
    side: Side
    value: Annotated[float, Meta(ge=-LARGEST_VALUE, le=LARGEST_VALUE)]

    def is_beyond(self, value: float) -> bool:
        """Return whether ``value`` is on the side where training pauses; NaN is not."""
        return bool(_COMPARES[self.side](value, self.value))
