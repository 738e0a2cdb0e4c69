"""Whatever is dragged can be moved by key: each class that follows a drag is listed with the one that takes the keys.

A class that is not listed fails: give it keys, and add it.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import vizapp.gui

ROOT = Path(vizapp.gui.__file__).parent
_DRAGS = {"dragged", "mouseMoveEvent"}
KEYS = {
    ("canvas/frame.py", "CanvasFrame"): ("canvas/view.py", "CanvasView", "keyPressEvent"),
    ("canvas/wipe.py", "WipeLine"): ("canvas/wipe.py", "WipeLine", "key_pressed"),
    ("canvas/wipe_handle.py", "WipeHandle"): ("canvas/wipe_handle.py", "WipeHandle", "keyPressEvent"),
    ("comparing/wipe_board.py", "_Line"): ("canvas/wipe_handle.py", "WipeHandle", "keyPressEvent"),
    # Points in the loupe are those on the picture, where Tab selects them; its handles are those of the same ring.
    ("deformable/loupe_overlay.py", "LoupeOverlay"): (
        "deformable/sampling_overlay.py",
        "SamplingOverlay",
        "key_pressed",
    ),
    ("deformable/probe_overlay.py", "ProbeOverlay"): ("deformable/probe_overlay.py", "ProbeOverlay", "key_pressed"),
    ("deformable/readers_overlay.py", "AskedPixel"): ("deformable/readers_overlay.py", "AskedPixel", "key_pressed"),
    ("deformable/sampling_overlay.py", "SamplingOverlay"): (
        "deformable/handle_keys.py",
        "HandleKeys",
        "key_pressed",
    ),
    # Its button has the keys: arrows move the loupe, + and − make it larger and smaller.
    ("points/loupe.py", "PointLoupe"): ("points/loupe_button.py", "LoupeButton", "keyPressEvent"),
    ("plots/timeline_track.py", "TimelineTrack"): ("plots/timeline_track.py", "TimelineTrack", "keyPressEvent"),
    ("subpixel/chip_overlay.py", "ChipOverlay"): ("subpixel/chip_overlay.py", "ChipOverlay", "key_pressed"),
    ("subpixel/tile_overlay.py", "TileOverlay"): ("subpixel/tile_overlay.py", "TileOverlay", "key_pressed"),
    # A number that is dragged up and down is typed instead.
    ("widgets/number_groups.py", "NumberGroups"): ("widgets/number_groups.py", "NumberGroups", "take_text"),
}
NO_DRAGS = {
    ("canvas/overlay.py", "Overlay"),  # hands the mouse on to what is listed
    ("canvas/view.py", "CanvasView"),  # follows the cursor
    ("canvas/caption.py", "CaptionLine"),  # follows the cursor
}


@cache
def classes_in(path: str) -> dict[str, set[str]]:
    """Return the methods of each class in a file of the window."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {node.name: {each.name for each in node.body if isinstance(each, ast.FunctionDef)} for node in found}


@cache
def dragging() -> set[tuple[str, str]]:
    paths = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py")]
    return {(path, name) for path in paths for name, methods in classes_in(path).items() if methods & _DRAGS}


def test_every_drag_is_listed() -> None:
    unlisted = {place for place in dragging() - NO_DRAGS if place not in KEYS}
    assert not unlisted


@pytest.mark.parametrize("place", KEYS, ids=lambda place: place[1])
def test_what_takes_the_keys_is_there(place: tuple[str, str]) -> None:
    path, name, method = KEYS[place]
    assert place in dragging(), "it is dragged no longer: take it off the list"
    assert method in classes_in(path)[name]


def test_lines_between_widgets_are_moved_by_key() -> None:
    """Qt's own splitter has lines that the mouse alone moves."""
    made = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QSplitter"
    }
    assert not made
