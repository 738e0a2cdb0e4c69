"""``python -m vizapp.sandbox``: confine this process as one that reads files is, and say which parts of that hold."""

from __future__ import annotations

from vizapp.sandbox.confinement import confine

MEMORY = 1 << 30
SECONDS = 10

if __name__ == "__main__":
    print(*confine((), memory=MEMORY, seconds=SECONDS))
