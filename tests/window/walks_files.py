"""Walks that save and open experiments, as those of walks.py: ``python walks_files.py NAME SHOTS``."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from driver import Driver
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from walks import reach_step, ready, run_walk, walk


def name_file(driver: Driver, dialog: str, path: Path) -> None:
    """Type the name of a file into a dialog, and accept it."""
    driver.wait_until(
        lambda: (found := driver.window.findChild(QFileDialog, dialog)) is not None and found.isVisible(), dialog
    )
    driver.rest(0.3)
    driver.key("ctrl+a")
    driver.xdotool("type", "--delay", "2", str(path))
    driver.key("Return")


def save(driver: Driver, key: str = "ctrl+s") -> None:
    driver.key(key)
    driver.rest(0.2)


def saved(driver: Driver) -> None:
    driver.wait_until(lambda: driver.state.saving is None and not driver.window.isWindowModified(), "the file", 20)


def press(driver: Driver, dialog: str, text: str) -> None:
    driver.wait_until(lambda: driver.window.findChild(QMessageBox, dialog) is not None, dialog)
    driver.rest(0.3)
    driver.screenshot(dialog)
    box = driver.window.findChild(QMessageBox, dialog)
    assert box is not None
    driver.click(next(button for button in box.findChildren(QPushButton) if button.text() == text))


@walk
def files(driver: Driver, arguments: list[str]) -> None:
    """Save, go on, save again without a question, save under another name, and open the first by keys alone."""
    ready(driver)
    one, two = (driver.shots / f"{name}.vizapp" for name in ("one", "two"))
    window = driver.window
    for _ in range(3):
        driver.key("s")
    reach_step(driver, 3)
    assert window.isWindowModified()
    save(driver)
    name_file(driver, "experimentDialog", one)
    saved(driver)
    assert window.windowTitle().startswith("one.vizapp")
    driver.screenshot("saved")
    driver.key("s")
    reach_step(driver, 4)
    assert window.isWindowModified()
    save(driver)
    saved(driver)
    driver.key("s")
    reach_step(driver, 5)
    save(driver, "ctrl+shift+s")
    name_file(driver, "experimentDialog", two)
    saved(driver)
    assert window.windowTitle().startswith("two.vizapp")
    driver.key("s")
    reach_step(driver, 6)
    driver.key("ctrl+o")
    name_file(driver, "openDialog", one)
    press(driver, "unsavedDialog", "Save first")
    driver.wait_until(lambda: window.windowTitle().startswith("one.vizapp"), "the first file")
    reach_step(driver, 4)
    driver.wait_until(lambda: driver.state.snapshot is not None, "its picture")
    assert not window.isWindowModified()
    driver.rest(0.5)
    driver.screenshot("opened")
    driver.key("ctrl+o")
    name_file(driver, "openDialog", two)
    reach_step(driver, 6)
    with zipfile.ZipFile(two) as archive:
        assert archive.testzip() is None
        (driver.shots / "preview.png").write_bytes(archive.read("preview.png"))


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
