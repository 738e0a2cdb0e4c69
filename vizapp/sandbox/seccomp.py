"""A filter of system calls for this process: those that reading needs, and nothing else.

A filter is a small program that the kernel runs at each call, see ``Documentation/userspace-api/seccomp_filter.rst``
of the Linux kernel. What it does not allow fails with EPERM, so that a library goes on without it or says why not.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from dataclasses import dataclass

from vizapp.sandbox import system_calls as calls
from vizapp.sandbox.system_calls import AUDIT_ARCHITECTURES, HARMLESS, Call, Machine

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
"""Instructions ``BPF_LD|BPF_W|BPF_ABS``, ``BPF_ALU|BPF_AND|BPF_K``, ``BPF_JMP|BPF_JEQ|BPF_K``,
``BPF_JMP|BPF_JGE|BPF_K`` and ``BPF_RET|BPF_K``."""
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
"""Offsets into ``struct seccomp_data``; each argument takes eight bytes, its low half first."""
_X32 = 0x40000000
"""Bit of the numbers of x86-64's second set of calls."""

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 22, 38
_SECCOMP_MODE_FILTER = 2

_CLONE_THREAD = 0x00010000
_F_DUPFD, _F_GETFD, _F_SETFD, _F_GETFL, _F_SETFL, _F_DUPFD_CLOEXEC = 0, 1, 2, 3, 4, 1030
_TCGETS, _TIOCGWINSZ, _FIONREAD, _FIONCLEX, _FIOCLEX = 0x5401, 0x5413, 0x541B, 0x5450, 0x5451
_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA = 15, 16, 0x53564D41
_WRITES = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC if hasattr(os, "O_ACCMODE") else 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A call that is allowed where an argument, of which ``mask`` alone counts, is one of ``values``.

    Only the argument's low 32 bits are looked at: those that are checked here are ints for the kernel.
    """

    call: Call
    argument: int
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF


def rules() -> tuple[Rule, ...]:
    """Return the calls that are allowed by their arguments, for the process that calls this."""
    return (
        Rule(calls.OPEN, 1, (os.O_RDONLY,), _WRITES),
        Rule(calls.OPENAT, 2, (os.O_RDONLY,), _WRITES),
        Rule(calls.CLONE, 0, (_CLONE_THREAD,), _CLONE_THREAD),  # threads, and no processes
        Rule(calls.TGKILL, 0, (os.getpid(),)),  # abort()
        Rule(calls.PRLIMIT64, 0, (0, os.getpid())),
        Rule(calls.FCNTL, 1, (_F_DUPFD, _F_GETFD, _F_SETFD, _F_GETFL, _F_SETFL, _F_DUPFD_CLOEXEC)),
        Rule(calls.IOCTL, 1, (_TCGETS, _TIOCGWINSZ, _FIONREAD, _FIONCLEX, _FIOCLEX)),
        Rule(calls.PRCTL, 0, (_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA)),
    )


def program(machine: Machine) -> bytes:
    """Return the filter for this process, as instructions of eight bytes each."""
    code = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, AUDIT_ARCHITECTURES[machine], 1, 0),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _NUMBER),
        _instruction(_AT_LEAST, _X32, 0, 1),
        _instruction(_RETURN, _ERRNO | errno.EPERM),
    ]
    for call in HARMLESS:
        number = call.number(machine)
        if number is not None:
            code += [_instruction(_EQUAL, number, 0, 1), _instruction(_RETURN, _ALLOW)]
    # The C library makes threads by its older way where there is no newer one, whose arguments cannot be looked at.
    number = calls.CLONE3.number(machine)
    assert number is not None
    code += [_instruction(_EQUAL, number, 0, 1), _instruction(_RETURN, _ERRNO | errno.ENOSYS)]
    for rule in rules():
        number = rule.call.number(machine)
        if number is not None:
            code += _checked(number, rule)
    code.append(_instruction(_RETURN, _ERRNO | errno.EPERM))
    return b"".join(code)


def _checked(number: int, rule: Rule) -> list[bytes]:
    """Return the instructions that decide about one call by an argument."""
    body = [_instruction(_LOAD, _ARGUMENTS + 8 * rule.argument), _instruction(_AND, rule.mask)]
    for value in rule.values:
        body += [_instruction(_EQUAL, value, 0, 1), _instruction(_RETURN, _ALLOW)]
    body.append(_instruction(_RETURN, _ERRNO | errno.EPERM))
    return [_instruction(_EQUAL, number, 0, len(body)), *body]


def _instruction(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """Return a ``struct sock_filter``; the jumps are counted from the next instruction."""
    return struct.pack("=HBBI", code, if_true, if_false, operand)


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def give_up_privileges() -> None:
    """Let no program that this process could start have more rights than it, which a filter needs as well.

    Raises:
        OSError: the kernel has no such thing.
    """
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def install(machine: Machine) -> None:
    """Filter the calls of the thread that calls this, and of all that it makes, for good.

    Raises:
        OSError: the kernel has no filters, or privileges were not given up before.
    """
    code = program(machine)
    filters = _Program(len(code) // 8, code)
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filters))


def _prctl(option: int, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    padded = [ctypes.c_ulong(each) if isinstance(each, int) else each for each in (*arguments, 0, 0, 0, 0)[:4]]
    if libc.prctl(ctypes.c_int(option), *padded) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
