"""``vizapp doctor``: report installed packages and available devices, and how to get what is missing."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import TextIO

from vizapp import __version__
from vizapp.crash_logs import last_reader_trace, reader_log, window_log
from vizapp.packages import (
    READER_PACKAGES,
    TIFFFILE,
    WINDOW_PACKAGES,
    broken_reader_package,
    package_problem,
    place_of,
)
from vizapp.problem import Problem
from vizapp.wording.columns import display_width, padded
from vizapp.wording.devices import device_words
from vizapp.wording.quantities import size_words
from vizapp.wording.translation import translate

PACKAGES = (
    "PySide6-Essentials",
    "pyqtgraph",
    "numpy",
    "pillow",
    "tifffile",
    "msgspec",
    "pyzmq",
    "safetensors",
    "torch",
    "torchvision",
)

OPTIONAL = "spandrel"

_SAMPLE = "astronaut"
_READING_SECONDS = 30.0


def report(out: TextIO) -> int:
    """Write the report to ``out``; return 0 when the window and the engine can run, 1 when something is missing.

    Checks by doing: it reads a bundled photograph the way the window does, and imports the window.
    """
    problems: list[str] = []
    _section(out, "vizapp", list(_program()))
    system = [
        (translate("Doctor", "platform"), platform.platform()),
        (translate("Doctor", "processor cores"), _cores()),
    ]
    _section(out, translate("Doctor", "system"), system)
    _section(out, translate("Doctor", "language"), list(_language(problems)))
    _section(out, translate("Doctor", "packages"), list(_packages(problems)))
    _section(out, translate("Doctor", "window"), list(_window(problems)))
    _section(out, translate("Doctor", "sources"), [*_sources(problems), _confinement()])
    _section(out, translate("Doctor", "devices"), list(_devices(problems)))
    _section(out, translate("Doctor", "folders"), list(_folders(problems)))
    _section(out, translate("Doctor", "crashes"), list(_crashes()))
    if problems:
        print("\n" + translate("Doctor", "missing:"), file=out)
        for problem in problems:
            print(f"  - {problem}", file=out)
        return 1
    print("\n" + translate("Doctor", "nothing is missing"), file=out)
    return 0


def _section(out: TextIO, title: str, rows: list[tuple[str, str]]) -> None:
    print(f"{title}:", file=out)
    width = max((display_width(name) for name, _ in rows), default=0)
    for name, value in rows:
        print(f"  {padded(name, width)}  {value}", file=out)
    out.flush()  # show this section before the next one spends seconds on importing torch


def _program() -> Iterator[tuple[str, str]]:
    yield translate("Doctor", "version"), __version__
    yield "python", platform.python_version()
    yield translate("Doctor", "at"), sys.executable


def _cores() -> str:
    if hasattr(os, "sched_getaffinity"):
        return str(len(os.sched_getaffinity(0)))
    return str(os.cpu_count() or translate("Doctor", "unknown"))


def _language(problems: list[str]) -> Iterator[tuple[str, str]]:
    from vizapp.language_check import language_rows

    yield from language_rows(problems)


def _packages(problems: list[str]) -> Iterator[tuple[str, str]]:
    importlib.import_module("vizapp.gui")  # selects the Qt binding for pyqtgraph; imports no Qt itself
    for package in PACKAGES:
        try:
            yield package, importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            yield package, translate("Doctor", "not installed")
            text = translate("Doctor", "{package} is not installed: pip install '{package}'")
            problems.append(text.format(package=package))
            continue
    try:
        yield OPTIONAL, importlib.metadata.version(OPTIONAL)
    except importlib.metadata.PackageNotFoundError:
        text = translate("Doctor", "not installed; only networks from files need it: pip install 'vizapp[sr]'")
        yield OPTIONAL, text
    for each in (*READER_PACKAGES, TIFFFILE, *WINDOW_PACKAGES):
        if problem := package_problem(each):
            text = translate("Doctor", "cannot be used, at {place}")
            yield each.name, text.format(place=place_of(each) or translate("Packages", "an unknown place"))
            problems.append(_sentence(problem))


def _window(problems: list[str]) -> Iterator[tuple[str, str]]:
    from vizapp.gui.preflight import check_display

    not_set = translate("Doctor", "not set")
    by_qt = translate("Doctor", "chosen by Qt")
    yield translate("Doctor", "Qt platform"), os.environ.get("QT_QPA_PLATFORM") or by_qt
    yield "DISPLAY", os.environ.get("DISPLAY") or not_set
    yield "WAYLAND_DISPLAY", os.environ.get("WAYLAND_DISPLAY") or not_set
    problem = check_display()
    if problem is None:
        problem = _import_window()
    yield translate("Doctor", "can open"), problem or translate("Doctor", "yes")
    if problem:
        problems.append(problem)


def _import_window() -> str | None:
    """Import the window's modules; return one sentence about what fails, or None."""
    try:
        importlib.import_module("vizapp.gui.main_window")
    except Exception as error:
        # A broken package can raise anything.
        text = translate("Doctor", "the window cannot be imported ({why}): install vizapp again")
        return text.format(why=f"{type(error).__name__}: {error}")
    return None


def _sources(problems: list[str]) -> Iterator[tuple[str, str]]:
    """Read a bundled photograph in a child process, as the window does."""
    try:
        from vizapp.sources.client import SourceReader
        from vizapp.sources.samples import sample

        path = sample(_SAMPLE).path
    except Exception as error:
        # A broken package or a missing file can raise anything.
        yield translate("Doctor", "reading"), translate("Doctor", "cannot be tried: {why}").format(why=error)
        text = translate("Doctor", "the reader of files cannot be started ({why})")
        problems.append(text.format(why=f"{type(error).__name__}: {error}"))
        return
    reader = SourceReader()
    try:
        reader.request(path, request_id=1)
        begun = time.monotonic()
        while not (results := reader.poll()) and time.monotonic() - begun < _READING_SECONDS:
            time.sleep(0.01)
    finally:
        reader.close()
    loaded = results[0].loaded if results else None
    if loaded is not None:
        text = translate("Doctor", "{name} was read, {size} pixels")
        words = text.format(name=loaded.name, size=size_words(loaded.height, loaded.width))
        yield translate("Doctor", "reading"), words
        return
    refused = results[0].error if results else None
    yield translate("Doctor", "reading"), refused or translate("Doctor", "no answer")
    if refused not in problems:
        problems.append(refused or translate("Doctor", "the reader of files does not answer"))


def _confinement() -> tuple[str, str]:
    """Say what a process that reads a file is kept from, by confining one and asking it."""
    name = translate("Doctor", "confined")
    command = [sys.executable, "-P", "-m", "vizapp.sandbox"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_READING_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return name, translate("Doctor", "unknown: {why}").format(why=error)
    parts = {
        "limits": translate("Doctor", "limits of memory and time"),
        "privileges": translate("Doctor", "no new privileges"),
        "files": translate("Doctor", "no files but the one to read (Landlock)"),
        "calls": translate("Doctor", "no network, processes or writing (seccomp)"),
    }
    held = done.stdout.split()
    words = [words for part, words in parts.items() if part in held]
    missing = [words for part, words in parts.items() if part not in held]
    if not missing:
        return name, "; ".join(words)
    text = translate("Doctor", "{held} – this system does not offer: {missing}")
    return name, text.format(held="; ".join(words) or translate("Doctor", "not at all"), missing="; ".join(missing))


def _sentence(problem: Problem) -> str:
    from vizapp.wording.problems import sentence

    return sentence(problem)


def _devices(problems: list[str]) -> Iterator[tuple[str, str]]:
    try:
        from vizapp.engine.device import list_devices

        for device in list_devices():
            words = device_words(device.label, device.threads)
            if device.memory_bytes:
                text = translate("Doctor", "{device}, {size:.1f} GiB")
                words = text.format(device=words, size=device.memory_bytes / 2**30)
            yield device.name, words
    except Exception as error:
        # A broken package can raise anything.
        yield "torch", translate("Doctor", "cannot be imported: {why}").format(why=error)
        text = translate(
            "Doctor",
            "torch cannot be imported; install torch and torchvision together: pip install torch torchvision",
        )
        problems.append(text)
        return
    if broken_reader_package():
        yield "torchvision", translate("Doctor", "not tried, as it needs a package that cannot be used")
        return
    try:
        import torchvision.ops  # noqa: F401  imported as a check: CUDA devices run its kernel

        yield "torchvision", translate("Doctor", "its operators can be loaded")
    except Exception as error:
        # As above.
        yield "torchvision", translate("Doctor", "cannot be imported: {why}").format(why=error)
        text = translate(
            "Doctor",
            "torchvision does not fit the installed torch; take both from the same place: pip install "
            "--force-reinstall torch torchvision",
        )
        problems.append(text)


def _crashes() -> Iterator[tuple[str, str]]:
    """Say where traces of crashes lie, and what went wrong last in the reader."""
    none = translate("Doctor", "none")
    window, reader = window_log(), reader_log()
    has_trace = window.exists() and window.stat().st_size > 0
    yield translate("Doctor", "of the window"), str(window) if has_trace else none
    last = last_reader_trace()
    yield translate("Doctor", "of the reader"), none if last is None else str(reader)
    if last is not None:
        yield translate("Doctor", "the last one"), last


def _folders(problems: list[str]) -> Iterator[tuple[str, str]]:
    from vizapp.resource_files import resource_path

    yield translate("Doctor", "temporary files"), tempfile.gettempdir()
    try:
        yield translate("Doctor", "samples"), str(resource_path("samples"))
        yield translate("Doctor", "icons"), str(resource_path("icons"))
    except FileNotFoundError as error:
        yield translate("Doctor", "resources"), str(error)
        problems.append(str(error))
    try:
        from vizapp.gui.settings import Settings

        yield translate("Doctor", "settings"), str(Settings().path)
    except Exception as error:
        # As above.
        yield translate("Doctor", "settings"), translate("Doctor", "unknown: {why}").format(why=error)
