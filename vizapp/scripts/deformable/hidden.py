"""The tasks of finding hidden offsets, in a script: by a rule, or the same at every unit."""

from __future__ import annotations

from vizapp.document.deformable_tasks import HiddenRuleSpec, HiddenTapsSpec
from vizapp.scripts.deformable.branch_input import define_input
from vizapp.scripts.deformable.operator import LayerFacts, reads_around_units
from vizapp.scripts.deformable.task_text import TaskText
from vizapp.scripts.draft import Draft

_TELLING_KERNEL = '''
def telling_kernel(outputs, channels, generator):
    """Return a kernel (O, C, kh, kw) in which every tap leaves a mark of its own, so that they can be told apart.

    For each input channel the columns of the taps are orthonormal. Equal values at all taps give the channel itself.
    """
    all_taps = torch.ones(TAPS, dtype=torch.float64) / TAPS**0.5
    between_taps = complement(all_taps).T
    kernel = torch.empty(outputs, channels, TAPS, dtype=torch.float64)
    for channel in range(channels):
        answer = torch.full((outputs,), 0.3, dtype=torch.float64)
        answer[channel % outputs :: channels] += 1
        answer /= answer.norm()
        # What differs between taps is turned into the rest at random.
        random = torch.randn(outputs - 1, TAPS - 1, generator=generator, dtype=torch.float64)
        turned = complement(answer) @ torch.linalg.qr(random).Q @ between_taps
        kernel[:, channel] = answer[:, None] * all_taps + turned
    return (kernel / channels).float().reshape(outputs, channels, *KERNEL_SIZE)


def complement(direction):
    """Return an orthonormal basis (n, n − 1) of all that is at right angles to a direction (n,)."""
    identity = torch.eye(len(direction), dtype=direction.dtype)
    return torch.linalg.qr(torch.cat([direction[:, None], identity[:, 1:]], 1)).Q[:, 1:]
'''
_RULE = '''
def offsets_of_rule(x, rule):
    """Return the offsets (1, 2·$points, oh, ow) that a rule, a 3×3 convolution, gives of what it reads of x."""
    x = $input(x)
    moved = F.conv2d($read, rule, $arguments)
    moved = moved * (RULE_STRENGTH / moved.std())
    return RULE_BOUND * torch.tanh(moved / RULE_BOUND)
'''
_ONE_KERNEL = "kernel = telling_kernel(OUTPUTS, CHANNELS, generator)"
_KERNEL_OF_GROUPS = (
    "kernel = torch.cat([telling_kernel(OUTPUTS // GROUPS, CHANNELS // GROUPS, generator) for _ in range(GROUPS)])"
)
_LOSS = "((output - target) / deviation).square().mean()"
_DISTANCE = """
distance = (offset - true_offset)[0].unflatten(0, (-1, 2)).square().sum(1).sqrt().mean()
print(f"mean distance to the hidden points: {distance:.4f} px")
"""


def write_hidden_rule(draft: Draft, facts: LayerFacts, reads: str) -> TaskText:
    """Write the task of finding a rule."""
    task, branch = facts.spec.task, facts.branch
    assert isinstance(task, HiddenRuleSpec)
    draft.set("RULE_STRENGTH", task.strength, "pixels: the deviation of the hidden offsets before they are bounded")
    draft.set("RULE_BOUND", task.bound, "pixels: no part of a hidden offset is longer")
    _define_kernel(draft, facts)
    same_input = branch.kind == "conv" and not branch.coordinates and branch.smoothing == task.smoothing
    if not same_input:
        if task.smoothing:
            draft.set("RULE_SMOOTHING", task.smoothing, "of what the rule reads: a Gaussian's deviation in pixels")
        define_input(
            draft,
            "rule_input",
            "hidden rule",
            "RULE_SMOOTHING",
            deviation=task.smoothing,
            channels=facts.channels,
        )
    read, arguments = reads_around_units(facts)
    name = "branch_input" if same_input else "rule_input"
    draft.define(_RULE, points=facts.points, input=name, read=read, arguments=arguments)
    draft.run(
        """
# The task: the target is the picture seen through a kernel whose taps a hidden rule moves, differently at every unit.
$kernel
rule = torch.randn(2 * $points, CHANNELS, 3, 3, generator=generator)
true_offset = offsets_of_rule($reads, rule)
target = convolve($reads, kernel, true_offset)
deviation = target.double().std(correction=0).item()
""",
        kernel=_kernel_text(facts),
        points=facts.points,
        reads=reads,
    )
    return _text(facts)


def write_hidden_taps(draft: Draft, facts: LayerFacts, reads: str) -> TaskText:
    """Write the task of finding shifts that are the same at every unit."""
    task = facts.spec.task
    assert isinstance(task, HiddenTapsSpec)
    draft.set("MAX_SHIFT", task.max_shift, "pixels: no part of a hidden shift is longer")
    _define_kernel(draft, facts)
    draft.run(
        """
# The task: the target is the picture seen through a kernel whose taps were moved, each alike at every unit.
$kernel
shifts = (torch.rand($points, 2, generator=generator) * 2 - 1) * MAX_SHIFT
true_offset = shifts.reshape(1, -1, 1, 1).expand(1, -1, *$units)
target = convolve($reads, kernel, true_offset)
deviation = target.double().std(correction=0).item()
""",
        kernel=_kernel_text(facts),
        points=facts.points,
        reads=reads,
        units=facts.sizes[-1],
    )
    return _text(facts)


def _define_kernel(draft: Draft, facts: LayerFacts) -> None:
    draft.set("OUTPUTS", facts.spec.outputs, "output channels, enough to tell all points of a unit apart")
    draft.define(_TELLING_KERNEL)


def _kernel_text(facts: LayerFacts) -> str:
    return _ONE_KERNEL if facts.spec.operator.groups == 1 else _KERNEL_OF_GROUPS


def _text(facts: LayerFacts) -> TaskText:
    # The offsets of a stack may come to the target in another way: their distance from the hidden ones says nothing.
    known = facts.layers == 1
    return TaskText(_LOSS, "the squared error as a share of the target's variance", (_DISTANCE,) if known else ())
