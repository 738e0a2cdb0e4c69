"""What a training measures, as the engine describes it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from vizapp.protocol.requests import Name
from vizapp.wording.translation import marked

MAX_METRICS = 32


class Metric(Struct, frozen=True, forbid_unknown_fields=True):
    """The description of a value that training measures; curves, figures, results and progress are built from it.

    Attributes:
        name: the key in every series and in metrics.json.
        title: the display name, in English; the window translates it.
        unit: "px", "dB", or "" for a dimensionless number.
        lower_is_better: whether a lower value is better.
        every: the interval of measurement in steps, starting with the first step; the steps between hold NaN.
        decimals: the number of decimals to display.
        beside: the name of the metric in whose plot this one is drawn; "" for a plot of its own.
        drawn_with: the name of the metric in whose plot this one has a curve too; "" for none.
        run: the run that it belongs to, where several train beside one another; "" for the main one.
        unseen: whether it is measured on a picture that nothing is trained on.
        explanation: one sentence about what exactly is measured, in English, or "".
        references: values for comparison by name, such as {"bicubic": PSNR in dB}.
    """

    name: Name
    title: Annotated[str, Meta(max_length=100)]
    unit: Annotated[str, Meta(max_length=20)] = ""
    lower_is_better: bool = True
    every: Annotated[int, Meta(ge=1, le=10_000)] = 1
    decimals: Annotated[int, Meta(ge=0, le=8)] = 3
    beside: Annotated[str, Meta(max_length=60)] = ""
    drawn_with: Annotated[str, Meta(max_length=60)] = ""
    run: Annotated[str, Meta(max_length=60)] = ""
    unseen: bool = False
    explanation: Annotated[str, Meta(max_length=500)] = ""
    references: Annotated[dict[Name, float], Meta(max_length=MAX_METRICS)] = {}


LOSS = Metric("loss", marked("Loss"), decimals=4)
"""The metric that every training has; always the first."""
