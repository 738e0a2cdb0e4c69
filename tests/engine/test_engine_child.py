"""The engine as a process: how it begins, how it ends, and what is left of it."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import zmq
from processes import is_running

from vizapp.document.experiment import Experiment
from vizapp.engine.child import ChildEngine
from vizapp.engine.endpoint import SECRET_VARIABLE, bind, private_endpoint
from vizapp.engine.server import NICENESS, _milliseconds, serve
from vizapp.memory_order import ENGINE
from vizapp.protocol.commands import Configure, Run, SetSource
from vizapp.protocol.events import Failed, Ready, RunningChanged
from vizapp.protocol.messages import Reply
from vizapp.protocol.snapshot import Snapshot
from vizapp.wording.problems import sentence

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and private sockets are POSIX's")
PATIENCE = 30.0


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Wait until ``condition`` holds and return how long that took."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, "it did not happen in time"
        time.sleep(0.005)
    return time.monotonic() - begun


def wait_for_reply(engine: ChildEngine, kind: type[Reply]) -> None:
    wait_for(lambda: any(isinstance(reply, kind) for reply in engine.poll()))


def folder_of(engine: ChildEngine) -> Path:
    assert engine._endpoint is not None
    assert engine._endpoint.folder is not None
    return engine._endpoint.folder


def listens(engine: ChildEngine) -> bool:
    return (folder_of(engine) / "engine").exists()


@pytest.fixture
def engine() -> Iterator[ChildEngine]:
    engine = ChildEngine()
    engine.start()
    yield engine
    engine.close()


def run_slow_steps(engine: ChildEngine) -> None:
    """Let it train on the largest working size, where one step takes long."""
    pixels = np.random.default_rng(1).integers(0, 256, (1024, 1024, 3)).astype(np.uint8)
    engine.send(SetSource(1, "image", pixels))
    engine.send(Configure(2, 1, Experiment(device="cpu", working_size=1024)))
    engine.send(Run(3))
    wait_for_reply(engine, Snapshot)
    time.sleep(0.1)


def test_it_is_closed_at_once_while_it_imports(engine: ChildEngine) -> None:
    wait_for(lambda: listens(engine))
    time.sleep(0.3)
    pid = engine.pid
    begun = time.monotonic()
    engine.close()
    assert time.monotonic() - begun < 2.0
    assert pid is not None
    assert not is_running(pid)


def test_the_window_goes_before_it(engine: ChildEngine) -> None:
    pid = engine.pid
    assert pid is not None
    wanted = min(19, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)
    wait_for(lambda: os.getpriority(os.PRIO_PROCESS, pid) == wanted)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_the_system_ends_it_before_the_window_where_memory_runs_out(engine: ChildEngine) -> None:
    score = Path(f"/proc/{engine.pid}/oom_score_adj")
    wait_for(lambda: int(score.read_text()) == ENGINE)
    assert int(Path("/proc/self/oom_score_adj").read_text()) < ENGINE


@pytest.mark.skipif(os.name == "nt", reason="needs sockets of POSIX")
def test_an_engine_that_stands_alone_listens_to_its_user_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with zmq.Context() as context, bind(context, f"ipc://{tmp_path / 'other'}", ""):
            assert stat.S_IMODE((tmp_path / "other").stat().st_mode) & 0o077 == 0
        assert os.umask(0) == 0, "what others make is as before"
    finally:
        os.umask(before)


@pytest.mark.slow
def test_it_is_closed_within_two_seconds_in_the_middle_of_a_step(engine: ChildEngine) -> None:
    # Sent before it listens, and taken when it does.
    run_slow_steps(engine)
    pid = engine.pid
    begun = time.monotonic()
    engine.close()
    assert time.monotonic() - begun < 2.0
    assert pid is not None
    assert not is_running(pid)


def test_nobody_else_may_enter_its_folder_and_nothing_is_left_of_it(engine: ChildEngine) -> None:
    folder = folder_of(engine)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    engine.close()
    assert not folder.exists()


def test_a_killed_engine_says_by_what_and_another_can_be_started(engine: ChildEngine) -> None:
    first = engine.pid
    assert engine.alive
    assert engine.exit_reason() == ""
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert wait_for(lambda: not engine.alive) < 1.0
    assert engine.exit_reason() == "killed by signal 9 (SIGKILL)"
    assert engine.poll() == []
    engine.send(Run(1))
    engine.start()
    assert engine.alive
    assert engine.pid != first


def test_a_crash_leaves_a_report(engine: ChildEngine) -> None:
    wait_for(lambda: listens(engine))
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSEGV)
    wait_for(lambda: not engine.alive)
    assert engine.exit_reason() == "killed by signal 11 (SIGSEGV)"
    report = engine.crash_report()
    assert "Segmentation fault" in report
    assert "server.py" in report


def test_ctrl_c_in_the_terminal_is_the_windows_business(engine: ChildEngine) -> None:
    wait_for(lambda: listens(engine))
    time.sleep(0.1)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGINT)
    time.sleep(0.2)
    assert engine.alive


@pytest.mark.slow
def test_many_starts_leave_nothing_open() -> None:
    def count(what: str) -> int:
        return sum(1 for _ in Path("/proc/self", what).iterdir())

    def cycle() -> None:
        engine = ChildEngine()
        engine.start()
        engine.start()
        engine.close()

    cycle()
    before = count("fd"), count("task")
    for _ in range(3):
        cycle()
    assert (count("fd"), count("task")) == before


PARENT = """
import sys, time
from vizapp.engine.child import ChildEngine
from vizapp.protocol.events import Ready
engine = ChildEngine()
engine.start()
if {wait}:
    while not any(isinstance(reply, Ready) for reply in engine.poll()):
        time.sleep(0.01)
    from tests_engine_child import run_slow_steps
    run_slow_steps(engine)
print(engine.pid, engine._endpoint.folder, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("busy", [False, True], ids=["while it imports", "in the middle of a step"])
@pytest.mark.slow
def test_no_orphan_stays_when_the_window_is_killed(busy: bool) -> None:
    script = PARENT.format(wait=busy).replace("tests_engine_child", Path(__file__).stem)
    here = Path(__file__).parent
    found = filter(None, (str(here), str(here.parent), os.environ.get("PYTHONPATH")))
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(found)},
    )
    assert parent.stdout is not None
    with parent.stdout:
        pid, folder = parent.stdout.readline().split()
        assert is_running(int(pid))
        if not busy:
            wait_for(lambda: (Path(folder) / "engine").exists())
            time.sleep(0.5)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert wait_for(lambda: not is_running(int(pid)), 10.0) < 2.0
    assert not Path(folder).exists()


@pytest.mark.slow
def test_on_the_loopback_interface_only_the_holder_of_the_key_is_heard() -> None:
    engine = ChildEngine(prefer_ipc=False)
    engine.start()
    endpoint = engine._endpoint
    assert endpoint is not None
    assert endpoint.address.startswith("tcp://127.0.0.1:")
    with zmq.Context() as context, context.socket(zmq.PAIR) as stranger:
        stranger.setsockopt(zmq.LINGER, 0)
        stranger.connect(endpoint.address)
        stranger.send(b"\x81\xa4type\xa8Shutdown")
        with context.socket(zmq.PAIR) as other:
            other.setsockopt(zmq.LINGER, 0)
            other.curve_serverkey = zmq.curve_keypair()[0]
            other.curve_publickey, other.curve_secretkey = zmq.curve_keypair()
            other.connect(endpoint.address)
            other.send(b"\x81\xa4type\xa8Shutdown")
            wait_for_reply(engine, Ready)
            time.sleep(0.2)
            assert engine.alive
            assert stranger.poll(0) == 0
    engine.close()


@pytest.mark.parametrize(
    ("endpoint", "reason"),
    [
        ("somewhere", "must begin with ipc:// or tcp://"),
        ("tcp://127.0.0.1:5555", SECRET_VARIABLE),
        ("ipc:///no/such/folder/engine", "cannot listen"),
    ],
)
def test_an_endpoint_that_cannot_be_used_is_a_sentence(endpoint: str, reason: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vizapp", "engine", "--endpoint", endpoint],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_wrong_number_of_threads_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VIZAPP_THREADS", "many")
    monkeypatch.setattr("faulthandler.enable", lambda: None)  # this process has its own
    assert serve(f"ipc://{tmp_path}/engine") == 2
    assert capfd.readouterr().err == (
        "vizapp engine: VIZAPP_THREADS is 'many'; it must be a whole number from 1 to 1024.\n"
    )


def test_a_folder_with_a_long_name_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("long" * 25)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    endpoint = private_endpoint()
    assert endpoint.address.startswith("tcp://127.0.0.1:")
    assert SECRET_VARIABLE in endpoint.environment
    assert list(deep.iterdir()) == []


@pytest.mark.parametrize("name", ["with spaces", "Größe 大きさ"])
@pytest.mark.slow
def test_a_folder_with_any_name_will_do(name: str, engine: ChildEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(prefix=name) as temporary:  # pytest's own names are too long for a socket
        monkeypatch.setattr("tempfile.tempdir", temporary)
        engine.start()
        assert folder_of(engine).parent == Path(temporary)
        wait_for_reply(engine, Ready)
        engine.close()
        assert list(Path(temporary).iterdir()) == []


def test_a_folder_whose_name_is_no_text_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/gr\xf6")
    Path(odd).mkdir()
    monkeypatch.setattr("tempfile.tempdir", odd)
    assert private_endpoint().address.startswith("tcp://127.0.0.1:")
    assert list(Path(odd).iterdir()) == []


@pytest.mark.slow
def test_an_engine_that_no_socket_can_be_had_for_cannot_be_started(
    engine: ChildEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise zmq.ZMQError(errno.EMFILE)

    with monkeypatch.context() as patch:
        patch.setattr(zmq.Context, "socket", refuse)
        with pytest.raises(OSError, match="Too many open files"):
            engine.start()
    assert not engine.alive
    engine.start()
    wait_for_reply(engine, Ready)


@pytest.mark.slow
def test_an_engine_may_die_while_a_source_is_sent_to_it(engine: ChildEngine) -> None:
    engine.start()
    wait_for_reply(engine, Ready)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSTOP)  # so that most of it has not been taken
    values = np.random.default_rng(0).integers(0, 256, (4096, 4096, 3), np.uint8)
    held = sys.getrefcount(values)
    engine.send(SetSource(1, "image", values))
    assert sys.getrefcount(values) > held, "it is sent as it is, without a copy"
    os.kill(engine.pid, signal.SIGKILL)
    wait_for(lambda: not engine.alive)
    engine.send(SetSource(2, "image", values))
    assert engine.poll() == []
    engine.start()
    wait_for_reply(engine, Ready)
    wait_for(lambda: sys.getrefcount(values) == held)
    engine.send(SetSource(3, "image", values))
    engine.send(Configure(4, 1, Experiment(device="cpu", working_size=32)))
    wait_for_reply(engine, Snapshot)


@pytest.mark.slow
def test_what_cannot_be_read_is_told_and_training_pauses(engine: ChildEngine) -> None:
    engine.start()
    engine.send(SetSource(1, "image", np.random.default_rng(0).integers(0, 256, (32, 32, 3)).astype(np.uint8)))
    engine.send(Configure(2, 1, Experiment(device="cpu")))
    engine.send(Run(3, 20.0))
    wait_for_reply(engine, RunningChanged)
    assert engine._socket is not None
    engine._socket.send(b"noise")
    replies: list[Reply] = []

    def paused() -> bool:
        replies.extend(engine.poll())
        return any(isinstance(reply, RunningChanged) and not reply.running for reply in replies)

    wait_for(paused)
    (failed,) = (reply for reply in replies if isinstance(reply, Failed))
    assert "cannot read" in sentence(failed.problem)


IMPORTS = """
import sys
import numpy as np
from vizapp.engine.in_process import InProcessEngine
from vizapp.document.experiment import Experiment
from vizapp.protocol.commands import (Configure, SetSource, Step)
from vizapp.protocol.events import Progress
engine = InProcessEngine()
engine.start()
engine.send(SetSource(1, "image", np.arange(3072, dtype=np.uint8).reshape(32, 32, 3)))
for seq, lab in enumerate(("deformable", "subpixel"), 2):
    engine.send(Configure(2 * seq, seq, Experiment(lab=lab, device="cpu")))
    engine.send(Step(2 * seq + 1))
    assert any(isinstance(reply, Progress) for _ in range(5) for reply in engine.poll())
dear = ("torchvision", "torch._dynamo", "torch._inductor", "sympy", "PySide6")
print(*(name for name in dear if name in sys.modules))
"""


@pytest.mark.parametrize(
    ("patience", "milliseconds"), [(None, None), (0.0, 0), (0.0001, 1), (0.5, 500), (1e9, 60_000), (1e308, 60_000)]
)
def test_no_wait_is_longer_than_a_socket_can_wait(patience: float | None, milliseconds: int | None) -> None:
    assert _milliseconds(patience) == milliseconds


@pytest.mark.slow
def test_nothing_dear_is_imported_for_a_step_on_a_cpu() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.split(), done.returncode) == ([], 0), done.stderr


@pytest.mark.slow
def test_an_engine_starts_in_a_folder_that_was_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep + os.environ.get("PYTHONPATH", "")
    )  # of which the first is that folder
    folder.rmdir()
    engine = ChildEngine()
    try:
        engine.start()
        wait_for_reply(engine, Ready)
    finally:
        engine.close()
