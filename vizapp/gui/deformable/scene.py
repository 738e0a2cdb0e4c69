"""The deformable lab on the two canvases: the input with the probe's points, the output with the probe."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QRectF, Qt

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.canvas.output_picture import show_output
from vizapp.gui.canvas.pixel_grid import numbers_from
from vizapp.gui.canvas.region_watch import RegionWatch
from vizapp.gui.canvas.source_picture import SourcePicture
from vizapp.gui.deformable.loupe_overlay import LoupeOverlay
from vizapp.gui.deformable.placing import holding_words
from vizapp.gui.deformable.probe_overlay import ProbeOverlay
from vizapp.gui.deformable.sampling_legend import SamplingLegend
from vizapp.gui.deformable.sampling_marks import SamplingMarks, sampling_marks
from vizapp.gui.deformable.sampling_overlay import SamplingOverlay
from vizapp.gui.gestures import Gestures
from vizapp.gui.settings import Settings
from vizapp.session.state import State
from vizapp.sources.loaded import LoadedSource

_PROBE_MARGIN = 2.2
_LARGEST_PROBE_SCALE = numbers_from(1) - 2


class DeformableScene(QObject):
    """Shows the deformable lab while it is the active one; see :meth:`set_active`."""

    def __init__(self, pair: CanvasPair, session: Gestures, settings: Settings) -> None:
        super().__init__(pair)
        self._pair = pair
        self._session = session
        self._active = False
        self._fitted_for: object = None
        self._read: tuple[LoadedSource, int, int] | None = None
        self._source = SourcePicture(pair.input)
        self.sampling = SamplingOverlay(pair.input, session)
        self.probe = ProbeOverlay(pair.output, session)
        self.legend = SamplingLegend(pair.input, settings)
        pair.input.corners.keep(self.legend, Qt.Corner.BottomRightCorner)
        self.loupe = LoupeOverlay(pair.input, session)
        for overlay in (self.sampling, self.loupe):
            overlay.holding.connect(self._say_whom_it_counts_for)
        self.loupe.shown.connect(self.sampling.set_brief)
        self.loupe.zoom_wanted.connect(self.zoom_to_probe)
        self._region = RegionWatch(pair.output, session)
        pair.input.projection_changed.connect(self._follow_zoom)
        pair.output.choice.chosen.connect(self._choose_picture)
        self._show_overlays()

    @property
    def active(self) -> bool:
        return self._active

    def set_active(self, active: bool) -> None:
        """Take or leave the canvases; the state to show follows with :meth:`show_state`."""
        if active == self._active:
            return
        self._active = active
        self._fitted_for = None
        self._region.set_active(active)
        if active:
            self._say_whom_it_counts_for("")  # what the other scene has left there
        self._show_overlays()

    def show_state(self, old: State | None, new: State) -> None:
        """Draw what differs between two states; ``old`` None draws everything."""
        if not self._active:
            return
        if old is None or _sizes(old) != _sizes(new):
            self._take_sizes(new)
        if (
            _differs(old, new, "source", "input_picture")
            or old is None
            or old.view.input_channel != new.view.input_channel
        ):
            self._source.set_state(new)
            self.loupe.show_picture(None if new.input_picture is None else new.input_picture.picture)
        if _differs(old, new, "deformable", "configured", "engine", "refusal"):
            self._show_output(new)
        self._show_choice(new)
        self.legend.show_scope(new.view.scope)
        self._show_marks(old, new)

    def fit(self) -> None:
        """Show the whole input and the whole output."""
        self._pair.fit()

    def zoom_to_probe(self) -> None:
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

    def _take_sizes(self, state: State) -> None:
        """Give both canvases the size of their maps, or what is known of it while the engine has not said it."""
        geometry = state.experiment.deformable.geometry
        source = state.source
        if state.configured is not None and state.configured.lab == "deformable":
            _, height, width = state.configured.input_shape
            self._read = None if source is None else (source, height, width)
            self._pair.input.set_size_in_pixels(height, width)
            self._pair.output.set_size_in_pixels(*state.configured.output_shape[1:])
        elif source is not None:
            # The engine reads a copy: its size holds for the same source, also after the engine has died.
            height, width = source.height, source.width
            if self._read is not None and self._read[0] is source:
                _, height, width = self._read
            self._pair.input.set_size_in_pixels(height, width)
            self._pair.output.set_size_in_pixels(*geometry.output_size(height, width))
        self._pair.set_geometry(geometry.stride[0], geometry.centre_shift[0])
        if source is not None and self._fitted_for is not source:
            self._fitted_for = source
            self.fit()

    # Pictures -------------------------------------------------------------------------------------------------

    def _follow_zoom(self) -> None:
        if self._active:
            self._source.follow_zoom()

    def _show_output(self, state: State) -> None:
        picture = None if state.deformable is None else state.deformable.picture
        show_output(self._pair.output, picture, state)

    def _show_choice(self, state: State) -> None:
        self._pair.input.choice.set_entries((), "")
        self._pair.output.choice.set_entries(
            (("output", self.tr("Output")), ("target", self.tr("Target")), ("error", self.tr("Error"))),
            state.view.picture,
        )

    def _choose_picture(self, key: str) -> None:
        if self._active:
            self._session.look(picture=key)

    # Marks ----------------------------------------------------------------------------------------------------

    def _show_marks(self, old: State | None, new: State) -> None:
        if not _differs(old, new, "deformable", "trail", "view", "experiment", "configured", "refusal"):
            return
        probe = new.view.probe_yx
        self.probe.show_probe(probe, new.configured is not None)
        self._pair.output.note.set_text(
            "" if probe is None or new.refusal else self.tr("probe ({y}, {x})").format(y=probe[0], x=probe[1])
        )
        marks = sampling_marks(new)
        self.sampling.show_marks(marks, new.view)
        self.loupe.show_marks(marks, new.view)
        if marks is not None and (old is None or old.view.probe_yx != probe):
            self._recentre(marks)

    def _say_whom_it_counts_for(self, scope: str) -> None:
        self._pair.input.note.set_text(holding_words(scope, self._session.state.view.probe_yx))

    def _recentre(self, marks: SamplingMarks) -> None:
        """Bring the probe's points into view if neither they nor their grid can be seen now."""
        seen = self._pair.input.projection.visible_canvas()
        places = np.concatenate([marks.rigid_yx, marks.point_yx])
        if any(seen.contains(canvas_point(y, x)) for y, x in places.tolist()):
            return
        frame = self._pair.input.frame
        frame.look_at(canvas_point(*marks.rigid_yx.mean(axis=0).tolist()), frame.projection.scale)

    def _show_overlays(self) -> None:
        self.sampling.setVisible(self._active)
        self.loupe.setVisible(self._active)
        self.probe.setVisible(self._active)
        self.legend.setVisible(self._active)


def _sizes(state: State) -> tuple[object, ...]:
    return id(state.source), id(state.configured), state.experiment.deformable.geometry


def _differs(old: State | None, new: State, *names: str) -> bool:
    return old is None or any(getattr(old, name) is not getattr(new, name) for name in names)
