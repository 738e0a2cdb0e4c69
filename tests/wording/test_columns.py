"""Chinese characters take two columns of a terminal, and lines are broken where Chinese text allows it."""

from __future__ import annotations

import pytest

from vizapp.wording.columns import display_width, padded, padded_left, wrapped

TEXT = "这是一段（比较长的）中文说明，其中有 --option 和 3×3 卷积核；还有 PyTorch。"


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("r²", 2), ("卷积", 4), ("用法：", 6), ("3×3 卷积", 8), ("é", 1)],
)
def test_widths(text: str, width: int) -> None:
    assert display_width(text) == width


def test_cells_are_filled_to_their_width() -> None:
    assert padded("卷积", 6) == "卷积  "
    assert padded_left("卷积", 6) == "  卷积"
    assert padded("卷积核", 4) == "卷积核", "what is too wide stays whole"


@pytest.mark.parametrize("width", range(12, 60))
def test_lines_are_no_wider_and_lose_nothing(width: int) -> None:
    lines = wrapped(TEXT, width)
    assert all(display_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(TEXT.split())
    assert not [line for line in lines if line[0] in "，。；）" or line[-1] == "（"]
    assert any("--option" in line for line in lines), "words stay whole"


def test_a_word_that_is_too_wide_has_a_line_of_its_own() -> None:
    assert wrapped("见 https://example.org/long/path 。", 12) == ["见", "https://example.org/long/path 。"]
    assert wrapped("", 12) == []
