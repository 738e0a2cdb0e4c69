"""The title of the window."""

from __future__ import annotations

from dataclasses import replace

from fakes import image_source, ready_state

from vizapp.document.experiment import Experiment
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.window_title import window_title
from vizapp.session.experiment_state import Kept


def test_it_names_the_file_the_source_and_the_lab() -> None:
    state = replace(ready_state(), kept=Kept("/home/me/first try.vizapp", Experiment(), {}))
    assert window_title(state, LAB_UIS) == "first try.vizapp[*] – ramp.png – Deformable – vizapp"
    assert window_title(replace(state, kept=None), LAB_UIS) == "ramp.png[*] – Deformable – vizapp"
    assert window_title(replace(state, kept=None, source=None), LAB_UIS) == "Deformable[*] – vizapp"


def test_what_qt_would_take_for_its_mark_is_shown_as_it_stands() -> None:
    state = replace(ready_state(), source=image_source(name="a[*].png"))
    assert window_title(state, LAB_UIS).startswith("a[*][*].png[*] – ")
