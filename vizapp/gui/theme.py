"""The present theme: its palette, style sheet and font, and icons that follow it."""

from __future__ import annotations

import functools
import string
from dataclasses import fields

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QStyleHints,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from vizapp.gui.colours import mix
from vizapp.gui.text_size import follow_scale, own_fonts, sized_sheet, take_scale, text_pixels, text_scale
from vizapp.gui.tokens import CONTROL_HEIGHT, DARK, LIGHT, RADIUS, SPACING, Theme, ThemeName
from vizapp.resource_files import resource_path

__all__ = [
    "CONTROL_HEIGHT",
    "DARK",
    "LIGHT",
    "RADIUS",
    "SPACING",
    "Theme",
    "ThemeName",
    "accent_icon",
    "apply_theme",
    "bind_icon",
    "current_theme",
    "disabled_text",
    "icon",
    "interface_font",
    "palette",
    "set_text_scale",
    "style_sheet",
    "theme_signal",
]

_FONT_PIXELS = 13
_ICON_SIDES = (16, 20)
_THEMES: dict[ThemeName, Theme] = {"dark": DARK, "light": LIGHT}


class ThemeSignal(QObject):
    """Emits changes of the theme and of the text's size, and follows the system's theme."""

    changed = Signal(Theme)
    _watched: QStyleHints | None = None

    def watch(self, hints: QStyleHints) -> None:
        """Follow the system's light or dark theme from now on."""
        if self._watched is not hints:
            self._watched = hints
            hints.colorSchemeChanged.connect(self._follow_system)

    def _follow_system(self) -> None:
        app = QApplication.instance()
        if _Current.chosen is None and isinstance(app, QApplication):
            _dress(app, _THEMES[_system_theme(app)])


class _Current:
    """The present theme, whether it follows the system, and whether the style is set."""

    theme: Theme = DARK
    chosen: ThemeName | None = None
    style_is_set: bool = False  # kept because the application does not report its style's name under a style sheet


@functools.cache
def theme_signal() -> ThemeSignal:
    """Return the object whose signal ``changed(Theme)`` is emitted at every change of the theme."""
    return ThemeSignal()


def current_theme() -> Theme:
    """Return the present theme."""
    return _Current.theme


def apply_theme(app: QApplication, name: ThemeName | None = None) -> None:
    """Apply a theme to the whole application; None follows the system, now and at every later change."""
    hints = app.styleHints()
    _Current.chosen = name
    if not _Current.style_is_set:  # setting it again would polish every widget again
        app.setStyle("Fusion")
        _Current.style_is_set = True
    # Also set for the platform, so that title bars and native dialogs match.
    if name is None:
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if name == "dark" else Qt.ColorScheme.Light)
    theme_signal().watch(hints)
    app.setFont(interface_font())
    _dress(app, _THEMES[name or _system_theme(app)])


def set_text_scale(app: QApplication, scale: float) -> None:
    """Show all text of the application ``scale`` times as large as usual, and whatever goes with it."""
    if scale == text_scale():
        return
    widgets = QApplication.allWidgets()
    fonts = own_fonts(widgets)
    take_scale(scale)
    app.setFont(interface_font())
    app.setStyleSheet(style_sheet(_Current.theme))
    follow_scale(widgets, fonts)
    theme_signal().changed.emit(_Current.theme)


def _system_theme(app: QApplication) -> ThemeName:
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def _dress(app: QApplication, theme: Theme) -> None:
    sheet = style_sheet(theme)
    if theme is _Current.theme and app.styleSheet() == sheet:
        return
    _Current.theme = theme
    app.setPalette(palette(theme))
    app.setStyleSheet(sheet)
    theme_signal().changed.emit(theme)


def icon(name: str) -> QIcon:
    """Return ``resources/icons/NAME.svg`` in the present theme's colours, muted where disabled.

    The icon is rendered at the pixel ratio of every screen. It does not change with the theme; :func:`bind_icon`
    makes one that does.
    """
    theme = current_theme()
    return _icon(name, theme.text.name(), disabled_text(theme).name(), _pixel_ratios())


def accent_icon(name: str) -> QIcon:
    """Return the icon in the colour for use on the accent colour."""
    theme = current_theme()
    return _icon(name, theme.on_accent.name(), disabled_text(theme).name(), _pixel_ratios())


def bind_icon(target: QAction | QAbstractButton, name: str, *, on_accent: bool = False) -> None:
    """Give ``target`` an icon that follows the theme; binding another name replaces it."""
    binding = target.findChild(_IconBinding, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if binding is None:
        binding = _IconBinding(target)
    binding.show_icon(name, on_accent)


class _IconBinding(QObject):
    """Keeps the icon of an action or button, its parent, in the theme's colours."""

    def __init__(self, target: QAction | QAbstractButton) -> None:
        super().__init__(target)
        self._target = target
        self._name = ""
        self._on_accent = False
        theme_signal().changed.connect(self._refresh)

    def show_icon(self, name: str, on_accent: bool) -> None:
        self._name, self._on_accent = name, on_accent
        self._refresh()

    def _refresh(self) -> None:
        self._target.setIcon(accent_icon(self._name) if self._on_accent else icon(self._name))


def _pixel_ratios() -> tuple[float, ...]:
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()} | {1.0}))


@functools.lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str, ratios: tuple[float, ...]) -> QIcon:
    result = QIcon()
    drawing = _icon_source(name)
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", ink).encode()))
        for side in _ICON_SIDES:
            for ratio in ratios:
                pixmap = QPixmap(round(side * ratio), round(side * ratio))
                pixmap.fill(Qt.GlobalColor.transparent)
                painter = QPainter(pixmap)
                renderer.render(painter)
                painter.end()
                pixmap.setDevicePixelRatio(ratio)
                result.addPixmap(pixmap, mode)
    return result


@functools.cache
def _icon_source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


def interface_font() -> QFont:
    """Return the window's font: the system's, with tabular figures if it has them."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(text_pixels(_FONT_PIXELS))
    font.setFeature(QFont.Tag.fromString("tnum"), 1)
    return font


def palette(theme: Theme) -> QPalette:
    """Return the palette of a theme, for everything that the style sheet does not cover."""
    result = QPalette(theme.raised, theme.surface)
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, theme.surface),
        (role.WindowText, theme.text),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.surface),
        (role.Text, theme.text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.text),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Accent, theme.accent),
        (role.Link, theme.readable(theme.accent)),
        (role.LinkVisited, theme.readable(theme.accent)),
        (role.Mid, theme.hairline),
        (role.Dark, theme.hairline),
        (role.Midlight, theme.hairline),
        (role.Shadow, theme.canvas),
    ):
        result.setColor(target, colour)
    for target in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, target, disabled_text(theme))
    return result


def disabled_text(theme: Theme) -> QColor:
    """Return the colour of the text and icons of a disabled control."""
    return mix(theme.muted, theme.surface, 0.45)


class _SheetTemplate(string.Template):
    delimiter = "@"


def style_sheet(theme: Theme) -> str:
    """Return the application's style sheet in the colours of a theme."""
    tokens = {
        field.name: value.name() for field in fields(theme) if isinstance(value := getattr(theme, field.name), QColor)
    }
    for hue in ("accent", "good", "caution", "danger"):
        tokens[f"{hue}_text"] = theme.readable(getattr(theme, hue)).name()
    tokens |= {
        "on_accent": theme.on_accent.name(),
        "accent_hover": mix(theme.accent, theme.text, 0.12).name(),
        "accent_down": mix(theme.accent, theme.surface, 0.2).name(),
        "hover": mix(theme.raised, theme.text, 0.07).name(),
        "down": mix(theme.raised, theme.text, 0.14).name(),
        "edge": mix(theme.hairline, theme.muted, 0.35).name(),
        "disabled": disabled_text(theme).name(),
        "danger_soft": mix(theme.surface, theme.danger, 0.14).name(),
        "caution_soft": mix(theme.surface, theme.caution, 0.14).name(),
        "accent_soft": mix(theme.surface, theme.accent, 0.14).name(),
        "images": resource_path("style", theme.name).as_posix(),
        "radius": f"{RADIUS}px",
        "inner_radius": f"{RADIUS - 2}px",
        "control": f"{CONTROL_HEIGHT - 2}px",
    }
    return sized_sheet(_SheetTemplate(_sheet_source()).substitute(tokens))


@functools.cache
def _sheet_source() -> str:
    return resource_path("style", "window.qss").read_text(encoding="utf-8")
