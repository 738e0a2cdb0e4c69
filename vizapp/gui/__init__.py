"""The window. Everything in here may import Qt; nothing outside does."""

import os

# pyqtgraph takes any Qt binding that this names, and two bindings in one process end it.
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
