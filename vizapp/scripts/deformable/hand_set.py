"""A layer that learns nothing, in a script: offsets and weights are set by hand."""

from __future__ import annotations

from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.scripts.deformable.operator import LayerFacts
from vizapp.scripts.deformable.task_text import TaskText
from vizapp.scripts.draft import Draft

_CLOSING = """
torch.set_printoptions(precision=4, linewidth=120, sci_mode=False)
print("plain convolution", plain[0, 0], "with the offsets", output[0, 0], sep="\\n")
"""


def write_hand_set(draft: Draft, facts: LayerFacts, reads: str) -> TaskText:
    """Write the kernel, which has one output, and what the plain convolution gives with it."""
    task = facts.spec.task
    assert isinstance(task, HandSetSpec)
    draft.set("WEIGHTS", task.tap_weights(facts.spec.taps), "of the taps, row by row")
    draft.set("OUTPUTS", facts.spec.outputs)
    groups = " // GROUPS" if facts.spec.operator.groups > 1 else ""
    draft.run(
        """
# Nothing is learned: the kernel weighs every channel alike.
kernel = torch.tensor(WEIGHTS).reshape(KERNEL_SIZE).repeat(OUTPUTS, CHANNELS$groups, 1, 1)
plain = F.conv2d($reads, kernel, None, STRIDE, PADDING, DILATION$groups_argument)
""",
        groups=groups,
        reads=reads,
        groups_argument=", GROUPS" if groups else "",
    )
    return TaskText("", "", (_CLOSING,))
