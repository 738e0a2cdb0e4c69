"""Shows on the output canvas how every sub-pixel comes from its channel tile to its place in the enlarged map."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter

from vizapp.document.channel_grid import ChannelGrid
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.tile_layout import TileLayout
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.kept_shapes import ground_of, keeps_shapes
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.colours import phase_colour
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabOverlay
from vizapp.gui.subpixel.explode_bar import ExplodeBar
from vizapp.gui.subpixel.explode_edges import draw_tile_frames
from vizapp.gui.subpixel.explode_frame import Edges, cut_tiles, draw_frame
from vizapp.gui.subpixel.explode_numbers import TravellingNumbers
from vizapp.gui.subpixel.explode_pace import FramePace
from vizapp.gui.subpixel.explode_path import coloured, mixes, moved, tile_ways
from vizapp.gui.subpixel.explode_travel import ExplodeTravel
from vizapp.gui.subpixel.explode_words import TileWords
from vizapp.gui.subpixel.layouts import shown_channels, shown_layout
from vizapp.gui.subpixel.pictures import has_channels, right_picture, shows_network, shows_spectrum
from vizapp.gui.subpixel.requests import TILES, shown_grid
from vizapp.gui.theme import current_theme
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.session.state import State

STILL_MS = 120
"""Milliseconds after the last move after which the sub-pixels stand still."""
_KEY_STEP = 0.1
_FIGURE_RATIO = 2.0
"""Pixels that the sub-pixels on their way have in a figure for each pixel of the screen."""
_EDGE = 2.0
"""Screen pixels that the edge of a pixel is wide at the beginning."""


class ExplodeOverlay(Overlay):
    """Covers the enlarged map with its sub-pixels on their way; a :class:`vizapp.gui.lab_ui.LabOverlay`.

    At the end of the way it covers nothing: what is seen is the enlarged map itself.
    """

    changed = Signal()
    """The sub-pixels have moved, or have come or gone."""

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas, z=12)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.bar = ExplodeBar(canvas)
        canvas.corners.keep(self.bar, Qt.Corner.BottomLeftCorner)
        self.travel = ExplodeTravel(self)
        self.travel.moved.connect(self._follow_travel)
        self.travel.playing_changed.connect(self.bar.play.show_playing)
        self._wanted = False
        self._layout: TileLayout | None = None
        self._grid: ChannelGrid | None = None
        self._mosaic: Picture | None = None
        self._reduced = (1.0, 1.0)
        self._ends_in_map = True
        self._is_whole = True
        self._are_channels = True
        self._words = TileWords(np.zeros((0, 1, 1, 1), np.uint8))
        self._numbers = TravellingNumbers(canvas.font())
        self._pace = FramePace()
        self._drawn_for: Projection | None = None
        self._move = QTimer(self, singleShot=True, interval=STILL_MS)
        self._move.timeout.connect(self._come_to_rest)
        self.bar.play.clicked.connect(self.travel.play_or_pause)
        self.bar.moved.connect(self.travel.slide_to)
        self.setVisible(False)

    # What is shown --------------------------------------------------------------------------------------------

    @property
    def t(self) -> float:
        """How far the sub-pixels are on their way, from 0, the tiles, to 1, the enlarged map."""
        return self.travel.t

    @property
    def covers(self) -> bool:
        """Whether the enlarged map is covered: sub-pixels are on their way."""
        at_map = self.t >= 1.0 and self._ends_in_map
        return self.isVisible() and self._layout is not None and not at_map

    @property
    def playing(self) -> bool:
        """Whether they move by themselves."""
        return self.travel.playing

    @property
    def is_moving(self) -> bool:
        """Whether they have just moved, or were zoomed or panned: they are drawn coarser if that takes too long."""
        return self._move.isActive()

    @property
    def step(self) -> int:
        """How many device pixels along each side are drawn as one."""
        return self._pace.step(self.is_moving)

    @property
    def words(self) -> str:
        """What the canvas shows, as a note; "" while that is the enlarged map."""
        layout = self._layout
        if not self.covers or layout is None:
            return ""
        count = len(layout.groups) * layout.upscale_factor**2
        words = self.tr("{count} channels, {share} % of the way")
        if not self._are_channels:
            words = self.tr("{count} phases, {share} % of the way")
        words = words.format(count=count, share=100 if self.t >= 1.0 else min(round(self.t * 100), 99))
        if not self._is_whole:
            shown = ", ".join(map(str, layout.groups))
            alone = self.tr("output channel {shown} alone")
            words = f"{words} · {alone.format(shown=shown)}"
        if max(self._reduced) > 1:
            down, across = (f"{part:.3g}" for part in self._reduced)
            more = self.tr("reduced: each square stands for {across} × {down} pixels")
            words = f"{words} · {more.format(across=across, down=down)}"
        return words

    def set_shown(self, shown: bool) -> None:
        """Begin with the enlarged map and take it apart once, there and back; or go."""
        if shown == self._wanted:
            return
        self._wanted = shown
        self.travel.stop()
        self.travel.t = 1.0
        self._come_or_go()
        if shown:
            self.travel.play()

    def show_state(self, old: State | None, new: State) -> None:
        """Take over the tiles and where they land."""
        del old
        if not self._wanted:
            self._layout = self._mosaic = None
            return
        answer, spec = new.answer(TILES, Tiles), new.experiment.spec_of(SubpixelSpec)
        is_elsewhere = spec.puzzle_is_open or spec.is_inverse or shows_spectrum(new) or shows_network(new)
        whole = None if is_elsewhere else shown_layout(new)
        layout, grid = None, shown_grid(new)
        wanted: tuple[int, ...] = ()
        if answer is not None and whole is not None and _fits(answer.picture, whole):
            wanted = shown_channels(new, whole.channels) if grid is None else tuple(range(grid.count))
            shown = tuple(channel for channel in wanted if channel in answer.groups)
            if shown:
                layout = replace(whole, groups=shown)
                self._take_pixels(answer.picture, whole, shown)
        self._is_whole = layout is None or layout.groups == wanted
        self._are_channels = has_channels(new)
        self._ends_in_map = (
            layout is not None
            and self._is_whole
            and (isinstance(spec.task, ShuffleSpec) or right_picture(new) == "shuffled")
        )
        self._layout, self._grid = layout, grid
        self._come_or_go()

    def _take_pixels(self, mosaic: Picture, whole: TileLayout, shown: tuple[int, ...]) -> None:
        if mosaic is self._mosaic and self._layout is not None and shown == self._layout.groups:
            return
        self._mosaic = mosaic
        self._words = TileWords(cut_tiles(mosaic.pixels, whole, shown))
        height, width = self._words.tiles.shape[1:3]
        self._reduced = (whole.height / height, whole.width / width)
        values = None
        if mosaic.values is not None and max(self._reduced) == 1:
            values = cut_tiles(mosaic.values.transpose(1, 2, 0), whole, shown)[..., 0]
        self._numbers.show(values, self._words.tiles)

    def _come_or_go(self) -> None:
        there = self._wanted and self._layout is not None
        self.setVisible(there)
        self.bar.setVisible(there)
        self.bar.show_place(self.t)
        self.bar.play.show_playing(self.playing)
        self.update()
        self.changed.emit()

    # Moving ---------------------------------------------------------------------------------------------------

    def play_or_pause(self) -> None:
        """Set the sub-pixels moving, there and back, or stop them where they are.

        Where motion is reduced they are at the other end of their way at once.
        """
        self.travel.play_or_pause()

    def go_to(self, t: float) -> None:
        """Put the sub-pixels ``t`` of their way from the tiles to the map, 0 … 1."""
        self.travel.go_to(t)

    def _follow_travel(self) -> None:
        self._move.start()
        self.bar.show_place(self.t)
        self.update()
        self.changed.emit()

    def _come_to_rest(self) -> None:
        """Draw in full what was drawn coarser while it moved."""
        if self._pace.step(is_moving=True) > 1:
            self.update()

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Move with Home, End, Page up and Page down; play and pause with Return."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.travel.play_or_pause()
            return True
        place = {
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
            Qt.Key.Key_PageUp: self.t - _KEY_STEP,
            Qt.Key.Key_PageDown: self.t + _KEY_STEP,
        }.get(Qt.Key(event.key()))
        if place is None:
            return False
        self.travel.slide_to(place)
        return True

    # Drawing --------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, projection: Projection) -> None:
        layout = self._layout
        if layout is None or not self.covers:
            return
        if projection != self._drawn_for and not keeps_shapes(painter):
            if self._drawn_for is not None:
                self._move.start()
            self._drawn_for = projection
        size = self._words.tiles.shape[1], self._words.tiles.shape[2]
        are_mixed = mixes(layout, self._grid)
        share = moved(self.t, are_mixed)
        ways = tile_ways(layout, size, self.t, self._grid)
        ratio = _FIGURE_RATIO if keeps_shapes(painter) else painter.device().devicePixelRatio()
        ground = ground_of(painter, current_theme().canvas)
        painter.fillRect(QRectF(0, 0, projection.width, projection.height), ground)
        r = layout.upscale_factor
        colours = [phase_colour(phase, r) for phase in range(r * r)]
        # They grow thinner on the way: at its end the pixels are those of the map.
        edges = Edges([(each.red(), each.green(), each.blue()) for each in colours], _EDGE * (1 - share))
        is_moving = self.is_moving and not keeps_shapes(painter)
        ratio /= self._pace.step(is_moving)
        began = time.thread_time()
        frame = draw_frame(self._words, ways, coloured(self.t, are_mixed), projection, ratio, edges)
        rows, columns = frame.shape[:2]
        image = QImage(frame.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32_Premultiplied)
        if keeps_shapes(painter):
            painter.drawImage(QRectF(0, 0, columns / ratio, rows / ratio), image.copy())
        else:
            image.setDevicePixelRatio(ratio)
            painter.drawImage(QPointF(0, 0), image)
            self._pace.note(is_moving, time.thread_time() - began)
        self._numbers.draw(painter, ways, size, share if are_mixed else 0.0, projection)
        draw_tile_frames(painter, ways, size, colours, max(1 - 2 * share, 0.0), projection)


def build(pair: CanvasPair, session: Gestures) -> LabOverlay:
    """Build the overlay on the output canvas."""
    del session
    return ExplodeOverlay(pair.output)


def _fits(picture: Picture, layout: TileLayout) -> bool:
    """Tell whether a mosaic is one of this layout: every tile of it has as many pixels as any other."""
    r = layout.upscale_factor
    rows, columns = picture.pixels.shape[:2]
    return rows % (layout.group_rows * r) == 0 and columns % (layout.group_columns * r) == 0
