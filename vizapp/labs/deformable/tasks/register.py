"""Which class computes which task of the deformable lab. Another task is a file of its own and a line here."""

from __future__ import annotations

from vizapp.document import deformable_tasks as specs
from vizapp.document.brought import BroughtSpec
from vizapp.labs.deformable.tasks.base import TaskMaker
from vizapp.labs.deformable.tasks.brought import Brought
from vizapp.labs.deformable.tasks.hand_set import HandSet
from vizapp.labs.deformable.tasks.hidden_rule import HiddenRule
from vizapp.labs.deformable.tasks.hidden_taps import HiddenTaps
from vizapp.labs.deformable.tasks.rectify import Rectify

TASK_MAKERS: dict[type[specs.DeformableTaskSpec], TaskMaker] = {
    specs.HiddenRuleSpec: HiddenRule,
    specs.HiddenTapsSpec: HiddenTaps,
    specs.RectifySpec: Rectify,
    specs.HandSetSpec: HandSet,
    BroughtSpec: Brought,
}
"""By the task's settings."""
