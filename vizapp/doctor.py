"""``vizapp doctor``: what is installed, which devices there are, and what is missing and how to get it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from typing import TextIO

from vizapp import __version__

PACKAGES = (
    "PySide6-Essentials",
    "pyqtgraph",
    "numpy",
    "pillow",
    "msgspec",
    "pyzmq",
    "safetensors",
    "torch",
    "torchvision",
)


def report(out: TextIO) -> int:
    """Write the report to ``out``; return 0 when the window and the engine can run, 1 when something is missing."""
    problems: list[str] = []
    _section(out, "vizapp", [("version", __version__), ("python", platform.python_version()), ("at", sys.executable)])
    _section(out, "system", [("platform", platform.platform()), ("processor cores", _cores())])
    _section(out, "packages", list(_packages(problems)))
    _section(out, "window", list(_window(problems)))
    _section(out, "devices", list(_devices(problems)))
    _section(out, "folders", list(_folders(problems)))
    if problems:
        print("\nmissing:", file=out)
        for problem in problems:
            print(f"  - {problem}", file=out)
        return 1
    print("\nnothing is missing", file=out)
    return 0


def _section(out: TextIO, title: str, rows: list[tuple[str, str]]) -> None:
    print(f"{title}:", file=out)
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        print(f"  {name.ljust(width)}  {value}", file=out)
    out.flush()  # importing torch takes seconds: what is known so far is shown before it


def _cores() -> str:
    return str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or "unknown")


def _packages(problems: list[str]) -> Iterator[tuple[str, str]]:
    for package in PACKAGES:
        try:
            yield package, importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            yield package, "not installed"
            problems.append(f"{package} is not installed: pip install '{package}'")


def _window(problems: list[str]) -> Iterator[tuple[str, str]]:
    from vizapp.gui.preflight import check_display

    yield "Qt platform", os.environ.get("QT_QPA_PLATFORM") or "chosen by Qt"
    yield "DISPLAY", os.environ.get("DISPLAY") or "not set"
    yield "WAYLAND_DISPLAY", os.environ.get("WAYLAND_DISPLAY") or "not set"
    problem = check_display()
    yield "can open", problem or "yes"
    if problem:
        problems.append(problem)


def _devices(problems: list[str]) -> Iterator[tuple[str, str]]:
    try:
        from vizapp.engine.device import list_devices

        for device in list_devices():
            memory = f", {device.memory_bytes / 2**30:.1f} GiB" if device.memory_bytes else ""
            yield device.name, device.label + memory
    except (ImportError, OSError) as error:
        yield "torch", f"cannot be imported: {error}"
        problems.append(
            "torch cannot be imported; install torch and torchvision together: pip install torch torchvision"
        )
        return
    try:
        import torchvision.ops  # noqa: F401  its kernel is what CUDA devices run

        yield "torchvision", "its operators can be loaded"
    except (ImportError, OSError, RuntimeError) as error:
        yield "torchvision", f"cannot be imported: {error}"
        problems.append(
            "torchvision does not fit the installed torch; take both from the same place: "
            "pip install --force-reinstall torch torchvision"
        )


def _folders(problems: list[str]) -> Iterator[tuple[str, str]]:
    from vizapp.resource_files import resource_path

    yield "temporary files", tempfile.gettempdir()
    try:
        yield "samples", str(resource_path("samples"))
        yield "icons", str(resource_path("icons"))
    except FileNotFoundError as error:
        yield "resources", str(error)
        problems.append(str(error))
    try:
        from vizapp.gui.settings import Settings

        yield "settings", str(Settings().path)
    except ImportError as error:
        yield "settings", f"unknown, Qt cannot be imported: {error}"
