"""Both looks: their colours as designed, readable, and changed everywhere at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QPushButton

from vizapp.gui import theme as theme_module
from vizapp.gui.theme import (
    DARK,
    LIGHT,
    Theme,
    apply_theme,
    bind_icon,
    current_theme,
    icon,
    style_sheet,
    theme_signal,
)
from vizapp.gui.tokens import contrast
from vizapp.resource_files import resource_path

ICONS = sorted(path.stem for path in resource_path("icons").glob("*.svg"))
LINE_ICONS = [name for name in ICONS if name != "vizapp"]
DESIGNED = {
    "dark": "14161B 1B1E25 232732 2E3340 E7EAF0 98A1B2 5AA9FF 4CC38A F0B429 0E1014",
    "light": "F4F5F8 FFFFFF EEF0F4 DDE1E8 1A1E27 5A6475 1B6FE0 1E8E5A A86A00 E6E9EE",
}
TOKENS = ("window", "surface", "raised", "hairline", "text", "muted", "accent", "good", "caution", "canvas")


@pytest.fixture(autouse=True)
def dark_again(qapp: QApplication):
    apply_theme(qapp, "dark")
    yield
    apply_theme(qapp, "dark")


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)
class TestTokens:
    def test_as_designed(self, look: Theme):
        assert [getattr(look, token).name().upper() for token in TOKENS] == [
            f"#{colour}" for colour in DESIGNED[look.name].split()
        ]

    @pytest.mark.parametrize("ground", ["window", "surface", "raised", "canvas"])
    @pytest.mark.parametrize("words", ["text", "muted"])
    def test_words_can_be_read_on_every_ground(self, look: Theme, words: str, ground: str):
        assert contrast(getattr(look, words), getattr(look, ground)) >= 4.5

    @pytest.mark.parametrize("hue", ["accent", "good", "caution", "danger"])
    def test_coloured_words_can_be_read(self, look: Theme, hue: str):
        for ground in (look.surface, look.raised):
            assert contrast(look.readable(getattr(look, hue)), ground) >= 4.5

    @pytest.mark.parametrize("hue", ["accent", "good", "caution", "danger"])
    def test_coloured_marks_can_be_seen(self, look: Theme, hue: str):
        assert contrast(getattr(look, hue), look.surface) >= 3

    def test_words_on_the_accent_can_be_read(self, look: Theme):
        assert contrast(look.on_accent, look.accent) >= 4.5

    def test_style_sheet_is_filled_in_and_its_files_exist(self, look: Theme):
        sheet = style_sheet(look)
        assert "@" not in sheet.split("*/", 1)[1]
        files = re.findall(r'url\("([^"]+)"\)', sheet)
        assert files
        assert all(Path(file).is_file() for file in files)


def test_contrast_of_known_pairs():
    # WCAG's own examples: black on white, and the lightest grey that passes on white.
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21.0)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)


def test_changing_the_theme_reaches_application_listeners_and_icons(qapp: QApplication, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    bind_icon(button, "step")
    dark_ink = ink(button.icon())
    with qtbot.waitSignal(theme_signal().changed) as heard:
        apply_theme(qapp, "light")
    assert heard.args == [LIGHT]
    assert current_theme() is LIGHT
    assert qapp.styleSheet() == style_sheet(LIGHT)
    assert qapp.palette().window().color() == LIGHT.surface
    assert dark_ink == DARK.text
    assert ink(button.icon()) == LIGHT.text


def test_the_system_is_followed_while_nothing_is_chosen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch):
    system = {"theme": "light"}
    monkeypatch.setattr(theme_module, "_system_theme", lambda app: system["theme"])
    apply_theme(qapp, None)
    assert current_theme() is LIGHT
    system["theme"] = "dark"
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert current_theme() is DARK
    apply_theme(qapp, "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert current_theme() is LIGHT


def test_applying_the_same_theme_again_disturbs_nobody(qapp: QApplication, qtbot):
    with qtbot.assertNotEmitted(theme_signal().changed):
        apply_theme(qapp, "dark")


def test_binding_another_icon_replaces_the_first(qapp: QApplication):
    action = QAction()
    bind_icon(action, "run")
    first = action.icon().pixmap(QSize(20, 20), 1.0).toImage()
    bind_icon(action, "pause")
    apply_theme(qapp, "light")
    apply_theme(qapp, "dark")
    assert action.icon().pixmap(QSize(20, 20), 1.0).toImage() != first
    assert len(action.findChildren(theme_module._IconBinding)) == 1


@pytest.mark.parametrize("name", LINE_ICONS)
def test_icons_are_of_one_weight_and_follow_the_palette(name: str):
    source = resource_path("icons", f"{name}.svg").read_text()
    assert 'viewBox="0 0 20 20"' in source
    assert set(re.findall(r'stroke-width="([^"]+)"', source)) == {"1.75"}
    assert 'stroke-linecap="round"' in source
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', source)) <= {"none", "currentColor"}
    image = icon(name).pixmap(QSize(20, 20), 1.0).toImage()
    assert solid_pixels(image) > 15
    # Nothing is cut off: the outermost row and column hold at most the soft rim of a line.
    rim = [image.pixelColor(x, y).alpha() for x in range(20) for y in range(20) if 0 in (x, y) or 19 in (x, y)]
    assert max(rim) < 128


def test_a_disabled_icon_is_muted():
    normal, disabled = (ink(icon("step"), mode) for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    assert contrast(normal, DARK.raised) > 2 * contrast(disabled, DARK.raised)


def ink(picture: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QColor:
    """Return the colour of the most solid pixel."""
    image = picture.pixmap(QSize(20, 20), 1.0, mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return QColor(max(pixels, key=QColor.alpha).rgb())


def solid_pixels(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 128 for x in range(image.width()) for y in range(image.height()))
