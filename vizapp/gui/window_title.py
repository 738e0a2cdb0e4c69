"""The title of the window."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from vizapp.gui.lab_ui import LabUi
from vizapp.session.state import State
from vizapp.sources.regular_files import display_name

translate = QCoreApplication.translate


def window_title(state: State, labs: Mapping[str, LabUi]) -> str:
    """Return the title: the names of the experiment's file, the source, the lab on show and the program.

    Qt shows at the "[*]" whether there is something that was not saved.
    """
    parts = [] if state.kept is None else [display_name(state.kept.path)]
    if state.source is not None:
        parts.append(state.source.name)
    parts += [translate("Labs", labs[state.experiment.lab].title), "vizapp"]
    first, *others = (part.replace("[*]", "[*][*]") for part in parts)
    return " – ".join([f"{first}[*]", *others])
