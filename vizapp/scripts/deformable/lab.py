"""The deformable lab as a script: source, operator, task, layers, training."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import (
    DeformableTaskSpec,
    HandSetSpec,
    HiddenRuleSpec,
    HiddenTapsSpec,
    RectifySpec,
    ScaledShapesSpec,
)
from vizapp.document.working_size import working_shape
from vizapp.scripts.deformable.hand_set import write_hand_set
from vizapp.scripts.deformable.hidden import write_hidden_rule, write_hidden_taps
from vizapp.scripts.deformable.layers import write_layers
from vizapp.scripts.deformable.operator import LayerFacts, write_operator
from vizapp.scripts.deformable.rectify import write_rectify
from vizapp.scripts.deformable.task_text import TaskText
from vizapp.scripts.draft import Draft
from vizapp.scripts.request import ScriptRequest
from vizapp.scripts.source import read_source
from vizapp.scripts.training import write_loop
from vizapp.wording.problems import ProblemError

_TASKS: Mapping[type[DeformableTaskSpec], tuple[str, Callable[[Draft, LayerFacts, str], TaskText]]] = {
    HiddenRuleSpec: ("finds the rule by which a picture moves the taps of a kernel", write_hidden_rule),
    HiddenTapsSpec: ("finds the hidden shifts of the taps of a kernel", write_hidden_taps),
    RectifySpec: ("undoes the warp of a picture", write_rectify),
    HandSetSpec: ("reads where its points are set by hand", write_hand_set),
}
"""What a layer does in each task, and what writes it. A task without a line here has no script."""
_REFUSED: Mapping[type[DeformableTaskSpec], str] = {
    BroughtSpec: "script.brought",
    ScaledShapesSpec: "script.scaled-shapes",
}
"""Why there is no script, for the tasks that have a reason of their own."""


def deformable_script(request: ScriptRequest) -> str:
    """Return the script of an experiment of the deformable lab.

    Raises:
        ProblemError: it cannot be written as a short script.
    """
    spec = request.experiment.spec_of(DeformableSpec)
    if type(spec.task) not in _TASKS:
        raise ProblemError(_REFUSED.get(type(spec.task), "script.other-task"), "task")
    if spec.taught:
        raise ProblemError("script.taught")
    does, write_task = _TASKS[type(spec.task)]
    several = spec.operator.layers > 1
    title = f"{'A stack of deformable convolutions' if several else 'A deformable convolution'} that {does}."
    draft = Draft(title)
    source = request.source
    size = working_shape(source.height, source.width, request.working_size)
    channels = min(source.channels, 3) if source.kind == "image" else source.channels
    facts = LayerFacts(spec, channels, spec.map_sizes(size))
    warped = isinstance(spec.task, RectifySpec)
    read_source(draft, request.experiment.source, source, size, "original" if warped else "picture")
    draft.set("SEED", request.experiment.seed)
    write_operator(draft, facts)
    reads = "picture"
    if several:
        reads = _write_rest(draft, facts)
    if _draws(facts):
        draft.run("generator = torch.Generator().manual_seed(SEED)")
    task = write_task(draft, facts, reads)
    trained = write_layers(draft, facts, "picture")
    if trained:
        rate = spec.learning_rate
        write_loop(draft, trained, rate, request.steps, _step_lines(task))
    closing = ["with torch.no_grad():", "    output, offset = forward(picture)"]
    if task.loss:
        closing.append(f"    loss = {task.loss}")
        closing.append(
            'print(f"the loss is {loss.item():.6f} in the end")'
            if trained
            else 'print(f"the loss is {loss.item():.6f}")'
        )
    draft.run("\n".join(closing))
    for paragraph in task.closing:
        draft.run(paragraph)
    return draft.text()


def _draws(facts: LayerFacts) -> bool:
    """Return whether anything is drawn at random."""
    branch, task = facts.branch, facts.spec.task
    by_task = isinstance(task, HiddenRuleSpec | HiddenTapsSpec)
    by_branch = branch.kind == "position" or (
        branch.kind != "none" and (branch.start == "random" or (branch.kind == "conv" and branch.depth > 1))
    )
    return by_task or by_branch or facts.spec.operator.learns != "offsets"


def _write_rest(draft: Draft, facts: LayerFacts) -> str:
    """Write the kernel of the layers below the last, and what they give at rest; return its name."""
    draft.set("LAYERS", facts.layers)
    by_hand = isinstance(facts.spec.task, HandSetSpec)
    kernel = (
        "torch.tensor(WEIGHTS).reshape(KERNEL_SIZE).repeat(CHANNELS, 1, 1, 1)"
        if by_hand
        else "torch.full((CHANNELS, 1, *KERNEL_SIZE), 1 / TAPS)"
    )
    does = "weigh" if by_hand else "take the mean of"
    draft.run(
        """
# The layers below the last $does what their taps read, channel by channel. The task of the last layer is
# made of what they give at rest, without any offset.
lower_kernel = $kernel
at_rest = picture
for _ in range(LAYERS - 1):
    at_rest = F.conv2d(at_rest, lower_kernel, None, STRIDE, PADDING, DILATION, CHANNELS)
""",
        kernel=kernel,
        does=does,
    )
    return "at_rest"


def _step_lines(task: TaskText) -> list[str]:
    if not task.smoothed_steps:
        return [
            "output, _ = forward(picture)",
            f"loss = {task.loss}  # {task.loss_is}",
            "optimiser.zero_grad()",
            "loss.backward()",
        ]
    return [
        "output, _ = forward(picture)",
        f"loss = trained = {task.loss}  # {task.loss_is}",
        "if smoothing := smoothing_at(step):",
        "    output, _ = forward(smoothed(picture, smoothing))",
        f"    trained = {task.loss.replace('target', 'smoothed(target, smoothing)')}",
        "optimiser.zero_grad()",
        "trained.backward()",
    ]
