"""Two canvases that zoom and pan as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QPointF

from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.canvas.image_canvas import ImageCanvas


class CanvasLink(QObject):
    """Keeps two canvases on the same place: input position = output position · stride + shift, axis by axis.

    Whichever canvas is moved leads and the other follows. The link starts switched off.
    """

    def __init__(self, input_canvas: ImageCanvas, output_canvas: ImageCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._input, self._output = input_canvas, output_canvas
        self._stride, self._shift = 1.0, (0.0, 0.0)
        self._on = False
        self._following = False
        input_canvas.projection_changed.connect(self._input_moved)
        output_canvas.projection_changed.connect(self._output_moved)

    @property
    def enabled(self) -> bool:
        return self._on

    def set_enabled(self, on: bool) -> None:
        """Switch the link; when it comes on, the output goes where the input is."""
        if on != self._on:
            self._on = on
            self._input_moved()

    def set_geometry(self, stride: float, shift: float | tuple[float, float]) -> None:
        """Say how positions belong together.

        For a layer of padding p, dilation d and kernel size k the middle tap of an output reads at
        output · stride − p + d·(k − 1)/2, so ``shift`` is −p + d·(k − 1)/2: one number for both axes, or (vertical,
        horizontal).
        """
        shift = shift if isinstance(shift, tuple) else (shift, shift)
        if (stride, shift) != (self._stride, self._shift):
            self._stride, self._shift = stride, shift
            self._input_moved()

    @property
    def stride(self) -> float:
        """How many input pixels lie between neighbouring output positions."""
        return self._stride

    def to_input(self, y: float, x: float) -> tuple[float, float]:
        """Return the input position of an output position."""
        return y * self._stride + self._shift[0], x * self._stride + self._shift[1]

    def to_output(self, y: float, x: float) -> tuple[float, float]:
        """Return the output position of an input position."""
        return (y - self._shift[0]) / self._stride, (x - self._shift[1]) / self._stride

    def bring_output(self) -> None:
        """Have the output go where the input is, once, also where the link is switched off."""
        down, right = self._shift
        self._lead(self._input, self._output, 1 / self._stride, (-down / self._stride, -right / self._stride))

    def bring_input(self) -> None:
        """Have the input go where the output is, likewise."""
        self._lead(self._output, self._input, self._stride, self._shift)

    def _input_moved(self) -> None:
        if self._on and not self._following:
            self.bring_output()

    def _output_moved(self) -> None:
        if self._on and not self._following:
            self.bring_input()

    def _lead(self, leader: ImageCanvas, follower: ImageCanvas, factor: float, shift: tuple[float, float]) -> None:
        """Let ``follower`` show the place where its position is the leader's · factor + shift."""
        with self._following_leader():
            if leader.frame.fitted:
                follower.frame.fit()
                return
            seen = leader.projection
            y, x = seen.to_position(QPointF(seen.width / 2, seen.height / 2))
            follower.frame.follow(canvas_point(y * factor + shift[0], x * factor + shift[1]), seen.scale / factor)

    @contextmanager
    def _following_leader(self) -> Iterator[None]:
        """Ignore that the follower announces its own move: it would come back to the canvas that leads."""
        self._following = True
        try:
            yield
        finally:
            self._following = False
