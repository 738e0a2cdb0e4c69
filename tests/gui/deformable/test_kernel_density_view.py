"""How far the layer reaches, as a picture in the inspector."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot
from rig import CanvasSession, deformable_state, near, rgb, with_spec

from vizapp.geometry import ConvGeometry
from vizapp.gui.colours import tap_colour
from vizapp.gui.deformable.kernel_density_view import GAMMA, KernelDensityView, density_picture, density_words
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.requests import KERNEL_DENSITY
from vizapp.gui.deformable.unit_page import UnitPage
from vizapp.protocol.offset_answers import KERNEL_BINS, KernelDensity
from vizapp.protocol.requests import KernelDensityRequest
from vizapp.session.state import State

GEOMETRY = ConvGeometry.aligned(3)


def density(outside: int = 0, group: int = 0, frame: float = 2.0, broken: int = 0) -> KernelDensity:
    """Return one in which tap k is read in the cell (4·k, 5·k), 100 times, and the last one 25 times."""
    counts = np.zeros((9, KERNEL_BINS, KERNEL_BINS), np.int32)
    for tap in range(9):
        counts[tap, 4 * tap, 5 * tap] = 100 if tap < 8 else 25
    return KernelDensity(group, frame, counts, outside, broken)


def showing(answer: KernelDensity, **view: object) -> State:
    state = deformable_state(shown=frozenset({KERNEL_DENSITY}), **view)
    assert state.snapshot is not None
    state.snapshot.answers[KERNEL_DENSITY] = answer
    return state


def test_it_is_asked_for_of_the_group_on_show_and_only_while_it_is_shown() -> None:
    state = with_spec(deformable_state(), offset_groups=3, compared=("free",))
    assert KERNEL_DENSITY not in DEFORMABLE.requests(state)
    view = replace(state.view, shown=frozenset({KERNEL_DENSITY}), offset_group=2, rigid=True, run="free")
    wanted = DEFORMABLE.requests(replace(state, view=view))
    assert wanted[KERNEL_DENSITY] == KernelDensityRequest(2, rigid=True, run="free")


def test_each_tap_has_its_hue_and_is_the_brighter_the_more_units_read_there() -> None:
    image = density_picture(density().counts, GEOMETRY)
    assert (image.width(), image.height()) == (KERNEL_BINS, KERNEL_BINS)
    for tap in range(8):
        assert near(rgb(image.pixelColor(5 * tap, 4 * tap)), rgb(tap_colour(tap, GEOMETRY)), 2)
    expected = (18 + (np.array(rgb(tap_colour(8, GEOMETRY))) - 18) * 0.25**GAMMA).round().astype(int).tolist()
    assert near(rgb(image.pixelColor(40, 32)), tuple(expected), 2)
    assert rgb(image.pixelColor(20, 40)) == (18, 18, 18)
    both = np.zeros((9, 2, 2), np.int32)
    both[1, 0, 0] = both[7, 0, 0] = 6
    up, down = (np.array(rgb(tap_colour(tap, GEOMETRY))) for tap in (1, 7))
    mixed = tuple(((up + down) / 2).round().astype(int).tolist())
    assert near(rgb(density_picture(both, GEOMETRY).pixelColor(0, 0)), mixed, 2)


def test_scale_group_and_what_lies_outside_are_said(qtbot: QtBot) -> None:
    view = KernelDensityView()
    qtbot.addWidget(view)
    view.show_state(showing(density()))
    assert view.isVisible()
    assert view.title.text() == "REACH OF ALL UNITS"
    assert view.words.text() == "The frame reaches 2 px to each side. All points lie inside."
    view.show_state(with_spec(showing(density(3, group=1, frame=1.5), offset_group=1), offset_groups=2))
    assert view.title.text() == "REACH OF ALL UNITS, GROUP 1"
    assert view.words.text() == "The frame reaches 1.5 px to each side. 3 of 828 points lie outside."
    view.show_state(with_spec(showing(density(group=1), offset_group=0), offset_groups=2))
    assert not view.isVisible(), "that is another group's"
    view.show_state(deformable_state())
    assert not view.isVisible()


def test_points_that_are_not_finite_are_named_apart() -> None:
    reach = "The frame reaches 2 px to each side."
    assert density_words(density(broken=4)) == (
        f"{reach} 4 of 829 points are not finite and read nothing. All others lie inside."
    )
    assert density_words(density(3, broken=4)) == (
        f"{reach} 3 of 832 points lie outside. 4 of 832 points are not finite and read nothing."
    )


def test_the_rigid_grid_stands_where_its_points_are_counted(qtbot: QtBot) -> None:
    view = KernelDensityView()
    qtbot.addWidget(view)
    view.show_state(showing(density()))
    picture = view.picture
    image = picture.grab().toImage()
    ratio = picture.devicePixelRatioF()
    middle, edge = picture.place(0, 0), picture.place(-2, 2)
    assert (edge.x() - middle.x(), middle.y() - edge.y()) == (101.0, 101.0)
    for dy, dx in ((-1, -1), (0, 1)):
        place = picture.place(dy, dx)
        side = image.pixelColor(int((place.x() - 3) * ratio), int(place.y() * ratio))
        assert side.lightness() > 120
        inside = image.pixelColor(int(place.x() * ratio), int(place.y() * ratio))
        assert inside.lightness() < 60


def test_it_is_scrolled_to_once_when_it_is_switched_on(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    plain = deformable_state()
    page = UnitPage(CanvasSession(plain))
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.resize(300, 400)
    area.show()
    bar = area.verticalScrollBar()

    def show(state: State) -> None:
        page.show_state(state)
        QApplication.processEvents()

    def is_in_view() -> bool:
        rect = page.reach.rect()
        return (
            page.reach.mapTo(area, rect.topLeft()).y() >= 0 and page.reach.mapTo(area, rect.bottomLeft()).y() <= 400
        )

    show(showing(density()))
    assert bar.value() == 0, "it was there from the start"
    show(plain)
    show(replace(plain, view=replace(plain.view, shown=frozenset({KERNEL_DENSITY}))))
    assert bar.value() == 0, "the engine has not answered yet"
    show(showing(density()))
    assert page.reach.picture.height() > 200
    assert is_in_view()
    bar.setValue(0)
    show(showing(density(outside=3)))
    assert bar.value() == 0, "a later answer leaves it where the person has scrolled"
    show(plain)
    show(showing(density()))
    assert is_in_view()
