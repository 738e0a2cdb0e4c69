"""Where the sampling points of one unit or pixel belong, with all that is drawn of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from vizapp.gui.canvas.coordinates import Projection

HIT_RADIUS = 12.0
"""Screen pixels from a point's centre within which a press takes it."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PointMarks:
    """K points that are read together; positions are float64 (K, 2), absolute (y, x) in pixels of what is read.

    A lab has a subclass that says in :attr:`colours` what tells its points apart.

    Attributes:
        rigid_yx: where the points would be without offsets.
        point_yx: where they are.
        outside: bool (K,), which of them read nothing.
        placed: bool (K,), which were placed by hand.
        known: whether ``point_yx`` has been read by the engine; otherwise only points placed by hand are drawn.
        truth_yx: where they should be; None where that is not known.
        trail_yx: float (n, K, 2), where they were, oldest first; None where there is no trail.
        push_yx: (K, 2), where training pushes each, in 1/px; None if that is not known.
        untrained_yx: where they were at step 0; None if that is not known.
        mask: (K,), the factors that what they read is multiplied by; None where there are none.
        sizes: (K,), how large each is drawn, by its mask; None draws all alike.
        others_yx: (n, 2), further points, drawn faintly; None for none.
        spacing: how many pixels lie between the four that a point is read from.
        origin_yx: one that may be among these four: all of them lie whole spacings from it.
        broken: bool (K,), which points have no finite offset and read nothing; None where all have one.
    """

    rigid_yx: NDArray[np.float64]
    point_yx: NDArray[np.float64]
    outside: NDArray[np.bool_]
    placed: NDArray[np.bool_]
    known: bool
    truth_yx: NDArray[np.float64] | None = None
    trail_yx: NDArray[np.float32] | None = None
    push_yx: NDArray[np.float32] | None = None
    untrained_yx: NDArray[np.float64] | None = None
    mask: NDArray[np.float32] | None = None
    sizes: NDArray[np.float64] | None = None
    others_yx: NDArray[np.float64] | None = None
    spacing: int = 1
    origin_yx: tuple[int, int] = (0, 0)
    broken: NDArray[np.bool_] | None = None

    @property
    def colours(self) -> list[QColor]:
        """The colour of each point."""
        raise NotImplementedError

    @property
    def offset_yx(self) -> NDArray[np.float64]:
        """How far each point is from its place in the rigid grid."""
        return self.point_yx - self.rigid_yx

    def nearest(self, projection: Projection, place: QPointF) -> int | None:
        """Return the point that is nearest to a place on the screen, if one is near enough to be meant."""
        if not self.known:
            return None
        away = projection.to_screen_array(self.point_yx) - (place.x(), place.y())
        distances = np.hypot(away[:, 0], away[:, 1])
        closest = int(distances.argmin())
        return closest if distances[closest] <= HIT_RADIUS else None
