"""What doctor certifies it has tried; a package that is broken, or somebody else's, is named, and no file blamed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from vizapp.packages import READER_PACKAGES, package_problem, place_of
from vizapp.sources.client import SourceReader
from vizapp.wording.problems import sentence

PILLOW = next(package for package in READER_PACKAGES if package.module == "PIL")
STRANGERS = {
    "empty": "",
    "broken": "raise RuntimeError('I am broken')",
    "old": "__version__ = '9.0.0'\n",
    "syntax": "def",
}


@pytest.fixture(params=STRANGERS)
def stranger(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with a package in it that is called PIL and is none."""
    folder = tmp_path / "stranger" / "PIL"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(STRANGERS[request.param])
    if request.param == "old":
        for name in ("Image", "ImageCms", "ImageFile", "TiffImagePlugin"):
            (folder / f"{name}.py").write_text("")
    return folder.parent


def doctor(*path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[1]
    search = os.pathsep.join(map(str, (*path, root, *filter(None, [os.environ.get("PYTHONPATH")]))))
    everything = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": search, **environment}
    return subprocess.run([sys.executable, "-m", "vizapp", "doctor"], env=everything, capture_output=True, text=True)


@pytest.mark.slow
def test_a_whole_installation() -> None:
    done = doctor(PYQTGRAPH_QT_LIB="PyQt5")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "astronaut.png was read, 512 × 512 pixels" in done.stdout
    assert "nothing is missing" in done.stdout
    assert re.search(r"spandrel +(\d|not installed; only networks from files need it)", done.stdout)


@pytest.mark.parametrize("stranger", ["broken", "old"], indirect=True)
@pytest.mark.slow
def test_doctor_names_a_stranger(stranger: Path) -> None:
    done = doctor(stranger)
    assert done.returncode == 1
    missing = done.stdout.partition("missing:\n")[2].strip().splitlines()
    assert len(missing) == 1, done.stdout
    assert missing[0].startswith("- pillow cannot be used: ")
    assert str(stranger / "PIL") in missing[0]


@pytest.mark.parametrize("module", ["numpy", "torch"])
@pytest.mark.slow
def test_doctor_goes_on_after_any_broken_package(module: str, tmp_path: Path) -> None:
    (tmp_path / f"{module}.py").write_text("1 / 0")
    done = doctor(tmp_path)
    assert done.returncode == 1
    assert done.stderr == ""
    assert f"- {module} cannot be " in done.stdout.partition("missing:\n")[2]


@pytest.mark.parametrize("content", ["1 / 0", ""])
def test_a_broken_msgspec_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "msgspec.py").write_text(content)
    done = doctor(tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("vizapp: msgspec cannot be used: ")
    assert "Traceback" not in done.stderr


def test_the_window_names_a_stranger_and_not_the_file(
    stranger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = os.pathsep.join(map(str, (stranger, Path(__file__).parents[1])))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([search, *filter(None, [os.environ.get("PYTHONPATH")])]))
    reader = SourceReader()
    try:
        reader.request(tmp_path / "a.png", request_id=1)
        while not (results := reader.poll()):
            time.sleep(0.01)  # another process is at work
    finally:
        reader.close()
    assert str(results[0].error).startswith("pillow cannot be used: ")
    assert str(stranger / "PIL") in str(results[0].error)


def test_what_is_here_is_in_order() -> None:
    assert package_problem(PILLOW) is None
    import PIL

    assert place_of(PILLOW) == str(Path(PIL.__file__).parent)


def test_what_is_not_installed_is_told_how_to_be() -> None:
    problem = package_problem(replace(PILLOW, module="no_such_package_anywhere"))
    assert problem is not None
    assert sentence(problem) == "pillow is not installed; install it: pip install pillow."
