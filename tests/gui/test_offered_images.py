"""Images that other programs offer: their bytes go to the reader, and the window decodes none of them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fakes import FakeSession
from PIL import Image
from PySide6.QtCore import QByteArray, QMetaType, QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from reader_in_process import ReaderInProcess

from vizapp.document.experiment import Experiment
from vizapp.document.share import to_share
from vizapp.gui import offered_images
from vizapp.gui.dropping import SharedExperiment, content_of, open_content
from vizapp.gui.offered_images import Bitmap, EncodedImage

IMAGE_TYPES = (QMetaType.Type.QImage, QMetaType.Type.QPixmap, QMetaType.Type.QBitmap)


class FromAnotherProgram(QMimeData):
    """Offers bytes under their names, as the clipboard of X11 does, and notes whether Qt would have decoded them."""

    def __init__(self, offered: dict[str, bytes]) -> None:
        super().__init__()
        self.offered = offered
        self.was_decoded = False

    def formats(self) -> list[str]:
        return list(self.offered)

    def hasFormat(self, name: str) -> bool:
        return name in self.offered

    def retrieveData(self, name: str, kind: QMetaType) -> Any:
        self.was_decoded |= kind.id() in [each.value for each in IMAGE_TYPES]
        return QByteArray(self.offered[name]) if name in self.offered else None


def encoded(file_format: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (5, 4), (10, 200, 30)).save(stream, file_format)
    return stream.getvalue()


@pytest.fixture
def session(qapp: QGuiApplication) -> FakeSession:
    return FakeSession()


def taken(mime: FromAnotherProgram, session: FakeSession) -> tuple[bytes, str]:
    """Return what is given to the reader, and under which name, having checked that nothing was decoded."""
    assert open_content(mime, session, "clipboard")
    assert not mime.was_decoded
    assert session.called("open_pixels") == []
    ((data, name),) = session.called("open_bytes")
    return data, name


def read(data: bytes, name: str) -> Any:
    reader = ReaderInProcess()
    reader.request_bytes(data, name, request_id=0)
    (result,) = reader.poll()
    return result


@pytest.mark.parametrize(
    ("name", "file_format", "given"),
    [
        ("image/png", "PNG", "clipboard.png"),
        ("image/PNG", "PNG", "clipboard.png"),
        ("image/jpg", "JPEG", "clipboard.jpg"),
        ("image/x-ms-bmp", "BMP", "clipboard.bmp"),
        ("image/tif", "TIFF", "clipboard.tiff"),
        ("image/x-win-bitmap", "BMP", "clipboard"),
        ("application/x-qt-image", "GIF", "clipboard"),
    ],
)
def test_the_reader_decodes_it(session: FakeSession, name: str, file_format: str, given: str) -> None:
    data = encoded(file_format)
    assert taken(FromAnotherProgram({name: data}), session) == (data, given)
    result = read(data, given)
    assert result.error is None
    assert (result.loaded.height, result.loaded.width) == (4, 5)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("image/x-icon", encoded("ICO")),
        ("image/x-portable-pixmap", encoded("PPM")),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' width='5' height='4'/>"),
        ("application/x-qt-image", b"nonsense"),
    ],
    ids=["icon", "ppm", "svg", "nonsense"],
)
def test_what_the_reader_cannot_decode_is_a_sentence(session: FakeSession, name: str, data: bytes) -> None:
    assert taken(FromAnotherProgram({name: data}), session) == (data, "clipboard")
    expected = "clipboard is not an image that can be opened; copy it as png, jpg, webp, avif, bmp, gif or tiff."
    assert read(data, "clipboard").error == expected


def test_an_image_that_is_gone_when_it_is_fetched_is_a_sentence(session: FakeSession) -> None:
    assert taken(FromAnotherProgram({"image/png": b""}), session) == (b"", "clipboard.png")
    assert read(b"", "clipboard.png").error == "clipboard.png is empty; copy the image again."


def test_of_several_kinds_the_best_is_taken(session: FakeSession) -> None:
    names = ("image/x-icon", "image/bmp", "image/tiff", "image/jpg", "application/x-qt-image")
    mime = FromAnotherProgram({name: name.encode() for name in names})
    assert taken(mime, session) == (b"image/tiff", "clipboard.tiff")


def test_text_to_share_is_better_than_an_image_of_no_known_kind(session: FakeSession) -> None:
    text = to_share(Experiment())
    mime = FromAnotherProgram({"image/x-icon": b"icon", "text/plain": text.encode()})
    assert content_of(mime) == SharedExperiment(text)
    mime = FromAnotherProgram({"image/png": b"png", "text/plain": text.encode()})
    assert content_of(mime) == EncodedImage("image/png", ".png")


def test_pixels_that_this_program_has_copied_are_taken_as_they_are(session: FakeSession) -> None:
    mime, image = QMimeData(), QImage(5, 4, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    mime.setImageData(image)
    assert content_of(mime) == Bitmap()
    assert open_content(mime, session, "clipboard")
    ((pixels, name),) = session.called("open_pixels")
    assert (pixels.height, pixels.width, name) == (4, 5, "clipboard")


@pytest.mark.parametrize("platform", ["windows", "cocoa"])
def test_pixels_of_systems_that_convert_them_are_taken(
    session: FakeSession, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mime = FromAnotherProgram({"application/x-qt-image": b""})
    assert content_of(mime) == EncodedImage("application/x-qt-image", "")
    monkeypatch.setattr(offered_images.QGuiApplication, "platformName", lambda: platform)
    assert content_of(mime) == Bitmap()
    mime.offered['application/x-qt-windows-mime;value="PNG"'] = b"png"
    assert taken(mime, session) == (b"png", "clipboard.png"), "what is encoded is the reader's here, too"
