"""``vizapp script`` prints or writes the script of what its options describe, and refuses what is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from vizapp.cli import main

SHUFFLE = ["script", "--lab", "subpixel", "--task", "shuffle", "--read-as", "DCR"]


def test_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SHUFFLE, "--upscale-factor", "4"]) == 0
    text = capsys.readouterr().out
    compile(text, "script", "exec")
    assert "\nFACTOR = 4" in text
    assert "F.pixel_shuffle" in text


def test_it_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "layer.py"
    given = ["--lab", "deformable", "--device", "cpu", "--stride", "2", "--seed", "7", "--steps", "12"]
    assert main(["script", *given, "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    text = out.read_text("utf-8")
    for setting in ("STRIDE = (2, 2)", "SEED = 7", "STEPS = 12", "SIZE = (192, 192)"):
        assert f"\n{setting}" in text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--lab", "deformable", "--task", "scaled-shapes"], "scaled shapes"),
        (["--lab", "subpixel", "--judge", "other.png"], "--judge"),
        (["--lab", "deformable", "--source", "missing.png"], "missing.png does not exist"),
        (["--lab", "deformable", "--stride", "2", "--out", "/missing/folder/a.py", "--device", "cpu"], "written"),
    ],
)
def test_what_is_no_script_says_why(given: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["script", *given]) in (1, 2)
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_writing_one_imports_neither_torch_nor_qt() -> None:
    code = (
        f"import sys; from vizapp.cli import main; main({[*SHUFFLE, '--working-size', '64', '--device', 'cpu']!r}); "
        "sys.exit(any(name.partition('.')[0] in ('torch', 'torchvision', 'PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL).returncode == 0
