"""Opens large feature maps in the window and prints, as JSON, what that takes: ``python large_maps.py LAB FILE…``.

A process of its own, because its memory is measured and because only its children are told from other programs.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from others import OtherPrograms

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.gui.app import create_application, create_window
from vizapp.session.state import State

_PATIENCE = 60.0
_SETTLING = 1.0
_LABS = {
    "deformable": Experiment(device="cpu"),
    "subpixel": Experiment(device="cpu", lab="subpixel", labs=(SubpixelSpec(upscale_factor=2, task=ShuffleSpec()),)),
}


def memory_of(process: int, what: str) -> float:
    """Return a line of a process's status, "VmRSS" or "VmHWM" (its peak), in MB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(what))


def engine_process() -> int:
    """Return the number of the child that is the engine."""
    for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        if b"engine" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
            return int(child)
    raise LookupError("there is no engine")


def has_opened(state: State, file: str) -> bool:
    return state.source is not None and state.source.name == Path(file).name


def shows(file: str) -> Callable[[State], bool]:
    return lambda state: has_opened(state, file) and state.snapshot is not None


def can_be_stepped(file: str) -> Callable[[State], bool]:
    return lambda state: has_opened(state, file) and state.can_step


def main(lab: str, *files: str) -> None:
    app = create_application()
    window = create_window(_LABS[lab])
    window.show()
    session = window.session

    def wait_for(condition: Callable[[State], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not condition(session.state):
            assert time.monotonic() < end, (session.state.refusal_text, session.state.banner)
            app.processEvents()
            time.sleep(0.001)

    def settle() -> None:
        end = time.monotonic() + _SETTLING
        wait_for(lambda _: time.monotonic() > end)

    wait_for(lambda state: state.engine.ready)
    engine = engine_process()
    engine_base = memory_of(engine, "VmRSS")
    wait_for(lambda state: state.snapshot is not None)
    settle()
    window_base = memory_of(os.getpid(), "VmRSS")

    others, begun = OtherPrograms(), time.perf_counter()
    session.open_path(files[0])
    if lab == "subpixel":
        wait_for(shows(files[0]))
    else:
        wait_for(can_be_stepped(files[0]))
        session.step()
        wait_for(lambda state: state.transport.step == 1)
    seconds = time.perf_counter() - begun
    settle()
    free_cores, engine_peak = others.free_cores(), memory_of(engine, "VmHWM") - engine_base
    for file in files[1:]:
        session.open_path(file)
        wait_for(shows(file))
        settle()
    assert session.state.source is not None
    source = session.state.source.values.nbytes / 1e6
    window_more = memory_of(os.getpid(), "VmRSS") - window_base - source
    figures = {
        "seconds": seconds,
        "free_cores": free_cores,
        "engine_base": engine_base,
        "engine_peak_in_maps": engine_peak / source,
        "window_base": window_base,
        "window_more": window_more,
    }
    window.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
