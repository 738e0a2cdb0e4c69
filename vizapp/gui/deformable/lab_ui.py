"""The deformable lab in the window: its tables, and what builds its parts."""

from __future__ import annotations

from collections.abc import Callable

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenTapsSpec, RectifySpec, Warp
from vizapp.document.lab_spec import TaskSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.deformable.figures import offset_figures
from vizapp.gui.deformable.operator_section import DeformableOperatorSection
from vizapp.gui.deformable.overlays import OVERLAYS
from vizapp.gui.deformable.placed_points_section import PlacedPointsSection
from vizapp.gui.deformable.requests import follow_selection, scene_requests, unit_grid
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.deformable.unit_page import UnitPage
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import ChoiceUi, LabAction, LabUi, ParameterUi, TaskUi
from vizapp.gui.settings import Settings
from vizapp.wording.translation import marked


def _scene(pair: CanvasPair, session: Gestures, settings: Settings, ui: LabUi) -> LabScene:
    return DeformableScene(pair, session, settings, ui.overlays)


def _when(warp: Warp) -> Callable[[TaskSpec], bool]:
    return lambda task: isinstance(task, RectifySpec) and task.warp == warp


RECTIFY = TaskUi(
    RectifySpec,
    marked("rectify"),
    marked(
        "The layer reads a warped picture and must give the original: one tap looks for each pixel, from a network "
        "that knows nothing but where the unit is."
    ),
    (
        ParameterUi(
            "rotation",
            "warpRotation",
            marked("Angle"),
            marked("By how many degrees the picture is turned, clockwise."),
            low=-45.0,
            high=45.0,
            step=5.0,
            decimals=1,
            suffix=marked("°"),
            undo_label=marked("Change the angle"),
            applies=_when("rotation"),
        ),
        ParameterUi(
            "swirl",
            "warpSwirl",
            marked("Angle"),
            marked("By how many degrees the middle is turned, clockwise; farther out it is less."),
            low=-90.0,
            high=90.0,
            step=5.0,
            decimals=1,
            suffix=marked("°"),
            undo_label=marked("Change the angle"),
            applies=_when("swirl"),
        ),
        ParameterUi(
            "barrel",
            "warpBarrel",
            marked("Strength"),
            marked(
                "k of r·(1 + k·r²): how strongly straight lines bend outwards; r is 1 at the end of the longer side."
            ),
            low=0.0,
            high=0.5,
            step=0.05,
            undo_label=marked("Change the strength"),
            applies=_when("barrel"),
        ),
    ),
    (
        ChoiceUi(
            "warp",
            "warp",
            marked("Warp"),
            marked("How the picture is warped before the layer reads it."),
            (
                ("rotation", marked("rotation"), marked("The picture is turned about its middle.")),
                ("swirl", marked("swirl"), marked("The middle is turned, and the rest less and less.")),
                ("barrel", marked("barrel"), marked("Straight lines bend outwards, as through a wide lens.")),
            ),
            marked("Change the warp"),
        ),
    ),
)

TASKS = [
    TaskUi(
        HiddenTapsSpec,
        marked("hidden taps"),
        marked(
            "The target is the picture seen through a kernel with secretly moved taps; the points must find them."
        ),
        (
            ParameterUi(
                "max_shift",
                "secretShift",
                marked("Secret shift"),
                marked("How far a tap may have been moved, up or down and left or right, in input pixels."),
                low=0.0,
                high=8.0,
                step=0.25,
                prefix="± ",
                suffix=marked(" px"),
                undo_label=marked("Change secret shift"),
            ),
        ),
    ),
    RECTIFY,
]

DEFORMABLE = LabUi(
    spec=DeformableSpec,
    title=marked("Deformable"),
    tooltip=marked("See deformable convolution learn where to read"),
    build_scene=_scene,
    build_operator=DeformableOperatorSection,
    build_page=lambda session, scene, parent: UnitPage(session, parent),
    figures=offset_figures,
    build_footer=PlacedPointsSection,
    tasks=TASKS,
    overlays=OVERLAYS,
    scene_requests=scene_requests,
    grid=unit_grid,
    follow=follow_selection,
    actions={
        "clearPointsAction": LabAction(
            lambda session: session.clear_points(),
            lambda state: bool(state.experiment.spec_of(DeformableSpec).placed_points),
        ),
    },
)
