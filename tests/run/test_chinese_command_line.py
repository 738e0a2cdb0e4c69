"""In a Chinese environment nothing that the command line prints is an English sentence."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from kept_samples import OF_THE_PRESENT_VERSION
from PIL import Image

from vizapp import cli
from vizapp.language_check import language_rows
from vizapp.wording.language import language

Say = Callable[[Sequence[object]], str]
_COMMANDS = r"\b(?:pip|apt|dnf|pacman|zypper) (?:-\S+ )?install [^，。；）`\n]*|\bvizapp [a-z]+\b"
_SENTENCE = re.compile(r"(?<![\w./=-])[A-Za-z][a-z]+(?: [A-Za-z][a-z]*){2,}")
"""Three or more Latin words side by side; names that are listed have commas between them."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
SMALL = ("--working-size", "48", "--device", "cpu")


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The environment asks for Chinese, and files are named as in the folder they lie in."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    values = np.random.default_rng(2)
    Image.fromarray(values.integers(0, 256, (48, 56, 3), dtype=np.uint8)).save("photo.png")
    field = values.normal(size=(18, 4, 5))
    np.save("good.npy", field)
    np.save("odd.npy", values.normal(size=(17, 4, 5)))
    field[3, 1, 2] = np.nan
    np.savez("map.npz", offset=field, x=values.normal(size=(2, 4, 5)), flat=np.zeros(7))


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command, and returns everything that it has printed."""

    def said(arguments: Sequence[object]) -> str:
        try:
            cli.main([str(each) for each in arguments])
        except SystemExit:
            pass
        out, err = capsys.readouterr()
        return out + err

    return said


def english_in(text: str) -> list[str]:
    """Return the runs of Latin words that are no command to type and no usage."""
    without_usage = re.sub(r"用法： .*?(?:\n\n|\n(?=vizapp)|\Z)", "", text, flags=re.DOTALL)
    return _SENTENCE.findall(re.sub(_COMMANDS, "", without_usage))


def test_english_would_be_found() -> None:
    assert english_in("新的 the file does not exist") == ["the file does not exist"]
    assert english_in("用 PyTorch 读取：pip install torch torchvision，--axes CHW") == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["run"],
        ["run", "kept.vizapp"],
        ["run", "--resume"],
        ["script"],
        ["offsets"],
        ["lesson"],
        ["lesson", "check"],
        ["lesson", "list"],
        ["engine"],
        ["doctor"],
    ],
    ids=" ".join,
)
def test_help(arguments: list[str], say: Say) -> None:
    text = say([*arguments, "--help"])
    assert text.startswith("用法： vizapp")
    assert "选项:\n" in text
    assert not english_in(text)
    described = [line for line in text.partition("选项:\n")[2].splitlines() if re.match(r"  --?\w.*\S  +\S", line)]
    assert described
    assert not [line for line in described if not _CHINESE.search(line)]


@pytest.mark.parametrize(
    "arguments",
    [
        "--nope",
        "a b",
        "--network",
        "bench",
        "run",
        "run --lab x --out o",
        "run --lab deformable --steps x --out o",
        "run --lab deformable --out o --source gone.png",
        "run --lab deformable --out photo.png",
        "run --lab deformable --out photo.png/o",
        "run --resume",
        "run --resume --out o",
        "run --lab deformable --resume --out o",
        "run --lab deformable --task shuffle --out o",
        "run --lab deformable --kernel-size 2 --out o",
        "run --lab deformable --compare conv --out o",
        "run --lab deformable --learning-rate 11 --out o",
        "run --lab deformable --device gpu --out o",
        "run --lab deformable --dilation 99 --out o",
        "run --lab deformable --axes CHW --out o",
        "run --lab deformable --array x --out o",
        "run --lab deformable --stop-when x --out o",
        "run --lab deformable --stop-when x>1 --steps 2 --working-size 48 --out o",
        "run --lab deformable --figures bmp --out o",
        "run --lab deformable --source map.npz --out o",
        "run --lab deformable --source flat.txt --out o",
        "run --lab deformable --source photo.png --out . --enlarge photo.png",
        "run --lab subpixel --source photo.png --out . --enlarge photo.png",
        "run --lab subpixel --out o --enlarge a.gif",
        "run --lab subpixel --task shuffle --steps 3 --out o",
        "run --lab subpixel --task shuffle --phase-order 0,0 --out o",
        "run --lab subpixel --task shuffle --phase-order a --out o",
        "run --lab subpixel --task shuffle --order CRD --read-as DCR --out o",
        "run --lab subpixel --task shuffle --direction unshuffle --read-as DCR --out o",
        "run --lab subpixel --task shuffle --layer x --out o",
        "run --lab subpixel --upsamplers nothing --out o",
        "run --lab subpixel --upsamplers bicubic --out o",
        "run --lab subpixel --upsamplers subpixel,subpixel --out o",
        "run --lab subpixel --upscale-factor 8 --out o",
        "run --lab subpixel --seed 2147483647 --seeds 9 --out o",
        "run --lab subpixel --unseen photo.png --out o",
        "run --lab subpixel --judge photo.png --task shuffle --out o",
        "run gone.vizapp",
        "run gone.vizapp --out o",
        "run photo.png.vizapp --out o --steps -1",
        "script",
        "script --lab subpixel --seeds 2",
        "script --lab deformable --task scaled-shapes",
        "script --lab deformable --source gone.png",
        "offsets",
        "offsets gone.npy",
        "offsets odd.npy",
        "offsets photo.png",
        "offsets good.npy --kernel x",
        "offsets good.npy --kernel 5x5",
        "offsets good.npy --groups 4",
        "offsets good.npy --array other",
        "offsets good.npy --item 1",
        "offsets good.npy --mask odd.npy",
        "offsets good.npy --feature map.npz",
        "offsets good.npy --feature map.npz/nothing",
        "offsets good.npy --feature map.npz/flat",
        "offsets good.npy --dilation 0",
        "offsets good.npy --csv good.npy",
        "offsets good.npy --csv n --npz n",
        "lesson",
        "lesson chek",
        "lesson check",
        "engine",
        "doctor --nope",
    ],
)
def test_errors(arguments: str, say: Say) -> None:
    text = say(arguments.split())
    assert _CHINESE.search(text.splitlines()[-1])
    assert not english_in(text), text


@pytest.mark.parametrize(
    "arguments",
    [
        "run --lab deformable --source photo.png --steps 3 --compare free --out o",
        "run --lab deformable --source photo.png --steps 4 --stop-when loss>0 --out o",
        "run --lab deformable --task rectify --source photo.png --steps 2 --out o",
        "run --lab subpixel --source photo.png --steps 2 --upsamplers subpixel,bicubic --seeds 2 --out o",
        "run --lab subpixel --source photo.png --steps 2 --enlarge large.png --judge photo.png --out o",
        "run --lab subpixel --task shuffle --source photo.png --read-as DCR --out o",
        "run --lab subpixel --task shuffle --source map.npz --array x --spare-channels pad --out o",
        "run --lab subpixel --task overlap --out o",
        "script --lab deformable --source photo.png --out layer.py",
        "offsets good.npy",
        "offsets map.npz --item 0 --csv points.csv",
    ],
)
def test_what_is_done(arguments: str, say: Say) -> None:
    words = arguments.split()
    text = say([*words, *SMALL] if words[0] == "run" else words)
    assert not english_in(text), text
    if words[0] == "run":
        assert "结果" in text
        assert Path("o", "metrics.json").is_file()


def test_an_experiment_goes_on(say: Say) -> None:
    text = say(["run", OF_THE_PRESENT_VERSION, "--steps", "2", "--save", "later.vizapp", "--out", "o"])
    assert "o 和 later.vizapp" in text
    assert not english_in(text)


def test_tables_are_in_line(say: Say) -> None:
    from vizapp.wording.columns import display_width

    table = say(["offsets", "good.npy"]).partition("读法\n")[2].partition("\n\n")[0].splitlines()
    head, *rows = table
    ends = [display_width(head[: match.end()]) for match in re.finditer(r"\S+", head)]
    for row in rows:
        # Every value ends in the column in which the name of its layout does.
        columns = {display_width(row[: match.end()]) for match in re.finditer(r"\S+", row)}
        assert columns >= set(ends)


def test_lessons(say: Say) -> None:
    Path("wrong.toml").write_text(
        'format = 1\nid = "Bad id"\ntitle = 3\ncolour = 1\n[[step]]\ntext = "x"\naim = 3\npoint_at = "y"\n'
        '[[step]]\ntext = { de = "x" }\nlook = { pick = 1, tap = "a" }\n',
        "utf-8",
    )
    Path("broken.toml").write_text("=", "utf-8")
    text = say(["lesson", "list"])
    assert text
    assert all(_CHINESE.search(line) for line in text.splitlines())
    found = say(["lesson", "check", "wrong.toml", "gone.toml"])
    assert found.count("wrong.toml: ") >= 6
    assert not english_in(found), found
    # What is wrong with TOML itself is said by Python, in English.
    assert say(["lesson", "check", "broken.toml"]).startswith("broken.toml: 这不是 TOML")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays and desktops of Linux")
def test_without_a_display_and_on_the_desktop(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert say([]).startswith("vizapp: 这里没有显示")
    monkeypatch.setenv("XDG_DATA_HOME", str(Path.cwd() / "data"))
    text = say(["doctor", "--install-desktop"])
    assert text.startswith("已写入：")
    assert not english_in(text)


@pytest.mark.slow
def test_doctor(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "settings.ini"))  # without a log, whose lines are English
    monkeypatch.setattr("vizapp.language_check.chinese_families", lambda: ["WenQuanYi"])
    text = say(["doctor"])
    assert "\n什么也不缺\n" in text
    assert "简体中文，由 LC_ALL=zh_CN.UTF-8 指定" in text
    assert not english_in(text)


def test_english_comes_back_afterwards(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    say(["--help"])
    assert language() == "en"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert say(["--help"]).startswith("usage: vizapp")


def test_a_damaged_installation_speaks_english_and_says_so(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vizapp.wording import catalogue

    def missing(*parts: str) -> Path:
        raise FileNotFoundError(f"the bundled file {parts[-1]} is missing")

    monkeypatch.setattr(catalogue, "resource_path", missing)
    monkeypatch.setattr("vizapp.language_check.chinese_families", lambda: ["A font"])
    for each in (catalogue.catalogue, catalogue._readable_catalogue):
        each.cache_clear()
    try:
        assert say(["--help"]).startswith("usage: vizapp")
        problems: list[str] = []
        assert ("translations", "the bundled file") in [(name, text[:16]) for name, text in language_rows(problems)]
        assert len(problems) == 1
    finally:
        for each in (catalogue.catalogue, catalogue._readable_catalogue):
            each.cache_clear()
