"""The networks of super-resolve as classes of a script: they share a body and differ in how they enlarge."""

from __future__ import annotations

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.upsamplers import (
    DeformableUpsampler,
    DySampleUpsampler,
    IcnrUpsampler,
    ResizeConvUpsampler,
    ShuffleUpsampler,
    TransposedUpsampler,
    UpsamplerSpec,
)
from vizapp.scripts.draft import Draft
from vizapp.scripts.training import Trained
from vizapp.wording.problems import ProblemError

_MAKE_CONVOLUTION = '''
def make_convolution(inputs, outputs, size, generator):
    """Return a convolution that keeps the size, with torch's default initialisation from a generator."""
    conv = nn.Conv2d(inputs, outputs, size, padding=size // 2)
    initialise(conv, inputs * size**2, generator)
    return conv


def initialise(conv, fan_in, generator):
    """Draw weights and biases as torch does by default, but from a generator."""
    nn.init.kaiming_uniform_(conv.weight, a=math.sqrt(5), generator=generator)
    nn.init.uniform_(conv.bias, -1 / math.sqrt(fan_in), 1 / math.sqrt(fan_in), generator=generator)
'''
_NETWORK = '''
class $name(nn.Module):
    """$does

    It computes at low resolution what is to be added to a bicubic enlargement.
    """

    def __init__(self, generator):
        super().__init__()
        self.body = nn.ModuleList([make_convolution(1, 32, 5, generator), make_convolution(32, 32, 3, generator)])
$head

    def forward(self, x):
        """Return the enlarged residual (B, 1, h·r, w·r) for x (B, 1, h, w)."""
        x = (x - input_mean) / input_deviation
        for conv in self.body:
            x = F.relu(conv(x))
$enlarged
'''
_ICNR = """\
        # ICNR: the r² kernels are alike at first, so that it begins as a convolution and a nearest enlargement.
        for parameter in self.head.parameters():
            parameter.data = parameter.data[:1].repeat_interleave(FACTOR**2, 0)"""
_EVEN = """\
        # Every kernel begins with one weight at all its places, so that only their overlap can make a checkerboard.
        weight = self.head.weight.data
        weight.copy_((weight.mean((2, 3), keepdim=True) * KERNEL_SIZE).expand_as(weight))"""
_TRANSPOSED_HEAD = """\
        self.head = nn.ConvTranspose2d(32, 1, KERNEL_SIZE, FACTOR, PADDING, OUTPUT_PADDING)
        # torch counts the fan-in of a transposed convolution over its outputs.
        initialise(self.head, KERNEL_SIZE**2, generator)"""
_RESIZED = """\
        x = F.interpolate(x, scale_factor=FACTOR, mode="nearest")
        return self.head(x) * output_deviation"""
_DYSAMPLE_HEAD = """\
        self.head = make_convolution(32, 1, 3, generator)
        self.offsets = nn.Conv2d(32, 2 * FEATURE_GROUPS * FACTOR**2, 1)
        nn.init.normal_(self.offsets.weight, std=1e-3, generator=generator)
        nn.init.zeros_(self.offsets.bias)"""
_DYSAMPLE = """\
        moved = (0.25 * self.offsets(x)).clamp(-MOST_MOVED, MOST_MOVED)
        # The offsets of the r² sub-pixels are channels until a pixel shuffle brings them to their sub-pixels.
        offset = F.pixel_shuffle(moved, FACTOR).unflatten(1, (FEATURE_GROUPS, 2))
        return self.head(read_at(x, offset + subpixel_centres(*x.shape[2:]))) * output_deviation"""
_READ_AT = '''
def read_at(x, points):
    """Return x (B, F, h, w) read bilinearly at points (B, G, 2, H, W), (y, x) in its pixels: (B, F, H, W).

    It is a deformable convolution whose one tap has the weight 1, on a canvas with a pixel for each point. The edge
    is repeated once; farther outside there are zeros.
    """
    height, width = points.shape[3:]
    framed = F.pad(x, (1, 1, 1, 1), mode="replicate")
    canvas = F.pad(framed, (0, width - framed.shape[3], 0, height - framed.shape[2]))
    pixels = torch.stack(torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij"))
    return deform_conv2d(canvas, (points + 1 - pixels).flatten(1, 2), torch.ones(x.shape[1], 1, 1, 1))


def subpixel_centres(height, width):
    """Return (2, h·r, w·r): (y, x) of the centre of every sub-pixel, in pixels."""
    y, x = ((torch.arange(side * FACTOR) + 0.5) / FACTOR - 0.5 for side in (height, width))
    return torch.stack(torch.meshgrid(y, x, indexing="ij"))
'''
_DEFORMABLE_HEAD = """\
        self.head = make_convolution(32, FACTOR**2, 3, generator)
        self.offsets = nn.Conv2d(32, 18, 3, padding=1)
        for parameter in self.offsets.parameters():
            nn.init.zeros_(parameter)"""
_DEFORMABLE = """\
        offset = self.offsets(x).clamp(-MOST_MOVED, MOST_MOVED)
        x = deform_conv2d(x, offset, self.head.weight, self.head.bias, padding=1) * output_deviation
        return F.pixel_shuffle(x$phases, FACTOR)"""
_MOST_MOVED = 4.0
_FEATURE_GROUPS = 4


def write_network(draft: Draft, spec: SubpixelSpec, upsampler: UpsamplerSpec, *, even: bool) -> list[Trained]:
    """Write the class of an upsampler's network and make one, ``network``; return what is trained.

    Args:
        draft: the script.
        spec: the factor and the phase order are used.
        upsampler: one that trains.
        even: whether the kernels of a transposed convolution begin with one weight at all places.

    Raises:
        ProblemError: there is no script for the upsampler.
    """
    phases = ""
    if spec.phases != tuple(range(spec.upscale_factor**2)):
        draft.set("PHASES", list(spec.phases), "the phase i·r + j whose channel lands at each phase")
        phases = "[:, PHASES]"
    draft.define(_MAKE_CONVOLUTION)
    draft.set("MOST_MOVED", _MOST_MOVED, "pixels of the features by which a point is moved at most, along each axis")
    convolution = "        self.head = make_convolution(32, FACTOR**2, 3, generator)"
    shuffled = f"        return F.pixel_shuffle((self.head(x) * output_deviation){phases}, FACTOR)"
    moves = False
    match upsampler:
        case ShuffleUpsampler():
            name, does = "SubpixelConvolution", "A convolution to r² channels, and a pixel shuffle (ESPCN)."
            head, enlarged = convolution, shuffled
        case IcnrUpsampler():
            name, does = "SubpixelConvolution", "A convolution to r² channels, and a pixel shuffle, with ICNR."
            head, enlarged = f"{convolution}\n{_ICNR}", shuffled
        case TransposedUpsampler(kernel_size=side):
            name, does = "TransposedConvolution", "A transposed convolution with a stride of r."
            overhang = max(side - spec.upscale_factor, 0)
            padding = (overhang + 1) // 2
            draft.set("KERNEL_SIZE", side)
            draft.set("PADDING", padding, "what the kernel overhangs is cut off evenly")
            draft.set("OUTPUT_PADDING", 2 * padding - (side - spec.upscale_factor))
            head = f"{_TRANSPOSED_HEAD}\n{_EVEN}" if even else _TRANSPOSED_HEAD
            enlarged = "        return self.head(x) * output_deviation"
        case ResizeConvUpsampler():
            name, does = (
                "ResizeConvolution",
                "The features are repeated r × r times, and a 3×3 convolution reads them.",
            )
            head, enlarged = "        self.head = make_convolution(32, 1, 3, generator)", _RESIZED
        case DySampleUpsampler():
            name, does = "DySample", "The features are read at points that they themselves move, one a sub-pixel."
            draft.set("FEATURE_GROUPS", _FEATURE_GROUPS, "blocks of features that are read at points of their own")
            draft.define(_READ_AT)
            head, enlarged, moves = _DYSAMPLE_HEAD, _DYSAMPLE, True
        case DeformableUpsampler():
            name, does = "DeformableSubpixel", "A deformable convolution to r² channels, and a pixel shuffle."
            head, enlarged, moves = _DEFORMABLE_HEAD, _DEFORMABLE.replace("$phases", phases), True
        case _:
            raise ProblemError("script.other-upsampler")
    if phases and not upsampler.has_channels:
        *lines, last = enlarged.split("\n")
        residual = last.split("return ")[1]
        rearranged = "F.pixel_shuffle(F.pixel_unshuffle(residual, FACTOR)[:, PHASES], FACTOR)"
        enlarged = "\n".join([*lines, f"        residual = {residual}", f"        return {rearranged}"])
    draft.define(_NETWORK, name=name, does=does, head=head, enlarged=enlarged)
    draft.run(f"network = {name}(torch.Generator().manual_seed(SEED))")
    if not moves:
        return [Trained("network.parameters()", "LEARNING_RATE")]
    return [
        Trained("[*network.body.parameters(), *network.head.parameters()]", "LEARNING_RATE"),
        Trained("network.offsets.parameters()", "0.1 * LEARNING_RATE"),
    ]
