"""Conversion of colours from a file's embedded profile to sRGB, which is used for display and computation."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image, ImageCms

from vizapp.problem import Problem
from vizapp.wording.source_notes import note

MAX_PROFILE = 32 << 20
"""The largest profile in bytes; those of printers have a few MiB."""

_SCREEN_GAMMA = 2.2
_SAME_GAMMA = 0.05
_LEAST_GAMMA = 0.1
"""Of the encoding; its reciprocal is the largest."""
_STEPS = 9
_SAME = 1
"""The largest change of a colour, in 8-bit levels, by a profile that counts as sRGB."""


def to_srgb(image: Image.Image, profile: bytes | None, *, grey: bool = False) -> tuple[Image.Image, list[Problem]]:
    """Return a picture of mode L, RGB, RGBA or CMYK converted to sRGB, and notes about the conversion.

    A profile equivalent to sRGB changes nothing and gives no note. With a profile that is damaged or meant for
    another kind of picture, the stored colours are kept, which gives a note.

    Args:
        grey: whether RGBA holds grey with alpha.
    """
    if not profile:
        return image, []
    try:
        if len(profile) > MAX_PROFILE:
            raise ValueError("the profile is too large")
        found = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        colours = _fitting(image, found.profile.xcolor_space.strip(), grey)
        if colours is None:
            return image, [note("note.profile-unfit")]
        target = "L" if colours.mode == "L" else "RGB"
        transform = ImageCms.buildTransform(found, ImageCms.createProfile("sRGB"), colours.mode, target)
        if colours.mode != "CMYK" and _changes_nothing(transform, colours.mode):
            return image, []
        converted = ImageCms.applyTransform(colours, transform)
        title = ImageCms.getProfileDescription(found).strip()
    except Exception:
        # LittleCMS raises many kinds of errors for a damaged profile; the picture is kept unconverted.
        return image, [note("note.profile-broken")]
    assert converted is not None
    if image.mode == "RGBA":
        converted = converted.convert("RGB")
        converted.putalpha(image.getchannel("A"))
    return converted, [note("note.profile", profile=title.encode("utf-8", "replace").decode()[:100])]


def from_gamma(image: Image.Image, gamma: float | None) -> tuple[Image.Image, list[Problem]]:
    """Return a picture of mode L, RGB or RGBA converted from ``gamma``, as `stated_gamma` returns it, and a note."""
    if gamma is None:
        return image, []
    light = np.linspace(0, 1, 256) ** (1 / gamma)
    encoded = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    table = np.rint(255 * encoded).astype(int).tolist()
    alpha = [list(range(256))] if image.mode == "RGBA" else []
    colours = 1 if image.mode == "L" else 3
    converted = image.point([level for channel in [table] * colours + alpha for level in channel])
    return converted, [note("note.gamma", gamma=gamma)]


def stated_gamma(gamma: object) -> float | None:
    """Return the gamma of the encoding that a file states; None where it is no such number, or nearly that of sRGB.

    PNG states 0.45455 for a screen of gamma 2.2.
    """
    if not isinstance(gamma, int | float) or not _LEAST_GAMMA <= gamma <= 1 / _LEAST_GAMMA:
        return None
    return float(gamma) if abs(gamma * _SCREEN_GAMMA - 1) > _SAME_GAMMA else None


def _fitting(image: Image.Image, space: str, grey: bool) -> Image.Image | None:
    """Return the picture in a mode that a profile for ``space`` takes; None if the profile does not suit it."""
    if space == "CMYK":
        return image if image.mode == "CMYK" else None
    if space == "RGB":
        return image.convert("RGB") if image.mode != "CMYK" else None
    if space == "GRAY" and (image.mode == "L" or grey):
        return image if image.mode == "L" else image.getchannel(0)
    return None


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Return whether the transform leaves a sample of colours from the whole cube unchanged."""
    if mode == "L":
        colours: np.ndarray[Any, Any] = np.arange(256, dtype=np.uint8)[None]
    else:
        steps = np.linspace(0, 255, _STEPS).astype(np.uint8)
        colours = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
    converted = ImageCms.applyTransform(Image.fromarray(colours), transform)
    assert converted is not None
    return int(np.abs(np.asarray(converted).astype(int) - colours).max()) <= _SAME
