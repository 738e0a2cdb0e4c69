"""Asks for the visible part of a map that is too large to be sent as a whole."""

from __future__ import annotations

from PySide6.QtCore import QObject

from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.pixel_grid import numbers_from
from vizapp.gui.gestures import Gestures
from vizapp.protocol.picture_answers import MAX_VALUES
from vizapp.protocol.requests import MAX_PICTURE_PIXELS, Region

_MARGIN = 0.25
"""Share of the visible part that is asked for beyond each of its sides, so that a small pan shows no gap."""
_CHANNELS = 3


class RegionWatch(QObject):
    """Keeps ``view.region`` at what a canvas shows, or None where the whole map is sent anyway."""

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._session = session
        self._active = False
        self._limit = MAX_PICTURE_PIXELS
        canvas.region_changed.connect(self._follow)

    def set_active(self, active: bool) -> None:
        self._active = active
        if active:
            self._follow(self._canvas.visible_region())

    def set_limit(self, max_pixels: int) -> None:
        """Say how many pixels of the map are sent at most."""
        if max_pixels != self._limit:
            self._limit = max_pixels
            self._follow(self._canvas.visible_region())

    def _follow(self, visible: Region) -> None:
        if not self._active:
            return
        region = self._wanted(visible)
        if region != self._session.state.view.region:
            self._session.see_region(region)

    def _wanted(self, visible: Region) -> Region | None:
        height, width = self._canvas.size_in_pixels
        numbers_missing = self._canvas.projection.scale >= numbers_from(1) and height * width * _CHANNELS > MAX_VALUES
        if height * width <= self._limit and not numbers_missing:
            return None
        top, left, seen_height, seen_width = visible
        if not seen_height or not seen_width or visible == (0, 0, height, width):
            return None
        more_y, more_x = round(seen_height * _MARGIN), round(seen_width * _MARGIN)
        grown_top, grown_left = max(0, top - more_y), max(0, left - more_x)
        bottom = min(height, top + seen_height + more_y)
        right = min(width, left + seen_width + more_x)
        return grown_top, grown_left, bottom - grown_top, right - grown_left
