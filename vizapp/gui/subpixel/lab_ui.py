"""The sub-pixel lab in the window: its tables, and what builds its parts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from vizapp.document import edits
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, ShuffleSpec, SuperResolveSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import ChoiceUi, LabAction, LabPage, LabUi, TaskUi
from vizapp.gui.settings import Settings
from vizapp.gui.subpixel import puzzle
from vizapp.gui.subpixel.captions import subpixel_captions
from vizapp.gui.subpixel.examples import EXAMPLES
from vizapp.gui.subpixel.gain_numbers import gain_numbers
from vizapp.gui.subpixel.hands_section import HandsSection
from vizapp.gui.subpixel.index_formula import is_rearranged
from vizapp.gui.subpixel.operator_section import SubpixelOperatorSection
from vizapp.gui.subpixel.overlays import EXPLODE, OVERLAYS
from vizapp.gui.subpixel.pages import SubpixelPages
from vizapp.gui.subpixel.pictures import SPECTRUM, makes_a_map, shown_run
from vizapp.gui.subpixel.pixel_text import pixel_text
from vizapp.gui.subpixel.place_menu import pick_menu
from vizapp.gui.subpixel.requests import KERNELS, pixel_grid, scene_requests
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.subpixel.subpixel_tables import subpixel_tables
from vizapp.gui.subpixel.upsampler_section import UpsamplerSection
from vizapp.gui.subpixel.view_actions import VIEW_ACTIONS
from vizapp.session.state import State
from vizapp.wording import labels
from vizapp.wording.translation import marked


def _scene(pair: CanvasPair, session: Gestures, settings: Settings, ui: LabUi) -> LabScene:
    del settings
    return SubpixelScene(pair, session, ui.overlays)


def _page(session: Gestures, scene: LabScene | None, parent: QWidget) -> LabPage:
    pages = SubpixelPages(session, parent)
    if isinstance(scene, SubpixelScene):
        scene.hovered.connect(pages.subpixel.set_hovered)
        scene.hovered.connect(pages.points.set_hovered)
        scene.type_wanted.connect(pages.subpixel.type_value)
        scene.overlap.hovered.connect(pages.overlap.set_hovered)
    return pages


def _spec(state: State) -> SubpixelSpec:
    return state.experiment.spec_of(SubpixelSpec)


def _reset_phases(session: Gestures) -> None:
    session.update(edits.reset_phases(session.state.experiment), labels.RESET_PHASES)


def _clear_values(session: Gestures) -> None:
    session.update(edits.clear_changed_values(session.state.experiment), labels.CLEAR_VALUES)


def _explode(session: Gestures) -> None:
    session.show_overlay(EXPLODE, EXPLODE not in session.state.view.shown)


def _main_run(state: State) -> str:
    """Return the name of the main upsampler, in whose colour its curves are drawn; "" where nothing is trained."""
    task = state.experiment.spec_of(SubpixelSpec).task
    return task.upsampler.name if isinstance(task, SuperResolveSpec) else ""


def _toggle(key: str) -> Callable[[Gestures], None]:
    """Return what shows something that is hidden, and the reverse."""
    return lambda session: session.show_overlay(key, key not in session.state.view.shown)


def _why_no_kernels(state: State) -> str:
    if state.experiment.spec_of(SubpixelSpec).trains:
        return ""
    return QCoreApplication.translate("Actions", "Nothing is trained in this task")


TASKS = [
    TaskUi(
        ShuffleSpec,
        marked("Shuffle"),
        marked("Rearrange the channels of a feature map; nothing is learned."),
        choices=(
            ChoiceUi(
                "direction",
                "shuffleDirection",
                marked("Direction"),
                marked("From channels to the sub-pixels of an enlarged map, or back."),
                (
                    (
                        "shuffle",
                        marked("To pixels"),
                        marked("Pixel shuffle: (C·r², H, W) to (C, H·r, W·r)."),
                    ),
                    (
                        "unshuffle",
                        marked("To channels"),
                        marked("Pixel unshuffle, the inverse: (C, H·r, W·r) to (C·r², H, W)."),
                    ),
                ),
                labels.CHANGE_DIRECTION,
            ),
        ),
    ),
    TaskUi(
        SuperResolveSpec,
        marked("Super-resolve"),
        marked("Learn to restore the picture from its own reduced copy."),
    ),
    TaskUi(
        OverlapSpec,
        marked("Overlap count"),
        marked("Count how often a transposed convolution writes to each output; nothing is learned."),
    ),
]

SUBPIXEL = LabUi(
    spec=SubpixelSpec,
    title=marked("Sub-pixel"),
    tooltip=marked("See sub-pixel convolution put channels into place"),
    build_scene=_scene,
    build_operator=SubpixelOperatorSection,
    build_page=_page,
    numbers=gain_numbers,
    tasks=TASKS,
    overlays=OVERLAYS,
    build_further=(UpsamplerSection, HandsSection),
    examples=EXAMPLES,
    scene_requests=scene_requests,
    grid=pixel_grid,
    main_run=_main_run,
    run_on_show=lambda state: shown_run(state) or "",
    actions={
        "spectrumAction": LabAction(
            _toggle(SPECTRUM),
            makes_a_map,
            checked=lambda state: SPECTRUM in state.view.shown,
        ),
        "kernelsAction": LabAction(
            _toggle(KERNELS), checked=lambda state: KERNELS in state.view.shown, why_not=_why_no_kernels
        ),
        "resetPhasesAction": LabAction(
            _reset_phases, lambda state: is_rearranged(_spec(state).phases) and not _spec(state).puzzle_is_open
        ),
        **VIEW_ACTIONS,
        "explodeAction": LabAction(
            _explode, checked=lambda state: EXPLODE in state.view.shown, why_not=puzzle.why_no_look
        ),
        "swapRandomlyAction": LabAction(puzzle.swap_at_random, why_not=puzzle.why_no_swap),
        "puzzleAction": LabAction(
            puzzle.begin_or_give_up,
            checked=lambda state: _spec(state).puzzle_is_open,
            why_not=puzzle.why_no_puzzle,
        ),
        "clearValuesAction": LabAction(_clear_values, lambda state: bool(_spec(state).changed_values)),
    },
    # What one picture of this lab shows may lie at other places of the other one.
    links_canvases=False,
    unit_text=pixel_text,
    enlarges=lambda state: isinstance(state.experiment.spec_of(SubpixelSpec).task, SuperResolveSpec),
    tables=subpixel_tables,
    captions=subpixel_captions,
    menu=lambda session, side, y, x, click: pick_menu(session.state, click),
    windows=frozenset({KERNELS}),
)
