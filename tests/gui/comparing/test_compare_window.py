"""Looks of a real training in a real window, beside one another and beside what is on show."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from lab_window import LabWindow
from msgspec.structs import replace as changed
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Source
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.comparing.compare_window import CompareWindow
from vizapp.gui.comparing.looks import NOW
from vizapp.gui.theme import apply_theme, current_theme

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Compared(LabWindow):
    """A main window with its compare window."""

    def keep(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_K, CONTROL)

    def open(self) -> CompareWindow:
        QTest.keyClick(self.window, Qt.Key.Key_K, CONTROL | SHIFT)
        window = self.window.comparing.window
        assert window is not None
        self.wait(window.isActiveWindow)
        return window


@pytest.fixture
def compared(qtbot: QtBot) -> Iterator[Compared]:
    compared = Compared(qtbot)
    yield compared
    compared.window.close()
    compared.window.deleteLater()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))


def middle_of(canvas: ImageCanvas) -> tuple[float, float]:
    seen = canvas.projection.visible_canvas().center()
    return seen.y(), seen.x()


def drawn(widget: QWidget) -> np.ndarray:
    QApplication.processEvents()
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].copy()


@pytest.mark.slow
def test_a_kept_look_stays_what_it_was(compared: Compared):
    compared.train(3)
    compared.keep()
    assert compared.session.state.banner is not None
    window = compared.open()
    window.catch_up()
    assert window.rows.checked == ("A", NOW)
    kept, now = window.board.views["A"], window.board.views[NOW]
    before = drawn(kept.canvas)
    first = drawn(now.canvas)
    compared.train(20)
    window.catch_up()
    np.testing.assert_array_equal(before, drawn(kept.canvas))
    assert (first != drawn(now.canvas)).any(), "the points have moved"
    assert "step 3" in kept.head.label.text()
    assert "step 23" in now.head.label.text()


@pytest.mark.slow
def test_looks_zoom_together_and_cannot_be_touched(compared: Compared):
    compared.keep()
    window = compared.open()
    window.catch_up()
    kept, now = window.board.views["A"].canvas, window.board.views[NOW].canvas
    kept.zoom_by(3.0)
    assert now.projection.scale == pytest.approx(kept.projection.scale)
    assert middle_of(now) == pytest.approx(middle_of(kept))
    before = compared.session.state
    marks = compared.window.scene.sampling.marks
    y, x = marks.point_yx[0]
    kept.show_place(float(y), float(x))
    start = kept.projection.to_screen(float(y), float(x)).toPoint()
    QTest.mousePress(kept.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(kept.viewport(), start + QPoint(40, 10))
    QTest.mouseRelease(kept.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(40, 10))
    QTest.mouseClick(kept.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert compared.session.state.experiment is before.experiment
    assert compared.session.state.pick == before.pick


@pytest.mark.slow
def test_the_place_in_view_stays_with_other_looks_and_on_the_other_side(compared: Compared):
    window = compared.open()
    window.catch_up()
    now = window.board.views[NOW]
    now.canvas.zoom_by(4.0)
    now.canvas.show_place(9.0, 30.0)
    scale = now.canvas.projection.scale
    compared.keep()
    window.catch_up()
    kept = window.board.views["A"]
    for view in (kept, now):
        assert middle_of(view.canvas) == pytest.approx((9.5, 30.5), abs=0.01)
        assert view.canvas.projection.scale == pytest.approx(scale)
    for side in ("output", "input"):  # of as many pixels, at the same places
        click(window.side.button(side))
        for view in (kept, now):
            assert middle_of(view.canvas) == pytest.approx((9.5, 30.5), abs=0.01)
            assert view.canvas.projection.scale == pytest.approx(scale)
    window.rows.check("A", False)
    window.rows.check(NOW, False)
    window.catch_up()
    window.rows.check(NOW, True)
    window.catch_up()
    click(window.findChild(QWidget, "lookGone-A"))
    window.catch_up()
    assert middle_of(now.canvas) == pytest.approx((9.5, 30.5), abs=0.01)
    QTest.keyClick(window, Qt.Key.Key_F)
    click(window.side.button("output"))
    assert now.canvas.frame.fitted


@pytest.mark.slow
def test_it_is_a_window_of_its_own_that_closes_with_the_main_one(compared: Compared):
    window = compared.open()
    assert window.windowHandle().transientParent() is None
    assert window.windowType() == Qt.WindowType.Window
    assert window.isVisible()
    compared.window.close()
    assert not window.isVisible()


@pytest.mark.slow
def test_a_step_is_gone_to_kept_and_come_back_from(compared: Compared):
    compared.train(8)
    window = compared.open()
    window.catch_up()
    window.step.step.setValue(2)
    click(window.step.keep)
    assert window.step.is_on_its_way
    experiment = compared.session.state.experiment
    compared.session.update(changed(experiment, unseen=Source("sample", "coffee")), "")
    compared.wait(lambda: not window.step.is_on_its_way)
    (look,) = compared.window.comparing.looks.kept
    assert look.state.snapshot is not None
    assert look.state.snapshot.step == 2
    assert compared.step == 8
    assert compared.session.state.experiment.unseen == Source("sample", "coffee"), "a setting of meanwhile stays"
    assert not window.status.isVisible()


@pytest.mark.slow
def test_the_way_to_a_step_can_be_ended_and_it_is_said_why_it_was(compared: Compared):
    compared.train(8)
    window = compared.open()
    window.catch_up()
    window.step.step.setValue(2)
    click(window.step.keep)
    assert window.step.keep.text() == "Cancel"
    click(window.step.keep)
    compared.wait(lambda: not window.step.is_on_its_way)
    assert (compared.step, compared.window.comparing.looks.kept) == (8, ())
    assert (window.step.keep.text(), window.status.text()) == ("Keep step", "")
    click(window.step.keep)
    compared.session.set_lab("subpixel")
    compared.wait(lambda: not window.step.is_on_its_way)
    assert window.status.text() == "The look is not kept: the lab was switched."
    window.close()
    window.show()
    assert not window.status.isVisible(), "it was read"


@pytest.mark.slow
@pytest.mark.parametrize("goes", ["to a step", "on"])
def test_who_goes_elsewhere_meanwhile_stays_there(compared: Compared, goes: str):
    compared.train(8)
    window = compared.open()
    window.catch_up()
    window.step.step.setValue(2)
    click(window.step.keep)
    if goes == "to a step":
        compared.session.go_to(1, 5)
    else:
        compared.session.run()
    compared.wait(lambda: not window.step.is_on_its_way)
    assert window.status.text() == "The look is not kept: the training was sent elsewhere meanwhile."
    if goes == "to a step":
        compared.wait(lambda: compared.step == 5 and compared.session.shows_everything)
        QTest.qWait(200)
        assert compared.step == 5
    else:
        compared.wait(lambda: compared.step > 8)
        assert compared.session.state.transport.running
        compared.session.pause()


@pytest.mark.slow
def test_looks_that_are_put_away_are_asked_for_nothing(compared: Compared, qapp: QApplication):
    compared.train(2)
    compared.keep()
    compared.keep()
    window = compared.open()
    window.catch_up()
    window.left.setCurrentIndex(0)
    click(window.mode.button("wipe"))
    click(window.mode.button("side"))
    click(window.findChild(QWidget, "lookGone-A"))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.resize(window.width() + 40, window.height())
    click(window.mode.button("wipe"))
    drawn(window)
    theme = current_theme().name
    for name in ("dark" if theme == "light" else "light", theme):
        apply_theme(qapp, name)
        drawn(window)
    assert compared.session.state.banner is None or compared.session.state.banner.kind == "info"
    assert [view.key for view in window.board.shown] == ["B", NOW]


@pytest.mark.slow
def test_a_difference_of_the_same_picture_has_the_names_of_its_looks(compared: Compared):
    compared.keep()
    compared.keep()
    window = compared.open()
    window.catch_up()
    click(window.mode.button("difference"))
    for index, key in enumerate("AB"):
        window.left.setCurrentIndex(index)
        assert window.remark.text().startswith(f"{key} − Now")
    window.left.setCurrentIndex(2)
    assert not window.board.difference.isVisible(), "of one look there is none"


@pytest.mark.slow
def test_its_keys_keep_a_look_and_show_all(compared: Compared):
    compared.keep()
    window = compared.open()
    window.catch_up()
    canvas = window.board.views["A"].canvas
    fits = canvas.projection.scale
    canvas.zoom_by(4.0)
    assert canvas.projection.scale > fits
    QTest.keyClick(window, Qt.Key.Key_F)
    assert canvas.projection.scale == pytest.approx(fits)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert [look.key for look in compared.window.comparing.looks.kept] == ["A", "B"]


@pytest.mark.slow
def test_all_of_it_fits_into_a_small_screen(compared: Compared):
    compared.train(3)
    compared.session.go_to(1, 1)
    compared.wait(lambda: compared.step == 1 and compared.session.shows_everything)
    experiment = compared.session.state.experiment
    compared.session.update(experiment.with_spec(changed(experiment.spec_of(DeformableSpec), learning_rate=0.5)), "")
    compared.train(2)
    compared.keep()
    window = compared.open()
    window.catch_up()
    click(window.mode.button("difference"))
    assert window.step.branch.isVisible()
    QApplication.processEvents()
    assert window.minimumSizeHint().width() <= 1000
    assert window.minimumSizeHint().height() <= 600


@pytest.mark.slow
def test_what_differs_is_said_and_curves_of_both_are_drawn(compared: Compared):
    compared.train(4)
    compared.keep()
    experiment = compared.session.state.experiment
    compared.session.update(experiment.with_spec(changed(experiment.spec_of(DeformableSpec), learning_rate=0.5)), "")
    compared.train(2)
    window = compared.open()
    window.catch_up()
    row = window.findChild(QWidget, "lookRow-A")
    assert row is not None
    assert "learning rate" in row.differs.text()
    (curve,) = window.curves.plot.companions.curves.values()
    assert len(curve.getData()[0]) == 4
    assert len(window.curves.plot.curve.getData()[0]) == 6
    click(window.findChild(QWidget, "lookGone-A"))
    assert compared.window.comparing.looks.kept == ()
    assert set(window.board.views) == {NOW}


@pytest.mark.slow
def test_wipe_and_difference(compared: Compared):
    compared.train(2)
    compared.keep()
    compared.train(10)
    window = compared.open()
    window.catch_up()
    click(window.side.button("output"))
    click(window.mode.button("difference"))
    picture = window.board.difference.picture
    assert picture is not None
    assert picture.values is not None
    numbers = [window.board.views[key].canvas.picture for key in ("A", NOW)]
    assert numbers[0] is not None
    assert numbers[1] is not None
    np.testing.assert_array_equal(picture.values, numbers[0].values - numbers[1].values)
    assert "A − Now" in window.remark.text()
    click(window.mode.button("wipe"))
    QApplication.processEvents()
    left, right = window.board.views["A"], window.board.views[NOW]
    assert left.mapTo(window, QPoint()) == right.mapTo(window, QPoint())
    whole = drawn(right)
    window.board.wipe.handle.setValue(0)
    np.testing.assert_array_equal(drawn(window.board.wipe)[:, -60:], whole[:, -60:])
    window.activateWindow()
    QTest.keyPress(window, Qt.Key.Key_B)
    np.testing.assert_array_equal(drawn(window.board.wipe), drawn(left))
    QTest.keyRelease(window, Qt.Key.Key_B)
    compared.wait(lambda: window.board.wipe.handle.isVisible())
