"""The window in Chinese, with a real mouse and real keys."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

pytestmark = [pytest.mark.window, pytest.mark.timeout(240)]
Walk = Callable[..., subprocess.CompletedProcess[str]]


def test_nothing_is_left_in_english(walk: Walk) -> None:
    walk("chinese", script="walks_chinese.py", timeout=220.0)
