"""What ``vizapp doctor`` says of the language: which it is, and whether Chinese can be read and typed here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from vizapp.font_packages import font_packages
from vizapp.problem import Problem
from vizapp.wording.catalogue import catalogue
from vizapp.wording.language import Language, environment_language, naming_variable
from vizapp.wording.translation import translate

NAMES: Mapping[Language, str] = {"en": "English", "zh": "简体中文"}
"""The languages, each in itself."""
_FONT_SECONDS = 30.0
_FONT_CHECK = "import json, vizapp.gui.chinese_font as font; print(json.dumps(font.families_without_window()))"
_PLUGIN = "platforminputcontextplugin"
_SEVERAL = ";"


def language_rows(problems: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what doctor says of the language, by name; add to ``problems`` what is missing."""
    spoken = environment_language()
    yield translate("Doctor", "command line"), _spoken(spoken)
    try:
        catalogue(spoken)
    except (OSError, SyntaxError) as error:
        yield translate("Doctor", "translations"), str(error)
        problems.append(str(error))
    try:
        from vizapp.gui.settings import Settings

        chosen = Settings().language
    except Exception as error:
        # A broken package can raise anything.
        yield translate("Doctor", "window"), translate("Doctor", "unknown: {why}").format(why=error)
        chosen = None
    else:
        as_system = translate("Doctor", "as the system")
        yield translate("Doctor", "window"), as_system if chosen is None else NAMES[chosen]
    families = chinese_families()
    yield translate("Doctor", "font for Chinese"), _fonts(families)
    if families == [] and "zh" in (chosen or spoken, spoken):
        from vizapp.wording.problems import sentence

        problems.append(sentence(Problem("language.no-font", values={"packages": font_packages()})))
    yield translate("Doctor", "typing Chinese"), input_method_words(os.environ, _plugins())


def chinese_families() -> list[str] | None:
    """Return the names of the installed fonts for simplified Chinese, as Qt finds them; None where it cannot say."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _FONT_CHECK]
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, timeout=_FONT_SECONDS, check=True, encoding="utf-8"
        )
        return [str(name) for name in json.loads(done.stdout)]
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def input_method_words(environ: Mapping[str, str], plugins: Sequence[str], platform: str = sys.platform) -> str:
    """Return which input method the window takes Chinese from, or what to do about it, in one sentence.

    Args:
        environ: the environment variables.
        plugins: the names of Qt's plugins for input methods.
        platform: as :data:`sys.platform`.
    """
    if not platform.startswith("linux"):
        return translate("Doctor", "by the input method of the system")
    variable = "QT_IM_MODULES" if environ.get("QT_IM_MODULES") else "QT_IM_MODULE"
    named = [name for name in environ.get(variable, "").split(_SEVERAL) if name]
    has_wayland = bool(environ.get("WAYLAND_DISPLAY"))
    usable = next((name for name in named if _has(name, plugins) or (name == "wayland" and has_wayland)), None)
    if usable is not None:
        text = translate("Doctor", "by {name}, which {variable} names; Qt has what it needs for it")
        return text.format(name=usable, variable=variable)
    if named:
        text = translate(
            "Doctor",
            "{variable} names {name}, for which this Qt has no plugin: set QT_IM_MODULE=ibus, which IBus and Fcitx 5 "
            "both understand",
        )
        return text.format(variable=variable, name=named[0])
    if has_wayland:
        return translate("Doctor", "by the input method of the Wayland desktop")
    other = environ.get("XMODIFIERS", "").partition("@im=")[2]
    if other:
        text = translate("Doctor", "XMODIFIERS names {name}, which Qt does not read: set QT_IM_MODULE=ibus")
        return text.format(name=other)
    return translate(
        "Doctor", "no input method is set up: install IBus with ibus-libpinyin, and set QT_IM_MODULE=ibus"
    )


def _has(name: str, plugins: Sequence[str]) -> bool:
    return any(each == name or each.rstrip("5") == name for each in plugins)


def _plugins() -> list[str]:
    """Return the names of the plugins for input methods that PySide6 has; it is found, and not imported."""
    from importlib.util import find_spec

    try:
        found = find_spec("PySide6")
    except (ImportError, ValueError):
        found = None
    if found is None or found.origin is None:
        return []
    folder = Path(found.origin).parent / "Qt" / "plugins" / "platforminputcontexts"
    names = (path.stem.removeprefix("lib") for path in folder.glob(f"*{_PLUGIN}.so"))
    return sorted(name.removesuffix(_PLUGIN) for name in names)


def _spoken(name: Language) -> str:
    variable = naming_variable()
    if variable is None:
        return translate("Doctor", "{language}; no locale is set").format(language=NAMES[name])
    text = translate("Doctor", "{language}, by {variable}={value}")
    return text.format(language=NAMES[name], variable=variable, value=os.environ[variable])


def _fonts(families: list[str] | None) -> str:
    if families is None:
        return translate("Doctor", "cannot be looked for, because Qt cannot be used")
    if not families:
        return translate("Doctor", "none is installed: {packages}").format(packages=font_packages())
    simplified = [name for name in families if name.endswith((" SC", " CN"))]
    return [*simplified, *families][0]
