"""The gestures that write results to files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from vizapp.problem import Problem
from vizapp.session.saved_files import without_saving_notice
from vizapp.session.source_loading import is_source
from vizapp.session.training_gestures import TrainingGestures
from vizapp.sources.regular_files import display_name


class FileGestures(TrainingGestures):
    """The part of a session that writes offsets and enlarged pictures to files, one at a time."""

    def export_offsets(self, path: str | Path, file_format: Literal["npz", "csv"]) -> None:
        """Write offsets, points, masks and field of the layer on show to a file; a banner says when that is done."""
        if self._is_saving():
            return
        if self.state.configured is None or not self.state.engine.ready:
            self.notify(Problem("export.no-offsets"), "warning")
        else:
            self._store.put(self._link.export_offsets(without_saving_notice(self.state), str(path), file_format))

    def save_enlarged(self, path: str | Path) -> None:
        """Write the full source, enlarged by the network on show, to a PNG file; a banner says when that is done."""
        state = self.state
        if self._is_saving():
            return
        if state.configured is None or not state.engine.ready:
            self.notify(Problem("enlarge.nothing"), "warning")
        elif Path(path).suffix.lower() != ".png":
            self.notify(Problem("enlarge.not-png", values={"name": display_name(path)}), "warning")
        elif is_source(Path(path), state.experiment.source):
            self.notify(Problem("enlarge.is-source", values={"name": display_name(path)}), "warning")
        else:
            self._store.put(self._link.save_enlarged(without_saving_notice(state), str(path)))

    def cancel_saving(self) -> None:
        """Give up the file that is being written; there is none then."""
        self._link.cancel_saving(self.state)

    def _is_saving(self) -> bool:
        """Return whether a file is being written already, and say so if it is: there is one at a time."""
        saving = self.state.saving
        if saving is not None:
            self.notify(Problem("enlarge.busy", values={"name": saving.name}), "warning")
        return saving is not None
