"""The packages that vizapp needs, and a check for missing, broken, outdated or shadowed ones.

An earlier folder on the path, such as one in PYTHONPATH, can hold another package of the same name; an error caused
by it must not be reported as a fault of the file being read. This module imports only the packages that it is asked
about.
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
from vizapp.wording.translation import translate


@dataclass(frozen=True)
class Package:
    """A required package.

    Attributes:
        name: the name to install it by.
        module: the name to import it by.
        needed: further modules of it that are imported; an unrelated package of the same name rarely has them.
        least: the oldest version that works, as its module states it; empty if any version does.
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
    """Import a package and return what is wrong with it, or None.

    Any exception counts as a fault of the package, since an unrelated package may have its name.
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
        text = translate("Packages", "its version is {found}, and {least} or later is needed")
        return _broken(package, text.format(found=_version_of(module), least=least))
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
    place = place_of(package) or translate("Packages", "an unknown place")
    values = {"package": package.name, "why": _printable(why), "place": _printable(place)}
    return Problem("source.package-broken", "", {**values})


def _is_recent(module: ModuleType, least: tuple[int, ...]) -> bool:
    numbers = tuple(int(number) for number in re.findall(r"\d+", _version_of(module))[:3])
    return numbers >= least


def _version_of(module: ModuleType) -> str:
    return str(getattr(module, "__version__", "unknown"))


def _printable(text: str) -> str:
    """Return the text as valid Unicode on one line."""
    return "".join(each if each.isprintable() else " " for each in text)
