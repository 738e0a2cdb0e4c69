"""What can be drawn around the points of the deformable lab: one table for the Show list, the legend and the drawing.

Another part of a point is a drawing function and a :class:`PointPart` here. Another overlay that draws by itself is a
file of its own and an :class:`OverlaySpec` with ``build`` here.
"""

from __future__ import annotations

from vizapp.gui.deformable import legend_marks
from vizapp.gui.deformable.point_parts import MASK_SIZES, PointPart, draw_arrows, draw_grid, draw_trails, draw_truth
from vizapp.gui.lab_ui import LegendRow, OverlaySpec
from vizapp.wording.translation import marked

GRID, ARROWS, TRAILS, TRUTH = "deformable.grid", "deformable.arrows", "deformable.trails", "deformable.truth"

OVERLAYS: list[OverlaySpec] = [
    PointPart(
        GRID,
        marked("Rigid grid"),
        marked("Hollow squares where a plain convolution would read."),
        (LegendRow(legend_marks.grid_mark, marked("rigid grid")),),
        draw=draw_grid,
        level=1,
    ),
    PointPart(
        ARROWS,
        marked("Arrows"),
        marked("From each rigid place to the point that is read instead."),
        (LegendRow(legend_marks.arrow_mark, marked("offset")),),
        draw=draw_arrows,
        level=3,
        beside_loupe=True,
    ),
    PointPart(
        TRAILS,
        marked("Trails"),
        marked("Where each point was during the last steps."),
        draw=draw_trails,
        level=0,
    ),
    PointPart(
        TRUTH,
        marked("Hidden truth"),
        marked("Rings at the secret places that the points must find."),
        (LegendRow(legend_marks.truth_mark, marked("hidden truth")),),
        draw=draw_truth,
        level=2,
    ),
    OverlaySpec(
        MASK_SIZES,
        marked("Modulation"),
        marked("With modulation, points as large as the factor that their values are multiplied by."),
        (LegendRow(legend_marks.mask_mark, marked("size = modulation")),),
    ),
]

POINT_ROWS = (
    LegendRow(legend_marks.point_mark, marked("sampling point")),
    LegendRow(legend_marks.hollow_mark, marked("outside: reads 0")),
    LegendRow(legend_marks.placed_mark, marked("placed by hand")),
)
"""The rows of the legend about the points themselves, which are always drawn."""
