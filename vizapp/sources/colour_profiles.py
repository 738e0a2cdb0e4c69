"""Colours as the file's own profile means them, converted to sRGB, in which everything is shown and computed."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image, ImageCms

from vizapp.problem import Problem
from vizapp.wording.source_notes import note

MAX_PROFILE = 32 << 20
"""Bytes of a profile; printers' have a few MiB."""

_STEPS = 9
_SAME = 1
"""Levels by which a colour may change before a profile counts as another than sRGB."""


def to_srgb(image: Image.Image, profile: bytes | None, *, grey: bool = False) -> tuple[Image.Image, list[Problem]]:
    """Return a picture of mode L, RGB, RGBA or CMYK in sRGB, and what is to be told about that.

    A profile that is sRGB in all but name changes nothing, and is not told of. With one that is damaged, or meant for
    other kinds of pictures, the colours stay as they are stored, which is told.

    Args:
        grey: RGBA holds grey with alpha.
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
        # A profile is a format of its own, which LittleCMS takes or refuses in many ways; the picture stays.
        return image, [note("note.profile-broken")]
    assert converted is not None
    if image.mode == "RGBA":
        converted = converted.convert("RGB")
        converted.putalpha(image.getchannel("A"))
    return converted, [note("note.profile", profile=title.encode("utf-8", "replace").decode()[:100])]


def _fitting(image: Image.Image, space: str, grey: bool) -> Image.Image | None:
    """Return the colours of a picture as a profile for ``space`` takes them; None if it is not meant for them."""
    if space == "CMYK":
        return image if image.mode == "CMYK" else None
    if space == "RGB":
        return image.convert("RGB") if image.mode != "CMYK" else None
    if space == "GRAY" and (image.mode == "L" or grey):
        return image if image.mode == "L" else image.getchannel(0)
    return None


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Try colours from all over the cube."""
    if mode == "L":
        colours: np.ndarray[Any, Any] = np.arange(256, dtype=np.uint8)[None]
    else:
        steps = np.linspace(0, 255, _STEPS).astype(np.uint8)
        colours = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
    converted = ImageCms.applyTransform(Image.fromarray(colours), transform)
    assert converted is not None
    return int(np.abs(np.asarray(converted).astype(int) - colours).max()) <= _SAME
