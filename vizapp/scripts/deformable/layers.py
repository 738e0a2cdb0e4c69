"""The layer of a script, or its stack, at step 0: ``forward`` gives what its present parameters make of a map."""

from __future__ import annotations

from vizapp.scripts.deformable.branches import BranchText, write_branch
from vizapp.scripts.deformable.operator import LayerFacts
from vizapp.scripts.deformable.placed import write_placed
from vizapp.scripts.draft import Draft
from vizapp.scripts.training import Trained

_STACKED = '''
class DeformableLayer(nn.Module):
    """A deformable convolution: a branch says where the taps read, a kernel weighs what they read there."""

    def __init__(self, kernel$parameters):
        super().__init__()
$made

    def forward(self, x):
        """Return what the layer gives of x (1, C, H, W), and its offsets."""
$lines
        return convolve(x, self.kernel, offset$mask), offset
'''
_FORWARD = '''
def forward(x):
    """Return what the layer gives of x (1, C, H, W) with its present parameters, and its offsets."""
$lines
    return convolve(x, kernel, offset$mask), offset
'''
_FORWARD_STACK = '''
def forward(x):
    """Return what the stack gives of x (1, C, H, W) with its present parameters, and its last layer's offsets."""
    for layer in layers:
        x, offset = layer(x)
    return x, offset
'''
_KERNEL_RATE = "0.5 * LEARNING_RATE"


def write_layers(draft: Draft, facts: LayerFacts, reads: str) -> list[Trained]:
    """Write the layers, which read ``reads``, and ``forward()``; return what is trained.

    ``forward()`` returns the output, the last layer's offsets, and of a single layer with modulation its masks.
    """
    if facts.trains_kernel:
        draft.run(
            "# The layer learns its kernel, from small random weights.\n"
            "kernel = nn.Parameter(0.02 * torch.randn(kernel.shape, generator=generator))"
            if facts.layers == 1
            else "# The last layer learns its kernel, from small random weights.\n"
            "kernel = 0.02 * torch.randn(kernel.shape, generator=generator)"
        )
    elif facts.spec.operator.learns != "offsets":
        draft.run("kernel = 0.02 * torch.randn(kernel.shape, generator=generator)  # as before its training")
    branch = write_branch(draft, facts) if facts.has_branch else None
    placed = write_placed(draft, facts)
    return (_write_one if facts.layers == 1 else _write_stack)(draft, facts, reads, branch, placed)


def _write_one(draft: Draft, facts: LayerFacts, reads: str, branch: BranchText | None, placed: bool) -> list[Trained]:
    units = facts.sizes[-1]
    made, lines = [], []
    if branch is None:
        lines.append(f"offset = torch.zeros(1, 2 * {facts.points}, *{units})  # the rigid grid")
    else:
        made.append("branch = " + branch.made.format(size=facts.sizes[0], units=units))
        if not facts.trains_branch:
            made.append("branch.requires_grad_(False)")
        if branch.reads:
            made.append(f"branch_reads = branch_input({reads})")
        call = f"branch({'branch_reads' if branch.reads else ''})"
        lines.append(f"offset, mask = {call}" if facts.modulated else f"offset = {call}")
    if placed:
        made.append(f"placed = placed_map(PLACED, {units})")
        lines.append("offset = torch.where(placed.isnan(), offset, placed)")
    if made:
        draft.run("\n".join(made))
    mask = ", mask" * facts.modulated
    body = "\n".join(f"    {line}" for line in lines)
    draft.define(_FORWARD, lines=body, mask=mask)
    trained = []
    if branch is not None and facts.trains_branch:
        trained += _of_branch(facts, branch, "branch")
    if facts.trains_kernel:
        trained.append(Trained("[kernel]", _KERNEL_RATE))
    return trained


def _write_stack(
    draft: Draft, facts: LayerFacts, reads: str, branch: BranchText | None, placed: bool
) -> list[Trained]:
    parameters, made, lines = [], [], []
    made.append(f"self.kernel = {'nn.Parameter(kernel)' if facts.trains_kernel else 'kernel'}")
    if branch is None:
        parameters.append("units")
        made.append("self.units = units")
        lines.append(f"offset = torch.zeros(1, 2 * {facts.points}, *self.units)  # the rigid grid")
    else:
        parameters.append("branch")
        made.append("self.branch = branch")
        if branch.reads:
            lines.append("read = branch_input(x.detach())  # no gradient goes through a branch to the layers below")
        call = f"self.branch({'read' if branch.reads else ''})"
        lines.append(f"offset, mask = {call}" if facts.modulated else f"offset = {call}")
    if placed:
        parameters.append("placed")
        made.append("self.placed = placed")
        lines.append("offset = torch.where(self.placed.isnan(), offset, self.placed)")
    draft.define(
        _STACKED,
        parameters="".join(f", {each}" for each in parameters),
        made="\n".join(f"        {line}" for line in made),
        lines="\n".join(f"        {line}" for line in lines),
        mask=", mask" * facts.modulated,
    )
    entries, lower = [], "lower_kernel.clone()" if facts.trains_kernel else "lower_kernel"
    for layer, (size, units) in enumerate(zip(facts.sizes, facts.sizes[1:], strict=False)):
        given = ["kernel" if layer == facts.layers - 1 else lower]
        given.append(f"{units}" if branch is None else branch.made.format(size=size, units=units))
        if placed:
            given.append(f"placed_map(PLACED[{layer}], {units})")
        entries.append(f"        DeformableLayer({', '.join(given)}),")
    draft.run("layers = nn.ModuleList(\n    [\n" + "\n".join(entries) + "\n    ]\n)")
    if branch is not None and not facts.trains_branch:
        draft.run("for layer in layers:\n    layer.branch.requires_grad_(False)")
    draft.define(_FORWARD_STACK)
    trained = []
    if branch is not None and facts.trains_branch:
        for each in _of_branch(facts, branch, "layer.branch"):
            trained.append(_for_every_layer(each))
    if facts.trains_kernel:
        trained.append(Trained("[layer.kernel for layer in layers]", _KERNEL_RATE))
    return trained


def _of_branch(facts: LayerFacts, branch: BranchText, name: str) -> list[Trained]:
    """Return the parameters of a branch called ``name``: its last bias may learn at a rate of its own."""
    spec = facts.branch
    rate = _times(spec.rate_factor)
    if spec.bias_rate == 1 or not branch.last_bias:
        return [Trained(f"{name}.parameters()", rate)]
    last = branch.last_bias.format(branch=name)
    others = f"[each for each in {name}.parameters() if each is not {last}]"
    return [Trained(others, rate), Trained(f"[{last}]", _times(spec.rate_factor * spec.bias_rate))]


def _for_every_layer(trained: Trained) -> Trained:
    """Return the same parameters of all ``layers``, where those of ``layer`` are given."""
    parameters = trained.parameters
    if parameters.startswith("["):
        inner = parameters[1:-1]
        if " for " in inner:
            each, _, rest = inner.partition(" for ")
            source, _, condition = rest.partition(" if ")
            lines = [each, "for layer in layers", f"for {source}", f"if {condition}"]
            return trained._replace(
                parameters="[\n" + "".join(f"{' ' * 16}{line}\n" for line in lines) + f"{' ' * 12}]"
            )
        return trained._replace(parameters=f"[{inner} for layer in layers]")
    return trained._replace(parameters=f"[each for layer in layers for each in {parameters}]")


def _times(factor: float) -> str:
    return "LEARNING_RATE" if factor == 1 else f"{repr(factor).removesuffix('.0')} * LEARNING_RATE"
