"""What the dialogs that export have in common: check boxes and buttons that explain themselves, and a preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from vizapp.gui.figures.figure import Choice, Figure
from vizapp.gui.figures.figure_files import fitting_scale, raster
from vizapp.gui.theme import current_theme
from vizapp.gui.widgets.plain_text import plain_tooltip


def check_box(name: str, text: str, tooltip: str, parent: QWidget) -> QCheckBox:
    """Return a check box whose tool tip is read aloud, too."""
    box = QCheckBox(text, parent)
    _explain(box, name, tooltip)
    return box


def choice_boxes(parent: QWidget) -> dict[str, QCheckBox]:
    """Return a check box for each field of a :class:`Choice`, checked as one is where nothing else is said."""
    texts = {
        "marks": (_tr("Overlays"), _tr("What lies over the picture.")),
        "labels": (_tr("Labels"), _tr("Names and notes in the corners.")),
        "legend": (_tr("Legend"), _tr("What explains the overlays, below it.")),
        "crop": (_tr("Crop"), _tr("Leave out the empty ground around the picture.")),
        "light": (_tr("White ground"), _tr("A white ground, as for print, whatever the theme.")),
    }
    boxes = {name: check_box(f"figure-{name}", text, tooltip, parent) for name, (text, tooltip) in texts.items()}
    for name, box in boxes.items():
        box.setChecked(getattr(Choice(), name))
    return boxes


def chosen_in(boxes: Mapping[str, QCheckBox]) -> Choice:
    """Return what is checked in the boxes of :func:`choice_boxes`."""
    return Choice(**{name: box.isChecked() for name, box in boxes.items()})


def push_button(name: str, text: str, tooltip: str, run: Callable[[], object], parent: QWidget) -> QPushButton:
    """Return a button that calls ``run``; its tool tip is read aloud, too."""
    button = QPushButton(text, parent)
    _explain(button, name, tooltip)
    button.clicked.connect(lambda: run())
    return button


def preview_of(figure: Figure, room: QSize, ratio: float) -> QPixmap:
    """Return a figure as large as there is ``room``, of ``ratio`` device pixels each.

    A line along its edge tells a white figure from a white window.
    """
    pixmap = QPixmap.fromImage(raster(figure, fitting_scale(figure, room, ratio)))
    painter = QPainter(pixmap)
    painter.setPen(current_theme().hairline)
    painter.drawRect(pixmap.rect().adjusted(0, 0, -1, -1))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _explain(widget: QWidget, name: str, tooltip: str) -> None:
    widget.setObjectName(name)
    widget.setToolTip(plain_tooltip(tooltip))
    widget.setAccessibleDescription(tooltip)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FigureDialog", text)
