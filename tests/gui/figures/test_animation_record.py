"""How far the making of an animation is: each of its frames counts twice, whatever else the file has."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rig import deformable_state

from vizapp.animations.film import ENDINGS, Ending, Film
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.figures.animation_record import animation_bytes, film_size
from vizapp.gui.figures.canvas_figure import CanvasRecord
from vizapp.gui.figures.figure import Choice, go_on

FRAMES = 2


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_frame_is_told_of_when_it_is_drawn_and_when_it_is_encoded(
    deformable: Callable, pair: CanvasPair, ending: Ending
) -> None:
    deformable(deformable_state())
    figure = CanvasRecord(pair.input).figure(Choice())
    told: list[int] = []
    film = Film(ending, *film_size(figure, 160), FRAMES, 10.0, 1.0)
    animation_bytes([figure] * FRAMES, film, lambda: told.append(1), go_on)
    assert len(told) == 2 * FRAMES
