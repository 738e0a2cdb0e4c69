"""Value types that several settings share."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta

Position: TypeAlias = tuple[int, int]
"""(y, x) of an output position or a pixel."""
Seed: TypeAlias = Annotated[int, Meta(ge=0, le=2**31 - 1)]
LearningRate: TypeAlias = Annotated[float, Meta(gt=0, le=10)]
