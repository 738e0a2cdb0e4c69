"""Opening of dropped and pasted content."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from vizapp.document.share import is_shared
from vizapp.gui.offered_images import Bitmap, EncodedImage, image_in, other_image_in, pixels_of
from vizapp.problem import Problem, Value
from vizapp.session.state import State
from vizapp.sources.formats import may_hold_arrays
from vizapp.sources.locations import names_of_this_computer
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.regular_files import display_name

translate = QCoreApplication.translate


class OpeningSession(Protocol):
    """The part of a session that opens things."""

    @property
    def state(self) -> State: ...
    def open_path(self, path: str) -> None: ...
    def open_files(self, paths: Sequence[str]) -> None: ...
    def open_shared(self, text: str) -> None: ...
    def open_bytes(self, data: bytes, name: str) -> None: ...
    def open_pixels(self, pixels: RawPixels, name: str) -> None: ...
    def notify(
        self, problem: Problem, kind: Literal["error", "warning", "info"] = ..., *, about_opening: bool = ...
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Files:
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemoteAddress:
    url: str


@dataclass(frozen=True, slots=True)
class OtherComputer:
    """A file on a computer that is not this one."""

    name: str
    host: str


@dataclass(frozen=True, slots=True)
class SharedExperiment:
    text: str


Content = Files | EncodedImage | Bitmap | RemoteAddress | OtherComputer | SharedExperiment


def content_of(mime: QMimeData) -> Content | None:
    """Return which part of ``mime`` would be opened, without fetching the data; None if there is none."""
    urls = mime.urls() if mime.hasUrls() else []
    files = tuple(path for url in urls if (path := local_path(url)))
    if files:
        return Files(files)
    if image := image_in(mime):
        return image
    if urls and urls[0].isLocalFile():
        return OtherComputer(urls[0].fileName(), urls[0].host())
    if urls:
        return RemoteAddress(urls[0].toDisplayString())
    if mime.hasText() and is_shared(mime.text()):
        return SharedExperiment(mime.text())
    return other_image_in(mime)


def local_path(url: QUrl) -> str:
    """Return the path of a URL's file on this computer, also if the URL contains the host name; otherwise "".

    Bytes of the name that are not UTF-8 become lone surrogates, as everywhere in Python.
    """
    if not url.isLocalFile():
        return ""
    if sys.platform == "win32":
        return url.toLocalFile()  # files on other computers have paths here too
    if url.host() and url.host().lower() not in names_of_this_computer():
        return ""
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return os.fsdecode(unquote_to_bytes(encoded))


def open_content(mime: QMimeData, session: OpeningSession, title: str) -> bool:
    """Open the content of ``mime`` and return whether there is any; a picture without a file is named ``title``."""
    match content_of(mime):
        case Files(paths):
            open_paths(paths, session)
        case EncodedImage(name, suffix):
            session.open_bytes(bytes(mime.data(name).data()), f"{title}{suffix}")
        case Bitmap():
            session.open_pixels(pixels_of(QImage(mime.imageData())), title)
        case RemoteAddress(url):
            session.notify(Problem("drop.not-a-file", values={"url": url[:500]}), about_opening=True)
        case OtherComputer(name, host):
            problem = Problem("drop.other-computer", values={"name": name[:500], "host": host[:200]})
            session.notify(problem, about_opening=True)
        case SharedExperiment(text):
            session.open_shared(text)
        case None:
            return False
    return True


def open_paths(paths: Sequence[str], session: OpeningSession) -> None:
    """Open a file; of several those that belong together, if there are arrays among them, and otherwise the first."""
    if any(may_hold_arrays(Path(path).suffix) for path in paths):
        session.open_files(paths)
        return
    session.open_path(paths[0])
    if len(paths) > 1:
        say_first_was_taken(paths, session)


def say_first_was_taken(paths: Sequence[str], session: OpeningSession) -> None:
    """Say that of several files the first was opened."""
    values: dict[str, Value] = {"count": len(paths), "name": display_name(paths[0])}
    session.notify(Problem("drop.several-files", values=values), "info", about_opening=True)


class DropTarget(QObject):
    """Accepts drops anywhere on a window, including on children that would handle drops themselves."""

    hovering = Signal(bool)
    """Emitted with True when openable content is dragged over the window, with False when it leaves."""
    over_place = Signal(object)
    """Emitted with the place of its own that the content is over, or None where it is over none."""

    def __init__(self, window: QWidget, take: Callable[[QMimeData], None]) -> None:
        super().__init__(window)
        self._take = take
        self._places: list[tuple[QWidget, Callable[[QMimeData], None]]] = []
        self._place: QWidget | None = None
        self.watch(window)

    def add_place(self, place: QWidget, take: Callable[[QMimeData], None]) -> None:
        """Give what is dropped on ``place``, a part of a watched widget, to ``take`` while it is visible."""
        self._places.append((place, take))

    def _find_place(self, watched: QObject, event: QDropEvent) -> Callable[[QMimeData], None] | None:
        """Announce the place that the content is over; return what takes a drop there, or None."""
        found: tuple[QWidget, Callable[[QMimeData], None]] | None = None
        if isinstance(watched, QWidget):
            position = watched.mapToGlobal(event.position())
            for place, take in self._places:
                if place.isVisible() and place.visibleRegion().contains(place.mapFromGlobal(position).toPoint()):
                    found = place, take
        self._go_over(None if found is None else found[0])
        return None if found is None else found[1]

    def _go_over(self, place: QWidget | None) -> None:
        if place is not self._place:
            self._place = place
            self.over_place.emit(place)

    def watch(self, widget: QWidget) -> None:
        """Accept drops on ``widget``: the window, or a panel that can float as a separate window."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)
        for child in widget.findChildren(QWidget):
            child.setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                accepted = content_of(event.mimeData()) is not None
                if accepted:
                    event.setDropAction(Qt.DropAction.CopyAction)
                event.setAccepted(accepted)
                self.hovering.emit(accepted)
                if accepted:
                    self._find_place(watched, event)
                return True
            case QEvent.Type.DragMove if isinstance(event, QDropEvent):
                self._find_place(watched, event)
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                return True
            case QEvent.Type.DragLeave:
                self._go_over(None)
                self.hovering.emit(False)
                return True
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                take = self._find_place(watched, event) or self._take
                self._go_over(None)
                self.hovering.emit(False)
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                take(event.mimeData())
                return True
        return False
