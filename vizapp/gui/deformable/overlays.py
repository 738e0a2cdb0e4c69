"""What can be drawn around the points of the deformable lab: one table for the Show list, the legend and the drawing.

Another part of a point is a drawing function and a :class:`PointPart` here. Another overlay that draws by itself is a
file of its own and an :class:`OverlaySpec` with ``build`` here.
"""

from __future__ import annotations

from vizapp.gui.deformable import field_overlay
from vizapp.gui.deformable.broken_overlay import BROKEN, BrokenOverlay
from vizapp.gui.deformable.density_overlay import DENSITY, DensityOverlay, density_mark, density_requests
from vizapp.gui.deformable.field_overlay import FieldArrows, TintOverlay, build_with
from vizapp.gui.deformable.kernel_density_view import kernel_density_requests
from vizapp.gui.deformable.pins_overlay import PINS, PinsOverlay, pin_mark, pin_requests
from vizapp.gui.deformable.placed_overlay import PLACED_POINTS, PlacedOverlay, held_mark
from vizapp.gui.deformable.pushes import (
    DEAD_ZONE,
    DeadZoneOverlay,
    PushScale,
    dead_zone_mark,
    draw_pushes,
    push_mark,
)
from vizapp.gui.deformable.readers_overlay import READERS, build_readers, reader_requests
from vizapp.gui.deformable.receptive_field_overlay import (
    RECEPTIVE_FIELD,
    ReceptiveFieldOverlay,
    receptive_field_mark,
)
from vizapp.gui.deformable.requests import HANDLES, KERNEL_DENSITY, MASK_SIZES, PUSHES, UNTRAINED
from vizapp.gui.deformable.teach_overlay import TAUGHT, TaughtOverlay, taught_requests
from vizapp.gui.deformable.tree_marks import tree_requests
from vizapp.gui.deformable.tree_overlay import TREE, TreeOverlay, tree_mark
from vizapp.gui.lab_ui import LegendRow, OverlaySpec
from vizapp.gui.points import legend_marks
from vizapp.gui.points.areas import draw_areas, draw_shares
from vizapp.gui.points.point_parts import (
    PointPart,
    draw_arrows,
    draw_grid,
    draw_trails,
    draw_truth,
    draw_untrained,
)
from vizapp.wording.translation import marked

AREAS = "deformable.areas"
GRID, ARROWS, TRAILS, TRUTH = "deformable.grid", "deformable.arrows", "deformable.trails", field_overlay.TRUTH

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
        (LegendRow(legend_marks.trail_mark, marked("path of the last steps")),),
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
    PointPart(
        AREAS,
        marked("Shares"),
        marked(
            "Where pixels are large, a square of one pixel around the selected point: what it covers of each of the "
            "four pixels below it is the share with which that pixel is read."
        ),
        draw=draw_areas,
        draw_above=draw_shares,
        level=5,
    ),
    OverlaySpec(
        HANDLES,
        marked("Handles"),
        marked(
            "While the cursor is near the probe's points, a ring around them with two handles: one turns all of them "
            "about the middle of the kernel, the other scales them."
        ),
    ),
    OverlaySpec(
        PINS,
        marked("Pinned units"),
        marked(
            "The points of up to four units beside the probe, each on a disc of its own, enlarged where the picture "
            "is small. Shift and a click on the output pins a unit."
        ),
        (LegendRow(pin_mark, marked("pinned unit")),),
        pin_requests,
        build_with(PinsOverlay),
    ),
    OverlaySpec(
        field_overlay.TINT,
        marked("Offset field"),
        marked(
            "Tints the picture by the offsets of all units: hue is the direction, strength the length. Of the "
            "selected tap, or the mean over all taps."
        ),
        (LegendRow(field_overlay.wheel_mark, marked("offset field: direction, length")),),
        field_overlay.tint_requests,
        build_with(TintOverlay),
        shown_at_first=False,
    ),
    OverlaySpec(
        field_overlay.ARROWS,
        marked("Field arrows"),
        marked(
            "Arrows of the offsets at units all over the picture, more of them where it is enlarged. Rings show "
            "where they should end, while the hidden truth is shown."
        ),
        (LegendRow(field_overlay.field_arrow_mark, marked("offset of a unit, ring: its truth")),),
        field_overlay.arrow_requests,
        build_with(FieldArrows),
        shown_at_first=False,
    ),
    OverlaySpec(
        TAUGHT,
        marked("Taught"),
        marked(
            "After Teach, until training goes on: tints the picture by how far the branch now moves its points at "
            "all units. Hue is the direction, strength the length."
        ),
        requests=taught_requests,
        build=build_with(TaughtOverlay),
    ),
    OverlaySpec(
        PLACED_POINTS,
        marked("Held points"),
        marked(
            "The points that are held by hand at units other than the probe: a pin on the input, a dotted frame "
            "around their units on both pictures."
        ),
        (LegendRow(held_mark, marked("units of a held point")),),
        build=build_with(PlacedOverlay),
    ),
    OverlaySpec(
        BROKEN,
        marked("Not finite"),
        marked("Crosses at the units whose brought offsets hold NaN or infinity: such a point reads nothing."),
        build=build_with(BrokenOverlay),
    ),
    OverlaySpec(
        DENSITY,
        marked("Density"),
        marked("How often each pixel of the picture is read by all units together: where the layer looks."),
        (LegendRow(density_mark, marked("how often it is read")),),
        density_requests,
        build_with(DensityOverlay),
        shown_at_first=False,
    ),
    OverlaySpec(
        TREE,
        marked("Tree"),
        marked(
            "Where the picked unit reads the picture in the end, through all layers: a place is as large as its "
            "weight, and has the colour of the direction in which a plain convolution would have it. The lines lead "
            "from the unit over the points of each layer; those of the selected tap, or to the place under the "
            "cursor, are drawn in full."
        ),
        (LegendRow(tree_mark, marked("tree: places through all layers")),),
        tree_requests,
        build_with(TreeOverlay),
        shown_at_first=False,
    ),
    OverlaySpec(
        RECEPTIVE_FIELD,
        marked("Receptive field"),
        marked(
            "The effective receptive field of the picked unit: how strongly its output depends on each pixel, as the "
            "gradient has it while the offsets are held."
        ),
        (LegendRow(receptive_field_mark, marked("gradient of the unit's output")),),
        tree_requests,
        build_with(ReceptiveFieldOverlay),
        shown_at_first=False,
    ),
    OverlaySpec(
        READERS,
        marked("Readers"),
        marked(
            "Shift and a click on the input: which units of the output read that pixel. The lighter one is, the more "
            "of what it reads comes from there; the lightest colour is a whole tap, or more. For a single layer."
        ),
        (),
        reader_requests,
        build_readers,
    ),
    OverlaySpec(
        KERNEL_DENSITY,
        marked("Reach"),
        marked(
            "How far the layer reaches: a picture in the inspector of where the taps of all units read, relative to "
            "the middle of the kernel."
        ),
        (),
        kernel_density_requests,
        shown_at_first=False,
    ),
    PointPart(
        UNTRAINED,
        marked("Untrained"),
        marked(
            "Where the probe's points were before training, at step 0 of this run, with a line to where they are "
            "now. That is the rigid grid where the offsets start at zero, and elsewhere where they start at random."
        ),
        (LegendRow(legend_marks.untrained_mark, marked("before training")),),
        shown_at_first=False,
        draw=draw_untrained,
        level=0,
    ),
    PointPart(
        PUSHES,
        marked("Pushes"),
        marked(
            "Where the next training step would push each of the probe's points: down the gradient of the loss. The "
            "longest arrow is the strongest push of the unit; the picture says by how much the loss would fall for "
            "each pixel that this one point moves."
        ),
        (LegendRow(push_mark, marked("push of training")),),
        build=build_with(PushScale),
        shown_at_first=False,
        draw=draw_pushes,
        level=4,
    ),
    OverlaySpec(
        DEAD_ZONE,
        marked("Dead zone"),
        marked(
            "A point a pixel or more outside the picture reads only zeros, has no gradient, and never comes back."
        ),
        (LegendRow(dead_zone_mark, marked("dead zone: no gradient")),),
        build=build_with(DeadZoneOverlay),
        shown_at_first=False,
    ),
]

POINT_ROWS = (
    LegendRow(legend_marks.point_mark, marked("sampling point")),
    LegendRow(legend_marks.hollow_mark, marked("outside: reads 0")),
    LegendRow(legend_marks.placed_mark, marked("placed by hand")),
)
"""The rows of the legend about the points themselves, which are always drawn."""
