"""The colours and sizes of the two themes; :mod:`vizapp.gui.theme` applies them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor

from vizapp.gui.colours import mix

SPACING = 4
"""The unit of all distances, in device-independent pixels."""
RADIUS = 6
CONTROL_HEIGHT = 30
ThemeName = Literal["dark", "light"]


@dataclass(frozen=True)
class Theme:
    """The colours of one theme: ``surface`` lies on ``window``, ``raised`` on ``surface``, pictures on ``canvas``.

    ``text`` and ``muted`` are legible on any of the first three. The other hues are for marks and fills; text in such
    a hue uses :meth:`readable`.
    """

    name: ThemeName
    window: QColor
    surface: QColor
    raised: QColor
    hairline: QColor
    text: QColor
    muted: QColor
    accent: QColor
    good: QColor
    caution: QColor
    danger: QColor
    canvas: QColor

    @property
    def on_accent(self) -> QColor:
        """The colour of text on ``accent``."""
        return self.canvas if self.name == "dark" else self.surface

    def readable(self, hue: QColor) -> QColor:
        """Return ``hue`` mixed with ``text`` until it is legible as small text (contrast 4.5:1) on ``raised``."""
        for share in range(0, 101, 4):
            colour = mix(hue, self.text, share / 100)
            if contrast(colour, self.raised) >= 4.5:
                return colour
        return self.text


def _theme(name: ThemeName, **colours: str) -> Theme:
    return Theme(name=name, **{token: QColor(colour) for token, colour in colours.items()})


DARK = _theme(
    "dark",
    window="#14161B",
    surface="#1B1E25",
    raised="#232732",
    hairline="#2E3340",
    text="#E7EAF0",
    muted="#98A1B2",
    accent="#5AA9FF",
    good="#4CC38A",
    caution="#F0B429",
    danger="#FF7B72",
    canvas="#0E1014",
)
LIGHT = _theme(
    "light",
    window="#F4F5F8",
    surface="#FFFFFF",
    raised="#EEF0F4",
    hairline="#DDE1E8",
    text="#1A1E27",
    muted="#5A6475",
    accent="#1B6FE0",
    good="#1E8E5A",
    caution="#A86A00",
    danger="#C2332B",
    canvas="#E6E9EE",
)


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
