"""The experiment as a line of text: it comes back whole, and nothing of another computer comes with it."""

from __future__ import annotations

import base64
import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.placed import Everywhere, PlacedPoint, Tap
from vizapp.document.share import PREFIX, from_share, is_shared, to_share
from vizapp.document.subpixel import SubpixelSpec
from vizapp.wording.problems import ProblemError

PLACED = DeformableSpec(layers=2, placed_points=(PlacedPoint(Tap(0, 4), (0.5, -1.25), Everywhere()),), taught=3)


def packed(plain: object) -> str:
    data = zlib.compress(msgspec.json.encode(plain))
    return PREFIX + base64.urlsafe_b64encode(data).decode()


def test_it_comes_back_whole() -> None:
    experiment = Experiment(labs=(PLACED,), source=Source("sample", "brick"), seed=5, working_size=96)
    text = to_share(experiment)
    assert len(text) < 600
    assert "\n" not in text
    shared = from_share(f"  {text[:40]}\n{text[40:]}\n")
    assert shared.has_source
    assert shared.experiment.source == experiment.source
    assert shared.experiment.spec == PLACED.replaced(taught=0), "what was taught is in no other engine"
    assert (shared.experiment.seed, shared.experiment.working_size) == (5, 96)


def test_pictures_of_ones_own_stay_at_home() -> None:
    own = Source("file", "/home/somebody/secret.png")
    text = to_share(Experiment(source=own, unseen=own, judged=own))
    assert b"secret" not in zlib.decompress(base64.urlsafe_b64decode(text.removeprefix(PREFIX) + "==="))
    shared = from_share(text)
    assert not shared.has_source
    assert (shared.experiment.unseen, shared.experiment.judged) == (None, None)


def test_the_other_lab_is_not_in_it() -> None:
    other = SubpixelSpec(upscale_factor=4)
    shared = from_share(to_share(Experiment(labs=(PLACED, other))))
    assert shared.experiment.spec_of(SubpixelSpec) == SubpixelSpec()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (to_share(Experiment())[:-9], "share.damaged"),
        (PREFIX, "share.damaged"),
        (PREFIX + "äöü", "share.damaged"),
        (PREFIX + base64.urlsafe_b64encode(zlib.compress(b"[]")).decode(), "share.damaged"),
        (PREFIX + base64.urlsafe_b64encode(zlib.compress(bytes(2**24))).decode(), "share.damaged"),
        (PREFIX + "A" * 300_000, "share.too-long"),
        (packed({"version": 99}), "share.unreadable"),
        (packed({"version": 4, "seeds": 1}), "share.unreadable"),
        (packed({"version": 4, "source": {"kind": "file", "location": "/etc/passwd"}}), "share.own-files"),
    ],
)
def test_what_is_no_whole_experiment_is_refused_with_the_reason(text: str, code: str) -> None:
    with pytest.raises(ProblemError) as raised:
        from_share(text)
    assert raised.value.problem.code == code


def test_offsets_from_a_file_cannot_be_shared() -> None:
    brought = DeformableSpec(task=BroughtSpec())
    with pytest.raises(ProblemError) as raised:
        to_share(Experiment(labs=(brought,)))
    assert raised.value.problem.code == "share.own-files"


@given(st.text(max_size=200))
def test_any_text_is_an_experiment_or_refused(text: str) -> None:
    try:
        from_share(PREFIX + text)
    except ProblemError:
        pass
    assert is_shared(f" {PREFIX}{text}")
