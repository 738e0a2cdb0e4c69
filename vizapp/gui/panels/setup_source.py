"""The SOURCE section: the loaded source, its size, and the notes from reading it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.theme import RADIUS, SPACING, current_theme
from vizapp.gui.widgets.fields import ChoiceField
from vizapp.gui.widgets.numbers import grouped
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import ElidedLabel, Section, ValueLabel, muted_label
from vizapp.protocol.events import Configured
from vizapp.session.state import State
from vizapp.sources.loaded import LoadedSource
from vizapp.wording import labels
from vizapp.wording.quantities import shape_words, size_words

_THUMBNAIL = 56


class Thumbnail(QWidget):
    """A thumbnail of a source with rounded corners, uncropped and in proportion, on a square of ``side`` pixels."""

    def __init__(self, parent: QWidget | None = None, side: int = _THUMBNAIL) -> None:
        super().__init__(parent)
        self._side = side
        self.setFixedSize(side, side)
        self._image: QImage | None = None

    def show_source(self, source: LoadedSource | None) -> None:
        """Show the thumbnail of ``source``, or an empty frame."""
        if source is None:
            self._image = None
        else:
            pixels = source.thumbnail
            height, width = pixels.shape[:2]
            stride = width * 3
            self._image = QImage(pixels.tobytes(), width, height, stride, QImage.Format.Format_RGB888).copy()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(frame, RADIUS, RADIUS)
        painter.setClipPath(outline)
        painter.fillRect(frame, current_theme().raised)
        if self._image is None:
            return
        if max(self._image.width(), self._image.height()) < self._side:  # enlarged pixels are drawn sharply
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        scale = self._side / max(self._image.width(), self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        painter.drawImage(QRectF((self._side - width) / 2, (self._side - height) / 2, width, height), self._image)


@dataclass(frozen=True, slots=True)
class _SourceWords:
    """The texts about the source; ``location`` is where it comes from, in full."""

    name: str
    location: str = ""
    size: str = ""
    working: str = ""
    notes: str = ""


class SourceSection(Section):
    """Shows thumbnail, name, sizes, notes, and a choice of the array if the file holds several.

    The lab's notes about the source (a reduced copy, a crop) are in the status bar instead, because they change with
    many settings and would move everything below.
    """

    fields = frozenset({"source"})

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupSource", parent)
        self.set_title(self.tr("Source"))
        self._session = session
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACING + 2)
        self.thumbnail = Thumbnail(head)
        row.addWidget(self.thumbnail)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.name = ElidedLabel(head)
        self.name.setObjectName("sourceName")
        self.name.setProperty("role", "title")
        self.size_line = muted_label(parent=head)
        self.size_line.setObjectName("sourceSize")
        self.working_line = muted_label(parent=head)
        self.working_line.setObjectName("sourceWorkingSize")
        words.addStretch(1)
        for label in (self.name, self.size_line, self.working_line):
            words.addWidget(label)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.add(head)
        self.notes = muted_label(parent=self)
        self.notes.setObjectName("sourceNotes")
        self.notes.setWordWrap(True)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self.add(self.notes)
        self.other_axes = QPushButton(self)
        self.other_axes.setObjectName("sourceOtherAxes")
        self.other_axes.setProperty("role", "flat")
        self.other_axes.setAccessibleName(self.tr("Read the axes the other way"))
        self.other_axes.setToolTip(
            plain_tooltip(
                self.tr("Files do not say which axis of an array holds the channels; read it the other way.")
            )
        )
        self.other_axes.clicked.connect(self._read_the_other_way)
        self.add(self.other_axes)
        self.array = ChoiceField("sourceArray", self)
        self.array.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.array.setMinimumContentsLength(10)
        self.array_row = self.row(
            self.tr("Array"), self.array, self.tr("The file holds several arrays; this is the one that is shown.")
        )
        self.only_array = ValueLabel(parent=self)
        self.only_array_row = self.row(
            self.tr("Array"), self.only_array, self.tr("The name that the file gives to this array.")
        )
        self.array.activated.connect(self._choose_array)
        self._parts: tuple[Shown[Any], ...] = (
            Shown(lambda state: state.source, self._show_source),
            Shown(self._resolve_words, self._show_words),
        )

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def _show_source(self, source: LoadedSource | None) -> None:
        self.thumbnail.show_source(source)
        self._show_arrays(source)
        self._show_other_axes(source)

    def _resolve_words(self, state: State) -> _SourceWords:
        source = state.source
        if source is None:
            name = "" if state.reads_network else state.reading or ""
            return _SourceWords(self.tr("Reading {name}…").format(name=name) if name else self.tr("No picture yet"))
        working = ""
        if state.reading and state.reads_network:
            working = self.tr("reading a network…")
        elif state.reading:
            working = self.tr("reading another…")
        elif state.reported is not None and state.reported.reads_source:
            working = self.tr("working {size}").format(size=_working_words(source, state.reported))
        return _SourceWords(
            source.name, _location_text(state, self.tr), self._size_text(source), working, self._notes_text(source)
        )

    def _show_words(self, words: _SourceWords) -> None:
        self.name.set_text(words.name, words.location)
        self.size_line.setText(words.size)
        self.working_line.setText(words.working)
        self.notes.setText(words.notes)
        self.notes.setVisible(bool(words.notes))

    def _notes_text(self, source: LoadedSource) -> str:
        """Return what was noticed when the source was read, a line each."""
        notes = list(source.notes)
        if source.nan_count:
            count, total = grouped(source.nan_count), grouped(source.values.size)
            notes.append(self.tr("NaN: {count} of {total} values").format(count=count, total=total))
        infinite = source.non_finite_count - source.nan_count
        if infinite:
            count, total = grouped(infinite), grouped(source.values.size)
            notes.append(self.tr("infinite: {count} of {total} values").format(count=count, total=total))
        return "\n".join(notes).replace(" × ", "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}")

    def _size_text(self, source: LoadedSource) -> str:
        """Return the size of an image, or the shape of a feature map as numpy writes it."""
        if source.kind == "feature_map":
            return self.tr("shape {shape}").format(shape=shape_words(source.values.shape))
        size = size_words(source.height, source.width)
        if source.channels == 3:
            return size
        return self.tr("{size} · {channels} ch").format(size=size, channels=source.channels)

    def _show_arrays(self, source: LoadedSource | None) -> None:
        entries = source.arrays if source is not None else ()
        current = source.array if source is not None else None
        several = len(entries) > 1
        self.array_row.setVisible(several)
        self.only_array_row.setVisible(current is not None and not several)
        self.only_array.say(current or "")
        with QSignalBlocker(self.array):
            self.array.clear()
            for entry in entries if several else ():
                shape = shape_words(entry.shape)
                self.array.addItem(entry.name, entry.name)
                words = f"{entry.name} · {shape} · {entry.dtype}"
                self.array.setItemData(self.array.count() - 1, plain_tooltip(words), Qt.ItemDataRole.ToolTipRole)
            self.array.setCurrentIndex(self.array.findData(current))

    def _show_other_axes(self, source: LoadedSource | None) -> None:
        order = source.other_axes if source is not None else None
        self.other_axes.setVisible(order is not None)
        if order == "HWC":
            self.other_axes.setText(self.tr("Read as (H, W, C)"))
        elif order == "CHW":
            self.other_axes.setText(self.tr("Read as (C, H, W)"))

    def _read_the_other_way(self) -> None:
        state = self._session.state
        if state.source is None or state.source.other_axes is None:
            return
        source = replace(state.experiment.source, axes=state.source.other_axes)
        self._session.update(replace(state.experiment, source=source), labels.CHOOSE_AXES)

    def _choose_array(self, index: int) -> None:
        name = self.array.itemData(index)
        experiment = self._session.state.experiment
        if name != experiment.source.array:
            self._session.update(
                replace(experiment, source=replace(experiment.source, array=name)), labels.CHOOSE_ARRAY
            )


def _working_words(source: LoadedSource, configured: Configured) -> str:
    """Return the size of the working copy, or its shape if the source is a feature map.

    A lab may read an image at low resolution, reduced or unshuffled; its output then has the working copy's size.
    """
    if source.kind == "feature_map":
        return shape_words(configured.input_shape)
    # Super-resolve learns from a reduced copy, and the working copy is its output; padding alone gives no multiple.
    (_, *inputs), (_, *outputs) = configured.input_shape, configured.output_shape
    enlarged = all(given > read and given % read == 0 for read, given in zip(inputs, outputs, strict=True))
    height, width = outputs if enlarged else inputs
    return size_words(height, width)


def _location_text(state: State, tr: Callable[[str], str]) -> str:
    """Return the full location of the source."""
    source = state.experiment.source
    if source.kind == "sample":
        return tr("Bundled sample “{name}”").format(name=source.location)
    if source.kind == "memory":
        return tr("Pasted; not saved anywhere")
    return source.location
