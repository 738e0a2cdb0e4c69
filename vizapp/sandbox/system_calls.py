"""The Linux system calls that a confined process may make, with their numbers on x86-64 and aarch64.

Sources: ``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h`` of the Linux kernel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Machine: TypeAlias = Literal["x86_64", "aarch64"]

AUDIT_ARCHITECTURES: dict[Machine, int] = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""How a filter is told the architecture of a call: ``AUDIT_ARCH_…`` of ``linux/audit.h``."""


@dataclass(frozen=True, slots=True)
class Call:
    """A system call by its numbers; None where the architecture has none."""

    name: str
    x86_64: int | None
    aarch64: int | None

    def number(self, machine: Machine) -> int | None:
        return self.x86_64 if machine == "x86_64" else self.aarch64


READING = (
    Call("read", 0, 63),
    Call("pread64", 17, 67),
    Call("readv", 19, 65),
    Call("preadv", 295, 69),
    Call("lseek", 8, 62),
    Call("close", 3, 57),
    Call("close_range", 436, 436),
    Call("stat", 4, None),
    Call("fstat", 5, 80),
    Call("lstat", 6, None),
    Call("newfstatat", 262, 79),
    Call("statx", 332, 291),
    Call("statfs", 137, 43),
    Call("fstatfs", 138, 44),
    Call("access", 21, None),
    Call("faccessat", 269, 48),
    Call("faccessat2", 439, 439),
    Call("readlink", 89, None),
    Call("readlinkat", 267, 78),
    Call("getcwd", 79, 17),
    Call("getdents", 78, None),
    Call("getdents64", 217, 61),
    Call("fadvise64", 221, 223),
    Call("readahead", 187, 213),
    Call("dup", 32, 23),
    Call("poll", 7, None),
    Call("ppoll", 271, 73),
    Call("select", 23, None),
    Call("pselect6", 270, 72),
)
ANSWERING = (
    Call("write", 1, 64),
    Call("writev", 20, 66),
)
MEMORY = (
    Call("brk", 12, 214),
    Call("mmap", 9, 222),
    Call("munmap", 11, 215),
    Call("mprotect", 10, 226),
    Call("mremap", 25, 216),
    Call("madvise", 28, 233),
    Call("mincore", 27, 232),
    Call("msync", 26, 227),
    Call("mbind", 237, 235),
    Call("get_mempolicy", 239, 236),
    Call("membarrier", 324, 283),
    Call("pkey_alloc", 330, 289),
    Call("pkey_free", 331, 290),
    Call("pkey_mprotect", 329, 288),
)
TIME = (
    Call("time", 201, None),
    Call("gettimeofday", 96, 169),
    Call("clock_gettime", 228, 113),
    Call("clock_getres", 229, 114),
    Call("nanosleep", 35, 101),
    Call("clock_nanosleep", 230, 115),
    Call("times", 100, 153),
)
ITSELF = (
    Call("getpid", 39, 172),
    Call("gettid", 186, 178),
    Call("getppid", 110, 173),
    Call("getuid", 102, 174),
    Call("geteuid", 107, 175),
    Call("getgid", 104, 176),
    Call("getegid", 108, 177),
    Call("getpgrp", 111, None),
    Call("getrusage", 98, 165),
    Call("getrlimit", 97, 163),
    Call("getcpu", 309, 168),
    Call("sched_getaffinity", 204, 123),
    Call("sched_yield", 24, 124),
    Call("sched_getparam", 143, 121),
    Call("sched_getscheduler", 145, 120),
    Call("uname", 63, 160),
    Call("sysinfo", 99, 179),
    Call("getrandom", 318, 278),
    Call("arch_prctl", 158, None),
    Call("umask", 95, 166),
)
THREADS = (
    Call("futex", 202, 98),
    Call("futex_waitv", 449, 449),
    Call("set_robust_list", 273, 99),
    Call("get_robust_list", 274, 100),
    Call("set_tid_address", 218, 96),
    Call("rseq", 334, 293),
    Call("exit", 60, 93),
    Call("exit_group", 231, 94),
)
SIGNALS = (
    Call("rt_sigaction", 13, 134),
    Call("rt_sigprocmask", 14, 135),
    Call("rt_sigreturn", 15, 139),
    Call("rt_sigpending", 127, 136),
    Call("rt_sigtimedwait", 128, 137),
    Call("sigaltstack", 131, 132),
    Call("restart_syscall", 219, 128),
)
HARMLESS = (*READING, *ANSWERING, *MEMORY, *TIME, *ITSELF, *THREADS, *SIGNALS)
"""Calls that may be made whatever their arguments are."""

OPEN = Call("open", 2, None)
OPENAT = Call("openat", 257, 56)
CLONE = Call("clone", 56, 220)
CLONE3 = Call("clone3", 435, 435)
TGKILL = Call("tgkill", 234, 131)
PRLIMIT64 = Call("prlimit64", 302, 261)
FCNTL = Call("fcntl", 72, 25)
IOCTL = Call("ioctl", 16, 29)
PRCTL = Call("prctl", 157, 167)
