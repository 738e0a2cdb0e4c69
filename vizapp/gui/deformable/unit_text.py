"""The arithmetic of the picked unit as text for numpy."""

from __future__ import annotations

from vizapp.document.deformable import DeformableSpec
from vizapp.gui.deformable.shown_unit import shown_reading
from vizapp.session.state import State


def unit_text(state: State) -> str:
    """Return the script of the picked unit of the layer on show, as it is shown; "" until the engine has answered."""
    # Imported when it is wanted: until the window is shown, every module counts.
    from vizapp.scripts.deformable.unit import unit_script

    reading = shown_reading(state)
    if reading is None or state.configured is None or reading.unit_yx != state.pick:
        return ""
    spec = state.experiment.spec_of(DeformableSpec)
    return unit_script(reading, spec.geometry, state.configured.input_shape[0], spec.operator.offset_groups)
