"""What the system tells of processes; where it tells nothing, there are none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def children_of(pid: int | str = "self") -> set[int]:
    """Return the process ids of a process's children; without a ``pid`` those of this process."""
    found: set[int] = set()
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # of a thread that has ended meanwhile
            found.update(map(int, listing.read_text().split()))
    return found


def is_running(pid: int) -> bool:
    """Return whether the process exists and is not a zombie that waits to be asked about."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
