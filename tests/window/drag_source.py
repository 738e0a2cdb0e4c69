"""A small window that offers files to be dragged out of it: the other side of a real drag and drop.

``python drag_source.py X Y FILE…`` shows a frameless square at (X, Y) of the screen; pressing in it and moving starts
a drag with the files. It ends when its standard input does.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QSocketNotifier, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class DragSource(QLabel):
    def __init__(self, files: list[str]) -> None:
        super().__init__("drag me")
        self._files = files
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def main() -> int:
    x, y, *files = sys.argv[1:]
    app = QApplication([])
    source = DragSource(files)
    source.setGeometry(int(x), int(y), 80, 80)
    source.show()
    end = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    end.activated.connect(app.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
