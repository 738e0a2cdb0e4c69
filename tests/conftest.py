"""What holds for all tests, and the application of those that use Qt."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

if sys.dont_write_bytecode:
    # Torch, Qt and these tests would be compiled again in each of the many processes: that takes longer than the
    # tests. What is compiled goes into a folder of its own, beside what pytest keeps; nothing lies in the sources.
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "compiled")
    sys.dont_write_bytecode = False
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if os.environ.get("PYTEST_XDIST_WORKER") == "gw1":
        # While the first process compiles the tests, the second one compiles the largest library: whatever the one
        # has done, the other finds.
        import torch  # noqa: F401

# Texts are compared in English, whatever the system speaks; children have it from here, too.
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
# Before anything imports Qt: views are tested without a screen where there is none.
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# In the order of Qt's hashes the fonts are written to a PDF file, which two processes have to write alike.
os.environ["QT_HASH_SEED"] = "0"

from leaks import left_behind, remains
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

# Nothing of a test stands in the person's settings, or in the logs beside them.
_settings = TemporaryDirectory()
os.environ["VIZAPP_SETTINGS"] = str(Path(_settings.name) / "settings.ini")

# They run side by side, on as many processes as there are cores: how long one example takes says nothing of it.
settings.register_profile("vizapp", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vizapp")

_WARNINGS = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


@pytest.fixture
def qapp(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QApplication]:
    """The application; the test fails when it leaves a window, a running timer, a thread or a process behind."""
    before = remains(qapp)
    gc.freeze()  # what there is by now need not be gone through when the test's own garbage is collected
    # A widget that the test let go of would else be collected at any time, and events reach it half cleared.
    gc.disable()
    yield qapp
    gc.enable()
    request.node.funcargs.clear()  # pytest holds the test's own widgets longer than this fixture
    left = left_behind(qapp, before)
    gc.unfreeze()
    assert not left, f"left behind: {left}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fail when Qt warns while a test is taken down; pytest-qt hears what it says before that."""
    said: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind in _WARNINGS and not any(re.search(known, text) for known in item.config.getini("qt_log_ignore")):
            said.append(text)

    before = qInstallMessageHandler(hear)
    try:
        result = yield
    finally:
        qInstallMessageHandler(before)
    assert not said, f"Qt warns: {said}"
    return result
