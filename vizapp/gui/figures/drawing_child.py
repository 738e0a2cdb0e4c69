"""The child process that draws a figure as shapes: ``python -m vizapp.gui.figures.drawing_child ENDING TITLE FONT``.

It reads a figure from standard input, and writes the file, SVG or PDF, to standard output.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QGuiApplication

from vizapp.gui.figures.figure_files import pdf_bytes, svg_bytes
from vizapp.gui.figures.figure_stream import figure_of
from vizapp.memory_order import WRITER, be_ended_first


def main(ending: str, title: str, font: str) -> None:
    """Draw what is read from standard input, with what ``font`` describes where drawings leave something open."""
    app = QGuiApplication([])  # fonts are known only where there is one
    first = QFont()
    first.fromString(font)
    app.setFont(first)
    write = svg_bytes if ending == "svg" else pdf_bytes
    sys.stdout.buffer.write(write(figure_of(sys.stdin.buffer.read()), title))


if __name__ == "__main__":
    be_ended_first(WRITER)
    main(*sys.argv[1:])
