"""Confinement of this process, with everything that the system offers for it."""

from __future__ import annotations

import os
import platform
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from vizapp.sandbox.system_calls import AUDIT_ARCHITECTURES

Part: TypeAlias = Literal["limits", "privileges", "files", "calls"]
"""What of a confinement holds: limits on memory, time and files; no new privileges; only the files that may be read
(Landlock); only the system calls that reading needs (seccomp)."""

MOST_FILES = 256
"""Open files of a confined process, those of its libraries included."""

_SYSTEM_FILES = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo"),
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/os-release"),
    *("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"),
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/filesystems", "/sys/devices/system"),
)
"""What libraries read of the system."""


def confine(readable: Iterable[Path], *, memory: int, seconds: int) -> tuple[Part, ...]:
    """Confine this process for good, and return which parts hold: none where the system is not Linux.

    Args:
        readable: the regular files that it may read, beside those of its libraries.
        memory: bytes of data that it may have.
        seconds: of processor time that it may use.
    """
    if sys.platform == "win32":
        return ()
    held: list[Part] = ["limits"]
    set_limits(memory=memory, seconds=seconds)
    if sys.platform != "linux":
        return tuple(held)
    from vizapp.sandbox import landlock, seccomp

    with suppress(OSError):
        seccomp.give_up_privileges()
        held.append("privileges")
    if "privileges" in held:
        with suppress(OSError):
            landlock.restrict(readable, (*_library_files(), Path(f"/proc/{os.getpid()}")))
            held.append("files")
        machine = platform.machine()
        if machine in AUDIT_ARCHITECTURES and sys.byteorder == "little" and sys.maxsize > 1 << 32:
            with suppress(OSError):
                seccomp.install(machine)
                held.append("calls")
    return tuple(held)


def prepare() -> None:
    """Do once what takes most of the time of :func:`confine`, in a process that makes others which are confined."""
    if sys.platform == "linux":
        import resource  # noqa: F401  so that no other process has to; so is what follows

        from vizapp.sandbox import landlock, seccomp  # noqa: F401

        landlock.version()
    _library_files()


@cache
def _library_files() -> tuple[Path, ...]:
    """Return where Python, its packages and the system's libraries lie, from which modules are imported later."""
    own = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values(), *filter(None, sys.path)}
    return tuple(Path(each) for each in (*sorted(own), *_SYSTEM_FILES))


def set_limits(*, memory: int, seconds: int | None = None) -> None:
    """Limit this process's memory, in bytes of data, and its processor time; let it write no file, and leave no core.

    Does nothing on Windows.
    """
    if sys.platform == "win32":
        return
    import resource

    limits = {
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: MOST_FILES,
        resource.RLIMIT_CORE: 0,
    }
    if seconds is not None:
        limits[resource.RLIMIT_CPU] = seconds
    for kind, limit in limits.items():
        _, hard = resource.getrlimit(kind)
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (allowed, allowed))
