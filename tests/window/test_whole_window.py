"""The real window on a real X display, with a real mouse and real keys."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from vizapp.sources.samples import sample

Walk = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A photograph as a camera writes it: a jpeg, in portrait, in a folder whose name is not plain ASCII."""
    path = tmp_path / "Bilder 图片" / "coffee cup.jpg"
    path.parent.mkdir()
    with Image.open(sample("coffee").path) as image:
        image.transpose(Image.Transpose.ROTATE_90).save(path, quality=92)
    return path


def test_main_job_from_drop_to_close(walk: Walk, photograph: Path) -> None:
    walk("main_job", str(photograph))


def test_the_window_outlives_its_engine(walk: Walk) -> None:
    walk("kills", "1", "3")


def test_points_are_seen_and_moved_in_the_loupe(walk: Walk) -> None:
    walk("loupe")


def test_a_branch_is_taught_and_that_is_taken_back(walk: Walk) -> None:
    walk("teach")


def test_the_layer_is_tried_on_an_unseen_picture(walk: Walk, photograph: Path) -> None:
    walk("unseen", str(photograph))


def test_the_tree_of_stacked_layers_follows(walk: Walk) -> None:
    walk("stack", script="walks_stack.py")
