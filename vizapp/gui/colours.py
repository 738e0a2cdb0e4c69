"""One cyclic colour map in which hue encodes direction: of a tap, an offset or a phase.

The map is a closed curve in OKLab whose lightness, blue–yellow and green–red components each go through one period,
with different phases. Without any one component, as in colour blindness, the other two still form a ring, so opposite
directions remain distinguishable (see tests/gui/test_colours.py). Right is orange, up is light green, left is blue,
down is purple to red.
"""

from __future__ import annotations

import functools
import math

from PySide6.QtGui import QColor

from vizapp.geometry import ConvGeometry

WHITE = QColor(255, 255, 255)
CENTRE = WHITE
_BLACK = QColor(0, 0, 0)
OUTLINE = QColor(0, 0, 0, 200)
"""The outline of every mark on a picture, which makes it visible on any photograph."""

# Rows: constant, cos, sin, cos 2θ, sin 2θ; columns: L, a, b. Found by maximising the smallest distance between eight
# directions and white, for normal, protan, deutan and tritan vision (Machado et al. 2009) within the sRGB gamut.
_CURVE = (
    (0.7050, 0.0331, -0.0031),
    (0.0768, 0.0409, 0.1511),
    (0.1703, -0.1341, -0.0002),
    (0.0070, -0.0149, 0.0108),
    (0.0137, -0.0187, 0.0091),
)
_INNER_RING_STRENGTH = 0.6
_INNERMOST_PHASE_STRENGTH = 0.56
"""The share of its colour in the mix of the innermost phase with black: the sixteen phases of r = 4 are then far
apart for all four kinds of vision, and the inner ones stay visible on a dark ground. A mix with white separates them
less."""
_STEPS = 360


def direction_colour(dy: float, dx: float) -> QColor:
    """Return the colour of a direction in the picture, ``dy`` down and ``dx`` right; (0, 0) is white."""
    if dy == 0 and dx == 0:
        return QColor(CENTRE)
    angle = math.atan2(-dy, dx) % math.tau
    return QColor.fromRgb(_wheel()[round(angle / math.tau * _STEPS) % _STEPS])


def tap_colour(tap: int, geometry: ConvGeometry) -> QColor:
    """Return the colour of a tap by its direction from the kernel's middle; the middle tap is white.

    In a 5×5 kernel the inner ring is paler than the outer, because both contain the same directions.
    """
    return QColor.fromRgb(_tap_rgb(tap, geometry))


@functools.lru_cache(maxsize=1024)
def _tap_rgb(tap: int, geometry: ConvGeometry) -> int:
    """Return the colour of a tap as a number: every picture of the points asks for all of them."""
    dy, dx = geometry.tap_direction(tap)
    colour = direction_colour(dy, dx)
    ring = max(abs(dy), abs(dx))
    outermost = max(abs(part) for part in geometry.tap_direction(0))
    if 0 < ring < outermost:
        colour = mix(CENTRE, colour, _INNER_RING_STRENGTH)
    return colour.rgb()


def phase_colour(phase: int, upscale_factor: int) -> QColor:
    """Return the colour of phase p = i·r + j by its direction from the pixel's centre; a middle phase is white.

    From r = 4 on, several rings of phases contain the same directions; those nearer to the centre are darker.
    """
    i, j = divmod(phase, upscale_factor)
    outermost = (upscale_factor - 1) / 2
    dy, dx = i - outermost, j - outermost
    colour = direction_colour(dy, dx)
    ring = max(abs(dy), abs(dx))
    innermost = 0.5 if upscale_factor % 2 == 0 else 1.0
    if not innermost <= ring < outermost:
        return colour
    share = (ring - innermost) / (outermost - innermost)
    return mix(_BLACK, colour, _INNERMOST_PHASE_STRENGTH + (1 - _INNERMOST_PHASE_STRENGTH) * share)


def mix(start: QColor, end: QColor, share: float) -> QColor:
    """Return the linear mix of two colours: ``share`` 0 is ``start``, 1 is ``end``."""

    def between(a: int, b: int) -> int:
        return round(a + (b - a) * share)

    return QColor(
        between(start.red(), end.red()),
        between(start.green(), end.green()),
        between(start.blue(), end.blue()),
        between(start.alpha(), end.alpha()),
    )


@functools.cache
def _wheel() -> tuple[int, ...]:
    return tuple(_rgb(n / _STEPS * math.tau) for n in range(_STEPS))


def _rgb(angle: float) -> int:
    waves = (1.0, math.cos(angle), math.sin(angle), math.cos(2 * angle), math.sin(2 * angle))
    lightness, a, b = (sum(w * row[part] for w, row in zip(waves, _CURVE, strict=True)) for part in range(3))
    # OKLab to linear sRGB: B. Ottosson, "A perceptual color space for image processing", 2020.
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return QColor(*(_encode(part) for part in (red, green, blue))).rgb()


def _encode(linear: float) -> int:
    linear = min(max(linear, 0.0), 1.0)
    encoded = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * encoded)
