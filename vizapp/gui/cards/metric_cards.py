"""Which card explains a metric."""

from __future__ import annotations

from vizapp.protocol.metric import Metric

_CARDS = {
    "loss": "loss",
    "distance": "distance",
    "worst_tap": "distance",
    "psnr": "psnr",
    "ssim": "ssim",
    "checkerboard": "checkerboard",
    "accuracy": "accuracy",
}


def card_of(metric: Metric) -> str:
    """Return the name of the card of a metric, of any run and picture; "" where it has none."""
    return next((card for name, card in _CARDS.items() if f"_{metric.name}".endswith(f"_{name}")), "")
