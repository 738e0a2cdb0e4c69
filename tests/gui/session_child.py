"""A window that trains, saves to a file again and again, and keeps its session, until it is killed.

``python session_child.py FILE SECONDS``: saves to FILE. Prints the step that came back, then each step that is safe
in FILE ("file STEP") or in the session ("session STEP"); closes by itself after SECONDS.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.gui.app import create_application, create_window
from vizapp.session.state import State

SMALL = Experiment(working_size=24, device="cpu", labs=(DeformableSpec(learning_rate=0.004),))


def main(path: Path, seconds: float) -> int:
    app = create_application()
    window = create_window(SMALL)
    session = window.session
    window.keep_session(bring_back=True)
    keeper = window.session_keeper
    assert keeper is not None
    step_of_save = 0
    said: set[str] = set()

    def say(text: str) -> None:
        if text not in said:
            said.add(text)
            print(text, flush=True)

    def begin() -> None:
        say(f"back {session.state.transport.step}")
        session.set_speed(None)
        session.toggle_run()

    def follow(old: State, new: State) -> None:
        if old.configured is None and new.configured is not None and not said:
            QTimer.singleShot(0, begin)
        if old.kept is not new.kept and new.kept is not None and said:
            say(f"file {new.kept.standings['deformable'][1]}")
        if old.autosave.number != new.autosave.number:
            say(f"session {step_of_save}")

    def save() -> None:
        nonlocal step_of_save
        if said and session.state.saving is None:
            session.save_experiment(path)
        if said and not session.state.autosave.is_under_way:
            step_of_save = session.state.transport.step
            keeper.write()

    session.subscribe(follow)
    timer = QTimer(window, interval=150)
    timer.timeout.connect(save)
    timer.start()
    QTimer.singleShot(round(1000 * seconds), window.close)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
