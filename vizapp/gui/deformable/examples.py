"""The prepared examples of the deformable lab: each makes one claim about the convolution visible in a few clicks."""

from __future__ import annotations

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import (
    HandSetSpec,
    HiddenRuleSpec,
    HiddenTapsSpec,
    RectifySpec,
    ScaledShapesSpec,
)
from vizapp.document.experiment import Experiment, Source
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.gui.deformable.field_overlay import ARROWS, TINT
from vizapp.gui.deformable.requests import PUSHES
from vizapp.gui.deformable.tree_overlay import TREE
from vizapp.gui.lab_ui import Example
from vizapp.problem import Problem
from vizapp.wording.translation import marked

_PHOTOGRAPH = Source()
_NUMBERS = Source("sample", "one_to_sixteen")
_TAUGHT_UNIT = (96, 96)
"""In the middle of the photograph where it has 192 × 192 units, as on a CPU."""


def _experiment(spec: DeformableSpec, source: Source = _PHOTOGRAPH) -> Experiment:
    return Experiment(lab=DeformableSpec.tag(), source=source, labs=(spec,))


EXAMPLES: tuple[Example, ...] = (
    Example(
        "zero-offsets",
        marked("With zero offsets it is the plain convolution"),
        Problem("example.zero-offsets"),
        _experiment(DeformableSpec(task=HiddenRuleSpec())),
        shown=frozenset({PUSHES}),  # the points are on the grid; this is where training is about to take them
    ),
    Example(
        "own-offsets",
        marked("Every position has offsets of its own"),
        Problem("example.own-offsets"),
        _experiment(DeformableSpec(task=HiddenRuleSpec())),
        shown=frozenset({TINT}),  # its colours differ from place to place
    ),
    Example(
        "between-pixels",
        marked("Offsets are fractions of pixels"),
        Problem("example.between-pixels"),
        _experiment(
            DeformableSpec(task=HandSetSpec(), placed_points=(PlacedPoint(Tap(0, 4), (-0.75, 0.25)),)),
            _NUMBERS,
        ),
        selected_tap=4,
    ),
    Example(
        "four-by-four",
        marked("Sixteen numbers and their offset map (1, 18, 4, 4)"),
        Problem("example.four-by-four"),
        _experiment(DeformableSpec(task=HandSetSpec()), _NUMBERS),
        shown=frozenset({ARROWS}),  # the offset map at its 16 units
    ),
    Example(
        "what-is-trained",
        marked("What is trained gives the offsets: conv, free map or none"),
        Problem("example.what-is-trained"),
        _experiment(DeformableSpec(task=HiddenRuleSpec(), compared=("free", "none"))),
        shown=frozenset({TINT}),  # of the run that is chosen above the output
    ),
    Example(
        "taught-point",
        marked("One point that is taught moves the others"),
        Problem("example.taught-point"),
        _experiment(
            DeformableSpec(
                task=HiddenRuleSpec(), placed_points=(PlacedPoint(Tap(0, 5), (-3.0, 2.0), Unit(_TAUGHT_UNIT)),)
            )
        ),
        selected_tap=5,
        picked=_TAUGHT_UNIT,
    ),
    Example(
        "one-crooked-kernel",
        marked("One crooked kernel: the warm-up"),
        Problem("example.one-crooked-kernel"),
        _experiment(DeformableSpec(task=HiddenTapsSpec())),
        shown=frozenset({TINT}),  # one colour over the whole picture
    ),
    Example(
        "stacked-layers",
        marked("Three layers read 729 samples at 49 places"),
        Problem("example.stacked-layers"),
        _experiment(DeformableSpec(layers=3, task=HiddenRuleSpec())),
        shown=frozenset({TREE}),  # where a unit reads through all layers
    ),
    Example(
        "rigid-kernel-misses",
        marked("A rigid kernel misses what is turned"),
        Problem("example.rigid-kernel-misses"),
        _experiment(DeformableSpec(task=RectifySpec(warp="rotation"))),
    ),
    Example(
        "offsets-follow-size",
        marked("Offsets follow the size of what they read"),
        Problem("example.offsets-follow-size"),
        _experiment(DeformableSpec(task=ScaledShapesSpec())),
    ),
)
"""In the order of the menu."""
