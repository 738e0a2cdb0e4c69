"""Tables of the inspector as text: Markdown with what is printed, CSV with all digits. No Qt in here."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vizapp.wording.columns import display_width, padded, padded_left


class Cell(NamedTuple):
    """A cell: what is printed, and the number that it stands for, where it is one."""

    text: str
    value: float | int | None = None

    @property
    def exact(self) -> str:
        """What is written where all digits are wanted; NaN and infinity are nan, inf and -inf."""
        return self.text if self.value is None else repr(self.value)


@dataclass(frozen=True)
class TextTable:
    """A table with a title, and what has to be said before it; every row has a cell for each of the heads."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def printed_cells(texts: Sequence[str], columns: int) -> tuple[Cell, ...]:
    """Return cells of ``texts``, and empty ones after them up to ``columns``."""
    return tuple(Cell(text) for text in (*texts, *[""] * (columns - len(texts))))


def markdown(tables: Sequence[TextTable]) -> str:
    """Return the tables one below the other, each with its title as a heading."""
    return "\n".join(_markdown_table(table) for table in tables)


def csv_text(table: TextTable) -> str:
    """Return a table with a head, without its title; numbers keep all their digits."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.heads)
    writer.writerows([cell.exact for cell in row] for row in table.rows)
    return stream.getvalue()


def _markdown_table(table: TextTable) -> str:
    """Return a table whose columns stand below one another in its source, too; numbers stand on the right."""
    columns = range(len(table.heads))
    are_numbers = [any(row[column].value is not None for row in table.rows) for column in columns]
    texts = [list(map(_escaped, table.heads)), *([_escaped(cell.text) for cell in row] for row in table.rows)]
    widths = [max(4, *(display_width(row[column]) for row in texts)) for column in columns]
    rules = [
        "-" * (width - is_number) + ":" * is_number for width, is_number in zip(widths, are_numbers, strict=True)
    ]
    lines = [f"### {_escaped(table.title)}", ""]
    if table.note:
        lines += [_escaped(table.note), ""]
    for row in (texts[0], rules, *texts[1:]):
        cells = (
            padded_left(text, width) if is_number else padded(text, width)
            for text, width, is_number in zip(row, widths, are_numbers, strict=True)
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows each of its characters within a cell."""
    return "".join(f"\\{letter}" if letter in "\\|*_`<" else letter for letter in text).replace("\n", " ")
