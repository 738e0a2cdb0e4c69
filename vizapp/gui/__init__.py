"""The window. Only modules of this package import Qt."""

import os

# Makes pyqtgraph use PySide6 even if another binding is installed; two bindings in one process crash it.
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
