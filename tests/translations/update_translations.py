"""Bring the translations up to date with the texts in the code: ``python tests/translations/update_translations.py``.

Qt's ``lupdate`` collects the texts, and ``lrelease`` compiles what is translated. What is new is then in the ``.ts``
file with ``type="unfinished"``; fill it in, by Qt Linguist or by hand, and run this again.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).parents[2]
TS = ROOT / "resources" / "translations" / "vizapp_zh_CN.ts"
QM = TS.with_suffix(".qm")
_ALIASES = "tr+=_tr,QT_TR_NOOP+=marked"
"""The program's own names: a module's ``_tr`` is short for ``translate``, ``marked`` marks what stands in a table."""


def tool(name: str) -> str:
    """Return the path of one of Qt's tools, which PySide6 brings."""
    found = shutil.which(name, path=str(Path(PySide6.__file__).parent))
    if found is None:
        raise FileNotFoundError(f"{name} is not beside PySide6")
    return found


def collect(into: Path) -> None:
    """Write the texts of the code to the ``.ts`` file ``into``; translations that it has already stay."""
    sources = sorted(str(path) for path in (ROOT / "vizapp").rglob("*.py"))
    options = "-no-obsolete -locations none -sort-messages -source-language en -target-language zh_CN -silent"
    # Similar texts are not taken for one another: a translation that almost fits would be a wrong one.
    heuristics = ["-disable-heuristic", "similartext"]
    listing = into.with_suffix(".lst")
    listing.write_text("\n".join(sources))
    try:
        command = [tool("lupdate"), "-tr-function-alias", _ALIASES, *options.split(), *heuristics]
        subprocess.run([*command, f"@{listing}", "-ts", str(into)], check=True)
    finally:
        listing.unlink()


def compile_into(ts: Path, qm: Path) -> None:
    """Compile the finished translations of ``ts``."""
    subprocess.run([tool("lrelease"), "-silent", str(ts), "-qm", str(qm)], check=True)


if __name__ == "__main__":
    collect(TS)
    compile_into(TS, QM)
    sys.exit(0)
