"""A window whose engine is killed or stopped again and again, and what becomes of its training.

``python engine_faults.py kills TIMES SEED`` kills the engine in every phase of its work, ``stops TIMES SEED`` stops
it for 5 to 30 s each time. Both print a line each time, and at the end what it took. Of several windows at once each
is a call with a seed of its own.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.engine.child import ChildEngine
from vizapp.gui.app import create_application
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.session.session import Session
from vizapp.session.silence import is_about_silence
from vizapp.session.state import State
from vizapp.sources.client import SourceReader

PATIENCE = 240.0
SAYS_SO_SECONDS = 3.0
"""Within so long the window says that the engine does not answer."""
# A low learning rate: neither lab diverges, however long it trains.
LABS = (DeformableSpec(learning_rate=0.0005), SubpixelSpec())


class Killed(NamedTuple):
    """What became of a training whose engine was killed.

    Attributes:
        reached: the step at which it was.
        kept: the step from which it went on.
        back: seconds until another engine had it.
        further: seconds until it was beyond the step that it had reached.
    """

    reached: int
    kept: int
    back: float
    further: float


class Stopped(NamedTuple):
    """Of an engine that was stopped: seconds until the banner was there, and until it was gone again."""

    said: float
    taken_back: float


class FaultyWindow:
    """A window that trains, with an engine that can be killed and stopped.

    The settings and all that is kept are in ``folder``.
    """

    def __init__(self, folder: Path, lab: str = "deformable", working_size: int = 48) -> None:
        os.environ["VIZAPP_SETTINGS"] = str(folder / "settings")
        self.app = create_application()
        self.engine = ChildEngine()
        experiment = Experiment(lab=lab, working_size=working_size, device="cpu", labs=LABS)
        self.session = Session(self.engine, SourceReader(), LAB_UIS, experiment, start=False)
        self.window = MainWindow(self.session, Settings())
        self.window.keep_session(bring_back=False)
        self.folder = folder
        self._safe: dict[str, int] = {}
        self._loop = QEventLoop()
        self._rest = QTimer(self._loop, singleShot=True)
        self._rest.timeout.connect(self._loop.quit)
        self._begun = lab, 0
        self._set_up_at = 0
        self._unsubscribe = self.session.subscribe(self._follow)
        self.window.show()

    def begin_lesson(self, name: str) -> None:
        """Go on in the window of a bundled lesson, whose engine is another one."""

        def make_session(experiment: Experiment) -> Session:
            self.engine = ChildEngine()
            return Session(self.engine, SourceReader(), LAB_UIS, experiment, start=False)

        desk = self.window.lessons
        desk.make_session = make_session
        desk.start_bundled(name)
        assert desk.window is not None
        self._unsubscribe()
        self.window, self.session = desk.window, desk.window.session
        self._safe.clear()
        self._unsubscribe = self.session.subscribe(self._follow)

    def close(self) -> None:
        self._unsubscribe()
        self.window.close()
        self.window.deleteLater()
        self.rest(0)

    @property
    def state(self) -> State:
        return self.session.state

    @property
    def losses(self) -> np.ndarray:
        """The loss of every step of the active lab that is known."""
        course = self.state.timeline.courses.get(self.state.timeline.present)
        return np.empty(0) if course is None else course.series.get("loss", np.empty(0)).copy()

    def _follow(self, old: State, new: State) -> None:
        """Take note of which step is safe: that at which the last file was begun that is complete."""
        if new.autosave.is_under_way and not old.autosave.is_under_way:
            lab = new.experiment.lab
            self._begun = lab, new.curves[lab].steps if lab in new.curves else 0
        if new.configured is not None and old.configured is None:
            self._set_up_at = new.configured.step
        if new.autosave.number != old.autosave.number:
            self._safe[self._begun[0]] = self._begun[1]

    @property
    def safe(self) -> int:
        """The step of the active lab behind which no kill may bring its training back."""
        return self._safe.get(self.state.experiment.lab, 0)

    # Time -----------------------------------------------------------------------------------------------------

    def rest(self, seconds: float) -> None:
        """Let the window live for a while."""
        self._rest.start(round(1000 * seconds))
        self._loop.exec()

    def wait(self, condition: Callable[[], bool], what: str) -> float:
        """Let the window live until ``condition`` holds; return how long that took, in seconds."""
        begun = time.monotonic()
        while not condition():
            state = self.state
            assert time.monotonic() - begun < PATIENCE, f"in vain: {what}; {state.engine}, {state.banner}"
            self.rest(0.01)
        return time.monotonic() - begun

    # Training -------------------------------------------------------------------------------------------------

    def train(self, lab: str | None = None, *, steps: int = 5) -> None:
        """Train at full speed, for some steps, until a file of them is kept."""
        if lab is not None and lab != self.state.experiment.lab:
            self.session.set_lab(lab)
        self.wait(lambda: self.state.can_step and self.state.transport.step >= self.state.timeline.head, "a lab")
        self.session.set_speed(None)
        if not self.state.transport.running:
            self.session.run()
        beyond = self.state.transport.step + steps
        self.wait(lambda: self.state.transport.step > beyond and self.safe > 0, "training")

    def wait_until_safe(self) -> None:
        """Train until a file is complete that was begun from now on."""
        step = self.state.transport.step
        self.wait(lambda: self.safe > step, "a file")

    def signal(self, number: signal.Signals) -> None:
        assert self.engine.pid is not None
        os.kill(self.engine.pid, number)

    # Faults ---------------------------------------------------------------------------------------------------

    def kill(self, begin: Callable[[], None] | None = None, *, exact: bool = True) -> Killed:
        """Kill the engine of a training that runs, after ``begin`` was done, and wait until it has gone on.

        ``exact`` says that what is trained again has the same numbers, because no setting was changed meanwhile.
        """
        if begin is not None:
            begin()
        return self._ended(lambda: self.signal(signal.SIGKILL), exact=exact)

    def restart(self) -> Killed:
        """Stop the engine of a training that runs, press the button that starts it again, and wait as for a kill."""
        self.signal(signal.SIGSTOP)
        self.wait(lambda: self.says_so, "a banner")
        wait, restart = self.window.banner.ways_out
        assert (wait.text(), restart.text()) == ("Wait", "Restart the engine")
        return self._ended(restart.click, exact=True)

    def _ended(self, end: Callable[[], None], *, exact: bool) -> Killed:
        """End the engine, and wait until another one has gone on with the training."""
        before, pid, safe = self.losses, self.engine.pid, self.safe
        reached = self.state.transport.step
        begun = time.monotonic()
        end()
        self.wait(lambda: not self.state.engine.ready, "notice of the end")
        assert len(self.losses) >= safe, "the curve stays, as far as it was kept"
        self.wait(lambda: self.state.can_step and self.state.transport.running, "an engine that trains")
        back, kept = time.monotonic() - begun, self._set_up_at
        assert self.engine.pid != pid
        assert kept >= safe, f"step {safe} was safe, and it goes on from {kept}"
        self.wait(lambda: self.state.transport.step > reached, "more steps than before")
        assert self.state.transport.running
        same = len(before) if exact else kept
        np.testing.assert_array_equal(self.losses[:same], before[:same])
        return Killed(reached, kept, back, time.monotonic() - begun)

    def stop(self, seconds: float) -> Stopped:
        """Stop the engine of a training that runs for so long, and see what is said of it."""
        before, pid = self.losses, self.engine.pid
        begun = time.monotonic()
        self.signal(signal.SIGSTOP)
        try:
            said = self.wait(lambda: self.says_so, "a banner")
            step = self.state.transport.step
            self.rest(max(0.0, seconds - (time.monotonic() - begun)))
            assert self.says_so, "it stays as long as the engine is stopped"
            assert self.state.transport.step == step
        finally:
            self.signal(signal.SIGCONT)
        taken_back = self.wait(lambda: not self.says_so, "the end of the banner")
        self.wait(lambda: self.state.transport.step > step + 5, "more steps")
        assert self.engine.pid == pid, "nobody wanted another engine"
        np.testing.assert_array_equal(self.losses[: len(before)], before)
        return Stopped(said, taken_back)

    @property
    def says_so(self) -> bool:
        """Whether the window says that the engine does not answer."""
        is_said = is_about_silence(self.state.banner) and self.window.banner.isVisible()
        return is_said and "does not answer" in self.window.status_bar.engine.text()

    # Phases ---------------------------------------------------------------------------------------------------

    def drag(self) -> None:
        """Be in the middle of a drag of a point."""
        for number in range(5):
            self.session.place_point(Tap(0, number % 3), (0.5 + 0.1 * number, 0.5))
            self.rest(0.02)

    def export(self) -> None:
        """Be in the middle of an export of offsets."""
        self.session.export_offsets(str(self.folder / "offsets.csv"), "csv")

    def save(self) -> None:
        """Be in the middle of writing the experiment."""
        self.session.save_experiment(self.folder / "experiment.vizapp")

    def be_set_up(self) -> None:
        """Be about to set up the lab once more, because an engine has just crashed."""
        self.signal(signal.SIGABRT)  # after two SIGKILLs in a row somebody is asked
        self.wait(lambda: self.state.engine.phase == "lost", "notice of the end")
        self.wait(lambda: self.state.engine.ready and self.state.configured is None, "another engine")


def kills(window: FaultyWindow, times: int, moments: random.Random) -> list[Killed]:
    """Kill the engine so many times, in every phase and both labs in turn."""
    found: list[Killed] = []
    phases: list[tuple[str, Callable[[], None] | None]] = [
        ("training", None),
        ("drag", window.drag),
        ("export", window.export),
        ("save", window.save),
        ("set-up", window.be_set_up),
    ]
    for number in range(times):
        lab = LABS[number // len(phases) % 2].lab
        name, begin = phases[number % len(phases)]
        if lab == "subpixel" and name in ("drag", "export"):
            name, begin = "training", None
        window.train(lab)
        window.rest(moments.uniform(0, 2))
        killed = window.kill(begin, exact=name != "drag")
        found.append(killed)
        print(
            f"{number + 1} {lab} {name}: at step {killed.reached}, on from {killed.kept} after {killed.back:.2f} s, "
            f"further after {killed.further:.2f} s",
            flush=True,
        )
        window.session.dismiss_banner()
        if name == "drag":
            window.session.end_gesture()
            window.session.clear_points()
            window.wait_until_safe()  # from here on training has the same numbers whenever it is done again
    return found


def stops(window: FaultyWindow, times: int, moments: random.Random) -> list[Stopped]:
    """Stop the engine so many times for 5 to 30 s, in both labs in turn."""
    found: list[Stopped] = []
    for number in range(times):
        lab = LABS[number % 2].lab
        window.train(lab)
        seconds = moments.uniform(5, 30)
        stopped = window.stop(seconds)
        found.append(stopped)
        print(f"{number + 1} {lab} {seconds:.1f} s: said after {stopped.said:.2f} s, ", end="")
        print(f"taken back after {stopped.taken_back:.2f} s", flush=True)
        assert stopped.said < SAYS_SO_SECONDS
    return found


def _summary(what: str, seconds: list[float]) -> str:
    return f"{what}: median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s"


if __name__ == "__main__":
    fault, times, moments = sys.argv[1], int(sys.argv[2]), random.Random(int(sys.argv[3]))
    with tempfile.TemporaryDirectory() as folder:
        faulty = FaultyWindow(Path(folder))
        try:
            if fault == "kills":
                ended = kills(faulty, times, moments)
                print(_summary("back", [each.back for each in ended]))
                print(_summary("further", [each.further for each in ended]))
            else:
                stopped = stops(faulty, times, moments)
                print(_summary("said", [each.said for each in stopped]))
                print(_summary("taken back", [each.taken_back for each in stopped]))
        finally:
            faulty.close()
