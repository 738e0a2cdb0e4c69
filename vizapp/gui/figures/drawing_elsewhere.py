"""Figures drawn as shapes by another process: Qt would let nothing else have a turn while it packs a picture."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from PySide6.QtGui import QGuiApplication, QPicture

from vizapp.gui.figures.canvas_figure import CanvasFigure
from vizapp.gui.figures.figure import Pause
from vizapp.gui.figures.figure_files import pdf_bytes, svg_bytes
from vizapp.gui.figures.figure_stream import figure_bytes

_LOOK_SECONDS = 0.05
"""How often it is seen whether the file is still wanted."""


def drawn_elsewhere(figure: CanvasFigure, ending: str, title: str, pause: Pause) -> bytes:
    """Return a figure as an SVG or PDF file; where no other process can be had, it is drawn here.

    ``pause`` is called now and then, and may end it by an error.
    """
    # A file rather than a pipe: it need not be read while the process runs.
    with tempfile.TemporaryFile() as answer:
        try:
            process = subprocess.Popen(
                # -P: never import a module from the folder that the program was started in.
                [sys.executable, "-P", "-m", "vizapp.gui.figures.drawing_child", ending, title, _font()],
                stdin=subprocess.PIPE,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            return _drawn_here(figure, ending, title)
        try:
            is_drawn = _waited_for(process, figure_bytes(figure), pause)
        finally:
            process.kill()
            process.wait()
        if not is_drawn:
            return _drawn_here(figure, ending, title)
        answer.seek(0)
        return answer.read()


def _waited_for(process: subprocess.Popen[bytes], data: bytes, pause: Pause) -> bool:
    """Give ``data`` to a process, and wait for its end; return whether that was a good one."""
    assert process.stdin is not None
    try:
        with process.stdin as stream:
            stream.write(data)
    except OSError:  # the process has ended
        return False
    while True:
        pause()
        try:
            return process.wait(_LOOK_SECONDS) == 0
        except subprocess.TimeoutExpired:
            continue


def _drawn_here(figure: CanvasFigure, ending: str, title: str) -> bytes:
    return svg_bytes(figure, title) if ending == "svg" else pdf_bytes(figure, title)


def _font() -> str:
    """Return the program's font, which texts have as far as they name none."""
    return QGuiApplication.font().toString()


def _environment() -> dict[str, str]:
    """Return the variables of the process: no screen, whose scale is none of the figure's, and the same fonts."""
    environment = {name: value for name, value in os.environ.items() if name != "QT_SCALE_FACTOR"}
    if sys.platform.startswith("linux"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    # Shapes are recorded in units of the resolution; see ``play``.
    environment["QT_FONT_DPI"] = str(QPicture().logicalDpiX())
    return environment
