"""What is on a canvas comes out of a figure as it is: pixels as pixels, marks as shapes, text as text."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from xml.etree import ElementTree

import numpy as np
import pytest
from fakes import picture
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from rig import deformable_state, rgb, screen, subpixel_state

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.kept_shapes import fill_hatched, keeps_shapes
from vizapp.gui.canvas.number_texts import NumberTexts
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.figures import figure_files
from vizapp.gui.figures.canvas_figure import CanvasRecord
from vizapp.gui.figures.figure import Choice, play, recorded
from vizapp.gui.figures.figure_files import pdf_bytes, png_bytes, raster, svg_bytes
from vizapp.gui.points.point_painter import POINT_RADIUS, draw_point
from vizapp.gui.subpixel.displaced_layer import TINT, DisplacedLayer, TintedArea
from vizapp.gui.subpixel.lattice_layer import LatticeLayer
from vizapp.gui.theme import DARK

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
BARE = Choice(marks=False, labels=False, legend=False, crop=False)
ORANGE = QColor(255, 140, 0)


class OnePoint(Overlay):
    """A point at the middle of the pixel (2, 3)."""

    def draw(self, painter: QPainter, projection: Projection) -> None:
        draw_point(painter, projection.to_screen(2, 3), ORANGE, POINT_RADIUS, hollow=False)


def colours(height: int, width: int, seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).random((3, height, width), np.float32)


def pixels_in(image: QImage) -> NDArray[np.uint8]:
    """Return an image as uint8 (h, w, 3)."""
    rgb_image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb_image.constBits(), np.uint8).reshape(rgb_image.height(), rgb_image.bytesPerLine())
    return rows[:, : 3 * rgb_image.width()].reshape(rgb_image.height(), rgb_image.width(), 3).copy()


def middles(canvas: ImageCanvas, image: QImage, scale: float) -> NDArray[np.uint8]:
    """Return the colours of an image in the middles of the map's pixels, uint8 (H, W, 3)."""
    height, width = canvas.size_in_pixels
    places = canvas.projection.to_screen_array(np.stack(np.mgrid[:height, :width], axis=-1)) * scale
    x, y = np.floor(places).astype(int).transpose(2, 0, 1)
    return pixels_in(image)[y, x]


@pytest.fixture
def shown(canvas: ImageCanvas) -> ImageCanvas:
    """A canvas with 6 × 8 coloured pixels and a point."""
    canvas.set_size_in_pixels(6, 8)
    canvas.show_picture(picture(colours(6, 8)))
    OnePoint(canvas, 5)
    return canvas


def test_an_image_has_the_size_and_the_colours(shown: ImageCanvas):
    record = CanvasRecord(shown)
    image = QImage.fromData(png_bytes(record.figure(BARE), 3), "PNG")
    assert image.size() == shown.viewport().size() * 3
    assert (middles(shown, image, 3) == record.arrays["pixels"]).all()
    # At nearest: a pixel is one colour from edge to edge, and beside the picture there is the ground.
    side = round(shown.projection.scale * 3)
    corner = shown.projection.map(QPointF(0, 0)) * 3
    top, left = round(corner.y()), round(corner.x())
    inner = pixels_in(image)[top + 2 : top + side - 2, left + 2 : left + side - 2]
    assert (inner == record.arrays["pixels"][0, 0]).all()
    assert rgb(image.pixelColor(2, 2)) == rgb(DARK.canvas)


def test_the_empty_ground_is_left_out(shown: ImageCanvas):
    whole = CanvasRecord(shown).figure(BARE).size
    cropped = CanvasRecord(shown).figure(Choice(marks=False, labels=False)).size
    fitted = shown.projection.map_rect(QRectF(0, 0, 8, 6)).toAlignedRect().size()
    assert cropped.toSize() == fitted
    assert whole.toSize() == shown.viewport().size()
    shown.title.set_text("Input")
    labelled = CanvasRecord(shown).figure(Choice(marks=False))
    assert labelled.size.height() == pytest.approx(cropped.height() + shown.title.geometry().bottom() + 1 + 8, abs=1)


def test_marks_beside_the_picture_are_kept(shown: ImageCanvas):
    class Far(Overlay):
        def draw(self, painter: QPainter, projection: Projection) -> None:
            draw_point(painter, QPointF(12, 300), ORANGE, POINT_RADIUS, hollow=False)

    Far(shown, 5)
    figure = CanvasRecord(shown).figure(Choice(labels=False))
    assert rgb(raster(figure, 1).pixelColor(round(12 - figure.area.left()), round(300 - figure.area.top()))) == rgb(
        ORANGE
    )
    without = CanvasRecord(shown).figure(Choice(marks=False, labels=False))
    assert without.size.width() < figure.size.width()


def test_the_ground_of_print_is_white(shown: ImageCanvas):
    image = raster(CanvasRecord(shown, light=True).figure(BARE), 1)
    assert rgb(image.pixelColor(2, 2)) == (255, 255, 255)


def test_a_drawing_has_text_shapes_and_one_image(shown: ImageCanvas):
    shown.title.set_text("Input · 风景 & <山>.png")
    shown.frame.look_at(QPointF(4, 3), 70.0)
    record = CanvasRecord(shown)
    root = ElementTree.fromstring(svg_bytes(record.figure(Choice()), "标题"))
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "标题"
    texts = "".join(each.text or "" for each in root.iter(f"{SVG}text"))
    assert "风景 & <山>.png" in texts
    # The numbers of the pixels, too, though on the screen they are copied as little images.
    assert f"{record.arrays['values'][0, 2, 3]:.2f}" in texts
    circles = [each for each in root.iter(f"{SVG}circle") if float(each.get("r", "0")) == POINT_RADIUS]
    assert len(circles) == 1
    (image,) = root.iter(f"{SVG}image")
    kept = QImage.fromData(base64.b64decode(image.get(LINK, "").partition(",")[2]), "PNG")
    rows, columns = record.arrays["pixels"].shape[:2]
    seen = shown.visible_region()
    assert "pixelated" in image.get("style", ""), "browsers need that word"
    times = kept.width() // seen[3]
    assert times > 1, "what enlarges it may smooth it"
    part = record.arrays["pixels"][seen[0] : seen[0] + seen[2], seen[1] : seen[1] + seen[3]]
    assert (pixels_in(kept) == part.repeat(times, axis=0).repeat(times, axis=1)).all()
    assert (rows, columns) == (6, 8)


@pytest.mark.slow
def test_of_a_large_photograph_no_more_is_kept_than_is_of_use(canvas: ImageCanvas):
    canvas.set_size_in_pixels(300, 400)
    canvas.show_pixels(np.random.default_rng(0).integers(0, 255, (3000, 4000, 1), np.uint8))
    root = ElementTree.fromstring(svg_bytes(CanvasRecord(canvas).figure(BARE), "x"))
    (image,) = root.iter(f"{SVG}image")
    kept = QImage.fromData(base64.b64decode(image.get(LINK, "").partition(",")[2]), "PNG")
    assert 3_900_000 < kept.width() * kept.height() <= 4_000_000
    assert kept.width() > 2 * canvas.width(), "it can be looked at closely"


def test_families_have_a_way_out_without_serifs(shown: ImageCanvas):
    shown.title.set_text("Input")
    families = re.findall(rb'font-family="([^"]*)"', svg_bytes(CanvasRecord(shown).figure(Choice()), "x"))
    assert families
    assert all(family.endswith(b", sans-serif") for family in families)


def test_a_document_has_fonts_and_lossless_pixels(shown: ImageCanvas):
    shown.title.set_text("Input")
    data = pdf_bytes(CanvasRecord(shown).figure(Choice()), "Input")
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert b"/FontFile2" in data
    assert b"/Subtype /Image" in data
    assert b"/DCTDecode" not in data


def test_a_page_has_the_size_of_the_figure(shown: ImageCanvas):
    figure = CanvasRecord(shown).figure(BARE)
    found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf_bytes(figure, "x"))
    assert found is not None
    width, height = (float(part) * 96 / 72 for part in found.groups())
    assert (width, height) == (
        pytest.approx(figure.size.width(), abs=1.4),
        pytest.approx(figure.size.height(), abs=1.4),
    )


def test_it_stays_as_it_was(shown: ImageCanvas):
    figure = CanvasRecord(shown).figure(Choice())
    before = png_bytes(figure, 1)
    shown.show_picture(picture(colours(6, 8, seed=1)))
    shown.frame.look_at(QPointF(1, 1), 90.0)
    assert png_bytes(figure, 1) == before
    assert png_bytes(CanvasRecord(shown).figure(Choice()), 1) != before


def test_strips_make_one_image(shown: ImageCanvas, monkeypatch: pytest.MonkeyPatch):
    shown.title.set_text("Input")
    figure, pauses = CanvasRecord(shown).figure(Choice()), []
    in_strips = raster(figure, 2, lambda: pauses.append(None))
    assert len(pauses) > 2
    monkeypatch.setattr(figure_files, "_STRIP_PIXELS", 10**9)
    away = np.abs(pixels_in(raster(figure, 2)).astype(int) - pixels_in(in_strips)).max(axis=2)
    assert (away > 8).any(axis=1).sum() <= 6 + 1, "a row of pixels may begin one line later, and nothing is missing"


def test_a_pause_can_end_it(shown: ImageCanvas):
    def enough() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        png_bytes(CanvasRecord(shown).figure(Choice()), 4, enough)


def test_two_pictures_stand_on_their_sides_of_the_line(shown: ImageCanvas):
    other = picture(colours(6, 8, seed=1))
    shown.show_left(other)
    shown.set_line(0.5)
    found = middles(shown, raster(CanvasRecord(shown).figure(BARE), 2), 2)
    line = shown.split_x()
    assert line is not None
    columns = np.arange(8) + 0.5
    expected = np.where((columns < line)[None, :, None], other.pixels, CanvasRecord(shown).arrays["pixels"])
    assert (found == expected).all()


def test_a_translucent_picture_lies_on_squares(canvas: ImageCanvas):
    canvas.set_size_in_pixels(2, 2)
    pixels = np.zeros((2, 2, 4), np.uint8)
    canvas.show_pixels(pixels)
    figure = CanvasRecord(canvas).figure(BARE)
    middle = canvas.projection.to_screen(0, 0)
    grey = {rgb(raster(figure, 1).pixelColor((middle + QPointF(8 * step, 0)).toPoint())) for step in range(2)}
    assert grey == {(0xC8,) * 3, (0x98,) * 3}
    root = ElementTree.fromstring(svg_bytes(figure, "x"))
    assert len(list(root.iter(f"{SVG}image"))) == 1, "the squares are shapes"


def test_arrays_are_those_of_the_picture(shown: ImageCanvas):
    arrays = CanvasRecord(shown).arrays
    assert set(arrays) == {"pixels", "values", "region"}
    assert np.array_equal(arrays["values"], colours(6, 8))
    assert arrays["region"].tolist() == [0, 0, 6, 8]
    shown.show_picture(None)
    assert not CanvasRecord(shown).arrays


def test_the_points_of_a_unit_with_their_loupe_and_legend(deformable: Callable):
    scene, _ = deformable(deformable_state())
    canvas = scene.legend.parentWidget()
    scene.legend.setChecked(False)
    record = CanvasRecord(canvas)
    with_legend, without = (record.figure(Choice(legend=legend)) for legend in (True, False))
    height = scene.legend.unfolded_size().height()
    assert with_legend.size.height() >= without.size.height() + height, "it covers nothing, and is whole"
    root = ElementTree.fromstring(svg_bytes(with_legend, "x"))
    assert "sampling point" in "".join(each.text or "" for each in root.iter(f"{SVG}text"))
    assert root.find(f".//{SVG}clipPath") is not None
    assert len(list(root.iter(f"{SVG}circle"))) >= 9
    loupes = len(canvas.corners.covered()) - len(canvas.corners.occupied())
    images = len(list(root.iter(f"{SVG}image")))
    assert images == 1 + loupes, "the picture, and what is seen of it in the loupe"


def test_what_keeps_shapes_is_told_from_a_screen(qapp: QApplication):
    answers: list[bool] = []
    recorded(lambda painter: answers.append(keeps_shapes(painter)), QColor())
    image = QImage(QSize(4, 4), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    answers.append(keeps_shapes(painter))
    painter.end()
    assert answers == [True, False]


def test_numbers_stand_where_they_stand_on_the_screen(canvas: ImageCanvas):
    texts = NumberTexts(canvas.font())

    def draw(painter: QPainter) -> None:
        texts.draw(painter, QPointF(20, 20), "0.25", True, 12, 1.0)

    kept, copied = (QImage(QSize(40, 40), QImage.Format.Format_RGB32) for _ in range(2))
    for image in (kept, copied):
        image.fill(QColor("white"))
    for image, paint in ((kept, lambda painter: recorded(draw, QColor()).play(painter)), (copied, draw)):
        painter = QPainter(image)
        paint(painter)
        painter.end()
    ink = [np.argwhere(pixels_in(image).mean(axis=2) < 128).mean(axis=0) for image in (kept, copied)]
    assert ink[0] == pytest.approx(ink[1], abs=1.0)


def test_hatching_is_of_lines_within_its_area(qapp: QApplication):
    area = QRectF(10, 10, 40, 20)

    class Hatched:
        size = QSizeF(60, 40)

        def paint(self, painter: QPainter, ratio: float) -> None:
            painter.fillRect(QRectF(0, 0, 60, 40), QColor("white"))
            play(recorded(lambda inner: fill_hatched(inner, area, QColor("black")), QColor()), painter)

    root = ElementTree.fromstring(svg_bytes(Hatched(), "x"))
    assert not list(root.iter(f"{SVG}image")), "no pattern of pixels"
    inked = pixels_in(raster(Hatched(), 2)).mean(axis=2) < 200
    assert inked[20:60, 20:100].mean() > 0.08
    inked[19:61, 19:101] = False
    assert not inked.any()


def is_as_on_screen(canvas: ImageCanvas, levels: float) -> bool:
    """Tell whether a figure's levels are this near to the screen's on average, and hardly any far away.

    Edges are smoothed otherwise, and letters stand up to half a pixel elsewhere.
    """
    figure = CanvasRecord(canvas).figure(Choice(labels=False, legend=False, crop=False))
    away = np.abs(pixels_in(raster(figure, 1)).astype(int) - screen(canvas)).max(axis=2)
    return bool(away.mean() < levels and (away > 64).mean() < 0.02)


def test_it_is_what_is_on_the_screen(deformable: Callable, subpixel: Callable, pair: CanvasPair):
    offsets = np.random.default_rng(0).uniform(-2, 2, (9, 2))
    scene, _ = deformable(deformable_state(offset_yx=offsets, truth_yx=np.full((9, 2), 12.0)))
    for canvas in (pair.input, pair.output):
        assert is_as_on_screen(canvas, 1.5)
    pair.input.frame.look_at(QPointF(20, 12), 60.0)
    assert is_as_on_screen(pair.input, 6.0)
    scene.set_active(False)
    subpixel(subpixel_state(upscale_factor=2, phase_order=(1, 0, 2, 3), channels=1, pixel_yx=(1, 2)))
    pair.fit()
    for canvas in (pair.input, pair.output):
        assert is_as_on_screen(canvas, 2.5)


@pytest.mark.parametrize("scale", [0.5, 4.0, 10.0, 60.0])
def test_displaced_values_are_shapes(canvas: ImageCanvas, scale: float):
    canvas.set_size_in_pixels(60, 80)
    canvas.show_pixels(np.full((60, 80, 1), 128, np.uint8))
    layer = DisplacedLayer()
    canvas.add_layer(layer)
    layer.show(2, [TintedArea(QRectF(0, 0, 80, 60), (True, False, False, True))])
    canvas.frame.follow(QPointF(40, 30), scale)
    assert is_as_on_screen(canvas, 3.0)
    svg = svg_bytes(CanvasRecord(canvas).figure(Choice()), "x")
    assert svg.count(b"<image") == 1
    assert TINT.name().encode() in svg


@pytest.mark.parametrize("scale", [10.0, 40.0])
def test_a_lattice_is_of_shapes(canvas: ImageCanvas, scale: float):
    canvas.set_size_in_pixels(60, 80)
    canvas.show_pixels(np.full((60, 80, 1), 128, np.uint8))
    layer = LatticeLayer()
    canvas.add_layer(layer)
    layer.show(2, (0, 1, 2, 3), 60, 80)
    canvas.frame.follow(QPointF(40, 30), scale)
    assert is_as_on_screen(canvas, 4.0)
    assert svg_bytes(CanvasRecord(canvas).figure(Choice()), "x").count(b"<image") == 1
