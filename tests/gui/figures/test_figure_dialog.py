"""The export of figures from the window, with mouse and keys: what is chosen is what is written or copied."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeSession, deformable_snapshot, picked, ready_state, unit_reading
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.figures.exhibits import Make, TablesExhibit
from vizapp.gui.figures.figure import Choice
from vizapp.gui.figures.figure_dialog import FigureDialog
from vizapp.gui.figures.table_text import Cell, TextTable
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.theme import apply_theme
from vizapp.session.curves import Curves
from vizapp.session.state import State
from vizapp.wording.problems import sentence

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LOSS = np.array([0.5, 0.1234567890123456, 0.25])


def shown_state() -> State:
    return ready_state(
        snapshot=deformable_snapshot(unit_reading()),
        picks=picked((12, 20)),
        curves={"deformable": Curves({"loss": LOSS})},
    )


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    apply_theme(QApplication.instance(), "dark")
    window = MainWindow(FakeSession(shown_state()), Settings())
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    for dialog in window.findChildren(QDialog):
        dialog.close()
    window.close()
    window.deleteLater()


def open_by_key(window: MainWindow) -> FigureDialog:
    QTest.keyClick(window, Qt.Key.Key_F, CTRL | SHIFT)
    return dialog_of(window)


def dialog_of(window: MainWindow) -> FigureDialog:
    dialog = window.findChild(FigureDialog, "figureDialog")
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))


def save_as(dialog: FigureDialog, path: Path, qtbot: QtBot) -> str:
    """Save what is shown under a name, as by the dialog that asks for it, and return what is said then."""
    click(dialog.save)
    asking = dialog.findChild(QFileDialog, "figureSaveDialog")
    assert asking.isVisible()
    asking.setDirectory(str(path.parent))
    name = asking.findChild(QLineEdit, "fileNameEdit")
    name.setText(path.name)
    QTest.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.save.isEnabled() and path.name in dialog.status.text(), timeout=10_000)
    return dialog.status.text()


def test_a_png_of_the_scale_that_was_typed(window: MainWindow, tmp_path: Path, qtbot: QtBot):
    dialog = open_by_key(window)
    assert dialog.shown.key == "inputCanvas"
    for name in ("marks", "labels", "crop"):
        click(dialog.boxes[name])
    assert dialog.choice == Choice(marks=False, labels=False, crop=False)
    assert not dialog.boxes["legend"].isEnabled(), "there is nothing to explain"
    dialog.scale.setFocus()
    dialog.scale.selectAll()
    QTest.keyClicks(dialog.scale, "3")
    QTest.keyClick(dialog.scale, Qt.Key.Key_Return)
    assert dialog.findChild(QFileDialog) is None, "it takes the number over, and presses no button"
    size = window.canvases.input.viewport().size() * 3
    assert dialog.pixels.text() == f"{size.width()} × {size.height()} pixels"
    said = save_as(dialog, tmp_path / "figure.png", qtbot)
    assert said.startswith("figure.png is written: ")
    assert QImage(str(tmp_path / "figure.png")).size() == size
    assert Settings().folder == str(tmp_path)


@pytest.mark.parametrize(
    ("ending", "begins"), [("svg", b"<?xml"), ("pdf", b"%PDF-"), ("npz", b"PK"), ("npy", b"\x93NUMPY")]
)
def test_the_ending_says_as_what(window: MainWindow, tmp_path: Path, qtbot: QtBot, ending: str, begins: bytes):
    dialog = open_by_key(window)
    save_as(dialog, tmp_path / f"数据.{ending}", qtbot)
    assert (tmp_path / f"数据.{ending}").read_bytes().startswith(begins)
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".ini") == [f"数据.{ending}"]


def test_the_filter_says_it_where_the_ending_does_not(window: MainWindow):
    dialog = open_by_key(window)
    click(dialog.save)
    asking = dialog.findChild(QFileDialog, "figureSaveDialog")
    said: list[tuple[str, str]] = []
    asking.chosen.disconnect()
    asking.chosen.connect(lambda path, ending: said.append((path, ending)))
    assert Path(asking.selectedFiles()[0]).name == "ramp-input.png"
    pdf = next(each for each in asking.nameFilters() if "*.pdf" in each)
    asking.selectNameFilter(pdf)
    asking.filterSelected.emit(pdf)
    assert Path(asking.selectedFiles()[0]).name == "ramp-input.pdf"
    for name in ("/a/b.dat", "/a/b.SVG"):
        asking.fileSelected.emit(name)
    assert said == [("/a/b.dat", "pdf"), ("/a/b.SVG", "svg")]


def test_the_preview_follows_what_is_chosen(window: MainWindow):
    dialog = open_by_key(window)
    before = dialog.picture.pixmap().toImage()
    click(dialog.boxes["light"])
    after = dialog.picture.pixmap().toImage()
    assert before.pixelColor(2, 2).lightness() < 60
    assert after.pixelColor(2, 2).lightness() == 255
    dialog.exhibit.setFocus()
    QTest.keyClick(dialog.exhibit, Qt.Key.Key_Down)
    assert dialog.shown.key == "outputCanvas"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_it_is_copied_as_an_image(window: MainWindow):
    QGuiApplication.clipboard().clear()
    dialog = open_by_key(window)
    click(dialog.copy)
    image = QGuiApplication.clipboard().image()
    assert dialog.pixels.text() == f"{image.width()} × {image.height()} pixels"
    assert "clipboard" in dialog.status.text()


def test_a_canvas_is_copied_with_a_key(window: MainWindow):
    QGuiApplication.clipboard().clear()
    window.canvases.output.setFocus()
    QTest.keyClick(window, Qt.Key.Key_C, CTRL)
    image = QGuiApplication.clipboard().image()
    assert not image.isNull()
    ((problem, kind, _),) = window.session.called("notify")
    assert f"{image.width()} × {image.height()}" in sentence(problem)
    assert kind == "info"


def test_curves_as_a_table(window: MainWindow, tmp_path: Path, qtbot: QtBot):
    window.actions_table["exportCurvesAction"].trigger()
    dialog = dialog_of(window)
    assert dialog.shown.key == "curves"
    assert {name for name, box in dialog.boxes.items() if box.isVisible()} == {"light"}
    save_as(dialog, tmp_path / "curves.csv", qtbot)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "curves.csv").read_text())))
    assert [float(row["loss"]) for row in rows] == LOSS.tolist()
    assert [row["step"] for row in rows] == ["0", "1", "2"]


def test_the_inspector_as_text(window: MainWindow, tmp_path: Path, qtbot: QtBot):
    window.actions_table["exportInspectorAction"].trigger()
    dialog = dialog_of(window)
    assert dialog.text.isVisible()
    assert "Unit (12, 20)" in dialog.text.toPlainText()
    assert not dialog.scale.isVisible()
    save_as(dialog, tmp_path / "unit.md", qtbot)
    assert (tmp_path / "unit.md").read_text("utf-8") == dialog.text.toPlainText()
    click(dialog.copy)
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()


@pytest.mark.parametrize(
    ("action", "changes"),
    [("exportCurvesAction", {"curves": {}}), ("exportInspectorAction", {"picks": {}})],
)
def test_there_is_nothing(window: MainWindow, action: str, changes: dict):
    window.session.show(**changes)
    window.actions_table[action].trigger()
    assert window.findChild(FigureDialog) is None
    ((problem, kind, _),) = window.session.called("notify")
    assert "to export" in sentence(problem)
    assert kind == "info"


class SlowExhibit(TablesExhibit):
    """Is only made when ``go_on`` is set."""

    go_on = threading.Event()

    def maker(self, ending: str, choice: Choice, scale: float) -> Make:
        def make(pause: Callable[[], None]) -> bytes:
            self.go_on.wait(10)
            pause()
            return b"new"

        return make


@pytest.fixture
def slow(qtbot: QtBot) -> FigureDialog:
    SlowExhibit.go_on.clear()
    table = TextTable("A", ("b",), ((Cell("c"),),))
    dialog = FigureDialog([SlowExhibit("slow", "Slow", "slow", (table,))], "slow", "", lambda folder: None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_file_that_is_given_up_stays_as_it_was(slow: FigureDialog, tmp_path: Path, qtbot: QtBot):
    path = tmp_path / "a.md"
    path.write_text("old")
    slow._write(str(path), "md")
    assert slow.progress.isVisible()
    assert not slow.save.isEnabled()
    click(slow.cancel)
    assert not slow.cancel.isEnabled()
    SlowExhibit.go_on.set()
    qtbot.waitUntil(lambda: slow.save.isEnabled(), timeout=5000)
    assert "cancelled" in slow.status.text()
    assert not slow.progress.isVisible()
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir() if each.suffix != ".ini"] == ["a.md"]


def test_escape_gives_up_and_does_not_close(slow: FigureDialog, tmp_path: Path, qtbot: QtBot):
    slow._write(str(tmp_path / "a.md"), "md")
    QTest.keyClick(slow, Qt.Key.Key_Escape)
    assert slow.isVisible()
    SlowExhibit.go_on.set()
    qtbot.waitUntil(lambda: slow.save.isEnabled(), timeout=5000)
    assert not (tmp_path / "a.md").exists()


def test_closing_leaves_nothing_behind(slow: FigureDialog, tmp_path: Path):
    slow._write(str(tmp_path / "a.md"), "md")
    threading.Timer(0.2, SlowExhibit.go_on.set).start()
    slow.close()
    assert not (tmp_path / "a.md").exists()


def test_why_there_is_no_file(slow: FigureDialog, tmp_path: Path, qtbot: QtBot):
    SlowExhibit.go_on.set()
    slow._write(str(tmp_path / "missing" / "a.md"), "md")
    qtbot.waitUntil(lambda: slow.save.isEnabled(), timeout=5000)
    assert "a.md could not be written: No such file or directory" in slow.status.text()
    slow._write(str(tmp_path / "a.md"), "md")
    qtbot.waitUntil(lambda: slow.save.isEnabled(), timeout=5000)
    assert (tmp_path / "a.md").read_bytes() == b"new"
