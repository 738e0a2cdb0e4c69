"""What the input canvas shows: the source in full, or, where pixels can be told apart, the copy that is read."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.protocol.events import InputPicture
from vizapp.session.state import State
from vizapp.sources.loaded import LoadedSource
from vizapp.wording.quantities import size_words

WORKING_COPY_FROM = 6.0
"""Screen pixels a working pixel from which the working copy is shown instead of the source."""
MAX_REDUCTION = 2.0
"""The full source is drawn while a screen pixel stands for at most so many of its pixels; else its overview is."""


@dataclass(frozen=True, slots=True)
class InputShown:
    """What there is to show of the input.

    Attributes:
        source: the picture on show, the source or the unseen one; None before one is loaded.
        working: the engine's picture of what it reads.
        is_made: whether the input is made of the source by the task.
        is_single: whether one channel is chosen.
    """

    source: LoadedSource | None
    working: InputPicture | None
    is_made: bool
    is_single: bool


def input_shown(state: State) -> InputShown:
    """Return what there is to show of the input in ``state``."""
    made = state.configured is not None and not state.configured.reads_source
    return InputShown(state.shown_source, state.input_picture, made, state.view.input_channel is not None)


class SourcePicture:
    """Chooses the picture of the input canvas by zoom, and says in its badge which one it is.

    Where the input is not the source but made of it, only the engine's picture shows it. A feature map and a single
    channel are always shown as the engine reads them, because the window's overview shows neither.
    """

    def __init__(self, canvas: ImageCanvas) -> None:
        self._canvas = canvas
        self._input = InputShown(None, None, is_made=False, is_single=False)
        self._shown = ""

    def show_input(self, shown: InputShown) -> None:
        """Show ``shown``, in the form that suits the zoom."""
        self._input = shown
        self._show(self._wanted())

    def follow_zoom(self) -> None:
        """Change the picture if the zoom asks for another one."""
        wanted = self._wanted()
        if wanted != self._shown:
            self._show(wanted)

    def _wanted(self) -> str:
        source, working = self._input.source, self._input.working
        if source is None:
            return "" if working is None else "working"
        if self._input.is_made:
            return "made"
        scale = self._canvas.projection.scale
        if working is not None and (
            source.kind == "feature_map" or self._input.is_single or scale >= WORKING_COPY_FROM
        ):
            return "working"
        if source.kind == "image" and self._reduction(source, scale) <= MAX_REDUCTION:
            return "full"
        return "overview"

    def _reduction(self, source: LoadedSource, scale: float) -> float:
        """How many columns of the source one screen pixel stands for."""
        shown_width = self._canvas.size_in_pixels[1] * scale * self._canvas.devicePixelRatioF()
        return source.width / max(shown_width, 1.0)

    def _show(self, wanted: str) -> None:
        self._shown = wanted
        source, working = self._input.source, self._input.working
        picture = None if working is None else working.picture
        if wanted == "made":
            self._canvas.show_picture(picture)
            self._canvas.title.set_text(QCoreApplication.translate("InputPicture", "Input · made by the task"))
        elif wanted == "working" and picture is not None:
            self._canvas.show_picture(picture)
            self._canvas.title.set_text(QCoreApplication.translate("InputPicture", "Input · what the unit reads"))
        elif source is not None:
            pixels = source.values if wanted == "full" else source.overview
            self._canvas.show_pixels(pixels, picture, source.drawn_range)
            whole, named = (
                QCoreApplication.translate("InputPicture", "Input · {name}, {size}"),
                QCoreApplication.translate("InputPicture", "Input · {name}"),
            )
            self._canvas.title.set_texts(
                whole.format(name=source.name, size=size_words(source.height, source.width)),
                named.format(name=source.name),
            )
        else:
            self._canvas.show_picture(None)
            self._canvas.title.set_text("")
