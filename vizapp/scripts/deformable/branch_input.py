"""What a branch, or a hidden rule, reads of a picture: smoothed, and with every channel on one scale."""

from __future__ import annotations

from vizapp.scripts.draft import Draft

FEW_CHANNELS = 32
"""Up to so many channels are kept in full precision after they were smoothed."""
_HALF_SIZE_FROM = 3.0
"""Pixels of smoothing from which more channels are smoothed, and kept, at half the size."""

SMOOTHED = '''
def smoothed(x, deviation):
    """Return x (1, C, H, W) smoothed by a Gaussian whose deviation is in pixels; the border is repeated."""
    reach = math.ceil(3 * deviation)
    steps = torch.arange(-reach, reach + 1, dtype=torch.float64)
    bell = torch.exp(-(steps**2) / (2 * deviation**2))
    bell = (bell / bell.sum()).to(x.dtype)
    planes = F.pad(x.transpose(0, 1), (reach, reach, reach, reach), mode="replicate")
    planes = F.conv2d(F.conv2d(planes, bell.view(1, 1, -1, 1)), bell.view(1, 1, 1, -1))
    return planes.transpose(0, 1)
'''
_ON_ONE_SCALE = '''
def on_one_scale(x, fan_in, least=1e-30):
    """Return x less its mean and divided by its deviation, channel by channel, and by the root of the fan-in.

    A weight then moves the points about as much as a bias does, whatever the range of x. An even channel becomes 0.
    """
    mean = x.mean((2, 3), keepdim=True)
    deviation = x.std((2, 3), correction=0, keepdim=True) + 1e-3 * mean.abs()
    return (x - mean) / (deviation * fan_in**0.5).clamp(min=least)
'''
_AS_IT_IS = '''
def $name(x):
    """Return what the 3×3 convolution of the $reader reads of x (1, C, H, W): every channel on one scale."""
    return on_one_scale(x, 9 * x.shape[1])
'''
_SMOOTHED = '''
def $name(x):
    """Return what the 3×3 convolution of the $reader reads of x (1, C, H, W): smoothed, and on one scale."""
    fan_in = 9 * x.shape[1]
    smooth = smoothed(on_one_scale(x, fan_in), $smoothing)
    return on_one_scale(smooth, fan_in, least=1e-3)
'''
_SMOOTHED_IN_HALF_PRECISION = '''
def $name(x):
    """Return what the 3×3 convolution of the $reader reads of x (1, C, H, W): smoothed, and on one scale.

    As there are many channels it is rounded to half precision.
    """
    fan_in = 9 * x.shape[1]
    smooth = smoothed(on_one_scale(x, fan_in), $smoothing)
    return on_one_scale(smooth, fan_in, least=1e-3).half().float()
'''
_SMOOTHED_AT_HALF_SIZE = '''
def $name(x):
    """Return what the 3×3 convolution of the $reader reads of x (1, C, H, W): smoothed, and on one scale.

    As there are many channels they are smoothed at half the size, where nothing finer is left, and rounded to half
    precision. To halve and to double the size smooths by one pixel more.
    """
    fan_in, (height, width) = 9 * x.shape[1], x.shape[2:]
    half = F.avg_pool2d(on_one_scale(x, fan_in), 2, ceil_mode=True, count_include_pad=False)
    smooth = smoothed(half, ($smoothing**2 - 1) ** 0.5 / 2)
    whole = F.interpolate(smooth, scale_factor=2, mode="bilinear")[:, :, :height, :width]
    mean = whole.mean((2, 3), keepdim=True)
    deviation = whole.std((2, 3), correction=0, keepdim=True) + 1e-3 * mean.abs()
    scaled = (smooth - mean) / (deviation * fan_in**0.5).clamp(min=1e-3)
    whole = F.interpolate(scaled.half().float(), scale_factor=2, mode="bilinear")
    return whole[:, :, :height, :width]
'''
_COORDINATES = '''
def with_coordinates(x, fan_in):
    """Return x (1, C, H, W) and after its channels two more: y and x of every pixel, from −1 to 1."""
    y, across = (torch.linspace(-1, 1, side) for side in x.shape[2:])
    places = torch.stack(torch.meshgrid(y, across, indexing="ij"))[None]
    return torch.cat([x, places / fan_in**0.5], 1)
'''


def define_input(
    draft: Draft,
    name: str,
    reader: str,
    smoothing: str,
    *,
    deviation: float,
    channels: int,
    coordinates: bool = False,
) -> None:
    """Define the function ``name`` that returns what a reader reads.

    Args:
        draft: the script.
        name: of the function.
        reader: what reads it, for its docstring.
        smoothing: the name of the setting that holds the Gaussian's deviation.
        deviation: its value in pixels; 0 leaves everything as sharp as it is.
        channels: C of what is read.
        coordinates: whether two channels of coordinates follow.
    """
    if deviation:
        draft.define(SMOOTHED)
    draft.define(_ON_ONE_SCALE)
    text = _AS_IT_IS
    if deviation and channels <= FEW_CHANNELS:
        text = _SMOOTHED
    elif deviation:
        text = _SMOOTHED_AT_HALF_SIZE if deviation >= _HALF_SIZE_FROM else _SMOOTHED_IN_HALF_PRECISION
    if coordinates:
        draft.define(_COORDINATES)
        text = _reading_coordinates(text)
    draft.define(text, name=name, reader=reader, smoothing=smoothing)


def _reading_coordinates(text: str) -> str:
    """Return the text of a function that appends the coordinates to what it returns, and counts them."""
    *lines, last = text.replace("9 * x.shape[1]", "9 * (x.shape[1] + 2)").rstrip("\n").split("\n")
    fan_in = "fan_in" if "fan_in" in "".join(lines) else "9 * (x.shape[1] + 2)"
    indent, returned = last.split("return ")
    return "\n".join([*lines, f"{indent}return with_coordinates({returned}, {fan_in})"])
