"""What can be drawn over the sub-pixel lab's pictures. Another overlay is a file of its own and an entry here."""

from __future__ import annotations

from vizapp.gui.lab_ui import OverlaySpec
from vizapp.gui.subpixel import explode_overlay
from vizapp.gui.subpixel.displaced_overlay import DISPLACED, DISPLACED_ROW, DisplacedOverlay
from vizapp.gui.subpixel.magnifier_overlay import MAGNIFIER, MagnifierOverlay
from vizapp.gui.subpixel.pictures import SPECTRUM, WIPE, makes_a_map, super_resolves
from vizapp.gui.subpixel.points_overlay import PointsOverlay
from vizapp.gui.subpixel.points_requests import POINTS, points_run
from vizapp.gui.subpixel.requests import shuffles, tiles_request
from vizapp.gui.subpixel.wipe_overlay import WipeOverlay, wipe_requests
from vizapp.wording.translation import marked

LATTICE = "subpixel.lattice"
EXPLODE = "subpixel.explode"

OVERLAYS = [
    OverlaySpec(
        LATTICE,
        marked("Phase lattice"),
        marked("Each sub-pixel in its tile's colour, and lines between the pixels that they came from."),
        # Regular, and coloured by phase, it looks like the pattern that one may be looking for.
        shown_at_first=False,
        applies=makes_a_map,
    ),
    OverlaySpec(
        EXPLODE,
        marked("Explode"),
        marked("Carry every sub-pixel from its channel's tile to its place in the enlarged map, and back."),
        requests=tiles_request,
        build=explode_overlay.build,
        shown_at_first=False,
        applies=makes_a_map,
    ),
    OverlaySpec(
        DISPLACED,
        marked("Displaced"),
        marked(
            "Tints the values of the output that come from another channel than they belong to: read in another "
            "order than they are stored in, or with phases exchanged."
        ),
        (DISPLACED_ROW,),
        build=DisplacedOverlay,
        applies=shuffles,
    ),
    OverlaySpec(
        POINTS,
        marked("Sampling points"),
        marked(
            "Where DySample, or the deformable convolution before the shuffle, reads for the picked pixel: coloured "
            "points on the low-resolution input, and squares where they would be without offsets. A click on a point "
            "selects it; a square of one pixel around it then shows the shares of the four pixels."
        ),
        build=PointsOverlay,
        applies=lambda state: bool(points_run(state)),
    ),
    OverlaySpec(
        MAGNIFIER,
        marked("Magnifier"),
        marked("The same spot enlarged on every picture: under the cursor, or where Shift+M has parked it."),
        build=MagnifierOverlay,
        shown_at_first=False,
    ),
    OverlaySpec(
        WIPE,
        marked("Wipe"),
        marked("Two pictures on the right canvas, with a line between them that can be dragged."),
        requests=wipe_requests,
        build=WipeOverlay,
        shown_at_first=False,
        applies=super_resolves,
    ),
    OverlaySpec(
        SPECTRUM,
        marked("Spectrum"),
        marked(
            "Instead of the picture on the right, the strength of every frequency in it, 0 in the middle. Rings are "
            "where what repeats with the upsampling stands. A Hann window keeps the picture's borders out of it. By "
            "how many grey levels of 255 its phases differ is of this picture: a photograph's content makes a little "
            "of it, and Checkerboard under Progress, on even greys, has none of that. Of several upsamplers it "
            "stands beside the name of each."
        ),
        shown_at_first=False,
        applies=makes_a_map,
    ),
]
