"""A real window whose engine says wrong things: what becomes of each, counted.

``python tests/gui/wrong_replies.py --count 20000`` tries so many mutants of every kind, with ``tests/protocol`` on
the path; ``--recording`` and ``--kind`` choose among them. Those that are rejected at the wire are all one to the
window, which then knows nothing but that: it is given one in ``--rejected-every`` of them.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from PySide6.QtCore import QMessageLogContext, QPointF, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from recorded_replies import UNIT, Recording, changed, recordings
from reply_mutations import Mutant, kinds_of, reply_mutant
from rig import Hand

from vizapp.document.brought import BroughtSpec
from vizapp.engine.client import EngineClient
from vizapp.gui.app import create_application
from vizapp.gui.guard import forget_reports
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.protocol.commands import (
    Command,
    Configure,
    Enlarge,
    ExportOffsets,
    Observe,
    SaveExperiment,
    SetNetwork,
)
from vizapp.protocol.messages import Reply
from vizapp.protocol.wire import WireError, decode_reply
from vizapp.session.session import Session
from vizapp.session.source_loading import ReaderClient
from vizapp.sources.brought import OffsetChoices, SourceFacts
from vizapp.sources.client import ReaderTrouble
from vizapp.sources.loaded import AxisOrder, LoadedSource
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.reader_messages import ChoiceNeeded, NotLoaded
from vizapp.sources.results import ReadResult
from vizapp.sources.weights import LoadedNetwork

_GOOD = ("Configured", "InputPicture", "Progress", "RunningChanged", "Snapshot")
_OF_FILES = ("Writing", "Exported", "Enlarged", "CurvesWanted", "ExperimentSaved")
"""What is said of a file that the engine writes."""
_MOST_POLLS = 50
_BACK_EVERY = 4
"""After so many mutants the good replies come; until then what was shown adds up."""


class ScriptedEngine(EngineClient):
    """Answers every document with what was recorded of one; ``frames`` are what it says next."""

    alive: bool = False
    silent_seconds: float = 0.0

    def __init__(self, recording: Recording) -> None:
        self._recorded = recording.replies
        self.starts = 0
        self.generation = self.configure_seq = self.network_seq = self.file_seq = self.seq = 0
        self.frames: list[list[bytes]] = []
        self.misread = False

    def start(self) -> None:
        self.starts += 1
        self.alive = True
        self.frames = [self.good("Ready")]

    def send(self, command: Command) -> None:
        self.seq = max(self.seq, getattr(command, "seq", 0))
        if isinstance(command, Configure):
            self.generation, self.configure_seq = command.generation, command.seq
            self.answer()
        elif isinstance(command, Observe):
            self.frames.append(self.good("Snapshot"))
        elif isinstance(command, SetNetwork):
            self.network_seq = command.seq
            self.frames.append(self.good("NetworkRead"))
        elif isinstance(command, ExportOffsets | Enlarge | SaveExperiment):
            self.file_seq = command.seq

    def poll(self) -> list[Reply]:
        waiting, self.frames = self.frames, []
        try:
            return [decode_reply(frames) for frames in waiting]
        except WireError:
            self.misread = True
            raise

    def answer(self) -> None:
        """Say everything that there is to say about the document."""
        self.frames.extend(self.good(kind) for kind in _GOOD if kind in self._recorded)

    def good(self, kind: str, *, about_document: bool = True) -> list[bytes]:
        """Return a reply as it fits what was asked last; ``about_document`` lets a refusal be the document's."""
        now: dict[str, int] = {}
        if kind not in ("Ready", "Failed", "NetworkRead", "NetworkRunning", *_OF_FILES):
            now["generation"] = self.generation
        if kind in ("Snapshot", "Arrived"):
            now["applied"] = self.seq
        if kind == "NetworkRead":
            now["seq"] = self.network_seq
        if kind in _OF_FILES:
            now["seq"] = self.file_seq
        if kind == "Progress":
            now["first_step"] = 1
        if kind == "Refused":
            now["seq"] = self.configure_seq if about_document else self.seq + 1
        return changed(self._recorded[kind], **now)

    def fileno(self) -> int | None:
        return None

    def exit_signal(self) -> int | None:
        return None

    def exit_reason(self) -> str:
        return "ended with status 0"

    def crash_report(self) -> str:
        return ""

    def kill(self) -> None:
        self.alive = False

    def close(self, timeout: float = 2.0) -> None:
        self.alive = False


Outcome: TypeAlias = LoadedSource | ChoiceNeeded | NotLoaded
"""What a reader may answer."""


class ScriptedReader(ReaderClient):
    """Answers with ``outcome``, whatever it is asked for, but with ``network`` where it is asked for weights."""

    trouble: ReaderTrouble = ""

    def __init__(self, outcome: Outcome, network: LoadedNetwork | None) -> None:
        self.outcome = outcome
        self._network = network
        self._results: list[ReadResult] = []

    def request(
        self, path: Path, array: str | None = None, axes: AxisOrder | None = None, *, request_id: int
    ) -> None:
        match self.outcome:
            case LoadedSource() as loaded:
                self._results.append(ReadResult(request_id, loaded=loaded))
            case ChoiceNeeded(entries):
                self._results.append(ReadResult(request_id, choice=entries))
            case NotLoaded(problem):
                self._results.append(ReadResult(request_id, problem=problem))

    def request_bytes(self, data: bytes, name: str, *, request_id: int) -> None:
        self.request(Path(name), request_id=request_id)

    def request_pixels(self, pixels: RawPixels, name: str, *, request_id: int) -> None:
        self.request(Path(name), request_id=request_id)

    def request_examination(
        self, paths: Sequence[Path], choices: OffsetChoices, source: SourceFacts, *, request_id: int
    ) -> None:
        self.request(paths[0], request_id=request_id)

    def request_brought(self, spec: BroughtSpec, *, request_id: int) -> None:
        self.request(Path(), request_id=request_id)

    def request_weights(self, path: Path, *, request_id: int) -> None:
        self._results.append(ReadResult(request_id, network=self._network))

    def request_experiment(self, path: Path, *, request_id: int) -> None:
        self.request(path, request_id=request_id)

    def cancel(self) -> None:
        self._results.clear()

    def poll(self) -> list[ReadResult]:
        results, self._results = self._results, []
        return results

    def close(self) -> None:
        self._results.clear()


@dataclass
class Tally:
    """What became of the mutants of one kind.

    Attributes:
        outcomes: how many were rejected at the wire, rejected by the session, and shown.
        mistakes: what went wrong in the window, each with the changes that led to it.
        slowest: seconds, and the changes that took so long.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")


class Trial:
    """A window that is shown one recording, and what it makes of the recording's mutants."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.engine = ScriptedEngine(recording)
        self.reader = ScriptedReader(recording.source, recording.network)
        self.session = Session(self.engine, self.reader, LAB_UIS, recording.experiment, start=False)
        self.window = MainWindow(self.session, Settings())
        self.window.resize(960, 600)
        for ui in LAB_UIS.values():
            for overlay in ui.overlays:  # all of them, so that whatever comes is drawn
                self.session.show_overlay(overlay.key, True)
        self.window.show()
        self.mistakes: list[str] = []
        QApplication.processEvents()
        self._settle()
        self.session.pick(UNIT)
        self.session.ask_readers(UNIT)
        self._settle()
        self._hands = [Hand(canvas) for canvas in (self.window.canvases.input, self.window.canvases.output)]

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()

    def run(self, kind: str, count: int, seed: int = 0, first: int = 0, rejected_every: int = 1) -> Tally:
        """Show mutants ``first`` … of a kind, as ``kinds_of`` names them, and the good replies now and then.

        Of those that are rejected at the wire the window hears one in ``rejected_every``.
        """
        reply, within = kinds_of(self.recording.replies)[kind]
        tally = Tally()
        with self._heard():
            for index in range(first, first + count):
                begun = time.perf_counter()
                self._begin_file(reply)
                good = self.engine.good(reply, about_document=index % 2 == 0)
                mutant = reply_mutant(good, f"{self.recording.name}/{kind}/{seed}/{index}", within)
                if index % rejected_every and _is_rejected(mutant):
                    tally.outcomes["wire"] += 1
                    continue
                tally.outcomes[self._take(mutant, index)] += 1
                tally.mistakes += [f"mutant {index}: {what}\n  after {mutant.changes}" for what in self.mistakes]
                self.mistakes.clear()
                tally.slowest = max(tally.slowest, (time.perf_counter() - begun, mutant.changes))
        return tally

    def open(self, outcome: Outcome, index: int) -> list[str]:
        """Have the window open what a reader has read, and the recording's source after it; returns the mistakes."""
        with self._heard():
            for each in (outcome, self.recording.source):
                self.reader.outcome = each
                self.session.open_path(f"/nowhere/{index}.png")
                self._settle()
                self._look(index)
                self.session.cancel_choice()
                QApplication.processEvents()
            if self.session.state.source is not self.recording.source:
                self.mistakes.append("the good source is not shown")
            self.session.dismiss_banner()
        found, self.mistakes = self.mistakes, []
        return found

    def _begin_file(self, reply: str) -> None:
        """Have a file written, if that is what ``reply`` is about and none is."""
        if reply in _OF_FILES and self.session.state.saving is None and self.session.state.engine.ready:
            if "ExperimentSaved" in self.recording.replies:
                self.session.save_experiment("/nowhere/a.vizapp")
            elif "Exported" in self.recording.replies:
                self.session.export_offsets("/nowhere/points.npz", "npz")
            else:
                self.session.save_enlarged("/nowhere/large.png")

    def _take(self, mutant: Mutant, index: int) -> str:
        """Let the window hear a mutant, and good replies after it was rejected; returns what became of the mutant."""
        forget_reports()
        starts, self.engine.misread = self.engine.starts, False
        self.engine.frames.append(mutant.frames)
        self._poll()
        outcome = "shown"
        if self.engine.misread or self.engine.starts > starts or not self.engine.alive:
            outcome = "wire" if self.engine.misread else "session"
            self._expect_told(starts)
        else:
            self._look(index)
        if not self.engine.alive:  # it spoke another protocol, and is not started again before the person wants it
            self.session.restart_engine()
        self._settle()
        if outcome == "shown" and index % _BACK_EVERY:
            return outcome
        if outcome == "shown":
            self.engine.answer()
            self._settle()
        self._expect_well()
        self.session.dismiss_banner()
        return outcome

    def _expect_told(self, starts: int) -> None:
        """Another engine was started, or the person is offered to; the window says so."""
        banner = self.session.state.banner
        started = self.engine.starts == starts + 1 and self.session.state.engine.phase == "lost"
        offered = not self.engine.alive and banner is not None and "restart-engine" in banner.actions
        if not (started or offered):
            self.mistakes.append(f"no other engine: {self.session.state.engine}")
        if banner is None or not self.window.banner.isVisible():
            self.mistakes.append("the window does not tell")

    def _expect_well(self) -> None:
        """The good replies have been taken over: the engine computes, and the window shows what it said."""
        state = self.session.state
        if not (state.engine.ready and state.configured and state.snapshot and not state.refusal):
            self.mistakes.append(f"good replies are not shown: {state.engine} {state.banner} {state.refusal}")

    def _look(self, index: int) -> None:
        """Have everything drawn, near or as a whole, with the mouse over both pictures."""
        if index % 3 < 2:
            self.window.actions_table["zoomProbeAction" if index % 3 else "fitAction"].trigger()
        for hand in self._hands:
            hand.move(QPointF(150 + index % 50, 120 + index % 30))
        QApplication.processEvents()
        if index % _BACK_EVERY == 0:
            self.window.grab()

    def _settle(self) -> None:
        """Poll until the engine has said everything."""
        for _ in range(_MOST_POLLS):
            self._poll()
            if not self.engine.frames:
                return
        self.mistakes.append("the engine is asked without end")

    def _poll(self) -> None:
        try:
            self.session.poll()
        except Exception as error:  # in the window it would be a slot's, and be reported
            self.mistakes.append(f"poll: {_place(error, error.__traceback__)}")

    @contextmanager
    def _heard(self) -> Iterator[None]:
        """Collect what is reported while the context lasts, and what Qt and numpy warn of."""

        def report(_: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            self.mistakes.append(f"reported: {_place(error, trace)}")

        def hear(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
            if kind != QtMsgType.QtDebugMsg and "propagateSizeHints" not in text:
                self.mistakes.append(f"Qt: {text}")

        hook, sys.excepthook = sys.excepthook, report
        handler = qInstallMessageHandler(hear)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                yield
        finally:
            qInstallMessageHandler(handler)
            sys.excepthook = hook
            for name in ("last_exc", "last_type", "last_value", "last_traceback"):
                vars(sys).pop(name, None)  # Python keeps the last exception that was reported, and so the window


def _is_rejected(mutant: Mutant) -> bool:
    try:
        decode_reply(mutant.frames)
    except WireError:
        return True
    return False


def _place(error: BaseException, trace: TracebackType | None) -> str:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    return f"{type(error).__name__}: {str(error)[:200]} at {where}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--rejected-every", type=int, default=20)
    parser.add_argument("--recording", action="append")
    parser.add_argument("--kind", action="append")
    options = parser.parse_args()
    known = {kind for recording in recordings() for kind in recording.replies}
    known |= {kind for recording in recordings() for kind in kinds_of(recording.replies)}
    if unknown := set(options.kind or ()) - known:
        parser.error(f"nothing of this kind was recorded: {', '.join(sorted(unknown))}")
    create_application()
    for recording in recordings():
        if options.recording and recording.name not in options.recording:
            continue
        trial = Trial(recording)
        for kind in kinds_of(recording.replies):
            if not options.kind or kind in options.kind:
                begun = time.perf_counter()
                tally = trial.run(kind, options.count, options.seed, options.first, options.rejected_every)
                seconds = time.perf_counter() - begun
                print(recording.name, kind, dict(tally.outcomes), f"{len(tally.mistakes)} mistakes", end=" ")
                print(f"{seconds:.0f} s, slowest {tally.slowest[0]:.2f} s: {tally.slowest[1][:200]}", flush=True)
                for what, often in Counter(each.partition("\n")[0] for each in tally.mistakes).most_common(8):
                    print(f"    {often} × {what}")
                for mistake in tally.mistakes[:4]:
                    print("   ", mistake[:600], flush=True)
        trial.close()


if __name__ == "__main__":
    main()
