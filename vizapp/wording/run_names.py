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


def run_title(run: str) -> str:
    """Return the name of a run in the user's language.

    A run is named after the kind of its offset branch, which a control does not have, or after its upsampler.
    """
    kind, mark, side = run.partition("-k")
    if mark and kind == "transposed":
        return translate("Runs", _TRANSPOSED).format(side=side)
    return translate("Runs", _TITLES.get(run, run))
