"""What can be drawn around the points of the deformable lab: one table for the Show list, the legend and the drawing.

Another part of a point is a drawing function and a :class:`PointPart` here. Another overlay that draws by itself is a
file of its own and an :class:`OverlaySpec` with ``build`` here.
"""

from __future__ import annotations

from vizapp.gui.deformable import field_overlay
from vizapp.gui.deformable.broken_overlay import BROKEN, BrokenOverlay, has_broken
from vizapp.gui.deformable.density_overlay import DENSITY, DensityOverlay, density_mark, density_requests, has_density
from vizapp.gui.deformable.field_overlay import FieldArrows, TintOverlay, build_with
from vizapp.gui.deformable.kernel_density_view import kernel_density_requests
from vizapp.gui.deformable.legend_rows import (
    MarkRow,
    by_marks,
    by_state,
    has_offsets,
    has_pushes,
    has_trail,
    is_known,
)
from vizapp.gui.deformable.pins_overlay import (
    PINS,
    PinsOverlay,
    has_pins,
    pin_mark,
    pin_requests,
    pinned_marks,
)
from vizapp.gui.deformable.placed_overlay import PLACED_POINTS, PlacedOverlay, has_held, held_mark
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
from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.deformable.teach_overlay import TAUGHT, TaughtOverlay, taught_requests
from vizapp.gui.deformable.tree_marks import has_tree, tree_requests
from vizapp.gui.deformable.tree_overlay import TREE, TreeOverlay, tree_mark
from vizapp.gui.lab_ui import LegendRow, OverlaySpec
from vizapp.gui.points import legend_marks
from vizapp.gui.points.areas import draw_areas, draw_shares
from vizapp.gui.points.point_painter import draw_broken
from vizapp.gui.points.point_parts import (
    PointPart,
    draw_arrows,
    draw_grid,
    draw_trails,
    draw_truth,
    draw_untrained,
)
from vizapp.session.state import State
from vizapp.wording.translation import marked

AREAS = "deformable.areas"
GRID, ARROWS, TRAILS, TRUTH = "deformable.grid", "deformable.arrows", "deformable.trails", field_overlay.TRUTH

OVERLAYS: list[OverlaySpec] = [
    PointPart(
        GRID,
        marked("Rigid grid"),
        marked("Hollow squares where a plain convolution would read."),
        (MarkRow(legend_marks.grid_mark, marked("rigid grid"), by_marks(is_known)),),
        draw=draw_grid,
        level=1,
    ),
    PointPart(
        ARROWS,
        marked("Arrows"),
        marked("From each rigid place to the point that is read instead."),
        (MarkRow(legend_marks.arrow_mark, marked("offset"), by_marks(has_offsets)),),
        draw=draw_arrows,
        level=3,
        beside_loupe=True,
    ),
    PointPart(
        TRAILS,
        marked("Trails"),
        marked("Where each point was during the last steps."),
        (MarkRow(legend_marks.trail_mark, marked("path of the last steps"), by_marks(has_trail)),),
        draw=draw_trails,
        level=0,
    ),
    PointPart(
        TRUTH,
        marked("Hidden truth"),
        marked("Rings at the secret places that the points must find."),
        (
            MarkRow(
                legend_marks.truth_mark, marked("hidden truth"), by_marks(lambda marks: marks.truth_yx is not None)
            ),
        ),
        draw=draw_truth,
        level=2,
    ),
    OverlaySpec(
        MASK_SIZES,
        marked("Modulation"),
        marked("With modulation, points as large as the factor that their values are multiplied by."),
        (
            MarkRow(
                legend_marks.mask_mark, marked("size = modulation"), by_marks(lambda marks: marks.sizes is not None)
            ),
        ),
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
        (MarkRow(pin_mark, marked("pinned unit"), by_state(has_pins)),),
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
        (
            MarkRow(
                field_overlay.wheel_mark, marked("offset field: direction, length"), by_state(field_overlay.has_field)
            ),
        ),
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
        (
            MarkRow(
                field_overlay.field_arrow_mark,
                marked("offset of a unit, ring: its truth"),
                by_state(field_overlay.has_field),
            ),
        ),
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
        (MarkRow(held_mark, marked("units of a held point"), by_state(has_held)),),
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
        marked(
            "How often each pixel of the picture is read by all units together: where the layer looks. The colours "
            "tell more from less than a plain convolution reads."
        ),
        (MarkRow(density_mark, marked("how often it is read"), by_state(has_density)),),
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
        (MarkRow(tree_mark, marked("tree: places through all layers"), by_state(has_tree)),),
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
        (MarkRow(receptive_field_mark, marked("gradient of the unit's output"), by_state(has_tree)),),
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
        (
            MarkRow(
                legend_marks.untrained_mark,
                marked("before training"),
                by_marks(lambda marks: marks.untrained_yx is not None),
            ),
        ),
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
        (MarkRow(push_mark, marked("push of training"), by_marks(has_pushes)),),
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


def _has_hollow(state: State, marks: SamplingMarks | None) -> bool:
    """Tell whether any point that is drawn, the probe's or a pinned unit's, lies outside the picture."""
    pinned = pinned_marks(state) if has_pins(state) else ()
    is_outside = marks is not None and marks.outside.any()
    return bool(is_outside) or any(pin.outside is not None and pin.outside.any() for pin in pinned)


def _has_placed(state: State, marks: SamplingMarks | None) -> bool:
    """Tell whether any point that is drawn was placed by hand."""
    return (marks is not None and bool(marks.placed.any())) or has_held(state)


def _has_broken(state: State, marks: SamplingMarks | None) -> bool:
    """Tell whether there is a cross, on a point of the probe or at a unit."""
    is_at_probe = marks is not None and marks.broken is not None and bool(marks.broken.any())
    return is_at_probe or (BROKEN in state.view.shown and has_broken(state))


POINT_ROWS = (
    MarkRow(legend_marks.point_mark, marked("sampling point"), by_marks(is_known)),
    MarkRow(legend_marks.hollow_mark, marked("outside: reads 0"), _has_hollow),
    MarkRow(legend_marks.placed_mark, marked("placed by hand"), _has_placed),
    MarkRow(draw_broken, marked("not finite: reads nothing"), _has_broken),
)
"""The rows of the legend about the points themselves."""
