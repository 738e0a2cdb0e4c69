"""The task of undoing a warp, in a script."""

from __future__ import annotations

from vizapp.document.deformable_tasks import RectifySpec, Warp
from vizapp.scripts.deformable.branch_input import SMOOTHED
from vizapp.scripts.deformable.operator import LayerFacts
from vizapp.scripts.deformable.task_text import TaskText
from vizapp.scripts.draft import Draft

_PLACES = '''
def pixel_places(height, width):
    """Return (y, x) of every pixel, (H, W, 2), counted from the middle."""
    y, x = (torch.arange(side, dtype=torch.float64) - (side - 1) / 2 for side in (height, width))
    return torch.stack(torch.meshgrid(y, x, indexing="ij"), -1)
'''
_TURNED = '''
def warped(places, half, direction):
    """Return where the warp brings what is at some places (…, 2); with a direction of −1, where that was before.

    $what
    """
    angle = torch.tensor(direction * math.radians(ANGLE), dtype=torch.float64)
$less    y, x = places.unbind(-1)
    return torch.stack([y * angle.cos() + x * angle.sin(), x * angle.cos() - y * angle.sin()], -1)
'''
_BARREL = '''
def warped(places, half, direction):
    """Return where the barrel brings what is at some places (…, 2); with a direction of −1, where that was before.

    What is at p was at p·(1 + STRENGTH·|p|²), with lengths in halves of the longest side. The other way leads by the
    real root of a cubic, with Cardano's formula.
    """
    square = (places / half).square().sum(-1, keepdim=True)
    if direction < 0:
        return places * (1 + STRENGTH * square)
    wide, radius = math.sqrt(3 * STRENGTH), square.sqrt()
    root = 2 / wide * torch.sinh(torch.asinh(1.5 * wide * radius) / 3)
    return places * torch.where(radius > 0, root / radius.clamp(min=1e-12), 1.0)
'''
_NO_BARREL = '''
def warped(places, half, direction):
    """Return some places as they are: the strength of the barrel is 0."""
    return places
'''
_WHAT: dict[Warp, str] = {
    "rotation": "It turns by ANGLE degrees about the middle, clockwise, as y points down.",
    "swirl": "It turns by ANGLE degrees in the middle, clockwise, as y points down, and by less farther out.",
}
_LESS_FARTHER_OUT = "    angle = angle * torch.exp(-(places / half).square().sum(-1) / 0.7**2)\n"
_READ_AT = '''
def read_at(x, places):
    """Return x (1, C, H, W) read bicubically at places (h, w, 2) from its middle; held within the range of x."""
    height, width = x.shape[2:]
    grid = places.flip(-1) / torch.tensor([max(width - 1, 1) / 2, max(height - 1, 1) / 2], dtype=torch.float64)
    read = F.grid_sample(x, grid.float()[None], mode="bicubic", padding_mode="border", align_corners=True)
    return read.clamp(x.min(), x.max())
'''
_LOSS = '''
def mean_error(output, target):
    """Return the mean absolute error over the pixels that the warp leaves inside."""
    return ((output - target).abs() * inside).sum() / (CHANNELS * inside.sum().clamp(min=1))
'''
_SMOOTHING = '''
def smoothing_at(step):
    """Return by how many pixels a step smooths: at first much, as a sharp picture shows the way for few pixels."""
    return math.ceil(6 * max(0.0, 1 - step / $smoothed_steps) / 0.5) * 0.5
'''
_DISTANCE = """
distance = ((offset - true_offset).square().sum(1).sqrt() * inside).sum() / inside.sum().clamp(min=1)
print(f"mean displacement error: {distance:.4f} px")
"""
_SMOOTHED_SHARE = 0.6


def write_rectify(draft: Draft, facts: LayerFacts, reads: str) -> TaskText:
    """Write the task of undoing a warp, whose layer reads ``reads``, made of ``original``."""
    task = facts.spec.task
    assert isinstance(task, RectifySpec)
    height, width = facts.sizes[0]
    draft.set("READ_SIZE", (height, width), "height and width of the middle, which the layer reads after the warp")
    draft.set("ANGLE", task.strength, "degrees")
    draft.set("STRENGTH", task.strength)
    draft.define(_PLACES)
    if task.warp == "barrel":
        draft.define(_BARREL if task.strength else _NO_BARREL)
    else:
        less = _LESS_FARTHER_OUT if task.warp == "swirl" else ""
        draft.define(_TURNED, what=_WHAT[task.warp], less=less)
    draft.define(_READ_AT)
    draft.define(_LOSS)
    draft.define(SMOOTHED)
    draft.define(_SMOOTHING, smoothed_steps=f"{_SMOOTHED_SHARE * task.default_steps:g}")
    draft.run(
        """
# The task: the layer reads the middle of the warped picture, and its target is the middle before the warp. It has one
# tap, which looks for each pixel, and a kernel that passes every channel on.
places, half = pixel_places(*READ_SIZE), max(READ_SIZE) / 2
$reads = read_at(original, warped(places, half, -1))
top, left = ((side - read) // 2 for side, read in zip(original.shape[2:], READ_SIZE))
target = original[:, :, top : top + READ_SIZE[0], left : left + READ_SIZE[1]].contiguous()
deviation = target.double().std(correction=0).item()
kernel = torch.eye(CHANNELS)[:, :, None, None]

# Where the warp has brought each pixel; those that are outside of what is read do not count.
true_places = warped(places, half, 1)
true_offset = (true_places - places).permute(2, 0, 1)[None].float()
bound = torch.tensor([(side - 1) / 2 for side in READ_SIZE], dtype=torch.float64)
inside = (true_places.abs() <= bound).all(-1)
""",
        reads=reads,
    )
    loss = "mean_error(output, target) / deviation"
    return TaskText(loss, "the error as a share of the target's deviation", (_DISTANCE,), smoothed_steps=True)
