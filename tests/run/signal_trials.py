"""Runs that get a signal at a random moment, on a disk that is full for some: ``signal_trials.py --count 100``.

Each begins in a folder with the results of an earlier run. After the signal the folder holds the results of one run,
whole, or none, and says which; then the run is gone on with and reaches the numbers of one that was never cut short.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal, NoReturn

from vizapp.cli import main
from vizapp.run import checkpoints
from vizapp.run.files import CHECKPOINT_FILE, METRICS_FILE, result_files

_OPTIONS = ("--lab", "deformable", "--working-size", "48", "--steps", "300", "--device", "cpu")
_SIGNALS = ("SIGHUP", "SIGINT", "SIGTERM", "SIGKILL")
_FILLER = "filler"
_DISK_BYTES = 16 << 20
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["torch", "vizapp.run.results", "vizapp.engine.slots", "vizapp.gui.run_figures"])
_TIMES = {"seconds", "setup_seconds", "steps_per_second", "resumed"}
"""What differs between two runs in metrics.json."""

Held = Literal["earlier", "new", "none"]


@dataclass(frozen=True)
class Trial:
    """What is done to one run.

    Attributes:
        number: of the signal.
        after: seconds after the start.
        again: seconds after the first signal until it comes again; None where it does not.
        to_all: whether its children get it, too, as from a terminal.
        figures: whether the run draws figures.
        free: bytes that are free on the disk of its folder; None for enough.
    """

    number: signal.Signals
    after: float
    again: float | None
    to_all: bool
    figures: bool
    free: int | None


@dataclass
class Outcomes:
    """What has come of all trials: how often, and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class FaultError(Exception):
    """A run has not done what it promises."""


def do_trials() -> int:
    """Do trials and print what has come of them; 0 if nothing went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    may_mount = hasattr(os, "geteuid") and os.geteuid() == 0
    if not may_mount:
        print("no disk is full in these trials: only root may mount one")
    rng = random.Random(options.seed)
    outcomes = trials(options.count, rng, lambda line: print(line, flush=True), small_disks=may_mount)
    for what, count in sorted(outcomes.counts.items()):
        print(f"{count:4d}  {what}")
    print(f"{len(outcomes.faults)} faults")
    return 1 if outcomes.faults else 0


def trials(
    count: int, rng: random.Random, say: Callable[[str], None] = lambda line: None, *, small_disks: bool
) -> Outcomes:
    """Do so many trials and return what has come of them.

    Args:
        count: how many.
        rng: chooses the moments.
        say: is told of faults, and how far it is.
        small_disks: whether a fifth of them is done on a disk with little room, which only root may mount.
    """
    outcomes = Outcomes()
    with tempfile.TemporaryDirectory(prefix="signal-trials-") as name:
        folder = Path(name)
        earlier = folder / "earlier"
        _require(_ended(_started(folder, earlier, *_OPTIONS, "--seed", "1")) == 0, "the earlier run has failed")
        whole, lasts = {}, {}
        for figures in (False, True):
            begun = time.monotonic()
            whole[figures] = folder / f"whole-{figures}"
            _require(
                _ended(_started(folder, whole[figures], *_OPTIONS, *_figures(figures))) == 0,
                "the whole run has failed",
            )
            lasts[figures] = time.monotonic() - begun
        for number in range(count):
            figures = number % 6 == 5
            trial = Trial(
                signal.Signals[_SIGNALS[number % len(_SIGNALS) if number % 8 < 4 else 3 - number % len(_SIGNALS)]],
                rng.uniform(0, 1.1) * lasts[figures],
                rng.uniform(0, 0.5) if rng.random() < 0.25 else None,
                number % 2 == 1,
                figures,
                rng.randrange(3 << 20) if small_disks and number % 5 == 4 else None,
            )
            with _room(folder / "disk", trial.free) as disk:
                try:
                    _try(trial, folder, disk / "out", whole[figures], outcomes.counts)
                except FaultError as fault:
                    outcomes.faults.append(f"{trial}: {fault}")
                    say(f"{number}: {outcomes.faults[-1]}")
            if number % 10 == 9:
                say(f"{number + 1} of {count}")
    return outcomes


def _try(trial: Trial, base: Path, out: Path, whole: Path, counts: Counter[str]) -> None:
    """Do one trial in the folder ``out``; ``whole`` is of the same run at once.

    Raises:
        FaultError: what was promised does not hold.
    """
    shutil.copytree(base / "earlier", out)
    if trial.free is not None:
        _fill(out.parent, trial.free)
    process = _started(base, out, *_OPTIONS, *_figures(trial.figures))
    time.sleep(trial.after)
    _send(process, trial)
    if trial.again is not None:
        time.sleep(trial.again)
        _send(process, trial)
    status, said = _ended(process), _said(base)
    held = _held(out)
    left = [path.name for path in out.iterdir() if path.name.startswith(".vizapp-")]
    _check_status(trial, status, said, held, bool(left))
    (out.parent / _FILLER).unlink(missing_ok=True)
    full = "" if trial.free is None else ", little room"
    counts[f"{trial.number.name} → {status}, {held}{full}"] += 1
    resumes = (out / CHECKPOINT_FILE).exists()
    if resumes or held != "new" or _metrics(out)["ending"] != "done":
        counts["gone on with from a checkpoint" if resumes else "begun again"] += 1
        words = ("--resume",) if resumes else (*_OPTIONS, *_figures(trial.figures))
        again = _ended(_started(base, out, *words))
        _require(again == 0, f"it does not go on after {status}, {held}: {again}, {_said(base)}")
    _check_same(out, whole)


def _send(process: BaseProcess, trial: Trial) -> None:
    """Send the signal of a trial; a process that has ended gets none."""
    assert process.pid is not None
    with suppress(ProcessLookupError):
        (os.killpg if trial.to_all else os.kill)(process.pid, trial.number)


def _check_status(trial: Trial, status: int, said: str, held: Held, has_left: bool) -> None:
    """Check that exit status and sentences are those of what the folder holds."""
    told = f"status {status} and {held} results, {said!r}"
    by_default = -trial.number
    if "Traceback" in said:
        # Python itself was still starting, or already ending.
        _require(trial.number == signal.SIGINT and "vizapp run:" not in said, told)
    if status == by_default or (trial.number == signal.SIGINT and "vizapp run:" not in said and status == 1):
        is_early, is_late = "on CPU" not in said, "results are in" in said
        _require(trial.number == signal.SIGKILL or trial.again is not None or is_early or is_late, told)
        _require(held != "none" or trial.number == signal.SIGKILL, told)
        return
    _require(not has_left, f"something is left: {told}")
    if status == 0:
        _require(held == "new", told)
    elif status == 1:
        _require(trial.free is not None and "cannot be written" in said and held == "earlier", told)
        _require("the results of an earlier run are still in" in said, told)
    elif status == 130 and ("ended early" in said or "results are in" in said):
        _require(held == "new" or (trial.again is not None and "ended at once" in said), told)
    else:
        at_once = trial.again is not None and "ended at once" in said
        _require(status == 130 and held == "earlier" and ("before the first step" in said or at_once), told)


def _held(out: Path) -> Held:
    """Return whose results are in a folder, which are whole, and nothing else beside them."""
    there = {path.name for path in out.iterdir()} & result_files()
    if METRICS_FILE not in there:
        return "none"
    digests = _metrics(out)["files"]
    found = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in there - {METRICS_FILE}}
    _require(found == digests, f"results are mixed: {sorted(there)}")
    return "earlier" if _metrics(out)["seed"] else "new"


def _check_same(out: Path, whole: Path) -> None:
    """Check that a folder holds what a run at once has given, and nothing besides."""
    found, expected = (
        {key: value for key, value in _metrics(each).items() if key not in _TIMES} for each in (out, whole)
    )
    differing = [key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key)]
    _require(not differing, f"other numbers than at once: {differing}")
    _require(_held(out) == "new", "the results are not there")
    _require(not (out / CHECKPOINT_FILE).exists(), "the checkpoint is still there")
    _require(not list(out.glob(".vizapp-results*")), "something is left")


def _started(base: Path, out: Path, *words: str) -> BaseProcess:
    """Start a run that writes into ``out``, and what it says into a file of ``base``.

    It is forked from a process that has imported torch, which takes most of the time of a short run otherwise.
    """
    process = _CONTEXT.Process(target=_begin, args=(base / "said", ["run", *words, "--out", str(out)]))
    process.start()
    return process


def _begin(said: Path, arguments: list[str]) -> NoReturn:
    os.setsid()
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the trials may have been started by nohup
    for descriptor, where, flags in ((0, os.devnull, os.O_RDONLY), (2, said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)):
        os.dup2(os.open(where, flags), descriptor)
    checkpoints.EVERY_SECONDS = 0.2
    sys.exit(main(arguments))


def _ended(process: BaseProcess) -> int:
    """Return the exit status of a run, negative where a signal has ended it."""
    process.join(200)
    _require(process.exitcode is not None, "it hangs")
    assert process.exitcode is not None
    return process.exitcode


def _said(base: Path) -> str:
    return (base / "said").read_text("utf-8", "replace")


def _figures(figures: bool) -> tuple[str, ...]:
    return ("--figures", "svg") if figures else ()


def _metrics(out: Path) -> dict[str, Any]:
    return json.loads((out / METRICS_FILE).read_bytes())


@contextmanager
def _room(disk: Path, free: int | None) -> Iterator[Path]:
    """Return a folder, on a small disk of its own where that is wanted."""
    disk.mkdir()
    if free is not None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK_BYTES}", "none", str(disk)], check=True)
    try:
        yield disk
    finally:
        if free is not None:
            subprocess.run(["umount", str(disk)], check=True)
        shutil.rmtree(disk)


def _fill(disk: Path, free: int) -> None:
    """Leave so many bytes of a small disk."""
    (disk / _FILLER).write_bytes(bytes(max(shutil.disk_usage(disk).free - free, 0)))


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise FaultError(otherwise)


if __name__ == "__main__":
    sys.exit(do_trials())
