"""The deformable lab on the two canvases: the input with the probe's points, the output with the probe."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from vizapp.document.deformable import DeformableSpec
from vizapp.document.values import Position
from vizapp.gui.canvas.badges import SEPARATOR, ChoiceBadge
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.canvas.edge_arrows import EdgeArrows, Target
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.canvas.pixel_grid import numbers_from
from vizapp.gui.canvas.source_picture import InputShown, SourcePicture, input_shown
from vizapp.gui.colours import WHITE, tap_colour
from vizapp.gui.deformable.field_colours import field_picture
from vizapp.gui.deformable.field_key import FieldKey
from vizapp.gui.deformable.legend_place import LegendPlace
from vizapp.gui.deformable.legend_rows import Rows, listed_rows, rows_at_first
from vizapp.gui.deformable.loupe_overlay import LoupeOverlay
from vizapp.gui.deformable.overlays import POINT_ROWS
from vizapp.gui.deformable.pictures import (
    MapSizes,
    OutputShown,
    PictureChoices,
    map_sizes,
    output_shown,
    picture_choices,
)
from vizapp.gui.deformable.placing import holding_words
from vizapp.gui.deformable.probe_overlay import ProbeOverlay
from vizapp.gui.deformable.requests import LAB, MASK_SIZES
from vizapp.gui.deformable.sampling_legend import SamplingLegend
from vizapp.gui.deformable.sampling_marks import SamplingMarks, marks_basis, sampling_marks
from vizapp.gui.deformable.sampling_overlay import SamplingOverlay
from vizapp.gui.deformable.unseen_marks import UnseenMarks
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import OverlaySpec
from vizapp.gui.points.sampling_painter import SamplingPainter
from vizapp.gui.settings import Settings
from vizapp.gui.shown import Fields, Shown, fields
from vizapp.protocol.offset_answers import Field
from vizapp.session.pins import pinned_units
from vizapp.session.state import State
from vizapp.session.view import Scope, View
from vizapp.sources.loaded import LoadedSource

_PROBE_MARGIN = 2.2
_LARGEST_PROBE_SCALE = numbers_from(1) - 2

_PROBE = ("picks", "view", "experiment", "configured", "refusal")
"""All of a state that the marks of units follow from."""


class DeformableScene(LabScene):
    """The input with the picked unit's points, the output with the probe."""

    def __init__(
        self, pair: CanvasPair, session: Gestures, settings: Settings, overlays: Sequence[OverlaySpec]
    ) -> None:
        """``overlays`` is the lab's table: what is drawn around the points, and the rows of the legend."""
        super().__init__(pair, session, overlays)
        self._table = tuple(overlays)
        self._fitted_for: object = None
        self._picture_titles = {
            "output": self.tr("Output"),
            "target": self.tr("Target"),
            "error": self.tr("Error"),
            "field": self.tr("Field"),
            "true_field": self.tr("True field"),
            "off_truth": self.tr("Off the truth"),
            "plain_difference": self.tr("Off the plain conv."),
            "untrained": self.tr("Untrained"),
        }
        self._read: tuple[LoadedSource, int, int] | None = None
        self._source = SourcePicture(pair.input)
        self.unseen = UnseenMarks(pair, session)
        self.run = ChoiceBadge("outputRun", self.tr("Branch shown"), pair.output)
        pair.output.corners.keep(self.run, Qt.Corner.TopLeftCorner)
        self.run.chosen.connect(self._choose_run)
        painter = SamplingPainter(overlays, MASK_SIZES)
        self.sampling = SamplingOverlay(pair.input, session, painter)
        self.probe = ProbeOverlay(pair.output, session)
        self.legend = SamplingLegend(pair.input, settings, rows_at_first(overlays, POINT_ROWS))
        self._legend_place = LegendPlace(pair, self.legend, self._points_on_screen)
        self.picture_key = FieldKey("pictureKey", pair.output)
        pair.output.corners.keep(self.picture_key, Qt.Corner.BottomLeftCorner)
        self.loupe = LoupeOverlay(pair.input, session, painter, pair.loupe_choice)
        for overlay in (self.sampling, self.loupe):
            overlay.holding.connect(self._say_scope)
            overlay.turning.connect(self._say_turning)
        self.loupe.shown.connect(self.sampling.set_brief)
        self.loupe.zoom_wanted.connect(self.zoom_to_pick)
        pair.input.projection_changed.connect(self._follow_zoom)
        self.lost_points, self.lost_probe = EdgeArrows(pair.input), EdgeArrows(pair.output)
        self._looked_at: tuple[Position | None] | None = None
        self._is_for_looking = False
        self._show_parts(False)
        self.parts = (
            Shown(map_sizes, self._take_sizes),
            Shown(input_shown, self._show_input),
            Shown(output_shown, self._show_output),
            Shown(picture_choices, self._show_choices),
            self.unseen.part,
            Shown(marks_basis, self._show_points),
            Shown(self._resolve_legend, self._show_legend),
            Shown(fields(*_PROBE), self._show_probe),
            Shown(lambda state: state.snapshot is not None, self._legend_place.settle),
        )

    def activated(self, active: bool) -> None:
        self._fitted_for = self._looked_at = None
        # The old marks are out of date, and the loupe would be placed anew with every part that is shown.
        self.loupe.show_marks(None, View())
        if active:
            self._say_scope("")  # the other lab may have left a note there
        self._show_parts(active)

    def only_look(self) -> None:
        self._is_for_looking = True
        self.unseen.leave_button_out()

    def toggle_loupe(self) -> None:
        self.loupe.toggle()

    def zoom_to_pick(self) -> None:
        """Show the probe's points as large as is comfortable."""
        marks = self.sampling.marks
        if marks is None:
            return
        places = [marks.rigid_yx, marks.point_yx]
        if marks.truth_yx is not None:
            places.append(marks.truth_yx)
        every = np.concatenate(places)
        low, high = every.min(axis=0), every.max(axis=0)
        side = float((high - low).max()) * _PROBE_MARGIN
        # Beyond this scale the pixels' numbers would stand between the marks; they are one turn of the wheel away.
        now = self._pair.input.projection
        side = max(side, min(now.width, now.height) / _LARGEST_PROBE_SCALE)
        centre = canvas_point(*((low + high) / 2).tolist())
        self._pair.input.zoom_to(QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side))

    # Sizes ----------------------------------------------------------------------------------------------------

    def _take_sizes(self, sizes: MapSizes) -> None:
        """Give both canvases the size of their maps, or what is known of it while the engine has not said it."""
        shown = sizes.shown
        if sizes.read is not None:
            self._read = None if shown is None else (shown, *sizes.read)
            self._pair.input.set_size_in_pixels(*sizes.read)
            self._pair.output.set_size_in_pixels(*sizes.given)
        elif shown is not None:
            # The engine reads a copy: its size holds for the same source, also after the engine has died.
            height, width = shown.height, shown.width
            if self._read is not None and self._read[0] is shown:
                _, height, width = self._read
            self._pair.input.set_size_in_pixels(height, width)
            with suppress(ValueError):  # where a kernel does not fit
                *_, size = sizes.geometry.stacked_sizes(height, width, sizes.layers)
                self._pair.output.set_size_in_pixels(*size)
        self._pair.set_geometry(sizes.whole.stride[0], sizes.whole.centre_shift)
        # The other picture keeps what is in view, as a share of it; only another source is shown whole.
        if sizes.source is not None and self._fitted_for is not sizes.source:
            self._fitted_for = sizes.source
            self.fit()

    def _choose_run(self, run: str) -> None:
        if self._active:
            main = self._session.state.experiment.spec_of(DeformableSpec).offset_branch.kind
            self._session.show_run(None if run == main else run)

    # Pictures -------------------------------------------------------------------------------------------------

    def _show_input(self, shown: InputShown) -> None:
        self._source.show_input(shown)
        self.loupe.show_picture(None if shown.working is None else shown.working.picture)

    def _show_output(self, output: OutputShown) -> None:
        """Show the picture on the right, and what its colours stand for where they are lengths in pixels."""
        if output.is_awaited and self._pair.output.keep_picture():
            self._pair.output.set_hint("")
            self.picture_key.show_lines("ramp")
            return
        picture = field_picture(output.given) if isinstance(output.given, Field) else output.given
        self._pair.output.show_picture(picture)
        self._pair.output.set_hint(output.why_nothing, output.way_out)
        self.picture_key.show_lines("wheel" if isinstance(output.given, Field) else "ramp", *output.key)

    def _show_choices(self, choices: PictureChoices) -> None:
        self._pair.input.choice.set_entries((), "")
        titles = self._picture_titles
        self._pair.output.choice.set_entries(
            tuple((name, titles[name]) for name in choices.pictures), choices.picture
        )
        self.run.set_entries(choices.runs, choices.run)

    def _resolve_legend(self, state: State) -> tuple[Scope, tuple[Rows, Rows] | None]:
        """Return what the legend shows; its rows are None while it is not known what is on the canvas."""
        return state.view.scope, listed_rows(state, self.sampling.marks, self._table, POINT_ROWS)

    def _show_legend(self, legend: tuple[Scope, tuple[Rows, Rows] | None]) -> None:
        scope, rows = legend
        self.legend.show_scope(scope)
        if rows is not None:
            self.legend.show_rows(rows)

    def _follow_zoom(self) -> None:
        if self._active:
            self._source.follow_zoom()

    # Marks ----------------------------------------------------------------------------------------------------

    def _show_points(self, shown: Fields) -> None:
        new = shown.state
        marks = sampling_marks(new)
        self.sampling.show_marks(marks, new.view)
        self.loupe.show_marks(marks, new.view)
        self._lead_to_points(marks)
        if self.sampling.held_scope is None and self.loupe.held_scope is None:
            self._legend_place.follow()

    def _points_on_screen(self) -> list[QPointF]:
        """Return where the probe's points, and where they should be, are on the screen."""
        marks = self.sampling.marks
        if marks is None or not marks.known:
            return []
        places = marks.point_yx if marks.truth_yx is None else np.concatenate([marks.point_yx, marks.truth_yx])
        return [QPointF(x, y) for x, y in self._pair.input.projection.to_screen_array(places).tolist()]

    def _show_probe(self, shown: Fields) -> None:
        new = shown.state
        probe = new.pick
        self.probe.show_probe(probe, new.configured is not None)
        self._show_brush(new)
        self._pair.output.note.set_text(
            "" if probe is None or new.refusal is not None else self._units_words(new), wraps=True
        )
        text = self.tr("The probe is out of view: click to go there")
        self.lost_probe.show_targets([] if probe is None else [Target(*probe, WHITE, text)])
        marks = self.sampling.marks
        if marks is not None and self._looked_at != (probe,):
            self._recentre(marks)
        self._looked_at = (probe,)

    def _units_words(self, state: State) -> str:
        """Return where the probe and the pinned units are."""
        assert state.pick is not None
        words = [self.tr("plain convolution")] if state.view.rigid else []
        words.append(self.tr("probe ({y}, {x})").format(y=state.pick[0], x=state.pick[1]))
        pinned = pinned_units(state.view.pins, LAB)
        return SEPARATOR.join([*words, *(f"{name} {y}, {x}" for name, (y, x) in pinned)])

    def _lead_to_points(self, marks: SamplingMarks | None) -> None:
        """Let arrows lead to the points while they are out of view."""
        points = []
        if marks is not None and marks.known:
            text = self.tr("Tap {tap} is out of view: click to go there")
            points = [
                Target(y, x, tap_colour(tap, marks.geometry), text.format(tap=marks.geometry.tap_name(tap)))
                for tap, (y, x) in enumerate(marks.point_yx.tolist())
            ]
        self.lost_points.show_targets(points)

    def _say_scope(self, scope: str) -> None:
        """Say on the input which units the point that is held is placed for; "" where none is held."""
        state = self._session.state
        self._pair.input.note.set_text(holding_words(scope, state.pick, state.view.brush))
        self._show_brush(state)

    def _say_turning(self, words: str) -> None:
        """Say on the input how far all points are turned and scaled; "" where they are let go."""
        self._pair.input.note.set_text(words)
        self._show_brush(self._session.state)

    def _show_brush(self, state: State) -> None:
        """Show on the output which units points are placed for, those in the hand or the next ones."""
        scope = self.sampling.held_scope or self.loupe.held_scope or state.view.scope
        self.probe.show_brush(state.view.brush if scope == "brush" else None)

    def _recentre(self, marks: SamplingMarks) -> None:
        """Bring the probe's points into view if neither they nor their grid can be seen now."""
        seen = self._pair.input.projection.visible_canvas()
        places = np.concatenate([marks.rigid_yx, marks.point_yx])
        if any(seen.contains(canvas_point(y, x)) for y, x in places.tolist()):
            return
        frame = self._pair.input.frame
        frame.look_at(canvas_point(*marks.rigid_yx.mean(axis=0).tolist()), frame.projection.scale)

    def _show_parts(self, visible: bool) -> None:
        if not visible:
            self.picture_key.show_lines("ramp")
        for part in (self.sampling, self.loupe, self.probe, self.lost_points, self.lost_probe):
            part.setVisible(visible)
        self.legend.setVisible(visible and not self._is_for_looking)
        self._legend_place.set_active(visible and not self._is_for_looking)
        self.unseen.set_active(visible)
        if not visible:
            self.run.set_entries((), "")
