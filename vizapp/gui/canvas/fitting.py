"""How large a whole picture is shown, and where, so that labels at the top cover none of it: pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF

from vizapp.gui.canvas.badges import BADGE_HEIGHT, BADGE_MARGIN
from vizapp.gui.text_size import sized

FIT_MARGIN = 16.0
_BESIDE_LABELS = 8.0
FIT_TOP_MARGIN = BADGE_MARGIN + BADGE_HEIGHT + _BESIDE_LABELS
"""Screen pixels left free around a fitted picture; more at the top, where the badges are."""
_LEAST_PICTURE = 150.0
"""How many screen pixels of a canvas' height are left to the picture before a legend has a place of its own."""
_MOST_FOR_LABELS = 0.4
"""The share of a canvas' height that is left to labels, at most: there is little to label beside them otherwise."""


def fit_top_margin() -> float:
    """Return the screen pixels left free above a fitted picture, where badges stand whose text is of this size."""
    return BADGE_MARGIN + sized(BADGE_HEIGHT) + _BESIDE_LABELS


class Margins(NamedTuple):
    """Screen pixels left free above and below a fitted picture."""

    top: float = FIT_TOP_MARGIN
    bottom: float = FIT_MARGIN

    def grown(self, other: Margins) -> Margins:
        """Return the larger ones of both."""
        return Margins(max(self.top, other.top), max(self.bottom, other.bottom))


NO_LABELS = Margins()


class Fit(NamedTuple):
    """How a picture is fitted.

    Attributes:
        scale: screen pixels a pixel.
        down: how many screen pixels below the middle of the canvas the middle of the picture is.
        own: the margins that its labels need.
    """

    scale: float
    down: float
    own: Margins


def fitted_between(
    labels: Sequence[QRectF],
    view: QSizeF,
    picture: QSizeF,
    least: Margins = NO_LABELS,
    legend: QRectF | None = None,
    reach: float = 0.0,
) -> Fit:
    """Return how large a picture is shown: in the middle of a canvas, or as far from there as labels need.

    Args:
        labels: what is covered by labels at the top, in screen pixels; those beside the picture do not matter.
        view: the size of the canvas in screen pixels.
        picture: its size in pixels.
        least: the least margins.
        legend: what is covered by a legend at the bottom; a picture that is small as it is may go below it.
        reach: by how many screen pixels marks stick out of the picture.
    """
    no_labels = Margins(fit_top_margin())
    scale, down = _fitted(view, picture, no_labels)
    width, height = picture.width() * scale, picture.height() * scale
    shown = QRectF((view.width() - width) / 2, (view.height() - height) / 2 + down, width, height)
    shown.adjust(-reach, -reach, reach, reach)
    gap = max(_BESIDE_LABELS, reach)
    top = max([no_labels.top, *(each.bottom() + gap for each in labels if each.intersects(shown))])
    own = Margins(max(min(top, _MOST_FOR_LABELS * view.height()), no_labels.top))
    _, down = _fitted(view, picture, own)
    shown.moveTop((view.height() - height) / 2 + down - reach)
    if legend is not None and legend.intersects(shown):
        above = own.grown(Margins(bottom=view.height() - legend.top() + gap))
        if view.height() - above.top - above.bottom >= _LEAST_PICTURE:
            own = above
    return Fit(*_fitted(view, picture, own.grown(least)), own)


def is_low(view: QSizeF, picture: QSizeF, top: float) -> bool:
    """Tell whether a picture is smaller with ``top`` screen pixels free above it than with one line of labels."""
    return _fitted(view, picture, Margins(top))[0] < _fitted(view, picture, Margins(fit_top_margin()))[0]


def _fitted(view: QSizeF, picture: QSizeF, margins: Margins) -> tuple[float, float]:
    """Return the scale, and how far below the middle the picture is."""
    across = (view.width() - 2 * FIT_MARGIN) / picture.width()
    scale = max(min(across, (view.height() - margins.top - margins.bottom) / picture.height()), 1e-3)
    free = (view.height() - picture.height() * scale) / 2
    return scale, max(margins.top - free, min(0.0, free - margins.bottom))
