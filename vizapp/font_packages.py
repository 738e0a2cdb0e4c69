"""Which package of the system brings a font for Chinese."""

from __future__ import annotations

import platform

_COMMANDS = {
    "debian": "apt install fonts-noto-cjk",
    "ubuntu": "apt install fonts-noto-cjk",
    "fedora": "dnf install google-noto-sans-cjk-fonts",
    "arch": "pacman -S noto-fonts-cjk",
}
"""By the distribution's ``ID`` or ``ID_LIKE`` in os-release."""
_ALL = "fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora), noto-fonts-cjk (Arch)"


def font_packages() -> str:
    """Return the command that installs a font for Chinese here, or the names of packages where that is not known."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return _ALL
    kinds = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((_COMMANDS[kind] for kind in kinds if kind in _COMMANDS), _ALL)
