"""The gestures that open files, pictures and offsets; what they open becomes part of the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from vizapp.document.experiment import Source
from vizapp.offset_maps.layouts import Layout
from vizapp.session.document_history import DocumentHistory
from vizapp.session.source_loading import Commit
from vizapp.session.view_gestures import ViewGestures
from vizapp.sources.brought import OffsetChoices
from vizapp.sources.locations import location_of, path_of
from vizapp.sources.raw_pixels import RawPixels


class OpeningGestures(ViewGestures):
    """The part of a session that opens the source and the unseen picture, and asks what files of arrays are.

    Attributes:
        _postponed: files that wait until the first source is there.
        _postponed_network: a file of weights that waits likewise, or "".
    """

    _document: DocumentHistory
    _postponed: tuple[str, ...]
    _postponed_network: str

    def open_path(self, path: str | Path, array: str | None = None) -> None:
        """Read a file and make it the source; a refused file changes nothing.

        ``path`` may also be a location in the document's notation.
        """
        source = Source("file", location_of(path_of(str(path))), array)
        self._document.loading.read(source, self._document.open)

    def open_files(self, paths: Sequence[str | Path]) -> None:
        """Open files of arrays, alone or together; where they may be offsets, ``state.offer`` asks what they are.

        Others are opened as :meth:`open_path` does, the first of them. Until the first source is there, they wait.
        """
        if self.state.source is None:
            self._postponed = tuple(map(str, paths))
        else:
            self._document.offering.open(paths)

    def examine_offsets(self, choices: OffsetChoices) -> None:
        """Answer ``state.offer`` in part: examine the files once more with these choices."""
        self._document.offering.choose(choices)

    def accept_offsets(self, layout: Layout) -> None:
        """Answer ``state.offer``: the offered layer is the document's, its offsets read in ``layout``."""
        self._document.accept_offsets(layout)

    def decline_offsets(self) -> None:
        """Answer ``state.offer``: the first file is opened as an ordinary feature map."""
        files = self._document.offering.withdraw()
        self.open_path(files[0])

    def cancel_offsets(self) -> None:
        """Dismiss ``state.offer``; nothing changes."""
        self._document.offering.withdraw()

    def reopen_offsets(self) -> None:
        """Ask again about the offsets that the document brings."""
        self._document.offering.reopen(self.state.experiment)

    def open_network_path(self, path: str | Path) -> None:
        """Read a file of weights, and show the last pixel shuffle of its network; a refused file changes nothing."""
        if self.state.source is None:
            self._postponed_network = str(path)
        else:
            self._document.networks.open(location_of(path_of(str(path))))

    def open_choice_as_network(self) -> None:
        """Answer ``state.choice``: the file with several arrays is opened as the weights of a network."""
        choice = self.state.choice
        if choice is not None:
            self.cancel_choice()
            self.open_network_path(choice.path)

    def open_sample(self, sample_id: str) -> None:
        """Make a bundled sample the source."""
        self._document.loading.read(Source("sample", sample_id), self._document.open)

    def open_bytes(self, data: bytes, name: str) -> None:
        """Make an encoded image, pasted or dropped as bytes, the source."""
        self._document.loading.decode(data, name, self._document.open)

    def open_pixels(self, pixels: RawPixels, name: str) -> None:
        """Make a picture, pasted or dropped as pixels, the source."""
        self._document.loading.take(pixels, name, self._document.open)

    def try_again(self) -> None:
        """Read once more what could not be read last."""
        self._document.try_again()

    def open_unseen_path(self, path: str | Path) -> None:
        """Read a file and make it the picture that nothing is trained on; a refused file changes nothing."""
        source = Source("file", location_of(path_of(str(path))))
        self._open_unseen(lambda commit: self._document.loading.read(source, commit))

    def open_unseen_bytes(self, data: bytes, name: str) -> None:
        """Make an encoded image, dropped as bytes, the picture that nothing is trained on."""
        self._open_unseen(lambda commit: self._document.loading.decode(data, name, commit))

    def open_unseen_pixels(self, pixels: RawPixels, name: str) -> None:
        """Make a picture, dropped as pixels, the one that nothing is trained on."""
        self._open_unseen(lambda commit: self._document.loading.take(pixels, name, commit))

    def _open_unseen(self, load: Callable[[Commit], None]) -> None:
        if self.state.source is not None:  # until then the first source is being read, which nothing may replace
            load(self._document.open_unseen)

    def open_judged_path(self, path: str | Path) -> None:
        """Read a file that somebody's network has made of the source; one that does not fit it changes nothing."""
        source = Source("file", location_of(path_of(str(path))))
        self._open_judged(lambda commit: self._document.loading.read(source, commit))

    def open_judged_bytes(self, data: bytes, name: str) -> None:
        """Take an encoded image, dropped as bytes, as what somebody's network has made of the source."""
        self._open_judged(lambda commit: self._document.loading.decode(data, name, commit))

    def open_judged_pixels(self, pixels: RawPixels, name: str) -> None:
        """Take a picture, dropped as pixels, as what somebody's network has made of the source."""
        self._open_judged(lambda commit: self._document.loading.take(pixels, name, commit))

    def _open_judged(self, load: Callable[[Commit], None]) -> None:
        if self.state.source is not None:  # as above
            load(self._document.open_judged)

    def clear_recent(self) -> None:
        """Clear the list of recent files."""
        self._store.change(recent=())

    def choose_array(self, name: str) -> None:
        """Answer ``state.choice`` by reading the array ``name``."""
        self._document.loading.choose(name)

    def cancel_choice(self) -> None:
        """Dismiss ``state.choice`` without reading an array."""
        self.cancel_reading()

    def cancel_reading(self) -> None:
        """Cancel the file that is being read."""
        self._document.loading.cancel()
