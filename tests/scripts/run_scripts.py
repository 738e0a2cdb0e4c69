"""Runs scripts one after the other in plain Python, and keeps their numbers; started by the tests, imports no vizapp.

python run_scripts.py FOLDER: each FOLDER/NAME.py leaves its ``output``, ``offset`` and ``losses`` in FOLDER/NAME.npz.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import numpy as np


def numbers_of(path: Path) -> dict[str, np.ndarray]:
    """Return the numbers that a script makes."""
    names: dict[str, object] = {"__name__": "__main__"}
    exec(compile(path.read_text("utf-8"), str(path), "exec"), names)  # noqa: S102  it is what the test is about
    found = {name: names[name] for name in ("output", "offset", "losses", "target") if name in names}
    return {name: np.array(value.tolist() if hasattr(value, "tolist") else value) for name, value in found.items()}


def main() -> int:
    """Run the scripts of the folder; say which failed."""
    failed = 0
    for path in sorted(Path(sys.argv[1]).glob("*.py")):
        try:
            np.savez(path.with_suffix(".npz"), **numbers_of(path))
        except Exception:
            failed += 1
            path.with_suffix(".error").write_text(traceback.format_exc(), "utf-8")
    ours = [name for name in sys.modules if name.partition(".")[0] == "vizapp"]
    assert not ours, ours
    return failed


if __name__ == "__main__":
    sys.exit(main())
