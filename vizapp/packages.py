"""The packages that vizapp needs: which are there, and which of them are broken, or not those that were installed.

A folder that stands in front on the path, such as one named in PYTHONPATH, can hold another package of the same name;
what then goes wrong must not be blamed on a person's file. Nothing is imported here but what is asked about.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from vizapp.problem import Problem


@dataclass(frozen=True)
class Package:
    """Something to be installed.

    Attributes:
        name: by which it is installed.
        module: by which it is imported.
        needed: what else of it is imported; a stranger of the same name rarely has that.
        least: the oldest version that will do, as its module says it; empty where any will.
    """

    name: str
    module: str
    needed: tuple[str, ...] = ()
    least: tuple[int, ...] = ()


TIFFFILE = Package("tifffile", "tifffile", (), (2025, 1))
READER_PACKAGES = (
    Package("numpy", "numpy", ("numpy.lib.format",), (2, 0)),
    Package("pillow", "PIL", ("PIL.Image", "PIL.ImageCms", "PIL.ImageFile", "PIL.TiffImagePlugin"), (12, 3)),
    Package("msgspec", "msgspec", ("msgspec.msgpack", "msgspec.json"), (0, 20)),
)
WINDOW_PACKAGES = (
    Package("PySide6-Essentials", "PySide6", ("PySide6.QtCore",), (6, 9)),
    Package("pyqtgraph", "pyqtgraph", (), (0, 14)),
    Package("pyzmq", "zmq", (), (26, 2)),
)


def package_problem(package: Package) -> Problem | None:
    """Import a package, and return what is wrong with it, or None.

    Whatever it raises is what is wrong: the package may be anybody's.
    """
    for name in (package.module, *package.needed):
        try:
            module = importlib.import_module(name)
        except Exception as error:
            if isinstance(error, ModuleNotFoundError) and error.name == package.module:
                return Problem("source.package-missing", "", {"package": package.name})
            return _broken(package, f"{type(error).__name__}: {error}"[:300])
    module = sys.modules[package.module]
    if package.least and not _is_recent(module, package.least):
        least = ".".join(map(str, package.least))
        return _broken(package, f"its version is {_version_of(module)}, and {least} or later is needed")
    return None


def broken_reader_package(*more: Package) -> Problem | None:
    """Return what is wrong with the first package of the reader, or of ``more``, that cannot be used, or None."""
    return next((problem for package in (*READER_PACKAGES, *more) if (problem := package_problem(package))), None)


def broken_window_package() -> Problem | None:
    """Return what is wrong with the first package of the window that cannot be used, or None."""
    return broken_reader_package(TIFFFILE, *WINDOW_PACKAGES)


def place_of(package: Package) -> str:
    """Return where a package would be imported from, or "" if nowhere."""
    try:
        found = importlib.util.find_spec(package.module)
    except (ImportError, ValueError):
        return ""
    if found is None:
        return ""
    return str(Path(found.origin).parent) if found.origin else next(iter(found.submodule_search_locations or ()), "")


def _broken(package: Package, why: str) -> Problem:
    place = place_of(package) or "an unknown place"
    values = {"package": package.name, "why": _printable(why), "place": _printable(place)}
    return Problem("source.package-broken", "", {**values})


def _is_recent(module: ModuleType, least: tuple[int, ...]) -> bool:
    numbers = tuple(int(number) for number in re.findall(r"\d+", _version_of(module))[:3])
    return numbers >= least


def _version_of(module: ModuleType) -> str:
    return str(getattr(module, "__version__", "unknown"))


def _printable(text: str) -> str:
    """Return a text that can be sent and shown on one line."""
    return "".join(each if each.isprintable() else " " for each in text)
