"""Which lab's scene has the canvases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import MagicMock

import pytest
from fakes import image_source, ready_state

from vizapp.document.experiment import Experiment
from vizapp.gui.scene_switch import SceneSwitch, is_other_picture

DEFORMABLE = ready_state()
SUBPIXEL = ready_state(experiment=Experiment(lab="subpixel"))


@pytest.fixture
def told() -> list[tuple[Any, ...]]:
    return []


@pytest.fixture
def switch(told: list[tuple[Any, ...]]) -> SceneSwitch:
    scenes, hold = {}, MagicMock()
    hold.hold = lambda: told.append(("hold",))
    for name in ("deformable", "subpixel"):
        scenes[name] = MagicMock()
        scenes[name].set_active = lambda active, name=name: told.append((name, active))
        scenes[name].show_state = lambda old, new, name=name: told.append((name, old, new))
    return SceneSwitch(scenes, hold)


def test_the_others_let_go_before_one_takes_over_and_draws_everything(
    switch: SceneSwitch, told: list[tuple[Any, ...]]
) -> None:
    switch.show_state(None, DEFORMABLE)
    assert told == [("hold",), ("subpixel", False), ("deformable", True), ("deformable", None, DEFORMABLE)]
    told.clear()
    switch.show_state(DEFORMABLE, SUBPIXEL)
    assert told == [("hold",), ("deformable", False), ("subpixel", True), ("subpixel", None, SUBPIXEL)]


def test_within_a_lab_only_its_scene_follows(switch: SceneSwitch, told: list[tuple[Any, ...]]) -> None:
    other = ready_state()
    switch.show_state(DEFORMABLE, other)
    assert told == [("deformable", DEFORMABLE, other)]


def test_another_source_and_another_lab_are_another_picture() -> None:
    assert not is_other_picture(DEFORMABLE, replace(DEFORMABLE, reading="b.png"))
    assert is_other_picture(DEFORMABLE, replace(DEFORMABLE, source=image_source(name="b.png")))
    assert is_other_picture(DEFORMABLE, replace(DEFORMABLE, experiment=Experiment(lab="subpixel")))
