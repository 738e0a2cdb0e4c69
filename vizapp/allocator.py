"""What the C library does with memory that is freed: the engine keeps it, the window gives it back at once.

A training step on the CPU allocates and frees the same few dozen megabytes each time. By default the C library
returns such blocks at once, and the system has to map and clear every page again: 1,500 to 2,500 page faults a step,
a fifth to a third of its time, varying from run to run. CUDA and MPS have caching allocators of their own.

The window holds pictures of many sizes for a short time. By default glibc raises the size from which a block is
mapped by itself with every such block that is freed, up to 32 MiB, so that in the end all pictures lie on the heap
between small objects that stay, and the heap grows: 46 MiB an hour were measured, 14 with a fixed size of 128 KiB.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_THRESHOLD = -1, -2, -3  # from glibc's malloc.h

_LARGEST_BLOCK = 32 << 20
"""Larger blocks are still mapped individually; this is the largest threshold that glibc accepts."""
_KEPT = 512 << 20
_MAPPED_FROM = 128 << 10
_TAKEN_AT_ONCE = 64 << 20


def keep_freed_memory() -> bool:
    """Ask the C library to keep up to 512 MiB of freed memory; call it before the first operator.

    Returns:
        Whether the C library complies; only glibc has this setting.
    """
    mallopt = _of_glibc("mallopt")
    if mallopt is None:
        return False
    wishes = ((_M_MMAP_THRESHOLD, _LARGEST_BLOCK), (_M_TRIM_THRESHOLD, _KEPT), (_M_TOP_PAD, _TAKEN_AT_ONCE))
    return all(mallopt(option, value) == 1 for option, value in wishes)


def return_large_blocks() -> bool:
    """Ask the C library to map every block of 128 KiB or more by itself, and to return it when it is freed.

    Returns:
        Whether the C library complies; only glibc has this setting.
    """
    mallopt = _of_glibc("mallopt")
    if mallopt is None:
        return False
    return all(mallopt(option, _MAPPED_FROM) == 1 for option in (_M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD))


def give_back_freed_memory() -> None:
    """Give what is kept back to the system: blocks that fitted the last source need not fit the next."""
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def _of_glibc(name: str) -> Callable[..., int] | None:
    """Return a function of the C library; None where that is another one, such as musl's."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
