"""Where the settings lie, for those that do without Qt; `vizapp.gui.settings` keeps them there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SETTINGS_VARIABLE = "VIZAPP_SETTINGS"
"""Names another file for the settings, for tests and experiments."""


def settings_folder() -> Path:
    """Return the folder of the settings, which need not exist yet: that which `QSettings` chooses for an INI file."""
    named = os.environ.get(SETTINGS_VARIABLE)
    if named:
        return Path(named).absolute().parent
    own = os.environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME")
    return (Path(own) if own else Path.home() / ".config") / "vizapp"
