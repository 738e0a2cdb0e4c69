"""The inspector's unit as tables: its taps, what they add up to, and the selected tap, as they are printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.arithmetic import check_sum, group_reading, listed_channels
from vizapp.gui.deformable.requests import group_channels, shown_group
from vizapp.gui.deformable.shown_unit import channel_names, shown_reading
from vizapp.gui.deformable.sum_card import SumCard
from vizapp.gui.deformable.tap_detail import TapDetailView
from vizapp.gui.deformable.tap_model import OFFSET, POINT, PRODUCT, TAP, VALUE, WEIGHT, TapModel
from vizapp.gui.figures.table_text import Cell, TextTable, printed_cells
from vizapp.gui.widgets.number_grid import Line
from vizapp.protocol.unit_answers import UnitReading
from vizapp.session.state import State


def unit_tables(state: State) -> tuple[TextTable, ...]:
    """Return the tables of the picked unit, that of its taps first; none where nothing is picked."""
    reading, configured = shown_reading(state), state.configured
    if reading is None or configured is None or not reading.channels:
        return ()
    spec = state.experiment.spec_of(DeformableSpec)
    names = channel_names(state, configured.input_shape[0])
    size = configured.input_shape[1:]
    own = group_reading(reading, shown_group(state), spec.geometry.taps)
    listed = [channel for channel in reading.channels if channel in group_channels(state)] or [reading.channels[0]]
    y, x = reading.unit_yx
    title = _tr("Unit ({y}, {x}), output channel {channel}").format(y=y, x=x, channel=reading.output_channel)
    tables = [
        _taps(title, own, spec.geometry, listed, names, size),
        _sum(reading, listed_channels(reading, listed[0], len(names)), names),
    ]
    tap = state.view.selected_tap
    if tap is not None and tap < len(own.products):
        tables += _tap(own, spec.geometry, tap, listed[0], names, size, len(names) // spec.operator.offset_groups)
    return tuple(tables)


def _taps(
    title: str,
    reading: UnitReading,
    geometry: ConvGeometry,
    listed: Sequence[int],
    names: Sequence[str],
    size: tuple[int, int],
) -> TextTable:
    """Return a row for each tap and each of the input channels that are listed."""
    has_mask = reading.mask is not None
    heads = [_tr("tap"), _tr("offset y"), _tr("offset x"), _tr("point y"), _tr("point x")]
    heads += [_tr("channel"), _tr("value"), _tr("weight"), *([_tr("mask")] if has_mask else []), _tr("product")]
    rows = []
    for channel in listed:
        model = TapModel()
        model.show_reading(reading, geometry, channel, names[channel], size)
        rows += [_tap_row(model, reading, tap, channel, names[channel]) for tap in range(len(reading.products))]
    rows.sort(key=lambda row: row[0])
    formula = _tr("product = value × weight × mask") if has_mask else _tr("product = value × weight")
    note = _tr("Positions and offsets are in input pixels, y down and x to the right; {formula}.").format(
        formula=formula
    )
    return TextTable(title, tuple(heads), tuple(row for _, row in rows), note)


def _tap_row(
    model: TapModel, reading: UnitReading, tap: int, channel: int, name: str
) -> tuple[int, tuple[Cell, ...]]:
    """Return the row of a tap in one channel, after the tap's number."""
    depth = reading.channels.index(channel)
    value, weight = float(reading.values[tap, depth]), float(reading.kernel[tap, depth])
    mask = None if reading.mask is None else float(reading.mask[tap])
    pairs = ((OFFSET, reading.offset_yx), (POINT, reading.point_yx))
    cells = [Cell(model.text(tap, TAP))]
    for column, numbers in pairs:
        texts = model.text(tap, column).split("\n")
        cells += [Cell(text, float(number)) for text, number in zip(texts, numbers[tap], strict=True)]
    cells.append(Cell(name))
    weight_text, *mask_texts = model.text(tap, WEIGHT).split("\n")
    cells += [Cell(model.text(tap, VALUE), value), Cell(weight_text, weight)]
    cells += [Cell(text, mask) for text in mask_texts]
    cells.append(Cell(model.text(tap, PRODUCT), value * weight * (1.0 if mask is None else mask)))
    return tap, tuple(cells)


def _sum(reading: UnitReading, listed: tuple[int, ...], names: tuple[str, ...]) -> TextTable:
    card = SumCard()
    card.show_sum(check_sum(reading, listed), names, reading)
    # Few short names have their sums in one line there, with gaps between them.
    pairs = [cell for line in card.channels.lines for cell in line.cells if cell.strip()]
    rows = [(_tr("Σ {name}").format(name=name), text) for name, text in zip(pairs[::2], pairs[1::2], strict=True)]
    rows += [(line.cells[0], line.cells[1]) for line in card.lines.lines]
    return TextTable(_tr("Sum"), (_tr("part"), _tr("number")), tuple(printed_cells(row, 2) for row in rows))


def _tap(
    reading: UnitReading,
    geometry: ConvGeometry,
    tap: int,
    channel: int,
    names: tuple[str, ...],
    size: tuple[int, int],
    read: int,
) -> list[TextTable]:
    """Return how a tap gets its value from four pixels, and what each input channel adds."""
    view = TapDetailView()
    view.show_tap(reading, geometry, tap, channel, names, size, None, False, read)
    i, j = geometry.tap_place(tap)
    of_tap = _tr("Tap {i},{j}").format(i=i, j=j)
    shares = _tr("{tap}: the four pixels around its point, {channel}").format(tap=of_tap, channel=names[channel])
    tables = [TextTable(shares, (_tr("share"), "", _tr("pixel"), "", _tr("term")), _rows(view.terms.lines))]
    lines = view.masked_channels.lines or view.channels.lines
    if lines:
        heads = [_tr("channel"), _tr("value"), "", _tr("weight"), "", _tr("product")]
        if view.masked_channels.lines:
            heads[4:4] = ["", _tr("mask")]
        adds = _tr("{tap}: what it adds to the output").format(tap=of_tap)
        tables.append(TextTable(adds, tuple(heads), _rows(lines)))
    return tables


def _rows(lines: Sequence[Line]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(map(Cell, line.cells)) for line in lines)


def _tr(text: str) -> str:
    return QCoreApplication.translate("UnitTables", text)
