"""Where memory runs out, the system ends every process that a window has started before the window itself."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from vizapp.animations.film import Film
from vizapp.memory_order import ENGINE, READER, WRITER

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such order"),
]
PATIENCE = 60.0
FILM = Film("gif", 4, 4, 1, 10.0, 0.0)
CHILDREN = {
    "reader": (["vizapp.sources.child"], READER),
    "encoder": (["vizapp.animations.child", *FILM.words()], WRITER),
    "drawing": (["vizapp.gui.figures.drawing_child", "svg", "title", ""], WRITER),
    "engine": (["vizapp", "engine", "--endpoint", "ipc://{folder}/engine", "--parent-pipe"], ENGINE),
}


def score_of(pid: int | str) -> int:
    return int(Path(f"/proc/{pid}/oom_score_adj").read_text())


@pytest.mark.parametrize("name", CHILDREN)
def test_a_child_goes_before_the_window(name: str, tmp_path: Path) -> None:
    words, score = CHILDREN[name]
    command = [sys.executable, "-P", "-m", *(word.format(folder=tmp_path) for word in words)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        try:
            deadline = time.monotonic() + PATIENCE
            while score_of(child.pid) != score:
                assert child.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.02)
        finally:
            child.kill()
    assert score_of("self") < score


def test_what_is_lost_with_a_process_decides() -> None:
    assert score_of("self") < ENGINE < WRITER < READER
