"""What code can do that took over the process which reads a file: nothing but answer."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from kept_samples import write
from source_processes import is_running, linux, wait_until

from vizapp.document.experiment import Experiment, Source
from vizapp.keeping.kept_pictures import Digests, file_beside
from vizapp.keeping.pictures import PictureRole
from vizapp.keeping.writing import Content, PictureToKeep
from vizapp.sandbox import landlock
from vizapp.sources import pipes, reader_messages
from vizapp.sources.kept import ExperimentAlone, PictureToCompare
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.workers import MEMORY_LIMIT, WROTE_TOO_MUCH

pytestmark = linux

TAKEN_OVER = """
import ctypes, json, os, resource, signal, socket, subprocess, sys, threading
import vizapp.sources.child as child, vizapp.sources.comparing as comparing
import vizapp.sources.kept_files as kept_files, vizapp.sources.reader as reader
secret, place, target, taken = sys.argv[1:5]
libc = ctypes.CDLL(None, use_errno=True)
CLONE = 56 if os.uname().machine == "x86_64" else 220

def checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

def written_through_proc():
    os.close(os.open("/proc/self/fd/2", os.O_WRONLY))

ATTEMPTS = {
    "read a file of the person's": lambda: open(secret).read(),
    "list a folder of the person's": lambda: os.listdir(os.path.dirname(secret)),
    "write a file": lambda: open(place, "w"),
    "write into a file": lambda: open(secret, "r+"),
    "remove a file": lambda: os.unlink(secret),
    "rename a file": lambda: os.rename(secret, place),
    "cut a file off": lambda: os.truncate(secret, 0),
    "change a file's rights": lambda: os.chmod(secret, 0o777),
    "change a file's times": lambda: os.utime(secret),
    "make a folder": lambda: os.mkdir(place),
    "make a link": lambda: os.symlink(secret, place),
    "make a hard link": lambda: os.link(secret, place),
    "make a pipe in a folder": lambda: os.mkfifo(place),
    "write through /proc": written_through_proc,
    "reach the network": lambda: socket.create_connection(("127.0.0.1", 9)),
    "open a socket to the screen": lambda: socket.socket(socket.AF_UNIX),
    "open a pair of sockets": lambda: socket.socketpair(),
    "start a program": lambda: subprocess.run(["true"]),
    "become a program": lambda: os.execv("/bin/true", ["true"]),
    "make a process": lambda: os._exit(0) if os.fork() == 0 else None,
    "make a process by clone": lambda: checked(libc.syscall(CLONE, signal.SIGCHLD, 0, 0, 0, 0)),
    "signal another process": lambda: os.kill(int(target), 0),
    "signal its parent": lambda: os.kill(os.getppid(), signal.SIGKILL),
    "look into its parent": lambda: checked(libc.ptrace(16, os.getppid(), 0, 0)),
    "read its parent's memory": lambda: open(f"/proc/{os.getppid()}/mem", "rb"),
    "read its parent's environment": lambda: open(f"/proc/{os.getppid()}/environ", "rb"),
    "make memory that is a file": lambda: os.memfd_create("x"),
    "look at another file's changes": lambda: checked(libc.inotify_init1(0)),
    "limit another process": lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (0, 0)),
    "make its parent less urgent": lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19),
    "enter a namespace": lambda: checked(libc.unshare(0x10000000)),
    "raise its limits": lambda: resource.setrlimit(resource.RLIMIT_DATA, (1 << 60, 1 << 60)),
    "have more memory than its limit": lambda: bytearray(5 << 30),
}

def attack(*arguments):
    outcomes = {}
    for name, attempt in ATTEMPTS.items():
        try:
            attempt()
            outcomes[name] = "done"
        except (OSError, MemoryError, ValueError) as error:
            outcomes[name] = type(error).__name__
    started = threading.Thread(target=lambda: outcomes.update(thread="done"))
    started.start()
    started.join()
    outcomes["seen"] = sorted(os.environ)
    outcomes["open"] = sorted(os.listdir("/proc/self/fd"))
    outcomes["limits"] = open("/proc/self/limits").read()
    outcomes["to be killed"] = open("/proc/self/oom_score_adj").read().strip()
    os.write(2, json.dumps(outcomes).encode() + b"\\n")
    return given(*arguments)

module, name = {"file": (reader, "read_source"), "experiment": (kept_files, "read_experiment"),
                "comparison": (comparing, "compare")}[taken]
given = getattr(module, name)
setattr(module, name, attack)
child.main()
"""


class Reader:
    """A reading process of which a flaw is exploited by the first file that it reads."""

    def __init__(self, code: str, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )

    def request(self, path: Path) -> None:
        self.send(reader_messages.ReadFile(os.fsencode(path)))

    def send(self, request: reader_messages.ReadRequest) -> None:
        assert isinstance(self.process.stdin, io.FileIO)
        pipes.send(self.process.stdin, request)

    def answer(self) -> object:
        assert isinstance(self.process.stdout, io.FileIO)
        return pipes.receive_answer(self.process.stdout)

    def said(self) -> dict[str, str]:
        """Return what the attack found out."""
        assert self.process.stderr is not None
        line = bytearray()
        while not line.endswith(b"\n"):
            piece = self.process.stderr.read(1)
            assert piece, "it said nothing"
            line += piece
        outcomes: dict[str, str] = json.loads(line)
        return outcomes

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "60"]) as other:
        yield other
        other.kill()


def asked(taken: str, photo: Path, secret: Path) -> tuple[reader_messages.ReadRequest, type]:
    """Return a request whose worker is taken over, and what it answers all the same."""
    if taken == "file":
        return reader_messages.ReadFile(os.fsencode(photo)), LoadedSource
    if taken == "experiment":  # that names another file, as one of a stranger may
        path = photo.with_suffix(".vizapp")
        pictures: dict[PictureRole, PictureToKeep] = {"source": file_beside(str(secret), path, Digests())}
        write(Content(Experiment(source=Source("file", str(secret))), pictures=pictures), path)
        return reader_messages.ReadExperiment(os.fsencode(path)), ExperimentAlone
    digest = hashlib.sha256(photo.read_bytes()).hexdigest()
    roles: tuple[PictureRole, ...] = ("source", "unseen", "judged")
    paths = (photo, secret.parent, Path("/"))  # a folder would hold all files
    named = [PictureToCompare(role, os.fsencode(path), 1, digest) for role, path in zip(roles, paths, strict=True)]
    return reader_messages.ComparePictures(tuple(named)), reader_messages.PicturesCompared


@pytest.mark.parametrize("taken", ["file", "experiment", "comparison"])
def test_nothing_can_be_done_but_to_answer(
    taken: str, photo: Path, tmp_path_factory: pytest.TempPathFactory, bystander: subprocess.Popen[bytes]
) -> None:
    own = tmp_path_factory.mktemp("own")
    secret = own / "secret.txt"
    secret.write_text("a secret")
    before = secret.stat()
    request, expected = asked(taken, photo, secret)
    reader = Reader(TAKEN_OVER, str(secret), str(own / "new"), str(bystander.pid), taken)
    try:
        reader.send(request)
        outcomes = reader.said()
        assert isinstance(reader.answer(), expected), "it can still do what it was asked to"
    finally:
        reader.close()
    limits, opened = outcomes.pop("limits"), outcomes.pop("open")
    assert f"Max data size             {MEMORY_LIMIT}" in limits
    assert "Max core file size        0" in limits
    assert "Max file size             0" in limits
    assert outcomes.pop("to be killed") == "1000"
    assert outcomes.pop("thread") == "done", "libraries may compute with several"
    outcomes.pop("seen")
    # Standard input, output and error, the answers, and the listing itself.
    assert len(opened) == 5
    if landlock.version() == 0:
        for name in ("read a file of the person's", "list a folder of the person's"):
            outcomes.pop(name)
    assert {name for name, outcome in outcomes.items() if outcome == "done"} == set()
    assert [path.name for path in own.iterdir()] == ["secret.txt"]
    assert (secret.read_text(), secret.stat().st_mode, secret.stat().st_mtime) == (
        "a secret",
        before.st_mode,
        before.st_mtime,
    )
    assert bystander.poll() is None


SECOND_ANSWER = """
import os, sys
import vizapp.sources.child as child, vizapp.sources.reader as reader
from vizapp.sources import pipes
read, sent = reader.read_source, pipes.send_source
def twice(pipe, source):
    sent(pipe, source)
    sent(pipe, source)
pipes.send_source = twice
child.main()
"""


def test_an_answer_that_nobody_asked_for_is_not_taken_for_the_next_one(photo: Path, tmp_path: Path) -> None:
    other = tmp_path / "missing.png"
    reader = Reader(SECOND_ANSWER)
    try:
        reader.request(photo)
        assert isinstance(reader.answer(), LoadedSource)
        reader.request(other)
        assert reader.process.wait(10) == WROTE_TOO_MUCH
    finally:
        reader.close()


KILLED = """
import os, signal, sys
import vizapp.sources.child as child, vizapp.sources.reader as reader
def end(*arguments):
    os.abort() if sys.argv[1] == "abort" else os._exit(5)
reader.read_source = end
child.main()
"""


@pytest.mark.parametrize(("how", "status"), [("abort", -6), ("exit", 5)])
def test_a_decoder_that_ends_its_process_is_told_as_before(photo: Path, how: str, status: int) -> None:
    reader = Reader(KILLED, how)
    try:
        reader.request(photo)
        with pytest.raises(EOFError):
            reader.answer()
        assert reader.process.wait(10) == status
    finally:
        reader.close()


HANGING = """
import os, sys, time
import vizapp.sources.child as child, vizapp.sources.reader as reader
def hang(*arguments):
    os.write(2, f'{{"pid": {os.getpid()}}}\\n'.encode())
    time.sleep(60)
reader.read_source = hang
child.main()
"""


@pytest.mark.parametrize("how", ["killed", "input closed"])
def test_a_worker_ends_with_the_process_that_made_it(photo: Path, how: str) -> None:
    reader = Reader(HANGING)
    try:
        reader.request(photo)
        worker = int(reader.said()["pid"])
        assert is_running(worker)
        if how == "killed":
            reader.process.kill()
        else:
            assert reader.process.stdin is not None
            reader.process.stdin.close()
            reader.process.wait(10)
        wait_until(lambda: not is_running(worker), seconds=5)
    finally:
        if reader.process.stdin is not None and not reader.process.stdin.closed:
            reader.process.stdin.close()
        reader.process.stdin = None
        reader.close()


def test_what_is_imported_while_there_is_nothing_to_do_is_there_for_the_next_file(
    photo: Path, tmp_path: Path
) -> None:
    np.savez(tmp_path / "map.npz", a=np.ones((1, 2, 2)))
    code = (
        "import os, sys\n"
        "import vizapp.sources.child as child, vizapp.sources.reader as reader, vizapp.sources.workers as workers\n"
        "workers.IDLE_MS = 1\n"
        "read = reader.read_source\n"
        "def told(*arguments):\n"
        "    os.write(2, b'{\"tiff\": \"%s\"}\\n' % (b'yes' if 'tifffile' in sys.modules else b'no'))\n"
        "    return read(*arguments)\n"
        "reader.read_source = told\n"
        "child.main()\n"
    )
    reader = Reader(code)
    try:
        reader.request(photo)
        reader.said()
        assert isinstance(reader.answer(), LoadedSource)
        time.sleep(0.5)  # the process that makes workers is not seen from here
        reader.request(tmp_path / "map.npz")
        assert reader.said() == {"tiff": "yes"}
        assert isinstance(reader.answer(), LoadedSource)
    finally:
        reader.close()
