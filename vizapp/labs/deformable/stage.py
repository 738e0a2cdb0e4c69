"""A picture that a deformable layer is trained or tried on, with what it is to compute of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.statistics import OffsetMeasure
from vizapp.labs.deformable.tasks.base import Aim
from vizapp.models.branch_input import smoothed
from vizapp.protocol.events import MapShapes
from vizapp.value_picture import ValueRange


@dataclass(frozen=True, eq=False)
class Stage:
    """One picture; compared and hashed by identity.

    Attributes:
        picture: what is read.
        aim: what is to be computed of it.
        measure: measures offsets on it; those of the last layer, where several are stacked.
        drawn: the values drawn as black and white; None follows the values on show.
    """

    picture: PictureInput
    aim: Aim
    measure: OffsetMeasure
    drawn: ValueRange | None
    _smoothed: dict[float, tuple[Tensor, Aim]] = field(default_factory=dict, repr=False)

    def smoothed(self, deviation: float) -> tuple[Tensor, Aim]:
        """Return what is read, (1, C, H, W), and the aim, both smoothed by a Gaussian of ``deviation`` > 0 pixels.

        The last ones are kept, because many steps and several layers ask for the same.
        """
        if deviation not in self._smoothed:
            self._smoothed.clear()
            aim = replace(self.aim, target=smoothed(self.aim.target, deviation))
            self._smoothed[deviation] = smoothed(self.picture.values, deviation), aim
        return self._smoothed[deviation]

    @property
    def shapes(self) -> MapShapes:
        """(C, H, W) of what is read, and of what is to be computed."""
        values, target = self.picture.values, self.aim.target
        return MapShapes(
            (values.shape[1], values.shape[2], values.shape[3]), (target.shape[1], target.shape[2], target.shape[3])
        )


def make_stage(
    picture: PictureInput,
    aim: Aim,
    geometry: ConvGeometry,
    drawn: ValueRange | None,
    map_size: tuple[int, int] | None = None,
) -> Stage:
    """Return the stage of a picture; the last layer reads a map of ``map_size`` (H, W), None: the picture."""
    size = (aim.target.shape[2], aim.target.shape[3])
    return Stage(picture, aim, OffsetMeasure(geometry, map_size or picture.size, size, picture.values), drawn)
