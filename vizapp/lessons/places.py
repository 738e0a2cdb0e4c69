"""The names that the file of a lesson may use for what a step points at and what is on show.

A test holds them against the window, which this side of the program does not import.
"""

from __future__ import annotations

CANVAS_PLACES: dict[str, tuple[int, str]] = {
    "probe": (0, "the square around the picked unit, on the output"),
    "points": (0, "the sampling points of the picked unit, on the input"),
    "tap": (1, "the sampling point of tap k: tap:4"),
    "ring": (1, "the place where tap k should be: ring:4"),
    "loupe": (0, "the magnifier with the sampling points, on the input"),
    "input": (0, "the left canvas"),
    "output": (0, "the right canvas"),
    "chip": (2, "the chip of the sub-pixel (i, j): chip:0,1"),
    "chips": (0, "the chips of the picked pixel"),
    "tile": (1, "the tile of phase p = i·r + j of the first group: tile:3"),
}
"""By name: how many numbers follow it, and what it is."""

ACTIONS = frozenset(
    f"{name}Action"
    for name in (
        "step",
        "run",
        "reset",
        "undo",
        "redo",
        "open",
        "fit",
        "zoomProbe",
        "rigid",
        "target",
        "wipe",
        "magnifier",
        "explode",
        "spectrum",
        "kernels",
        "teach",
        "clearPoints",
        "resetPhases",
        "swapRandomly",
        "puzzle",
        "pinProbe",
    )
)
"""The actions that a step may point at or wait for."""

PLOTS = {
    "lossPlot": "the curve of the loss",
    "distancePlot": "the curve of the mean distance to the hidden points",
    "psnrPlot": "the curve of the PSNR",
    "checkerboardPlot": "the curve of the checkerboard",
}
"""The curves, by the metric that is drawn; what the experiment does not measure has none."""

OBJECTS: dict[str, str] = {
    **PLOTS,
    "labSwitch": "the switch between the labs",
    "samplesButton": "the menu Examples",
    "inspectorPanel": "the inspector",
    "tapTable": "the table of the taps",
    "tapDetail": "the card of the selected tap",
    "neighbourPicture": "the four pixels around the selected tap",
    "sumCard": "the sum of the unit",
    "offsetMap": "the offset map as numbers",
    "deformableTask": "the list of the deformable lab's tasks",
    "subpixelTask": "the list of the sub-pixel lab's tasks",
    "branchKind": "what gives the offsets",
    "scope": "for which units a dragged point is placed",
    "tryUnseen": "the switch that shows the unseen picture",
    "teach": "the button that teaches the branch the placed points",
    "progressPanel": "the curves",
    "tensorShapes": "the shapes of the maps",
    "indexFormula": "the formula of the shuffle",
    "filledFormula": "the formula of the shuffle with its numbers",
    "phaseTable": "the table of the picked pixel's sub-pixels",
    "phaseOrder": "the order of the phases",
    "puzzle": "the button that swaps phases without saying which",
    "readAs": "the order in which the channels are read",
    "explodeBar": "the slider between channels and map",
    "overlapKernel": "the kernel's side in the overlap count",
    "overlapStride": "the stride in the overlap count",
    "overlapVerdict": "what the overlap count has found",
    "outputCanvasChoice": "the list of pictures above the right canvas",
    "outputRun": "the list of what is compared, above the right canvas",
    "padding": "the padding of the deformable layer",
    "outputChannel": "the output channel on show",
    "evenKernels": "whether kernels begin with one weight at all places",
}
"""The widgets that a step may point at, by their object names."""

OVERLAYS = frozenset(
    f"deformable.{name}"
    for name in (
        "grid",
        "arrows",
        "trails",
        "truth",
        "areas",
        "handles",
        "pins",
        "field",
        "fieldArrows",
        "density",
        "tree",
        "receptiveField",
        "readers",
        "kernelDensity",
        "untrained",
        "pushes",
        "deadZone",
    )
) | frozenset(
    f"subpixel.{name}"
    for name in ("lattice", "explode", "displaced", "points", "magnifier", "wipe", "spectrum", "kernels")
)
"""The overlays and windows that can be shown or hidden."""
