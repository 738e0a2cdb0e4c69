"""The document: its text form, its limits, and what makes a lab start again."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vizapp.document.experiment import (
    MAX_PLACED_OFFSET,
    DeformableSpec,
    Experiment,
    HiddenTaps,
    PointOverride,
    Source,
    SubpixelSpec,
    from_text,
    needs_rebuild,
    to_text,
)

parts = st.floats(-MAX_PLACED_OFFSET, MAX_PLACED_OFFSET)
sources = st.builds(
    Source,
    kind=st.sampled_from(["sample", "file", "memory"]),
    location=st.text(),
    array=st.none() | st.text(),
)
overrides = st.builds(
    PointOverride,
    tap=st.integers(0, 24),
    offset_yx=st.tuples(parts, parts),
    unit_yx=st.none() | st.tuples(st.integers(0, 2000), st.integers(0, 2000)),
)
deformables = st.builds(
    DeformableSpec,
    kernel_size=st.sampled_from([3, 5]),
    stride=st.sampled_from([1, 2]),
    dilation=st.integers(1, 8),
    task=st.builds(HiddenTaps, max_shift=st.floats(0, 8), out_channels=st.integers(9, 64)),
    learning_rate=st.floats(1e-9, 10),
    overrides=st.lists(overrides, max_size=5).map(tuple),
)


@st.composite
def subpixels(draw: st.DrawFn) -> SubpixelSpec:
    task = draw(st.sampled_from(["shuffle", "super-resolve"]))
    factor = draw(st.integers(2, 4 if task == "super-resolve" else 8))
    order = draw(st.just(()) | st.permutations(range(factor**2)).map(tuple))
    return SubpixelSpec(task, factor, draw(st.sampled_from(["CRD", "DCR"])), order, draw(st.floats(1e-9, 10)))


experiments = st.builds(
    Experiment,
    lab=st.sampled_from(["deformable", "subpixel"]),
    source=sources,
    deformable=deformables,
    subpixel=subpixels(),
    working_size=st.none() | st.integers(16, 1024),
    seed=st.integers(0, 2**31 - 1),
    device=st.sampled_from(["auto", "cpu", "mps", "cuda:0", "cuda:15"]),
)


@given(experiments)
def test_every_experiment_survives_being_written_and_read(experiment: Experiment) -> None:
    text = to_text(experiment)
    assert from_text(text) == experiment
    assert json.loads(text)["seed"] == experiment.seed


@given(experiments, st.data())
def test_a_damaged_text_is_an_experiment_or_a_value_error(experiment: Experiment, data: st.DataObject) -> None:
    text = to_text(experiment)
    at = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 3)) :]
    try:
        read = from_text(damaged)
    except ValueError:
        return
    assert from_text(to_text(read)) == read


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"lab": "other"}', "$.lab"),
        ('{"seed": -1}', "$.seed"),
        ('{"seed": 1.5}', "$.seed"),
        ('{"working_size": 8}', "$.working_size"),
        ('{"device": "cuda:100"}', "$.device"),
        ('{"device": "cpu; rm"}', "$.device"),
        ('{"deformable": {"kernel_size": 4}}', "$.deformable.kernel_size"),
        ('{"deformable": {"learning_rate": 0}}', "$.deformable.learning_rate"),
        ('{"deformable": {"overrides": [{"tap": 25, "offset_yx": [0, 0]}]}}', "$.deformable.overrides[0].tap"),
        ('{"deformable": {"overrides": [{"tap": 1, "offset_yx": [0]}]}}', "$.deformable.overrides[0].offset_yx"),
        ('{"subpixel": {"phase_order": [0, 1, 2, 2]}}', "each of 0 … 3 once"),
        ('{"subpixel": {"upscale_factor": 5}}', "not 5"),
        ('{"sed": 1}', "sed"),
        ("[]", "array"),
        ("", "truncated"),
        ("not json", "malformed"),
        ('{"seed": 1}' + " " * 5 * 2**20, "longer than"),
    ],
)
def test_what_is_wrong_is_named(text: str, place: str) -> None:
    with pytest.raises(ValueError) as error:
        from_text(text)
    assert place in str(error.value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_point_cannot_be_placed_nowhere(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        PointOverride(0, (0.0, value))


@pytest.mark.parametrize("offset_yx", [(1e30, 0.0), (0.0, -10_000.1), (1.7e308, 1.7e308)])
def test_a_point_cannot_be_placed_beyond_all_pictures(offset_yx: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="between -10000 and 10000 px"):
        PointOverride(0, offset_yx)
    assert PointOverride(0, (MAX_PLACED_OFFSET, -MAX_PLACED_OFFSET)).offset_yx == (10_000.0, -10_000.0)


def deformable(**changes: object) -> Callable[[Experiment], Experiment]:
    return lambda old: replace(old, deformable=replace(old.deformable, **changes))


def subpixel(**changes: object) -> Callable[[Experiment], Experiment]:
    return lambda old: replace(old, subpixel=replace(old.subpixel, **changes))


def shared(**changes: object) -> Callable[[Experiment], Experiment]:
    return lambda old: replace(old, **changes)


@pytest.mark.parametrize(
    ("lab", "change", "rebuilt"),
    [
        ("deformable", deformable(kernel_size=5), True),
        ("deformable", deformable(stride=2), True),
        ("deformable", deformable(dilation=2), True),
        ("deformable", deformable(task=HiddenTaps(max_shift=1.0)), True),
        ("deformable", deformable(learning_rate=0.1), False),
        ("deformable", deformable(overrides=(PointOverride(0, (1.0, 1.0)),)), False),
        ("deformable", subpixel(upscale_factor=3), False),
        ("subpixel", subpixel(upscale_factor=3), True),
        ("subpixel", subpixel(task="shuffle"), True),
        ("subpixel", subpixel(order="DCR"), True),
        ("subpixel", subpixel(phase_order=(1, 0, 2, 3)), False),
        ("subpixel", subpixel(learning_rate=0.1), False),
        ("subpixel", deformable(kernel_size=5), False),
        ("deformable", shared(source=Source(location="camera")), True),
        ("deformable", shared(working_size=64), True),
        ("subpixel", shared(seed=1), True),
        ("subpixel", shared(device="cpu"), True),
        ("deformable", shared(lab="subpixel"), True),
    ],
)
def test_only_what_a_lab_is_built_from_rebuilds_it(
    lab: str, change: Callable[[Experiment], Experiment], rebuilt: bool
) -> None:
    old = replace(Experiment(), lab=lab)
    new = change(old)
    assert new != old
    assert needs_rebuild(old, new) is rebuilt
    assert needs_rebuild(new, old) is rebuilt
