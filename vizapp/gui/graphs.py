"""pyqtgraph as ``pg``, imported without what is not used of it.

It imports all of its hundred modules at once, among them image views, parameter trees and processes of their own, and
the CUDA bindings where they are installed: a tenth of the window's start. Here those are left out that this program
does not draw with; they can still be imported by their names.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import pyqtgraph as pg

_CUDA = "cuda.bindings"
_LEFT_OUT = ("pyqtgraph.graphicsItems.", "pyqtgraph.widgets.", "pyqtgraph.imageview")
_USED = frozenset(
    {
        *("ArrowItem", "AxisItem", "BarGraphItem", "ButtonItem", "GraphicsItem", "GraphicsObject", "GraphicsWidget"),
        *("GraphicsWidgetAnchor", "InfiniteLine", "ItemGroup", "LabelItem", "LegendItem", "PlotCurveItem"),
        *("PlotDataItem", "PlotItem", "ScatterPlotItem", "TextItem", "ViewBox"),
        *("FileDialog", "GraphicsView", "PlotWidget"),
    }
)
"""The items and widgets that are drawn with, and what those build on."""


class _Nothing(ModuleType):
    """A module that has every name, each of which is None."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


class _LeavingOut(MetaPathFinder, Loader):
    """Finds an empty module in the place of each part of pyqtgraph that is not used."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if not fullname.startswith(_LEFT_OUT) or _USED.intersection(fullname.split(".")):
            return None
        return ModuleSpec(fullname, self)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Nothing(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is nothing in it."""


def _imported() -> ModuleType:
    """Import pyqtgraph without what is left out, or all of it if this version of it needs that."""
    finder = _LeavingOut()
    has_cuda = _CUDA in sys.modules
    if not has_cuda:
        sys.modules[_CUDA] = cast(ModuleType, None)  # has an import of it fail, as where it is not installed
    sys.meta_path.insert(0, finder)
    try:
        return importlib.import_module("pyqtgraph")
    except Exception:
        for name in [name for name in sys.modules if name.partition(".")[0] == "pyqtgraph"]:
            del sys.modules[name]
        sys.meta_path.remove(finder)
        return importlib.import_module("pyqtgraph")
    finally:
        if finder in sys.meta_path:
            sys.meta_path.remove(finder)
        for name in [name for name, module in sys.modules.items() if isinstance(module, _Nothing)]:
            del sys.modules[name]
        if not has_cuda:
            del sys.modules[_CUDA]


if not TYPE_CHECKING:
    pg = sys.modules.get("pyqtgraph") or _imported()

__all__ = ["pg"]
