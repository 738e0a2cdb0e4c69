"""The canvases have most of the window, in both languages, labs and themes, at the sizes that screens leave it."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from fakes import (
    FakeSession,
    configured,
    deformable_snapshot,
    ready_state,
    subpixel_snapshot,
    unit_reading,
)
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig import subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.gui.docks import PanelDock
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.theme import ThemeName, apply_theme
from vizapp.gui.translators import Translators, translators_of
from vizapp.session.curves import Curves
from vizapp.session.state import State
from vizapp.wording.language import LANGUAGES, Language
from vizapp.wording.translation import install_translator

Size = tuple[int, int]

LEAST: dict[Size, float] = {
    (960, 600): 0.55,
    (1024, 640): 0.55,
    (1280, 800): 0.46,
    (1440, 900): 0.51,
    (1920, 1200): 0.62,
}
"""The share that the canvases have at least, by the size of the window: (960, 600) is 1920×1200 at scale 2.

Where there is room for them, setup and inspector stand beside the pictures; the curves are a strip.
The captions are no part of the canvases.
"""
HERO = 0.55
HERO_SIZES: tuple[Size, ...] = ((960, 600), (1024, 640), (1920, 1200))
SMALL = HERO_SIZES[:2]
LABS = ("deformable", "super-resolve", "shuffle")
THEMES: tuple[ThemeName, ...] = ("dark", "light")
EVERY = tuple(itertools.product(LANGUAGES, THEMES))


def state_of(name: str) -> State:
    values = np.linspace(2.0, 0.5, 40)
    match name:
        case "deformable":
            return ready_state(
                curves={"deformable": Curves({"loss": values, "distance": values})},
                snapshot=deformable_snapshot(unit_reading(), measures={"loss": 0.5, "distance": 0.75}),
            )
        case "super-resolve":
            return ready_state(
                experiment=Experiment(lab="subpixel"),
                configured=configured(lab="subpixel", input_shape=(3, 64, 64), output_shape=(3, 192, 192)),
                snapshot=subpixel_snapshot(),
                curves={"subpixel": Curves({"loss": values, "psnr": values})},
            )
    return subpixel_state()


def show_lab(window: MainWindow, name: str) -> None:
    state, session = state_of(name), window.session
    assert isinstance(session, FakeSession)
    session.show(**{field.name: getattr(state, field.name) for field in dataclasses.fields(state)})


def new_window() -> MainWindow:
    window = MainWindow(FakeSession(state_of(LABS[0])), Settings())  # type: ignore[arg-type]  # has every gesture
    window.show()
    return window


@pytest.fixture
def window(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[MainWindow]:
    language, theme = request.param
    translators = _speak(qapp, language)
    apply_theme(qapp, theme)
    window = new_window()
    yield window
    window.close()
    window.deleteLater()
    translators.use("en")
    install_translator(None)
    translators.setParent(None)
    translators.deleteLater()


def _speak(app: QCoreApplication, language: Language) -> Translators:
    translators = translators_of(app)
    translators.use(language)
    assert QCoreApplication.translate("MainWindow", "Setup") == {"en": "Setup", "zh": "设置"}[language]
    return translators


def resize(window: MainWindow, width: int, height: int) -> None:
    window.resize(width, height)
    for _ in range(4):  # the docks take their sizes a turn later
        QApplication.processEvents()
    window.panel_pace.catch_up()
    QApplication.processEvents()


def share_of_pictures(window: MainWindow) -> float:
    """Return which share of the window the two canvases have."""
    canvases = (window.canvases.input, window.canvases.output)
    return sum(each.width() * each.height() for each in canvases) / (window.width() * window.height())


def is_readable(dock: PanelDock) -> bool:
    """Tell whether a panel is hidden, a bar, or as wide as its contents need."""
    return dock.isHidden() or dock.folded or dock.bar.is_upright is False or dock.width() >= 240


def shares_of(window: MainWindow, sizes: Iterable[Size] = tuple(LEAST)) -> Iterator[tuple[str, Size, float]]:
    """Go through labs and sizes; yield what that is, the size of the window, and the canvases' share."""
    for lab in LABS:
        show_lab(window, lab)
        for size in sizes:
            resize(window, *size)
            assert (window.width(), window.height()) == size
            assert all(map(is_readable, window.docks)), (lab, size)
            yield lab, size, share_of_pictures(window)


def too_small(shares: Iterator[tuple[str, Size, float]]) -> tuple[int, list[str]]:
    """Return how many shares there are, and in words which of them are smaller than they may be."""
    every = list(shares)
    least = {size: max(least, HERO if size in HERO_SIZES else 0) for size, least in LEAST.items()}
    return len(every), [f"{name}, {size}: {share:.4f}" for name, size, share in every if share < least[size]]


@pytest.mark.parametrize("window", EVERY, indirect=True)
def test_the_canvases_have_their_share(window: MainWindow) -> None:
    count, small = too_small(shares_of(window))
    assert count == len(LABS) * len(LEAST)
    assert not small


@pytest.mark.parametrize("window", [("en", "dark")], indirect=True)
def test_the_curves_are_a_strip_and_nothing_where_nothing_is_trained(window: MainWindow, qtbot: QtBot) -> None:
    resize(window, 1440, 900)
    for lab in LABS:
        show_lab(window, lab)
        trains = window.session.state.experiment.spec.trains
        qtbot.waitUntil(lambda trains=trains: window.progress_dock.isVisible() is trains)
        window.panel_pace.catch_up()
        assert window.progress_strip.isVisible() is trains
        assert not window.progress_panel.isVisible()
        assert window.timeline_strip.isVisible() is trains
        if trains:
            assert window.progress_strip.items
            assert all(item.curves for item in window.progress_strip.items)


@pytest.mark.parametrize("window", [("en", "dark")], indirect=True)
@pytest.mark.parametrize("size", SMALL)
def test_wide_panels_of_a_large_window_leave_a_small_one_its_pictures(window: MainWindow, size: Size) -> None:
    resize(window, 1920, 1200)
    window.resizeDocks([window.inspector_dock], [520], Qt.Orientation.Horizontal)
    resize(window, 1920, 1200)
    assert window.inspector_dock.width() > 500
    window.close()
    again = new_window()  # on a screen that is smaller than the window before
    resize(again, *size)
    try:
        assert share_of_pictures(again) >= HERO
    finally:
        again.close()
        again.deleteLater()


@pytest.mark.slow
def test_so_they_do_where_everything_is_twice_as_large(tmp_path: Path) -> None:
    """1920×1200 pixels of a screen at scale 2 are 960×600 of the window's."""
    child = subprocess.run(
        [sys.executable, __file__],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "QT_SCALE_FACTOR": "2",
            "QT_QPA_PLATFORM": "offscreen",
            "VIZAPP_SETTINGS": str(tmp_path / "settings.ini"),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    assert json.loads(child.stdout) == [[len(LABS), []]] * len(EVERY)


def _print_small_shares() -> None:
    """Print for each language and theme how many shares were measured, and which of them are too small."""
    from vizapp.gui.app import create_application

    app, found = create_application(), []
    for language, theme in EVERY:
        _speak(app, language)
        apply_theme(app, theme)
        window = new_window()
        assert window.devicePixelRatioF() == 2
        found.append(too_small(shares_of(window, SMALL[:1])))
        window.close()
        window.deleteLater()
        app.sendPostedEvents(window, QEvent.Type.DeferredDelete)  # or the next theme would be laid on it, too
    print(json.dumps(found))


if __name__ == "__main__":
    _print_small_shares()
