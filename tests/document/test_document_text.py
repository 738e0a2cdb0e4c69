"""The document as text: what is written can be read, older forms too, and what is wrong is named."""

from __future__ import annotations

import json

import pytest
from document_strategies import experiments
from hypothesis import given
from hypothesis import strategies as st

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenTapsSpec
from vizapp.document.experiment import VERSION, Experiment, Source
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.document.text import from_builtins, from_text, to_text
from vizapp.document.tile_layout import ChannelOrder

VERSION_1 = """
{
  "lab": "subpixel",
  "source": {"kind": "file", "location": "/pictures/maps.npz", "array": "first"},
  "deformable": {
    "kernel_size": 5,
    "stride": 2,
    "dilation": 3,
    "task": {"max_shift": 1.5, "out_channels": 25},
    "learning_rate": 0.1,
    "overrides": [
      {"tap": 7, "offset_yx": [0.5, -1.0], "unit_yx": null},
      {"tap": 3, "offset_yx": [1.0, 1.0], "unit_yx": [4, 5]}
    ]
  },
  "subpixel": {
    "task": "shuffle",
    "upscale_factor": 2,
    "order": "DCR",
    "phase_order": [1, 0, 2, 3],
    "learning_rate": 0.004
  },
  "working_size": 128,
  "seed": 7,
  "device": "cpu"
}
"""


@given(experiments)
def test_every_experiment_survives_being_written_and_read(experiment: Experiment) -> None:
    text = to_text(experiment)
    assert from_text(text) == experiment
    assert json.loads(text)["seed"] == experiment.seed
    assert from_builtins(json.loads(text)) == experiment


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


def test_a_text_says_its_version_and_the_settings_of_every_lab() -> None:
    written = json.loads(to_text(Experiment()))
    assert written["version"] == VERSION == 5
    assert [spec["lab"] for spec in written["labs"]] == ["deformable", "subpixel"]
    assert [spec["task"]["name"] for spec in written["labs"]] == ["hidden-rule", "super-resolve"]


def test_what_is_missing_is_the_default() -> None:
    assert from_text('{"version": 5}') == Experiment()
    text = '{"version": 5, "labs": [{"lab": "subpixel", "upscale_factor": 3, "task": {"name": "shuffle"}}]}'
    assert from_text(text) == Experiment(labs=(SubpixelSpec(upscale_factor=3, task=ShuffleSpec()),))


def test_a_text_without_a_version_is_of_the_first() -> None:
    read = from_text(VERSION_1)
    assert read == Experiment(
        lab="subpixel",
        source=Source("file", "/pictures/maps.npz", "first"),
        labs=(
            DeformableSpec(
                kernel_size=(5, 5),
                stride=2,
                dilation=3,
                task=HiddenTapsSpec(max_shift=1.5, out_channels=25),
                learning_rate=0.1,
                placed_points=(PlacedPoint(Tap(0, 7), (0.5, -1.0)), PlacedPoint(Tap(0, 3), (1.0, 1.0), Unit((4, 5)))),
            ),
            SubpixelSpec(
                task=ShuffleSpec(), stored_as="DCR", read_as="DCR", phase_order=(1, 0, 2, 3), learning_rate=0.004
            ),
        ),
        working_size=128,
        seed=7,
        device="cpu",
    )
    assert from_builtins(json.loads(VERSION_1) | {"version": 1}) == read
    assert json.loads(to_text(read))["version"] == VERSION


@pytest.mark.parametrize(
    ("text", "labs"),
    [
        ("{}", (DeformableSpec(task=HiddenTapsSpec()),)),
        (
            '{"subpixel": {"task": "super-resolve", "upscale_factor": 4}}',
            (DeformableSpec(task=HiddenTapsSpec()), SubpixelSpec(upscale_factor=4)),
        ),
        ('{"deformable": {"task": {}}}', (DeformableSpec(task=HiddenTapsSpec()),)),
        (
            '{"deformable": {"dilation": 2}}',
            (DeformableSpec(dilation=2, task=HiddenTapsSpec()), SubpixelSpec(task=SuperResolveSpec())),
        ),
    ],
)
def test_parts_of_a_first_version_have_the_defaults_that_they_had(
    text: str, labs: tuple[DeformableSpec | SubpixelSpec, ...]
) -> None:
    assert from_text(text) == Experiment(labs=labs)


@pytest.mark.parametrize(
    ("labs", "specs"),
    [
        (None, (DeformableSpec(task=HiddenTapsSpec()),)),
        ([], (DeformableSpec(task=HiddenTapsSpec()),)),
        (
            [{"lab": "subpixel", "upscale_factor": 3}],
            (DeformableSpec(task=HiddenTapsSpec()), SubpixelSpec(upscale_factor=3)),
        ),
        (
            [{"lab": "subpixel"}, {"lab": "deformable", "stride": 2}],
            (DeformableSpec(stride=2, task=HiddenTapsSpec()),),
        ),
        (
            [{"lab": "deformable", "task": {"name": "hidden-taps", "max_shift": 1.5}}],
            (DeformableSpec(task=HiddenTapsSpec(max_shift=1.5)),),
        ),
        ([{"lab": "deformable", "task": {"name": "hidden-rule"}}], ()),
    ],
    ids=["nothing", "no lab", "another lab", "no task", "hidden taps", "another task"],
)
def test_a_second_version_that_names_no_task_means_the_hidden_taps(
    labs: list[dict[str, object]] | None, specs: tuple[DeformableSpec | SubpixelSpec, ...]
) -> None:
    value = {"version": 2} if labs is None else {"version": 2, "labs": labs}
    before = json.dumps(value)
    assert from_builtins(value) == Experiment(labs=specs)
    assert json.dumps(value) == before, "what was given is not changed"
    newer = from_builtins(value | {"version": 3})
    assert newer.spec_of(SubpixelSpec) == Experiment(labs=specs).spec_of(SubpixelSpec)
    named = labs is not None and any("task" in spec for spec in labs)
    assert (newer == Experiment(labs=specs)) == named


@pytest.mark.parametrize("order", ["CRD", "DCR"])
def test_the_one_order_of_a_third_version_is_that_of_storing_and_of_reading(
    order: ChannelOrder,
) -> None:
    value = {"version": 3, "labs": [{"lab": "subpixel", "order": order, "task": {"name": "shuffle"}}]}
    before = json.dumps(value)
    read = from_builtins(value)
    assert read.spec_of(SubpixelSpec) == SubpixelSpec(task=ShuffleSpec(), stored_as=order, read_as=order)
    assert json.dumps(value) == before, "what was given is not changed"
    with pytest.raises(ValueError, match="order"):
        from_builtins({**value, "version": 4})


@pytest.mark.parametrize("version", [6, 17, 10**30])
def test_what_a_newer_program_has_written_is_refused_with_the_way_out(version: int) -> None:
    with pytest.raises(ValueError) as error:
        from_text(json.dumps({"version": version, "labs": {"not": "known"}}))
    assert str(error.value) == (
        f"this experiment was made by a newer vizapp: its form is version {version}, and this one reads up to 5; "
        "install a newer vizapp"
    )


@pytest.mark.parametrize("version", ["0", "-1", "true", '"2"', "2.0", "null", "[2]"])
def test_a_version_that_is_none_is_named(version: str) -> None:
    with pytest.raises(ValueError, match="not an experiment: its version is"):
        from_text(f'{{"version": {version}}}')


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('{"lab": "other"}', ["lab 'other'", "deformable, subpixel"]),
        ('{"seed": -1}', ["$.seed"]),
        ('{"seed": 1.5}', ["$.seed"]),
        ('{"working_size": 8}', ["$.working_size"]),
        ('{"device": "cuda:100"}', ["$.device"]),
        ('{"device": "cpu; rm"}', ["$.device"]),
        ('{"deformable": {"kernel_size": 4}}', ["deformable", "$.kernel_size"]),
        ('{"deformable": {"learning_rate": 0}}', ["deformable", "$.learning_rate"]),
        ('{"deformable": {"overrides": [{"tap": 49, "offset_yx": [0, 0]}]}}', ["deformable", "points[0].tap"]),
        ('{"deformable": {"overrides": [{"tap": 1, "offset_yx": [0]}]}}', ["deformable", "points[0].offset_yx"]),
        ('{"deformable": 3}', ["$.deformable", "`int`"]),
        ('{"subpixel": {"phase_order": [0, 1, 2, 2]}}', ["subpixel", "each of 0 … 3 once"]),
        ('{"subpixel": {"upscale_factor": 5}}', ["subpixel", "not 5"]),
        ('{"subpixel": {"task": "sharpen"}}', ["subpixel", "task 'sharpen'", "super-resolve, shuffle"]),
        ('{"sed": 1}', ["sed"]),
        ('{"labs": [{"lab": "subpixel", "upscale_factor": 3}]}', ["`labs`", "version"]),
        ('{"version": 2, "subpixel": {}}', ["`subpixel`"]),
        ('{"version": 2, "labs": [{"lab": "deformable", "kernel_size": 4}]}', ["$.kernel_size", "$.labs[0]"]),
        ('{"version": 2, "labs": [{"lab": "subpixel", "sed": 1}]}', ["subpixel", "`sed`", "$.labs[0]"]),
        ('{"version": 2, "labs": [{"lab": "other"}]}', ["lab 'other'", "deformable, subpixel", "$.labs[0]"]),
        ('{"version": 2, "labs": [{"upscale_factor": 2}]}', ["the lab has no name", "$.labs[0]"]),
        ('{"version": 2, "labs": [{"lab": ["subpixel"]}]}', ["the lab has no name", "$.labs[0]"]),
        ('{"version": 2, "labs": ["subpixel"]}', ["Expected a lab", "$.labs[0]"]),
        ('{"version": 2, "labs": {"lab": "deformable"}}', ["$.labs", "Expected `array`"]),
        ('{"version": 3, "labs": [{"lab": "deformable", "compared": ["tree"]}]}', ["$.compared[0]", "$.labs[0]"]),
        ('{"version": 3, "labs": [{"lab": "deformable", "branch": {"depth": 4}}]}', ["$.branch.depth", "$.labs[0]"]),
        ('{"version": 2, "labs": [{"lab": "subpixel"}, {"lab": "subpixel"}]}', ["twice"]),
        ('{"version": 3, "labs": [{"lab": "subpixel", "order": "CDR"}]}', ["$.stored_as", "$.labs[0]"]),
        ('{"version": 3, "labs": {"lab": "subpixel"}}', ["$.labs", "Expected `array`"]),
        ('{"version": 4, "labs": [{"lab": "subpixel", "task": {"name": "shuffle", "edge": "fold"}}]}', ["edge"]),
        ("[]", ["array"]),
        ("", ["truncated"]),
        ("not json", ["malformed"]),
        ("[" * 100_000, ["not an experiment"]),
        ('{"version": 2, "labs": ' + "[" * 900 + "]" * 900 + "}", ["not an experiment"]),
        ('{"seed": 1}' + " " * 5 * 2**20, ["longer than"]),
    ],
)
def test_what_is_wrong_is_named(text: str, places: list[str]) -> None:
    with pytest.raises(ValueError) as error:
        from_text(text)
    assert [place for place in places if place not in str(error.value)] == []
