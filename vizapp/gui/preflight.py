"""Checks whether a window can be opened, because Qt aborts without a display or with a missing library.

No QApplication is created, and Qt is not imported if the environment already shows that there is no display.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import re
import socket
import sys
from pathlib import Path

from vizapp.wording.translation import translate

_NEEDS_A_DISPLAY = ("xcb", "wayland")
_ANSWER_SECONDS = 2.0

_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""System libraries that Qt's wheels need on an X display, with the Debian package of each."""

_WAYLAND_PACKAGES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def broken_package_sentence() -> str | None:
    """Return one sentence about a broken package that the window needs, or None."""
    from vizapp.packages import broken_window_package
    from vizapp.wording.problems import sentence

    problem = broken_window_package()
    return None if problem is None else sentence(problem)


def check_display() -> str | None:
    """Return one sentence why no window can be opened and what to do, or None if one can."""
    if not sys.platform.startswith("linux"):
        return None
    wanted = [part.split(":")[0] for part in os.environ.get("QT_QPA_PLATFORM", "").split(";") if part]
    platforms = wanted or _platforms_of_session()
    if not platforms:
        return translate(
            "Preflight",
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): open a terminal on a desktop, or "
            "train without a window with `vizapp run`, or set QT_QPA_PLATFORM=offscreen for a window that nobody "
            "sees.",
        )
    obstacles = []
    for platform in platforms:
        obstacle = _display_obstacle(platform)
        if obstacle is None:
            obstacle = _library_obstacle(platform)
        if obstacle is None:
            return None
        obstacles.append(obstacle)
    return obstacles[0]


def _platforms_of_session() -> list[str]:
    """Return the platforms in the order in which Qt tries them: Wayland first only in a declared Wayland session."""
    platforms = ["xcb"] if os.environ.get("DISPLAY") else []
    wayland_session = os.environ.get("XDG_SESSION_TYPE") == "wayland"
    if os.environ.get("WAYLAND_DISPLAY"):
        platforms.insert(0 if wayland_session else len(platforms), "wayland")
    return platforms


# Displays ----------------------------------------------------------------------------------------------------


def _display_obstacle(platform: str) -> str | None:
    if platform == "xcb":
        name, variable = os.environ.get("DISPLAY", ""), "DISPLAY"
        answers = bool(name) and _x_server_answers(name)
    elif platform.startswith("wayland"):
        name, variable = os.environ.get("WAYLAND_DISPLAY", ""), "WAYLAND_DISPLAY"
        answers = bool(name) and _socket_answers(_wayland_socket(name))
    else:
        return None
    if answers:
        return None
    if not name:
        text = translate(
            "Preflight",
            "QT_QPA_PLATFORM asks for {platform}, but {variable} is not set: set it, or unset QT_QPA_PLATFORM.",
        )
        return text.format(platform=platform, variable=variable)
    text = translate(
        "Preflight",
        "The display {name} that {variable} names does not answer: correct {variable}, or start the display, or "
        "train without a window with `vizapp run`.",
    )
    return text.format(name=repr(name), variable=variable)


def _x_server_answers(display: str) -> bool:
    match = re.fullmatch(r"(?:unix|(?P<path>/.*)|(?P<host>[^:]*))?:(?P<number>\d+)(?:\.\d+)?", display)
    if match is None:
        return False
    host, number = match["host"], int(match["number"])
    if match["path"]:  # as set by launchd: the whole name is the socket's path
        return _socket_answers(display) or _socket_answers(f"{match['path']}:{number}")
    if host:
        try:
            socket.create_connection((host, 6000 + number), _ANSWER_SECONDS).close()
        except OSError:
            return False
    elif not any(_socket_answers(f"{prefix}/tmp/.X11-unix/X{number}") for prefix in ("\0", "")):
        return False
    return _x_server_accepts(display)


def _x_server_accepts(display: str) -> bool:
    """Try to connect with libxcb, which also checks permission; a missing libxcb is reported by the library check."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    if xcb.xcb_connection_has_error(connection) != 0:
        xcb.xcb_disconnect(connection)
        return False
    # The connection stays open until the process ends: a server such as xvfb-run's resets when its only client
    # disconnects, and would refuse Qt meanwhile.
    return True


def _wayland_socket(name: str) -> str:
    return str(Path(os.environ.get("XDG_RUNTIME_DIR", "/run/user/unknown"), name))


def _socket_answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(_ANSWER_SECONDS)
        try:
            probe.connect(path)
        except OSError:
            return False
    return True


# Libraries ---------------------------------------------------------------------------------------------------


def _library_obstacle(platform: str) -> str | None:
    try:
        # If a library is missing, the import error holds the dynamic linker's message, which names one file.
        importlib.import_module("PySide6.QtWidgets")
        importlib.import_module("PySide6.QtSvg")
    except ImportError as error:
        return missing_library_sentence(str(error))
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
    plugins = sorted(folder.glob(f"libq{platform}*.so"))
    if not plugins:
        known = ", ".join(sorted(path.stem.removeprefix("libq") for path in folder.glob("libq*.so")))
        text = translate(
            "Preflight",
            "Qt has no platform {platform}, which QT_QPA_PLATFORM asks for: unset it, or choose one of {known}.",
        )
        return text.format(platform=repr(platform), known=known)
    if platform not in _NEEDS_A_DISPLAY:
        return None
    try:
        ctypes.CDLL(str(plugins[0]))
    except OSError as error:
        return missing_library_sentence(str(error))
    return None


def missing_library_sentence(linker_message: str) -> str:
    """Return one sentence about the libraries that Qt lacks and their Debian packages.

    ``linker_message`` names only the first one, so the others are checked too.
    """
    named = re.search(r"(lib[\w.+-]+?\.so(?:\.\d+)*)", linker_message)
    if named is None:
        text = translate(
            "Preflight",
            "Qt cannot be loaded ({why}): install PySide6-Essentials again, or train without a window with `vizapp "
            "run`.",
        )
        return text.format(why=linker_message)
    library = named[1]
    package = (_PACKAGES | _WAYLAND_PACKAGES).get(library)
    if package is None:
        text = translate(
            "Preflight",
            "Qt cannot be loaded because {library} is missing: install the package that holds it, or train without a "
            "window with `vizapp run`.",
        )
        return text.format(library=library)
    packages = {package} | {_PACKAGES[other] for other in _PACKAGES if not _loads(other)}
    text = translate(
        "Preflight",
        "Qt cannot open a window because {library} is missing: install it on Debian or Ubuntu with `apt install "
        "{packages}`, or train without a window with `vizapp run`.",
    )
    return text.format(library=library, packages=" ".join(sorted(packages)))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
