"""What the runs that train beside one another are called."""

from __future__ import annotations

from collections.abc import Mapping

from vizapp.wording.translation import marked, translate

OFFSETS_RUN = "offsets"
"""The run of a task that decides itself what gives the offsets."""
CONTROL_RUN = "control"
"""The run of a task's control, which has no offsets."""
_TITLES: Mapping[str, str] = {
    "conv": marked("conv"),
    "position": marked("position"),
    "free": marked("free map"),
    "none": marked("none"),
    OFFSETS_RUN: marked("offsets"),
    CONTROL_RUN: marked("control"),
    "nearest": marked("nearest"),
    "bilinear": marked("bilinear"),
    "bicubic": marked("bicubic"),
    "lanczos": marked("Lanczos"),
    "subpixel": marked("sub-pixel"),
    "subpixel-icnr": marked("sub-pixel ICNR"),
    "resize-conv": marked("resize + conv"),
    "dysample": marked("DySample"),
    "deformable-sr": marked("deformable"),
}
_TRANSPOSED = marked("transposed k{side}")
_SHORT_TITLES: Mapping[str, str] = {"subpixel-icnr": marked("ICNR"), "resize-conv": marked("resize")}
_SHORT_TRANSPOSED = marked("k{side}")


def run_title(run: str) -> str:
    """Return the name of a run in the user's language.

    A run is named after the kind of its offset branch, which a control does not have, or after its upsampler.
    """
    side = _kernel_side(run)
    return translate("Runs", _TRANSPOSED).format(side=side) if side else translate("Runs", _TITLES.get(run, run))


def run_short_title(run: str) -> str:
    """Return the name of a run where there is little room, in the user's language: that of :func:`run_title`, or a
    shorter one by which it is told apart from the others."""
    side = _kernel_side(run)
    if side:
        return translate("Runs", _SHORT_TRANSPOSED).format(side=side)
    return translate("Runs", _SHORT_TITLES[run]) if run in _SHORT_TITLES else run_title(run)


def _kernel_side(run: str) -> str:
    """Return the kernel size of a transposed convolution as it is written in the name of its run; "" of others."""
    kind, mark, side = run.partition("-k")
    return side if mark and kind == "transposed" else ""
