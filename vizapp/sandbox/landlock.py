"""Landlock: the files that this process can open from now on, and that it cannot reach other processes by.

See ``Documentation/userspace-api/landlock.rst`` of the Linux kernel; newer kernels offer more than older ones.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""Numbers of the system calls, the same on all architectures."""
_VERSION_FLAG = 1
_PATH_BENEATH = 1

_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights to files each version of Landlock knows; they are bits from the lowest on."""
_NETWORK_SINCE, _TCP = 4, 0b11
_SCOPES_SINCE, _SOCKETS_AND_SIGNALS = 6, 0b11


def version() -> int:
    """Return the version of Landlock that the kernel offers; 0 if it offers none."""
    found = _system_call(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    return max(found, 0)


def restrict(files: Iterable[Path], system: Iterable[Path]) -> int:
    """Let the thread that calls this, and all that it makes, open for reading nothing but these, for good.

    Everything else about files that this kernel's Landlock knows is refused: writing, making, removing. So are, as
    far as it knows of them, TCP connections, and signals and abstract sockets to processes that are not confined.

    Args:
        files: what is no regular file is left out: a folder would open all that is in it.
        system: files of any kind, and folders with all that is in them; those that are not there are left out.

    Returns:
        The version of Landlock by which it is done.

    Raises:
        OSError: the kernel has no Landlock, or privileges were not given up before.
    """
    offered = version()
    if offered == 0:
        raise OSError("no Landlock")
    rights = (1 << max(count for since, count in _RIGHTS_BY_VERSION.items() if since <= offered)) - 1
    attributes = [rights]
    if offered >= _NETWORK_SINCE:
        attributes.append(_TCP)
    if offered >= _SCOPES_SINCE:
        attributes.append(_SOCKETS_AND_SIGNALS)
    packed = struct.pack(f"={len(attributes)}Q", *attributes)
    rules = _checked(_system_call(_CREATE_RULESET, packed, len(packed), 0))
    try:
        for path in files:
            _allow(rules, path, stat.S_ISREG)
        for path in system:
            _allow(rules, path)
        _checked(_system_call(_RESTRICT_SELF, rules, 0))
    finally:
        os.close(rules)
    return offered


def _allow(rules: int, path: Path, is_wanted: Callable[[int], bool] = lambda mode: True) -> None:
    """Allow a path if its mode is wanted."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # whoever opens it will be told so
    try:
        mode = os.fstat(place).st_mode
        if not is_wanted(mode):
            return
        rights = _READ_FILE | _READ_DIR if stat.S_ISDIR(mode) else _READ_FILE
        _checked(_system_call(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0))
    finally:
        os.close(place)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _system_call(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call; returns -1 and sets ctypes' errno where it fails."""
    passed = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return int(_libc().syscall(ctypes.c_long(number), *passed))


@cache
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc
