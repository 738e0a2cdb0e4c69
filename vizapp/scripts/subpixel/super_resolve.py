"""Super-resolve in a script: a network learns a picture from its own reduced copy."""

from __future__ import annotations

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.working_size import working_shape
from vizapp.scripts.draft import Draft
from vizapp.scripts.request import ScriptRequest
from vizapp.scripts.source import read_source
from vizapp.scripts.subpixel.upsamplers import write_network
from vizapp.scripts.training import write_loop
from vizapp.wording.problems import ProblemError

_TRAINED_SHARE = 0.6
_CROP_SIDE = 16
_REDUCE = '''
def reduce(x, height, width):
    """Return x (B, 1, H, W) reduced bicubically, with antialiasing."""
    return F.interpolate(x, (height, width), mode="bicubic", antialias=True)


def enlarge(x, height, width):
    """Return x (B, 1, h, w) enlarged bicubically."""
    return F.interpolate(x, (height, width), mode="bicubic")
'''
_CROPS = '''
def draw_crops():
    """Return crops of the reduced picture's trained part, and of the residual at the same places.

    They are turned over and transposed at random, and their contrast is changed, also to the negative: reducing and
    enlarging are linear, so that the residual changes by the same factor.
    """
    rows, high_rows = draw_stretches(reduced.shape[2])
    columns, high_columns = draw_stretches(SPLIT)
    low = reduced[0, 0][rows[:, :, None], columns[:, None, :]].unsqueeze(1)
    high = residual[0, 0][high_rows[:, :, None], high_columns[:, None, :]].unsqueeze(1)
    if torch.rand((), generator=crops) < 0.5:
        low, high = low.mT, high.mT
    contrast = torch.rand(BATCH, 1, 1, 1, generator=crops) + 0.5
    negative = torch.rand(BATCH, 1, 1, 1, generator=crops) < 0.5
    contrast = torch.where(negative, -contrast, contrast)
    return (low - input_mean) * contrast + input_mean, high * contrast


def draw_stretches(length):
    """Return the indices (BATCH, n) of stretches below a length, backwards or not at random, at both resolutions."""
    starts = torch.randint(length - CROP_SIDE + 1, (BATCH, 1), generator=crops)
    backwards = torch.rand(BATCH, 1, generator=crops) < 0.5
    steps, high_steps = torch.arange(CROP_SIDE), torch.arange(CROP_SIDE * FACTOR)
    low = starts + torch.where(backwards, steps.flip(0), steps)
    high = starts * FACTOR + torch.where(backwards, high_steps.flip(0), high_steps)
    return low, high
'''
_HELD_OUT = '''
def first_unseen_column(width):
    """Return the first column of the target that has gone into nothing that training sees.

    The interpolations reach over the line at which the trained part ends: each of the columns behind it is made an
    impulse, to see whether it does.
    """
    line = SPLIT * FACTOR
    count = min(6 * FACTOR, width - line)
    impulses = torch.zeros(1, 1, count, width)
    impulses[0, 0, torch.arange(count), line + torch.arange(count)] = 1
    low = reduce(impulses, count, width // FACTOR)
    high = enlarge(low, count, width)
    seen = (low[0, 0, :, :SPLIT] != 0).any(1) | (high[0, 0, :, :line] != 0).any(1)
    return line + (int(seen.nonzero().max()) + 1 if seen.any() else 0)


def psnr(image, reference):
    """Return the peak signal-to-noise ratio in dB of values from 0 to 1."""
    return -10 * math.log10((image.clamp(0, 1) - reference.clamp(0, 1)).square().mean().item())
'''
_LUMA = "(picture * torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1, keepdim=True)  # its luma"


def super_resolve_script(request: ScriptRequest) -> str:
    """Return the script of super-resolve.

    Raises:
        ProblemError: the source is no image.
    """
    experiment, source = request.experiment, request.source
    spec = experiment.spec_of(SubpixelSpec)
    task = spec.task
    assert isinstance(task, SuperResolveSpec)
    if source.kind != "image":
        size = source.height, source.width
        raise ProblemError("super-resolve.not-an-image", "task", channels=source.channels, size=size)
    draft = Draft(f"Super-resolution ×{spec.upscale_factor}: a network learns a picture from its own reduced copy.")
    size = working_shape(source.height, source.width, request.working_size)
    read_source(draft, experiment.source, source, size, "picture")
    height, width = (side // spec.upscale_factor for side in size)
    split = round(width * _TRAINED_SHARE)
    draft.set("FACTOR", spec.upscale_factor, "r")
    draft.set("SEED", experiment.seed)
    draft.set("BATCH", 8, "crops that a step learns from")
    draft.set("CROP_SIDE", min(_CROP_SIDE, height, split), "in pixels of the reduced picture")
    draft.set("SPLIT", split, "columns of the reduced picture that train; the others are held out")
    for text in (_REDUCE, _CROPS, _HELD_OUT):
        draft.define(text)
    r = spec.upscale_factor
    high = (height * r, width * r)
    cut = "" if high == size else f"[:, :, :{high[0]}, :{high[1]}]"
    grey = min(source.channels, 3) == 1
    draft.run(
        f"target = picture{cut}" if grey else (f"picture = picture{cut}\n" if cut else "") + f"target = {_LUMA}"
    )
    draft.run(
        f"""
# The network reads the reduced picture, and learns what bicubic enlargement lacks.
reduced = reduce(target, {height}, {width})
bicubic = enlarge(reduced, {high[0]}, {high[1]})
residual = target - bicubic

# It reads and gives numbers of about 1, by the scales of the part that trains.
input_mean = reduced[..., :SPLIT].mean().item()
input_deviation = reduced[..., :SPLIT].std(correction=0).item()
output_deviation = residual[..., : SPLIT * FACTOR].std(correction=0).item()
"""
    )
    trained = write_network(draft, spec, task.upsampler, even=task.even_kernels)
    draft.run("crops = torch.Generator().manual_seed(SEED + 2**31)  # draws which crops a step learns from")
    write_loop(
        draft,
        trained,
        spec.learning_rate,
        request.steps,
        [
            "low, high = draw_crops()",
            "loss = (network(low) - high).abs().mean()",
            "optimiser.zero_grad()",
            "loss.backward()",
        ],
    )
    draft.run(
        """
with torch.no_grad():
    output = bicubic + network(reduced)
first = first_unseen_column(target.shape[3])
for name, image in (("bicubic", bicubic), ("network", output)):
    print(f"{name}: PSNR {psnr(image[..., first:], target[..., first:]):.2f} dB on the columns held out")
"""
    )
    return draft.text()
