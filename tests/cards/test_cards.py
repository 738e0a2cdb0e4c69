"""The cards that come with the program are whole, and a file that is none is refused with the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vizapp.cards.card import CLAIMS, CardError
from vizapp.cards.reading import read_card, read_claims
from vizapp.cards.shelf import cards, claims, found
from vizapp.resource_files import resource_path
from vizapp.wording.language import LANGUAGES, set_language

ROOT = Path(__file__).resolve().parents[2]
TERMS = ("亚像素", "可形变卷积", "偏移", "采样点", "棋盘伪影", "双线性插值", "转置卷积")
GOOD = resource_path("cards", "offset.toml").read_text(encoding="utf-8")


def changed(tmp_path: Path, old: str, new: str) -> Path:
    assert old in GOOD
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    return path


def test_there_are_cards_for_every_claim() -> None:
    assert len(cards()) >= 25
    assert {card.claim for card in cards().values()} == set(range(1, CLAIMS + 1))
    assert len(claims()) == CLAIMS


def test_every_link_leads_to_another_card() -> None:
    for card in cards().values():
        assert card.see_also, card.name
        assert set(card.see_also) <= set(cards()) - {card.name}, card.name
        assert len(set(card.see_also)) == len(card.see_also)


def test_every_card_can_be_reached_from_a_caption_or_from_another_card() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "vizapp" / "gui").rglob("*caption*.py"))
    named = set(re.findall(r"\]\(([a-z0-9-]+)\)", sources))
    assert named <= set(cards()), "a caption marks a word that has no card"
    reached, waiting = set[str](), set(named)
    while waiting:
        reached |= waiting
        waiting = {link for name in waiting for link in cards()[name].see_also} - reached
    assert set(cards()) == reached


def test_both_languages_are_whole_and_not_mixed() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for card in cards().values():
        for words in (card.title, card.text, card.formula):
            assert set(words.by_language) == set(LANGUAGES)
            assert not chinese.search(words.by_language["en"]), card.name
        assert chinese.search(card.text.by_language["zh"]), card.name
        assert card.text.by_language["zh"].endswith("。")
        assert card.text.by_language["en"].endswith(".")
    whole = "".join(card.title.by_language["zh"] + card.text.by_language["zh"] for card in cards().values())
    assert all(term in whole for term in TERMS)


def test_a_text_is_that_of_the_language() -> None:
    card = cards()["bilinear"]
    assert str(card.title) == "Bilinear interpolation"
    set_language("zh")
    try:
        assert str(card.title) == "双线性插值"
    finally:
        set_language("en")


def test_the_search_finds_by_title_first_and_in_either_language() -> None:
    assert next(iter(found("checkerboard"))).name == "checkerboard"
    assert next(iter(found("转置卷积"))).name == "transposed-convolution"
    assert "icnr" in {card.name for card in found("nearest kernels")}
    assert found("no such thing at all") == ()
    assert len(found("")) == len(cards())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("claim = 6", "claim = 11", "claim"),
        ("claim = 6", "claim = true", "claim"),
        ("claim = 6", "claim = 6\nmore = 1", "must have"),
        ('see_also = ["sampling-point"', 'see_also = ["../x"', "see_also"),
        ("text.zh", "text.fr", "each of"),
        ('en = "Offset"', 'en = ""', "characters"),
        ("<svg xmlns", "<!DOCTYPE x><svg xmlns", "SVG"),
        ("<circle", "<script/><circle", "may have"),
        ("<circle", "<image/><circle", "may have"),
        ("</svg>", "", "SVG"),
        ("title =", "title", "TOML"),
    ],
)
def test_what_is_no_card_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(CardError, match=reason):
        read_card(changed(tmp_path, old, new))


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("#" * 20_000)
    with pytest.raises(CardError, match="longer"):
        read_card(path)


def test_claims_out_of_order_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(
        resource_path("cards", "claims.toml").read_text(encoding="utf-8").replace("number = 2", "number = 3")
    )
    with pytest.raises(CardError, match="order"):
        read_claims(path)
