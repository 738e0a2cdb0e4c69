"""What a step of super-resolution measures, of every upsampler that takes part."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from vizapp.labs.run_metrics import run_metric
from vizapp.labs.subpixel.checkerboard import CHECKERBOARD
from vizapp.protocol.metric import LOSS, Metric
from vizapp.wording.translation import marked

HELD_OUT_EVERY = 10
"""In steps: how often the part held out is looked at."""
_LOSS = replace(
    LOSS,
    explanation=marked(
        "The mean absolute error of what is added to bicubic enlargement, on the crops that a step draws at "
        "random. It goes up and down with the crops, far more than it falls: it can look flat while the PSNR climbs, "
        "which is always of the same pixels."
    ),
)
PSNR = Metric(
    "psnr",
    marked("PSNR, held out"),
    unit="dB",
    lower_is_better=False,
    every=HELD_OUT_EVERY,
    decimals=2,
    explanation=marked(
        "Of luma (Y′, ITU-R BT.601), in the columns right of the line, which have gone into nothing that training "
        "sees. The network reads a copy reduced by antialiased bicubic interpolation: other ways to reduce give "
        "other numbers. 6 dB more is half the error (RMS)."
    ),
)
SSIM = Metric(
    "ssim",
    marked("SSIM"),
    lower_is_better=False,
    every=HELD_OUT_EVERY,
    decimals=3,
    beside="psnr",
    explanation=marked(
        "The structural similarity of the same columns, in windows of 11 pixels a side; 1 is the target itself."
    ),
)


def metrics_of(runs: Sequence[str], bicubic: float) -> tuple[Metric, ...]:
    """Return the metrics, the loss first: those of the main run, then those of the others.

    Args:
        runs: the names of the upsamplers, the main one first.
        bicubic: the PSNR of bicubic enlargement, in dB.
    """
    own = (_LOSS, replace(PSNR, references={"bicubic": bicubic}), SSIM, CHECKERBOARD)
    return (*own, *(run_metric(metric, run) for run in runs[1:] for metric in own))
