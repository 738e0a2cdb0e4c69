"""The filter of system calls on both architectures: its numbers against libseccomp's, its decisions by running it.

The kernel of this machine runs the filter of one architecture only; here a small machine runs either.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import errno
import os
import struct
import sys

import pytest

from vizapp.sandbox import seccomp, system_calls
from vizapp.sandbox.system_calls import AUDIT_ARCHITECTURES, HARMLESS, Call, Machine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="system calls of Linux")

MACHINES: tuple[Machine, ...] = ("x86_64", "aarch64")
CALLS = [*HARMLESS, *(each for each in vars(system_calls).values() if isinstance(each, Call))]
_ALLOWED, _DENIED, _KILLED = "allowed", "denied", "killed"


@pytest.mark.parametrize("machine", MACHINES)
def test_numbers_are_those_of_libseccomp(machine: Machine) -> None:
    found = ctypes.util.find_library("seccomp")
    if found is None:
        pytest.skip("needs libseccomp")
    resolve = ctypes.CDLL(found).seccomp_syscall_resolve_name_arch
    resolve.argtypes = [ctypes.c_uint32, ctypes.c_char_p]
    resolve.restype = ctypes.c_int
    numbers = {call.name: resolve(AUDIT_ARCHITECTURES[machine], call.name.encode()) for call in CALLS}
    assert {call.name: call.number(machine) for call in CALLS} == {
        name: number if number >= 0 else None for name, number in numbers.items()
    }


def _decision(machine: Machine, architecture: Machine, number: int, *arguments: int) -> str:
    """Run the filter of ``machine`` for one call, as ``Documentation/networking/filter.rst`` of Linux has it."""
    data = struct.pack("=iIQ6Q", number, AUDIT_ARCHITECTURES[architecture], 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    code = list(struct.iter_unpack("=HBBI", seccomp.program(machine)))
    place = accumulator = 0
    while True:
        what, if_true, if_false, operand = code[place]
        place += 1
        if what == 0x20:  # load a word
            (accumulator,) = struct.unpack_from("=I", data, operand)
        elif what == 0x54:  # and
            accumulator &= operand
        elif what == 0x15:  # jump if equal
            place += if_true if accumulator == operand else if_false
        elif what == 0x35:  # jump if at least
            place += if_true if accumulator >= operand else if_false
        else:
            assert what == 0x06  # return
            return {0x7FFF0000: _ALLOWED, 0x80000000: _KILLED}.get(operand & 0xFFFF0000, _DENIED)


@pytest.mark.parametrize("machine", MACHINES)
def test_what_is_not_named_is_denied(machine: Machine) -> None:
    harmless = {call.number(machine) for call in HARMLESS}
    allowed = {number for number in range(1024) if _decision(machine, machine, number) == _ALLOWED}
    by_argument = {rule.call.number(machine) for rule in seccomp.rules()}
    assert allowed - by_argument == harmless - {None}
    other = next(each for each in MACHINES if each != machine)
    assert _decision(machine, other, system_calls.READING[0].number(other) or 0) == _KILLED


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_are_judged_by_their_arguments(machine: Machine) -> None:
    def decision(call: Call, *arguments: int) -> str:
        number = call.number(machine)
        assert number is not None
        return _decision(machine, machine, number, *arguments)

    folder = 2**64 - 100  # AT_FDCWD
    assert decision(system_calls.OPENAT, folder, 0, os.O_RDONLY | os.O_CLOEXEC) == _ALLOWED
    for flags in (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, os.O_TMPFILE | os.O_RDWR):
        assert decision(system_calls.OPENAT, folder, 0, flags) == _DENIED
    assert decision(system_calls.CLONE, 0x3D0F00) == _ALLOWED  # as the C library makes threads
    assert decision(system_calls.CLONE, 0x1200011) == _DENIED  # as it forks
    assert decision(system_calls.TGKILL, os.getpid(), os.getpid(), 6) == _ALLOWED
    assert decision(system_calls.TGKILL, os.getppid(), os.getppid(), 6) == _DENIED
    assert decision(system_calls.PRLIMIT64, 1) == _DENIED
    assert decision(system_calls.IOCTL, 0, 0x5412) == _DENIED  # TIOCSTI types into the terminal
    assert decision(system_calls.CLONE3) == _DENIED


def test_threads_are_made_the_older_way() -> None:
    number = system_calls.CLONE3.x86_64
    returned = struct.pack("=HBBI", 0x06, 0, 0, 0x00050000 | errno.ENOSYS)
    asked = struct.pack("=HBBI", 0x15, 0, 1, number)
    assert asked + returned in seccomp.program("x86_64")
