"""``vizapp doctor --install-desktop``: list vizapp among a user's programs, and have it open ``.vizapp`` files.

Sources: the Desktop Entry Specification 1.5 and the Shared MIME-info Database Specification 0.21 of freedesktop.org.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TextIO

from vizapp.keeping.members import MANIFEST, SUFFIX
from vizapp.resource_files import resource_path
from vizapp.whole_files import write_whole
from vizapp.wording.system_errors import reason
from vizapp.wording.translation import translate

MIME_TYPE = "application/x-vizapp"
_ENTRY = """\
[Desktop Entry]
Type=Application
Name=vizapp
Comment=See sub-pixel and deformable convolution work
Comment[zh_CN]=观察亚像素卷积与可形变卷积
Exec={command} %f
Icon=vizapp
Terminal=false
Categories=Education;Science;
MimeType={mime_type};
StartupWMClass=vizapp
"""
_MIME = """\
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{mime_type}">
    <comment>vizapp experiment</comment>
    <comment xml:lang="zh_CN">vizapp 实验</comment>
    <sub-class-of type="application/zip"/>
    <icon name="vizapp"/>
    <magic priority="60">
      <match type="string" offset="0" value="PK\\003\\004">
        <match type="string" offset="30" value="{first}"/>
      </match>
    </magic>
    <glob pattern="*{suffix}"/>
  </mime-type>
</mime-info>
"""
_PATIENCE_SECONDS = 30
_RESERVED = " \t\n\"'\\><~|&;$*?#()`"
"""Characters for which an argument of a command has to be quoted."""


def install(out: TextIO) -> int:
    """Put the files in place for this user, and say on ``out`` which; return 0 if they are there, otherwise 1."""
    if sys.platform in ("win32", "darwin"):
        text = translate(
            "CommandLine", "--install-desktop is for Linux desktops; here, open the file from within vizapp"
        )
        print(text, file=out)
        return 1
    folder = data_folder()
    files = {
        folder / "applications" / "vizapp.desktop": desktop_entry([sys.executable, "-m", "vizapp"]).encode(),
        folder / "mime" / "packages" / "vizapp.xml": mime_description().encode(),
        folder / "icons" / "hicolor" / "scalable" / "apps" / "vizapp.svg": resource_path(
            "icons", "vizapp.svg"
        ).read_bytes(),
    }
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
            print(translate("CommandLine", "written: {path}").format(path=path), file=out)
    except OSError as error:
        text = translate("CommandLine", "{path} cannot be written: {why}")
        print(text.format(path=error.filename or folder, why=reason(error)), file=out)
        return 1
    for command in (
        ["update-mime-database", str(folder / "mime")],
        ["update-desktop-database", str(folder / "applications")],
    ):
        print(_updated(command), file=out)
    return 0


def data_folder() -> Path:
    """Return the folder of a user's data files, by the XDG Base Directory Specification."""
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "share"


def desktop_entry(command: list[str]) -> str:
    """Return the content of the ``.desktop`` file by which ``command`` opens the window."""
    return _ENTRY.format(command=" ".join(map(_quoted, command)), mime_type=MIME_TYPE)


def mime_description() -> str:
    """Return the content of the file that describes the type of ``.vizapp`` files."""
    return _MIME.format(mime_type=MIME_TYPE, suffix=SUFFIX, first=MANIFEST.name)


def _quoted(argument: str) -> str:
    """Return an argument of an Exec line; it is unescaped twice, as a string of the file and as a command."""
    quoted = argument
    if any(character in _RESERVED for character in argument):
        for character in '\\"`$':
            quoted = quoted.replace(character, f"\\{character}")
        quoted = f'"{quoted}"'
    return quoted.replace("\\", "\\\\").replace("%", "%%")


def _updated(command: list[str]) -> str:
    """Run a command that makes the desktop see the files, and return what came of it."""
    if shutil.which(command[0]) is None:
        text = translate("CommandLine", "{name} is not installed; the desktop sees the files at its next start")
        return text.format(name=command[0])
    failed = translate("CommandLine", "{name} failed: {why}")
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return failed.format(name=command[0], why=reason(error))
    if done.returncode == 0:
        return translate("CommandLine", "{name}: done").format(name=command[0])
    status = translate("CommandLine", "exit status {number}").format(number=done.returncode)
    return failed.format(name=command[0], why=(done.stderr.strip() or status).splitlines()[-1])
