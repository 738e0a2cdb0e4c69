"""The available devices, the choice among them, and the number of threads.

The engine of a window and ``vizapp run`` share this policy, so their speeds are comparable.
"""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path

import torch

from vizapp.protocol.events import DeviceInfo
from vizapp.wording.problems import ProblemError
from vizapp.wording.translation import translate

_MAX_THREADS = 16
_THREADS_VARIABLE = "VIZAPP_THREADS"


def available_cores() -> int:
    """Return the number of cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def threads_wanted() -> int:
    """Return the number of compute threads: all cores but one, at least 1 and at most 16.

    One core is left to the window, which draws while training runs: torch's threads wait for each other at the end of
    every operator, so a core that is shared with the window costs more than it contributes. ``VIZAPP_THREADS`` sets
    another number.

    Raises:
        ProblemError: ``VIZAPP_THREADS`` is set and is not a number from 1 to 1024.
    """
    wish = os.environ.get(_THREADS_VARIABLE, "")
    if wish:
        if not (wish.isascii() and wish.isdigit() and 1 <= int(wish) <= 1024):
            raise ProblemError("threads.not-a-number", variable=_THREADS_VARIABLE, value=wish[:100])
        return int(wish)
    return max(1, min(available_cores() - 1, _MAX_THREADS))


def configure_threads() -> int:
    """Set torch's number of threads to :func:`threads_wanted` and return it; call this before the first operator."""
    threads = threads_wanted()
    torch.set_num_threads(threads)
    return threads


@functools.cache
def list_devices() -> tuple[DeviceInfo, ...]:
    """Return the devices of this machine in order of preference: CUDA, MPS, CPU; "auto" takes the first."""
    devices: list[DeviceInfo] = []
    if torch.cuda.is_available():
        count = torch.cuda.device_count()
        for index in range(count):
            try:
                properties = torch.cuda.get_device_properties(index)
            except RuntimeError as error:  # the driver lists a device that it cannot open, for example a full one
                text = translate("Devices", "CUDA device {number} cannot be used: {why}")
                print(text.format(number=index, why=error), file=sys.stderr)
                continue
            number = f" {index}" if count > 1 else ""
            devices.append(
                DeviceInfo(f"cuda:{index}", f"CUDA{number} · {properties.name}", int(properties.total_memory))
            )
    if torch.backends.mps.is_available():
        devices.append(DeviceInfo("mps", "MPS · Apple GPU", _physical_memory()))
    threads = threads_wanted()
    devices.append(DeviceInfo("cpu", "CPU", _physical_memory(), threads))
    return tuple(devices)


def find_device(name: str) -> DeviceInfo:
    """Return the device that ``name`` ("auto", "cpu", "mps", "cuda" or "cuda:N") means.

    Raises:
        ProblemError: this machine has no such device; names those that it has.
    """
    devices = list_devices()
    if name == "auto":
        return devices[0]
    wanted = "cuda:0" if name == "cuda" else name
    for device in devices:
        if device.name == wanted:
            return device
    names = ", ".join(device.name for device in devices)
    raise ProblemError("device.unknown", "device", name=name, names=names)


def memory_in_use(device: torch.device) -> int:
    """Return the bytes held on ``device``, 0 if unknown.

    On a GPU these are torch's allocations, on a CPU the resident memory of this process.
    """
    if device.type == "cuda":
        return int(torch.cuda.memory_allocated(device))
    if device.type == "mps":
        return int(torch.mps.current_allocated_memory())
    return _resident_memory()


def _resident_memory() -> int:
    if sys.platform == "linux":
        resident_pages = int(Path("/proc/self/statm").read_text().split()[1])
        return resident_pages * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "darwin":
        import resource

        # The peak in bytes, because macOS reports the current value only through Mach calls.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0


def _physical_memory() -> int:
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" in names and "SC_PAGE_SIZE" in names:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return 0
