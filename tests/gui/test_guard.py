"""Every override of a Qt method is guarded, and the window outlives what one raises; a crash leaves a trace."""

from __future__ import annotations

import functools
import inspect
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from fakes import FakeSession, deformable_snapshot, ready_state, unit_reading
from guard_trials import KINDS, MISTAKES
from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication, QDialog, QGraphicsItem, QGraphicsObject, QLabel, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui import app as app_module
from vizapp.gui.deformable.sampling_overlay import SamplingOverlay
from vizapp.gui.guard import empty_answer, forget_reports, guard_overrides, is_guarded
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.problem import Problem
from vizapp.session.banner import Banner

FIRST_KINDS = ("event", "paintEvent", "mousePressEvent", "item_paint", "model_data", "delegate_paint")
"""One of each kind of class; the others are tried in the slow stage, as each needs a process of its own."""
TRIALS = Path(__file__).with_name("guard_trials.py")
_NO_HINTS = "This plugin does not support propagateSizeHints()\n"

# The walk knows nothing of how the guard finds overrides: whatever hides an attribute of a Qt class counts.
_WALK = """
import importlib, json, pkgutil, sys
BEFORE
from vizapp.gui.app import create_application
create_application()
import vizapp.gui
for module in pkgutil.walk_packages(vizapp.gui.__path__, "vizapp.gui."):
    importlib.import_module(module.name)
from shibokensupport.signature import get_signature
from shiboken6 import Shiboken
from vizapp.gui.guard import is_guarded

def below(cls):
    for subclass in cls.__subclasses__():
        yield subclass
        yield from below(subclass)

found = {}
for cls in set(below(Shiboken.Object)):
    qt = [base for base in cls.__mro__ if base.__module__.startswith("PySide6")]
    for holder in cls.__mro__:
        if not cls.__module__.startswith("vizapp") or holder in qt or holder.__module__ in ("Shiboken", "builtins"):
            continue
        for name, value in vars(holder).items():
            hidden = next((vars(base)[name] for base in qt if name in vars(base)), None)
            if name.startswith("__") or name == "staticMetaObject" or not callable(hidden):
                continue
            signature = get_signature(hidden)
            signature = signature[-1] if isinstance(signature, list) else signature
            found[f"{holder.__module__}.{holder.__qualname__}.{name}"] = is_guarded(value), repr(
                signature.return_annotation)
print(json.dumps(found))
"""


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, without a screen and with warnings as errors."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **more}
    command = [sys.executable, "-W", "error", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


@functools.cache
def found_overrides(before: str) -> dict[str, tuple[bool, str]]:
    done = run("-c", _WALK.replace("BEFORE", before))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What ``sys.excepthook`` was called with."""
    reported: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(error))
    return reported


def guarded(cls: type) -> type:
    """Put a class of the tests under the guard, which leaves classes of other packages alone."""
    cls.__module__ = "vizapp.gui.trials"
    guard_overrides(cls)
    return cls


class TestNoneIsForgotten:
    @pytest.mark.parametrize(
        "before",
        [
            pytest.param("", id="defined after"),
            pytest.param("import vizapp.gui.main_window", id="defined before", marks=pytest.mark.slow),
        ],
    )
    def test_every_override_in_the_program_is_guarded(self, before: str):
        found = found_overrides(before)
        own = {name: guard for name, (guard, _) in found.items() if name.startswith("vizapp.")}
        assert len(own) > 80
        assert "vizapp.gui.canvas.overlay.Overlay.paint" in own
        assert [name for name, guard in own.items() if not guard] == []
        # Of pyqtgraph, what Qt calls; the names below hide methods that Qt itself never calls.
        others = {name.rpartition(".")[2] for name, (guard, _) in found.items() if not guard} - {"staticMetaObject"}
        assert others <= {
            *("addItem", "childrenBoundingRect", "close", "hide", "removeItem", "render", "scale", "setData"),
            *("setScale", "setStyle", "show", "translate"),
        }
        assert found["pyqtgraph.widgets.GraphicsView.GraphicsView.paintEvent"][0]

    def test_there_is_a_harmless_answer_of_every_type_that_they_return(self):
        types = {returned for name, (_, returned) in found_overrides("").items() if name.startswith("vizapp.")}
        # Any takes a None; texts and states of a field come from Qt's own field, and so do the editor of a cell, the
        # line of a splitter and what is said of a widget. Without a translation a text stays, and what has no
        # interface is not spoken of.
        assert types <= {
            *("None", "typing.Any", "<class 'bool'>", "<class 'int'>", "<class 'str'>", "<class 'float'>"),
            *("<class 'PySide6.QtCore.QSize'>", "<class 'PySide6.QtCore.QRectF'>"),
            *("<class 'PySide6.QtWidgets.QWidget'>", "<flag 'ItemFlag'>"),
            *("<class 'PySide6.QtGui.QPainterPath'>", "tuple[PySide6.QtGui.QValidator.State, str, int]"),
            *("<class 'PySide6.QtWidgets.QSplitterHandle'>", "<class 'PySide6.QtCore.QRect'>", "str | None"),
            *("<class 'PySide6.QtGui.QAccessibleInterface'>", "<class 'PySide6.QtGui.QAccessible.State'>"),
            "<enum 'Role'>",
        }


class TestTheProcessLivesOn:
    @pytest.mark.parametrize(
        "kind", [pytest.param(kind, marks=() if kind in FIRST_KINDS else pytest.mark.slow) for kind in KINDS]
    )
    def test_whatever_an_override_raises(self, kind: str):
        done = run(str(TRIALS), kind)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == list(MISTAKES), "each is reported, and once"
        told = done.stderr.replace(_NO_HINTS, "").replace("QPainter::end: Painter ended with 1 saved states\n", "")
        assert told == ""


class TestReports:
    def test_a_place_reports_a_message_once_and_another_message_too(self, reports: list[BaseException]):
        @guarded
        class Label(QLabel):
            text_wanted = "first"

            def sizeHint(self) -> QSize:
                raise ValueError(self.text_wanted)

        label = Label()
        for _ in range(3):
            label.sizeHint()
        label.text_wanted = "second"
        label.sizeHint()
        assert [str(error) for error in reports] == ["first", "second"]
        forget_reports()
        label.sizeHint()
        assert len(reports) == 3

    def test_they_tell_where_the_mistake_is(self, reports: list[BaseException]):
        @guarded
        class Label(QLabel):
            def sizeHint(self) -> QSize:
                return [][1]

        Label().sizeHint()
        (error,) = reports
        assert traceback.extract_tb(error.__traceback__)[-1].name == "sizeHint"

    def test_a_hook_that_raises_is_survived(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        @guarded
        class Label(QLabel):
            def sizeHint(self) -> QSize:
                return 1 / 0

        def hook(*_: object) -> None:
            raise RuntimeError("no banner today")

        monkeypatch.setattr(sys, "excepthook", hook)
        assert Label("text").sizeHint() == QLabel("text").sizeHint()
        assert "no banner today" in capsys.readouterr().err

    def test_messages_without_end_do_not_fill_the_memory(self, reports: list[BaseException]):
        @guarded
        class Label(QLabel):
            count = 0

            def sizeHint(self) -> QSize:
                self.count += 1
                raise ValueError(self.count)

        label = Label()
        for _ in range(1200):
            label.sizeHint()
        assert len(reports) == 1000

    def test_what_ends_the_program_passes(self):
        @guarded
        class Label(QLabel):
            def sizeHint(self) -> QSize:
                raise KeyboardInterrupt

        label = Label()
        with pytest.raises(KeyboardInterrupt):
            label.sizeHint()


class TestAnswers:
    def test_the_class_below_answers(self, reports: list[BaseException]):
        class Base(QWidget):
            def sizeHint(self) -> QSize:
                return QSize(7, 9)

        @guarded
        class Derived(Base):
            def sizeHint(self) -> QSize:
                return QSize(*{}["size"])

        assert Derived().sizeHint() == QSize(7, 9)
        assert len(reports) == 1

    def test_an_event_is_not_handled_twice(self, reports: list[BaseException]):
        handled = []

        class Base(QObject):
            def event(self, event: QEvent) -> bool:
                handled.append(event.type())
                return True

        @guarded
        class Derived(Base):
            def event(self, event: QEvent) -> bool:
                super().event(event)
                return bool([][1])

        assert Derived().event(QEvent(QEvent.Type.User)) is False
        assert handled == [QEvent.Type.User]
        assert len(reports) == 1

    def test_what_qt_leaves_open_is_empty(self, reports: list[BaseException]):
        @guarded
        class Item(QGraphicsItem):
            def boundingRect(self) -> QRectF:
                return QRectF(*[][1])

        assert Item().boundingRect() == QRectF()
        assert len(reports) == 1

    @pytest.mark.parametrize(
        ("kind", "answer"),
        [
            *((bool, False), (int, 0), (str, ""), (QSize, QSize()), (QEvent.Type, QEvent.Type(0))),
            *((tuple[int, str], (0, "")), (QEvent, None), (Any, None), (object, None), (None, None)),
        ],
    )
    def test_empty_answers(self, kind: object, answer: object):
        assert empty_answer(kind) == answer


class TestPainters:
    def test_one_that_was_begun_is_ended(self, reports: list[BaseException]):
        begun = []

        @guarded
        class Canvas(QWidget):
            def paintEvent(self, event: Any) -> None:
                painter = QPainter(self)
                begun.append(painter)
                image = QImage(8, 8, QImage.Format.Format_ARGB32)
                self.draw(QPainter(image))

            def draw(self, painter: QPainter) -> None:
                begun.append(painter)
                [][1]

        Canvas().grab()
        assert len(begun) == 2
        assert not any(painter.isActive() for painter in begun)
        assert len(reports) == 1

    @pytest.mark.parametrize("saves", [0, 1, 3])
    def test_one_that_was_given_is_as_it_was(self, reports: list[BaseException], saves: int):
        class Base(QGraphicsObject):
            def paint(self, painter: QPainter, option: Any, widget: QWidget | None = None) -> None:
                self.spoil(painter)

            def spoil(self, painter: QPainter) -> None:
                for _ in range(saves):
                    painter.translate(1, 1)
                    painter.save()
                painter.scale(2, 2)
                [][1]

        @guarded
        class Item(Base):
            def paint(self, painter: QPainter, option: Any, widget: QWidget | None = None) -> None:
                painter.save()
                painter.translate(5, 5)
                super().paint(painter, option, widget)
                assert painter.transform() == QTransform.fromTranslate(6, 7)
                self.spoil(painter)

        guarded(Base)
        image = QImage(8, 8, QImage.Format.Format_ARGB32)
        painter = QPainter(image)
        hints = painter.renderHints()
        painter.save()
        painter.translate(1, 2)
        before = painter.transform()
        Item().paint(painter, None)
        assert painter.isActive()
        assert painter.transform() == before
        painter.restore()
        assert painter.transform().isIdentity()
        assert painter.renderHints() == hints
        painter.end()
        assert len(reports) == 1, "both stopped at the same place"

    def test_what_is_drawn_without_a_mistake_stays(self):
        @guarded
        class Item(QGraphicsObject):
            def paint(self, painter: QPainter, option: Any, widget: QWidget | None = None) -> None:
                painter.translate(3, 4)

        image = QImage(8, 8, QImage.Format.Format_ARGB32)
        with QPainter(image) as painter:
            Item().paint(painter, None)
            assert painter.transform().isIdentity()


class TestTheFunctionInItsPlace:
    def test_it_has_the_same_parameters(self):
        def override(
            self: QWidget, a: int, /, b: int, c: int = 3, *rest: int, d: int, e: int = 5, **more: int
        ) -> Any:
            """Say what."""
            return a, b, c, rest, d, e, more

        cls = guarded(type("Widget", (QWidget,), {"sizeHint": override}))
        method = cls.sizeHint
        assert is_guarded(method)
        assert inspect.signature(method) == inspect.signature(override)
        assert (method.__name__, method.__doc__) == ("override", "Say what.")
        for count in ("co_argcount", "co_posonlyargcount", "co_kwonlyargcount"):
            assert getattr(method.__code__, count) == getattr(override.__code__, count), count
        assert cls().sizeHint(1, b=2, d=4) == (1, 2, 3, (), 4, 5, {})
        assert cls().sizeHint(1, 2, 3, 4, 5, d=6, e=7, f=8) == (1, 2, 3, (4, 5), 6, 7, {"f": 8})

    def test_a_slot_gets_as_many_arguments_as_it_takes(self):
        taken = []

        @guarded
        class Dialog(QDialog):
            offered = Signal(int)

            def accept(self) -> None:
                taken.append("accepted")

            def done(self, result: int) -> None:
                taken.append(result)

        dialog = Dialog()
        dialog.offered.connect(dialog.accept)
        dialog.offered.connect(dialog.done)
        dialog.offered.emit(3)
        assert taken == ["accepted", 3]

    def test_a_mixin_and_a_class_defined_later_are_guarded(self):
        class Mixin:
            __module__ = "vizapp.gui.trials"

            def sizeHint(self) -> QSize:
                return QSize(1, 2)

            def elsewhere(self) -> None:
                pass

        class Widget(Mixin, QWidget):
            __module__ = "vizapp.gui.trials"

            def paintEvent(self, event: Any) -> None:
                pass

        assert is_guarded(Mixin.sizeHint)
        assert is_guarded(Widget.paintEvent)
        assert not is_guarded(Mixin.elsewhere)

    def test_classes_of_others_are_left_alone(self):
        class Widget(QWidget):
            def paintEvent(self, event: Any) -> None:
                pass

        assert not is_guarded(Widget.paintEvent)


class BannerSession(FakeSession):
    """Shows the banners that it is told of."""

    def notify(
        self, problem: Problem, kind: Literal["error", "warning", "info"] = "error", *, about_opening: bool = False
    ) -> None:
        super().notify(problem, kind, about_opening=about_opening)
        self.show(banner=Banner(problem, kind, about_opening=about_opening))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(BannerSession(ready_state(snapshot=deformable_snapshot(unit_reading()))), Settings())
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    before = sys.excepthook
    opened = app_module.OpenWindow(window)
    app_module._tell_of_mistakes(opened)
    yield window
    sys.excepthook = before
    opened.deleteLater()
    window.close()
    window.deleteLater()


class TestTheWindow:
    def test_a_mistake_in_a_drawing_shows_the_banner(
        self, window: MainWindow, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        def draw(overlay: SamplingOverlay, painter: QPainter, projection: object) -> None:
            painter.save()
            painter.translate(50, 50)
            painter.setOpacity(0.1)
            drawn.append(overlay)
            [][1]

        drawn: list[SamplingOverlay] = []
        monkeypatch.setattr(SamplingOverlay, "draw", draw)
        for _ in range(3):
            window.grab()
            QApplication.processEvents()
        assert len(drawn) > 1
        assert window.banner.isVisible()
        assert window.banner.sentence.text().endswith(
            "may be shown wrongly now: IndexError: list index out of range."
        )
        assert len(window.session.called("notify")) == 1
        assert "in draw" in capsys.readouterr().err
        monkeypatch.undo()
        window.grab()

    def test_a_banner_that_cannot_be_shown_is_not_tried_without_end(
        self, window: MainWindow, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        def notify(*_: object) -> None:
            tried.append(1)
            sys.excepthook(KeyError, KeyError("while it is shown"), None)
            raise ValueError("no room for a banner")

        tried: list[int] = []
        monkeypatch.setattr(window.session, "notify", notify)
        sys.excepthook(IndexError, IndexError("first"), None)
        for _ in range(5):
            QApplication.processEvents()
        assert tried == [1]
        assert "no room for a banner" in capsys.readouterr().err


_CRASH = """
import signal
from vizapp.gui import app
def create_application():
    signal.raise_signal(signal.SIGSEGV)
app.create_application = create_application
app.run_app()
"""


class TestCrashes:
    def test_one_is_written_down_beside_the_settings(self, tmp_path: Path):
        settings = tmp_path / "not there yet" / "settings.ini"
        for times in (1, 2):
            done = run("-c", _CRASH, VIZAPP_SETTINGS=str(settings))
            assert done.returncode == -signal.SIGSEGV
            assert done.stderr == ""
            assert settings.with_name("crash.log").read_text().count("in create_application") == times

    def test_one_is_told_of_in_the_terminal_where_nothing_can_be_written(self, tmp_path: Path):
        (tmp_path / "file").touch()
        done = run("-c", _CRASH, VIZAPP_SETTINGS=str(tmp_path / "file" / "settings.ini"))
        assert done.returncode == -signal.SIGSEGV
        assert "in create_application" in done.stderr
