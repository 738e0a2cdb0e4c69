"""Where the sub-pixels of the picked pixel come from, as text for numpy."""

from __future__ import annotations

from vizapp.gui.subpixel.layouts import chosen_channel, enlarged_shape, shown_spec
from vizapp.gui.subpixel.requests import PICKED
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.session.state import State
from vizapp.wording.problems import ProblemError


def pixel_text(state: State) -> str:
    """Return the script of the picked pixel, as it is shown; "" until the engine has answered.

    Raises:
        ProblemError: it would say which phases were swapped in a puzzle.
    """
    # Imported when it is wanted: until the window is shown, every module counts.
    from vizapp.scripts.subpixel.pixel import PickedPixel, pixel_script

    spec, answer = shown_spec(state), state.answer(PICKED, Subpixels)
    if spec.puzzle_is_open:
        raise ProblemError("script.puzzle")
    known = answer is not None and answer.pixel_yx == state.pick and len(answer.values) == len(spec.phases)
    if not known or answer is None or state.configured is None:
        return ""
    picked = PickedPixel(
        answer.pixel_yx,
        spec.upscale_factor,
        spec.order,
        spec.phases,
        chosen_channel(state) or 0,
        enlarged_shape(spec, state.configured)[0],
        answer.values,
        spec.is_inverse,
    )
    return pixel_script(picked)
