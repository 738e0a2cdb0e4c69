"""The deformable lab in the window: its tables, and what builds its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import (
    HandSetSpec,
    HiddenRuleSpec,
    HiddenTapsSpec,
    RectifySpec,
    ScaledShapesSpec,
    Warp,
)
from vizapp.document.lab_spec import TaskSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.deformable.branch_section import BranchSection
from vizapp.gui.deformable.brought_section import BroughtSection
from vizapp.gui.deformable.captions import deformable_captions
from vizapp.gui.deformable.constellation import KEY_FACTOR, KEY_TURN, can_be_turned, scale_probe, turn_probe
from vizapp.gui.deformable.examples import EXAMPLES
from vizapp.gui.deformable.offset_numbers import offset_measures, offset_numbers
from vizapp.gui.deformable.operator_section import DeformableOperatorSection
from vizapp.gui.deformable.overlays import OVERLAYS
from vizapp.gui.deformable.pins_overlay import pin_probe
from vizapp.gui.deformable.placed_points_section import PlacedPointsSection
from vizapp.gui.deformable.point_menu import place_menu
from vizapp.gui.deformable.readers_overlay import ask_or_clear, asked_pixel, can_ask
from vizapp.gui.deformable.requests import LAB, follow_selection, scene_requests, unit_grid
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.deformable.shapes_numbers import shapes_numbers
from vizapp.gui.deformable.teaching_words import why_no_teaching
from vizapp.gui.deformable.unit_page import UnitPage
from vizapp.gui.deformable.unit_tables import unit_tables
from vizapp.gui.deformable.unit_text import unit_text
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_numbers import LabNumbers, Reached
from vizapp.gui.lab_ui import ChoiceUi, LabAction, LabUi, ParameterUi, TaskUi
from vizapp.gui.runs import OFFSETS_RUN
from vizapp.gui.settings import Settings
from vizapp.session.pins import pinned_units
from vizapp.session.state import State
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

SCALED_SHAPES = TaskUi(
    ScaledShapesSpec,
    marked("scaled shapes"),
    marked(
        "A small classifier learns shapes of one size, and is frozen; then only the offsets of three convolutions "
        "learn shapes of other sizes, beside a control with as many parameters."
    ),
    (
        ParameterUi(
            "shape",
            "shownShape",
            marked("Shape"),
            marked("Which of the eight shapes is shown; the training does not change."),
            low=0,
            high=7,
            step=1,
            decimals=0,
            undo_label=marked("Show another shape"),
        ),
        ParameterUi(
            "scale",
            "shownScale",
            marked("Scale"),
            marked("How large the shape on show is; 1 is the size that the classifier has learned."),
            low=0.4,
            high=1.8,
            step=0.1,
            prefix="× ",
            undo_label=marked("Change the scale of the shape"),
        ),
    ),
    (
        ChoiceUi(
            "layer",
            "shownLayer",
            marked("Convolution"),
            marked("Whose sampling points are shown; the training does not change."),
            (
                (2, marked("conv 2"), marked("Reads places that lie 1 px apart in the picture.")),
                (3, marked("conv 3"), marked("Reads places that lie 2 px apart in the picture.")),
                (4, marked("conv 4"), marked("Reads places that lie 4 px apart in the picture.")),
            ),
            marked("Show another convolution"),
        ),
    ),
    numbers=shapes_numbers,
)


def _numbers(state: State, reached: Mapping[str, Reached]) -> LabNumbers:
    task = state.experiment.spec_of(DeformableSpec).task
    own = next((ui.numbers for ui in TASKS if isinstance(task, ui.spec)), None)
    return (own or offset_numbers)(state, reached)


def _main_run(state: State) -> str:
    spec = state.experiment.spec_of(DeformableSpec)
    return OFFSETS_RUN if spec.task.own_branch else spec.offset_branch.kind


def _turn(degrees: float) -> Callable[[Gestures], None]:
    def turn(session: Gestures) -> None:
        turn_probe(session, degrees)

    return turn


def _scale(factor: float) -> Callable[[Gestures], None]:
    def scale(session: Gestures) -> None:
        scale_probe(session, factor)

    return scale


TASKS = [
    TaskUi(
        HiddenRuleSpec,
        marked("hidden rule"),
        marked(
            "The target is the picture seen through a kernel whose taps a secret rule moves by what the picture "
            "shows there, differently at every place; the offset branch must find the rule."
        ),
        (
            ParameterUi(
                "strength",
                "ruleStrength",
                marked("Strength"),
                marked("How far the rule moves the taps: the standard deviation of an offset, in input pixels."),
                low=0.0,
                high=4.0,
                step=0.25,
                suffix=marked(" px"),
                undo_label=marked("Change the rule's strength"),
            ),
            ParameterUi(
                "smoothing",
                "ruleSmoothing",
                marked("Smoothing"),
                marked("How smooth the picture is that the rule reads: of a Gaussian, in input pixels."),
                low=0.0,
                high=16.0,
                step=0.5,
                suffix=marked(" px"),
                undo_label=marked("Change the rule's smoothing"),
            ),
            ParameterUi(
                "bound",
                "ruleBound",
                marked("Bound"),
                marked("No part of an offset of the rule is longer than this, in input pixels."),
                low=0.5,
                high=8.0,
                step=0.5,
                suffix=marked(" px"),
                undo_label=marked("Change the rule's bound"),
            ),
        ),
    ),
    TaskUi(
        HiddenTapsSpec,
        marked("hidden taps"),
        marked(
            "The warm-up: the target is the picture seen through a kernel with secretly moved taps, moved alike at "
            "every place; the points must find them."
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
    SCALED_SHAPES,
    TaskUi(
        HandSetSpec,
        marked("set by hand"),
        marked("Nothing is learned: drag the points or type their offsets, and see what the convolution gives."),
    ),
    TaskUi(
        BroughtSpec,
        marked("brought"),
        marked("Nothing is learned: the layer reads at offsets from a file. Drop one on the window, or open it."),
    ),
]

DEFORMABLE = LabUi(
    spec=DeformableSpec,
    title=marked("Deformable"),
    tooltip=marked("See deformable convolution learn where to read"),
    build_scene=_scene,
    build_operator=DeformableOperatorSection,
    build_page=lambda session, scene, parent: UnitPage(session, parent),
    numbers=_numbers,
    build_further=(BroughtSection, BranchSection),
    build_footer=PlacedPointsSection,
    tasks=TASKS,
    overlays=OVERLAYS,
    examples=EXAMPLES,
    scene_requests=scene_requests,
    grid=unit_grid,
    follow=follow_selection,
    main_run=_main_run,
    exports_offsets=True,
    tables=unit_tables,
    unit_text=unit_text,
    watched=offset_measures,
    captions=deformable_captions,
    menu=lambda session, side, y, x, click: place_menu(session, side, y, x),
    actions={
        "tryUnseenAction": LabAction(
            lambda session: session.show_unseen(not session.state.shows_unseen),
            lambda state: state.can_show_unseen,
            lambda state: state.shows_unseen,
        ),
        "clearPointsAction": LabAction(
            lambda session: session.clear_points(),
            lambda state: bool(state.experiment.spec_of(DeformableSpec).placed_points),
        ),
        "turnBackAction": LabAction(_turn(-KEY_TURN), can_be_turned),
        "turnAction": LabAction(_turn(KEY_TURN), can_be_turned),
        "narrowAction": LabAction(_scale(1 / KEY_FACTOR), can_be_turned),
        "widenAction": LabAction(_scale(KEY_FACTOR), can_be_turned),
        "teachAction": LabAction(
            lambda session: session.teach(),
            why_not=lambda state: "" if state.teaching.wanted else why_no_teaching(state),
        ),
        "whoReadsAction": LabAction(
            ask_or_clear,
            lambda state: state.pick is not None and can_ask(state),
            lambda state: asked_pixel(state) is not None,
        ),
        "rigidAction": LabAction(
            lambda session: session.show_rigid(not session.state.view.rigid),
            lambda state: state.configured is not None or state.view.rigid,
            lambda state: state.view.rigid,
        ),
        "pinProbeAction": LabAction(pin_probe, lambda state: state.pick is not None and state.configured is not None),
        "clearPinsAction": LabAction(
            lambda session: session.clear_pins(), lambda state: bool(pinned_units(state.view.pins, LAB))
        ),
    },
)
