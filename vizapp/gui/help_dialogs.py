"""The dialogs with the list of keys and mouse gestures, and with information about the program."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from vizapp import __version__
from vizapp.gui.actions import Actions
from vizapp.gui.theme import SPACING
from vizapp.resource_files import resource_path

_MARK_SIZE = QSize(64, 64)
_KEYS_WIDTH, _KEYS_HEIGHT = 660, 800
_FRAME_HEIGHT = 64
"""The part of the screen's height, in pixels, reserved for the dialog's title bar and the system's bars."""


class ShortcutsDialog(QDialog):
    """A list of the keys, generated from the actions, and of the mouse gestures."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(self.tr("Keys and mouse"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = QWidget(self)
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(4 * SPACING, 4 * SPACING, 4 * SPACING, 4 * SPACING)
        self._grid.setHorizontalSpacing(6 * SPACING)
        self._grid.setVerticalSpacing(SPACING)
        self._grid.setColumnStretch(1, 1)
        self._title(self.tr("Keys"))
        for action in actions:
            keys = [sequence.toString(QKeySequence.SequenceFormat.NativeText) for sequence in action.shortcuts()]
            if keys:
                self._line(", ".join(dict.fromkeys(keys)), actions.lasting_text(action.objectName()).rstrip("…"))
        self._line(self.tr("Arrow keys"), self.tr("Nudge the selected point by 0.1 px; with Shift by 1 px"))
        self._line("", self.tr("Exchange the selected chip, or where the selected tile lands, with its neighbour"))
        self._line(
            "", self.tr("Turn all points by 1°, or scale them by 2 %, where a handle has the keys; Shift: more")
        )
        self._line("", self.tr("Otherwise: move probe or picked pixel by 1; with Shift by 10"))
        self._line(self.tr("Ctrl and arrow keys"), self.tr("Move the picture that has the focus"))
        self._line(
            self.tr("Tab, Shift+Tab"),
            self.tr("On a picture: select the next or the previous point, handle, chip or tile"),
        )
        self._line(
            self.tr("Page up, Page down"),
            self.tr("Change the value that the picked pixel has in the selected tile; exploded: move the sub-pixels"),
        )
        self._line(self.tr("Home, End, Return"), self.tr("Exploded: show the tiles, the map; play or pause"))
        self._line(self.tr("Delete"), self.tr("Let the selected point follow the training again"))
        self._line(
            self.tr("Escape"),
            self.tr(
                "Cancel the drag of points, of a chip or of a tile; else ask about no pixel; else select nothing"
            ),
        )
        self._line("+, \N{MINUS SIGN}", self.tr("Zoom the picture that has the focus"))
        self._line(self.tr("Return"), self.tr("Press the button that has the focus"))
        self._line(
            self.tr("Shift+M"),
            self.tr("On a picture: park the magnifier, and let arrow keys move it; Escape or the same: unpark it"),
        )
        self._line(self.tr(", and ."), self.tr("On a picture with a wipe: move its line; with Shift in larger steps"))
        self._line("C", self.tr("While it is held: the plain convolution, without offsets"))
        self._line("O", self.tr("While it is held: the target, in place of what super-resolution gives"))
        self._title(self.tr("Mouse"))
        self._line(self.tr("Drag over the output"), self.tr("Move the probe"))
        self._line(self.tr("Shift and click on the output"), self.tr("Pin a unit beside the probe, or let it go"))
        self._line(
            self.tr("Shift and click on the input"),
            self.tr("Show which units read that pixel; drag on, or use the arrow keys, for others"),
        )
        self._line(
            self.tr("Drag a point"),
            self.tr("Place it by hand; with Alt or Ctrl for every unit instead of this one, or the reverse"),
        )
        self._line(
            self.tr("Drag a handle of the ring"),
            self.tr("Turn or scale all points of the probe; with Shift by steps of 15° or 0.25"),
        )
        self._line(self.tr("Drag a chip, or a tile"), self.tr("Exchange two phases; zoomed in, by the tile’s label"))
        self._line(self.tr("Click a pixel or a channel's tile"), self.tr("Pick the pixel, on either side"))
        self._line(
            self.tr("Click an upsampler's name"), self.tr("Have its channels, sub-pixels, kernels and curves on show")
        )
        self._line(self.tr("Drag the line of a wipe"), self.tr("Show more of the picture on either side of it"))
        self._line(
            self.tr("Ctrl and wheel on a tile"),
            self.tr("Zoomed in: change the value of the pixel under the cursor; with Shift by eight steps at once"),
        )
        self._line(
            self.tr("Double-click a chip, or a value in the inspector; Return on a chip or a tile"),
            self.tr("Type it, in the inspector; Return takes it, Escape leaves the value as it was"),
        )
        self._line(
            self.tr("Point at an overlap count"), self.tr("Show which inputs write there, or where an input writes")
        )
        self._line(self.tr("Wheel"), self.tr("Zoom at the cursor"))
        self._line(
            self.tr("Ctrl and wheel on the output"), self.tr("While the brush is chosen: make it larger or smaller")
        )
        self._line(self.tr("Drag the picture"), self.tr("Move both pictures"))
        self._line(
            self.tr("Click a bar at the window’s edge"), self.tr("Unfold its panel, which its arrow folds again")
        )
        self._line(self.tr("Drop a file"), self.tr("Open it, anywhere on the window"))
        self._line(
            self.tr("Drop a picture on Somebody's result"),
            self.tr("See and measure what another network has made of the source"),
        )
        self._line(
            self.tr("Drop a layer's arrays"),
            self.tr("Offsets, mask, weight, input and output, in one file or several: choose how they are read"),
        )
        scroller = QScrollArea(self)
        scroller.setWidget(page)
        scroller.setAccessibleName(self.windowTitle())
        scroller.setWidgetResizable(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(scroller)
        column.addWidget(buttons)
        room = self.screen().availableGeometry().height() - _FRAME_HEIGHT
        self.resize(_KEYS_WIDTH, min(_KEYS_HEIGHT, page.sizeHint().height() + 100, room))

    def _title(self, text: str) -> None:
        label = QLabel(text.upper())
        label.setProperty("role", "section-title")
        label.setContentsMargins(0, SPACING * 2 if self._grid.rowCount() > 1 else 0, 0, SPACING)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def _line(self, keys: str, meaning: str) -> None:
        row = self._grid.rowCount()
        key_label, meaning_label = QLabel(keys), QLabel(meaning)
        meaning_label.setProperty("role", "muted")
        meaning_label.setWordWrap(True)
        self._grid.addWidget(key_label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(meaning_label, row, 1)


class AboutDialog(QDialog):
    """Shows the version, the libraries and the licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(self.tr("About vizapp"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark = QLabel(self)
        mark.setAccessibleName("vizapp")
        drawing = QIcon(str(resource_path("icons", "vizapp.svg")))
        mark.setPixmap(drawing.pixmap(_MARK_SIZE, self.devicePixelRatio()))
        title = QLabel(f"vizapp {__version__}", self)
        title.setProperty("role", "title")
        what = QLabel(self.tr("See sub-pixel convolution and deformable convolution work."), self)
        parts = QLabel(
            "\n".join(
                f"{name} {_version_of(name)}" for name in ("torch", "torchvision", "PySide6-Essentials", "pyqtgraph")
            )
            + f"\nQt {qVersion()}, Python {platform.python_version()}",
            self,
        )
        parts.setProperty("role", "muted")
        parts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        licence = QLabel(self.tr("MIT licence"), self)
        licence.setProperty("role", "muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * SPACING, 6 * SPACING, 6 * SPACING, 4 * SPACING)
        column.setSpacing(3 * SPACING)
        for widget in (mark, title, what, parts, licence, buttons):
            column.addWidget(widget)


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "–"
