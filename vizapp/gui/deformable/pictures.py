"""What the deformable lab's canvases show of a state: how large their maps are, which picture, and what to choose."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.output_picture import is_awaited, way_out, why_nothing
from vizapp.gui.deformable.field_overlay import key_lines
from vizapp.gui.deformable.requests import (
    LAB,
    OUTPUT,
    offered_pictures,
    right_picture,
    shown_run,
)
from vizapp.gui.runs import run_title
from vizapp.gui.widgets.numbers import plain, three_digits
from vizapp.protocol.offset_answers import Field
from vizapp.protocol.picture_answers import Picture
from vizapp.session.state import State
from vizapp.sources.loaded import LoadedSource


@dataclass(frozen=True, slots=True)
class MapSizes:
    """What the sizes of the two maps follow from.

    Attributes:
        shown, source: the picture on show, and the source.
        read, given: (H, W) of what is read and given, as the engine says; ``read`` is None before.
        geometry, layers: of each of how many stacked layers.
        whole: how units of the last layer lie over the input.
    """

    shown: LoadedSource | None
    source: LoadedSource | None
    read: tuple[int, int] | None
    given: tuple[int, int]
    geometry: ConvGeometry
    layers: int
    whole: ConvGeometry


@dataclass(frozen=True, slots=True)
class OutputShown:
    """What the right canvas shows; ``key`` says what its colours stand for, where they are lengths in pixels.

    ``way_out`` is what a button says where there is nothing to show. While ``is_awaited``, the picture before stays,
    greyed.
    """

    given: Field | Picture | None
    why_nothing: str
    key: tuple[str, ...]
    is_awaited: bool = False
    way_out: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class PictureChoices:
    """The pictures and the branches to choose from, by name and title, and which are chosen."""

    pictures: tuple[str, ...]
    picture: str
    runs: tuple[tuple[str, str], ...]
    run: str


def _runs(state: State) -> tuple[tuple[str, str], ...]:
    """Return the branches to choose from, where several train."""
    branches = state.experiment.spec_of(DeformableSpec).branches
    text = QCoreApplication.translate("DeformableScene", "Branch: {kind}")
    return tuple((each.kind, text.format(kind=run_title(each.kind))) for each in branches) if branches[1:] else ()


def map_sizes(state: State) -> MapSizes:
    """Return how large the two maps are, as far as it is known."""
    configured, spec = state.configured, state.experiment.spec_of(DeformableSpec)
    if configured is not None and configured.lab != LAB:
        configured = None
    return MapSizes(
        shown=state.shown_source,
        source=state.source,
        read=None if configured is None else configured.input_shape[1:],
        given=(0, 0) if configured is None else configured.output_shape[1:],
        geometry=spec.geometry,
        layers=spec.operator.layers,
        whole=spec.shown_geometry,
    )


def output_shown(state: State) -> OutputShown:
    """Return what the right canvas shows, or why it shows nothing."""
    field, picture = state.answer(OUTPUT, Field), state.answer(OUTPUT, Picture)
    if field is not None:
        return OutputShown(field, "", key_lines(field, state))
    key: tuple[str, ...] = ()
    shown = right_picture(state)
    if picture is not None and shown == "off_truth":
        text = QCoreApplication.translate("DeformableScene", "0 to {length} px")
        key = (text.format(length=plain(picture.high, 2)),)
    elif picture is not None and shown in ("error", "plain_difference"):
        text = QCoreApplication.translate("DeformableScene", "0 to {difference}")
        key = (text.format(difference=three_digits(picture.high)),)
    if picture is not None:
        return OutputShown(picture, "", key, is_awaited(state))
    return OutputShown(None, why_nothing(state), key, is_awaited(state), way_out(state))


def picture_choices(state: State) -> PictureChoices:
    """Return the pictures and branches that the right canvas offers."""
    run = shown_run(state) or state.experiment.spec_of(DeformableSpec).offset_branch.kind
    return PictureChoices(offered_pictures(state), right_picture(state), _runs(state), run)
