"""The page with the list of keys and mouse gestures, and the dialog with information about the program."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QCoreApplication, QSize, Qt, qVersion
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from vizapp import __version__
from vizapp.gui.actions import Actions
from vizapp.gui.theme import SPACING
from vizapp.resource_files import resource_path

_MARK_SIZE = QSize(64, 64)


class KeysPage(QScrollArea):
    """A list of the keys, generated from the actions, and of the mouse gestures."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keysPage")
        page = QWidget(self)
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(4 * SPACING, 4 * SPACING, 4 * SPACING, 4 * SPACING)
        self._grid.setHorizontalSpacing(6 * SPACING)
        self._grid.setVerticalSpacing(SPACING)
        self._grid.setColumnStretch(1, 1)
        self._title(_tr("Keys"))
        for action in actions:
            keys = [sequence.toString(QKeySequence.SequenceFormat.NativeText) for sequence in action.shortcuts()]
            if keys:
                self._line(", ".join(dict.fromkeys(keys)), actions.lasting_text(action.objectName()).rstrip("…"))
        self._line(_tr("Arrow keys"), _tr("Nudge the selected point by 0.1 px; with Shift by 1 px"))
        self._line("", _tr("Exchange the selected chip, or where the selected tile lands, with its neighbour"))
        self._line("", _tr("Turn all points by 1°, or scale them by 2 %, where a handle has the keys; Shift: more"))
        self._line("", _tr("Otherwise: move probe or picked pixel by 1; with Shift by 10"))
        self._line(_tr("Ctrl and arrow keys"), _tr("Move the picture that has the focus"))
        self._line(
            _tr("Tab, Shift+Tab"),
            _tr("On a picture: select the next or the previous point, handle, chip or tile"),
        )
        self._line(
            _tr("Page up, Page down"),
            _tr("Change the value that the picked pixel has in the selected tile; exploded: move the sub-pixels"),
        )
        self._line(_tr("Home, End, Return"), _tr("Exploded: show the tiles, the map; play or pause"))
        self._line(_tr("Delete"), _tr("Let the selected point follow the training again"))
        self._line(
            _tr("Escape"),
            _tr(
                "Cancel the drag of points, of a chip or of a tile; else ask about no pixel; else select nothing; "
                "else end presenting"
            ),
        )
        self._line("+, \N{MINUS SIGN}", _tr("Zoom the picture that has the focus"))
        self._line(_tr("Return"), _tr("Press the button that has the focus"))
        self._line(
            _tr("Shift+M"),
            _tr("On a picture: park the magnifier, and let arrow keys move it; Escape or the same: unpark it"),
        )
        self._line(_tr(", and ."), _tr("On a picture with a wipe: move its line; with Shift in larger steps"))
        self._line("C", _tr("While it is held: the plain convolution, without offsets"))
        self._line("O", _tr("While it is held: the target, in place of what super-resolution gives"))
        self._title(_tr("Mouse"))
        self._line(_tr("Drag over the output"), _tr("Move the probe"))
        self._line(_tr("Shift and click on the output"), _tr("Pin a unit beside the probe, or let it go"))
        self._line(
            _tr("Shift and click on the input"),
            _tr("Show which units read that pixel; drag on, or use the arrow keys, for others"),
        )
        self._line(
            _tr("Drag a point"),
            _tr("Place it by hand; with Alt or Ctrl for every unit instead of this one, or the reverse"),
        )
        self._line(
            _tr("Drag a handle of the ring"),
            _tr("Turn or scale all points of the probe; with Shift by steps of 15° or 0.25"),
        )
        self._line(_tr("Drag a chip, or a tile"), _tr("Exchange two phases; zoomed in, by the tile’s label"))
        self._line(_tr("Click a pixel or a channel's tile"), _tr("Pick the pixel, on either side"))
        self._line(_tr("Click an upsampler's name"), _tr("Have its channels, sub-pixels, kernels and curves on show"))
        self._line(_tr("Drag the line of a wipe"), _tr("Show more of the picture on either side of it"))
        self._line(
            _tr("Ctrl and wheel on a tile"),
            _tr("Zoomed in: change the value of the pixel under the cursor; with Shift by eight steps at once"),
        )
        self._line(
            _tr("Double-click a chip, or a value in the inspector; Return on a chip or a tile"),
            _tr("Type it, in the inspector; Return takes it, Escape leaves the value as it was"),
        )
        self._line(_tr("Point at an overlap count"), _tr("Show which inputs write there, or where an input writes"))
        self._line(_tr("Wheel"), _tr("Zoom at the cursor"))
        self._line(_tr("Ctrl and wheel on the output"), _tr("While the brush is chosen: make it larger or smaller"))
        self._line(_tr("Drag the picture"), _tr("Move both pictures"))
        self._line(_tr("Drag the loupe, or its edge"), _tr("Move it, or make it larger, up to half of the canvas"))
        self._line(_tr("Click a bar at the window’s edge"), _tr("Unfold its panel, which its arrow folds again"))
        self._line(_tr("Drop a file"), _tr("Open it, anywhere on the window"))
        self._line(
            _tr("Drop a picture on Somebody's result"),
            _tr("See and measure what another network has made of the source"),
        )
        self._line(
            _tr("Drop a layer's arrays"),
            _tr("Offsets, mask, weight, input and output, in one file or several: choose how they are read"),
        )
        self.setWidget(page)
        self.setAccessibleName(_tr("Keys and mouse"))
        self.setWidgetResizable(True)

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


def _tr(text: str) -> str:
    return QCoreApplication.translate("ShortcutsDialog", text)
