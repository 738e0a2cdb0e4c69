"""pyqtgraph as ``pg``, imported without the CUDA bindings.

pyqtgraph imports them where they are installed, for a widget that is not used here: 50 ms of the start, and the
driver's library in the window's process.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import cast

_UNUSED = "cuda.bindings"

if _UNUSED in sys.modules:
    import pyqtgraph as pg
else:
    sys.modules[_UNUSED] = cast(ModuleType, None)  # has an import of it fail, as where it is not installed
    try:
        import pyqtgraph as pg
    finally:
        del sys.modules[_UNUSED]

__all__ = ["pg"]
