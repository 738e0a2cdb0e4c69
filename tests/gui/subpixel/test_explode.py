"""The way of the sub-pixels from their tiles into the enlarged map: where, in which pixels, and how it ends."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from fakes import picture, subpixel_snapshot
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot
from rig import CanvasSession, Hand, press_key, screen, subpixel_state

from vizapp.document.channel_grid import ChannelGrid
from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.tile_layout import ChannelOrder, TileLayout
from vizapp.document.upsamplers import TransposedUpsampler
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.motion import motion
from vizapp.gui.subpixel import explode_pace, explode_travel
from vizapp.gui.subpixel.explode_bar import STEPS
from vizapp.gui.subpixel.explode_frame import GAPS_FROM, Edges, cut_tiles, draw_frame
from vizapp.gui.subpixel.explode_numbers import Line, hidden_pixels, lie_below
from vizapp.gui.subpixel.explode_overlay import ExplodeOverlay
from vizapp.gui.subpixel.explode_pace import MOST_SECONDS, FramePace
from vizapp.gui.subpixel.explode_path import (
    COLOURING,
    Axis,
    TileWay,
    coloured,
    eased,
    mixes,
    share_of_time,
    tile_ways,
)
from vizapp.gui.subpixel.explode_words import TileWords
from vizapp.gui.subpixel.overlays import EXPLODE
from vizapp.gui.subpixel.requests import TILES
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]
HEIGHT, WIDTH = 5, 6
SWAPPED = (3, 1, 2, 0)
ORDERS = [(), SWAPPED]


def layout_of(channels: int, phases: tuple[int, ...] = (), order: ChannelOrder = "CRD", r: int = 2) -> TileLayout:
    return TileLayout(r, HEIGHT, WIDTH, channels, tuple(range(channels)), order, phases or tuple(range(r * r)))


def random_tiles(layout: TileLayout) -> NDArray[np.uint8]:
    count = len(layout.groups) * layout.upscale_factor**2
    return np.random.default_rng(count).integers(1, 256, (count, HEIGHT, WIDTH, 1), np.uint8)


def mosaic_of(tiles: NDArray[np.uint8], layout: TileLayout) -> NDArray[np.uint8]:
    """Return the tiles where the layout places them; 0 where there is none."""
    mosaic = np.zeros((*layout.mosaic_size, 1), np.uint8)
    phases = layout.upscale_factor**2
    for number, tile in enumerate(tiles):
        y, x = layout.tile_origin(*divmod(number, phases))
        mosaic[y : y + HEIGHT, x : x + WIDTH] = tile
    return mosaic


def enlarged(tiles: NDArray[np.uint8], layout: TileLayout) -> NDArray[np.uint8]:
    """Return the enlarged map (h·r, w·r, C) by the shuffle's own formula."""
    r = layout.upscale_factor
    out = np.zeros((HEIGHT * r, WIDTH * r, len(layout.groups)), np.uint8)
    for y in range(HEIGHT * r):
        for x in range(WIDTH * r):
            for group in range(len(layout.groups)):
                phase = layout.phases[y % r * r + x % r]
                out[y, x, group] = tiles[group * r * r + phase, y // r, x // r, 0]
    return out


def frame_at(tiles: NDArray[np.uint8], layout: TileLayout, t: float, scale: float) -> NDArray[np.uint8]:
    """Return a frame of the whole enlarged map, as (rows, columns, 4) of red, green, blue and alpha."""
    r = layout.upscale_factor
    projection = Projection(scale, 0.0, 0.0, WIDTH * r * scale, HEIGHT * r * scale)
    ways = tile_ways(layout, tiles.shape[1:3], t)
    return draw_frame(TileWords(tiles), ways, coloured(t, mixes(layout, None)), projection, 1.0)[..., [2, 1, 0, 3]]


# The pixels -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phases", ORDERS)
@pytest.mark.parametrize("channels", [1, 3])
def test_the_way_begins_with_the_tiles(channels: int, phases: tuple[int, ...]) -> None:
    layout = layout_of(channels, phases)
    tiles = random_tiles(layout)
    across = layout.group_columns
    frame = frame_at(tiles, layout, 0.0, 4.0 * across)
    wanted = mosaic_of(tiles, layout).repeat(4, axis=0).repeat(4, axis=1)
    assert np.array_equal(frame[..., :3], np.broadcast_to(wanted, frame[..., :3].shape)), "grey, as they are"
    assert np.array_equal(frame[..., 3], np.where(wanted[..., 0] > 0, 255, 0)), "and nothing where no tile is"


@pytest.mark.parametrize("phases", ORDERS)
@pytest.mark.parametrize("channels", [1, 3])
def test_the_way_ends_with_the_shuffled_map(channels: int, phases: tuple[int, ...]) -> None:
    layout = layout_of(channels, phases)
    tiles = random_tiles(layout)
    frame = frame_at(tiles, layout, 1.0, 3.0)
    wanted = enlarged(tiles, layout).repeat(3, axis=0).repeat(3, axis=1)
    assert np.array_equal(frame[..., :3], np.broadcast_to(wanted, frame[..., :3].shape))
    assert (frame[..., 3] == 255).all()


def test_a_sub_pixel_goes_straight_from_its_tile_to_its_place() -> None:
    layout = layout_of(1, SWAPPED)
    tiles = np.full((4, HEIGHT, WIDTH, 1), 10, np.uint8)
    tiles[3, 2, 4] = 250  # tile (1, 1); its phase lands at (0, 0)
    start, end = np.array((HEIGHT + 2, WIDTH + 4)), np.array((2 * 2, 4 * 2))
    for t in (0.25, 0.5, 0.75):
        frame = frame_at(tiles, layout, t, 16.0)
        rows, columns = np.nonzero(frame[..., 0] == 250)
        corner = start + (end - start) * t
        assert (rows.min() / 16, columns.min() / 16) == pytest.approx(tuple(corner), abs=1 / 16)
        assert len(rows) == 16 * 16, "and is as large as ever"


def test_large_pixels_have_an_edge_in_the_colour_of_their_phase() -> None:
    layout = layout_of(1)
    tiles = np.full((4, HEIGHT, WIDTH, 1), 90, np.uint8)
    ways = tile_ways(layout, (HEIGHT, WIDTH), 0.0)
    edges = Edges([(0x11, 0x22, phase) for phase in range(4)], 2.0)
    frame = draw_frame(TileWords(tiles), ways, 1.0, Projection(12.0, 0.0, 0.0, 144.0, 120.0), 1.0, edges)
    for phase, (top, left) in enumerate(((0, 0), (0, 72), (60, 0), (60, 72))):
        pixel = frame[top : top + 12, left : left + 12]
        assert (pixel[2:-2, 2:-2, :3] == 90).all()
        pixel[2:-2, 2:-2] = (phase, 0x22, 0x11, 255)
        assert (pixel == (phase, 0x22, 0x11, 255)).all()
    small = draw_frame(TileWords(tiles), ways, 1.0, Projection(8.0, 0.0, 0.0, 96.0, 80.0), 1.0, edges)
    assert (small[..., :3] == 90).all()


def seen(
    axis: Axis, count: int, corner: float, scale: float, extent: int, fills: bool = False
) -> tuple[NDArray[np.intp], ...]:
    """Return which screen pixels show a tile along an axis, which pixel of it each shows, and how far in that.

    One that ``fills`` the gap after it reaches to the next.
    """
    away = (np.arange(extent) + 0.5) / scale + corner - axis.origin
    pixel = np.floor(away / axis.pitch).astype(np.intp)
    within = away - pixel * axis.pitch
    reaches = (within < axis.size) | (fills & (pixel < count - 1))
    shown = np.flatnonzero((pixel >= 0) & (pixel < count) & reaches)
    return shown, pixel[shown], within[shown]


def one_by_one(
    tiles: NDArray[np.uint8], ways: list[TileWay], separate: bool, projection: Projection, edges: Edges | None
) -> NDArray[np.uint8]:
    """Paint tile after tile, those of one channel and the same rows together; red, green, blue and alpha.

    Where channels have colours of their own, each hides what is below it of the same channel, edges too.
    """
    rows, columns = round(projection.height), round(projection.width)
    frame = np.zeros((rows, columns, 4), np.uint8)
    firsts: dict[tuple[int, Axis], int] = {}
    for number, way in enumerate(ways):
        firsts.setdefault((way.group, way.y), number)
    in_order = sorted(enumerate(ways), key=lambda each: (firsts[each[1].group, each[1].y], each[0]))
    size, gap = (each * projection.scale for each in (ways[0].x.size, ways[0].x.pitch - ways[0].x.size))
    levels = (True, False) if gap > 0 and (size < GAPS_FROM or gap < 1) else (False,)
    groups = sorted({way.group for way in ways})
    for is_below, group in itertools.product(levels, groups):
        painted, bits = np.zeros_like(frame), np.zeros_like(frame)
        for number, way in in_order:
            if way.group != group:
                continue
            y, row, down = seen(way.y, HEIGHT, projection.top, projection.scale, rows, is_below)
            x, column, right = seen(way.x, WIDTH, projection.left, projection.scale, columns, is_below)
            own = [group, 3] if separate else [0, 1, 2, 3]
            part = np.zeros((len(y), len(x), 4), np.uint8)
            part[..., own] = np.dstack([tiles[number, :, :, 0][np.ix_(row, column)]] * len(own))
            part[..., 3] = 255
            bit = np.zeros_like(part)
            bit[..., own] = 1
            if edges is not None and not is_below:
                near = edges.width / projection.scale
                is_end = ((down < near) | (down >= way.y.size - near))[:, None] | (right < near)
                is_end |= right >= way.x.size - near
                part[is_end], bit[is_end] = (*edges.colours[way.phase], 255), 1
            painted[np.ix_(y, x)], bits[np.ix_(y, x)] = part, bit
        frame = np.where(bits > 0, painted, frame)
    return frame


@pytest.mark.parametrize("phases", [(), SWAPPED, (1, 0, 2, 3)])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("t", [0.0, 0.3, 0.62, 0.95])
@pytest.mark.parametrize(("scale", "corner"), [(5.0, (0.0, 0.0)), (61.0, (2.303, 3.707)), (23.0, (-1.004, 0.501))])
def test_a_frame_is_what_tile_after_tile_makes(
    channels: int, phases: tuple[int, ...], t: float, scale: float, corner: tuple[float, float]
) -> None:
    """Also zoomed in, where only one of many screen pixels that look alike is computed."""
    layout = layout_of(channels, phases)
    tiles = random_tiles(layout)
    share = t if channels == 1 else COLOURING + t * (1 - COLOURING)
    ways = tile_ways(layout, (HEIGHT, WIDTH), share)
    projection = Projection(scale, corner[1], corner[0], 310.0, 270.0)
    has_edges = scale > 9
    edges = Edges([(60 * phase, 9, 255 - phase) for phase in range(4)], 2.3) if has_edges else None
    found = draw_frame(TileWords(tiles), ways, coloured(share, mixes(layout, None)), projection, 1.0, edges)[
        ..., [2, 1, 0, 3]
    ]
    wanted = one_by_one(tiles, ways, channels == 3, projection, edges)
    assert (found != wanted).any(axis=2).mean() < 1e-4, "but for what rounding does"


def test_a_frame_has_nothing_of_those_before_it() -> None:
    """Words of tiles and the memory of a frame are kept from one to the next."""
    layout = layout_of(3, SWAPPED)
    tiles = random_tiles(layout)
    kept = TileWords(tiles)
    edges = Edges([(60 * phase, 9, 255 - phase) for phase in range(4)], 2.3)
    wide, near = Projection(5.0, -40.0, -40.0, 310.0, 270.0), Projection(23.0, 0.5, -1.0, 310.0, 270.0)
    for t, projection in (
        (0.0, near),
        (0.05, wide),
        (0.1, near),
        (0.4, wide),
        (0.4, near),
        (0.9, near),
        (0.02, near),
    ):
        ways, colour = tile_ways(layout, (HEIGHT, WIDTH), t), coloured(t, True)
        for each in (edges, None):
            found = draw_frame(kept, ways, colour, projection, 1.0, each)
            assert np.array_equal(found, draw_frame(TileWords(tiles), ways, colour, projection, 1.0, each))


@pytest.mark.parametrize("phases", ORDERS)
@pytest.mark.parametrize("scale", [0.9, 1.13, 1.8, 2.6])
def test_between_small_pixels_there_is_no_grid_on_the_way(scale: float, phases: tuple[int, ...]) -> None:
    size = 96
    layout = TileLayout(2, size, size, 1, (0,), "CRD", phases or (0, 1, 2, 3))
    tiles = np.full((4, size, size, 1), 90, np.uint8)
    side = float(round(2 * size * scale))
    for t in (0.02, 0.17, 0.25, 0.5, 0.9, 0.999):
        frame = draw_frame(
            TileWords(tiles), tile_ways(layout, (size, size), t), None, Projection(scale, 0, 0, side, side), 1.0
        )
        inner = slice(round(0.2 * side), round(0.8 * side))
        assert (frame[inner, inner] == (90, 90, 90, 255)).all(), t


def test_between_large_pixels_gaps_are_seen_once_the_screen_can_show_them() -> None:
    layout = layout_of(1)
    tiles = np.full((4, HEIGHT, WIDTH, 1), 90, np.uint8)

    def gaps(t: float) -> int:
        frame = draw_frame(
            TileWords(tiles), tile_ways(layout, (HEIGHT, WIDTH), t), None, Projection(20, 0, 0, 240, 200), 1.0
        )
        return int((frame[2, :, 3] == 0).sum())

    assert gaps(0.04) == 0, "narrower than a pixel of the screen"
    assert gaps(0.3) >= WIDTH - 1


def test_each_output_channel_first_takes_its_colour_where_it_stands() -> None:
    layout = layout_of(3)
    tiles = np.full((12, HEIGHT, WIDTH, 1), 200, np.uint8)
    half = frame_at(tiles, layout, COLOURING / 2, 8.0)
    first = half[4, 4]
    assert first.tolist() == [200, 100, 100, 255]
    full = frame_at(tiles, layout, COLOURING, 8.0)
    grey = frame_at(tiles, layout, 0.0, 8.0)
    assert np.array_equal(full[..., 3], grey[..., 3]), "nothing has moved"
    colours = {tuple(colour) for colour in full[full[..., 3] > 0][:, :3].tolist()}
    assert colours == {(200, 0, 0), (0, 200, 0), (0, 0, 200)}


@pytest.mark.parametrize("phases", ORDERS)
def test_side_by_side_every_output_channel_stays_grey_and_goes_to_its_own_place(phases: tuple[int, ...]) -> None:
    layout = layout_of(3, phases)
    tiles, grid = random_tiles(layout), ChannelGrid(3, 2 * HEIGHT, 2 * WIDTH)
    height, width = grid.size
    for t, wanted in ((0.0, mosaic_of(tiles, layout)), (1.0, side_by_side(enlarged(tiles, layout), grid))):
        ways = tile_ways(layout, (HEIGHT, WIDTH), t, grid)
        frame = draw_frame(TileWords(tiles), ways, None, Projection(2.0, 0.0, 0.0, 2.0 * width, 2.0 * height), 1.0)
        shown = wanted.repeat(2, axis=0).repeat(2, axis=1)
        assert np.array_equal(frame[..., :3], np.broadcast_to(shown, frame[..., :3].shape))
        assert np.array_equal(frame[..., 3], np.where(shown[..., 0] > 0, 255, 0))


def side_by_side(out: NDArray[np.uint8], grid: ChannelGrid) -> NDArray[np.uint8]:
    """Return the channels of an enlarged map (H, W, C) in a grid; 0 where there is none."""
    found = np.zeros((*grid.size, 1), np.uint8)
    for channel in range(grid.count):
        top, left = grid.origin(channel)
        found[top : top + grid.height, left : left + grid.width, 0] = out[..., channel]
    return found


@pytest.mark.parametrize("order", ["CRD", "DCR"])
def test_tiles_are_cut_out_of_the_mosaic_of_the_output_channels_on_show(order: ChannelOrder) -> None:
    layout = layout_of(5, order=order)
    tiles = random_tiles(layout)
    assert np.array_equal(cut_tiles(mosaic_of(tiles, layout), layout, (3, 1)), tiles[[*range(12, 16), *range(4, 8)]])


@pytest.mark.parametrize("phases", ORDERS)
def test_the_number_of_a_pixel_that_another_covers_is_not_drawn(phases: tuple[int, ...]) -> None:
    layout, scale = layout_of(1, phases), 20.0
    projection = Projection(scale, 0.0, 0.0, WIDTH * 2 * scale, HEIGHT * 2 * scale)
    tiles = np.repeat(np.arange(1, 5, dtype=np.uint8), HEIGHT * WIDTH).reshape(4, HEIGHT, WIDTH, 1)
    for t in (0.12, 0.33, 0.76):
        ways = tile_ways(layout, (HEIGHT, WIDTH), t)
        frame = draw_frame(TileWords(tiles), ways, None, projection, 1.0)[..., 0]
        down = Line.of([way.y for way in ways], HEIGHT, projection.top, projection.height, scale)
        across = Line.of([way.x for way in ways], WIDTH, projection.left, projection.width, scale)
        assert down.is_seen.all()
        assert across.is_seen.all()
        hidden = hidden_pixels(lie_below(ways, 0.0), down, across)
        for number in range(len(ways)):
            middles = ((line.begins[number] + scale / 2).astype(int) for line in (down, across))
            assert np.array_equal(hidden[number], frame[np.ix_(*middles)] != number + 1), (t, number)


@pytest.mark.parametrize("place", [0.0, 0.02, 0.5, 0.77, 1.0])
def test_the_time_of_a_place_is_when_it_is_reached(place: float) -> None:
    assert eased(share_of_time(place)) == pytest.approx(place, abs=1e-12)


# In the window ----------------------------------------------------------------------------------------------------


def state_with(tiles: NDArray[np.uint8], layout: TileLayout, **view: Any) -> State:
    """Return a state of the shuffle that shows these tiles and what they make."""
    r, channels = layout.upscale_factor, len(layout.groups)
    state = subpixel_state(r, (HEIGHT, WIDTH), channels, "CRD", layout.phases, **view)

    def shown(pixels: NDArray[np.uint8]) -> Picture:
        values = pixels.transpose(2, 0, 1).astype(np.float32)
        return msgspec.structs.replace(picture(values), pixels=pixels, low=0.0, high=255.0)

    chosen = layout.groups if state.view.output_channel is None else (state.view.output_channel,)
    out = enlarged(tiles, layout)[..., list(chosen)]
    answers = subpixel_snapshot(tiles=shown(mosaic_of(tiles, layout)), picture=shown(out), groups=layout.groups)
    return dataclasses.replace(state, snapshot=answers)


@pytest.fixture
def explode(
    subpixel: Show, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[SubpixelScene, CanvasSession, ExplodeOverlay]]:
    def show(
        channels: int = 1, phases: tuple[int, ...] = (), **view: Any
    ) -> tuple[SubpixelScene, CanvasSession, ExplodeOverlay]:
        layout = layout_of(channels, phases)
        scene, session = subpixel(state_with(random_tiles(layout), layout, **view))
        overlay = scene.overlays[EXPLODE]
        assert isinstance(overlay, ExplodeOverlay)
        session.show_overlay(EXPLODE, True)
        overlay.play_or_pause()
        assert not overlay.playing
        return scene, session, overlay

    return show


@pytest.mark.parametrize(("channels", "chosen"), [(1, 0), (3, None), (3, 1)])
def test_at_its_end_the_canvas_shows_the_enlarged_map_without_a_jump(
    explode: Callable[..., Any], pair: CanvasPair, channels: int, chosen: int | None
) -> None:
    _, session, overlay = explode(channels, SWAPPED, output_channel=chosen, shown=frozenset())
    overlay.go_to(1.0)
    end = screen(pair.output)
    session.show_overlay(EXPLODE, False)
    shown = screen(pair.output)
    bar = overlay.bar.geometry()
    shown[bar.top() : bar.bottom() + 1, bar.left() : bar.right() + 1] = end[
        bar.top() : bar.bottom() + 1, bar.left() : bar.right() + 1
    ]
    assert np.array_equal(end, shown)
    session.show_overlay(EXPLODE, True)
    overlay.play_or_pause()
    overlay.go_to(1 - 1e-9)
    assert overlay.covers
    assert pair.output.projection.scale >= 9, "frames and numbers are drawn here"
    pair.output.zoom_by(0.001)
    nearly = screen(pair.output)
    overlay.go_to(1.0)
    there = screen(pair.output)
    inside = pair.output.projection.map_rect(QRectF(0, 0, 2 * WIDTH, 2 * HEIGHT)).toRect()
    middles = [pair.output.projection.to_screen(y + 0.42, x + 0.42).toPoint() for y in range(10) for x in range(12)]
    assert inside.width() > 100
    for middle in middles:
        assert np.array_equal(nearly[middle.y(), middle.x()], there[middle.y(), middle.x()])


def test_the_canvas_shows_the_tiles_at_the_beginning_and_says_how_far_it_is(
    explode: Callable[..., Any], pair: CanvasPair
) -> None:
    _, _, overlay = explode(1)
    overlay.go_to(0.0)
    picture_then = screen(pair.output)
    tiles = mosaic_of(random_tiles(layout_of(1)), layout_of(1))
    for y, x in ((0, 0), (3, 8), (9, 11)):
        place = pair.output.projection.to_screen(y + 0.3, x - 0.3)
        assert abs(int(picture_then[int(place.y()), int(place.x()), 0]) - int(tiles[y, x, 0])) <= 1
    assert pair.output.note.text() == "4 channels, 0 % of the way"
    overlay.go_to(0.5)
    assert pair.output.note.text() == "4 channels, 50 % of the way"
    overlay.go_to(0.999)
    assert pair.output.note.text() == "4 channels, 99 % of the way", "all of the way is the end alone"
    overlay.go_to(1.0)
    assert pair.output.note.text() == ""


def test_what_is_exploded_is_named_and_not_the_picture_that_it_covers(subpixel: Show, pair: CanvasPair) -> None:
    r, size = 2, (HEIGHT, WIDTH)
    task = SuperResolveSpec(upsampler=TransposedUpsampler(kernel_size=3))
    bare = subpixel_state(r, size, channels=1, shown=frozenset(), pictures={("subpixel", "right"): "target"})
    experiment = Experiment(lab="subpixel", labs=(SubpixelSpec(upscale_factor=r, task=task),))
    scene, session = subpixel(dataclasses.replace(bare, experiment=experiment))
    assert pair.output.choice.currentText() == "Target"
    session.show_overlay(EXPLODE, True)
    overlay = scene.overlays[EXPLODE]
    assert isinstance(overlay, ExplodeOverlay)
    overlay.play_or_pause()
    overlay.go_to(0.25)
    assert pair.output.note.text() == "4 phases, 25 % of the way", "a transposed convolution has no channels"
    assert pair.output.choice.currentText() == "Shuffled channels"
    session.show_overlay(EXPLODE, False)
    assert pair.output.choice.currentText() == "Target"


def test_what_belongs_to_the_enlarged_map_goes_while_that_is_covered(
    explode: Callable[..., Any], pair: CanvasPair
) -> None:
    scene, session, overlay = explode(1, pixel_yx=(2, 3))
    overlay.go_to(0.4)
    assert not scene.shuffle.right.picked.chips.isVisible()
    Hand(pair.output).move(pair.output.projection.to_screen(4, 4))
    assert scene.shuffle.hover.place is None
    assert scene.place_at(pair.output, 1.0, 1.0) is None
    Hand(pair.output).click(pair.output.projection.to_screen(0, 0))
    assert session.state.pick == (2, 3)
    overlay.go_to(1.0)
    assert scene.shuffle.right.picked.chips.isVisible()
    Hand(pair.output).click(pair.output.projection.to_screen(0, 0))
    assert session.state.pick == (0, 0)


def test_it_goes_there_and_back_by_itself_and_stops(
    explode: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(explode_travel, "ONE_WAY_MS", 60)
    _, session, overlay = explode(1)
    overlay.travel._rest.setInterval(1)
    seen: list[float] = []
    overlay.changed.connect(lambda: seen.append(overlay.t))
    overlay.play_or_pause()
    qtbot.waitUntil(lambda: not overlay.playing)
    assert min(seen) == 0.0
    assert seen[-1] == 1.0
    turn = seen.index(0.0)
    assert seen[:turn] == sorted(seen[:turn], reverse=True)
    assert seen[turn:] == sorted(seen[turn:])
    overlay.play_or_pause()
    session.show_overlay(EXPLODE, False)
    assert not overlay.playing, "nothing moves that is not seen"


def test_reduced_motion_jumps_to_either_end(explode: Callable[..., Any]) -> None:
    motion().set_always(True)
    try:
        _, session, overlay = explode(1)
        for t in (0.0, 1.0, 0.0):
            overlay.play_or_pause()
            assert overlay.t == t
            assert not overlay.playing
        overlay.bar.slider.setValue(STEPS // 4)
        assert overlay.t == 0.25
        session.show_overlay(EXPLODE, False)
        session.show_overlay(EXPLODE, True)
        assert overlay.t == 0.0, "what is exploded is seen at once"
    finally:
        motion().set_always(False)


def test_it_is_moved_by_slider_and_keys(explode: Callable[..., Any], pair: CanvasPair, qtbot: QtBot) -> None:
    _, _, overlay = explode(1)
    overlay.play_or_pause()
    overlay.bar.slider.setValue(STEPS // 4)
    assert overlay.t == 0.25
    assert not overlay.playing, "a hand on the slider stops the animation"
    for key, t in (
        (Qt.Key.Key_PageDown, 0.35),
        (Qt.Key.Key_End, 1.0),
        (Qt.Key.Key_PageUp, 0.9),
        (Qt.Key.Key_Home, 0),
    ):
        press_key(pair.output, key)
        assert overlay.t == pytest.approx(t)
    press_key(pair.output, Qt.Key.Key_Return)
    assert overlay.playing
    press_key(pair.output, Qt.Key.Key_Return)
    assert not overlay.playing
    qtbot.mouseClick(overlay.bar.play, Qt.MouseButton.LeftButton)
    assert overlay.playing
    overlay.play_or_pause()


def test_numbers_travel_along(explode: Callable[..., Any], pair: CanvasPair) -> None:
    """Where a pixel is, halfway and zoomed in, its own number is drawn; it is the map's number."""
    _, session, overlay = explode(1)
    overlay.go_to(0.0)
    pair.output.zoom_to(QRectF(0, 0, 6, 5))
    assert pair.output.projection.scale > 60

    def at(corner: tuple[float, float]) -> NDArray[np.int_]:
        rect = pair.output.projection.map_rect(QRectF(corner[1], corner[0], 1, 1)).adjusted(4, 4, -4, -4).toRect()
        return screen(pair.output)[rect.top() : rect.top() + 52, rect.left() : rect.left() + 52].astype(int)

    beginning = at((0.0, 0.0))
    assert np.ptp(beginning) > 100, "black or white on the pixel's grey"
    overlay.go_to(0.5)
    assert np.array_equal(at((0.0, 0.0)), beginning), "the first sub-pixel of tile (0, 0) stays where it is"
    later = at((0.0, 1.5))  # its neighbour goes from column 1 to column 2
    assert np.ptp(later) > 100
    snapshot, tiles = session.state.snapshot, session.state.answer(TILES, Tiles)
    assert snapshot is not None
    assert tiles is not None
    without = Tiles(msgspec.structs.replace(tiles.picture, values=None), tiles.groups)
    session.show(snapshot=msgspec.structs.replace(snapshot, answers={**snapshot.answers, TILES: without}))
    assert np.ptp(at((0.0, 0.0))) < 5, "without numbers that were sent none are made up"


def test_a_reduced_mosaic_is_shown_and_called_so(explode: Callable[..., Any], pair: CanvasPair) -> None:
    _, session, overlay = explode(1)
    layout = layout_of(1)
    small = np.random.default_rng(0).integers(0, 255, (2, 4, 1), np.uint8)
    answered = subpixel_snapshot(
        tiles=Picture((0, 0, *layout.mosaic_size), small, None, 0.0, 255.0), picture=picture(np.zeros((1, 10, 12)))
    )
    session.show(snapshot=answered)
    overlay.go_to(0.0)
    assert pair.output.note.text() == ("4 channels, 0 % of the way · reduced: each square stands for 3 × 5 pixels")
    place = pair.output.projection.to_screen(2, 1)  # within the first of the tile's two squares
    shown = screen(pair.output)[int(place.y()), int(place.x()), 0]
    assert abs(int(shown) - int(small[0, 0, 0])) <= 1


def test_only_the_output_channel_on_show_travels(explode: Callable[..., Any], pair: CanvasPair) -> None:
    _, session, overlay = explode(3, output_channel=None)
    overlay.go_to(0.5)
    assert pair.output.note.text().startswith("12 channels")
    session.show_output_channel(2)
    assert pair.output.note.text().startswith("4 channels")


def test_the_bar_does_not_answer_to_a_press_beside_it(explode: Callable[..., Any], pair: CanvasPair) -> None:
    _, _, overlay = explode(1)
    overlay.go_to(0.3)
    before = pair.output.projection
    hand = Hand(pair.output)
    hand.drag(QPointF(300, 200), QPointF(340, 220))
    hand.release(QPointF(340, 220))
    pair.output.zoom_by(2)
    assert pair.output.projection != before, "the canvas is zoomed and moved as ever"
    assert overlay.t == 0.3


def test_frames_that_take_too_long_are_drawn_coarser_while_they_move() -> None:
    pace = FramePace()
    assert pace.step(is_moving=True) == 1
    pace.note(True, MOST_SECONDS / 2)
    assert pace.step(is_moving=True) == 1, "there is time enough"
    pace.note(False, 2 * MOST_SECONDS)
    assert pace.step(is_moving=True) == 1, "what stands still may take its time"
    pace.note(True, 2 * MOST_SECONDS)
    assert (pace.step(is_moving=True), pace.step(is_moving=False)) == (2, 1)
    pace.note(True, MOST_SECONDS / 2)
    assert pace.step(is_moving=True) == 2, "in full it would take four times as long"
    pace.note(True, MOST_SECONDS / 8)
    assert pace.step(is_moving=True) == 1
    for _ in range(9):
        pace.note(True, 1.0)
    assert 2 < pace.step(is_moving=True) < 9


@pytest.mark.parametrize("channels", [1, 3])
def test_what_was_drawn_coarser_is_exact_once_it_stands_still(
    explode: Callable[..., Any], pair: CanvasPair, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, channels: int
) -> None:
    _, _, overlay = explode(channels)

    def rest() -> NDArray[np.uint8]:
        qtbot.waitUntil(lambda: not overlay.is_moving)
        return screen(pair.output)

    overlay.go_to(0.4)
    exact = rest()
    monkeypatch.setattr(explode_pace, "MOST_SECONDS", -1.0)
    for t in (0.3, 0.5, 0.4):
        overlay.go_to(t)
        moving = screen(pair.output)
    assert overlay.step > 1
    assert (moving != exact).any(), "each pixel that is drawn stands for several"
    assert np.array_equal(rest(), exact)
    pair.output.zoom_by(1.5)
    screen(pair.output)
    assert overlay.is_moving, "what is zoomed moves, too"
    assert overlay.step > 1
    pair.output.fit()
    assert np.array_equal(rest(), exact)
