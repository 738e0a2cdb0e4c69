"""The two canvases have most of the window, in both labs and both themes, at the sizes that screens leave it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
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
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig import subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.gui.docks import PanelDock
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.theme import ThemeName, apply_theme
from vizapp.session.curves import Curves
from vizapp.session.state import State

LEAST = {(960, 600): 0.55, (1024, 640): 0.55, (1280, 800): 0.46, (1440, 900): 0.51, (1920, 1200): 0.62}
"""The share that the canvases have at least, by the size of the window: (960, 600) is 1920×1200 at scale 2.

Where there is room for them, setup and inspector stand beside the pictures; the curves are a strip.
The captions are no part of the canvases.
"""
HERO = 0.55
LABS = ("deformable", "super-resolve", "shuffle")


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


@pytest.fixture
def window(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[MainWindow]:
    name, theme = request.param
    assert theme in ("dark", "light")
    apply_theme(qapp, theme)
    window = MainWindow(FakeSession(state_of(name)), Settings())  # type: ignore[arg-type]  # has every gesture
    window.show()
    yield window
    window.close()
    window.deleteLater()


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


def check(window: MainWindow) -> dict[tuple[int, int], float]:
    """Give the window each of the sizes; return the shares."""
    shares = {}
    for size, least in LEAST.items():
        resize(window, *size)
        assert (window.width(), window.height()) == size
        shares[size] = share_of_pictures(window)
        assert shares[size] >= least, size
        assert all(map(is_readable, window.docks)), size
    return shares


@pytest.mark.parametrize("window", [(lab, theme) for lab in LABS for theme in ("dark", "light")], indirect=True)
def test_the_canvases_have_their_share(window: MainWindow) -> None:
    shares = check(window)
    assert min(shares[960, 600], shares[1024, 640], shares[1920, 1200]) >= HERO


@pytest.mark.parametrize("window", [(lab, "dark") for lab in LABS], indirect=True)
def test_the_curves_are_a_strip_and_nothing_where_nothing_is_trained(window: MainWindow, qtbot: QtBot) -> None:
    resize(window, 1440, 900)
    trains = window.session.state.experiment.spec.trains
    qtbot.waitUntil(lambda: window.progress_dock.isVisible() is trains)
    assert window.progress_strip.isVisible() is trains
    assert not window.progress_panel.isVisible()
    assert window.timeline_strip.isVisible() is trains
    assert [item.value for item in window.progress_strip.items if not item.curves] == []
    assert bool(window.progress_strip.items) is trains


@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
def test_so_they_do_where_everything_is_twice_as_large(lab: str, tmp_path: Path) -> None:
    """1920×1200 pixels of a screen at scale 2 are 960×600 of the window's; light and dark."""
    child = subprocess.run(
        [sys.executable, __file__, lab],
        env={
            **_environment(),
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
    shares = [float(word) for word in child.stdout.split()]
    assert len(shares) == 2
    assert min(shares) >= HERO


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _print_shares(lab: str) -> None:
    """Print the share at 1920×1200 pixels of the screen, in the dark and in the light theme."""
    from vizapp.gui.app import create_application

    app = create_application()
    themes: tuple[ThemeName, ...] = ("dark", "light")
    for theme in themes:
        apply_theme(app, theme)
        window = MainWindow(FakeSession(state_of(lab)), Settings())  # type: ignore[arg-type]  # has every gesture
        window.show()
        assert window.devicePixelRatioF() == 2
        resize(window, 960, 600)
        print(f"{share_of_pictures(window):.4f}")
        window.close()


if __name__ == "__main__":
    _print_shares(sys.argv[1])
