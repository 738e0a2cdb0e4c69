"""The inspector's sub-pixels as tables: where each one of the picked pixel comes from, and what it holds."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, SuperResolveSpec
from vizapp.document.tile_layout import OutputPlace, TileLayout
from vizapp.gui.figures.table_text import Cell, TextTable
from vizapp.gui.subpixel.index_formula import fill_formula, is_rearranged, letters
from vizapp.gui.subpixel.layouts import chosen_channel, shown_spec, whole_layout
from vizapp.gui.subpixel.page_words import names_of
from vizapp.gui.subpixel.subpixel_values import residual_sum, shuffled_value
from vizapp.gui.widgets.numbers import compact
from vizapp.overlap import interior_counts
from vizapp.session.state import State

_UNKNOWN = "–"
_DIGITS = 5
_SUM_DECIMALS = 4


def subpixel_tables(state: State) -> tuple[TextTable, ...]:
    """Return the table of the picked pixel, or of the overlap; none where nothing is picked, and in a puzzle."""
    spec = shown_spec(state)
    if isinstance(spec.task, OverlapSpec):
        return (_overlap(spec.task),)
    if state.pick is None or state.configured is None or spec.puzzle_is_open:
        return ()
    layout = whole_layout(spec, state.configured)
    y, x = state.pick
    names = names_of(state)
    left, right = letters(spec.order, is_rearranged(spec.phases), names)
    adds = isinstance(spec.task, SuperResolveSpec)
    heads = [names.enlarged, "y", "x", "i", "j", names.channels, _tr("channel"), _tr("value")]
    if adds:
        heads[-1:] = [_tr("bicubic"), _tr("residual"), _tr("output")]
    channel, r = chosen_channel(state) or 0, spec.upscale_factor
    rows = tuple(
        _row(state, spec, layout, OutputPlace(channel, y * r + i, x * r + j), (i, j))
        for i in range(r)
        for j in range(r)
    )
    title = _tr("Pixel ({y}, {x}) and its {count} sub-pixels").format(y=y, x=x, count=r * r)
    note = f"{left} = {right}; r = {r}"
    if adds:
        note = _tr("{formula}; of luma, bicubic + residual = output").format(formula=note)
    return (TextTable(title, tuple(heads), rows, note),)


def _row(
    state: State, spec: SubpixelSpec, layout: TileLayout, place: OutputPlace, phase: tuple[int, int]
) -> tuple[Cell, ...]:
    filled = fill_formula(place, layout)
    left, right = filled.equation(names_of(state))
    whole = (*(place.y, place.x), *phase)
    cells = [Cell(left), *(Cell(str(number), number) for number in whole), Cell(right)]
    cells.append(Cell(str(filled.origin.channel), filled.origin.channel))
    if not isinstance(spec.task, SuperResolveSpec):
        return (*cells, _number(shuffled_value(state, layout, place)))
    parts = residual_sum(state, layout, place)
    texts, values = parts.texts(_SUM_DECIMALS), (parts.bicubic, parts.residual, parts.output)
    return (*cells, *(Cell(text, value) for text, value in zip(texts, values, strict=True)))


def _number(value: float | None) -> Cell:
    return Cell(_UNKNOWN) if value is None else Cell(compact(value, _DIGITS), value)


def _overlap(task: OverlapSpec) -> TextTable:
    k, s = task.kernel, task.stride
    counts = ", ".join(map(str, interior_counts(k, s)))
    rows = (
        (Cell(_tr("kernel k")), Cell(str(k), k)),
        (Cell(_tr("stride s")), Cell(str(s), s)),
        (Cell(_tr("counts inside the frame")), Cell(counts)),
    )
    return TextTable(_tr("Overlap of a transposed convolution"), (_tr("quantity"), _tr("number")), rows)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SubpixelTables", text)
