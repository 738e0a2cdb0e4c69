"""What gives a layer its offsets, as classes of a script: convolutions, a function of position, or a free map."""

from __future__ import annotations

from typing import NamedTuple

from vizapp.document.offset_branch import Modulation
from vizapp.scripts.deformable.branch_input import define_input
from vizapp.scripts.deformable.operator import LayerFacts, reads_around_units
from vizapp.scripts.draft import Draft

_CONV = '''
class OffsetBranch(nn.Module):
    """A 3×3 convolution of what the layer reads, which computes offsets for each unit."""

    def __init__(self$drawn):
        super().__init__()
        self.conv = nn.Conv2d($channels, NUMBERS, 3, $arguments)
$start

    def forward(self, x):
        """Return $what of what it reads of a map."""
$outcome
'''
_DEEP_CONV = '''
class OffsetBranch(nn.Module):
    """$depth 3×3 convolutions of what the layer reads, GELU between them, which compute offsets for each unit."""

    def __init__(self, generator):
        super().__init__()
        first = nn.Conv2d($channels, 16, 3, $arguments)
        others = [nn.Conv2d(16, given, 3, padding=1) for given in ($widths)]
        self.convs = nn.ModuleList([first, *others])
        for conv in self.convs:
            nn.init.zeros_(conv.bias)
$start

    def forward(self, x):
        """Return $what of what it reads of a map."""
        hidden = self.convs[0]($input)
        for conv in self.convs[1:]:
            hidden = conv(F.gelu(hidden) / conv.weight[0].numel() ** 0.5)
$outcome
'''
_POSITION = '''
class PositionBranch(nn.Module):
    """A small network that computes offsets from where a unit is, and reads nothing of the picture."""

    def __init__(self, size, units, generator):
        """size: (H, W) of what the layer reads; units: (oh, ow)."""
        super().__init__()
        self.units = units
        self.places = middle_places(size, units)
        self.layers = nn.ModuleList([nn.Linear(2, 32), nn.Linear(32, 32), nn.Linear(32, NUMBERS)])
$start

    def forward(self):
        """Return $what."""
        hidden = self.layers[0](self.places)
        for layer in self.layers[1:]:
            hidden = layer(F.gelu(hidden))
        numbers = hidden.T.unflatten(1, self.units)[None]
$outcome


def middle_places(size, units):
    """Return (y, x) of the middle of each unit's kernel, (oh·ow, 2), from the middle of the picture.

    The unit of length is half of the picture's longest side.
    """
    half = max(1, (max(size) - 1) / 2)
    y, x = (
        (step * torch.arange(count) + first - (side - 1) / 2) / half
        for side, count, step, first in zip(size, units, STRIDE, FIRST_UNIT)
    )
    return torch.stack(torch.meshgrid(y, x, indexing="ij"), -1).flatten(0, 1)
'''
_FREE = '''
class FreeMap(nn.Module):
    """A map of offsets that are trained themselves, and know nothing of the picture."""

    def __init__(self, units$drawn):
        """units: (oh, ow)."""
        super().__init__()
        self.map = nn.Parameter($first)

    def forward(self):
        """Return $what."""
$outcome
'''
_MASKS: dict[Modulation, str] = {
    "sigmoid": "torch.sigmoid($z)",
    "2·sigmoid": "2 * torch.sigmoid($z)",
    "softmax": "$z.unflatten(1, (-1, TAPS)).softmax(2).flatten(1, 2)",
    "unbounded": "$z",
}


class BranchText(NamedTuple):
    """How a script makes a branch, calls it, and what it trains.

    Attributes:
        made: makes one; ``{size}`` and ``{units}`` stand for (H, W) of what the layer reads and (oh, ow).
        reads: whether it is called with what it reads.
        last_bias: of a branch called ``{branch}``, the bias that moves a tap equally at all units; "" without one.
    """

    made: str
    reads: bool
    last_bias: str


def write_branch(draft: Draft, facts: LayerFacts) -> BranchText:
    """Write the class of the branch, which must not be "none", and its settings."""
    spec, kind, points = facts.branch, facts.branch.kind, facts.points
    random = spec.start == "random"
    draft.set(
        "NUMBERS",
        facts.spec.points * (3 if facts.modulated else 2),
        "that a branch gives each unit: dy and dx for each point" + (", and one for its mask" * facts.modulated),
    )
    if spec.scale != 1:
        draft.set("SCALE", spec.scale, "what a branch computes is multiplied by so many pixels")
    if spec.bound is not None:
        draft.set("BOUND", spec.bound, "in pixels: no part of an offset is longer")
    what = f"the offsets (1, 2·{points}, oh, ow)"
    if facts.modulated:
        what += f" and masks (1, {points}, oh, ow)"
    names: dict[str, object] = {"what": what, "drawn": ", generator" if random else ""}
    given = "generator" if random else ""
    if kind == "free":
        shape = "1, NUMBERS, *units"
        first = f"torch.randn({shape}, generator=generator)" if random else f"torch.zeros({shape})"
        draft.define(_FREE, first=first, outcome=_outcome(facts, "self.map"), **names)
        return BranchText(f"FreeMap({{units}}{', ' * random}{given})", reads=False, last_bias="")
    if kind == "position":
        draft.set("FIRST_UNIT", facts.spec.geometry.centre_shift, "the pixel (y, x) in the middle of its kernel")
        start = _position_start(random=random)
        draft.define(_POSITION, start=start, outcome=_outcome(facts, "numbers"), **names)
        return BranchText(
            "PositionBranch({size}, {units}, generator)", reads=False, last_bias="{branch}.layers[-1].bias"
        )
    channels = "CHANNELS + 2" if spec.coordinates else "CHANNELS"
    if spec.smoothing:
        draft.set("SMOOTHING", spec.smoothing, "of what a branch reads: a Gaussian's deviation in pixels")
    define_input(
        draft,
        "branch_input",
        "branch",
        "SMOOTHING",
        deviation=spec.smoothing,
        channels=facts.channels,
        coordinates=spec.coordinates,
    )
    read, arguments = reads_around_units(facts)
    if spec.depth == 1:
        start = (
            "        nn.init.normal_(self.conv.weight, generator=generator)\n        nn.init.zeros_(self.conv.bias)"
            if random
            else "        for parameter in self.conv.parameters():\n"
            "            nn.init.zeros_(parameter)  # it begins with the rigid grid"
        )
        outcome = _outcome(facts, f"self.conv({read})")
        draft.define(_CONV, start=start, channels=channels, arguments=arguments, outcome=outcome, **names)
        return BranchText(f"OffsetBranch({given})", reads=True, last_bias="{branch}.conv.bias")
    draft.define(
        _DEEP_CONV,
        depth={2: "Two", 3: "Three"}[spec.depth],
        widths=", ".join([*["16"] * (spec.depth - 2), "NUMBERS"]) + "," * (spec.depth == 2),
        channels=channels,
        arguments=arguments,
        input=read,
        start=_deep_start(random=random),
        outcome=_outcome(facts, "hidden"),
        what=what,
    )
    return BranchText("OffsetBranch(generator)", reads=True, last_bias="{branch}.convs[-1].bias")


def _deep_start(*, random: bool) -> str:
    if random:
        return "            nn.init.normal_(conv.weight, generator=generator)"
    return (
        "        for conv in self.convs[:-1]:\n"
        "            nn.init.normal_(conv.weight, generator=generator)\n"
        "        nn.init.zeros_(self.convs[-1].weight)  # it begins with the rigid grid"
    )


def _position_start(*, random: bool) -> str:
    which = "self.layers" if random else "self.layers[:-1]"
    lines = [
        f"for layer in {which}:",
        "    root = layer.in_features**0.5",
        "    layer.weight.data = torch.randn(layer.weight.shape, generator=generator) / root",
        "    # Different biases bend the field at different places.",
        "    layer.bias.data = (2 * torch.rand(layer.bias.shape, generator=generator) - 1) / root",
    ]
    if not random:
        lines += [
            "for parameter in self.layers[-1].parameters():",
            "    nn.init.zeros_(parameter)  # it begins with the rigid grid",
        ]
    return "\n".join(f"        {line}" for line in lines)


def _outcome(facts: LayerFacts, numbers: str) -> str:
    """Return the last lines of ``forward``, where ``numbers`` is the expression for what was computed."""
    spec = facts.branch
    lines, moved = [], numbers
    if facts.modulated:
        if not numbers.isidentifier():
            lines.append(f"numbers = {numbers}")
            numbers = "numbers"
        moved = f"{numbers}[:, : 2 * {facts.points}]"
    if spec.scale != 1:
        moved = f"SCALE * {moved}"
    if spec.bound is not None:
        moved = f"BOUND * torch.tanh({moved} / BOUND)"
    if facts.modulated:
        z = f"{numbers}[:, 2 * {facts.points} :]"
        masks = _MASKS[facts.spec.operator.modulation].replace("$z", z)
        lines += [f"offset = {moved}", f"return offset, {masks}"]
    else:
        lines.append(f"return {moved}")
    return "\n".join(f"        {line}" for line in lines)
