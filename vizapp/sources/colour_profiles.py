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
