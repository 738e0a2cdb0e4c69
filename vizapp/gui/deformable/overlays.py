"""What can be drawn around the points of the deformable lab. Another overlay is a file of its own and an entry here.

The parts of a point are drawn by the sampling overlay, on the picture and in the loupe alike. An overlay that draws
by itself has ``build``.
"""

from __future__ import annotations

from vizapp.gui.deformable import legend_marks
from vizapp.gui.lab_ui import LegendRow, OverlaySpec
from vizapp.wording.translation import marked

GRID, ARROWS, TRAILS, TRUTH = "deformable.grid", "deformable.arrows", "deformable.trails", "deformable.truth"

OVERLAYS = [
    OverlaySpec(
        GRID,
        marked("Rigid grid"),
        marked("Hollow squares where a plain convolution would read."),
        (LegendRow(legend_marks.grid_mark, marked("rigid grid")),),
    ),
    OverlaySpec(
        ARROWS,
        marked("Arrows"),
        marked("From each rigid place to the point that is read instead."),
        (LegendRow(legend_marks.arrow_mark, marked("offset")),),
    ),
    OverlaySpec(
        TRAILS,
        marked("Trails"),
        marked("Where each point was during the last steps."),
    ),
    OverlaySpec(
        TRUTH,
        marked("Hidden truth"),
        marked("Rings at the secret places that the points must find."),
        (LegendRow(legend_marks.truth_mark, marked("hidden truth")),),
    ),
]

POINT_ROWS = (
    LegendRow(legend_marks.point_mark, marked("sampling point")),
    LegendRow(legend_marks.hollow_mark, marked("outside: reads 0")),
    LegendRow(legend_marks.placed_mark, marked("placed by hand")),
)
"""The rows of the legend about the points themselves, which are always drawn."""
